//! Nothing acknowledged is lost: the real store, killed, cut from power, on a disk that fails and on one
//! that fills. Short in `make test`, long in `make crash`.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod faults;
#[path = "../golden/mod.rs"]
mod kept;
mod kills;
mod look;
mod migrating;
mod power;
mod several;
mod writer;

use std::process::ExitCode;

use testkit::crash::suite;

fn main() -> ExitCode {
    suite::run(
        writer::play,
        &[
            ("kills_under_load_lose_nothing_acknowledged", kills::sqlite),
            ("kills_under_load_lose_nothing_acknowledged_on_postgresql", kills::postgres),
            ("kills_of_the_postgresql_server_lose_nothing_acknowledged", kills::server),
            ("several_programs_at_once_leave_no_gap", several::sqlite),
            ("several_programs_at_once_leave_no_gap_on_postgresql", several::postgres),
            ("a_migration_killed_at_any_call_ends_the_same", migrating::sqlite),
            ("a_migration_killed_at_any_statement_ends_the_same_on_postgresql", migrating::postgres),
            ("power_cuts_lose_nothing_acknowledged", power::full),
            ("power_cuts_without_full_sync_are_seen_to_lose", power::normal),
            ("each_failing_call_stops_the_writer_and_loses_nothing", faults::sweep),
            ("a_failing_fold_of_the_log_stops_the_writer_and_loses_nothing", faults::folding),
            ("a_full_disk_refuses_writes_and_goes_on_reading", faults::full),
            ("the_kernels_own_limit_on_a_file_is_met_alike", faults::limit),
        ],
    )
}

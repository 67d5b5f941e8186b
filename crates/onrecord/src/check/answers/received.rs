//! What was received: files, tables, totals, reconciliation, statuses.

use std::collections::BTreeMap;

use exchange::report::summary::*;
use exchange::{Extract, Table};

use crate::check::findings::Findings;

/// The files by name, so that the order they are given in changes nothing.
pub(super) fn files(extract: &Extract) -> Vec<FileEntry> {
    let mut files: Vec<FileEntry> = extract.files.iter().map(file).collect();
    files.sort_by(|a, b| (&a.source, &a.sha256).cmp(&(&b.source, &b.sha256)));
    files
}

/// The tables in their own order, then by file.
pub(super) fn tables(extract: &Extract) -> Vec<TableEntry> {
    let mut accounts: Vec<&exchange::intake::Account> = extract.accounts.iter().collect();
    accounts.sort_by(|a, b| (a.table, &a.source, &a.digest).cmp(&(b.table, &b.source, &b.digest)));
    accounts.into_iter().map(table).collect()
}

fn file(file: &exchange::intake::FileAccount) -> FileEntry {
    FileEntry {
        source: file.source.clone(),
        sha256: file.digest.clone(),
        rows: file.n_rows,
        set_aside: file.n_set_aside,
        windows_1252_lines: file.n_windows_1252_lines,
    }
}

fn table(account: &exchange::intake::Account) -> TableEntry {
    TableEntry {
        source: account.source.clone(),
        table: account.table.name().into(),
        mapping: account.mapping.clone(),
        received: account.tally.received,
        accepted: account.tally.accepted,
        quarantined: account.tally.quarantined,
        duplicate: account.tally.duplicate,
        without_reference: account.n_without_reference,
        identical_without_reference: account.n_identical_without_reference,
        grouped: account.n_grouped,
        counted_in_another_file: account.n_counted_in_another_file,
        clock_change_times: account.n_clock_change_times,
        same_file_again: account.same_file_again,
        unused_columns: account
            .unused_columns
            .iter()
            .map(|(name, filled)| ColumnEntry { name: name.clone(), filled: *filled })
            .collect(),
    }
}

pub(super) fn total(extract: &Extract, findings: &Findings, table: Table) -> TotalEntry {
    let tally = extract.tally(table);
    let records = match table {
        Table::Incidents => findings.incidents.len() + extract.incidents.len(),
        Table::Crimes => findings.crimes.len() + extract.crimes.len(),
        Table::People => findings.n_people,
        Table::Counts => extract.counts.len(),
    };
    TotalEntry {
        table: table.name().into(),
        received: tally.received,
        accepted: tally.accepted,
        quarantined: tally.quarantined,
        duplicate: tally.duplicate,
        records: records as u64,
    }
}

pub(super) fn reconciliation(extract: &Extract, findings: &Findings) -> ReconciliationEntry {
    let series = findings.series.iter().flat_map(|(table, report)| {
        report.series.iter().map(move |series| SeriesEntry {
            table: table.name().into(),
            series: format!("{}###{}", series.prefix, series.suffix),
            first: series.first,
            last: series.last,
            present: series.n_present,
            missing: series.n_missing,
            ranges: series
                .missing
                .iter()
                .map(|(from, to)| if from == to { from.to_string() } else { format!("{from} to {to}") })
                .collect(),
        })
    });
    let quiet = findings.quiet.iter().map(|quiet| QuietEntry {
        channel: quiet.channel.clone(),
        from: quiet.from.to_string(),
        to: quiet.to.to_string(),
        rows: quiet.n_rows,
        expected: places(quiet.n_expected, 1),
    });
    let coverage = findings.coverage.iter().map(|one| CoverageEntry {
        table: one.table.name().into(),
        first_day: one.first.to_string(),
        last_day: one.last.to_string(),
        stops_days_early: one.stops_days_early,
    });
    ReconciliationEntry {
        channels: channels(extract),
        series: series.collect(),
        missing_numbers: findings.series.iter().map(|(_, report)| report.n_missing()).sum(),
        outside_series: findings.series.iter().map(|(_, report)| report.n_outside).sum(),
        coverage: coverage.collect(),
        quiet_channels: quiet.collect(),
        dated_after_as_at: findings.n_after_as_at,
        undated: findings.n_undated,
    }
}

/// Rows by source and channel: reconciliation.csv without its days.
fn channels(extract: &Extract) -> Vec<ChannelEntry> {
    let mut by_channel: BTreeMap<(&str, &str), exchange::intake::Tally> = BTreeMap::new();
    for ((source, channel, _), tally) in &extract.reconciliation {
        by_channel.entry((source, channel)).or_default().add(tally);
    }
    let entry = |((source, channel), tally): ((&str, &str), exchange::intake::Tally)| ChannelEntry {
        source: source.into(),
        channel: channel.into(),
        received: tally.received,
        accepted: tally.accepted,
        quarantined: tally.quarantined,
        duplicate: tally.duplicate,
    };
    by_channel.into_iter().map(entry).collect()
}

/// Every record by where it stands.
pub(super) fn crimes_by_status(findings: &Findings) -> Vec<StatusEntry> {
    let status = |row: &terms::CrimeRow| match (row.n_code.is_some(), row.status) {
        (true, _) => "under an N code",
        (_, Some(terms::CrimeStatus::Recorded)) => "recorded",
        (_, Some(terms::CrimeStatus::Cancelled)) => "cancelled",
        (_, Some(terms::CrimeStatus::Transferred)) => "transferred",
        (_, None) => "not stated",
    };
    let mut by_status: BTreeMap<&str, u64> = BTreeMap::new();
    findings.crimes.iter().for_each(|row| *by_status.entry(status(row)).or_insert(0) += 1);
    by_status.into_iter().map(|(status, crimes)| StatusEntry { status: status.into(), crimes }).collect()
}

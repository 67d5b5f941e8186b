//! Who may decide, by the table of the edition (rulebook-data, authority.csv).

use crate::case::{Case, Said};
use crate::edition::{AUTHORITY, Matter};

/// Whether the one who decides may. Where nobody is named the answer only says who may.
pub fn may(case: &Case<'_>, matter: Matter) -> bool {
    let Some(decider) = case.facts.ask.decider else { return true };
    let no_registrar = case.facts.ask.force_has_registrar_on_register == Some(false);
    AUTHORITY
        .iter()
        .filter(|row| row.decision == matter && row.who == decider)
        .any(|row| !row.only_without_registrar || no_registrar)
}

/// Relies on the rules that say who may.
pub fn because(matter: Matter, said: &mut Said<'_>) {
    AUTHORITY.iter().filter(|row| row.decision == matter).for_each(|row| said.because(row.rule));
}

/// Who may, in the words of the answer.
pub fn who(case: &Case<'_>, matter: Matter) -> &'static str {
    let no_registrar = case.facts.ask.force_has_registrar_on_register == Some(false);
    match matter {
        Matter::CancelRapeOrHomicide | Matter::RapeToReportedIncident if no_registrar => {
            "chief officer, advised by the FCR"
        }
        Matter::CancelRapeOrHomicide | Matter::CancelMutilation | Matter::RapeToReportedIncident => "FCR",
        Matter::Cancel | Matter::Reclassify => "FCR or DDM",
    }
}

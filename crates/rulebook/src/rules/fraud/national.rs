//! Whether the force records a fraud itself, and what goes to Report Fraud.

use alloc::vec::Vec;

use crate::case::{Case, Said};
use crate::decision::{ReportFraud, Verdict};
use crate::edition::id;
use crate::facts::Reporter;
use crate::facts::fraud::{CallForService, What};
use crate::pipeline::count::Item;

/// Whether it is recorded here, and what goes to Report Fraud (FRA 2-3).
pub fn report<'f>(case: &Case<'f>, kept: &mut Vec<Item<'f>>, said: &mut Said<'f>) {
    let frauds = || case.facts.acts.iter().filter_map(|act| act.fraud.as_ref());
    let national = kept.iter().any(|item| item.class.starts_with("NFIB"));
    if !national && frauds().next().is_none() {
        return;
    }
    let local_class = kept.iter().any(|item| !item.class.starts_with("NFIB"));
    let called = frauds().any(|fraud| {
        matches!(
            fraud.call_for_service,
            Some(
                CallForService::Arrested
                    | CallForService::HappeningNow
                    | CallForService::LocalSuspect
                    | CallForService::PassedByNationalBureau
            )
        )
    });
    let passed = case.facts.report.by == Some(Reporter::NationalFraudBureau);
    if passed {
        said.because(id::R_05);
    }
    let local_record = local_class || (national && (called || passed));
    let information = said.others.iter().any(|other| {
        matches!(other.verdict, Verdict::None | Verdict::CrimeRelatedIncident)
            && (other.rule == id::R_09 || other.rule == id::R_15)
    }) || (kept.is_empty()
        && frauds().any(silent_romance)
        && said.others.iter().any(|o| o.rule == id::R_10));
    let national_report = match (national, information) {
        (true, _) => "crime",
        (false, true) => "information",
        (false, false) => "none",
    };
    said.report_fraud = Some(ReportFraud { local_record, national_report });
    if national {
        said.because(id::R_01);
        if local_record {
            said.must("Make a local case record and a report to Report Fraud", id::R_01);
        } else {
            said.because(id::R_02);
            said.must(
                "The victim may report to Report Fraud themselves; if they will not, take full details and report it for them",
                id::R_02,
            );
        }
    }
    if said.report_fraud.is_some_and(|report| report.national_report == "information") {
        said.because(id::R_03);
    }
    if local_class {
        said.because(id::R_04);
    }
}

/// A suspicious courtship with nothing to show for it is an information report (FRA 20, example 3).
fn silent_romance(fraud: &crate::facts::Fraud) -> bool {
    fraud.what == Some(What::Romance)
}

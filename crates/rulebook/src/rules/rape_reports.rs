//! Reports of rape through a sexual assault referral centre.

use crate::case::{Case, Other, Said};
use crate::edition::id;
use crate::facts::Kind;
use crate::facts::report::CentrePasses;

/// Whether what a referral centre passes on makes a crime or a reported incident. Called by the tests of
/// whether to record, for rape alone.
///
/// # Errors
/// N100 where only anonymised data, or nothing, is passed on.
pub fn whether(case: &Case<'_>) -> Option<Result<(), Other>> {
    let passes = case.facts.report.referral_centre_passes?;
    Some(match passes {
        CentrePasses::DetailsAndWantsInvestigation
        | CentrePasses::AccountButNotPursued
        | CentrePasses::SamplesToPolice
        | CentrePasses::ProfessionalReports => Ok(()),
        CentrePasses::DepersonalisedDataOnly | CentrePasses::NothingPassed | CentrePasses::SamplesFrozen => {
            Err(Other::n_code("N100/01", "the referral centre passes on no account to record on", id::N_05))
        }
    })
}

/// A referral centre's report with no act described is still a report of rape.
pub fn read<'f>(case: &Case<'f>, said: &mut Said<'f>) {
    let told = case.facts.acts.iter().any(|act| matches!(act.kind, Some(Kind::Raped | Kind::TriedToRape)));
    if told {
        return;
    }
    if let Some(Err(other)) = whether(case) {
        said.others.push(other);
    }
}

//! Reports of rape through a sexual assault referral centre.

use crate::case::{Case, Other, Said};
use crate::edition::id;
use crate::facts::Kind;
use crate::facts::report::CentrePasses;
use crate::pipeline::count::Item;
use crate::pipeline::whether::Test;

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

/// A rape plainly in another force's area, or abroad: a reported incident first, then passed on.
///
/// # Errors
/// N100/03 where the force that asks is not the one where it happened.
pub fn elsewhere(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> Test {
    let asking = case.facts.ask.force.as_ref().or(case.facts.report.force.as_ref());
    let there = case.act(item.act).place.as_ref().and_then(|place| place.force.as_ref());
    let (Some(asking), Some(there)) = (asking, there) else { return Ok(()) };
    if asking == there {
        return Ok(());
    }
    let known = said.transfer_to.take();
    said.transfer_to = known.into_iter().chain([there.clone()]).min();
    Err(Other::n_code("N100/03", "it happened in another force's area: record it, then pass it on", id::N_04))
}

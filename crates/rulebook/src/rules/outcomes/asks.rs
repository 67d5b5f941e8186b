//! Which facts an outcome turns on, by what was done.

use super::Record;
use crate::case::{Case, Said};
use crate::edition::{RuleId, id};
use crate::facts::disposal::{Disposal, DisposalKind as K, Stands};
use crate::gaps::Want;

/// Names what is read of a disposal.
pub fn asks(case: &Case<'_>, record: &Record<'_>, disposal: &Disposal, said: &mut Said<'_>) {
    let Some(at) = case.facts.disposals.iter().position(|one| core::ptr::eq(one, disposal)) else { return };
    let formal = matches!(disposal.kind, Some(K::Cautioned | K::PenaltyNotice | K::CannabisWarning));
    let rest =
        matches!(disposal.kind, Some(K::DeferredProsecution | K::WordsOfAdvice | K::NoFurtherAction) | None);
    if formal || rest {
        suspects_age(case, disposal, said);
    }
    let mut ask = |rule: RuleId, wants: &[Want]| said.asks(case, at, rule, wants);
    match disposal.kind {
        Some(K::Charged | K::Cautioned) => {
            ask(id::H_08, &[Want::Stands]);
            if disposal.stands == Some(Stands::SameFacts) {
                alternate(case, record, disposal, &mut ask);
            }
            if matches!(disposal.stands, Some(Stands::SameFacts | Stands::RelatedAct)) {
                ask(id::H_02, &[Want::VictimSupports, Want::VictimNotReached]);
            }
        }
        Some(K::TakenIntoConsideration) => {
            ask(id::H_4, &[Want::Admitted, Want::FormSigned, Want::VictimTraced])
        }
        Some(K::CannabisWarning) => ask(id::H_6, &[Want::Admitted]),
        Some(K::CommunityResolution) => {
            ask(id::H_8, &[Want::IntimateAbuse, Want::DomesticAbuse, Want::HateCrime]);
            if disposal.hate_crime == Some(true) || disposal.domestic_abuse == Some(true) {
                ask(id::H_8, &[Want::InspectorAuthorised]);
            }
        }
        Some(K::Diversion) => ask(id::H_22, &[Want::Completed, Want::DomesticAbuse]),
        Some(K::DeferredProsecution) => ask(id::H_23, &[Want::Completed]),
        Some(K::ProsecutorsNotInPublicInterest | K::PoliceNotInPublicInterest) => {
            ask(id::H_09, &[Want::EvidenceEnough]);
        }
        Some(K::NotInvestigatedInPublicInterest) => {
            ask(
                id::H_21,
                &[Want::SuspectKnown, Want::DomesticAbuse, Want::HateCrime, Want::InspectorAuthorised],
            );
        }
        Some(K::WordsOfAdvice | K::NoFurtherAction) | None => nothing_done(disposal, &mut ask),
        Some(K::PenaltyNotice | K::OtherAgencyActs | K::PassedToOtherForce) => {}
    }
}

/// Under 10, under 18 or an adult.
fn suspects_age(case: &Case<'_>, disposal: &Disposal, said: &mut Said<'_>) {
    let doers = case.facts.acts.iter().flat_map(|act| act.by.iter());
    for suspect in disposal.suspect.iter().chain(doers).filter(|id| case.under(id, 18).is_none()) {
        said.asks_person(case, suspect, id::H_6, &[Want::Age]);
    }
}

fn alternate(
    case: &Case<'_>,
    record: &Record<'_>,
    disposal: &Disposal,
    ask: &mut impl FnMut(RuleId, &[Want]),
) {
    if record.murder() {
        ask(id::H_03, &[Want::Charge, Want::ConditionsMet]);
    } else if record.rape() {
        ask(id::H_04, &[Want::Charge, Want::DecidedBy, Want::RegistrarAllows]);
    } else if matches!(record.class, "34A" | "34B") {
        ask(id::H_06, &[Want::Charge, Want::DecidedBy]);
        ask(id::H_06, &[Want::Prolific, Want::WeaponSeen]);
        if super::alternate::slight_force(case, disposal).is_none() {
            ask(id::H_06, &[Want::SlightForce]);
        }
        if super::alternate::low_value(case, disposal).is_none() {
            ask(id::H_06, &[Want::LowValue]);
        }
    }
}

fn nothing_done(disposal: &Disposal, ask: &mut impl FnMut(RuleId, &[Want])) {
    ask(id::H_12, &[Want::SuspectUnable, Want::WitnessUnable]);
    ask(id::H_17, &[Want::TimeLimitPassed]);
    if disposal.suspect_known.is_none() {
        ask(id::H_15, &[Want::Wanted]);
    }
    if disposal.suspect_unable.is_some() {
        ask(id::H_5, &[Want::EvidenceEnough]);
    }
    if disposal.time_limit_passed == Some(true) {
        ask(id::H_17, &[Want::SummaryOnly, Want::DomesticAbuse]);
    }
    ask(id::H_15, &[Want::SuspectKnown, Want::VictimSupports, Want::VictimNotReached]);
}

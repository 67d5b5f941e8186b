//! What each outcome needs (OUT 9-25).

use super::{Found, Record};
use crate::case::{Case, Said};
use crate::edition::id;
use crate::facts::disposal::{Disposal, DisposalKind, Unable};

/// The outcome of a record dealt with for itself, or not dealt with.
pub fn found<'f>(case: &Case<'f>, record: &Record<'f>, disposal: &Disposal, said: &mut Said<'f>) -> Found {
    use DisposalKind as K;
    let Some(kind) = disposal.kind else { return nothing_done(case, record, disposal, said) };
    match kind {
        K::Charged => {
            said.because(id::H_1);
            Found::is("1")
        }
        K::Cautioned => {
            said.because(id::H_2);
            Found::is(caution(case, disposal))
        }
        K::TakenIntoConsideration => taken(disposal, said),
        K::PenaltyNotice => adult_only(case, disposal, "6", said),
        K::CannabisWarning if disposal.admitted == Some(false) => refuse("7", said),
        K::CannabisWarning => adult_only(case, disposal, "7", said),
        K::CommunityResolution => community(record, disposal, said),
        K::Diversion => diversion(case, record, disposal, said),
        K::DeferredProsecution => deferred(case, disposal, said),
        K::ProsecutorsNotInPublicInterest if disposal.evidence_enough == Some(false) => {
            refuse_and("9", nothing_done(case, record, disposal, said), said)
        }
        K::ProsecutorsNotInPublicInterest => Found::is("9").and_not(&["10"]),
        K::PoliceNotInPublicInterest if record.indictable_only() => refuse("10", said),
        K::PoliceNotInPublicInterest if disposal.evidence_enough == Some(false) => refuse("10", said),
        K::PoliceNotInPublicInterest => Found::is("10"),
        K::NotInvestigatedInPublicInterest => not_investigated(case, record, disposal, said),
        K::OtherAgencyActs => {
            said.must("The victim is told which agency acts, and how to reach it", id::H_20);
            Found::is("20")
        }
        K::PassedToOtherForce => {
            said.because(id::H_20);
            said.must("Ask for cancellation C1 once the other force has given its number", id::C1);
            Found::not(&["20"])
        }
        K::WordsOfAdvice | K::NoFurtherAction => nothing_done(case, record, disposal, said),
    }
}

/// Outcome 2 for a child, 3 for an adult.
pub fn caution(case: &Case<'_>, disposal: &Disposal) -> &'static str {
    if young(case, disposal, 18) == Some(true) { "2" } else { "3" }
}

fn young(case: &Case<'_>, disposal: &Disposal, years: u16) -> Option<bool> {
    let named = disposal.suspect.as_deref();
    let doers = || case.facts.acts.iter().flat_map(|act| act.by.iter()).map(alloc::string::String::as_str);
    named.into_iter().chain(doers()).find_map(|id| case.under(id, years))
}

fn refuse(outcome: &'static str, said: &mut Said<'_>) -> Found {
    said.because(id::H_09);
    Found::not(&[outcome])
}

fn refuse_and(outcome: &'static str, found: Found, said: &mut Said<'_>) -> Found {
    said.because(id::H_09);
    found.and_not(&[outcome])
}

/// Admitted in interview, form signed (or asked at court), and a victim traced where nobody had reported it.
fn taken(disposal: &Disposal, said: &mut Said<'_>) -> Found {
    said.because(id::H_4);
    let fails = [disposal.admitted, disposal.form_signed, disposal.victim_traced].contains(&Some(false));
    if fails { Found::not(&["4"]) } else { Found::is("4") }
}

fn adult_only(case: &Case<'_>, disposal: &Disposal, outcome: &'static str, said: &mut Said<'_>) -> Found {
    said.because(id::H_6);
    if young(case, disposal, 18) == Some(true) {
        return Found::not(&[outcome]);
    }
    Found::is(outcome)
}

fn community(record: &Record<'_>, disposal: &Disposal, said: &mut Said<'_>) -> Found {
    said.because(id::H_8);
    let exceptional = disposal.hate_crime == Some(true) || disposal.domestic_abuse == Some(true);
    let barred = record.indictable_only()
        || disposal.intimate_partner_abuse == Some(true)
        || (exceptional && disposal.inspector_authorised != Some(true));
    if barred { Found::not(&["8"]) } else { Found::is("8") }
}

fn diversion<'f>(case: &Case<'f>, record: &Record<'f>, disposal: &Disposal, said: &mut Said<'f>) -> Found {
    said.because(id::H_22);
    let abuse = [disposal.domestic_abuse, disposal.intimate_partner_abuse, disposal.high_risk_domestic_abuse];
    let unauthorised = abuse.contains(&Some(true)) && disposal.inspector_authorised == Some(false);
    if disposal.completed == Some(false) || unauthorised {
        let rest = Disposal { suspect_known: Some(true), ..disposal.clone() };
        return nothing_done(case, record, &rest, said).and_not(&["22"]);
    }
    if disposal.completed.is_none() { Found::not(&[]) } else { Found::is("22") }
}

fn deferred(case: &Case<'_>, disposal: &Disposal, said: &mut Said<'_>) -> Found {
    said.because(id::H_23);
    let outcome = if young(case, disposal, 18) == Some(true) { "23" } else { "24" };
    match disposal.completed {
        Some(true) => Found::is(outcome),
        Some(false) => {
            said.must("The prosecution goes on: authority to charge is sought", id::H_23);
            Found::not(&["23", "24"])
        }
        None => Found::not(&["23", "24"]),
    }
}

/// Not normally for serious offences: domestic abuse, hate crime, anything indictable only.
fn not_investigated(case: &Case<'_>, record: &Record<'_>, disposal: &Disposal, said: &mut Said<'_>) -> Found {
    said.because(id::H_21);
    said.must("The registrar keeps oversight of every outcome 21", id::H_21);
    let serious = record.indictable_only()
        || [disposal.domestic_abuse, disposal.intimate_partner_abuse, disposal.hate_crime]
            .contains(&Some(true));
    let unknown = known(case, disposal) == Some(false);
    if unknown || (serious && disposal.inspector_authorised != Some(true)) {
        return Found::not(&["21"]);
    }
    Found::is("21")
}

/// Whether police know the suspect, as far as told.
fn known(case: &Case<'_>, disposal: &Disposal) -> Option<bool> {
    let listed =
        || disposal.suspect.as_deref().and_then(|id| case.person(id)).map(|p| p.identified != Some(false));
    let doer = || {
        let mut doers = case.facts.acts.iter().flat_map(|act| act.by.iter());
        doers.find_map(|id| case.person(id)).and_then(|person| person.identified)
    };
    disposal.suspect_known.or_else(listed).or_else(doer)
}

/// What the victim wants, from the disposal or from the person.
fn supports(case: &Case<'_>, disposal: &Disposal) -> Option<bool> {
    disposal.victim_supports.or_else(|| {
        let victims = case.facts.acts.iter().flat_map(|act| act.to.iter());
        let mut told = victims.filter_map(|id| case.person(id)?.supports_action);
        let from_acts = told.next();
        from_acts.or_else(|| case.facts.people.iter().find_map(|person| person.supports_action))
    })
}

/// No charge, caution or resolution: why not decides which outcome it is.
fn nothing_done<'f>(case: &Case<'f>, record: &Record<'f>, disposal: &Disposal, said: &mut Said<'f>) -> Found {
    let advice = disposal.kind == Some(DisposalKind::WordsOfAdvice);
    if young(case, disposal, 10) == Some(true) {
        said.because(id::H_11);
        return Found::is("11");
    }
    match disposal.suspect_unable {
        Some(Unable::Dead) if disposal.evidence_enough == Some(true) => {
            said.because(id::H_5);
            return Found::is("5").and_not(&["12"]);
        }
        Some(_) => {
            said.because(id::H_12);
            return Found::is("12").and_not(&["5"]);
        }
        None => {}
    }
    if disposal.witness_unable.is_some() {
        said.because(id::H_12);
        return Found::is("13");
    }
    if disposal.time_limit_passed == Some(true) {
        return time_limit(record, disposal, said);
    }
    let known = known(case, disposal).or_else(|| (advice || disposal.wanted == Some(true)).then_some(true));
    let supports = supports(case, disposal).or_else(|| advice.then_some(false));
    authority(record, disposal, said);
    if disposal.victim_not_reached == Some(true) {
        said.because(id::H_16);
        let found = if known == Some(false) { Found::is("18") } else { Found::is("15") };
        return found.and_not(&["14", "16"]);
    }
    match (known, supports) {
        (Some(true), Some(false)) => {
            said.because(id::H_16);
            Found::is("16").and_not(&["14", "15", "18"])
        }
        (Some(false), Some(false)) => {
            said.because(id::H_14);
            Found::is("14").and_not(&["15", "16"])
        }
        (Some(true), _) => {
            said.because(id::H_15);
            Found::is("15").and_not(&["14", "16", "18"])
        }
        (Some(false), _) => {
            said.because(id::H_18);
            Found::is("18").and_not(&["15", "16"])
        }
        (None, _) => Found::not(&[]),
    }
}

fn time_limit(record: &Record<'_>, disposal: &Disposal, said: &mut Said<'_>) -> Found {
    said.because(id::H_17);
    let summary = disposal.summary_only.unwrap_or_else(|| record.summary_only());
    let abuse = disposal.domestic_abuse == Some(true) || disposal.intimate_partner_abuse == Some(true);
    if summary && !abuse { Found::is("17") } else { Found::not(&["17"]) }
}

/// Rape and high-risk domestic abuse: outcomes 15 and 16 need an inspector or the independent unit.
fn authority(record: &Record<'_>, disposal: &Disposal, said: &mut Said<'_>) {
    if record.rape() || disposal.high_risk_domestic_abuse == Some(true) {
        said.because(id::AU_08);
        said.must(
            "Outcome 15 or 16 is authorised by an inspector, or the independent unit under the registrar",
            id::H_16,
        );
    }
}

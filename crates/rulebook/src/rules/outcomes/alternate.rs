//! The alternate offence: 1A, 2A, 3A where what is charged or cautioned rests on the same material facts
//! as the record (OUT 5-9; CRR 18-21; RET 1-2).

use super::{Found, Record, guard};
use crate::case::{Case, Said};
use crate::edition::id;
use crate::facts::disposal::{Adviser, Charge, Disposal, DisposalKind};
use crate::facts::{Act, Kind, Means};
use crate::rules::violence::{Harm, harm};

const BARRED: &[&str] = &["1", "1A", "2", "2A", "3", "3A", "4", "6"];

/// The outcome of a record whose suspect is charged with, or cautioned for, another offence on the same
/// facts.
pub fn found<'f>(case: &Case<'f>, record: &Record<'f>, disposal: &Disposal, said: &mut Said<'f>) -> Found {
    said.because(id::B_01);
    let grave = record.murder() || record.rape();
    let cautioned = disposal.kind == Some(DisposalKind::Cautioned);
    if cautioned && grave {
        said.because(id::H_07);
        return Found::not(BARRED);
    }
    let allowed = if record.murder() {
        murder(case, disposal, said)
    } else if record.rape() {
        rape(record, disposal, said)
    } else if matches!(record.class, "34A" | "34B") {
        robbery(case, disposal, said)
    } else {
        said.because(id::H_08);
        true
    };
    if !allowed {
        let rest = Disposal {
            kind: Some(DisposalKind::NoFurtherAction),
            suspect_known: Some(true),
            ..disposal.clone()
        };
        return guard::found(case, record, &rest, said).and_not(BARRED);
    }
    match (cautioned, guard::caution(case, disposal)) {
        (false, _) => Found::is("1A").and_not(&["1"]),
        (true, "2") => Found::is("2A").and_not(&["2"]),
        (true, _) => Found::is("3A").and_not(&["3"]),
    }
}

/// Murder: four charges only, three conditions, endorsed by the registrar.
fn murder(case: &Case<'_>, disposal: &Disposal, said: &mut Said<'_>) -> bool {
    said.because(id::H_03);
    let by = if case.settings.murder_alternate_by_registrar {
        "the registrar"
    } else {
        "a designated decision maker"
    };
    said.must(
        alloc::format!("The record must be endorsed by {by} with the prosecutors' three points"),
        id::H_03,
    );
    let listed = matches!(
        disposal.charge,
        Some(
            Charge::Manslaughter
                | Charge::Infanticide
                | Charge::ChildDestruction
                | Charge::CausingOrAllowingDeath
        )
    );
    listed && disposal.conditions_met == Some(true)
}

/// Rape: the listed charges, or another sexual offence on the prosecutors' public-interest advice, or by
/// the accredited registrar alone.
fn rape(record: &Record<'_>, disposal: &Disposal, said: &mut Said<'_>) -> bool {
    said.because(id::H_04);
    let Some(charge) = disposal.charge else { return disposal.registrar_allows == Some(true) };
    let sexual = !matches!(
        charge,
        Charge::Manslaughter
            | Charge::Infanticide
            | Charge::ChildDestruction
            | Charge::CausingOrAllowingDeath
            | Charge::Theft
            | Charge::Assault
            | Charge::Other
    );
    let under_13 = matches!(record.class, "19E" | "19H");
    let child = matches!(
        charge,
        Charge::ChildPenetration
            | Charge::ChildCausedOrIncited
            | Charge::SexualActivityWithChild
            | Charge::ChildSexOffenceByYoungPerson
            | Charge::ChildFamilyMember
    );
    let listed = matches!(charge, Charge::AssaultByPenetration | Charge::MentalDisorder);
    let advised = disposal.decided_by == Some(Adviser::Prosecutors);
    if disposal.registrar_allows.is_some() && !listed && !advised {
        said.because(id::AU_03);
    }
    sexual && (listed || (under_13 && child) || advised || disposal.registrar_allows == Some(true))
}

/// Robbery: the theft must be charged; where police decide themselves, only low-level robbery of a shop.
fn robbery(case: &Case<'_>, disposal: &Disposal, said: &mut Said<'_>) -> bool {
    said.because(id::H_06);
    if disposal.charge.is_some_and(|charge| charge != Charge::Theft) {
        return false;
    }
    if disposal.decided_by == Some(Adviser::Prosecutors) {
        return true;
    }
    said.must("A sergeant records why it is not referred to the prosecutors, and why the force or threat is not charged", id::H_06);
    slight_force(case, disposal) != Some(false)
        && low_value(case, disposal) != Some(false)
        && disposal.prolific != Some(true)
        && disposal.weapon != Some(true)
        && !armed(case)
}

/// Takings and what was done to people, as told in the acts.
fn acts<'f>(case: &Case<'f>) -> impl Iterator<Item = &'f Act> + use<'f> {
    case.facts.acts.iter()
}

/// As judged; else low where the worth told is within the setting. `None` where neither is told.
pub fn low_value(case: &Case<'_>, disposal: &Disposal) -> Option<bool> {
    let told = || {
        let worth = acts(case).filter_map(|act| act.taking.as_ref()?.value_pounds);
        worth.reduce(u32::saturating_add).map(|pounds| pounds <= case.settings.low_value_pounds)
    };
    disposal.low_value.or_else(told)
}

/// As judged; else slight where a push or a threat is told and nobody was hurt. `None` where nothing is told
/// of what was done.
pub fn slight_force(case: &Case<'_>, disposal: &Disposal) -> Option<bool> {
    disposal.slight_force.or_else(|| {
        let hurt = acts(case).filter_map(|act| harm(act.injury)).max();
        let blow = |act: &Act| {
            matches!(
                act.kind,
                Some(
                    Kind::Hit
                        | Kind::StabbedOrCut
                        | Kind::Shot
                        | Kind::StrangledOrSuffocated
                        | Kind::CorrosiveAttack
                )
            )
        };
        let push = |act: &Act| matches!(act.kind, Some(Kind::PushedOrGrabbed | Kind::ThreatenedViolence));
        match hurt {
            Some(harm) if harm > Harm::Nothing => Some(false),
            _ if acts(case).any(blow) => Some(false),
            _ if acts(case).any(push) => Some(true),
            _ => None,
        }
    })
}

/// A weapon in the acts: used to threaten or seen, so the robbery is not of the lowest level.
fn armed(case: &Case<'_>) -> bool {
    acts(case).any(|act| {
        act.means.iter().any(|means| *means != Means::HandsOrFeet) || act.kind == Some(Kind::HadWeapon)
    })
}

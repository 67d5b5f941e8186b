//! Other offences against the state: breaches, justice, hoaxes, prison (CRR 89-90, 95-96; NSI 21).

use crate::case::{Allegation, Case, Other, Said, Unit};
use crate::edition::{RuleId, id};
use crate::facts::Kind;
use crate::facts::state::{Justice, Order};
use crate::gaps::Want;

/// NSIR category of what falls short of a notifiable breach.
const ORDERS_AND_BAIL: &str =
    "Public Safety and Welfare: Absconder/AWOL/Wanted Persons/Police and Court Orders/Bail";

/// What an act amounts to here.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let state = act.state.clone().unwrap_or_default();
    match act.kind {
        Some(Kind::BrokeOrder) => breach(case, place, state.order, said),
        Some(Kind::BombHoax) => push(case, place, ("66", Some("066/04"), id::P_66H), said),
        Some(Kind::SubstanceHoax) => push(case, place, ("66", Some("066/15"), id::P_66H), said),
        Some(Kind::InterferedWithJustice) => {
            said.asks(case, place, id::P_79, &[Want::Justice]);
            let code = match state.justice {
                Some(Justice::Perverted) => Some("079/01"),
                Some(Justice::Intimidated) => Some("079/02"),
                Some(Justice::Harmed) => Some("079/03"),
                Some(Justice::JurorsMisconduct) | None => None,
            };
            push(case, place, ("79", code, id::P_79), said);
        }
        Some(Kind::PrisonOffence) => {
            let allegation = Allegation::against_state(case, place, "69", None, id::P_69);
            said.allegations.push(allegation.counted(Unit::Offender));
        }
        _ => {}
    }
}

type Found = (&'static str, Option<&'static str>, RuleId);

fn push<'f>(case: &Case<'f>, place: usize, (class, code, rule): Found, said: &mut Said<'f>) {
    said.allegations.push(Allegation::against_state(case, place, class, code, rule));
}

fn breach<'f>(case: &Case<'f>, place: usize, order: Option<Order>, said: &mut Said<'f>) {
    said.asks(case, place, id::P_BR, &[Want::Order]);
    let Some((class, code)) = order.and_then(notifiable) else {
        let stop = "a breach of this kind is not notifiable";
        said.others.push(Other::incident(ORDERS_AND_BAIL, stop, id::P_BN));
        return;
    };
    let rule = if class == "83" { id::P_83 } else { id::P_BR };
    let allegation = Allegation::against_state(case, place, class, code, rule).also(id::F_07);
    said.allegations.push(allegation.counted(Unit::Offender));
}

fn notifiable(order: Order) -> Option<(&'static str, Option<&'static str>)> {
    match order {
        Order::Restraining => Some(("8L", Some("008/31"))),
        Order::AgainstHarassment => Some(("8L", Some("008/29"))),
        Order::Stalking => Some(("8Q", Some("008/74"))),
        Order::StalkingNotification => Some(("66", Some("068/16"))),
        Order::NonMolestation => Some(("66", Some("066/39"))),
        Order::CriminalBehaviour => Some(("66", Some("066/98"))),
        Order::SexOffenderNotification => Some(("66", Some("066/92"))),
        Order::SexualHarmPrevention => Some(("66", Some("068/08"))),
        Order::GenitalMutilationProtection => Some(("66", Some("068/04"))),
        Order::ForcedMarriageProtection => Some(("66", Some("066/97"))),
        Order::KnifeCrimePrevention => Some(("66", Some("068/17"))),
        Order::DomesticAbuseProtectionOrder => Some(("66", Some("068/19"))),
        Order::PreChargeBailTravel => Some(("83", Some("083/08"))),
        Order::DomesticViolenceProtectionNoticeOrOrder
        | Order::Bail
        | Order::PrisonLicence
        | Order::OtherCourtOrder => None,
    }
}

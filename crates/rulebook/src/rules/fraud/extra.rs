//! What is recorded beside a fraud: the card fraud that paid for it, the theft of the card.

use super::kinds::{Kind, Per};
use super::{Count, count, push};
use crate::case::{Case, Said};
use crate::edition::id;
use crate::facts::fraud::{CameBy, PaidWith, What};
use crate::facts::{Fraud, Kind as ActKind};

/// Adds the card fraud behind a payment, and the theft of a card or its papers that is not yet recorded.
pub fn beside<'f>(case: &Case<'f>, place: usize, fraud: &Fraud, found: Kind, said: &mut Said<'f>) {
    let card = Kind { class: "NFIB5A", per: Per::Thing, rule: id::R_NFIB5A };
    if paid_by_card_fraud(fraud, found) && fraud.card_fraud_recorded != Some(true) && !told_apart(case, place)
    {
        let cards = count(case, case.act(place), &Fraud::default(), What::CardChequeOrAccount, card.per);
        let one = if matches!(cards, Count::Fixed(n) if n > 1) { Count::Fixed(1) } else { cards };
        push(case, place, card, one, said);
    }
    let taken = matches!(fraud.came_by, Some(CameBy::Stolen | CameBy::FoundAndKept));
    if taken && fraud.theft_recorded == Some(false) && !theft_told(case) {
        push(case, place, Kind { class: "49", per: Per::One, rule: id::R_49 }, Count::Fixed(1), said);
    }
}

fn paid_by_card_fraud(fraud: &Fraud, found: Kind) -> bool {
    match fraud.paid_with {
        Some(PaidWith::PaymentServiceFundedByStolenCard) => true,
        Some(PaidWith::StolenOrClonedCard) => matches!(found.class, "NFIB5B" | "NFIB7" | "NFIB3C" | "NFIB1G"),
        _ => false,
    }
}

/// Whether another act already tells of the card fraud.
fn told_apart(case: &Case<'_>, place: usize) -> bool {
    case.facts.acts.iter().enumerate().any(|(other, act)| {
        other != place
            && act.fraud.as_ref().is_some_and(|fraud| fraud.what == Some(What::CardChequeOrAccount))
    })
}

/// Whether another act already tells of a taking: then the card went with it.
fn theft_told(case: &Case<'_>) -> bool {
    case.facts.acts.iter().any(|act| matches!(act.kind, Some(ActKind::Took | ActKind::EnteredBuilding)))
}

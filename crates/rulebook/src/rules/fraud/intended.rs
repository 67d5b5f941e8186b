//! Whether there was a specific intended victim, a fraud at all, and a link with England and Wales.

use crate::facts::fraud::{Contact, Response, What};
use crate::facts::places::Country;
use crate::facts::{Act, Fraud};

/// A person cold called, or mailed with many others, becomes a specific intended victim by acting on it,
/// by being contacted again, or by being aimed at (FRA 14, 24, 30, 32, 55, 127).
pub fn specific(fraud: &Fraud, what: What) -> bool {
    let untargeted = match fraud.contact {
        Some(Contact::SentToMany | Contact::ColdCall | Contact::AtLarge) => true,
        Some(_) => false,
        None => what == What::PhishingMessage || only_brushed_off(fraud),
    };
    !untargeted
        || fraud.contacted_again == Some(true)
        || fraud.response.iter().any(|response| acted(*response))
}

fn only_brushed_off(fraud: &Fraud) -> bool {
    let off = |response: &Response| matches!(response, Response::Ignored | Response::HungUp);
    !fraud.response.is_empty() && fraud.response.iter().all(off)
}

fn acted(response: Response) -> bool {
    !matches!(response, Response::Ignored | Response::HungUp | Response::MadeChecks)
}

/// Whether it is clear, on the balance of probability, that it is fraudulent and not a late delivery, a
/// poor bargain or a dispute (FRA 20, 38, 42, 50, 57). Only some kinds leave that open.
pub fn clear(act: &Act, fraud: &Fraud, what: What) -> bool {
    if !fraud.signs.is_empty() {
        return true;
    }
    if !left_open(what) {
        return true;
    }
    if !fraud.doubts.is_empty() {
        return false;
    }
    let lost = fraud.response.iter().any(|r| matches!(r, Response::Paid | Response::PartedWithGoodsOrWork));
    let by_card = fraud.paid_with.is_some() || fraud.goods_were_stolen == Some(true);
    match what {
        // A counter deceived is a fraud by what was said there; a doubt above is what would speak against it.
        What::RetailerDeceived => true,
        What::Romance => lost || fraud.response.is_empty() && act.attempted_only != Some(true),
        What::DoorToDoor => lost || fraud.tried_to_sell.is_some(),
        What::OnlineShopping | What::TicketsOrTravel => by_card,
        _ => lost || by_card,
    }
}

/// Kinds of which it may not be plain that they are fraudulent.
pub fn left_open(what: What) -> bool {
    matches!(
        what,
        What::OnlineShopping
            | What::TicketsOrTravel
            | What::DoorToDoor
            | What::OtherSale
            | What::TimeShare
            | What::Romance
            | What::RetailerDeceived
    )
}

/// Whether nothing ties it to England and Wales but the victim's home or money passing through (FRA 6-7).
pub fn abroad(fraud: &Fraud) -> bool {
    let here =
        |country: Country| matches!(country, Country::EnglandOrWales | Country::England | Country::Wales);
    let victim = fraud.victim_was_in;
    let offender = fraud.offender_is_in;
    victim.is_some_and(|country| !here(country)) && !offender.is_some_and(here)
}

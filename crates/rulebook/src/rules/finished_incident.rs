//! The finished incident: what joins a record already held, and what is new.

use alloc::vec::Vec;

use crate::case::{Case, Said};
use crate::decision::Verdict;
use crate::edition::id;
use crate::facts::{Prior, Status};
use crate::gaps::Want;
use crate::pipeline::count::Item;

/// What of the new acts joins a record already held is left out of the new crimes.
pub fn follow_up<'f>(case: &Case<'f>, kept: Vec<Item<'f>>, said: &mut Said<'f>) -> Vec<Item<'f>> {
    if case.facts.prior.is_empty() {
        return kept;
    }
    let before = kept.len();
    let (held, new): (Vec<_>, Vec<_>) = kept.into_iter().partition(|item| joins(case, item, said));
    for item in &held {
        let rule = if is_conduct(item.class) { id::E_04 } else { id::E_02 };
        said.leave_out(item, rule, "it joins the record already held");
    }
    if new.is_empty() && before > 0 {
        said.verdict = Some(Verdict::AddToExisting);
        said.stopped_at = Some("it joins the record already held");
    }
    new
}

fn joins(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) -> bool {
    let same = |prior: &&Prior| {
        prior.same_people != Some(false)
            && !matches!(prior.status, Some(Status::Cancelled | Status::Transferred))
    };
    asks(case, item, said);
    let mut priors = case.facts.prior.iter().filter(same);
    let act = case.act(item.act);
    if act.already_recorded == Some(true) {
        said.because(id::E_02);
        return true;
    }
    priors.any(|prior| {
        let class = prior.class.as_deref().unwrap_or_default();
        if act.before_record == Some(true) && !is_conduct(class) && class == item.class {
            said.because(id::E_02);
            said.because(id::E_03);
            return true;
        }
        is_conduct(class) && continues(item, prior, said)
    })
}

/// What joining a record already held turns on.
fn asks(case: &Case<'_>, item: &Item<'_>, said: &mut Said<'_>) {
    for (place, prior) in case.facts.prior.iter().enumerate() {
        let class = prior.class.as_deref().unwrap_or_default();
        if is_conduct(class) && (is_conduct(item.class) || message(item)) {
            said.asks(case, place, id::E_04, &[Want::PriorStatus, Want::SinceLastIncident, Want::SamePeople]);
        } else if class == item.class {
            said.asks(case, place, id::E_02, &[Want::SamePeople]);
            said.asks(case, item.act, id::E_02, &[Want::BeforeRecord]);
        }
    }
}

/// A further malicious communication that may continue the conduct.
fn message(item: &Item<'_>) -> bool {
    item.class == "8R" && matches!(item.code, Some("008/72" | "138/52"))
}

/// Whether a class is a conduct crime.
pub fn is_conduct(class: &str) -> bool {
    matches!(class, "8L" | "8M" | "8Q" | "8U")
}

/// Whether new conduct, or a further malicious communication, continues a recorded course of conduct.
fn continues(item: &Item<'_>, prior: &Prior, said: &mut Said<'_>) -> bool {
    let conduct = is_conduct(item.class);
    if !conduct && !message(item) {
        said.because(id::E_06);
        return false;
    }
    said.because(if conduct { id::E_04 } else { id::E_05 });
    let ended = matches!(prior.status, Some(Status::Charged | Status::DealtWith | Status::CourtDecided));
    if conduct && ended {
        said.because(id::E_07);
        return false;
    }
    let long_ago = prior.since_last_incident.as_deref().and_then(days).is_some_and(|days| days >= 90);
    if long_ago {
        said.must("A new decision is made: three months have passed since the last incident", id::E_04);
    }
    !long_ago
}

/// A number and a unit, as days.
pub fn days(text: &str) -> Option<u32> {
    let (number, unit) = text.trim().split_once(' ')?;
    let number: u32 = number.parse().ok()?;
    let each = match unit.trim_end_matches('s') {
        "hour" => return Some(number / 24),
        "day" => 1,
        "week" => 7,
        "month" => 30,
        "year" => 365,
        _ => return None,
    };
    Some(number.saturating_mul(each))
}

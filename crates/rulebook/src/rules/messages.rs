//! Malicious communications.

use crate::case::{Allegation, Case, Other, Said};
use crate::edition::id;
use crate::facts::{Content, Effect, Intent, Kind};
use crate::gaps::Want;

/// What a message amounts to, by what it says.
pub fn read<'f>(case: &Case<'f>, place: usize, said: &mut Said<'f>) {
    let act = case.act(place);
    let threat_by_message =
        act.kind == Some(Kind::ThreatenedViolence) && act.via.is_some_and(crate::facts::Via::is_message);
    if act.kind != Some(Kind::SentMessage) && !threat_by_message {
        return;
    }
    said.asks(case, place, id::K_07, &[Want::Content, Want::Intent]);
    let has = |wanted: &[Content]| act.content.iter().any(|content| wanted.contains(content));
    let not_meant = act.intent.contains(&Intent::ThreatNotMeant);
    if has(&[Content::ThreatOfDeath, Content::ThreatOfSeriousHarm]) && !not_meant {
        said.allegations.push(Allegation::new(case, place, "8R", Some("005/28"), id::K_07));
    } else if has(&[Content::ThreatOfDamage]) && !not_meant {
        said.allegations.push(Allegation::new(case, place, "59", Some("059/11"), id::B_13));
    } else if has(&[Content::GrosslyOffensive, Content::Indecent]) {
        said.allegations.push(Allegation::new(case, place, "8R", Some("008/72"), id::K_07));
    } else if has(&[Content::KnowinglyFalse]) {
        said.allegations.push(Allegation::new(case, place, "8R", Some("138/52"), id::K_07));
    } else if has(&[Content::ThreatOfViolence]) || threat_by_message {
        said.allegations.push(Allegation::new(case, place, "9A", Some("125/11"), id::K_07));
    } else {
        said.asks(case, place, id::K_08, &[Want::Effect]);
        let nuisance = act.effect.contains(&Effect::NuisanceOnly) || has(&[Content::SilentOrNuisance]);
        let category =
            if nuisance { "Anti-Social Behaviour: Nuisance" } else { "Anti-Social Behaviour: Personal" };
        let stop = "the message is a nuisance, rude or unwelcome, and no crime";
        said.others.push(Other::incident(category, stop, if nuisance { id::K_08 } else { id::A_25 }));
    }
}

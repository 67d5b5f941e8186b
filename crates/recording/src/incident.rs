//! What is known of one incident, folded from its events.

use alloc::collections::BTreeMap;
use alloc::string::String;

use crate::event::{Event, Opened, Verdict};
use crate::safeguarding::Answer;

/// An incident as its events have made it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Incident {
    /// How it was opened; `None` before.
    pub opened: Option<Opened>,
    /// Rulings on its links, by crime.
    pub links: BTreeMap<String, Verdict>,
    /// Whether safeguarding was given, as last answered.
    pub safeguarding: Option<Answer>,
}

/// The incident after an event. An event about something else leaves it as it is.
pub fn evolve(mut incident: Incident, event: &Event) -> Incident {
    match event {
        Event::IncidentOpenedFromExtract(opened) => incident.opened = Some(opened.clone()),
        Event::LinkDecided(ruling) => {
            incident.links.insert(ruling.crime_ref.clone(), ruling.verdict);
        }
        Event::SafeguardingAnswered(answered) => incident.safeguarding = Some(answered.answer.clone()),
        Event::ExtractLoaded(_) | Event::LinksMade(_) | Event::Erased(_) => {}
    }
    incident
}

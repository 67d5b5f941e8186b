//! Decisions: a command and what is known become events, or a refusal.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use ledger::chain::is_plain;

use crate::event::{Erasure, Event, LinkRuling, Opened, Sealed, Verdict};
use crate::incident::Incident;
use crate::refusal::Refusal;
use crate::safeguarding::{Answer, Safeguarding, is_day};

/// What a decision needs of the world, read inside the write transaction and handed in.
#[derive(Clone, Debug)]
pub struct Moment {
    /// By the clock: microseconds since 1970 UTC.
    pub now: i64,
    /// An id never used before.
    pub id: String,
    /// The next human reference of the year's series.
    pub next_reference: String,
}

/// What a person asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open an incident of an extract in Onrecord.
    OpenFromExtract {
        /// The source it comes from.
        source: String,
        /// Its reference there.
        source_reference: String,
        /// The load of the row it is opened on.
        load: u64,
        /// The row's position.
        position: u64,
    },
    /// Rule on a link.
    DecideLink {
        /// The incident, by its key in the extracts.
        incident_ref: String,
        /// The crime.
        crime_ref: String,
        /// The ruling.
        verdict: Verdict,
    },
    /// Say whether safeguarding was given.
    AnswerSafeguarding {
        /// The incident, by its key in the extracts.
        incident_ref: String,
        /// The answer.
        answer: Answer,
    },
}

/// Decides a command about one incident.
///
/// # Errors
/// [`Refusal`], which says the rule or policy.
pub fn decide(incident: &Incident, moment: &Moment, command: Command) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::OpenFromExtract { source, source_reference, load, position } => {
            if let Some(opened) = &incident.opened {
                return Err(Refusal::AlreadyOpened { reference: opened.reference.clone() });
            }
            plain("the source", &source)?;
            plain("the reference", &source_reference)?;
            Ok(vec![Event::IncidentOpenedFromExtract(Opened {
                incident_id: moment.id.clone(),
                reference: moment.next_reference.clone(),
                source,
                source_reference,
                load,
                position,
            })])
        }
        Command::DecideLink { incident_ref, crime_ref, verdict } => {
            plain("the incident's reference", &incident_ref)?;
            plain("the crime's reference", &crime_ref)?;
            if incident.links.get(&crime_ref) == Some(&verdict) {
                return Err(Refusal::AlreadyRuled);
            }
            Ok(vec![Event::LinkDecided(LinkRuling { incident_ref, crime_ref, verdict })])
        }
        Command::AnswerSafeguarding { incident_ref, answer } => {
            plain("the incident's reference", &incident_ref)?;
            if let Answer::Given { day, .. } = &answer
                && !is_day(day)
            {
                return Err(Refusal::NoDay);
            }
            if incident.safeguarding.as_ref() == Some(&answer) {
                return Err(Refusal::AlreadyAnswered);
            }
            Ok(vec![Event::SafeguardingAnswered(Safeguarding { incident_ref, answer })])
        }
    }
}

/// Decides whether a staged set of rows is sealed. `same` is the load that has the same digest.
///
/// # Errors
/// [`Refusal::AlreadyLoaded`], [`Refusal::NotPlain`].
pub fn decide_sealing(sealed: Sealed, same: Option<u64>, links: bool) -> Result<Event, Refusal> {
    if let Some(load) = same {
        return Err(Refusal::AlreadyLoaded { load });
    }
    plain("the source's name", &sealed.source)?;
    plain("the mapping's name", &sealed.mapping)?;
    Ok(if links { Event::LinksMade(sealed) } else { Event::ExtractLoaded(sealed) })
}

/// Decides an erasure.
///
/// # Errors
/// [`Refusal::ApprovedByWhoAsked`], [`Refusal::NothingToErase`], [`Refusal::NotPlain`].
pub fn decide_erasure(erasure: Erasure) -> Result<Event, Refusal> {
    let named = [
        ("the request's number", &erasure.request),
        ("who asked", &erasure.asked_by),
        ("who approved", &erasure.approved_by),
    ];
    named.into_iter().try_for_each(|(what, text)| plain(what, text))?;
    if same_person(&erasure.asked_by, &erasure.approved_by) {
        return Err(Refusal::ApprovedByWhoAsked);
    }
    if erasure.n_rows == 0 {
        return Err(Refusal::NothingToErase);
    }
    Ok(Event::Erased(erasure))
}

/// Ids that differ only in case or outer space are of one person.
fn same_person(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn plain(what: &'static str, text: &str) -> Result<(), Refusal> {
    // Room is left for the prefix that a subject takes.
    if is_plain(text) && text.len() <= 180 { Ok(()) } else { Err(Refusal::NotPlain { what }) }
}

//! Commands about incidents: the state is read, decided on, appended and projected in one transaction.

use ledger::Hash;
use recording::event::{LinkRuling, Opened};
use recording::safeguarding::{Answer, Giver, Measure, Why};
use recording::{Command, Event, Incident, Moment, decide, event::Verdict, evolve};
use terms::{Instant, Zone};

use crate::Store;
use crate::binds;
use crate::book::{self, Head};
use crate::fault::Fault;
use crate::sql::Tx;

/// What a command did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The last entry it appended.
    pub head: Head,
    /// Its events.
    pub events: Vec<Event>,
}

impl Store {
    /// Every safeguarding answer as it stands.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn safeguarding_answers(&self) -> Result<Vec<Answered>, Fault> {
        answers(&mut self.read().await?, "").await
    }

    /// Decides a command of `actor` about one incident. The next human reference is read inside the
    /// transaction, so the series has no gaps: what is rolled back gives its number back.
    ///
    /// # Errors
    /// [`Fault::Refused`] with the rule; what the engine says.
    pub async fn command(&self, actor: &str, command: Command) -> Result<Done, Fault> {
        let (actor, now, id) = (actor.to_owned(), self.surroundings.now(), self.surroundings.id()?);
        self.write(move |tx| {
            Box::pin(async move {
                let incident = incident(tx, &command).await?;
                let moment = Moment { now, id, next_reference: next_reference(tx, now).await? };
                let events = decide(&incident, &moment, command)?;
                let mut head = Head { seq: 0, hash: Hash::ZERO };
                for event in &events {
                    head = book::append(tx, now, &actor, event).await?;
                }
                Ok(Done { head, events })
            })
        })
        .await
    }
}

/// The incident that a command is about, folded from what its events left.
async fn incident(tx: &mut Tx, command: &Command) -> Result<Incident, Fault> {
    let mut incident = Incident::default();
    match command {
        Command::OpenFromExtract { source, source_reference, .. } => {
            let row = tx
                .find(
                    "SELECT incident_id, reference, source, source_reference, load, position
                     FROM incident WHERE source = $1 AND source_reference = $2",
                    binds![source.as_str(), source_reference.as_str()],
                )
                .await?;
            if let Some(row) = row {
                let opened = Opened {
                    incident_id: row.text(0)?,
                    reference: row.text(1)?,
                    source: row.text(2)?,
                    source_reference: row.text(3)?,
                    load: row.count(4)?,
                    position: row.count(5)?,
                };
                incident = evolve(incident, &Event::IncidentOpenedFromExtract(opened));
            }
        }
        Command::DecideLink { incident_ref, .. } => {
            let rows = tx
                .rows(
                    "SELECT crime_ref, verdict FROM link_decision WHERE incident_ref = $1",
                    binds![incident_ref.as_str()],
                )
                .await?;
            for row in rows {
                let Some(verdict) = Verdict::from_word(&row.text(1)?) else { continue };
                let ruling =
                    LinkRuling { incident_ref: incident_ref.clone(), crime_ref: row.text(0)?, verdict };
                incident = evolve(incident, &Event::LinkDecided(ruling));
            }
        }
        Command::AnswerSafeguarding { incident_ref, .. } => {
            let rows = answers(tx, incident_ref).await?;
            incident.safeguarding = rows.into_iter().next().map(|answered| answered.answer);
        }
    }
    Ok(incident)
}

/// Safeguarding answers: of one incident, or of all for an empty reference.
async fn answers(tx: &mut Tx, incident_ref: &str) -> Result<Vec<Answered>, Fault> {
    let rows = tx
        .rows(
            "SELECT incident_ref, what, day, given_by, why, seq, at, actor FROM safeguarding
             WHERE $1 = '' OR incident_ref = $1",
            binds![incident_ref],
        )
        .await?;
    rows.iter()
        .map(|row| {
            let unknown = || Fault::Damaged("A safeguarding answer is of no known words.".into());
            let why = row.text(4)?;
            let answer = if why.is_empty() {
                Answer::Given {
                    what: Measure::from_word(&row.text(1)?).ok_or_else(unknown)?,
                    day: row.text(2)?,
                    by: Giver::from_word(&row.text(3)?).ok_or_else(unknown)?,
                }
            } else {
                Answer::NoneGiven { why: Why::from_word(&why).ok_or_else(unknown)? }
            };
            Ok(Answered {
                incident_ref: row.text(0)?,
                answer,
                seq: row.int(5)?,
                at: row.int(6)?,
                actor: row.text(7)?,
            })
        })
        .collect()
}

/// A safeguarding answer as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The incident's key.
    pub incident_ref: String,
    /// The answer.
    pub answer: Answer,
    /// The entry of the ledger.
    pub seq: i64,
    /// When it was given.
    pub at: i64,
    /// By whom it was given.
    pub actor: String,
}

/// `ON/2026/000123`: the year in Europe/London, and the number after the last one given.
async fn next_reference(tx: &mut Tx, now: i64) -> Result<String, Fault> {
    let day = Zone::london().day_of(Instant::exact(now.div_euclid(1_000_000)));
    let series = format!("ON/{}", day.to_string().get(..4).unwrap_or_default());
    let row = tx.find("SELECT last FROM reference_series WHERE series = $1", binds![series.as_str()]).await?;
    let last = row.map_or(Ok(0), |row| row.count(0))?;
    Ok(format!("{series}/{:06}", last + 1))
}

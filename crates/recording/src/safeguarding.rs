//! Was safeguarding given? Asked of every report of domestic abuse from which no crime was recorded, and
//! kept apart from the recording decision. In words of a list alone: the ledger holds no free text.

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use ledger::Value;

use crate::body::text;
use crate::event::Unreadable;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$variant_doc])* $variant),* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The word in the ledger and on screen.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),* }
            }

            /// From its word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}

words! {
    /// What was done to keep the victim safe.
    Measure {
        /// A risk assessment with the victim (DASH).
        RiskAssessment = "risk assessment (DASH)",
        /// A plan for the victim's safety.
        SafetyPlan = "safety plan",
        /// Referred to the multi-agency risk assessment conference.
        Marac = "referred to MARAC",
        /// Referred to an independent domestic violence adviser or another service.
        Service = "referred to a support service",
        /// Children or an adult at risk referred to the multi-agency hub.
        Mash = "referred to MASH",
        /// The person who did it was kept away: arrest, notice, order.
        KeptAway = "perpetrator kept away",
    }
}

words! {
    /// Who gave it.
    Giver {
        /// An officer who attended.
        Attending = "officer attending",
        /// The safeguarding unit.
        Unit = "safeguarding unit",
        /// The contact handler, on the telephone.
        ContactHandler = "contact handler",
        /// Another agency.
        Partner = "partner agency",
    }
}

words! {
    /// Why none was given.
    Why {
        /// Offered, and declined.
        Declined = "victim declined",
        /// The victim could not be reached.
        NotReached = "victim could not be reached",
        /// What was needed was in place already.
        InPlace = "already in place",
        /// On review it was no domestic abuse.
        NotDomestic = "not domestic abuse on review",
        /// It was not done, and should have been.
        Omitted = "not done",
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Given: what, on which day (`2026-03-01`), by whom.
    Given {
        /// What.
        what: Measure,
        /// The day.
        day: String,
        /// By whom.
        by: Giver,
    },
    /// None given, and why.
    NoneGiven {
        /// Why.
        why: Why,
    },
}

/// An answer about an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safeguarding {
    /// The incident, by its key in the extracts.
    pub incident_ref: String,
    /// The answer.
    pub answer: Answer,
}

/// Whether a text is a day as the ledger writes one.
pub fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten()
    };
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            number(year).is_some()
                && number(month).is_some_and(|month| (1..=12).contains(&month))
                && number(day).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    }
}

impl Safeguarding {
    pub(crate) fn body(&self) -> Value {
        let text = |text: &str| Value::Text(text.to_string());
        let mut fields = vec![("incident_ref", text(&self.incident_ref))];
        match &self.answer {
            Answer::Given { what, day, by } => {
                fields.extend([("what", text(what.word())), ("day", text(day)), ("by", text(by.word()))]);
            }
            Answer::NoneGiven { why } => fields.push(("why", text(why.word()))),
        }
        Value::object(fields)
    }

    pub(crate) fn of(body: &Value) -> Result<Self, Unreadable> {
        let answer = if body.find("why").is_some() {
            Answer::NoneGiven { why: Why::from_word(&text(body, "why")?).ok_or(Unreadable::Field("why"))? }
        } else {
            Answer::Given {
                what: Measure::from_word(&text(body, "what")?).ok_or(Unreadable::Field("what"))?,
                day: text(body, "day")?,
                by: Giver::from_word(&text(body, "by")?).ok_or(Unreadable::Field("by"))?,
            }
        };
        Ok(Self { incident_ref: text(body, "incident_ref")?, answer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Command, Event, Incident, Moment, Refusal, decide, evolve};

    fn given(day: &str) -> Answer {
        Answer::Given { what: Measure::Marac, day: day.into(), by: Giver::Unit }
    }

    fn asked(incident: &Incident, answer: Answer) -> Result<Vec<Event>, Refusal> {
        let moment = Moment { now: 1, id: "id".into(), next_reference: "ON/2026/000001".into() };
        decide(incident, &moment, Command::AnswerSafeguarding { incident_ref: "storm/B-1".into(), answer })
    }

    #[test]
    fn an_answer_is_kept_as_it_was_given_and_reads_back() {
        for answer in [given("2026-03-01"), Answer::NoneGiven { why: Why::Declined }] {
            let events = asked(&Incident::default(), answer.clone()).unwrap();
            let [event] = events.as_slice() else { panic!("{events:?}") };
            assert_eq!(event.subject(), "record/storm/B-1");
            assert_eq!(Event::read(event.kind(), event.version(), &event.body()).as_ref(), Ok(event));
            let incident = evolve(Incident::default(), event);
            assert_eq!(asked(&incident, answer), Err(Refusal::AlreadyAnswered));
            assert!(asked(&incident, Answer::NoneGiven { why: Why::Omitted }).is_ok());
        }
    }

    #[test]
    fn a_day_is_a_day() {
        for (day, is_one) in [
            ("2026-03-01", true),
            ("2026-13-01", false),
            ("1 March", false),
            ("2026-3-1", false),
            ("", false),
        ] {
            assert_eq!(asked(&Incident::default(), given(day)).is_ok(), is_one, "{day}");
        }
    }
}

//! What a caller, a victim, a witness or an officer could say or see. Never a class or a count of
//! crimes, except of records already held ([`Prior`]).
//!
//! The types here are the contract: `onrecord decide --schema` is generated from them, and people
//! who have read nothing else write facts from it. Each field and each word therefore carries a
//! description, and each field an example; a test holds that.

/// A list of plain words, one of which is chosen.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vmeta])* $variant),* }

        impl $name {
            /// Every word of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }
    };
}

/// A group of fields, all of them optional: what is left out is not known.
macro_rules! fields {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize, schemars::JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name { $($(#[$fmeta])* pub $field: $type),* }
    };
}

pub mod acts;
pub mod ask;
pub mod conduct;
pub mod death;
pub mod disposal;
pub mod events;
pub mod evidence;
pub mod fraud;
pub mod kinds;
pub mod people;
pub mod places;
pub mod prior;
pub mod property;
pub mod report;
pub mod sexual;
pub mod state;

use alloc::vec::Vec;

pub use acts::{Act, Content, Hostility, Injury, Intent, Means, Via};
pub use ask::{Ask, Question};
pub use conduct::{Behaviour, Effect};
pub use death::Death;
pub use disposal::Disposal;
pub use events::Event;
pub use evidence::{Evidence, Shows, Source, When};
pub use fraud::Fraud;
pub use kinds::Kind;
pub use people::{Account, Person, Relation, Tie, Work};
pub use places::{Place, PlaceKind};
pub use prior::{Prior, Status};
pub use report::{Report, Reporter};

fields! {
    /// The facts of one matter, as told at one moment. Everything is optional. What is left out is
    /// not known: it is never read as "no". Write only what is said or seen; never work out a crime
    /// class or a number of crimes yourself.
    Facts {
        /// Who reports, how, when, and what police did about it at once. Leave out where nothing is said of it: then the victim is taken to report and to confirm.
        #[schemars(example = json(r#"{"by": "victim", "channel": "online_form", "received": "2026-11-20T22:10:00+00:00"}"#))]
        report: Report,
        /// Everybody and every body concerned: victims, offenders, witnesses, firms. Each has an `id` of your choice by which acts refer to it. List each once; their order never matters.
        #[schemars(example = json(r#"[{"id": "woman", "sex": "female", "age": 30}, {"id": "ex", "sex": "male", "age": 33}]"#))]
        people: Vec<Person>,
        /// Who is what to whom. One line a pair is enough.
        #[schemars(example = json(r#"[{"of": "ex", "to": "woman", "is": "former_partner"}]"#))]
        relations: Vec<Relation>,
        /// What was done, one entry for each kind of thing done by the same doers to the same people. Several things done on one occasion (a punch, then a stolen phone) are several acts. Their order never matters.
        #[schemars(example = json(r#"[{"kind": "hit", "by": ["ex"], "to": ["woman"], "injury": "bruise"}]"#))]
        acts: Vec<Act>,
        /// Deaths that came to notice, whatever their cause.
        #[schemars(example = json(r#"[{"person": "man", "cause": "not_known", "unexpected": true}]"#))]
        deaths: Vec<Death>,
        /// Things that happened which need not be anybody's crime: a collision, a missing person, noise, a hoax call, a found item, an enquiry at the desk.
        #[schemars(example = json(r#"[{"kind": "nuisance"}]"#))]
        events: Vec<Event>,
        /// Evidence and information about what was reported: footage, witnesses, documents, decisions of other bodies; at once or later. Use it also for what has come to light since a crime was recorded.
        #[schemars(example = json(r#"[{"source": "camera_footage", "shows": "nothing_happened", "when": "after_recording"}]"#))]
        evidence: Vec<Evidence>,
        /// Crime and incident records already held about this matter.
        #[schemars(example = json(r#"[{"class": "8Q", "code": "008/66", "status": "open"}]"#))]
        prior: Vec<Prior>,
        /// How the recorded crimes in `prior` ended or are to end: what was done with a suspect, or why nothing can be. Used when the question is about an outcome.
        #[schemars(example = json(r#"[{"kind": "charged"}]"#))]
        disposals: Vec<Disposal>,
        /// What is asked. Leave out to ask: what must be recorded?
        #[schemars(example = json(r#"{"question": "cancel"}"#))]
        ask: Ask,
    }
}

/// An example in the schema that is more than one word.
pub(crate) fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_default()
}

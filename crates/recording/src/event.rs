//! Events: past-tense phrases a registrar would say. Each has a kind, an edition of its body, a subject
//! and a body of whole numbers, references and digests alone.

use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;

use ledger::{Hash, Value};

use crate::body::{count, digest, number, text};
use crate::safeguarding::Safeguarding;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// An extract was loaded: its rows are sealed by this event.
    ExtractLoaded(Sealed),
    /// Incidents were linked to crimes by the program: the links that changed are sealed by this event.
    LinksMade(Sealed),
    /// An incident was opened in Onrecord from an incident of an extract.
    IncidentOpenedFromExtract(Opened),
    /// A person ruled on a link between an incident and a crime.
    LinkDecided(LinkRuling),
    /// A person said whether safeguarding was given in an incident of domestic abuse with no crime.
    SafeguardingAnswered(Safeguarding),
    /// Personal rows were erased, with approval.
    Erased(Erasure),
}

/// A sealed set of observation rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Its number.
    pub load: u64,
    /// The source's name.
    pub source: String,
    /// The mapping's name; for links, the edition of the weights.
    pub mapping: String,
    /// SHA-256 over mapping and files, so that the same again is known.
    pub digest: Hash,
    /// RFC 6962 root over the sealed rows, in order of position.
    pub rows_root: Hash,
    /// How many rows are sealed.
    pub n_rows: u64,
    /// What became of the rows received.
    pub tally: SealedTally,
}

/// Rows received and what became of them; of the accepted, what they were to the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SealedTally {
    /// Rows received.
    pub received: u64,
    /// Rows accepted.
    pub accepted: u64,
    /// Rows quarantined.
    pub quarantined: u64,
    /// Rows that were duplicates.
    pub duplicate: u64,
    /// Records that were not known.
    pub new: u64,
    /// Records that were known with other content.
    pub changed: u64,
    /// Records that were known as they are.
    pub unchanged: u64,
    /// Personal rows kept out because they were erased before.
    pub suppressed: u64,
}

/// An incident opened from an extract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The incident's id.
    pub incident_id: String,
    /// Its human reference, `ON/2026/000123`.
    pub reference: String,
    /// The source it comes from.
    pub source: String,
    /// Its reference there.
    pub source_reference: String,
    /// The load of the row it was opened on.
    pub load: u64,
    /// The row's position in the load.
    pub position: u64,
}

/// What a person ruled of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The incident led to the crime.
    Linked,
    /// It did not.
    NotLinked,
}

impl Verdict {
    /// The word in the ledger.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Linked => "linked",
            Self::NotLinked => "not linked",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Linked, Self::NotLinked].into_iter().find(|verdict| verdict.word() == word)
    }
}

/// A ruling on a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkRuling {
    /// The incident, by its key in the extracts.
    pub incident_ref: String,
    /// The crime.
    pub crime_ref: String,
    /// The ruling.
    pub verdict: Verdict,
}

/// An approved erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The request's own number, as the force files it.
    pub request: String,
    /// Who asked, as an opaque id.
    pub asked_by: String,
    /// Who approved, another person.
    pub approved_by: String,
    /// On what ground.
    pub ground: Ground,
    /// How many personal rows went.
    pub n_rows: u64,
    /// RFC 6962 root over the rows' places, in order.
    pub rows_root: Hash,
    /// How many entries of the suppression list came with it.
    pub n_suppressed: u64,
    /// RFC 6962 root over them.
    pub suppressed_root: Hash,
}

/// Why personal data are erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// Reviewed, and no longer needed for a policing purpose.
    RetentionReview,
    /// The person asked, and is entitled to it (Data Protection Act 2018 s.47).
    RightToErasure,
    /// A court or the Information Commissioner ordered it.
    Order,
    /// It should not have been taken in.
    TakenInError,
}

impl Ground {
    /// All grounds.
    pub const ALL: [Self; 4] = [Self::RetentionReview, Self::RightToErasure, Self::Order, Self::TakenInError];

    /// The word in the ledger and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::RetentionReview => "retention-review",
            Self::RightToErasure => "right-to-erasure",
            Self::Order => "order",
            Self::TakenInError => "taken-in-error",
        }
    }

    /// From its word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.word() == word)
    }
}

/// Why an entry of the ledger is no event that this program knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Of a kind or edition not known here: very likely of a later release.
    Kind {
        /// The kind.
        kind: String,
        /// The edition.
        version: u32,
    },
    /// A field is missing or of another kind.
    Field(&'static str),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kind { kind, version } => {
                write!(
                    f,
                    "an event \"{kind}\" of edition {version} is not known to this release; use a later one"
                )
            }
            Self::Field(name) => write!(f, "its field \"{name}\" is missing or is not what it should be"),
        }
    }
}

/// Every event kind, for documents and pages.
pub const KINDS: [&str; 6] = [
    "extract_loaded",
    "links_made",
    "incident_opened_from_extract",
    "link_decided",
    "safeguarding_answered",
    "erased",
];

impl Event {
    /// The past-tense phrase it is kept under.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::ExtractLoaded(_) => "extract_loaded",
            Self::LinksMade(_) => "links_made",
            Self::IncidentOpenedFromExtract(_) => "incident_opened_from_extract",
            Self::LinkDecided(_) => "link_decided",
            Self::SafeguardingAnswered(_) => "safeguarding_answered",
            Self::Erased(_) => "erased",
        }
    }

    /// The edition of its body.
    pub const fn version(&self) -> u32 {
        1
    }

    /// What it happened to.
    pub fn subject(&self) -> String {
        match self {
            Self::ExtractLoaded(sealed) | Self::LinksMade(sealed) => format!("load/{}", sealed.load),
            Self::IncidentOpenedFromExtract(opened) => format!("incident/{}", opened.incident_id),
            Self::LinkDecided(ruling) => format!("record/{}", ruling.incident_ref),
            Self::SafeguardingAnswered(answered) => format!("record/{}", answered.incident_ref),
            Self::Erased(erasure) => format!("erasure/{}", erasure.request),
        }
    }

    /// Its body.
    pub fn body(&self) -> Value {
        match self {
            Self::ExtractLoaded(sealed) | Self::LinksMade(sealed) => sealed_body(sealed),
            Self::IncidentOpenedFromExtract(opened) => opened_body(opened),
            Self::LinkDecided(ruling) => Value::object([
                ("crime_ref", Value::Text(ruling.crime_ref.clone())),
                ("incident_ref", Value::Text(ruling.incident_ref.clone())),
                ("verdict", Value::Text(ruling.verdict.word().to_string())),
            ]),
            Self::SafeguardingAnswered(answered) => answered.body(),
            Self::Erased(erasure) => erasure_body(erasure),
        }
    }

    /// Reads an entry of the ledger.
    ///
    /// # Errors
    /// [`Unreadable`], saying what is not known or not there.
    pub fn read(kind: &str, version: u32, body: &Value) -> Result<Self, Unreadable> {
        match (kind, version) {
            ("extract_loaded", 1) => sealed_of(body).map(Self::ExtractLoaded),
            ("links_made", 1) => sealed_of(body).map(Self::LinksMade),
            ("incident_opened_from_extract", 1) => opened_of(body).map(Self::IncidentOpenedFromExtract),
            ("link_decided", 1) => Ok(Self::LinkDecided(LinkRuling {
                incident_ref: text(body, "incident_ref")?,
                crime_ref: text(body, "crime_ref")?,
                verdict: Verdict::from_word(&text(body, "verdict")?).ok_or(Unreadable::Field("verdict"))?,
            })),
            ("safeguarding_answered", 1) => Safeguarding::of(body).map(Self::SafeguardingAnswered),
            ("erased", 1) => erasure_of(body).map(Self::Erased),
            _ => Err(Unreadable::Kind { kind: kind.into(), version }),
        }
    }
}

fn sealed_body(sealed: &Sealed) -> Value {
    let tally = &sealed.tally;
    Value::object([
        ("accepted", number(tally.accepted)),
        ("changed", number(tally.changed)),
        ("digest", Value::Text(sealed.digest.to_hex())),
        ("duplicate", number(tally.duplicate)),
        ("load", number(sealed.load)),
        ("mapping", Value::Text(sealed.mapping.clone())),
        ("n_rows", number(sealed.n_rows)),
        ("new", number(tally.new)),
        ("quarantined", number(tally.quarantined)),
        ("received", number(tally.received)),
        ("rows_root", Value::Text(sealed.rows_root.to_hex())),
        ("source", Value::Text(sealed.source.clone())),
        ("suppressed", number(tally.suppressed)),
        ("unchanged", number(tally.unchanged)),
    ])
}

fn sealed_of(body: &Value) -> Result<Sealed, Unreadable> {
    Ok(Sealed {
        load: count(body, "load")?,
        source: text(body, "source")?,
        mapping: text(body, "mapping")?,
        digest: digest(body, "digest")?,
        rows_root: digest(body, "rows_root")?,
        n_rows: count(body, "n_rows")?,
        tally: SealedTally {
            received: count(body, "received")?,
            accepted: count(body, "accepted")?,
            quarantined: count(body, "quarantined")?,
            duplicate: count(body, "duplicate")?,
            new: count(body, "new")?,
            changed: count(body, "changed")?,
            unchanged: count(body, "unchanged")?,
            suppressed: count(body, "suppressed")?,
        },
    })
}

fn opened_body(opened: &Opened) -> Value {
    Value::object([
        ("incident_id", Value::Text(opened.incident_id.clone())),
        ("load", number(opened.load)),
        ("position", number(opened.position)),
        ("reference", Value::Text(opened.reference.clone())),
        ("source", Value::Text(opened.source.clone())),
        ("source_reference", Value::Text(opened.source_reference.clone())),
    ])
}

fn opened_of(body: &Value) -> Result<Opened, Unreadable> {
    Ok(Opened {
        incident_id: text(body, "incident_id")?,
        reference: text(body, "reference")?,
        source: text(body, "source")?,
        source_reference: text(body, "source_reference")?,
        load: count(body, "load")?,
        position: count(body, "position")?,
    })
}

fn erasure_body(erasure: &Erasure) -> Value {
    Value::object([
        ("approved_by", Value::Text(erasure.approved_by.clone())),
        ("asked_by", Value::Text(erasure.asked_by.clone())),
        ("ground", Value::Text(erasure.ground.word().to_string())),
        ("n_rows", number(erasure.n_rows)),
        ("n_suppressed", number(erasure.n_suppressed)),
        ("request", Value::Text(erasure.request.clone())),
        ("rows_root", Value::Text(erasure.rows_root.to_hex())),
        ("suppressed_root", Value::Text(erasure.suppressed_root.to_hex())),
    ])
}

fn erasure_of(body: &Value) -> Result<Erasure, Unreadable> {
    Ok(Erasure {
        request: text(body, "request")?,
        asked_by: text(body, "asked_by")?,
        approved_by: text(body, "approved_by")?,
        ground: Ground::from_word(&text(body, "ground")?).ok_or(Unreadable::Field("ground"))?,
        n_rows: count(body, "n_rows")?,
        rows_root: digest(body, "rows_root")?,
        n_suppressed: count(body, "n_suppressed")?,
        suppressed_root: digest(body, "suppressed_root")?,
    })
}

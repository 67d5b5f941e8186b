//! The rows of an extract, as the check and the later rooms see them: the canonical columns of the
//! design, section 6. Nothing is required here; what an extract does not hold is `None`.

use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::time::{Instant, Period};

/// Text from an extract, trimmed and not empty.
///
/// Shared: a channel or a place that a million rows name is held once, and a copy costs nothing.
pub type Text = Arc<str>;

macro_rules! reference {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Text);

        impl $name {
            /// The reference as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }
    };
}

reference!(
    /// The force's own number for an incident.
    IncidentRef
);
reference!(
    /// The crime reference number.
    CrimeRef
);

/// Where something was, as far as the extract says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Address or description.
    pub place: Option<Text>,
    /// Postcode, or whatever local area code stands in its column.
    pub postcode: Option<Text>,
    /// Coordinates, in one of two systems.
    pub point: Option<Point>,
}

/// Coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Point {
    /// British National Grid, metres.
    Grid {
        /// Metres east.
        easting: f64,
        /// Metres north.
        northing: f64,
    },
    /// WGS 84, degrees.
    Geographic {
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    },
}

/// Who or what made a recording decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DecisionMethod {
    /// A person.
    Person,
    /// A robot (automated decision).
    Robot,
}

/// Where a recorded crime stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CrimeStatus {
    /// Recorded and standing.
    Recorded,
    /// Cancelled (C1 to C5).
    Cancelled,
    /// Transferred to another force.
    Transferred,
}

/// One incident (log) of an extract.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncidentRow {
    /// The force's number for it.
    pub incident_ref: Option<IncidentRef>,
    /// The force, where one file holds several.
    pub force: Option<Text>,
    /// First receipt.
    pub received_at: Option<Instant>,
    /// Route in: telephone, online, front counter, mailbox, ...
    pub channel: Option<Text>,
    /// Who reported: victim, third party, professional, ...
    pub reporter_role: Option<Text>,
    /// Code at opening.
    pub opening_code: Option<Text>,
    /// Code at closing.
    pub closing_code: Option<Text>,
    /// NSIR qualifiers.
    pub qualifiers: Vec<Text>,
    /// First attendance.
    pub attended_at: Option<Instant>,
    /// Sent to the decision maker.
    pub sent_for_decision_at: Option<Instant>,
    /// Recording decision made.
    pub decided_at: Option<Instant>,
    /// Team of the decision maker.
    pub decided_by_team: Option<Text>,
    /// Person or robot.
    pub decision_method: Option<DecisionMethod>,
    /// Log closed.
    pub closed_at: Option<Instant>,
    /// The log's text.
    pub text: Option<Text>,
    /// Where.
    pub place: Place,
    /// Unit or area it belongs to.
    pub unit: Option<Text>,
    /// Domestic abuse marker.
    pub domestic_abuse: Option<bool>,
    /// Risk grading as given.
    pub risk: Option<Text>,
    /// Safeguarding given.
    pub safeguarded_at: Option<Instant>,
    /// The incident this one repeats.
    pub duplicate_of: Option<IncidentRef>,
    /// Crimes the log says it led to.
    pub crime_refs: Vec<CrimeRef>,
}

impl IncidentRow {
    /// Every time it holds, by canonical column.
    pub fn times(&self) -> [(&'static str, Option<Instant>); 6] {
        [
            ("received_at", self.received_at),
            ("attended_at", self.attended_at),
            ("sent_for_decision_at", self.sent_for_decision_at),
            ("decided_at", self.decided_at),
            ("closed_at", self.closed_at),
            ("safeguarded_at", self.safeguarded_at),
        ]
    }
}

/// One recorded crime of an extract.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CrimeRow {
    /// Crime reference number.
    pub crime_ref: Option<CrimeRef>,
    /// The force, where one file holds several.
    pub force: Option<Text>,
    /// Recorded.
    pub recorded_at: Option<Instant>,
    /// Reported, as the crime system says.
    pub reported_at: Option<Instant>,
    /// Incidents the crime record names.
    pub incident_refs: Vec<IncidentRef>,
    /// Offence code, Home Office or local.
    pub offence_code: Option<Text>,
    /// Class or title of the offence.
    pub class: Option<Text>,
    /// Earliest time of the offence.
    pub offence_from: Option<Instant>,
    /// Latest time of the offence.
    pub offence_to: Option<Instant>,
    /// Where the record stands.
    pub status: Option<CrimeStatus>,
    /// Since when.
    pub status_at: Option<Instant>,
    /// Why.
    pub status_reason: Option<Text>,
    /// C1 to C5.
    pub cancel_code: Option<Text>,
    /// N100, N200, N300 code.
    pub n_code: Option<Text>,
    /// Recording team.
    pub team: Option<Text>,
    /// Person or robot.
    pub decision_method: Option<DecisionMethod>,
    /// Flags.
    pub flags: Vec<Text>,
    /// Outcome code.
    pub outcome: Option<Text>,
    /// Outcome given.
    pub outcome_at: Option<Instant>,
    /// Victim told.
    pub victim_told_at: Option<Instant>,
    /// Consent to referral, as given.
    pub referral_consent: Option<Text>,
    /// Referred to victim services.
    pub referred_at: Option<Instant>,
    /// Where.
    pub place: Place,
}

impl CrimeRow {
    /// The time a crime stands under: recorded, else reported.
    pub fn dated_at(&self) -> Option<Instant> {
        self.recorded_at.or(self.reported_at)
    }

    /// Every time it holds, by canonical column.
    pub fn times(&self) -> [(&'static str, Option<Instant>); 8] {
        [
            ("recorded_at", self.recorded_at),
            ("reported_at", self.reported_at),
            ("offence_from", self.offence_from),
            ("offence_to", self.offence_to),
            ("status_at", self.status_at),
            ("outcome_at", self.outcome_at),
            ("victim_told_at", self.victim_told_at),
            ("referred_at", self.referred_at),
        ]
    }
}

/// What a person is in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonRole {
    /// Victim.
    Victim,
    /// Suspect.
    Suspect,
    /// Witness.
    Witness,
    /// Caller.
    Caller,
    /// Third-party professional.
    Professional,
}

/// One person named in an incident or crime. Personal data: never logged, never in an output file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PersonRow {
    /// Incident or crime reference.
    pub reference: Option<Text>,
    /// Role in it.
    pub role: Option<PersonRole>,
    /// The source's key of the person.
    pub person_id: Option<Text>,
    /// Surname.
    pub surname: Option<Text>,
    /// Forename.
    pub forename: Option<Text>,
    /// Date of birth.
    pub born: Option<Instant>,
    /// Telephone.
    pub phone: Option<Text>,
    /// Address.
    pub place: Place,
}

/// One published or counted figure.
#[derive(Clone, Debug, PartialEq)]
pub struct CountRow {
    /// The force.
    pub force: Text,
    /// Offence or incident category.
    pub category: Text,
    /// The counting period.
    pub period: Period,
    /// The count; signed, since later cancellations are booked as negatives.
    pub count: i64,
}

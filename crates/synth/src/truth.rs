//! What really happened to a report, known because it was planted.

use terms::{Family, IncidentRef};

/// Why a crime that was owed is not on the record, after the inspectorate's findings
/// (domain/inspectorate.md, section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Domestic abuse logged as an incident, not a crime (West Midlands 116 of 470).
    DomesticAbuseLoggedOnly,
    /// A professional's report by mailbox or referral (Lincolnshire recorded 7 of 28).
    ProfessionalReport,
    /// Crime inside a log of anti-social behaviour (Devon and Cornwall recorded 3 of 23).
    AntiSocialBehaviourLog,
    /// A second or later crime in one report (Surrey, the Metropolitan Police, Durham).
    FurtherCrimeInReport,
    /// The first account was not kept: the log ends unlike the call (Cleveland, West Midlands).
    FirstAccountNotKept,
    /// The report waited for an appointment and went no further (Leicestershire).
    AppointmentNotKept,
    /// A rape entered as a reported incident, N100, when the crime was owed (Avon and Somerset).
    N100Misused,
    /// The rules were read wrongly, such as asking for a complaint or for proof first; common
    /// assault, harassment, malicious communications and public order above all.
    RuleMisread,
}

impl Cause {
    /// All causes, in order.
    pub const ALL: [Self; 8] = [
        Self::DomesticAbuseLoggedOnly,
        Self::ProfessionalReport,
        Self::AntiSocialBehaviourLog,
        Self::FurtherCrimeInReport,
        Self::FirstAccountNotKept,
        Self::AppointmentNotKept,
        Self::N100Misused,
        Self::RuleMisread,
    ];

    /// The name written to a truth file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DomesticAbuseLoggedOnly => "domestic abuse logged only",
            Self::ProfessionalReport => "professional report",
            Self::AntiSocialBehaviourLog => "anti-social behaviour log",
            Self::FurtherCrimeInReport => "further crime in report",
            Self::FirstAccountNotKept => "first account not kept",
            Self::AppointmentNotKept => "appointment not kept",
            Self::N100Misused => "N100 misused",
            Self::RuleMisread => "rule misread",
        }
    }
}

/// The truth about one incident.
///
/// Always `crimes_owed + wrongly_recorded = crimes_recorded + crimes_missed`. A second call about an
/// event owes nothing itself: its crimes are counted at the primary incident, named by
/// `duplicate_of`, though both truly link to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Truth {
    /// The incident.
    pub incident: IncidentRef,
    /// What the report was about.
    pub family: Family,
    /// Crimes that the report, taken at its word, owes.
    pub crimes_owed: u8,
    /// Crimes on the record because of it, rightly or wrongly; cancelled ones included, N100 records
    /// not.
    pub crimes_recorded: u8,
    /// Crimes owed and not on the record.
    pub crimes_missed: u8,
    /// Why, where any is missed.
    pub missed: Option<Cause>,
    /// Crimes on the record that nothing owed.
    pub wrongly_recorded: u8,
    /// Crimes owed, recorded and then cancelled without good reason. (One rightly cancelled stays
    /// owed and recorded: it was owed when it was reported.)
    pub wrongly_cancelled: u8,
    /// Whether its crimes were recorded more than 24 hours after first receipt.
    pub late: bool,
    /// The incident this one repeats: the primary one of the event.
    pub duplicate_of: Option<IncidentRef>,
    /// Whether it is domestic abuse, with or without a crime.
    pub domestic_abuse: bool,
    /// Whether it is domestic abuse and rightly no crime.
    pub domestic_no_crime: bool,
    /// Whether a professional reported it through a mailbox or a referral.
    pub professional: bool,
    /// Whether it was entered as a reported incident of rape, N100, rightly or wrongly.
    pub n100: bool,
    /// Whether safeguarding was given.
    pub safeguarded: bool,
}

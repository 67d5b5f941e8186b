//! A dated edition of the rules: the rules, the offence list, the tables, and which of them stood on
//! a given day.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// A rule of the recording rules, in our words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Our id; the letter is the section.
    pub id: &'static str,
    /// One plain sentence.
    pub says: &'static str,
    /// Key of the text: CRR, OUT, FRA, SCH, RET, NSI, NOL, ANX.
    pub source: &'static str,
    /// Page or pages of that text.
    pub page: &'static str,
    /// First day on which it is known to stand (ISO date); empty: not known, seen in the current text.
    pub from: &'static str,
    /// Last day; empty: still in force.
    pub to: &'static str,
    /// How far the rule is verified.
    pub status: RuleStatus,
}

/// How far a rule is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleStatus {
    /// Read in the Home Office's own text.
    Verified,
    /// Stated by an inspectorate, a force or the press; the text itself not seen.
    Secondary,
    /// Our reading, needed to make the rule computable; a setting.
    Interpretation,
    /// Believed, not checked.
    Unverified,
}

/// A place in [`RULES`]. Made only from the edition's data, so that it always names a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleId(pub(crate) u16);

impl RuleId {
    /// The rule.
    pub fn rule(self) -> &'static Rule {
        &RULES[usize::from(self.0)]
    }
}

/// A row of the notifiable offence list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offence {
    /// Home Office code, `nnn/nn`.
    pub code: &'static str,
    /// Class, as the category begins.
    pub class: &'static str,
    /// Offence category.
    pub category: &'static str,
    /// Offence.
    pub offence: &'static str,
    /// I indictable only, E either way, S summary.
    pub mode: &'static str,
    /// Longest sentence in months; `u16::MAX` is life.
    pub max_months: u16,
    /// V victim-based, S state-based, S/V either.
    pub basis: &'static str,
    /// Group, as "Violence against the person".
    pub group: &'static str,
    /// Whether the list marks it current.
    pub current: bool,
    /// Commencement, as printed.
    pub commenced: &'static str,
    /// Cessation, as printed.
    pub ceased: &'static str,
}

/// A row of the principal crime look-up table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Place, 1 is the gravest.
    pub order: u16,
    /// Offence, as printed.
    pub offence: &'static str,
    /// Classes it covers.
    pub classes: &'static [&'static str],
    /// Codes it covers; none: the whole class.
    pub codes: &'static [&'static str],
    /// Place in the offence list of its first class and code, whose sentence stands for it.
    pub row: Option<usize>,
}

/// A notifiable reported incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NCode {
    /// `N100/01` and the like.
    pub code: &'static str,
    /// Meaning.
    pub incident: &'static str,
    /// First year.
    pub from_year: u16,
    /// Year in which it was taken off the list; 9999 where it stands.
    pub to_year: u16,
}

/// A decision for which the texts say who may make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Cancelling rape or homicide as no crime.
    CancelRapeOrHomicide,
    /// Cancelling female genital mutilation as not done.
    CancelMutilation,
    /// Any other cancelling.
    Cancel,
    /// Reclassifying.
    Reclassify,
    /// Making a reported incident of a recorded rape.
    RapeToReportedIncident,
}

/// A row of the table of who may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authority {
    /// What is decided.
    pub decision: Matter,
    /// Who may.
    pub who: crate::facts::ask::DecisionMaker,
    /// Only where the force has no registrar on the College register.
    pub only_without_registrar: bool,
    /// The rule.
    pub rule: RuleId,
}

/// What the Victims' Code gives a victim of a recorded crime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entitlement {
    /// The rule.
    pub rule: RuleId,
    /// What is due.
    pub what: &'static str,
    /// What is due where enhanced rights apply.
    pub what_enhanced: &'static str,
    /// First day (ISO date).
    pub from: &'static str,
    /// Last day; empty: still in force.
    pub to: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/edition.rs"));

/// The rules as they stood on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Name of the text used, as `2026-04`.
    pub id: &'static str,
    /// The day whose rules are used; the first day of the edition where none was asked for.
    pub day: Day,
}

/// A calendar day, good enough to compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    /// Year.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl Day {
    /// Reads the day at the head of an ISO date or date-time; a month alone is its first day.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| text.get(from..to)?.parse::<u16>().ok();
        let year = number(0, 4)?;
        if bytes.get(4) != Some(&b'-') {
            return None;
        }
        let month = number(5, 7)?;
        let day = if bytes.len() == 7 { 1 } else { number(8, 10).filter(|_| bytes.get(7) == Some(&b'-'))? };
        let clean = matches!(bytes.get(10), None | Some(b'T' | b' '));
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let longest = match month {
            2 => 28 + u16::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let fits = (1..=12).contains(&month) && (1..=longest).contains(&day) && clean;
        fits.then_some(Self { year, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }

    /// The day after.
    pub fn next(self) -> Self {
        let try_day = Self { day: self.day.saturating_add(1), ..self };
        let next_month = if self.month == 12 {
            Self { year: self.year.saturating_add(1), month: 1, day: 1 }
        } else {
            Self { month: self.month.saturating_add(1), day: 1, ..self }
        };
        Self::read(&format!("{try_day}")).unwrap_or(next_month)
    }
}

impl core::fmt::Display for Day {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// First day of the National Crime Recording Standard: nothing earlier is served.
pub const NCRS: Day = Day { year: 2002, month: 4, day: 1 };
/// First day of the edition whose text is held.
pub const FIRST: Day = Day { year: 2026, month: 4, day: 1 };

impl Edition {
    /// The newest edition held.
    pub fn newest() -> Self {
        Self { id: "2026-04", day: FIRST }
    }

    /// The edition in force on a day.
    ///
    /// # Errors
    /// Before 1 April 2002, when the National Crime Recording Standard began.
    pub fn on(day: Day) -> Result<Self, String> {
        if day < NCRS {
            return Err(format!(
                "{day} is before 1 April 2002, when the National Crime Recording Standard began; no rules are held for it"
            ));
        }
        Ok(Self { id: "2026-04", day })
    }

    /// Reads what `--edition` says: `2026-04`, or a day.
    ///
    /// # Errors
    /// Where it names no edition held and is no day served.
    pub fn named(text: &str) -> Result<Self, String> {
        if text == "2026-04" {
            return Ok(Self::newest());
        }
        let day = Day::read(text).ok_or_else(|| {
            format!("{text} names no edition; there is 2026-04, or give a day as YYYY-MM-DD")
        })?;
        Self::on(day)
    }

    /// Whether a rule stood on the day, as far as its dates are known.
    pub fn holds(&self, rule: &Rule) -> bool {
        self.between(rule.from, rule.to)
    }

    /// Whether the day lies between two ISO dates; an empty one is open.
    pub fn between(&self, from: &str, to: &str) -> bool {
        let after_start = Day::read(from).is_none_or(|from| from <= self.day);
        let before_end = Day::read(to).is_none_or(|to| self.day <= to);
        after_start && before_end
    }

    /// Whether a rule could be verified for the day: its text is dated for that day.
    pub fn verifies(&self, rule: &Rule) -> bool {
        self.day >= FIRST || Day::read(rule.from).is_some_and(|from| from <= self.day)
    }

    /// Rows of the offence list with a code; the first is the one to use unless a class is asked for.
    pub fn offences(code: &str) -> &'static [Offence] {
        let from = OFFENCES.partition_point(|offence| offence.code < code);
        let n = OFFENCES[from..].iter().take_while(|offence| offence.code == code).count();
        &OFFENCES[from..from + n]
    }

    /// The first row of a class, in the order of codes.
    pub fn class(class: &str) -> Option<&'static Offence> {
        let at = CLASSES.binary_search_by(|(other, _)| (*other).cmp(class)).ok()?;
        Some(&OFFENCES[CLASSES[at].1])
    }

    /// The row of a code in a class.
    pub fn offence(class: &str, code: &str) -> Option<&'static Offence> {
        Self::offences(code).iter().find(|offence| offence.class == class)
    }

    /// Whether the offence list, or the list of reported incidents, knows a class.
    pub fn knows_class(class: &str) -> bool {
        Self::class(class).is_some()
            || ["N100", "N200", "N300"].contains(&class)
            || class.starts_with("NFIB")
            || EARLIER_CLASSES.contains(&class)
    }

    /// Rules in force on the day.
    pub fn rules(&self) -> Vec<&'static Rule> {
        RULES.iter().filter(|rule| self.holds(rule)).collect()
    }
}

/// Classes of earlier editions that stand in old records, and whole numbers that texts use for a group.
const EARLIER_CLASSES: &[&str] = &[
    "34", "92", "28", "30", "31", "29", "28A", "28B", "28C", "28D", "28E", "28F", "28G", "28H", "29A", "30A",
    "30B", "31", "17", "19", "20", "58", "8", "10",
];

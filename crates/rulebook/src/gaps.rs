//! Facts that are missing, and what they could be: each is tried in turn to see which one question
//! would decide most.

use alloc::format;
use alloc::string::String;

use crate::edition::RuleId;
use crate::facts::people::{Account, Sex};
use crate::facts::report::Reporter;
use crate::facts::sexual::{Consent, Sexual};
use crate::facts::{Facts, Injury, Intent};

/// A missing fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which.
    pub what: Want,
    /// Of which person, act, death or record (its place in its list).
    pub at: usize,
    /// The rule that needs it.
    pub rule: RuleId,
}

/// Which fact is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Want {
    /// Who reports.
    Reporter,
    /// What the victim says.
    VictimAccount,
    /// Whether police see it as necessary to record without the victim.
    Necessary,
    /// How badly somebody was hurt.
    Injury,
    /// What the doer meant.
    Intent,
    /// Whether somebody was willing.
    Consent,
    /// Whether somebody is under 13, 16 or 18.
    Age,
    /// Somebody's sex.
    Sex,
}

type Set = fn(&mut Facts, usize);

impl Want {
    /// The field, with the place of the person or act.
    pub fn field(self, at: usize) -> String {
        match self {
            Self::Reporter => String::from("report.by"),
            Self::Necessary => String::from("report.necessary_without_victim"),
            Self::VictimAccount => format!("people[{at}].account"),
            Self::Age => format!("people[{at}].age"),
            Self::Sex => format!("people[{at}].sex"),
            Self::Injury => format!("acts[{at}].injury"),
            Self::Intent => format!("acts[{at}].intent"),
            Self::Consent => format!("acts[{at}].sexual.consent"),
        }
    }

    /// The question to put, in plain words; `name` is the id of the person.
    pub fn question(self, name: &str) -> String {
        match self {
            Self::Reporter => String::from(
                "Who is reporting this: the victim, somebody acting for the victim, a professional, or somebody else?",
            ),
            Self::VictimAccount => format!("Does {name} confirm that it happened?"),
            Self::Necessary => String::from(
                "Is there clear evidence, risk or another reason to record it without the victim's word?",
            ),
            Self::Injury => {
                String::from("What injury was there, if any: a mark, a bruise, a wound, a broken bone?")
            }
            Self::Intent => String::from(
                "What did the person mean to do or to bring about, as far as words or deeds show?",
            ),
            Self::Consent => String::from("Was the person willing?"),
            Self::Age => format!("How old is {name}?"),
            Self::Sex => format!("Is {name} female or male?"),
        }
    }

    /// Values it could have, as changes to the facts.
    pub fn values(self) -> &'static [Set] {
        match self {
            Self::Reporter => &[
                |f, _| f.report.by = Some(Reporter::Victim),
                |f, _| f.report.by = Some(Reporter::Professional),
                |f, _| f.report.by = Some(Reporter::OtherPerson),
            ],
            Self::VictimAccount => &[
                |f, at| account(f, at, Account::Confirms),
                |f, at| account(f, at, Account::WillNotConfirm),
                |f, at| account(f, at, Account::CannotBeTraced),
            ],
            Self::Necessary => &[
                |f, _| f.report.necessary_without_victim = Some(true),
                |f, _| f.report.necessary_without_victim = Some(false),
            ],
            Self::Injury => &[
                |f, at| injury(f, at, Injury::NoInjury),
                |f, at| injury(f, at, Injury::Bruise),
                |f, at| injury(f, at, Injury::Wound),
            ],
            Self::Intent => &[
                |f, at| intent(f, at, Intent::SomeHarm),
                |f, at| intent(f, at, Intent::ReallySeriousHarm),
                |f, at| intent(f, at, Intent::ToEndangerLife),
                |f, at| intent(f, at, Intent::Sexual),
                |f, at| intent(f, at, Intent::ThreatToBeBelieved),
                |f, at| intent(f, at, Intent::ThreatNotMeant),
            ],
            Self::Consent => &[|f, at| consent(f, at, Consent::No), |f, at| consent(f, at, Consent::Willing)],
            Self::Age => &[
                |f, at| age(f, at, 10),
                |f, at| age(f, at, 14),
                |f, at| age(f, at, 17),
                |f, at| age(f, at, 30),
            ],
            Self::Sex => &[|f, at| sex(f, at, Sex::Female), |f, at| sex(f, at, Sex::Male)],
        }
    }
}

fn account(facts: &mut Facts, at: usize, value: Account) {
    if let Some(person) = facts.people.get_mut(at) {
        person.account = Some(value);
    }
}

fn age(facts: &mut Facts, at: usize, value: u16) {
    if let Some(person) = facts.people.get_mut(at) {
        (person.age, person.age_at_least, person.age_under) = (Some(value), None, None);
    }
}

fn sex(facts: &mut Facts, at: usize, value: Sex) {
    if let Some(person) = facts.people.get_mut(at) {
        person.sex = Some(value);
    }
}

fn injury(facts: &mut Facts, at: usize, value: Injury) {
    if let Some(act) = facts.acts.get_mut(at) {
        act.injury = Some(value);
    }
}

fn intent(facts: &mut Facts, at: usize, value: Intent) {
    if let Some(act) = facts.acts.get_mut(at) {
        act.intent = alloc::vec![value];
    }
}

fn consent(facts: &mut Facts, at: usize, value: Consent) {
    if let Some(act) = facts.acts.get_mut(at) {
        act.sexual.get_or_insert_with(Sexual::default).consent = Some(value);
    }
}

//! Rulings beside the rulebook: where the facts of an incident are given, what `onrecord decide` says of them is
//! compared with what was ruled. Where they differ, one of them is wrong, and the registrar looks.

use std::collections::BTreeMap;
use std::path::Path;

use audit::review::{Owed, State};
use rulebook::decision::Decision;
use rulebook::{Edition, Facts, Settings, Verdict};

use super::marked::Marked;
use super::refuse;
use crate::Stopped;
use crate::decide::MAX_FACTS_BYTES;

/// How a ruling and the rulebook stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// They say the same.
    Same,
    /// They differ, and the facts leave nothing open.
    Differ,
    /// They differ, and facts that are not given could change the decision.
    DifferOpen,
    /// The rulebook leaves it to the registrar, or answers another question than what is owed.
    NoAnswer,
    /// The facts contradict each other.
    Refused,
}

impl Stands {
    /// As the file prints it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Differ => "rulebook fault or wrong ruling",
            Self::DifferOpen => "differs; facts are lacking",
            Self::NoAnswer => "no answer from the rulebook",
            Self::Refused => "facts refused",
        }
    }
}

/// One ruling beside the rulebook.
pub struct Beside {
    /// Place in the list.
    pub order: u64,
    /// Incident reference.
    pub id: String,
    /// How they stand.
    pub stands: Stands,
    /// What was ruled, or agreed by two marks.
    pub ruled: String,
    /// What the rulebook decides.
    pub decided: String,
    /// Rules it rests on.
    pub rules: String,
    /// Facts that are lacking, or why the facts are refused.
    pub lacking: String,
}

/// Compares every settled incident whose facts stand in a folder, one file an incident: its reference with
/// everything but letters, digits, `-` and `_` as `-`, and `.json`.
///
/// # Errors
/// A sentence for a folder or file that cannot be read, facts that are none, an edition that is not held.
pub fn beside(marked: &Marked, folder: &Path) -> Result<Vec<Beside>, Stopped> {
    if !folder.is_dir() {
        return Err(refuse(
            folder.display().to_string(),
            "it is no folder; --facts takes the folder of the facts files.",
        ));
    }
    let asked = &marked.drawn.audit.protocol.asked.edition;
    let edition = Edition::named(asked).map_err(|why| {
        refuse("plan.json", format!("the edition of the plan, {asked}, cannot decide: {why}."))
    })?;
    let mut found = Vec::new();
    for (one, reviewed) in marked.list.iter().zip(&marked.review.incidents) {
        let path = folder.join(file_name(&one.id));
        if reviewed.state != State::Adjudicated || !path.exists() {
            continue;
        }
        let facts = read(&path)?;
        let mut line = match rulebook::decide(&facts, &edition, &Settings::default()) {
            Ok(decision) => compared(&decision, &reviewed.owed),
            Err(refusals) => refused(refusals.iter().map(ToString::to_string).collect()),
        };
        line.order = one.position;
        line.id.clone_from(&one.id);
        line.ruled = said(reviewed.owed.iter().map(|owed| (owed.class.clone(), 1)));
        found.push(line);
    }
    Ok(found)
}

/// How many say the same, with the exact interval, and how many differ.
pub fn sentence(beside: &[Beside]) -> String {
    let n = |stands: Stands| beside.iter().filter(|one| one.stands == stands).count() as u64;
    let (same, differ) = (n(Stands::Same), n(Stands::Differ));
    let Some(ends) = audit::interval::clopper_pearson(same, same + differ, 0.05) else {
        return format!("Rulings beside the rulebook: none can be compared of {} with facts", beside.len());
    };
    let percent = exchange::report::words::percent;
    format!(
        "Rulings beside the rulebook: {same} of {} say the same (95% interval {} to {}, {}); {differ} differ and are listed; {} differ where facts are lacking, {} without an answer, {} with facts refused",
        same + differ,
        percent(ends.low),
        percent(ends.high),
        ends.method,
        n(Stands::DifferOpen),
        n(Stands::NoAnswer),
        n(Stands::Refused),
    )
}

fn file_name(id: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
    id.chars().map(plain).collect::<String>() + ".json"
}

fn read(path: &Path) -> Result<Facts, Stopped> {
    let name = path.display().to_string();
    let bytes =
        std::fs::read(path).map_err(|error| exchange::Fault::Unreadable { path: path.to_owned(), error })?;
    if bytes.len() > MAX_FACTS_BYTES {
        return Err(refuse(name, format!("it is longer than {MAX_FACTS_BYTES} bytes.")));
    }
    serde_json::from_slice(&bytes)
        .map_err(|error| refuse(name, format!("{error}. See `onrecord decide --schema`.")))
}

/// Crimes with their number, as a line.
fn said(crimes: impl Iterator<Item = (String, u32)>) -> String {
    let mut counted: BTreeMap<String, u32> = BTreeMap::new();
    crimes.for_each(|(class, n)| *counted.entry(class).or_default() += n);
    match counted.is_empty() {
        true => "no crime".into(),
        false => counted.iter().map(|(class, n)| format!("{n} x {class}")).collect::<Vec<_>>().join("; "),
    }
}

fn empty(stands: Stands) -> Beside {
    let text = String::new;
    Beside { order: 0, id: text(), stands, ruled: text(), decided: text(), rules: text(), lacking: text() }
}

fn refused(why: Vec<String>) -> Beside {
    Beside { lacking: why.join("; "), ..empty(Stands::Refused) }
}

fn compared(decision: &Decision, owed: &[Owed]) -> Beside {
    let crimes = decision.crimes.iter().map(|crime| (crime.class.to_owned(), crime.count));
    let mut decided = said(crimes);
    if let Some(code) = decision.n_code {
        decided = format!("{decided}; {code}");
    }
    let answers = matches!(
        decision.result,
        Verdict::Crimes
            | Verdict::NCode
            | Verdict::CrimeRelatedIncident
            | Verdict::Incident
            | Verdict::IncidentCategory
            | Verdict::None
    );
    let stands = match (answers, same(decision, owed), decision.missing.is_empty()) {
        (false, ..) => Stands::NoAnswer,
        (true, true, _) => Stands::Same,
        (true, false, true) => Stands::Differ,
        (true, false, false) => Stands::DifferOpen,
    };
    let rules = decision.reasons.iter().map(|reason| reason.rule).collect::<Vec<_>>().join("; ");
    let lacking =
        decision.missing.iter().map(|missing| missing.field.as_str()).collect::<Vec<_>>().join("; ");
    Beside { decided, rules, lacking, ..empty(stands) }
}

/// The same number of crimes; where every class ruled is one of the Home Office's, the same classes.
fn same(decision: &Decision, owed: &[Owed]) -> bool {
    let decided: Vec<String> = decision
        .crimes
        .iter()
        .flat_map(|crime| std::iter::repeat_n(crime.class.to_lowercase(), crime.count as usize))
        .collect();
    if decided.len() != owed.len() || !owed.iter().all(|owed| is_class(&owed.class)) {
        return decided.len() == owed.len();
    }
    let mut decided = decided;
    let mut ruled: Vec<&str> = owed.iter().map(|owed| owed.class.as_str()).collect();
    decided.sort_unstable();
    ruled.sort_unstable();
    decided == ruled
}

/// Whether a class is written as the Home Office's list does: 4, 8N, 4/4.
fn is_class(class: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match class.split_once('/') {
        Some((group, part)) => is_number(group) && is_number(part),
        None => is_number(class.strip_suffix(|c: char| c.is_ascii_lowercase()).unwrap_or(class)),
    }
}

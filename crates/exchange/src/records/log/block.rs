//! What a block of a log is about, by the words of its heading and its keys.

use crate::records::log::event::{Event, Node};
use crate::records::log::survey::key;

/// What a block is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// One person or several.
    People,
    /// Entries of a narrative.
    Narratives,
    /// Anything else.
    Other,
}

const PEOPLE: &[&str] = &[
    "complainant",
    "complainants",
    "caller",
    "callers",
    "informant",
    "informants",
    "person",
    "persons",
    "people",
    "witness",
    "witnesses",
    "victim",
    "victims",
    "suspect",
    "suspects",
    "offender",
    "offenders",
    "aggrieved",
    "involved",
    "party",
    "parties",
    "subject",
    "subjects",
    "reporter",
    "nominal",
    "nominals",
];
const NOT_PEOPLE: &[&str] = &[
    "vehicle",
    "vehicles",
    "property",
    "officer",
    "officers",
    "resource",
    "resources",
    "unit",
    "units",
    "attending",
    "location",
    "address",
    "crime",
    "crimes",
];
const NARRATIVES: &[&str] = &[
    "narrative",
    "narratives",
    "remark",
    "remarks",
    "entries",
    "entry",
    "update",
    "updates",
    "comments",
    "chronology",
    "notes",
    "messages",
    "dynamics",
    "history",
    "log",
];
const NAMES: &[&str] = &[
    "surname",
    "last name",
    "family name",
    "lastname",
    "forename",
    "forenames",
    "first name",
    "given name",
    "involvement",
    "date of birth",
    "dob",
];
const TEXTS: &[&str] = &[
    "text",
    "narrative",
    "remark",
    "remarks",
    "comment",
    "comments",
    "detail",
    "details",
    "description",
    "message",
    "entry",
    "note",
    "notes",
    "content",
    "summary",
];
const WHEN: &[&str] =
    &["time", "date", "date time", "timestamp", "date and time", "entered", "logged", "created", "at"];

/// Whether a key holds running text.
pub(super) fn is_text(key: &str) -> bool {
    TEXTS.contains(&key) || key.split(' ').next_back().is_some_and(|last| TEXTS.contains(&last))
}

/// Whether a key says when.
pub(super) fn is_when(key: &str) -> bool {
    WHEN.contains(&key) || key.ends_with(" time") || key.ends_with(" date") || key.ends_with(" at")
}

/// Whether the words of a heading are about people.
pub(super) fn names_people(heading: &str) -> bool {
    let name = key(heading);
    let has = |list: &[&str]| name.split(' ').any(|word| list.contains(&word));
    has(PEOPLE) && !has(NOT_PEOPLE)
}

/// Whether a heading by itself says that its block is of people or narratives.
pub(super) fn is_named_block(heading: &str) -> bool {
    let name = key(heading);
    let is_record = name.split(' ').any(|word| matches!(word, "event" | "incident" | "log" | "cad"));
    names_people(heading) || (!is_record && name.split(' ').any(|word| NARRATIVES.contains(&word)))
}

/// What a node is about; only one that has something beneath it, or stands as a heading, is a block.
pub(super) fn about(event: &Event, node: &Node) -> About {
    let name = key(&node.key);
    let words: Vec<&str> = name.split(' ').collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let children = || node.children.iter().filter_map(|at| event.nodes.get(*at));
    if children().any(|child| child.stamp.is_some()) {
        return About::Narratives;
    }
    let names_someone = children().any(|child| NAMES.contains(&key(&child.key).as_str()));
    if names_people(&node.key) || names_someone {
        return About::People;
    }
    let has_entries = children().any(|child| is_text(&key(&child.key)) || !child.children.is_empty());
    if has(NARRATIVES) && (node.children.is_empty() || has_entries) {
        return About::Narratives;
    }
    About::Other
}

/// Whether a block beneath a block of people is one of them, and not an address or other detail.
pub(super) fn is_person(event: &Event, node: &Node) -> bool {
    let name = key(&node.key);
    let named = name.split(' ').any(|word| PEOPLE.contains(&word));
    let numbered = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    let has_name = node
        .children
        .iter()
        .filter_map(|at| event.nodes.get(*at))
        .any(|child| NAMES.contains(&key(&child.key).as_str()));
    named || numbered || has_name
}

/// The involvement that a heading states: `Witness 2` is a witness; `Person 2` says nothing.
pub(super) fn involvement(heading: &str) -> Option<String> {
    let words: Vec<&str> = heading
        .split_whitespace()
        .filter(|word| {
            !word.bytes().any(|b| b.is_ascii_digit())
                && !matches!(key(word).as_str(), "of" | "details" | "detail" | "no")
        })
        .collect();
    let name = key(&words.join(" "));
    let generic = [
        "person", "persons", "people", "party", "parties", "nominal", "nominals", "involved", "subject",
        "subjects",
    ];
    let says = name.split(' ').any(|word| PEOPLE.contains(&word) && !generic.contains(&word));
    says.then(|| words.join(" "))
}

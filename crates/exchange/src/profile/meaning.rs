//! What a file and its columns likely mean, from the words of the headers and what the columns hold.

use crate::canonical;
use crate::profile::column::{ColumnProfile, Kind};
use crate::profile::times;
use crate::table::Table;

/// A guess at what a file is.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// The table it likely feeds.
    pub table: Option<Table>,
    /// Canonical column of each header, by position.
    pub columns: Vec<Option<&'static str>>,
    /// Position of the time-of-day column that belongs to a column of dates, by position of the latter.
    pub times: Vec<Option<usize>>,
}

/// Words that systems use for canonical columns. A header matches where it holds every word of a
/// phrase; the phrase with more words wins.
const PHRASES: &[(Table, &str, &[&str])] = &[
    (
        Table::Incidents,
        "incident_ref",
        &[
            "incident ref",
            "incident number",
            "incident no",
            "incident id",
            "log number",
            "log no",
            "log ref",
            "log id",
            "call id",
            "call number",
            "call ref",
            "cad",
            "event number",
            "event id",
            "urn",
            "event no",
            "event reference",
            "event ref",
            "incident reference",
            "log reference",
        ],
    ),
    (
        Table::Incidents,
        "received_at",
        &[
            "received",
            "call received",
            "received at",
            "call time",
            "received date",
            "recd",
            "recd date",
            "rcvd",
            "opened",
            "created",
            "log created",
            "reported",
            "start time",
            "incident date",
            "event time",
            "event date",
            "log time",
            "raised",
        ],
    ),
    (
        Table::Incidents,
        "channel",
        &["channel", "source", "contact method", "method of report", "call source"],
    ),
    (Table::Incidents, "reporter_role", &["reporter role", "caller type", "informant type"]),
    (
        Table::Incidents,
        "opening_code",
        &[
            "opening code",
            "open code",
            "opening type",
            "initial type",
            "incident type",
            "incident",
            "call problem",
            "call type",
            "opening class",
            "event type",
        ],
    ),
    (
        Table::Incidents,
        "closing_code",
        &[
            "closing code",
            "close code",
            "closing type",
            "final type",
            "closure code",
            "disposition",
            "result code",
            "closing class",
        ],
    ),
    (Table::Incidents, "qualifiers", &["qualifier", "qualifiers"]),
    (Table::Incidents, "attended_at", &["attended", "arrived", "on scene", "arrival"]),
    (
        Table::Incidents,
        "closed_at",
        &["closed at", "closed date", "cleared", "call cleared", "finish time", "closed"],
    ),
    (
        Table::Incidents,
        "text",
        &["text", "narrative", "narratives", "comments", "log text", "description", "notes", "remarks"],
    ),
    (
        Table::Incidents,
        "crime_refs",
        &["crime ref", "crime number", "crime refs", "linked crime", "crime no"],
    ),
    (
        Table::Incidents,
        "domestic_abuse",
        &[
            "domestic",
            "domestic abuse",
            "domestic violence",
            "da",
            "da flag",
            "da marker",
            "dv",
            "dv flag",
            "dv marker",
        ],
    ),
    (Table::Incidents, "risk", &["risk", "grade", "priority"]),
    (Table::Incidents, "duplicate_of", &["duplicate of", "parent incident"]),
    (Table::Incidents, "unit", &["unit", "division", "district", "bcu", "beat", "area"]),
    (
        Table::Crimes,
        "crime_ref",
        &[
            "crime ref",
            "crime number",
            "crime no",
            "crime id",
            "crime reference",
            "offence id",
            "offense id",
            "occurrence number",
            "crn",
        ],
    ),
    (
        Table::Crimes,
        "recorded_at",
        &[
            "recorded",
            "date recorded",
            "recorded at",
            "recorded date",
            "entered",
            "offence entered",
            "crimed date",
            "month",
        ],
    ),
    (
        Table::Crimes,
        "reported_at",
        &["reported", "reported date", "date reported", "date of report", "reported at"],
    ),
    (
        Table::Crimes,
        "incident_refs",
        &["incident ref", "incident number", "log number", "incident id", "incident refs", "log no"],
    ),
    (
        Table::Crimes,
        "offence_code",
        &["offence code", "offense code", "ho code", "home office code", "ucr offence name"],
    ),
    (
        Table::Crimes,
        "class",
        &[
            "class",
            "offence",
            "offence title",
            "offence description",
            "crime type",
            "offense type id",
            "type of incident",
            "offence class",
        ],
    ),
    (
        Table::Crimes,
        "offence_from",
        &[
            "offence from",
            "occurred from",
            "occurred start",
            "first occurrence",
            "committed from",
            "from date",
        ],
    ),
    (
        Table::Crimes,
        "offence_to",
        &["offence to", "occurred to", "occurred end", "last occurrence", "committed to", "to date"],
    ),
    (Table::Crimes, "status", &["status", "crime status"]),
    (Table::Crimes, "outcome", &["outcome", "last outcome", "outcome code", "offence status"]),
    (Table::Crimes, "team", &["team", "recorded by"]),
    (Table::Crimes, "flags", &["flags", "flag", "markers"]),
    (Table::People, "ref", &["ref", "reference", "record ref"]),
    (Table::People, "role", &["role", "involvement", "person role"]),
    (Table::People, "person_id", &["person id", "nominal"]),
    (Table::People, "surname", &["surname", "last name", "family name"]),
    (Table::People, "forename", &["forename", "first name", "given name"]),
    (Table::People, "born", &["born", "dob", "date of birth", "birth date"]),
    (Table::People, "phone", &["phone", "telephone", "mobile"]),
    (Table::Counts, "force", &["force", "force name", "reported by"]),
    (
        Table::Counts,
        "category",
        &["category", "offence description", "offence", "crime type", "offence group"],
    ),
    (Table::Counts, "period", &["period", "month", "quarter", "financial quarter", "financial year", "year"]),
    (Table::Counts, "count", &["count", "number of offences", "total", "number", "n", "offences"]),
];

/// Columns that any table of records may hold.
const SHARED: &[(&str, &[&str])] = &[
    ("place", &["place", "address", "location", "block address", "street"]),
    ("postcode", &["postcode", "post code", "zip", "zip code"]),
    ("easting", &["easting"]),
    ("northing", &["northing"]),
    ("latitude", &["latitude", "lat"]),
    ("longitude", &["longitude", "long", "lon", "lng"]),
    ("force", &["force", "force name", "reported by"]),
];

impl Meaning {
    /// Guesses: the table whose columns the headers name best.
    pub fn guess(columns: &[ColumnProfile]) -> Self {
        let guesses = Table::ALL.into_iter().map(|table| (table, Self::columns_as(table, columns)));
        let scored = guesses.map(|(table, guessed)| (score(table, &guessed), table, guessed));
        let best = scored.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
        match best {
            Some((score, table, guessed)) if score > 0 => {
                let times = times::beside(columns, &guessed);
                Self { table: Some(table), columns: guessed, times }
            }
            _ => Self { table: None, columns: vec![None; columns.len()], times: vec![None; columns.len()] },
        }
    }

    /// Guesses what columns of a known table mean; those that are not usable mean nothing.
    pub(super) fn of(
        table: Table,
        columns: &[ColumnProfile],
        is_usable: impl Fn(&ColumnProfile) -> bool,
    ) -> Self {
        let places: Vec<usize> =
            (0..columns.len()).filter(|at| columns.get(*at).is_some_and(&is_usable)).collect();
        let usable: Vec<ColumnProfile> = places.iter().filter_map(|at| columns.get(*at).cloned()).collect();
        let mut guessed = Self::columns_as(table, &usable);
        // An event has a time: where no key says received, the first time of all is the likeliest.
        let first_time = usable
            .iter()
            .zip(&guessed)
            .position(|(column, name)| name.is_none() && column.kind == Kind::Date);
        if table == Table::Incidents
            && !guessed.contains(&Some("received_at"))
            && let Some(cell) = first_time.and_then(|at| guessed.get_mut(at))
        {
            *cell = Some("received_at");
        }
        let beside = times::beside(&usable, &guessed);
        let mut meaning =
            Self { table: Some(table), columns: vec![None; columns.len()], times: vec![None; columns.len()] };
        for ((at, name), time) in places.iter().zip(guessed).zip(beside) {
            if let (Some(column), Some(cell)) = (meaning.columns.get_mut(*at), meaning.times.get_mut(*at)) {
                (*column, *cell) = (name, time.and_then(|time| places.get(time).copied()));
            }
        }
        meaning
    }

    fn columns_as(table: Table, columns: &[ColumnProfile]) -> Vec<Option<&'static str>> {
        let mut matches: Vec<(usize, usize, &'static str)> = Vec::new();
        for (at, column) in columns.iter().enumerate() {
            matches.extend(candidates(table, column).map(|(strength, name)| (strength, at, name)));
        }
        // Strongest first; a canonical column is given once and a header is used once.
        matches.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut guessed = vec![None; columns.len()];
        for (_, at, name) in matches {
            if let Some(slot) = guessed.get(at).filter(|slot| slot.is_none()).and(Some(at))
                && !guessed.contains(&Some(name))
                && let Some(cell) = guessed.get_mut(slot)
            {
                *cell = Some(name);
            }
        }
        guessed
    }
}

fn score(table: Table, guessed: &[Option<&'static str>]) -> usize {
    let has = |name: &str| guessed.contains(&Some(name));
    let keys = canonical::key_columns(table).iter().filter(|key| has(key)).count();
    let whole_count = table != Table::Counts || (has("count") && has("category"));
    let names_people = table != Table::People || has("surname") || has("role");
    if keys == 0 || !whole_count || !names_people {
        return 0;
    }
    guessed.iter().flatten().count() + 3 * keys + if table == Table::Counts { 6 } else { 0 }
}

/// Strength of a header that is the canonical column's own name: above any phrase.
const EXACT: usize = 100;

fn candidates<'a>(
    table: Table,
    column: &'a ColumnProfile,
) -> impl Iterator<Item = (usize, &'static str)> + 'a {
    let words = words(&column.name);
    let own =
        PHRASES.iter().filter(move |(of, _, _)| *of == table).map(|(_, name, phrases)| (*name, *phrases));
    let shared =
        SHARED.iter().filter(move |_| table != Table::Counts).map(|(name, phrases)| (*name, *phrases));
    let by_words = own.chain(shared).filter_map(move |(name, phrases)| {
        let strength = phrases.iter().filter_map(|phrase| strength(phrase, &words)).max()?;
        Some((strength, canonical::find(table, name)?))
    });
    // A header that is a canonical column means itself.
    let itself = canonical::find(table, &column.name).map(|canonical| (EXACT, canonical));
    let fitting = move |(strength, canonical): (usize, &'static canonical::Column)| {
        fits(canonical.kind, column).then_some((strength, canonical.name))
    };
    by_words.chain(itself).filter_map(fitting)
}

fn strength(phrase: &str, words: &[String]) -> Option<usize> {
    let wanted: Vec<&str> = phrase.split(' ').collect();
    let all = wanted.iter().all(|word| words.iter().any(|have| have == word));
    // More words matched is better; a header that holds nothing else is better still.
    all.then(|| wanted.len() * 4 + usize::from(wanted.len() == words.len()) * 2)
}

/// Whether what a column holds can be what the canonical column wants.
fn fits(wanted: canonical::Kind, column: &ColumnProfile) -> bool {
    match wanted {
        canonical::Kind::Instant => matches!(column.kind, Kind::Date | Kind::Empty),
        canonical::Kind::Coordinate => matches!(column.kind, Kind::Number | Kind::WholeNumber | Kind::Empty),
        canonical::Kind::Count => column.kind == Kind::WholeNumber,
        canonical::Kind::Text | canonical::Kind::List => !matches!(column.kind, Kind::Date | Kind::TimeOfDay),
        canonical::Kind::YesNo => column.reads_as_yes_no,
        _ => true,
    }
}

/// Lower-case words of a header: `LogNumber`, `log_no`, `Log Number` alike.
pub(super) fn words(header: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    for c in header.chars() {
        let begins = (c.is_uppercase() && before.is_lowercase()) || !before.is_alphanumeric();
        if c.is_alphanumeric() {
            match words.last_mut().filter(|_| !begins) {
                Some(word) => word.extend(c.to_lowercase()),
                None => words.push(c.to_lowercase().collect()),
            }
        }
        before = c;
    }
    words
}

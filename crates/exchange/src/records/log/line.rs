//! One printed line of a log: what it can be, looked at by itself.

/// A printed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    /// Its number in the file.
    pub(super) number: u64,
    /// How far it is set in, in columns.
    pub(super) indent: usize,
    /// Whether a new page begins with it.
    pub(super) breaks: bool,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a line is by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing.
    Blank,
    /// A rule drawn across the page.
    Ruler,
    /// What the printer adds: page numbers, markings, when and by whom it was printed.
    Page,
    /// The words that close a record.
    EndOfRecord,
    /// Keys and values, one or several on the line.
    Pairs(Vec<Pair>),
    /// A line that begins with date and time.
    Stamped {
        /// Date and time as written.
        time: String,
        /// Keys and values after it.
        pairs: Vec<Pair>,
        /// Words after it.
        words: String,
    },
    /// Anything else: a heading, or the rest of a wrapped value.
    Words(String),
    /// A line that cannot be read, and why.
    Bad {
        /// What stands there, cut.
        value: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Printed {
    /// Whether it says nothing of a record.
    pub(super) const fn is_drawn(&self) -> bool {
        matches!(self.kind, Kind::Blank | Kind::Ruler | Kind::Page)
    }
}

/// A key and its value, both trimmed.
pub(super) type Pair = (String, String);

/// Longest key in characters and words.
const KEY_CHARS: usize = 48;
const KEY_WORDS: usize = 6;
/// Columns to a tab where the file gives no hint.
pub(super) const TAB: usize = 4;

/// Reads a line by itself.
pub(super) fn read(number: u64, text: &str, tab: usize) -> Printed {
    let breaks = text.contains('\u{c}');
    let text = text.trim_end_matches(['\r', '\n']).replace('\u{c}', "");
    let content = text.trim_start_matches([' ', '\t', '\u{a0}', '\u{feff}']);
    let lead = text.get(..text.len() - content.len()).unwrap_or("");
    Printed { number, indent: indent(lead, tab), breaks, kind: kind(content.trim_end()) }
}

fn indent(lead: &str, tab: usize) -> usize {
    lead.chars().fold(0, |column, c| match c {
        '\t' => (column / tab + 1) * tab,
        '\u{feff}' => column,
        _ => column + 1,
    })
}

fn kind(content: &str) -> Kind {
    if content.is_empty() {
        return Kind::Blank;
    }
    if !content.chars().any(char::is_alphanumeric) {
        return Kind::Ruler;
    }
    if let Some((time, rest)) = stamp(content) {
        return stamped(time, rest);
    }
    match page_word(content) {
        Some(kind) => kind,
        None => pairs(content).map_or_else(|| Kind::Words(bare(content).to_owned()), Kind::Pairs),
    }
}

fn stamped(time: &str, rest: &str) -> Kind {
    let rest = rest.trim_start_matches([' ', '\t', '-', '=', ':', '|', ']', ')', ',']).trim();
    match pairs(rest) {
        Some(pairs) => Kind::Stamped { time: time.to_owned(), pairs, words: String::new() },
        None => Kind::Stamped { time: time.to_owned(), pairs: Vec::new(), words: rest.to_owned() },
    }
}

/// A heading without what is drawn around it.
fn bare(content: &str) -> &str {
    let drawn = ['-', '=', '*', '_', '#', '~', '+', '|', '<', '>', '[', ']', '{', '}', ' ', '\t'];
    let ends_drawn = content.starts_with(['-', '=', '*', '_', '#', '~', '+', '<', '['])
        || content.ends_with(['=', '*', '_', '#', '~', '+', '>', ']', '{']);
    if ends_drawn { content.trim_matches(drawn) } else { content }
}

/// What only a printer or a marking scheme says.
fn page_word(content: &str) -> Option<Kind> {
    let lower = bare(content).trim().to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    if words.starts_with(&["end", "of"]) && words.len() <= 6 {
        let closes_all = words.get(2).is_some_and(|word| {
            matches!(*word, "page" | "report" | "print" | "printout" | "file" | "extract")
        });
        return Some(if closes_all { Kind::Page } else { Kind::EndOfRecord });
    }
    let page =
        words.windows(2).any(|pair| pair.first() == Some(&"page") && pair.get(1).is_some_and(is_number));
    let n_of_n = words.len() == 3
        && words.first().is_some_and(is_number)
        && words.get(1) == Some(&"of")
        && words.get(2).is_some_and(is_number);
    let printed = matches!(words.first(), Some(&"printed" | &"print" | &"printout"))
        && words.get(1).is_some_and(|word| {
            matches!(*word, "by" | "on" | "at" | "date" | "time" | "run" | "from") || is_number(word)
        });
    let run = words.starts_with(&["run", "date"])
        || words.starts_with(&["report", "run"])
        || words.starts_with(&["date", "printed"]);
    let continued = matches!(
        words.as_slice(),
        ["continued"]
            | ["contd"]
            | ["cont"]
            | ["cont", "d"]
            | ["continued", "overleaf"]
            | ["continued", "on", "next", "page"]
    );
    let marking = matches!(
        lower.trim_matches(|c: char| !c.is_alphanumeric()),
        "official"
            | "official-sensitive"
            | "official sensitive"
            | "official - sensitive"
            | "restricted"
            | "confidential"
            | "secret"
            | "protect"
            | "unclassified"
            | "not protectively marked"
            | "restricted when complete"
            | "official when complete"
    );
    (page || n_of_n || printed || run || continued || marking).then_some(Kind::Page)
}

/// The keys and values of a line; `None` where what stands before the first `=` is no key.
fn pairs(content: &str) -> Option<Vec<Pair>> {
    let (key, value) = content.split_once('=')?;
    let key = key_of(key)?;
    let mut found = Vec::new();
    split_value(key, value, &mut found);
    Some(found)
}

/// A key, without the dots and colons that lead to its `=`.
fn key_of(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['[', '{', '"', '*', '-', '>', '|']).trim();
    let key: Vec<&str> = text.trim_end_matches(['.', ':', ' ', '\t', '_', '-']).split_whitespace().collect();
    let key = key.join(" ");
    let begins = key.chars().next().is_some_and(char::is_alphanumeric);
    let has_letter = key.chars().any(char::is_alphabetic);
    let is_short = key.chars().count() <= KEY_CHARS && key.split(' ').count() <= KEY_WORDS;
    let has_sentence =
        key.contains(['?', '!', ';', '"', '£', '@', '=', '\0']) || key.contains(". ") || key.contains(", ");
    (begins && has_letter && is_short && !has_sentence).then_some(key)
}

/// Puts a key and its value, and what further keys stand in the value: after a gap of two blanks or a
/// tab, after commas that all part keys from one another, or a word that only ever is a key.
fn split_value(key: String, value: &str, found: &mut Vec<Pair>) {
    let mut key = key;
    let mut value = value;
    while let Some((before, next_key, after)) = next_key(value) {
        found.push((key, clean(before)));
        key = next_key;
        value = after;
    }
    found.push((key, clean(value)));
}

fn clean(value: &str) -> String {
    let value = value.trim().trim_end_matches('{').trim();
    let unquoted = value.strip_prefix('"').and_then(|inner| inner.strip_suffix('"'));
    unquoted.filter(|inner| !inner.contains('"')).unwrap_or(value).trim().to_owned()
}

/// Words that are keys wherever they stand right before an `=`.
const INLINE_KEYS: &[&str] = &[
    "user",
    "workstation",
    "category",
    "terminal",
    "operator",
    "time",
    "date",
    "type",
    "surname",
    "forename",
    "forenames",
    "involvement",
    "dob",
    "phone",
    "tel",
    "telephone",
    "postcode",
    "text",
    "unit",
    "callsign",
    "role",
    "collar",
];

fn next_key(value: &str) -> Option<(&str, String, &str)> {
    for (at, _) in value.match_indices('=') {
        let (before, after) = value.split_at_checked(at)?;
        let after = after.get(1..)?;
        let trimmed = before.trim_end();
        let gap = trimmed
            .rmatch_indices(['\t', ',', ';', '|'])
            .map(|(at, mark)| (at, at + mark.len()))
            .chain(trimmed.rmatch_indices("  ").map(|(at, mark)| (at, at + mark.len())))
            .max_by_key(|(_, end)| *end);
        if let Some((start, end)) = gap
            && let (Some(value), Some(key)) = (trimmed.get(..start), trimmed.get(end..).and_then(key_of))
            && key.split(' ').count() <= 4
        {
            return Some((value, key, after));
        }
        let word = trimmed.rsplit([' ', '\t']).next().unwrap_or("");
        if INLINE_KEYS.contains(&word.to_lowercase().as_str()) && word.len() < trimmed.len() {
            return Some((trimmed.get(..trimmed.len() - word.len())?, word.to_owned(), after));
        }
    }
    None
}

/// Date and time at the beginning of a line, and what follows.
fn stamp(content: &str) -> Option<(&str, &str)> {
    let inner = content.trim_start_matches(['[', '(', '*', '>', '-', ' ']);
    let skipped = content.len() - inner.len();
    let mut end = 0;
    let (mut has_date, mut has_time, mut n_tokens) = (false, false, 0);
    for token in inner.split_inclusive([' ', '\t', 'T', ']', ')', '=']) {
        let bare =
            token.trim_end_matches([' ', '\t', 'T', ']', ')', '=']).trim_end_matches([',', ']', ')', 'Z']);
        let is_date = !has_date && is_date(bare);
        let is_time = !has_time && is_time(bare, has_date);
        if !(is_date || is_time || bare.is_empty() && n_tokens > 0 && token.trim().is_empty()) {
            break;
        }
        has_date |= is_date;
        has_time |= is_time;
        n_tokens += 1;
        end += token.len();
        if has_date && has_time {
            break;
        }
        if token.ends_with('=') {
            break;
        }
    }
    if !(has_date && has_time) {
        return None;
    }
    let time = inner.get(..end)?.trim_end_matches([' ', '\t', ']', ')', '=', ',']);
    Some((time, content.get(skipped + end..)?))
}

/// 05/11/2018, 2018-11-05, 5.11.18, 05-Nov-2018, 05NOV2018.
fn is_date(token: &str) -> bool {
    let parts: Vec<&str> = token.split(['/', '-', '.']).collect();
    let number = |part: &&str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    match parts.as_slice() {
        [a, b, c] => number(a, 4) && number(c, 4) && (number(b, 2) || is_month(b)),
        [one] if one.len() >= 7 => {
            let digits = one.bytes().take_while(u8::is_ascii_digit).count();
            let rest = one.get(digits..).unwrap_or("");
            (1..=2).contains(&digits)
                && rest.get(..3).is_some_and(is_month)
                && rest.get(3..).is_some_and(|year| number(&year, 4) && year.len() != 3)
        }
        _ => false,
    }
}

fn is_month(text: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_lowercase();
    MONTHS.iter().any(|month| lower.starts_with(month)) && lower.len() <= 9
}

/// 09:15, 09:15:22, 9.15, 0915 and 091522 after a date.
fn is_time(token: &str, has_date: bool) -> bool {
    let token = token.split_once(['+']).map_or(token, |(clock, _)| clock);
    let parts: Vec<&str> = token.split(':').collect();
    let two = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    match parts.as_slice() {
        [h, m] => two(h) && two(m) && m.len() == 2,
        [h, m, s] => two(h) && two(m) && s.split('.').next().is_some_and(|s| two(&s)),
        [bare] => has_date && matches!(bare.len(), 4 | 6) && bare.bytes().all(|b| b.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Kind) {
        assert_eq!(read(1, text, 4).kind, expect, "{text}");
    }

    fn pairs_of(text: &str, expect: &[(&str, &str)]) {
        check(text, Kind::Pairs(expect.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()));
    }

    #[test]
    fn keys_and_values() {
        pairs_of("  Event Number = BP-20181105-0042", &[("Event Number", "BP-20181105-0042")]);
        pairs_of("Surname ......= ARCHER", &[("Surname", "ARCHER")]);
        pairs_of("\tPhone=", &[("Phone", "")]);
        pairs_of(
            "Surname = ARCHER    Forename = DAVID\tDOB = 01/02/1980",
            &[("Surname", "ARCHER"), ("Forename", "DAVID"), ("DOB", "01/02/1980")],
        );
        pairs_of(
            "User = 4471, Workstation = FCR12, Category = INITIAL",
            &[("User", "4471"), ("Workstation", "FCR12"), ("Category", "INITIAL")],
        );
        pairs_of(
            "User = 4471 Workstation = FCR12 Category = INITIAL",
            &[("User", "4471"), ("Workstation", "FCR12"), ("Category", "INITIAL")],
        );
        pairs_of("Text = he said x = y", &[("Text", "he said x = y")]);
        pairs_of("Address = 12 Mill Lane, Ambridge", &[("Address", "12 Mill Lane, Ambridge")]);
    }

    #[test]
    fn stamps() {
        let stamped = |time: &str, words: &str| Kind::Stamped {
            time: time.into(),
            pairs: Vec::new(),
            words: words.into(),
        };
        check("05/11/2018 09:15:22 = Caller states", stamped("05/11/2018 09:15:22", "Caller states"));
        check("[2018-11-05 09:15] - Caller", stamped("2018-11-05 09:15", "Caller"));
        check("05NOV2018 0915 Caller", stamped("05NOV2018 0915", "Caller"));
        check("2018-11-05T09:15:00Z Caller", stamped("2018-11-05T09:15:00Z", "Caller"));
        check(
            "05-Nov-2018 09:15 User = 4471  Category = X",
            Kind::Stamped {
                time: "05-Nov-2018 09:15".into(),
                pairs: vec![("User".into(), "4471".into()), ("Category".into(), "X".into())],
                words: String::new(),
            },
        );
        check("12 Mill Lane", Kind::Words("12 Mill Lane".into()));
        check("05/11/2018 she rang", Kind::Words("05/11/2018 she rang".into()));
    }

    #[test]
    fn what_the_printer_adds() {
        for text in [
            "Page 2 of 12",
            "BORSETSHIRE POLICE   Page: 3",
            "- 2 of 7 -",
            "OFFICIAL - SENSITIVE",
            "Printed by 4471 05/11/2018",
            "*** continued ***",
            "End of report",
        ] {
            check(text, Kind::Page);
        }
        check("=========", Kind::Ruler);
        check("*** End of event ***", Kind::EndOfRecord);
        check("--- COMPLAINANT ---", Kind::Words("COMPLAINANT".into()));
        check("the page was torn", Kind::Words("the page was torn".into()));
    }

    #[test]
    fn tabs_count_as_steps() {
        let indent = |text, tab| read(1, text, tab).indent;
        assert_eq!(
            (indent("\tx", 4), indent("  \tx", 4), indent("\t x", 2), indent("   x", 8)),
            (4, 4, 3, 3)
        );
    }
}

//! Normal forms of places, postcodes, names and telephone numbers, and cheap likeness of text.

use std::collections::HashMap;
use std::sync::Arc;

/// Street words and what they are shortened to, both ways of writing being common in logs.
const SHORT_FORMS: [(&str, &str); 18] = [
    ("STREET", "ST"),
    ("ROAD", "RD"),
    ("AVENUE", "AVE"),
    ("AV", "AVE"),
    ("LANE", "LN"),
    ("DRIVE", "DR"),
    ("CLOSE", "CL"),
    ("COURT", "CT"),
    ("CRESCENT", "CRES"),
    ("GARDENS", "GDNS"),
    ("GROVE", "GR"),
    ("PLACE", "PL"),
    ("SQUARE", "SQ"),
    ("TERRACE", "TER"),
    ("SAINT", "ST"),
    ("BOULEVARD", "BLVD"),
    ("PARKWAY", "PKWY"),
    ("HIGHWAY", "HWY"),
];

/// Text told apart by number: equal text, equal number. 0 stands for no text.
#[derive(Default)]
pub(crate) struct Symbols {
    by_text: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Symbols {
    /// The number of a text, new or known; 0 for the empty text.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(&symbol) = self.by_text.get(text) {
            return symbol;
        }
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        let symbol = self.texts.len() as u32;
        self.by_text.insert(text, symbol);
        symbol
    }

    /// Says that no more numbers will be asked for, which lets go of what finds known ones.
    pub(crate) fn close(&mut self) {
        self.by_text = HashMap::new();
    }

    /// The text of a number.
    pub(crate) fn text(&self, symbol: u32) -> &str {
        (symbol as usize).checked_sub(1).and_then(|at| self.texts.get(at)).map_or("", |text| text)
    }

    /// How many numbers were given out, with the one for no text.
    pub(crate) fn n(&self) -> usize {
        self.texts.len() + 1
    }
}

/// A place in normal form: all its words, and its words without the house numbers, and those alone.
pub(crate) struct PlaceWords {
    pub(crate) whole: String,
    pub(crate) street: String,
    pub(crate) numbers: String,
}

/// Upper case, punctuation gone, street words shortened, house numbers apart.
pub(crate) fn place_words(text: &str) -> PlaceWords {
    let upper = text.to_uppercase();
    let mut words = PlaceWords { whole: String::new(), street: String::new(), numbers: String::new() };
    for word in upper.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
        let word = SHORT_FORMS.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short);
        push_word(&mut words.whole, word);
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        push_word(if is_number { &mut words.numbers } else { &mut words.street }, word);
    }
    words
}

fn push_word(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.extend(word.chars().filter(|c| *c != '\''));
}

/// Letters and digits only, upper case: postcodes, names, keys.
pub(crate) fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// A telephone number's last nine digits, which a country code or a leading zero leaves alone;
/// empty where there are fewer than six digits.
pub(crate) fn phone(text: &str) -> String {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 6 { String::new() } else { digits[digits.len().saturating_sub(9)..].iter().collect() }
}

/// Sector and outward code of a compact postcode of the United Kingdom (BS 7666: outward code, then
/// digit and two letters); empty where it is something else.
pub(crate) fn postcode_areas(compact: &str) -> (&str, &str) {
    let bytes = compact.as_bytes();
    let n = bytes.len();
    let is_postcode = (5..=7).contains(&n)
        && bytes[0].is_ascii_alphabetic()
        && bytes[n - 3].is_ascii_digit()
        && bytes[n - 2..].iter().all(u8::is_ascii_alphabetic);
    if is_postcode { (&compact[..n - 2], &compact[..n - 3]) } else { ("", "") }
}

/// Whether two texts are the same but for a slip: one letter added, lost, changed or two swapped;
/// in texts of nine letters or more, two adjoining letters.
pub(crate) fn one_slip_apart(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let shorter = a.len().min(b.len());
    if a.len().abs_diff(b.len()) > 2 || shorter < 3 {
        return false;
    }
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let suffix =
        a.iter().rev().zip(b.iter().rev()).take(shorter - prefix).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[prefix..a.len() - suffix], &b[prefix..b.len() - suffix]);
    let swapped = a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0];
    let most = if shorter >= 9 { 2 } else { 1 };
    swapped || a.len().max(b.len()) <= most
}

/// Street words kept apart for comparing; later words of a place (county, directions) are left out.
pub(crate) const N_STREET_WORDS: usize = 6;

/// Whether two lists of words, as symbols with 0 for none, are mostly the same: at least two words,
/// so that "ST" alone or a shared town does not do, and two thirds of the longer list.
pub(crate) fn words_alike(a: &[u32; N_STREET_WORDS], b: &[u32; N_STREET_WORDS]) -> bool {
    let shared = a.iter().filter(|&&word| word != 0 && b.contains(&word)).count();
    let n = |words: &[u32]| words.iter().filter(|&&word| word != 0).count();
    shared >= 2 && shared * 3 >= n(a).max(n(b)) * 2
}

/// Whether two forenames may be the same person's: one slip apart, or one the start of the other.
pub(crate) fn forenames_alike(a: &str, b: &str) -> bool {
    a.starts_with(b) || b.starts_with(a) || one_slip_apart(a, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_apart() {
        for (text, whole, street, numbers) in [
            ("14 Mill Lane, Felpersham", "14 MILL LN FELPERSHAM", "MILL LN FELPERSHAM", "14"),
            ("14, mill ln  felpersham", "14 MILL LN FELPERSHAM", "MILL LN FELPERSHAM", "14"),
            ("Flat 2B, 3 St Hugh's Road", "FLAT 2B 3 ST HUGHS RD", "FLAT ST HUGHS RD", "2B 3"),
            ("--", "", "", ""),
        ] {
            let words = place_words(text);
            let got = (words.whole.as_str(), words.street.as_str(), words.numbers.as_str());
            assert_eq!(got, (whole, street, numbers), "{text}");
        }
    }

    #[test]
    fn postcodes_and_telephones_come_apart() {
        for (text, areas) in [
            ("bf1 2ab", ("BF12", "BF1")),
            ("BF12 9ZZ", ("BF129", "BF12")),
            ("75243", ("", "")),
            ("", ("", "")),
            ("Ambridge", ("", "")),
        ] {
            assert_eq!(postcode_areas(&compact(text)), areas, "{text}");
        }
        for (text, digits) in [("+44 7700 900123", "700900123"), ("07700 900123", "700900123"), ("999", "")] {
            assert_eq!(phone(text), digits, "{text}");
        }
    }

    #[test]
    fn a_slip_is_one_letter_or_a_swap() {
        for (a, b, alike) in [
            ("ARCHER", "ARCHER", true),
            ("ARCHER", "ACRHER", true),
            ("ARCHER", "ARCHR", true),
            ("ARCHER", "ARCHERS", true),
            ("ARCHER", "ALDER", false),
            ("AB", "AC", false),
            ("GRUNDY", "GRANDI", false),
            ("WOOLLEYBRIDGE", "WOOLEYYBRIDGE", true),
        ] {
            assert_eq!(one_slip_apart(a, b), alike, "{a} {b}");
            assert_eq!(one_slip_apart(b, a), alike, "{b} {a}");
        }
    }

    #[test]
    fn streets_are_alike_when_most_words_are() {
        for (a, b, alike) in [
            ([1, 2, 3, 0, 0, 0], [9, 2, 3, 0, 0, 0], true),
            ([1, 2, 3, 0, 0, 0], [1, 2, 0, 0, 0, 0], true),
            ([1, 2, 0, 0, 0, 0], [3, 2, 0, 0, 0, 0], false),
            ([1, 2, 3, 4, 0, 0], [1, 2, 5, 6, 0, 0], false),
            ([0; 6], [0; 6], false),
        ] {
            assert_eq!(words_alike(&a, &b), alike, "{a:?} {b:?}");
            assert_eq!(words_alike(&b, &a), alike, "{b:?} {a:?}");
        }
    }
}

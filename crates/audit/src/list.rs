//! The list that is audited: the race over the union or a race for each stratum, labelled top-ups, who
//! is marked twice, and where planted logs hide among the rest. Everything follows from frame root and
//! seed, and a longer list begins with the shorter one.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use crate::draw::{Drawn, FrameFault, Race, hash64};
use crate::protocol::SampleRule;

/// Which draw an incident belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The one race over the union.
    Union,
    /// The race of its stratum.
    Stratum(String),
    /// A labelled top-up of its stratum, for that stratum's estimates only.
    TopUp(String),
}

impl Part {
    /// As a list prints it.
    pub fn name(&self) -> String {
        match self {
            Self::Union => "sample".into(),
            Self::Stratum(stratum) => alloc::format!("sample of {stratum}"),
            Self::TopUp(stratum) => alloc::format!("top-up of {stratum}"),
        }
    }
}

/// One incident of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Position in the frame given.
    pub line: usize,
    /// Its key.
    pub key: f64,
    /// Which draw it belongs to.
    pub part: Part,
    /// Whether two markers mark it.
    pub is_double: bool,
    /// Which of two marks stands for a single one: 0 or 1.
    pub single: usize,
}

/// The list of the first `n` of the union, or of each stratum's number, with top-ups after it.
///
/// # Errors
/// A [`FrameFault`] naming the line.
pub fn list(race: &Race<'_>, seed: &str, rule: &SampleRule, n: u64) -> Result<Vec<Entry>, FrameFault> {
    let mut entries: Vec<(Drawn, Part)> = Vec::new();
    if rule.is_stratified() {
        for (stratum, n_stratum) in &rule.by_stratum {
            let of = race.first_of(stratum, seed, *n_stratum as usize)?;
            entries.extend(of.into_iter().map(|drawn| (drawn, Part::Stratum(stratum.clone()))));
        }
    } else {
        entries.extend(race.first(seed, n as usize)?.into_iter().map(|drawn| (drawn, Part::Union)));
    }
    let drawn: BTreeSet<usize> = entries.iter().map(|(drawn, _)| drawn.line).collect();
    for (stratum, n_stratum) in &rule.top_ups {
        let of = race.first_of(stratum, seed, *n_stratum as usize)?;
        let fresh = of.into_iter().filter(|one| !drawn.contains(&one.line));
        entries.extend(fresh.map(|drawn| (drawn, Part::TopUp(stratum.clone()))));
    }
    let entry = |(drawn, part): (Drawn, Part)| {
        let id = race.frame().get(drawn.line).map_or("", |line| line.id.as_str());
        let is_double = share(race.root(), seed, "\u{1e}double", id) < rule.double_marked;
        let single = (hash64(race.root(), seed, "\u{1e}single", id) & 1) as usize;
        Entry { line: drawn.line, key: drawn.key, part, is_double, single }
    };
    Ok(entries.into_iter().map(entry).collect())
}

/// A number in 0..1 that root, seed, purpose and id fix.
fn share(root: &str, seed: &str, purpose: &str, id: &str) -> f64 {
    (hash64(root, seed, purpose, id) as f64 + 0.5) / 18_446_744_073_709_551_616.0
}

/// One line of what markers are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkLine {
    /// Incident reference, drawn or planted.
    pub id: String,
    /// How many marks it takes.
    pub n_marks: u8,
}

/// What markers are given: the list with planted logs among it, at places that the seed fixes and that a
/// longer list leaves where they are. Nothing tells a planted log from another.
pub fn work_list(
    race: &Race<'_>,
    entries: &[Entry],
    planted: &[String],
    (seed, n_planned, double): (&str, u64, f64),
) -> Vec<WorkLine> {
    let root = race.root();
    let mut hidden: BTreeMap<u64, Vec<&String>> = BTreeMap::new();
    for id in planted {
        let place = libm::floor(share(root, seed, "\u{1e}planted", id) * n_planned as f64) as u64;
        hidden.entry(place).or_default().push(id);
    }
    let n_marks = |is_double: bool| if is_double { 2 } else { 1 };
    let planted_line = |id: &String| WorkLine {
        id: id.clone(),
        n_marks: n_marks(share(root, seed, "\u{1e}double", id) < double),
    };
    let mut lines = Vec::new();
    for (at, entry) in (0_u64..).zip(entries) {
        lines.extend(hidden.remove(&at).unwrap_or_default().into_iter().map(planted_line));
        let id = race.frame().get(entry.line).map_or_else(String::new, |line| line.id.clone());
        lines.push(WorkLine { id, n_marks: n_marks(entry.is_double) });
    }
    lines.extend(hidden.into_values().flatten().map(planted_line));
    lines
}

/// The seed that several bodies make together, none of them able to choose it: SHA-256 of the plan's
/// digest and every secret, in the order of the commitments, as a decimal number.
pub fn seed_of_secrets(plan: &str, secrets: &[(String, String)]) -> String {
    use sha2::{Digest, Sha256};
    let mut hasher = Sha256::new();
    hasher.update(b"onrecord-seed/1");
    for text in
        core::iter::once(plan).chain(secrets.iter().flat_map(|(party, secret)| [party.as_str(), secret]))
    {
        hasher.update([0x1f]);
        hasher.update(text.as_bytes());
    }
    decimal(&hasher.finalize())
}

/// What a body publishes before it reveals its secret: SHA-256 of the plan's digest, its name and the
/// secret, lower-case hexadecimal.
pub fn commitment(plan: &str, party: &str, secret: &str) -> String {
    use sha2::{Digest, Sha256};
    let mut hasher = Sha256::new();
    hasher.update(b"onrecord-commitment/1");
    for text in [plan, party, secret] {
        hasher.update([0x1f]);
        hasher.update(text.as_bytes());
    }
    hasher.finalize().iter().fold(String::new(), |text, byte| text + &alloc::format!("{byte:02x}"))
}

/// Bytes as one big-endian number in decimal, 78 digits with leading noughts.
fn decimal(bytes: &[u8]) -> String {
    let mut digits: Vec<u8> = alloc::vec![0; 78];
    for byte in bytes {
        let mut carry = u32::from(*byte);
        for digit in digits.iter_mut().rev() {
            let value = u32::from(*digit) * 256 + carry;
            *digit = (value % 10) as u8;
            carry = value / 10;
        }
    }
    digits.iter().map(|digit| char::from(b'0' + digit)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::FrameLine;
    use alloc::format;
    use alloc::string::ToString;

    const SEED: &str = "20190308123456789012";

    fn frame() -> Vec<FrameLine> {
        let stratum = |n: u64| if n.is_multiple_of(4) { "rape" } else { "violence" };
        let line = |n| FrameLine {
            id: format!("BOR-{n:03}"),
            stratum: stratum(n).into(),
            size: n + 1,
            cap: 2,
            recorded: 0,
        };
        (0..80).map(line).collect()
    }

    fn rule() -> SampleRule {
        SampleRule { n: 20, by_stratum: BTreeMap::new(), top_ups: BTreeMap::new(), double_marked: 0.5 }
    }

    #[test]
    fn a_longer_list_begins_with_the_shorter() {
        let frame = frame();
        let race = Race::new(&frame).unwrap();
        let (short, long) =
            (list(&race, SEED, &rule(), 20).unwrap(), list(&race, SEED, &rule(), 50).unwrap());
        assert_eq!(short, long[..20]);
        let planted = ["PLANT-1".to_string(), "PLANT-2".to_string()];
        let work = |entries: &[Entry]| work_list(&race, entries, &planted, (SEED, 20, 0.5));
        assert_eq!(work(&short), work(&long)[..22]);
        let n_double = long.iter().filter(|entry| entry.is_double).count();
        assert!((10..40).contains(&n_double), "{n_double}");
    }

    #[test]
    fn strata_have_their_own_draw_and_top_ups_repeat_nothing() {
        let frame = frame();
        let race = Race::new(&frame).unwrap();
        let strata = SampleRule { by_stratum: [("rape".into(), 5), ("violence".into(), 7)].into(), ..rule() };
        let entries = list(&race, SEED, &strata, 0).unwrap();
        let n = |part: &Part| entries.iter().filter(|entry| entry.part == *part).count();
        assert_eq!((n(&Part::Stratum("rape".into())), n(&Part::Stratum("violence".into()))), (5, 7));

        let topped = SampleRule { top_ups: [("rape".into(), 20)].into(), ..rule() };
        let entries = list(&race, SEED, &topped, 20).unwrap();
        let lines: BTreeSet<usize> = entries.iter().map(|entry| entry.line).collect();
        assert_eq!(lines.len(), entries.len(), "no incident twice");
        let n_rape = entries.iter().filter(|entry| frame[entry.line].stratum == "rape").count();
        assert_eq!(n_rape, 20, "the whole of the stratum");
    }

    #[test]
    fn a_seed_of_several_hangs_on_every_secret_and_on_the_plan() {
        let secrets =
            |last: &str| [("Force".to_string(), "one".to_string()), ("Body".to_string(), last.to_string())];
        let seed = seed_of_secrets("plan", &secrets("two"));
        assert!(seed.len() == 78 && seed.bytes().all(|byte| byte.is_ascii_digit()), "{seed}");
        assert_ne!(seed, seed_of_secrets("plan", &secrets("three")));
        assert_ne!(seed, seed_of_secrets("another plan", &secrets("two")));
        assert_eq!(decimal(&[1, 0]).trim_start_matches('0'), "256");
        assert_ne!(commitment("plan", "Force", "one"), commitment("plan", "Force", "two"));
    }
}

//! The seeded draw: the exponential race (methods, audit-statistics section 2; Efraimidis & Spirakis
//! 2006). Order every incident by -ln(u)/size with u from SHA-256(frame root, seed, id); the first n
//! of that order are a sample without replacement, for any n, extendable by prefix.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest, Sha256};

/// One line of the frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameLine {
    /// Incident reference, unique in the frame.
    pub id: String,
    /// Stratum.
    pub stratum: String,
    /// Size, a whole number >= 1; equal sizes = simple random sampling.
    pub size: u64,
    /// Most crimes the incident could owe, with its stated source.
    pub cap: u64,
    /// Crimes recorded for it.
    pub recorded: u64,
}

/// One incident in the order of audit.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// Position in the frame given.
    pub line: usize,
    /// Its key, -ln(u)/size.
    pub key: f64,
}

/// Why a frame cannot be drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameFault {
    /// An id or stratum that cannot stand in a frame line: empty, or with a control character or `|`.
    BadText(String),
    /// A size of nought.
    NoSize(String),
    /// The same id twice.
    Twice(String),
    /// More than 4 GiB of lines.
    TooLarge,
    /// A seed that is not at least 20 decimal digits.
    BadSeed,
}

impl core::fmt::Display for FrameFault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::BadText(text) => write!(f, "\"{text}\" cannot stand in a sampling frame: it is empty or holds a control character or |."),
            Self::NoSize(id) => write!(f, "{id} has size 0; every size is at least 1."),
            Self::Twice(id) => write!(f, "{id} stands twice in the frame; a reference may stand once."),
            Self::TooLarge => f.write_str("the frame holds more than 4 GiB of lines; part it by period and audit each."),
            Self::BadSeed => f.write_str("the seed must be at least 20 decimal digits, from public dice or agreed between two bodies, never from a clock."),
        }
    }
}

/// SHA-256 of the canonical frame: lines `id|stratum|size|cap|recorded`, sorted bytewise, LF, in
/// lower-case hexadecimal.
pub fn frame_root(frame: &[FrameLine]) -> String {
    let mut canonical = Canonical::of(frame);
    canonical.sort();
    canonical.root()
}

/// All lines in one text, so that a million of them are not a million allocations.
struct Canonical {
    text: String,
    lines: Vec<Place>,
}

/// Where a line stands in the text, which line of the frame it is, and the bytes it is told apart by.
#[derive(Clone, Copy)]
struct Place {
    begin: u64,
    start: u32,
    length: u32,
    line: u32,
}

impl Canonical {
    fn of(frame: &[FrameLine]) -> Self {
        let mut text = String::with_capacity(frame.len() * 48);
        let mut lines: Vec<Place> = Vec::with_capacity(frame.len());
        for (at, line) in frame.iter().enumerate() {
            let start = text.len();
            text.push_str(&line.id);
            text.push('|');
            text.push_str(&line.stratum);
            for number in [line.size, line.cap, line.recorded] {
                text.push('|');
                push_number(&mut text, number);
            }
            text.push('\n');
            let length = (text.len() - start) as u32;
            lines.push(Place { begin: 0, start: start as u32, length, line: at as u32 });
        }
        Self { text, lines }
    }

    fn bytes(&self, place: &Place) -> &[u8] {
        let start = place.start as usize;
        self.text.as_bytes().get(start..start + place.length as usize).unwrap_or_default()
    }

    /// Sorts bytewise. References of a force begin alike, so the eight bytes after what all have in common
    /// settle nearly every comparison.
    fn sort(&mut self) {
        let mut lines = core::mem::take(&mut self.lines);
        let first: &[u8] = lines.first().map_or(&[], |place| self.bytes(place));
        let alike = |place: &Place| {
            let pairs = self.bytes(place).iter().zip(first);
            pairs.take_while(|(a, b)| a == b).count()
        };
        let common = lines.iter().map(alike).min().unwrap_or(0);
        for place in &mut lines {
            let rest = self.bytes(place).iter().skip(common).chain(core::iter::repeat(&0));
            place.begin = rest.take(8).fold(0, |begin, byte| (begin << 8) | u64::from(*byte));
        }
        lines.sort_unstable_by(|a, b| {
            a.begin.cmp(&b.begin).then_with(|| self.bytes(a).cmp(self.bytes(b))).then(a.line.cmp(&b.line))
        });
        self.lines = lines;
    }

    fn root(&self) -> String {
        let mut hasher = Sha256::new();
        self.lines.iter().for_each(|place| hasher.update(self.bytes(place)));
        hasher.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }

    /// A line whose reference stands on another too. No reference holds `|`, so in bytewise order the lines
    /// of one reference follow each other.
    fn twice(&self, frame: &[FrameLine]) -> Option<String> {
        let id = |place: &Place| frame.get(place.line as usize).map(|line| line.id.as_str());
        let same = |pair: &&[Place]| pair.first().map(id) == pair.last().map(id);
        self.lines.windows(2).find(same).and_then(|pair| pair.first()).and_then(id).map(String::from)
    }
}

fn push_number(text: &mut String, mut number: u64) {
    let mut digits = [b'0'; 20];
    let mut n_digits = 0;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
        n_digits += 1;
        if number == 0 {
            break;
        }
    }
    digits.iter().skip(20 - n_digits).for_each(|digit| text.push(char::from(*digit)));
}

/// The first 64 bits, big-endian, of SHA-256("cdi-sample/1", root, seed, stratum, id), joined by 0x1F.
pub fn hash64(root: &str, seed: &str, stratum: &str, id: &str) -> u64 {
    finished(begun(root, seed, stratum), id)
}

/// u = (h + 1/2) / 2^64, between 0 and 1.
pub fn uniform(h64: u64) -> f64 {
    (h64 as f64 + 0.5) / 18_446_744_073_709_551_616.0
}

/// Key of one line: -ln(u)/size, u = (h + 1/2) / 2^64.
pub fn key(root: &str, seed: &str, stratum: &str, id: &str, size: u64) -> f64 {
    -libm::log(uniform(hash64(root, seed, stratum, id))) / size as f64
}

/// A frame checked and digested once, to be drawn from with any seed.
#[derive(Clone, Debug)]
pub struct Race<'a> {
    frame: &'a [FrameLine],
    root: String,
    /// Each stratum's name, and each line's place among them.
    strata: Vec<&'a str>,
    stratum_of: Vec<u32>,
}

impl<'a> Race<'a> {
    /// # Errors
    /// A [`FrameFault`] naming the line.
    pub fn new(frame: &'a [FrameLine]) -> Result<Self, FrameFault> {
        check_lines(frame)?;
        let mut canonical = Canonical::of(frame);
        canonical.sort();
        if let Some(id) = canonical.twice(frame) {
            return Err(FrameFault::Twice(id));
        }
        // Few names, many lines: a set of the few, not a sort of the many.
        let strata: BTreeSet<&str> = frame.iter().map(|line| line.stratum.as_str()).collect();
        let strata: Vec<&str> = strata.into_iter().collect();
        let place = |line: &FrameLine| strata.binary_search(&line.stratum.as_str()).unwrap_or(0) as u32;
        let stratum_of = frame.iter().map(place).collect();
        Ok(Self { frame, root: canonical.root(), strata, stratum_of })
    }

    /// The frame it was made of.
    pub const fn frame(&self) -> &'a [FrameLine] {
        self.frame
    }

    /// SHA-256 of the frame.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The first `n` of the order of this seed; all of it where n is the frame or more. The first n of a
    /// longer list are the shorter list.
    ///
    /// # Errors
    /// [`FrameFault::BadSeed`].
    pub fn first(&self, seed: &str, n: usize) -> Result<Vec<Drawn>, FrameFault> {
        check_seed(seed)?;
        Ok(self.ordered(self.keys(seed, None), n))
    }

    /// The first `n` of one stratum, in the order of this seed.
    ///
    /// # Errors
    /// [`FrameFault::BadSeed`].
    pub fn first_of(&self, stratum: &str, seed: &str, n: usize) -> Result<Vec<Drawn>, FrameFault> {
        check_seed(seed)?;
        let Ok(place) = self.strata.binary_search(&stratum) else { return Ok(Vec::new()) };
        Ok(self.ordered(self.keys(seed, Some(place as u32)), n))
    }

    fn ordered(&self, mut keys: Vec<(f64, u32)>, n: usize) -> Vec<Drawn> {
        if n > 0 && n < keys.len() {
            // Beyond the n-th key nothing need be sorted.
            keys.select_nth_unstable_by(n - 1, |a, b| self.compare(a, b));
        }
        keys.truncate(n);
        keys.sort_unstable_by(|a, b| self.compare(a, b));
        keys.into_iter().map(|(key, line)| Drawn { line: line as usize, key }).collect()
    }

    fn compare(&self, a: &(f64, u32), b: &(f64, u32)) -> core::cmp::Ordering {
        let id = |line: u32| self.frame.get(line as usize).map(|row| row.id.as_bytes());
        a.0.total_cmp(&b.0).then_with(|| id(a.1).cmp(&id(b.1)))
    }

    fn keys(&self, seed: &str, only: Option<u32>) -> Vec<(f64, u32)> {
        // What is hashed before the id is the same for a whole stratum.
        let begun: Vec<Sha256> = self.strata.iter().map(|stratum| begun(&self.root, seed, stratum)).collect();
        let key = |(line, (row, stratum)): (usize, (&FrameLine, &u32))| {
            if only.is_some_and(|only| only != *stratum) {
                return None;
            }
            let hasher = begun.get(*stratum as usize)?.clone();
            Some((-libm::log(uniform(finished(hasher, &row.id))) / row.size as f64, line as u32))
        };
        self.frame.iter().zip(&self.stratum_of).enumerate().filter_map(key).collect()
    }
}

fn begun(root: &str, seed: &str, stratum: &str) -> Sha256 {
    let mut hasher = Sha256::new();
    for part in ["cdi-sample/1", root, seed, stratum] {
        hasher.update(part.as_bytes());
        hasher.update([0x1f]);
    }
    hasher
}

fn finished(mut hasher: Sha256, id: &str) -> u64 {
    hasher.update(id.as_bytes());
    hasher.finalize().iter().take(8).fold(0, |bits, byte| (bits << 8) | u64::from(*byte))
}

/// Orders the whole frame for audit: ascending key, ties by id. The stratum hashed is the line's own;
/// one race over the union.
///
/// # Errors
/// A [`FrameFault`] naming the line.
pub fn draw(frame: &[FrameLine], seed: &str) -> Result<Vec<Drawn>, FrameFault> {
    check_seed(seed)?;
    Race::new(frame)?.first(seed, frame.len())
}

fn check_seed(seed: &str) -> Result<(), FrameFault> {
    let is_good = seed.len() >= 20 && seed.bytes().all(|byte| byte.is_ascii_digit());
    if is_good { Ok(()) } else { Err(FrameFault::BadSeed) }
}

fn check_lines(frame: &[FrameLine]) -> Result<(), FrameFault> {
    let bad = |text: &str| text.is_empty() || text.bytes().any(|byte| byte == b'|') || has_control(text);
    for line in frame {
        if let Some(text) = [&line.id, &line.stratum].into_iter().find(|text| bad(text)) {
            return Err(FrameFault::BadText(text.clone()));
        }
        if line.size == 0 {
            return Err(FrameFault::NoSize(line.id.clone()));
        }
    }
    // Places are kept in 32 bits: 4 GiB of lines, some fifty million incidents.
    let n_bytes: usize = frame.iter().map(|line| line.id.len() + line.stratum.len() + 64).sum();
    if n_bytes > u32::MAX as usize { Err(FrameFault::TooLarge) } else { Ok(()) }
}

fn has_control(text: &str) -> bool {
    text.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    const ROOT: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const SEED: &str = "20190308123456789012";

    fn line(id: &str, size: u64) -> FrameLine {
        FrameLine { id: id.into(), stratum: "violence".into(), size, cap: 1, recorded: 0 }
    }

    /// Reference vector `own_race_keys`.
    #[test]
    fn keys_match_the_vector() {
        for (id, size, h64, key_wanted) in [
            ("INC-0001", 3, 2_054_844_230_688_298_304, 0.731_562_612_340_045_3),
            ("INC-0002", 1, 5_555_038_568_228_697_968, 1.200_182_515_900_723_3),
            ("INC-0003", 10, 15_660_416_616_463_662_275, 0.016_375_158_787_387_115),
            ("INC-0004", 2, 2_361_862_447_243_739_981, 1.027_718_700_789_092),
            ("INC-0005", 5, 16_908_231_217_292_064_134, 0.017_417_464_861_889_633),
        ] {
            assert_eq!(hash64(ROOT, SEED, "violence", id), h64);
            assert!((key(ROOT, SEED, "violence", id, size) - key_wanted).abs() < 1e-12, "{id}");
        }
    }

    #[test]
    fn the_order_of_frame_rows_changes_nothing() {
        let ids = |frame: &[FrameLine]| -> Vec<String> {
            draw(frame, SEED).unwrap().iter().map(|drawn| frame[drawn.line].id.clone()).collect()
        };
        let mut frame: Vec<FrameLine> = (0..50).map(|n| line(&format!("INC-{n:04}"), n % 3 + 1)).collect();
        let order = ids(&frame);
        frame.reverse();
        assert_eq!(ids(&frame), order);
    }

    #[test]
    fn a_prefix_is_the_beginning_of_the_whole_order() {
        let frame: Vec<FrameLine> = (0..500).map(|n| line(&format!("INC-{n:04}"), n % 9 + 1)).collect();
        let whole = draw(&frame, SEED).unwrap();
        let race = Race::new(&frame).unwrap();
        for n in [0, 1, 2, 77, 499, 500, 900] {
            assert_eq!(race.first(SEED, n).unwrap(), whole[..n.min(500)], "{n}");
        }
        assert_eq!(race.root(), frame_root(&frame));
        assert!(race.first("12", 3).is_err());
    }

    /// Exact law of the race on three sizes: the first is drawn in proportion to its size.
    #[test]
    fn the_first_draw_is_in_proportion_to_size() {
        let frame = vec![line("a", 1), line("b", 2), line("c", 5)];
        let n_seeds = 20_000_u64;
        let mut first = [0_u32; 3];
        for n in 0..n_seeds {
            let drawn = draw(&frame, &format!("{n:020}")).unwrap();
            first[drawn[0].line] += 1;
        }
        for (count, share) in first.into_iter().zip([0.125, 0.25, 0.625]) {
            let expected = share * n_seeds as f64;
            let sd = libm::sqrt(expected * (1.0 - share));
            assert!((f64::from(count) - expected).abs() < 4.0 * sd, "{first:?}");
        }
    }

    #[test]
    fn a_stratum_keeps_the_order_of_the_whole() {
        let of = |n: u64| if n.is_multiple_of(3) { "theft" } else { "violence" };
        let frame: Vec<FrameLine> = (0..200)
            .map(|n| FrameLine { stratum: of(n).into(), ..line(&format!("INC-{n:04}"), n % 9 + 1) })
            .collect();
        let race = Race::new(&frame).unwrap();
        for stratum in ["theft", "violence", "robbery"] {
            let whole = race.first(SEED, 200).unwrap();
            let wanted: Vec<Drawn> =
                whole.into_iter().filter(|one| frame[one.line].stratum == stratum).take(20).collect();
            assert_eq!(race.first_of(stratum, SEED, 20).unwrap(), wanted, "{stratum}");
        }
    }

    /// The digest is that of the lines written out and sorted, whatever they begin with.
    #[test]
    fn the_root_is_the_digest_of_the_sorted_lines() {
        for ids in [&["b", "a", "a!", "ab", "a~"][..], &["INC-10", "INC-2", "INC-1", "INC-100"], &["x"], &[]]
        {
            let frame: Vec<FrameLine> =
                ids.iter().enumerate().map(|(n, id)| line(id, 10_u64.pow(n as u32))).collect();
            let mut lines: Vec<String> = frame
                .iter()
                .map(|l| format!("{}|{}|{}|{}|{}\n", l.id, l.stratum, l.size, l.cap, l.recorded))
                .collect();
            lines.sort();
            let digest = Sha256::digest(lines.concat().as_bytes());
            let wanted = digest.iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
            assert_eq!(frame_root(&frame), wanted, "{ids:?}");
        }
    }

    #[test]
    fn frames_that_cannot_be_drawn_from_are_refused() {
        for (frame, seed, fault) in [
            (vec![line("a|b", 1)], SEED, FrameFault::BadText("a|b".into())),
            (vec![line("a", 0)], SEED, FrameFault::NoSize("a".into())),
            (vec![line("a", 1), line("a", 1)], SEED, FrameFault::Twice("a".into())),
            (
                vec![line("a", 7), line("a!", 1), line("ab", 1), line("a", 1)],
                SEED,
                FrameFault::Twice("a".into()),
            ),
            (vec![line("a", 1)], "12", FrameFault::BadSeed),
            (vec![line("a", 1)], "2019030812345678901x", FrameFault::BadSeed),
        ] {
            assert_eq!(draw(&frame, seed), Err(fault.clone()), "{fault}");
        }
    }
}

//! The chain names the first entry that is not as it was written.

use ledger::canonical::{NotCanonical, Value, Why};
use ledger::{Broken, Chain, Entry, Hash, Nonce, StoredEntry, commitment};
use proptest::prelude::*;

#[derive(Clone, Debug, PartialEq)]
struct Row {
    seq: i64,
    at: i64,
    actor: Vec<u8>,
    kind: Vec<u8>,
    version: i64,
    subject: Vec<u8>,
    body: Vec<u8>,
    prev: Vec<u8>,
    hash: Vec<u8>,
}

impl Row {
    fn stored(&self) -> StoredEntry<'_> {
        StoredEntry {
            seq: self.seq,
            at: self.at,
            actor: &self.actor,
            kind: &self.kind,
            version: self.version,
            subject: &self.subject,
            body: &self.body,
            prev: &self.prev,
            hash: &self.hash,
        }
    }

    /// As one who can write the database would after a change: the row hashes right again.
    fn rehash(&mut self, prev: Hash) {
        let text = |bytes: &Vec<u8>| String::from_utf8(bytes.clone()).unwrap();
        let (actor, kind, subject) = (text(&self.actor), text(&self.kind), text(&self.subject));
        let entry = Entry {
            seq: self.seq as u64,
            at: self.at,
            actor: &actor,
            kind: &kind,
            version: self.version as u32,
            subject: &subject,
            body: &self.body,
        };
        self.prev = prev.0.to_vec();
        self.hash = entry.hash(&prev).0.to_vec();
    }
}

fn ledger(n: i64) -> Vec<Row> {
    let mut prev = Hash::ZERO;
    (1..=n)
        .map(|seq| {
            let body = Value::object([("n", Value::from(seq))]).to_bytes();
            let (actor, kind) = (b"officer-1".to_vec(), b"report_taken".to_vec());
            let subject = format!("incident-{seq}").into_bytes();
            let at = 1_700_000_000_000_000 + seq * 1_000_000;
            let mut row = Row { seq, at, actor, kind, version: 1, subject, body, prev: vec![], hash: vec![] };
            row.rehash(prev);
            prev = Hash::from_slice(&row.hash).unwrap();
            row
        })
        .collect()
}

fn verify(rows: &[Row]) -> Result<Chain, Broken> {
    let mut chain = Chain::new();
    rows.iter().try_for_each(|row| chain.check(&row.stored()).map(|_| ()))?;
    Ok(chain)
}

#[test]
fn the_format_does_not_change() {
    // Computed apart, by Python's hashlib, from the definition in the module's text.
    let entry = Entry {
        seq: 1,
        at: 1_764_086_400_000_000,
        actor: "officer-1",
        kind: "report_taken",
        version: 1,
        subject: "incident-1",
        body: br#"{"n":1}"#,
    };
    assert_eq!(entry.hash(&Hash::ZERO).to_hex(), GOLDEN);
}
const GOLDEN: &str = "c109a6e2ee60a3e34e435ea45b6f6948aa39608dc5ae6040d8db58bbd9eb9741";

#[test]
fn what_was_written_is_in_order() {
    let rows = ledger(100);
    let chain = verify(&rows).unwrap();
    assert_eq!(chain.size(), 100);
    assert_eq!(chain.head().0.to_vec(), rows[99].hash);
}

#[test]
fn each_way_of_tampering_names_the_first_bad_entry() {
    type Tamper = fn(&mut Vec<Row>);
    let cases: &[(&str, Tamper, Broken)] = &[
        ("body edited", |rows| rows[41].body = br#"{"n":43}"#.to_vec(), Broken::Changed { seq: 42 }),
        ("time edited", |rows| rows[41].at += 1, Broken::Changed { seq: 42 }),
        ("actor edited", |rows| rows[41].actor.push(b'x'), Broken::Changed { seq: 42 }),
        ("kind edited", |rows| rows[41].kind.push(b'x'), Broken::Changed { seq: 42 }),
        ("version edited", |rows| rows[41].version = 2, Broken::Changed { seq: 42 }),
        ("subject edited", |rows| rows[41].subject.push(b'x'), Broken::Changed { seq: 42 }),
        ("hash edited", |rows| rows[41].hash[0] ^= 1, Broken::Changed { seq: 42 }),
        ("prev edited", |rows| rows[41].prev[0] ^= 1, Broken::Changed { seq: 42 }),
        (
            "a byte moved between fields",
            |rows| {
                let byte = rows[41].kind.remove(0);
                rows[41].actor.push(byte);
            },
            Broken::Changed { seq: 42 },
        ),
        (
            "edited and hashed again",
            |rows| {
                rows[41].at += 1;
                let prev = Hash::from_slice(&rows[40].hash).unwrap();
                rows[41].rehash(prev);
            },
            Broken::DoesNotFollow { seq: 43 },
        ),
        ("deleted", |rows| drop(rows.remove(41)), Broken::Missing { from: 42, to: 42 }),
        ("first ones deleted", |rows| drop(rows.drain(..3)), Broken::Missing { from: 1, to: 3 }),
        (
            "deleted and renumbered",
            |rows| {
                rows.remove(41);
                rows[41..].iter_mut().for_each(|row| row.seq -= 1);
            },
            Broken::Changed { seq: 42 },
        ),
        (
            "inserted and renumbered",
            |rows| {
                let mut row = rows[41].clone();
                row.at += 1;
                let prev = Hash::from_slice(&rows[40].hash).unwrap();
                row.rehash(prev);
                rows.insert(41, row);
                rows[42..].iter_mut().for_each(|row| row.seq += 1);
            },
            Broken::Changed { seq: 43 },
        ),
        (
            "two swapped",
            |rows| {
                rows.swap(41, 42);
                rows[41].seq = 42;
                rows[42].seq = 43;
            },
            Broken::Changed { seq: 42 },
        ),
        ("numbered below", |rows| rows[41].seq = 0, Broken::OutOfOrder { seq: 0, expected: 42 }),
        ("numbered negative", |rows| rows[41].seq = -42, Broken::OutOfOrder { seq: -42, expected: 42 }),
        ("twice", |rows| rows[42] = rows[41].clone(), Broken::OutOfOrder { seq: 42, expected: 43 }),
        ("not text", |rows| rows[41].actor = vec![0xff], Broken::Unreadable { seq: 42, column: "actor" }),
        ("bad version", |rows| rows[41].version = -1, Broken::Unreadable { seq: 42, column: "version" }),
        ("no hash", |rows| rows[41].hash.clear(), Broken::Unreadable { seq: 42, column: "hash" }),
        ("short prev", |rows| rows[41].prev.truncate(31), Broken::Unreadable { seq: 42, column: "prev" }),
    ];
    for (name, tamper, broken) in cases {
        let mut rows = ledger(100);
        tamper(&mut rows);
        assert_eq!(verify(&rows).unwrap_err(), *broken, "{name}");
        assert!(broken.to_string().contains(&broken.seq().to_string()), "{name}: {broken}");
    }
}

#[test]
fn an_entry_that_hashes_right_but_is_not_canonical_was_not_written_by_onrecord() {
    for (body, at) in [(&b"{\"n\": 5}"[..], 5), (b"[1]", 0), (b"7", 0)] {
        let mut rows = ledger(5);
        rows[4].body = body.to_vec();
        let prev = Hash::from_slice(&rows[3].hash).unwrap();
        rows[4].rehash(prev);
        let fault = NotCanonical { at, why: Why::Unexpected };
        assert_eq!(verify(&rows).unwrap_err(), Broken::NotCanonical { seq: 5, fault });
    }
}

#[test]
fn a_clock_that_was_set_back_is_told_and_is_no_fault() {
    let mut rows = ledger(3);
    rows[1].at = rows[0].at - 5;
    let first = Hash::from_slice(&rows[0].hash).unwrap();
    rows[1].rehash(first);
    let prev = Hash::from_slice(&rows[1].hash).unwrap();
    rows[2].rehash(prev);
    let mut chain = Chain::new();
    let stepped: Vec<Option<u64>> =
        rows.iter().map(|row| chain.check(&row.stored()).unwrap().stepped_back_by).collect();
    assert_eq!(stepped, [None, Some(5), None]);
}

#[test]
fn a_commitment_binds_row_and_nonce() {
    let row = Value::object([("surname", Value::from("Ambridge"))]);
    let bound = commitment(&Nonce([7; 32]), &row);
    // SHA-256 of 32 bytes 0x07 and {"surname":"Ambridge"}, by Python's hashlib.
    assert_eq!(bound.to_hex(), "1a0af7dec558b8d730800afc536a185e30fb3570c1f28b017190f6f31b354ee8");
    assert_ne!(commitment(&Nonce([8; 32]), &row), bound);
    assert_ne!(commitment(&Nonce([7; 32]), &Value::object([("surname", Value::from("ambridge"))])), bound);
    assert_eq!(format!("{:?}", Nonce([7; 32])), "Nonce(..)");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// Whatever bit of whatever column is turned over, the entry it stands in is named.
    #[test]
    fn any_flipped_bit_is_found_where_it_is(row in 0usize..20, column in 0usize..9, at in any::<usize>(), bit in 0u32..8) {
        let mut rows = ledger(20);
        let flip = |bytes: &mut Vec<u8>| { let at = at % bytes.len(); bytes[at] ^= 1 << bit; };
        let flip_number = |number: &mut i64| *number ^= 1 << ((at % 8) as u32 * 8 + bit);
        match column {
            0 => flip_number(&mut rows[row].seq),
            1 => flip_number(&mut rows[row].at),
            2 => flip(&mut rows[row].actor),
            3 => flip(&mut rows[row].kind),
            4 => flip_number(&mut rows[row].version),
            5 => flip(&mut rows[row].subject),
            6 => flip(&mut rows[row].body),
            7 => flip(&mut rows[row].prev),
            _ => flip(&mut rows[row].hash),
        }
        let broken = verify(&rows).unwrap_err();
        prop_assert_eq!(broken.seq(), row as u64 + 1);
    }

    #[test]
    fn rows_of_anything_never_panic(seq: i64, at: i64, version: i64, text: [Vec<u8>; 6]) {
        let [actor, kind, subject, body, prev, hash] = text;
        let row = Row { seq, at, actor, kind, version, subject, body, prev, hash };
        prop_assert!(Chain::new().check(&row.stored()).is_err());
    }
}

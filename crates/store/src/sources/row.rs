//! A row as it is stored, and the hash that its load's root is made of.

use ledger::Hash;

use crate::fault::Fault;
use crate::sql::Row;

/// The first field of the hash of an observation row.
const DOMAIN: &[u8] = b"onrecord/observation/1";
/// The first field of the hash of a personal row's place.
const PLACE_DOMAIN: &[u8] = b"onrecord/personal-place/1";

/// An observation row as stored, its bytes trusted in nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// Its load.
    pub load: i64,
    /// Its place in the load, from 1.
    pub position: i64,
    /// The source.
    pub source: Vec<u8>,
    /// Which kind of record.
    pub record_table: Vec<u8>,
    /// The record's reference.
    pub reference: Vec<u8>,
    /// What else it is about.
    pub related: Vec<u8>,
    /// Which version of the record.
    pub version: i64,
    /// When it happened.
    pub at: Option<i64>,
    /// Where it stands.
    pub status: Vec<u8>,
    /// The canonical body.
    pub body: Vec<u8>,
    /// 32 bytes for each personal row that it had.
    pub commitments: Vec<u8>,
}

/// A personal row as stored.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonalRow {
    /// Its load.
    pub load: i64,
    /// Its observation's place.
    pub position: i64,
    /// Which part, from nought.
    pub part: i64,
    /// 32 random bytes.
    pub nonce: Vec<u8>,
    /// The canonical body.
    pub body: Vec<u8>,
}

impl Observation {
    /// From load, position, source, record_table, reference, related, version, at, status, body,
    /// commitments.
    pub(crate) fn of(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            load: row.raw_int(0)?,
            position: row.raw_int(1)?,
            source: row.raw(2)?,
            record_table: row.raw(3)?,
            reference: row.raw(4)?,
            related: row.raw(5)?,
            version: row.raw_int(6)?,
            at: row.maybe_int(7)?,
            status: row.raw(8)?,
            body: row.raw(9)?,
            commitments: row.raw(10)?,
        })
    }
}

impl PersonalRow {
    pub(crate) fn of(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            load: row.raw_int(0)?,
            position: row.raw_int(1)?,
            part: row.raw_int(2)?,
            nonce: row.raw(3)?,
            body: row.raw(4)?,
        })
    }
}

/// The leaf of an observation row: every column, and with the commitments the personal rows it had.
pub fn leaf(row: &Observation) -> Hash {
    let at = row.at.map_or_else(Vec::new, |at| at.to_be_bytes().to_vec());
    let hash = Hash::of_fields(&[
        DOMAIN,
        &row.load.to_be_bytes(),
        &row.position.to_be_bytes(),
        &row.source,
        &row.record_table,
        &row.reference,
        &row.related,
        &row.version.to_be_bytes(),
        &at,
        &row.status,
        &row.body,
        &row.commitments,
    ]);
    ledger::merkle::leaf(&hash)
}

/// The leaf of a personal row's place, for the list of what an erasure took.
pub fn personal_place_leaf(load: i64, position: i64, part: i64) -> Hash {
    let fields = [load, position, part].map(i64::to_be_bytes);
    let [load, position, part] = &fields;
    ledger::merkle::leaf(&Hash::of_fields(&[PLACE_DOMAIN, load, position, part]))
}

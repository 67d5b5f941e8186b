//! The suppression list: what was erased is not taken in again.
//!
//! A person is known again by salted digests of the source's own key and of name and birth date, so
//! that the list itself names nobody.

use std::collections::HashSet;

use ledger::{Hash, Value};

use crate::binds;
use crate::content::{Content, what};
use crate::fault::Fault;
use crate::sql::Tx;

/// What is suppressed of one source.
#[derive(Clone, Debug, Default)]
pub(crate) struct Suppressed {
    salt: Vec<u8>,
    /// Reference and what: `all`, or the kind of a personal part.
    parts: HashSet<(String, String)>,
    /// Reference (empty: any) and digest of a person.
    people: HashSet<(String, Vec<u8>)>,
}

/// Under this word everything personal of a reference is suppressed.
pub(crate) const ALL: &str = "all";

impl Suppressed {
    pub(crate) async fn of(tx: &mut Tx, source: &str) -> Result<Self, Fault> {
        let mut list = Self { salt: suppression_salt(tx).await?.unwrap_or_default(), ..Self::default() };
        let rows = tx
            .rows("SELECT reference, what, digest FROM suppression WHERE source = $1", binds![source])
            .await?;
        for row in rows {
            let (reference, kind, digest) = (row.text(0)?, row.text(1)?, row.bytes(2)?);
            if kind == what::PERSON {
                list.people.insert((reference, digest));
            } else {
                list.parts.insert((reference, kind));
            }
        }
        Ok(list)
    }

    /// Takes out of a record what was erased before, and says how many parts that were.
    pub(crate) fn keep_out(&self, content: &mut Content) -> u64 {
        if self.parts.is_empty() && self.people.is_empty() {
            return 0;
        }
        let n = content.personal.len();
        let reference = content.reference.clone();
        content.personal.retain(|part| !self.holds(&reference, part));
        (n - content.personal.len()) as u64
    }

    fn holds(&self, reference: &str, part: &Value) -> bool {
        let kind = part.find("what").and_then(Value::as_text).unwrap_or_default();
        let named = |kind: &str| self.parts.contains(&(reference.to_owned(), kind.to_owned()));
        if named(ALL) || named(kind) {
            return true;
        }
        kind == what::PERSON
            && person_digests(&self.salt, part).into_iter().any(|digest| {
                let digest = digest.0.to_vec();
                self.people.contains(&(String::new(), digest.clone()))
                    || self.people.contains(&(reference.to_owned(), digest))
            })
    }
}

/// The salt, where something was erased before.
pub(crate) async fn suppression_salt(tx: &mut Tx) -> Result<Option<Vec<u8>>, Fault> {
    let row = tx.find("SELECT value FROM secret WHERE name = 'suppression'", Vec::new()).await?;
    row.map(|row| row.bytes(0)).transpose()
}

/// By what a person is known again: the source's key; else name and birth date.
pub(crate) fn person_digests(salt: &[u8], part: &Value) -> Vec<Hash> {
    let folded = |name: &str| {
        part.find(name).and_then(Value::as_text).map(|text| text.trim().to_lowercase()).unwrap_or_default()
    };
    let (id, surname, forename) = (folded("person_id"), folded("surname"), folded("forename"));
    let born = part.find("born").map(|born| born.to_bytes()).unwrap_or_default();
    let mut digests = Vec::new();
    if !id.is_empty() {
        digests.push(Hash::of_fields(&[b"onrecord/person/key/1", salt, id.as_bytes()]));
    }
    if !surname.is_empty() && (!forename.is_empty() || !born.is_empty()) {
        let fields: [&[u8]; 5] =
            [b"onrecord/person/name/1", salt, surname.as_bytes(), forename.as_bytes(), &born];
        digests.push(Hash::of_fields(&fields));
    }
    digests
}

/// The leaf of an entry of the suppression list.
pub(crate) fn suppression_leaf(source: &[u8], reference: &[u8], what: &[u8], digest: &[u8]) -> Hash {
    let fields = [b"onrecord/suppression/1".as_slice(), source, reference, what, digest];
    ledger::merkle::leaf(&Hash::of_fields(&fields))
}

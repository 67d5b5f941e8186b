//! What is held of somebody: their own rows, and the free texts that name them.

use std::collections::BTreeSet;

use ledger::Value;

use super::{Doomed, Plan, Suppression};
use crate::binds;
use crate::content::what;
use crate::fault::Fault;
use crate::sources::{ALL, PAGE, person_digests, suppression_salt};
use crate::sql::Tx;

/// Whose data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everything personal of one incident or crime.
    Reference {
        /// The source.
        source: String,
        /// The reference.
        reference: String,
    },
    /// One person, by the key the source has for them.
    PersonId {
        /// The source.
        source: String,
        /// The key.
        person_id: String,
    },
    /// One person, by name, in every source; with the date of birth where it is known.
    Named {
        /// Surname.
        surname: String,
        /// Forename.
        forename: String,
        /// Date of birth, `1984-02-29`.
        born: Option<String>,
    },
}

/// A personal row as it is looked at.
struct Looked {
    row: Doomed,
    value: Value,
}

/// By what the person is found in free text.
#[derive(Default)]
struct Traces {
    /// Source and reference of the records they stand in.
    records: BTreeSet<(String, String)>,
    surnames: BTreeSet<String>,
    /// Forename and surname, either way round; telephone numbers.
    sure: BTreeSet<String>,
}

/// Finds it all. `fresh` becomes the suppression list's salt where it has none.
pub(super) async fn plan(tx: &mut Tx, whom: &Whom, fresh: Option<Vec<u8>>) -> Result<Plan, Fault> {
    let salt = suppression_salt(tx).await?.or(fresh).unwrap_or_default();
    let mut plan = Plan::default();
    let mut suppressions = BTreeSet::new();
    if let Whom::Reference { source, reference } = whom {
        scan(tx, &mut |looked| {
            if looked.row.source == *source && looked.row.reference == *reference {
                plan.rows.push(looked.row);
            }
        })
        .await?;
        suppressions.insert(suppression(source, reference, ALL, Vec::new()));
    } else {
        let mut traces = Traces::default();
        scan(tx, &mut |looked| {
            if is_whom(&looked, whom) {
                traces.take(&looked);
                suppressions.extend(of_person(&looked, &salt));
                plan.rows.push(looked.row);
            }
        })
        .await?;
        traces.of_the_request(whom);
        scan(tx, &mut |looked| {
            if looked.row.what != what::PERSON && traces.name(&looked) {
                let row = &looked.row;
                suppressions.insert(suppression(&row.source, &row.reference, &row.what, Vec::new()));
                plan.rows.push(looked.row);
            }
        })
        .await?;
    }
    plan.rows.sort();
    if !plan.rows.is_empty() {
        plan.suppressions = suppressions.into_iter().collect();
    }
    Ok(plan)
}

fn suppression(source: &str, reference: &str, what: &str, digest: Vec<u8>) -> Suppression {
    Suppression { source: source.into(), reference: reference.into(), what: what.into(), digest }
}

/// The source's key is kept out in every record; a name with a birth date too; a bare name, which
/// others may bear, only in the record it stood in.
fn of_person(looked: &Looked, salt: &[u8]) -> Vec<Suppression> {
    let row = &looked.row;
    let has_key = looked.value.find("person_id").is_some();
    let is_sure = has_key || looked.value.find("born").is_some();
    let digests = person_digests(salt, &looked.value);
    let reference = if is_sure { "" } else { row.reference.as_str() };
    digests
        .into_iter()
        .map(|digest| suppression(&row.source, reference, what::PERSON, digest.0.to_vec()))
        .collect()
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}

fn field(value: &Value, name: &str) -> String {
    value.find(name).and_then(Value::as_text).map(folded).unwrap_or_default()
}

fn is_whom(looked: &Looked, whom: &Whom) -> bool {
    if looked.row.what != what::PERSON {
        return false;
    }
    let value = &looked.value;
    match whom {
        Whom::Reference { .. } => false,
        Whom::PersonId { source, person_id } => {
            looked.row.source == *source && field(value, "person_id") == folded(person_id)
        }
        Whom::Named { surname, forename, born } => {
            let same_name =
                field(value, "surname") == folded(surname) && field(value, "forename") == folded(forename);
            // A record without a birth date may be theirs: erasing it errs on their side.
            same_name && born.as_ref().is_none_or(|born| born_on(value).is_none_or(|held| held == *born))
        }
    }
}

fn born_on(value: &Value) -> Option<String> {
    let seconds = value.find("born")?.as_list()?.first()?.as_integer()?;
    Some(terms::Zone::london().day_of(terms::Instant::exact(seconds)).to_string())
}

impl Traces {
    fn take(&mut self, looked: &Looked) {
        let value = &looked.value;
        self.records.insert((looked.row.source.clone(), looked.row.reference.clone()));
        let (surname, forename) = (field(value, "surname"), field(value, "forename"));
        self.names(surname, forename);
        let phone: String = field(value, "phone").chars().filter(char::is_ascii_digit).collect();
        if phone.len() >= 7 {
            self.sure.insert(phone);
        }
    }

    fn of_the_request(&mut self, whom: &Whom) {
        if let Whom::Named { surname, forename, .. } = whom {
            self.names(folded(surname), folded(forename));
        }
    }

    fn names(&mut self, surname: String, forename: String) {
        if surname.is_empty() {
            return;
        }
        if !forename.is_empty() {
            self.sure.insert(format!("{forename} {surname}"));
            self.sure.insert(format!("{surname} {forename}"));
        }
        self.surnames.insert(surname);
    }

    /// In a record of theirs the surname is enough; elsewhere the full name or the telephone number.
    fn name(&self, looked: &Looked) -> bool {
        let Value::Object(fields) = &looked.value else { return false };
        let texts =
            fields.iter().filter(|(name, _)| *name != "what").filter_map(|(_, value)| value.as_text());
        let text = words(&texts.collect::<Vec<_>>().join(" "));
        let is_theirs = self.records.contains(&(looked.row.source.clone(), looked.row.reference.clone()));
        let holds = |name: &String| text.contains(&format!(" {} ", words(name).trim()));
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        self.sure.iter().any(|sure| {
            holds(sure) || (sure.bytes().all(|byte| byte.is_ascii_digit()) && digits.contains(sure.as_str()))
        }) || ((is_theirs || looked.row.what == what::VALUE) && self.surnames.iter().any(holds))
    }
}

/// Lower-case words with one space around each, so that a name is found whatever stands beside it.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len() + 2);
    words.push(' ');
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        words.extend(word.chars().flat_map(char::to_lowercase));
        words.push(' ');
    }
    words
}

/// Looks at every personal row of sealed loads.
async fn scan(tx: &mut Tx, look: &mut (dyn FnMut(Looked) + Send)) -> Result<(), Fault> {
    let mut after = (0, 0, -1);
    loop {
        let rows = tx
            .rows(
                "SELECT p.load, p.position, p.part, p.nonce, p.body, o.record_table, o.source, o.reference
                 FROM personal p
                 JOIN sealed s ON s.load = p.load
                 JOIN observation o ON o.load = p.load AND o.position = p.position
                 WHERE (p.load, p.position, p.part) > ($1, $2, $3)
                 ORDER BY p.load, p.position, p.part LIMIT $4",
                binds![after.0, after.1, after.2, PAGE],
            )
            .await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let place = (row.int(0)?, row.int(1)?, row.int(2)?);
            after = place;
            let body = row.raw(4)?;
            let value = Value::from_bytes(&body)
                .map_err(|fault| Fault::Damaged(format!("A personal row cannot be read ({fault}).")))?;
            let what = value.find("what").and_then(Value::as_text).unwrap_or_default().to_owned();
            let row = Doomed {
                place,
                table: row.text(5)?,
                source: row.text(6)?,
                reference: row.text(7)?,
                what,
                nonce: row.raw(3)?,
                body,
            };
            look(Looked { row, value });
        }
    }
}

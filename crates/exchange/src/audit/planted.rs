//! The sealed file of planted logs: known answers, opened at the end. Its digest stands in the plan.

use std::collections::BTreeMap;
use std::path::Path;

use super::sheet::Sheet;
use crate::fault::Fault;

/// Planted logs with their known answers.
pub struct Planted {
    /// Name of the file.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Groups of the crimes each log owes, by reference.
    pub answers: BTreeMap<String, Vec<String>>,
}

/// Columns of the file.
pub const COLUMNS: [&str; 3] = ["incident_ref", "crime", "class"];

/// Reads the sealed file: one line a crime, or one with crime 0 where none is owed.
///
/// # Errors
/// [`Fault`] with every line that cannot stand.
pub fn read(path: &Path) -> Result<Planted, Fault> {
    let sheet = Sheet::read(path, &COLUMNS, &["note", "salt"])?;
    let mut answers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in sheet.rows() {
        let (id, class) = (row.text("incident_ref").to_owned(), row.text("class").to_lowercase());
        if id.is_empty() || id.contains('|') {
            wrong.push((row.line, format!("incident_ref \"{id}\" is empty or holds |.")));
            continue;
        }
        let held = answers.entry(id.clone()).or_default();
        let expected = held.len() as u64 + 1;
        match row.whole("crime") {
            Err(why) => wrong.push((row.line, why)),
            Ok(Some(0)) if held.is_empty() => {}
            Ok(Some(number)) if number == expected && !class.is_empty() => held.push(class),
            Ok(_) => wrong.push((
                row.line,
                format!("{id}: crimes are numbered 1, 2, 3, each with its class, or one line says 0."),
            )),
        }
    }
    if !wrong.is_empty() {
        return Err(Fault::not_a_table(sheet.name, super::reasons(&wrong)));
    }
    Ok(Planted { name: sheet.name, digest: sheet.digest, answers })
}

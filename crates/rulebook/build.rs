//! Turns an edition's data (rulebook-data/) into tables of the program, so that a rule id that does
//! not exist is refused by the compiler, and nothing is parsed at run time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rulebook-data/2026-04");
    println!("cargo::rerun-if-changed={}", data.display());
    let mut out = String::new();
    rules(&data, &mut out);
    let offences = offences(&data, &mut out);
    principal(&data, &offences, &mut out);
    n_codes(&data, &mut out);
    authority(&data, &mut out);
    victims_code(&data, &mut out);
    let target = PathBuf::from(std::env::var("OUT_DIR").expect("cargo says where")).join("edition.rs");
    std::fs::write(target, out).expect("the tables can be written");
}

fn rules(data: &Path, out: &mut String) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(data.join("rules"))
        .expect("rules/ is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    files.sort();
    let mut all: BTreeMap<String, toml::Table> = BTreeMap::new();
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let text = std::fs::read_to_string(&file).expect("readable");
        let table: toml::Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        for rule in table["rule"].as_array().expect("[[rule]]") {
            let rule = rule.as_table().expect("a table");
            let id = rule["id"].as_str().expect("id").to_owned();
            assert!(
                all.insert(id.clone(), rule.clone()).is_none(),
                "{}: rule {id} stands twice",
                file.display()
            );
        }
    }
    out.push_str("/// Every rule of the edition, sorted by id.\npub static RULES: &[Rule] = &[\n");
    for (id, rule) in &all {
        let get = |key: &str| rule.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
        for key in ["says", "source", "page", "status"] {
            assert!(!get(key).is_empty(), "rule {id} has no {key}");
        }
        let status = match get("status").as_str() {
            "verified" => "Verified",
            "secondary" => "Secondary",
            "interpretation" => "Interpretation",
            "unverified" => "Unverified",
            other => {
                panic!("rule {id}: status {other} is none of verified, secondary, interpretation, unverified")
            }
        };
        let _ = writeln!(
            out,
            "    Rule {{ id: {id:?}, says: {:?}, source: {:?}, page: {:?}, from: {:?}, to: {:?}, status: RuleStatus::{status} }},",
            get("says"),
            get("source"),
            get("page"),
            get("from"),
            get("to")
        );
    }
    out.push_str(
        "];\n/// Ids of the rules: `id::A_09` is rule A-09.\npub mod id {\n    use super::RuleId;\n",
    );
    for (place, (id, rule)) in all.iter().enumerate() {
        let name = id.to_uppercase().replace(['-', '/', '.'], "_");
        let says = rule["says"].as_str().unwrap_or_default();
        let _ = writeln!(out, "    #[doc = {says:?}]\n    pub const {name}: RuleId = RuleId({place});");
    }
    out.push_str("}\n");
}

/// Writes the list and an index of its classes; hands the rows on in their order.
fn offences(data: &Path, out: &mut String) -> Vec<BTreeMap<String, String>> {
    let mut rows = table(&data.join("offences.csv"));
    rows.sort_by(|a, b| (&a["code"], &a["class"]).cmp(&(&b["code"], &b["class"])));
    out.push_str("/// The notifiable offence list, by code.\npub static OFFENCES: &[Offence] = &[\n");
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        classes.entry(&row["class"]).or_insert(at);
        let months = match row["max_months"].as_str() {
            "life" => "u16::MAX".to_owned(),
            "" => "0".to_owned(),
            other => other.parse::<u16>().expect("months").to_string(),
        };
        let _ = writeln!(
            out,
            "    Offence {{ code: {:?}, class: {:?}, category: {:?}, offence: {:?}, mode: {:?}, max_months: {months}, basis: {:?}, group: {:?}, current: {}, commenced: {:?}, ceased: {:?} }},",
            row["code"],
            row["class"],
            row["category"],
            row["offence"],
            row["mode"],
            row["basis"],
            row["group"],
            row["current"] == "yes",
            row["commenced"],
            row["ceased"]
        );
    }
    out.push_str("];\n/// Each class with the place of its first row in the list, by class.\npub static CLASSES: &[(&str, usize)] = &[\n");
    for (class, at) in classes {
        let _ = writeln!(out, "    ({class:?}, {at}),");
    }
    out.push_str("];\n");
    rows
}

fn principal(data: &Path, offences: &[BTreeMap<String, String>], out: &mut String) {
    out.push_str("/// The principal crime look-up table, in its printed order.\npub static PRINCIPAL: &[Principal] = &[\n");
    let stands_for = |classes: &[String], codes: &[String]| {
        let of_class = |row: &BTreeMap<String, String>| classes.first() == Some(&row["class"]);
        let exact = offences.iter().position(|row| of_class(row) && codes.first() == Some(&row["code"]));
        exact.or_else(|| offences.iter().position(of_class))
    };
    for row in table(&data.join("principal-crime.csv")) {
        let list =
            |key: &str| row[key].split(';').filter(|c| !c.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let _ = writeln!(
            out,
            "    Principal {{ order: {}, offence: {:?}, classes: &{:?}, codes: &{:?}, row: {:?} }},",
            row["order"],
            row["offence"],
            list("classes"),
            list("codes"),
            stands_for(&list("classes"), &list("codes"))
        );
    }
    out.push_str("];\n");
}

fn n_codes(data: &Path, out: &mut String) {
    out.push_str(
        "/// The notifiable reported incidents, with their years.\npub static N_CODES: &[NCode] = &[\n",
    );
    for row in table(&data.join("n-codes.csv")) {
        let year =
            |key: &str, none: &str| if row[key].is_empty() { none.to_owned() } else { row[key].clone() };
        let _ = writeln!(
            out,
            "    NCode {{ code: {:?}, incident: {:?}, from_year: {}, to_year: {} }},",
            row["code"],
            row["incident"],
            year("from_year", "0"),
            year("to_year", "9999")
        );
    }
    out.push_str("];\n");
}

/// `AU-01` as the name of its constant.
fn constant(rule: &str) -> String {
    format!("id::{}", rule.to_uppercase().replace(['-', '/', '.'], "_"))
}

fn authority(data: &Path, out: &mut String) {
    out.push_str("/// Who may decide what.\npub static AUTHORITY: &[Authority] = &[\n");
    for row in table(&data.join("authority.csv")) {
        let word = |key: &str| {
            row[key].split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect::<String>()
        };
        let no_registrar = match row["where"].as_str() {
            "always" => false,
            "no_registrar_on_register" => true,
            other => panic!("authority.csv: {other} is neither always nor no_registrar_on_register"),
        };
        let _ = writeln!(
            out,
            "    Authority {{ decision: Matter::{}, who: crate::facts::ask::DecisionMaker::{}, only_without_registrar: {no_registrar}, rule: {} }},",
            word("decision"),
            word("who"),
            constant(&row["rule"])
        );
    }
    out.push_str("];\n");
}

fn victims_code(data: &Path, out: &mut String) {
    out.push_str(
        "/// What the Victims' Code gives a victim.\npub static VICTIMS_CODE: &[Entitlement] = &[\n",
    );
    for row in table(&data.join("victims-code.csv")) {
        let _ = writeln!(
            out,
            "    Entitlement {{ rule: {}, what: {:?}, what_enhanced: {:?}, from: {:?}, to: {:?} }},",
            constant(&row["rule"]),
            row["what"],
            row["what_enhanced"],
            row["from"],
            row["to"]
        );
    }
    out.push_str("];\n");
}

/// Rows of a CSV file as maps from header to value.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    println!("cargo::rerun-if-changed={}", path.display());
    let text = std::fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut records = records(&text).into_iter();
    let header = records.next().expect("a header");
    records.map(|record| header.iter().cloned().zip(record).collect()).collect()
}

fn records(mut text: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv_core::Reader::new();
    let (mut field, mut row, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let mut buffer = [0_u8; 4096];
    loop {
        let (result, n_in, n_out) = reader.read_field(text, &mut buffer);
        text = &text[n_in..];
        field.extend_from_slice(&buffer[..n_out]);
        match result {
            csv_core::ReadFieldResult::Field { record_end } => {
                row.push(String::from_utf8(std::mem::take(&mut field)).expect("UTF-8"));
                if record_end {
                    rows.push(std::mem::take(&mut row));
                }
            }
            csv_core::ReadFieldResult::End => return rows,
            csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
        }
    }
}

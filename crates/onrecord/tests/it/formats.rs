//! Spreadsheets and Parquet with values of their own kinds: the same rows as CSV would have given.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array,
    RecordBatch, StringArray, StructArray, TimestampMicrosecondArray, TimestampMillisecondArray,
};
use arrow_schema::{DataType, Field};
use exchange::intake::{self, Intake};
use exchange::{Extract, Table};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::convert::{self, ods, row};
use crate::support::*;

const CSV: &str = "incident_ref,received_at,attended_at,closed_at,easting,latitude,longitude,domestic_abuse,crime_refs,text\n\
    000123,2018-11-05T09:15:00,2018-11-05,2018-11-06T00:00:00,,51.5,-1.25,yes,C1;C2,\"two words\nand a line\"\n\
    000124,2018-07-05T23:59:59,2018-07-06,,,,,no,C3,é £ ’\n";

pub fn read(files: &[(Table, PathBuf)], mapping: Option<&str>) -> Result<Extract, exchange::Fault> {
    exchange::child::use_program(env!("CARGO_BIN_EXE_onrecord"));
    let folder = tempfile::tempdir().unwrap();
    let mappings = mapping.iter().map(|text| {
        let path = folder.path().join("m.toml");
        std::fs::write(&path, text).unwrap();
        path
    });
    let intake = Intake { files: files.to_vec(), mappings: mappings.collect() };
    intake::read(&intake, &mut |_, _| {})
}

fn incidents(path: &Path, mapping: Option<&str>) -> Extract {
    read(&[(Table::Incidents, path.to_owned())], mapping).unwrap_or_else(|fault| panic!("{fault}"))
}

fn refs(extract: &Extract) -> Vec<&str> {
    extract.incidents.iter().map(|row| row.incident_ref.as_ref().map_or("", |r| r.as_str())).collect()
}

fn same_as_csv(path: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("a.csv");
    std::fs::write(&csv, CSV).unwrap();
    let (expect, got) = (incidents(&csv, None), incidents(path, None));
    assert!(expect.quarantine.is_empty());
    assert_eq!(format!("{:#?}", got.incidents), format!("{:#?}", expect.incidents), "{:?}", got.quarantine);
    assert_eq!(got.quarantine, expect.quarantine);
}

#[test]
fn xlsx_with_dates_numbers_and_yes_or_no() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let mut workbook = Workbook::new();
    let (day, minute, padded) = (
        Format::new().set_num_format("dd/mm/yyyy"),
        Format::new().set_num_format("dd/mm/yyyy hh:mm"),
        Format::new().set_num_format("000000"),
    );
    let sheet = workbook.add_worksheet();
    for (column, name) in CSV.lines().next().unwrap().split(',').enumerate() {
        sheet.write_string(0, column as u16, name).unwrap();
    }
    let at = |text: &str| ExcelDateTime::parse_from_str(text).unwrap();
    sheet.write_number_with_format(1, 0, 123.0, &padded).unwrap();
    sheet.write_datetime_with_format(1, 1, at("2018-11-05T09:15:00"), &minute).unwrap();
    sheet.write_datetime_with_format(1, 2, at("2018-11-05"), &day).unwrap();
    sheet.write_datetime_with_format(1, 3, at("2018-11-06"), &minute).unwrap();
    sheet.write_number(1, 5, 51.5).unwrap();
    sheet.write_number(1, 6, -1.25).unwrap();
    sheet.write_boolean(1, 7, true).unwrap();
    sheet.write_string(1, 8, "C1;C2").unwrap();
    sheet.write_string(1, 9, "two words\nand a line").unwrap();
    sheet.write_number_with_format(2, 0, 124.0, &padded).unwrap();
    sheet.write_datetime_with_format(2, 1, at("2018-07-05T23:59:59"), &minute).unwrap();
    sheet.write_datetime_with_format(2, 2, at("2018-07-06"), &day).unwrap();
    sheet.write_boolean(2, 7, false).unwrap();
    sheet.write_string(2, 8, "C3").unwrap();
    sheet.write_string(2, 9, "é £ ’").unwrap();
    workbook.save(&path).unwrap();
    same_as_csv(&path);
}

#[test]
fn ods_with_dates_numbers_and_yes_or_no() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ods");
    let text = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
            text.replace('\n', "</text:p><text:p>")
        )
    };
    let date = |value: &str| {
        format!(
            "<table:table-cell office:value-type=\"date\" office:date-value=\"{value}\"><text:p>05/11/18</text:p></table:table-cell>"
        )
    };
    let number = |value: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{value}\"><text:p>x</text:p></table:table-cell>"
        )
    };
    let yes = |value: &str| {
        format!(
            "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"{value}\"><text:p>x</text:p></table:table-cell>"
        )
    };
    let none = "<table:table-cell/>";
    let header: String = CSV.lines().next().unwrap().split(',').map(text).collect();
    let first = [
        text("000123"),
        date("2018-11-05T09:15:00"),
        date("2018-11-05"),
        date("2018-11-06T00:00:00"),
        none.into(),
        number("51.5"),
        number("-1.25"),
        yes("true"),
        text("C1;C2"),
        text("two words\nand a line"),
    ];
    let second = [
        text("000124"),
        date("2018-07-05T23:59:59"),
        date("2018-07-06"),
        "<table:table-cell table:number-columns-repeated=\"4\"/>".into(),
        yes("false"),
        text("C3"),
        text("é £ ’"),
    ];
    let rows = [row(&header), row(&first.concat()), row(&second.concat())].concat();
    // A sheet as its program writes it runs on, empty, to the last row there is.
    let rows = format!(
        "{rows}<table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"
    );
    ods(&path, &[("Logs", &rows), ("Notes", "")]);
    same_as_csv(&path);
}

#[test]
fn parquet_with_times_decimals_dictionaries_lists_and_records() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let seconds = |text: &str| {
        let at: jiff::civil::DateTime = text.parse().unwrap();
        jiff::tz::TimeZone::UTC.to_timestamp(at).unwrap().as_second()
    };
    let naive = |texts: [Option<&str>; 2]| texts.map(|text| text.map(seconds));
    let received = TimestampMicrosecondArray::from(
        naive([Some("2018-11-05T09:15:00"), Some("2018-07-05T23:59:59")])
            .map(|s| s.map(|s| s * 1_000_000))
            .to_vec(),
    );
    // Parquet itself has no seconds: a writer's seconds would come back as plain numbers.
    let closed = TimestampMillisecondArray::from(
        naive([Some("2018-11-06T00:00:00"), None]).map(|s| s.map(|s| s * 1_000)).to_vec(),
    );
    let mut crimes = ListBuilder::new(StringBuilder::new());
    crimes.append_value([Some("C1"), Some("C2")]);
    crimes.append_value([Some("C3")]);
    let text: DictionaryArray<Int32Type> = ["two words\nand a line", "é £ ’"].into_iter().collect();
    let batch = RecordBatch::try_from_iter_with_nullable([
        ("incident_ref", Arc::new(StringArray::from(vec!["000123", "000124"])) as ArrayRef, false),
        ("received_at", Arc::new(received), false),
        ("attended_at", Arc::new(Date32Array::from(vec![17_840, 17_718])), false),
        ("closed_at", Arc::new(closed), true),
        ("easting", Arc::new(Float64Array::from(vec![None, None])), true),
        (
            "latitude",
            Arc::new(Decimal128Array::from(vec![Some(5150), None]).with_precision_and_scale(9, 2).unwrap()),
            true,
        ),
        ("longitude", Arc::new(Float64Array::from(vec![Some(-1.25), None])), true),
        ("domestic_abuse", Arc::new(BooleanArray::from(vec![true, false])), false),
        ("crime_refs", Arc::new(crimes.finish()), true),
        ("text", Arc::new(text), false),
    ])
    .unwrap();
    convert::parquet(&path, &batch);
    same_as_csv(&path);
}

#[test]
fn parquet_instants_are_utc_and_records_lie_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let at = TimestampMillisecondArray::from(vec![1_530_781_200_000]).with_timezone("Europe/London");
    let place = StructArray::from(vec![
        (
            Arc::new(Field::new("street", DataType::Utf8, true)),
            Arc::new(StringArray::from(vec!["High Street"])) as ArrayRef,
        ),
        (
            Arc::new(Field::new("floor", DataType::Int64, true)),
            Arc::new(Int64Array::from(vec![3])) as ArrayRef,
        ),
    ]);
    let batch = RecordBatch::try_from_iter([
        ("log", Arc::new(Int64Array::from(vec![7])) as ArrayRef),
        ("at", Arc::new(at)),
        ("place", Arc::new(place)),
    ])
    .unwrap();
    convert::parquet(&path, &batch);
    let mapping = "name = \"p\"\n[incidents]\nincident_ref = \"log\"\nreceived_at = \"at\"\nplace = { columns = [\"place.street\", \"place.floor\"], join = \", \" }\n";
    let extract = incidents(&path, Some(mapping));
    let row = &extract.incidents[0];
    assert_eq!(row.received_at.unwrap().to_string(), "2018-07-05T09:00:00Z");
    assert_eq!(row.place.place.as_deref(), Some("High Street, 3"));
}

fn book(
    sheets: &[(&str, &[&[&str]])],
    merges: &[(u32, u16, u32, u16, &str)],
) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    let mut workbook = Workbook::new();
    for (name, lines) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, line) in lines.iter().enumerate() {
            for (column, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row as u32, column as u16, *cell).unwrap();
            }
        }
    }
    let sheet = workbook.worksheet_from_index(0).unwrap();
    for (row, column, last_row, last_column, text) in merges {
        sheet.merge_range(*row, *column, *last_row, *last_column, text, &Format::new()).unwrap();
    }
    workbook.save(&path).unwrap();
    (folder, path)
}

const ROWS: &[&[&str]] = &[&["incident_ref", "received_at"], &["L1", "2018-11-05T10:00"]];

#[test]
fn the_sheet_is_the_first_that_holds_rows_or_the_one_stated() {
    let notes: &[&[&str]] =
        &[&["incident_ref", "received_at"], &["N1", "2018-11-05T10:00"], &["N2", "2018-11-05T10:00"]];
    let (_folder, path) = book(&[("Cover", &[]), ("Logs", ROWS), ("Old logs", notes)], &[]);
    let mapping = |sheet: &str| {
        format!(
            "name = \"m\"\n{sheet}\n[incidents]\nincident_ref = \"incident_ref\"\nreceived_at = \"received_at\"\n"
        )
    };
    assert_eq!(refs(&incidents(&path, None)), ["L1"]);
    assert_eq!(refs(&incidents(&path, Some(&mapping("sheet = \"Old logs\"")))), ["N1", "N2"]);
    assert_eq!(refs(&incidents(&path, Some(&mapping("sheet = \"old LOGS\"")))), ["N1", "N2"]);
    assert_eq!(refs(&incidents(&path, Some(&mapping("sheet = 2")))), ["L1"]);
    let text = mapping("sheet = \"New\"").replace("= \"incident_ref\"", "= \"Log\"");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("m.toml"), &text).unwrap();
    let output = onrecord_in(
        folder.path(),
        &["check", "--incidents", path.to_str().unwrap(), "--mapping", "m.toml", "--out", "out"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("has no sheet \"New\". Its sheets: \"Cover\", \"Logs\", \"Old logs\""),
        "{}",
        err(&output)
    );
    let output = onrecord_in(folder.path(), &["profile", path.to_str().unwrap()]);
    assert!(out(&output).contains("sheet \"Logs\" (not read: \"Cover\", \"Old logs\")"), "{}", out(&output));
    let drafted = std::fs::read_to_string(folder.path().join("book.mapping.toml")).unwrap();
    assert!(drafted.contains("sheet = \"Logs\"  # not read: \"Cover\", \"Old logs\""), "{drafted}");
}

#[test]
fn titles_above_and_merged_headers() {
    let lines: &[&[&str]] = &[
        &[],
        &["", "Printed 5 November"],
        &[],
        &[],
        &["", "Surname", "Forename", ""],
        &["L1", "ARCHER", "DAVID", "2018-11-05T10:00"],
        &["L2", "GRUNDY", "", "2018-11-05T11:00"],
    ];
    let merges = [
        (0, 0, 0, 3, "Logs of Borsetshire Police"),
        (3, 0, 4, 0, "Log"),
        (3, 1, 3, 2, "Caller"),
        (3, 3, 4, 3, "Received"),
    ];
    let (_folder, path) = book(&[("Logs", lines)], &merges);
    let mapping = "name = \"m\"\n[incidents]\nincident_ref = \"Log\"\nreceived_at = \"Received\"\nplace = \"Caller Surname\"\nunit = \"Caller Forename\"\n";
    let extract = incidents(&path, Some(mapping));
    assert_eq!(refs(&extract), ["L1", "L2"]);
    assert_eq!(extract.incidents[0].place.place.as_deref(), Some("ARCHER"));
    assert_eq!(extract.incidents[0].unit.as_deref(), Some("DAVID"));
    let stated = format!(
        "header_row = 5\nheader_rows = 1\n{}",
        mapping
            .replace("\"Log\"", "\"Surname\"")
            .replace("\"Received\"", "\"Forename\"")
            .replace("Caller ", "")
    );
    assert_eq!(incidents(&path, Some(&stated)).accounts[0].tally.received, 2);
}

#[test]
fn a_header_further_down_and_of_two_rows_in_csv_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "Logs of Borsetshire Police,,,\n\nLog,Caller,,Received\n,Surname,Forename,\nL1,ARCHER,DAVID,2018-11-05T10:00\n").unwrap();
    let mapping = "name = \"m\"\nheader_row = 3\nheader_rows = 2\n[incidents]\nincident_ref = \"Log\"\nreceived_at = \"Received\"\nplace = \"Caller Surname\"\n";
    let extract = incidents(&path, Some(mapping));
    assert_eq!((refs(&extract), extract.incidents[0].place.place.as_deref()), (vec!["L1"], Some("ARCHER")));
}

#[test]
fn formulae_give_their_result_and_without_one_their_row_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in ROWS.iter().enumerate() {
        for (column, cell) in line.iter().enumerate() {
            sheet.write_string(row as u32, column as u16, *cell).unwrap();
        }
    }
    sheet.write_formula(2, 0, Formula::new("=\"L\"&2").set_result("L2")).unwrap();
    sheet.write_string(2, 1, "2018-11-05T11:00").unwrap();
    workbook.save(&path).unwrap();
    assert_eq!(refs(&incidents(&path, None)), ["L1", "L2"]);
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>incident_ref</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>received_at</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\"><f>1+1</f></c><c r=\"B2\" t=\"inlineStr\"><is><t>2018-11-05</t></is></c></row>\
        <row r=\"3\"><c r=\"A3\"><f>1+1</f><v>2</v></c><c r=\"B3\" t=\"inlineStr\"><is><t>2018-11-05</t></is></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"e\"><v>#N/A</v></c><c r=\"B4\" t=\"e\"><v>#REF!</v></c></row>";
    convert::raw_xlsx(&path, convert::sheet_xml(rows).as_bytes());
    let extract = incidents(&path, None);
    assert_eq!(refs(&extract), ["2"]);
    let set_aside: Vec<(u64, &str)> =
        extract.quarantine.iter().map(|row| (row.line, row.reason.as_str())).collect();
    assert!(
        set_aside[0].0 == 2
            && set_aside[0].1.contains("cell A2 holds a formula whose result is not in the file"),
        "{set_aside:?}"
    );
    assert!(set_aside[1].0 == 4 && set_aside[1].1.contains("not a date"), "{set_aside:?}");
}

#[test]
fn a_value_beyond_the_header_sets_its_row_aside_and_the_rest_is_kept() {
    let rows: Vec<Vec<String>> =
        (0..150).map(|n| vec![format!("L{n}"), "2018-11-05T10:00".to_owned()]).collect();
    let mut sheet = convert::Sheet { header: vec!["incident_ref".into(), "received_at".into()], rows };
    sheet.rows[140].extend(["".into(), "stray".into()]);
    let folder = tempfile::tempdir().unwrap();
    for path in sheet
        .in_every_format(folder.path(), "a")
        .iter()
        .filter(|path| path.extension().is_some_and(|e| e == "xlsx" || e == "ods"))
    {
        let extract = incidents(path, None);
        assert_eq!(extract.incidents.len(), 149, "{}", path.display());
        assert_eq!(extract.quarantine[0].line, 142);
        assert!(
            extract.quarantine[0].reason.contains("value in cell D142 where the header has 2 columns"),
            "{:?}",
            extract.quarantine
        );
    }
}

#[test]
fn profile_looks_at_every_format_and_drafts_what_reads_it() {
    let sheet = convert::Sheet::of(&[
        &["Log Number", "Call Received", "Opening Code"],
        &["L1", "05/11/2018 10:00", "Theft"],
        &["L2", "25/11/2018 11:30", "Burglary"],
    ]);
    let folder = tempfile::tempdir().unwrap();
    for path in sheet.in_every_format(folder.path(), "logs") {
        let output = onrecord_in(
            folder.path(),
            &["profile", "--overwrite", "--format", "json", path.to_str().unwrap()],
        );
        assert!(output.status.success(), "{} {}", path.display(), err(&output));
        let told: serde_json::Value = serde_json::from_str(&out(&output)).unwrap();
        assert_eq!((&told[0]["rows"], &told[0]["table"]), (&2.into(), &"incidents".into()), "{told}");
        let mapping = std::fs::read_to_string(folder.path().join("logs.mapping.toml")).unwrap();
        let extract = incidents(&path, Some(&mapping));
        assert_eq!((refs(&extract), extract.quarantine.len()), (vec!["L1", "L2"], 0), "{}", path.display());
    }
}

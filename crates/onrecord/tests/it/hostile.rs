//! Hostile files: each ends in a sentence or a quarantined row, inside its limits, with the rest kept.
//! With `ONRECORD_LONG=1` the long forms run: a line of 2 GB, streams that never end.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{Int32Builder, ListBuilder, MapBuilder, StringBuilder};
use arrow_array::{Array, ArrayRef, Int32Array, RecordBatch, StringArray, StructArray};
use arrow_schema::{DataType, Field};
use exchange::Table;

use crate::convert;
use crate::formats::read;
use crate::support::*;

fn is_long() -> bool {
    std::env::var_os("ONRECORD_LONG").is_some()
}

const GOOD: &str = "incident_ref,received_at\nL1,2018-11-05T10:00\n";

/// The sentence with which check ends; profile ends in one too.
fn refused(path: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    let name = path.to_str().unwrap();
    let mut told = Vec::new();
    for arguments in [vec!["check", "--incidents", name, "--out", "out"], vec!["profile", name]] {
        let output = onrecord_in(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{}{}", out(&output), err(&output));
        let said = err(&output);
        assert!(said.trim_end().ends_with('.') && said.lines().count() == 1, "not a sentence: {said}");
        told.push(said);
    }
    assert!(!folder.path().join("out").exists());
    told.join("")
}

fn check(path: &Path, says: &[&str]) {
    let told = refused(path);
    for text in says {
        assert!(told.contains(text), "\"{text}\" is not in: {told}");
    }
}

#[test]
fn a_zip_bomb_as_xlsx() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bomb.xlsx");
    // What it says of itself is past the limit.
    let mut archive = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
    let blank = vec![b' '; 1 << 20];
    for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        for _ in 0..if name.ends_with("sheet1.xml") { 1_100 } else { 1 } {
            archive.write_all(&blank).unwrap();
        }
    }
    archive.finish().unwrap();
    assert!(std::fs::metadata(&path).unwrap().len() < 4 << 20);
    check(&path, &["bytes unpacked; a spreadsheet of up to 1073741824 is read"]);
    // It says that it is small and is not: one text takes more memory than the reader may have.
    let mut rows = b"<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>".to_vec();
    rows.resize(900 << 20, b'x');
    let xml = convert::sheet_xml(&String::from_utf8(rows).unwrap());
    convert::raw_xlsx(&path, xml.as_bytes());
    drop(xml);
    check(&path, &["takes more memory than 1024 MB"]);
}

#[test]
fn spreadsheets_that_are_damaged_or_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xlsx");
    let good = convert::Sheet::of(&[&["incident_ref", "received_at"], &["L1", "2018-11-05T10:00"]]);
    good.in_every_format(folder.path(), "a");
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    check(&path, &["damaged or cut short", "Ask for the file again"]);
    std::fs::write(&path, b"PK\x03\x04rest").unwrap();
    check(&path, &["damaged or cut short"]);
    convert::zipped(&path, &[("notes.txt", b"x")]);
    check(&path, &["a zip file that is no spreadsheet", "Unpack it"]);
    convert::zipped(&path, &[("xl/workbook.bin", b"x")]);
    check(&path, &["binary Excel file (.xlsb)"]);
    convert::zipped(&path, &[("word/document.xml", b"x")]);
    check(&path, &["Word document"]);
    convert::zipped(&path, &[("xl/workbook.xml", b"<rubbish"), ("[Content_Types].xml", b"")]);
    check(&path, &["save it again"]);
    convert::raw_xlsx(&path, convert::sheet_xml("").as_bytes());
    check(&path, &["none of its sheets holds rows"]);
    let parquet = folder.path().join("a.parquet");
    let whole = std::fs::read(&parquet).unwrap();
    std::fs::write(&parquet, &whole[..whole.len() - 9]).unwrap();
    check(&parquet, &["Parquet file is damaged", "Ask for the file again"]);
    std::fs::write(&parquet, b"PAR1rest").unwrap();
    check(&parquet, &["Parquet file is damaged"]);
    let mut damaged = whole.clone();
    let at = damaged.windows(2).position(|pair| pair == b"L1").unwrap();
    damaged[at - 8..at + 2].fill(0xff);
    std::fs::write(&parquet, damaged).unwrap();
    check(&parquet, &["damaged"]);
}

#[test]
fn nested_parquet() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let mut field: (Field, ArrayRef) =
        (Field::new("leaf", DataType::Utf8, true), Arc::new(StringArray::from(vec!["deep"])));
    for depth in 0..40 {
        let inner = StructArray::from(vec![(Arc::new(field.0), field.1)]);
        field = (Field::new(format!("d{depth}"), inner.data_type().clone(), true), Arc::new(inner));
    }
    let mut lists = ListBuilder::new(ListBuilder::new(Int32Builder::new()));
    for n in 0..2 {
        lists.values().values().append_value(n);
        lists.values().append(true);
    }
    lists.append(true);
    let mut map = MapBuilder::new(None, StringBuilder::new(), Int32Builder::new());
    map.keys().append_value("a");
    map.values().append_value(1);
    map.append(true).unwrap();
    let batch = RecordBatch::try_from_iter([
        ("incident_ref", Arc::new(StringArray::from(vec!["L1"])) as ArrayRef),
        ("received_at", Arc::new(StringArray::from(vec!["2018-11-05T10:00"]))),
        ("nested", field.1),
        ("lists", Arc::new(lists.finish())),
        ("map", Arc::new(map.finish())),
    ])
    .unwrap();
    convert::parquet(&path, &batch);
    let extract = read(&[(Table::Incidents, path)], None).unwrap();
    assert_eq!(extract.incidents.len(), 1);
    let unused: Vec<&str> = extract.accounts[0]
        .unused_columns
        .iter()
        .filter(|(_, n)| *n == 1)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(unused.len(), 3, "{unused:?}");
}

#[test]
fn a_hundred_thousand_columns() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("a.csv"), format!("{}z\n", "c,".repeat(100_000))).unwrap();
    check(&path("a.csv"), &["columns; the most that is read is 2000"]);
    let cells: String =
        (0..100_000).map(|n| format!("<c t=\"inlineStr\"><is><t>c{n}</t></is></c>")).collect();
    convert::raw_xlsx(&path("a.xlsx"), convert::sheet_xml(&format!("<row r=\"1\">{cells}</row>")).as_bytes());
    check(&path("a.xlsx"), &["2000"]);
    let ods = format!(
        "<table:table-row>{}</table:table-row>",
        (0..100_000)
            .map(|n| format!(
                "<table:table-cell office:value-type=\"string\"><text:p>c{n}</text:p></table:table-cell>"
            ))
            .collect::<String>()
    );
    convert::ods(&path("a.ods"), &[("Sheet1", &ods)]);
    check(&path("a.ods"), &["2000"]);
    let names: Vec<String> = (0..10_000).map(|n| format!("c{n}")).collect();
    let columns = names.iter().map(|name| (name.as_str(), Arc::new(Int32Array::from(vec![1])) as ArrayRef));
    convert::parquet(&path("a.parquet"), &RecordBatch::try_from_iter(columns).unwrap());
    check(&path("a.parquet"), &["more than 2000 columns"]);
}

#[test]
fn parquet_in_row_groups_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    let text = "x".repeat(1 << 20);
    let many: StringArray = (0..64).map(|n| Some(format!("{n}{text}"))).collect();
    let batch = RecordBatch::try_from_iter([("incident_ref", Arc::new(many) as ArrayRef)]).unwrap();
    let properties = parquet::file::properties::WriterProperties::builder()
        .set_compression(parquet::basic::Compression::ZSTD(Default::default()))
        .build();
    let mut writer = parquet::arrow::ArrowWriter::try_new(
        std::fs::File::create(&path).unwrap(),
        batch.schema(),
        Some(properties),
    )
    .unwrap();
    for _ in 0..20 {
        writer.write(&batch).unwrap();
    }
    writer.close().unwrap();
    assert!(std::fs::metadata(&path).unwrap().len() < 32 << 20);
    check(&path, &["one of its row groups is", "up to 1073741824 is read", "smaller row groups"]);
}

#[test]
fn a_stream_that_never_ends() {
    let folder = tempfile::tempdir().unwrap();
    let n_mega: usize = if is_long() { 4_096 } else { 320 };
    let lines = "L1,2018-11-05T10:00\n".repeat(50_000);
    for (name, content) in
        [("zeros", vec![0; 1 << 20]), ("blanks", vec![b' '; 1 << 20]), ("rows", lines.into_bytes())]
    {
        let gzip = folder.path().join(format!("{name}.csv.gz"));
        let mut packer =
            flate2::write::GzEncoder::new(std::fs::File::create(&gzip).unwrap(), flate2::Compression::best());
        packer.write_all(GOOD.as_bytes()).unwrap();
        (0..n_mega).for_each(|_| packer.write_all(&content).unwrap());
        packer.finish().unwrap();
        let zst = folder.path().join(format!("{name}.csv.zst"));
        let mut packer = zstd::Encoder::new(std::fs::File::create(&zst).unwrap(), 3).unwrap();
        packer.write_all(GOOD.as_bytes()).unwrap();
        (0..n_mega).for_each(|_| packer.write_all(&content).unwrap());
        packer.finish().unwrap();
        check(&gzip, &["gzip file has no end that could be reached", "Nothing of it was used"]);
        check(&zst, &["zstd file has no end that could be reached"]);
    }
    // The same cut off: the end is missing.
    let whole = std::fs::read(folder.path().join("rows.csv.zst")).unwrap();
    let cut = folder.path().join("cut.csv.zst");
    std::fs::write(&cut, &whole[..whole.len() / 100]).unwrap();
    check(&cut, &["zstd file is", "Ask for the file again"]);
}

#[test]
fn a_line_of_two_gigabytes() {
    let n_bytes: u64 = if is_long() { 2 << 30 } else { 64 << 20 };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path).unwrap());
    file.write_all(GOOD.as_bytes()).unwrap();
    let chunk = vec![b'x'; 1 << 20];
    (0..n_bytes >> 20).for_each(|_| file.write_all(&chunk).unwrap());
    file.write_all(b"\nL2,2018-11-05T11:00\n").unwrap();
    drop(file);
    let output = std::process::Command::new("bash")
        .args([
            "-c",
            "ulimit -v 400000; exec \"$0\" \"$@\"",
            env!("CARGO_BIN_EXE_onrecord"),
            "check",
            "--incidents",
        ])
        .args([path.as_os_str(), "--out".as_ref(), folder.path().join("out").as_os_str()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", err(&output));
    let quarantined = csv(&folder.path().join("out/quarantine.csv"));
    assert_eq!(quarantined.len(), 2);
    assert_eq!(
        (quarantined[1][1].as_str(), quarantined[1][4].contains("longer than 1048576 bytes")),
        ("3", true)
    );
    assert_eq!(summary(&folder.path().join("out"))["tables"][0]["accepted"], 2);
}

#[test]
fn mixed_encodings_right_to_left_text_and_nul() {
    let mut text = b"incident_ref,received_at,place,text\n".to_vec();
    text.extend("U1,2018-11-05T10:00,Café,UTF-8\n".bytes());
    text.extend(b"W1,2018-11-05T10:01,Caf\xe9 \x96 bar,Windows\n");
    text.extend("R1,2018-11-05T10:02,שדרות רוטשילד \u{202e}12\u{202c},نص عربي\n".bytes());
    text.extend(b"N1,2018-11-05T10:03,a\0b,nul\n");
    text.extend("\u{200f}R2,2018-11-05T10:04,x,y\n".bytes());
    text.extend(b"\xff\xfeL\0,\0\n");
    text.extend("U2,2018-11-05T10:05,Zoë,last\n".bytes());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, text).unwrap();
    let extract = read(&[(Table::Incidents, path)], None).unwrap();
    let places: Vec<&str> =
        extract.incidents.iter().map(|row| row.place.place.as_deref().unwrap_or("")).collect();
    assert_eq!(places, ["Café", "Café – bar", "שדרות רוטשילד \u{202e}12\u{202c}", "x", "Zoë"]);
    let lines: Vec<(u64, bool)> =
        extract.quarantine.iter().map(|row| (row.line, row.reason.contains("NUL"))).collect();
    assert_eq!(lines, [(5, true), (7, true)]);
    assert_eq!(extract.files[0].n_windows_1252_lines, 1);
}

#[test]
fn dates_in_five_formats_spring_gap_and_autumn_hour() {
    let rows = "ref,at\n\
        A,2018-11-05T10:00\nB,05/11/2018 10:00\nC,5 Nov 2018 10:00\nD,20181105 1000\nE,05.11.18 10:00\n\
        F,11/25/2018 10:00\nG,25/03/2018 01:30\nH,28/10/2018 01:30\nI,28/10/2018 00:59\n";
    let mapping = "name = \"m\"\ndates = [\"%d/%m/%Y %H:%M\", \"%d %b %Y %H:%M\", \"%Y%m%d %H%M\", \"%d.%m.%y %H:%M\"]\n[incidents]\nincident_ref = \"ref\"\nreceived_at = \"at\"\n";
    let folder = tempfile::tempdir().unwrap();
    let sheet_of = |text: &str| {
        convert::Sheet::of(
            &text
                .lines()
                .map(|line| line.split(',').collect::<Vec<_>>())
                .collect::<Vec<_>>()
                .iter()
                .map(Vec::as_slice)
                .collect::<Vec<_>>(),
        )
    };
    for path in sheet_of(rows).in_every_format(folder.path(), "a") {
        let extract = read(&[(Table::Incidents, path.clone())], Some(mapping)).unwrap();
        let at: Vec<String> = extract
            .incidents
            .iter()
            .map(|row| {
                format!("{} {}", row.incident_ref.as_ref().unwrap().as_str(), row.received_at.unwrap())
            })
            .collect();
        let five = at.iter().filter(|text| text.ends_with("2018-11-05T10:00:00Z")).count();
        assert_eq!((at.len(), five), (8, 5), "{} {at:?}", path.display());
        assert_eq!(extract.accounts[0].n_clock_change_times, 2);
        assert_eq!(extract.quarantine.len(), 1);
        assert_eq!(
            (extract.quarantine[0].line, extract.quarantine[0].value.as_str()),
            (7, "11/25/2018 10:00")
        );
    }
}

#[test]
fn a_file_that_changes_while_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{GOOD}{}", "L2,2018-11-05T10:00\n".repeat(20_000));
    let sheet = convert::Sheet::of(&[&["incident_ref", "received_at"], &["L1", "2018-11-05T10:00"]]);
    let mut paths = sheet.in_every_format(folder.path(), "a");
    let csv = folder.path().join("a.csv");
    std::fs::write(&csv, &text).unwrap();
    paths.push(csv);
    exchange::child::use_program(env!("CARGO_BIN_EXE_onrecord"));
    for path in paths {
        let file = exchange::file::SourceFile::examine(&path).unwrap();
        let mut rows = exchange::records::Rows::open(&file, &Default::default()).unwrap();
        rows.next().unwrap();
        let mut bytes = std::fs::read(&path).unwrap();
        bytes.extend(b"L3,2018-11-05T10:00\n");
        std::fs::write(&path, bytes).unwrap();
        let end = loop {
            match rows.next() {
                Ok(exchange::records::Step::End) => break String::new(),
                Ok(_) => {}
                Err(fault) => break fault.to_string(),
            }
        };
        assert!(
            end.contains("it changed while it was read") && end.contains("Copy it"),
            "{} {end}",
            path.display()
        );
    }
}

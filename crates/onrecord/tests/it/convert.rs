//! Writing one table in every format that is read.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use exchange::file::SourceFile;
use exchange::records::{Dialect, Rows, Step};
use parquet::arrow::ArrowWriter;

/// A header and rows, all text.
#[derive(Clone)]
pub struct Sheet {
    pub header: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Reads delimited text as the intake does; it must have no broken row.
    pub fn of_csv(path: &Path) -> Self {
        let file = SourceFile::examine(path).unwrap();
        let mut rows = Rows::open(&file, &Dialect::default()).unwrap();
        let header = rows.header.clone();
        let mut read = Vec::new();
        loop {
            match rows.next().unwrap() {
                Step::End => return Self { header, rows: read },
                Step::Broken { line, reason, .. } => panic!("{} line {line}: {reason}", path.display()),
                Step::Row { .. } => read.push(rows.content().map(str::to_owned).collect()),
            }
        }
    }

    pub fn of(lines: &[&[&str]]) -> Self {
        let mut rows = lines.iter().map(|line| line.iter().map(|cell| (*cell).to_owned()).collect());
        Self { header: rows.next().unwrap(), rows: rows.collect() }
    }

    fn lines(&self) -> impl Iterator<Item = &Vec<String>> {
        std::iter::once(&self.header).chain(&self.rows)
    }

    /// Delimited text, every cell quoted.
    pub fn csv(&self) -> Vec<u8> {
        let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |line: &Vec<String>| line.iter().map(cell).collect::<Vec<_>>().join(",") + "\n";
        self.lines().map(line).collect::<String>().into_bytes()
    }

    /// Writes `stem` with an ending in each format into a folder.
    pub fn in_every_format(&self, folder: &Path, stem: &str) -> Vec<PathBuf> {
        let path = |ending: &str| folder.join(format!("{stem}{ending}"));
        std::fs::write(path(".csv.zst"), zstd::encode_all(self.csv().as_slice(), 3).unwrap()).unwrap();
        self.xlsx(&path(".xlsx"));
        self.ods(&path(".ods"));
        self.parquet(&path(".parquet"));
        [".csv.zst", ".xlsx", ".ods", ".parquet"].map(path).to_vec()
    }

    fn xlsx(&self, path: &Path) {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, line) in self.lines().enumerate() {
            for (column, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(row as u32, column as u16, cell).unwrap();
            }
        }
        workbook.save(path).unwrap();
    }

    fn ods(&self, path: &Path) {
        let cell = |cell: &String| match cell.is_empty() {
            true => "<table:table-cell/>".to_owned(),
            false => format!(
                "<table:table-cell office:value-type=\"string\">{}</table:table-cell>",
                cell.split('\n')
                    .map(|text| format!("<text:p>{}</text:p>", escaped(text)))
                    .collect::<String>()
            ),
        };
        let line = |line: &Vec<String>| row(&line.iter().map(cell).collect::<String>());
        ods(path, &[("Sheet1", &self.lines().map(line).collect::<String>())]);
    }

    fn parquet(&self, path: &Path) {
        let column = |at: usize| {
            let cells =
                self.rows.iter().map(|row| row.get(at).map(String::as_str).filter(|cell| !cell.is_empty()));
            Arc::new(cells.collect::<StringArray>()) as ArrayRef
        };
        let columns = self.header.iter().enumerate().map(|(at, name)| (name.as_str(), column(at), true));
        parquet(path, &RecordBatch::try_from_iter_with_nullable(columns).unwrap());
    }
}

/// Spaces as ODF wants them: a run of them is told apart from the breaks of the XML.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('\t', "<text:tab/>").replace("  ", " <text:s/>")
}

pub fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

pub fn parquet(path: &Path, batch: &RecordBatch) {
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}

/// An ODS file of sheets, each its rows as XML.
pub fn ods(path: &Path, sheets: &[(&str, &str)]) {
    let tables: String = sheets
        .iter()
        .map(|(name, rows)| format!("<table:table table:name=\"{name}\">{rows}</table:table>"))
        .collect();
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    let manifest = "<?xml version=\"1.0\"?><manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    zipped(
        path,
        &[
            ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".as_slice()),
            ("META-INF/manifest.xml", manifest.as_bytes()),
            ("content.xml", content.as_bytes()),
        ],
    );
}

pub fn zipped(path: &Path, parts: &[(&str, &[u8])]) {
    let mut archive = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap();
}

/// An XLSX file of one sheet, its XML as given.
pub fn raw_xlsx(path: &Path, sheet: &[u8]) {
    const TYPES: &str = "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
    const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    const WORKBOOK: &str = "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";
    const OF_WORKBOOK: &str = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    zipped(
        path,
        &[
            ("[Content_Types].xml", TYPES.as_bytes()),
            ("_rels/.rels", RELATIONS.as_bytes()),
            ("xl/workbook.xml", WORKBOOK.as_bytes()),
            ("xl/_rels/workbook.xml.rels", OF_WORKBOOK.as_bytes()),
            ("xl/worksheets/sheet1.xml", sheet),
        ],
    );
}

/// The XML of a sheet around its rows.
pub fn sheet_xml(rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
}

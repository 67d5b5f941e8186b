//! Limits on everything that comes from outside, each with its reason. Printed in docs/commands.md;
//! a test compares.

/// One limit as the configuration reference prints it.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: u64,
    /// Its unit.
    pub unit: &'static str,
    /// What happens past it.
    pub past_it: &'static str,
}

/// Longest physical line; a longer one is quarantined and skipped without being held in memory.
pub const LINE_BYTES: usize = 1 << 20;
/// Most bytes one quoted row may run over before its opening quote is taken for a stray one.
pub const ROW_BYTES: usize = 1 << 20;
/// Most columns of a file; more is refused as not being a table of records.
pub const COLUMNS: usize = 2_000;
/// Longest value printed in quarantine.csv; the rest is cut.
pub const QUARANTINE_VALUE_CHARS: usize = 120;
/// Earliest year of any date; an earlier one is a slip of the keyboard (1026 for 2026).
pub const FIRST_YEAR: i16 = 1900;
/// Latest year of any date.
pub const LAST_YEAR: i16 = 2100;
/// Most distinct values that profile keeps per column.
pub const PROFILE_DISTINCT: usize = 10_000;
/// Most bytes of values that profile keeps over all columns of a file, each having an equal part.
pub const PROFILE_BYTES: usize = 1 << 26;
/// Most rows of evidence printed in the report; the CSV beside it holds all.
pub const REPORT_ROWS: usize = 20;
/// Largest draft that the publication check reads.
pub const DRAFT_BYTES: u64 = 64 << 20;
/// Most bytes that the words of a DOCX or ODT may unpack to.
pub const DRAFT_UNPACKED_BYTES: u64 = 256 << 20;

/// Bytes that a packed text may unpack to before the proportion is looked at.
pub const UNPACK_FREE_BYTES: u64 = 1 << 28;
/// Most unpacked bytes per packed byte beyond that: rows of records pack 5 to 50 to one.
pub const UNPACK_RATIO: u64 = 200;
/// Most bytes that a packed text may unpack to.
pub const UNPACKED_TEXT_BYTES: u64 = 1 << 36;
/// Largest window of a zstd file, as a power of two: 128 MiB, zstd's own default.
pub const ZSTD_WINDOW_LOG: u32 = 27;

/// Most bytes of one record of a text log.
pub const LOG_RECORD_BYTES: usize = 1 << 22;
/// Most lines of one record of a text log.
pub const LOG_RECORD_LINES: usize = 20_000;

/// Most bytes that the parts of a spreadsheet may unpack to.
pub const SHEET_UNPACKED_BYTES: u64 = 1 << 30;
/// Most parts of a spreadsheet file.
pub const SHEET_PARTS: usize = 10_000;
/// Most bytes of a row group of a Parquet file, unpacked.
pub const ROW_GROUP_BYTES: u64 = 1 << 30;
/// Memory that the process that reads a spreadsheet or Parquet file may take.
pub const CHILD_MEMORY_BYTES: u64 = 1 << 30;
/// Processor time that it may take.
pub const CHILD_CPU_SECONDS: u64 = 120;

/// Furthest down that a header may begin.
pub const HEADER_ROW: u32 = 100;
/// Most rows of a header.
pub const HEADER_ROWS: u32 = 5;

/// All limits, for the configuration reference.
pub const ALL: &[Limit] = &[
    Limit {
        name: "line length",
        value: LINE_BYTES as u64,
        unit: "bytes",
        past_it: "the line is quarantined, reading goes on at the next",
    },
    Limit {
        name: "quoted row length",
        value: ROW_BYTES as u64,
        unit: "bytes",
        past_it: "the opening quote is taken as stray: its line is quarantined",
    },
    Limit { name: "columns", value: COLUMNS as u64, unit: "columns", past_it: "the file is refused" },
    Limit {
        name: "quarantined value",
        value: QUARANTINE_VALUE_CHARS as u64,
        unit: "characters",
        past_it: "the printed value is cut",
    },
    Limit {
        name: "earliest year",
        value: FIRST_YEAR as u64,
        unit: "year",
        past_it: "the row is quarantined",
    },
    Limit { name: "latest year", value: LAST_YEAR as u64, unit: "year", past_it: "the row is quarantined" },
    Limit {
        name: "distinct values in a profile",
        value: PROFILE_DISTINCT as u64,
        unit: "values",
        past_it: "profile says \"more than\"",
    },
    Limit {
        name: "values in a profile",
        value: PROFILE_BYTES as u64,
        unit: "bytes",
        past_it: "fewer distinct values are kept per column",
    },
    Limit {
        name: "unpacked per packed byte",
        value: UNPACK_RATIO,
        unit: "bytes, once 268435456 are unpacked",
        past_it: "a gzip or zstd file is refused: it would never end",
    },
    Limit {
        name: "unpacked text",
        value: UNPACKED_TEXT_BYTES,
        unit: "bytes",
        past_it: "a gzip or zstd file is refused",
    },
    Limit {
        name: "zstd window",
        value: 1 << ZSTD_WINDOW_LOG,
        unit: "bytes",
        past_it: "a zstd file is refused: pack it without --ultra or --long",
    },
    Limit {
        name: "record of a text log",
        value: LOG_RECORD_BYTES as u64,
        unit: "bytes",
        past_it: "the record is quarantined, reading goes on at the next",
    },
    Limit {
        name: "lines of a record of a text log",
        value: LOG_RECORD_LINES as u64,
        unit: "lines",
        past_it: "the record is quarantined, reading goes on at the next",
    },
    Limit {
        name: "unpacked spreadsheet",
        value: SHEET_UNPACKED_BYTES,
        unit: "bytes",
        past_it: "the file is refused",
    },
    Limit {
        name: "parts of a spreadsheet",
        value: SHEET_PARTS as u64,
        unit: "parts",
        past_it: "the file is refused",
    },
    Limit {
        name: "row group of Parquet, unpacked",
        value: ROW_GROUP_BYTES,
        unit: "bytes",
        past_it: "the file is refused: write it with smaller row groups",
    },
    Limit {
        name: "memory to read a spreadsheet or Parquet",
        value: CHILD_MEMORY_BYTES,
        unit: "bytes",
        past_it: "its process is stopped, the file refused",
    },
    Limit {
        name: "processor time to read a spreadsheet or Parquet",
        value: CHILD_CPU_SECONDS,
        unit: "seconds",
        past_it: "its process is stopped, the file refused",
    },
    Limit {
        name: "header begins at the latest",
        value: HEADER_ROW as u64,
        unit: "row",
        past_it: "the mapping is refused",
    },
    Limit {
        name: "rows of a header",
        value: HEADER_ROWS as u64,
        unit: "rows",
        past_it: "the mapping is refused",
    },
    Limit {
        name: "rows of evidence in the report",
        value: REPORT_ROWS as u64,
        unit: "rows",
        past_it: "the CSV beside the report holds all",
    },
    Limit { name: "draft", value: DRAFT_BYTES, unit: "bytes", past_it: "the draft is refused" },
    Limit {
        name: "unpacked draft",
        value: DRAFT_UNPACKED_BYTES,
        unit: "bytes",
        past_it: "the draft is refused",
    },
];

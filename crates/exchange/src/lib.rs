//! Intake of extracts and the files that go back out.
//!
//! In: delimited text and the text logs of command-and-control systems, plain or packed with gzip or
//! zstd, UTF-8 or Windows-1252; XLSX, ODS and Parquet, read in a child process with limits. All are
//! read through canonical headers or a mapping; every row ends accepted, quarantined with a reason, or
//! a duplicate. Out: the files of
//! `onrecord check`, written whole or not at all.
#![forbid(unsafe_code)]

pub mod audit;
pub mod canonical;
pub mod child;
pub mod dates;
pub mod draft;
pub mod fault;
pub mod figures;
pub mod file;
pub mod group;
pub mod intake;
pub mod limits;
pub mod mapping;
pub mod output;
pub mod pack;
pub mod profile;
pub mod quarantine;
pub mod quotations;
pub mod records;
pub mod report;
pub mod section55;
pub mod table;
pub mod values;

pub use fault::Fault;
pub use intake::{Extract, Intake};
pub use mapping::Mapping;
pub use table::Table;

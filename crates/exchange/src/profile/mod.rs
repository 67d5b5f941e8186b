//! Looking at a file before it is mapped: its columns, what they hold, how their dates are written and
//! whether day and month can be confused, what each likely means, and a draft mapping.

mod column;
mod draft;
mod meaning;
mod times;

use std::path::Path;

use crate::fault::Fault;
use crate::file::SourceFile;
use crate::records::{Dialect, Layout, Rows, Step, delimiter_name, is_of_people, log_column_is_of};
use crate::table::Table;

pub use column::{ColumnProfile, DateReading, Kind};
pub use draft::{draft, told};
pub use meaning::Meaning;
pub use times::TimeReading;

/// What a file holds.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The file's name.
    pub file: String,
    /// What the file is.
    pub layout: Layout,
    /// Delimiter in words; empty where it has none.
    pub delimiter: String,
    /// Rows that could be split.
    pub n_rows: u64,
    /// Rows that could not, with the first reason.
    pub n_broken: u64,
    /// The first reason, if any.
    pub first_broken: Option<String>,
    /// Lines that are not UTF-8.
    pub n_windows_1252: u64,
    /// The columns, in order; of a text log those of its events.
    pub columns: Vec<ColumnProfile>,
    /// What the file likely is and what its columns likely mean, by column.
    pub meaning: Meaning,
    /// The other kinds of rows of a text log: its people and narratives.
    pub parts: Vec<Part>,
}

/// One kind of row of a text log.
#[derive(Clone, Debug)]
pub struct Part {
    /// What stands in its column `record`.
    pub record: &'static str,
    /// How many there are.
    pub n_rows: u64,
    /// Its columns.
    pub columns: Vec<ColumnProfile>,
    /// What they likely mean.
    pub meaning: Meaning,
}

/// Columns being gathered, of one kind of row.
struct Gathering {
    record: Option<&'static str>,
    places: Vec<usize>,
    columns: Vec<column::Gathered>,
    n_rows: u64,
}

impl Gathering {
    fn of(record: Option<&'static str>, header: &[String]) -> Self {
        let belongs = |name: &String| record.is_none_or(|record| log_column_is_of(record, name));
        let places: Vec<usize> =
            header.iter().enumerate().filter(|(_, name)| belongs(name)).map(|(at, _)| at).collect();
        let columns = places.iter().map(|_| column::Gathered::of(header.len())).collect();
        Self { record, places, columns, n_rows: 0 }
    }

    fn take(&mut self, rows: &Rows) {
        if self.record.is_some_and(|record| record != rows.field(0)) {
            return;
        }
        self.n_rows += 1;
        for (at, gathered) in self.places.iter().zip(&mut self.columns) {
            gathered.take(rows.field(*at));
        }
    }

    fn part(self, header: &[String]) -> Part {
        let names = self.places.iter().filter_map(|at| header.get(*at));
        let columns: Vec<ColumnProfile> =
            names.zip(self.columns).map(|(name, gathered)| gathered.profile(name, self.n_rows)).collect();
        let meaning = match self.record {
            None => Meaning::guess(&columns),
            Some("event") => Meaning::of(Table::Incidents, &columns, |column| !is_of_people(&column.name)),
            Some("person") => Meaning::of(Table::People, &columns, |_| true),
            Some(_) => {
                Meaning { table: None, columns: vec![None; columns.len()], times: vec![None; columns.len()] }
            }
        };
        Part { record: self.record.unwrap_or(""), n_rows: self.n_rows, columns, meaning }
    }
}

/// Examines a file.
///
/// # Errors
/// As reading it would.
pub fn examine(path: &Path, progress: &mut dyn FnMut(&str, u64)) -> Result<Profile, Fault> {
    let file = SourceFile::examine(path)?;
    let mut rows = Rows::open(&file, &Dialect::default())?;
    let kinds: &[Option<&'static str>] = match rows.layout {
        Layout::Log => &[Some("event"), Some("person"), Some("narrative")],
        _ => &[None],
    };
    let mut gathering: Vec<Gathering> = kinds.iter().map(|kind| Gathering::of(*kind, &rows.header)).collect();
    let (mut n_rows, mut n_broken, mut first_broken) = (0_u64, 0_u64, None);
    loop {
        match rows.next()? {
            Step::End => break,
            Step::Broken { line, reason, .. } => {
                n_broken += 1;
                first_broken.get_or_insert_with(|| format!("line {line}: {reason}"));
            }
            Step::Row { .. } => {
                n_rows += 1;
                gathering.iter_mut().for_each(|kind| kind.take(&rows));
            }
        }
        if n_rows.is_multiple_of(4_096) {
            progress(&file.name, rows.n_bytes_read());
        }
    }
    if n_rows + n_broken == 0 {
        return Err(Fault::not_a_table(
            &file.name,
            "it holds a header and no rows after line 1. Ask for the extract again.",
        ));
    }
    let mut parts = gathering.into_iter().map(|kind| kind.part(&rows.header));
    let first = parts.next();
    let (columns, meaning) = first.map_or_else(Default::default, |part| (part.columns, part.meaning));
    Ok(Profile {
        file: file.name,
        delimiter: match rows.layout {
            Layout::Delimited(delimiter) => delimiter_name(delimiter),
            _ => String::new(),
        },
        layout: rows.layout.clone(),
        n_rows,
        n_broken,
        first_broken,
        n_windows_1252: rows.n_windows_1252(),
        columns,
        meaning,
        parts: parts.filter(|part| part.n_rows > 0).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::Mapping;

    fn profile(text: &str) -> Profile {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("logs.csv");
        std::fs::write(&path, text).unwrap();
        examine(&path, &mut |_, _| {}).unwrap()
    }

    #[test]
    fn a_draft_reads_the_file_it_was_drafted_from() {
        let text = "Log Number,Call Received,Opening Code,Postcode,Notes\n\
                    L1,05/11/2018 10:00,Theft,ZB1 2CD,N/A\nL2,25/11/2018 11:30,Burglary,N/A,seen\n";
        let profile = profile(text);
        assert_eq!(profile.meaning.table, Some(Table::Incidents));
        let drafted = draft(&profile);
        let mapping = Mapping::parse("drafted", &drafted).unwrap();
        let header: Vec<String> = profile.columns.iter().map(|column| column.name.clone()).collect();
        assert!(mapping.missing_columns(Table::Incidents, &header).is_empty(), "{drafted}");
        for line in [
            "incident_ref = \"Log Number\"",
            "received_at = \"Call Received\"",
            "\"%d/%m/%Y %H:%M\"",
            "\"N/A\"",
        ] {
            assert!(drafted.contains(line), "{line} is not in\n{drafted}");
        }
    }

    #[test]
    fn dates_that_read_both_ways_are_left_to_a_person() {
        let profile = profile("log_no,received\nA,03/04/2018\nB,05/06/2018\n");
        let reading = profile.columns[1].dates.as_ref().unwrap();
        assert!(reading.ambiguous.is_some());
        let drafted = draft(&profile);
        assert!(drafted.contains("CHOOSE"), "{drafted}");
        assert!(Mapping::parse("drafted", &drafted).is_ok());
    }

    #[test]
    fn a_value_over_twelve_settles_day_and_month() {
        let profile = profile("log_no,received\nA,03/04/2018\nB,25/06/2018\n");
        let reading = profile.columns[1].dates.as_ref().unwrap();
        assert_eq!(
            (reading.patterns.as_slice(), &reading.ambiguous),
            (["%d/%m/%Y".to_owned()].as_slice(), &None)
        );
    }

    #[test]
    fn kinds_are_told() {
        let profile = profile("a,b,c,d,e\n1,1.5,yes,,2018-11-05\n2,2.5,no,,2018-11-06\n");
        let kinds: Vec<Kind> = profile.columns.iter().map(|column| column.kind).collect();
        assert_eq!(kinds, [Kind::WholeNumber, Kind::Number, Kind::YesNo, Kind::Empty, Kind::Date]);
        assert_eq!(profile.columns[3].n_missing, 2);
    }
}

//! What the completeness alarm works on: counts as given, else accepted rows by whole month.

use std::collections::HashSet;

use exchange::Extract;
use exchange::Table;
use exchange::intake::UNDER_N_CODE;
use oversight::completeness::{self, Absent, Assessment};
use oversight::coverage;
use terms::{CountRow, Instant, Month, Text};
use triage::Lexicon;

use super::Question;

/// Counts to assess, with the categories among them that are crimes.
pub struct Counted {
    /// `counts` as given, or `rows` accepted.
    pub basis: &'static str,
    /// Rows of counts left out because their period had not ended by the as-at day.
    pub n_left_out: u64,
    counts: Vec<CountRow>,
    crimes: HashSet<Text>,
}

impl Counted {
    /// Takes the counts given, else counts the rows.
    pub fn of(extract: &Extract, question: &Question) -> Self {
        if extract.counts.is_empty() {
            Self::of_rows(extract, question)
        } else {
            Self::as_given(extract, question)
        }
    }

    /// Assesses every force, category and period.
    pub fn assess(&self) -> Vec<Assessment> {
        let is_crime = |category: &str| self.crimes.contains(category);
        // A file that names forces is a publication; a force's own extract is not.
        let unnamed = self.counts.iter().any(|row| row.force.as_ref() == exchange::intake::UNNAMED_FORCE);
        let rows = if unnamed { "rows accepted" } else { "published rows" };
        completeness::assess(&self.counts, &is_crime, &completeness::Options { rows, ..Default::default() })
    }

    /// Stretches in which a force has no rows at all.
    pub fn absent(&self) -> Vec<Absent> {
        completeness::absent(&self.counts)
    }

    fn as_given(extract: &Extract, question: &Question) -> Self {
        // Without a stated day the counts are taken at their word: a table says what it has counted.
        let ended = |row: &&CountRow| !question.as_at_stated || row.period.last_day() <= question.as_at;
        let counts: Vec<CountRow> = extract.counts.iter().filter(ended).cloned().collect();
        let names: HashSet<&Text> = counts.iter().map(|row| &row.category).collect();
        let is_crime = |name: &&Text| !Lexicon::current().family_of(name).is_other_than_crime();
        let crimes = names.into_iter().filter(is_crime).cloned().collect();
        let n_left_out = (extract.counts.len() - counts.len()) as u64;
        Self { basis: "counts", n_left_out, counts, crimes }
    }

    fn of_rows(extract: &Extract, question: &Question) -> Self {
        let of = |table: Table| {
            extract.row_counts.iter().filter(move |(from, _)| *from == table).map(|(_, row)| row)
        };
        let is_crime = |name: &Text| !Lexicon::current().family_of(name).is_other_than_crime();
        let is_crime = |name: &Text| name.as_ref() != UNDER_N_CODE && is_crime(name);
        let crimes: HashSet<Text> =
            of(Table::Crimes).map(|row| row.category.clone()).filter(is_crime).collect();
        let mut counts: Vec<CountRow> = Vec::new();
        let whole = common_months(extract, question);
        let within =
            |row: &&CountRow| whole.is_some_and(|(first, last)| (first..=last).contains(&row.period.start));
        for table in [Table::Incidents, Table::Crimes] {
            for row in of(table).filter(within) {
                let mut row = row.clone();
                // Incidents closed as burglary are no recorded burglaries.
                if table == Table::Incidents && crimes.contains(&row.category) {
                    row.category = format!("{} (incidents)", row.category).into();
                }
                counts.push(row);
            }
        }
        Self { basis: "rows", n_left_out: 0, counts, crimes }
    }
}

/// Whole months that every table given covers. Where one stops earlier, its later months are not
/// nought but unknown.
fn common_months(extract: &Extract, question: &Question) -> Option<(Month, Month)> {
    let whole = |table: Table| {
        let dates: Vec<Instant> = match table {
            Table::Incidents => extract.incidents.iter().filter_map(|row| row.received_at).collect(),
            _ => extract.crimes.iter().filter_map(terms::CrimeRow::dated_at).collect(),
        };
        coverage::whole_months(&dates, &extract.zone, question.as_at)
    };
    let given = [Table::Incidents, Table::Crimes].into_iter().filter(|table| extract.has(*table));
    given.map(whole).reduce(|a, b| {
        let ((from, to), (other_from, other_to)) = (a?, b?);
        Some((from.max(other_from), to.min(other_to)))
    })?
}

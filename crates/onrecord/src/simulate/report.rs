//! What was simulated, as lines with their bars.

use std::fmt::Write;

/// One line of the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What was tried.
    pub what: String,
    /// What came out, with its n.
    pub measured: String,
    /// What it is held to; empty where it is only told.
    pub bar: String,
    /// Whether it is met; `None`: only told.
    pub met: Option<bool>,
}

/// A part of the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Its lines.
    pub rows: Vec<Row>,
}

impl Section {
    /// An empty part.
    pub fn new(title: &str) -> Self {
        Self { title: title.to_owned(), rows: Vec::new() }
    }

    /// Adds what is only told.
    pub fn told(&mut self, what: impl Into<String>, measured: String) {
        self.rows.push(Row { what: what.into(), measured, bar: String::new(), met: None });
    }

    /// Adds what is held to a bar.
    pub fn held(&mut self, what: impl Into<String>, measured: String, bar: &str, met: bool) {
        self.rows.push(Row { what: what.into(), measured, bar: bar.to_owned(), met: Some(met) });
    }
}

/// Markdown tables, one a section.
pub fn markdown(heading: &str, seconds: u64, sections: &[Section]) -> String {
    let n_met = |met: bool| sections.iter().flat_map(|s| &s.rows).filter(|row| row.met == Some(met)).count();
    let mut text = format!(
        "# {heading}\n\nSynthetic force; no real force's data was seen. Each run through the files of the commands. {} of {} bars met, in {} minutes and {} seconds.\n",
        n_met(true),
        n_met(true) + n_met(false),
        seconds / 60,
        seconds % 60
    );
    for section in sections {
        let _ =
            write!(text, "\n## {}\n\n| what | measured | bar | met |\n|---|---|---|---|\n", section.title);
        for row in &section.rows {
            let _ = writeln!(text, "| {} | {} | {} | {} |", row.what, row.measured, row.bar, word(row.met));
        }
    }
    text
}

/// The same for a screen.
pub fn plain(sections: &[Section]) -> String {
    let mut text = String::new();
    for section in sections {
        let _ = writeln!(text, "\n{}", section.title);
        for row in &section.rows {
            let bar = if row.bar.is_empty() { String::new() } else { format!("  [{}]", row.bar) };
            let _ = writeln!(text, "  {:<4}{}: {}{bar}", word(row.met), row.what, row.measured);
        }
    }
    text
}

fn word(met: Option<bool>) -> &'static str {
    match met {
        None => "",
        Some(true) => "yes",
        Some(false) => "NO",
    }
}

/// A share of runs with its Clopper-Pearson 95% interval.
pub fn share(k: usize, n: usize) -> String {
    match audit::interval::clopper_pearson(k as u64, n as u64, 0.05) {
        None => "no runs".into(),
        Some(ends) => format!(
            "{:.2}% ({k} of {n}; {:.2} to {:.2})",
            100.0 * k as f64 / n as f64,
            100.0 * ends.low,
            100.0 * ends.high
        ),
    }
}

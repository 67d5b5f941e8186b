//! `onrecord pack --check FILE`: every number of a draft, what it is, and what cannot stand.

use std::io::Write;
use std::path::{Path, PathBuf};

use exchange::figures;
use exchange::file::digest_of;
use oversight::figure::{Figure, Source};
use oversight::publication::{Evidence, Quotation, check};

use super::cli::Pack;
use super::print;
use crate::cli::Format;
use crate::{Outcome, Stopped};

/// Figures and quotations given on the command line.
#[derive(Default)]
pub struct Given {
    /// Figures of every figures.json.
    pub figures: Vec<Figure>,
    /// Figures whose files changed, and how.
    pub stale: Vec<(String, String)>,
    /// Quotations.
    pub quotations: Vec<Quotation>,
}

/// Checks a draft. Exit 1 where a number is wrong.
///
/// # Errors
/// A sentence where the draft or the evidence cannot be read.
pub fn run(options: &Pack, draft: &Path, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let given = given(&options.figures, &options.quotations)?;
    let text = exchange::draft::read(draft)?;
    let evidence = Evidence {
        figures: &given.figures,
        stale: &given.stale,
        quotations: &given.quotations,
        today: Some(crate::check::today()),
    };
    let checked = check(&text, &evidence);
    match options.format {
        Format::Text => print::text(out, &draft.display().to_string(), &checked)?,
        Format::Json => print::json(out, &draft.display().to_string(), &checked)?,
    }
    Ok(if checked.is_wrong() { Outcome::No } else { Outcome::Done })
}

/// Reads figures and quotations. A CSV among the figures is a quotations file.
///
/// # Errors
/// A sentence naming the file.
pub fn given(figure_files: &[PathBuf], quotation_files: &[PathBuf]) -> Result<Given, Stopped> {
    let mut given = Given::default();
    let is_csv = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    for path in figure_files.iter().filter(|path| !is_csv(path)) {
        let read = figures::read(path)?;
        for figure in read.figures {
            if let Some(why) = changed(&figure.files, path) {
                given.stale.push((figure.name.clone(), why));
            }
            given.figures.push(figure);
        }
    }
    for path in figure_files.iter().filter(|path| is_csv(path)).chain(quotation_files) {
        given.quotations.extend(exchange::quotations::read(path)?);
    }
    Ok(given)
}

/// Which of a figure's files is no longer what it was, where it still lies where it lay. A file that is
/// elsewhere says nothing.
pub fn changed(files: &[Source], figures: &Path) -> Option<String> {
    let base = figures.parent().unwrap_or(Path::new(""));
    files.iter().find_map(|file| {
        let path =
            [PathBuf::from(&file.name), base.join(&file.name)].into_iter().find(|path| path.is_file())?;
        let now = digest_of(&path).ok()?;
        (now != file.sha256).then(|| format!("{} changed since the figure was computed", file.name))
    })
}

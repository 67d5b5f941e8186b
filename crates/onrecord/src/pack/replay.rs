//! `onrecord pack --replay FIGURES`: the figures computed again from their files, and compared.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Parser;
use exchange::figures;
use oversight::figure::{Answer, Figure};

use super::check::changed;
use crate::cli::{Cli, Command};
use crate::{Outcome, Stopped};

/// Commands whose figures can be computed again.
const REPLAYED: [&str; 2] = ["check", "audit"];

/// Runs the recipe of a figures file again. Exit 1 where a figure differs or a file changed.
///
/// # Errors
/// A sentence where the file, its recipe or its files cannot be read.
pub fn run(path: &Path, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let was = figures::read(path)?;
    let command = was.recipe.arguments.first().map_or("", String::as_str);
    if !REPLAYED.contains(&command) {
        return Err(Stopped::Usage(format!(
            "{}: made by \"{command}\", which cannot be replayed.",
            path.display()
        )));
    }
    let mut stale = Vec::new();
    for figure in &was.figures {
        if let Some(why) = changed(&figure.files, path) {
            stale.push(why);
        }
    }
    stale.sort();
    stale.dedup();
    for why in &stale {
        writeln!(out, "stale: {why}.")?;
    }
    let folder = std::env::temp_dir().join(format!("onrecord-replay-{}", std::process::id()));
    let again = again(&was.recipe.arguments, path, &folder);
    let read = again.and_then(|()| Ok(figures::read(&folder.join(figures::FILE_NAME))?));
    let _ = std::fs::remove_dir_all(&folder);
    let now = read?;
    let mut differ = 0;
    for figure in &was.figures {
        let other = now.find(&figure.name);
        if other.map(|other| &other.answer) == Some(&figure.answer) {
            continue;
        }
        differ += 1;
        writeln!(
            out,
            "differs: {} was {}, is now {}.",
            figure.name,
            shown(figure),
            other.map_or_else(|| "not computed".into(), shown)
        )?;
    }
    let n = was.figures.len();
    writeln!(out, "{} of {n} figures are as they were.", n - differ)?;
    Ok(if differ == 0 && stale.is_empty() { Outcome::Done } else { Outcome::No })
}

fn shown(figure: &Figure) -> String {
    match &figure.answer {
        Answer::Known(value) => format!("{} {}", value.value, value.unit.word()),
        Answer::NotKnown(why) => format!("not known ({why})"),
    }
}

fn again(arguments: &[String], figures: &Path, folder: &Path) -> Result<(), Stopped> {
    let base = figures.parent().unwrap_or(Path::new(""));
    let located = arguments.iter().map(|argument| located(argument, base));
    let line = std::iter::once("onrecord".to_owned())
        .chain(located)
        .chain(["--out".to_owned(), folder.display().to_string()]);
    let cli = Cli::try_parse_from(line)
        .map_err(|error| Stopped::Usage(format!("the recipe cannot be run: {error}")))?;
    if matches!(cli.command, Command::Pack(_)) {
        return Err(Stopped::Usage("a pack is no recipe of figures.".into()));
    }
    crate::run(cli.command, &mut std::io::sink()).map(|_| ())
}

/// A file of the recipe, where it lay or beside the figures.
fn located(argument: &str, base: &Path) -> String {
    let beside: PathBuf = base.join(argument);
    if !Path::new(argument).exists() && beside.is_file() {
        beside.display().to_string()
    } else {
        argument.to_owned()
    }
}

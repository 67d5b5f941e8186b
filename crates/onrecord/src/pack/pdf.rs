//! Packs as tagged PDF, by `onrecord-letters`, a program of its own that stands beside this one: Typst is
//! heavy, and a plain build does without (docs/decisions/0010).

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::cli::Pdf;
use crate::Stopped;

/// The other program's name, without the system's ending.
const NAME: &str = "onrecord-letters";

/// What makes PDFs, or why none are made.
pub enum Letters {
    /// The program.
    Here(PathBuf),
    /// None, with the sentence that says why; `None` where none were wanted.
    Without(Option<String>),
}

/// Looks for the program beside this one.
///
/// # Errors
/// A sentence where PDFs must be made and it is not there.
pub fn letters(when: Pdf) -> Result<Letters, Stopped> {
    if when == Pdf::No {
        return Ok(Letters::Without(None));
    }
    let here = std::env::current_exe().ok();
    let name = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
    let beside = here.as_deref().and_then(Path::parent).map(|folder| folder.join(name));
    match beside.filter(|path| path.is_file()) {
        Some(path) => Ok(Letters::Here(path)),
        None => {
            let how = format!(
                "{NAME} does not stand beside this program. Build it with cargo build --release --package letters."
            );
            match when {
                Pdf::Yes => Err(Stopped::Usage(format!("--pdf yes: {how} Nothing was made."))),
                _ => Ok(Letters::Without(Some(format!("no PDF: {how}")))),
            }
        }
    }
}

/// The PDF of a page.
///
/// # Errors
/// A sentence where the program refuses the page or cannot run.
pub fn made(program: &Path, pack: &str, page: &str) -> Result<Vec<u8>, Stopped> {
    let failed = |what: String| Stopped::Usage(format!("{pack}.pdf: {what} The pack was not made."));
    let mut child = Command::new(program)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| failed(format!("{} cannot be run ({error}).", program.display())))?;
    let mut input = child.stdin.take();
    let page = page.to_owned();
    // Written beside the reading, so that neither waits for the other's full pipe.
    let writer = std::thread::spawn(move || input.as_mut().map(|input| input.write_all(page.as_bytes())));
    let output = child.wait_with_output().map_err(|error| failed(format!("{error}.")))?;
    let _ = writer.join();
    if !output.status.success() || !output.stdout.starts_with(b"%PDF-") {
        let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(failed(if told.is_empty() {
            "the PDF program ended without a PDF.".into()
        } else {
            told
        }));
    }
    Ok(output.stdout)
}

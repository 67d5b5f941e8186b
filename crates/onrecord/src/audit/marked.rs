//! Marks read against a drawn list, and the sealed file opened: what estimate and certify share.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use audit::answers::Subject;
use audit::marks::{MarkFault, MarkLine};
use audit::review::{Listed, Review, review};
use exchange::audit::marks::{self, MarksFile};
use exchange::audit::{digest, planted};
use oversight::figure::Source;

use super::cli::Estimate;
use super::folder::Drawn;
use super::refuse;
use crate::Stopped;

/// A drawn list with what the marks say of it.
pub struct Marked {
    /// The list.
    pub drawn: Drawn,
    /// The same, as it is reviewed.
    pub list: Vec<Listed>,
    /// What the marks say.
    pub review: Review,
    /// Their lines.
    pub lines: Vec<MarkLine>,
    /// Their files.
    pub files: Vec<MarksFile>,
    /// Known answers, once opened.
    pub planted: Option<BTreeMap<String, Vec<String>>>,
    /// Every file it rests on.
    pub sources: Vec<Source>,
}

impl Marked {
    /// Reads marks against the list of a folder.
    ///
    /// # Errors
    /// Every line that breaks the protocol, with its file and reason.
    pub fn open(options: &Estimate) -> Result<Self, Stopped> {
        let marked = Self::of(Drawn::open(&options.audit)?, &options.marks, options.planted.as_deref())?;
        let sources = sources(options, &marked.drawn, &marked.files)?;
        Ok(Self { sources, ..marked })
    }

    /// Reads marks against a list that is open already; its sources are not digested.
    ///
    /// # Errors
    /// As [`Marked::open`].
    pub fn of(drawn: Drawn, paths: &[PathBuf], sealed: Option<&Path>) -> Result<Self, Stopped> {
        let (files, lines) = marks::read(paths)?;
        twice(paths, &files)?;
        let list = listed(&drawn);
        let hidden = drawn.planted();
        let review = review(&list, &hidden, &drawn.audit.protocol.marking, &lines)
            .map_err(|faults| refused(&files, &faults))?;
        let planted = sealed.map(|path| opened(&drawn, path)).transpose()?;
        Ok(Self { drawn, list, review, lines, files, planted, sources: Vec::new() })
    }

    /// What a report says of the audit itself.
    pub fn facts(&self) -> exchange::report::audit::page::Facts<'_> {
        let (protocol, draw) = (&self.drawn.audit.protocol, &self.drawn.draw);
        let settings = super::figures::settings(protocol, self);
        exchange::report::audit::page::Facts {
            protocol,
            population: super::figures::population(protocol),
            settings: settings.into_iter().map(|one| (one.setting, one.value)).collect(),
            files: self.sources.iter().map(|one| (one.name.clone(), one.sha256.clone())).collect(),
            frame: (self.drawn.audit.plan.frame.incidents, self.drawn.audit.plan.frame.recorded),
            seed: format!("{}, {}, {}", draw.seed, draw.seed_at, draw.seed_source),
            program: draw.program.clone(),
        }
    }

    /// What the answers are worked out from.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            protocol: &self.drawn.audit.protocol,
            frame: &self.drawn.audit.frame,
            reports: &self.drawn.audit.reports,
            entries: &self.drawn.entries,
            list: &self.list,
            review: &self.review,
            planted: self.planted.as_ref(),
        }
    }
}

/// The same file given twice would stand as the same marker twice; say it plainly.
fn twice(paths: &[PathBuf], files: &[MarksFile]) -> Result<(), Stopped> {
    for (at, file) in files.iter().enumerate() {
        if let Some(path) =
            paths.get(at).filter(|_| files.iter().take(at).any(|other| other.digest == file.digest))
        {
            return Err(refuse(
                path.display().to_string(),
                "the same marks are given twice: another file holds the same bytes.",
            ));
        }
    }
    Ok(())
}

fn listed(drawn: &Drawn) -> Vec<Listed> {
    let place: HashMap<&str, u64> = (1..).zip(&drawn.work_list).map(|(at, id)| (id.as_str(), at)).collect();
    let one = |entry: &audit::list::Entry| {
        let line = drawn.audit.frame.get(entry.line)?;
        Some(Listed {
            id: line.id.clone(),
            position: place.get(line.id.as_str()).copied()?,
            recorded: line.recorded,
            cap: line.cap,
            is_double: entry.is_double,
            single: entry.single,
        })
    };
    drawn.entries.iter().filter_map(one).collect()
}

/// Refusals of marks, by file.
pub fn refused(files: &[MarksFile], faults: &[MarkFault]) -> Stopped {
    let first = faults.first().map_or(0, |fault| fault.file);
    let name = |file: usize| files.get(file).map_or("marks", |file| file.name.as_str());
    let of_first: Vec<(u64, String)> = faults
        .iter()
        .filter(|fault| fault.file == first)
        .map(|fault| (fault.line, fault.why.clone()))
        .collect();
    let mut what = exchange::audit::reasons(&of_first);
    for (file, _) in files.iter().enumerate().filter(|(file, _)| *file != first) {
        let n = faults.iter().filter(|fault| fault.file == file).count();
        if n > 0 {
            what.push_str(&format!("\n  {} has {n} such lines too.", name(file)));
        }
    }
    refuse(name(first), what)
}

fn opened(drawn: &Drawn, path: &Path) -> Result<BTreeMap<String, Vec<String>>, Stopped> {
    let sealed = planted::read(path)?;
    match &drawn.audit.plan.planted {
        Some(stated) if *stated == sealed.digest => Ok(sealed.answers),
        Some(_) => Err(refuse(&sealed.name, "it is not the sealed file of the plan: its digest differs.")),
        None => Err(refuse(
            &sealed.name,
            "the plan has no planted logs; they are named, by digest, before the seed.",
        )),
    }
}

fn sources(options: &Estimate, drawn: &Drawn, files: &[MarksFile]) -> Result<Vec<Source>, Stopped> {
    let folder = &options.audit;
    let in_folder = |name: &str| -> Result<Source, Stopped> {
        let path = folder.join(name);
        let bytes = std::fs::read(&path)
            .map_err(|error| exchange::Fault::Unreadable { path: path.clone(), error })?;
        Ok(Source { name: path.display().to_string(), sha256: digest(&bytes) })
    };
    let mut sources = vec![
        Source {
            name: folder.join("plan.json").display().to_string(),
            sha256: drawn.audit.plan_digest.clone(),
        },
        Source { name: folder.join("draw.json").display().to_string(), sha256: drawn.draw_digest.clone() },
        in_folder("frame.txt")?,
        in_folder("details.csv")?,
        in_folder("worklist.csv")?,
    ];
    for (path, file) in options.marks.iter().zip(files) {
        sources.push(Source { name: path.display().to_string(), sha256: file.digest.clone() });
    }
    if let (Some(path), Some(sha256)) = (&options.planted, &drawn.audit.plan.planted) {
        sources.push(Source { name: path.display().to_string(), sha256: sha256.clone() });
    }
    Ok(sources)
}

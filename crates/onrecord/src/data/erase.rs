//! `onrecord erase`: personal data go, with approval.

use std::io::{self, Read, Write};

use recording::event::Ground;
use serde_json::json;
use store::Opening;
use store::content::what;
use store::erase::{Erased, Plan, Request, Scrubbed, Whom};

use crate::cli::{Erase, Format};
use crate::progress::Progress;
use crate::{Outcome, Stopped};

/// Most bytes of the file that names a person.
const MOST_BYTES: u64 = 4_096;

/// Erases, or says what would go.
///
/// # Errors
/// A sentence where it cannot run or is refused; nothing is then erased.
pub fn run(options: &Erase, out: &mut dyn Write) -> Result<Outcome, Stopped> {
    let request = request(options)?;
    let progress = Progress::begin();
    progress.say("looking through personal rows");
    if options.dry_run {
        let plan = super::with_store(&options.place, Opening::Existing, async |store| {
            store.plan_erasure(&request.whom).await
        })?;
        drop(progress);
        print(out, options, &plan, None)?;
        return Ok(Outcome::Done);
    }
    let erased =
        super::with_store(&options.place, Opening::Existing, async |store| store.erase(request).await)?;
    drop(progress);
    print(out, options, &erased.plan, Some(&erased))?;
    Ok(Outcome::Done)
}

fn request(options: &Erase) -> Result<Request, Stopped> {
    let ground = Ground::from_word(&options.ground).ok_or_else(|| {
        let words = Ground::ALL.map(Ground::word).join(", ");
        Stopped::Usage(format!("--ground {}: must be one of {words}.", options.ground))
    })?;
    let source = options.source.clone().unwrap_or_default();
    let whom = match (&options.reference, &options.person_id, &options.person) {
        (Some(reference), _, _) => Whom::Reference { source, reference: reference.clone() },
        (_, Some(person_id), _) => Whom::PersonId { source, person_id: person_id.clone() },
        (_, _, Some(file)) => named(file)?,
        (None, None, None) => {
            let what =
                "say whose data: --reference REF or --person-id ID with --source NAME, or --person FILE.";
            return Err(Stopped::Usage(what.into()));
        }
    };
    Ok(Request {
        request: options.request.clone(),
        ground,
        asked_by: options.asked_by.clone(),
        approved_by: options.approved_by.clone(),
        whom,
    })
}

/// Reads the person's name from lines, so that it stands in no shell's history and no list of processes.
fn named(file: &str) -> Result<Whom, Stopped> {
    let mut text = String::new();
    let read = if file == "-" {
        io::stdin().take(MOST_BYTES).read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|opened| opened.take(MOST_BYTES).read_to_string(&mut text))
    };
    read.map_err(|error| Stopped::Usage(format!("--person {file}: cannot be read ({error}).")))?;
    let field = |name: &str| {
        text.lines()
            .filter_map(|line| line.split_once(':'))
            .find(|(key, _)| key.trim() == name)
            .map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    };
    match (field("surname"), field("forename")) {
        (Some(surname), Some(forename)) => Ok(Whom::Named { surname, forename, born: field("born") }),
        _ => Err(Stopped::Usage(format!(
            "--person {file}: needs a line `surname: ...` and a line `forename: ...`; `born: 1984-02-29` where known."
        ))),
    }
}

const KINDS: [(&str, &str); 5] = [
    (what::PERSON, "of people"),
    (what::NARRATIVE, "of log text"),
    (what::PLACE, "of places"),
    (what::REASON, "of typed reasons"),
    (what::VALUE, "of quarantined values"),
];

fn print(out: &mut dyn Write, options: &Erase, plan: &Plan, erased: Option<&Erased>) -> io::Result<()> {
    if options.format == Format::Json {
        serde_json::to_writer_pretty(&mut *out, &as_json(plan, erased))?;
        return writeln!(out);
    }
    let kinds: Vec<String> = KINDS
        .iter()
        .map(|(what, name)| (plan.n_of(what), name))
        .filter(|(n, _)| *n > 0)
        .map(|(n, name)| format!("{n} {name}"))
        .collect();
    let kinds = if kinds.is_empty() { "none".to_owned() } else { kinds.join(", ") };
    let verb = if erased.is_some() { "Erased" } else { "Would be erased" };
    writeln!(out, "{verb}: {} personal rows of {} records ({kinds})", plan.rows.len(), plan.n_records())?;
    let Some(erased) = erased else { return writeln!(out, "Nothing is changed.") };
    writeln!(
        out,
        "Approved by entry {} of the ledger; a later extract does not bring them back",
        erased.seq
    )?;
    writeln!(out, "{}", scrubbed(&erased.scrubbed))?;
    writeln!(out, "Backups made before today and the extracts' own files still hold them.")
}

const fn scrubbed(scrubbed: &Scrubbed) -> &'static str {
    match scrubbed {
        Scrubbed::Absent => "The database's files were searched: nothing of them is there.",
        Scrubbed::WrittenAnew => {
            "The database's files were searched, written anew and searched again: nothing of them is there."
        }
        Scrubbed::StillThere => {
            "STILL IN THE FILES, in parts that are no longer used or in another record of the same words: stop the other programs on this database and run the erasure of what is left, or `VACUUM`."
        }
        Scrubbed::Vacuumed => {
            "The table was written anew. PostgreSQL's own log keeps them until it is recycled, its replicas and backups as they are set."
        }
        Scrubbed::OwnerMustVacuum => {
            "This role may not write the table anew: as its owner run `VACUUM (FULL) personal`. Until then dead rows stay in the file."
        }
    }
}

fn as_json(plan: &Plan, erased: Option<&Erased>) -> serde_json::Value {
    let kinds: serde_json::Map<String, serde_json::Value> =
        KINDS.iter().map(|(what, _)| ((*what).to_owned(), plan.n_of(what).into())).collect();
    json!({
        "rows": plan.rows.len(),
        "records": plan.n_records(),
        "kinds": kinds,
        "suppressed": plan.suppressions.len(),
        "entry": erased.map(|erased| erased.seq),
        "files": erased.map(|erased| scrubbed(&erased.scrubbed)),
    })
}

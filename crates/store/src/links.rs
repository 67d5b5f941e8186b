//! Links between incidents and crimes, made anew after a load: what changed is laid in and sealed like
//! an extract, of the source `linkage`. A person's ruling ([`recording::Command::DecideLink`]) stands
//! beside them and goes before them.

use std::collections::HashSet;

use ledger::{Hash, Value};
use linkage::{Link, Linked, Options, Records};
use recording::event::Sealed;
use terms::{CrimeRow, IncidentRow, PersonRow};
use triage::Lexicon;

use crate::Store;
use crate::content::{self, Content, table};
use crate::fault::Fault;
use crate::load::Loaded;
use crate::sources::{LoadLock, Mode, Record, Stager, all_newest, clear_unsealed};
use crate::sql::Tx;

/// The source that links are laid in under.
pub const SOURCE: &str = "linkage";

/// Where a link stands.
pub mod status {
    /// Accepted by the program.
    pub const MADE: &str = "made";
    /// Possible: for a person to look at.
    pub const REVIEW: &str = "review";
    /// Once made or possible, no longer.
    pub const WITHDRAWN: &str = "withdrawn";
}

/// The records that links are made of, with their keys.
struct Everything {
    incidents: Vec<IncidentRow>,
    incident_keys: Vec<String>,
    crimes: Vec<CrimeRow>,
    crime_keys: Vec<String>,
    people: Vec<PersonRow>,
    /// Links that stand, made or possible.
    standing: Vec<Record>,
}

impl Store {
    /// Links all incidents and crimes anew and lays in what changed; `None` where nothing did.
    ///
    /// # Errors
    /// [`Fault::LoadRunning`]; what the engine says.
    pub async fn relink(&self, actor: &str) -> Result<Option<Loaded>, Fault> {
        let lock = LoadLock::take(self).await?;
        let linked = self.relink_locked(actor).await;
        lock.release().await;
        linked
    }

    async fn relink_locked(&self, actor: &str) -> Result<Option<Loaded>, Fault> {
        clear_unsealed(self).await?;
        let mut tx = self.read().await?;
        let everything = everything(&mut tx).await?;
        drop(tx);
        let contents = tokio::task::spawn_blocking(move || contents(&everything))
            .await
            .map_err(|error| Fault::Engine(format!("linking was broken off ({error})")))?;
        let mut stager = Stager::begin(self, SOURCE).await?;
        stager.stage(contents.into_iter(), Mode::Records, &mut |_| {}).await?;
        if stager.n_rows() == 0 {
            clear_unsealed(self).await?;
            return Ok(None);
        }
        let sealed = Sealed {
            load: stager.load,
            source: SOURCE.into(),
            mapping: "shipped weights".into(),
            digest: Hash::of_fields(&[b"onrecord/links/1", &stager.root().0]),
            rows_root: stager.root(),
            n_rows: stager.n_rows(),
            tally: stager.tally,
        };
        self.seal(sealed, actor, true).await.map(Some)
    }
}

async fn everything(tx: &mut Tx) -> Result<Everything, Fault> {
    let incidents = all_newest(tx, table::INCIDENTS).await?;
    let crimes = all_newest(tx, table::CRIMES).await?;
    let people = all_newest(tx, table::PEOPLE).await?;
    let standing = all_newest(tx, table::LINKS).await?;
    // A made-up reference names a place in the store and nothing in an extract.
    let own = |reference: &str| if reference.starts_with('~') { String::new() } else { reference.to_owned() };
    Ok(Everything {
        incident_keys: incidents.iter().map(Record::key).collect(),
        incidents: incidents
            .iter()
            .map(|one| content::incident(&own(&one.reference), &one.body, &one.personal))
            .collect(),
        crime_keys: crimes.iter().map(Record::key).collect(),
        crimes: crimes
            .iter()
            .map(|one| content::crime(&own(&one.reference), &one.body, &one.personal))
            .collect(),
        people: people
            .iter()
            .flat_map(|one| one.personal.iter().map(|part| content::person(&own(&one.reference), part)))
            .collect(),
        standing: standing.into_iter().filter(|link| link.status != status::WITHDRAWN).collect(),
    })
}

fn contents(all: &Everything) -> Vec<Content> {
    let linked = linked(all);
    let made = linked.links.iter().map(|link| (link, status::MADE));
    let review = linked.review.iter().map(|link| (link, status::REVIEW));
    let mut contents: Vec<Content> =
        made.chain(review).filter_map(|(link, status)| link_content(all, link, status)).collect();
    let now: HashSet<(&str, &str)> =
        contents.iter().map(|one| (one.reference.as_str(), one.related.as_str())).collect();
    let gone: Vec<Content> = all
        .standing
        .iter()
        .filter(|link| !now.contains(&(link.reference.as_str(), link.related.as_str())))
        .map(|link| Content {
            table: table::LINKS,
            reference: link.reference.clone(),
            related: link.related.clone(),
            at: None,
            status: status::WITHDRAWN.into(),
            body: Value::object::<&str>([]),
            personal: Vec::new(),
        })
        .collect();
    contents.extend(gone);
    contents
}

fn linked(all: &Everything) -> Linked {
    let lexicon = Lexicon::current();
    let incident_families: Vec<_> =
        all.incidents.iter().map(|row| triage::family_of_incident(lexicon, row)).collect();
    let crime_families: Vec<_> = all.crimes.iter().map(|row| triage::family_of_crime(lexicon, row)).collect();
    let records = Records {
        incidents: &all.incidents,
        crimes: &all.crimes,
        people: &all.people,
        incident_families: &incident_families,
        crime_families: &crime_families,
    };
    linkage::link(&records, &Options::default())
}

fn link_content(all: &Everything, link: &Link, status: &str) -> Option<Content> {
    // What was compared and what it adds to the log-odds; of the values themselves only the times and
    // kinds could stay, and the records beside the link hold those.
    let bar = |bar: &linkage::Bar| {
        Value::List(vec![Value::Text(bar.name.into()), Value::Text(format!("{:.3}", bar.weight))])
    };
    let bars = link.bars.iter().map(bar).collect();
    let checks = link.checks_failed.iter().map(|check| Value::Text(check.name().into())).collect();
    Some(Content {
        table: table::LINKS,
        reference: all.incident_keys.get(link.incident)?.clone(),
        related: all.crime_keys.get(link.crime)?.clone(),
        at: None,
        status: status.into(),
        body: Value::object([
            ("bars", Value::List(bars)),
            ("checks_failed", Value::List(checks)),
            ("how", Value::Text(link.how.name().into())),
            ("probability", Value::Text(format!("{:.4}", link.probability))),
        ]),
        personal: Vec::new(),
    })
}

//! Projections: the tables that pages read, brought up to date by each event and by it alone. The same
//! text runs live and in a rebuild, where temporary tables stand before the lasting ones.

use recording::Event;
use recording::event::{Erasure, LinkRuling, Opened, Sealed};
use recording::safeguarding::{Answer, Safeguarding};

use crate::binds;
use crate::fault::Fault;
use crate::sql::Tx;

/// The tables that are recomputed, each with its columns.
pub const TABLES: &[(&str, &str)] = &[
    (
        "source_load",
        "load, seq, at, actor, kind, source, mapping, digest, n_rows, n_received, n_accepted, n_quarantined, \
         n_duplicate, n_new, n_changed, n_unchanged, n_suppressed",
    ),
    ("incident", "incident_id, reference, opened_seq, opened_at, source, source_reference, load, position"),
    ("link_decision", "incident_ref, crime_ref, verdict, seq, at, actor"),
    ("safeguarding", "incident_ref, what, day, given_by, why, seq, at, actor"),
    ("erasure", "seq, at, asked_by, approved_by, ground, n_rows, n_suppressed"),
    ("reference_series", "series, last"),
];

/// Brings the projections up to date with one event.
///
/// # Errors
/// What the engine says.
pub async fn project(tx: &mut Tx, seq: u64, at: i64, actor: &str, event: &Event) -> Result<(), Fault> {
    match event {
        Event::ExtractLoaded(sealed) | Event::LinksMade(sealed) => {
            source_load(tx, (seq, at, actor), event.kind(), sealed).await
        }
        Event::IncidentOpenedFromExtract(opened) => incident(tx, seq, at, opened).await,
        Event::LinkDecided(ruling) => link_decision(tx, (seq, at, actor), ruling).await,
        Event::SafeguardingAnswered(answered) => safeguarding(tx, (seq, at, actor), answered).await,
        Event::Erased(erased) => erasure(tx, seq, at, erased).await,
    }
}

/// Notes up to which entry the projections stand.
pub(crate) async fn stand_at(tx: &mut Tx, seq: u64) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO projected (name, seq) VALUES ('all', $1)
         ON CONFLICT (name) DO UPDATE SET seq = excluded.seq",
        binds![seq],
    )
    .await?;
    Ok(())
}

async fn source_load(
    tx: &mut Tx,
    (seq, at, actor): (u64, i64, &str),
    kind: &str,
    sealed: &Sealed,
) -> Result<(), Fault> {
    let tally = &sealed.tally;
    tx.execute(
        "INSERT INTO source_load (load, seq, at, actor, kind, source, mapping, digest, n_rows, n_received,
             n_accepted, n_quarantined, n_duplicate, n_new, n_changed, n_unchanged, n_suppressed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        binds![
            sealed.load,
            seq,
            at,
            actor,
            kind,
            sealed.source.as_str(),
            sealed.mapping.as_str(),
            sealed.digest.to_hex(),
            sealed.n_rows,
            tally.received,
            tally.accepted,
            tally.quarantined,
            tally.duplicate,
            tally.new,
            tally.changed,
            tally.unchanged,
            tally.suppressed,
        ],
    )
    .await?;
    Ok(())
}

async fn incident(tx: &mut Tx, seq: u64, at: i64, opened: &Opened) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO incident
             (incident_id, reference, opened_seq, opened_at, source, source_reference, load, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        binds![
            opened.incident_id.as_str(),
            opened.reference.as_str(),
            seq,
            at,
            opened.source.as_str(),
            opened.source_reference.as_str(),
            opened.load,
            opened.position,
        ],
    )
    .await?;
    // `ON/2026/000123` is the 123rd of series `ON/2026`.
    let (series, number) = opened.reference.rsplit_once('/').unwrap_or((opened.reference.as_str(), "0"));
    let number: i64 = number
        .parse()
        .map_err(|_| Fault::Damaged(format!("Entry {seq} of the ledger holds no human reference.")))?;
    tx.execute(
        "INSERT INTO reference_series (series, last) VALUES ($1, $2)
         ON CONFLICT (series) DO UPDATE SET last = excluded.last",
        binds![series, number],
    )
    .await?;
    Ok(())
}

async fn link_decision(
    tx: &mut Tx,
    (seq, at, actor): (u64, i64, &str),
    ruling: &LinkRuling,
) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO link_decision (incident_ref, crime_ref, verdict, seq, at, actor)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (incident_ref, crime_ref) DO UPDATE
         SET verdict = excluded.verdict, seq = excluded.seq, at = excluded.at, actor = excluded.actor",
        binds![
            ruling.incident_ref.as_str(),
            ruling.crime_ref.as_str(),
            ruling.verdict.word(),
            seq,
            at,
            actor
        ],
    )
    .await?;
    Ok(())
}

async fn safeguarding(
    tx: &mut Tx,
    (seq, at, actor): (u64, i64, &str),
    answered: &Safeguarding,
) -> Result<(), Fault> {
    let [what, day, by, why] = match &answered.answer {
        Answer::Given { what, day, by } => [what.word(), day.as_str(), by.word(), ""],
        Answer::NoneGiven { why } => ["", "", "", why.word()],
    };
    tx.execute(
        "INSERT INTO safeguarding (incident_ref, what, day, given_by, why, seq, at, actor)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (incident_ref) DO UPDATE
         SET what = excluded.what, day = excluded.day, given_by = excluded.given_by, why = excluded.why,
             seq = excluded.seq, at = excluded.at, actor = excluded.actor",
        binds![answered.incident_ref.as_str(), what, day, by, why, seq, at, actor],
    )
    .await?;
    Ok(())
}

async fn erasure(tx: &mut Tx, seq: u64, at: i64, erased: &Erasure) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO erasure (seq, at, asked_by, approved_by, ground, n_rows, n_suppressed)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        binds![
            seq,
            at,
            erased.asked_by.as_str(),
            erased.approved_by.as_str(),
            erased.ground.word(),
            erased.n_rows,
            erased.n_suppressed,
        ],
    )
    .await?;
    Ok(())
}

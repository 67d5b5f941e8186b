//! What was done to the database as a whole, for `onrecord doctor`: notes that help an operator and
//! prove nothing.

use ledger::Value;

use crate::Store;
use crate::binds;
use crate::fault::Fault;

/// Something that is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `onrecord verify` ran.
    Verified,
    /// A backup was made.
    BackedUp,
    /// A checkpoint was given out.
    CheckpointExported,
    /// A checkpoint that was kept elsewhere was compared, and the ledger extends it.
    CheckpointCompared,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::BackedUp => "backed_up",
            Self::CheckpointExported => "checkpoint_exported",
            Self::CheckpointCompared => "checkpoint_compared",
        }
    }
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// When: microseconds since 1970 UTC.
    pub at: i64,
    /// What is to be known of it.
    pub detail: Value,
}

/// What an operator must know, as far as the database can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Entries of the ledger.
    pub n_entries: u64,
    /// The latest time that an entry carries, microseconds since 1970 UTC.
    pub latest_at: Option<i64>,
    /// Entries whose time lies before that of an earlier one.
    pub n_stepped_back: u64,
    /// Loads that were begun and not sealed.
    pub n_unsealed_loads: u64,
    /// Whether PostgreSQL checks its pages; `None` on SQLite, which never does.
    pub page_checksums: Option<bool>,
}

/// How much there is to go through; for a bar, and for nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Entries of the ledger.
    pub n_entries: u64,
    /// Rows that they sealed, as the table of loads has it.
    pub n_rows: u64,
}

impl Store {
    /// How much there is to go through: [`Store::verify`] tells its progress in entries and rows.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn extent(&self) -> Result<Extent, Fault> {
        let mut tx = self.read().await?;
        let sum = "SELECT CAST(coalesce(sum(n_rows), 0) AS BIGINT) FROM source_load";
        let row = tx.find(sum, Vec::new()).await?;
        let n_rows = row.map_or(Ok(0), |row| row.count(0))?;
        Ok(Extent { n_entries: crate::book::head(&mut tx).await?.seq, n_rows })
    }

    /// Notes that something was done.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn note(&self, kind: Kind, detail: Value) -> Result<(), Fault> {
        let (at, detail) = (self.now(), String::from_utf8_lossy(&detail.to_bytes()).into_owned());
        self.stage(move |tx| {
            Box::pin(async move {
                tx.execute(
                    "INSERT INTO operation (at, kind, detail) VALUES ($1, $2, $3)
                     ON CONFLICT (at, kind) DO NOTHING",
                    binds![at, kind.word(), detail],
                )
                .await?;
                Ok(())
            })
        })
        .await
    }

    /// The last note of a kind.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn last_noted(&self, kind: Kind) -> Result<Option<Operation>, Fault> {
        let mut tx = self.read().await?;
        let row = tx
            .find(
                "SELECT at, detail FROM operation WHERE kind = $1 ORDER BY at DESC LIMIT 1",
                binds![kind.word()],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        let detail = Value::from_bytes(&row.raw(1)?).unwrap_or(Value::List(Vec::new()));
        Ok(Some(Operation { at: row.int(0)?, detail }))
    }

    /// What an operator must know, as far as the database can tell.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn condition(&self) -> Result<Condition, Fault> {
        let mut tx = self.read().await?;
        let count = |row: Option<crate::sql::Row>| row.map_or(Ok(0), |row| row.count(0));
        let latest = tx.find("SELECT max(at) FROM ledger", Vec::new()).await?;
        let n_stepped_back = tx.find(STEPPED_BACK, Vec::new()).await?;
        let n_unsealed_loads = tx.find("SELECT count(*) FROM staging", Vec::new()).await?;
        let page_checksums = if tx.is_sqlite() {
            None
        } else {
            let row = tx.find("SELECT current_setting('data_checksums')", Vec::new()).await?;
            row.map(|row| row.text(0)).transpose()?.map(|setting| setting == "on")
        };
        Ok(Condition {
            n_entries: crate::book::head(&mut tx).await?.seq,
            latest_at: latest.map(|row| row.maybe_int(0)).transpose()?.flatten(),
            n_stepped_back: count(n_stepped_back)?,
            n_unsealed_loads: count(n_unsealed_loads)?,
            page_checksums,
        })
    }
}

const STEPPED_BACK: &str = "SELECT count(*) FROM (
    SELECT at, max(at) OVER (ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS latest
    FROM ledger) AS entries WHERE at < latest";

//! `rebuild`: the projections recomputed from the ledger, into temporary tables that stand before the
//! lasting ones of the same name, then compared with them or put in their place.

use sqlx::AssertSqlSafe;

use crate::Store;
use crate::binds;
use crate::book;
use crate::fault::Fault;
use crate::project::{self, TABLES};
use crate::sql::Tx;

/// How a table compares with its recomputation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The table.
    pub table: &'static str,
    /// Rows that the recomputation has.
    pub n_rows: u64,
    /// Rows that it has and the table has not.
    pub n_missing: u64,
    /// Rows that the table has and it has not.
    pub n_strange: u64,
    /// The key of the first row at fault.
    pub first: Option<String>,
}

impl Compared {
    /// Whether they are equal.
    pub const fn is_equal(&self) -> bool {
        self.n_missing == 0 && self.n_strange == 0
    }
}

/// What a rebuild did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Entries replayed.
    pub n_entries: u64,
    /// Each table.
    pub tables: Vec<Compared>,
}

impl Rebuilt {
    /// Whether every table was equal.
    pub fn is_equal(&self) -> bool {
        self.tables.iter().all(Compared::is_equal)
    }
}

impl Store {
    /// Recomputes the projections and compares; changes nothing. `progress` is told how many entries
    /// were replayed.
    ///
    /// # Errors
    /// What the engine says; an entry that cannot be read.
    pub async fn rebuild_check(&self, progress: &mut (dyn FnMut(u64) + Send)) -> Result<Rebuilt, Fault> {
        let mut tx = self.read().await?;
        let rebuilt = replayed(&mut tx, progress).await;
        tx.roll_back().await?;
        rebuilt
    }

    /// Recomputes the projections and puts them in place of the tables, in one transaction; says what
    /// was not equal before. Writers wait until it is done.
    ///
    /// # Errors
    /// What the engine says; an entry that cannot be read.
    pub async fn rebuild(&self) -> Result<Rebuilt, Fault> {
        self.rebuild_telling(|_| {}).await
    }

    /// As [`Self::rebuild`]; `progress` is told how many entries were replayed.
    ///
    /// # Errors
    /// As [`Self::rebuild`].
    pub async fn rebuild_telling(
        &self,
        mut progress: impl FnMut(u64) + Send + 'static,
    ) -> Result<Rebuilt, Fault> {
        self.write(move |tx| {
            Box::pin(async move {
                let rebuilt = replayed(tx, &mut progress).await?;
                put_in_place(tx).await?;
                project::stand_at(tx, rebuilt.n_entries).await?;
                drop_temporary(tx).await?;
                Ok(rebuilt)
            })
        })
        .await
    }
}

/// After a migration: projections that are new or behind are filled.
pub(crate) async fn fill_where_behind(store: &Store) -> Result<(), Fault> {
    let mut tx = store.read().await?;
    let head = book::head(&mut tx).await?.seq;
    let row = tx.find("SELECT seq FROM projected WHERE name = 'all'", Vec::new()).await?;
    let projected = row.map_or(Ok(0), |row| row.count(0))?;
    tx.roll_back().await?;
    if projected < head {
        store.rebuild().await?;
    }
    Ok(())
}

async fn replayed(tx: &mut Tx, progress: &mut (dyn FnMut(u64) + Send)) -> Result<Rebuilt, Fault> {
    tx.unprepared = !tx.is_sqlite();
    make_temporary(tx).await?;
    let mut seq = 0;
    loop {
        let page = book::after(tx, seq).await?;
        let Some(last) = page.last() else { break };
        seq = last.seq;
        for row in &page {
            let (number, actor) = (u64::try_from(row.seq).unwrap_or(0), String::from_utf8_lossy(&row.actor));
            project::project(tx, number, row.at, &actor, &row.event()?).await?;
        }
        progress(u64::try_from(seq).unwrap_or(0));
    }
    let mut tables = Vec::with_capacity(TABLES.len());
    for (table, columns) in TABLES {
        tables.push(compared(tx, table, columns).await?);
    }
    Ok(Rebuilt { n_entries: u64::try_from(seq).unwrap_or(0), tables })
}

/// A temporary table of the same name and columns is found before the lasting one on both engines.
async fn make_temporary(tx: &mut Tx) -> Result<(), Fault> {
    for (table, _) in TABLES {
        let text = if tx.is_sqlite() {
            let row = tx
                .find("SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = $1", binds![*table])
                .await?;
            let sql = row.map(|row| row.text(0)).transpose()?.unwrap_or_default();
            sql.replacen("CREATE TABLE", "CREATE TEMP TABLE", 1)
        } else {
            format!("CREATE TEMP TABLE {table} (LIKE {}.{table} INCLUDING ALL)", tx.schema)
        };
        tx.execute(AssertSqlSafe(text), Vec::new()).await?;
    }
    Ok(())
}

async fn drop_temporary(tx: &mut Tx) -> Result<(), Fault> {
    let schema = if tx.is_sqlite() { "temp" } else { "pg_temp" };
    for (table, _) in TABLES {
        tx.execute(AssertSqlSafe(format!("DROP TABLE {schema}.{table}")), Vec::new()).await?;
    }
    Ok(())
}

async fn put_in_place(tx: &mut Tx) -> Result<(), Fault> {
    let schema = tx.schema.clone();
    for (table, columns) in TABLES {
        tx.execute(AssertSqlSafe(format!("DELETE FROM {schema}.{table}")), Vec::new()).await?;
        let fill = format!("INSERT INTO {schema}.{table} ({columns}) SELECT {columns} FROM {table}");
        tx.execute(AssertSqlSafe(fill), Vec::new()).await?;
    }
    Ok(())
}

async fn compared(tx: &mut Tx, table: &'static str, columns: &'static str) -> Result<Compared, Fault> {
    let (fresh, lasting) = (table.to_owned(), format!("{}.{table}", tx.schema));
    let key = columns.split(',').next().unwrap_or(columns);
    let mut n = [0; 2];
    let mut first = None;
    for (n, (one, other)) in n.iter_mut().zip([(&fresh, &lasting), (&lasting, &fresh)]) {
        let text = format!(
            "SELECT count(*), CAST(min({key}) AS TEXT)
             FROM (SELECT {columns} FROM {one} EXCEPT SELECT {columns} FROM {other}) AS different"
        );
        let row = tx.find(AssertSqlSafe(text), Vec::new()).await?;
        let Some(row) = row else { continue };
        *n = row.count(0)?;
        first = first.or(row.maybe_text(1)?);
    }
    let row = tx.find(AssertSqlSafe(format!("SELECT count(*) FROM {fresh}")), Vec::new()).await?;
    let n_rows = row.map_or(Ok(0), |row| row.count(0))?;
    let [n_missing, n_strange] = n;
    Ok(Compared { table, n_rows, n_missing, n_strange, first })
}

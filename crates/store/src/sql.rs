//! One SQL text on either engine: values to bind, rows to read, and the transaction they go through.

use sqlx::{Row as _, SqlSafeStr};

use crate::fault::Fault;

/// A value to bind.
#[derive(Clone, Debug)]
pub enum Bind {
    /// BIGINT.
    Int(i64),
    /// BIGINT that may be missing.
    MaybeInt(Option<i64>),
    /// TEXT.
    Text(String),
    /// BLOB, or BYTEA.
    Bytes(Vec<u8>),
}

impl From<i64> for Bind {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<u64> for Bind {
    fn from(value: u64) -> Self {
        // Numbers of rows and entries; none reaches the end of the range.
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<Option<i64>> for Bind {
    fn from(value: Option<i64>) -> Self {
        Self::MaybeInt(value)
    }
}

impl From<&str> for Bind {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Bind {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<Vec<u8>> for Bind {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

/// Values to bind, in order.
#[macro_export]
macro_rules! binds {
    ($($value:expr),* $(,)?) => { vec![$($crate::sql::Bind::from($value)),*] };
}

/// A row that was read; columns by their place in the statement.
pub enum Row {
    /// From SQLite.
    Sqlite(sqlx::sqlite::SqliteRow),
    /// From PostgreSQL.
    Postgres(sqlx::postgres::PgRow),
}

macro_rules! column {
    ($(#[$doc:meta])* $name:ident -> $kind:ty) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// Where it holds something else.
        pub fn $name(&self, at: usize) -> Result<$kind, Fault> {
            Ok(match self {
                Self::Sqlite(row) => row.try_get::<$kind, _>(at)?,
                Self::Postgres(row) => row.try_get::<$kind, _>(at)?,
            })
        }
    };
}

impl Row {
    column!(
        /// A whole number.
        int -> i64
    );
    column!(
        /// A whole number, or none.
        maybe_int -> Option<i64>
    );
    column!(
        /// A text.
        text -> String
    );
    column!(
        /// A text, or none.
        maybe_text -> Option<String>
    );
    column!(
        /// Bytes.
        bytes -> Vec<u8>
    );

    /// The bytes of a text or of bytes, whatever they hold: a damaged text need not be UTF-8.
    ///
    /// # Errors
    /// Where there is no such column.
    pub fn raw(&self, at: usize) -> Result<Vec<u8>, Fault> {
        let bytes = match self {
            Self::Sqlite(row) => row.try_get_unchecked::<Option<Vec<u8>>, _>(at)?,
            Self::Postgres(row) => row.try_get_unchecked::<Option<Vec<u8>>, _>(at)?,
        };
        Ok(bytes.unwrap_or_default())
    }

    /// A whole number, whatever a damaged column holds: what is none reads as the lowest.
    ///
    /// # Errors
    /// Where there is no such column.
    pub fn raw_int(&self, at: usize) -> Result<i64, Fault> {
        let number = match self {
            Self::Sqlite(row) => row.try_get_unchecked::<Option<i64>, _>(at)?,
            Self::Postgres(row) => row.try_get_unchecked::<Option<i64>, _>(at)?,
        };
        Ok(number.unwrap_or(i64::MIN))
    }

    /// A whole number that is not negative.
    ///
    /// # Errors
    /// Where it holds something else.
    pub fn count(&self, at: usize) -> Result<u64, Fault> {
        u64::try_from(self.int(at)?)
            .map_err(|_| Fault::Damaged("A number that cannot be negative is.".into()))
    }
}

/// An open transaction. Dropped without a commit it is rolled back.
pub struct Tx {
    pub(crate) inner: Inner,
    /// Schema that holds the lasting tables: `main`, or PostgreSQL's current one.
    pub(crate) schema: std::sync::Arc<str>,
    /// Statements are not kept prepared. PostgreSQL would go on running one against the table it was
    /// prepared for, also where a temporary table of the same name has come to stand before it.
    pub(crate) unprepared: bool,
}

pub(crate) enum Inner {
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>),
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

macro_rules! bound {
    ($sql:expr, $binds:expr, $unprepared:expr) => {{
        // sqlx looks in its cache by the text, also for what it is not to keep: so the text is another.
        let text = $sql.into_sql_str();
        let text = if $unprepared {
            sqlx::AssertSqlSafe(format!("{} /* unprepared */", text.as_str())).into_sql_str()
        } else {
            text
        };
        let mut query = sqlx::query(text).persistent(!$unprepared);
        for bind in $binds {
            query = match bind {
                Bind::Int(value) => query.bind(value),
                Bind::MaybeInt(value) => query.bind(value),
                Bind::Text(value) => query.bind(value),
                Bind::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

impl Tx {
    /// Runs a statement and says how many rows it touched.
    ///
    /// # Errors
    /// [`Fault`], as the engine says.
    pub async fn execute(&mut self, sql: impl SqlSafeStr, binds: Vec<Bind>) -> Result<u64, Fault> {
        let unprepared = self.unprepared;
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => bound!(sql, binds, unprepared).execute(&mut **tx).await?.rows_affected(),
            Inner::Postgres(tx) => bound!(sql, binds, unprepared).execute(&mut **tx).await?.rows_affected(),
        })
    }

    /// Runs a statement and reads its rows; the statement bounds how many.
    ///
    /// # Errors
    /// [`Fault`], as the engine says.
    pub async fn rows(&mut self, sql: impl SqlSafeStr, binds: Vec<Bind>) -> Result<Vec<Row>, Fault> {
        let unprepared = self.unprepared;
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => bound!(sql, binds, unprepared)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Sqlite)
                .collect(),
            Inner::Postgres(tx) => bound!(sql, binds, unprepared)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(Row::Postgres)
                .collect(),
        })
    }

    /// The first row, where there is one.
    ///
    /// # Errors
    /// [`Fault`], as the engine says.
    pub async fn find(&mut self, sql: impl SqlSafeStr, binds: Vec<Bind>) -> Result<Option<Row>, Fault> {
        Ok(self.rows(sql, binds).await?.into_iter().next())
    }

    /// Whether the engine is SQLite.
    pub const fn is_sqlite(&self) -> bool {
        matches!(self.inner, Inner::Sqlite(_))
    }

    pub(crate) async fn commit(self) -> Result<(), sqlx::Error> {
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
        }
    }

    pub(crate) async fn roll_back(self) -> Result<(), sqlx::Error> {
        match self.inner {
            Inner::Sqlite(tx) => tx.rollback().await,
            Inner::Postgres(tx) => tx.rollback().await,
        }
    }
}

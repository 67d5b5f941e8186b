//! What can go wrong, as sentences: what is wrong, where, what to do.

use recording::Refusal;

/// Why the store could not do as asked.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The rules or the policy say no.
    #[error("{0}")]
    Refused(Refusal),
    /// There is no database where one was named.
    #[error(
        "{place}: there is no Onrecord database here. `onrecord load` or `onrecord migrate` makes one; check the path."
    )]
    NoDatabase {
        /// Where.
        place: String,
    },
    /// The database is of another release.
    #[error("the database is at migration {found}, this release at {wanted}. {what}")]
    OtherRelease {
        /// Migration of the database.
        found: i64,
        /// Migration of this release.
        wanted: i64,
        /// What to do.
        what: &'static str,
    },
    /// No room on the disk.
    #[error(
        "the disk is full: nothing of this was kept, everything acknowledged before is. Make room and try again; reading goes on."
    )]
    DiskFull,
    /// Somebody else holds the database.
    #[error(
        "the database is held by another program for too long ({0}). Nothing was changed; try again when it has finished."
    )]
    Busy(String),
    /// Another load is running.
    #[error("another load is running on this database. Wait until it has ended, then run this again.")]
    LoadRunning,
    /// The disk failed under a write: what is on it is not known until it is opened afresh.
    #[error(
        "the disk failed while writing ({0}). The program stops rather than try again: a second attempt could report success for data that is lost. Check the disk, then start it again; everything acknowledged is kept."
    )]
    Disk(String),
    /// The connection broke while a transaction was being committed.
    #[error(
        "the connection broke while this was being committed ({0}). Whether it was kept is not known: look before doing it again."
    )]
    Unknown(String),
    /// What was read is not what was written.
    #[error("{0} Run `onrecord verify`; restore from a verified backup where it says no.")]
    Damaged(String),
    /// What was asked cannot be done.
    #[error("{0}")]
    Usage(String),
    /// The extract cannot be read.
    #[error("{0}")]
    Intake(#[from] exchange::Fault),
    /// A file of the data folder.
    #[error("{place}: {error}. Check the path and that you may read and write it.")]
    File {
        /// Which.
        place: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// Anything else that the engine refuses.
    #[error("the database refused: {0}")]
    Engine(String),
}

impl From<Refusal> for Fault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(said) => {
                of_engine(said.code().as_deref().unwrap_or_default(), said.message())
            }
            sqlx::Error::PoolTimedOut => Self::Busy("no connection came free".into()),
            _ => Self::Engine(error.to_string()),
        }
    }
}

/// SQLite gives its extended result code as a number, PostgreSQL an SQLSTATE of five characters.
fn of_engine(code: &str, message: &str) -> Fault {
    if code.len() == 5 {
        return of_postgres(code, message);
    }
    match code.parse::<i32>().map(|code| code & 0xff) {
        Ok(5 | 6) => Fault::Busy(message.into()),
        Ok(10) => Fault::Disk(format!("{message}, code {code}")),
        Ok(11 | 26) => Fault::Damaged(format!("The database file is damaged ({message}).")),
        Ok(13) => Fault::DiskFull,
        _ => Fault::Engine(message.into()),
    }
}

fn of_postgres(code: &str, message: &str) -> Fault {
    match code {
        "53100" => Fault::DiskFull,
        "58030" => Fault::Disk(message.into()),
        "XX001" | "XX002" => Fault::Damaged(format!("The database is damaged ({message}).")),
        "55P03" | "57014" | "40P01" => Fault::Busy(message.into()),
        "42501" => Fault::Engine(format!("{message}. Use the role that may do this")),
        _ => Fault::Engine(message.into()),
    }
}

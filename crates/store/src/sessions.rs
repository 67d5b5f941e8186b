//! Sessions, kept by digest: who has the database cannot sign in with what it holds.

use access::session::Times;

use crate::Store;
use crate::accounts::Account;
use crate::binds;
use crate::fault::Fault;
use crate::sql::Row;

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the second factor is to come, or to be set up.
    Password,
    /// Signed in.
    Full,
}

impl Stage {
    const fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Full => "full",
        }
    }
}

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Digest of its token.
    pub digest: Vec<u8>,
    /// Whose it is.
    pub account_id: String,
    /// How far the sign-in has come.
    pub stage: Stage,
    /// Its times.
    pub times: Times,
}

impl Session {
    fn of(row: &Row) -> Result<Self, Fault> {
        Ok(Self {
            digest: row.bytes(0)?,
            account_id: row.text(1)?,
            stage: if row.text(2)? == Stage::Full.word() { Stage::Full } else { Stage::Password },
            times: Times { made_at: row.int(3)?, seen_at: row.int(4)?, ended_at: row.maybe_int(5)? },
        })
    }
}

/// Sessions shown in a list at most.
const MOST_LISTED: i64 = 200;

impl Store {
    /// Begins a session.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn begin_session(&self, digest: [u8; 32], account_id: &str, stage: Stage) -> Result<(), Fault> {
        let (account_id, now) = (account_id.to_owned(), self.now());
        self.changed(move |tx| {
            Box::pin(async move {
                tx.execute(
                    "INSERT INTO session (digest, account_id, stage, made_at, seen_at, ended_at, ended_by)
                     VALUES ($1, $2, $3, $4, $4, $5, '')",
                    binds![digest.to_vec(), account_id, stage.word(), now, None::<i64>],
                )
                .await
            })
        })
        .await
    }

    /// A session with its account as it stands now: a change bites at the next request.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn session(&self, digest: [u8; 32]) -> Result<Option<(Session, Account)>, Fault> {
        let mut tx = self.read().await?;
        let row = tx
            .find(
                "SELECT s.digest, s.account_id, s.stage, s.made_at, s.seen_at, s.ended_at,
                     a.account_id, a.sign_in_name, a.shown_name, a.role, a.unit, a.force, a.status, a.password,
                     a.second_factor, a.last_step, a.n_failed, a.locked_until, a.made_at
                 FROM session s JOIN account a ON a.account_id = s.account_id WHERE s.digest = $1",
                binds![digest.to_vec()],
            )
            .await?;
        row.map(|row| Ok((Session::of(&row)?, Account::of(&row, 6)?))).transpose()
    }

    /// Notes a request of a session.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn note_seen(&self, digest: Vec<u8>) -> Result<(), Fault> {
        let now = self.now();
        self.changed(move |tx| {
            Box::pin(async move {
                tx.execute(
                    "UPDATE session SET seen_at = $2 WHERE digest = $1 AND ended_at IS NULL",
                    binds![digest, now],
                )
                .await
            })
        })
        .await
    }

    /// Ends one session of an account; false where there is none such in use.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn end_session(&self, digest: Vec<u8>, account_id: &str, by: &str) -> Result<bool, Fault> {
        let (account_id, by, now) = (account_id.to_owned(), by.to_owned(), self.now());
        self.stage(move |tx| {
            Box::pin(async move {
                let n = tx
                    .execute(
                        "UPDATE session SET ended_at = $3, ended_by = $4
                         WHERE digest = $1 AND account_id = $2 AND ended_at IS NULL",
                        binds![digest, account_id, now, by],
                    )
                    .await?;
                Ok(n == 1)
            })
        })
        .await
    }

    /// Sessions of an account that nobody has ended, the newest first.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn sessions_of(&self, account_id: &str) -> Result<Vec<Session>, Fault> {
        let mut tx = self.read().await?;
        let rows = tx
            .rows(
                "SELECT digest, account_id, stage, made_at, seen_at, ended_at FROM session
                 WHERE account_id = $1 AND ended_at IS NULL ORDER BY made_at DESC LIMIT $2",
                binds![account_id, MOST_LISTED],
            )
            .await?;
        rows.iter().map(Session::of).collect()
    }

    /// Forgets sessions that ended, or were last used, before a moment.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn forget_sessions(&self, before: i64) -> Result<(), Fault> {
        self.changed(move |tx| {
            Box::pin(
                async move { tx.execute("DELETE FROM session WHERE seen_at < $1", binds![before]).await },
            )
        })
        .await
    }
}

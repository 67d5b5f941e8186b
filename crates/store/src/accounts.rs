//! Accounts: who may sign in, as what. Working tables, changed freely; each change is told to the
//! access log by whoever makes it. Digests and hashes alone, but for the second factor's secret, which
//! must be had to check a code.

use access::{Role, Status};

use crate::binds;
use crate::fault::Fault;
use crate::settings;
use crate::sql::{Row, Tx};
use crate::{Store, Work};

/// An account as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its opaque id: what ledger and access log hold.
    pub id: String,
    /// What its holder types to sign in.
    pub sign_in_name: String,
    /// How its holder is shown to others.
    pub shown_name: String,
    /// What its holder is to the force.
    pub role: Role,
    /// The unit; empty for none.
    pub unit: String,
    /// The force.
    pub force: String,
    /// How it stands.
    pub status: Status,
    /// What is kept of the password; empty before there is one.
    pub password: String,
    /// The second factor's secret; empty where none is set up.
    pub second_factor: Vec<u8>,
    /// The last step of the second factor that was used.
    pub last_step: i64,
    /// Wrong tries in a row.
    pub n_failed: i64,
    /// Until when it waits, microseconds since 1970 UTC; nought for not.
    pub locked_until: i64,
    /// When it was made.
    pub made_at: i64,
}

/// What an account is made of.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What its holder types to sign in.
    pub sign_in_name: String,
    /// How its holder is shown to others.
    pub shown_name: String,
    /// The role.
    pub role: Role,
    /// The unit; empty for none.
    pub unit: String,
    /// The force.
    pub force: String,
    /// How it stands at first.
    pub status: Status,
    /// What is kept of the password; empty for none yet.
    pub password: String,
    /// Who makes it, as an opaque id.
    pub made_by: String,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT account_id, sign_in_name, shown_name, role, unit, force, status, password, second_factor,
                 last_step, n_failed, locked_until, made_at FROM account ",
            $rest
        )
    };
}

impl Account {
    /// From the columns in the order of the statements here, from a place on.
    pub(crate) fn of(row: &Row, from: usize) -> Result<Self, Fault> {
        let unknown = |what: &str, word: &str| {
            Fault::Damaged(format!("An account has the {what} \"{word}\", which this release does not know."))
        };
        let (role, status) = (row.text(from + 3)?, row.text(from + 6)?);
        Ok(Self {
            id: row.text(from)?,
            sign_in_name: row.text(from + 1)?,
            shown_name: row.text(from + 2)?,
            role: Role::from_word(&role).ok_or_else(|| unknown("role", &role))?,
            unit: row.text(from + 4)?,
            force: row.text(from + 5)?,
            status: Status::from_word(&status).ok_or_else(|| unknown("status", &status))?,
            password: row.text(from + 7)?,
            second_factor: row.bytes(from + 8)?,
            last_step: row.int(from + 9)?,
            n_failed: row.int(from + 10)?,
            locked_until: row.int(from + 11)?,
            made_at: row.int(from + 12)?,
        })
    }
}

/// A sign-in name as it is kept: without outer space, in lower case.
pub fn folded(sign_in_name: &str) -> String {
    sign_in_name.trim().to_lowercase()
}

impl Store {
    /// Whether anybody can sign in at all.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn has_accounts(&self) -> Result<bool, Fault> {
        let row = self.read().await?.find("SELECT account_id FROM account LIMIT 1", Vec::new()).await?;
        Ok(row.is_some())
    }

    /// Makes an account; gives its id.
    ///
    /// # Errors
    /// [`Fault::Usage`] where the sign-in name is taken or empty; what the engine says.
    pub async fn add_account(&self, new: NewAccount) -> Result<String, Fault> {
        let (id, now) = (self.surroundings.id()?, self.now());
        self.stage(move |tx| Box::pin(async move { insert(tx, id, now, new).await })).await
    }

    /// Names the force and makes its first account, where there is none; of two that try, one does.
    ///
    /// # Errors
    /// [`Fault::Usage`] where there is one already; what the engine says.
    pub async fn set_up(&self, new: NewAccount) -> Result<String, Fault> {
        let (id, now) = (self.surroundings.id()?, self.now());
        // Under the ledger's lock, which orders two who try at once on PostgreSQL too.
        self.write(move |tx| {
            Box::pin(async move {
                if tx.find("SELECT account_id FROM account LIMIT 1", Vec::new()).await?.is_some() {
                    return Err(Fault::Usage("this database is set up already; sign in instead.".into()));
                }
                settings::set(tx, settings::FORCE, &new.force).await?;
                insert(tx, id, now, new).await
            })
        })
        .await
    }

    /// An account by the name its holder types.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn account_named(&self, sign_in_name: &str) -> Result<Option<Account>, Fault> {
        let mut tx = self.read().await?;
        let row = tx.find(select!("WHERE sign_in_name = $1"), binds![folded(sign_in_name)]).await?;
        row.map(|row| Account::of(&row, 0)).transpose()
    }

    /// An account by its id.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn account(&self, id: &str) -> Result<Option<Account>, Fault> {
        let row = self.read().await?.find(select!("WHERE account_id = $1"), binds![id]).await?;
        row.map(|row| Account::of(&row, 0)).transpose()
    }

    /// Every account, by name.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn accounts(&self) -> Result<Vec<Account>, Fault> {
        let rows = self.read().await?.rows(select!("ORDER BY sign_in_name"), Vec::new()).await?;
        rows.iter().map(|row| Account::of(row, 0)).collect()
    }

    /// Invites: whoever has the token of this digest may set the account's password, once, until then.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn invite(&self, account_id: &str, digest: [u8; 32], until: i64) -> Result<(), Fault> {
        let account_id = account_id.to_owned();
        self.changed(move |tx| {
            Box::pin(async move {
                tx.execute("DELETE FROM invitation WHERE account_id = $1", binds![account_id.as_str()])
                    .await?;
                tx.execute(
                    "INSERT INTO invitation (digest, account_id, until) VALUES ($1, $2, $3)",
                    binds![digest.to_vec(), account_id, until],
                )
                .await
            })
        })
        .await
    }

    /// The account that an invitation is for, while it holds.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn invited(&self, digest: [u8; 32]) -> Result<Option<Account>, Fault> {
        let mut tx = self.read().await?;
        let sql = select!(
            "WHERE account_id = (SELECT account_id FROM invitation WHERE digest = $1 AND until > $2)"
        );
        let row = tx.find(sql, binds![digest.to_vec(), self.now()]).await?;
        row.map(|row| Account::of(&row, 0)).transpose()
    }

    /// Takes up an invitation: sets the password, makes the account active, spends the invitation.
    /// False where the invitation was spent meanwhile.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn take_up(&self, digest: [u8; 32], account_id: &str, password: &str) -> Result<bool, Fault> {
        let (account_id, password) = (account_id.to_owned(), password.to_owned());
        self.stage(move |tx| {
            Box::pin(async move {
                let n =
                    tx.execute("DELETE FROM invitation WHERE digest = $1", binds![digest.to_vec()]).await?;
                if n == 0 {
                    return Ok(false);
                }
                tx.execute(
                    "UPDATE account SET password = $2, status = 'active', n_failed = 0, locked_until = 0
                     WHERE account_id = $1 AND status IN ('invited', 'active')",
                    binds![account_id, password],
                )
                .await?;
                Ok(true)
            })
        })
        .await
    }

    /// Gives an account its second factor and its recovery codes, in place of earlier ones.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn set_second_factor(
        &self,
        account_id: &str,
        secret: Vec<u8>,
        step: i64,
        codes: Vec<[u8; 32]>,
    ) -> Result<(), Fault> {
        let account_id = account_id.to_owned();
        self.changed(move |tx| {
            Box::pin(async move {
                tx.execute("DELETE FROM recovery_code WHERE account_id = $1", binds![account_id.as_str()])
                    .await?;
                for code in codes {
                    tx.execute(
                        "INSERT INTO recovery_code (account_id, digest) VALUES ($1, $2)",
                        binds![account_id.as_str(), code.to_vec()],
                    )
                    .await?;
                }
                tx.execute(
                    "UPDATE account SET second_factor = $2, last_step = $3 WHERE account_id = $1",
                    binds![account_id, secret, step],
                )
                .await
            })
        })
        .await
    }

    /// Notes that a step of the second factor was used; false where it, or a later one, was before.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn use_step(&self, account_id: &str, step: i64) -> Result<bool, Fault> {
        let account_id = account_id.to_owned();
        self.stage(move |tx| {
            Box::pin(async move {
                let n = tx
                    .execute(
                        "UPDATE account SET last_step = $2 WHERE account_id = $1 AND last_step < $2",
                        binds![account_id, step],
                    )
                    .await?;
                Ok(n == 1)
            })
        })
        .await
    }

    /// Spends a recovery code; false where there is none such.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn use_recovery_code(&self, account_id: &str, digest: [u8; 32]) -> Result<bool, Fault> {
        let account_id = account_id.to_owned();
        self.stage(move |tx| {
            Box::pin(async move {
                let n = tx
                    .execute(
                        "DELETE FROM recovery_code WHERE account_id = $1 AND digest = $2",
                        binds![account_id, digest.to_vec()],
                    )
                    .await?;
                Ok(n == 1)
            })
        })
        .await
    }

    /// Notes a wrong try; `None` for until when it waits takes the wait away.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn note_tries(&self, account_id: &str, n_failed: i64, until: Option<i64>) -> Result<(), Fault> {
        let account_id = account_id.to_owned();
        self.changed(move |tx| {
            Box::pin(async move {
                tx.execute(
                    "UPDATE account SET n_failed = $2, locked_until = $3 WHERE account_id = $1",
                    binds![account_id, n_failed, until.unwrap_or(0)],
                )
                .await
            })
        })
        .await
    }

    /// Changes role, unit and status; a session of an account that is not active any more is ended.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn change_account(
        &self,
        account_id: &str,
        (role, unit, status): (Role, &str, Status),
        by: &str,
    ) -> Result<(), Fault> {
        let (account_id, unit, by, now) = (account_id.to_owned(), unit.to_owned(), by.to_owned(), self.now());
        self.changed(move |tx| {
            Box::pin(async move {
                if status != Status::Active {
                    tx.execute(
                        "UPDATE session SET ended_at = $2, ended_by = $3
                         WHERE account_id = $1 AND ended_at IS NULL",
                        binds![account_id.as_str(), now, by],
                    )
                    .await?;
                }
                tx.execute(
                    "UPDATE account SET role = $2, unit = $3, status = $4 WHERE account_id = $1",
                    binds![account_id, role.word(), unit, status.word()],
                )
                .await
            })
        })
        .await
    }

    /// A change of a working table, in a transaction of its own.
    pub(crate) async fn changed<W>(&self, work: W) -> Result<(), Fault>
    where
        W: for<'t> FnOnce(&'t mut Tx) -> Work<'t, u64> + Send + 'static,
    {
        self.stage(work).await.map(drop)
    }
}

async fn insert(tx: &mut Tx, id: String, now: i64, new: NewAccount) -> Result<String, Fault> {
    let name = folded(&new.sign_in_name);
    if name.is_empty() || name.len() > 100 {
        return Err(Fault::Usage("a sign-in name has 1 to 100 characters.".into()));
    }
    let taken =
        tx.find("SELECT account_id FROM account WHERE sign_in_name = $1", binds![name.as_str()]).await?;
    if taken.is_some() {
        return Err(Fault::Usage(format!("the sign-in name \"{name}\" is taken; choose another.")));
    }
    tx.execute(
        "INSERT INTO account (account_id, sign_in_name, shown_name, role, unit, force, status, password,
             second_factor, last_step, n_failed, locked_until, made_at, made_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, $10, $11)",
        binds![
            id.as_str(),
            name,
            new.shown_name,
            new.role.word(),
            new.unit,
            new.force,
            new.status.word(),
            new.password,
            Vec::<u8>::new(),
            now,
            new.made_by,
        ],
    )
    .await?;
    Ok(id)
}

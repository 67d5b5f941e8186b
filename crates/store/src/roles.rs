//! PostgreSQL roles: the owner migrates; the application inserts and selects. SQLite has no grants:
//! there the file's permissions are the fence.

use sqlx::AssertSqlSafe;

use crate::Store;
use crate::fault::Fault;
use crate::project::TABLES;

/// Never changed and never deleted from.
const APPEND_ONLY: [&str; 7] =
    ["ledger", "sealed", "erased_row", "suppression", "secret", "operation", "access_entry"];
/// Deleted from only as the guards allow: staging that was not sealed, and approved erasures.
const GUARDED: [&str; 3] = ["observation", "personal", "staging"];
/// Changed freely: who may sign in, who is signed in, what is restricted.
const WORKING: [&str; 7] = [
    "setting",
    "account",
    "invitation",
    "recovery_code",
    "session",
    "restricted_record",
    "restricted_reader",
];

impl Store {
    /// Grants a role of the application what it needs and no more. Run as the owner.
    ///
    /// # Errors
    /// [`Fault::Usage`] on SQLite or for a name that is none; what the engine says.
    pub async fn grant_to(&self, role: &str) -> Result<(), Fault> {
        let is_name = !role.is_empty()
            && role.len() <= 63
            && role.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !is_name {
            return Err(Fault::Usage(format!(
                "--grant-to {role}: a role's name is lower-case letters, digits and underscores."
            )));
        }
        let role = role.to_owned();
        self.write(move |tx| {
            Box::pin(async move {
                if tx.is_sqlite() {
                    return Err(Fault::Usage(
                        "--grant-to is for PostgreSQL; on SQLite the folder's permissions say who may write."
                            .into(),
                    ));
                }
                let mut texts = vec![format!("GRANT USAGE ON SCHEMA {} TO {role}", tx.schema)];
                let all = APPEND_ONLY
                    .into_iter()
                    .chain(GUARDED)
                    .chain(WORKING)
                    .chain(TABLES.iter().map(|table| table.0));
                texts.extend(
                    all.chain(["projected"]).map(|table| format!("REVOKE ALL ON {table} FROM {role}")),
                );
                texts.extend(APPEND_ONLY.map(|table| format!("GRANT SELECT, INSERT ON {table} TO {role}")));
                texts.extend(
                    GUARDED.map(|table| format!("GRANT SELECT, INSERT, DELETE ON {table} TO {role}")),
                );
                texts.extend(
                    TABLES
                        .iter()
                        .map(|table| table.0)
                        .chain(["projected"])
                        .chain(WORKING)
                        .map(|table| format!("GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {role}")),
                );
                texts.push(format!("GRANT SELECT ON _sqlx_migrations TO {role}"));
                for text in texts {
                    tx.execute(AssertSqlSafe(text), Vec::new()).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

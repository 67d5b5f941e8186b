//! Settings of the installation: the force's name, whether it is a demonstration.

use crate::Store;
use crate::binds;
use crate::fault::Fault;
use crate::sql::Tx;

/// The force whose database this is.
pub const FORCE: &str = "force";
/// `yes` where the force is made up and anybody may sign in as anyone.
pub const DEMONSTRATION: &str = "demonstration";

/// What a demonstration that was made whole was made of.
pub const DEMONSTRATION_OF: &str = "demonstration of";

impl Store {
    /// A setting, where it was made.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, Fault> {
        let mut tx = self.read().await?;
        let row = tx.find("SELECT value FROM setting WHERE name = $1", binds![name]).await?;
        row.map(|row| row.text(0)).transpose()
    }

    /// Makes or changes a setting.
    ///
    /// # Errors
    /// What the engine says.
    pub async fn set(&self, name: &str, value: &str) -> Result<(), Fault> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.stage(move |tx| Box::pin(async move { set(tx, &name, &value).await })).await
    }
}

pub(crate) async fn set(tx: &mut Tx, name: &str, value: &str) -> Result<(), Fault> {
    tx.execute(
        "INSERT INTO setting (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        binds![name, value],
    )
    .await?;
    Ok(())
}

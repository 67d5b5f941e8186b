//! What a load that never sealed has left is cleared, a small batch at a time.

use crate::Store;
use crate::binds;
use crate::fault::Fault;

/// Positions cleared at a time: as many rows as a batch of a load.
const BATCH: i64 = 500;

/// Clears every unsealed load. Only under the load lock.
pub(crate) async fn clear_unsealed(store: &Store) -> Result<(), Fault> {
    let mut tx = store.read().await?;
    let rows = tx.rows("SELECT load FROM staging ORDER BY load", Vec::new()).await?;
    let loads = rows.iter().map(|row| row.int(0)).collect::<Result<Vec<_>, _>>()?;
    tx.roll_back().await?;
    for load in loads {
        clear(store, load).await?;
    }
    Ok(())
}

async fn clear(store: &Store, load: i64) -> Result<(), Fault> {
    let mut from = 0;
    loop {
        let to = from + BATCH;
        let n_left = store
            .stage(move |tx| {
                Box::pin(async move {
                    for sql in [
                        "DELETE FROM personal WHERE load = $1 AND position > $2 AND position <= $3",
                        "DELETE FROM observation WHERE load = $1 AND position > $2 AND position <= $3",
                    ] {
                        tx.execute(sql, binds![load, from, to]).await?;
                    }
                    let left =
                        tx.find("SELECT 1 FROM observation WHERE load = $1 LIMIT 1", binds![load]).await?;
                    if left.is_none() {
                        tx.execute("DELETE FROM staging WHERE load = $1", binds![load]).await?;
                    }
                    Ok(left.is_some())
                })
            })
            .await?;
        if !n_left {
            return Ok(());
        }
        from = to;
    }
}

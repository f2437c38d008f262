//! Whether the tallies equal a count of the answers, and the repair where they do not.
//!
//! Both counts are of one moment. Days whose answers retention has deleted are left out: there the
//! tallies are all that is left.

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, FromRow as _, Row as _};

use super::{CELL, Cell, TallyDelta, apply, response_flags};
use crate::store::sql::Db;
use crate::store::{Snapshot, Store, StoreError};

/// How long after the first look the second one begins.
const SECOND_LOOK: std::time::Duration = std::time::Duration::from_millis(200);

impl Snapshot {
    /// By how much each cell of the tallies is off; nothing where they agree.
    async fn differences(&mut self) -> Result<TallyDelta, StoreError> {
        for statement in self.engine.without_statement_timeout() {
            self.db().execute(*statement).await?;
        }
        differences(self.db()).await
    }
}

impl Store {
    /// Cells in which the tallies differ from a count of the answers: none, unless somebody
    /// changed the tables by hand. What differs is looked at a second time before it is reported.
    /// Counts every answer, so it is for `outoften doctor` and for tests.
    pub async fn recount(&self) -> Result<Vec<String>, StoreError> {
        let first = self.recount_once().await?;
        if first.is_empty() {
            return Ok(first);
        }
        tokio::time::sleep(SECOND_LOOK).await;
        let second = self.recount_once().await?;
        Ok(second.into_iter().filter(|line| first.contains(line)).collect())
    }

    /// One look, at one moment.
    pub async fn recount_once(&self) -> Result<Vec<String>, StoreError> {
        Ok(describe(&self.snapshot().await?.differences().await?))
    }

    /// Corrects the tallies to what a count of the answers gives, in one transaction; answers wait
    /// meanwhile. Returns what was corrected.
    ///
    /// # Errors
    /// The database is unavailable; then nothing is changed.
    pub async fn rebuild_tallies(&self) -> Result<Vec<String>, StoreError> {
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        for statement in self.engine.lock_answers() {
            transaction.execute(*statement).await?;
        }
        let off = differences(&mut transaction).await?;
        apply(&mut transaction, &off.reversed()).await?;
        for table in ["DELETE FROM tallies WHERE n = 0", "DELETE FROM marks WHERE n = 0"] {
            transaction.execute(table).await?;
        }
        transaction.commit().await?;
        Ok(describe(&off))
    }
}

async fn differences(db: &mut Db) -> Result<TallyDelta, StoreError> {
    let mut off = TallyDelta::default();
    let kept = |table, day| {
        format!(
            "{day} >= COALESCE((SELECT kept_from_day FROM surveys WHERE surveys.id = \
             {table}.survey), {day})"
        )
    };
    let sql = format!(
        "SELECT {CELL}, CAST(SUM(n) AS BIGINT) AS n FROM ( \
           SELECT {CELL}, n FROM tallies WHERE {} \
           UNION ALL \
           SELECT survey, received_at_ms / 86400000, COALESCE(channel, ''), \
             COALESCE(touchpoint, ''), COALESCE(segment, ''), suspect, score, -COUNT(*) \
           FROM responses WHERE {} GROUP BY 1, 2, 3, 4, 5, 6, 7 \
         ) AS both_counts GROUP BY {CELL} HAVING SUM(n) <> 0",
        kept("tallies", "day"),
        kept("responses", "received_at_ms / 86400000"),
    );
    for row in &sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut *db).await? {
        off.cells.insert(Cell::from_row(row)?, row.try_get("n")?);
    }
    off.flags = response_flags::differences(db).await?;
    Ok(off)
}

fn describe(off: &TallyDelta) -> Vec<String> {
    let cells = off.cells.iter().map(|(Cell { survey, day, score, .. }, by)| {
        format!("{survey} day {day} score {score}: the tally is off by {by}")
    });
    let flags = off.flags.iter().map(|((Cell { survey, day, .. }, flag), by)| {
        format!("{survey} day {day} {flag}: the count is off by {by}")
    });
    cells.chain(flags).collect()
}

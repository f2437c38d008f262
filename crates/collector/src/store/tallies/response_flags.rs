//! How many answers held something besides the score: a comment, a picked reason.
//!
//! The same counts per day and group as the tallies, with one more name (table `marks`); they change
//! in the same transaction. Reading them tells how many of a class wrote something or named a reason,
//! without reading a row.

use std::collections::BTreeMap;

use outoften_core::Tally;
use sqlx::{AssertSqlSafe, FromRow as _, Row};

use super::{CELL, CHOSEN, Cell, by_name};
use crate::store::rows::COLUMNS;
use crate::store::sql::{Db, pieces, placeholders};
use crate::store::{Answer, Filter, Snapshot, StoreError};

/// The flag of an answer with a comment.
const COMMENT: &str = "comment";
/// What the flag of a picked reason begins with.
const DRIVER: &str = "driver:";
/// Rows read at a time by a recount.
const PAGE: i64 = 2_000;

/// Cell and flag, with how many answers have it.
pub(super) type Flags = BTreeMap<(Cell, String), i64>;

/// The flags of one answer.
pub(super) fn of(answer: &Answer) -> Vec<String> {
    let comment = answer.comment.as_ref().map(|_| COMMENT.to_owned());
    let drivers = answer.drivers.iter().map(|id| format!("{DRIVER}{id}"));
    comment.into_iter().chain(drivers).collect()
}

/// Writes the differences, in key order; what has become empty goes.
pub(super) async fn apply(db: &mut Db, delta: &Flags) -> Result<(), StoreError> {
    let changed: Vec<_> = delta.iter().filter(|(_, by)| **by != 0).collect();
    for part in pieces(&changed) {
        let sql = format!(
            "INSERT INTO marks ({CELL}, mark, n) VALUES {} ON CONFLICT ({CELL}, mark) \
             DO UPDATE SET n = marks.n + excluded.n",
            placeholders(db, part.len(), 9)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for ((cell, flag), by) in part {
            query = cell.bind(query).bind(flag.clone()).bind(**by);
        }
        query.execute(&mut *db).await?;
    }
    let lowered: Vec<_> =
        changed.iter().filter(|(_, by)| **by < 0).map(|(flag, _)| *flag).collect();
    for part in pieces(&lowered) {
        let sql = format!(
            "DELETE FROM marks WHERE n = 0 AND ({CELL}, mark) IN (VALUES {})",
            placeholders(db, part.len(), 8)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (cell, flag) in part {
            query = cell.bind(query).bind(flag.clone());
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

impl Snapshot {
    /// The scores of all chosen answers that have a comment.
    pub async fn commented(&mut self, filter: &Filter) -> Result<Tally, StoreError> {
        let mut flags = self.flags(filter, "mark = 'comment'").await?;
        Ok(flags.remove(COMMENT).unwrap_or_default())
    }

    /// The scores of all chosen answers that named a reason, by the reason's id.
    pub async fn tally_by_driver(
        &mut self,
        filter: &Filter,
    ) -> Result<Vec<(String, Tally)>, StoreError> {
        let flags = self.flags(filter, "mark LIKE 'driver:%'").await?;
        let id = |flag: String| flag.trim_start_matches(DRIVER).to_owned();
        Ok(flags.into_iter().map(|(flag, tally)| (id(flag), tally)).collect())
    }

    async fn flags(
        &mut self,
        filter: &Filter,
        which: &'static str,
    ) -> Result<BTreeMap<String, Tally>, StoreError> {
        let sql = format!(
            "SELECT mark AS name, score, CAST(SUM(n) AS BIGINT) AS n FROM marks \
             WHERE {CHOSEN} AND {which} GROUP BY 1, 2 ORDER BY 1, 2"
        );
        by_name(&filter.bind(sqlx::query(AssertSqlSafe(sql))).fetch_all(self.db()).await?)
    }
}

/// By how much each flag differs from a count of the answers. Reads page by page, so it needs a
/// transaction in which nothing changes.
pub(super) async fn differences(db: &mut Db) -> Result<Flags, StoreError> {
    let mut off = all(db).await?;
    let sql = format!(
        "SELECT {COLUMNS} FROM responses WHERE (comment IS NOT NULL OR drivers IS NOT NULL) \
         AND received_at_ms / 86400000 >= COALESCE((SELECT kept_from_day FROM surveys \
           WHERE surveys.id = responses.survey), received_at_ms / 86400000) \
         AND (survey > $1 OR (survey = $1 AND id > $2)) ORDER BY survey, id LIMIT $3"
    );
    let mut after = (String::new(), String::new());
    loop {
        let page: Vec<Answer> = sqlx::query_as(AssertSqlSafe(sql.clone()))
            .bind(after.0.clone())
            .bind(after.1.clone())
            .bind(PAGE)
            .fetch_all(&mut *db)
            .await?;
        for answer in &page {
            for flag in of(answer) {
                *off.entry((Cell::of(answer), flag)).or_default() -= 1;
            }
        }
        match page.last() {
            Some(last) if page.len() as i64 == PAGE => after = last.key(),
            _ => break,
        }
    }
    off.retain(|_, by| *by != 0);
    Ok(off)
}

async fn all(db: &mut Db) -> Result<Flags, StoreError> {
    let sql = format!(
        "SELECT {CELL}, mark, n FROM marks WHERE day >= COALESCE((SELECT kept_from_day \
         FROM surveys WHERE surveys.id = marks.survey), day)"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(db).await?;
    rows.iter()
        .map(|row| Ok(((Cell::from_row(row)?, row.try_get("mark")?), row.try_get("n")?)))
        .collect()
}

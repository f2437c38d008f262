//! How many answers held something besides the score: a comment, a picked reason.
//!
//! The same counts per day and group as the tallies, with one more name; they move in the same
//! transaction. Reading them tells how many of a class wrote something or named a reason, without
//! reading a row.

use std::collections::BTreeMap;

use outoften_core::Tally;
use sqlx::{AssertSqlSafe, Row};

use super::rows::{self, COLUMNS};
use super::tallies::{self, CELL, CHOSEN, Cell, Move};
use super::{Answer, Db, Filter, Snapshot, StoreError, pieces, placeholders};

/// The mark of an answer with a comment.
const COMMENT: &str = "comment";
/// What the mark of a picked reason begins with.
const DRIVER: &str = "driver:";
/// Rows read at a time by a recount.
const PAGE: i64 = 2_000;

/// Cell and mark, with how many answers have it.
pub(super) type Marks = BTreeMap<(Cell, String), i64>;

/// The marks of one answer.
pub(super) fn of(answer: &Answer) -> Vec<String> {
    let comment = answer.comment.as_ref().map(|_| COMMENT.to_owned());
    let drivers = answer.drivers.iter().map(|id| format!("{DRIVER}{id}"));
    comment.into_iter().chain(drivers).collect()
}

/// Writes the differences, in key order; what has become empty goes.
pub(super) async fn apply(db: &mut Db, moves: &Move) -> Result<(), StoreError> {
    let moved: Vec<_> = moves.marks.iter().filter(|(_, by)| **by != 0).collect();
    for part in pieces(&moved) {
        let sql = format!(
            "INSERT INTO marks ({CELL}, mark, n) VALUES {} ON CONFLICT ({CELL}, mark) \
             DO UPDATE SET n = marks.n + excluded.n",
            placeholders(db, part.len(), 9)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for ((cell, mark), by) in part {
            query = tallies::bind_cell(query, cell).bind(mark.clone()).bind(**by);
        }
        query.execute(&mut *db).await?;
    }
    let lowered: Vec<_> = moved.iter().filter(|(_, by)| **by < 0).map(|(mark, _)| *mark).collect();
    for part in pieces(&lowered) {
        let sql = format!(
            "DELETE FROM marks WHERE n = 0 AND ({CELL}, mark) IN (VALUES {})",
            placeholders(db, part.len(), 8)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (cell, mark) in part {
            query = tallies::bind_cell(query, cell).bind(mark.clone());
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

impl Snapshot {
    /// The scores of all chosen answers that have a comment.
    ///
    /// # Errors
    /// The database is unavailable or damaged.
    pub async fn commented(&mut self, filter: &Filter) -> Result<Tally, StoreError> {
        let mut marks = self.marks(filter, "mark = 'comment'").await?;
        Ok(marks.remove(COMMENT).unwrap_or_default())
    }

    /// The scores of all chosen answers that named a reason, by the reason's id.
    ///
    /// # Errors
    /// The database is unavailable or damaged.
    pub async fn tally_by_driver(
        &mut self,
        filter: &Filter,
    ) -> Result<Vec<(String, Tally)>, StoreError> {
        let marks = self.marks(filter, "mark LIKE 'driver:%'").await?;
        let id = |mark: String| mark.trim_start_matches(DRIVER).to_owned();
        Ok(marks.into_iter().map(|(mark, tally)| (id(mark), tally)).collect())
    }

    async fn marks(
        &mut self,
        filter: &Filter,
        which: &'static str,
    ) -> Result<BTreeMap<String, Tally>, StoreError> {
        let sql = format!(
            "SELECT mark, score, CAST(SUM(n) AS BIGINT) FROM marks WHERE {CHOSEN} AND {which} \
             GROUP BY 1, 2 ORDER BY 1, 2"
        );
        let rows = filter.bind(sqlx::query(AssertSqlSafe(sql))).fetch_all(self.db()).await?;
        let mut sums: BTreeMap<String, Tally> = BTreeMap::new();
        for row in rows {
            let score = tallies::score(row.try_get(1)?)?;
            let times = tallies::count(row.try_get(2)?)?;
            sums.entry(row.try_get(0)?).or_default().add_many(score, times);
        }
        sums.retain(|_, tally| !tally.is_empty());
        Ok(sums)
    }
}

/// By how much each mark differs from a count of the answers. Reads page by page, so it needs a
/// transaction in which nothing changes.
pub(super) async fn differences(db: &mut Db) -> Result<Marks, StoreError> {
    let mut off = all(db).await?;
    let sql = format!(
        "SELECT {COLUMNS} FROM responses WHERE (comment IS NOT NULL OR drivers IS NOT NULL) \
         AND received_at_ms / 86400000 >= COALESCE((SELECT kept_from_day FROM surveys \
           WHERE surveys.id = responses.survey), received_at_ms / 86400000) \
         AND (survey > $1 OR (survey = $1 AND id > $2)) ORDER BY survey, id LIMIT $3"
    );
    let mut after = (String::new(), String::new());
    loop {
        let page = sqlx::query(AssertSqlSafe(sql.clone()))
            .bind(after.0.clone())
            .bind(after.1.clone())
            .bind(PAGE)
            .fetch_all(&mut *db)
            .await?;
        for row in &page {
            let answer = rows::read(row)?;
            for mark in of(&answer) {
                *off.entry((tallies::cell(&answer), mark)).or_default() -= 1;
            }
            after = (answer.survey, answer.id);
        }
        if (page.len() as i64) < PAGE {
            break;
        }
    }
    off.retain(|_, by| *by != 0);
    Ok(off)
}

async fn all(db: &mut Db) -> Result<Marks, StoreError> {
    let sql = format!(
        "SELECT {CELL}, mark, n FROM marks WHERE day >= COALESCE((SELECT kept_from_day \
         FROM surveys WHERE surveys.id = marks.survey), day)"
    );
    let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(db).await?;
    let read = |row| Ok(((tallies::read_cell(row)?, row.try_get(7)?), row.try_get(8)?));
    rows.iter().map(read).collect()
}

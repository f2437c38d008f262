//! Daily tallies: the eleven counts per day and group that every report is made of.
//!
//! They move in the transaction of the answers ([`Move`]), so reading them never counts rows, and
//! a recount of the rows always equals them. What follows from the counts is `outoften_core`'s.

use std::collections::BTreeMap;

use outoften_core::time::Utc;
use outoften_core::{Score, Tally};
use sqlx::{Any, AssertSqlSafe, Row};

use super::{Answer, Db, Store, StoreError, marks, pieces, placeholders, rows};

/// Which answers to count. `None` means all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// The survey's id.
    pub survey: String,
    /// First day, counted from 1970-01-01 in UTC, included.
    pub from_day: Option<i64>,
    /// Last day, included.
    pub to_day: Option<i64>,
    /// One channel.
    pub channel: Option<String>,
    /// One touchpoint.
    pub touchpoint: Option<String>,
    /// One segment.
    pub segment: Option<String>,
    /// Whether answers marked as suspect count too.
    pub with_suspect: bool,
}

impl Filter {
    /// The values of [`CHOSEN`].
    pub(super) fn bind(&self, query: rows::Statement) -> rows::Statement {
        query
            .bind(self.survey.clone())
            .bind(self.from_day)
            .bind(self.to_day)
            .bind(self.channel.clone())
            .bind(self.touchpoint.clone())
            .bind(self.segment.clone())
            .bind(i64::from(self.with_suspect))
    }
}

/// What to split a count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Where it was asked.
    Channel,
    /// What it was asked about.
    Touchpoint,
    /// The group of customers.
    Segment,
}

/// The counts of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayTally {
    /// Days since 1970-01-01 in UTC.
    pub day: i64,
    /// The counts.
    pub tally: Tally,
}

/// survey, day, channel, touchpoint, segment, suspect, score
pub(super) type Cell = (String, i64, String, String, String, i64, i64);

/// How a batch changes the tallies and the marks. What ends where it began is not written.
#[derive(Default)]
pub(super) struct Move {
    cells: BTreeMap<Cell, i64>,
    pub(super) marks: BTreeMap<(Cell, String), i64>,
}

impl Move {
    pub(super) fn add(&mut self, answer: &Answer) {
        self.shift(answer, 1);
    }

    pub(super) fn remove(&mut self, answer: &Answer) {
        self.shift(answer, -1);
    }

    fn shift(&mut self, answer: &Answer, by: i64) {
        let cell = cell(answer);
        for mark in marks::of(answer) {
            *self.marks.entry((cell.clone(), mark)).or_default() += by;
        }
        *self.cells.entry(cell).or_default() += by;
    }
}

/// Where an answer is counted.
pub(super) fn cell(answer: &Answer) -> Cell {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    (
        answer.survey.clone(),
        Utc::from_ms(answer.received_at_ms).day(),
        text(&answer.channel),
        text(&answer.touchpoint),
        text(&answer.segment),
        i64::from(answer.suspect),
        i64::from(answer.score.get()),
    )
}

pub(super) const CELL: &str = "survey, day, channel, touchpoint, segment, suspect, score";

/// Writes the differences, in key order.
pub(super) async fn apply(db: &mut Db, moves: &Move) -> Result<(), StoreError> {
    marks::apply(db, moves).await?;
    let moved: Vec<_> = moves.cells.iter().filter(|(_, by)| **by != 0).collect();
    for moved in pieces(&moved) {
        let sql = format!(
            "INSERT INTO tallies ({CELL}, n) VALUES {} ON CONFLICT ({CELL}) \
             DO UPDATE SET n = tallies.n + excluded.n",
            placeholders(db, moved.len(), 8)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for ((survey, day, channel, touchpoint, segment, suspect, score), by) in moved {
            query = query.bind(survey.clone()).bind(*day).bind(channel.clone());
            query = query.bind(touchpoint.clone()).bind(segment.clone());
            query = query.bind(*suspect).bind(*score).bind(*by);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Bounds without OR, so that a month is found in the key and not looked for in all years.
pub(super) const CHOSEN: &str = "survey = $1 \
    AND day >= COALESCE($2, -1000000) AND day <= COALESCE($3, 1000000) \
    AND ($4 IS NULL OR channel = $4) AND ($5 IS NULL OR touchpoint = $5) \
    AND ($6 IS NULL OR segment = $6) AND suspect <= $7";

impl Store {
    /// The counts of all chosen answers together.
    ///
    /// # Errors
    /// The database is unavailable or damaged.
    pub async fn tally(&self, filter: &Filter) -> Result<Tally, StoreError> {
        // Not as one group among others: grouping by a text as well costs as much again.
        let sql = format!(
            "SELECT score, CAST(SUM(n) AS BIGINT) FROM tallies WHERE {CHOSEN} GROUP BY score"
        );
        let rows = filter.bind(sqlx::query(AssertSqlSafe(sql))).fetch_all(&self.pool).await?;
        let mut sum = Tally::EMPTY;
        for row in rows {
            sum.add_many(score(row.try_get(0)?)?, count(row.try_get(1)?)?);
        }
        Ok(sum)
    }

    /// The counts per day that has any, oldest first.
    ///
    /// # Errors
    /// The database is unavailable or damaged.
    pub async fn tally_by_day(&self, filter: &Filter) -> Result<Vec<DayTally>, StoreError> {
        let days: BTreeMap<i64, Tally> = self.sums(filter, "day").await?;
        Ok(days.into_iter().map(|(day, tally)| DayTally { day, tally }).collect())
    }

    /// The counts per channel, touchpoint or segment; the empty name holds answers without one.
    ///
    /// # Errors
    /// The database is unavailable or damaged.
    pub async fn tally_by(
        &self,
        filter: &Filter,
        group: Group,
    ) -> Result<Vec<(String, Tally)>, StoreError> {
        let column = match group {
            Group::Channel => "channel",
            Group::Touchpoint => "touchpoint",
            Group::Segment => "segment",
        };
        Ok(self.sums(filter, column).await?.into_iter().collect())
    }

    async fn sums<K>(
        &self,
        filter: &Filter,
        group: &'static str,
    ) -> Result<BTreeMap<K, Tally>, StoreError>
    where
        K: Ord + for<'r> sqlx::Decode<'r, Any> + sqlx::Type<Any>,
    {
        let sql = format!(
            "SELECT {group}, score, CAST(SUM(n) AS BIGINT) FROM tallies WHERE {CHOSEN} \
             GROUP BY {group}, score"
        );
        let rows = filter.bind(sqlx::query(AssertSqlSafe(sql))).fetch_all(&self.pool).await?;
        let mut sums: BTreeMap<K, Tally> = BTreeMap::new();
        for row in rows {
            let (score, times) = (score(row.try_get(1)?)?, count(row.try_get(2)?)?);
            sums.entry(row.try_get(0)?).or_default().add_many(score, times);
        }
        sums.retain(|_, tally| !tally.is_empty());
        Ok(sums)
    }

    /// Cells in which the tallies differ from a count of the rows: always none, unless somebody
    /// changed the tables by hand. Counts every row, so it is for `outoften doctor` and for tests.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn recount(&self) -> Result<Vec<String>, StoreError> {
        let rows = sqlx::query(
            "SELECT survey || ' day ' || CAST(day AS TEXT) || ' score ' || CAST(score AS TEXT), \
             CAST(SUM(n) AS BIGINT) FROM ( \
               SELECT survey, day, channel, touchpoint, segment, suspect, score, n FROM tallies \
               WHERE day >= COALESCE((SELECT kept_from_day FROM surveys \
                 WHERE surveys.id = tallies.survey), day) \
               UNION ALL \
               SELECT survey, received_at_ms / 86400000, COALESCE(channel, ''), \
                 COALESCE(touchpoint, ''), COALESCE(segment, ''), suspect, score, -COUNT(*) \
               FROM responses GROUP BY 1, 2, 3, 4, 5, 6, 7 \
             ) AS both_counts \
             GROUP BY survey, day, channel, touchpoint, segment, suspect, score \
             HAVING SUM(n) <> 0",
        )
        .fetch_all(&self.pool)
        .await?;
        let describe = |row: &sqlx::any::AnyRow| -> Result<String, StoreError> {
            let (cell, off): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
            Ok(format!("{cell}: the tally is off by {off}"))
        };
        let mut off: Vec<String> = rows.iter().map(describe).collect::<Result<_, StoreError>>()?;
        off.extend(self.recount_marks().await?);
        Ok(off)
    }
}

pub(super) fn score(stored: i64) -> Result<Score, StoreError> {
    let valid = u8::try_from(stored).ok().and_then(Score::new);
    valid.ok_or_else(|| StoreError::Damaged(format!("score {stored}")))
}

pub(super) fn count(stored: i64) -> Result<u64, StoreError> {
    u64::try_from(stored).map_err(|_| StoreError::Damaged(format!("count {stored}")))
}

//! Daily tallies: the eleven counts per day and group that every report is made of.
//!
//! They change in the transaction of the answers ([`TallyDelta`]), so reading them never counts rows,
//! and a recount of the rows always equals them. What follows from the counts is `outoften_core`'s.

mod recount;
mod response_flags;

use std::collections::BTreeMap;

use outoften_core::time::Utc;
use outoften_core::{Score, Tally};
use sqlx::any::AnyRow;
use sqlx::{Any, AssertSqlSafe, Row};

use super::sql::{self, Db, Statement, from_row, pieces, placeholders};
use super::{Answer, Snapshot, Store, StoreError};

/// Which answers to count. `None` means all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub survey: String,
    /// First day, counted from 1970-01-01 in UTC, included.
    pub from_day: Option<i64>,
    /// Last day, included.
    pub to_day: Option<i64>,
    pub channel: Option<String>,
    pub touchpoint: Option<String>,
    pub segment: Option<String>,
    /// Whether answers marked as suspect count too.
    pub with_suspect: bool,
}

impl Filter {
    /// The values of [`CHOSEN`].
    pub(super) fn bind(&self, query: Statement) -> Statement {
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Where it was asked.
    Channel,
    /// What it was asked about.
    Touchpoint,
    /// The group of customers.
    Segment,
}

impl Group {
    /// The name of its column.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::Touchpoint => "touchpoint",
            Self::Segment => "segment",
        }
    }
}

/// The counts of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayTally {
    /// Days since 1970-01-01 in UTC.
    pub day: i64,
    pub tally: Tally,
}

/// Where answers are counted: one row of the tallies. In the order of the table's key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cell {
    survey: String,
    day: i64,
    channel: String,
    touchpoint: String,
    segment: String,
    suspect: bool,
    score: Score,
}

/// The columns of a [`Cell`].
const CELL: &str = "survey, day, channel, touchpoint, segment, suspect, score";

impl Cell {
    fn of(answer: &Answer) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            survey: answer.survey.clone(),
            day: Utc::from_ms(answer.received_at_ms).day(),
            channel: text(&answer.channel),
            touchpoint: text(&answer.touchpoint),
            segment: text(&answer.segment),
            suspect: answer.suspect,
            score: answer.score,
        }
    }

    /// The values of [`CELL`].
    fn bind(&self, query: Statement) -> Statement {
        query
            .bind(self.survey.clone())
            .bind(self.day)
            .bind(self.channel.clone())
            .bind(self.touchpoint.clone())
            .bind(self.segment.clone())
            .bind(i64::from(self.suspect))
            .bind(i64::from(self.score.get()))
    }
}

from_row!(Cell, row {
    survey, day, channel, touchpoint, segment;
    suspect: sql::flag(row, "suspect")?,
    score: sql::score(row, "score")?
});

/// How a batch changes the tallies and the response flags. What ends where it began is not written.
#[derive(Default)]
pub(super) struct TallyDelta {
    cells: BTreeMap<Cell, i64>,
    flags: response_flags::Flags,
}

impl TallyDelta {
    /// Without these answers.
    pub(super) fn without(answers: &[Answer]) -> Self {
        let mut delta = Self::default();
        answers.iter().for_each(|answer| delta.remove(answer));
        delta
    }

    pub(super) fn add(&mut self, answer: &Answer) {
        self.shift(answer, 1);
    }

    pub(super) fn remove(&mut self, answer: &Answer) {
        self.shift(answer, -1);
    }

    /// Survey, channel and touchpoint of what changes.
    pub(super) fn places(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.cells.keys().map(|cell| (&*cell.survey, &*cell.channel, &*cell.touchpoint))
    }

    /// What takes this back.
    fn reversed(&self) -> Self {
        Self {
            cells: self.cells.iter().map(|(cell, by)| (cell.clone(), -by)).collect(),
            flags: self.flags.iter().map(|(flag, by)| (flag.clone(), -by)).collect(),
        }
    }

    fn shift(&mut self, answer: &Answer, by: i64) {
        let cell = Cell::of(answer);
        for flag in response_flags::of(answer) {
            *self.flags.entry((cell.clone(), flag)).or_default() += by;
        }
        *self.cells.entry(cell).or_default() += by;
    }
}

/// Writes the differences, in key order. A cell that has become empty goes: its names would stay
/// behind when the last answer in it is erased.
pub(super) async fn apply(db: &mut Db, delta: &TallyDelta) -> Result<(), StoreError> {
    response_flags::apply(db, &delta.flags).await?;
    let changed: Vec<_> = delta.cells.iter().filter(|(_, by)| **by != 0).collect();
    for changed in pieces(&changed) {
        let sql = format!(
            "INSERT INTO tallies ({CELL}, n) VALUES {} ON CONFLICT ({CELL}) \
             DO UPDATE SET n = tallies.n + excluded.n",
            placeholders(db, changed.len(), 8)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (cell, by) in changed {
            query = cell.bind(query).bind(*by);
        }
        query.execute(&mut *db).await?;
    }
    let lowered: Vec<&Cell> =
        delta.cells.iter().filter(|(_, by)| **by < 0).map(|(cell, _)| cell).collect();
    for cells in pieces(&lowered) {
        let sql = format!(
            "DELETE FROM tallies WHERE n = 0 AND ({CELL}) IN (VALUES {})",
            placeholders(db, cells.len(), 7)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for cell in cells {
            query = cell.bind(query);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Bounds without OR, so that a month is found in the key and not looked for in all years.
const CHOSEN: &str = "survey = $1 \
    AND day >= COALESCE($2, -1000000) AND day <= COALESCE($3, 1000000) \
    AND ($4 IS NULL OR channel = $4) AND ($5 IS NULL OR touchpoint = $5) \
    AND ($6 IS NULL OR segment = $6) AND suspect <= $7";

impl Snapshot {
    /// The counts of all chosen answers together.
    pub async fn tally(&mut self, filter: &Filter) -> Result<Tally, StoreError> {
        tally(self.db(), filter).await
    }

    /// The counts per channel, touchpoint or segment; the empty name holds answers without one.
    pub async fn tally_by(
        &mut self,
        filter: &Filter,
        group: Group,
    ) -> Result<Vec<(String, Tally)>, StoreError> {
        Ok(sums(self.db(), filter, group.name()).await?.into_iter().collect())
    }
}

impl Store {
    /// The counts of all chosen answers together.
    pub async fn tally(&self, filter: &Filter) -> Result<Tally, StoreError> {
        tally(&mut *self.pool.acquire().await?, filter).await
    }

    /// The counts per day that has any, oldest first.
    pub async fn tally_by_day(&self, filter: &Filter) -> Result<Vec<DayTally>, StoreError> {
        let mut connection = self.pool.acquire().await?;
        let days: BTreeMap<i64, Tally> = sums(&mut connection, filter, "day").await?;
        Ok(days.into_iter().map(|(day, tally)| DayTally { day, tally }).collect())
    }

    /// Every name of a group that a survey has ever had, with the first day of each.
    pub async fn names_since(
        &self,
        survey: &str,
        group: Group,
    ) -> Result<Vec<(String, i64)>, StoreError> {
        let column = group.name();
        let sql = format!("SELECT {column}, MIN(day) FROM tallies WHERE survey = $1 GROUP BY 1");
        let rows =
            sqlx::query(AssertSqlSafe(sql)).bind(survey.to_owned()).fetch_all(&self.pool).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }
}

async fn tally(db: &mut Db, filter: &Filter) -> Result<Tally, StoreError> {
    // Not as one group among others: grouping by a text as well costs as much again.
    let sql = format!(
        "SELECT score, CAST(SUM(n) AS BIGINT) AS n FROM tallies WHERE {CHOSEN} GROUP BY score"
    );
    let rows = filter.bind(sqlx::query(AssertSqlSafe(sql))).fetch_all(db).await?;
    let mut sum = Tally::EMPTY;
    for row in rows {
        sum.add_many(sql::score(&row, "score")?, sql::count(&row, "n")?);
    }
    Ok(sum)
}

/// The counts by a column of this table.
async fn sums<K>(
    db: &mut Db,
    filter: &Filter,
    group: &'static str,
) -> Result<BTreeMap<K, Tally>, StoreError>
where
    K: Ord + for<'r> sqlx::Decode<'r, Any> + sqlx::Type<Any>,
{
    let sql = format!(
        "SELECT {group} AS name, score, CAST(SUM(n) AS BIGINT) AS n FROM tallies WHERE {CHOSEN} \
         GROUP BY {group}, score"
    );
    let rows = filter.bind(sqlx::query(AssertSqlSafe(sql))).fetch_all(db).await?;
    by_name(&rows)
}

fn by_name<K>(rows: &[AnyRow]) -> Result<BTreeMap<K, Tally>, StoreError>
where
    K: Ord + for<'r> sqlx::Decode<'r, Any> + sqlx::Type<Any>,
{
    let mut sums: BTreeMap<K, Tally> = BTreeMap::new();
    for row in rows {
        let (score, times) = (sql::score(row, "score")?, sql::count(row, "n")?);
        sums.entry(row.try_get("name")?).or_default().add_many(score, times);
    }
    sums.retain(|_, tally| !tally.is_empty());
    Ok(sums)
}

//! How well the promise of a reply within a day is kept.

use std::collections::BTreeMap;

use sqlx::Row;
use sqlx::any::AnyRow;

use super::CaseState;
use crate::store::sql;
use crate::store::{Snapshot, StoreError};

/// Cases opened in a period, summed up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseSummary {
    /// How many are in each state; states without a case are left out.
    pub by_state: BTreeMap<&'static str, u64>,
    /// How many people agreed to be written to.
    pub with_contact: u64,
    /// First written to in time.
    pub within: u64,
    /// First written to too late, or not yet and the time is over.
    pub late: u64,
    /// Still new, and the time is over.
    pub overdue: u64,
    /// Half of those who were written to waited no longer.
    pub median_contact_ms: Option<i64>,
    /// How often a case went from one owner to another.
    pub handovers: u64,
    /// How often each remedy was offered.
    pub remedies: BTreeMap<String, u64>,
}

const PERIOD: &str =
    "survey = $1 AND ($2 IS NULL OR opened_at_ms >= $2) AND ($3 IS NULL OR opened_at_ms < $3)";

impl Snapshot {
    /// Sums up the cases opened from `from_ms` on and before `to_ms`, as of now.
    pub async fn case_summary(
        &mut self,
        survey: &str,
        (from_ms, to_ms): (Option<i64>, Option<i64>),
        now_ms: i64,
    ) -> Result<CaseSummary, StoreError> {
        let sql = format!(
            "SELECT state, remedy, COUNT(*) AS n, CAST(SUM(handovers) AS BIGINT) AS handovers, \
             COUNT(contacted_at_ms) AS contacted, \
             CAST(SUM(CASE WHEN contacted_at_ms <= due_at_ms THEN 1 ELSE 0 END) AS BIGINT) AS within, \
             CAST(SUM(CASE WHEN contacted_at_ms > due_at_ms OR (contacted_at_ms IS NULL \
               AND state = 'new' AND due_at_ms < $4) THEN 1 ELSE 0 END) AS BIGINT) AS late, \
             CAST(SUM(CASE WHEN state = 'new' AND due_at_ms < $4 THEN 1 ELSE 0 END) AS BIGINT) \
               AS overdue, \
             CAST(SUM(CASE WHEN EXISTS (SELECT 1 FROM contacts a WHERE a.survey = cases.survey \
               AND a.response = cases.response) THEN 1 ELSE 0 END) AS BIGINT) AS with_contact \
             FROM cases WHERE {PERIOD} GROUP BY state, remedy"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(survey.to_owned())
            .bind(from_ms)
            .bind(to_ms)
            .bind(now_ms)
            .fetch_all(self.db())
            .await?;
        let mut summary = CaseSummary::default();
        let mut contacted = 0;
        for row in &rows {
            contacted += add(&mut summary, row)?;
        }
        summary.median_contact_ms =
            self.median_contact(survey, (from_ms, to_ms), contacted).await?;
        Ok(summary)
    }

    async fn median_contact(
        &mut self,
        survey: &str,
        (from_ms, to_ms): (Option<i64>, Option<i64>),
        contacted: u64,
    ) -> Result<Option<i64>, StoreError> {
        let Some(last) = contacted.checked_sub(1) else { return Ok(None) };
        let sql = format!(
            "SELECT contacted_at_ms - opened_at_ms FROM cases WHERE {PERIOD} \
             AND contacted_at_ms IS NOT NULL ORDER BY 1 LIMIT 1 OFFSET $4"
        );
        let row = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(survey.to_owned())
            .bind(from_ms)
            .bind(to_ms)
            .bind(i64::try_from(last / 2).unwrap_or(i64::MAX))
            .fetch_optional(self.db())
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

/// Adds one group and returns how many of it were written to.
fn add(summary: &mut CaseSummary, row: &AnyRow) -> sqlx::Result<u64> {
    let state = sql::named(row, "state", "state", CaseState::from_name)?;
    let n = sql::count(row, "n")?;
    *summary.by_state.entry(state.name()).or_default() += n;
    if let Some(remedy) = row.try_get("remedy")? {
        *summary.remedies.entry(remedy).or_default() += n;
    }
    summary.handovers += sql::count(row, "handovers")?;
    summary.within += sql::count(row, "within")?;
    summary.late += sql::count(row, "late")?;
    summary.overdue += sql::count(row, "overdue")?;
    summary.with_contact += sql::count(row, "with_contact")?;
    sql::count(row, "contacted")
}

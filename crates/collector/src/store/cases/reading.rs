//! The queue, the longest waiting first, and one case with its history.

use sqlx::AssertSqlSafe;

use super::{Case, CaseLine, CaseState, Remedy};
use crate::store::sql::{self, from_row};
use crate::store::{Store, StoreError};

/// Which cases to show.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    pub survey: String,
    /// Only cases in these states.
    pub states: Vec<CaseState>,
    /// Only this owner's.
    pub owner: Option<String>,
    /// Only cases whose first reply was due before this instant and is still owed.
    pub overdue_at_ms: Option<i64>,
    /// Only people who agreed to be written to.
    pub with_contact: bool,
    /// Only cases after this place in the order.
    pub after: Option<(i64, String)>,
    /// At most so many.
    pub limit: u32,
}

const COLUMNS: &str = "c.survey, c.response, c.state, c.owner, c.remedy, c.promise, c.handovers, \
    c.opened_at_ms, c.due_at_ms, c.contacted_at_ms, c.solved_at_ms, c.closed_at_ms, \
    c.changed_at_ms, c.version, c.followup_survey, c.followup_response, f.score AS followup_score, a.address, \
    r.metric, r.score, r.comment, r.drivers, r.lang, r.channel, r.touchpoint, r.segment";

const TABLES: &str = "cases c \
    JOIN responses r ON r.survey = c.survey AND r.id = c.response \
    LEFT JOIN contacts a ON a.survey = c.survey AND a.response = c.response \
    LEFT JOIN responses f ON f.survey = c.followup_survey AND f.id = c.followup_response";

impl Store {
    /// Cases, the first due first.
    pub async fn cases(&self, filter: &CaseFilter) -> Result<Vec<Case>, StoreError> {
        let names: Vec<String> =
            filter.states.iter().map(|state| format!("'{}'", state.name())).collect();
        let reachable = if filter.with_contact { " AND a.address IS NOT NULL" } else { "" };
        let sql = format!(
            "SELECT {COLUMNS} FROM {TABLES} WHERE c.survey = $1 AND c.state IN ({}) \
             AND ($2 IS NULL OR c.owner = $2) \
             AND ($3 IS NULL OR (c.state = 'new' AND c.due_at_ms < $3)) \
             AND ($4 IS NULL OR c.due_at_ms > $4 OR (c.due_at_ms = $4 AND c.response > $5)) \
             {reachable} ORDER BY c.due_at_ms, c.response LIMIT $6",
            names.join(", ")
        );
        let (after_ms, after_id) = filter.after.clone().unzip();
        let cases = sqlx::query_as(AssertSqlSafe(sql))
            .bind(filter.survey.clone())
            .bind(filter.owner.clone())
            .bind(filter.overdue_at_ms)
            .bind(after_ms)
            .bind(after_id)
            .bind(i64::from(filter.limit))
            .fetch_all(&self.pool)
            .await?;
        Ok(cases)
    }

    pub async fn case(&self, survey: &str, response: &str) -> Result<Option<Case>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE c.survey = $1 AND c.response = $2");
        let case = sqlx::query_as(AssertSqlSafe(sql))
            .bind(survey.to_owned())
            .bind(response.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        Ok(case)
    }

    /// What was done about a case, in order.
    pub async fn case_history(
        &self,
        survey: &str,
        response: &str,
    ) -> Result<Vec<CaseLine>, StoreError> {
        let lines = sqlx::query_as(
            "SELECT at_ms, by_name, kind, content FROM case_history \
             WHERE survey = $1 AND response = $2 ORDER BY version, line",
        )
        .bind(survey.to_owned())
        .bind(response.to_owned())
        .fetch_all(&self.pool)
        .await?;
        Ok(lines)
    }
}

from_row!(CaseLine, row {
    at_ms, kind, content;
    by: row.try_get("by_name")?
});

from_row!(Case, row {
    survey, response, owner, promise, handovers, opened_at_ms, due_at_ms, contacted_at_ms,
    solved_at_ms, closed_at_ms, changed_at_ms, version, address, comment, lang, channel,
    touchpoint,
    segment;
    state: sql::named(row, "state", "state", CaseState::from_name)?,
    remedy: row.try_get::<Option<String>, _>("remedy")?.as_deref().and_then(Remedy::from_name),
    followup: {
        let survey: Option<String> = row.try_get("followup_survey")?;
        survey.zip(row.try_get("followup_response")?)
    },
    followup_score: row.try_get::<Option<i64>, _>("followup_score")?.map(sql::to_score).transpose()?,
    metric: sql::metric(row, "metric")?,
    score: sql::score(row, "score")?,
    drivers: sql::words(row, "drivers")?
});

//! The queue, the longest waiting first, and one case with its history.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::{Case, CaseLine, Remedy, State};
use crate::store::{Store, StoreError, rows, tallies};

/// Which cases to show.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    /// The survey's id.
    pub survey: String,
    /// Only cases in these states.
    pub states: Vec<State>,
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
    c.changed_at_ms, c.version, c.followup_survey, c.followup_response, f.score, a.address, \
    r.metric, r.score, r.comment, r.drivers, r.lang, r.channel, r.touchpoint, r.segment";

const TABLES: &str = "cases c \
    JOIN responses r ON r.survey = c.survey AND r.id = c.response \
    LEFT JOIN contacts a ON a.survey = c.survey AND a.response = c.response \
    LEFT JOIN responses f ON f.survey = c.followup_survey AND f.id = c.followup_response";

impl Store {
    /// Cases, the first due first.
    ///
    /// # Errors
    /// The database is unavailable or damaged.
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
        let found = sqlx::query(AssertSqlSafe(sql))
            .bind(filter.survey.clone())
            .bind(filter.owner.clone())
            .bind(filter.overdue_at_ms)
            .bind(after_ms)
            .bind(after_id)
            .bind(i64::from(filter.limit))
            .fetch_all(&self.pool)
            .await?;
        found.iter().map(read).collect()
    }

    /// One case.
    ///
    /// # Errors
    /// The database is unavailable or damaged.
    pub async fn case(&self, survey: &str, response: &str) -> Result<Option<Case>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE c.survey = $1 AND c.response = $2");
        let row = sqlx::query(AssertSqlSafe(sql))
            .bind(survey.to_owned())
            .bind(response.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| read(&row)).transpose()
    }

    /// What was done about a case, in order.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn case_history(
        &self,
        survey: &str,
        response: &str,
    ) -> Result<Vec<CaseLine>, StoreError> {
        let rows = sqlx::query(
            "SELECT at_ms, by_name, kind, content FROM case_history \
             WHERE survey = $1 AND response = $2 ORDER BY version, line",
        )
        .bind(survey.to_owned())
        .bind(response.to_owned())
        .fetch_all(&self.pool)
        .await?;
        let line = |row: &AnyRow| {
            Ok(CaseLine {
                at_ms: row.try_get(0)?,
                by: row.try_get(1)?,
                kind: row.try_get(2)?,
                content: row.try_get(3)?,
            })
        };
        rows.iter().map(line).collect()
    }
}

fn read(row: &AnyRow) -> Result<Case, StoreError> {
    let (state, remedy): (String, Option<String>) = (row.try_get(2)?, row.try_get(4)?);
    let followup: (Option<String>, Option<String>) = (row.try_get(14)?, row.try_get(15)?);
    let followup_score: Option<i64> = row.try_get(16)?;
    let drivers: Option<String> = row.try_get(21)?;
    Ok(Case {
        survey: row.try_get(0)?,
        response: row.try_get(1)?,
        state: State::from_name(&state)
            .ok_or_else(|| StoreError::Damaged(format!("state {state:?}")))?,
        owner: row.try_get(3)?,
        remedy: remedy.as_deref().and_then(Remedy::from_name),
        promise: row.try_get(5)?,
        handovers: row.try_get(6)?,
        opened_at_ms: row.try_get(7)?,
        due_at_ms: row.try_get(8)?,
        contacted_at_ms: row.try_get(9)?,
        solved_at_ms: row.try_get(10)?,
        closed_at_ms: row.try_get(11)?,
        changed_at_ms: row.try_get(12)?,
        version: row.try_get(13)?,
        followup: followup.0.zip(followup.1),
        followup_score: followup_score.map(tallies::score).transpose()?,
        address: row.try_get(17)?,
        metric: rows::metric(row.try_get(18)?)?,
        score: tallies::score(row.try_get(19)?)?,
        comment: row.try_get(20)?,
        drivers: drivers.iter().flat_map(|ids| ids.split(' ')).map(str::to_owned).collect(),
        lang: row.try_get(22)?,
        channel: row.try_get(23)?,
        touchpoint: row.try_get(24)?,
        segment: row.try_get(25)?,
    })
}

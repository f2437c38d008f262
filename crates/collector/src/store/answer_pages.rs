//! Reading answers one by one: the comments feed and the export, page by page along an index.

use outoften_core::Score;
use sqlx::{AssertSqlSafe, FromRow as _, Row};

use super::rows::COLUMNS;
use super::{Answer, Snapshot, Store, StoreError};

/// Which comments to show.
#[derive(Clone, Debug, Default)]
pub struct CommentFilter {
    pub survey: String,
    /// Only answers with one of these scores.
    pub scores: Vec<Score>,
    /// Only comments that hold this text. Capitals are the same as small letters.
    pub text: Option<String>,
    /// Only answers before this place in the order: newest first.
    pub before: Option<(i64, String)>,
    /// At most so many.
    pub limit: u32,
}

impl Store {
    /// Answers with a comment, the newest first.
    pub async fn comments(&self, filter: &CommentFilter) -> Result<Vec<Answer>, StoreError> {
        let scores: Vec<&str> = filter.scores.iter().map(|score| score.digits()).collect();
        let sql = format!(
            "SELECT {COLUMNS} FROM responses WHERE survey = $1 AND comment IS NOT NULL \
             AND score IN ({}) AND ($2 IS NULL OR comment {} $2) \
             AND ($3 IS NULL OR received_at_ms < $3 OR (received_at_ms = $3 AND id < $4)) \
             ORDER BY received_at_ms DESC, id DESC LIMIT $5",
            scores.join(", "),
            self.engine.finds()
        );
        let (before_ms, before_id) = filter.before.clone().unzip();
        let found = sqlx::query_as(AssertSqlSafe(sql))
            .bind(filter.survey.clone())
            .bind(filter.text.as_deref().map(|text| self.engine.containing(text)))
            .bind(before_ms)
            .bind(before_id)
            .bind(i64::from(filter.limit))
            .fetch_all(&self.pool)
            .await?;
        Ok(found)
    }

    pub async fn answer(&self, survey: &str, id: &str) -> Result<Option<Answer>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM responses WHERE survey = $1 AND id = $2");
        let row = sqlx::query_as(AssertSqlSafe(sql))
            .bind(survey.to_owned())
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row)
    }

    /// The day of the newest answer, to compare a clock with: days since 1970-01-01 in UTC, `None`
    /// without answers. Looks into the index of each survey.
    pub async fn newest_answer_day(&self) -> Result<Option<i64>, StoreError> {
        let row = sqlx::query(
            "SELECT MAX((SELECT MAX(received_at_ms) FROM responses \
             WHERE responses.survey = surveys.id)) FROM surveys",
        )
        .fetch_one(&self.pool)
        .await?;
        Ok(row.try_get::<Option<i64>, _>(0)?.map(|at_ms| at_ms.div_euclid(86_400_000)))
    }
}

impl Snapshot {
    /// A page of all answers, in the order of their ids, after this one.
    pub async fn page(
        &mut self,
        survey: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<(Answer, i64)>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM responses WHERE survey = $1 AND id > $2 ORDER BY id LIMIT $3"
        );
        let found = sqlx::query(AssertSqlSafe(sql))
            .bind(survey.to_owned())
            .bind(after.to_owned())
            .bind(i64::from(limit))
            .fetch_all(self.db())
            .await?;
        found
            .iter()
            .map(|row| Ok((Answer::from_row(row)?, row.try_get("updated_at_ms")?)))
            .collect()
    }
}

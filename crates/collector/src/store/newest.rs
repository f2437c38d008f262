//! The day of the newest answer, to compare a clock with.

use sqlx::Row as _;

use super::{Store, StoreError};

impl Store {
    /// Days since 1970-01-01 in UTC; `None` without answers. Looks into the index of each survey.
    ///
    /// # Errors
    /// The database is unavailable.
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

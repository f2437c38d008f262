//! Survey documents, as text: what is in them is `outoften_core::survey`'s to say.

use super::sql::from_row;
use super::{Store, StoreError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSurvey {
    /// The document as JSON, as it was accepted.
    pub document: String,
    /// When it was last written, UTC.
    pub updated_at_ms: i64,
    /// Since when it takes no more answers.
    pub archived_at_ms: Option<i64>,
    /// The sites it may be asked on, separated by spaces; empty for every site.
    pub origins: String,
}

/// One line of the list of surveys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyLine {
    pub id: String,
    /// When it was last written, UTC.
    pub updated_at_ms: i64,
    /// Since when it takes no more answers.
    pub archived_at_ms: Option<i64>,
}

from_row!(StoredSurvey, row { document, updated_at_ms, archived_at_ms, origins });

from_row!(SurveyLine, row { id, updated_at_ms, archived_at_ms });

impl Store {
    /// Stores a document, new or in place of the one before.
    pub async fn put_survey(
        &self,
        id: &str,
        document: &str,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO surveys (id, document, updated_at_ms, archived_at_ms) \
             VALUES ($1, $2, $3, NULL) ON CONFLICT (id) DO UPDATE SET \
             document = excluded.document, updated_at_ms = excluded.updated_at_ms",
        )
        .bind(id.to_owned())
        .bind(document.to_owned())
        .bind(now_ms)
        .execute(&mut *self.writing().await?)
        .await?;
        Ok(())
    }

    /// `None` if no survey has this id.
    pub async fn survey(&self, id: &str) -> Result<Option<StoredSurvey>, StoreError> {
        let survey = sqlx::query_as(
            "SELECT document, updated_at_ms, archived_at_ms, origins FROM surveys WHERE id = $1",
        );
        Ok(survey.bind(id.to_owned()).fetch_optional(&self.pool).await?)
    }

    /// Whether a survey has this id.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn has_survey(&self, id: &str) -> Result<bool, StoreError> {
        let found = sqlx::query("SELECT id FROM surveys WHERE id = $1").bind(id.to_owned());
        Ok(found.fetch_optional(&self.pool).await?.is_some())
    }

    /// Whether anybody has answered it, suspect or not, kept or not.
    pub async fn has_answers(&self, id: &str) -> Result<bool, StoreError> {
        let row = sqlx::query("SELECT 1 FROM tallies WHERE survey = $1 AND n > 0 LIMIT 1")
            .bind(id.to_owned())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.is_some())
    }

    /// All surveys, by id.
    pub async fn surveys(&self) -> Result<Vec<SurveyLine>, StoreError> {
        let all = "SELECT id, updated_at_ms, archived_at_ms FROM surveys ORDER BY id";
        Ok(sqlx::query_as(all).fetch_all(&self.pool).await?)
    }

    /// Stops (`Some`) or resumes (`None`) taking answers. `false` if there is no such survey.
    pub async fn archive_survey(&self, id: &str, at_ms: Option<i64>) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE surveys SET archived_at_ms = $2 WHERE id = $1")
            .bind(id.to_owned())
            .bind(at_ms)
            .execute(&mut *self.writing().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Sets the sites a survey may be asked on. `false` if there is no such survey.
    pub async fn set_origins(&self, id: &str, origins: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE surveys SET origins = $2 WHERE id = $1")
            .bind(id.to_owned())
            .bind(origins.to_owned())
            .execute(&mut *self.writing().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

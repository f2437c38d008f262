//! Keys, and what happened to identified people.

use outoften_core::fatigue::{Event, EventKind};
use outoften_core::time::Utc;
use sqlx::any::AnyRow;
use sqlx::{Connection as _, Row};

use super::sql::{self, from_row};
use super::tombstones::{Kind, Tombstone};
use super::{Store, StoreError};
use crate::token;

#[derive(Clone, Debug)]
pub struct Secret {
    /// Names it in lists and logs; not secret.
    pub id: String,
    pub value: String,
}

from_row!(Secret, row { id, value });

impl Store {
    /// Adds a key for signing names. Two are in use at most: the older of two is retired.
    pub async fn add_identity_secret(
        &self,
        secret: &Secret,
        now_ms: i64,
    ) -> Result<(), StoreError> {
        for old in self.identity_secrets().await?.into_iter().skip(1) {
            self.retire_secret(&old.id, now_ms).await?;
        }
        self.insert_secret(secret, "identity", now_ms).await
    }

    async fn insert_secret(
        &self,
        secret: &Secret,
        purpose: &str,
        at: i64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO secrets (id, purpose, value, created_at_ms, retired_at_ms) \
             VALUES ($1, $2, $3, $4, NULL) ON CONFLICT (id) DO NOTHING",
        )
        .bind(secret.id.clone())
        .bind(purpose.to_owned())
        .bind(secret.value.clone())
        .bind(at)
        .execute(&mut *self.writing().await?)
        .await?;
        Ok(())
    }

    /// The keys for signing names that are in use, the newest first.
    pub async fn identity_secrets(&self) -> Result<Vec<Secret>, StoreError> {
        let secrets = sqlx::query_as(
            "SELECT id, value FROM secrets WHERE purpose = 'identity' AND retired_at_ms IS NULL \
             ORDER BY created_at_ms DESC, id",
        );
        Ok(secrets.fetch_all(&self.pool).await?)
    }

    /// Takes a key out of use. `false` if there is none of this id.
    pub async fn retire_secret(&self, id: &str, now_ms: i64) -> Result<bool, StoreError> {
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let done = sqlx::query(
            "UPDATE secrets SET retired_at_ms = $2, value = '' \
             WHERE id = $1 AND retired_at_ms IS NULL AND purpose = 'identity'",
        )
        .bind(id.to_owned())
        .bind(now_ms)
        .execute(&mut *transaction)
        .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        self.record_tombstones(vec![Tombstone::named(Kind::Secret, id, now_ms)]).await?;
        transaction.commit().await?;
        Ok(true)
    }

    /// The collector's own key for names, made when it is first needed and never changed: under
    /// another one nobody would be recognised.
    pub async fn person_secret(&self, now_ms: i64) -> Result<String, StoreError> {
        self.own_secret("person", now_ms).await
    }

    /// The collector's own key for what it signs for itself, the same on every node.
    pub async fn ticket_secret(&self, now_ms: i64) -> Result<String, StoreError> {
        self.own_secret("ticket", now_ms).await
    }

    async fn own_secret(&self, id: &'static str, now_ms: i64) -> Result<String, StoreError> {
        let find = async || -> Result<Option<String>, StoreError> {
            let row = sqlx::query("SELECT value FROM secrets WHERE id = $1")
                .bind(id)
                .fetch_optional(&self.pool)
                .await?;
            Ok(row.map(|row| row.try_get(0)).transpose()?)
        };
        if let Some(value) = find().await? {
            return Ok(value);
        }
        let value = token::generate().map_err(|error| StoreError::Damaged(error.to_string()))?;
        self.insert_secret(&Secret { id: id.to_owned(), value }, id, now_ms).await?;
        // Another node may have been first.
        find().await?.ok_or_else(|| StoreError::Damaged(format!("no key called {id}")))
    }

    /// Records what happened to a person.
    pub async fn record_event(
        &self,
        person: &str,
        survey: &str,
        event: &Event,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO asks (person, survey, waiting_group, event, at_ms) \
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person, survey, event, at_ms) DO NOTHING",
        )
        .bind(person.to_owned())
        .bind(survey.to_owned())
        .bind(event.group.clone())
        .bind(event.kind.name())
        .bind(event.at.as_ms())
        .execute(&mut *self.writing().await?)
        .await?;
        Ok(())
    }

    /// Everything that happened to a person, in any survey.
    ///
    /// # Errors
    /// The database is unavailable or names an unknown event.
    pub async fn history(&self, person: &str) -> Result<Vec<Event>, StoreError> {
        let rows = sqlx::query("SELECT waiting_group, event, at_ms FROM asks WHERE person = $1")
            .bind(person.to_owned())
            .fetch_all(&self.pool)
            .await?;
        let read = |row: &AnyRow| {
            let kind = sql::named(row, "event", "event", EventKind::from_name)?;
            let at = Utc::from_ms(row.try_get("at_ms")?);
            Ok(Event::new(kind, at, row.try_get::<String, _>("waiting_group")?))
        };
        rows.iter().map(read).collect()
    }
}

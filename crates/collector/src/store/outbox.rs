//! Webhooks and their outbox: a message is written in the transaction of the answer that it is about.

use outoften_core::Class;
use sqlx::{AssertSqlSafe, Connection as _, Row};

use super::sql::{self, Db, from_row, pieces, placeholders};
use super::tombstones::{Kind, Tombstone};
use super::{Answer, Store, StoreError};

/// An unfinished answer is announced after this long, in case it is never finished.
const UNFINISHED_MS: i64 = 600_000;

/// A receiver of messages about new answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Names it in lists and logs.
    pub id: String,
    /// Only answers of this survey; `None` for all.
    pub survey: Option<String>,
    /// Where to.
    pub url: String,
    /// What messages are signed with, the newest first.
    pub secrets: Vec<String>,
    /// Only answers of these classes.
    pub classes: Vec<Class>,
    /// `json` or `slack`.
    pub format: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub webhook: String,
    pub survey: String,
    pub response: String,
    pub attempts: i64,
}

impl Webhook {
    fn wants(&self, answer: &Answer) -> bool {
        self.survey.as_ref().is_none_or(|survey| *survey == answer.survey)
            && self.classes.contains(&answer.class())
    }
}

/// Puts messages about new and changed answers in the outbox: at once when the person is
/// finished, a while later otherwise. One message per webhook and answer, whatever its revisions.
pub(super) async fn enqueue(db: &mut Db, changed: &[&Answer]) -> Result<(), StoreError> {
    if changed.is_empty() {
        return Ok(());
    }
    let webhooks = read_all(&mut *db).await?;
    let messages: Vec<(&Webhook, &Answer)> = webhooks
        .iter()
        .flat_map(|webhook| changed.iter().map(move |answer| (webhook, *answer)))
        .filter(|(webhook, answer)| webhook.wants(answer) && !answer.suspect)
        .collect();
    for messages in pieces(&messages) {
        let sql = format!(
            "INSERT INTO outbox (webhook, survey, response, attempts, next_at_ms, lease_until_ms) \
             VALUES {} ON CONFLICT (webhook, survey, response) DO UPDATE SET \
             next_at_ms = excluded.next_at_ms \
             WHERE outbox.attempts = 0 AND excluded.next_at_ms < outbox.next_at_ms",
            placeholders(db, messages.len(), 6)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (webhook, answer) in messages {
            let wait_ms = if answer.done { 0 } else { UNFINISHED_MS };
            query = query.bind(webhook.id.clone()).bind(answer.survey.clone());
            query = query.bind(answer.id.clone()).bind(0_i64);
            query = query.bind(answer.received_at_ms + wait_ms).bind(0_i64);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

async fn read_all(db: &mut Db) -> Result<Vec<Webhook>, StoreError> {
    let webhooks = sqlx::query_as(
        "SELECT id, survey, url, secrets, classes, format FROM webhooks \
         WHERE disabled_at_ms IS NULL ORDER BY id",
    );
    Ok(webhooks.fetch_all(db).await?)
}

from_row!(Webhook, row {
    id, survey, url, format;
    secrets: sql::words(row, "secrets")?,
    classes: {
        let names = sql::words(row, "classes")?;
        let class = |class: &Class| names.iter().any(|name| name == class.name());
        Class::ALL.into_iter().filter(class).collect()
    }
});

from_row!(Due, row { webhook, survey, response, attempts });

impl Store {
    pub async fn add_webhook(&self, webhook: &Webhook, now_ms: i64) -> Result<(), StoreError> {
        let classes: Vec<&str> = webhook.classes.iter().map(|class| class.name()).collect();
        sqlx::query(
            "INSERT INTO webhooks (id, survey, url, secrets, classes, format, created_at_ms) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(webhook.id.clone())
        .bind(webhook.survey.clone())
        .bind(webhook.url.clone())
        .bind(webhook.secrets.join(" "))
        .bind(classes.join(" "))
        .bind(webhook.format.clone())
        .bind(now_ms)
        .execute(&mut *self.writing().await?)
        .await?;
        Ok(())
    }

    /// Those in use.
    pub async fn webhooks(&self) -> Result<Vec<Webhook>, StoreError> {
        read_all(&mut *self.pool.acquire().await?).await
    }

    /// Replaces what messages are signed with. `false` if there is no such webhook.
    pub async fn set_webhook_secrets(&self, id: &str, all: &[String]) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE webhooks SET secrets = $2 WHERE id = $1")
            .bind(id.to_owned())
            .bind(all.join(" "))
            .execute(&mut *self.writing().await?)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Stops sending to it, also what waits. `false` if there is no such webhook.
    pub async fn disable_webhook(&self, id: &str, now_ms: i64) -> Result<bool, StoreError> {
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let done = sqlx::query(
            "UPDATE webhooks SET disabled_at_ms = $2 WHERE id = $1 AND disabled_at_ms IS NULL",
        )
        .bind(id.to_owned())
        .bind(now_ms)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "UPDATE outbox SET ended_at_ms = $2 WHERE webhook = $1 AND ended_at_ms IS NULL",
        )
        .bind(id.to_owned())
        .bind(now_ms)
        .execute(&mut *transaction)
        .await?;
        let is_new = done.rows_affected() > 0;
        if is_new {
            self.record_tombstones(vec![Tombstone::named(Kind::Webhook, id, now_ms)]).await?;
        }
        transaction.commit().await?;
        Ok(is_new)
    }

    /// Takes messages that are due, for as long as the lease; another node takes others. A node
    /// that dies gives its messages back when the lease ends.
    pub async fn lease_due(&self, now_ms: i64, lease_ms: i64) -> Result<Vec<Due>, StoreError> {
        let due = sqlx::query_as(
            "UPDATE outbox SET lease_until_ms = $2 WHERE lease_until_ms <= $1 \
             AND ended_at_ms IS NULL AND (webhook, survey, response) IN ( \
               SELECT webhook, survey, response FROM outbox WHERE ended_at_ms IS NULL \
               AND next_at_ms <= $1 AND lease_until_ms <= $1 ORDER BY next_at_ms LIMIT 20) \
             RETURNING webhook, survey, response, attempts",
        )
        .bind(now_ms)
        .bind(now_ms + lease_ms)
        .fetch_all(&mut *self.writing().await?)
        .await?;
        Ok(due)
    }

    /// When the oldest answer came whose message is due and not delivered, tried or not.
    pub async fn oldest_undelivered_ms(&self, now_ms: i64) -> Result<Option<i64>, StoreError> {
        let row = sqlx::query(
            "SELECT MIN(responses.received_at_ms) FROM outbox JOIN responses \
             ON responses.survey = outbox.survey AND responses.id = outbox.response \
             WHERE outbox.ended_at_ms IS NULL AND (outbox.attempts > 0 OR outbox.next_at_ms <= $1)",
        )
        .bind(now_ms)
        .fetch_one(&self.pool)
        .await?;
        Ok(row.try_get(0)?)
    }

    /// A message was tried: it is tried again at `next_at_ms`, or its time is over.
    pub async fn record_attempt(
        &self,
        due: &Due,
        now_ms: i64,
        next_at_ms: Option<i64>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE outbox SET attempts = attempts + 1, lease_until_ms = 0, next_at_ms = $4, \
             ended_at_ms = $5 WHERE webhook = $1 AND survey = $2 AND response = $3",
        )
        .bind(due.webhook.clone())
        .bind(due.survey.clone())
        .bind(due.response.clone())
        .bind(next_at_ms.unwrap_or(now_ms))
        .bind(if next_at_ms.is_some() { None } else { Some(now_ms) })
        .execute(&mut *self.writing().await?)
        .await?;
        Ok(())
    }
}

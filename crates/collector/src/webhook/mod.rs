//! Messages about new answers: signed as Standard Webhooks define it, delivered at least once, never
//! into a private network.
//!
//! A message is written into the outbox (`crate::store`) with the answer. Here it is sent, and sent
//! again: [`deliver`] runs beside the server on every node.

mod address;
mod client;
mod message;
mod schedule;

use std::time::Duration;

use crate::clock::Clock;
use crate::store::{Due, Store, StoreError, Webhook};

pub use address::{AddressError, check_url, is_public};
pub use client::{ClientSettings, DeliveryResult, Lookup, WebhookClient};
pub use message::{new_secret, sign};

/// A node that takes longer than this to send is taken for dead.
const LEASE_MS: i64 = 60_000;

/// How long to wait when nothing is due.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// Sends what is due, for ever.
pub async fn deliver(store: Store, clock: Clock, client: WebhookClient) {
    loop {
        match deliver_due(&store, &clock, &client).await {
            Ok(0) => tokio::time::sleep(POLL_INTERVAL).await,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "outbox");
                tokio::time::sleep(10 * POLL_INTERVAL).await;
            }
        }
    }
}

/// Sends what is due now. Returns how many messages that was.
///
/// # Errors
/// The database is unavailable; what was leased is tried again later.
pub async fn deliver_due(
    store: &Store,
    clock: &Clock,
    client: &WebhookClient,
) -> Result<usize, StoreError> {
    let due = store.lease_due(clock.now().as_ms(), LEASE_MS).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let webhooks = store.webhooks().await?;
    let tries = due.iter().filter_map(|due| {
        let webhook = webhooks.iter().find(|webhook| webhook.id == due.webhook)?;
        Some(deliver_one(store, clock, client, webhook, due))
    });
    for done in futures_util::future::join_all(tries).await {
        done?;
    }
    Ok(due.len())
}

async fn deliver_one(
    store: &Store,
    clock: &Clock,
    client: &WebhookClient,
    webhook: &Webhook,
    due: &Due,
) -> Result<(), StoreError> {
    // Read now: later revisions are sent too, and what was erased is not.
    let Some(answer) = store.answer(&due.survey, &due.response).await? else {
        return store.record_attempt(due, clock.now().as_ms(), None).await;
    };
    let sent = client.send(webhook, &answer, clock.now()).await;
    let now_ms = clock.now().as_ms();
    tracing::info!(
        webhook = webhook.id,
        outcome = sent.name(),
        attempt = due.attempts + 1,
        "webhook"
    );
    let next_at_ms = match sent {
        DeliveryResult::Accepted | DeliveryResult::Gone => None,
        DeliveryResult::Refused | DeliveryResult::Unreachable => {
            schedule::wait_ms(due.attempts, &due.response).map(|wait_ms| now_ms + wait_ms)
        }
    };
    client.metrics().webhook_tried(sent == DeliveryResult::Accepted, next_at_ms.is_none());
    store.record_attempt(due, now_ms, next_at_ms).await?;
    if sent == DeliveryResult::Gone {
        store.disable_webhook(&webhook.id, now_ms).await?;
    }
    Ok(())
}

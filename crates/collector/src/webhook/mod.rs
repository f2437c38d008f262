//! Telling others of new answers: signed as Standard Webhooks say, at least once, never into a
//! private network.
//!
//! What is to be told stands in the outbox (`crate::store`), written with the answer. Here it is
//! sent, and sent again: [`deliver`] runs beside the server on every node.

mod address;
mod client;
mod message;
mod schedule;

use std::time::Duration;

use crate::clock::Clock;
use crate::store::{Due, Store, StoreError, Webhook};

pub use address::{AddressError, check_url, is_public};
pub use client::{Client, Lookup, Sent, Settings};
pub use message::{new_secret, sign};

/// A node that takes longer than this to send is taken for dead.
const LEASE_MS: i64 = 60_000;

/// How long to rest when nothing is due.
const REST: Duration = Duration::from_millis(500);

/// Sends what is due, for ever.
pub async fn deliver(store: Store, clock: Clock, client: Client) {
    loop {
        match deliver_due(&store, &clock, &client).await {
            Ok(0) => tokio::time::sleep(REST).await,
            Ok(_) => {}
            Err(error) => {
                tracing::error!(%error, "outbox");
                tokio::time::sleep(10 * REST).await;
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
    client: &Client,
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
    client: &Client,
    webhook: &Webhook,
    due: &Due,
) -> Result<(), StoreError> {
    // Read now: what was said meanwhile is told too, and what was erased is not.
    let Some(answer) = store.answer(&due.survey, &due.response).await? else {
        return store.tried(due, clock.now().as_ms(), None).await;
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
        Sent::Accepted | Sent::Gone => None,
        Sent::Refused | Sent::Unreachable => {
            schedule::wait_ms(due.attempts, &due.response).map(|wait_ms| now_ms + wait_ms)
        }
    };
    client.metrics().told(sent == Sent::Accepted, next_at_ms.is_none());
    store.tried(due, now_ms, next_at_ms).await?;
    if sent == Sent::Gone {
        store.disable_webhook(&webhook.id, now_ms).await?;
    }
    Ok(())
}

//! What an operator sees of messages: how many arrived, how many did not, and who waits for how long.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use outoften_collector::webhook::{ClientSettings, WebhookClient, deliver_due};
use serde_json::json;

use crate::server::{Database, answer, on_each_engine};
use crate::webhooks::{add, receiver, started};

on_each_engine!(what_becomes_of_messages_is_counted);

async fn what_becomes_of_messages_is_counted(database: Database) {
    let server = started(&database).await;
    let (address, _) = receiver(&[500, 200, 410]).await;
    add(&server, &json!({"url": format!("http://{address}/")})).await;
    let metrics = Arc::clone(&server.state.metrics);
    let client = WebhookClient::new(ClientSettings::new(true)).unwrap().counting(metrics);
    let shown = async |name: &str| -> u64 {
        let text = server.admin("GET", "/metrics", b"").await.text();
        let start = format!("outoften_webhooks_{name} ");
        let line = text.lines().find_map(|line| line.strip_prefix(start.as_str()));
        line.unwrap_or_else(|| panic!("no {name} in {text}")).parse().unwrap()
    };
    let tell = async || {
        deliver_due(&server.state.store, &server.state.clock, &client).await.unwrap();
        let (delivered, failed) = (shown("delivered_total").await, shown("failed_total").await);
        let given_up = shown("given_up_total").await;
        (delivered, failed, given_up, shown("oldest_waiting_seconds").await)
    };
    assert_eq!(shown("oldest_waiting_seconds").await, 0);
    server.post(&answer("first", 1, 2)).await;
    assert_eq!(tell().await, (0, 1, 0, 0));
    server.now_ms.fetch_add(3_600_000, Ordering::Relaxed);
    assert_eq!(shown("oldest_waiting_seconds").await, 3_600);
    assert_eq!(tell().await, (1, 1, 0, 0));
    server.post(&answer("second", 1, 2)).await;
    assert_eq!(tell().await, (1, 2, 1, 0), "who is gone is given up");
}

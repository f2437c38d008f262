//! Displays the collector knows of: a ticket is good for one answer, on one site, for a while;
//! floods without one do not move the score.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::atomic::Ordering;

use outoften_collector::serve::ConnectionLimits;
use serde_json::{Value, json};

use crate::client::{self, Reply};
use crate::server::{Database, SURVEY, Server, answer, on_each_engine};

on_each_engine!(a_ticket_is_good_for_one_answer_on_one_site, a_later_ticket_takes_a_suspicion_back,);

const SITE: &str = "https://shop.example";

async fn send(server: &Server, path: &str, origin: &str, from: &str, body: &Value) -> Reply {
    let mut headers = vec![("x-forwarded-for", from)];
    if !origin.is_empty() {
        headers.push(("origin", origin));
    }
    client::send(server.address, "POST", path, &headers, body.to_string().as_bytes()).await
}

/// Behind a proxy on this machine, so that a test can be many networks.
async fn started(database: &Database, require: bool) -> Server {
    Server::start_with(database, ConnectionLimits::default(), |app| {
        app.trusted_proxies = vec![IpAddr::from([127, 0, 0, 1]).into()];
        app.require_tickets = require;
    })
    .await
}

/// Shows a card on the site and returns its ticket.
async fn shown(server: &Server, id: &str, from: &str) -> String {
    let event = json!({"survey": SURVEY, "event": "shown", "id": id});
    let reply = send(server, "/v1/events", SITE, from, &event).await;
    assert_eq!(reply.status, 202, "{}", reply.text());
    reply.json()["display"].as_str().unwrap().to_owned()
}

fn with(ticket: &str, id: &str) -> Value {
    let mut body = answer(id, 1, 9);
    body["display"] = ticket.into();
    body
}

const HERE: &str = "203.0.113.7";

async fn a_ticket_is_good_for_one_answer_on_one_site(database: Database) {
    let server = started(&database, true).await;
    let ticket = shown(&server, "0000mine", HERE).await;
    server.now_ms.fetch_add(5_000, Ordering::Relaxed);
    let post =
        async |origin: &str, body: Value| send(&server, "/v1/responses", origin, HERE, &body).await;
    let tampered = format!("{}A", &ticket[..ticket.len() - 1]);
    let tampered =
        if tampered == ticket { format!("{}B", &ticket[..ticket.len() - 1]) } else { tampered };
    for (what, origin, body) in [
        ("replayed for another answer", SITE, with(&ticket, "00000not")),
        ("from another site", "https://evil.example", with(&ticket, "0000mine")),
        ("from no site", "", with(&ticket, "0000mine")),
        ("changed", SITE, with(&tampered, "0000mine")),
        ("no ticket at all", SITE, with("hello", "0000mine")),
    ] {
        let refused = post(origin, body).await;
        assert_eq!(
            (refused.status, refused.json()["code"].clone()),
            (422, json!("display")),
            "{what}"
        );
        assert_eq!(refused.json()["retry"], false);
    }
    assert_eq!(server.results().await["suspect"], 0, "nothing was stored");
    for _ in 0..3 {
        assert_eq!(post(SITE, with(&ticket, "0000mine")).await.status, 202);
    }
    let report = server.results().await;
    assert_eq!((&report["n"], &report["suspect"]), (&json!(1), &json!(0)), "single use by its row");
    server.now_ms.fetch_add(8 * 86_400_000, Ordering::Relaxed);
    let late = post(SITE, with(&ticket, "0000mine")).await;
    assert_eq!(late.status, 202, "two minutes of grace");
    server.now_ms.fetch_add(120_000, Ordering::Relaxed);
    assert_eq!(post(SITE, with(&ticket, "0000mine")).await.status, 422, "expired");
}

#[tokio::test]
async fn clocks_of_two_nodes_may_differ_by_two_minutes() {
    let database = Database::sqlite().await;
    let server = started(&database, true).await;
    let ticket = shown(&server, "0000mine", HERE).await;
    for (behind_ms, status) in [(120_001, 422), (120_000, 202)] {
        server.now_ms.fetch_sub(behind_ms, Ordering::Relaxed);
        let reply = send(&server, "/v1/responses", SITE, HERE, &with(&ticket, "0000mine")).await;
        assert_eq!(reply.status, status, "{behind_ms} ms behind");
        server.now_ms.fetch_add(behind_ms, Ordering::Relaxed);
    }
}

async fn a_later_ticket_takes_a_suspicion_back(database: Database) {
    let server = started(&database, true).await;
    let body = answer("00growing", 1, 3);
    assert_eq!(send(&server, "/v1/responses", SITE, HERE, &body).await.status, 202);
    assert_eq!(server.results().await["n"], 0, "the display was not known yet");
    let ticket = shown(&server, "00growing", HERE).await;
    server.now_ms.fetch_add(2_000, Ordering::Relaxed);
    let mut later = with(&ticket, "00growing");
    (later["rev"], later["score"]) = (2.into(), 4.into());
    assert_eq!(send(&server, "/v1/responses", SITE, HERE, &later).await.status, 202);
    let report = server.results().await;
    assert_eq!((&report["n"], &report["counts"][4]), (&json!(1), &json!(1)));
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_ticket_is_for_displays_only_and_its_id_is_not_kept() {
    let database = Database::sqlite().await;
    let server = started(&database, false).await;
    for (event, has) in [
        (json!({"survey": SURVEY, "event": "shown", "id": "canary-id-4711"}), true),
        (json!({"survey": SURVEY, "event": "shown"}), false),
        (json!({"survey": SURVEY, "event": "dismissed", "id": "canary-id-4711"}), false),
    ] {
        let reply = send(&server, "/v1/events", SITE, HERE, &event).await;
        assert_eq!((reply.status, reply.json()["display"].is_string()), (202, has), "{event}");
    }
    for entry in database.folder().into_iter().flat_map(|f| std::fs::read_dir(f).unwrap()) {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(14).any(|window| window == b"canary-id-4711"));
    }
    server.admin("PUT", "/v1/surveys/acme/origins", br#"["https://shop.example"]"#).await;
    let event = json!({"survey": SURVEY, "event": "shown", "id": "0000mine"});
    let elsewhere = send(&server, "/v1/events", "https://evil.example", HERE, &event).await;
    assert_eq!(elsewhere.status, 403);
}

#[tokio::test]
async fn whoever_answers_faster_than_anybody_reads_is_counted_apart() {
    let database = Database::sqlite().await;
    let server = started(&database, false).await;
    for (id, wait_ms) in [("000hasty", 100), ("00000calm", 2_000)] {
        let ticket = shown(&server, id, HERE).await;
        server.now_ms.fetch_add(wait_ms, Ordering::Relaxed);
        let reply = send(&server, "/v1/responses", SITE, HERE, &with(&ticket, id)).await;
        assert_eq!(reply.status, 202, "{id}");
    }
    let report = server.results().await;
    assert_eq!((&report["n"], &report["suspect"]), (&json!(1), &json!(1)));
}

/// Twenty people from as many networks, each with a ticket.
async fn twenty_promoters(server: &Server) {
    for number in 0..20 {
        let (id, from) = (format!("0honest-{number}"), format!("198.51.{number}.1"));
        let ticket = shown(server, &id, &from).await;
        server.now_ms.fetch_add(1_000, Ordering::Relaxed);
        let reply = send(server, "/v1/responses", SITE, &from, &with(&ticket, &id)).await;
        assert_eq!(reply.status, 202);
    }
}

/// 10,000 answers of 0 from one network, without a ticket.
async fn flood(server: &Server) -> BTreeMap<u16, usize> {
    let mut statuses = BTreeMap::new();
    for number in 0..10_000 {
        let body = answer(&format!("flood-{number}"), 1, 0);
        let status = send(server, "/v1/responses", SITE, HERE, &body).await.status;
        *statuses.entry(status).or_insert(0) += 1;
    }
    statuses
}

#[tokio::test]
async fn ten_thousand_posts_from_one_network_do_not_move_the_score() {
    let database = Database::sqlite().await;
    let server = started(&database, true).await;
    twenty_promoters(&server).await;
    let before = server.results().await;
    assert_eq!(flood(&server).await, [(202, 1_000), (429, 9_000)].into());
    let after = server.results().await;
    assert_eq!((&after["nps"], &after["n"]), (&before["nps"], &before["n"]));
    assert_eq!(after["suspect"], 1_000);
}

#[tokio::test]
async fn without_requiring_tickets_a_flood_counts_as_one_household() {
    let database = Database::sqlite().await;
    let server = started(&database, false).await;
    twenty_promoters(&server).await;
    flood(&server).await;
    let report = server.results().await;
    assert_eq!((&report["promoters"], &report["detractors"]), (&json!(20), &json!(30)));
    assert_eq!(report["suspect"], 970);
}

//! Identified people: signed names only, one vote per wave, the server's memory and clock.

use std::sync::atomic::Ordering;

use outoften_collector::identity::{SignatureKind, sign};
use outoften_collector::store::Secret;
use serde_json::{Value, json};

use crate::client::{self, Reply};
use crate::server::{Database, START_MS, SURVEY, Server, answer, on_each_engine};

on_each_engine!(
    one_vote_per_person_and_wave,
    the_server_remembers_whom_it_asked,
    erasing_a_person_leaves_nothing,
);

pub const SECRET: &str = "a-secret-of-the-shop-0123456789";

async fn started(database: &Database) -> Server {
    let server = Server::start(database).await;
    let secret = Secret { id: "one".to_owned(), value: SECRET.to_owned() };
    server.state.store.add_identity_secret(&secret, START_MS).await.unwrap();
    server
}

fn signed(name: &str, wave: &str) -> String {
    signed_for(SURVEY, name, wave)
}

pub fn signed_for(survey: &str, name: &str, wave: &str) -> String {
    sign(SECRET.as_bytes(), SignatureKind::Link, survey, name, wave, START_MS / 1_000 + 90 * 86_400)
}

pub async fn post(server: &Server, body: &Value, token: &str) -> Reply {
    let path = format!("/v1/responses?u={token}");
    client::send(server.address, "POST", &path, &[], body.to_string().as_bytes()).await
}

async fn one_vote_per_person_and_wave(database: Database) {
    let server = started(&database).await;
    for (id, score) in [("first", 3), ("second", 9), ("third", 10)] {
        assert_eq!(
            post(&server, &answer(id, score, score), &signed("ana", "w1")).await.status,
            202
        );
    }
    assert_eq!(server.results().await["counts"][10], 1);
    post(&server, &answer("later", 1, 5), &signed("ana", "w2")).await;
    post(&server, &answer("other", 1, 5), &signed("bo", "w1")).await;
    assert_eq!(server.results().await["n"], 3);

    for forged in ["ana", "v1l.YW5h..9999999999.AAAA", &signed("ana", "w1").replace("v1l", "v1p")] {
        let refused = post(&server, &answer("forged", 1, 0), forged).await;
        assert_eq!((refused.status, refused.json()["code"].clone()), (401, json!("person")));
        assert!(!refused.text().contains("ana"));
    }
    assert_eq!(server.results().await["n"], 3, "never attributed, never silently anonymous");
    let dump = server.admin("GET", "/v1/surveys/acme/export?format=jsonl", b"").await.text();
    assert!(!dump.contains("ana"));
}

async fn the_server_remembers_whom_it_asked(database: Database) {
    let server = started(&database).await;
    let ask = async |name: &str| {
        let path = format!("/v1/surveys/{SURVEY}/eligibility?u={}", signed(name, ""));
        server.get(&path).await
    };
    assert_eq!(ask("ana").await.json()["eligible"], true);
    let event = json!({"survey": SURVEY, "event": "snoozed"}).to_string();
    let path = format!("/v1/events?u={}", signed("ana", ""));
    let noted = client::send(server.address, "POST", &path, &[], event.as_bytes()).await;
    assert_eq!(noted.status, 202);
    let verdict = ask("ana").await.json();
    assert_eq!((&verdict["eligible"], &verdict["reason"]), (&json!(false), &json!("snoozed")));
    assert_eq!(verdict["next_eligible_at_ms"], START_MS + 7 * 86_400_000);
    assert_eq!(ask("bo").await.json()["eligible"], true);
    server.now_ms.fetch_add(8 * 86_400_000, Ordering::Relaxed);
    assert_eq!(ask("ana").await.json()["eligible"], true);
    post(&server, &answer("answered", 1, 8), &signed("ana", "")).await;
    let verdict = ask("ana").await;
    assert_eq!(verdict.json()["reason"], "answered");
    assert_eq!(verdict.header("cache-control"), Some("no-store"));
    let nobody = server.get(&format!("/v1/surveys/{SURVEY}/eligibility")).await;
    assert_eq!(nobody.status, 401);
}

async fn erasing_a_person_leaves_nothing(database: Database) {
    let server = started(&database).await;
    let mut body = answer("mine", 1, 2);
    body["comment"] = "canary-of-ana-77".into();
    post(&server, &body, &signed("ana", "w1")).await;
    post(&server, &answer("mine2", 1, 4), &signed("ana", "w2")).await;
    post(&server, &answer("yours", 1, 9), &signed("bo", "w1")).await;
    let erased = server.admin("POST", "/v1/erasures", br#"{"person":"ana"}"#).await;
    assert_eq!((erased.status, erased.json()["erased"].clone()), (200, json!(2)));
    assert_eq!(server.results().await["n"], 1);
    assert!(server.state.store.recount().await.unwrap().is_empty());
    let path = format!("/v1/surveys/{SURVEY}/eligibility?u={}", signed("ana", ""));
    assert_eq!(server.get(&path).await.json()["eligible"], true, "not even that she was asked");
    for entry in database.folder().into_iter().flat_map(|f| std::fs::read_dir(f).unwrap()) {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(16).any(|window| window == b"canary-of-ana-77"));
    }
}

#[tokio::test]
async fn keys_rotate_two_at_a_time() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let token = signed("ana", "");
    let path = format!("/v1/surveys/{SURVEY}/eligibility?u={token}");
    for (number, status) in [(2, 200), (3, 401)] {
        let secret = Secret { id: format!("{number}"), value: format!("secret number {number}") };
        server.state.store.add_identity_secret(&secret, START_MS + number).await.unwrap();
        assert_eq!(server.get(&path).await.status, status, "after key {number}");
        assert_eq!(server.state.store.identity_secrets().await.unwrap().len(), 2);
    }
}

#[tokio::test]
async fn a_personal_link_opens_the_form_and_counts_once() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let path = format!("/f/{SURVEY}?u={}", signed("ana", "w1"));
    assert_eq!(server.get(&path).await.status, 200);
    assert_eq!(server.get(&format!("/f/{SURVEY}?u=ana")).await.status, 401);
    for score in ["3", "10"] {
        let page = server.get(&path).await;
        server.now_ms.fetch_add(5_000, Ordering::Relaxed);
        let body = crate::form::filled(&page, &[("score", score)]);
        let reply = crate::form::submit(&server, &path, &body).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
    }
    let report = server.results().await;
    assert_eq!((&report["n"], &report["counts"][10]), (&json!(1), &json!(1)), "the last counts");
}

#[tokio::test]
async fn a_personal_link_that_comes_too_early_says_so_and_stores_nothing() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    post(&server, &answer("answered", 1, 8), &signed("ana", "w1")).await;
    server.now_ms.fetch_add(7_200_000, Ordering::Relaxed);
    for (wave, lang, sentence) in [
        ("w1", "en", "We asked you a short while ago"),
        ("w2", "es", "Te preguntamos hace poco"),
        ("w2", "ar", "dir=\"rtl\""),
    ] {
        let path = format!("/f/{SURVEY}?u={}&lang={lang}", signed("ana", wave));
        let page = server.get(&path).await;
        assert_eq!(page.status, 200);
        let html = page.text();
        assert!(html.contains(sentence) && !html.contains("<form"), "{html}");
        // A form that was opened before, or made by hand, changes nothing either.
        let body = format!("score=0&id=0123456789&lang={lang}");
        let reply = crate::form::submit(&server, &path, &body).await;
        assert!(reply.status == 200 && reply.text().contains(sentence), "{}", reply.text());
    }
    let report = server.results().await;
    assert_eq!((&report["n"], &report["suspect"]), (&json!(1), &json!(0)));
    server.now_ms.fetch_add(185 * 86_400_000, Ordering::Relaxed);
    let expiry_s = START_MS / 1_000 + 200 * 86_400;
    let later = sign(SECRET.as_bytes(), SignatureKind::Link, SURVEY, "ana", "w2", expiry_s);
    let due = server.get(&format!("/f/{SURVEY}?u={later}")).await;
    assert!(due.text().contains("<form"));
}

#[tokio::test]
async fn who_answers_the_main_survey_may_still_be_asked_after_a_solved_problem() {
    let database = Database::sqlite().await;
    let server = started(&database).await;
    for (id, group) in [("short", "followup"), ("other", "nps-transactional")] {
        let document = json!({"id": id, "fatigue": {"group": group}}).to_string();
        let put = server.admin("PUT", &format!("/v1/surveys/{id}"), document.as_bytes()).await;
        assert_eq!(put.status, 201, "{}", put.text());
    }
    post(&server, &answer("answered", 1, 2), &signed("ana", "w1")).await;
    for (survey, eligible) in [("short", true), ("other", false)] {
        let name =
            sign(SECRET.as_bytes(), SignatureKind::Link, survey, "ana", "", START_MS / 1_000 + 60);
        let verdict = server.get(&format!("/v1/surveys/{survey}/eligibility?u={name}")).await;
        assert_eq!(verdict.json()["eligible"], eligible, "{survey}");
    }
}

//! Whoever knows an answer's id cannot change it: a revision proves to come from the answer's sender,
//! by signature, display ticket or key; what does not is 409 and leaves everything as it was.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use outoften_collector::store::{Answer, Outcome, Secret};
use outoften_core::wire::Response;
use serde_json::{Value, json};

use crate::client::{self, Reply};
use crate::form::{filled, submit};
use crate::people::{SECRET, post, signed_for};
use crate::server::{Database, START_MS, SURVEY, Server, answer, on_each_engine};

on_each_engine!(
    an_anonymous_answer_is_raised_only_with_its_key,
    of_two_keys_that_race_the_first_stored_counts,
    a_person_is_raised_only_by_themselves,
    a_ticketed_answer_is_raised_only_under_its_ticket,
    without_a_key_there_is_one_hour,
    a_form_is_changed_only_by_its_own_page,
    a_followup_link_takes_its_answer_back,
    what_was_imported_nobody_revises,
    a_key_is_kept_as_a_hash_and_shown_nowhere,
);

const KEY: &str = "0192f0c1-7e57-7abc-8def-0123456789ab";
const OTHER: &str = "0192f0c1-7e57-7abc-8def-ba9876543210";
const HOUR_MS: i64 = 3_600_000;

fn with_key(id: &str, rev: u32, score: u32, key: &str) -> Value {
    let mut body = answer(id, rev, score);
    body["key"] = key.into();
    body
}

/// As a card of an earlier version sends it.
fn without_key(id: &str, rev: u32, score: u32) -> Value {
    let mut body = answer(id, rev, score);
    body.as_object_mut().unwrap().remove("key");
    body
}

/// Status, code and named field of a refusal.
fn refusal(reply: &Reply) -> (u16, String, String) {
    let json = reply.json();
    let text = |name: &str| json[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(json["retry"], false, "a card forgets it");
    assert!(json.get("status").is_none(), "{json}: never \"stored\"");
    (reply.status, text("code"), text("field"))
}

fn lacks(field: &str) -> (u16, String, String) {
    (409, "unproven_revision".to_owned(), field.to_owned())
}

async fn stored(server: &Server, id: &str) -> Answer {
    server.state.store.answer(SURVEY, id).await.unwrap().unwrap()
}

async fn is_consistent(server: &Server) {
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

async fn an_anonymous_answer_is_raised_only_with_its_key(database: Database) {
    let server = Server::start(&database).await;
    let second = with_key("mine", 2, 9, KEY);
    assert_eq!(server.post(&second).await.status, 202, "revision 2 may come first");
    for body in [
        with_key("mine", 1000, 0, OTHER),
        with_key("mine", 2, 9, OTHER),
        with_key("mine", 1, 0, OTHER),
        without_key("mine", 1000, 0),
        without_key("mine", 1, 0),
    ] {
        let refused = server.post(&body).await;
        assert_eq!(refusal(&refused), lacks("key"), "{body}");
        assert!(refused.text().contains("revision key"), "{}", refused.text());
    }
    let shown = json!({"survey": SURVEY, "event": "shown", "id": "0000mine"}).to_string();
    let ticket =
        client::send(server.address, "POST", "/v1/events", &[], shown.as_bytes()).await.json();
    let mut ticketed = without_key("mine", 1000, 0);
    ticketed["display"] = ticket["display"].clone();
    assert_eq!(refusal(&server.post(&ticketed).await), lacks("key"), "a ticket is no key");
    assert_eq!(server.results().await["counts"][9], 1);
    for body in [with_key("mine", 1, 3, KEY), second.clone(), second] {
        let replayed = server.post(&body).await;
        assert_eq!((replayed.status, replayed.json()["status"].clone()), (202, json!("stored")));
    }
    assert_eq!(stored(&server, "0000mine").await.rev, 2);
    server.now_ms.fetch_add(24 * HOUR_MS, Ordering::Relaxed);
    assert_eq!(server.post(&with_key("mine", 3, 7, KEY)).await.status, 202, "however late");
    let report = server.results().await;
    assert_eq!((&report["n"], &report["counts"][7]), (&json!(1), &json!(1)));
    is_consistent(&server).await;
}

async fn of_two_keys_that_race_the_first_stored_counts(database: Database) {
    let nodes = [Server::start(&database).await, Server::start(&database).await].map(Arc::new);
    for round in 0..3 {
        let id = format!("race-{round}");
        let posts = (0..24_u32).map(|number| {
            let node = Arc::clone(&nodes[number as usize % 2]);
            let body = with_key(&id, number % 4 + 1, number % 11, &format!("{:0>16}", number % 6));
            tokio::spawn(async move { (number % 6, node.post(&body).await.status) })
        });
        let mut by_status = [BTreeSet::new(), BTreeSet::new()];
        for post in posts.collect::<Vec<_>>() {
            let (key, status) = post.await.unwrap();
            assert!([202, 409].contains(&status), "{status}");
            by_status[usize::from(status == 409)].insert(key);
        }
        let [kept, refused] = by_status;
        assert_eq!((kept.len(), refused.len()), (1, 5), "{kept:?} {refused:?}");
        let winner = format!("{:0>16}", kept.first().unwrap());
        let row = stored(&nodes[0], &format!("{id:0>8}")).await;
        assert_eq!(row.key_hash, Some(outoften_collector::token::hash(&winner)));
    }
    is_consistent(&nodes[0]).await;
    // In one batch too, in the order of arrival and not of the revisions.
    let read = |body: Value| Answer::new(Response::read(&body).unwrap(), START_MS);
    let batch = [(2, KEY), (1000, OTHER), (1, KEY), (3, KEY), (3, OTHER)]
        .map(|(rev, key)| read(with_key("batch", rev, 5, key)));
    let outcomes = nodes[0].state.store.commit(&batch).await.unwrap();
    let short = outcomes.iter().map(|outcome| match outcome {
        Outcome::Stored => 's',
        Outcome::Replayed => 'r',
        Outcome::Refused(_) => '-',
        Outcome::TooOld => 'o',
    });
    assert_eq!(short.collect::<String>(), "r-rs-");
    assert_eq!(stored(&nodes[0], "000batch").await.rev, 3);
}

async fn signing(server: &Server) {
    let secret = Secret { id: "one".to_owned(), value: SECRET.to_owned() };
    server.state.store.add_identity_secret(&secret, START_MS).await.unwrap();
}

/// The ids that an export tells.
async fn exported_ids(server: &Server) -> Vec<String> {
    let lines = server.admin("GET", "/v1/surveys/acme/export?format=jsonl", b"").await.text();
    let id =
        |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().map(str::to_owned);
    lines.lines().filter_map(id).collect()
}

async fn a_person_is_raised_only_by_themselves(database: Database) {
    let server = Server::start(&database).await;
    signing(&server).await;
    let ana = signed_for(SURVEY, "ana", "w1");
    assert_eq!(post(&server, &with_key("phone", 1, 9, KEY), &ana).await.status, 202);
    let ids = exported_ids(&server).await;
    let [id] = &ids[..] else { panic!("{ids:?}") };
    for rev in [1, 1000] {
        for key in [KEY, OTHER] {
            let refused = server.post(&with_key(id, rev, 0, key)).await;
            assert_eq!(refusal(&refused), lacks("person"), "{rev} {key}");
        }
    }
    let form = format!("id={id}&score=0&key={KEY}");
    assert_eq!(submit(&server, &format!("/f/{SURVEY}"), &form).await.status, 409);
    let bo = signed_for(SURVEY, "bo", "w1");
    assert_eq!(post(&server, &with_key(id, 1000, 5, KEY), &bo).await.status, 202);
    assert_eq!(server.results().await["n"], 2, "of another person it is another answer");
    assert_eq!(post(&server, &with_key("laptop", 2, 7, OTHER), &ana).await.status, 202);
    let row = stored(&server, id).await;
    assert_eq!((row.rev, row.score.get(), row.person.is_some()), (2, 7, true));
    let erase = async || server.admin("POST", "/v1/erasures", br#"{"person":"ana"}"#).await.json();
    assert_eq!(erase().await["erased"], 1, "and erasure finds it");
    // An id that was told before the erasure is no way to keep the person out.
    assert_eq!(server.post(&with_key(id, 1000, 0, OTHER)).await.status, 202, "just an answer");
    assert_eq!(post(&server, &with_key("again", 1, 8, KEY), &ana).await.status, 202);
    let row = stored(&server, id).await;
    assert_eq!((row.rev, row.score.get(), row.person.is_some()), (1, 8, true));
    assert_eq!(refusal(&server.post(&with_key(id, 1000, 0, OTHER)).await), lacks("person"));
    is_consistent(&server).await;
    assert_eq!(erase().await["erased"], 1);
    is_consistent(&server).await;
}

async fn ticket(server: &Server, id: &str) -> String {
    let shown = json!({"survey": SURVEY, "event": "shown", "id": id}).to_string();
    let reply = client::send(server.address, "POST", "/v1/events", &[], shown.as_bytes()).await;
    let ticket = reply.json()["display"].as_str().unwrap().to_owned();
    server.now_ms.fetch_add(2_000, Ordering::Relaxed);
    ticket
}

async fn a_ticketed_answer_is_raised_only_under_its_ticket(database: Database) {
    let limits = outoften_collector::serve::ConnectionLimits::default();
    let server = Server::start_with(&database, limits, |app| app.require_tickets = true).await;
    let with = |rev, key: Option<&str>, ticket: Option<&str>| {
        let mut body = answer("shown", rev, rev % 11);
        body["key"] = key.into();
        body["display"] = ticket.into();
        body
    };
    let own = ticket(&server, "000shown").await;
    let strangers = ticket(&server, "000shown").await;
    assert_eq!(server.post(&with(2, Some(KEY), Some(&own))).await.status, 202);
    assert_eq!(server.results().await["n"], 1);
    for (rev, key, display, field) in [
        (1000, None, None, "display"),
        (1000, Some(KEY), None, "display"),
        (1000, Some(OTHER), None, "key"),
        (1000, None, Some(&strangers), "display"),
        (1000, Some(KEY), Some(&strangers), "display"),
        (1000, Some(OTHER), Some(&own), "key"),
        (2, None, None, "display"),
    ] {
        let body = with(rev, key, display.map(String::as_str));
        assert_eq!(refusal(&server.post(&body).await), lacks(field), "{body}");
    }
    let report = server.results().await;
    assert_eq!((&report["n"], &report["suspect"]), (&json!(1), &json!(0)), "still counted");
    // The revision from before the ticket came, which was overtaken.
    assert_eq!(server.post(&with(1, Some(KEY), None)).await.status, 202);
    assert_eq!(server.post(&with(2, Some(KEY), Some(&own))).await.status, 202, "a replay");
    server.now_ms.fetch_add(2 * HOUR_MS, Ordering::Relaxed);
    assert_eq!(server.post(&with(7, Some(KEY), Some(&own))).await.status, 202);
    assert_eq!(server.results().await["counts"][7], 1);
    is_consistent(&server).await;
}

async fn without_a_key_there_is_one_hour(database: Database) {
    let server = Server::start(&database).await;
    for id in ["cached1", "cached2", "cached3"] {
        assert_eq!(server.post(&without_key(id, 1, 3)).await.status, 202);
    }
    server.now_ms.fetch_add(HOUR_MS, Ordering::Relaxed);
    assert_eq!(server.post(&without_key("cached1", 2, 4)).await.status, 202);
    assert_eq!(server.post(&with_key("cached2", 2, 4, KEY)).await.status, 202);
    assert_eq!(
        refusal(&server.post(&without_key("cached2", 3, 0)).await),
        lacks("key"),
        "has one now"
    );
    server.now_ms.fetch_add(1, Ordering::Relaxed);
    for body in
        [without_key("cached1", 3, 0), without_key("cached3", 2, 0), with_key("cached3", 2, 0, KEY)]
    {
        let refused = server.post(&body).await;
        assert_eq!(refusal(&refused), lacks("key"), "{body}");
        assert!(refused.text().contains("no longer be revised"), "{}", refused.text());
    }
    assert_eq!(server.post(&with_key("cached2", 3, 5, KEY)).await.status, 202);
    let report = server.results().await;
    assert_eq!((&report["n"], &report["counts"][0]), (&json!(3), &json!(0)));
    is_consistent(&server).await;
}

async fn a_form_is_changed_only_by_its_own_page(database: Database) {
    let server = Server::start(&database).await;
    let path = format!("/f/{SURVEY}");
    let page = server.get(&path).await;
    server.now_ms.fetch_add(9_000, Ordering::Relaxed);
    assert_eq!(submit(&server, &path, &filled(&page, &[("score", "8")])).await.status, 200);
    let ids = exported_ids(&server).await;
    let [id] = &ids[..] else { panic!("{ids:?}") };
    for forged in [
        format!("id={id}&score=0"),
        format!("id={id}&score=0&key={OTHER}"),
        format!("id={id}&score=0&key={OTHER}&display={}", ticket(&server, id).await),
    ] {
        let refused = submit(&server, &path, &forged).await;
        assert!([409, 422].contains(&refused.status), "{}", refused.text());
        assert_eq!(refused.header("content-type"), Some("text/html; charset=utf-8"));
    }
    let refused = server.post(&with_key(id, 1000, 0, OTHER)).await;
    assert_eq!(refusal(&refused), lacks("key"));
    assert_eq!(stored(&server, id).await.score.get(), 8);
    server.now_ms.fetch_add(2 * HOUR_MS, Ordering::Relaxed);
    assert_eq!(submit(&server, &path, &filled(&page, &[("score", "4")])).await.status, 200);
    assert_eq!(server.results().await["counts"][4], 1);
    is_consistent(&server).await;
}

async fn a_followup_link_takes_its_answer_back(database: Database) {
    let server = Server::start(&database).await;
    let main = json!({"id": "main", "fatigue": {"exempt_groups": ["mini"]}}).to_string();
    let mini = json!({"id": "mini", "fatigue": {"group": "mini"}}).to_string();
    for (id, document) in [("main", main), ("mini", mini)] {
        let put = server.admin("PUT", &format!("/v1/surveys/{id}"), document.as_bytes()).await;
        assert_eq!(put.status, 201, "{}", put.text());
    }
    let mut unhappy = with_key("unhappy", 1, 1, KEY);
    unhappy["survey"] = "main".into();
    assert_eq!(server.post(&unhappy).await.status, 202);
    let case = "/v1/surveys/main/cases/0unhappy";
    let solve = json!({"version": 1, "state": "solved", "remedy": "explanation"}).to_string();
    let solved = server.admin("POST", case, solve.as_bytes()).await;
    assert_eq!(solved.status, 200, "{}", solved.text());
    let invite = format!("{case}/followup");
    let invited = server.admin("POST", &invite, br#"{"survey":"mini"}"#).await.json();
    let id = invited["case"]["followup"]["id"].as_str().unwrap().to_owned();
    let mut squatter = with_key(&id, 1000, 0, OTHER);
    squatter["survey"] = "mini".into();
    assert_eq!(server.post(&squatter).await.status, 202);
    let mut again = invited["address"].as_str().unwrap().to_owned();
    for score in ["9", "6"] {
        let page = server.get(&again).await;
        server.now_ms.fetch_add(5_000, Ordering::Relaxed);
        let taken = submit(&server, &again, &filled(&page, &[("score", score)])).await;
        assert_eq!(taken.status, 200, "{}", taken.text());
        let row = server.state.store.answer("mini", &id).await.unwrap().unwrap();
        assert_eq!((row.score.get().to_string().as_str(), row.rev < 1000), (score, true));
        squatter["rev"] = 1000.into();
        assert_eq!(server.post(&squatter).await.status, 409);
        let renewed = server.admin("POST", &invite, br#"{"survey":"mini"}"#).await.json();
        renewed["address"].as_str().unwrap().clone_into(&mut again);
    }
    is_consistent(&server).await;
}

async fn what_was_imported_nobody_revises(database: Database) {
    let server = Server::start(&database).await;
    let file = b"Score,Comment\n9,fine\n2,slow\n";
    let import = "/v1/surveys/acme/import?undated=1";
    assert_eq!(server.admin("POST", import, file).await.json()["stored"], 2);
    let ids = exported_ids(&server).await;
    for id in &ids {
        let refused = server.post(&with_key(id, 1000, 0, KEY)).await;
        let json = refused.json();
        assert_eq!((refused.status, &json["field"]), (422, &json!("id")), "{json}");
        let form = submit(&server, "/f/acme", &format!("id={id}&score=0")).await;
        assert_eq!(form.status, 422);
        let row = stored(&server, id).await;
        let raised = Answer { rev: 1000, key_hash: None, ..row };
        let outcome = server.state.store.commit(&[raised]).await.unwrap();
        assert!(matches!(outcome[0], Outcome::Refused(_)), "in its first hour too");
    }
    server.now_ms.fetch_add(2 * HOUR_MS, Ordering::Relaxed);
    let again = server.admin("POST", import, file).await.json();
    assert_eq!((&again["stored"], &again["known"]), (&json!(0), &json!(2)));
    is_consistent(&server).await;
}

async fn a_key_is_kept_as_a_hash_and_shown_nowhere(database: Database) {
    let server = Server::start(&database).await;
    let replies = [
        server.post(&with_key("mine", 1, 2, KEY)).await,
        server.post(&with_key("mine", 2, 2, OTHER)).await,
        server.admin("GET", "/v1/surveys/acme/export?format=jsonl&contacts=1", b"").await,
        server.admin("GET", "/v1/surveys/acme/export?raw=1", b"").await,
        server.admin("GET", "/v1/surveys/acme/cases/0000mine", b"").await,
        server.admin("GET", "/metrics", b"").await,
    ];
    let hash = outoften_collector::token::hash(KEY);
    for reply in replies {
        assert!(reply.status != 404, "{}", reply.text());
        for secret in [KEY, OTHER, hash.as_str()] {
            assert!(!reply.text().contains(secret), "{}", reply.text());
        }
    }
    assert_eq!(stored(&server, "0000mine").await.key_hash, Some(hash));
    for entry in database.folder().into_iter().flat_map(|f| std::fs::read_dir(f).unwrap()) {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(KEY.len()).any(|window| window == KEY.as_bytes()));
    }
}

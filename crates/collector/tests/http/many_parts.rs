//! Names that whoever answers can make up: how many are kept a day, and how many are reported.

use outoften_collector::store::{Filter, Group};
use serde_json::{Value, json};

use crate::client;
use crate::form::{filled, submit};
use crate::server::{Database, SURVEY, Server, answer, on_each_engine};

on_each_engine!(the_largest_parts_are_reported_and_the_others_as_one);

fn in_segment(id: &str, segment: &str) -> Value {
    let mut body = answer(id, 1, 9);
    body["segment"] = segment.into();
    body
}

async fn parts(server: &Server, query: &str) -> Vec<Value> {
    let path = format!("/v1/surveys/{SURVEY}/results/by/segment{query}");
    let reply = server.admin("GET", &path, b"").await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json().as_array().unwrap().clone()
}

/// An import, which is an operator's and not limited, brings 250 segments.
async fn the_largest_parts_are_reported_and_the_others_as_one(database: Database) {
    let server = Server::start(&database).await;
    let row = |n: usize| format!("9,s{n:03},2027-01-0{}\n", 1 + n % 9);
    // The first hundred have two answers each.
    let file: String = (0..250).chain(0..100).map(row).collect();
    let path = format!("/v1/surveys/{SURVEY}/import?score=score&segment=segment&date=date");
    let file = format!("score,segment,date\n{file}");
    let done = server.admin("POST", &path, file.as_bytes()).await;
    assert_eq!(done.json()["stored"], 350, "{}", done.text());
    let first = parts(&server, "").await;
    assert_eq!((first.len(), &first[0]["name"]), (201, &json!("s000")));
    let others = first.last().unwrap();
    assert_eq!(
        (&others["name"], &others["others"], &others["n"]),
        (&json!("others"), &json!(50), &json!(50))
    );
    assert!(first[..200].iter().all(|part| part.get("others").is_none()));
    let second = parts(&server, "?offset=200").await;
    assert_eq!((second.len(), &second[0]["name"]), (50, &json!("s200")));
    let all = first[..200].iter().chain(&second).map(|part| part["n"].as_u64().unwrap());
    assert_eq!(all.sum::<u64>(), 350);
    assert_eq!(parts(&server, "?limit=3").await.len(), 4);
    for bad in ["?limit=0", "?limit=201", "?limit=x", "?offset=-1"] {
        let path = format!("/v1/surveys/{SURVEY}/results/by/segment{bad}");
        assert_eq!(server.admin("GET", &path, b"").await.status, 422, "{bad}");
    }
}

async fn names(server: &Server, group: Group) -> Vec<String> {
    let filter = Filter { survey: SURVEY.into(), with_suspect: true, ..Filter::default() };
    let mut moment = server.state.store.snapshot().await.unwrap();
    let parts = moment.tally_by(&filter, group).await.unwrap();
    parts.into_iter().map(|(name, _)| name).collect()
}

#[tokio::test]
async fn visitors_make_up_two_hundred_names_a_day_and_no_more() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    assert_eq!(server.post(&in_segment("old", "known")).await.status, 202);
    for number in 0..300 {
        let mut body = in_segment(&format!("new-{number}"), &format!("made up {number}"));
        body["touchpoint"] = format!("place {number}").into();
        assert_eq!(server.post(&body).await.status, 202);
    }
    for group in [Group::Segment, Group::Touchpoint] {
        let names = names(&server, group).await;
        // What comes while the known names are read is not folded.
        assert!((190..=215).contains(&names.len()), "{group:?}: {}", names.len());
        assert!(names.contains(&"other".to_owned()));
    }
    // The hosted form and displays are as public as the rest.
    let path = format!("/f/{SURVEY}?segment=of-a-form");
    let page = server.get(&path).await;
    submit(&server, &path, &filled(&page, &[("score", "9")])).await;
    assert!(!names(&server, Group::Segment).await.contains(&"of-a-form".to_owned()));
    let event = json!({"survey": SURVEY, "event": "shown", "touchpoint": "of a card"}).to_string();
    client::send(server.address, "POST", "/v1/events", &[], event.as_bytes()).await;
    let filter =
        Filter { touchpoint: Some("of a card".into()), survey: SURVEY.into(), ..Filter::default() };
    let mut moment = server.state.store.snapshot().await.unwrap();
    assert!(moment.displays(&filter).await.unwrap().is_empty());
    drop(moment);
    // Who is known goes on, and tomorrow is another day.
    let before = names(&server, Group::Segment).await.len();
    server.post(&in_segment("again", "known")).await;
    assert_eq!(names(&server, Group::Segment).await.len(), before);
    let metrics = server.admin("GET", "/metrics", b"").await.text();
    let folded = metrics.lines().find_map(|line| line.strip_prefix("outoften_names_folded_total "));
    assert!(folded.unwrap().parse::<u64>().unwrap() >= 170, "{metrics}");
    server.now_ms.fetch_add(86_400_000, std::sync::atomic::Ordering::Relaxed);
    server.post(&in_segment("tomorrow", "of tomorrow")).await;
    assert!(names(&server, Group::Segment).await.contains(&"of tomorrow".to_owned()));
}

/// Whoever sends what is not believed cannot use up the names of those who are.
#[tokio::test]
async fn what_is_refused_uses_up_no_names() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    assert_eq!(server.post(&in_segment("first", "known")).await.status, 202);
    for number in 0..260 {
        let mut forged = in_segment(&format!("forged-{number}"), &format!("forged {number}"));
        forged["display"] = "v1d.forged".into();
        assert_eq!(server.post(&forged).await.status, 422);
        let taken = in_segment(&format!("import-{number}"), &format!("imported {number}"));
        assert_eq!(server.post(&taken).await.status, 422);
        let unsigned = json!({"survey": SURVEY, "event": "shown", "person": "v1p.forged",
            "channel": format!("forged {number}")});
        let unsigned = unsigned.to_string();
        let reply =
            client::send(server.address, "POST", "/v1/events", &[], unsigned.as_bytes()).await;
        assert_eq!(reply.status, 401, "{}", reply.text());
    }
    // Refused only where it would be stored: the row is somebody else's.
    let mut refused = Vec::new();
    for number in 0..260 {
        let mut foreign = in_segment("first", &format!("foreign {number}"));
        (foreign["rev"], foreign["key"]) = (2.into(), "key-of-somebody-else".into());
        foreign["channel"] = format!("foreign {number}").into();
        refused.push(foreign);
    }
    for foreign in &refused {
        assert_eq!(server.post(foreign).await.status, 409);
    }
    let mut body = in_segment("honest", "of a visitor");
    body["channel"] = "of a visitor".into();
    assert_eq!(server.post(&body).await.status, 202);
    for group in [Group::Segment, Group::Channel] {
        let names = names(&server, group).await;
        assert!(names.contains(&"of a visitor".to_owned()), "{group:?}: {names:?}");
    }
}

/// A node that starts anew has not forgotten what came before.
#[tokio::test]
async fn a_start_does_not_begin_the_day_anew() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    for number in 0..210 {
        server.post(&in_segment(&format!("new-{number}"), &format!("made up {number}"))).await;
    }
    server.stop().await;
    let server = Server::start(&database).await;
    server.post(&in_segment("first", "made up 0")).await;
    let before = names(&server, Group::Segment).await.len();
    let after = async |number: usize| {
        let id = format!("later-{number}");
        server.post(&in_segment(&id, &format!("later {number}"))).await;
        names(&server, Group::Segment).await.len()
    };
    let mut last = before;
    for number in 0..30 {
        last = after(number).await;
    }
    assert!(last <= before + 15, "{before} {last}");
    assert_eq!(after(99).await, last, "nothing new is kept any more");
}

//! Delivery at least once and in any order becomes exactly one row.

use std::sync::atomic::Ordering;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::server::{Database, Server, answer, on_each_engine};

on_each_engine!(
    every_order_of_up_to_six_revisions_ends_in_the_highest,
    zero_and_ten_are_scores,
    no_answers_are_no_data_and_not_zero,
    a_replay_gets_the_same_reply_and_no_second_row,
    a_hundred_at_once_with_one_id_are_one_row,
    a_changed_score_moves_the_tally_and_stays_on_its_day,
    a_restart_keeps_every_acknowledged_row,
);

async fn zero_and_ten_are_scores(database: Database) {
    let server = Server::start(&database).await;
    for score in 0..=10 {
        let reply = server.post(&answer(&score.to_string(), 1, score)).await;
        assert_eq!(reply.status, 202, "{score}");
        assert_eq!(reply.json()["status"], "stored");
        assert_eq!(reply.json()["id"], format!("{score:0>8}"));
    }
    let report = server.results().await;
    assert_eq!(report["counts"], json!([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]));
    assert_eq!((&report["n"], &report["nps_rounded"]), (&json!(11), &json!(-45)));
}

async fn no_answers_are_no_data_and_not_zero(database: Database) {
    let server = Server::start(&database).await;
    let report = server.results().await;
    assert_eq!(report["n"], 0);
    assert_eq!(report["nps"], Value::Null);
    assert_eq!(report["interval"], Value::Null);
}

async fn a_replay_gets_the_same_reply_and_no_second_row(database: Database) {
    let server = Server::start(&database).await;
    let body = answer("same", 1, 10);
    let first = server.post(&body).await;
    for _ in 0..3 {
        let replay = server.post(&body).await;
        assert_eq!((replay.status, &replay.body), (first.status, &first.body));
    }
    assert_eq!(server.results().await["n"], 1);
}

async fn a_hundred_at_once_with_one_id_are_one_row(database: Database) {
    let server = std::sync::Arc::new(Server::start(&database).await);
    let posts = (0..100).map(|_| {
        let server = std::sync::Arc::clone(&server);
        tokio::spawn(async move { server.post(&answer("burst", 1, 6)).await.status })
    });
    for post in posts.collect::<Vec<_>>() {
        assert_eq!(post.await.unwrap(), 202);
    }
    assert_eq!(server.results().await["n"], 1);
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

async fn a_changed_score_moves_the_tally_and_stays_on_its_day(database: Database) {
    let server = Server::start(&database).await;
    server.post(&answer("moved", 1, 2)).await;
    server.now_ms.fetch_add(86_400_000, Ordering::Relaxed);
    server.post(&answer("moved", 2, 9)).await;
    let report = server.results().await;
    assert_eq!(report["counts"], json!([0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]));
    let filter = outoften_collector::store::Filter {
        survey: crate::server::SURVEY.to_owned(),
        ..Default::default()
    };
    let days = server.state.store.tally_by_day(&filter).await.unwrap();
    assert_eq!(days.len(), 1);
    assert_eq!(days[0].day, crate::server::START_MS / 86_400_000);
    assert!(server.state.store.recount().await.unwrap().is_empty());
}

async fn a_restart_keeps_every_acknowledged_row(database: Database) {
    let server = Server::start(&database).await;
    for score in 0..=10 {
        assert_eq!(server.post(&answer(&score.to_string(), 1, score)).await.status, 202);
    }
    assert_eq!(server.stop().await, 0);
    let again = Server::start(&database).await;
    assert_eq!(again.results().await["n"], 11);
    assert_eq!(again.post(&answer("3", 1, 3)).await.status, 202);
    assert_eq!(again.results().await["n"], 11, "a replay after a restart");
}

/// All orders of these.
fn orders(of: &[u32]) -> Vec<Vec<u32>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for first in of {
        let rest: Vec<u32> = of.iter().copied().filter(|other| other != first).collect();
        for mut order in orders(&rest) {
            order.insert(0, *first);
            all.push(order);
        }
    }
    all
}

/// Each order is an answer of its own; what comes first of all of them is one batch, and so on.
async fn every_order_of_up_to_six_revisions_ends_in_the_highest(database: Database) {
    use outoften_collector::store::{Answer, Store};
    use outoften_core::wire::Response;
    const SCORES: [u32; 6] = [9, 0, 3, 10, 6, 1];
    const DAY_MS: i64 = 86_400_000;
    let store = Store::open(&database.url).await.unwrap();
    store.put_survey("acme", "{}", 0).await.unwrap();
    let all: Vec<Vec<u32>> =
        (1..=6).flat_map(|most| orders(&(1..=most).collect::<Vec<_>>())).collect();
    assert_eq!(all.len(), 1 + 2 + 6 + 24 + 120 + 720);
    for place in 0..6 {
        let batch: Vec<Answer> = all
            .iter()
            .enumerate()
            .filter_map(|(number, order)| {
                let rev = *order.get(place)?;
                let mut body = answer(&number.to_string(), rev, SCORES[rev as usize - 1]);
                body["comment"] = format!("revision {rev}").into();
                Some(Answer::new(Response::read(&body).unwrap(), (place as i64 + 1) * DAY_MS))
            })
            .collect();
        store.commit(&batch).await.unwrap();
    }
    let mut expected = [0_u64; 11];
    for (number, order) in all.iter().enumerate() {
        let highest = order.len();
        let kept = store.answer("acme", &format!("{number:0>8}")).await.unwrap().unwrap();
        let score = SCORES[highest - 1];
        assert_eq!((kept.rev, u32::from(kept.score.get())), (highest as i64, score), "{order:?}");
        assert_eq!(kept.comment, Some(format!("revision {highest}")), "{order:?}");
        assert_eq!(kept.received_at_ms, DAY_MS, "{order:?}: the first delivery decides the day");
        expected[score as usize] += 1;
    }
    let filter =
        outoften_collector::store::Filter { survey: "acme".to_owned(), ..Default::default() };
    assert_eq!(*store.tally(&filter).await.unwrap().counts(), expected);
    assert!(store.recount().await.unwrap().is_empty());
}

/// Up to six messages of one answer: a revision and its score.
fn messages() -> impl Strategy<Value = Vec<(u32, u32)>> {
    let distinct = prop::collection::vec(0_u32..=10, 1..=6).prop_map(|scores| {
        scores.into_iter().enumerate().map(|(at, score)| (at as u32 + 1, score)).collect::<Vec<_>>()
    });
    distinct
        .prop_flat_map(|all| {
            let replays = prop::collection::vec(0..all.len(), 0..3);
            (Just(all), replays)
        })
        .prop_flat_map(|(all, replays)| {
            let mut sent = all.clone();
            sent.extend(replays.into_iter().map(|at| all[at]));
            Just(sent).prop_shuffle()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_highest_revision_wins_in_any_order(sent in messages()) {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let database = Database::sqlite().await;
            let server = Server::start(&database).await;
            for (rev, score) in &sent {
                assert_eq!(server.post(&answer("order", *rev, *score)).await.status, 202);
            }
            let last = sent.iter().max().unwrap().1;
            let report = server.results().await;
            assert_eq!(report["n"], 1);
            assert_eq!(report["counts"][last as usize], 1);
            assert!(server.state.store.recount().await.unwrap().is_empty());
        });
    }

    #[test]
    fn within_one_batch_too(sent in messages()) {
        use outoften_collector::store::{Answer, Store};
        use outoften_core::wire::Response;
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let database = Database::sqlite().await;
            let store = Store::open(&database.url).await.unwrap();
            store.put_survey("acme", "{}", 0).await.unwrap();
            let read = |(rev, score): &(u32, u32)| {
                let response = Response::read(&answer("order", *rev, *score)).unwrap();
                Answer::new(response, 1_000)
            };
            let batch: Vec<_> = sent.iter().map(read).collect();
            store.commit(&batch).await.unwrap();
            let filter = outoften_collector::store::Filter {
                survey: "acme".to_owned(),
                ..Default::default()
            };
            let tally = store.tally(&filter).await.unwrap();
            let last = sent.iter().max().unwrap().1;
            assert_eq!((tally.n(), tally.counts()[last as usize]), (1, 1));
            assert!(store.recount().await.unwrap().is_empty());
        });
    }
}

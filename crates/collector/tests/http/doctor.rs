//! A recount while answers come in: no false alarm, and a real difference is found and corrected.

use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use outoften_collector::store::Answer;
use outoften_core::wire::Response;
use serde_json::{Value, json};
use sqlx::{AnyConnection, Connection as _};
use tokio::task::JoinHandle;

use crate::server::{Database, START_MS, SURVEY, Server, answer, on_each_engine};
use crate::soak;

on_each_engine!(
    a_recount_under_load_finds_nothing_and_then_what_was_planted,
    numbers_that_are_compared_are_of_one_moment,
);

/// Answers of one segment, each revised once, until told to stop; how many there were.
struct Load {
    stop: Arc<AtomicBool>,
    workers: Vec<JoinHandle<u32>>,
}

impl Load {
    fn start(server: &Arc<Server>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let worker = |worker: u32| {
            let (server, stop) = (Arc::clone(server), Arc::clone(&stop));
            tokio::spawn(async move {
                let mut number = 0;
                while !stop.load(Ordering::Relaxed) {
                    for rev in 1..=2 {
                        let mut body =
                            answer(&format!("{worker}-{number}"), rev, (number + rev) % 11);
                        body["comment"] = "now".into();
                        body["segment"] = "only".into();
                        let answer = Answer::new(Response::read(&body).unwrap(), START_MS);
                        server.state.writer.write(answer).await.unwrap();
                    }
                    number += 1;
                }
                number
            })
        };
        Self { workers: (0..8).map(worker).collect(), stop }
    }

    async fn stop(self) -> u32 {
        self.stop.store(true, Ordering::Relaxed);
        let mut all = 0;
        for worker in self.workers {
            all += worker.await.unwrap();
        }
        all
    }
}

fn doctor(database: &Database, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outoften"))
        .arg("doctor")
        .args(arguments)
        .env("DATABASE_URL", database.address())
        .output()
        .unwrap()
}

async fn examined(database: &Database, arguments: &[&'static str]) -> (bool, String) {
    let (database, arguments) = (Database::at(database.address()), arguments.to_vec());
    let output = tokio::task::spawn_blocking(move || doctor(&database, &arguments)).await.unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

async fn plant(database: &Database, statement: &'static str) {
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn a_recount_under_load_finds_nothing_and_then_what_was_planted(database: Database) {
    let server = Arc::new(Server::start(&database).await);
    let load = Load::start(&server);
    for round in 0..soak::of(60, 600) {
        // One look: the second one would hide what the first got wrong.
        let once = server.state.store.recount_once().await.unwrap();
        assert_eq!(once, Vec::<String>::new(), "round {round}");
    }
    for round in 0..soak::of(3, 30) {
        let (is_well, report) = examined(&database, &[]).await;
        assert!(is_well && report.contains("tallies: equal"), "round {round}: {report}");
    }
    plant(&database, "UPDATE tallies SET n = n + 1 WHERE score = 3").await;
    plant(&database, "UPDATE marks SET n = n + 2 WHERE score = 4").await;
    let (is_well, report) = examined(&database, &[]).await;
    assert!(!is_well && report.contains("2 DIFFER") && report.contains("off by 1"), "{report}");
    let advice = report.lines().find(|line| line.starts_with("tallies: ")).unwrap();
    assert!(advice.contains("doctor --rebuild") && !advice.contains("restore"), "{report}");
    let (is_well, report) = examined(&database, &["--rebuild"]).await;
    assert!(is_well && report.contains("tallies: 2 corrected"), "{report}");
    assert!(report.contains("score 3: the tally is off by 1"), "{report}");
    assert!(report.contains("tallies: equal to a count"), "{report}");
    let stored = load.stop().await;
    assert_eq!(server.state.store.recount().await.unwrap(), Vec::<String>::new());
    assert!(stored > 50, "hardly a load: {stored}");
    let report = get(&server, "results?with_suspect=1").await;
    assert_eq!(report["n"], stored, "each once");
}

async fn get(server: &Server, rest: &str) -> Value {
    let reply = server.admin("GET", &format!("/v1/surveys/{SURVEY}/{rest}"), b"").await;
    assert_eq!(reply.status, 200, "{rest}: {}", reply.text());
    reply.json()
}

/// All answers are of one segment and none is suspect: whatever is read second must not be more
/// than what was read first.
async fn numbers_that_are_compared_are_of_one_moment(database: Database) {
    let server = Arc::new(Server::start(&database).await);
    let load = Load::start(&server);
    for round in 0..soak::of(60, 600) {
        let whole = get(&server, "results").await;
        assert_eq!(whole["suspect"], 0, "round {round}: {whole}");
        let parts = get(&server, "results/by/segment").await;
        let parts = parts.as_array().unwrap();
        assert!(parts.iter().all(|part| part["difference"] == json!(null)), "{round}: {parts:?}");
        let funnel = get(&server, "results/displays").await;
        assert!(funnel["commented"].as_u64() == funnel["scored"].as_u64(), "{round}: {funnel}");
    }
    load.stop().await;
}

/// What retention has deleted is in the tallies only: nothing of it is corrected away.
#[tokio::test]
async fn a_rebuild_keeps_the_tallies_of_days_whose_answers_are_gone() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    for (id, days) in [("old", 40), ("new", 0)] {
        let at_ms = START_MS - days * 86_400_000;
        let read = Response::read(&answer(id, 1, 9)).unwrap();
        server.state.store.commit(&[Answer::new(read, at_ms)]).await.unwrap();
    }
    let today = server.state.clock.now().day();
    assert_eq!(server.state.store.retain_from(today - 30).await.unwrap(), 1);
    plant(&database, "DELETE FROM tallies WHERE day = 20833").await;
    let corrected = server.state.store.rebuild_tallies().await.unwrap();
    assert_eq!(corrected.len(), 1, "{corrected:?}");
    assert_eq!(server.results().await["n"], 2);
}

//! `--retain-days`, with the program itself and its rounds: the first at its start, the next ones
//! every hour, by a clock that the test sets ahead.

use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::client;
use crate::process::Program;
use crate::server::{ADMIN, Database, Server, answer};
use crate::shim::Clock;

const DAY_MS: i64 = 86_400_000;

/// A file with answers of these ages in days.
async fn with_answers(ages: &[(&str, i64)]) -> Database {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    for (id, days) in ages {
        server.now_ms.store(now.as_millis() as i64 - days * DAY_MS, Ordering::Relaxed);
        assert_eq!(server.post(&answer(id, 1, 9)).await.status, 202);
    }
    server.stop().await;
    database
}

async fn get(program: &Program, rest: &str) -> client::Reply {
    let bearer = format!("Bearer {ADMIN}");
    let headers = [("authorization", bearer.as_str())];
    let path = format!("/v1/surveys/acme/{rest}");
    client::send(program.address, "GET", &path, &headers, b"").await
}

async fn holds(program: &Program, id: &str) -> bool {
    get(program, "export?format=jsonl").await.text().contains(id)
}

async fn until_gone(program: &Program, id: &str) {
    while holds(program, id).await {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn answers_go_when_they_have_been_kept_long_enough_and_results_stay() {
    let ages = [("answer-40", 40), ("answer-30", 30), ("answer-29", 29), ("answer-00", 0)];
    let database = with_answers(&ages).await;
    let clock = Clock::new();
    let program = Program::start_with(database.folder().unwrap(), |command| {
        clock.of(command);
        command.env("DATABASE_URL", database.address()).env("OUTOFTEN_RETAIN_DAYS", "30");
    });
    until_gone(&program, "answer-40").await;
    // The day may change while this runs, so nothing is said of the one that is on the edge.
    assert!(holds(&program, "answer-29").await && holds(&program, "answer-00").await);
    clock.is_ahead(86_400);
    until_gone(&program, "answer-30").await;
    assert!(holds(&program, "answer-00").await);
    assert_eq!(get(&program, "results").await.json()["n"], ages.len());
    assert!(program.stop());
}

#[tokio::test]
async fn without_the_setting_nothing_goes() {
    let database = with_answers(&[("answer-900", 900), ("answer-00", 0)]).await;
    let clock = Clock::new();
    let program = Program::start_with(database.folder().unwrap(), |command| {
        clock.of(command);
        command.env("DATABASE_URL", database.address()).env_remove("OUTOFTEN_RETAIN_DAYS");
    });
    clock.is_ahead(86_400);
    assert!(holds(&program, "answer-900").await);
    assert!(program.stop());
}

/// The first round after the jump says that it doubts; the ones after it have no more reason to
/// believe the clock.
#[tokio::test]
async fn a_clock_that_has_jumped_deletes_nothing_in_any_round_after_it() {
    let database = with_answers(&[("answer-20", 20), ("answer-00", 0)]).await;
    let clock = Clock::new();
    let program = Program::start_with(database.folder().unwrap(), |command| {
        clock.of(command);
        command.env("DATABASE_URL", database.address()).env("OUTOFTEN_RETAIN_DAYS", "30");
    });
    assert!(holds(&program, "answer-20").await);
    clock.is_ahead(100 * 86_400);
    for _ in 0..20 {
        assert!(holds(&program, "answer-20").await && holds(&program, "answer-00").await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(program.stop());
}

fn started(database: &Database, clock: &Clock, arguments: &[(&str, &str)]) -> Program {
    Program::start_with(database.folder().unwrap(), |command| {
        clock.of(command);
        command.env("DATABASE_URL", database.address()).env("OUTOFTEN_RETAIN_DAYS", "90");
        command.envs(arguments.iter().copied());
    })
}

/// Waits for the first round, which comes at the start.
async fn said(database: &Database, text: &str) {
    let log = database.folder().unwrap().join("log");
    for _ in 0..600 {
        if std::fs::read_to_string(&log).unwrap().contains(text) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the log never says {text:?}: {}", std::fs::read_to_string(&log).unwrap());
}

/// Also where nobody has believed a day before, and where the clock was ahead at an earlier start.
#[tokio::test]
async fn a_start_with_a_clock_far_ahead_deletes_nothing_until_it_is_confirmed() {
    for is_known in [false, true] {
        let database = with_answers(&[("answer-20", 20), ("answer-00", 0)]).await;
        let clock = Clock::new();
        if is_known {
            let program = started(&database, &clock, &[]);
            assert!(holds(&program, "answer-20").await);
            let store = outoften_collector::store::Store::open(&database.url).await.unwrap();
            while store.retention_day().await.unwrap().is_none() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            store.close().await;
            assert!(program.stop());
        }
        clock.is_ahead(200 * 86_400);
        for _ in 0..2 {
            let program = started(&database, &clock, &[]);
            said(&database, "--confirm-retention").await;
            assert!(holds(&program, "answer-20").await && holds(&program, "answer-00").await);
            assert!(program.stop());
        }
        // The operator says that so much time has gone by.
        let program = started(&database, &clock, &[("OUTOFTEN_CONFIRM_RETENTION", "true")]);
        until_gone(&program, "answer-20").await;
        until_gone(&program, "answer-00").await;
        assert_eq!(get(&program, "results").await.json()["n"], 2, "results stay");
        assert!(program.stop());
    }
}

/// An answer that comes under the wrong clock is the newest one, and says nothing about the clock.
#[tokio::test]
async fn an_answer_under_a_wrong_clock_does_not_make_it_believed() {
    for is_first_without_the_setting in [false, true] {
        let database = with_answers(&[("answer-20", 20), ("answer-00", 0)]).await;
        let clock = Clock::new();
        clock.is_ahead(200 * 86_400);
        let program = Program::start_with(database.folder().unwrap(), |command| {
            clock.of(command);
            command.env("DATABASE_URL", database.address());
            match is_first_without_the_setting {
                true => command.env_remove("OUTOFTEN_RETAIN_DAYS"),
                false => command.env("OUTOFTEN_RETAIN_DAYS", "90"),
            };
        });
        assert_eq!(program.try_post(&answer("answer-ahead", 1, 9)).await, Some(202));
        assert!(program.stop());
        let program = started(&database, &clock, &[]);
        said(&database, "--confirm-retention").await;
        for _ in 0..20 {
            assert!(holds(&program, "answer-20").await && holds(&program, "answer-00").await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(program.stop());
    }
}

async fn believed(database: &Database, is_it: impl Fn(Option<i64>) -> bool) {
    let store = outoften_collector::store::Store::open(&database.url).await.unwrap();
    for _ in 0..600 {
        if is_it(store.retention_day().await.unwrap()) {
            return store.close().await;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{:?}", store.retention_day().await);
}

/// A node that deletes nothing sees the jump, answers come under it, and a later start would delete.
#[tokio::test]
async fn a_jump_while_nothing_is_deleted_is_a_jump_for_a_later_start() {
    let database = with_answers(&[("answer-20", 20), ("answer-00", 0)]).await;
    let clock = Clock::new();
    let program = Program::start_with(database.folder().unwrap(), |command| {
        clock.of(command);
        command.env("DATABASE_URL", database.address()).env_remove("OUTOFTEN_RETAIN_DAYS");
    });
    believed(&database, |day| day.is_some()).await;
    clock.is_ahead(200 * 86_400);
    assert_eq!(program.try_post(&answer("answer-ahead", 1, 9)).await, Some(202));
    // Its hourly rounds come at once after the jump.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(program.stop());
    let program = started(&database, &clock, &[]);
    said(&database, "--confirm-retention").await;
    for _ in 0..20 {
        assert!(holds(&program, "answer-20").await && holds(&program, "answer-00").await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(program.stop());
}

/// A first start under a wrong clock believes it; when it is set right, so is what was believed.
#[tokio::test]
async fn a_day_that_was_believed_too_early_is_taken_back() {
    let database = Database::sqlite().await;
    let today = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() as i64 / 86_400;
    let clock = Clock::new();
    let without = || {
        Program::start_with(database.folder().unwrap(), |command| {
            clock.of(command);
            command.env("DATABASE_URL", database.address()).env_remove("OUTOFTEN_RETAIN_DAYS");
        })
    };
    clock.is_ahead(200 * 86_400);
    let program = without();
    believed(&database, |day| day > Some(today + 190)).await;
    let mut body = answer("answer-ahead", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202));
    assert!(program.stop());
    clock.is_ahead(0);
    let program = without();
    believed(&database, |day| day < Some(today + 3)).await;
    assert!(program.stop());
}

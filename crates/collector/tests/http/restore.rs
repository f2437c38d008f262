//! What `restore` puts in place: only a copy of ours, and without what was erased or revoked since.

use std::collections::BTreeMap;
use std::path::Path;

use std::sync::atomic::Ordering;

use outoften_collector::store::Secret;
use serde_json::json;
use sqlx::{AnyConnection, Connection as _, Row as _};
use tempfile::TempDir;

use crate::client;
use crate::operate::{outoften, said, shown};
use crate::people::{self, SECRET, signed_for};
use crate::process::Program;
use crate::server::{ADMIN, Database, START_MS, Server, answer};

/// Every file of a folder and what is in it.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let read = |file: std::fs::DirEntry| {
        (file.file_name().into_string().unwrap(), std::fs::read(file.path()).unwrap())
    };
    files.map(read).collect()
}

/// A SQLite file of somebody else, with what it has not yet folded in.
pub async fn foreign(file: &Path, statements: &'static str) {
    sqlx::any::install_default_drivers();
    let address = format!("sqlite://{}?mode=rwc", file.display());
    let mut connection = AnyConnection::connect(&address).await.unwrap();
    sqlx::raw_sql(statements).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

const FOREIGN: [&str; 6] = [
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); INSERT INTO notes VALUES (1, 'mine')",
    // Of another program that takes steps as we do.
    "CREATE TABLE _sqlx_migrations (version BIGINT); CREATE TABLE responses (id TEXT)",
    // Our tables in a file that says whose it is.
    "PRAGMA application_id = 7; CREATE TABLE _sqlx_migrations (version BIGINT); \
     CREATE TABLE surveys (id TEXT); CREATE TABLE responses (id TEXT); CREATE TABLE tallies (n INT)",
    // Our mark and something else.
    "PRAGMA application_id = 1332696174; CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)",
    "PRAGMA application_id = 1332696174; CREATE TABLE _sqlx_migrations (version BIGINT); \
     CREATE TABLE surveys (id TEXT); CREATE TABLE responses (id TEXT); CREATE TABLE tallies (n INT)",
    // The same beside a whole table of steps.
    "PRAGMA application_id = 1332696174; CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT); \
     CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT, installed_on TEXT, \
     success BOOLEAN, checksum BLOB, execution_time BIGINT)",
];

/// What a copy can lack.
const DAMAGE: [(&str, &str); 4] = [
    ("DROP TABLE contacts", "no table contacts"),
    ("ALTER TABLE responses DROP COLUMN drivers", "table responses has no column drivers"),
    ("ALTER TABLE tokens DROP COLUMN revoked_at_ms", "table tokens has no column revoked_at_ms"),
    ("DELETE FROM _sqlx_migrations WHERE version = 3", "its steps are not this program's"),
];

#[tokio::test]
async fn a_copy_that_is_not_whole_is_not_put_in_place() {
    let (folder, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    assert!(Program::start(folder.path()).stop());
    for (statement, said_of_it) in DAMAGE {
        let copy = folder.path().join("copy");
        drop(std::fs::remove_file(&copy));
        shown(&outoften(folder.path(), &["backup", "copy"]));
        foreign(&copy, statement).await;
        let refused = outoften(other.path(), &["restore", copy.to_str().unwrap()]);
        let said = said(&refused);
        assert!(!refused.status.success() && said.contains(said_of_it), "{statement}: {said}");
        assert!(contents(other.path()).is_empty(), "{statement}");
    }
}

#[tokio::test]
async fn what_is_no_copy_of_ours_is_not_put_in_place() {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("copy");
    std::fs::write(&copy, "").unwrap();
    let mut copies = vec![copy.clone()];
    for (number, statements) in FOREIGN.into_iter().enumerate() {
        copies.push(folder.path().join(format!("foreign-{number}")));
        foreign(copies.last().unwrap(), statements).await;
    }
    let before = contents(folder.path());
    for copy in copies {
        let refused = outoften(folder.path(), &["restore", copy.to_str().unwrap()]);
        assert!(!refused.status.success(), "{copy:?}");
        let said = said(&refused);
        assert!(said.contains("nothing was written"), "{copy:?}: {said}");
        assert!(contents(folder.path()) == before, "{copy:?}");
    }
}

#[tokio::test]
async fn a_command_or_a_start_changes_nothing_in_somebody_elses_file() {
    for statements in FOREIGN {
        let folder = TempDir::new().unwrap();
        foreign(&folder.path().join("answers.sqlite"), statements).await;
        let before = contents(folder.path());
        for command in [&["doctor"][..], &["doctor", "--rebuild"], &["export", "demo"], &["serve"]]
        {
            let refused = outoften(folder.path(), command);
            assert!(!refused.status.success(), "{command:?}");
            let said = said(&refused);
            assert!(said.contains("not a database of this program"), "{command:?}: {said}");
            assert!(contents(folder.path()) == before, "{command:?}: {statements}");
        }
    }
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("answers.sqlite"), "").unwrap();
    let refused = outoften(folder.path(), &["doctor"]);
    assert!(!refused.status.success() && said(&refused).contains("is empty"), "{}", said(&refused));
    assert_eq!(contents(folder.path())["answers.sqlite"], b"", "nothing was written");
}

/// The same on a server: a database without our tables is left without them.
#[tokio::test]
async fn a_command_makes_no_tables_on_a_server() {
    let address = crate::postgres::new_database();
    for _ in 0..2 {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_outoften"))
            .arg("doctor")
            .env("DATABASE_URL", &address)
            .output()
            .unwrap();
        assert!(!output.status.success());
        assert!(said(&output).contains("nothing was written"), "{}", said(&output));
    }
}

async fn as_admin(program: &Program, token: &str, method: &str, path: &str, body: &[u8]) -> u16 {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    client::send(program.address, method, path, &headers, body).await.status
}

async fn post(program: &Program, id: &str) {
    let mut body = answer(id, 1, 2);
    body["survey"] = "demo".into();
    body["contact"] = json!({"address": format!("{id}@write.example"), "agreed": true});
    assert_eq!(program.try_post(&body).await, Some(202));
}

#[tokio::test]
async fn a_restore_brings_back_nothing_that_was_erased_or_revoked() {
    let (folder, elsewhere) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let place = folder.path();
    let program = Program::start(place);
    let admin = program.token.clone().unwrap();
    let asks = json!({"id": "demo", "contact": {"classes": ["detractor"]}}).to_string();
    assert_eq!(as_admin(&program, &admin, "PUT", "/v1/surveys/demo", asks.as_bytes()).await, 200);
    for id in ["erased-by-id", "erased-by-address", "erased-contact", "kept-answer"] {
        post(&program, id).await;
    }
    let analyst = shown(&outoften(place, &["token", "add", "ana", "--role", "analyst"]));
    let analyst = analyst.trim();
    let secret = shown(&outoften(place, &["secret", "add"]));
    let (key, _) = secret.split_once('\t').unwrap();
    shown(&outoften(place, &["backup", "copy.sqlite"]));
    let erase = ["erase", "--survey", "demo", "--response", "erased-by-id"];
    shown(&outoften(place, &erase));
    shown(&outoften(place, &["erase", "--address", "erased-by-address@write.example"]));
    let path = "/v1/surveys/demo/responses/erased-contact/contact";
    assert_eq!(as_admin(&program, &admin, "DELETE", path, b"").await, 200);
    assert_eq!(as_admin(&program, &admin, "DELETE", "/v1/tokens/ana", b"").await, 200);
    shown(&outoften(place, &["secret", "retire", key]));
    assert!(program.stop());

    let list = std::fs::read_to_string(place.join("answers.sqlite.tombstones")).unwrap();
    assert_eq!(list.lines().count(), 5, "{list}");
    for text in ["erased", "demo", "ana", "write.example", key, analyst] {
        assert!(!list.contains(text), "hashes only: {list}");
    }
    // Somewhere else, where no list lies: everything is back, and that is said.
    let copy = place.join("copy.sqlite");
    let without = outoften(elsewhere.path(), &["restore", copy.to_str().unwrap()]);
    assert!(without.status.success() && said(&without).contains("is back"), "{}", said(&without));
    let rows = shown(&outoften(elsewhere.path(), &["export", "demo", "--contacts"]));
    assert!(rows.contains("erased-by-id") && rows.contains("erased-contact@"), "{rows}");
    assert!(shown(&outoften(elsewhere.path(), &["token", "list"])).contains("ana"));
    // The list can be replayed later, too.
    let list = place.join("answers.sqlite.tombstones");
    shown(&outoften(elsewhere.path(), &["replay", list.to_str().unwrap()]));
    is_gone(elsewhere.path(), key);
    // In its own place the list is replayed by itself.
    for suffix in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(place.join(format!("answers.sqlite{suffix}"))));
    }
    let restored = outoften(place, &["restore", "copy.sqlite"]);
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(said(&restored).contains("erased again: 2 answers"), "{}", said(&restored));
    is_gone(place, key);
    let program = Program::start(place);
    assert_eq!(as_admin(&program, analyst, "GET", "/v1/surveys/demo/results", b"").await, 401);
    assert_eq!(as_admin(&program, &admin, "GET", "/v1/surveys/demo/results", b"").await, 200);
    // Nothing of it is left in the file either.
    assert!(program.stop());
    let bytes = std::fs::read(place.join("answers.sqlite")).unwrap();
    assert!(!bytes.windows(12).any(|part| part == b"erased-by-id"));
}

fn is_gone(folder: &Path, key: &str) {
    let rows = shown(&outoften(folder, &["export", "demo", "--contacts"]));
    assert!(!rows.contains("erased-by-") && rows.contains("kept-answer@"), "{rows}");
    assert!(rows.contains("erased-contact") && !rows.contains("erased-contact@"), "{rows}");
    assert!(!shown(&outoften(folder, &["token", "list"])).contains("ana"));
    assert!(!shown(&outoften(folder, &["secret", "list"])).contains(key));
    assert!(shown(&outoften(folder, &["doctor"])).contains("tallies: equal"));
}

#[tokio::test]
async fn a_restore_brings_back_no_token_that_another_one_replaced() {
    let folder = TempDir::new().unwrap();
    let place = folder.path();
    let started = |token: &str| {
        Program::start_with(place, |command| {
            command.env("OUTOFTEN_ADMIN_TOKEN", token);
        })
    };
    let (old, new) = ("given-token-number-one-0001", "given-token-number-two-0002");
    let path = "/v1/surveys/demo/results";
    let program = started(old);
    assert_eq!(as_admin(&program, old, "GET", path, b"").await, 200);
    shown(&outoften(place, &["backup", "copy.sqlite"]));
    assert!(program.stop());
    // Twice: a start that replaces nothing notes nothing.
    for _ in 0..2 {
        let program = started(new);
        assert_eq!(as_admin(&program, old, "GET", path, b"").await, 401);
        assert!(program.stop());
    }
    let list = std::fs::read_to_string(place.join("answers.sqlite.tombstones")).unwrap();
    assert_eq!(list.lines().count(), 1, "{list}");
    for suffix in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(place.join(format!("answers.sqlite{suffix}"))));
    }
    shown(&outoften(place, &["restore", "copy.sqlite"]));
    let program = Program::start(place);
    assert_eq!(as_admin(&program, old, "GET", path, b"").await, 401, "it was replaced");
    assert!(program.stop());
    let program = started(new);
    assert_eq!(as_admin(&program, new, "GET", path, b"").await, 200);
    assert!(program.stop());
}

/// Takes the file of a stopped program away and puts the copy in place.
fn restored(place: &Path) -> String {
    for suffix in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(place.join(format!("answers.sqlite{suffix}"))));
    }
    let restored = outoften(place, &["restore", "copy.sqlite"]);
    assert!(restored.status.success(), "{}", said(&restored));
    said(&restored)
}

/// The list holds the later of two instants: that of the erasure, and that of what is erased.
#[tokio::test]
async fn what_a_clock_ahead_has_stamped_does_not_come_back() {
    let database = Database::sqlite().await;
    let place = database.folder().unwrap();
    let server = Server::start(&database).await;
    let asks = json!({"id": "acme", "contact": {"classes": ["detractor"]}}).to_string();
    assert_eq!(server.admin("PUT", "/v1/surveys/acme", asks.as_bytes()).await.status, 200);
    let secret = Secret { id: "one".to_owned(), value: SECRET.to_owned() };
    server.state.store.add_identity_secret(&secret, START_MS).await.unwrap();
    let with_contact = |id: &str| {
        let mut body = answer(id, 1, 2);
        body["contact"] = json!({"address": format!("{id}@write.example"), "agreed": true});
        body
    };
    server.now_ms.store(START_MS + 60 * 86_400_000, Ordering::Relaxed);
    for id in ["by-answer", "by-address", "only-contact", "kept-answer"] {
        assert_eq!(server.post(&with_contact(id)).await.status, 202);
    }
    let signed = signed_for("acme", "ana", "w1");
    let mine = people::post(&server, &answer("by-person", 1, 3), &signed).await;
    assert_eq!(mine.status, 202, "{}", mine.text());
    // The clock is set right.
    server.now_ms.store(START_MS, Ordering::Relaxed);
    shown(&outoften(place, &["backup", "copy.sqlite"]));
    for (method, path, body) in [
        ("DELETE", "/v1/surveys/acme/responses/by-answer", ""),
        ("DELETE", "/v1/surveys/acme/responses/only-contact/contact", ""),
        ("POST", "/v1/erasures", r#"{"address":"by-address@write.example"}"#),
        ("POST", "/v1/erasures", r#"{"person":"ana"}"#),
    ] {
        let done = server.admin(method, path, body.as_bytes()).await;
        assert_eq!(done.status, 200, "{path}: {}", done.text());
    }
    server.stop().await;
    restored(place);
    let rows = shown(&outoften(place, &["export", "acme", "--contacts"]));
    assert!(!rows.contains("by-") && rows.contains("kept-answer@"), "{rows}");
    assert!(rows.contains("only-contact") && !rows.contains("only-contact@"), "{rows}");
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    let asked = sqlx::query("SELECT COUNT(*) FROM asks").fetch_one(&mut connection).await.unwrap();
    assert_eq!(asked.get::<i64, _>(0), 0, "that ana was asked is gone, too");
    connection.close().await.unwrap();
}

/// What the same person does after the erasure is no part of it.
#[tokio::test]
async fn what_came_after_an_erasure_stays_also_after_a_clock_was_ahead() {
    let database = Database::sqlite().await;
    let place = database.folder().unwrap();
    let server = Server::start(&database).await;
    let secret = Secret { id: "one".to_owned(), value: SECRET.to_owned() };
    server.state.store.add_identity_secret(&secret, START_MS).await.unwrap();
    server.now_ms.store(START_MS + 60 * 86_400_000, Ordering::Relaxed);
    let before = signed_for("acme", "ana", "w1");
    assert_eq!(people::post(&server, &answer("before", 1, 3), &before).await.status, 202);
    server.now_ms.store(START_MS, Ordering::Relaxed);
    let erased = server.admin("POST", "/v1/erasures", br#"{"person":"ana"}"#).await;
    assert_eq!(erased.status, 200, "{}", erased.text());
    server.now_ms.store(START_MS + 86_400_000, Ordering::Relaxed);
    let after = signed_for("acme", "ana", "w2");
    assert_eq!(people::post(&server, &answer("after", 1, 3), &after).await.status, 202);
    shown(&outoften(place, &["backup", "copy.sqlite"]));
    server.stop().await;
    assert!(restored(place).contains("erased again: 0 answers, 0 addresses"));
    assert_eq!(shown(&outoften(place, &["export", "acme"])).lines().count(), 2);
}

/// Also where the copy is older than the import was undone, and the file was imported anew since.
#[tokio::test]
async fn an_import_that_was_taken_back_stays_so() {
    let folder = TempDir::new().unwrap();
    let place = folder.path();
    assert!(Program::start(place).stop());
    let file = "score,date,comment\n9,2026-10-02,canary-one\n3,2026-11-02,canary-two\n";
    std::fs::write(place.join("a.csv"), file).unwrap();
    std::fs::write(place.join("b.csv"), file.replace("canary", "kept")).unwrap();
    shown(&outoften(place, &["import", "demo", "a.csv"]));
    shown(&outoften(place, &["import", "demo", "b.csv"]));
    shown(&outoften(place, &["backup", "copy.sqlite"]));
    shown(&outoften(place, &["import", "--undo", "1"]));
    assert!(restored(place).contains("erased again: 2 answers"));
    let rows = shown(&outoften(place, &["export", "demo"]));
    assert!(!rows.contains("canary") && rows.contains("kept-one"), "{rows}");
    let list = shown(&outoften(place, &["import", "--list"]));
    let undone = list.lines().find(|line| line.starts_with("1,")).unwrap();
    assert!(undone.contains(",0,20"), "it is listed as taken back: {list}");
    assert!(shown(&outoften(place, &["doctor"])).contains("tallies: equal"));
    // The same file, wanted again: another import, with the same ids and days.
    shown(&outoften(place, &["import", "demo", "a.csv"]));
    std::fs::remove_file(place.join("copy.sqlite")).unwrap();
    shown(&outoften(place, &["backup", "copy.sqlite"]));
    assert!(restored(place).contains("erased again: 0 answers"));
    assert!(shown(&outoften(place, &["export", "demo"])).contains("canary-two"));
}

/// A file that is no list is named at the start, before an erasure would be noted in it.
#[tokio::test]
async fn a_wrong_list_is_refused() {
    let folder = TempDir::new().unwrap();
    let place = folder.path();
    assert!(Program::start(place).stop());
    shown(&outoften(place, &["backup", "copy.sqlite"]));
    let list = place.join("notes.txt");
    std::fs::write(&list, "milk\neggs").unwrap();
    let elsewhere = place.join("elsewhere.sqlite");
    let to = elsewhere.to_str().unwrap();
    for arguments in [
        &["replay", "notes.txt"][..],
        &["restore", "copy.sqlite", "--database", to, "--tombstones", "notes.txt"],
        &["serve", "--listen", "127.0.0.1:0", "--tombstones", "notes.txt"],
    ] {
        let refused = outoften(place, arguments);
        let said = said(&refused);
        assert!(!refused.status.success() && said.contains("line 1 "), "{arguments:?}: {said}");
        assert!(!elsewhere.exists(), "{arguments:?}");
    }
    assert_eq!(std::fs::read_to_string(&list).unwrap(), "milk\neggs");
}

fn on(database: &str, list: &Path, arguments: &[&str]) -> std::process::Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(arguments)
        .env("DATABASE_URL", database)
        .env("OUTOFTEN_TOMBSTONES", list)
        .output()
        .unwrap()
}

/// The same on a server, whose copies its own tools make.
#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_copy_of_a_server_is_replayed_too() {
    let folder = TempDir::new().unwrap();
    let list = folder.path().join("list");
    let address = crate::postgres::new_database();
    let program = Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", &address).env("OUTOFTEN_TOMBSTONES", &list);
        command.env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
    });
    let asks = json!({"id": "demo", "contact": {"classes": ["detractor"]}}).to_string();
    assert_eq!(as_admin(&program, ADMIN, "PUT", "/v1/surveys/demo", asks.as_bytes()).await, 200);
    for id in ["erased-by-id", "erased-by-address", "erased-contact", "kept-answer"] {
        post(&program, id).await;
    }
    let analyst = shown(&on(&address, &list, &["token", "add", "ana", "--role", "analyst"]));
    let analyst = analyst.trim();
    let key = shown(&on(&address, &list, &["secret", "add"]));
    let (key, _) = key.split_once('\t').unwrap();
    std::fs::write(folder.path().join("a.csv"), "score,date,comment\n9,2026-10-02,canary\n")
        .unwrap();
    let file = folder.path().join("a.csv");
    shown(&on(&address, &list, &["import", "demo", file.to_str().unwrap()]));
    assert!(program.stop());
    let name = address.split(['/', '?']).nth(3).unwrap();
    crate::postgres::sql(&format!("CREATE DATABASE {name}_copy TEMPLATE {name}"));
    let copy = address.replace(&format!("/{name}?"), &format!("/{name}_copy?"));
    for arguments in [
        &["erase", "--survey", "demo", "--response", "erased-by-id"][..],
        &["erase", "--address", "erased-by-address@write.example"],
        &["token", "revoke", "ana"],
        &["secret", "retire", key],
        &["import", "--undo", "1"],
    ] {
        shown(&on(&address, &list, arguments));
    }
    let program = Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", &address).env("OUTOFTEN_TOMBSTONES", &list);
        command.env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
    });
    let path = "/v1/surveys/demo/responses/erased-contact/contact";
    assert_eq!(as_admin(&program, ADMIN, "DELETE", path, b"").await, 200);
    assert!(program.stop());
    let back = shown(&on(&copy, &list, &["export", "demo", "--contacts"]));
    assert!(back.contains("erased-by-id") && back.contains("canary"), "look elsewhere: {back}");
    // Twice: what is gone stays gone.
    for said_of_it in ["erased again: 3 answers", "erased again: 0 answers"] {
        let replayed = on(&copy, &list, &["replay", list.to_str().unwrap()]);
        assert!(replayed.status.success(), "{}", said(&replayed));
        assert!(said(&replayed).contains(said_of_it), "{}", said(&replayed));
        let rows = shown(&on(&copy, &list, &["export", "demo", "--contacts"]));
        assert!(!rows.contains("erased-by-") && rows.contains("kept-answer@"), "{rows}");
        assert!(rows.contains("erased-contact") && !rows.contains("erased-contact@"), "{rows}");
        assert!(!rows.contains("canary"), "{rows}");
        assert!(!shown(&on(&copy, &list, &["token", "list"])).contains("ana"));
        assert!(!shown(&on(&copy, &list, &["secret", "list"])).contains(key));
        assert!(shown(&on(&copy, &list, &["doctor"])).contains("tallies: equal"));
    }
    assert!(!analyst.is_empty());
}

/// What was meant for a server is not made a file of, and not shown.
#[tokio::test]
async fn a_restore_into_what_was_meant_for_a_server_is_refused() {
    let folder = TempDir::new().unwrap();
    assert!(Program::start(folder.path()).stop());
    let database = "\"postgres://boss:canary-4711@db.example/a\"";
    for arguments in [["restore", "answers.sqlite"], ["backup", "copy.sqlite"]] {
        let arguments = [&arguments[..], &["--database", database]].concat();
        let output = outoften(folder.path(), &arguments);
        let said = said(&output);
        assert!(!output.status.success() && said.contains("without quotes"), "{said}");
        assert!(!said.contains("canary-4711"), "{said}");
    }
}

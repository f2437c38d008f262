//! What a list of erasures takes out of an older copy: clocks ahead, imports, wrong lists, servers.

use std::path::Path;
use std::sync::atomic::Ordering;

use outoften_collector::store::Secret;
use serde_json::json;
use sqlx::{AnyConnection, Connection as _, Row as _};
use tempfile::TempDir;

use crate::operate::{outoften, said, shown};
use crate::people::{self, SECRET, signed_for};
use crate::process::Program;
use crate::restore::{as_admin, post};
use crate::server::{ADMIN, Database, START_MS, Server, answer};

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

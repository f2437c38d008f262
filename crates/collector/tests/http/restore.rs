//! What `restore` puts in place: only a copy of ours, and without what was erased or revoked since.

use std::collections::BTreeMap;
use std::path::Path;

use outoften_collector::store::{DatabaseUrl, Store};
use serde_json::json;
use sqlx::{AnyConnection, Connection as _, Row as _};
use tempfile::TempDir;

use crate::client;
use crate::operate::{outoften, said, shown};
use crate::process::Program;
use crate::server::answer;

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
#[ignore = "needs Postgres: cargo xtask test database"]
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

/// A start makes its tables beside those of others, and none where one of ours has another's name.
#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_start_leaves_a_server_alone_that_has_a_table_of_that_name() {
    for (made, is_taken) in
        [("CREATE TABLE notes (id INT)", false), ("CREATE TABLE cases (id INT)", true)]
    {
        let address = crate::postgres::new_database();
        sqlx::any::install_default_drivers();
        let mut connection = AnyConnection::connect(&address).await.unwrap();
        sqlx::raw_sql(made).execute(&mut connection).await.unwrap();
        let opened = Store::open(&DatabaseUrl::parse(&address)).await;
        let said = opened.as_ref().err().map(ToString::to_string).unwrap_or_default();
        assert_eq!(opened.is_err(), is_taken, "{made}: {said}");
        if let Ok(store) = opened {
            store.close().await;
        }
        assert_eq!(said.contains("it has a table cases of somebody else"), is_taken, "{said}");
        let tables = "SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'";
        let row = sqlx::query(tables).fetch_one(&mut connection).await.unwrap();
        assert_eq!(row.get::<i64, _>(0) == 1, is_taken, "{made}");
        connection.close().await.unwrap();
    }
    // And one that has lost a column is no whole one.
    let address = crate::postgres::new_database();
    Store::open(&DatabaseUrl::parse(&address)).await.unwrap().close().await;
    let mut connection = AnyConnection::connect(&address).await.unwrap();
    let drop = sqlx::raw_sql("ALTER TABLE responses DROP COLUMN drivers");
    drop.execute(&mut connection).await.unwrap();
    let said = Store::open(&DatabaseUrl::parse(&address)).await.err().unwrap().to_string();
    assert!(said.contains("table responses has no column drivers"), "{said}");
    connection.close().await.unwrap();
}

pub async fn as_admin(
    program: &Program,
    token: &str,
    method: &str,
    path: &str,
    body: &[u8],
) -> u16 {
    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str())];
    client::send(program.address, method, path, &headers, body).await.status
}

pub async fn post(program: &Program, id: &str) {
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

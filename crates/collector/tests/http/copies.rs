//! `outoften backup`: what it copies it leaves as it was, and what it cannot copy it names.

use std::path::Path;
use std::process::{Command, Output};

use outoften_collector::store::Store;
use sqlx::{AnyConnection, Connection as _, Row as _};

use crate::server::{Database, Server};

fn outoften(database: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(arguments)
        .env("DATABASE_URL", database)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The last step of the schema, and how many answers there are.
async fn state(file: &Path) -> (i64, i64) {
    sqlx::any::install_default_drivers();
    let address = format!("sqlite://{}", file.display());
    let mut connection = AnyConnection::connect(&address).await.unwrap();
    let sql = "SELECT (SELECT MAX(version) FROM _sqlx_migrations), COUNT(*) FROM responses";
    let row = sqlx::query(sql).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    (row.get(0), row.get(1))
}

#[tokio::test]
async fn a_copy_that_is_made_before_an_upgrade_is_for_the_version_before() {
    let (database, connection) = crate::before::left_behind().await;
    connection.close().await.unwrap();
    let file = database.url.file_name().unwrap();
    let (before, copy) = (state(&file).await, file.with_file_name("copy.sqlite"));
    assert_eq!(before.0, 8, "of the version before");
    let done = outoften(database.address(), &["backup", &copy.to_string_lossy()]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!((state(&file).await, state(&copy).await), (before, before));
    // Whoever opens it otherwise brings it up to date.
    let server = Server::start(&database).await;
    server.stop().await;
    assert!(state(&file).await.0 > 8);
    assert_eq!(state(&copy).await, before);
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn what_cannot_be_copied_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let copy = folder.path().join("copy");
    let to = copy.to_string_lossy();
    let server = crate::postgres::new_database();
    let said_of = |database: &str, to: &str| said(&outoften(database, &["backup", to]));
    let refused = said_of(&server, &to);
    assert!(refused.contains("pg_dump") && !refused.contains("unexpected content"), "{refused}");
    let foreign = folder.path().join("foreign.sqlite");
    std::fs::write(&foreign, "").unwrap();
    let refused = said_of(&foreign.to_string_lossy(), &to);
    assert!(refused.contains("is empty"), "{refused}");
    assert_eq!(std::fs::metadata(&foreign).unwrap().len(), 0, "nothing is made of it");
    // Our names, and nothing else of ours.
    for statements in [
        "CREATE TABLE _sqlx_migrations (version BIGINT); CREATE TABLE responses (id TEXT)",
        "PRAGMA application_id = 1332696174; CREATE TABLE _sqlx_migrations (version BIGINT); \
         CREATE TABLE surveys (id TEXT); CREATE TABLE responses (id TEXT); \
         CREATE TABLE tallies (n INT)",
    ] {
        std::fs::remove_file(&foreign).unwrap();
        crate::restore::foreign(&foreign, statements).await;
        let refused = said_of(&foreign.to_string_lossy(), &to);
        assert!(refused.contains("not a database of this program"), "{refused}");
    }
    let missing = folder.path().join("missing.sqlite");
    assert!(said_of(&missing.to_string_lossy(), &to).contains("is not there"));
    let database = Database::sqlite().await;
    Store::open(&database.url).await.unwrap().close().await;
    let nowhere = folder.path().join("no-folder/copy");
    let refused = said_of(database.address(), &nowhere.to_string_lossy());
    assert!(refused.contains("the copy cannot be written"), "{refused}");
    assert!(!copy.exists() && !folder.path().join("copy.part").exists(), "nothing is left");
}

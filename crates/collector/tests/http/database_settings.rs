//! Settings of connections to a database, and what becomes of its address in messages.

use std::process::Command;
use std::time::{Duration, Instant};

use outoften_collector::store::{ServerSettings, Store};
use sqlx::{AnyConnection, Connection as _, Row as _};
use tempfile::TempDir;

use crate::process::Program;
use crate::server::Database;

const CANARY: &str = "canary-4711";

/// Standard output and error of a command on this database.
fn run(arguments: &[&str], database: &str) -> (bool, String) {
    let folder = TempDir::new().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(arguments)
        .env("DATABASE_URL", database)
        .env_remove("OUTOFTEN_ADMIN_TOKEN")
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none(), "no file was made");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn a_password_reaches_no_message_wherever_it_stands_in_the_address() {
    for address in [
        "postgres://127.0.0.1:1/answers?user=boss&password=canary-4711",
        "postgres://boss:canary-4711@127.0.0.1:1/answers?sslmode=disable",
        "postgres://127.0.0.1:1/answers?pasword=canary-4711",
        "postgres://127.0.0.1:1/answers?passfile=canary-4711",
        "postgres://boss:canary-4711@/x@127.0.0.1:1/answers",
        "postgres://boss:1/canary-4711@127.0.0.1/answers",
        "postgres://boss:1#canary-4711@127.0.0.1/answers",
        "postgres://boss:1?canary-4711@127.0.0.1/answers",
        "Postgres://boss:canary-4711@127.0.0.1:1/answers",
        "postgresql:/boss:canary-4711@127.0.0.1:1/answers",
        "mysql://boss:canary-4711@127.0.0.1:1/answers",
        "boss:canary-4711@127.0.0.1:1/answers",
        "boss:canary-4711@db.example/answers",
    ] {
        for command in [&["serve", "--listen", "127.0.0.1:0", "--log", "debug"][..], &["doctor"]] {
            let (worked, said) = run(command, address);
            assert!(
                !worked && !said.contains(CANARY) && !said.contains("boss"),
                "{address}: {said}"
            );
            assert!(said.contains("outoften: "), "{address}: {said}");
        }
    }
    let (_, said) = run(&["doctor"], "postgres://127.0.0.1:1/answers?password=canary-4711");
    assert!(said.contains("postgres://127.0.0.1:1/answers cannot be reached"), "{said}");
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn tables_are_made_in_the_schema_that_is_named() {
    let database = Database::postgres().await;
    let mut connection = AnyConnection::connect(database.address()).await.unwrap();
    sqlx::raw_sql("CREATE SCHEMA tenant").execute(&mut connection).await.unwrap();
    let named = |path: &str| {
        let settings =
            ServerSettings { search_path: Some(path.to_owned()), ..ServerSettings::default() };
        database.url.clone().with(settings)
    };
    let said = Store::open(&named("nobody")).await.err().unwrap().to_string();
    assert!(said.contains("\"nobody\"") && said.contains("CREATE SCHEMA"), "{said}");
    Store::open(&named("tenant, public")).await.unwrap().close().await;
    let select = "SELECT CAST(MIN(schemaname) AS TEXT), COUNT(*) FROM pg_tables \
                  WHERE tablename IN ('responses', 'surveys', '_sqlx_migrations')";
    let row = sqlx::query(select).fetch_one(&mut connection).await.unwrap();
    assert_eq!((row.get::<String, _>(0), row.get::<i64, _>(1)), ("tenant".to_owned(), 3));
    let folder = TempDir::new().unwrap();
    let program = Program::start_with(folder.path(), |command| {
        command.env("DATABASE_URL", database.address()).env("OUTOFTEN_SEARCH_PATH", "tenant");
    });
    assert!(program.stop());
    let count = "SELECT COUNT(*) FROM tenant.surveys WHERE id = 'demo'";
    let row = sqlx::query(count).fetch_one(&mut connection).await.unwrap();
    assert_eq!(row.get::<i64, _>(0), 1);
}

/// How long a reader waits for a table that somebody else holds.
async fn waited(settings: ServerSettings) -> Duration {
    let database = Database::postgres().await;
    let store = Store::open(&database.url.clone().with(settings)).await.unwrap();
    let mut other = AnyConnection::connect(database.address()).await.unwrap();
    let mut held = other.begin().await.unwrap();
    sqlx::raw_sql("LOCK TABLE tokens").execute(&mut *held).await.unwrap();
    let started = Instant::now();
    let error = store.tokens().await.unwrap_err();
    assert!(error.is_retryable(), "{error}");
    started.elapsed()
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn locks_and_statements_are_waited_for_as_long_as_is_set() {
    let short = ServerSettings { lock_timeout_ms: 300, ..ServerSettings::default() };
    let statement = ServerSettings { statement_timeout_ms: 300, ..ServerSettings::default() };
    for settings in [short, statement] {
        let waited = waited(settings).await;
        let expected = Duration::from_millis(250)..Duration::from_secs(3);
        assert!(expected.contains(&waited), "{waited:?}");
    }
}

#[tokio::test]
#[ignore = "needs Postgres: cargo xtask test database"]
async fn a_pool_has_as_many_connections_as_is_set() {
    let database = Database::postgres().await;
    let settings = ServerSettings { pool_connections: 3, ..ServerSettings::default() };
    let store = Store::open(&database.url.clone().with(settings)).await.unwrap();
    let asked = (0..40).map(|_| store.surveys());
    for reply in futures_util::future::join_all(asked).await {
        reply.unwrap();
    }
    let mut other = AnyConnection::connect(database.address()).await.unwrap();
    let select = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
                  AND pid <> pg_backend_pid()";
    let open: i64 = sqlx::query(select).fetch_one(&mut other).await.unwrap().get(0);
    assert_eq!(open, 3);
}

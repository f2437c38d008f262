//! The least that any server with these promises has to do: the same rows into the same table, 128
//! to a durable commit, and nothing else: no HTTP, no tallies, no check for a second delivery.

use std::path::Path;
use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection as _};

/// Rows of one commit, as the collector's.
const GROUP: usize = 128;
/// Rows of one statement, as the collector's.
const STATEMENT: usize = 16;

/// Rows per second that a loop inserts into a file that the collector has made.
pub async fn rows_per_second(file: &Path, time: Duration) -> f64 {
    let url = format!("sqlite://{}", file.display());
    let mut connection = sqlx::AnyConnection::connect(&url).await.expect("a connection");
    for setting in
        ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON"]
    {
        sqlx::query(setting).fetch_all(&mut connection).await.expect("a setting");
    }
    let row = "('demo', ?, 1, 'nps', ?, 'fast enough, thanks', 1, 4200, 'web', 0, 0, 0)";
    let insert = format!(
        "INSERT INTO responses (survey, id, rev, metric, score, comment, done, elapsed_ms, \
         channel, suspect, received_at_ms, updated_at_ms) VALUES {}",
        vec![row; STATEMENT].join(", ")
    );
    let started = Instant::now();
    let mut rows = 0_usize;
    while started.elapsed() < time {
        let mut transaction =
            connection.begin_with("BEGIN IMMEDIATE").await.expect("a transaction");
        for _ in 0..GROUP / STATEMENT {
            let mut query = sqlx::query(AssertSqlSafe(insert.clone()));
            for _ in 0..STATEMENT {
                let id = super::load::id(rows);
                query = query.bind(id).bind((rows % 11) as i64);
                rows += 1;
            }
            query.execute(&mut *transaction).await.expect("rows");
        }
        transaction.commit().await.expect("a commit");
    }
    rows as f64 / started.elapsed().as_secs_f64()
}

//! What is kept: surveys, answers, daily tallies, tokens.
//!
//! One contract, [`Store`], with one text of SQL that two engines speak ([`engine::Engine`]):
//! a SQLite file or a Postgres database. What differs between them (how a transaction begins, how
//! a row is locked, which settings make a commit durable) stands in `engine`, nothing else.
//!
//! Not here: who may ask (`crate::http`), what a score means (`outoften_core`), when to commit
//! (`crate::writer`).

mod answer;
mod answers;
mod backup;
mod cases;
mod checkpoint;
mod contacts;
mod displays;
pub mod engine;
mod error;
mod imports;
mod keeping;
mod marks;
mod migrate;
mod newest;
mod outbox;
mod people;
mod reading;
mod rows;
mod search;
mod surveys;
mod tallies;
mod tokens;

use std::fmt::Write as _;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection, Executor as _};

pub use answer::{Answer, Outcome};
pub use backup::BackupError;
pub use cases::{Case, CaseChange, CaseFilter, CaseLine, CaseSummary, Remedy, State};
pub use checkpoint::Checkpoints;
pub use displays::Display;
pub use engine::{DatabaseUrl, Engine};
pub use error::{OpenError, StoreError};
pub use imports::ImportLine;
pub use keeping::AuditLine;
pub use outbox::{Due, Webhook};
pub use people::Secret;
pub use reading::CommentFilter;
pub use surveys::{StoredSurvey, SurveyLine};
pub use tallies::{DayTally, Filter, Group};
pub use tokens::{Role, TokenLine};

/// How long a caller waits for a free connection before it is told to come back later.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

/// How long a server may take to answer at the start.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// An open database: several connections to read, one to write answers.
#[derive(Clone)]
pub struct Store {
    /// Everything but answers: on SQLite, writers queue up behind `busy_timeout`.
    pool: AnyPool,
    /// The group commit's own connection, so that readers can never starve it.
    writer: AnyPool,
    engine: Engine,
}

impl Store {
    /// Opens the database, brings its tables up to date and checks that a commit is durable.
    ///
    /// # Errors
    /// The database cannot be reached, is read-only, damaged, from a newer version, or refuses
    /// the settings that make a commit durable. Each says what to do.
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let engine = url.engine();
        // A pool would hide the reason behind its own patience: the first connection tells it.
        let connect = tokio::time::timeout(CONNECT_TIMEOUT, AnyConnection::connect(url.as_str()));
        let mut first = connect
            .await
            .unwrap_or(Err(sqlx::Error::PoolTimedOut))
            .map_err(|error| OpenError::connect(url, error))?;
        engine.prepare(&mut first).await.map_err(|error| OpenError::connect(url, error))?;
        engine.check_version(&mut first).await?;
        migrate::run(&mut first).await.map_err(|error| OpenError::migrate(url, error))?;
        engine.check_durability(&mut first).await?;
        // A file that may only be read opens all the same, and so does a full disk.
        let written = probe(&mut first, engine).await;
        written.map_err(|error| OpenError::connect(url, error))?;
        first.close().await.map_err(|error| OpenError::connect(url, error))?;
        let options = |max| {
            AnyPoolOptions::new()
                .max_connections(max)
                .acquire_timeout(ACQUIRE_TIMEOUT)
                .test_before_acquire(engine == Engine::Postgres)
        };
        let pool = options(8)
            .after_connect(move |connection, _| Box::pin(engine.prepare(connection)))
            .connect_lazy(url.as_str());
        let writer = options(1)
            .after_connect(move |connection, _| Box::pin(engine.prepare_writer(connection)))
            .connect_lazy(url.as_str());
        let opened = |error| OpenError::connect(url, error);
        Ok(Self { pool: pool.map_err(opened)?, writer: writer.map_err(opened)?, engine })
    }

    /// Which of the two this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Whether the database answers at all.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        Ok(connection.ping().await?)
    }

    /// Whether a row could be written now: on SQLite a commit that reaches the disk.
    ///
    /// # Errors
    /// The database is unreachable, read-only or full.
    pub async fn probe_write(&self) -> Result<(), StoreError> {
        let mut connection = self.pool.acquire().await?;
        if let Err(error) = probe(&mut connection, self.engine).await {
            // After a failed sync nobody knows what the connection still believes.
            connection.close_on_drop();
            return Err(error.into());
        }
        Ok(())
    }

    /// Closes every connection; on SQLite this folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.writer.close().await;
        self.pool.close().await;
    }
}

/// A write that changes nothing, and its commit.
async fn probe(connection: &mut Db, engine: Engine) -> sqlx::Result<()> {
    let mut transaction = connection.begin_with(engine.begin_write()).await?;
    transaction.execute(engine.probe()).await?;
    transaction.commit().await
}

/// Rows in pieces of one statement each. Of few lengths: there are then few different texts, and
/// all stay prepared.
fn pieces<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let length = [64, 32, 16].into_iter().find(|length| *length <= rest.len());
        let (piece, left) = rest.split_at(length.unwrap_or(rest.len()));
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

/// `($1, $2), ($3, $4)`: placeholders for `rows` rows of `columns` values. SQLite gets `?`: to it
/// `$1` is a name, and it looks a name up among all others, for each value of each statement.
fn placeholders(db: &Db, rows: usize, columns: usize) -> String {
    let is_postgres = db.backend_name() == "PostgreSQL";
    let mut text = String::with_capacity(rows * columns * 6);
    for value in 0..rows * columns {
        text += match (value % columns, value) {
            (0, 0) => "(",
            (0, _) => "), (",
            _ => ", ",
        };
        // Writing to a String cannot fail.
        let _ = match is_postgres {
            true => write!(text, "${}", value + 1),
            false => write!(text, "?"),
        };
    }
    text + ")"
}

/// Deletes what belongs to these answers, given by survey and id.
async fn delete_of(
    db: &mut Db,
    table: &'static str,
    keys: &[(String, String)],
) -> Result<(), StoreError> {
    delete_keys(db, table, "response", keys).await
}

/// Deletes the rows of these keys, whose second half this table calls `id`.
async fn delete_keys(
    db: &mut Db,
    table: &'static str,
    id: &'static str,
    keys: &[(String, String)],
) -> Result<(), StoreError> {
    for part in pieces(keys) {
        let sql = format!(
            "DELETE FROM {table} WHERE (survey, {id}) IN (VALUES {})",
            placeholders(db, part.len(), 2)
        );
        let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
        for (survey, id) in part {
            query = query.bind(survey.clone()).bind(id.clone());
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// The connection type every statement of this folder runs on.
type Db = AnyConnection;

#[cfg(test)]
mod tests {
    use sqlx::{AnyConnection, Connection as _};

    #[tokio::test]
    async fn sqlite_gets_placeholders_without_names() {
        sqlx::any::install_default_drivers();
        let db = AnyConnection::connect("sqlite::memory:").await.unwrap();
        assert_eq!(super::placeholders(&db, 2, 2), "(?, ?), (?, ?)");
        assert_eq!(super::placeholders(&db, 2, 1), "(?), (?)");
    }

    #[test]
    fn pieces_are_of_few_lengths_and_lose_nothing() {
        for length in [0, 1, 15, 16, 17, 63, 64, 100, 128, 300] {
            let rows: Vec<usize> = (0..length).collect();
            let pieces: Vec<&[usize]> = super::pieces(&rows).collect();
            assert_eq!(pieces.concat(), rows);
            assert!(pieces.iter().all(|it| [64, 32].contains(&it.len()) || it.len() <= 16));
        }
    }
}

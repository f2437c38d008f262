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
mod durability;
pub mod engine;
mod error;
mod folding;
mod identity;
mod keeping;
mod marks;
mod migrate;
mod newest;
mod outbox;
mod people;
pub mod permissions;
mod reading;
mod recount;
mod replay;
mod rows;
mod search;
mod snapshot;
mod state;
mod surveys;
mod tallies;
mod tokens;
pub mod tombstones;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor as _, Row as _};

use identity::Expected;

pub use answer::{Answer, Outcome};
pub use backup::BackupError;
pub use cases::{Case, CaseChange, CaseFilter, CaseLine, CaseSummary, Remedy, State};
pub use checkpoint::Checkpoints;
pub use displays::Display;
pub use durability::AcceptedSetting;
pub use engine::{DatabaseUrl, Engine};
pub use error::{OpenError, StoreError};
pub use folding::{Erased, LOG_PENDING};
pub use identity::check_copy;
pub use keeping::AuditLine;
pub use outbox::{Due, Webhook};
pub use people::Secret;
pub use reading::CommentFilter;
pub use replay::{ReplayError, Replayed};
pub use snapshot::Snapshot;
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
    /// Settings of Postgres with which answers are written all the same.
    accepted: Arc<[AcceptedSetting]>,
    tombstones: Option<PathBuf>,
}

/// Who opens a database, and how.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Settings of Postgres that the operator accepts; `None`: those of the last `serve`.
    pub accepted: Option<Vec<AcceptedSetting>>,
    /// Refuses what is not there yet, and opens a server whose commits are not durable.
    pub is_command: bool,
    /// Where erasures and revocations are noted; `None`: beside a SQLite file.
    pub tombstones: Option<PathBuf>,
}

impl Store {
    /// Opens the database, brings its tables up to date and checks that a commit is durable.
    ///
    /// # Errors
    /// As [`Store::open_with`].
    pub async fn open(url: &DatabaseUrl) -> Result<Self, OpenError> {
        Self::open_with(url, Opening::default()).await
    }

    /// The same, as a caller wants it.
    ///
    /// # Errors
    /// The database cannot be reached, is read-only, damaged, somebody else's, from a newer
    /// version, or refuses the settings that make a commit durable. Each says what to do.
    pub async fn open_with(url: &DatabaseUrl, opening: Opening) -> Result<Self, OpenError> {
        sqlx::any::install_default_drivers();
        let engine = url.engine();
        let mut first = first_connection(url, opening.is_command).await?;
        engine.prepare(&mut first).await.map_err(|error| OpenError::connect(url, error))?;
        engine.check_version(&mut first).await?;
        mark_as_ours(&mut first, engine).await.map_err(|error| OpenError::connect(url, error))?;
        migrate::run(&mut first).await.map_err(|error| OpenError::migrate(url, error))?;
        engine.check_durability(&mut first).await?;
        let accepted = accepted(&mut first, opening.accepted.as_deref()).await;
        let accepted = accepted.map_err(|error| OpenError::store(&error))?;
        if engine == Engine::Postgres && !opening.is_command {
            let weak = durability::weak_settings(&mut first).await;
            let weak = weak.map_err(|error| OpenError::store(&error))?;
            if let Some(weak) = weak.iter().find(|weak| !accepted.contains(weak)) {
                return Err(OpenError::durability(durability::refusal(weak)));
            }
        }
        // A file that may only be read opens all the same, and so does a full disk.
        let written = probe(&mut first, engine).await;
        written.map_err(|error| OpenError::connect(url, error))?;
        first.close().await.map_err(|error| OpenError::connect(url, error))?;
        let tombstones = opening.tombstones.or_else(|| tombstones::beside(url));
        Self::with_pools(url, accepted.into(), tombstones)
    }

    fn with_pools(
        url: &DatabaseUrl,
        accepted: Arc<[AcceptedSetting]>,
        tombstones: Option<PathBuf>,
    ) -> Result<Self, OpenError> {
        let engine = url.engine();
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
        let (pool, writer) = (pool.map_err(opened)?, writer.map_err(opened)?);
        Ok(Self { pool, writer, engine, accepted, tombstones })
    }

    /// The connection that answers are written with. On Postgres its settings are looked at each
    /// time: a server that was switched to another configuration acknowledges nothing.
    async fn writer_connection(&self) -> Result<PoolConnection<Any>, StoreError> {
        let mut connection = self.writer.acquire().await?;
        if self.engine == Engine::Sqlite {
            return Ok(connection);
        }
        let weak = durability::weak_settings(&mut connection);
        let weak = match tokio::time::timeout(ACQUIRE_TIMEOUT, weak).await {
            Ok(Ok(weak)) => weak,
            Ok(Err(error)) => {
                connection.close_on_drop();
                return Err(error);
            }
            Err(_) => {
                connection.close_on_drop();
                return Err(StoreError::Unavailable(sqlx::Error::PoolTimedOut));
            }
        };
        match weak.iter().find(|weak| !self.accepted.contains(weak)) {
            None => Ok(connection),
            Some(weak) => {
                let said = durability::refusal(weak);
                Err(StoreError::Unavailable(sqlx::Error::Configuration(said.into())))
            }
        }
    }

    /// Settings of the server with which a commit would not survive a crash, and whether the
    /// operator accepts each.
    ///
    /// # Errors
    /// The database is unavailable.
    pub async fn weak_settings(&self) -> Result<Vec<(AcceptedSetting, bool)>, StoreError> {
        if self.engine == Engine::Sqlite {
            return Ok(Vec::new());
        }
        let weak = durability::weak_settings(&mut *self.pool.acquire().await?).await?;
        let accepted = |weak: AcceptedSetting| {
            let is_accepted = self.accepted.contains(&weak);
            (weak, is_accepted)
        };
        Ok(weak.into_iter().map(accepted).collect())
    }

    /// Which of the two this is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Writes a row the way answers are written, and commits it.
    ///
    /// # Errors
    /// The database is unreachable, read-only, full or locked, or its commits are not durable.
    pub async fn probe_writer(&self) -> Result<(), StoreError> {
        let mut connection = self.writer_connection().await?;
        let probed = match self.engine.commit_timeout() {
            None => probe(&mut connection, self.engine).await,
            Some(limit) => tokio::time::timeout(limit, probe(&mut connection, self.engine))
                .await
                .unwrap_or(Err(sqlx::Error::PoolTimedOut)),
        };
        if let Err(error) = probed {
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

/// A pool would hide the reason behind its own patience: the first connection tells it. Nothing is
/// written before it is known that the database is ours.
async fn first_connection(url: &DatabaseUrl, is_command: bool) -> Result<AnyConnection, OpenError> {
    let expected = if is_command { Expected::Existing } else { Expected::ExistingOrNew };
    if let Some(file) = url.file_name() {
        identity::check_read_only(url, expected).await?;
        if !is_command {
            // What fails here fails again when SQLite opens the file, and is explained then.
            drop(permissions::create_private(&file));
        }
    }
    let connect = tokio::time::timeout(CONNECT_TIMEOUT, AnyConnection::connect(url.as_str()));
    let mut first = connect
        .await
        .unwrap_or(Err(sqlx::Error::PoolTimedOut))
        .map_err(|error| OpenError::connect(url, error))?;
    identity::check(&mut first, url, expected).await?;
    if let Some(file) = url.file_name() {
        permissions::restrict(&file);
    }
    Ok(first)
}

/// Says in the file's header whose it is. Files of earlier versions get it here.
async fn mark_as_ours(first: &mut Db, engine: Engine) -> sqlx::Result<()> {
    if engine == Engine::Postgres {
        return Ok(());
    }
    let row = sqlx::query("PRAGMA application_id").fetch_one(&mut *first).await?;
    if row.try_get::<i64, _>(0)? != identity::APPLICATION_ID {
        let mark = format!("PRAGMA application_id = {}", identity::APPLICATION_ID);
        first.execute(sqlx::AssertSqlSafe(mark)).await?;
    }
    Ok(())
}

/// What the operator accepts: as told now, which is remembered, or as told to the last `serve`.
async fn accepted(
    first: &mut Db,
    told: Option<&[AcceptedSetting]>,
) -> Result<Vec<AcceptedSetting>, StoreError> {
    let remembered = state::get(first, state::Name::AcceptedDurability).await?.unwrap_or_default();
    let Some(told) = told else { return Ok(durability::from_text(&remembered)) };
    let text = durability::to_text(told);
    if text != remembered {
        state::set(first, state::Name::AcceptedDurability, &text).await?;
    }
    Ok(told.to_vec())
}

/// What an answer needs: the right to change its tables, which somebody may have locked, and a
/// commit that changes a row, so that a disk and a standby have to confirm it.
const PROBE: [&str; 3] = [
    "UPDATE responses SET rev = rev WHERE survey = '' AND id = ''",
    "UPDATE tallies SET n = n WHERE survey = ''",
    "INSERT INTO state (name, value) VALUES ('probe', '1') ON CONFLICT (name) \
     DO UPDATE SET value = CAST(CAST(state.value AS BIGINT) + 1 AS TEXT)",
];

async fn probe(connection: &mut Db, engine: Engine) -> sqlx::Result<()> {
    let mut transaction = connection.begin_with(engine.begin_write()).await?;
    for statement in PROBE {
        transaction.execute(statement).await?;
    }
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

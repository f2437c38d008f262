//! What is kept: surveys, answers, daily tallies, tokens.
//!
//! One contract, [`Store`], with one text of SQL that two engines speak ([`engine::Engine`]):
//! a SQLite file or a Postgres database. What differs between them (how a transaction begins, how
//! a row is locked, which settings make a commit durable) stands in `engine`, nothing else.
//!
//! Not here: who may ask (`crate::http`), what a score means (`outoften_core`), when to commit
//! (`crate::writer`).

mod address;
mod answer;
mod answers;
mod audit_log;
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
mod imports;
mod keeping;
mod marks;
mod migrate;
mod newest;
mod opening;
mod outbox;
mod people;
pub mod permissions;
mod probe;
mod proof;
mod reading;
mod recount;
mod replay;
mod revisions;
mod rows;
mod schema;
mod search;
mod server;
mod snapshot;
mod state;
mod surveys;
mod tallies;
mod tokens;
pub mod tombstones;
mod turn;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool};
use tokio::sync::Mutex;

pub use address::{DatabaseUrl, ServerSettings};
pub use answer::{Answer, Outcome};
pub use audit_log::{AuditPage, AuditPlace};
pub use backup::BackupError;
pub use cases::{Case, CaseChange, CaseFilter, CaseLine, CaseSummary, Remedy, State};
pub use checkpoint::Checkpoints;
pub use displays::Display;
pub use durability::AcceptedSetting;
pub use engine::Engine;
pub use error::{OpenError, StoreError};
pub use folding::{Erased, LOG_PENDING};
pub use identity::check_copy;
pub use imports::ImportLine;
pub use keeping::AuditLine;
pub use opening::Opening;
pub use outbox::{Due, Webhook};
pub use people::Secret;
pub use proof::{IMPORTED, INVITED, Missing};
pub use reading::CommentFilter;
pub use replay::{ReplayError, Replayed};
pub use snapshot::Snapshot;
pub use surveys::{StoredSurvey, SurveyLine};
pub use tallies::{DayTally, Filter, Group};
pub use tokens::{Brought, REPLACED, Role, TokenLine};

/// How long a caller waits for a free connection before it is told to come back later.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);

/// An open database: several connections to read, one to write answers.
#[derive(Clone)]
pub struct Store {
    /// Everything but answers.
    pool: AnyPool,
    /// The group commit's own connection, so that readers can never starve it.
    writer: AnyPool,
    /// Folds SQLite's log in, see `folding`.
    folder: AnyPool,
    /// Whose turn it is to write, see `turn`.
    turns: Arc<Mutex<()>>,
    engine: Engine,
    /// Settings of Postgres with which answers are written all the same.
    accepted: Arc<[AcceptedSetting]>,
    tombstones: Option<PathBuf>,
    in_the_clear: bool,
}

impl Store {
    /// The connection that answers are written with. On Postgres the settings of each connection that
    /// writes are looked at each time: a server that was switched to another configuration
    /// acknowledges nothing.
    async fn writer_connection(&self) -> Result<PoolConnection<Any>, StoreError> {
        self.durable(self.writer.acquire().await?).await
    }

    /// Refuses a connection whose commits could be lost, unless the operator accepts that.
    async fn durable(
        &self,
        mut connection: PoolConnection<Any>,
    ) -> Result<PoolConnection<Any>, StoreError> {
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

    /// Whether what travels to a server could have been encrypted and is not.
    #[must_use]
    pub fn is_in_the_clear(&self) -> bool {
        self.in_the_clear
    }

    /// Closes every connection; on SQLite this folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.writer.close().await;
        self.folder.close().await;
        self.pool.close().await;
    }
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

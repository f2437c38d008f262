//! Opening a database: whether it is ours and can be written, its tables, its pools.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{AnyConnection, AnyPool, Connection as _};

use super::engine::{self, ConnectionRole, Expected};
use super::probe::touch;
use super::sql::Db;
use super::{
    ACQUIRE_TIMEOUT, AcceptedSetting, DatabaseUrl, OpenError, Store, StoreError, migrate,
    permissions, state, tombstones,
};

/// How long a server may take to answer at the start.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

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
        url.check()?;
        let engine = url.engine();
        let list = opening.tombstones.or_else(|| tombstones::beside(url));
        if let Some(list) = list.as_ref().filter(|_| !opening.is_command) {
            tombstones::check(list).map_err(|error| OpenError::list(list, &error))?;
        }
        let mut first = first_connection(url, opening.is_command).await?;
        let in_the_clear = engine::is_in_the_clear(&mut first, url).await?;
        if in_the_clear {
            warn_of_the_clear(url);
        }
        engine::mark_as_ours(&mut first, engine)
            .await
            .map_err(|error| OpenError::connect(url, error))?;
        migrate::run(&mut first).await.map_err(|error| OpenError::migrate(url, error))?;
        engine.check_durability(&mut first).await?;
        let accepted = accepted(&mut first, opening.accepted.as_deref()).await;
        let accepted = accepted.map_err(|error| OpenError::store(&error))?;
        if engine.may_lose_durability() && !opening.is_command {
            let weak = engine::weak_settings(&mut first).await;
            let weak = weak.map_err(|error| OpenError::store(&error))?;
            if let Some(weak) = weak.iter().find(|weak| !accepted.contains(weak)) {
                return Err(OpenError::durability(engine::refusal(weak)));
            }
        }
        // A file that may only be read opens all the same, and so does a full disk.
        let written = touch(&mut first, engine).await;
        written.map_err(|error| OpenError::connect(url, error))?;
        first.close().await.map_err(|error| OpenError::connect(url, error))?;
        list.iter().for_each(|list| permissions::restrict(list));
        Self::with_pools(url, accepted.into(), list, in_the_clear)
    }

    fn with_pools(
        url: &DatabaseUrl,
        accepted: Arc<[AcceptedSetting]>,
        tombstones: Option<PathBuf>,
        in_the_clear: bool,
    ) -> Result<Self, OpenError> {
        let readers = url.settings().pool_connections;
        Ok(Self {
            pool: pool(url, readers, ConnectionRole::General)?,
            writer: pool(url, 1, ConnectionRole::Writer)?,
            checkpointer: pool(url, 1, ConnectionRole::Checkpointer)?,
            turns: Arc::default(),
            engine: url.engine(),
            accepted,
            tombstones,
            in_the_clear,
        })
    }
}

/// Connections that are made when they are needed.
fn pool(url: &DatabaseUrl, most: u32, role: ConnectionRole) -> Result<AnyPool, OpenError> {
    let engine = url.engine();
    let settings = Arc::new(url.settings().clone());
    AnyPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(ACQUIRE_TIMEOUT)
        .test_before_acquire(engine.may_lose_connections())
        .after_connect(move |connection, _| {
            let settings = Arc::clone(&settings);
            Box::pin(async move { engine.prepare(connection, &settings, role).await })
        })
        .connect_lazy(&url.for_driver())
        .map_err(|error| OpenError::connect(url, error))
}

/// A pool would report its own timeout instead of the reason, so the first connection is made without
/// one. Nothing is written before it is known that the database is ours.
async fn first_connection(url: &DatabaseUrl, is_command: bool) -> Result<AnyConnection, OpenError> {
    let expected = if is_command { Expected::Existing } else { Expected::ExistingOrNew };
    let (engine, file) = (url.engine(), url.file_name());
    if let Some(file) = &file {
        engine::check_read_only(url, expected).await?;
        if !is_command {
            // What fails here fails again when SQLite opens the file, and is explained then.
            drop(permissions::create_private(file));
        }
    }
    let address = url.for_driver();
    let connect = tokio::time::timeout(CONNECT_TIMEOUT, AnyConnection::connect(&address));
    let connected = connect.await.unwrap_or(Err(sqlx::Error::PoolTimedOut));
    let failed = |error| OpenError::connect(url, error);
    let mut first = connected.map_err(failed)?;
    match file {
        // A file's settings are written into it.
        Some(file) => {
            engine::check(&mut first, url, expected).await?;
            permissions::restrict_database(&file);
            engine
                .prepare(&mut first, url.settings(), ConnectionRole::General)
                .await
                .map_err(failed)?;
        }
        // A server's settings tell in which schema its tables are.
        None => {
            engine
                .prepare(&mut first, url.settings(), ConnectionRole::General)
                .await
                .map_err(failed)?;
            engine.check_version(&mut first).await?;
            engine::check_schema(&mut first, url).await?;
            engine::check(&mut first, url, expected).await?;
        }
    }
    Ok(first)
}

fn warn_of_the_clear(url: &DatabaseUrl) {
    tracing::warn!(
        "the connection to {} is not encrypted, its server offers no TLS: set sslmode=verify-full \
         in the database's address to insist on it, sslmode=disable if this is meant",
        url.public()
    );
}

/// What the operator accepts: as named now, which is stored, or as named for the last `serve`.
async fn accepted(
    first: &mut Db,
    told: Option<&[AcceptedSetting]>,
) -> Result<Vec<AcceptedSetting>, StoreError> {
    let remembered =
        state::get(first, state::StateName::AcceptedDurability).await?.unwrap_or_default();
    let Some(told) = told else { return Ok(engine::from_text(&remembered)) };
    let text = engine::to_text(told);
    if text != remembered {
        state::set(first, state::StateName::AcceptedDurability, &text).await?;
    }
    Ok(told.to_vec())
}

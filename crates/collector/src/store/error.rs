//! What can go wrong with the database, sorted by what the caller has to do about it.

use std::fmt;
use std::path::Path;

use super::DatabaseUrl;
use super::engine::refuses;

/// Why a statement failed.
#[derive(Debug)]
pub enum StoreError {
    /// Try again later: locked, full, unreachable, or the disk refused. Nothing was stored.
    Unavailable(sqlx::Error),
    /// The database refuses this row whenever it comes (for example a NUL character in Postgres).
    Refused(sqlx::Error),
    /// The rows found are not what this program writes.
    Damaged(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            // What a row type of this store says itself (`sql::damaged`).
            sqlx::Error::Decode(cause) => match cause.downcast::<Self>() {
                Ok(error) => *error,
                Err(cause) => Self::Unavailable(sqlx::Error::Decode(cause)),
            },
            sqlx::Error::Database(ref database) if refuses(database.code().as_deref()) => {
                Self::Refused(error)
            }
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::ColumnNotFound(_) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Unavailable(error),
        }
    }
}

impl StoreError {
    /// Whether the same call may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(error) => write!(f, "the database cannot be used now: {error}"),
            Self::Refused(error) => write!(f, "the database refuses the row: {error}"),
            Self::Damaged(what) => write!(f, "unexpected content in the database: {what}"),
        }
    }
}

impl std::error::Error for StoreError {}

/// Why the database could not be opened, with what to do about it.
#[derive(Debug)]
pub struct OpenError(String);

/// Whether the certificate or its lack is the reason. The handshake's own errors come as those of
/// reading and writing.
fn is_about_tls(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Tls(_) => true,
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::InvalidData,
        _ => false,
    }
}

impl OpenError {
    pub(super) fn connect(url: &DatabaseUrl, error: sqlx::Error) -> Self {
        Self::at(&url.public(), error)
    }

    pub(super) fn at(place: &str, error: sqlx::Error) -> Self {
        let code = match &error {
            sqlx::Error::Database(database) => database.code().map(|code| code.into_owned()),
            _ => None,
        };
        Self(match code.as_deref().and_then(|code| code.parse::<i64>().ok()).map(|n| n & 0xff) {
            Some(11 | 26) => format!(
                "{place} is not a SQLite database or is damaged: restore the last backup with \
                 `outoften restore`, or name another file with --database ({error})"
            ),
            Some(8) => format!(
                "{place} is read-only: give this user the right to write the file and its folder"
            ),
            Some(10) => format!(
                "the disk under {place} refuses to read or write: check that it is whole and has \
                 free space, then start again ({error})"
            ),
            Some(14) => format!(
                "{place} cannot be opened: check that its folder exists and that this user may \
                 write there"
            ),
            Some(13) => format!("{place} cannot be written: the disk is full, free some space"),
            _ => Self::server(place, code.as_deref(), &error),
        })
    }

    /// Postgres' codes are five characters; without one nobody answered.
    fn server(place: &str, code: Option<&str>, error: &sqlx::Error) -> String {
        match (code, error) {
            (Some("28P01" | "28000"), _) => {
                format!("{place} refuses the user or the password in DATABASE_URL ({error})")
            }
            (Some("3D000"), _) => {
                format!("{place} is not there: make it with `createdb`, or name another database")
            }
            (Some("25006"), _) => format!(
                "{place} is read-only, a standby perhaps: name the server that takes writes in \
                 DATABASE_URL ({error})"
            ),
            (Some("42501"), _) => format!(
                "{place} does not let this user change its tables: make the user their owner, or \
                 name another in DATABASE_URL ({error})"
            ),
            (Some("53100"), _) => {
                format!("{place} has no room left: free some space on its disk ({error})")
            }
            (_, error) if is_about_tls(error) => format!(
                "{place} cannot be trusted: check sslmode and sslrootcert in the database's address \
                 and the server's certificate, its names and its dates ({error})"
            ),
            (_, sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut) => format!(
                "{place} cannot be reached: check that the server runs, and its address in \
                 DATABASE_URL ({error})"
            ),
            _ => format!("cannot open {place}: {error}"),
        }
    }

    pub(super) fn address(what: &str) -> Self {
        Self(what.to_owned())
    }

    pub(super) fn migrate(url: &DatabaseUrl, error: sqlx::migrate::MigrateError) -> Self {
        use sqlx::migrate::MigrateError;
        Self(match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
                return Self::connect(url, error);
            }
            MigrateError::VersionMissing(version) => return Self::newer(version),
            MigrateError::VersionMismatch(version) | MigrateError::Dirty(version) => format!(
                "step {version} of the database's schema is not the one this program knows: \
                 restore the last backup, or start the version that wrote it"
            ),
            other => format!("cannot bring the database's tables up to date: {other}"),
        })
    }

    pub(super) fn settings(error: sqlx::Error) -> Self {
        Self::at("the database", error)
    }

    pub(super) fn version(number: &str, first: u32) -> Self {
        Self(format!(
            "the server is Postgres of version number {number:?}: use Postgres {first} or later; \
             nothing was changed"
        ))
    }

    pub(super) fn setting(statement: &str, required: &str, got: &str) -> Self {
        Self(format!(
            "`{statement}` answers {got} where {required} is required for a commit to be durable: \
             use a local disk for a SQLite file"
        ))
    }

    pub(super) fn durability(refusal: String) -> Self {
        Self(refusal)
    }

    pub(super) fn store(error: &StoreError) -> Self {
        Self(error.to_string())
    }

    pub(super) fn list(file: &Path, error: &std::io::Error) -> Self {
        Self(format!(
            "the list of erasures {} cannot be used: {error}; name another file with --tombstones, or \
             repair that line; nothing was written",
            file.display()
        ))
    }

    pub(super) fn empty(place: &str) -> Self {
        Self(format!(
            "{place} is empty: name the right database with --database; nothing was written"
        ))
    }

    pub(super) fn foreign(place: &str, sign: &str) -> Self {
        Self(format!(
            "{place} is not a database of this program, or not a whole one ({sign}): name the right \
             one with --database; nothing was written"
        ))
    }

    pub(super) fn newer(step: i64) -> Self {
        Self(format!(
            "the database was written by a newer version (its schema has step {step}): start that \
             version or a later one; nothing was changed"
        ))
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for OpenError {}

//! Applies a list of erasures and revocations to a copy that is older than some of them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use sqlx::{Connection as _, Row as _};

use super::sql::{self, Db, Key};
use super::tombstones::{self, Kind, hash_of};
use super::{Store, StoreError, contacts, imports, tokens};
use crate::token;

/// Rows read at a time.
const PAGE: i64 = 2_000;

/// What came back with a copy and is gone again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Answers, those of imports that were taken back among them.
    pub answers: u64,
    /// Addresses, and what was remembered of having asked somebody.
    pub personal: u64,
    /// Tokens, keys and receivers.
    pub revoked: u64,
}

/// Why a list was not applied.
#[derive(Debug)]
pub enum ReplayError {
    /// The file cannot be read.
    List(std::io::Error),
    /// The database is unavailable.
    Store(StoreError),
}

impl fmt::Display for ReplayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(error) => write!(f, "the list of erasures cannot be read: {error}"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ReplayError {}

impl From<StoreError> for ReplayError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<sqlx::Error> for ReplayError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Until when what a hash names is gone.
struct Gone(BTreeMap<(Kind, String), i64>);

impl Gone {
    fn read(file: &Path) -> Result<Self, ReplayError> {
        let mut gone = BTreeMap::new();
        for line in tombstones::read(file).map_err(ReplayError::List)? {
            let at_ms = gone.entry((line.kind, line.hash)).or_insert(line.at_ms);
            *at_ms = line.at_ms.max(*at_ms);
        }
        Ok(Self(gone))
    }

    fn until_ms(&self, kind: Kind, hash: String) -> Option<i64> {
        self.0.get(&(kind, hash)).copied()
    }

    /// Whether something of that time is gone; what came later stays.
    fn takes(&self, kind: Kind, hash: String, since_ms: i64) -> bool {
        self.until_ms(kind, hash).is_some_and(|until_ms| since_ms <= until_ms)
    }
}

impl Store {
    /// Erases and revokes again what this list names, in one transaction.
    ///
    /// # Errors
    /// The list cannot be read, or the database is unavailable; then nothing is changed.
    pub async fn replay(&self, list: &Path) -> Result<Replayed, ReplayError> {
        let gone = Gone::read(list)?;
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let mut done = Replayed::default();
        for (survey, id) in answers(&mut transaction, &gone).await? {
            let which = "survey = $1 AND id = $2";
            // Noted it is already.
            let erased = self.erase(&mut transaction, which, &survey, &id, 0).await?;
            done.answers += erased.len() as u64;
        }
        done.answers += self.undo_again(&mut transaction, &gone).await?;
        done.personal = personal(&mut transaction, &gone).await?;
        done.revoked = revoke(&mut transaction, &gone).await?;
        self.mark_log(&mut transaction).await?;
        transaction.commit().await?;
        drop(connection);
        self.checkpoint().await;
        Ok(done)
    }

    /// Takes back again what imports brought that were taken back.
    async fn undo_again(&self, db: &mut Db, gone: &Gone) -> Result<u64, StoreError> {
        let imports = sqlx::query("SELECT id, survey, started_at_ms FROM imports");
        let mut undone = 0;
        for row in &imports.fetch_all(&mut *db).await? {
            let (id, survey): (i64, String) = (row.try_get(0)?, row.try_get(1)?);
            let name = tombstones::import(id, &survey, row.try_get(2)?);
            let Some(at_ms) = gone.until_ms(Kind::Import, token::hash(&name)) else { continue };
            loop {
                let some = self.undo_some(db, &survey, id).await?;
                undone += some;
                if some == 0 {
                    break;
                }
            }
            imports::mark_undone(db, id, at_ms).await?;
        }
        Ok(undone)
    }
}

async fn answers(db: &mut Db, gone: &Gone) -> Result<Vec<Key>, StoreError> {
    let (mut found, mut after) = (Vec::new(), Key::default());
    loop {
        let page = sqlx::query(
            "SELECT survey, id, received_at_ms, person FROM responses \
             WHERE survey > $1 OR (survey = $1 AND id > $2) ORDER BY survey, id LIMIT $3",
        )
        .bind(after.0.clone())
        .bind(after.1.clone())
        .bind(PAGE)
        .fetch_all(&mut *db)
        .await?;
        for row in &page {
            after = sql::key(row)?;
            let (at_ms, person): (i64, Option<String>) = (row.try_get(2)?, row.try_get(3)?);
            let person = person.map(|person| token::hash(&person));
            if gone.takes(Kind::Answer, hash_of(&after.0, &after.1), at_ms)
                || person.is_some_and(|person| gone.takes(Kind::Person, person, at_ms))
            {
                found.push(after.clone());
            }
        }
        if (page.len() as i64) < PAGE {
            return Ok(found);
        }
    }
}

async fn personal(db: &mut Db, gone: &Gone) -> Result<u64, StoreError> {
    let mut changed = 0;
    let rows = sqlx::query("SELECT DISTINCT person, at_ms FROM asks").fetch_all(&mut *db).await?;
    for row in &rows {
        let (person, at_ms): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
        let ask = token::hash(&tombstones::ask(&person, at_ms));
        if !gone.takes(Kind::Person, token::hash(&person), at_ms)
            && !gone.takes(Kind::Ask, ask, at_ms)
        {
            continue;
        }
        let forget = sqlx::query("DELETE FROM asks WHERE person = $1 AND at_ms = $2");
        changed += forget.bind(person).bind(at_ms).execute(&mut *db).await?.rows_affected();
    }
    let rows = sqlx::query("SELECT survey, response, agreed_at_ms FROM contacts");
    let mut keys = Vec::new();
    for row in &rows.fetch_all(&mut *db).await? {
        let key: Key = (row.try_get(0)?, row.try_get(1)?);
        if gone.takes(Kind::Contact, hash_of(&key.0, &key.1), row.try_get(2)?) {
            keys.push(key);
        }
    }
    contacts::forget(db, &keys).await?;
    Ok(changed + keys.len() as u64)
}

/// What each kind of revocation looks at, with since when it is in use, and does.
const REVOCATIONS: [(Kind, &str, &str); 4] = [
    (
        Kind::Token,
        "SELECT hash, created_at_ms FROM tokens WHERE revoked_at_ms IS NULL",
        "UPDATE tokens SET revoked_at_ms = $2 WHERE hash = $1",
    ),
    (
        Kind::Replaced,
        "SELECT hash, created_at_ms FROM tokens WHERE revoked_at_ms IS NULL",
        tokens::REPLACE,
    ),
    (
        Kind::Secret,
        "SELECT id, created_at_ms FROM secrets WHERE retired_at_ms IS NULL AND purpose = 'identity'",
        "UPDATE secrets SET retired_at_ms = $2, value = '' WHERE id = $1",
    ),
    (
        Kind::Webhook,
        "SELECT id, created_at_ms FROM webhooks WHERE disabled_at_ms IS NULL",
        "UPDATE webhooks SET disabled_at_ms = $2 WHERE id = $1",
    ),
];

async fn revoke(db: &mut Db, gone: &Gone) -> Result<u64, StoreError> {
    let mut revoked = 0;
    for (kind, in_use, statement) in REVOCATIONS {
        for row in &sqlx::query(in_use).fetch_all(&mut *db).await? {
            let (name, since_ms): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
            let Some(at_ms) = gone.until_ms(kind, token::hash(&name)) else { continue };
            // Only what was replaced comes back into use.
            if kind == Kind::Replaced && since_ms > at_ms {
                continue;
            }
            sqlx::query(statement).bind(name).bind(at_ms).execute(&mut *db).await?;
            revoked += 1;
        }
    }
    // A receiver that is gone gets nothing of what waits.
    sqlx::query(
        "UPDATE outbox SET ended_at_ms = next_at_ms WHERE ended_at_ms IS NULL AND webhook IN \
         (SELECT id FROM webhooks WHERE disabled_at_ms IS NOT NULL)",
    )
    .execute(db)
    .await?;
    Ok(revoked)
}

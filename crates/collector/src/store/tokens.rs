//! Tokens of people and programs, kept as hashes. Making and comparing them is `crate::token`'s.

use sqlx::any::AnyRow;
use sqlx::{Connection as _, Row};

use super::sql::{self, Db, from_row};
use super::tombstones::{Kind, Tombstone};
use super::{Store, StoreError};
use crate::token::REPLACED;

/// Takes a token out of use until it is brought along again.
pub(super) const REPLACE: &str =
    "UPDATE tokens SET revoked_at_ms = $2, name = 'given, replaced' WHERE hash = $1";

/// What a token allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Results without personal data, as behind a shared link.
    Reader,
    /// Results, comments and exports.
    Analyst,
    /// Everything, including surveys and tokens.
    Admin,
}

impl Role {
    /// All roles, the weakest first.
    pub const ALL: [Self; 3] = [Self::Reader, Self::Analyst, Self::Admin];

    /// The name in the database, in the API and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Analyst => "analyst",
            Self::Admin => "admin",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

/// What became of a token that an operator brought along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenToken {
    /// It is in use.
    InUse,
    /// It gave way to another one before, and is in use again.
    Again,
    /// It was revoked.
    Revoked,
}

/// A token's entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenLine {
    /// SHA-256 of the token, as hexadecimal digits.
    pub hash: String,
    /// What the operator called it.
    pub name: String,
    /// What it allows.
    pub role: Role,
    /// The one survey it is good for, or all.
    pub survey: Option<String>,
}

from_row!(TokenLine, row {
    hash, name, survey;
    role: sql::named(row, "role", "role", Role::from_name)?
});

impl Store {
    /// Adds a token; adding the same one again changes nothing.
    pub async fn add_token(&self, token: &TokenLine, now_ms: i64) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO tokens (hash, name, role, survey, created_at_ms, revoked_at_ms) \
             VALUES ($1, $2, $3, $4, $5, NULL) ON CONFLICT (hash) DO NOTHING",
        )
        .bind(token.hash.clone())
        .bind(token.name.clone())
        .bind(token.role.name())
        .bind(token.survey.clone())
        .bind(now_ms)
        .execute(&mut *self.writing().await?)
        .await?;
        Ok(())
    }

    /// Puts a token of an operator's own in the place of those that had its name before. One that was
    /// revoked stays worthless, and then nothing changes; one that gave way to another comes back.
    pub async fn replace_token(
        &self,
        token: &TokenLine,
        now_ms: i64,
    ) -> Result<GivenToken, StoreError> {
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let brought = take(&mut transaction, token, now_ms).await?;
        if brought != GivenToken::Revoked {
            let replaced = sqlx::query(
                "SELECT hash FROM tokens WHERE name = $1 AND hash <> $2 AND revoked_at_ms IS NULL",
            )
            .bind(token.name.clone())
            .bind(token.hash.clone())
            .fetch_all(&mut *transaction)
            .await?;
            for row in &replaced {
                let replace = sqlx::query(REPLACE).bind(row.try_get::<String, _>(0)?).bind(now_ms);
                replace.execute(&mut *transaction).await?;
            }
            self.record_tombstones(of_tokens(Kind::Replaced, &replaced, now_ms)?).await?;
        }
        transaction.commit().await?;
        Ok(brought)
    }

    /// Every token that has not been revoked.
    ///
    /// # Errors
    /// The database is unavailable or names an unknown role.
    pub async fn tokens(&self) -> Result<Vec<TokenLine>, StoreError> {
        let tokens = sqlx::query_as(
            "SELECT hash, name, role, survey FROM tokens WHERE revoked_at_ms IS NULL ORDER BY hash",
        );
        Ok(tokens.fetch_all(&self.pool).await?)
    }

    /// Makes every token of this name worthless. Returns how many there were.
    pub async fn revoke_tokens(&self, name: &str, now_ms: i64) -> Result<u64, StoreError> {
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        let revoked = sqlx::query(
            "UPDATE tokens SET revoked_at_ms = $2 WHERE name = $1 AND revoked_at_ms IS NULL \
             RETURNING hash",
        )
        .bind(name.to_owned())
        .bind(now_ms)
        .fetch_all(&mut *transaction)
        .await?;
        self.record_tombstones(of_tokens(Kind::Token, &revoked, now_ms)?).await?;
        transaction.commit().await?;
        Ok(revoked.len() as u64)
    }
}

/// Takes a token of an operator's own into use, if it was not revoked.
async fn take(db: &mut Db, token: &TokenLine, now_ms: i64) -> Result<GivenToken, StoreError> {
    let made = sqlx::query(
        "INSERT INTO tokens (hash, name, role, survey, created_at_ms, revoked_at_ms) \
         VALUES ($1, $2, $3, NULL, $4, NULL) ON CONFLICT (hash) DO NOTHING",
    )
    .bind(token.hash.clone())
    .bind(token.name.clone())
    .bind(token.role.name())
    .bind(now_ms)
    .execute(&mut *db)
    .await?;
    if made.rows_affected() > 0 {
        return Ok(GivenToken::InUse);
    }
    let again = sqlx::query(
        "UPDATE tokens SET revoked_at_ms = NULL, name = $2, created_at_ms = $3 \
         WHERE hash = $1 AND name = $4",
    )
    .bind(token.hash.clone())
    .bind(token.name.clone())
    .bind(now_ms)
    .bind(REPLACED)
    .execute(&mut *db)
    .await?;
    if again.rows_affected() > 0 {
        return Ok(GivenToken::Again);
    }
    let good = "SELECT COUNT(*) FROM tokens WHERE hash = $1 AND revoked_at_ms IS NULL";
    let row = sqlx::query(good).bind(token.hash.clone()).fetch_one(db).await?;
    Ok(if row.try_get::<i64, _>(0)? > 0 { GivenToken::InUse } else { GivenToken::Revoked })
}

/// What is recorded of tokens whose hashes were read.
fn of_tokens(kind: Kind, rows: &[AnyRow], now_ms: i64) -> Result<Vec<Tombstone>, StoreError> {
    let tombstone = |row: &AnyRow| {
        let hash: String = row.try_get(0)?;
        Ok(Tombstone::named(kind, &hash, now_ms))
    };
    rows.iter().map(tombstone).collect()
}

//! Reads the audit log page by page, and writes the one line in it that is the collector's own: that a
//! proxy in front is not named. Writing uses of tokens is `retention`'s.

use sqlx::{FromRow as _, Row};

use super::sql::from_row;
use super::{AuditLine, Store, StoreError};

/// What the collector records about itself, in place of method and route.
const UNNAMED_PROXY: &str = "forwarded by a peer that is not named";

/// Who recorded it, where a token's name would stand.
const COLLECTOR: &str = "collector";

/// A place in the log: the lines before it are older.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPlace {
    at_ms: i64,
    id: String,
}

impl AuditPlace {
    /// Reads what [`AuditPlace::name`] wrote.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (at_ms, id) = name.split_once('.')?;
        let is_id = (1..=64).contains(&id.len()) && id.bytes().all(|it| it.is_ascii_hexdigit());
        is_id.then_some(())?;
        Some(Self { at_ms: at_ms.parse().ok()?, id: id.to_owned() })
    }

    /// As a text that an address can carry.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}.{}", self.at_ms, self.id)
    }
}

/// Some lines, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditPage {
    pub lines: Vec<AuditLine>,
    /// Where older lines begin; `None` at the end.
    pub next: Option<AuditPlace>,
}

impl Store {
    /// At most `limit` uses of tokens, the newest first, older than a place if one is given.
    pub async fn audit_log(
        &self,
        limit: u32,
        before: Option<&AuditPlace>,
    ) -> Result<AuditPage, StoreError> {
        let rows = sqlx::query(
            "SELECT at_ms, token_name, role, action, survey, id FROM audit \
             WHERE at_ms < $1 OR (at_ms = $1 AND id < $2) \
             ORDER BY at_ms DESC, id DESC LIMIT $3",
        )
        .bind(before.map_or(i64::MAX, |place| place.at_ms))
        .bind(before.map(|place| place.id.clone()).unwrap_or_default())
        // One more tells whether there is another page.
        .bind(i64::from(limit) + 1)
        .fetch_all(&self.pool)
        .await?;
        let is_more = rows.len() > limit as usize;
        let shown = rows.get(..rows.len() - usize::from(is_more)).unwrap_or_default();
        let lines = shown.iter().map(AuditLine::from_row).collect::<Result<_, _>>()?;
        let next = shown.last().filter(|_| is_more).map(AuditPlace::from_row).transpose()?;
        Ok(AuditPage { lines, next })
    }

    /// Records that a peer which is not named sends a header that only proxies send.
    pub async fn record_unnamed_proxy(&self, now_ms: i64) -> Result<(), StoreError> {
        let line = AuditLine {
            at_ms: now_ms,
            token_name: COLLECTOR.to_owned(),
            role: String::new(),
            action: UNNAMED_PROXY.to_owned(),
            survey: None,
        };
        // Of two nodes in one millisecond one line is enough.
        match self.audit(&format!("{now_ms:016x}"), &line).await {
            Err(StoreError::Refused(_)) => Ok(()),
            done => done,
        }
    }

    /// When that was recorded last, in ms since 1970, since an instant.
    pub async fn unnamed_proxy_since(&self, since_ms: i64) -> Result<Option<i64>, StoreError> {
        let row = sqlx::query("SELECT MAX(at_ms) FROM audit WHERE at_ms >= $1 AND action = $2")
            .bind(since_ms)
            .bind(UNNAMED_PROXY)
            .fetch_one(&self.pool)
            .await?;
        Ok(row.try_get(0)?)
    }
}

from_row!(AuditLine, row { at_ms, token_name, role, action, survey });

from_row!(AuditPlace, row { at_ms, id });

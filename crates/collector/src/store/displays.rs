//! How often a card was shown, put off or closed. Counts per day and place; no row per event.

use std::collections::BTreeMap;

use outoften_core::fatigue::EventKind;
use outoften_core::time::Utc;
use sqlx::AssertSqlSafe;

use super::sql::{self, Db, placeholders};
use super::{Filter, Snapshot, StoreError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Display {
    pub survey: String,
    pub event: EventKind,
    /// Where it was asked.
    pub channel: String,
    /// What it was asked about.
    pub touchpoint: String,
    /// The server's clock at arrival, UTC.
    pub received_at_ms: i64,
}

/// Adds a batch to the counts.
pub(super) async fn count(db: &mut Db, batch: &[Display]) -> Result<(), StoreError> {
    let mut counts: BTreeMap<_, i64> = BTreeMap::new();
    for one in batch {
        let day = Utc::from_ms(one.received_at_ms).day();
        let cell = (&one.survey, day, &one.channel, &one.touchpoint, one.event.name());
        *counts.entry(cell).or_default() += 1;
    }
    if counts.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO displays (survey, day, channel, touchpoint, event, n) VALUES {} \
         ON CONFLICT (survey, day, channel, touchpoint, event) \
         DO UPDATE SET n = displays.n + excluded.n",
        placeholders(db, counts.len(), 6)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for ((survey, day, channel, touchpoint, event), n) in counts {
        query = query.bind(survey.clone()).bind(day).bind(channel.clone());
        query = query.bind(touchpoint.clone()).bind(event).bind(n);
    }
    query.execute(db).await?;
    Ok(())
}

impl Snapshot {
    /// How often each event happened, if it did. Segments and suspicion are not known of a card.
    pub async fn displays(
        &mut self,
        filter: &Filter,
    ) -> Result<BTreeMap<EventKind, u64>, StoreError> {
        let rows = sqlx::query(
            "SELECT event, CAST(SUM(n) AS BIGINT) AS n FROM displays WHERE survey = $1 \
             AND ($2 IS NULL OR day >= $2) AND ($3 IS NULL OR day <= $3) \
             AND ($4 IS NULL OR channel = $4) AND ($5 IS NULL OR touchpoint = $5) GROUP BY event",
        )
        .bind(filter.survey.clone())
        .bind(filter.from_day)
        .bind(filter.to_day)
        .bind(filter.channel.clone())
        .bind(filter.touchpoint.clone())
        .fetch_all(self.db())
        .await?;
        let mut counts = BTreeMap::new();
        for row in rows {
            let event = sql::named(&row, "event", "event", EventKind::from_name)?;
            counts.insert(event, sql::count(&row, "n")?);
        }
        Ok(counts)
    }
}

//! How often a card was shown, put off or closed. Counts per day and place; no row per event.

use std::collections::{BTreeMap, BTreeSet};

use outoften_core::fatigue::EventKind;
use outoften_core::survey::Survey;
use outoften_core::time::Utc;
use sqlx::{AssertSqlSafe, Row as _};

use super::sql::{self, Db, pieces, placeholders};
use super::tallies::TallyDelta;
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

/// survey, day, channel, touchpoint, event
type Cell<'a> = (&'a str, i64, &'a str, &'a str, &'a str);

/// Adds a batch to the counts.
pub(super) async fn count(db: &mut Db, batch: &[Display]) -> Result<(), StoreError> {
    let mut counts: BTreeMap<Cell<'_>, i64> = BTreeMap::new();
    for Display { survey, event, channel, touchpoint, received_at_ms } in batch {
        let day = Utc::from_ms(*received_at_ms).day();
        *counts.entry((survey, day, channel, touchpoint, event.name())).or_default() += 1;
    }
    add(db, counts).await
}

/// In key order.
async fn add(db: &mut Db, counts: BTreeMap<Cell<'_>, i64>) -> Result<(), StoreError> {
    let counts: Vec<_> = counts.into_iter().collect();
    for counts in pieces(&counts) {
        let sql = format!(
            "INSERT INTO displays (survey, day, channel, touchpoint, event, n) VALUES {} \
             ON CONFLICT (survey, day, channel, touchpoint, event) \
             DO UPDATE SET n = displays.n + excluded.n",
            placeholders(db, counts.len(), 6)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for ((survey, day, channel, touchpoint, event), n) in counts {
            query = query.bind((*survey).to_owned()).bind(*day).bind((*channel).to_owned());
            query = query.bind((*touchpoint).to_owned()).bind((*event).to_owned()).bind(*n);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Takes out the channels and touchpoints that only erased answers had: a page may have put a
/// person's order there. What was counted under them is counted without a name. Names of the survey's
/// own document stay.
pub(super) async fn forget_names(db: &mut Db, delta: &TallyDelta) -> Result<(), StoreError> {
    let mut names = BTreeSet::new();
    for (survey, channel, touchpoint) in delta.places() {
        names.insert((survey, "channel", channel));
        names.insert((survey, "touchpoint", touchpoint));
    }
    for (survey, group, name) in names.into_iter().filter(|(.., name)| !name.is_empty()) {
        if !is_used_elsewhere(db, survey, group, name).await? {
            forget(db, survey, group, name).await?;
        }
    }
    Ok(())
}

/// Whether an answer that is still counted, or the survey itself, has this name.
async fn is_used_elsewhere(
    db: &mut Db,
    survey: &str,
    group: &'static str,
    name: &str,
) -> Result<bool, StoreError> {
    let sql = format!(
        "SELECT document, (SELECT COUNT(*) FROM tallies WHERE survey = $1 AND {group} = $2) \
         FROM surveys WHERE id = $1"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(survey.to_owned()).bind(name.to_owned());
    let Some(row) = query.fetch_optional(db).await? else { return Ok(false) };
    let (document, tallies): (String, i64) = (row.try_get(0)?, row.try_get(1)?);
    let document = serde_json::from_str::<serde_json::Value>(&document).ok();
    let own = document.and_then(|document| Survey::read(&document).ok());
    let is_own = |survey: Survey| {
        survey.channel == name || survey.touchpoint.as_deref().is_some_and(|own| own == name)
    };
    Ok(tallies > 0 || own.is_some_and(is_own))
}

async fn forget(
    db: &mut Db,
    survey: &str,
    group: &'static str,
    name: &str,
) -> Result<(), StoreError> {
    let sql = format!(
        "DELETE FROM displays WHERE survey = $1 AND {group} = $2 \
         RETURNING day, channel, touchpoint, event, n"
    );
    let query = sqlx::query(AssertSqlSafe(sql)).bind(survey.to_owned()).bind(name.to_owned());
    let mut nameless = BTreeMap::new();
    for row in &query.fetch_all(&mut *db).await? {
        let (mut channel, mut touchpoint): (String, String) = (row.try_get(1)?, row.try_get(2)?);
        if group == "channel" { &mut channel } else { &mut touchpoint }.clear();
        let event: String = row.try_get(3)?;
        let cell = (row.try_get::<i64, _>(0)?, channel, touchpoint, event);
        *nameless.entry(cell).or_default() += row.try_get::<i64, _>(4)?;
    }
    let counts = nameless.iter().map(|((day, channel, touchpoint, event), n)| {
        ((survey, *day, channel.as_str(), touchpoint.as_str(), event.as_str()), *n)
    });
    add(db, counts.collect()).await
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

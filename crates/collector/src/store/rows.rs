//! Answers as rows: the columns, and the statements that write and read whole batches.

use std::collections::HashSet;

use outoften_core::metric::Metric;
use sqlx::query::Query;
use sqlx::{Any, AssertSqlSafe, Row};

use super::answers::{Key, key};
use super::{Answer, Db, Engine, StoreError, pieces, placeholders, tallies};

pub(super) const COLUMNS: &str = "survey, id, rev, metric, score, comment, done, elapsed_ms, lang, channel, \
                       touchpoint, segment, suspect, received_at_ms, updated_at_ms, person, scale, drivers, \
                       key_hash, ticket_hash";
const COLUMN_COUNT: usize = 20;

/// Rows of a batch by whether they were there.
#[derive(Default)]
pub(super) struct Met<'a> {
    /// Inserted.
    pub new: Vec<&'a Answer>,
    /// Left as they are, in whatever revision.
    pub known: Vec<&'a Answer>,
}

/// Inserts what is not there yet and returns which that was, in the order given.
///
/// On Postgres another node may insert the same row meanwhile, so the statement itself tells. On
/// SQLite the transaction holds the only lock: asking first, which nearly always finds nothing, is
/// cheaper than being told of every row.
pub(super) async fn insert_new<'a>(
    db: &mut Db,
    engine: Engine,
    rows: &[&'a Answer],
) -> Result<Met<'a>, StoreError> {
    let met = match engine {
        Engine::Sqlite => {
            let known = known(db, rows).await?;
            let (known, new) =
                rows.iter().partition(|answer| !known.is_empty() && known.contains(&key(answer)));
            Met { new, known }
        }
        Engine::Postgres => Met { new: rows.to_vec(), known: Vec::new() },
    };
    let mut inserted = HashSet::new();
    for rows in pieces(&met.new) {
        let sql = format!(
            "INSERT INTO responses ({COLUMNS}) VALUES {} ON CONFLICT (survey, id) DO NOTHING{}",
            placeholders(db, rows.len(), COLUMN_COUNT),
            if engine == Engine::Postgres { " RETURNING survey, id" } else { "" },
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for answer in rows {
            query = bind(query, answer, answer.received_at_ms);
        }
        if engine == Engine::Postgres {
            for row in query.fetch_all(&mut *db).await? {
                inserted.insert((row.try_get(0)?, row.try_get(1)?));
            }
        } else {
            query.execute(&mut *db).await?;
        }
    }
    if engine == Engine::Sqlite || inserted.len() == rows.len() {
        return Ok(met);
    }
    let (new, known) = rows.iter().partition(|answer| inserted.contains(&key(answer)));
    Ok(Met { new, known })
}

/// Which of these are stored, in whatever revision.
async fn known(db: &mut Db, rows: &[&Answer]) -> Result<HashSet<Key>, StoreError> {
    let mut known = HashSet::new();
    for rows in pieces(rows) {
        let sql = format!(
            "SELECT survey, id FROM responses WHERE (survey, id) IN (VALUES {})",
            placeholders(db, rows.len(), 2)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for answer in rows {
            query = query.bind(answer.survey.clone()).bind(answer.id.clone());
        }
        for row in query.fetch_all(&mut *db).await? {
            known.insert((row.try_get(0)?, row.try_get(1)?));
        }
    }
    Ok(known)
}

/// Replaces locked rows.
pub(super) async fn raise(db: &mut Db, raised: &[(Answer, i64)]) -> Result<(), StoreError> {
    for raised in pieces(raised) {
        let sql = format!(
            "INSERT INTO responses ({COLUMNS}) VALUES {} ON CONFLICT (survey, id) DO UPDATE SET \
             rev = excluded.rev, metric = excluded.metric, score = excluded.score, \
             comment = excluded.comment, done = excluded.done, elapsed_ms = excluded.elapsed_ms, \
             lang = excluded.lang, channel = excluded.channel, touchpoint = excluded.touchpoint, \
             segment = excluded.segment, suspect = excluded.suspect, person = excluded.person, \
             scale = excluded.scale, drivers = excluded.drivers, \
             key_hash = excluded.key_hash, ticket_hash = excluded.ticket_hash, \
             updated_at_ms = excluded.updated_at_ms",
            placeholders(db, raised.len(), COLUMN_COUNT)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (answer, updated_at_ms) in raised {
            query = bind(query, answer, *updated_at_ms);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

pub(super) type Statement = Query<'static, Any, sqlx::any::AnyArguments>;

fn bind(query: Statement, answer: &Answer, updated_at_ms: i64) -> Statement {
    query
        .bind(answer.survey.clone())
        .bind(answer.id.clone())
        .bind(answer.rev)
        .bind(answer.metric.name())
        .bind(i64::from(answer.score.get()))
        .bind(answer.comment.clone())
        .bind(i64::from(answer.done))
        .bind(answer.elapsed_ms)
        .bind(answer.lang.clone())
        .bind(answer.channel.clone())
        .bind(answer.touchpoint.clone())
        .bind(answer.segment.clone())
        .bind(i64::from(answer.suspect))
        .bind(answer.received_at_ms)
        .bind(updated_at_ms)
        .bind(answer.person.clone())
        .bind(answer.scale())
        .bind((!answer.drivers.is_empty()).then(|| answer.drivers.join(" ")))
        .bind(answer.key_hash.clone())
        .bind(answer.ticket_hash.clone())
}

pub(super) fn read(row: &sqlx::any::AnyRow) -> Result<Answer, StoreError> {
    let drivers: Option<String> = row.try_get(17)?;
    Ok(Answer {
        survey: row.try_get(0)?,
        id: row.try_get(1)?,
        rev: row.try_get(2)?,
        metric: metric(row.try_get(3)?)?,
        score: tallies::score(row.try_get(4)?)?,
        comment: row.try_get(5)?,
        done: row.try_get::<i64, _>(6)? != 0,
        elapsed_ms: row.try_get(7)?,
        lang: row.try_get(8)?,
        channel: row.try_get(9)?,
        touchpoint: row.try_get(10)?,
        segment: row.try_get(11)?,
        suspect: row.try_get::<i64, _>(12)? != 0,
        received_at_ms: row.try_get(13)?,
        person: row.try_get(15)?,
        key_hash: row.try_get(18)?,
        ticket_hash: row.try_get(19)?,
        drivers: drivers.iter().flat_map(|ids| ids.split(' ')).map(str::to_owned).collect(),
        contact: None,
        vouched: false,
    })
}

pub(super) fn metric(name: String) -> Result<Metric, StoreError> {
    Metric::from_name(&name).ok_or_else(|| StoreError::Damaged(format!("metric {name:?}")))
}

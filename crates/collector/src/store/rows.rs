//! Answers as rows: the columns, and the statements that write and read whole batches.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;

use super::sql::{self, Db, Key, Statement, bind_keys, from_row, pieces, placeholders};
use super::{Answer, Engine, StoreError};

pub(super) const COLUMNS: &str = "survey, id, rev, metric, score, comment, done, elapsed_ms, lang, channel, \
                       touchpoint, segment, suspect, received_at_ms, updated_at_ms, person, scale, drivers, \
                       key_hash, ticket_hash";
const COLUMN_COUNT: usize = 20;

/// Rows of a batch, by whether they were there.
#[derive(Default)]
pub(super) struct InsertResult<'a> {
    /// Inserted.
    pub new: Vec<&'a Answer>,
    /// Left as they are, in whatever revision.
    pub known: Vec<&'a Answer>,
}

/// Inserts what is not there yet and returns which that was, in the order given.
///
/// Where another node may insert the same row meanwhile, the statement itself tells. Where the
/// transaction holds the only lock, asking first is cheaper: it nearly always finds nothing.
pub(super) async fn insert_new<'a>(
    db: &mut Db,
    engine: Engine,
    rows: &[&'a Answer],
) -> Result<InsertResult<'a>, StoreError> {
    let tells = engine.has_other_writers();
    let result = if tells {
        InsertResult { new: rows.to_vec(), known: Vec::new() }
    } else {
        let known = known(db, rows).await?;
        let (known, new) =
            rows.iter().partition(|answer| !known.is_empty() && known.contains(&answer.key()));
        InsertResult { new, known }
    };
    let mut inserted = HashSet::new();
    for rows in pieces(&result.new) {
        let sql = format!(
            "INSERT INTO responses ({COLUMNS}) VALUES {} ON CONFLICT (survey, id) DO NOTHING{}",
            placeholders(db, rows.len(), COLUMN_COUNT),
            if tells { " RETURNING survey, id" } else { "" },
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for answer in rows {
            query = bind(query, answer, answer.received_at_ms);
        }
        if tells {
            for row in query.fetch_all(&mut *db).await? {
                inserted.insert(sql::key(&row)?);
            }
        } else {
            query.execute(&mut *db).await?;
        }
    }
    if !tells || inserted.len() == rows.len() {
        return Ok(result);
    }
    let (new, known) = rows.iter().partition(|answer| inserted.contains(&answer.key()));
    Ok(InsertResult { new, known })
}

/// Which of these are stored, in whatever revision.
async fn known(db: &mut Db, rows: &[&Answer]) -> Result<HashSet<Key>, StoreError> {
    let mut known = HashSet::new();
    for rows in pieces(rows) {
        let sql = format!(
            "SELECT survey, id FROM responses WHERE (survey, id) IN (VALUES {})",
            placeholders(db, rows.len(), 2)
        );
        let keys: Vec<Key> = rows.iter().map(|answer| answer.key()).collect();
        for row in bind_keys(sqlx::query(AssertSqlSafe(sql)), &keys).fetch_all(&mut *db).await? {
            known.insert(sql::key(&row)?);
        }
    }
    Ok(known)
}

/// Replaces locked rows.
pub(super) async fn replace(db: &mut Db, raised: &[(Answer, i64)]) -> Result<(), StoreError> {
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

from_row!(Answer, row {
    survey, id, rev, comment, elapsed_ms, lang, channel, touchpoint, segment, received_at_ms,
    person, key_hash, ticket_hash;
    metric: sql::metric(row, "metric")?,
    score: sql::score(row, "score")?,
    drivers: sql::words(row, "drivers")?,
    done: sql::flag(row, "done")?,
    suspect: sql::flag(row, "suspect")?,
    contact: None,
    verified: false
});

//! A case begins with its answer, in the same transaction, and ends with it if the person thinks
//! better of it before anybody has done anything.

use sqlx::AssertSqlSafe;

use super::{CaseState, REPLY_WITHIN_MS};
use crate::store::sql::{Db, Key, bind_keys, pieces, placeholders};
use crate::store::{Answer, StoreError};

/// Opens the cases that are not open yet. The clock starts with the answer's first delivery.
pub(in crate::store) async fn open(db: &mut Db, owed: &[&Answer]) -> Result<(), StoreError> {
    for owed in pieces(owed) {
        // What the answer's row says already is not sent again.
        let sql = format!(
            "INSERT INTO cases (survey, response, state, handovers, opened_at_ms, due_at_ms, \
             changed_at_ms, version) SELECT survey, id, '{}', 0, received_at_ms, \
             received_at_ms + {REPLY_WITHIN_MS}, received_at_ms, 1 FROM responses \
             WHERE (survey, id) IN (VALUES {}) ON CONFLICT (survey, response) DO NOTHING",
            CaseState::New.name(),
            placeholders(db, owed.len(), 2)
        );
        let keys: Vec<Key> = owed.iter().map(|answer| answer.key()).collect();
        bind_keys(sqlx::query(AssertSqlSafe(sql)), &keys).execute(&mut *db).await?;
    }
    Ok(())
}

/// Takes back cases nobody has touched, of answers that are no longer owed a reply.
pub(in crate::store) async fn withdraw(db: &mut Db, settled: &[Key]) -> Result<(), StoreError> {
    for (survey, response) in settled {
        sqlx::query("DELETE FROM cases WHERE survey = $1 AND response = $2 AND version = 1")
            .bind(survey.clone())
            .bind(response.clone())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

//! A case begins with its answer, in the same transaction, and ends with it if the person thinks
//! better of it before anybody has done anything.

use sqlx::AssertSqlSafe;

use super::{REPLY_WITHIN_MS, State};
use crate::store::{Answer, Db, STATEMENT_ROWS, StoreError, placeholders};

/// Opens the cases that are not open yet. The clock starts with the answer's first delivery.
pub(in crate::store) async fn open(db: &mut Db, owed: &[&Answer]) -> Result<(), StoreError> {
    for owed in owed.chunks(STATEMENT_ROWS) {
        let sql = format!(
            "INSERT INTO cases (survey, response, state, handovers, opened_at_ms, due_at_ms, \
             changed_at_ms, version) VALUES {} ON CONFLICT (survey, response) DO NOTHING",
            placeholders(db, owed.len(), 8)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for answer in owed {
            let opened = answer.received_at_ms;
            query = query.bind(answer.survey.clone()).bind(answer.id.clone());
            query = query.bind(State::New.name()).bind(0_i64);
            query = query.bind(opened).bind(opened + REPLY_WITHIN_MS).bind(opened).bind(1_i64);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

/// Takes back cases nobody has touched, of answers that are no longer owed a reply.
pub(in crate::store) async fn withdraw(
    db: &mut Db,
    settled: &[(String, String)],
) -> Result<(), StoreError> {
    for (survey, response) in settled {
        sqlx::query("DELETE FROM cases WHERE survey = $1 AND response = $2 AND version = 1")
            .bind(survey.clone())
            .bind(response.clone())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

//! Changing a case: several things at once, each a line of its history, by whoever saw the latest
//! version.

use sqlx::{AssertSqlSafe, Connection as _};

use super::{Case, CaseState, Remedy};
use crate::store::sql::{Db, placeholders};
use crate::store::{Store, StoreError};

/// What is to change; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct CaseChange {
    /// The version that was seen.
    pub version: i64,
    /// How far it has come.
    pub state: Option<CaseState>,
    /// Who sees to it; `Some(None)` is nobody.
    pub owner: Option<Option<String>>,
    /// What was offered; `Some(None)` is nothing.
    pub remedy: Option<Option<Remedy>>,
    /// What was promised; `Some(None)` takes it back.
    pub promise: Option<Option<String>>,
    /// A note for colleagues.
    pub note: Option<String>,
    /// What was written to the person. Answers a case that is new.
    pub reply: Option<String>,
    /// The short survey afterwards and the id of its answer.
    pub followup: Option<(String, String)>,
}

impl CaseChange {
    /// The case as it will be.
    fn apply(&self, case: &mut Case, now_ms: i64) {
        let replied = self.reply.as_ref().filter(|_| case.state == CaseState::New);
        if let Some(state) = self.state.or(replied.map(|_| CaseState::Contacted)) {
            enter(case, state, now_ms);
        }
        if let Some(owner) = &self.owner {
            let taken_over = case.owner.is_some() && owner.is_some() && *owner != case.owner;
            case.handovers += i64::from(taken_over);
            case.owner.clone_from(owner);
        }
        case.remedy = self.remedy.unwrap_or(case.remedy);
        case.promise = self.promise.clone().unwrap_or(case.promise.take());
        case.followup = self.followup.clone().or(case.followup.take());
        case.changed_at_ms = now_ms;
        case.version += 1;
    }

    /// One line for each thing that changes; an empty one for what was taken back.
    fn lines(&self, after: &Case, before: CaseState) -> Vec<(&'static str, String)> {
        let entered = (after.state != before).then(|| after.state.name().to_owned());
        let lines = [
            ("reply", self.reply.clone()),
            ("state", entered),
            ("owner", self.owner.clone().map(Option::unwrap_or_default)),
            ("remedy", self.remedy.map(|remedy| remedy.map_or("", Remedy::name).to_owned())),
            ("promise", self.promise.clone().map(Option::unwrap_or_default)),
            ("note", self.note.clone()),
            ("followup", self.followup.as_ref().map(|(survey, _)| survey.clone())),
        ];
        lines.into_iter().filter_map(|(kind, text)| Some((kind, text?))).collect()
    }
}

/// A case that comes into a state. Only the first contact counts; a case that is taken up again
/// is neither solved nor closed.
fn enter(case: &mut Case, state: CaseState, now_ms: i64) {
    let written = matches!(state, CaseState::Contacted | CaseState::Solving | CaseState::Solved);
    if written && case.contacted_at_ms.is_none() {
        case.contacted_at_ms = Some(now_ms);
    }
    match state {
        CaseState::Solved => case.solved_at_ms = Some(now_ms),
        CaseState::Closed => case.closed_at_ms = Some(now_ms),
        CaseState::New | CaseState::Contacted | CaseState::Solving => {
            case.solved_at_ms = None;
            case.closed_at_ms = None;
        }
    }
    case.state = state;
}

impl Store {
    /// Changes a case. `None` if somebody else was faster: nothing has changed then.
    pub async fn change_case(
        &self,
        case: &Case,
        change: &CaseChange,
        by: &str,
        now_ms: i64,
    ) -> Result<Option<Case>, StoreError> {
        let mut after = case.clone();
        change.apply(&mut after, now_ms);
        let lines = change.lines(&after, case.state);
        let mut connection = self.writing().await?;
        let mut transaction = connection.begin_with(self.engine.begin_write()).await?;
        if !update(&mut transaction, &after, change.version).await? {
            return Ok(None);
        }
        record(&mut transaction, &after, &lines, by).await?;
        transaction.commit().await?;
        Ok(Some(after))
    }
}

async fn update(db: &mut Db, after: &Case, seen: i64) -> Result<bool, StoreError> {
    let (survey, response) = after.followup.clone().unzip();
    let done = sqlx::query(
        "UPDATE cases SET state = $4, owner = $5, remedy = $6, promise = $7, handovers = $8, \
         contacted_at_ms = $9, solved_at_ms = $10, closed_at_ms = $11, changed_at_ms = $12, \
         followup_survey = $13, followup_response = $14, version = $15 \
         WHERE survey = $1 AND response = $2 AND version = $3",
    )
    .bind(after.survey.clone())
    .bind(after.response.clone())
    .bind(seen)
    .bind(after.state.name())
    .bind(after.owner.clone())
    .bind(after.remedy.map(Remedy::name))
    .bind(after.promise.clone())
    .bind(after.handovers)
    .bind(after.contacted_at_ms)
    .bind(after.solved_at_ms)
    .bind(after.closed_at_ms)
    .bind(after.changed_at_ms)
    .bind(survey)
    .bind(response)
    .bind(after.version)
    .execute(db)
    .await?;
    Ok(done.rows_affected() > 0)
}

async fn record(
    db: &mut Db,
    after: &Case,
    lines: &[(&'static str, String)],
    by: &str,
) -> Result<(), StoreError> {
    if lines.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "INSERT INTO case_history (survey, response, version, line, at_ms, by_name, kind, content) \
         VALUES {}",
        placeholders(db, lines.len(), 8)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for (line, (kind, content)) in (0_i64..).zip(lines) {
        query = query.bind(after.survey.clone()).bind(after.response.clone());
        query = query.bind(after.version).bind(line).bind(after.changed_at_ms);
        query = query.bind(by.to_owned()).bind(*kind).bind(content.clone());
    }
    query.execute(db).await?;
    Ok(())
}

//! The surveys in memory, so that an answer costs no read of the database.
//!
//! An entry is good for a second: with several nodes on one database, that is how long a change
//! takes to arrive everywhere. Only ids that exist are kept, so nobody can fill the memory.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use outoften_core::survey::Survey;

use crate::origins::Origins;
use crate::store::{Store, StoreError};

const FRESH: Duration = Duration::from_secs(1);

/// How long an answer waits for news of a survey that is known; then the last known entry serves
/// for another second.
pub(crate) const REFRESH_TIMEOUT: Duration = Duration::from_millis(500);

/// A stored survey, read.
#[derive(Debug)]
pub struct SurveyEntry {
    /// The document.
    pub survey: Survey,
    /// Whether it takes no more answers.
    pub archived: bool,
    /// The sites it may be asked on.
    pub origins: Origins,
}

/// The surveys by id.
#[derive(Default)]
pub struct Catalog {
    entries: RwLock<HashMap<String, (Instant, Arc<SurveyEntry>)>>,
}

impl Catalog {
    /// The survey of this id, or `None`. While the database is unavailable, the last known one.
    ///
    /// # Errors
    /// The database is unavailable and the survey was not asked for before.
    pub async fn get(
        &self,
        store: &Store,
        id: &str,
    ) -> Result<Option<Arc<SurveyEntry>>, StoreError> {
        let known = self.entries.read().ok().and_then(|entries| entries.get(id).cloned());
        match known {
            Some((since, entry)) if since.elapsed() < FRESH => Ok(Some(entry)),
            Some((_, entry)) => {
                // Whoever asks meanwhile gets the last known entry, too: one waits, not all.
                self.keep(id, Some(Arc::clone(&entry)));
                match tokio::time::timeout(REFRESH_TIMEOUT, load(store, id)).await {
                    Ok(Ok(found)) => Ok(self.keep(id, found.map(Arc::new))),
                    Ok(Err(_)) | Err(_) => Ok(Some(entry)),
                }
            }
            None => Ok(self.keep(id, load(store, id).await?.map(Arc::new))),
        }
    }

    /// Forgets an entry after it was changed here.
    pub fn forget(&self, id: &str) {
        if let Ok(mut entries) = self.entries.write() {
            entries.remove(id);
        }
    }

    fn keep(&self, id: &str, entry: Option<Arc<SurveyEntry>>) -> Option<Arc<SurveyEntry>> {
        if let Ok(mut entries) = self.entries.write() {
            match &entry {
                Some(entry) => {
                    entries.insert(id.to_owned(), (Instant::now(), Arc::clone(entry)));
                }
                None => drop(entries.remove(id)),
            }
        }
        entry
    }
}

async fn load(store: &Store, id: &str) -> Result<Option<SurveyEntry>, StoreError> {
    let Some(stored) = store.survey(id).await? else { return Ok(None) };
    let damaged = |what: String| StoreError::Damaged(format!("survey {id:?}: {what}"));
    let json: serde_json::Value =
        serde_json::from_str(&stored.document).map_err(|error| damaged(error.to_string()))?;
    let survey = Survey::read(&json).map_err(|error| damaged(error.to_string()))?;
    let origins = Origins::parse(stored.origins.split_whitespace())
        .map_err(|error| damaged(error.to_string()))?;
    Ok(Some(SurveyEntry { survey, archived: stored.archived_at_ms.is_some(), origins }))
}

//! People whom a site knows: whose signed name it is, and what happened to them.

use outoften_core::fatigue::{Decision, Event, EventKind, decide};
use outoften_core::survey::Survey;

use super::IntakeError;
use crate::app::App;
use crate::identity::{People, Person, Unidentified};
use crate::store::StoreError;

impl App {
    /// The person of a signed name; nobody without one.
    ///
    /// # Errors
    /// `Person` for a name that is not believed: an answer is never given to the wrong person, and
    /// never silently to nobody. `Store`.
    pub async fn person(
        &self,
        survey: &str,
        signed_name: Option<String>,
    ) -> Result<Option<Person>, IntakeError> {
        let Some(name) = signed_name else { return Ok(None) };
        let people = People { store: &self.store, clock: &self.clock };
        match people.identify(survey, &name).await {
            Ok(person) => Ok(Some(person)),
            Err(Unidentified::Signature(error)) => Err(IntakeError::Person(error)),
            Err(Unidentified::Store(error)) => Err(error.into()),
        }
    }

    /// Whether this person may be asked now, by what the server has recorded and by its clock.
    pub async fn decide(&self, person: &Person, survey: &Survey) -> Result<Decision, StoreError> {
        let history = self.store.history(&person.key).await?;
        Ok(decide(&history, &survey.fatigue, self.clock.now()))
    }

    /// Records what happened to a person, by this server's clock.
    pub(super) async fn record(
        &self,
        person: &Person,
        survey: &Survey,
        kind: EventKind,
    ) -> Result<(), StoreError> {
        let event = Event::new(kind, self.clock.now(), survey.fatigue.group.clone());
        self.store.record_event(&person.key, &survey.id, &event).await
    }
}

//! Who opens a form: anybody, a person with a signed link, or somebody whose problem was solved.

use outoften_core::survey::Survey;

use super::IntakeError;
use crate::app::App;
use crate::identity::Person;
use crate::identity::ticket::{Bound, TicketError, TicketKind};

/// Whoever has answered may change it for so long.
const SECOND_THOUGHTS_MS: i64 = 3_600_000;

/// What an address says about who opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Visitor {
    /// A link that many people have.
    Anybody,
    /// A signed link of one person.
    Known(Person),
    /// A link to a short survey after a problem was solved: the id of its one answer.
    Invited(String),
}

impl Visitor {
    /// Reads `u` and `k` of an address. A link that is not believed is refused when it is opened,
    /// not after the answer.
    ///
    /// # Errors
    /// `Person` or `Ticket` for a link that is not believed, `Store`.
    pub async fn read(
        app: &App,
        survey: &str,
        signed: Option<String>,
        invited: Option<&str>,
    ) -> Result<Self, IntakeError> {
        if let Some(person) = app.person(survey, signed).await? {
            return Ok(Self::Known(person));
        }
        let Some(invited) = invited else { return Ok(Self::Anybody) };
        let (answer, ticket) =
            invited.split_once('.').ok_or(IntakeError::Ticket(TicketError::Malformed))?;
        let read = app.verify_ticket(&Bound { survey, answer, origin: "" }, ticket).await?;
        match read.kind {
            TicketKind::Invitation => Ok(Self::Invited(answer.to_owned())),
            _ => Err(IntakeError::Ticket(TicketError::Forged)),
        }
    }

    /// The id the answer will have, if the address decides that.
    pub fn answer_id(&self) -> Option<&str> {
        match self {
            Self::Invited(id) => Some(id),
            Self::Anybody | Self::Known(_) => None,
        }
    }

    /// Whether this is a person who must not be asked now. Whoever has just answered may still
    /// change it.
    pub async fn must_wait(&self, app: &App, survey: &Survey) -> Result<bool, IntakeError> {
        let Self::Known(person) = self else { return Ok(false) };
        if app.decide(person, survey).await?.is_show() {
            return Ok(false);
        }
        let answer = app.store.answer(&survey.id, &person.answer_id).await?;
        let since_ms = app.clock.now().as_ms() - SECOND_THOUGHTS_MS;
        let theirs = answer.filter(|answer| answer.person.is_some());
        Ok(theirs.is_none_or(|answer| answer.received_at_ms < since_ms))
    }
}

//! A card was shown, closed or put off. Only counted: nothing of it is kept that could tell one
//! visitor from another. A card that says which answer will follow gets a ticket for that answer; the
//! id is signed, not stored.

use outoften_core::fatigue::EventKind;
use outoften_core::node::{Chars, FieldError, Fields, Path};
use serde_json::Value;

use super::{IntakeError, Receipt, Submission};
use crate::app::{Action, App};
use crate::identity::ticket::{Bound, TicketKind};
use crate::store::{Display, Group};
use crate::strict_json;

const NAME: Chars = Chars { min: 1, max: 64, expected: "the id of a survey" };
const CHANNEL: Chars = Chars { min: 1, max: 40, expected: "a text of 1 to 40 characters" };
const TOUCHPOINT: Chars = Chars { min: 1, max: 80, expected: "a text of 1 to 80 characters" };
const ANSWER: Chars = Chars { min: 8, max: 64, expected: "the id of the answer that may follow" };
const PERSON: Chars = Chars { min: 1, max: 1000, expected: "a signed name" };
const EVENTS: &str = "one of \"shown\", \"dismissed\", \"snoozed\", \"opted_out\"";

impl App {
    pub(super) async fn accept_event(
        &self,
        body: &[u8],
        from: Submission<'_>,
    ) -> Result<Receipt, IntakeError> {
        let EventRequest { mut display, answer, person } = read(&strict_json::parse(body)?)?;
        let entry = self.open_survey(&display.survey, from.origin).await?;
        if display.channel.is_empty() {
            display.channel.clone_from(&entry.survey.channel);
        }
        if display.touchpoint.is_empty() {
            display.touchpoint = entry.survey.touchpoint.clone().unwrap_or_default();
        }
        display.received_at_ms = from.admitted.at_ms;
        if let Some(person) = self.person(&display.survey, from.signed_name.or(person)).await? {
            self.record(&person, &entry.survey, display.event).await?;
        }
        // Only now: what is refused uses up none of the day's new names.
        self.limit_name(&display.survey, Group::Channel, &mut display.channel);
        self.limit_name(&display.survey, Group::Touchpoint, &mut display.touchpoint);
        let shown = display.event == EventKind::Shown;
        let network = from.admitted.network;
        let mut ticket = None;
        if let Some(answer) = answer.filter(|_| shown && self.allows(Action::Ticket, network)) {
            let origin = from.origin.unwrap_or_default();
            let bound = Bound { survey: &display.survey, answer: &answer, origin };
            ticket = Some(self.issue_ticket(TicketKind::Card, &bound).await?);
        }
        self.writer.count(display).await?;
        Ok(Receipt { ticket, ..Receipt::default() })
    }
}

/// What a body says.
struct EventRequest {
    display: Display,
    /// The id of the answer that may follow.
    answer: Option<String>,
    /// A signed name.
    person: Option<String>,
}

/// What can happen to a card besides an answer, which has an address of its own.
fn kind(name: &str) -> Option<EventKind> {
    EventKind::from_name(name)
        .filter(|kind| !matches!(kind, EventKind::FirstSeen | EventKind::Answered))
}

fn read(document: &Value) -> Result<EventRequest, FieldError> {
    let root = Path::root();
    let mut fields = Fields::open(document, &root)?;
    let survey = fields.required_text("survey", NAME)?;
    let event = fields.choice("event", None, kind, EVENTS)?;
    let (mut channel, mut touchpoint, mut answer, mut person) = (None, None, None, None);
    fields.optional_text("channel", CHANNEL, &mut channel)?;
    fields.optional_text("touchpoint", TOUCHPOINT, &mut touchpoint)?;
    fields.optional_text("id", ANSWER, &mut answer)?;
    fields.optional_text("person", PERSON, &mut person)?;
    fields.finish()?;
    let (channel, touchpoint) = (channel.unwrap_or_default(), touchpoint.unwrap_or_default());
    let display = Display { survey, event, channel, touchpoint, received_at_ms: 0 };
    Ok(EventRequest { display, answer, person })
}

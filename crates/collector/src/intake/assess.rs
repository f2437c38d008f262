//! Whether an answer counts: its ticket, its speed, how many came from one network.
//!
//! Nothing is deleted for being suspicious. It is stored and marked, and reports show the score with
//! and without it.

use std::net::IpAddr;

use super::{FormFields, IntakeError};
use crate::app::{Action, App};
use crate::identity::ticket::{self, Bound, Ticket, TicketError, TicketKind};
use crate::token;

/// Nobody reads a card and answers it faster than this after the collector heard of it.
const CARD_TOO_FAST_MS: i64 = 300;

/// A page takes longer: a person has to read it, choose and press Send.
const FORM_TOO_FAST_MS: i64 = 1_000;

/// What the collector makes of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assessment {
    /// Counted apart.
    pub suspect: bool,
    /// The collector itself showed the question.
    pub verified: bool,
    /// Of the ticket, which every further revision has to bring along.
    pub ticket_hash: Option<String>,
}

impl Assessment {
    /// A signature says more than a ticket.
    pub fn of_known_person(self) -> Self {
        Self { suspect: false, verified: true, ..self }
    }
}

/// What the ticket of a form says.
#[derive(Default)]
pub(super) struct OpenedForm {
    /// How long the form was open, by this server's clock; 0 without a ticket.
    pub elapsed_ms: i64,
    /// A program seems to have opened it.
    pub scanned: bool,
    /// Of the ticket.
    pub ticket_hash: Option<String>,
}

impl App {
    /// A ticket for one answer.
    pub async fn issue_ticket(
        &self,
        kind: TicketKind,
        bound: &Bound<'_>,
    ) -> Result<String, IntakeError> {
        Ok(ticket::issue(self.ticket_key().await?, kind, bound, self.clock.now()))
    }

    pub(super) async fn verify_ticket(
        &self,
        bound: &Bound<'_>,
        ticket: &str,
    ) -> Result<Ticket, IntakeError> {
        Ok(ticket::verify(self.ticket_key().await?, bound, ticket, self.clock.now())?)
    }

    /// Assesses an answer of a card or of a program.
    pub(super) async fn assess(
        &self,
        bound: &Bound<'_>,
        ticket: Option<&str>,
        network: Option<IpAddr>,
    ) -> Result<Assessment, IntakeError> {
        let Some(ticket) = ticket else {
            let allowed = !self.require_tickets && self.allows(Action::CountUnshown, network);
            return Ok(Assessment { suspect: !allowed, verified: false, ticket_hash: None });
        };
        let ticket_hash = Some(token::hash(ticket));
        let ticket = self.verify_ticket(bound, ticket).await?;
        if ticket.kind != TicketKind::Card {
            return Err(TicketError::Forged.into());
        }
        let hasty = ticket.age_ms < CARD_TOO_FAST_MS;
        let suspect = hasty || !self.allows(Action::Count, network);
        Ok(Assessment { suspect, verified: !suspect, ticket_hash })
    }

    /// Reads the ticket of a form.
    pub(super) async fn opened_form(
        &self,
        survey: &str,
        answer: &str,
        fields: &FormFields,
    ) -> Result<OpenedForm, IntakeError> {
        let Some(ticket) = fields.value("display") else { return Ok(OpenedForm::default()) };
        let read = self.verify_ticket(&Bound { survey, answer, origin: "" }, ticket).await?;
        let scanned = match read.kind {
            TicketKind::Form => false,
            TicketKind::Scanned => true,
            TicketKind::Card | TicketKind::Invitation => return Err(TicketError::Forged.into()),
        };
        let elapsed_ms = read.age_ms.min(i64::from(u32::MAX));
        Ok(OpenedForm { elapsed_ms, scanned, ticket_hash: Some(token::hash(ticket)) })
    }

    /// Assesses the answer of a form.
    pub(super) fn assess_form(
        &self,
        opened: OpenedForm,
        survey: &str,
        fields: &FormFields,
        (link, network): (Option<&str>, Option<IpAddr>),
    ) -> Assessment {
        let now_ms = self.clock.now().as_ms();
        let suspect = opened.scanned
            || opened.elapsed_ms < FORM_TOO_FAST_MS
            || fields.is_trapped()
            || self.scanners.is_burst(survey, (link, network), now_ms)
            || !self.allows(Action::Count, network);
        Assessment { suspect, verified: false, ticket_hash: opened.ticket_hash }
    }
}

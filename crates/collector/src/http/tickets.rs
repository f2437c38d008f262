//! Whether an answer counts: its ticket, its speed, how many came from one network.
//!
//! Nothing is deleted for being suspicious: it is stored, marked, and reports show the score with
//! and without.

use std::net::IpAddr;

use super::{Action, ApiError, App};
use crate::identity::ticket::{self, Bound, Kind, TicketError};
use crate::token;

/// Nobody reads the question and answers it faster than this after the collector heard of it.
const TOO_FAST_MS: i64 = 300;

/// What the collector makes of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// Counted apart.
    pub suspect: bool,
    /// The collector itself showed the question.
    pub vouched: bool,
    /// Of the ticket, which every further revision has to bring along.
    pub ticket_hash: Option<String>,
}

impl App {
    /// A ticket for one answer.
    ///
    /// # Errors
    /// 503 without a database, the first time.
    pub async fn issue(&self, kind: Kind, bound: &Bound<'_>) -> Result<String, ApiError> {
        Ok(ticket::issue(self.ticket_key().await?, kind, bound, self.clock.now()))
    }

    /// Reads a ticket.
    ///
    /// # Errors
    /// 422 for one that is not believed, 503 without a database, the first time.
    pub async fn ticket(
        &self,
        bound: &Bound<'_>,
        ticket: &str,
    ) -> Result<ticket::Ticket, ApiError> {
        let read = ticket::verify(self.ticket_key().await?, bound, ticket, self.clock.now());
        read.map_err(ApiError::Ticket)
    }

    /// Weighs an answer of a card or of a program.
    ///
    /// # Errors
    /// 422 for a ticket that is not believed.
    pub async fn weigh(
        &self,
        bound: &Bound<'_>,
        ticket: Option<&str>,
        network: Option<IpAddr>,
    ) -> Result<Weight, ApiError> {
        let Some(ticket) = ticket else {
            let allowed = !self.require_tickets && self.allows(Action::CountUnshown, network);
            return Ok(Weight { suspect: !allowed, vouched: false, ticket_hash: None });
        };
        let ticket_hash = Some(token::hash(ticket));
        let ticket = self.ticket(bound, ticket).await?;
        if ticket.kind != Kind::Card {
            return Err(ApiError::Ticket(TicketError::Forged));
        }
        let hasty = ticket.age_ms < TOO_FAST_MS;
        let suspect = hasty || !self.allows(Action::Count, network);
        Ok(Weight { suspect, vouched: !suspect, ticket_hash })
    }

    async fn ticket_key(&self) -> Result<&str, ApiError> {
        let make = || self.store.ticket_secret(self.clock.now().as_ms());
        Ok(self.ticket_key.get_or_try_init(make).await?.as_str())
    }
}

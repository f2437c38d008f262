//! Why a submission was not taken in.

use outoften_core::metric::Metric;
use outoften_core::node::FieldError;
use outoften_core::reading::ReadError;

use crate::identity::SignatureError;
use crate::identity::ticket::TicketError;
use crate::store::StoreError;
use crate::strict_json::Malformed;
use crate::writer::WriteError;

/// In the order of the steps.
#[derive(Debug)]
pub enum IntakeError {
    TooMany,
    Malformed(Malformed),
    /// A field is missing or wrong.
    Field(FieldError),
    /// A file cannot be read as a table of answers.
    File(ReadError),
    UnknownSurvey,
    Archived,
    /// A browser on a site that the survey does not name.
    ForeignOrigin,
    /// The answer is to another metric than this one, the survey's.
    OtherMetric(Metric),
    Person(SignatureError),
    /// This person was asked a short while ago.
    TooSoon,
    /// A ticket that is not believed.
    Ticket(TicketError),
    /// It was not written, or not counted.
    Write(WriteError),
    /// The database failed in another step.
    Store(StoreError),
}

impl From<Malformed> for IntakeError {
    fn from(error: Malformed) -> Self {
        Self::Malformed(error)
    }
}

impl From<FieldError> for IntakeError {
    fn from(error: FieldError) -> Self {
        Self::Field(error)
    }
}

impl From<TicketError> for IntakeError {
    fn from(error: TicketError) -> Self {
        Self::Ticket(error)
    }
}

impl From<WriteError> for IntakeError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl From<StoreError> for IntakeError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

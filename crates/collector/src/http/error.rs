//! Everything a request can be refused for: one enum, and for each the status, a stable code, a
//! sentence that says what to do, and whether to try again.
//!
//! A client's fault is never a 5xx, and nothing but a durable row is a 2xx. What the database
//! said is logged, never sent.

use std::borrow::Cow;

use axum::Json;
use axum::http::header::{CONNECTION, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use outoften_core::node::FieldError;

use super::request_log::Refusal;
use crate::identity::SignatureError;
use crate::identity::ticket::TicketError;
use crate::intake::IntakeError;
use crate::store::{Missing, StoreError};
use crate::strict_json;
use crate::writer::WriteError;

/// Why a request was refused.
#[derive(Debug)]
pub enum ApiError {
    /// The body is not JSON as RFC 8259 defines it, in UTF-8.
    Malformed(String),
    /// A field of a document.
    Field(FieldError),
    /// A field of the query or of the path: its name and what is accepted.
    Parameter(&'static str, Cow<'static, str>),
    /// A name in the query that this address does not take, and those it does.
    UnknownParameter(String, &'static [&'static str]),
    /// A file that cannot be imported: the reader's code and sentence.
    File(&'static str, String),
    /// More than this many bytes.
    TooLarge(usize),
    /// The body did not arrive in time.
    BodyTimeout,
    /// The connection broke before the body was complete.
    BodyBroken,
    /// No token, or one that is not known.
    Unauthorized,
    Person(SignatureError),
    /// A ticket of a display that is not believed.
    Ticket(TicketError),
    /// The answer is there, and this revision does not prove to come from its sender.
    Unproven(Missing),
    /// What is stored stands against it: a sentence that says what to do.
    Conflict(&'static str, Cow<'static, str>),
    /// A known token whose role does not allow this.
    Forbidden,
    /// A browser on a site that the survey does not name.
    ForeignOrigin,
    /// No survey of this id.
    UnknownSurvey,
    Archived,
    NotFound,
    /// The address exists for other methods.
    MethodNotAllowed,
    /// Too many of these from one network.
    TooMany,
    /// Too many answers wait to be written.
    Busy,
    /// The answer cannot be stored now.
    Unavailable,
    /// The database can be neither read nor written now.
    NoDatabase,
    /// The database refuses this row for good.
    Refused,
    /// A defect of ours.
    Internal,
}

#[derive(serde::Serialize)]
struct Body<'a> {
    code: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    message: Cow<'a, str>,
    retry: bool,
}

impl ApiError {
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Malformed(_) | Self::BodyBroken => StatusCode::BAD_REQUEST,
            Self::Field(_)
            | Self::Parameter(..)
            | Self::UnknownParameter(..)
            | Self::File(..)
            | Self::Refused
            | Self::Ticket(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(..) | Self::Unproven(_) => StatusCode::CONFLICT,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BodyTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Unauthorized | Self::Person(_) => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::ForeignOrigin => StatusCode::FORBIDDEN,
            Self::UnknownSurvey | Self::NotFound => StatusCode::NOT_FOUND,
            Self::Archived => StatusCode::GONE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy | Self::Unavailable | Self::NoDatabase => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A word for programs, stable across versions.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::Field(error) => error.code,
            Self::Parameter(..) | Self::UnknownParameter(..) => "parameter",
            Self::File(code, _) => code,
            Self::TooLarge(_) => "too_large",
            Self::BodyTimeout => "body_timeout",
            Self::BodyBroken => "body_broken",
            Self::Unauthorized => "unauthorized",
            Self::Person(_) => "person",
            Self::Ticket(_) => "display",
            Self::Conflict(code, _) => code,
            Self::Unproven(_) => "unproven_revision",
            Self::Forbidden => "forbidden",
            Self::ForeignOrigin => "foreign_origin",
            Self::UnknownSurvey => "unknown_survey",
            Self::Archived => "archived",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::TooMany => "too_many",
            Self::Busy => "busy",
            Self::Unavailable | Self::NoDatabase => "unavailable",
            Self::Refused => "refused",
            Self::Internal => "internal",
        }
    }

    fn field(&self) -> Option<&str> {
        match self {
            Self::Field(error) => Some(&error.field),
            Self::Parameter(name, _) => Some(name),
            Self::UnknownParameter(name, _) => Some(name),
            Self::Ticket(_) | Self::Unproven(Missing::Display) => Some("display"),
            Self::Unproven(Missing::Person) => Some("person"),
            Self::Unproven(Missing::Key | Missing::Time) => Some("key"),
            _ => None,
        }
    }

    fn message(&self) -> Cow<'static, str> {
        match self {
            Self::Malformed(what) => format!("send one JSON value in UTF-8: {what}").into(),
            Self::Field(error) => error.to_string().into(),
            Self::Parameter(name, expected) => format!("{name} must be {expected}").into(),
            Self::UnknownParameter(name, []) => {
                format!("{name:?} is no parameter of this address, which takes none: leave it out")
                    .into()
            }
            Self::UnknownParameter(name, known) => format!(
                "{name:?} is no parameter of this address: use {}, or leave it out",
                known.join(", ")
            )
            .into(),
            Self::File(_, what) => what.clone().into(),
            Self::TooLarge(limit) => format!("send at most {limit} bytes").into(),
            Self::BodyTimeout => "the body took too long: send it again".into(),
            Self::BodyBroken => "the body ended early: send it again".into(),
            Self::Unauthorized => "send a valid token: Authorization: Bearer oot_…".into(),
            Self::Person(error) => error.to_string().into(),
            Self::Ticket(error) => error.to_string().into(),
            Self::Conflict(_, sentence) => sentence.clone(),
            Self::Unproven(missing) => unproven(*missing).into(),
            Self::Forbidden => "this token does not allow that: use one with a higher role".into(),
            Self::ForeignOrigin => "this survey is not asked on this site: allow its origin".into(),
            Self::UnknownSurvey => "there is no such survey: check its id".into(),
            Self::Archived => "this survey takes no more answers".into(),
            Self::NotFound => "there is nothing at this address".into(),
            Self::MethodNotAllowed => "this address does not take that method".into(),
            Self::TooMany => "too many requests: wait a minute".into(),
            Self::Busy => "too many answers at once: send it again later".into(),
            Self::Unavailable => "the answer cannot be stored now: send it again later".into(),
            Self::NoDatabase => "the database cannot be used now: try again later".into(),
            Self::Refused => "a text holds characters that cannot be stored: remove them".into(),
            Self::Internal => "a defect of the collector: its log says more".into(),
        }
    }

    /// Whether the same request may succeed later, and after how many seconds.
    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::Busy => Some(1),
            Self::Unavailable | Self::NoDatabase | Self::BodyTimeout => Some(5),
            Self::Internal | Self::TooMany => Some(60),
            _ => None,
        }
    }
}

/// What a revision of an answer that is there has to bring along.
const fn unproven(missing: Missing) -> &'static str {
    match missing {
        Missing::Person => {
            "this answer is a signed person's: send person, signed for the same name and wave"
        }
        Missing::Display => {
            "this answer came with a display token: send the same display with each revision"
        }
        Missing::Key => {
            "this answer has a revision key: send the key of its first revision with each other"
        }
        Missing::Time => {
            "this answer came without a revision key more than an hour ago: it can no longer be \
             revised"
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let retry = self.retry_after_s();
        let body = Body {
            code: self.code(),
            field: self.field(),
            message: self.message(),
            retry: retry.is_some(),
        };
        let mut response = (self.status(), Json(body)).into_response();
        response.extensions_mut().insert(Refusal(self.code()));
        let headers = response.headers_mut();
        if let Some(seconds) = retry {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        match self {
            Self::Unauthorized => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            // What is left of the body must not be read as the next request.
            Self::TooLarge(_) | Self::BodyTimeout => {
                headers.insert(CONNECTION, HeaderValue::from_static("close"));
            }
            _ => {}
        }
        response
    }
}

impl From<IntakeError> for ApiError {
    fn from(error: IntakeError) -> Self {
        match error {
            IntakeError::TooMany | IntakeError::TooSoon => Self::TooMany,
            IntakeError::Malformed(error) => error.into(),
            IntakeError::Field(error) => Self::Field(error),
            IntakeError::File(error) => Self::File(error.code(), error.to_string()),
            IntakeError::UnknownSurvey => Self::UnknownSurvey,
            IntakeError::Archived => Self::Archived,
            IntakeError::ForeignOrigin => Self::ForeignOrigin,
            IntakeError::OtherMetric(metric) => {
                Self::Parameter("metric", format!("{:?}, the survey's", metric.name()).into())
            }
            IntakeError::Person(error) => Self::Person(error),
            IntakeError::Ticket(error) => Self::Ticket(error),
            IntakeError::Write(error) => error.into(),
            IntakeError::Store(error) => error.into(),
        }
    }
}

impl From<getrandom::Error> for ApiError {
    fn from(_: getrandom::Error) -> Self {
        Self::Internal
    }
}

impl From<strict_json::Malformed> for ApiError {
    fn from(error: strict_json::Malformed) -> Self {
        Self::Malformed(error.0)
    }
}

impl From<FieldError> for ApiError {
    fn from(error: FieldError) -> Self {
        Self::Field(error)
    }
}

impl From<WriteError> for ApiError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Busy => Self::Busy,
            WriteError::Closed | WriteError::Unavailable => Self::Unavailable,
            WriteError::Refused => Self::Refused,
            WriteError::Unproven(missing) => Self::Unproven(missing),
        }
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "database");
        match error {
            StoreError::Unavailable(_) => Self::NoDatabase,
            StoreError::Refused(_) => Self::Refused,
            StoreError::Damaged(_) => Self::Internal,
        }
    }
}

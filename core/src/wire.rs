//! The answer as it travels from the card to the collector.
//!
//! One body for a score alone and for a score with its comment: the client makes the id when the
//! card is shown, each later sending raises the revision, and the highest revision wins. Written
//! by the widget and the hosted form, read by the collector. Not here: the HTTP around it.

use crate::node::{Chars, FieldError, Fields, Node, Path, chars, whole};
use crate::score::Score;
use crate::survey::Metric;

/// The version of this format.
pub const WIRE_VERSION: u32 = 1;
/// Most characters (Unicode scalar values) of a comment.
pub const COMMENT_MAX_CHARS: usize = COMMENT.max;
/// Most bytes of a body.
pub const BODY_MAX_BYTES: usize = 16 * 1024;

const COMMENT: Chars = chars!(0, 2000);

/// One revision of one answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Response {
    /// [`WIRE_VERSION`].
    pub v: u32,
    /// The survey's name.
    pub survey: String,
    /// Made by the client when the card is shown: 8 to 64 of `0-9`, `a-z`, `A-Z`, `-`, `_`.
    pub id: String,
    /// 1 for the first sending, at most 1,000.
    pub rev: u32,
    /// What the score measures.
    pub metric: Metric,
    /// 0 to 10.
    pub score: Score,
    /// At most 2,000 characters; absent when none was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Whether the person pressed Send.
    pub done: bool,
    /// Milliseconds from the display to this revision. Not wall time: clients' clocks are wrong.
    pub elapsed_ms: u32,
    /// The language of the card.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    /// The survey's channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The survey's touchpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    /// What the page calls the visitor's segment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
}

impl Response {
    /// Reads and validates a body.
    ///
    /// ```
    /// use outoften_core::wire::Response;
    /// let mut body = serde_json::json!({"v": 1, "survey": "acme", "id": "0192-abcd", "rev": 1,
    ///     "metric": "nps", "score": 0, "done": true, "elapsed_ms": 900});
    /// assert_eq!(Response::read(&body).unwrap().score.get(), 0);
    /// body["score"] = 11.into();
    /// let error = Response::read(&body).unwrap_err();
    /// assert_eq!(error.to_string(), "score must be a whole number from 0 to 10");
    /// ```
    ///
    /// # Errors
    /// The first missing, unknown or unreadable field and what is accepted there. Nothing is
    /// rounded, clamped or read out of a text.
    pub fn read<N: Node>(node: N) -> Result<Self, FieldError> {
        let root = Path::root();
        let mut fields = Fields::open(node, &root)?;
        let version = fields.required_whole("v", whole!(1, 1))?;
        let survey = fields.required_text("survey", crate::survey::ID)?;
        crate::survey::check_id(&survey, &root.field("survey"))?;
        let id = fields.required_text("id", chars!(8, 64))?;
        check_response_id(&id, &root.field("id"))?;
        let rev = fields.required_whole("rev", whole!(1, 1000))?;
        let metric = fields.choice("metric", None, Metric::from_name, Metric::EXPECTED)?;
        let score = fields.required_whole("score", whole!(0, 10))?;
        let score = u8::try_from(score).ok().and_then(Score::new);
        let score = score.ok_or_else(|| fields.missing("score", whole!(0, 10).expected))?;
        let mut response = Self {
            v: version,
            survey,
            id,
            rev,
            metric,
            score,
            comment: None,
            done: false,
            elapsed_ms: 0,
            lang: None,
            channel: None,
            touchpoint: None,
            segment: None,
        };
        fields.optional_text("comment", COMMENT, &mut response.comment)?;
        response.comment.take_if(|comment| comment.trim().is_empty());
        fields.flag("done", &mut response.done)?;
        fields.whole("elapsed_ms", whole!(0, 4294967295), &mut response.elapsed_ms)?;
        fields.optional_text("lang", chars!(2, 35), &mut response.lang)?;
        fields.optional_text("channel", chars!(1, 40), &mut response.channel)?;
        fields.optional_text("touchpoint", chars!(1, 80), &mut response.touchpoint)?;
        fields.optional_text("segment", chars!(1, 80), &mut response.segment)?;
        fields.finish()?;
        Ok(response)
    }

    /// The body to send.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Serialising texts, numbers and flags into memory has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

fn check_response_id(id: &str, path: &Path<'_>) -> Result<(), FieldError> {
    match id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
        true => Ok(()),
        false => Err(FieldError::range(path, "8 to 64 of 0-9, a-z, A-Z, - and _")),
    }
}

#[cfg(test)]
#[path = "wire_test.rs"]
mod tests;

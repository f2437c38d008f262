//! The answer as it travels from the card to the collector.
//!
//! One body for a score alone and for a score with its comment: the client makes the id when the
//! card is shown, each later sending raises the revision, and the highest revision wins. Written
//! by the widget and the hosted form, read by the collector. Not here: the HTTP around it.

use crate::node::{At, Chars, FieldError, Node, Object, Trouble, chars, whole};
use crate::score::Score;
use crate::survey::{MOST_DRIVERS, Metric, check_driver_id};

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
    /// Random, made beside the id and sent with every revision: 16 to 64 of the same characters.
    /// Whoever only knows the id cannot revise the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// What the score measures.
    pub metric: Metric,
    /// The ends of that metric's scale, `0-10`, `1-7` or `1-5`. Whoever sends none has it filled in;
    /// another one than the metric's is refused.
    pub scale: &'static str,
    /// Within the scale.
    pub score: Score,
    /// At most 2,000 characters; absent when none was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The ids of the ticked reasons, at most 12; absent when none was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drivers: Vec<String>,
    /// Where to write to; absent when the person does not wish it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
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
    /// The signed token of a person the site has identified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The signed token of this display, where the collector gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

/// An address the person gave to be written to about this answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Contact {
    /// An e-mail address of at most 254 characters.
    pub address: String,
    /// Always true: without the tick there is no contact.
    pub agreed: bool,
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
        let trouble = Trouble::default();
        let response = Self::read_at(node, &At::root(&trouble));
        trouble.into_result(response)
    }

    fn read_at<N: Node>(node: N, at: &At<'_>) -> Self {
        let mut fields = Object::open(node, at);
        let v = fields.required_whole("v", whole!(1, 1));
        let survey = fields.required_text("survey", crate::survey::ID);
        crate::survey::check_id(&survey, &at.field("survey"));
        let id = fields.required_text("id", chars!(8, 64));
        check_name(&id, &at.field("id"), "8 to 64 of 0-9, a-z, A-Z, - and _");
        let rev = fields.required_whole("rev", whole!(1, 1000));
        let mut metric = Metric::Nps;
        fields.required_choice("metric", Metric::from_name, Metric::EXPECTED, &mut metric);
        let scale = metric.scale_name();
        let mut said = None;
        fields.optional_text("scale", chars!(1, 8), &mut said);
        if said.is_some_and(|said| said != scale) {
            at.field("scale").refuse("that of the metric");
        }
        let score = fields.required_whole("score", metric.range());
        let score = u8::try_from(score).ok().and_then(Score::new).unwrap_or(Score::MAX);
        let mut response = Self { metric, scale, ..Self::new(v, survey, id, rev, score) };
        response.read_rest(&mut fields, at);
        fields.finish();
        response
    }

    /// What may be absent.
    fn read_rest<N: Node>(&mut self, fields: &mut Object<'_, N>, at: &At<'_>) {
        fields.optional_text("key", chars!(16, 64), &mut self.key);
        if let Some(key) = &self.key {
            check_name(key, &at.field("key"), "16 to 64 of 0-9, a-z, A-Z, - and _");
        }
        fields.optional_text("comment", COMMENT, &mut self.comment);
        self.comment.take_if(|comment| comment.trim().is_empty());
        fields.texts("drivers", chars!(1, 40), &mut self.drivers);
        check_drivers(&self.drivers, &at.field("drivers"));
        if let Some((node, at)) = fields.nullable("contact") {
            self.contact = Some(Contact::read(node, &at));
        }
        fields.flag("done", &mut self.done);
        fields.whole("elapsed_ms", whole!(0, 4294967295), &mut self.elapsed_ms);
        fields.optional_text("lang", chars!(2, 35), &mut self.lang);
        fields.optional_text("channel", chars!(1, 40), &mut self.channel);
        fields.optional_text("touchpoint", chars!(1, 80), &mut self.touchpoint);
        fields.optional_text("segment", chars!(1, 80), &mut self.segment);
        fields.optional_text("person", chars!(1, 1000), &mut self.person);
        fields.optional_text("display", chars!(1, 500), &mut self.display);
    }

    /// A score of NPS and nothing else.
    const fn new(v: u32, survey: String, id: String, rev: u32, score: Score) -> Self {
        Self {
            v,
            survey,
            id,
            rev,
            key: None,
            metric: Metric::Nps,
            scale: Metric::Nps.scale_name(),
            score,
            comment: None,
            drivers: Vec::new(),
            contact: None,
            done: false,
            elapsed_ms: 0,
            lang: None,
            channel: None,
            touchpoint: None,
            segment: None,
            person: None,
            display: None,
        }
    }

    /// The body to send.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Serialising texts, numbers and flags into memory has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Contact {
    fn read<N: Node>(node: N, at: &At<'_>) -> Self {
        let mut fields = Object::open(node, at);
        let address = fields.required_text("address", chars!(3, 254));
        if !is_address(&address) {
            at.field("address").refuse("an e-mail address");
        }
        let mut agreed = false;
        fields.flag("agreed", &mut agreed);
        if !agreed {
            at.field("agreed").refuse("true: an address counts only with the tick");
        }
        fields.finish();
        Self { address, agreed }
    }
}

/// Whether this looks like an e-mail address: one `@` with 1 to 64 bytes before it and a domain of
/// at least two labels behind it, no spaces, no signs that only quoted names may have, none that
/// would end an address inside a link (`?`, `&`, `#`, `%`). Whether somebody reads it no rule can tell.
///
/// ```
/// use outoften_core::wire::is_address;
/// assert!(is_address("ana.p+shop@example.co.uk") && is_address("Ана@пример.мк"));
/// assert!(!is_address("ana@example.com?bcc=eve@example.com"));
/// assert!(!is_address("ana@elpmaxe\u{202e}.com") && !is_address("ana\u{2003}@example.com"));
/// assert!(!is_address("ana@localhost") && !is_address("ana example.com") && !is_address("@a.b"));
/// ```
#[must_use]
pub fn is_address(text: &str) -> bool {
    // Not `contains` of a text: the search for texts in texts costs a visitor 0.7 KB.
    let is_special = |sign| {
        matches!(sign, '(' | ')' | '<' | '>' | '[' | ']' | '\\' | ',' | ';' | ':' | '"')
            || matches!(sign, '?' | '&' | '#' | '%')
    };
    let odd = |sign: char| {
        sign.is_whitespace() || sign.is_control() || is_special(sign) || is_format(sign)
    };
    let Some((local, domain)) = text.split_once('@') else { return false };
    text.len() <= 254
        && (1..=64).contains(&local.len())
        && !domain.bytes().any(|byte| byte == b'@')
        && domain.bytes().any(|byte| byte == b'.')
        && domain.split('.').all(|label| !label.is_empty())
        && !text.contains(odd)
}

/// Format characters (Unicode's category Cf) and the plane of tags: they are not seen, and turn or join
/// what is.
const FORMAT: [(u32, u32); 19] = [
    (0xad, 0xad),
    (0x600, 0x605),
    (0x61c, 0x61c),
    (0x6dd, 0x6dd),
    (0x70f, 0x70f),
    (0x890, 0x891),
    (0x8e2, 0x8e2),
    (0x180e, 0x180e),
    (0x200b, 0x200f),
    (0x202a, 0x202e),
    (0x2060, 0x206f),
    (0xfeff, 0xfeff),
    (0xfff9, 0xfffb),
    (0x110bd, 0x110bd),
    (0x110cd, 0x110cd),
    (0x13430, 0x1343f),
    (0x1bca0, 0x1bca3),
    (0x1d173, 0x1d17a),
    (0xe0000, 0xe0fff),
];

fn is_format(sign: char) -> bool {
    let sign = u32::from(sign);
    FORMAT.iter().any(|(first, last)| (*first..=*last).contains(&sign))
}

fn check_drivers(drivers: &[String], at: &At<'_>) {
    if drivers.len() > MOST_DRIVERS {
        at.refuse("a list of at most 12 ids");
    }
    drivers.iter().for_each(|id| check_driver_id(id, at));
}

fn check_name(name: &str, at: &At<'_>, expected: &'static str) {
    if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
        at.refuse(expected);
    }
}

#[cfg(test)]
#[path = "wire_test.rs"]
mod tests;

//! From the fields of a hosted form to an answer, by the reader that reads every answer.

use outoften_core::Score;
use outoften_core::node::{Chars, FieldError, Path};
use outoften_core::survey::Survey;
use outoften_core::wire::{Response, WIRE_VERSION};
use serde_json::{Map, Value, json};

/// The fields of an answer that the form carries along unseen.
pub const CONTEXT: [&str; 4] = ["lang", "channel", "touchpoint", "segment"];

/// Names and values as they were sent.
pub struct FormFields(Vec<(String, String)>);

impl FormFields {
    /// Reads a body. No browser sends NUL, and Postgres stores none.
    pub fn parse(body: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(body);
        Self(pairs.map(|(name, value)| (name.into_owned(), value.replace('\0', ""))).collect())
    }

    /// Whether a form with these hidden fields could be answered.
    ///
    /// # Errors
    /// The first field that could not.
    pub fn check(fields: &[(&'static str, String)], survey: &Survey) -> Result<(), FieldError> {
        let (lowest, _) = survey.metric.scale();
        let hidden = fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
        let sent = Self(hidden.chain([("score".to_owned(), lowest.to_string())]).collect());
        sent.read(survey, sent.value("id").unwrap_or_default(), 0).map(drop)
    }

    /// The first value of this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Every value of this name.
    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub fn score(&self) -> Option<Score> {
        self.value("score").and_then(|score| Score::new(score.parse().ok()?))
    }

    /// Whether the field that people do not see was filled in.
    pub fn is_trapped(&self) -> bool {
        self.value("company").is_some_and(|text| !text.is_empty())
    }

    /// The answer.
    ///
    /// # Errors
    /// The first field that is missing or wrong. An address without the tick, or the tick without
    /// an address, is an error of `contact` if the survey asks for one after this score.
    pub fn read(&self, survey: &Survey, id: &str, elapsed_ms: i64) -> Result<Response, FieldError> {
        let mut answer = Map::from_iter([
            ("v".to_owned(), json!(WIRE_VERSION)),
            ("survey".to_owned(), json!(survey.id)),
            ("id".to_owned(), json!(id)),
            ("metric".to_owned(), json!(survey.metric)),
            ("done".to_owned(), json!(true)),
            ("elapsed_ms".to_owned(), json!(elapsed_ms)),
            // Whoever goes back and chooses again has waited longer: the later answer wins.
            ("rev".to_owned(), json!((1 + elapsed_ms / 1_000).clamp(1, 1_000))),
        ]);
        for name in CONTEXT.into_iter().chain(["key"]) {
            if let Some(text) = self.value(name).filter(|text| !text.is_empty()) {
                answer.insert(name.to_owned(), text.into());
            }
        }
        // A form sends line ends as two characters; the limit counts one, as the browser did.
        answer.insert(
            "comment".to_owned(),
            self.value("comment").unwrap_or_default().replace("\r\n", "\n").into(),
        );
        answer.insert("drivers".to_owned(), json!(self.all("driver").collect::<Vec<_>>()));
        if let Some(score) = self.value("score") {
            let number = score.parse::<u8>().map_or(Value::Null, Value::from);
            answer.insert("score".to_owned(), number);
        }
        let address = self.value("address").unwrap_or_default().trim();
        let agreed = self.value("agree").is_some();
        if self.is_contact_asked(survey) && (agreed || !address.is_empty()) {
            let contact = json!({"address": address, "agreed": agreed});
            answer.insert("contact".to_owned(), contact);
        }
        Response::read(&Value::Object(answer))
    }

    /// What was filled in before another score was chosen does not count.
    fn is_contact_asked(&self, survey: &Survey) -> bool {
        let class = self.score().map(|score| survey.metric.class(score));
        let contact = survey.contact.as_ref().zip(class);
        contact.is_some_and(|(contact, class)| contact.classes.contains(&class))
    }
}

/// The id that a form carries, where the address does not decide it.
pub(super) fn required_id(id: Option<&str>) -> Result<&str, FieldError> {
    const ID: Chars = Chars { min: 8, max: 64, expected: "8 to 64 of 0-9, a-z, A-Z, - and _" };
    id.ok_or_else(|| FieldError::range(&Path::root().field("id"), ID.expected))
}

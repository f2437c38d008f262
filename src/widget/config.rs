//! What the page says besides the survey document: its tag's attributes and its calls.
//!
//! Not here: what the document says. Read by `exports`, used by `session` and `eligibility`.

use super::js_value::{get, likely, texts};
use outoften_core::survey::{Condition, Survey, Trait, Wording};
use wasm_bindgen::JsValue;

/// What the loader hands over.
pub(super) struct Config {
    /// Where answers go unless the document says otherwise.
    pub endpoint: String,
    /// Languages in order of preference.
    pub wanted: Vec<String>,
    /// What the page calls the visitor's segment.
    pub segment: Option<String>,
    /// The signed token of a person whom the site knows.
    pub person: Option<String>,
    /// That person's name as the token has it: what a sample draws by.
    pub sampling_key: Option<String>,
    /// Whether the page itself asked for the card: a person who clicked for it is not nagged.
    pub asked_for: bool,
    /// Whether the visitor has opened the card with the edge button: then it gets the focus.
    pub opened: bool,
    /// What the site knows of the visitor: by name, a text and the number that it is.
    traits: JsValue,
}

impl Config {
    /// Reads `{endpoint, wanted, segment, person, lot, traits, asked}`; what is missing or of another
    /// kind is left out.
    pub(super) fn read(config: &JsValue) -> Self {
        let text = |name| get(config, name).as_string();
        Self {
            endpoint: text("endpoint").unwrap_or_default(),
            wanted: texts(get(config, "wanted")),
            segment: text("segment"),
            person: text("person"),
            sampling_key: text("lot"),
            asked_for: get(config, "asked").is_truthy(),
            opened: false,
            traits: get(config, "traits"),
        }
    }

    /// What the card says, in the first of the wanted languages that the survey has.
    pub(super) fn wording(&self, survey: &Survey) -> Wording {
        let wanted: Vec<&str> = self.wanted.iter().map(String::as_str).collect();
        survey.wording_by(&wanted, &likely)
    }

    /// Whether all conditions hold for the visitor's traits.
    pub(super) fn fits(&self, targeting: &[Condition]) -> bool {
        targeting.iter().all(|condition| condition.holds(self.value_of(condition).as_ref()))
    }

    fn value_of(&self, condition: &Condition) -> Option<Trait> {
        let value = get(&self.traits, &condition.name);
        Some(Trait { text: get(&value, "0").as_string()?, number: get(&value, "1").as_f64() })
    }
}

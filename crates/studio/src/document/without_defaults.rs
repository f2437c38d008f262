//! A document without what is only a default: short to read, short to share.

use outoften_core::survey::Survey;
use serde_json::{Map, Value};

/// The document as an object that holds the id and what differs from the defaults.
pub fn without_defaults(survey: &Survey) -> Value {
    let full = serde_json::to_value(survey).unwrap_or_default();
    let defaults = serde_json::to_value(Survey::new("")).unwrap_or_default();
    difference(&full, &defaults).unwrap_or_else(|| Value::Object(Map::new()))
}

/// The same as indented text with a newline at its end, as a file has it.
pub fn file_text(survey: &Survey) -> String {
    let mut text = serde_json::to_string_pretty(&without_defaults(survey)).unwrap_or_default();
    text.push('\n');
    text
}

fn difference(value: &Value, default: &Value) -> Option<Value> {
    match (value, default) {
        _ if value == default => None,
        // A span has one unit: `{"days": 30}` minus `{"months": 6}` stays whole.
        (Value::Object(own), Value::Object(defaults)) if own.len() == 1 && defaults.len() == 1 => {
            Some(value.clone())
        }
        (Value::Object(own), Value::Object(defaults)) => {
            let kept = own.iter().filter_map(|(name, value)| {
                let default = defaults.get(name).unwrap_or(&Value::Null);
                difference(value, default).map(|value| (name.clone(), value))
            });
            Some(Value::Object(kept.collect()))
        }
        _ => Some(value.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::fatigue::{Policy, Profile};
    use outoften_core::survey::{TextKey, Texts, Theme};

    #[test]
    fn a_plain_document_is_its_id() {
        assert_eq!(without_defaults(&Survey::new("acme")), serde_json::json!({"id": "acme"}));
    }

    #[test]
    fn what_is_left_out_comes_back() {
        for profile in Profile::ALL {
            let mut survey = Survey::new("acme");
            survey.fatigue = Policy::of(*profile);
            survey.fatigue.any_survey_gap = None;
            survey.brand.theme = Theme::Dark;
            survey.brand.logo = Some("https://a.example/l.png".to_owned());
            let mut texts = Texts::default();
            texts.set(TextKey::Send, "Go");
            survey.texts.set("pt-BR", texts);
            assert_eq!(
                Survey::read(&without_defaults(&survey)).as_ref(),
                Ok(&survey),
                "{profile:?}"
            );
        }
    }
}

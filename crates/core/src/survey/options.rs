//! Every field of the survey document with its default and its meaning, for the README and the
//! Studio. A test holds it to the document itself. Never linked into the card.

use super::triggers;

/// One field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldDoc {
    /// From the root: `brand.color`.
    pub path: &'static str,
    /// The default as JSON; `required` where there is none.
    pub default: &'static str,
    /// What is accepted, in plain words.
    pub accepts: &'static str,
    /// What it does.
    pub meaning: &'static str,
}

pub(super) const fn field(
    path: &'static str,
    default: &'static str,
    accepts: &'static str,
    meaning: &'static str,
) -> FieldDoc {
    FieldDoc { path, default, accepts, meaning }
}

const SPAN: &str = "months, days or hours";

/// All of them, in the order of the document. Those of a part that often gains fields stand with it.
pub fn fields() -> impl Iterator<Item = &'static FieldDoc> {
    UP_TO_DISPLAY.iter().chain(triggers::FIELDS).chain(FROM_TARGETING)
}

const UP_TO_DISPLAY: &[FieldDoc] = &[
    field("id", "required", "1 to 64 of a-z, 0-9, - and _", "the name in the tag"),
    field("metric", "\"nps\"", "nps, ces1, ces2, csat, fxf", "what is measured"),
    field(
        "kind",
        "\"relational\"",
        "relational, phase, transactional",
        "what the question is about",
    ),
    field("touchpoint", "null", "1 to 80 characters", "fills {touchpoint} and {phase}"),
    field("channel", "\"web\"", "1 to 40 characters", "stored with each answer"),
    field("locale", "\"en\"", "a language tag", "the language to fall back to"),
    field("texts", "{}", "language to key to text", "own wordings; the rest are ready"),
    field(
        "drivers",
        "null",
        "{\"options\": [{\"id\", \"labels\"}], \"shuffle\", \"classes\"}",
        "2 to 12 reasons to tick after the score",
    ),
    field("contact", "null", "{\"classes\": [\"detractor\"]}", "asks for an address to write to"),
    field(
        "endings",
        "{}",
        "class to {\"link\": {\"address\", \"labels\"}}",
        "one link beside the thank-you",
    ),
    field("brand.name", "\"us\"", "1 to 80 characters", "fills {brand}"),
    field("brand.logo", "null", "https address, path or data:image/", "shown above the question"),
    field("brand.color", "\"#4338ca\"", "#rgb or #rrggbb", "corrected until it can be read"),
    field("brand.cover", "null", "#rgb or #rrggbb", "colour of a band above the question"),
    field(
        "brand.look",
        "\"plain\"",
        "plain, tinted, banded, filled, colored, stars, faces",
        "the brand before an answer; stars and faces for five steps",
    ),
    field("brand.radius_px", "16", "0 to 32", "roundness of the corners"),
    field("brand.font", "null", "a CSS font family or inherit", "else the system's font"),
    field("brand.theme", "\"auto\"", "auto, light, dark", "light or dark card"),
    field("display.mode", "\"popup\"", "popup, modal, bar, inline, button", "how the card stands"),
    field(
        "display.position",
        "\"bottom-right\"",
        "bottom-right, bottom-left, bottom-center, top-right, top-left, top-center",
        "the corner of a popup, the edge of a bar or button",
    ),
    field("display.target", "\"#out-of-ten\"", "a CSS selector", "the element of an inline card"),
];

const FROM_TARGETING: &[FieldDoc] = &[
    field(
        "targeting",
        "[]",
        "{\"trait\", is, not, at_least or at_most}",
        "whom it is for, by traits",
    ),
    field("sampling.percent", "100", "0 to 100", "share of the visitors who are asked"),
    field("sampling.wave", "\"\"", "0 to 64 characters", "another name draws other visitors"),
    field("fatigue.group", "\"nps-relational\"", "1 to 64 characters", "the shared quarantine"),
    field("fatigue.cooldown.answered", "{\"months\":6}", SPAN, "wait after a score"),
    field("fatigue.cooldown.dismissed", "{\"months\":6}", SPAN, "wait after closing"),
    field("fatigue.cooldown.shown", "{\"months\":6}", SPAN, "wait after being ignored"),
    field("fatigue.cooldown.snoozed", "{\"days\":7}", SPAN, "wait after \"later\""),
    field("fatigue.max_snoozes", "2", "0 to 100", "how often in a row \"later\" is believed"),
    field("fatigue.any_survey_gap", "{\"days\":30}", SPAN, "least time between any two surveys"),
    field("fatigue.exempt_groups", "[\"followup\"]", "a list of groups", "outside the gap"),
    field("fatigue.cap", "null", "{\"max\": n, \"per\": span}", "most asks in a period"),
    field("fatigue.skew_tolerance", "{\"hours\":24}", SPAN, "how wrong a clock may be"),
    field("fatigue.first_seen_delay", "null", SPAN, "how long new visitors are not asked"),
    field("privacy.consent", "\"not-required\"", "not-required, required", "ask before keeping"),
    field("privacy.cookie", "false", "true or false", "share the marks with subdomains"),
    field("endpoint", "null", "an absolute address", "where answers go, else the collector"),
];

/// The fields as a Markdown table.
#[must_use]
pub fn markdown() -> String {
    let mut table = "| field | default | accepts | meaning |\n|---|---|---|---|\n".to_owned();
    for FieldDoc { path, default, accepts, meaning } in fields() {
        table.push_str(&format!("| `{path}` | `{default}` | {accepts} | {meaning} |\n"));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Survey;
    use serde_json::Value;

    /// Paths and values of a document, down to spans, lists and texts.
    fn leaves(path: &str, value: &Value, found: &mut Vec<(String, String)>) {
        const WHOLE: [&str; 3] = ["months", "days", "hours"];
        match value.as_object() {
            Some(map) if !map.is_empty() && !map.keys().all(|name| WHOLE.contains(&&**name)) => {
                for (name, value) in map {
                    let path =
                        if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                    leaves(&path, value, found);
                }
            }
            _ => found.push((path.to_owned(), value.to_string())),
        }
    }

    #[test]
    fn the_table_names_every_field_with_its_default() {
        let mut actual = Vec::new();
        leaves("", &serde_json::to_value(Survey::new("x")).unwrap(), &mut actual);
        let mut written: Vec<_> = fields()
            .map(|field| {
                let default = if field.path == "id" { "\"x\"" } else { field.default };
                (field.path.to_owned(), default.to_owned())
            })
            .collect();
        actual.sort();
        written.sort();
        assert_eq!(written, actual);
    }
}

//! What an unhappy person is written: a template with four parts, none of which may be left out.
//!
//! Why we write; the problem in our own words; what we ask; that we want it solved. In English,
//! Spanish and Macedonian, as a start that somebody changes before it is sent. Nothing is sent
//! from here. The queue itself is `crate::store`'s, its HTTP `crate::http`'s.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::languages::nearest;
use crate::store::Case;

static READY: LazyLock<BTreeMap<String, ReplyTemplate>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../texts/replies.json")).unwrap_or_default()
});

/// The language of a reply to somebody whose language has no template.
const FALLBACK: &str = "en";

/// A subject and four parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyTemplate {
    #[serde(default)]
    pub lang: String,
    /// The subject of a mail.
    pub subject: String,
    /// The parts, in the order of a letter.
    pub parts: Vec<Piece>,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    pub part: String,
    /// What the part is for.
    pub title: String,
    /// What it may say.
    pub text: String,
}

/// The names of the four parts.
pub const PARTS: [&str; 4] = ["reason", "problem", "questions", "assurance"];

impl ReplyTemplate {
    /// In the nearest language, else in English; with placeholders.
    ///
    /// ```
    /// use outoften_collector::reply_template::ReplyTemplate;
    /// assert_eq!(ReplyTemplate::ready(Some("es-MX")).lang, "es");
    /// assert_eq!(ReplyTemplate::ready(Some("ja")).lang, "en");
    /// ```
    #[must_use]
    pub fn ready(lang: Option<&str>) -> Self {
        let tags: Vec<&str> = READY.keys().map(String::as_str).collect();
        let tag = nearest(&tags, lang.unwrap_or(FALLBACK)).unwrap_or(FALLBACK);
        let template = READY.get(tag).cloned().unwrap_or_default();
        Self { lang: tag.to_owned(), ..template }
    }

    /// The same about this case. What a person did not say is not invented: without a comment the
    /// part about the problem is empty and has to be written.
    #[must_use]
    pub fn about(self, case: &Case, brand: &str) -> Self {
        let (_, top) = case.metric.scale();
        let said = quoted(case.comment.as_deref().unwrap_or_default());
        let fill = |text: &str| {
            if said.is_empty() && text.contains("{comment}") {
                return String::new();
            }
            filled(
                text,
                &[
                    ("brand", brand),
                    ("score", case.score.digits()),
                    ("top", &top.to_string()),
                    ("comment", said),
                ],
            )
        };
        let piece = |piece: Piece| Piece { text: fill(&piece.text), ..piece };
        Self {
            subject: fill(&self.subject),
            parts: self.parts.into_iter().map(piece).collect(),
            ..self
        }
    }
}

/// As it stands between quotation marks in a sentence, which has a full stop of its own.
fn quoted(said: &str) -> &str {
    said.trim().trim_end_matches('.')
}

/// Puts values in the place of `{name}`, once: what a person wrote is not a template.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((value, after))
        });
        match value {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_has_its_four_parts_in_order_and_none_is_empty() {
        assert_eq!(READY.keys().collect::<Vec<_>>(), ["en", "es", "mk"]);
        for (lang, template) in READY.iter() {
            let names: Vec<&str> = template.parts.iter().map(|it| it.part.as_str()).collect();
            assert_eq!(names, PARTS, "{lang}");
            let empty = |piece: &Piece| piece.text.trim().is_empty() || piece.title.is_empty();
            assert!(!template.parts.iter().any(empty) && !template.subject.is_empty(), "{lang}");
            assert!(template.parts[1].text.contains("{comment}"), "{lang}");
        }
    }

    #[test]
    fn a_quoted_sentence_has_one_full_stop() {
        assert_eq!(quoted(" Nobody called back. "), "Nobody called back");
        assert_eq!((quoted("Why?"), quoted("")), ("Why?", ""));
    }

    #[test]
    fn what_a_person_wrote_is_not_a_template() {
        let values = [("brand", "Acme"), ("comment", "{brand} {score")];
        assert_eq!(filled("{brand}: {comment} {who} {", &values), "Acme: {brand} {score {who} {");
    }
}

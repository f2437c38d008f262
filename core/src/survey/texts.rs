//! Texts of one language, by key, and the filling of their placeholders.

use std::collections::BTreeMap;

use super::document::Survey;
use super::text_key::TextKey;
use crate::node::{FieldError, Fields, Node, Path, chars};

/// The texts of one language; any key may be absent.
pub type Texts = BTreeMap<TextKey, String>;

/// Reads `{"low": "…", …}`: texts of 1 to 300 characters under known keys.
pub(super) fn read<N: Node>(node: N, path: &Path<'_>) -> Result<Texts, FieldError> {
    let mut fields = Fields::open(node, path)?;
    let mut texts = Texts::new();
    for key in TextKey::ALL {
        let mut text = None;
        fields.optional_text(key.name(), chars!(1, 300), &mut text)?;
        texts.extend(text.map(|text| (*key, text)));
    }
    fields.finish()?;
    Ok(texts)
}

/// Puts a value into each `{name}` of a text. The value is taken as it is: what looks like a
/// placeholder in a brand's name stays text.
///
/// ```
/// use outoften_core::survey::fill;
/// assert_eq!(fill("{score} of 10", &[("score", "0")]), "0 of 10");
/// ```
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after.split_once('}').and_then(|(name, after)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, after))
        });
        match known {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

impl Survey {
    /// Reads a file of ready wordings.
    ///
    /// # Errors
    /// The path of an unknown key or of a text that is empty or too long.
    pub fn read_texts<N: Node>(node: N) -> Result<Texts, FieldError> {
        read(node, &Path::root())
    }
}

//! Texts of one language, by key, and the filling of their placeholders.

use super::document::Survey;
use super::text_key::TextKey;
use crate::node::{At, FieldError, Node, Object, Trouble, chars};

/// The texts of one language; any key may be absent. A short list instead of a map: the tree of a
/// map would cost a visitor 3 KB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(Vec<(TextKey, String)>);

impl Texts {
    /// The text of this key.
    #[must_use]
    pub fn get(&self, key: TextKey) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, text)| text.as_str())
    }

    /// Sets the text of this key.
    pub fn set(&mut self, key: TextKey, text: impl Into<String>) {
        self.remove(key);
        let after = self.0.iter().position(|(known, _)| *known > key).unwrap_or(self.0.len());
        self.0.insert(after, (key, text.into()));
    }

    /// Takes the text of this key away.
    pub fn remove(&mut self, key: TextKey) {
        self.0.retain(|(known, _)| *known != key);
    }

    /// Each key with its text, in the order of [`TextKey`].
    pub fn iter(&self) -> impl Iterator<Item = (TextKey, &str)> {
        self.0.iter().map(|(key, text)| (*key, text.as_str()))
    }

    /// Keeps only the texts of these keys.
    pub fn retain(&mut self, mut wanted: impl FnMut(TextKey) -> bool) {
        self.0.retain(|(key, _)| wanted(*key));
    }

    /// Sets every text of `other`.
    pub fn extend(&mut self, other: &Self) {
        other.iter().for_each(|(key, text)| self.set(key, text));
    }
}

impl serde::Serialize for Texts {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, text)| (key.name(), text)))
    }
}

/// Texts by language tag, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Languages(Vec<(String, Texts)>);

impl Languages {
    /// The texts of this language, whatever the case of its tag.
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<&Texts> {
        self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag)).map(|(_, texts)| texts)
    }

    /// The tags, in the order of the document.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(tag, _)| tag.as_str())
    }

    /// Sets the texts of one language.
    pub fn set(&mut self, tag: &str, texts: Texts) {
        self.0.retain(|(known, _)| !known.eq_ignore_ascii_case(tag));
        self.0.push((tag.to_owned(), texts));
    }
}

impl serde::Serialize for Languages {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(tag, texts)| (tag, texts)))
    }
}

/// Reads `{"low": "…", …}`: texts of 1 to 300 characters under known keys.
pub(super) fn read<N: Node>(node: N, at: &At<'_>) -> Texts {
    let mut fields = Object::open(node, at);
    let mut texts = Texts::default();
    for key in TextKey::ALL {
        let mut text = None;
        fields.optional_text(key.name(), chars!(1, 300), &mut text);
        if let Some(text) = text {
            texts.set(*key, text);
        }
    }
    fields.finish();
    texts
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
        let trouble = Trouble::default();
        let texts = read(node, &At::root(&trouble));
        trouble.into_result(texts)
    }
}

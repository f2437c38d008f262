//! Short texts of a document's own in several languages: the name of a reason, of a link.

use crate::language;
use crate::node::{FieldError, Node, Path, chars, text_of};

/// One text for each language, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels(Vec<(String, String)>);

impl Labels {
    /// The text in this language or its base, else in `fallback` or its base, else the first.
    ///
    /// ```
    /// use outoften_core::survey::Labels;
    /// let labels = Labels::of(&[("en", "Price"), ("es", "Precio")]);
    /// assert_eq!(labels.best("es-MX", "en"), "Precio");
    /// assert_eq!(labels.best("mk", "en"), "Price");
    /// ```
    #[must_use]
    pub fn best(&self, language: &str, fallback: &str) -> &str {
        let wanted = [language, language::base(language), fallback, language::base(fallback)];
        let found = wanted
            .into_iter()
            .find_map(|tag| self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(tag)));
        found.or(self.0.first()).map_or("", |(_, text)| text.as_str())
    }

    /// From language tags and texts.
    #[must_use]
    pub fn of(labels: &[(&str, &str)]) -> Self {
        let owned = |(tag, text): &(&str, &str)| ((*tag).to_owned(), (*text).to_owned());
        Self(labels.iter().map(owned).collect())
    }

    /// Language tags and texts, in the order of the document.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }

    /// Only the best one, under the language that was wanted.
    pub(super) fn narrow(&mut self, language: &str, fallback: &str) {
        let best = self.best(language, fallback).to_owned();
        self.0 = vec![(language.to_owned(), best)];
    }

    /// Reads `{"en": "…"}`: at least one text of 1 to 80 characters.
    pub(super) fn read<N: Node>(node: N, path: &Path<'_>) -> Result<Self, FieldError> {
        let labels = node.entries().filter(|labels| !labels.is_empty());
        let labels = labels.ok_or_else(|| {
            FieldError::range(path, "an object that gives a text for at least one language")
        })?;
        let read = |(tag, node): (String, N)| {
            let path = path.field(&tag);
            if !language::is_tag(&tag) {
                return Err(FieldError::range(&path, language::NAMED));
            }
            let text = text_of(&node, chars!(1, 80), &path)?;
            Ok((tag, text))
        };
        labels.into_iter().map(read).collect::<Result<_, _>>().map(Self)
    }
}

impl serde::Serialize for Labels {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

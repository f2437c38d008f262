//! Short texts of a document's own in several languages: the name of a reason, of a link.

use crate::language::{self, Likely};
use crate::node::{At, Node, Object, chars, text_into};

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
    pub(super) fn narrow(
        &mut self,
        language: &str,
        fallback: &str,
        likely: &dyn Fn(&str) -> Likely,
    ) {
        let tags: Vec<&str> = self.iter().map(|(tag, _)| tag).collect();
        let nearest = language::choose(&tags, &[language], fallback, likely);
        let best = self.best(&nearest, fallback).to_owned();
        self.0 = vec![(language.to_owned(), best)];
    }

    /// Reads `{"en": "…"}`: at least one text of 1 to 80 characters.
    fn read<N: Node>(node: N, at: &At<'_>) -> Self {
        let labels = node.entries().unwrap_or_default();
        if labels.is_empty() {
            at.refuse("an object that gives a text for at least one language");
        }
        let mut read = Vec::with_capacity(labels.len());
        for (tag, node) in labels {
            let mut text = String::new();
            text_into(&node, chars!(1, 80), &at.field(&tag), &mut text);
            if !language::is_tag(&tag) {
                at.field(&tag).refuse(language::NAMED);
            }
            read.push((tag, text));
        }
        Self(read)
    }

    /// Reads the field `labels`, which has to be there.
    pub(super) fn required<N: Node>(fields: &mut Object<'_, N>) -> Self {
        match fields.inner("labels") {
            Some((node, at)) => Self::read(node, &at),
            None => {
                fields.missing("labels", "a text for at least one language");
                Self::default()
            }
        }
    }
}

impl serde::Serialize for Labels {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

//! The fields of one object, taken out one by one; what is left over is unknown.

use super::{Chars, FieldError, Node, Path, Whole};
use crate::score::Class;

/// The fields of one object: each is taken once, and what is left at the end is unknown.
pub struct Fields<'a, N> {
    entries: Vec<(String, N)>,
    path: &'a Path<'a>,
}

impl<'a, N: Node> Fields<'a, N> {
    /// # Errors
    /// When the node is not an object.
    pub fn open(node: N, path: &'a Path<'a>) -> Result<Self, FieldError> {
        let entries = node.entries().ok_or_else(|| FieldError::range(path, "an object"))?;
        Ok(Self { entries, path })
    }

    /// The field, taken out, if the object has it.
    pub fn take(&mut self, name: &str) -> Option<N> {
        let index = self.entries.iter().position(|(field, _)| field == name)?;
        Some(self.entries.swap_remove(index).1)
    }

    /// # Errors
    /// When the object has fields nobody asked for.
    pub fn finish(self) -> Result<(), FieldError> {
        match self.entries.first() {
            None => Ok(()),
            Some((name, _)) => Err(FieldError {
                code: "unknown",
                field: self.path.field(name).to_text(),
                expected: "remove it or check its spelling",
            }),
        }
    }

    /// Reads a field with a function of its own, if the object has it.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn nested(
        &mut self,
        name: &str,
        read: impl FnOnce(N, &Path<'_>) -> Result<(), FieldError>,
    ) -> Result<(), FieldError> {
        match self.take(name) {
            Some(node) => read(node, &self.path.field(name)),
            None => Ok(()),
        }
    }

    /// The same for an object that may be `null`, which counts as absent.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn nullable(
        &mut self,
        name: &str,
        read: impl FnOnce(N, &Path<'_>) -> Result<(), FieldError>,
    ) -> Result<(), FieldError> {
        self.nested(name, |node, path| if node.is_null() { Ok(()) } else { read(node, path) })
    }

    /// A text; absent keeps what `slot` holds.
    ///
    /// # Errors
    /// When it is not a text or its length is out of range.
    pub fn text(&mut self, name: &str, chars: Chars, slot: &mut String) -> Result<(), FieldError> {
        if let Some(node) = self.take(name) {
            *slot = text_of(&node, chars, &self.path.field(name))?;
        }
        Ok(())
    }

    /// A text that has to be there.
    ///
    /// # Errors
    /// When it is absent, not a text or its length is out of range.
    pub fn required_text(&mut self, name: &str, chars: Chars) -> Result<String, FieldError> {
        match self.take(name) {
            Some(node) => text_of(&node, chars, &self.path.field(name)),
            None => Err(self.missing(name, chars.expected)),
        }
    }

    /// A text or `null`; absent keeps what `slot` holds.
    ///
    /// # Errors
    /// When it is neither, or too long.
    pub fn optional_text(
        &mut self,
        name: &str,
        chars: Chars,
        slot: &mut Option<String>,
    ) -> Result<(), FieldError> {
        if let Some(node) = self.take(name) {
            *slot = match node.is_null() {
                true => None,
                false => Some(text_of(&node, chars, &self.path.field(name))?),
            };
        }
        Ok(())
    }

    /// A list of texts; absent keeps what `slot` holds.
    ///
    /// # Errors
    /// When it is not a list, has more than 50 elements, or an element is not such a text.
    pub fn texts(
        &mut self,
        name: &str,
        chars: Chars,
        slot: &mut Vec<String>,
    ) -> Result<(), FieldError> {
        if let Some(node) = self.take(name) {
            let path = self.path.field(name);
            let items = node.items().filter(|items| items.len() <= 50);
            let items =
                items.ok_or_else(|| FieldError::range(&path, "a list of at most 50 texts"))?;
            *slot =
                items.iter().map(|item| text_of(item, chars, &path)).collect::<Result<_, _>>()?;
        }
        Ok(())
    }

    /// A whole number within the range; absent keeps what `slot` holds.
    ///
    /// # Errors
    /// When it is not a whole number or out of range.
    pub fn whole<T: TryFrom<u32>>(
        &mut self,
        name: &str,
        range: Whole,
        slot: &mut T,
    ) -> Result<(), FieldError> {
        if let Some(node) = self.take(name) {
            let value = node.whole(range.min, range.max).and_then(|whole| T::try_from(whole).ok());
            *slot =
                value.ok_or_else(|| FieldError::range(&self.path.field(name), range.expected))?;
        }
        Ok(())
    }

    /// A whole number that has to be there.
    ///
    /// # Errors
    /// When it is absent, not a whole number or out of range.
    pub fn required_whole(&mut self, name: &str, range: Whole) -> Result<u32, FieldError> {
        let path = self.path.field(name);
        let Some(node) = self.take(name) else {
            return Err(self.missing(name, range.expected));
        };
        node.whole(range.min, range.max).ok_or_else(|| FieldError::range(&path, range.expected))
    }

    /// `true` or `false`; absent keeps what `slot` holds.
    ///
    /// # Errors
    /// When it is neither.
    pub fn flag(&mut self, name: &str, slot: &mut bool) -> Result<(), FieldError> {
        if let Some(node) = self.take(name) {
            let value = node.as_flag();
            *slot =
                value.ok_or_else(|| FieldError::range(&self.path.field(name), "true or false"))?;
        }
        Ok(())
    }

    /// One of a closed list of words; absent gives `default`.
    ///
    /// # Errors
    /// When the word is not in the list, or absent without a default.
    pub fn choice<T>(
        &mut self,
        name: &str,
        default: Option<T>,
        from_name: impl FnOnce(&str) -> Option<T>,
        expected: &'static str,
    ) -> Result<T, FieldError> {
        let path = self.path.field(name);
        match self.take(name) {
            Some(node) => node
                .as_text()
                .and_then(|word| from_name(&word))
                .ok_or_else(|| FieldError::range(&path, expected)),
            None => default.ok_or_else(|| self.missing(name, expected)),
        }
    }

    /// The error for a required field that is not there.
    pub fn missing(&self, name: &str, expected: &'static str) -> FieldError {
        FieldError { code: "missing", field: self.path.field(name).to_text(), expected }
    }
}

/// A text of this length.
///
/// # Errors
/// When the node is not a text or its length is out of range.
pub(crate) fn text_of<N: Node>(
    node: &N,
    chars: Chars,
    path: &Path<'_>,
) -> Result<String, FieldError> {
    node.as_text()
        .filter(|text| text.len() >= chars.min)
        .filter(|text| text.len() <= chars.max || text.chars().count() <= chars.max)
        .ok_or_else(|| FieldError::range(path, chars.expected))
}

/// The field `classes`: a list of 1 to 3 names of classes; absent gives `default`.
///
/// # Errors
/// When it is not such a list.
pub(crate) fn read_classes<N: Node>(
    fields: &mut Fields<'_, N>,
    default: &[Class],
) -> Result<Vec<Class>, FieldError> {
    const EXPECTED: &str = "a list of \"detractor\", \"passive\", \"promoter\"";
    let mut classes = default.to_vec();
    fields.nested("classes", |node, path| {
        let items = node.items().filter(|items| (1..=3).contains(&items.len()));
        let class = |item: &N| item.as_text().and_then(|name| Class::from_name(&name));
        let read = items.and_then(|items| items.iter().map(class).collect());
        classes = read.ok_or_else(|| FieldError::range(path, EXPECTED))?;
        Ok(())
    })?;
    Ok(classes)
}

//! The fields of one object for readers that return at the first mistake: what a request says
//! besides the documents. The rules are those of `Object`.

use super::object::Object;
use super::{At, Chars, FieldError, Node, Path, Trouble, Whole};

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
        self.with(|object| object.take(name)).ok().flatten()
    }

    /// # Errors
    /// When the object has fields nobody asked for.
    pub fn finish(mut self) -> Result<(), FieldError> {
        let entries = core::mem::take(&mut self.entries);
        let trouble = Trouble::default();
        Object::of(entries, &At::of(*self.path, &trouble)).finish();
        trouble.into_result(())
    }

    /// A text; absent keeps what `slot` holds.
    ///
    /// # Errors
    /// When it is not a text or its length is out of range.
    pub fn text(&mut self, name: &str, chars: Chars, slot: &mut String) -> Result<(), FieldError> {
        self.with(|object| object.text(name, chars, slot))
    }

    /// A text that has to be there.
    ///
    /// # Errors
    /// When it is absent, not a text or its length is out of range.
    pub fn required_text(&mut self, name: &str, chars: Chars) -> Result<String, FieldError> {
        self.with(|object| object.required_text(name, chars))
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
        self.with(|object| object.optional_text(name, chars, slot))
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
        self.with(|object| object.texts(name, chars, slot))
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
        self.with(|object| object.whole(name, range, slot))
    }

    /// A whole number that has to be there.
    ///
    /// # Errors
    /// When it is absent, not a whole number or out of range.
    pub fn required_whole(&mut self, name: &str, range: Whole) -> Result<u32, FieldError> {
        self.with(|object| object.required_whole(name, range))
    }

    /// `true` or `false`; absent keeps what `slot` holds.
    ///
    /// # Errors
    /// When it is neither.
    pub fn flag(&mut self, name: &str, slot: &mut bool) -> Result<(), FieldError> {
        self.with(|object| object.flag(name, slot))
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
        let mut found = default;
        let some = |word: &str| from_name(word).map(Some);
        self.with(|object| object.choice(name, some, expected, &mut found))?;
        found.ok_or_else(|| self.missing(name, expected))
    }

    /// The error for a required field that is not there.
    pub fn missing(&self, name: &str, expected: &'static str) -> FieldError {
        FieldError { code: "missing", field: self.path.field(name).to_text(), expected }
    }

    fn with<T>(&mut self, read: impl FnOnce(&mut Object<'_, N>) -> T) -> Result<T, FieldError> {
        let trouble = Trouble::default();
        let at = At::of(*self.path, &trouble);
        let mut object = Object::of(core::mem::take(&mut self.entries), &at);
        let value = read(&mut object);
        self.entries = object.into_entries();
        trouble.into_result(value)
    }
}

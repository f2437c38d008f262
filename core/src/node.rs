//! One way to read a document, whatever holds it.
//!
//! [`Node`] is a read-only JSON-like tree. The collector and the Studio implement it for
//! `serde_json::Value` (here), the widget for JavaScript values. Each document has one reader,
//! written against this trait, so what the collector accepts the widget cannot misread; and the
//! browser needs no JSON deserialiser (16 KB brotli saved). Not here: any document's own fields.

use core::fmt;

/// A value of a document.
pub trait Node: Sized {
    /// Whether this is `null`.
    fn is_null(&self) -> bool;
    /// The text, if it is one.
    fn as_text(&self) -> Option<String>;
    /// The number, if it is one.
    fn as_number(&self) -> Option<f64>;
    /// The flag, if it is one.
    fn as_flag(&self) -> Option<bool>;
    /// The elements, if it is a list.
    fn items(self) -> Option<Vec<Self>>;
    /// Names and values, if it is an object.
    fn entries(self) -> Option<Vec<(String, Self)>>;

    /// A whole number within the range, ends included.
    fn whole(&self, min: u32, max: u32) -> Option<u32> {
        let number = self.as_number()?;
        let within = number >= f64::from(min) && number <= f64::from(max);
        // In range, so the conversion is exact; 7.5 fails the comparison behind it.
        let whole = if within { number as u32 } else { return None };
        (f64::from(whole) == number).then_some(whole)
    }
}

impl Node for &serde_json::Value {
    fn is_null(&self) -> bool {
        serde_json::Value::is_null(self)
    }
    fn as_text(&self) -> Option<String> {
        self.as_str().map(str::to_owned)
    }
    fn as_number(&self) -> Option<f64> {
        self.as_f64()
    }
    fn as_flag(&self) -> Option<bool> {
        self.as_bool()
    }
    fn items(self) -> Option<Vec<Self>> {
        self.as_array().map(|items| items.iter().collect())
    }
    fn entries(self) -> Option<Vec<(String, Self)>> {
        self.as_object().map(|map| map.iter().map(|(name, value)| (name.clone(), value)).collect())
    }
}

/// A range of whole numbers with the sentence an error says; made by `whole!`.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// The least accepted number.
    pub min: u32,
    /// The greatest accepted number.
    pub max: u32,
    /// "a whole number from … to …".
    pub expected: &'static str,
}

/// A length of text with the sentence an error says; made by `chars!`.
#[derive(Clone, Copy, Debug)]
pub struct Chars {
    /// The least number of characters.
    pub min: usize,
    /// The greatest number of characters (Unicode scalar values).
    pub max: usize,
    /// "a text of … to … characters".
    pub expected: &'static str,
}

/// A [`Whole`] from two literals, so that check and sentence cannot differ.
macro_rules! whole {
    ($min:literal, $max:literal) => {
        $crate::node::Whole {
            min: $min,
            max: $max,
            expected: concat!("a whole number from ", $min, " to ", $max),
        }
    };
}
pub(crate) use whole;

/// A [`Chars`] from two literals, so that check and sentence cannot differ.
macro_rules! chars {
    ($min:literal, $max:literal) => {
        $crate::node::Chars {
            min: $min,
            max: $max,
            expected: concat!("a text of ", $min, " to ", $max, " characters"),
        }
    };
}
pub(crate) use chars;

/// What is wrong with one field, in a form for people and for machines.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// A stable word: `missing`, `unknown` or `range`.
    pub code: &'static str,
    /// Where, from the root: `fatigue.cooldown.shown`.
    pub field: String,
    /// What is accepted there.
    pub expected: &'static str,
}

impl FieldError {
    /// A value of the wrong type or out of range.
    #[must_use]
    pub fn range(path: &Path<'_>, expected: &'static str) -> Self {
        Self { code: "range", field: path.to_text(), expected }
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.field)?;
        f.write_str(match self.code {
            "missing" => " is missing: give ",
            "unknown" => " is not a known field: ",
            _ => " must be ",
        })?;
        f.write_str(self.expected)
    }
}

impl std::error::Error for FieldError {}

/// The way from the root to a field; a text only when an error needs it.
#[derive(Clone, Copy, Debug)]
pub struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    name: &'a str,
}

impl<'a> Path<'a> {
    /// The document itself.
    #[must_use]
    pub const fn root() -> Self {
        Path { parent: None, name: "" }
    }

    /// A field of this one.
    #[must_use]
    pub const fn field(&'a self, name: &'a str) -> Self {
        Path { parent: Some(self), name }
    }

    /// `brand.color`; `document` for the root.
    #[must_use]
    pub fn to_text(&self) -> String {
        match self.parent {
            None => "document".to_owned(),
            Some(parent) if parent.parent.is_none() => self.name.to_owned(),
            Some(parent) => {
                let mut text = parent.to_text();
                text.push('.');
                text.push_str(self.name);
                text
            }
        }
    }
}

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

    /// A text; absent keeps what `slot` holds.
    ///
    /// # Errors
    /// When it is not a text or its length is out of range.
    pub fn text(&mut self, name: &str, chars: Chars, slot: &mut String) -> Result<(), FieldError> {
        if let Some(node) = self.take(name) {
            *slot = read_text(&node, chars, &self.path.field(name))?;
        }
        Ok(())
    }

    /// A text that has to be there.
    ///
    /// # Errors
    /// When it is absent, not a text or its length is out of range.
    pub fn required_text(&mut self, name: &str, chars: Chars) -> Result<String, FieldError> {
        match self.take(name) {
            Some(node) => read_text(&node, chars, &self.path.field(name)),
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
                false => Some(read_text(&node, chars, &self.path.field(name))?),
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
                items.iter().map(|item| read_text(item, chars, &path)).collect::<Result<_, _>>()?;
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

fn read_text<N: Node>(node: &N, chars: Chars, path: &Path<'_>) -> Result<String, FieldError> {
    node.as_text()
        .filter(|text| text.len() >= chars.min)
        .filter(|text| text.len() <= chars.max || text.chars().count() <= chars.max)
        .ok_or_else(|| FieldError::range(path, chars.expected))
}

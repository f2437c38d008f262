//! What is wrong with a document, and where.

use core::cell::OnceCell;
use core::fmt;

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

/// The first mistake that is noted while a document is read; later ones are not looked at.
#[derive(Debug, Default)]
pub(crate) struct Trouble(OnceCell<FieldError>);

impl Trouble {
    /// The value, unless there was a mistake.
    pub(crate) fn into_result<T>(self, value: T) -> Result<T, FieldError> {
        match self.0.into_inner() {
            None => Ok(value),
            Some(error) => Err(error),
        }
    }
}

/// A place in a document where mistakes can be noted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At<'a> {
    path: Path<'a>,
    trouble: &'a Trouble,
}

impl<'a> At<'a> {
    /// The document itself.
    pub(crate) const fn root(trouble: &'a Trouble) -> Self {
        Self::of(Path::root(), trouble)
    }

    /// A place on this path.
    pub(crate) const fn of(path: Path<'a>, trouble: &'a Trouble) -> Self {
        Self { path, trouble }
    }

    /// A field of this place.
    pub(crate) const fn field(&'a self, name: &'a str) -> At<'a> {
        At { path: self.path.field(name), trouble: self.trouble }
    }

    /// Notes that what is here has another type or is out of range.
    pub(crate) fn refuse(&self, expected: &'static str) {
        self.note("range", expected);
    }

    /// Notes a mistake, unless there was one before.
    pub(crate) fn note(&self, code: &'static str, expected: &'static str) {
        self.trouble.0.get_or_init(|| FieldError { code, field: self.path.to_text(), expected });
    }
}

//! One way to read a document, whatever holds it.
//!
//! [`Node`] is a read-only JSON-like tree. The collector and the Studio implement it for
//! `serde_json::Value` (here), the widget for JavaScript values. Each document has one reader,
//! written against this trait, so what the collector accepts the widget cannot misread; and the
//! browser needs no JSON deserialiser (16 KB brotli saved). Not here: any document's own fields.

mod error;
mod fields;
mod object;
mod range;

pub(crate) use error::{At, Trouble};
pub use error::{FieldError, Path};
pub use fields::Fields;
pub(crate) use object::{Object, items, text_into};
pub use range::{Chars, Whole};
pub(crate) use range::{chars, whole};

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

//! Accepted ranges together with the sentences that errors say about them.

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

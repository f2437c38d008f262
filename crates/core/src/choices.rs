//! One macro for the closed word lists of the documents ("popup", "modal", …).
//!
//! It makes the enum, its names, the way back from a name and the sentence that lists what is
//! accepted, so that a new choice is one line.

/// An enum whose variants have fixed names in JSON. The first variant is not special; a default
/// is written where the field is.
macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $first:ident = $first_text:literal $(: $first_doc:literal)?
        $(, $variant:ident = $text:literal $(: $doc:literal)?)* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            #[doc = concat!("`", $first_text, "`" $(, ": ", $first_doc)?)]
            $first,
            $(#[doc = concat!("`", $text, "`" $(, ": ", $doc)?)] $variant,)*
        }

        impl $name {
            /// Every choice, in the order of the documentation.
            pub const ALL: &'static [Self] = &[Self::$first, $(Self::$variant),*];
            /// What an error message offers.
            pub const EXPECTED: &'static str =
                concat!("one of \"", $first_text, "\"", $(", \"", $text, "\"",)*);

            /// The word used in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    Self::$first => $first_text,
                    $(Self::$variant => $text,)*
                }
            }

            /// The choice of this name, or `None`.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                const NAMES: &[&str] = &[$first_text $(, $text)*];
                $crate::choices::place_of(name, NAMES)
                    .and_then(|place| Self::ALL.get(place).copied())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
                let name = <std::borrow::Cow<'_, str>>::deserialize(reader)?;
                Self::from_name(&name).ok_or_else(|| serde::de::Error::custom(Self::EXPECTED))
            }
        }
    };
}
pub(crate) use choices;

/// Once for all lists: a search in each would cost a visitor as much again as reading them.
#[inline(never)]
pub(crate) fn place_of(name: &str, names: &[&str]) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

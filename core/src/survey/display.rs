//! Where the card stands.

use crate::choices::choices;
use crate::node::{FieldError, Fields, Node, Path, chars};

choices! {
    /// How the card is put on the page.
    Mode {
        Popup = "popup": "a card in a corner, above the page",
        Inline = "inline": "inside an element of the page",
    }
}

choices! {
    /// The corner of a popup; left and right are physical, whatever the reading direction.
    Position {
        BottomRight = "bottom-right",
        BottomLeft = "bottom-left",
        TopRight = "top-right",
        TopLeft = "top-left",
    }
}

/// The place of the card.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Display {
    /// Default `popup`.
    pub mode: Mode,
    /// Of a popup. Default `bottom-right`.
    pub position: Position,
    /// Of an inline card: a CSS selector, 1 to 200 characters; the first match is used.
    /// Default `#out-of-ten`.
    pub target: String,
}

impl Default for Display {
    fn default() -> Self {
        Self {
            mode: Mode::Popup,
            position: Position::BottomRight,
            target: "#out-of-ten".to_owned(),
        }
    }
}

impl Display {
    pub(super) fn read<N: Node>(&mut self, node: N, path: &Path<'_>) -> Result<(), FieldError> {
        let mut fields = Fields::open(node, path)?;
        self.mode = fields.choice("mode", Some(self.mode), Mode::from_name, Mode::EXPECTED)?;
        self.position = fields.choice(
            "position",
            Some(self.position),
            Position::from_name,
            Position::EXPECTED,
        )?;
        fields.text("target", chars!(1, 200), &mut self.target)?;
        fields.finish()
    }
}

//! Where the card stands.

use crate::choices::choices;
use crate::node::{At, Node, Object, chars};

choices! {
    /// How the card is put on the page.
    Mode {
        Popup = "popup": "a card in a corner, above the page",
        Modal = "modal": "a dialog in the middle that stands before the page until it is closed",
        Bar = "bar": "a strip along the top or the bottom of the window",
        Inline = "inline": "inside an element of the page",
        Button = "button": "a button on the edge of the window that opens the card",
    }
}

choices! {
    /// The corner or edge of a popup; left and right are physical, whatever the reading
    /// direction. A bar takes only top or bottom of it, an edge button only left or right (the
    /// middle counts as right).
    Position {
        BottomRight = "bottom-right",
        BottomLeft = "bottom-left",
        BottomCenter = "bottom-center",
        TopRight = "top-right",
        TopLeft = "top-left",
        TopCenter = "top-center",
    }
}

impl Position {
    /// Whether this is at the top of the window.
    #[must_use]
    pub const fn is_top(self) -> bool {
        matches!(self, Self::TopRight | Self::TopLeft | Self::TopCenter)
    }

    /// Whether this is at the left of the window.
    #[must_use]
    pub const fn is_left(self) -> bool {
        matches!(self, Self::BottomLeft | Self::TopLeft)
    }
}

/// The place of the card.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Display {
    /// Default `popup`.
    pub mode: Mode,
    /// Of a popup, a bar or an edge button. Default `bottom-right`.
    pub position: Position,
    /// Of an inline card: a CSS selector, 1 to 200 characters; the first match is used. Default
    /// `#out-of-ten`; where nothing matches, the first `<out-of-ten>` element that names this
    /// survey or none.
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
    pub(super) fn read<N: Node>(&mut self, node: N, at: &At<'_>) {
        let mut fields = Object::open(node, at);
        fields.choice("mode", Mode::from_name, Mode::EXPECTED, &mut self.mode);
        fields.choice("position", Position::from_name, Position::EXPECTED, &mut self.position);
        fields.text("target", chars!(1, 200), &mut self.target);
        fields.finish();
    }
}

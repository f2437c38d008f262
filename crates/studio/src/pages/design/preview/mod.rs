//! The real card on a phone, a tablet and a desktop, above an invented shop.
//!
//! What is shown is the widget's own view with its own style sheet, in a window of the device's
//! size: it stands in its real place, with its real media queries. The Studio only chooses the
//! language, the theme and the page around it.

mod card;
mod device;
mod frame;
mod pane;
mod shop;
mod state;
mod timeline;

pub use pane::PreviewPane;
pub use state::PreviewState;

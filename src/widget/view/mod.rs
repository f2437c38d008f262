//! The card as Leptos components.
//!
//! What each part promises to assistive technology is in its comment.
//!
//! - `card`: the component; `embedded`: where another Leptos application writes it
//! - `element`: Leptos' builder syntax on one concrete type; `mounted`: a view in the page
//! - `context`: what the parts share
//! - `frame`: dialog, brand and the step; `keys`: what the keyboard does; `scale`, `drivers`, `comment`, `contact`: the question's
//!   parts; `farewell`: the ways out; `edge`: the button that opens the card

mod card;
mod comment;
mod contact;
mod context;
mod drivers;
mod edge;
mod element;
mod embedded;
mod farewell;
mod frame;
mod keys;
mod listener;
mod mounted;
mod scale;

use element::{element, html};

pub use card::{Card, CardProps, CardSource};
pub use context::Context;
pub use element::ElementNode;

pub(super) use edge::{Edge, EdgeProps};
pub(super) use listener::Listener;
pub(super) use mounted::{Mounted, run_effects};

//! The card as elements.
//!
//! One function a piece; each only reads the state and says what the person did. What a piece
//! promises to assistive technology is in its comment.
//!
//! - `part`: the one kind of element everything is made of
//! - `card`: the frame, `scale`: the scores, `drivers`: the reasons, `comment`: the open question,
//!   `contact`: the address, `edge`: the button that opens the card, `farewell`: the ways out

mod card;
mod comment;
mod contact;
mod drivers;
mod edge;
mod farewell;
mod part;
mod scale;

pub(super) use card::{Scene, card};
pub(super) use edge::edge;
pub(super) use part::{Listener, Part};

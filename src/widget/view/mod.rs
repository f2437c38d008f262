//! The card as elements.
//!
//! One function a piece; each only reads the state and says what the person did. What a piece
//! promises to assistive technology is in its comment.
//!
//! - `part`: the one kind of element everything is made of; `follow`: how it follows the state
//! - `card`: the frame, `scale`: the eleven scores, `comment`: the open question, `farewell`: the
//!   ways out

mod card;
mod comment;
mod farewell;
mod follow;
mod part;
mod scale;

pub(super) use card::{Scene, card};
pub(super) use part::{Listener, Part};

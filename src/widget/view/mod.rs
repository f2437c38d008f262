//! The card as elements.
//!
//! Written with Leptos' builders, not with `view!`: the macro turns fixed parts into a template
//! with `innerHTML`, which a page under Trusted Types forbids. One function a part; each only
//! reads the state and says what the person did. What a part promises to assistive technology is
//! in its comment.

mod card;
mod comment;
mod farewell;
mod scale;

pub(super) use card::{Scene, card};

use leptos::prelude::*;
use std::sync::Arc;

/// A text that follows the state.
fn text(of: impl Fn() -> String + Send + Sync + 'static) -> impl IntoView {
    Arc::new(of) as Arc<dyn Fn() -> String + Send + Sync>
}

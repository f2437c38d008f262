//! The keys that the card takes: Escape anywhere, Enter in the scale. Digits are in `www/display-events/digits.js`.
//!
//! The first Enter leads to the comment. Keys of an input method are its own.

use super::Context;
use crate::widget::state::Input;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// The code of a key that an input method takes; some browsers have ended the composition by then.
const INPUT_METHOD: u32 = 229;

/// What the card does about a key that is pressed inside it.
pub(super) fn heard(context: &Context) -> impl FnMut(KeyboardEvent) + 'static {
    let take = Arc::clone(&context.take);
    move |key| {
        key.stop_propagation();
        let name = key.key();
        let (escapes, enters) = (name == "Escape", name == "Enter");
        let composes = key.is_composing() || key.key_code() == INPUT_METHOD;
        let leads = enters && is_in_scale(&key);
        // Neither the form nor the browser's own dialog may take what is an input method's.
        if leads || composes && (escapes || enters) {
            key.prevent_default();
        }
        match (composes, escapes, leads) {
            (false, true, _) => take(Input::Close),
            (false, _, true) => take(Input::Enter),
            _ => {}
        }
    }
}

fn is_in_scale(key: &KeyboardEvent) -> bool {
    let target = key.target().map(JsCast::unchecked_into::<Element>);
    target.is_some_and(|target| target.closest(".pick").is_ok_and(|scale| scale.is_some()))
}

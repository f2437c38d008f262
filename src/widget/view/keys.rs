//! The keys that the card takes: Escape anywhere, digits and Enter in the scale.
//!
//! 0 to 9 choose, and 1 with a 0 soon after it is 10. The first Enter leads to the comment. Neither
//! sends anything. Keys of an input method are its own.

use super::Context;
use crate::widget::state::Input;
use outoften_core::Score;
use std::cell::Cell;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// The code of a key that an input method takes; some browsers have ended the composition by then.
const INPUT_METHOD: u32 = 229;
/// So long after a 1, a 0 makes it 10.
const TEN_MS: f64 = 600.0;

/// What the card does about a key that is pressed inside it.
pub(super) fn heard(context: &Context) -> impl FnMut(KeyboardEvent) + 'static {
    let (take, metric) = (Arc::clone(&context.take), context.survey.metric);
    let one_at = Cell::new(f64::NEG_INFINITY);
    move |key| {
        key.stop_propagation();
        let name = key.key();
        let (escapes, enters) = (name == "Escape", name == "Enter");
        if key.is_composing() || key.key_code() == INPUT_METHOD {
            // Neither the form nor the browser's own dialog may take it for itself.
            if escapes || enters {
                key.prevent_default();
            }
            return;
        }
        if escapes {
            return take(Input::Close);
        }
        let Some(scale) = scale_around(&key) else { return };
        if enters {
            key.prevent_default();
            return take(Input::Enter);
        }
        let Some(value) = digit(&key, &name, &one_at) else { return };
        if let Some(score) = metric.scores().find(|score| score.get() == value) {
            take(Input::Choose(score));
            focus(&scale, score);
        }
    }
}

/// The question with its scale, if that is where the key was pressed.
fn scale_around(key: &KeyboardEvent) -> Option<Element> {
    key.target()?.unchecked_into::<Element>().closest(".pick").ok().flatten()
}

fn digit(key: &KeyboardEvent, name: &str, one_at: &Cell<f64>) -> Option<u8> {
    let is_plain = name.len() == 1 && !(key.ctrl_key() || key.meta_key() || key.alt_key());
    let digit = if is_plain { name.parse().ok()? } else { return None };
    let now = key.time_stamp();
    let before = one_at.replace(if digit == 1 { now } else { f64::NEG_INFINITY });
    Some(if digit == 0 && now - before < TEN_MS { 10 } else { digit })
}

/// From there the arrows go on.
fn focus(scale: &Element, score: Score) {
    let mut selector = "[value=\"".to_owned();
    selector.push_str(score.digits());
    selector.push_str("\"]");
    if let Ok(Some(radio)) = scale.query_selector(&selector) {
        drop(radio.unchecked_into::<HtmlElement>().focus());
    }
}

//! A device's frame, shrunk to its place. The style sheet does it by the width of the container; an
//! engine that reckons otherwise (WebKitGTK 2.50 takes paddings along, or nothing) is put right here.

use super::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A share of the size that nobody sees.
const SLACK: f64 = 0.01;

/// Puts the frame in the element of this id right, if it is not.
pub fn frame(id: &str) {
    let inside = |selector: &str| -> Option<HtmlElement> {
        let device: Element = document()?.get_element_by_id(id)?;
        device.query_selector(selector).ok().flatten()?.dyn_into().ok()
    };
    let (Some(place), Some(glass)) = (inside(".glass-place"), inside(".glass")) else { return };
    let whole = f64::from(glass.offset_width());
    if whole <= 0.0 {
        return;
    }
    let wanted = (f64::from(place.client_width()) / whole).min(1.0);
    let is = glass.get_bounding_client_rect().width() / whole;
    if (is - wanted).abs() > SLACK {
        // A length of the place's own style; a browser takes it or leaves it.
        drop(place.style().set_property("--scale", &wanted.to_string()));
    }
}

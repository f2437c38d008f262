//! Where the page has an element, also inside the open shadow roots of its components.
//!
//! `www/elements.js` does the same for the form in a frame and for the triggers.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element};

/// The first element that a selector fits: of the page itself, else of a root inside it.
pub(super) fn find(document: &Document, selector: &str) -> Option<Element> {
    find_in(document.unchecked_ref(), selector)
}

/// `within` is a page or a root, which are asked as an element is.
fn find_in(within: &Element, selector: &str) -> Option<Element> {
    let found = within.query_selector(selector).ok().flatten();
    found.or_else(|| {
        let all = within.query_selector_all("*").ok()?;
        let mut inside = (0..all.length())
            .filter_map(|place| all.item(place)?.unchecked_into::<Element>().shadow_root());
        inside.find_map(|root| find_in(root.unchecked_ref(), selector))
    })
}

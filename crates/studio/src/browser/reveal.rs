//! Brings an element into sight that may lie folded away, and puts the focus on it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Unfolds what is around the element of this id, scrolls to it and focuses it. False when there is
/// none.
pub fn reveal(id: &str) -> bool {
    let found = super::document().and_then(|document| document.get_element_by_id(id));
    let Some(element) = found else { return false };
    let mut around = Some(element.clone());
    while let Some(fold) = around.and_then(|part| part.closest("details").ok().flatten()) {
        // Opening an element that stands in the page cannot fail.
        drop(fold.set_attribute("open", ""));
        around = fold.parent_element();
    }
    element.scroll_into_view();
    let target =
        if element.tag_name() == "DETAILS" { first_summary(&element) } else { Some(element) };
    if let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        drop(target.focus());
    }
    true
}

/// Brings the element of this id into sight and puts the focus on it, after the next frame: once
/// what was just decided stands in the page.
pub fn reveal_soon(id: String) {
    leptos::prelude::request_animation_frame(move || {
        reveal(&id);
    });
}

/// Puts the focus on the element of this id and moves nothing.
pub fn focus(id: &str) {
    let found = super::document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

fn first_summary(fold: &Element) -> Option<Element> {
    fold.query_selector("summary").ok().flatten()
}

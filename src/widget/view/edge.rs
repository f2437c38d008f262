//! The button on the edge of the window, before anybody is asked.

use super::ElementNode;
use super::html::{button, div};
use leptos::{ev, prelude::*};
use outoften_core::survey::{TextKey, Theme, Wording};

/// A native button; `open` is called when it is pressed, by pointer or by key.
#[component]
pub(in crate::widget) fn Edge(wording: Wording, theme: Theme, open: Box<dyn Fn()>) -> ElementNode {
    let button = button()
        .class("edge")
        .r#type("button")
        .attr("aria-haspopup", "dialog")
        .text(wording.get(TextKey::Button))
        .on(ev::click, move |_| open());
    div()
        .class("root")
        .attr("lang", &wording.language)
        .attr("dir", if wording.is_rtl() { "rtl" } else { "ltr" })
        .attr("data-theme", theme.name())
        .child(button)
}

//! The button on the edge of the window, before anybody is asked.

use super::Part;
use outoften_core::survey::{TextKey, Theme, Wording};

/// A native button; `open` is called when it is pressed, by pointer or by key.
pub(in crate::widget) fn edge(wording: &Wording, theme: Theme, open: impl Fn() + 'static) -> Part {
    let button = Part::new("button", "edge")
        .attr("type", "button")
        .attr("aria-haspopup", "dialog")
        .text(wording.get(TextKey::Button))
        .on("click", move |_| open());
    Part::new("div", "root")
        .attr("lang", &wording.language)
        .attr("dir", if wording.is_rtl() { "rtl" } else { "ltr" })
        .attr("data-theme", theme.name())
        .child(button)
}

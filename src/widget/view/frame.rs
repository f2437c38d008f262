//! The frame of the card: the brand, the face that fits the state, the closing cross, and the
//! line that is spoken.
//!
//! A popup is a dialog that is not modal: it never takes the focus, never traps it, comes last in
//! reading order, and Escape closes it only from inside. Keys pressed inside do not reach the
//! page's own shortcuts.
//!
//! What is asked scrolls in a box of its own, so that nothing ever lies beneath Send.

use super::comment::{FollowUp, FollowUpProps};
use super::farewell::{Foot, FootProps, Thanks, ThanksProps};
use super::html::{button, div, form, img, p, span};
use super::scale::{Chosen, ChosenProps, Ends, EndsProps, Scale, ScaleProps};
use super::{Context, ElementNode, element, keys};
use crate::widget::host;
use crate::widget::state::{Input, Step};
use leptos::{ev, prelude::*};
use outoften_core::survey::{Brand, Mode, TextKey};
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What stands in the shadow root.
#[component]
pub(super) fn Root(context: Context) -> ElementNode {
    let heard = keys::heard(&context);
    div()
        .class("root")
        .attr("lang", &context.wording.language)
        .attr("dir", if context.wording.is_rtl() { "rtl" } else { "ltr" })
        .attr("data-theme", context.survey.brand.theme.name())
        .attr("data-mode", context.mode.name())
        .attr("data-look", context.survey.brand.look.name())
        // Spoken by assistive technology when the host puts words into it.
        .child(p().class("said").attr("role", "status"))
        .child(Frame(FrameProps { context }))
        .on(ev::keydown, heard)
        .on(ev::keyup, |key| key.stop_propagation())
        .on(ev::keypress, |key| key.stop_propagation())
}

#[component]
fn Frame(context: Context) -> ElementNode {
    let (tag, role) = match context.mode {
        Mode::Modal => ("dialog", "dialog"),
        Mode::Inline => ("div", "region"),
        _ => ("div", "dialog"),
    };
    // Last in reading order, first to the eye.
    let cross = button()
        .class("close")
        .r#type("button")
        .attr("aria-label", context.text(TextKey::Close))
        .on(ev::click, context.on_input(Input::Close));
    // The browser closes a modal dialog by itself; the card has to know.
    element(tag)
        .class("card")
        .attr("role", role)
        .attr("aria-labelledby", "oot-question")
        .on(ev::Custom::<web_sys::Event>::new("cancel"), context.on_input(Input::Close))
        .child(brand(&context.survey.brand))
        .child(Face(FaceProps { context }))
        .child(cross)
}

/// The logo and the name; a logo that cannot be loaded leaves the name alone.
fn brand(brand: &Brand) -> ElementNode {
    let mut part = div().class(if brand.is_shown() { "brand" } else { "" });
    if brand.is_banded() {
        part = part.attr("data-cover", "");
    }
    if let Some(logo) = &brand.logo {
        part = part.child(img().attr("alt", "").attr("src", logo).on(ev::error, |event| {
            if let Some(image) = event.target() {
                image.unchecked_into::<HtmlElement>().set_hidden(true);
                host::warn("brand.logo cannot be loaded; serve it there, or take it out");
            }
        }));
    }
    if brand.is_named() {
        part = part.child(span().text(&brand.name));
    }
    part
}

#[component]
fn Face(context: Context) -> ElementNode {
    let card = context.state.clone();
    div().switch(
        move || card.with(|card| card.step == Step::Asking),
        move |asks| {
            let context = context.clone();
            Some(match asks {
                true => Asking(AskingProps { context }),
                false => Thanks(ThanksProps { context }),
            })
        },
    )
}

/// One form: Enter in the group sends, as in any form.
#[component]
fn Asking(context: Context) -> ElementNode {
    let take = Arc::clone(&context.take);
    form()
        .attr("novalidate", "")
        .on(ev::submit, move |event| {
            event.prevent_default();
            take(Input::Send);
        })
        .child(
            div()
                .class("body")
                .child(question(&context))
                .child(Chosen(ChosenProps { context: context.clone() }))
                .child(FollowUp(FollowUpProps { context: context.clone() })),
        )
        .child(Foot(FootProps { context }))
}

/// What is folded away once it is answered. A modal card gives its first focus to the words.
fn question(context: &Context) -> ElementNode {
    let question = p().class("question").id("oot-question").attr("tabindex", "-1");
    div().class("pick").child(question.text(context.wording.question())).child(
        div()
            .class("rate")
            .child(Scale(ScaleProps { context: context.clone() }))
            .child(Ends(EndsProps { context: context.clone() })),
    )
}

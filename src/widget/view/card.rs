//! The frame of the card: the brand, the face that fits the state, the closing cross, and the
//! line that is spoken.
//!
//! A popup is a dialog that is not modal: it never takes the focus, never traps it, comes last in
//! reading order, and Escape closes it only from inside. Keys pressed inside do not reach the
//! page's own shortcuts.

use super::{comment, farewell, scale};
use crate::widget::state::{Card, Input, Step};
use crate::widget::style;
use leptos::prelude::*;
use leptos::{ev, html};
use outoften_core::survey::{Brand, TextKey, Wording};
use std::sync::Arc;

/// Clicks this soon after the card has appeared were meant for what lay beneath.
const SETTLING_MS: u64 = 400;

/// Everything a part of the card needs.
#[derive(Clone)]
pub(in crate::widget) struct Scene {
    /// The state.
    pub card: RwSignal<Card>,
    /// What it says.
    pub wording: Arc<Wording>,
    /// How it looks.
    pub brand: Arc<Brand>,
    /// Takes what the person does.
    pub input: Callback<Input>,
    /// Spoken by assistive technology when it changes.
    pub said: RwSignal<String>,
    /// Whether the card stands in the page's own flow.
    pub inline: bool,
}

impl Scene {
    pub(super) fn text(&self, key: TextKey) -> String {
        self.wording.get(key).to_owned()
    }

    fn step(&self) -> Step {
        self.card.with(|card| card.step)
    }
}

/// The whole card.
pub(in crate::widget) fn card(scene: &Scene) -> impl IntoView + use<> {
    let settling = RwSignal::new(!scene.inline);
    set_timeout(move || settling.set(false), core::time::Duration::from_millis(SETTLING_MS));
    let said = scene.said;
    let escape = scene.input;
    let mut root = html::div()
        .class("root")
        .lang(scene.wording.language.clone())
        .dir(if scene.wording.is_rtl() { "rtl" } else { "ltr" })
        .attr("data-theme", scene.brand.theme.name())
        .child((
            html::p().class("said").role("status").child(super::text(move || said.get())),
            html::div()
                .class("card")
                .class(("settling", move || settling.get()))
                .role(if scene.inline { "region" } else { "dialog" })
                .aria_labelledby("oot-question")
                .child((brand(&scene.brand), face(scene), close_button(scene))),
        ))
        .on(ev::keydown, move |key| {
            key.stop_propagation();
            if key.key() == "Escape" {
                escape.run(Input::Close);
            }
        })
        .on(ev::keyup, |key| key.stop_propagation())
        .on(ev::keypress, |key| key.stop_propagation())
        .into_any();
    for (name, value) in style::brand_properties(&scene.brand) {
        root = root.add_any_attr(leptos::tachys::html::style::style((name, value))).into_any();
    }
    root
}

/// The logo and the name; a logo that cannot be loaded leaves the name alone.
fn brand(brand: &Brand) -> Option<impl IntoView + use<>> {
    let broken = RwSignal::new(false);
    let named = *brand != Brand { name: Brand::default().name, ..brand.clone() };
    let logo = brand.logo.clone().map(|logo| {
        html::img()
            .src(logo)
            .alt("")
            .hidden(move || broken.get())
            .on(ev::error, move |_| broken.set(true))
    });
    (named || logo.is_some()).then(|| {
        let name = named.then(|| brand.name.clone());
        html::div().class("brand").child((logo, name))
    })
}

fn face(scene: &Scene) -> impl IntoView + use<> {
    let scene = scene.clone();
    let step = Memo::new({
        let scene = scene.clone();
        move |_| scene.step()
    });
    move || match step.get() {
        Step::Asking => asking(&scene).into_any(),
        Step::Thanked => farewell::thanks(&scene).into_any(),
        Step::Gone => ().into_any(),
    }
}

/// One form: Enter in the group sends, as in any form.
fn asking(scene: &Scene) -> impl IntoView + use<> {
    let input = scene.input;
    html::form()
        .novalidate(true)
        .on(ev::submit, move |submit| {
            submit.prevent_default();
            input.run(Input::Send);
        })
        .child((
            html::p().id("oot-question").class("question").child(scene.wording.question().to_owned()),
            scale::scale(scene),
            comment::comment(scene),
            farewell::choices(scene),
        ))
}

/// Last in reading order, first to the eye.
fn close_button(scene: &Scene) -> impl IntoView + use<> {
    let input = scene.input;
    html::button()
        .r#type("button")
        .class("close")
        .aria_label(scene.text(TextKey::Close))
        .on(ev::click, move |_| input.run(Input::Close))
}

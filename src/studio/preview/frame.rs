//! One device with the real card in it.

use super::shop::Shop;
use super::view::View;
use crate::studio::browser::simulate;
use crate::studio::model::ready;
use crate::studio::parts::Icon;
use crate::studio::state::Studio;
use crate::studio::words::tr;
use leptos::html::Div;
use leptos::prelude::*;
use outoften::widget::preview::{Preview, show};
use outoften::widget::state::{Card, Input, Step};
use outoften_core::survey::{Display, Mode, Position, Survey, Theme};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// What a visitor holds in their hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Device {
    /// 375 by 720.
    Phone,
    /// 768 by 960.
    Tablet,
    /// 1120 by 720.
    Desktop,
}

impl Device {
    const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Tablet => "tablet",
            Self::Desktop => "desktop",
        }
    }
}

/// A frame with its own light and dark.
#[component]
pub fn Frame(device: Device, view: View) -> impl IntoView {
    let studio = Studio::here();
    let dark =
        RwSignal::new(studio.survey.with_untracked(|survey| survey.brand.theme == Theme::Dark));
    let state = RwSignal::new(Card::default());
    let survey = Memo::new(move |_| {
        let mut survey = ready::completed(&studio.survey.get(), &view.language.get());
        survey.brand.theme = if dark.get() { Theme::Dark } else { Theme::Light };
        survey
    });
    let slot = NodeRef::<Div>::new();
    keep_card(slot, survey, view, state);
    let place = move || survey.with(|survey| place_of(&survey.display));
    let gone = move || state.with(|card| card.step == Step::Gone);
    view! {
        <figure class=format!("device {}", device.name()) id=format!("frame-{}", device.name())>
            <figcaption>
                <span>{device_name(device)}</span>
                <Lamp device=device dark=dark/>
            </figcaption>
            <div class="glass-place">
                <div class="glass" class:dark=move || dark.get()
                    dir=move || if outoften_core::language::is_rtl(&view.language.get()) { "rtl" } else { "ltr" }>
                    <Shop ground=view.ground.into() dark=dark.into()
                        name=Signal::derive(move || survey.with(|survey| survey.brand.name.clone()))/>
                    <div class=place node_ref=slot></div>
                    <p class="gone" hidden=move || !gone()>
                        <span>{tr("The card has left the page.")}</span>
                        <button type="button" class="button small" on:click=move |_| view.start_over(None)>
                            {tr("Start over")}
                        </button>
                    </p>
                </div>
            </div>
        </figure>
    }
}

/// Where the slot stands in the frame: the frame has no window of its own whose corners the card
/// could take.
const fn place_of(display: &Display) -> &'static str {
    match (display.mode, display.position) {
        (Mode::Inline, _) => "slot in-page",
        (Mode::Modal, _) => "slot middle",
        (Mode::Bar, at) if at.is_top() => "slot bar top",
        (Mode::Bar, _) => "slot bar bottom",
        (Mode::Button, at) if at.is_left() => "slot bottom left",
        (Mode::Button, _) | (Mode::Popup, Position::BottomRight) => "slot bottom right",
        (Mode::Popup, Position::BottomLeft) => "slot bottom left",
        (Mode::Popup, Position::BottomCenter) => "slot bottom center",
        (Mode::Popup, Position::TopRight) => "slot top right",
        (Mode::Popup, Position::TopLeft) => "slot top left",
        (Mode::Popup, Position::TopCenter) => "slot top center",
    }
}

fn device_name(device: Device) -> &'static str {
    match device {
        Device::Phone => tr("Phone"),
        Device::Tablet => tr("Tablet"),
        Device::Desktop => tr("Desktop"),
    }
}

/// Light or dark for this frame.
#[component]
fn Lamp(device: Device, dark: RwSignal<bool>) -> impl IntoView {
    view! {
        <button type="button" class="lamp" id=format!("dark-{}", device.name())
            aria-pressed=move || dark.get().to_string()
            on:click=move |_| dark.update(|dark| *dark = !*dark)>
            {move || if dark.get() { view! { <Icon name="moon"/> } } else { view! { <Icon name="sun"/> } }}
            {move || if dark.get() { tr("Dark") } else { tr("Light") }}
        </button>
    }
}

/// Shows the card as the visitor's system would have it.
fn simulate(slot: &HtmlElement, view: View) {
    let (still, system_colors) = (view.still.get(), view.system_colors.get());
    let root = slot.query_selector("out-of-ten").ok().flatten().and_then(|host| host.shadow_root());
    if let Some(root) = root.filter(|_| still || system_colors) {
        // Without these rules the card looks as it usually does.
        drop(simulate::put_on(&root, still, system_colors));
    }
}

/// Keeps the card in its slot in step with the document. What a visitor typed stays while the
/// document changes; "start over" begins anew.
fn keep_card(slot: NodeRef<Div>, survey: Memo<Survey>, view: View, state: RwSignal<Card>) {
    let shown = StoredValue::new_local(None::<Preview>);
    let inner = ArcRwSignal::new(Card::default());
    let follow = inner.clone();
    Effect::new(move |_| state.set(follow.get()));
    Effect::new(move |last_round: Option<u32>| {
        let (survey, round) = (survey.get(), view.round.get());
        let begins = last_round != Some(round);
        let Some(slot) = slot.get() else { return u32::MAX };
        shown.set_value(None);
        if begins {
            let mut card = Card::default();
            if let Some(score) = view.score.get_untracked() {
                drop(card.take(Input::Choose(score)));
            }
            inner.set(card);
        }
        let language = survey.locale.clone();
        let met = move |what| view.met(what);
        let preview = untrack(|| show(&slot, &survey, &[&language], &inner, met)).ok();
        place_card(&slot, &survey, begins);
        simulate(&slot, view);
        shown.set_value(preview);
        round
    });
    on_cleanup(move || shown.set_value(None));
}

/// A card at the top or in the page stands in the flow of its slot; and the card does not arrive
/// anew with each letter that is typed on the left.
fn place_card(slot: &HtmlElement, survey: &Survey, arrives: bool) {
    let Ok(Some(host)) = slot.query_selector("out-of-ten") else { return };
    if survey.display.position.is_top() || survey.display.mode == Mode::Inline {
        // Attributes of an element that was just made can be set.
        drop(host.set_attribute("data-at", "inline"));
    }
    let card = host.shadow_root().and_then(|root| root.query_selector(".card").ok().flatten());
    let card = card.and_then(|card| card.dyn_into::<HtmlElement>().ok());
    if let Some(card) = card.filter(|_| !arrives) {
        drop(card.style().set_property("animation", "none"));
    }
}

//! One device: a window of its size with a page in it, and the real card on that page.

use super::device::Device;
use super::guest::{self, Guest};
use super::shop::Shop;
use super::view::View;
use crate::browser::fit;
use crate::browser::frame::Page;
use crate::browser::simulate::Palette;
use crate::model::ready;
use crate::parts::Icon;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::html::Iframe;
use leptos::prelude::*;
use outoften::widget::state::{Card, Step};
use outoften_core::survey::{Survey, Theme};

/// The page under the card, beside the Studio's own.
const PAGE: &str = "page.html";

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
    let window = NodeRef::<Iframe>::new();
    // A browser may put another page into a frame than the one it began with.
    let loads = RwSignal::new(0_u32);
    let page = Signal::derive_local(move || {
        (loads.get() > 0).then(|| window.get()).flatten().and_then(|frame| Page::of(&frame))
    });
    furnish(page, survey, dark, view);
    let id = format!("frame-{}", device.name());
    let fit = move || fit::frame(&id);
    let refit = fit.clone();
    let resized = window_event_listener(leptos::ev::resize, move |_| refit());
    on_cleanup(move || resized.remove());
    guest::keep(page, Guest { survey, view, state });
    let gone = move || state.with(|card| card.step == Step::Gone);
    view! {
        <figure class=format!("device {}", device.name()) id=format!("frame-{}", device.name())>
            <figcaption>
                <span>{device.title()}</span>
                <Lamp device=device dark=dark/>
            </figcaption>
            <div class="glass-place">
                <div class="glass">
                    <iframe class="window" src=PAGE node_ref=window
                        title=trf("The card on a page: {device}", &[("device", device.title())])
                        on:load=move |_| {
                            fit();
                            loads.update(|loads| *loads += 1);
                        }></iframe>
                    <p class="gone" hidden=move || !gone()>
                        <span>{tr("The card has closed.")}</span>
                        <button type="button" class="button small" on:click=move |_| view.start_over(None)>
                            {tr("Start over")}
                        </button>
                    </p>
                </div>
            </div>
        </figure>
    }
}

/// Builds the shop in the frame's page, and keeps the page's language and styles in step.
fn furnish(
    page: Signal<Option<Page>, LocalStorage>,
    survey: Memo<Survey>,
    dark: RwSignal<bool>,
    view: View,
) {
    let name = Memo::new(move |_| survey.with(|survey| survey.brand.name.clone()));
    let shop = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(page) = page.get() else { return };
        shop.set_value(None);
        let body = page.body();
        shop.set_value(body.map(|body| {
            leptos::mount::mount_to(body, move || {
                view! { <Shop ground=view.ground.into() dark=dark.into() name=name.into()/> }
            })
        }));
    });
    Effect::new(move |_| {
        if let Some(page) = page.get() {
            let language = view.language.get();
            let is_rtl = outoften_core::language::is_rtl(&language);
            page.describe(&language, is_rtl, &format!("ground-{}", view.ground.get().name()));
        }
    });
    Effect::new(move |_| {
        let Some(page) = page.get() else { return };
        let theme = if dark.get() { Theme::Dark } else { Theme::Light };
        let forced = view.palette(theme).map_or(String::new(), Palette::page);
        // A sheet that a browser refuses leaves a plain page under the card.
        drop(page.dress(&[include_str!("../css/shop.css"), &forced]));
    });
    on_cleanup(move || shop.set_value(None));
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

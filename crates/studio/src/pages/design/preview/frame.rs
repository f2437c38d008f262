//! One device: a window of its size with a page in it, and the real card on that page.

use super::card::{self, CardInputs};
use super::device::Device;
use super::shop::Shop;
use super::state::PreviewState;
use crate::browser::frame::{self, Page};
use crate::browser::system_settings::Palette;
use crate::document::ready_texts;
use crate::parts::Icon;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::html::Iframe;
use leptos::prelude::*;
use outoften::widget::state::{Card, Step};
use outoften_core::survey::{Survey, Theme};

/// The page under the card, beside the Studio's own.
const PAGE: &str = "page.html";

/// A frame with its own switch between light and dark.
#[component]
pub fn Frame(device: Device, preview: PreviewState) -> impl IntoView {
    let studio = Studio::here();
    let dark =
        RwSignal::new(studio.survey.with_untracked(|survey| survey.brand.theme == Theme::Dark));
    let state = RwSignal::new(Card::default());
    let survey = Memo::new(move |_| {
        let mut survey = ready_texts::completed(&studio.survey.get(), &preview.language.get());
        survey.brand.theme = if dark.get() { Theme::Dark } else { Theme::Light };
        survey
    });
    let window = NodeRef::<Iframe>::new();
    // A browser may put another page into a frame than the one it began with.
    let loads = RwSignal::new(0_u32);
    let page = Signal::derive_local(move || {
        (loads.get() > 0).then(|| window.get()).flatten().and_then(|frame| Page::of(&frame))
    });
    draw_page(page, survey, dark, preview);
    let id = format!("frame-{}", device.name());
    let scale = move || frame::scale_to_place(&id);
    let rescale = scale.clone();
    let resized = window_event_listener(leptos::ev::resize, move |_| rescale());
    on_cleanup(move || resized.remove());
    card::mount(page, CardInputs { survey, controls: preview, state });
    let gone = move || state.with(|card| card.step == Step::Gone);
    view! {
        <figure class=format!("device {}", device.name()) id=format!("frame-{}", device.name())>
            <figcaption>
                <span>{device.title()}</span>
                <ThemeToggle device=device dark=dark/>
            </figcaption>
            <div class="glass-place">
                <div class="glass">
                    <iframe class="window" src=PAGE node_ref=window
                        title=trf("The card on a page: {device}", &[("device", device.title())])
                        on:load=move |_| {
                            scale();
                            loads.update(|loads| *loads += 1);
                        }></iframe>
                    <p class="gone" hidden=move || !gone()>
                        <span>{tr("The card has closed.")}</span>
                        <button type="button" class="button small" on:click=move |_| preview.start_over(None)>
                            {tr("Start over")}
                        </button>
                    </p>
                </div>
            </div>
        </figure>
    }
}

/// Draws the shop in the frame's page, and updates the page's language and styles.
fn draw_page(
    page: Signal<Option<Page>, LocalStorage>,
    survey: Memo<Survey>,
    dark: RwSignal<bool>,
    preview: PreviewState,
) {
    let name = Memo::new(move |_| survey.with(|survey| survey.brand.name.clone()));
    let shop = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(page) = page.get() else { return };
        shop.set_value(None);
        let body = page.body();
        shop.set_value(body.map(|body| {
            leptos::mount::mount_to(body, move || {
                view! { <Shop backdrop=preview.backdrop.into() dark=dark.into() name=name.into()/> }
            })
        }));
    });
    Effect::new(move |_| {
        if let Some(page) = page.get() {
            let language = preview.language.get();
            let is_rtl = outoften_core::language::is_rtl(&language);
            page.describe(&language, is_rtl, &format!("ground-{}", preview.backdrop.get().name()));
        }
    });
    Effect::new(move |_| {
        let Some(page) = page.get() else { return };
        let theme = if dark.get() { Theme::Dark } else { Theme::Light };
        let forced = preview.palette(theme).map_or(String::new(), Palette::page);
        // A sheet that a browser refuses leaves a plain page under the card.
        drop(page.dress(&[include_str!("../../../css/shop.css"), &forced]));
    });
    on_cleanup(move || shop.set_value(None));
}

/// Light or dark for this frame.
#[component]
fn ThemeToggle(device: Device, dark: RwSignal<bool>) -> impl IntoView {
    view! {
        <button type="button" class="lamp" id=format!("dark-{}", device.name())
            aria-pressed=move || dark.get().to_string()
            on:click=move |_| dark.update(|dark| *dark = !*dark)>
            {move || if dark.get() { view! { <Icon name="moon"/> } } else { view! { <Icon name="sun"/> } }}
            {move || if dark.get() { tr("Dark") } else { tr("Light") }}
        </button>
    }
}

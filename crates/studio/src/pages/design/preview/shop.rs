//! An invented shop under the card, drawn by the style sheet. Screen readers skip all of it but the
//! card's place.

use super::state::Backdrop;
use leptos::prelude::*;

/// The page under the card.
#[component]
pub fn Shop(
    backdrop: Signal<Backdrop>,
    dark: Signal<bool>,
    /// The brand's name, over the door.
    name: Signal<String>,
) -> impl IntoView {
    let style = move || {
        if dark.get() || backdrop.get() == Backdrop::Night { "shop night" } else { "shop" }
    };
    let goods = |name: &'static str, price: &'static str, tone: &'static str| {
        view! {
            <div class="good">
                <div class=format!("picture {tone}")><i></i></div>
                <b>{name}</b>
                <span>{price}</span>
            </div>
        }
    };
    view! {
        <div class=style>
            <div class="shop-bar" aria-hidden="true">
                <b>{move || name.get()}</b>
                <span>"Beans"</span><span>"Brewing"</span><span>"Journal"</span>
                <u>"Bag · 2"</u>
            </div>
            <div class="shop-hero" aria-hidden="true">
                <div>
                    <small>"Harvest 2026"</small>
                    <em>"Mornings, roasted slowly."</em>
                    <p>"Single farms, small drums, posted the day they leave the fire."</p>
                    <s>"See the beans"</s>
                </div>
                <div class="bag"><i></i></div>
            </div>
            <div class="here"></div>
            <div class="goods" aria-hidden="true">
                {goods("Huila, washed", "€ 14", "clay")}
                {goods("Yirga, natural", "€ 16", "plum")}
                {goods("House espresso", "€ 12", "moss")}
                {goods("Night decaf", "€ 13", "slate")}
            </div>
            <div class="journal" aria-hidden="true">
                <em>"From the journal"</em>
                <p>"Why we roast on Tuesdays, and what the rain in Huila has to do with it."</p>
            </div>
        </div>
    }
}

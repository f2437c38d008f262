//! The brand colour, with the contrast that the card will have.

use crate::pages::design::model::form::{DrawnColor, drawn};
use crate::parts::{Field, Icon};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::color::Color;

/// Colour picker, hex field and the resulting contrast.
#[component]
pub fn ColorField() -> impl IntoView {
    let studio = Studio::here();
    let color = Memo::new(move |_| studio.survey.with(|survey| survey.brand.color.clone()));
    let take = move |text: String| {
        studio.change("brand.color", |survey| survey.brand.color = text);
    };
    let wrong = move || studio.flaw.get().is_some_and(|flaw| flaw.field == "brand.color");
    view! {
        <Field path="brand.color" label=tr("Brand colour")>
            <div class="color">
                <input id="color-well" type="color" aria-label=tr("Pick the brand colour")
                    prop:value=move || Color::parse(&color.get()).map(Color::to_hex).unwrap_or_default()
                    on:input:target=move |event| take(event.target().value())/>
                <input id="field-brand.color" type="text" class="code" maxlength="7"
                    spellcheck="false" aria-describedby="contrast flaw-brand.color"
                    aria-invalid=move || wrong().to_string()
                    prop:value=move || color.get()
                    on:input:target=move |event| take(event.target().value())/>
            </div>
            <div id="contrast" class="contrasts">
                {move || contrast(&color.get(), Color::LIGHT_SURFACE, tr("On light"))}
                {move || contrast(&color.get(), Color::DARK_SURFACE, tr("On dark"))}
            </div>
        </Field>
    }
}

fn contrast(color: &str, surface: Color, name: &'static str) -> Option<impl IntoView + use<>> {
    let drawn = drawn(color, surface)?;
    let ratio = format!("{:.1}:1", (drawn.text_ratio * 10.0).floor() / 10.0);
    Some(view! {
        <div class="contrast" style:background=surface.to_hex()
            style:color=surface.text_on().to_hex()>
            <span class="sample" style:background=drawn.accent.fill.to_hex()
                style:color=drawn.accent.text.to_hex()>"10"</span>
            <span class="ratio">
                <strong>{ratio}</strong>
                <span>{name}</span>
            </span>
            <Icon name="check"/>
            <span class="said">{verdict(&drawn)}</span>
        </div>
    })
}

fn verdict(drawn: &DrawnColor) -> String {
    let fill = drawn.accent.fill.to_hex();
    if drawn.shifted {
        trf("Shifted to {color}, so that it can be seen", &[("color", &fill)])
    } else {
        tr("Used as it is").to_owned()
    }
}

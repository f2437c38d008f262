//! The toolbar and the frames.

use super::device::Device;
use super::frame::Frame;
use super::state::{Backdrop, Devices, PreviewState, score_of};
use crate::browser::{frame, language_names, photo};
use crate::document::ready_texts;
use crate::parts::{Icon, Segmented, class_name};
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use leptos::task::spawn_local;
use outoften_core::Class;
use wasm_bindgen::JsCast;

/// The right side of the Design page.
#[component]
pub fn PreviewPane(preview: PreviewState) -> impl IntoView {
    let frames = move || match preview.devices.get() {
        Devices::Both => vec![Device::Desktop, Device::Phone],
        Devices::Phone => vec![Device::Phone],
        Devices::Tablet => vec![Device::Tablet],
        Devices::Desktop => vec![Device::Desktop],
    };
    view! {
        <section class="stage" aria-label=tr("Live preview")>
            <Toolbar preview=preview/>
            <Paths preview=preview/>
            <div class=move || format!("frames {}", preview.devices.get().name())>
                <For each=frames key=|device| *device let:device>
                    <Frame device=device preview=preview/>
                </For>
            </div>
            <super::timeline::Timeline preview=preview/>
            <p class="stage-note" id="stage-note" role="status">
                {move || if preview.system_colors.get() {
                    tr("Nearly as in forced colours: two palettes of many stand in for the visitor’s own.")
                } else {
                    tr("This is the card itself, not a picture of it. Try it: nothing is stored or sent.")
                }}
            </p>
        </section>
    }
}

/// Saves the first card on the stage as a picture.
fn take_picture(studio: Studio) {
    let card = frame::first(".stage iframe").and_then(|page| page.find("out-of-ten"));
    let host = card.filter(has_card).map(JsCast::unchecked_into);
    let Some(host) = host else { return studio.announce(tr("There is no card in the preview.")) };
    spawn_local(async move {
        if photo::save(&host, "card.png").await.is_err() {
            studio.announce(tr(
                "This browser lets no page take pictures of itself. Use its own screenshot.",
            ));
        }
    });
}

/// Whether it is the card, and not the button on the edge or one that has left.
fn has_card(host: &web_sys::Element) -> bool {
    let root = host.shadow_root().filter(|_| !host.has_attribute("hidden"));
    root.is_some_and(|root| matches!(root.query_selector(".card"), Ok(Some(_))))
}

/// What the visitor's system may ask for.
#[component]
fn Conditions(preview: PreviewState) -> impl IntoView {
    let turn = move |name: &'static str, words: &'static str, on: RwSignal<bool>| {
        view! {
            <button id=name type="button" class="round" title=words aria-label=words
                aria-pressed=move || on.get().to_string()
                on:click=move |_| on.update(|on| *on = !*on)><Icon name=name/></button>
        }
    };
    let is_rtl = move || outoften_core::language::is_rtl(&preview.language.get());
    let studio = Studio::here();
    let turn_direction = move |_| {
        let next = match is_rtl() {
            true => studio.survey.with_untracked(|survey| survey.locale.clone()),
            false => "ar".to_owned(),
        };
        preview.language.set(next);
    };
    view! {
        <div class="set" role="group" aria-label=tr("The visitor’s system")>
            <button id="rtl" type="button" class="round" aria-pressed=move || is_rtl().to_string()
                title=tr("Right to left, in Arabic") aria-label=tr("Right to left, in Arabic")
                on:click=turn_direction><Icon name="rtl"/></button>
            {turn("still", tr("As for visitors whose system asks for less motion"), preview.still)}
            {turn("system-colors", tr("Nearly as in forced colours: each visitor’s own palette is different"), preview.system_colors)}
        </div>
    }
}

#[component]
fn Toolbar(preview: PreviewState) -> impl IntoView {
    let studio = Studio::here();
    let devices = move |name: String| {
        if let Some(devices) = Devices::from_name(&name) {
            preview.devices.set(devices);
        }
    };
    let backdrop = move |name: String| {
        let chosen = Backdrop::ALL.into_iter().find(|backdrop| backdrop.name() == name);
        preview.backdrop.set(chosen.unwrap_or(Backdrop::Shop));
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label=tr("Preview")>
            <Segmented id="devices" label=tr("Device") hidden_label=true
                options=vec![("both", tr("Side by side")), ("phone", tr("Phone")), ("tablet", tr("Tablet")), ("desktop", tr("Desktop"))]
                icons=Devices::ALL.iter().map(|(_, _, icon)| *icon).collect()
                value=Signal::derive(move || preview.devices.get().name().to_owned()) set=devices/>
            <Segmented id="ground" label=tr("Page") hidden_label=true
                options=vec![("shop", tr("Shop")), ("night", tr("Night")), ("loud", tr("Loud"))]
                value=Signal::derive(move || preview.backdrop.get().name().to_owned()) set=backdrop/>
            <VisitorLanguage preview=preview/>
            <Conditions preview=preview/>
            <button id="photo" type="button" class="round" title=tr("Save a picture of the card")
                aria-label=tr("Save a picture of the card") on:click=move |_| take_picture(studio)>
                <Icon name="camera"/>
            </button>
            <button id="start-over" type="button" class="button small" title=tr("Start over")
                aria-label=tr("Start over") on:click=move |_| preview.start_over(None)>
                <Icon name="again"/><span>{tr("Start over")}</span>
            </button>
        </div>
    }
}

/// One button per class: the card as somebody of that class sees it.
#[component]
fn Paths(preview: PreviewState) -> impl IntoView {
    let studio = Studio::here();
    let metric = Memo::new(move |_| studio.survey.with(|survey| survey.metric));
    let is_now = move |class: Class| {
        preview.score.get().is_some_and(|score| metric.get().class(score) == class)
    };
    let button = move |class: Class| {
        view! {
            <button type="button" class=format!("path {}", class.name())
                id=format!("path-{}", class.name())
                aria-pressed=move || is_now(class).to_string()
                on:click=move |_| preview.start_over(score_of(metric.get_untracked(), class))>
                {move || class_name(metric.get(), class)}
            </button>
        }
    };
    view! {
        <div class="paths" role="group" aria-label=tr("Show as answered by:")>
            <span aria-hidden="true">{tr("Show as answered by:")}</span>
            {Class::ALL.map(button).collect_view()}
        </div>
    }
}

#[component]
fn VisitorLanguage(preview: PreviewState) -> impl IntoView {
    let studio = Studio::here();
    let tags = Memo::new(move |_| {
        let mut tags = studio.survey.with(ready_texts::languages_of);
        for tag in ready_texts::languages() {
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        tags
    });
    view! {
        <select id="visitor-language" class="small" aria-label=tr("The visitor’s language")
            on:change:target=move |event| preview.language.set(event.target().value())>
            <For each=move || tags.get() key=Clone::clone let:tag>
                <option value=tag.clone() selected={
                    let tag = tag.clone();
                    move || preview.language.get() == tag
                }>{language_names::name(&tag)}</option>
            </For>
        </select>
    }
}

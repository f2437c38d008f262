//! The toolbar and the frames.

use super::frame::{Device, Frame};
use super::view::{Devices, Ground, View, score_of};
use crate::studio::model::{form, ready};
use crate::studio::parts::{Icon, Segmented};
use crate::studio::state::Studio;
use crate::studio::words::tr;
use leptos::prelude::*;
use outoften_core::Class;

/// The right side of the Design page.
#[component]
pub fn Stage(view: View) -> impl IntoView {
    let frames = move || match view.devices.get() {
        Devices::Both => vec![Device::Desktop, Device::Phone],
        Devices::Phone => vec![Device::Phone],
        Devices::Tablet => vec![Device::Tablet],
        Devices::Desktop => vec![Device::Desktop],
    };
    view! {
        <section class="stage" aria-label=tr("Live preview")>
            <Toolbar view=view/>
            <Paths view=view/>
            <div class=move || format!("frames {}", view.devices.get().name())>
                <For each=frames key=|device| *device let:device>
                    <Frame device=device view=view/>
                </For>
            </div>
            <p class="stage-note">
                {tr("This is the card itself, not a picture of it. Try it: nothing is stored or sent.")}
            </p>
        </section>
    }
}

#[component]
fn Toolbar(view: View) -> impl IntoView {
    let devices = move |name: String| {
        if let Some(devices) = Devices::from_name(&name) {
            view.devices.set(devices);
        }
    };
    let ground = move |name: String| {
        let ground = Ground::ALL.into_iter().find(|ground| ground.name() == name);
        view.ground.set(ground.unwrap_or(Ground::Shop));
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label=tr("Preview")>
            <Segmented id="devices" label=tr("Device") quiet=true
                options=vec![("both", tr("Side by side")), ("phone", tr("Phone")), ("tablet", tr("Tablet")), ("desktop", tr("Desktop"))]
                icons=Devices::ALL.iter().map(|(_, _, icon)| *icon).collect()
                value=Signal::derive(move || view.devices.get().name().to_owned()) set=devices/>
            <Segmented id="ground" label=tr("Page") quiet=true
                options=vec![("shop", tr("Shop")), ("night", tr("Night")), ("loud", tr("Loud"))]
                value=Signal::derive(move || view.ground.get().name().to_owned()) set=ground/>
            <VisitorLanguage view=view/>
            <button id="start-over" type="button" class="button small"
                on:click=move |_| view.start_over(None)>
                <Icon name="again"/>{tr("Start over")}
            </button>
        </div>
    }
}

/// One button per class: the card as somebody of that class sees it.
#[component]
fn Paths(view: View) -> impl IntoView {
    let name = |class| match class {
        Class::Detractor => tr("Detractor"),
        Class::Passive => tr("Passive"),
        Class::Promoter => tr("Promoter"),
    };
    let button = move |class: Class| {
        let score = score_of(class);
        view! {
            <button type="button" class=format!("path {}", class.name())
                id=format!("path-{}", class.name())
                aria-pressed=move || (view.score.get().map(|score| score.class()) == Some(class)).to_string()
                on:click=move |_| view.start_over(score)>
                {name(class)}
            </button>
        }
    };
    view! {
        <div class="paths" role="group" aria-label=tr("As answered by a")>
            <span aria-hidden="true">{tr("As answered by a")}</span>
            {Class::ALL.map(button).collect_view()}
        </div>
    }
}

#[component]
fn VisitorLanguage(view: View) -> impl IntoView {
    let studio = Studio::here();
    let tags = Memo::new(move |_| {
        let mut tags = studio.survey.with(ready::languages_of);
        for tag in ready::languages() {
            if !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
        tags
    });
    view! {
        <select id="visitor-language" class="small" aria-label=tr("The visitor’s language")
            on:change:target=move |event| view.language.set(event.target().value())>
            <For each=move || tags.get() key=Clone::clone let:tag>
                <option value=tag.clone() selected={
                    let tag = tag.clone();
                    move || view.language.get() == tag
                }>{form::language_name(&tag)}</option>
            </For>
        </select>
    }
}

//! The Install page: the collector, publishing, the tag, the policy lines.

pub mod model;
mod requests;
mod view;

use crate::collector::{CollectorFields, usable_address};
use crate::parts::Code;
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use model::tag::{self, Hosting};
use outoften_core::survey::Mode;
use view::{guides, hosting as serving, page_check, pinned, publish};

/// The address in the tag until one is given.
const EXAMPLE: &str = "https://answers.example";

/// The page.
#[component]
pub fn Install() -> impl IntoView {
    let hosting = RwSignal::new(Hosting::Collector);
    view! {
        <div class="page install">
            <header>
                <h1>{tr("Put it on your site")}</h1>
                <p>{tr("Publish the design to your collector, paste one tag, done.")}</p>
            </header>
            <ol class="steps">
                <Step title=tr("Connect your collector")>
                    <p class="muted">{tr("It stores the answers and serves the card. One program, one file: start it with this line.")}</p>
                    <Code id="start-line" label=tr("The line that starts a collector") text=Signal::derive(|| "outoften serve".to_owned())/>
                    <form class="pair plain" on:submit=|event| event.prevent_default()><CollectorFields/></form>
                </Step>
                <Step title=tr("Publish the design")><publish::Publish/></Step>
                <Step title=tr("Who serves the card")><serving::HostingChoice hosting=hosting/></Step>
                <Step title=tr("Paste the tag")><Tag hosting=hosting/></Step>
                <Step title=tr("If your site has a content security policy")><Policy hosting=hosting/></Step>
                <Step title=tr("Check your page")><page_check::PageCheck hosting=hosting/></Step>
                <Step title=tr("Other ways to paste it")><guides::Guides hosting=hosting/></Step>
                // The last, because what it fetches takes more room than there was.
                <Step title=tr("Pin one version")><pinned::Pinned hosting=hosting/></Step>
            </ol>
        </div>
    }
}

#[component]
fn Step(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <li class="step card-box">
            <h2>{title}</h2>
            <div class="step-body">{children()}</div>
        </li>
    }
}

/// The collector's address, or an example's.
fn address(studio: Studio) -> String {
    let typed = studio.collector.with(|collector| usable_address(&collector.address));
    typed.unwrap_or_else(|_| EXAMPLE.to_owned())
}

/// The tag of the present document.
fn tag_of(studio: Studio, hosting: &Hosting) -> String {
    studio.survey.with(|survey| tag::tag(hosting, &address(studio), survey, None))
}

#[component]
fn Tag(hosting: RwSignal<Hosting>) -> impl IntoView {
    let studio = Studio::here();
    let place = move || {
        studio.survey.with(|survey| match survey.display.mode {
            Mode::Inline => Some(tag::place(&survey.display.target)),
            _ => None,
        })
    };
    view! {
        <p class="muted">{tr("Anywhere in the page, once. It loads nothing else for visitors who won’t be asked.")}</p>
        <Code id="tag" label=tr("The tag") text=Signal::derive(move || tag_of(studio, &hosting.get()))/>
        {move || place().map(|element| match element {
            Some(element) => view! {
                <p class="muted">{tr("And where the card should appear:")}</p>
                <Code id="tag-place" label=tr("The element") text=Signal::derive(move || element.clone())/>
            }.into_any(),
            None => view! { <p class="muted">{tr("The card appears inside the first element that your selector finds.")}</p> }.into_any(),
        })}
    }
}

#[component]
fn Policy(hosting: RwSignal<Hosting>) -> impl IntoView {
    let studio = Studio::here();
    let lines = Memo::new(move |_| {
        let logo = studio.survey.with(|survey| survey.brand.logo.clone());
        tag::policy_lines(&hosting.get(), &address(studio), logo.as_deref())
    });
    let text =
        move || lines.get().into_iter().map(|(line, _)| line + ";").collect::<Vec<_>>().join("\n");
    let why = |why: &str| match why {
        "the loader and the card" => tr("the loader and the card"),
        "the card's text and the answers" => tr("the card’s text and the answers"),
        "your logo" => tr("your logo"),
        _ => tr("the plain form, where WebAssembly is refused"),
    };
    view! {
        <p class="muted">{tr("Add these sources to the directives you have. No inline script or style is ever used.")}</p>
        <Code id="policy" label=tr("Lines of the policy") text=Signal::derive(text)/>
        <dl class="reasons">
            {move || lines.get().into_iter().map(|(line, reason)| {
                let name = line.split(' ').next().unwrap_or_default().to_owned();
                view! { <dt class="code">{name}</dt><dd>{why(reason)}</dd> }
            }).collect_view()}
        </dl>
    }
}

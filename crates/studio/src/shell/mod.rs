//! The frame around the pages: name, navigation, undo, language, light or dark.

pub mod route;

use super::browser::{address, matches, storage};
use super::pages::calculator::Calculator;
use super::pages::design::{Design, WordingTable};
use super::pages::follow_up::FollowUp;
use super::pages::install::Install;
use super::pages::results::Results;
use super::parts::Icon;
use super::state::Studio;
use super::words::{Language, set_language, tr};
use leptos::ev;
use leptos::prelude::*;
use route::Page;

/// The whole Studio. Redrawn when the language changes.
#[component]
pub fn Shell() -> impl IntoView {
    let studio = Studio::start();
    drop(window_event_listener(ev::hashchange, move |_| {
        studio.notice.set(None);
        let page = Page::from_hash(&address::hash());
        // A page handles other parts of its own address itself, so it is not redrawn.
        if studio.page.get_untracked() != page {
            studio.page.set(page);
        }
    }));
    drop(window_event_listener(ev::keydown, move |event| undo_by_key(studio, &event)));
    Effect::new(move |_| paint(studio));
    move || {
        set_language(studio.language.get());
        view! {
            <a class="skip" href="#page" on:click=focus_page>{tr("Skip to content")}</a>
            <Bar/>
            <Notice/>
            <main id="page" tabindex="-1">
                {move || match studio.page.get() {
                    Page::Design => view! { <Design/> }.into_any(),
                    Page::Wording => view! { <WordingTable/> }.into_any(),
                    Page::Install => view! { <Install/> }.into_any(),
                    Page::Results => view! { <Results/> }.into_any(),
                    Page::FollowUp => view! { <FollowUp/> }.into_any(),
                    Page::Calculator => view! { <Calculator/> }.into_any(),
                }}
            </main>
        }
    }
}

fn focus_page(event: ev::MouseEvent) {
    event.prevent_default();
    let page = super::browser::document().and_then(|document| document.get_element_by_id("page"));
    if let Some(page) =
        page.and_then(|page| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(page).ok())
    {
        drop(page.focus());
    }
}

/// Language, direction and colours of the document itself.
fn paint(studio: Studio) {
    let language = studio.language.get();
    let dark = studio.dark.get();
    let root = super::browser::document().and_then(|document| document.document_element());
    let Some(root) = root else { return };
    drop(root.set_attribute("lang", language.tag()));
    drop(match dark {
        Some(dark) => root.set_attribute("data-theme", if dark { "dark" } else { "light" }),
        None => root.remove_attribute("data-theme"),
    });
    if let Some(document) = super::browser::document() {
        document.set_title(&format!("{} – Out of Ten", name_of(studio.page.get())));
    }
}

fn name_of(page: Page) -> &'static str {
    match page {
        Page::Design => tr("Design"),
        Page::Wording => tr("Wording"),
        Page::Install => tr("Install"),
        Page::Results => tr("Results"),
        Page::FollowUp => tr("Follow-up"),
        Page::Calculator => tr("Calculator"),
    }
}

#[component]
fn Bar() -> impl IntoView {
    let studio = Studio::here();
    let link = move |page: Page| {
        let current = move || {
            (studio.page.get().chapter() == page)
                .then(|| if studio.page.get() == page { "page" } else { "true" })
        };
        view! {
            <a id=format!("go-{}", page.name()) href=page.hash() aria-current=current>
                {name_of(page)}
            </a>
        }
    };
    view! {
        <header class="bar">
            <a class="mark" href="#/design" aria-label="Out of Ten">
                <svg viewBox="0 0 28 28" aria-hidden="true">
                    <rect width="28" height="28" rx="8"/>
                    <circle cx="11" cy="14" r="5.2"/>
                    <path d="M20 8.2v11.6"/>
                </svg>
                <span>"Out of Ten"</span>
            </a>
            <nav aria-label=tr("Pages")>
                {Page::ALL.into_iter().filter(|page| page.chapter() == *page).map(link).collect_view()}
            </nav>
            <Tools/>
        </header>
    }
}

#[component]
fn Tools() -> impl IntoView {
    let studio = Studio::here();
    let can_undo = Memo::new(move |_| studio.draft.with(|draft| draft.can_undo()));
    let can_redo = Memo::new(move |_| studio.draft.with(|draft| draft.can_redo()));
    let kept = move || {
        if studio.saved.get() {
            tr("Saved in this browser")
        } else {
            tr("Not saved: this browser’s storage is full or blocked. Export the design.")
        }
    };
    view! {
        <div class="tools">
            <span id="kept" class="kept" class:lost=move || !studio.saved.get() role="status" title=kept>
                <Icon name="check"/><span>{kept}</span>
            </span>
            <button id="undo" class="round" type="button" aria-label=tr("Undo") title=tr("Undo")
                disabled=move || !can_undo.get()
                on:click=move |_| studio.draft.update(|draft| draft.undo())>
                <Icon name="undo"/>
            </button>
            <button id="redo" class="round" type="button" aria-label=tr("Redo") title=tr("Redo")
                disabled=move || !can_redo.get()
                on:click=move |_| studio.draft.update(|draft| draft.redo())>
                <Icon name="redo"/>
            </button>
            <ThemeButton/>
            <LanguageMenu/>
        </div>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let studio = Studio::here();
    let is_dark =
        move || studio.dark.get().unwrap_or_else(|| matches("(prefers-color-scheme: dark)"));
    let turn = move |_| {
        let dark = !is_dark();
        studio.dark.set(Some(dark));
        storage::write(storage::THEME, if dark { "dark" } else { "light" });
    };
    view! {
        <button id="theme" class="round" type="button" aria-label=tr("Dark interface")
            title=tr("Dark interface") aria-pressed=move || is_dark().to_string() on:click=turn>
            <Icon name="contrast"/>
        </button>
    }
}

#[component]
fn LanguageMenu() -> impl IntoView {
    let studio = Studio::here();
    let choose = move |event: ev::Event| {
        if let Some(language) = Language::of(&event_target_value(&event)) {
            storage::write(storage::LANGUAGE, language.tag());
            studio.language.set(language);
        }
    };
    let option = move |language: Language| {
        view! {
            <option value=language.tag() lang=language.tag()
                selected=move || studio.language.get() == language>
                {language.own_name()}
            </option>
        }
    };
    view! {
        <select id="language" class="small" aria-label=tr("Language of the Studio") on:change=choose>
            {Language::ALL.map(option).collect_view()}
        </select>
    }
}

#[component]
fn Notice() -> impl IntoView {
    let studio = Studio::here();
    view! {
        <div class="notice-place" role="status">
            {move || studio.notice.get().map(|sentence| view! {
                <p id="notice" class="notice">
                    <span>{sentence}</span>
                    <button class="round" type="button" aria-label=tr("Close")
                        on:click=move |_| studio.notice.set(None)>
                        <Icon name="cross"/>
                    </button>
                </p>
            })}
        </div>
    }
}

/// Ctrl or Command with Z, outside text fields, whose own undo comes first.
fn undo_by_key(studio: Studio, event: &ev::KeyboardEvent) {
    let command = event.ctrl_key() || event.meta_key();
    // A key of an input method is its own, whatever it is called.
    let composes = event.is_composing() || event.key_code() == 229;
    if !command || composes || !event.key().eq_ignore_ascii_case("z") || is_typing() {
        return;
    }
    event.prevent_default();
    studio.draft.update(|draft| if event.shift_key() { draft.redo() } else { draft.undo() });
}

fn is_typing() -> bool {
    let focused = super::browser::document().and_then(|document| document.active_element());
    focused.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "OUT-OF-TEN")
    })
}

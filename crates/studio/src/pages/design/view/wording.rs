//! The words of the card, language by language: the ready ones as placeholders, own ones on top.

use super::text_name::text_name;
use crate::browser::language_names;
use crate::document::ready_texts;
use crate::pages::design::preview::PreviewState;
use crate::parts::{Area, Section, Text};
use crate::shell::route::Page;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::survey::{Kind, Survey, TextKey};

/// The section.
#[component]
pub fn WordingFields(
    /// The card on the right follows the language that is edited.
    preview: PreviewState,
) -> impl IntoView {
    let studio = Studio::here();
    let summary = Signal::derive(move || {
        let own = studio.survey.with(|survey| survey.texts.tags().count());
        let ready = ready_texts::languages().len().to_string();
        let values = [("ready", ready.as_str())];
        if own == 0 { trf("{ready} languages ready", &values) } else { tr("Own words").to_owned() }
    });
    let keys = Memo::new(move |_| {
        let keys = TextKey::ALL.iter().copied();
        studio.survey.with(|survey| keys.filter(|key| key.is_asked_by(survey)).collect::<Vec<_>>())
    });
    let is_whole = Memo::new(move |_| studio.survey.with(|survey| survey.kind == Kind::Relational));
    view! {
        <Section id="section-wording" title=tr("Wording") summary=summary>
            <LanguageChoice preview=preview/>
            <p class="hint">
                {tr("Leave a field as it is to use the default text.")}" "
                <a id="open-sheet" href=Page::Wording.hash()>{tr("All languages side by side")}</a>
            </p>
            <Show when=move || !is_whole.get()>
                <Text path="touchpoint" label=tr("What it is about")
                    hint=tr("Takes the place of {touchpoint} and {phase} in the question.")
                    get=|survey| survey.touchpoint.clone().unwrap_or_default()
                    set=|survey, text| survey.touchpoint = Some(text).filter(|text| !text.is_empty())/>
            </Show>
            <For each=move || keys.get() key=|key| *key let:key>
                <Words preview=preview key=key/>
            </For>
        </Section>
    }
}

#[component]
fn LanguageChoice(preview: PreviewState) -> impl IntoView {
    let studio = Studio::here();
    let own_tag = RwSignal::new(String::new());
    let is_default = move || studio.survey.with(|survey| survey.locale == preview.language.get());
    let tags = Memo::new(move |_| {
        let mut tags = studio.survey.with(ready_texts::languages_of);
        let more =
            ready_texts::languages().into_iter().map(str::to_owned).chain([preview.language.get()]);
        for tag in more {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    });
    let add = move |_| {
        let tag = own_tag.get().trim().to_owned();
        if outoften_core::language::is_tag(&tag) {
            preview.language.set(tag);
            own_tag.set(String::new());
        } else {
            studio.announce(tr("Enter a language tag such as es or pt-BR."));
        }
    };
    view! {
        <div class="field">
            <label for="wording-language">{tr("Language")}</label>
            <div class="with-button">
                <select id="wording-language"
                    on:change:target=move |event| preview.language.set(event.target().value())>
                    <For each=move || tags.get() key=Clone::clone let:tag>
                        <LanguageOption preview=preview tag=tag/>
                    </For>
                </select>
                <button type="button" class="button small" disabled=is_default
                    on:click=move |_| studio.change("locale", |survey| survey.locale = preview.language.get_untracked())>
                    {move || if is_default() { tr("Fallback language") } else { tr("Make it the fallback") }}
                </button>
            </div>
            <div class="with-button">
                <input type="text" class="code" placeholder="pt-BR" maxlength="35"
                    aria-label=tr("Tag of another language")
                    prop:value=move || own_tag.get()
                    on:input:target=move |event| own_tag.set(event.target().value())/>
                <button type="button" class="button small" on:click=add>{tr("Add a language")}</button>
            </div>
        </div>
    }
}

#[component]
fn LanguageOption(preview: PreviewState, tag: String) -> impl IntoView {
    let studio = Studio::here();
    let own = {
        let tag = tag.clone();
        move || {
            studio.survey.with(|survey| {
                survey.texts.get(&tag).is_some_and(|texts| texts.iter().next().is_some())
            })
        }
    };
    let name = language_names::name(&tag);
    let chosen = {
        let tag = tag.clone();
        move || preview.language.get() == tag
    };
    view! {
        <option value=tag.clone() selected=chosen>
            {move || if own() { format!("{name} •") } else { name.clone() }}
        </option>
    }
}

#[component]
fn Words(preview: PreviewState, key: TextKey) -> impl IntoView {
    let studio = Studio::here();
    let value = Signal::derive(move || {
        let language = preview.language.get();
        studio.survey.with(|survey| own_text(survey, &language, key))
    });
    let placeholder = Signal::derive(move || ready_text(&preview.language.get(), key));
    let set = move |text: String| change_text(studio, &preview.language.get_untracked(), key, text);
    view! {
        <Area id=format!("text-{}", key.name()) label=text_name(key) value=value
            placeholder=placeholder set=set lang=Signal::derive(move || preview.language.get())/>
    }
}

/// The document's own text of this language, empty without one.
pub(super) fn own_text(survey: &Survey, language: &str, key: TextKey) -> String {
    let texts = survey.texts.get(language);
    texts.and_then(|texts| texts.get(key)).unwrap_or_default().to_owned()
}

/// The ready text of this language or its base, empty without one.
pub(super) fn ready_text(language: &str, key: TextKey) -> String {
    let base = outoften_core::language::base(language);
    let texts = [language, base].into_iter().filter_map(ready_texts::texts);
    texts.filter_map(|texts| texts.get(key)).next().unwrap_or_default().to_owned()
}

/// Sets an own text; an empty one gives way to the ready one.
pub(super) fn change_text(studio: Studio, language: &str, key: TextKey, text: String) {
    let path = format!("texts.{language}.{}", key.name());
    studio.change(&path, |survey| {
        let mut texts = survey.texts.get(language).cloned().unwrap_or_default();
        match text.is_empty() {
            true => texts.remove(key),
            false => texts.set(key, text),
        }
        survey.texts.set(language, texts);
    });
}

//! The words of the card, language by language: the ready ones as placeholders, own ones on top.

use crate::studio::model::{form, ready};
use crate::studio::parts::{Area, Section, Text};
use crate::studio::preview::View;
use crate::studio::state::Studio;
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::survey::{Kind, TextKey, Texts};

/// The section.
#[component]
pub fn WordingFields(
    /// The card on the right follows the language that is edited.
    view: View,
) -> impl IntoView {
    let studio = Studio::here();
    let summary = Signal::derive(move || {
        let own = studio.survey.with(|survey| survey.texts.tags().count());
        let ready = ready::languages().len().to_string();
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
            <LanguageChoice view=view/>
            <p class="hint">{tr("Empty fields use the ready wording that stands in them.")}</p>
            <Show when=move || !is_whole.get()>
                <Text path="touchpoint" label=tr("What it is about")
                    hint=tr("Takes the place of {touchpoint} and {phase} in the question.")
                    get=|survey| survey.touchpoint.clone().unwrap_or_default()
                    set=|survey, text| survey.touchpoint = Some(text).filter(|text| !text.is_empty())/>
            </Show>
            <For each=move || keys.get() key=|key| *key let:key>
                <Words view=view key=key/>
            </For>
        </Section>
    }
}

#[component]
fn LanguageChoice(view: View) -> impl IntoView {
    let studio = Studio::here();
    let own_tag = RwSignal::new(String::new());
    let is_default = move || studio.survey.with(|survey| survey.locale == view.language.get());
    let tags = Memo::new(move |_| {
        let mut tags = studio.survey.with(ready::languages_of);
        let more = ready::languages().into_iter().map(str::to_owned).chain([view.language.get()]);
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
            view.language.set(tag);
            own_tag.set(String::new());
        } else {
            studio.say(tr("Give a language tag such as es or pt-BR."));
        }
    };
    view! {
        <div class="field">
            <label for="wording-language">{tr("Language")}</label>
            <div class="with-button">
                <select id="wording-language"
                    on:change:target=move |event| view.language.set(event.target().value())>
                    <For each=move || tags.get() key=Clone::clone let:tag>
                        <LanguageOption view=view tag=tag/>
                    </For>
                </select>
                <button type="button" class="button small" disabled=is_default
                    on:click=move |_| studio.change("locale", |survey| survey.locale = view.language.get_untracked())>
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
fn LanguageOption(view: View, tag: String) -> impl IntoView {
    let studio = Studio::here();
    let own = {
        let tag = tag.clone();
        move || {
            studio.survey.with(|survey| {
                survey.texts.get(&tag).is_some_and(|texts| texts.iter().next().is_some())
            })
        }
    };
    let name = form::language_name(&tag);
    let chosen = {
        let tag = tag.clone();
        move || view.language.get() == tag
    };
    view! {
        <option value=tag.clone() selected=chosen>
            {move || if own() { format!("{name} •") } else { name.clone() }}
        </option>
    }
}

#[component]
fn Words(view: View, key: TextKey) -> impl IntoView {
    let studio = Studio::here();
    let value = Signal::derive(move || {
        let language = view.language.get();
        let text = studio.survey.with(|survey| {
            survey.texts.get(&language).and_then(|texts| texts.get(key)).map(str::to_owned)
        });
        text.unwrap_or_default()
    });
    let placeholder = Signal::derive(move || {
        let language = view.language.get();
        let base = outoften_core::language::base(&language);
        let texts = ready::texts(&language).or_else(|| ready::texts(base));
        texts.and_then(|texts| texts.get(key)).unwrap_or_default().to_owned()
    });
    let set = move |text: String| {
        let language = view.language.get_untracked();
        let path = format!("texts.{language}.{}", key.name());
        studio.change(&path, |survey| {
            let mut texts = survey.texts.get(&language).cloned().unwrap_or_default();
            put(&mut texts, key, text);
            survey.texts.set(&language, texts);
        });
    };
    view! {
        <Area id=format!("text-{}", key.name()) label=label(key) value=value
            placeholder=placeholder set=set lang=Signal::derive(move || view.language.get())/>
    }
}

fn put(texts: &mut Texts, key: TextKey, text: String) {
    if text.is_empty() {
        texts.remove(key);
    } else {
        texts.set(key, text);
    }
}

fn label(key: TextKey) -> &'static str {
    match key {
        TextKey::QuestionRelational
        | TextKey::QuestionPhase
        | TextKey::QuestionTransactional
        | TextKey::QuestionCes1
        | TextKey::QuestionCes2
        | TextKey::QuestionCsat
        | TextKey::QuestionFxf => tr("The question"),
        TextKey::Low | TextKey::LowFxf => tr("What 0 means"),
        TextKey::High | TextKey::HighFxf => tr("What 10 means"),
        TextKey::LowCes1 | TextKey::LowCes2 | TextKey::LowCsat => tr("What 1 means"),
        TextKey::HighCes1 | TextKey::HighCsat => tr("What 5 means"),
        TextKey::HighCes2 => tr("What 7 means"),
        TextKey::Score => tr("How a score is spoken"),
        TextKey::WhyDetractor => tr("Asked of detractors"),
        TextKey::WhyPassive => tr("Asked of passives"),
        TextKey::WhyMiddle => tr("Asked after an answer in the middle"),
        TextKey::WhyPromoter => tr("Asked of promoters"),
        TextKey::Optional => tr("Beside that question"),
        TextKey::Hint => tr("In the empty comment box"),
        TextKey::Left => tr("Under the comment box"),
        TextKey::Drivers => tr("Above the list of reasons"),
        TextKey::Contact => tr("Above the request for an address"),
        TextKey::ContactAddress => tr("Name of the address field"),
        TextKey::ContactAgree => tr("Beside the tick that allows writing"),
        TextKey::ContactWrong => tr("When only address or tick is there"),
        TextKey::Button => tr("Label of the edge button"),
        TextKey::ThanksDetractor => tr("Thank-you to detractors"),
        TextKey::ThanksPassive => tr("Thank-you to passives"),
        TextKey::ThanksPromoter => tr("Thank-you to promoters"),
        TextKey::Send => tr("Button that sends"),
        TextKey::Later => tr("Button for later"),
        TextKey::Never => tr("Button for never"),
        TextKey::Close => tr("Spoken name of the cross"),
        TextKey::Thanks => tr("Thank-you"),
        TextKey::Announce => tr("Spoken when the card comes"),
    }
}

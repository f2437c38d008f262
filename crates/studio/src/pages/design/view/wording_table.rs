//! All wordings side by side: one row for each text, one column for each language.

use super::text_name::text_name;
use super::wording::{change_text, own_text, ready_text};
use crate::browser::language_names;
use crate::document::ready_texts;
use crate::parts::Icon;
use crate::shell::route::Page;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::survey::TextKey;

/// Columns beyond this make each too narrow to write in.
const MOST_COLUMNS: usize = 6;

/// The page.
#[component]
pub fn WordingTable() -> impl IntoView {
    let studio = Studio::here();
    let columns = RwSignal::new(studio.survey.with_untracked(first_columns));
    let keys = Memo::new(move |_| {
        let keys = TextKey::ALL.iter().copied();
        studio.survey.with(|survey| keys.filter(|key| key.is_asked_by(survey)).collect::<Vec<_>>())
    });
    view! {
        <div class="page sheet">
            <header>
                <p><a href=Page::Design.hash()>{tr("Back to the design")}</a></p>
                <h1>{tr("Wording, side by side")}</h1>
                <p>{tr("Each field shows the ready text until you write your own. Words in braces are filled in.")}</p>
            </header>
            <AddColumn columns=columns/>
            <div class="sheet-scroll" tabindex="0" role="region" aria-label=tr("Wording, side by side")>
                <table>
                    <thead><tr>
                        <th scope="col">{tr("Text")}</th>
                        <For each=move || columns.get() key=Clone::clone let:tag>
                            <Head tag=tag columns=columns/>
                        </For>
                    </tr></thead>
                    <tbody>
                        <For each=move || keys.get() key=|key| *key let:key>
                            <tr>
                                <th scope="row">{text_name(key)}</th>
                                <For each=move || columns.get() key=Clone::clone let:tag>
                                    <Cell tag=tag key=key/>
                                </For>
                            </tr>
                        </For>
                    </tbody>
                </table>
            </div>
        </div>
    }
}

/// The document's own languages, then English and two neighbours, so that there is something to
/// compare with.
fn first_columns(survey: &outoften_core::survey::Survey) -> Vec<String> {
    let mut tags = ready_texts::languages_of(survey);
    for tag in ["en", "es", "mk"] {
        if tags.len() < 3 && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags.truncate(MOST_COLUMNS);
    tags
}

#[component]
fn AddColumn(columns: RwSignal<Vec<String>>) -> impl IntoView {
    let rest = move || {
        let shown = columns.get();
        let tags =
            ready_texts::languages().into_iter().filter(move |tag| !shown.iter().any(|s| s == tag));
        tags.map(|tag| view! { <option value=tag>{language_names::name(tag)}</option> })
            .collect_view()
    };
    let add = move |tag: String| {
        if !tag.is_empty() {
            columns.update(|columns| columns.push(tag));
        }
    };
    view! {
        <div class="sheet-tools">
            <select id="add-column" aria-label=tr("Show another language")
                disabled=move || { columns.with(Vec::len) >= MOST_COLUMNS }
                on:change:target=move |event| { add(event.target().value()); event.target().set_value(""); }>
                <option value="">{tr("Show another language")}</option>
                {rest}
            </select>
        </div>
    }
}

#[component]
fn Head(tag: String, columns: RwSignal<Vec<String>>) -> impl IntoView {
    let studio = Studio::here();
    let name = language_names::name(&tag);
    let own = tag.clone();
    let is_fallback = move || studio.survey.with(|survey| survey.locale == own);
    let hide = trf("Hide {language}", &[("language", &name)]);
    let is_last = move || columns.with(Vec::len) == 1;
    view! {
        <th scope="col">
            <span>{name}{move || is_fallback().then(|| format!(" · {}", tr("fallback")))}</span>
            <button type="button" class="round" aria-label=hide disabled=is_last
                on:click=move |_| columns.update(|columns| columns.retain(|other| *other != tag))>
                <Icon name="cross"/>
            </button>
        </th>
    }
}

#[component]
fn Cell(tag: String, key: TextKey) -> impl IntoView {
    let studio = Studio::here();
    let ready = ready_text(&tag, key);
    let name = format!("{}: {}", text_name(key), language_names::name(&tag));
    let (shown, written) = (tag.clone(), tag.clone());
    let own = Memo::new(move |_| studio.survey.with(|survey| own_text(survey, &shown, key)));
    view! {
        <td class:own=move || own.with(|text| !text.is_empty())>
            <textarea id=format!("sheet-{}-{tag}", key.name()) lang=tag dir="auto" rows="2"
                maxlength="300" aria-label=name placeholder=ready
                prop:value=move || own.get()
                on:input:target=move |event| change_text(studio, &written, key, event.target().value())></textarea>
        </td>
    }
}

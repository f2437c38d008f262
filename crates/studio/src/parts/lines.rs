//! A list of short texts, one in each line.

use super::Field;
use crate::state::Studio;
use leptos::prelude::*;
use outoften_core::survey::Survey;

/// A list of short texts; empty lines do not count.
#[component]
pub fn Lines(
    path: &'static str,
    label: &'static str,
    #[prop(default = "")] hint: &'static str,
    #[prop(default = "")] placeholder: &'static str,
    get: fn(&Survey) -> &Vec<String>,
    set: fn(&mut Survey, Vec<String>),
) -> impl IntoView {
    let studio = Studio::here();
    // What is being typed, because an unfinished line is no entry yet.
    let typed = RwSignal::new(None::<String>);
    let kept = move || studio.survey.with(|survey| get(survey).join("\n"));
    let value = move || {
        let kept = kept();
        typed.get().filter(|text| lines(text).join("\n") == kept).unwrap_or(kept)
    };
    view! {
        <Field path=path label=label hint=hint>
            <textarea id=format!("field-{path}") class="code" rows="2" spellcheck="false"
                placeholder=placeholder aria-describedby=format!("hint-{path} flaw-{path}")
                prop:value=value
                on:input:target=move |event| {
                    let text = event.target().value();
                    let entries = lines(&text);
                    typed.set(Some(text));
                    studio.change(path, |survey| set(survey, entries));
                }></textarea>
        </Field>
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

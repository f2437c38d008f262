//! One thing that is on or off.

use crate::state::Studio;
use leptos::prelude::*;
use outoften_core::survey::Survey;

/// A field of the document that is true or false, or there or not.
#[component]
pub fn Switch(
    path: &'static str,
    label: &'static str,
    #[prop(default = "")] hint: &'static str,
    get: fn(&Survey) -> bool,
    set: fn(&mut Survey, bool),
) -> impl IntoView {
    let studio = Studio::here();
    view! {
        <label class="switch">
            <input id=format!("field-{path}") type="checkbox" role="switch"
                prop:checked=move || studio.survey.with(get)
                on:change:target=move |event| {
                    let on = event.target().checked();
                    studio.change(path, |survey| set(survey, on));
                }/>
            <span>
                {label}
                {(!hint.is_empty()).then(|| view! { <small>{hint}</small> })}
            </span>
        </label>
    }
}

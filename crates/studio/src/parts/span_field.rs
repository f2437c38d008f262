//! A waiting time: a count and its unit.

use super::Field;
use crate::pages::design::model::form::{UNITS, span};
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use outoften_core::survey::Survey;
use outoften_core::time::Span;

/// A waiting time; none where the document allows none.
#[component]
pub fn SpanField(
    path: &'static str,
    label: &'static str,
    #[prop(default = "")] hint: &'static str,
    get: fn(&Survey) -> Option<Span>,
    set: fn(&mut Survey, Option<Span>),
    /// Whether an empty count means none.
    #[prop(optional)]
    may_be_none: bool,
) -> impl IntoView {
    let studio = Studio::here();
    let parts = Memo::new(move |_| studio.survey.with(get).map(Span::parts));
    let count = move || parts.get().map_or(String::new(), |(_, count)| count.to_string());
    let unit = move || parts.get().map_or("days", |(unit, _)| unit);
    let take = move |count: String, unit: String| match count.trim().parse::<u16>() {
        Ok(count) => studio.change(path, |survey| set(survey, Some(span(count, &unit)))),
        Err(_) if may_be_none && count.trim().is_empty() => {
            studio.change(path, |survey| set(survey, None));
        }
        Err(_) => {}
    };
    let option = move |name: &'static str| {
        view! { <option value=name selected=move || unit() == name>{unit_name(name)}</option> }
    };
    view! {
        <Field path=path label=label hint=hint>
            <div class="span">
                <input id=format!("field-{path}") type="number" min="0" max="65535"
                    inputmode="numeric" placeholder=if may_be_none { tr("none") } else { "" }
                    prop:value=count
                    on:change:target=move |event| take(event.target().value(), unit().to_owned())/>
                <select aria-label=tr("Unit")
                    on:change:target=move |event| take(count(), event.target().value())>
                    {UNITS.map(option).collect_view()}
                </select>
            </div>
        </Field>
    }
}

fn unit_name(unit: &str) -> &'static str {
    match unit {
        "months" => tr("months"),
        "hours" => tr("hours"),
        _ => tr("days"),
    }
}

//! Fields of the document: a label, a hint, an input, and what the document's reader says about
//! the value.

use crate::state::Studio;
use leptos::prelude::*;
use outoften_core::survey::Survey;

/// A part of a panel that can be folded.
#[component]
pub fn Section(
    /// Of the element, for links and tests.
    id: &'static str,
    title: &'static str,
    /// One line in the folded state.
    #[prop(into)]
    summary: Signal<String>,
    #[prop(optional)] open: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <details class="section" id=id open=open>
            <summary>
                <h2>{title}</h2>
                <span class="summary">{move || summary.get()}</span>
            </summary>
            <div class="section-body">{children()}</div>
        </details>
    }
}

/// Label and hint around any input that has the id `field-<path>`.
#[component]
pub fn Field(
    /// The path in the document.
    #[prop(into)]
    path: String,
    label: &'static str,
    #[prop(default = "")] hint: &'static str,
    children: Children,
) -> impl IntoView {
    let (for_id, hint_id) = (format!("field-{path}"), format!("hint-{path}"));
    view! {
        <div class="field">
            <label for=for_id>{label}</label>
            {children()}
            {(!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> })}
            <Flaw path=path/>
        </div>
    }
}

/// What is wrong with the field of this path or anything below it, if anything.
#[component]
pub fn Flaw(#[prop(into)] path: String) -> impl IntoView {
    let studio = Studio::here();
    let id = format!("flaw-{path}");
    let mine = Memo::new(move |_| {
        let is_mine = |field: &str| {
            field.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        studio.flaw.get().filter(|flaw| is_mine(&flaw.field)).map(|flaw| flaw.expected)
    });
    view! {
        <p class="flaw" id=id role="alert" hidden=move || mine.get().is_none()>
            {move || mine.get().map(|expected| crate::words::trf("Enter {expected}.", &[("expected", expected)]))}
        </p>
    }
}

/// One line of text.
#[component]
pub fn Text(
    path: &'static str,
    label: &'static str,
    #[prop(default = "")] hint: &'static str,
    #[prop(default = "")] placeholder: &'static str,
    get: fn(&Survey) -> String,
    set: fn(&mut Survey, String),
    #[prop(optional)] code: bool,
) -> impl IntoView {
    let studio = Studio::here();
    let wrong = move || studio.flaw.get().is_some_and(|flaw| flaw.field == path).to_string();
    view! {
        <Field path=path label=label hint=hint>
            <input id=format!("field-{path}") type="text" class:code=code autocomplete="off"
                spellcheck="false" placeholder=placeholder
                aria-describedby=format!("hint-{path} flaw-{path}")
                aria-invalid=wrong
                prop:value=move || studio.survey.with(get)
                on:input:target=move |event| {
                    let value = event.target().value();
                    studio.change(path, |survey| set(survey, value));
                }/>
        </Field>
    }
}

/// A few lines of text with what is used instead of nothing as a placeholder.
#[component]
pub fn Area(
    #[prop(into)] id: String,
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] placeholder: Signal<String>,
    #[prop(into)] set: Callback<String>,
    /// The language of the text, for spell-checkers and screen readers.
    #[prop(into)]
    lang: Signal<String>,
) -> impl IntoView {
    let rows = move || if placeholder.get().chars().count() > 44 { "3" } else { "1" };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea id=id rows=rows lang=move || lang.get() dir="auto" maxlength="300"
                placeholder=move || placeholder.get()
                prop:value=move || value.get()
                on:input:target=move |event| set.run(event.target().value())></textarea>
        </div>
    }
}

/// A whole number with a slider beside it.
#[component]
pub fn Number(
    path: &'static str,
    label: &'static str,
    unit: &'static str,
    #[prop(default = "")] hint: &'static str,
    max: u32,
    /// Where the slider ends, when larger numbers are rare.
    #[prop(default = u32::MAX)]
    slide: u32,
    get: fn(&Survey) -> u32,
    set: fn(&mut Survey, u32),
) -> impl IntoView {
    let studio = Studio::here();
    let value = move || studio.survey.with(get).to_string();
    let take = move |text: String| {
        if let Ok(number) = text.parse::<u32>() {
            studio.change(path, |survey| set(survey, number.min(max)));
        }
    };
    view! {
        <Field path=path label=label hint=hint>
            <div class="number">
                <input type="range" min="0" max=slide.min(max).to_string() aria-label=label
                    prop:value=value on:input:target=move |event| take(event.target().value())/>
                <input id=format!("field-{path}") type="number" min="0" max=max.to_string()
                    inputmode="numeric" prop:value=value
                    on:change:target=move |event| take(event.target().value())/>
                <span>{unit}</span>
            </div>
        </Field>
    }
}

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

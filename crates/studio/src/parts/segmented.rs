//! A choice of a few, side by side: native radios that look like one control.

use super::Icon;
use leptos::prelude::*;

/// A choice of a few.
#[component]
pub fn Segmented(
    /// Of the group; each radio gets `<id>-<value>`.
    id: &'static str,
    label: &'static str,
    /// Value and what is shown.
    options: Vec<(&'static str, &'static str)>,
    /// An icon per option instead of words; the words stay as names.
    #[prop(optional)]
    icons: Vec<&'static str>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] set: Callback<String>,
    /// The label is only for screen readers.
    #[prop(optional)]
    hidden_label: bool,
) -> impl IntoView {
    let option = move |(index, (name, text)): (usize, (&'static str, &'static str))| {
        let icon = icons.get(index).copied();
        view! {
            <label title=icon.map(|_| text)>
                <input type="radio" name=id id=format!("{id}-{name}") value=name
                    prop:checked=move || value.get() == name
                    on:change=move |_| set.run(name.to_owned())/>
                <span>
                    {icon.map(|icon| view! { <Icon name=icon/> })}
                    <span class:heard=icon.is_some()>{text}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="segmented" id=id>
            <legend class:heard=hidden_label>{label}</legend>
            <div class="segments">{options.into_iter().enumerate().map(option).collect_view()}</div>
        </fieldset>
    }
}

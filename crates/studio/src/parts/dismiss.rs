//! A cross that takes a message away.

use super::Icon;
use crate::words::tr;
use leptos::prelude::*;

/// The cross.
#[component]
pub fn Dismiss(close: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button class="round dismiss" type="button" aria-label=tr("Close") on:click=move |_| close()>
            <Icon name="cross"/>
        </button>
    }
}

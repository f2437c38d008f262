//! The fields for the collector's address and token.

use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;

/// Address and token. Every page that needs a collector shows them.
#[component]
pub fn CollectorFields() -> impl IntoView {
    let studio = Studio::here();
    view! {
        <div class="field">
            <label for="collector-address">{tr("Address")}</label>
            <input id="collector-address" type="url" class="code" placeholder="https://answers.example"
                prop:value=move || studio.collector.with(|collector| collector.address.clone())
                on:input:target=move |event| {
                    let address = event.target().value();
                    studio.collector.update(|collector| collector.address = address);
                }/>
        </div>
        <div class="field">
            <label for="collector-token">{tr("Token")}</label>
            <input id="collector-token" type="password" class="code" autocomplete="off"
                prop:value=move || studio.collector.with(|collector| collector.token.clone())
                on:input:target=move |event| {
                    let token = event.target().value().trim().to_owned();
                    studio.collector.update(|collector| collector.token = token);
                }/>
            <p class="hint">{tr("Printed by the collector at its first start. Kept until this tab is closed.")}</p>
        </div>
    }
}

//! An order page in Leptos that asks how the order went.
//!
//! `trunk serve` in this folder runs it; `?api=` names the collector, whose survey `acme` it asks.

use gloo_net::http::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;
use outoften::core::survey::Survey;
use outoften::core::wire::Response;
use outoften::{Card, may_ask};

fn main() {
    mount_to_body(Order);
}

#[component]
fn Order() -> impl IntoView {
    let survey = RwSignal::new(None);
    let score = RwSignal::new(None);
    spawn_local(async move { survey.set(load(&collector()).await) });
    let on_answer = Callback::new(move |answer: Response| score.set(Some(answer.score.get())));
    // Asked once: the answer to "may I?" must not change while the card stands.
    let asked = move || survey.get().filter(may_ask);
    view! {
        <main>
            <h1>"Thank you for your order"</h1>
            <p id="state">{move || score.get().map(|score| format!("You chose {score}"))}</p>
            {move || asked().map(|survey| view! { <Card survey on_answer /> })}
        </main>
    }
}

/// The survey as the collector serves it, with the address that takes its answers.
async fn load(collector: &str) -> Option<Survey> {
    let reply = Request::get(&format!("{collector}/v1/surveys/acme.json")).send().await.ok()?;
    let document: serde_json::Value = serde_json::from_str(&reply.text().await.ok()?).ok()?;
    let survey = Survey::read(&document).ok()?;
    Some(Survey { endpoint: Some(format!("{collector}/v1/responses")), ..survey })
}

/// `?api=` of the page's address; else the page's own server.
fn collector() -> String {
    let search = window().location().search().unwrap_or_default();
    let parameters = web_sys::UrlSearchParams::new_with_str(&search).ok();
    parameters.and_then(|parameters| parameters.get("api")).unwrap_or_default()
}

//! A reply in four parts, to begin with and to be changed: it is sent by whoever writes it, from
//! their own mailbox.

use super::labels::part_label;
use crate::browser::download;
use crate::pages::follow_up::model::cases::{Case, PARTS, ReplyPart};
use crate::pages::follow_up::state::FollowUpState;
use crate::parts::Segmented;
use crate::url::mailto;
use crate::words::tr;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Languages that have a reply.
const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("es", "Español"), ("mk", "Македонски")];

/// The reply.
#[component]
pub fn ReplyCard(state: FollowUpState, case: Case) -> impl IntoView {
    let spoken = Signal::derive(move || state.reply.with(|reply| reply.lang.clone()));
    let speak = move |lang: String| state.reply_in(lang);
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = state.reply.with_untracked(|reply| reply.text());
        spawn_local(async move {
            let _ = copied.try_set(download::copy(&text).await);
        });
    };
    let address = case.contact.map(|contact| contact.address);
    let letter =
        move || {
            let address = address.as_ref()?;
            Some(state.reply.with(|reply| {
                mailto(address, &[("subject", &reply.subject), ("body", &reply.text())])
            }))
        };
    view! {
        <section class="card-box reply" id="reply" aria-labelledby="reply-title">
            <h2 id="reply-title">{tr("Draft reply")}</h2>
            <p class="muted">{tr("The four parts of a good reply. Edit them, send the reply from your own mailbox, then mark it as sent.")}</p>
            <Segmented id="reply-language" label=tr("Language of the reply") hidden_label=true
                options=LANGUAGES.to_vec() value=spoken set=speak/>
            {PARTS.map(|name| view! { <PartField state=state name=name/> }).collect_view()}
            <div class="row">
                <button id="copy-reply" type="button" class="button small" on:click=copy>
                    {move || if copied.get() { tr("Copied") } else { tr("Copy the reply") }}
                </button>
                <a class="button small" id="mail-reply" hidden={let letter = letter.clone(); move || letter().is_none()} href={let letter = letter.clone(); move || letter().unwrap_or_default()}>
                    {tr("Open in email")}
                </a>
                <button id="sent-reply" type="button" class="button primary small" on:click=move |_| state.send_reply()>
                    {tr("Mark as sent")}
                </button>
            </div>
        </section>
    }
}

#[component]
fn PartField(state: FollowUpState, name: &'static str) -> impl IntoView {
    let id = format!("reply-{name}");
    let text = move || {
        state.reply.with(|reply| {
            let part = reply.parts.iter().find(|part| part.part == name);
            part.map_or(String::new(), |part| part.text.clone())
        })
    };
    let set = move |text: String| {
        state.reply.update(|reply| match reply.parts.iter_mut().find(|part| part.part == name) {
            Some(part) => part.text = text,
            None => {
                reply.parts.push(ReplyPart { part: name.to_owned(), title: String::new(), text })
            }
        });
    };
    view! {
        <div class="field">
            <label for=id.clone()>{part_label(name)}</label>
            <textarea id=id rows="3" maxlength="2000" dir="auto" prop:value=text
                on:input:target=move |event| set(event.target().value())></textarea>
        </div>
    }
}

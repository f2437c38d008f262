//! Numbers in, everything out: pasted scores, three shares or eleven counts.

pub mod model;

use crate::pages::results::view::report::ReportView;
use crate::pages::results::view::shares::{class_name, range};
use crate::parts::Segmented;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::metric::Metric;
use outoften_core::{Class, Score, Tally};
use outoften_studio_reader::findings::Findings;
use std::sync::Arc;

/// The most answers a field takes.
const COUNT_MAX: u64 = 1_000_000_000;

/// The page.
#[component]
pub fn Calculator() -> impl IntoView {
    let studio = Studio::here();
    let mode = RwSignal::new("paste".to_owned());
    let text = RwSignal::new(String::new());
    let counts = RwSignal::new([0_u64; 11]);
    let findings = Memo::new(move |_| {
        Arc::new(match mode.get().as_str() {
            "paste" => text.with(|text| of_text(text)),
            _ => Findings::of_tally(
                tr("Counted by hand"),
                Metric::Nps,
                Tally::from_counts(counts.get()),
            ),
        })
    });
    let set = move |name: String| mode.set(name);
    view! {
        <div class="page">
            <header>
                <h1>{tr("NPS calculator")}</h1>
                <p>{tr("Paste scores, or type how many people gave each. Everything is computed here, by the same code that scores your answers.")}</p>
            </header>
            <section class="card-box calculator" aria-label=tr("Numbers")>
                <Segmented id="calculator-mode" label=tr("What you have") hidden_label=true
                    options=vec![("paste", tr("Scores")), ("three", tr("Three numbers")), ("eleven", tr("Eleven numbers"))]
                    value=Signal::derive(move || mode.get()) set=set/>
                {move || match mode.get().as_str() {
                    "three" => view! { <Three counts=counts/> }.into_any(),
                    "eleven" => view! { <Eleven counts=counts/> }.into_any(),
                    _ => view! { <Paste text=text/> }.into_any(),
                }}
            </section>
            {move || {
                studio.narrow.track();
                view! { <ReportView findings=findings.get()/> }
            }}
        </div>
    }
}

fn of_text(text: &str) -> Findings {
    let pasted = model::read(text);
    let mut findings = Findings::of_tally(tr("Pasted scores"), Metric::Nps, pasted.tally);
    findings.bad_rows = pasted.bad as u64;
    let line = |(place, word): &(usize, String)| {
        let place = place.to_string();
        trf(
            "Number {place}: “{word}” is not a whole number from 0 to 10",
            &[("place", &place), ("word", word)],
        )
    };
    findings.first_bad_rows = pasted.first_bad.iter().map(line).collect();
    findings
}

#[component]
fn Paste(text: RwSignal<String>) -> impl IntoView {
    view! {
        <div class="field">
            <label for="scores">{tr("Scores from 0 to 10")}</label>
            <textarea id="scores" class="code" rows="5" spellcheck="false" placeholder="10 9 7 0 8 10 …"
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())></textarea>
            <p class="hint">{tr("With spaces, commas or line ends between them; a column of a sheet works.")}</p>
        </div>
    }
}

/// One field per class. Its answers are counted at the class's highest score.
#[component]
fn Three(counts: RwSignal<[u64; 11]>) -> impl IntoView {
    let field = move |class: Class| {
        let id = format!("count-{}", class.name());
        let tally = move || Tally::from_counts(counts.get());
        let take = move |count: u64| {
            counts.update(|counts| {
                for (score, slot) in Score::all().zip(counts.iter_mut()) {
                    if score.class() == class {
                        *slot = if Some(score) == top_of(class) { count } else { 0 };
                    }
                }
            })
        };
        view! {
            <div class="field">
                <label for=id.clone()>{class_name(Metric::Nps, class)}" "<small class="muted">{range(class)}</small></label>
                <Count id=id value=Signal::derive(move || tally().of_class(class)) set=take/>
            </div>
        }
    };
    view! { <div class="three">{Class::ALL.map(field).collect_view()}</div> }
}

fn top_of(class: Class) -> Option<Score> {
    Score::all().rev().find(|score| score.class() == class)
}

#[component]
fn Eleven(counts: RwSignal<[u64; 11]>) -> impl IntoView {
    let field = move |score: Score| {
        let id = format!("count-{}", score.digits());
        let index = usize::from(score.get());
        let value = Signal::derive(move || {
            counts.with(|counts| counts.get(index).copied().unwrap_or_default())
        });
        let take = move |count: u64| {
            counts.update(|counts| {
                if let Some(slot) = counts.get_mut(index) {
                    *slot = count;
                }
            })
        };
        view! {
            <div class="field">
                <label for=id.clone()>{score.digits()}</label>
                <Count id=id value=value set=take/>
            </div>
        }
    };
    view! { <div class="eleven">{Score::all().map(field).collect_view()}</div> }
}

#[component]
fn Count(id: String, value: Signal<u64>, set: impl Fn(u64) + 'static) -> impl IntoView {
    let shown = move || value.get().to_string();
    view! {
        <input id=id type="number" min="0" max=COUNT_MAX.to_string() inputmode="numeric"
            prop:value=shown
            on:input:target=move |event| set(event.target().value().parse::<u64>().unwrap_or_default().min(COUNT_MAX))/>
    }
}

//! The comments, by class, with a search.

use super::shares::class_name;
use crate::studio::model::findings::{Findings, Words};
use crate::studio::model::number::grouped;
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::Class;
use std::sync::Arc;

/// How many are shown at once.
const PAGE: usize = 12;
/// How many matches are looked for: enough to page through, quick with any number of comments.
const MATCHES_MAX: usize = 2_000;

/// The comments.
#[component]
pub fn Comments(findings: Arc<Findings>) -> impl IntoView {
    let class = RwSignal::new(String::from("all"));
    let search = RwSignal::new(String::new());
    let shown = RwSignal::new(PAGE);
    let all = StoredValue::new(findings.clone());
    let matching = Memo::new(move |_| {
        let (class, needle) = (class.get(), search.get().to_lowercase());
        all.with_value(|findings| find(findings, &class, &needle))
    });
    let name = |wanted: Class| {
        format!("{} {}", class_name(wanted), grouped(findings.comments_of(wanted) as u64))
    };
    let names = Class::ALL.map(name);
    let count = move || trf("{n} comments", &[("n", &count_of(matching.with(Vec::len)))]);
    let list = move || {
        let first: Vec<usize> =
            matching.with(|found| found.iter().take(shown.get()).copied().collect());
        all.with_value(|findings| {
            let words = first.iter().filter_map(|index| findings.comments.get(*index));
            words.map(comment).collect_view()
        })
    };
    let left_out = findings.comments_left_out;
    view! {
        <section class="card-box" id="comments">
            <h2>{tr("Comments")}</h2>
            <p class="muted" role="status">{count}</p>
            <div class="filters">
                <ClassFilter class=class names=names/>
                <input id="comment-search" type="search" placeholder=tr("Search the comments")
                    aria-label=tr("Search the comments")
                    prop:value=move || search.get()
                    on:input:target=move |event| {
                        search.set(event.target().value());
                        shown.set(PAGE);
                    }/>
            </div>
            <ul class="comments">{list}</ul>
            <button type="button" class="button" hidden=move || shown.get() >= matching.with(Vec::len)
                on:click=move |_| shown.update(|shown| *shown += 4 * PAGE)>
                {tr("Show more")}
            </button>
            {(left_out > 0).then(|| view! {
                <p class="muted">{trf("{n} more comments are counted but not kept in memory.", &[("n", &grouped(left_out))])}</p>
            })}
        </section>
    }
}

/// The places of the first matches.
fn find(findings: &Findings, class: &str, needle: &str) -> Vec<usize> {
    let fits = |words: &Words| {
        (class == "all" || words.score.class().name() == class)
            && (needle.is_empty() || words.text.to_lowercase().contains(needle))
    };
    let all = findings.comments.iter().enumerate();
    all.filter(|(_, words)| fits(words)).map(|(index, _)| index).take(MATCHES_MAX).collect()
}

fn count_of(found: usize) -> String {
    let more = if found == MATCHES_MAX { "+" } else { "" };
    grouped(found as u64) + more
}

#[component]
fn ClassFilter(class: RwSignal<String>, names: [String; 3]) -> impl IntoView {
    let option = move |(value, name): (&'static str, String)| {
        view! { <option value=value selected=move || class.get() == value>{name}</option> }
    };
    let classes = Class::ALL.map(Class::name).into_iter().zip(names);
    let options = std::iter::once(("all", tr("All classes").to_owned())).chain(classes);
    view! {
        <select id="comment-class" aria-label=tr("Class") on:change:target=move |event| class.set(event.target().value())>
            {options.map(option).collect_view()}
        </select>
    }
}

fn comment(words: &Words) -> impl IntoView + use<> {
    view! {
        <li>
            <span class=format!("badge {}", words.score.class().name())>{words.score.digits()}</span>
            <p dir="auto">{words.text.clone()}</p>
        </li>
    }
}

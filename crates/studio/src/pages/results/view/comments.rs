//! The comments, by class, with a search. They stay with the reader; the page asks for as many as
//! it shows.

use super::shares::class_name;
use crate::format::grouped;
use crate::pages::results::loader::Loader;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::Class;
use outoften_studio_reader::findings::Findings;
use outoften_studio_reader::messages::{Comment, CommentPage, CommentQuery};
use std::sync::Arc;

/// How many are shown at once.
const PAGE: usize = 12;

/// The comments.
#[component]
pub fn Comments(findings: Arc<Findings>) -> impl IntoView {
    let loader = Loader::here();
    let metric = findings.metric;
    let class = RwSignal::new(String::new());
    let needle = RwSignal::new(String::new());
    let limit = RwSignal::new(PAGE);
    let query = Memo::new(move |_| CommentQuery {
        class: class.get(),
        needle: needle.get(),
        limit: limit.get(),
    });
    Effect::new(move |_| loader.find(query.get()));
    // What was found last stays on show until the next is there: the page does not jump.
    let matches = Memo::new(move |_| {
        loader.matches.get().map_or(CommentPage::default(), |(_, matches)| matches)
    });
    let name = |wanted: Class| {
        format!("{} {}", class_name(metric, wanted), grouped(findings.comments_of(wanted)))
    };
    let names = Class::ALL.map(name);
    let total = move || matches.with(|matches| matches.total);
    let count = move || trf("{n} comments", &[("n", &grouped(total() as u64))]);
    let none = move || loader.matches.with(Option::is_some) && total() == 0;
    let left_out = findings.comments_left_out;
    view! {
        <section class="card-box" id="comments">
            <h2>{tr("Comments")}</h2>
            <p class="muted" role="status">{count}</p>
            <div class="filters">
                <ClassFilter class=class names=names/>
                <input id="comment-search" type="search" placeholder=tr("Search the comments")
                    aria-label=tr("Search the comments")
                    prop:value=move || needle.get()
                    on:input:target=move |event| {
                        needle.set(event.target().value());
                        limit.set(PAGE);
                    }/>
            </div>
            <ul class="comments">
                {move || matches.with(|matches| matches.first.iter().map(line).collect_view())}
            </ul>
            <p class="muted none-found" hidden=move || !none()>{tr("No comment has these words.")}</p>
            <button type="button" id="more-comments" class="button" hidden=move || { limit.get() >= total() }
                on:click=move |_| limit.update(|limit| *limit += 4 * PAGE)>
                {tr("Show more")}
            </button>
            {(left_out > 0).then(|| view! {
                <p class="muted">{trf("{n} more comments are counted but not kept in memory.", &[("n", &grouped(left_out))])}</p>
            })}
            <Garbled findings=findings/>
        </section>
    }
}

/// A file that was not saved as UTF-8.
#[component]
fn Garbled(findings: Arc<Findings>) -> impl IntoView {
    (findings.garbled > 0).then(|| {
        let n = grouped(findings.garbled);
        view! {
            <p class="muted" id="garbled">{trf("{n} comments have letters in another encoding, shown as �. Save the file as “CSV UTF-8” to see them; the scores are not affected.", &[("n", &n)])}</p>
        }
    })
}

#[component]
fn ClassFilter(class: RwSignal<String>, names: [String; 3]) -> impl IntoView {
    let option = move |(value, name): (&'static str, String)| {
        view! { <option value=value selected=move || class.get() == value>{name}</option> }
    };
    let classes = Class::ALL.map(Class::name).into_iter().zip(names);
    let options = std::iter::once(("", tr("All classes").to_owned())).chain(classes);
    view! {
        <select id="comment-class" aria-label=tr("Class") on:change:target=move |event| class.set(event.target().value())>
            {options.map(option).collect_view()}
        </select>
    }
}

fn line(comment: &Comment) -> impl IntoView + use<> {
    view! {
        <li>
            <span class=format!("badge {}", comment.class)>{comment.value.to_string()}</span>
            <p dir="auto">{comment.text.clone()}</p>
        </li>
    }
}

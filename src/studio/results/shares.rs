//! The three shares: detractors, passives, promoters.

use crate::studio::model::number::{grouped, percent};
use crate::studio::words::tr;
use leptos::prelude::*;
use outoften_core::{Class, Report, Score};

/// The three shares as one bar and three figures.
#[component]
pub fn SharesCard(report: Report) -> impl IntoView {
    let part = move |class: Class| {
        let count = count_of(&report, class);
        view! { <span class=format!("part {}", class.name()) style:flex-grow=count.to_string() hidden=count == 0></span> }
    };
    let figure = move |class: Class| {
        let count = count_of(&report, class);
        view! {
            <div class=format!("share {}", class.name()) id=format!("share-{}", class.name())>
                <dt>{class_name(class)}<small>{range(class)}</small></dt>
                <dd><strong>{percent(count, report.n)}</strong><span>{grouped(count)}</span></dd>
            </div>
        }
    };
    view! {
        <section class="card-box" id="shares">
            <h2>{tr("Three shares")}</h2>
            <p class="muted">{tr("The score is promoters minus detractors; passives count in the whole.")}</p>
            <div class="stack" aria-hidden="true">{Class::ALL.map(part).collect_view()}</div>
            <dl class="shares">{Class::ALL.map(figure).collect_view()}</dl>
        </section>
    }
}

fn count_of(report: &Report, class: Class) -> u64 {
    match class {
        Class::Detractor => report.detractors,
        Class::Passive => report.passives,
        Class::Promoter => report.promoters,
    }
}

/// A class in the interface's language, in the plural.
pub fn class_name(class: Class) -> &'static str {
    match class {
        Class::Detractor => tr("Detractors"),
        Class::Passive => tr("Passives"),
        Class::Promoter => tr("Promoters"),
    }
}

/// The scores of a class, as `first–last`.
pub fn range(class: Class) -> String {
    let mut scores = Score::all().filter(|score| score.class() == class);
    let first = scores.next().map_or("", Score::digits);
    let last = scores.next_back().map_or("", Score::digits);
    format!("{first}–{last}")
}

//! The shares of a question's groups: of recommending, detractors, passives, promoters.

use super::metric::{Group, groups, meaning};
use crate::format::{grouped, percent};
use crate::words::tr;
use leptos::prelude::*;
use outoften_core::metric::Metric;
use outoften_core::{Class, Score, Tally};

/// The shares as one bar and as figures.
#[component]
pub fn SharesCard(metric: Metric, tally: Tally) -> impl IntoView {
    let groups = groups(metric, &tally);
    let n: u64 = groups.iter().map(|group| group.count).sum();
    let part = move |group: &Group| {
        let count = group.count;
        view! { <span class=format!("part {}", group.class.name()) style:flex-grow=count.to_string() hidden=count == 0></span> }
    };
    let figure = move |(index, group): (usize, &Group)| {
        let id = match metric {
            Metric::Nps => format!("share-{}", group.class.name()),
            _ => format!("share-{index}"),
        };
        view! {
            <div class=format!("share {}", group.class.name()) id=id>
                <dt>{group.name}<small>{group.range.clone()}</small></dt>
                <dd><strong>{percent(group.count, n)}</strong><span>{grouped(group.count)}</span></dd>
            </div>
        }
    };
    let title = match metric {
        Metric::Nps => tr("Promoters, passives, detractors"),
        _ => tr("Share of each class"),
    };
    view! {
        <section class="card-box" id="shares">
            <h2>{title}</h2>
            <p class="muted">{meaning(metric)}</p>
            <div class="stack" aria-hidden="true">{groups.iter().map(part).collect_view()}</div>
            <dl class="shares" class:four=groups.len() == 4>
                {groups.iter().enumerate().map(figure).collect_view()}
            </dl>
        </section>
    }
}

/// A class in the interface's language, in the plural: by what it does where people were asked to
/// recommend, else by how it feels.
pub fn class_name(metric: Metric, class: Class) -> &'static str {
    match (metric, class) {
        (Metric::Nps, Class::Detractor) => tr("Detractors"),
        (Metric::Nps, Class::Passive) => tr("Passives"),
        (Metric::Nps, Class::Promoter) => tr("Promoters"),
        (_, Class::Detractor) => tr("Unhappy"),
        (_, Class::Passive) => tr("In between"),
        (_, Class::Promoter) => tr("Happy"),
    }
}

/// The scores of a class of recommending, as `first–last`.
pub fn range(class: Class) -> String {
    let mut scores = Score::all().filter(|score| score.class() == class);
    let first = scores.next().map_or("", Score::digits);
    let last = scores.next_back().map_or("", Score::digits);
    format!("{first}–{last}")
}

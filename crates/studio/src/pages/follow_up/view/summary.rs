//! How well the queue is kept: the share answered within 24 hours, and what is open.

use crate::format::grouped;
use crate::pages::follow_up::model::cases::QueueSummary;
use crate::pages::follow_up::state::FollowUpState;
use crate::words::{tr, trf};
use leptos::prelude::*;

/// The figures.
#[component]
pub fn SummaryCard(summary: QueueSummary) -> impl IntoView {
    let share = summary
        .share_within_24h
        .map_or("–".to_owned(), |share| format!("{}\u{202f}%", (100.0 * share).round()));
    let judged = summary.within_24h + summary.late;
    let of = match judged {
        0 => tr("no cases yet").to_owned(),
        _ => trf(
            "{part} of {all} cases",
            &[("part", &grouped(summary.within_24h)), ("all", &grouped(judged))],
        ),
    };
    let median = summary
        .median_contact_ms
        .map_or("–".to_owned(), |ms| FollowUpState::hours(ms / 3_600_000.0));
    view! {
        <section class="card-box queue-summary" id="queue-summary" aria-label=tr("Queue status")>
            <dl>
                <div class="main">
                    <dt>{tr("Answered within 24 hours")}</dt>
                    <dd id="within">{share}<small>{of}</small></dd>
                </div>
                <div><dt>{tr("Open cases")}</dt><dd id="open-cases">{grouped(summary.open)}</dd></div>
                <div class:late={summary.overdue > 0}><dt>{tr("Overdue")}</dt><dd id="overdue">{grouped(summary.overdue)}</dd></div>
                <div><dt>{tr("Median time to first reply")}</dt><dd>{median}</dd></div>
            </dl>
        </section>
    }
}

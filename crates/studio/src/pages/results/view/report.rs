//! The report of some findings: each part only where there is something to say.

use super::benchmark::{AnswersNeeded, BenchmarkCard};
use super::comments::Comments;
use super::compare::Compare;
use super::displays::DisplaysCard;
use super::distribution::Distribution;
use super::score::ScoreCard;
use super::segments::Segments;
use super::shares::SharesCard;
use super::themes::Themes;
use super::trend::Trend;
use super::warnings::Warnings;
use crate::format::grouped;
use crate::pages::results::loader::Loader;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::metric::Metric;
use outoften_studio_reader::findings::Findings;
use std::sync::Arc;

/// The whole report.
#[component]
pub fn ReportView(findings: Arc<Findings>) -> impl IntoView {
    let can_compare = findings.periods.len() + findings.segments.len() > 1;
    let trend = (findings.periods.len() > 1).then(|| view! { <Trend findings=findings.clone()/> });
    let segments =
        (findings.segments.len() > 1).then(|| view! { <Segments findings=findings.clone()/> });
    let words = (findings.commented() > 0)
        .then(|| view! { <CommentsAndThemes findings=findings.clone()/> });
    view! {
        <div class="report" id="report">
            <ScoreCard findings=findings.clone()/>
            <Warnings findings=findings.clone()/>
            <Answers findings=findings.clone()/>
            <DisplaysCard findings=findings.clone()/>
            {trend}
            {segments}
            {can_compare.then(|| view! { <Compare findings=findings.clone()/> })}
            <NotCounted findings=findings/>
            {words}
        </div>
    }
}

/// Themes and comments come from the reader a little later than the rest: both appear together, and
/// nothing stands below them that would move.
#[component]
fn CommentsAndThemes(findings: Arc<Findings>) -> impl IntoView {
    let loader = Loader::here();
    let is_early =
        move || loader.themes.with(Option::is_none) || loader.matches.with(Option::is_none);
    view! {
        <div class="report said" hidden=is_early>
            <Themes findings=findings.clone()/>
            <Comments findings=findings/>
        </div>
    }
}

/// Shares and bars; for points also the benchmarks.
#[component]
fn Answers(findings: Arc<Findings>) -> impl IntoView {
    let (metric, tally) = (findings.metric, findings.whole.tally);
    let in_points = matches!(metric, Metric::Nps | Metric::Fxf);
    let against = (metric == Metric::Nps)
        .then(|| view! { <BenchmarkCard limits=findings.whole.figure.limits/> });
    let more = in_points.then(|| view! { <AnswersNeeded tally=tally/> });
    (tally.n() > 0).then(|| {
        view! {
            <div class="pair">
                <div class="column">
                    <SharesCard metric=metric tally=tally/>
                    {against}
                </div>
                <div class="column">
                    <Distribution metric=metric tally=tally/>
                    {more}
                </div>
            </div>
        }
    })
}

/// What was read but not counted.
#[component]
fn NotCounted(findings: Arc<Findings>) -> impl IntoView {
    let unanswered = (findings.unanswered > 0).then(|| {
        let rows = grouped(findings.unanswered);
        view! { <p>{trf("{rows} rows have no score. They are in no denominator.", &[("rows", &rows)])}</p> }
    });
    let bad = (findings.bad_rows > 0).then(|| {
        let rows = grouped(findings.bad_rows);
        let line = |line: &String| view! { <li>{line.clone()}</li> };
        view! {
            <details open=true>
                <summary>{trf("{rows} rows could not be read and are not counted", &[("rows", &rows)])}</summary>
                <ul id="bad-rows" class="bad-rows">{findings.first_bad_rows.iter().map(line).collect_view()}</ul>
            </details>
        }
    });
    (unanswered.is_some() || bad.is_some()).then(|| {
        view! {
            <section class="card-box" id="not-counted">
                <h2>{tr("Not counted")}</h2>
                {unanswered}{bad}
            </section>
        }
    })
}

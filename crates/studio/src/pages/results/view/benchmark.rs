//! Benchmarks: an industry's published score, and how many answers a sharper statement needs.

use crate::format::{grouped, points};
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::benchmark::{Benchmark, BenchmarkKind, Standing, all};
use outoften_core::compare::{Contrast, Limits};
use outoften_core::sample_size::{PlanningVariance, for_margin};
use outoften_core::{Level, Nps, Tally};

/// Points to either side that a plan aims at.
const MARGIN: f64 = 5.0;

/// An industry's published score, and what the interval says about it.
#[component]
pub fn BenchmarkCard(limits: Option<Limits>) -> impl IntoView {
    let chosen = RwSignal::new(0_usize);
    let option = move |(index, benchmark): (usize, Benchmark)| {
        view! {
            <option value=index.to_string() selected=move || chosen.get() == index>{label(&benchmark)}</option>
        }
    };
    let choose = move |text: String| chosen.set(text.parse().unwrap_or_default());
    view! {
        <section class="card-box" id="benchmark">
            <h2>{tr("Against others")}</h2>
            <p class="muted">{tr("Published figures differ by 30 points for the same industry. Your own last period is the better yardstick.")}</p>
            <select id="benchmark-choice" aria-label=tr("Industry") on:change:target=move |event| choose(event.target().value())>
                {all().enumerate().map(option).collect_view()}
            </select>
            {move || all().nth(chosen.get()).map(|benchmark| verdict(limits, &benchmark))}
        </section>
    }
}

fn label(benchmark: &Benchmark) -> String {
    let year = benchmark.year.map_or(tr("undated").to_owned(), |year| year.to_string());
    format!("{} {} ({year})", benchmark.industry, points(benchmark.points))
}

fn verdict(limits: Option<Limits>, benchmark: &Benchmark) -> impl IntoView + use<> {
    let sentence = match limits.map(|limits| Standing::of(limits, benchmark.points)) {
        Some(Standing::Above) => tr("Your score is clearly above it."),
        Some(Standing::Below) => tr("Your score is clearly below it."),
        Some(Standing::NotDistinguishable) => tr("No clear difference from your score."),
        None => tr("Too few answers to compare."),
    };
    let kind = match benchmark.kind {
        BenchmarkKind::Vendor => tr("a vendor’s own customers"),
        BenchmarkKind::Panel => tr("a panel of consumers"),
    };
    let source = benchmark.source;
    view! {
        <p class="verdict" id="verdict">{sentence}</p>
        <p class="muted">{trf("Source: {source}; asked: {kind}.", &[("source", source), ("kind", kind)])}</p>
    }
}

/// How many answers a margin of five points needs.
#[component]
pub fn AnswersNeeded(tally: Tally) -> impl IntoView {
    let variance = Nps::of(&tally).map(|nps| nps.variance().min(1.0));
    let variance = variance.and_then(|variance| PlanningVariance::new(variance).ok());
    let n = tally.n();
    let plan = variance.unwrap_or(PlanningVariance::WORST);
    let needed =
        for_margin(MARGIN, plan, Level::P95, Contrast::AdjustedWald, None).unwrap_or_default();
    let more = needed.saturating_sub(n);
    let share = if needed == 0 { 1.0 } else { (n as f64 / needed as f64).min(1.0) };
    let sentence = if more == 0 {
        tr("There are enough answers for ±5 points.").to_owned()
    } else {
        trf("{n} more answers for ±5 points", &[("n", &grouped(more))])
    };
    view! {
        <section class="card-box" id="needed">
            <h2>{tr("Answers needed for ±5")}</h2>
            <p class="muted">{tr("How many answers a margin of ±5 points needs, if they keep varying as they do now.")}</p>
            <progress max="1" prop:value=share aria-label=tr("Answers collected for a margin of five points")></progress>
            <p class="verdict">{sentence}</p>
            <p class="muted">{trf("{have} of {needed}", &[("have", &grouped(n)), ("needed", &grouped(needed))])}</p>
        </section>
    }
}

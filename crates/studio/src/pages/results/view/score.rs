//! The score with what must stand beside it: its interval, what it rests on, its place on the
//! scale.

use super::metric::{figure_text, meaning, short_name};
use crate::chart::Scale;
use crate::format::{grouped, points};
use crate::parts::Icon;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::bands::Band;
use outoften_core::compare::Limits;
use outoften_core::metric::Metric;
use outoften_core::report::Footing;
use outoften_core::result::Figure;
use outoften_studio_reader::findings::Findings;
use std::sync::Arc;

/// The score.
#[component]
pub fn ScoreCard(findings: Arc<Findings>) -> impl IntoView {
    let metric = findings.metric;
    let figure = findings.whole.figure;
    let score = figure.value.map_or("–".to_owned(), |value| figure_text(metric, value));
    let answers = trf("{n} answers", &[("n", &grouped(figure.n))]);
    let footing = Footing::of(figure.n);
    view! {
        <section class="card-box score" id="score" aria-label=tr("Score")>
            <div class="figure">
                <p class="from">{findings.source.clone()}</p>
                <p class="big" id="nps" class:none=figure.value.is_none()>
                    <span class="metric">{short_name(metric)}" "</span>{score}
                </p>
                <p class="n" id="n">{answers}</p>
            </div>
            <div class="reading">
                <Interval metric=metric figure=figure/>
                {figure.value.map(|_| view! { <Gauge metric=metric figure=figure/> })}
                <Caution footing=footing/>
                <Suspects metric=metric findings=findings/>
                <button type="button" id="print" class="button small print" hidden=figure.n == 0
                    on:click=|_| print_page()>{tr("Print the report")}</button>
            </div>
        </section>
    }
}

/// With the answers that the collector thinks are not from visitors, where there are any.
#[component]
fn Suspects(metric: Metric, findings: Arc<Findings>) -> impl IntoView {
    let with = findings.with_suspect.filter(|with| with.figure.n > findings.whole.figure.n);
    with.map(|with| {
        let value = with.figure.value;
        let n = grouped(with.figure.n - findings.whole.figure.n);
        let value = value.map_or("–".to_owned(), |value| figure_text(metric, value));
        let words = [("n", &*n), ("score", &*value)];
        view! {
            <p class="muted" id="suspects">{trf("{n} answers look automated and are left out; with them it would be {score}.", &words)}</p>
        }
    })
}

fn print_page() {
    if let Some(window) = web_sys::window() {
        // A browser without a printer says so itself.
        drop(window.print());
    }
}

#[component]
fn Interval(metric: Metric, figure: Figure) -> impl IntoView {
    match (figure.value, figure.limits) {
        (Some(value), Some(Limits { low, high })) => {
            let text = |value| figure_text(metric, value);
            let (low_text, high_text) = (text(low), text(high));
            view! {
                <p class="headline" id="interval">
                    {trf("Most likely between {low} and {high}", &[("low", &low_text), ("high", &high_text)])}
                </p>
                <p class="muted">{beside(metric, value, (high - low) / 2.0)}</p>
            }
            .into_any()
        }
        (Some(_), None) => view! {
            <p class="headline" id="interval">{tr("Too few answers for a margin of error")}</p>
            <p class="muted">{tr("Below five answers, any range would be a guess.")}</p>
        }
        .into_any(),
        (None, _) => view! {
            <p class="headline" id="interval">{tr("No answers yet.")}</p>
        }
        .into_any(),
    }
}

/// The text beside the interval: its margin, and for NPS the band.
fn beside(metric: Metric, value: f64, half: f64) -> String {
    let chance = tr("It covers chance only, not those who did not answer.");
    let margin = match metric {
        Metric::Ces1 | Metric::Ces2 => format!("{half:.1}"),
        _ => half.ceil().to_string(),
    };
    let margin = trf("Margin of error ±{margin} at 95 %.", &[("margin", &margin)]);
    match metric {
        Metric::Nps => {
            let band = trf("“{band}” by the usual bands.", &[("band", band_name(Band::of(value)))]);
            format!("{band} {margin} {chance}")
        }
        _ => format!("{} {margin} {chance}", meaning(metric)),
    }
}

/// The figure on its whole scale, with its interval.
#[component]
fn Gauge(metric: Metric, figure: Figure) -> impl IntoView {
    let (lowest, highest) = metric.figure_range();
    let width = Studio::here().narrow.get_untracked().unwrap_or(600.0);
    let scale = Scale::new((lowest, highest), (4.0, width - 4.0));
    let value = figure.value.unwrap_or_default();
    let range = figure.limits.map(|limits| {
        let (low, high) = (scale.at(limits.low), scale.at(limits.high));
        view! { <rect class="range" x=low y="12" width=(high - low).max(1.0) height="16" rx="8"/> }
    });
    let step = if highest - lowest > 20.0 { (highest - lowest) / 4.0 } else { 1.0 };
    let count = ((highest - lowest) / step).round() as u32;
    let mark = move |index: u32| {
        let anchor = match index {
            0 => "start",
            last if last == count => "end",
            _ => "middle",
        };
        let at = lowest + f64::from(index) * step;
        let x = scale.at(at);
        let text = if lowest < 0.0 { points(at) } else { format!("{at:.0}") };
        view! {
            <line class="tick" x1=x x2=x y1="16" y2="24"/>
            <text class="label" x=x y="46" text-anchor=anchor>{text}</text>
        }
    };
    let words = [("low", &*points(lowest)), ("high", &*points(highest))];
    view! {
        <svg class="gauge" viewBox=format!("0 0 {width} 52") role="img" aria-label=trf("The score on the scale from {low} to {high}", &words)>
            <rect class="rail" x="0" y="17" width=width height="6" rx="3"/>
            {(0..=count).map(mark).collect_view()}
            {range}
            <circle class="now" cx=scale.at(value) cy="20" r="9"/>
        </svg>
    }
}

#[component]
fn Caution(footing: Footing) -> impl IntoView {
    let few = matches!(footing, Footing::TooFew | Footing::Few);
    few.then(|| view! {
        <p class="trouble few" id="few"><Icon name="info"/><span>{tr("Fewer than 30 answers: a handful of people can turn this score around.")}</span></p>
    })
}

/// A band in the interface's language.
pub fn band_name(band: Band) -> &'static str {
    match band {
        Band::NeedsWork => tr("needs work"),
        Band::Good => tr("good"),
        Band::Favourable => tr("favourable"),
        Band::Excellent => tr("excellent"),
        Band::WorldClass => tr("world class"),
    }
}

//! Each segment against all others, the surest difference first.

use super::chart::{Chart, Figures};
use super::metric::{distance_text, figure_text, short_name};
use crate::chart::{Scale, is_significant};
use crate::format::p_value;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::metric::Metric;
use outoften_core::result::{Segment, Summary};
use outoften_studio_reader::findings::Findings;
use std::sync::Arc;

const WIDTH: f64 = 1040.0;
const ROW: f64 = 50.0;
/// Where there is little room: name, interval, answers and verdict below each other.
const TALL_ROW: f64 = 98.0;
const NAME: f64 = 250.0;
const END: f64 = 720.0;
/// Rows that are drawn; the table holds all.
const DRAWN: usize = 12;

/// The segments.
#[component]
pub fn Segments(findings: Arc<Findings>) -> impl IntoView {
    let metric = findings.metric;
    let narrow = Studio::here().narrow.get_untracked();
    let mut parts = findings.segments.clone();
    parts.sort_by(|a, b| evidence(a).total_cmp(&evidence(b)));
    let drawn = parts.len().min(DRAWN);
    let note = trf(
        "Each of {n} segments against all others together, the clearest difference first.",
        &[("n", &parts.len().to_string())],
    );
    let figures = figures(metric, &parts);
    let rows = parts.into_iter().take(DRAWN).enumerate().map(move |(index, part)| match narrow {
        Some(width) => {
            view! { <TallRow metric=metric index=index part=part width=width/> }.into_any()
        }
        None => view! { <Row metric=metric index=index part=part/> }.into_any(),
    });
    let (width, row) = narrow.map_or((WIDTH, ROW), |width| (width, TALL_ROW));
    let size = (width, drawn as f64 * row + 8.0);
    view! {
        <Chart id="segments" title=tr("Segments") note=note.clone() says=note size=size figures=figures>
            {rows.collect_view()}
        </Chart>
    }
}

/// The chance behind the difference; what cannot be compared comes last.
fn evidence(part: &Segment<Summary>) -> f64 {
    part.p_value_adjusted.unwrap_or(2.0)
}

#[component]
fn Row(metric: Metric, index: usize, part: Segment<Summary>) -> impl IntoView {
    let y = index as f64 * ROW + ROW / 2.0 + 4.0;
    view! {
        <text class="name" x="0" y=y - 4.0>{name(&part, 30)}</text>
        <text class="label" x="0" y=y + 17.0>{answers(&part)}</text>
        <Interval metric=metric part=part.clone() ends=(NAME, END) y=y/>
        <text class="value" x=END + 24.0 y=y + 5.0>{value(metric, &part)}</text>
        <text class="label" x=WIDTH y=y + 5.0 text-anchor="end">{verdict(metric, &part)}</text>
    }
}

#[component]
fn TallRow(metric: Metric, index: usize, part: Segment<Summary>, width: f64) -> impl IntoView {
    let top = index as f64 * TALL_ROW;
    // Letters of the name that fit beside the value.
    let letters = ((width - 60.0) / 8.0) as usize;
    view! {
        <text class="name" x="0" y=top + 16.0>{name(&part, letters)}</text>
        <text class="value" x=width y=top + 16.0 text-anchor="end">{value(metric, &part)}</text>
        <Interval metric=metric part=part.clone() ends=(6.0, width - 6.0) y=top + 34.0/>
        <text class="label" x="0" y=top + 58.0>{answers(&part)}</text>
        <text class="label" x="0" y=top + 77.0>{verdict(metric, &part)}</text>
    }
}

/// The value with its interval on the metric's whole scale.
#[component]
fn Interval(metric: Metric, part: Segment<Summary>, ends: (f64, f64), y: f64) -> impl IntoView {
    let (lowest, highest) = metric.figure_range();
    let x = Scale::new((lowest, highest), ends);
    let middle = (lowest + highest) / 2.0;
    let range = part.result.figure.limits.map(|limits| view! {
        <rect class="range" x=x.at(limits.low) y=y - 7.0 width=x.at(limits.high) - x.at(limits.low) height="14" rx="7"/>
    });
    let dot = part.result.figure.value.map(|value| {
        view! {
            <circle class="dot" cx=x.at(value) cy=y r="5.5"/>
        }
    });
    view! {
        <line class="grid" x1=ends.0 x2=ends.1 y1=y y2=y/>
        <line class="zero" x1=x.at(middle) x2=x.at(middle) y1=y - 12.0 y2=y + 12.0/>
        {range}{dot}
    }
}

/// The name, cut to so many letters.
fn name(part: &Segment<Summary>, letters: usize) -> String {
    let name = if part.name.is_empty() { tr("(none)") } else { &part.name };
    name.chars().take(letters).collect()
}

fn answers(part: &Segment<Summary>) -> String {
    trf("{n} answers", &[("n", &part.result.figure.n.to_string())])
}

fn value(metric: Metric, part: &Segment<Summary>) -> String {
    part.result.figure.value.map_or("–".to_owned(), |value| figure_text(metric, value))
}

fn verdict(metric: Metric, part: &Segment<Summary>) -> String {
    match part.difference.filter(|_| is_significant(part)) {
        Some(difference) => {
            let apart = distance_text(metric, difference.difference);
            let points = [("points", apart.as_str())];
            match (difference.difference > 0.0, apart == "1") {
                (true, true) => tr("1 point above the other segments").to_owned(),
                (true, false) => trf("{points} points above the other segments", &points),
                (false, true) => tr("1 point below the other segments").to_owned(),
                (false, false) => trf("{points} points below the other segments", &points),
            }
        }
        None => tr("could be chance").to_owned(),
    }
}

fn figures(metric: Metric, parts: &[Segment<Summary>]) -> Figures {
    let text = |value: Option<f64>| value.map_or(String::new(), |value| figure_text(metric, value));
    let row = |part: &Segment<Summary>| {
        let limits = part.result.figure.limits;
        vec![
            part.name.clone(),
            text(part.result.figure.value),
            text(limits.map(|limits| limits.low)),
            text(limits.map(|limits| limits.high)),
            part.result.figure.n.to_string(),
            verdict(metric, part),
            part.p_value_adjusted.map_or(String::new(), p_value),
        ]
    };
    let header = vec![
        tr("Segment"),
        short_name(metric),
        tr("from"),
        tr("to"),
        tr("Answers"),
        tr("Against the rest"),
        tr("Chance"),
    ];
    Figures { header, rows: parts.iter().map(row).collect() }
}

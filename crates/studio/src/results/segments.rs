//! Each segment against all others, the surest difference first.

use super::chart::{Chart, Figures};
use super::metric::{distance_text, figure_text, short_name};
use crate::model::chart::{Scale, is_significant};
use crate::model::findings::Findings;
use crate::model::number::p_value;
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::metric::figure::scale;
use outoften_core::metric::parts::{Part, segments};
use outoften_core::reading::Question;
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
    let question = findings.question();
    let narrow = Studio::here().narrow.get_untracked();
    let mut parts = segments(question, &findings.segments);
    parts.sort_by(|a, b| evidence(a).total_cmp(&evidence(b)));
    let drawn = parts.len().min(DRAWN);
    let note = trf(
        "Each of {n} segments against all others together, the clearest difference first.",
        &[("n", &parts.len().to_string())],
    );
    let figures = figures(question, &parts);
    let rows = parts.into_iter().take(DRAWN).enumerate().map(move |(index, part)| match narrow {
        Some(width) => {
            view! { <TallRow question=question index=index part=part width=width/> }.into_any()
        }
        None => view! { <Row question=question index=index part=part/> }.into_any(),
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
fn evidence(part: &Part) -> f64 {
    part.p_value_adjusted.unwrap_or(2.0)
}

#[component]
fn Row(question: Question, index: usize, part: Part) -> impl IntoView {
    let y = index as f64 * ROW + ROW / 2.0 + 4.0;
    view! {
        <text class="name" x="0" y=y - 4.0>{name(&part, 30)}</text>
        <text class="label" x="0" y=y + 17.0>{answers(&part)}</text>
        <Interval question=question part=part.clone() ends=(NAME, END) y=y/>
        <text class="value" x=END + 24.0 y=y + 5.0>{value(question, &part)}</text>
        <text class="label" x=WIDTH y=y + 5.0 text-anchor="end">{verdict(question, &part)}</text>
    }
}

#[component]
fn TallRow(question: Question, index: usize, part: Part, width: f64) -> impl IntoView {
    let top = index as f64 * TALL_ROW;
    // Letters of the name that fit beside the value.
    let letters = ((width - 60.0) / 8.0) as usize;
    view! {
        <text class="name" x="0" y=top + 16.0>{name(&part, letters)}</text>
        <text class="value" x=width y=top + 16.0 text-anchor="end">{value(question, &part)}</text>
        <Interval question=question part=part.clone() ends=(6.0, width - 6.0) y=top + 34.0/>
        <text class="label" x="0" y=top + 58.0>{answers(&part)}</text>
        <text class="label" x="0" y=top + 77.0>{verdict(question, &part)}</text>
    }
}

/// The value with its interval on the metric's whole scale.
#[component]
fn Interval(question: Question, part: Part, ends: (f64, f64), y: f64) -> impl IntoView {
    let (lowest, highest) = scale(question);
    let x = Scale::new((lowest, highest), ends);
    let middle = (lowest + highest) / 2.0;
    let range = part.figure.limits.map(|(low, high)| view! {
        <rect class="range" x=x.at(low) y=y - 7.0 width=x.at(high) - x.at(low) height="14" rx="7"/>
    });
    let dot = part.figure.value.map(|value| {
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
fn name(part: &Part, letters: usize) -> String {
    let name = if part.name.is_empty() { tr("(none)") } else { &part.name };
    name.chars().take(letters).collect()
}

fn answers(part: &Part) -> String {
    trf("{n} answers", &[("n", &part.figure.n.to_string())])
}

fn value(question: Question, part: &Part) -> String {
    part.figure.value.map_or("–".to_owned(), |value| figure_text(question, value))
}

fn verdict(question: Question, part: &Part) -> String {
    match part.difference.filter(|_| is_significant(part)) {
        Some(difference) => {
            let apart = distance_text(question, difference.by);
            let points = [("points", apart.as_str())];
            match (difference.by > 0.0, apart == "1") {
                (true, true) => tr("1 point above the other segments").to_owned(),
                (true, false) => trf("{points} points above the other segments", &points),
                (false, true) => tr("1 point below the other segments").to_owned(),
                (false, false) => trf("{points} points below the other segments", &points),
            }
        }
        None => tr("could be chance").to_owned(),
    }
}

fn figures(question: Question, parts: &[Part]) -> Figures {
    let text =
        |value: Option<f64>| value.map_or(String::new(), |value| figure_text(question, value));
    let row = |part: &Part| {
        let limits = part.figure.limits;
        vec![
            part.name.clone(),
            text(part.figure.value),
            text(limits.map(|limits| limits.0)),
            text(limits.map(|limits| limits.1)),
            part.figure.n.to_string(),
            verdict(question, part),
            part.p_value_adjusted.map_or(String::new(), p_value),
        ]
    };
    let header = vec![
        tr("Segment"),
        short_name(question),
        tr("from"),
        tr("to"),
        tr("Answers"),
        tr("Against the rest"),
        tr("Chance"),
    ];
    Figures { header, rows: parts.iter().map(row).collect() }
}

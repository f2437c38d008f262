//! Each segment against all others, the surest difference first.

use super::chart::{Chart, Figures};
use crate::studio::model::chart::Scale;
use crate::studio::model::findings::Findings;
use crate::studio::model::number::{p_value, points};
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::Options;
use outoften_core::breakdown::{Part, segments};
use std::sync::Arc;

const WIDTH: f64 = 1040.0;
const ROW: f64 = 44.0;
const NAME: f64 = 250.0;
const END: f64 = 820.0;
/// Rows that are drawn; the table holds all.
const DRAWN: usize = 12;

/// The segments.
#[component]
pub fn Segments(findings: Arc<Findings>) -> impl IntoView {
    let mut parts = segments(&findings.segments, &Options::default());
    parts.sort_by(|a, b| evidence(a).total_cmp(&evidence(b)));
    let drawn = parts.len().min(DRAWN);
    let note = trf(
        "Each of {n} segments against all others together, the surest difference first.",
        &[("n", &parts.len().to_string())],
    );
    let figures = figures(&parts);
    let rows = parts
        .into_iter()
        .take(DRAWN)
        .enumerate()
        .map(|(index, part)| view! { <Row index=index part=part/> });
    let size = (WIDTH, drawn as f64 * ROW + 8.0);
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
fn Row(index: usize, part: Part) -> impl IntoView {
    let x = Scale::new((-100.0, 100.0), (NAME, END));
    let y = index as f64 * ROW + ROW / 2.0 + 4.0;
    let range = part.report.interval.map(|limits| view! {
        <rect class="range" x=x.at(limits.low) y=y - 7.0 width=x.at(limits.high) - x.at(limits.low) height="14" rx="7"/>
    });
    let dot = part.report.nps.map(|nps| {
        view! {
            <circle class="dot" cx=x.at(nps) cy=y r="5.5"/>
        }
    });
    let name = if part.name.is_empty() { tr("(none)").to_owned() } else { part.name.clone() };
    let name: String = name.chars().take(30).collect();
    view! {
        <text class="name" x="0" y=y - 2.0>{name}</text>
        <text class="label" x="0" y=y + 15.0>{trf("{n} answers", &[("n", &part.report.n.to_string())])}</text>
        <line class="grid" x1=NAME x2=END y1=y y2=y/>
        <line class="zero" x1=x.at(0.0) x2=x.at(0.0) y1=y - 12.0 y2=y + 12.0/>
        {range}{dot}
        <text class="value" x=END + 24.0 y=y + 5.0>{part.report.nps.map_or("–".to_owned(), points)}</text>
        <text class="label" x=WIDTH y=y + 5.0 text-anchor="end">{verdict(&part)}</text>
    }
}

fn verdict(part: &Part) -> String {
    match (part.difference, part.p_value_adjusted) {
        (Some(difference), Some(p)) if p < 0.05 => {
            let apart = points(difference.difference.abs());
            let apart = [("points", apart.trim_start_matches('+'))];
            if difference.difference > 0.0 {
                trf("{points} above the rest", &apart)
            } else {
                trf("{points} below the rest", &apart)
            }
        }
        _ => tr("could be chance").to_owned(),
    }
}

fn figures(parts: &[Part]) -> Figures {
    let row = |part: &Part| {
        let limits = part.report.interval;
        vec![
            part.name.clone(),
            part.report.nps.map_or(String::new(), points),
            limits.map_or(String::new(), |limits| points(limits.low)),
            limits.map_or(String::new(), |limits| points(limits.high)),
            part.report.n.to_string(),
            part.difference.map_or(String::new(), |difference| points(difference.difference)),
            part.p_value_adjusted.map_or(String::new(), p_value),
        ]
    };
    let header = vec![
        tr("Segment"),
        "NPS",
        tr("from"),
        tr("to"),
        tr("Answers"),
        tr("Against the rest"),
        tr("Chance"),
    ];
    Figures { header, rows: parts.iter().map(row).collect() }
}

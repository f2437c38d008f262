//! Eleven bars: how many people gave each score.

use super::chart::{Chart, Figures};
use super::shares::class_name;
use crate::studio::model::chart::Scale;
use crate::studio::model::number::{grouped, percent};
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::{Class, Report, Score};

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 232.0;
const FLOOR: f64 = 176.0;
const CELL: f64 = WIDTH / 11.0;

/// The bars.
#[component]
pub fn Distribution(report: Report) -> impl IntoView {
    let most = report.counts.iter().copied().max().unwrap_or_default();
    let scale = Scale::new((0.0, most.max(1) as f64), (0.0, FLOOR - 26.0));
    let scored: Vec<(Score, u64)> = Score::all().zip(report.counts).collect();
    let bar = move |(score, count): &(Score, u64)| {
        let x = f64::from(score.get()) * CELL;
        let height = if *count == 0 { 1.0 } else { scale.at(*count as f64).max(2.0) };
        let radius = if height > 6.0 { "4" } else { "0" };
        view! {
            <rect class=format!("bar-{}", score.class().name()) x=x + 5.0 y=FLOOR - height
                width=CELL - 10.0 height=height rx=radius/>
            <text class="value" x=x + CELL / 2.0 y=FLOOR - height - 7.0 text-anchor="middle">{grouped(*count)}</text>
            <text class="label" x=x + CELL / 2.0 y=FLOOR + 18.0 text-anchor="middle">{score.digits()}</text>
        }
    };
    let rows = scored.iter().map(|(score, count)| {
        vec![score.digits().to_owned(), count.to_string(), percent(*count, report.n)]
    });
    let figures = Figures {
        header: vec![tr("Score"), tr("Answers"), tr("Share of all")],
        rows: rows.collect(),
    };
    let says = trf("{n} answers by score, 0 to 10", &[("n", &grouped(report.n))]);
    view! {
        <Chart id="distribution" title=tr("All eleven scores") note=tr("How many people gave each.") says=says
            size=(WIDTH, HEIGHT) figures=figures>
            {scored.iter().map(bar).collect_view()}
            {Class::ALL.map(bracket).collect_view()}
        </Chart>
    }
}

/// A line under the scores of a class with its name, so that the chart needs no colours.
fn bracket(class: Class) -> impl IntoView {
    let mut scores = Score::all().filter(|score| score.class() == class);
    let first = scores.next().map_or(0.0, |score| f64::from(score.get()));
    let last = scores.next_back().map_or(first, |score| f64::from(score.get()));
    let (from, to) = (first * CELL + 5.0, (last + 1.0) * CELL - 5.0);
    view! {
        <line class=format!("bracket line-{}", class.name()) x1=from x2=to y1=FLOOR + 30.0 y2=FLOOR + 30.0/>
        <text class="label strong" x=(from + to) / 2.0 y=FLOOR + 48.0 text-anchor="middle">{class_name(class)}</text>
    }
}

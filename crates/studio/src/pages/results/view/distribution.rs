//! One bar per step of the scale: how many people gave each answer.

use super::chart::{Chart, Figures};
use super::metric::{Group, groups};
use crate::chart::Scale;
use crate::format::{grouped, percent, short};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::metric::Metric;
use outoften_core::{Score, Tally};

/// The width where there is room, in units.
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 232.0;
/// Where there is little, every other name of a group stands so much lower.
const LOWER: f64 = 18.0;
/// Units that a letter of a group's name takes.
const LETTER: f64 = 8.0;
const FLOOR: f64 = 176.0;

/// The bars.
#[component]
pub fn Distribution(metric: Metric, tally: Tally) -> impl IntoView {
    let (lowest, highest) = metric.scale();
    let steps: Vec<(Score, u64)> = (lowest..=highest)
        .filter_map(Score::new)
        .map(|value| (value, tally.count(value)))
        .collect();
    let n: u64 = steps.iter().map(|(_, count)| count).sum();
    let most = steps.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let narrow = Studio::here().narrow.get_untracked();
    let (width, lower) = narrow.map_or((WIDTH, 0.0), |width| (width, LOWER));
    let cell = width / steps.len().max(1) as f64;
    let scale = Scale::new((0.0, most.max(1) as f64), (0.0, FLOOR - 26.0));
    let bar = move |(index, (value, count)): (usize, &(Score, u64))| {
        let x = index as f64 * cell;
        let height = if *count == 0 { 1.0 } else { scale.at(*count as f64).max(2.0) };
        let radius = if height > 6.0 { "4" } else { "0" };
        let class = metric.class_of(value.get()).map_or("passive", |class| class.name());
        view! {
            <rect class=format!("bar-{class}") x=x + cell * 0.1 y=FLOOR - height
                width=cell * 0.8 height=height rx=radius/>
            <text class="value" x=x + cell / 2.0 y=FLOOR - height - 7.0 text-anchor="middle">{short(*count)}</text>
            <text class="label" x=x + cell / 2.0 y=FLOOR + 18.0 text-anchor="middle">{value.digits()}</text>
        }
    };
    let row = |(value, count): &(Score, u64)| {
        vec![value.digits().to_owned(), count.to_string(), percent(*count, n)]
    };
    let figures = Figures {
        header: vec![tr("Score"), tr("Answers"), tr("Share of all")],
        rows: steps.iter().map(row).collect(),
    };
    let (low, high) = (lowest.to_string(), highest.to_string());
    let says = trf(
        "{n} answers by score, {low} to {high}",
        &[("n", &grouped(n)), ("low", &low), ("high", &high)],
    );
    let title = if steps.len() == 11 { tr("Score distribution") } else { tr("All answers") };
    let bracket = move |(index, group): (usize, &Group)| {
        bracket(group, lowest, cell, if index % 2 == 1 { lower } else { 0.0 })
    };
    view! {
        <Chart id="distribution" title=title note=tr("How many people gave each.") says=says
            size=(width, HEIGHT + lower) figures=figures>
            {steps.iter().enumerate().map(bar).collect_view()}
            {groups(metric, &tally).iter().enumerate().map(bracket).collect_view()}
        </Chart>
    }
}

/// A line under the answers of a group with its name, so that the chart needs no colours.
fn bracket(group: &Group, lowest: u8, cell: f64, lower: f64) -> impl IntoView + use<> {
    let ends: Vec<f64> = group.range.split('–').filter_map(|end| end.parse().ok()).collect();
    let first = ends.first().copied().unwrap_or_default() - f64::from(lowest);
    let last = ends.last().copied().unwrap_or_default() - f64::from(lowest);
    let (from, to) = ((first + 0.1) * cell, (last + 0.9) * cell);
    // Where a name is longer than its line, it stays within the drawing.
    let long = group.name.chars().count() as f64 * LETTER > to - from;
    let (x, anchor) = match long {
        true if from > cell => (to, "end"),
        true => (from, "start"),
        false => ((from + to) / 2.0, "middle"),
    };
    view! {
        <line class=format!("bracket line-{}", group.class.name()) x1=from x2=to y1=FLOOR + 30.0 y2=FLOOR + 30.0/>
        <text class="label strong" x=x y=FLOOR + 48.0 + lower text-anchor=anchor>{group.name}</text>
    }
}

//! The score over time with its intervals; steps that are more than chance are marked.

use super::chart::{Chart, Figures};
use crate::studio::model::chart::{Point, Scale, axis, band, line, marks};
use crate::studio::model::findings::Findings;
use crate::studio::model::number::{p_value, points, signed};
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::Options;
use outoften_core::breakdown::{Part, periods};
use std::sync::Arc;

const WIDTH: f64 = 1040.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 16.0;
const FLOOR: f64 = 252.0;
/// A change of less chance than this is marked.
const SIGNIFICANT_P: f64 = 0.05;

/// The trend.
#[component]
pub fn Trend(findings: Arc<Findings>) -> impl IntoView {
    let parts = periods(&findings.periods, &Options::default());
    let significant = |part: &Part| part.p_value_adjusted.is_some_and(|p| p < SIGNIFICANT_P);
    let dots: Vec<Point> = parts
        .iter()
        .filter_map(|part| Point::of(&part.name, &part.report, significant(part)))
        .collect();
    let figures = figures(&parts);
    let says = trf(
        "Score over {n} periods, from {first} to {last}",
        &[
            ("n", &dots.len().to_string()),
            ("first", &dots.first().map_or(String::new(), |dot| points(dot.points))),
            ("last", &dots.last().map_or(String::new(), |dot| points(dot.points))),
        ],
    );
    view! {
        <Chart id="trend" title=tr("Over time") note=sentence(&parts) says=says size=(WIDTH, HEIGHT) figures=figures>
            <Drawing dots=dots/>
        </Chart>
    }
}

#[component]
fn Drawing(dots: Vec<Point>) -> impl IntoView {
    let axis = axis(&dots);
    let y = Scale::new(axis, (FLOOR, TOP));
    let last = dots.len().saturating_sub(1) as f64;
    let x = Scale::new((0.0, last), (LEFT + 28.0, WIDTH - 28.0));
    let at = |value: &dyn Fn(&Point) -> f64| -> Vec<(f64, f64)> {
        dots.iter().enumerate().map(|(index, dot)| (x.at(index as f64), y.at(value(dot)))).collect()
    };
    let lower = at(&|dot| dot.limits.map_or(dot.points, |(low, _)| low));
    let upper = at(&|dot| dot.limits.map_or(dot.points, |(_, high)| high));
    let middle = at(&|dot| dot.points);
    let every = dots.len().div_ceil(13);
    let grid = move |mark: f64| {
        view! {
            <line class=if mark == 0.0 { "zero" } else { "grid" } x1=LEFT x2=WIDTH y1=y.at(mark) y2=y.at(mark)/>
            <text class="label" x=LEFT - 10.0 y=y.at(mark) + 4.0 text-anchor="end">{points(mark)}</text>
        }
    };
    let dot = move |(index, dot): (usize, &Point)| {
        let (cx, cy) = (x.at(index as f64), y.at(dot.points));
        let named = (index % every == 0).then(|| view! {
            <text class="label" x=cx y=FLOOR + 24.0 text-anchor="middle">{dot.name.clone()}</text>
            <text class="value" x=cx y=cy - 14.0 text-anchor="middle">{signed(dot.points.round() as i32)}</text>
        });
        view! {
            {dot.significant.then(|| view! { <circle class="changed" cx=cx cy=cy r="10"/> })}
            <circle class="dot" cx=cx cy=cy r="4.5"/>
            {named}
        }
    };
    view! {
        {marks(axis).into_iter().map(grid).collect_view()}
        <path class="range" d=band(&lower, &upper)/>
        <path class="line" d=line(&middle)/>
        {dots.iter().enumerate().map(dot).collect_view()}
    }
}

/// The last step in plain words.
fn sentence(parts: &[Part]) -> String {
    let band = tr("The band is the 95 % interval; a ring marks a step that is more than chance.");
    let [.., before, now] = parts else { return band.to_owned() };
    let (Some(from), Some(to)) = (before.report.nps, now.report.nps) else {
        return band.to_owned();
    };
    let values = [("from", &*points(from)), ("to", &*points(to)), ("period", now.name.as_str())];
    let real = now.p_value_adjusted.is_some_and(|p| p < SIGNIFICANT_P);
    let step = match (real, to >= from) {
        (true, true) => {
            trf("The rise from {from} to {to} in {period} is more than chance.", &values)
        }
        (true, false) => {
            trf("The fall from {from} to {to} in {period} is more than chance.", &values)
        }
        (false, true) => trf("The step from {from} to {to} in {period} could be chance.", &values),
        (false, false) => {
            trf("The step down from {from} to {to} in {period} could be chance.", &values)
        }
    };
    format!("{step} {band}")
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
            part.p_value_adjusted.map_or(String::new(), p_value),
        ]
    };
    let header = vec![tr("Period"), "NPS", tr("from"), tr("to"), tr("Answers"), tr("Change")];
    Figures { header, rows: parts.iter().map(row).collect() }
}

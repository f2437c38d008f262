//! The figure over time with its intervals; steps that are more than chance are marked, and a
//! target is a line.

use super::chart::{Chart, Figures};
use super::metric::{figure_text, short_name};
use super::target::{self, TargetField};
use crate::chart::{Point, Scale, axis, band, is_significant, line, marks};
use crate::format::{p_value, signed};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::metric::Metric;
use outoften_core::result::{Segment, Summary};
use outoften_studio_reader::findings::Findings;
use std::sync::Arc;

/// The width where there is room, in units.
const WIDTH: f64 = 1040.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 16.0;
const FLOOR: f64 = 252.0;
const HEIGHT: f64 = 300.0;
/// Units that the name of a period takes.
const NAME: f64 = 76.0;
/// Points with a mark of their own; beyond, the line and the changes say it.
const DOTS_MAX: usize = 90;

/// The trend.
#[component]
pub fn Trend(findings: Arc<Findings>) -> impl IntoView {
    let metric = findings.metric;
    let parts = &findings.periods;
    let dots: Vec<Point> = parts.iter().filter_map(Point::of).collect();
    let end = |dot: Option<&Point>| dot.map_or(String::new(), |dot| figure_text(metric, dot.value));
    let says = trf(
        "Score over {n} periods, from {first} to {last}",
        &[
            ("n", &dots.len().to_string()),
            ("first", &end(dots.first())),
            ("last", &end(dots.last())),
        ],
    );
    let target = RwSignal::new(target::kept(metric));
    let latest = parts.last().map(|part| part.result.figure);
    let against = move || {
        let (latest, target) = latest.zip(target.get())?;
        target::verdict(metric, &latest, target)
    };
    let above = view! {
        <div class="chart-tools">
            <p class="against" id="target-verdict" role="status">{against}</p>
            <TargetField metric=metric target=target/>
        </div>
    };
    let width = Studio::here().narrow.get_untracked().unwrap_or(WIDTH);
    view! {
        <Chart id="trend" title=tr("Over time") note=sentence(metric, parts) says=says
            size=(width, HEIGHT) figures=figures(metric, parts) above=above.into_any()>
            {move || view! { <Drawing metric=metric dots=dots.clone() target=target.get() width=width/> }}
        </Chart>
    }
}

/// From figures to places in the drawing.
#[derive(Clone, Copy)]
struct Places {
    x: Scale,
    y: Scale,
    /// Periods from one that is named to the next.
    every: usize,
    /// The place of the latest.
    last: usize,
    /// Each has a mark of its own.
    alone: bool,
}

impl Places {
    fn of(&self, dots: &[Point], value: impl Fn(&Point) -> f64) -> Vec<(f64, f64)> {
        let place = |(index, dot)| (self.x.at(index as f64), self.y.at(value(dot)));
        dots.iter().enumerate().map(place).collect()
    }
}

#[component]
fn Drawing(
    metric: Metric,
    dots: Vec<Point>,
    target: Option<f64>,
    /// In units.
    width: f64,
) -> impl IntoView {
    let axis = axis(metric, &dots, target);
    let last = dots.len().saturating_sub(1) as f64;
    let names = (((width - LEFT) / NAME) as usize).max(1);
    let places = Places {
        x: Scale::new((0.0, last), (LEFT + 28.0, width - 28.0)),
        y: Scale::new(axis, (FLOOR, TOP)),
        every: dots.len().div_ceil(names).max(1),
        last: dots.len().saturating_sub(1),
        alone: dots.len() <= DOTS_MAX,
    };
    let lower = places.of(&dots, |dot| dot.limits.map_or(dot.value, |limits| limits.low));
    let upper = places.of(&dots, |dot| dot.limits.map_or(dot.value, |limits| limits.high));
    let middle = places.of(&dots, |dot| dot.value);
    let grid = move |mark: f64| {
        let y = places.y.at(mark);
        view! {
            <line class=if mark == 0.0 { "zero" } else { "grid" } x1=LEFT x2=width y1=y y2=y/>
            <text class="label" x=LEFT - 10.0 y=y + 4.0 text-anchor="end">{mark_text(metric, mark)}</text>
        }
    };
    let dot = move |(index, dot): (usize, &Point)| {
        view! { <Dot metric=metric dot=dot.clone() index=index places=places/> }
    };
    let goal = target.map(|target| {
        let y = places.y.at(target);
        let words = trf("Target {target}", &[("target", &figure_text(metric, target))]);
        view! {
            <line class="target" x1=LEFT x2=width y1=y y2=y/>
            <text class="label strong" x=LEFT + 6.0 y=y - 6.0>{words}</text>
        }
    });
    view! {
        {marks(axis).into_iter().map(grid).collect_view()}
        <path class="range" d=band(&lower, &upper)/>
        <path class="line" d=line(&middle)/>
        {goal}
        {dots.iter().enumerate().map(dot).collect_view()}
    }
}

#[component]
fn Dot(metric: Metric, dot: Point, index: usize, places: Places) -> impl IntoView {
    let (cx, cy) = (places.x.at(index as f64), places.y.at(dot.value));
    // The latest is always named.
    let text = (places.last.abs_diff(index).is_multiple_of(places.every)).then(|| view! {
        <text class="label" x=cx y=FLOOR + 24.0 text-anchor="middle">{dot.name.clone()}</text>
        <text class="value" x=cx y=cy - 14.0 text-anchor="middle">{figure_text(metric, dot.value)}</text>
    });
    view! {
        {dot.significant.then(|| view! { <circle class="changed" cx=cx cy=cy r="10"/> })}
        {(places.alone || dot.significant).then(|| view! { <circle class="dot" cx=cx cy=cy r="4.5"/> })}
        {text}
    }
}

fn mark_text(metric: Metric, mark: f64) -> String {
    match metric {
        Metric::Nps | Metric::Fxf => signed(mark.round() as i32),
        _ => format!("{mark:.0}"),
    }
}

/// The last step in plain words.
fn sentence(metric: Metric, parts: &[Segment<Summary>]) -> String {
    let band = tr("The band is the 95 % interval; a ring marks a step that is more than chance.");
    let [.., before, now] = parts else { return band.to_owned() };
    let (Some(from), Some(to)) = (before.result.figure.value, now.result.figure.value) else {
        return band.to_owned();
    };
    let (from_text, to_text) = (figure_text(metric, from), figure_text(metric, to));
    let values = [("from", &*from_text), ("to", &*to_text), ("period", now.name.as_str())];
    let step = match (is_significant(now), to >= from) {
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
            part.p_value_adjusted.map_or(String::new(), p_value),
            if is_significant(part) { tr("more than chance").to_owned() } else { String::new() },
        ]
    };
    let header = vec![
        tr("Period"),
        short_name(metric),
        tr("from"),
        tr("to"),
        tr("Answers"),
        tr("Change"),
        tr("Marked"),
    ];
    Figures { header, rows: parts.iter().map(row).collect() }
}

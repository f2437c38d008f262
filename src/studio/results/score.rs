//! The score with what must stand beside it: its interval, what it rests on, its place on the
//! scale.

use crate::studio::model::chart::Scale;
use crate::studio::model::number::{grouped, points, signed};
use crate::studio::parts::Icon;
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::bands::Band;
use outoften_core::report::{Footing, Report};

/// The score.
#[component]
pub fn ScoreCard(report: Report, source: String) -> impl IntoView {
    let score = report.nps_rounded.map_or("–".to_owned(), signed);
    let answers = trf("{n} answers", &[("n", &grouped(report.n))]);
    view! {
        <section class="card-box score" id="score" aria-label=tr("Score")>
            <div class="figure">
                <p class="from">{source}</p>
                <p class="big" id="nps" class:none=report.nps.is_none()><span class="heard">"NPS "</span>{score}</p>
                <p class="n" id="n">{answers}</p>
            </div>
            <div class="reading">
                <Interval report=report/>
                {report.nps.map(|_| view! { <Gauge report=report/> })}
                <Caution footing=report.footing()/>
                <button type="button" id="print" class="button small print" hidden=report.n == 0
                    on:click=|_| print_page()>{tr("Print the report")}</button>
            </div>
        </section>
    }
}

fn print_page() {
    if let Some(window) = web_sys::window() {
        // A browser without a printer says so itself.
        drop(window.print());
    }
}

#[component]
fn Interval(report: Report) -> impl IntoView {
    match (report.nps, report.interval) {
        (Some(nps), Some(interval)) => {
            let (low, high) = (points(interval.low), points(interval.high));
            let band = band_name(Band::of(nps));
            let margin = ((interval.high - interval.low) / 2.0).ceil().to_string();
            view! {
                <p class="headline" id="interval">
                    {trf("Most likely between {low} and {high}", &[("low", &low), ("high", &high)])}
                </p>
                <p class="muted">
                    {trf("“{band}” by the usual bands. Margin of error ±{margin} points at 95 %. It covers chance only, not those who did not answer.", &[("band", band), ("margin", &margin)])}
                </p>
            }
            .into_any()
        }
        (Some(_), None) => view! {
            <p class="headline" id="interval">{tr("Too few answers for a margin of error")}</p>
            <p class="muted">{tr("Below five answers, any range would be a guess.")}</p>
        }
        .into_any(),
        (None, _) => view! {
            <p class="headline" id="interval">{tr("No data yet")}</p>
            <p class="muted">{tr("There is no score of nothing. It is not 0.")}</p>
        }
        .into_any(),
    }
}

/// The score on the whole scale, with its interval.
#[component]
fn Gauge(report: Report) -> impl IntoView {
    let scale = Scale::new((-100.0, 100.0), (4.0, 596.0));
    let nps = report.nps.unwrap_or_default();
    let range = report.interval.map(|interval| {
        let (low, high) = (scale.at(interval.low), scale.at(interval.high));
        view! { <rect class="range" x=low y="12" width=(high - low).max(1.0) height="16" rx="8"/> }
    });
    let mark = |at: i32| {
        let anchor = match at {
            -100 => "start",
            100 => "end",
            _ => "middle",
        };
        let x = scale.at(f64::from(at));
        view! {
            <line class="tick" x1=x x2=x y1="16" y2="24"/>
            <text class="label" x=x y="46" text-anchor=anchor>{signed(at)}</text>
        }
    };
    view! {
        <svg class="gauge" viewBox="0 0 600 52" role="img" aria-label=tr("The score on the scale from −100 to 100")>
            <rect class="rail" x="0" y="17" width="600" height="6" rx="3"/>
            {[-100, -50, 0, 50, 100].map(mark).collect_view()}
            {range}
            <circle class="now" cx=scale.at(nps) cy="20" r="9"/>
        </svg>
    }
}

#[component]
fn Caution(footing: Footing) -> impl IntoView {
    let few = matches!(footing, Footing::TooFew | Footing::Few);
    few.then(|| view! {
        <p class="trouble few" id="few"><Icon name="info"/>{tr("Fewer than 30 answers: a handful of people can turn this score around.")}</p>
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

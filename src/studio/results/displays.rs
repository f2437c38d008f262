//! From shown to answered, and what the silent could change.

use crate::studio::model::findings::Findings;
use crate::studio::model::number::{grouped, percent, points};
use crate::studio::words::{tr, trf};
use leptos::prelude::*;
use std::sync::Arc;

/// The funnel of live data.
#[component]
pub fn DisplaysCard(findings: Arc<Findings>) -> impl IntoView {
    let displays = findings.displays.filter(|displays| displays.shown > 0)?;
    let answered = findings.tally.n();
    let step = move |name: &'static str, count: u64| {
        let share =
            if displays.shown == 0 { 0.0 } else { (count as f64 / displays.shown as f64).min(1.0) };
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="funnel-bar"><progress max="1" prop:value=share aria-label=name></progress></td>
                <td>{grouped(count)}</td>
                <td>{percent(count, displays.shown)}</td>
            </tr>
        }
    };
    let bounds = displays.bounds.map(|(low, high)| {
        let (low, high) = (points(low), points(high));
        trf("Of everybody asked, the score lies between {low} and {high}, whatever the silent think.", &[("low", &low), ("high", &high)])
    });
    Some(view! {
        <section class="card-box" id="displays">
            <h2>{tr("From shown to answered")}</h2>
            <p class="muted">{bounds}</p>
            <table class="figures funnel">
                <tbody>
                    {step(tr("Shown"), displays.shown)}
                    {step(tr("Answered"), answered)}
                    {step(tr("Closed"), displays.dismissed)}
                    {step(tr("Later"), displays.snoozed)}
                    {step(tr("Never again"), displays.opted_out)}
                </tbody>
            </table>
        </section>
    })
}

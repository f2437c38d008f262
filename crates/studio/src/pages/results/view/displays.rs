//! The way of an answer: shown, scored, commented; of a file, rows, scored, commented. And what the
//! silent could change.

use crate::format::{grouped, percent, points};
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_studio_reader::findings::Findings;
use std::sync::Arc;

/// The funnel.
#[component]
pub fn DisplaysCard(findings: Arc<Findings>) -> impl IntoView {
    let steps = steps(&findings);
    let first = steps.first().map_or(0, |(_, count)| *count);
    let step = move |(name, count): (&'static str, u64)| {
        let share = if first == 0 { 0.0 } else { (count as f64 / first as f64).min(1.0) };
        view! {
            <tr class:apart={name == tr("Card closed")}>
                <th scope="row">{name}</th>
                <td class="funnel-bar"><progress max="1" prop:value=share aria-label=name></progress></td>
                <td>{grouped(count)}</td>
                <td>{percent(count, first)}</td>
            </tr>
        }
    };
    let bounds = findings.displays.and_then(|displays| displays.bounds).map(|(low, high)| {
        let (low, high) = (points(low), points(high));
        trf("For everyone asked, the score lies between {low} and {high}, whatever those who did not answer think.", &[("low", &low), ("high", &high)])
    });
    (first > 0 && steps.len() > 1).then(|| {
        view! {
            <section class="card-box" id="displays">
                <h2>{tr("Response funnel")}</h2>
                <p class="muted">{bounds}</p>
                <table class="figures funnel">
                    <tbody>{steps.into_iter().map(step).collect_view()}</tbody>
                </table>
            </section>
        }
    })
}

/// Names and counts, each a part of the first.
fn steps(findings: &Findings) -> Vec<(&'static str, u64)> {
    let displays = findings.displays.filter(|displays| displays.shown > 0);
    let scored =
        displays.and_then(|displays| displays.scored).unwrap_or_else(|| findings.whole.tally.n());
    let mut steps = Vec::new();
    match displays {
        Some(displays) => steps.push((tr("Shown"), displays.shown)),
        None if findings.unanswered > 0 => steps.push((tr("Rows"), scored + findings.unanswered)),
        None => {}
    }
    steps.push((tr("Scored"), scored));
    if findings.commented() > 0 {
        steps.push((tr("Commented"), findings.commented().min(scored)));
    }
    if let Some(displays) = displays {
        steps.push((tr("Card closed"), displays.dismissed));
        steps.push((tr("Later"), displays.snoozed));
        steps.push((tr("Never again"), displays.opted_out));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use outoften_core::Tally;
    use outoften_core::metric::Metric;
    use outoften_studio_reader::findings::Displays;

    #[test]
    fn the_way_of_an_answer_has_the_steps_that_are_known() {
        let tally = Tally::from_counts([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40]);
        let mut findings = Findings::of_tally("a", Metric::Nps, tally);
        assert_eq!(steps(&findings), [("Scored", 40)]);
        findings.comments = [0, 0, 12];
        findings.displays = Some(Displays { shown: 100, dismissed: 30, ..Displays::default() });
        let expected = [("Shown", 100), ("Scored", 40), ("Commented", 12), ("Card closed", 30)];
        assert_eq!(steps(&findings)[..4], expected);
        findings.displays = Some(Displays { shown: 100, scored: Some(9), ..Displays::default() });
        assert_eq!(steps(&findings)[1], ("Scored", 9), "answers of files are not among the asked");
        findings.displays = None;
        findings.unanswered = 10;
        assert_eq!(steps(&findings)[0], ("Rows", 50));
    }
}

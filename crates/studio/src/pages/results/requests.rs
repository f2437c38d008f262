//! Results of a collector: the report's tallies and the comments.

use super::loader::Loader;
use super::model::replies;
use crate::collector::{self, Collector};
use crate::state::Studio;
use crate::url::encoded;
use crate::words::tr;
use leptos::prelude::*;
use leptos::task::spawn_local;
use outoften_core::metric::Metric;
use outoften_core::result::{Segment, Summary};
use outoften_studio_reader::findings::Findings;
use outoften_studio_reader::messages::{Problem, ReadChoice};
use serde_json::Value;

/// Pages of comments that are fetched, of 200 each.
const COMMENT_PAGES: usize = 10;

impl Collector {
    /// Everything the report shows, and the latest comments with their scores. Only the score is
    /// needed: an older collector, or a token that may not read comments, leaves the rest out.
    ///
    /// # Errors
    /// A sentence for the person at the screen.
    pub async fn findings(
        &self,
        survey: &str,
        asked: Metric,
        choice: &ReadChoice,
    ) -> Result<(Findings, Vec<(u8, String)>), String> {
        let report = self.get(&format!("{survey}/results")).await?;
        let whole = replies::result(&report).ok_or_else(|| {
            tr("The reply was not a report. Is this the address of a collector?").to_owned()
        })?;
        let metric = replies::metric(&report).unwrap_or(asked);
        let mut findings = Findings::of_summary(survey, metric, whole);
        findings.live = true;
        findings.with_suspect = report.get("with_suspect").and_then(replies::result);
        let every = choice.period.as_deref().unwrap_or("month");
        if let Ok(trend) = self.get(&format!("{survey}/results/trend?every={every}")).await {
            findings.periods = replies::parts(&trend);
        }
        findings.segments = self.segments(survey, choice.segment.as_deref()).await;
        let mut commented = None;
        if let Ok(displays) = self.get(&format!("{survey}/results/displays")).await {
            findings.displays = replies::displays(&displays);
            commented = displays.get("commented").and_then(Value::as_u64);
        }
        let comments = self.comments(survey).await;
        findings.comments = replies::by_class(metric, &comments);
        let fetched = findings.commented();
        findings.comments_left_out = commented.map_or(0, |all| all.saturating_sub(fetched));
        Ok((findings, comments))
    }

    /// The parts of the group that was asked for, else of the first that has more than one.
    async fn segments(&self, survey: &str, wanted: Option<&str>) -> Vec<Segment<Summary>> {
        let all = ["segment", "touchpoint", "channel"];
        let groups = all.into_iter().filter(|group| wanted.is_none_or(|wanted| wanted == *group));
        let mut parts = Vec::new();
        for group in groups {
            if parts.len() < 2
                && let Ok(reply) = self.get(&format!("{survey}/results/by/{group}")).await
            {
                parts = replies::parts(&reply);
            }
        }
        parts
    }

    async fn comments(&self, survey: &str) -> Vec<(u8, String)> {
        let mut comments = Vec::new();
        let mut before = String::new();
        for _ in 0..COMMENT_PAGES {
            let path = format!("{survey}/comments?limit=200{before}");
            let Ok(page) = self.get(&path).await else { break };
            comments.extend(replies::comments(&page));
            match page.get("next").and_then(Value::as_str) {
                Some(next) => before = format!("&before={}", encoded(next)),
                None => break,
            }
        }
        comments
    }
}

/// Fetches the results of the survey at hand, in the way that was chosen. What is on show stays
/// until they are there, and when they do not come; what goes wrong is said above the report.
pub fn fetch(studio: Studio, loader: Loader) {
    let show = move |sentence: Option<String>| loader.problem.set(sentence.map(Problem::Other));
    let collector = match collector::chosen(studio) {
        Ok(collector) => collector,
        Err(sentence) => return show(Some(sentence)),
    };
    let (survey, metric) =
        studio.survey.with_untracked(|survey| (survey.id.clone(), survey.metric));
    let choice = loader.choice.get_untracked();
    loader.waiting.set(true);
    spawn_local(async move {
        let outcome = collector.findings(&survey, metric, &choice).await;
        loader.waiting.set(false);
        match outcome {
            Ok((findings, comments)) => loader.show(findings, comments),
            Err(sentence) => show(Some(sentence)),
        }
    });
}

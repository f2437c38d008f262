//! Results of a collector: asked for once, and again in another way.

use super::loading::Loader;
use crate::browser::storage;
use crate::model::messages::Problem;
use crate::model::tag;
use crate::state::Studio;
use crate::words::tr;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The collector that was named, with its address in order; or what is wrong with it.
pub fn named(studio: Studio) -> Result<crate::browser::collector::Collector, String> {
    let mut collector = studio.collector.get_untracked();
    let no_address = |_| tr("Enter an address that begins with https:// or http://").to_owned();
    collector.address = tag::collector(&collector.address).map_err(no_address)?;
    storage::keep(storage::COLLECTOR, &collector.address);
    storage::keep_for_tab(storage::TOKEN, &collector.token);
    Ok(collector)
}

/// Fetches the results of the survey at hand, in the way that was chosen. What is on show stays
/// until they are there, and when they do not come; what goes wrong is said above the report.
pub fn fetch(studio: Studio, loader: Loader) {
    let say = move |sentence: Option<String>| loader.problem.set(sentence.map(Problem::Other));
    let collector = match named(studio) {
        Ok(collector) => collector,
        Err(sentence) => return say(Some(sentence)),
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
            Err(sentence) => say(Some(sentence)),
        }
    });
}

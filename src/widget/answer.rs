//! What a display sends: one revision of the answer, in the wire format.

use super::state::Revision;
use super::view::Context;
use outoften_core::survey::Survey;
use outoften_core::wire::{Contact, Response, WIRE_VERSION};

/// The revision as an answer that belongs to no person, segment or ticket.
pub(super) fn of(context: &Context, revision: Revision, elapsed_ms: i64) -> Response {
    let survey = &*context.survey;
    Response {
        v: WIRE_VERSION,
        survey: survey.id.clone(),
        id: context.id.clone(),
        rev: revision.rev,
        // They are equal where the browser has no randomness: such a key would be no secret.
        key: Some(context.key.clone()).filter(|key| *key != context.id),
        metric: survey.metric,
        scale: survey.metric.scale_name(),
        score: revision.score,
        comment: revision.comment,
        drivers: driver_ids(survey, &revision.drivers),
        contact: revision.contact.map(|address| Contact { address, agreed: true }),
        done: revision.done,
        elapsed_ms: u32::try_from(elapsed_ms).unwrap_or(0),
        lang: Some(context.wording.language.clone()),
        channel: Some(survey.channel.clone()),
        touchpoint: survey.touchpoint.clone(),
        segment: None,
        person: None,
        display: None,
    }
}

fn driver_ids(survey: &Survey, places: &[usize]) -> Vec<String> {
    let options = survey.drivers.as_ref().map_or(&[][..], |drivers| &drivers.options);
    places.iter().filter_map(|place| Some(options.get(*place)?.id.clone())).collect()
}

//! Keeps of an answer what the survey asks for, and nothing else.
//!
//! A card works from a document that may be minutes old. A reason that is no longer on the list must
//! not cost the answer, and an address that nobody asked for is not stored.

use outoften_core::node::{FieldError, Path};
use outoften_core::survey::Survey;
use outoften_core::wire::Response;

use super::IMPORT_ID;

/// Removes what the survey does not ask people of this class.
pub(super) fn keep_asked(survey: &Survey, response: &mut Response) {
    let class = survey.metric.class(response.score);
    let drivers = survey.drivers.as_ref().filter(|drivers| drivers.classes.contains(&class));
    let listed = |id: &String| {
        drivers.is_some_and(|drivers| drivers.options.iter().any(|option| option.id == *id))
    };
    response.drivers.retain(listed);
    response.drivers.sort_unstable();
    response.drivers.dedup();
    let contact = survey.contact.as_ref().filter(|contact| contact.classes.contains(&class));
    if contact.is_none() {
        response.contact = None;
    }
}

/// Refuses the ids of imported answers: whoever knows a file could take them before it is imported.
pub(super) fn check_id(response: &Response) -> Result<(), FieldError> {
    if response.id.starts_with(IMPORT_ID) {
        let expected = "an id that does not begin with import-";
        return Err(FieldError::range(&Path::root().field("id"), expected));
    }
    Ok(())
}

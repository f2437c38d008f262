//! Rules about what comes after the score: reasons, the request for an address, links.

use super::words::is_review_site;
use super::{Finding, Remedy, Rule};
use crate::score::Class;
use crate::survey::{Labels, Link, Survey};

/// Characters of a reason or a link that stay on one line of a narrow phone.
const LONGEST_LABEL: usize = 40;

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(gating(survey));
    findings.extend(too_many_questions(survey));
    findings.extend(contact_for_all(survey));
    for (field, labels) in labels(survey) {
        findings.extend(untranslated(survey, &field, labels));
        findings.extend(too_long(&field, labels));
    }
    findings
}

fn link(survey: &Survey, class: Class) -> Option<&Link> {
    survey.endings.of(class).and_then(|ending| ending.link.as_ref())
}

/// The happy are sent somewhere that the unhappy are not: to a review site at all, or with the only
/// link that there is.
fn gating(survey: &Survey) -> Option<Finding> {
    let happy = link(survey, Class::Promoter)?;
    let elsewhere = |class| match link(survey, class) {
        None => true,
        Some(link) => is_review_site(&happy.address) && link.address != happy.address,
    };
    let gates = elsewhere(Class::Detractor);
    gates.then(|| Finding::new(Rule::ReviewGating, "endings.promoter.link", Remedy::SameLinkForAll))
}

/// Somebody is asked for the reasons, for words and for an address after one score.
fn too_many_questions(survey: &Survey) -> Option<Finding> {
    let (drivers, contact) = (survey.drivers.as_ref()?, survey.contact.as_ref()?);
    let burdened = drivers.classes.iter().any(|class| contact.classes.contains(class));
    burdened
        .then(|| Finding::new(Rule::TooManyQuestions, "drivers.classes", Remedy::FewerQuestions))
}

fn contact_for_all(survey: &Survey) -> Option<Finding> {
    let contact = survey.contact.as_ref()?;
    let all = Class::ALL.iter().all(|class| contact.classes.contains(class));
    all.then(|| Finding::new(Rule::ContactForAll, "contact.classes", Remedy::ContactUnhappy))
}

/// Every set of labels with its path.
fn labels(survey: &Survey) -> Vec<(String, &Labels)> {
    let options = survey.drivers.iter().flat_map(|drivers| &drivers.options).enumerate();
    let options =
        options.map(|(index, driver)| (format!("drivers.options.{index}.labels"), &driver.labels));
    let links = Class::ALL.into_iter().filter_map(|class| {
        let link = link(survey, class)?;
        Some((format!("endings.{}.link.labels", class.name()), &link.labels))
    });
    options.chain(links).collect()
}

/// The first language that the survey speaks and the label does not.
fn untranslated(survey: &Survey, field: &str, own: &Labels) -> Option<Finding> {
    let everywhere = labels(survey);
    let spoken = everywhere.iter().flat_map(|(_, labels)| labels.iter().map(|(tag, _)| tag));
    let mut wanted =
        std::iter::once(survey.locale.as_str()).chain(survey.texts.tags()).chain(spoken);
    let knows = |tag: &str| {
        let base = crate::language::base(tag);
        own.iter()
            .any(|(known, _)| known.eq_ignore_ascii_case(tag) || known.eq_ignore_ascii_case(base))
    };
    let missing = wanted.find(|tag| !knows(tag))?;
    Some(Finding::new(Rule::Untranslated, format!("{field}.{missing}"), None))
}

fn too_long(field: &str, own: &Labels) -> Option<Finding> {
    let (tag, _) = own.iter().find(|(_, text)| text.chars().count() > LONGEST_LABEL)?;
    Some(Finding::new(Rule::TooLong, format!("{field}.{tag}"), None))
}

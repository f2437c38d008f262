//! Rules about the own texts of one language.

use super::words::{PRAISE, REVIEWS, REWARDS, SECOND_QUESTION, any_in};
use super::{Finding, Remedy, Rule};
use crate::survey::{Survey, TextKey, Texts};

pub(super) fn findings(
    survey: &Survey,
    tag: &str,
    own: &Texts,
    ready: Option<&Texts>,
) -> Vec<Finding> {
    let asked = |(key, _): &(TextKey, &str)| key.is_asked_by(survey);
    let mut findings = Vec::new();
    for (key, text) in own.iter().filter(asked) {
        let rules = rules_of(survey, key, text).into_iter().flatten();
        findings.extend(rules.map(|rule| {
            let remedy = ready
                .and_then(|ready| ready.get(key))
                .map(|_| Remedy::UseReady { language: tag.to_owned(), key });
            Finding { rule, field: path(tag, key), remedy }
        }));
    }
    if are_reversed(own, ready) {
        let remedy = Some(Remedy::SwapEnds { language: tag.to_owned() });
        findings.push(Finding { rule: Rule::ReversedEnds, field: path(tag, TextKey::Low), remedy });
    }
    if is_gating(own) {
        let field = path(tag, TextKey::WhyPromoter);
        findings.push(Finding { rule: Rule::ReviewGating, field, remedy: None });
    }
    if let Some(key) = first_missing(survey, own, ready) {
        let field = path(tag, key);
        findings.push(Finding { rule: Rule::MissingTranslation, field, remedy: None });
    }
    findings
}

fn path(tag: &str, key: TextKey) -> String {
    format!("texts.{tag}.{}", key.name())
}

fn rules_of(survey: &Survey, key: TextKey, text: &str) -> [Option<Rule>; 5] {
    let is_question = key == TextKey::question(survey.metric, survey.kind);
    [
        has_unknown_placeholder(key, text).then_some(Rule::UnknownPlaceholder),
        (is_question && any_in(&PRAISE, text)).then_some(Rule::LeadingWords),
        (is_question && asks_twice(text)).then_some(Rule::TwoQuestions),
        any_in(&REWARDS, text).then_some(Rule::Incentive),
        (text.chars().count() > longest(key)).then_some(Rule::TooLong),
    ]
}

fn asks_twice(text: &str) -> bool {
    text.matches(['?', '？', '؟']).count() > 1 || any_in(&SECOND_QUESTION, text)
}

/// What fits on a screen of 320 pixels without pushing the scale out of sight.
const fn longest(key: TextKey) -> usize {
    match key {
        TextKey::QuestionRelational | TextKey::QuestionPhase | TextKey::QuestionTransactional => {
            160
        }
        TextKey::Low | TextKey::High | TextKey::Later | TextKey::Never | TextKey::Send => 32,
        TextKey::WhyDetractor | TextKey::WhyPassive | TextKey::WhyPromoter => 120,
        _ => 160,
    }
}

/// The names in braces that mean something in a text.
const fn placeholders(key: TextKey) -> &'static [&'static str] {
    match key {
        TextKey::Score => &["score", "top"],
        TextKey::Left => &["left"],
        _ => &["brand", "phase", "touchpoint"],
    }
}

fn has_unknown_placeholder(key: TextKey, text: &str) -> bool {
    let mut names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    names.any(|(name, _)| !placeholders(key).contains(&name))
}

/// An own text that says what the ready one says of the other end.
fn are_reversed(own: &Texts, ready: Option<&Texts>) -> bool {
    let Some(ready) = ready else { return false };
    let says = |key, other| {
        own.get(key)
            .zip(ready.get(other))
            .is_some_and(|(own, other)| own.trim().to_lowercase() == other.to_lowercase())
    };
    says(TextKey::Low, TextKey::High) || says(TextKey::High, TextKey::Low)
}

/// Promoters are sent somewhere that nobody else is sent to.
fn is_gating(own: &Texts) -> bool {
    let sent = |key| own.get(key).is_some_and(|text| any_in(&REVIEWS, text));
    sent(TextKey::WhyPromoter) && !(sent(TextKey::WhyPassive) && sent(TextKey::WhyDetractor))
}

fn first_missing(survey: &Survey, own: &Texts, ready: Option<&Texts>) -> Option<TextKey> {
    let has =
        |key: TextKey| own.get(key).or_else(|| ready.and_then(|ready| ready.get(key))).is_some();
    let mut asked =
        TextKey::ALL.iter().copied().filter(|key| key.is_asked_by(survey) && !key.is_optional());
    asked.find(|key| !has(*key))
}

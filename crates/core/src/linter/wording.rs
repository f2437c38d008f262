//! Rules about the own texts of one language, and about what the question is filled with.

use super::words::{asks_twice, bribes, denies, joins_two, leads, sends_to_reviews};
use super::{Finding, Remedy, Rule};
use crate::language;
use crate::metric::Metric;
use crate::survey::{Kind, Survey, TextKey, Texts};

pub(super) fn findings(
    survey: &Survey,
    tag: &str,
    own: &Texts,
    ready: Option<&Texts>,
) -> Vec<Finding> {
    let asked = |(key, _): &(TextKey, &str)| key.is_asked_by(survey);
    let mut findings = Vec::new();
    for (key, text) in own.iter().filter(asked) {
        let rules = rules_of(survey, tag, key, text).into_iter().flatten();
        findings.extend(rules.map(|rule| {
            let can_go = key.is_optional() || ready.is_some_and(|ready| ready.get(key).is_some());
            let remedy = can_go.then(|| Remedy::UseReady { language: tag.to_owned(), key });
            Finding::new(rule, path(tag, key), remedy)
        }));
    }
    if are_reversed(survey.metric, tag, own, ready) {
        let low = TextKey::low(survey.metric);
        let remedy = Some(Remedy::SwapEnds { language: tag.to_owned() });
        findings.push(Finding::new(Rule::ReversedEnds, path(tag, low), remedy));
    }
    if let Some(key) = gating(tag, own) {
        findings.push(Finding::new(Rule::ReviewGating, path(tag, key), None));
    }
    if let Some(key) = first_missing(survey, own, ready) {
        findings.push(Finding::new(Rule::MissingTranslation, path(tag, key), None));
    }
    findings
}

/// What `{touchpoint}` stands for: one thing, and said where the question needs it.
pub(super) fn touchpoint(survey: &Survey) -> Option<Finding> {
    let is_needed = match survey.metric {
        Metric::Nps => survey.kind != Kind::Relational,
        Metric::Csat => true,
        Metric::Ces1 | Metric::Ces2 | Metric::Fxf => false,
    };
    let rule = match survey.touchpoint.as_deref() {
        None if is_needed => Rule::NoTouchpoint,
        Some(text) if is_needed && joins_two(&survey.locale, text) => Rule::TwoQuestions,
        _ => return None,
    };
    Some(Finding::new(rule, "touchpoint", None))
}

/// The language that everything falls back to, when nothing speaks it.
pub(super) fn locale(survey: &Survey, ready: impl Fn(&str) -> Option<Texts>) -> Option<Finding> {
    let (tag, base) = (survey.locale.as_str(), language::base(&survey.locale));
    let speaks = |tag| survey.texts.get(tag).is_some() || ready(tag).is_some();
    (!speaks(tag) && !speaks(base)).then(|| Finding::new(Rule::MissingTranslation, "locale", None))
}

fn path(tag: &str, key: TextKey) -> String {
    format!("texts.{tag}.{}", key.name())
}

fn rules_of(survey: &Survey, tag: &str, key: TextKey, text: &str) -> [Option<Rule>; 7] {
    let is_question = key == TextKey::question(survey.metric, survey.kind);
    [
        has_unknown_placeholder(key, text).then_some(Rule::UnknownPlaceholder),
        lacks_its_number(key, text).then_some(Rule::LostNumber),
        (is_question && leads(tag, text)).then_some(Rule::LeadingWords),
        (is_question && asks_twice(tag, text)).then_some(Rule::TwoQuestions),
        bribes(tag, text).then_some(Rule::Incentive),
        text.to_lowercase().contains("http://").then_some(Rule::PlainHttp),
        (text.chars().count() > longest(key)).then_some(Rule::TooLong),
    ]
}

/// Characters that fit on a screen of 320 pixels without pushing the scale out of sight.
const fn longest(key: TextKey) -> usize {
    match key {
        TextKey::Low
        | TextKey::High
        | TextKey::LowCes1
        | TextKey::HighCes1
        | TextKey::LowCes2
        | TextKey::HighCes2
        | TextKey::LowCsat
        | TextKey::HighCsat
        | TextKey::LowFxf
        | TextKey::HighFxf
        | TextKey::Later
        | TextKey::Never
        | TextKey::Send
        | TextKey::Button => 32,
        TextKey::WhyDetractor
        | TextKey::WhyPassive
        | TextKey::WhyMiddle
        | TextKey::WhyPromoter
        | TextKey::Drivers
        | TextKey::Contact => 120,
        _ => 160,
    }
}

/// The names in braces that mean something in a text.
const fn placeholders(key: TextKey) -> &'static [&'static str] {
    match key {
        TextKey::Score => &["score", "top"],
        TextKey::Chose => &["score"],
        TextKey::Left => &["left"],
        _ => &["brand", "phase", "touchpoint"],
    }
}

fn has_unknown_placeholder(key: TextKey, text: &str) -> bool {
    let mut names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    names.any(|(name, _)| !placeholders(key).contains(&name))
}

/// Without the number every score would be spoken alike, and the counter would not count.
fn lacks_its_number(key: TextKey, text: &str) -> bool {
    match key {
        TextKey::Score | TextKey::Chose => !text.contains("{score}"),
        TextKey::Left => !text.contains("{left}"),
        _ => false,
    }
}

/// An own text that says what the ready one says of the other end, or two that deny at the top
/// and not at the bottom. Little effort is the good end of CES 1.0: only the first is asked there.
fn are_reversed(metric: Metric, tag: &str, own: &Texts, ready: Option<&Texts>) -> bool {
    let (low, high) = (TextKey::low(metric), TextKey::high(metric));
    let says = |key, other| {
        let other = ready.and_then(|ready| ready.get(other));
        own.get(key).zip(other).is_some_and(|(own, other)| {
            own.trim().trim_end_matches('.').to_lowercase() == other.to_lowercase()
        })
    };
    let both = own.get(low).zip(own.get(high));
    let denied = metric != Metric::Ces1
        && both.is_some_and(|(low, high)| denies(tag, high) && !denies(tag, low));
    says(low, high) || says(high, low) || denied
}

/// The text that sends only the happy somewhere.
fn gating(tag: &str, own: &Texts) -> Option<TextKey> {
    let sent = |key| own.get(key).is_some_and(|text| sends_to_reviews(tag, text));
    let middle = sent(TextKey::WhyPassive) || sent(TextKey::WhyMiddle);
    if sent(TextKey::WhyPromoter) && !(middle && sent(TextKey::WhyDetractor)) {
        return Some(TextKey::WhyPromoter);
    }
    let others = [TextKey::ThanksDetractor, TextKey::ThanksPassive];
    let is_for_all = sent(TextKey::Thanks) || others.into_iter().all(sent);
    (sent(TextKey::ThanksPromoter) && !is_for_all).then_some(TextKey::ThanksPromoter)
}

fn first_missing(survey: &Survey, own: &Texts, ready: Option<&Texts>) -> Option<TextKey> {
    let has =
        |key: TextKey| own.get(key).or_else(|| ready.and_then(|ready| ready.get(key))).is_some();
    let mut asked =
        TextKey::ALL.iter().copied().filter(|key| key.is_asked_by(survey) && !key.is_optional());
    asked.find(|key| !has(*key))
}

use super::*;
use crate::metric::Metric;
use crate::survey::{Kind, TextKey};
use crate::time::Span;

fn survey() -> Survey {
    let mut survey = Survey::new("acme");
    survey.brand.name = "Acme".to_owned();
    survey
}

fn english(_: &str) -> Option<Texts> {
    let json: serde_json::Value =
        serde_json::from_str(include_str!("../../../../www/texts/en.json")).unwrap();
    Survey::read_texts(&json).ok()
}

fn with(key: TextKey, text: &str) -> Survey {
    let mut survey = survey();
    let mut texts = Texts::default();
    texts.set(key, text);
    survey.texts.set("en", texts);
    survey
}

fn rules(survey: &Survey) -> Vec<Rule> {
    lint(survey, english).into_iter().map(|finding| finding.rule).collect()
}

/// In every language, as if each ready text were the site's own.
#[test]
fn the_ready_wordings_themselves_are_without_findings() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www/texts");
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let tag = path.file_stem().unwrap().to_str().unwrap();
        let json: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let texts = Survey::read_texts(&json).unwrap();
        let kinds = Kind::ALL.iter().map(|kind| (Metric::Nps, *kind));
        let metrics = Metric::ALL.iter().map(|metric| (*metric, Kind::Relational));
        for (metric, kind) in kinds.chain(metrics) {
            let mut survey = survey();
            (survey.metric, survey.kind) = (metric, kind);
            survey.touchpoint = Some("Acme".to_owned());
            survey.texts.set(tag, texts.clone());
            let findings = lint(&survey, |_| Some(texts.clone()));
            assert_eq!(findings, [], "{tag} {metric:?} {kind:?}");
        }
    }
}

#[test]
fn words_that_lead_reward_or_ask_twice() {
    let question = TextKey::QuestionRelational;
    for (text, rule) in [
        ("How likely are you to recommend our great {brand}?", Rule::LeadingWords),
        ("How happy are you? How likely are you to recommend {brand}?", Rule::TwoQuestions),
        ("How satisfied are you and how likely to recommend {brand}?", Rule::TwoQuestions),
        ("How likely are you to recommend {brand}? Win a voucher.", Rule::Incentive),
        ("How likely are you to recommend {company}?", Rule::UnknownPlaceholder),
    ] {
        assert_eq!(rules(&with(question, text)), [rule], "{text}");
    }
    assert_eq!(rules(&with(question, "How likely are you to recommend {brand}?")), []);
    assert_eq!(rules(&with(question, &"x".repeat(161))), [Rule::TooLong]);
}

#[test]
fn a_placeholder_is_judged_by_its_text() {
    assert_eq!(rules(&with(TextKey::Left, "{left} to go")), []);
    assert_eq!(
        rules(&with(TextKey::Left, "{score} to go")),
        [Rule::UnknownPlaceholder, Rule::LostNumber]
    );
}

#[test]
fn reversed_ends_are_turned_by_their_remedy() {
    let mut survey = with(TextKey::Low, "extremely likely ");
    let mut texts = survey.texts.get("en").cloned().unwrap();
    texts.set(TextKey::High, "Not at all likely");
    survey.texts.set("en", texts);
    let findings = lint(&survey, english);
    assert_eq!(findings[0].rule, Rule::ReversedEnds);
    findings[0].remedy.as_ref().unwrap().apply(&mut survey);
    assert_eq!(rules(&survey), []);
}

#[test]
fn only_promoters_sent_to_reviews_is_gating_and_everybody_is_not() {
    let survey = with(TextKey::WhyPromoter, "Thanks! Please leave a review on Yelp.");
    assert_eq!(rules(&survey), [Rule::ReviewGating]);
    let mut survey = survey;
    let mut texts = survey.texts.get("en").cloned().unwrap();
    for key in [TextKey::WhyPassive, TextKey::WhyDetractor] {
        texts.set(key, "Please leave a review on Yelp.");
    }
    survey.texts.set("en", texts);
    assert_eq!(rules(&survey), []);
}

#[test]
fn an_unknown_language_has_to_be_complete() {
    let mut survey = survey();
    let mut texts = Texts::default();
    texts.set(TextKey::QuestionRelational, "?");
    survey.texts.set("tlh", texts);
    let findings = lint(&survey, |tag| english(tag).filter(|_| tag == "en"));
    assert_eq!(findings[0].rule, Rule::MissingTranslation);
    assert_eq!(findings[0].field, "texts.tlh.low");
}

#[test]
fn waits_are_measured_against_the_kind() {
    let mut survey = survey();
    survey.fatigue.cooldown.answered = Span::Days(180);
    assert_eq!(rules(&survey), [Rule::ShortWait]);
    survey.kind = Kind::Transactional;
    survey.touchpoint = Some("your order".to_owned());
    assert_eq!(rules(&survey), []);
    survey.fatigue.cooldown.answered = Span::Days(89);
    let findings = lint(&survey, english);
    findings[0].remedy.as_ref().unwrap().apply(&mut survey);
    assert_eq!(rules(&survey), []);
}

#[test]
fn addresses_colours_names_and_haste_are_repaired_in_one_step() {
    let mut survey = Survey::new("acme");
    survey.brand.logo = Some("http://a.example/l.png".to_owned());
    survey.endpoint = Some("http://localhost:8080".to_owned());
    survey.brand.color = "#fffbe6".to_owned();
    survey.triggers.delay_ms = 0;
    let mut found = rules(&survey);
    found.sort();
    assert_eq!(found, [Rule::PlainHttp, Rule::PaleColor, Rule::NoName, Rule::Hasty]);
    for finding in lint(&survey, english) {
        finding.remedy.iter().for_each(|remedy| remedy.apply(&mut survey));
    }
    assert_eq!(rules(&survey), [Rule::NoName]);
    assert_eq!(survey.brand.logo.as_deref(), Some("https://a.example/l.png"));
}

#[test]
fn the_gravest_comes_first() {
    let mut survey = with(TextKey::QuestionRelational, "How likely is {nothing}?");
    survey.brand.name = "us".to_owned();
    assert_eq!(rules(&survey), [Rule::UnknownPlaceholder, Rule::NoName]);
}

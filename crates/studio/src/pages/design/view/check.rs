//! What the linter of the core finds, with its remedies.

use crate::browser::reveal::reveal;
use crate::document::ready_texts;
use crate::pages::design::preview::PreviewState;
use crate::parts::{Icon, Section};
use crate::state::Studio;
use crate::words::{tr, trf};
use leptos::prelude::*;
use outoften_core::linter::{Finding, Remedy, Rule, Severity, lint};

/// The section.
#[component]
pub fn Check(preview: PreviewState) -> impl IntoView {
    let studio = Studio::here();
    let findings = Memo::new(move |_| {
        studio.survey.with(|survey| lint(survey, |tag| ready_texts::texts(tag).cloned()))
    });
    let summary = Signal::derive(move || match findings.with(Vec::len) {
        0 => tr("No problems found").to_owned(),
        1 => tr("1 finding").to_owned(),
        count => trf("{n} findings", &[("n", &count.to_string())]),
    });
    view! {
        <Section id="section-check" title=tr("Check") summary=summary>
            <p class="good-news" hidden=move || !findings.with(Vec::is_empty)>
                <Icon name="check"/>{tr("Wording, colours and waits are as they should be.")}
            </p>
            <ul class="findings" id="findings">
                {move || findings.get().into_iter().map(|finding| view! { <Row preview=preview finding=finding/> }).collect_view()}
            </ul>
        </Section>
    }
}

#[component]
fn Row(preview: PreviewState, finding: Finding) -> impl IntoView {
    let studio = Studio::here();
    let (class, icon) = match finding.severity() {
        Severity::Problem => ("finding problem", "warning"),
        Severity::Warning => ("finding warning", "warning"),
        Severity::Advice => ("finding advice", "info"),
    };
    let remedy = finding.remedy.map(|remedy| {
        let name = name(&remedy);
        let apply = move |_| studio.change("remedy", |survey| remedy.apply(survey));
        view! { <button type="button" class="button small" on:click=apply>{name}</button> }
    });
    let path = finding.field.clone();
    view! {
        <li class=class>
            <Icon name=icon/>
            <p>{sentence(finding.rule)}</p>
            <button type="button" class="code where" on:click=move |_| show(preview, &path)>{finding.field}</button>
            {remedy}
        </li>
    }
}

/// Leads to the field that a finding is about, or to its section.
fn show(preview: PreviewState, path: &str) {
    let text = path.strip_prefix("texts.").and_then(|rest| rest.rsplit_once('.'));
    let id = match text {
        Some((language, key)) => {
            preview.language.set(language.to_owned());
            format!("text-{key}")
        }
        None => format!("field-{path}"),
    };
    if !reveal(&id) {
        reveal(section_of(path));
    }
}

fn section_of(path: &str) -> &'static str {
    match path.split('.').next().unwrap_or_default() {
        "brand" => "section-brand",
        "texts" | "touchpoint" | "locale" => "section-wording",
        "drivers" | "contact" | "endings" => "section-after",
        "display" => "section-place",
        "triggers" => "section-moment",
        "targeting" | "sampling" => "section-audience",
        "fatigue" => "section-asking",
        "privacy" | "endpoint" => "section-privacy",
        _ => "section-start",
    }
}

fn name(remedy: &Remedy) -> String {
    match remedy {
        Remedy::UseReady { .. } => tr("Use the ready wording").to_owned(),
        Remedy::SwapEnds { .. } => tr("Swap them").to_owned(),
        Remedy::WaitAs(_) => tr("Wait as recommended").to_owned(),
        Remedy::Color(color) => trf("Use {color}", &[("color", color)]),
        Remedy::PlainLook => tr("Draw plain numbers").to_owned(),
        Remedy::SecureLogo | Remedy::SecureEndpoint => tr("Use https").to_owned(),
        Remedy::AskAll => tr("Ask everybody").to_owned(),
        Remedy::DropCondition(_) => tr("Remove the condition").to_owned(),
        Remedy::Page { fits, .. } => trf("Use {pattern}", &[("pattern", fits)]),
        Remedy::AskConsent => tr("Ask for consent first").to_owned(),
        Remedy::ContactUnhappy => tr("Ask only the unhappy").to_owned(),
        Remedy::SameLinkForAll => tr("Show it to everybody").to_owned(),
        Remedy::FewerQuestions => tr("Remove the reasons there").to_owned(),
        Remedy::Delay(ms) => trf("Wait {seconds} s", &[("seconds", &(ms / 1_000).to_string())]),
    }
}

fn sentence(rule: Rule) -> &'static str {
    match rule {
        Rule::UnknownPlaceholder => {
            tr("A word in braces stays as it is, because nothing takes its place here.")
        }
        Rule::ReversedEnds => tr("The ends are swapped: each end has to say what its score means."),
        Rule::MissingTranslation => tr(
            "This language has no ready wording, and own texts are missing: visitors would see gaps.",
        ),
        Rule::ReviewGating => tr(
            "Only the happy are sent there. Send everybody or nobody: rules of review sites forbid the rest.",
        ),
        Rule::LostNumber => {
            tr("The number is missing: scores would be spoken alike, a counter would not count.")
        }
        Rule::NobodyAsked => tr("With these settings, nobody is ever asked."),
        Rule::NoPageFits => tr(
            "No page can fit this pattern. It is compared with the path alone, from its first slash on.",
        ),
        Rule::BrokenPattern => tr(
            "Browsers cannot read this regular expression: a bracket, an escape or a repetition is incomplete.",
        ),
        Rule::HappyOnly => tr(
            "Only people who are already content are asked: the result will look better than it is.",
        ),
        Rule::CookieUnasked => {
            tr("The survey sets a cookie without asking. In the European Union that takes consent.")
        }
        Rule::Untranslated => tr(
            "This label lacks a language that the survey speaks: visitors would read it in another.",
        ),
        Rule::TooManyQuestions => {
            tr("Reasons, words and an address after one score are too much. Leave one of them out.")
        }
        Rule::ContactForAll => {
            tr("Everybody is asked for an address. Ask those whom you will write to: the unhappy.")
        }
        Rule::NoTouchpoint => tr(
            "The question is about one thing, but does not say which: name it, such as “your order”.",
        ),
        Rule::ShortWait => tr(
            "People are asked again too soon. Wait half a year, so that they stay willing to answer.",
        ),
        Rule::ColoredScale => tr(
            "Red, amber and green say which answer is wished for: people answer differently. Leave the colours out.",
        ),
        Rule::LeadingWords => {
            tr("The wording praises you, which pushes scores up. Ask without judging.")
        }
        Rule::TwoQuestions => {
            tr("Two questions in one: nobody can tell which one a score answers.")
        }
        Rule::PlainHttp => tr("An address without https: browsers block it on secure pages."),
        Rule::Incentive => {
            tr("A reward is mentioned. Give it for any answer, and say so here and in the report.")
        }
        Rule::TooLong => tr("Too long for a narrow phone: it will fill the screen."),
        Rule::PaleColor => {
            tr("The brand colour is hard to see on the card, so a darker or lighter shade is used.")
        }
        Rule::NoName => tr("The question says “us”. Your name makes clear who is asking."),
        Rule::Hasty => {
            tr("The card appears before anybody has seen the page. Give people a few seconds.")
        }
    }
}

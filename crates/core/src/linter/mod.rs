//! What is likely to go wrong with a survey document that is valid: words that lead, colours that
//! cannot be seen, waits that nag, questions that reach only the content.
//!
//! Pure: a document and the ready wordings go in, findings come out, each with the field, a
//! severity, a sentence and, where one step would repair it, a remedy. It does not judge what
//! [`crate::survey`] already refuses.

mod audience;
mod behaviour;
mod followup;
mod pages;
mod remedy;
mod rule;
mod wording;
mod words;

pub use remedy::Remedy;
pub use rule::{Rule, Severity};

use crate::survey::{Survey, Texts};

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is about.
    pub rule: Rule,
    /// Where, as a path in the document: `texts.es.low`.
    pub field: String,
    /// What repairs it in one step, if anything does.
    pub remedy: Option<Remedy>,
}

impl Finding {
    fn new(rule: Rule, field: impl Into<String>, remedy: impl Into<Option<Remedy>>) -> Self {
        Self { rule, field: field.into(), remedy: remedy.into() }
    }

    /// How bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.rule.severity()
    }

    /// What it means and what to do, in English.
    #[must_use]
    pub const fn sentence(&self) -> &'static str {
        self.rule.sentence()
    }
}

/// All findings, the gravest first. `ready` gives the ready wordings of a language.
///
/// ```
/// use outoften_core::linter::{Rule, lint};
/// use outoften_core::survey::{Survey, Texts};
/// use outoften_core::time::Span;
/// let ready = |tag: &str| (tag == "en").then(Texts::default);
/// let mut survey = Survey::new("acme");
/// survey.brand.name = "Acme".to_owned();
/// assert!(lint(&survey, ready).is_empty());
/// survey.fatigue.cooldown.answered = Span::Days(30);
/// let findings = lint(&survey, ready);
/// assert_eq!(findings[0].rule, Rule::ShortWait);
/// findings[0].remedy.as_ref().unwrap().apply(&mut survey);
/// assert!(lint(&survey, ready).is_empty());
/// ```
#[must_use]
pub fn lint(survey: &Survey, ready: impl Fn(&str) -> Option<Texts>) -> Vec<Finding> {
    let mut findings = behaviour::findings(survey);
    findings.extend(audience::findings(survey));
    findings.extend(pages::findings(&survey.triggers));
    findings.extend(followup::findings(survey));
    findings.extend(wording::touchpoint(survey));
    findings.extend(wording::locale(survey, &ready));
    for tag in survey.texts.tags() {
        let Some(own) = survey.texts.get(tag) else { continue };
        let base = crate::language::base(tag);
        let ready = ready(tag).or_else(|| ready(base));
        findings.extend(wording::findings(survey, tag, own, ready.as_ref()));
    }
    findings.sort_by_key(|finding| finding.rule.severity());
    findings
}

#[cfg(test)]
#[path = "lint_test.rs"]
mod tests;

#[cfg(test)]
#[path = "cases_test.rs"]
mod cases;

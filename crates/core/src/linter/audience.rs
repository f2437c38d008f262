//! Rules about who is asked: nobody, or only those who will praise.

use super::words::{is_happy, is_unhappy};
use super::{Finding, Remedy, Rule};
use crate::survey::{Condition, Survey, Test};

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let mut findings = Vec::new();
    if survey.sampling.percent == 0 {
        findings.push(Finding::new(Rule::NobodyAsked, "sampling.percent", Remedy::AskAll));
    }
    for (index, condition) in survey.targeting.iter().enumerate() {
        let field = format!("targeting.{index}");
        let remedy = Remedy::DropCondition(index);
        let before = survey.targeting.iter().take(index);
        if before.into_iter().any(|other| contradict(other, condition)) {
            findings.push(Finding::new(Rule::NobodyAsked, field, remedy));
        } else if takes_only_happy(condition) {
            findings.push(Finding::new(Rule::HappyOnly, field, remedy));
        }
    }
    findings
}

/// Whether no visitor can meet both.
fn contradict(a: &Condition, b: &Condition) -> bool {
    let both = |a: &Test, b: &Test| match (a, b) {
        (Test::AtLeast(least), Test::AtMost(most)) => least > most,
        (Test::Is(wanted), Test::Is(others)) => !wanted.iter().any(|text| others.contains(text)),
        (Test::Is(wanted), Test::Not(others)) => wanted.iter().all(|text| others.contains(text)),
        _ => false,
    };
    a.name == b.name && (both(&a.test, &b.test) || both(&b.test, &a.test))
}

/// Whether the condition lets in the content and keeps out the others.
fn takes_only_happy(condition: &Condition) -> bool {
    let name = condition.name.as_str();
    match &condition.test {
        Test::AtLeast(_) => is_happy(name) && !is_unhappy(name),
        Test::AtMost(_) => is_unhappy(name),
        Test::Is(values) => {
            let high = |value: &String| matches!(value.trim(), "9" | "10");
            let happy = |value: &String| is_happy(value) && !is_unhappy(value);
            values.iter().all(happy) || (is_happy(name) && values.iter().all(high))
        }
        Test::Not(values) => values.iter().any(|value| is_unhappy(value)),
    }
}

//! Rules about everything but words: waiting, colours, addresses.

use super::{Finding, Remedy, Rule};
use crate::color::{Accent, Color};
use crate::fatigue::Profile;
use crate::survey::{Brand, Kind, Mode, Survey};
use crate::time::{Span, Utc};

/// Milliseconds before which nobody has seen the page.
const HASTY_BELOW_MS: u32 = 2_000;
/// Contrast of brand colour and surface below which the shade that is shown is clearly another.
const PALE_BELOW: f64 = 2.0;

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |rule, field: &str, remedy| {
        findings.push(Finding { rule, field: field.to_owned(), remedy });
    };
    if let Some(field) = short_wait(survey) {
        find(Rule::ShortWait, field, Some(Remedy::WaitAs(profile_for(survey.kind))));
    }
    if survey.brand.name == Brand::default().name {
        find(Rule::NoName, "brand.name", None);
    }
    if let Some(shade) = shade_of_pale(&survey.brand.color) {
        find(Rule::PaleColor, "brand.color", Some(Remedy::Color(shade)));
    }
    if survey.brand.logo.as_deref().is_some_and(is_plain) {
        find(Rule::PlainHttp, "brand.logo", Some(Remedy::SecureLogo));
    }
    if survey.endpoint.as_deref().is_some_and(is_plain) {
        find(Rule::PlainHttp, "endpoint", Some(Remedy::SecureEndpoint));
    }
    if survey.display.mode != Mode::Inline && survey.triggers.delay_ms < HASTY_BELOW_MS {
        let remedy = Remedy::Delay(Survey::new("").triggers.delay_ms);
        find(Rule::Hasty, "triggers.delay_ms", Some(remedy));
    }
    findings
}

/// The considerate waits for a kind of question.
const fn profile_for(kind: Kind) -> Profile {
    match kind {
        Kind::Transactional => Profile::Transactional,
        Kind::Relational | Kind::Phase => Profile::Strict,
    }
}

/// The wait after an answer that is shorter than the considerate one.
fn short_wait(survey: &Survey) -> Option<&'static str> {
    let least = crate::fatigue::Policy::of(profile_for(survey.kind)).cooldown.answered;
    let shorter = |span: Span| {
        let start = Utc::from_ms(0);
        start.after(span) < start.after(least)
    };
    shorter(survey.fatigue.cooldown.answered).then_some("fatigue.cooldown.answered")
}

fn shade_of_pale(color: &str) -> Option<String> {
    let color = Color::parse(color)?;
    let pale = color.contrast(Color::LIGHT_SURFACE) < PALE_BELOW;
    pale.then(|| Accent::of(color, Color::LIGHT_SURFACE).fill.to_hex())
}

/// `http://`, except on one's own machine.
fn is_plain(address: &str) -> bool {
    address.strip_prefix("http://").is_some_and(|rest| {
        !["localhost", "127.0.0.1", "[::1]"].iter().any(|local| rest.starts_with(local))
    })
}

//! Rules about waiting, colours, addresses and consent.

use super::{Finding, Remedy, Rule};
use crate::color::{Accent, Color};
use crate::fatigue::{Policy, Profile};
use crate::survey::{Consent, Kind, Look, Mode, Survey, Theme};
use crate::time::{Span, Utc};

/// Milliseconds before which nobody has seen the page.
const HASTY_BELOW_MS: u32 = 2_000;
/// Contrast of brand colour and surface below which the shade that is shown is clearly another.
const PALE_BELOW: f64 = 2.0;

pub(super) fn findings(survey: &Survey) -> Vec<Finding> {
    let checks =
        [short_wait(survey), hasty(survey), no_name(survey), pale(survey), colored(survey)];
    let mut findings: Vec<Finding> = checks.into_iter().flatten().collect();
    findings.extend(plain_addresses(survey));
    findings.extend(cookie(survey));
    findings
}

/// The considerate waits for a kind of question.
const fn profile_for(kind: Kind) -> Profile {
    match kind {
        Kind::Transactional => Profile::Transactional,
        Kind::Relational | Kind::Phase => Profile::Strict,
    }
}

/// A wait that is shorter than the considerate one after an answer, or than any ready policy's
/// after being closed or ignored.
fn short_wait(survey: &Survey) -> Option<Finding> {
    let profile = profile_for(survey.kind);
    let (own, least) = (survey.fatigue.cooldown, Policy::of(profile).cooldown);
    let lenient = Policy::of(Profile::Lenient).cooldown;
    let start = Utc::from_ms(0);
    let is_shorter = |span: Span, least: Span| start.after(span) < start.after(least);
    let field = match () {
        () if is_shorter(own.answered, least.answered) => "answered",
        () if is_shorter(own.dismissed, lenient.dismissed) => "dismissed",
        () if is_shorter(own.shown, lenient.shown) => "shown",
        () => return None,
    };
    let field = format!("fatigue.cooldown.{field}");
    Some(Finding::new(Rule::ShortWait, field, Remedy::WaitAs(profile)))
}

fn no_name(survey: &Survey) -> Option<Finding> {
    (!survey.brand.is_named()).then(|| Finding::new(Rule::NoName, "brand.name", None))
}

/// A card that appears by itself before anybody has seen the page. What waits for an event, a
/// click or a while on the site is not hasty.
fn hasty(survey: &Survey) -> Option<Finding> {
    let triggers = &survey.triggers;
    let appears = !matches!(survey.display.mode, Mode::Inline | Mode::Button);
    let waits = triggers.event.is_some()
        || triggers.clicked.is_some()
        || triggers.exit_intent
        || triggers.scroll_percent > 0
        || triggers.delay_ms.max(triggers.site_ms) >= HASTY_BELOW_MS;
    let remedy = Remedy::Delay(Survey::new("").triggers.delay_ms);
    (appears && !waits).then(|| Finding::new(Rule::Hasty, "triggers.delay_ms", remedy))
}

/// A brand colour that cannot be seen on the surface it mostly stands on.
fn pale(survey: &Survey) -> Option<Finding> {
    let surface = match survey.brand.theme {
        Theme::Dark => Color::DARK_SURFACE,
        Theme::Light | Theme::Auto => Color::LIGHT_SURFACE,
    };
    let color = Color::parse(&survey.brand.color)?;
    let shade = || Remedy::Color(Accent::of(color, surface).fill.to_hex());
    let is_pale = color.contrast(surface) < PALE_BELOW;
    is_pale.then(|| Finding::new(Rule::PaleColor, "brand.color", shade()))
}

/// Colours that judge the answers before they are given.
fn colored(survey: &Survey) -> Option<Finding> {
    let is_colored = survey.brand.look == Look::Colored;
    is_colored.then(|| Finding::new(Rule::ColoredScale, "brand.look", Remedy::PlainLook))
}

fn plain_addresses(survey: &Survey) -> impl Iterator<Item = Finding> {
    let addresses = [
        ("brand.logo", &survey.brand.logo, Remedy::SecureLogo),
        ("endpoint", &survey.endpoint, Remedy::SecureEndpoint),
    ];
    addresses.into_iter().filter_map(|(field, address, remedy)| {
        let is_plain = address.as_deref().is_some_and(is_plain);
        is_plain.then(|| Finding::new(Rule::PlainHttp, field, remedy))
    })
}

/// `http://`, except on one's own machine.
fn is_plain(address: &str) -> bool {
    address.strip_prefix("http://").is_some_and(|rest| {
        !["localhost", "127.0.0.1", "[::1]"].iter().any(|local| rest.starts_with(local))
    })
}

fn cookie(survey: &Survey) -> Option<Finding> {
    let unasked = survey.privacy.cookie && survey.privacy.consent == Consent::NotRequired;
    unasked.then(|| Finding::new(Rule::CookieUnasked, "privacy.cookie", Remedy::AskConsent))
}

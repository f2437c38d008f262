//! Reading a policy from a document: a profile, or the defaults, with single fields changed.

use super::policy::{Cap, Policy, Profile};
use crate::node::{FieldError, Fields, Node, Path, chars, whole};
use crate::time::Span;

const SPAN: &str = "{\"months\": n}, {\"days\": n} or {\"hours\": n}, n from 0 to 65535";
const OPTIONAL_SPAN: &str =
    "null, {\"months\": n}, {\"days\": n} or {\"hours\": n}, n from 0 to 65535";

impl Policy {
    /// Reads `{"profile": "lenient", "cooldown": {"shown": {"days": 20}}, …}`; what is not named
    /// keeps the value of the profile, or of `strict` without one.
    ///
    /// # Errors
    /// The path of the first unknown or unreadable field and what is accepted there.
    pub fn read<N: Node>(node: N) -> Result<Self, FieldError> {
        Self::read_at(node, &Path::root())
    }

    pub(crate) fn read_at<N: Node>(node: N, path: &Path<'_>) -> Result<Self, FieldError> {
        let mut fields = Fields::open(node, path)?;
        let profile = fields.choice(
            "profile",
            Some(Profile::Strict),
            Profile::from_name,
            Profile::EXPECTED,
        )?;
        let mut policy = Self::of(profile);
        fields.text("group", chars!(1, 64), &mut policy.group)?;
        fields.nested("cooldown", |node, path| read_cooldowns(&mut policy, node, path))?;
        fields.whole("max_snoozes", whole!(0, 100), &mut policy.max_snoozes)?;
        fields.nested("any_survey_gap", |node, path| {
            read_optional_span(node, path).map(|gap| policy.any_survey_gap = gap)
        })?;
        fields.texts("exempt_groups", chars!(1, 64), &mut policy.exempt_groups)?;
        fields.nested("cap", |node, path| read_cap(node, path).map(|cap| policy.cap = cap))?;
        fields.nested("skew_tolerance", |node, path| {
            read_span(node, path).map(|span| policy.skew_tolerance = span)
        })?;
        fields.nested("first_seen_delay", |node, path| {
            read_optional_span(node, path).map(|delay| policy.first_seen_delay = delay)
        })?;
        fields.finish()?;
        Ok(policy)
    }
}

fn read_cooldowns<N: Node>(
    policy: &mut Policy,
    node: N,
    path: &Path<'_>,
) -> Result<(), FieldError> {
    let mut fields = Fields::open(node, path)?;
    let cooldown = &mut policy.cooldown;
    for (name, span) in [
        ("answered", &mut cooldown.answered),
        ("dismissed", &mut cooldown.dismissed),
        ("shown", &mut cooldown.shown),
        ("snoozed", &mut cooldown.snoozed),
    ] {
        fields.nested(name, |node, path| read_span(node, path).map(|value| *span = value))?;
    }
    fields.finish()
}

fn read_cap<N: Node>(node: N, path: &Path<'_>) -> Result<Option<Cap>, FieldError> {
    if node.is_null() {
        return Ok(None);
    }
    let mut cap = Cap { max: 1, per: Span::Months(6) };
    let mut fields = Fields::open(node, path)?;
    fields.whole("max", whole!(1, 1000), &mut cap.max)?;
    fields.nested("per", |node, path| read_span(node, path).map(|per| cap.per = per))?;
    fields.finish()?;
    Ok(Some(cap))
}

fn read_optional_span<N: Node>(node: N, path: &Path<'_>) -> Result<Option<Span>, FieldError> {
    if node.is_null() {
        return Ok(None);
    }
    read_span(node, path).map(Some).map_err(|error| FieldError { expected: OPTIONAL_SPAN, ..error })
}

fn read_span<N: Node>(node: N, path: &Path<'_>) -> Result<Span, FieldError> {
    let refuse = || FieldError::range(path, SPAN);
    let mut entries = node.entries().ok_or_else(refuse)?;
    let (unit, count) = entries.pop().filter(|_| entries.is_empty()).ok_or_else(refuse)?;
    let count = count.whole(0, u32::from(u16::MAX)).and_then(|count| u16::try_from(count).ok());
    match (unit.as_str(), count) {
        ("months", Some(count)) => Ok(Span::Months(count)),
        ("days", Some(count)) => Ok(Span::Days(count)),
        ("hours", Some(count)) => Ok(Span::Hours(count)),
        _ => Err(refuse()),
    }
}

//! Reading a policy from a document: a profile, or the defaults, with single fields changed.

use super::policy::{Cap, Policy, Profile};
use crate::node::{At, FieldError, Node, Object, Trouble, chars, whole};
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
        let trouble = Trouble::default();
        let policy = Self::read_at(node, &At::root(&trouble));
        trouble.into_result(policy)
    }

    pub(crate) fn read_at<N: Node>(node: N, at: &At<'_>) -> Self {
        let mut fields = Object::open(node, at);
        let mut profile = Profile::Strict;
        fields.choice("profile", Profile::from_name, Profile::EXPECTED, &mut profile);
        let mut policy = Self::of(profile);
        fields.text("group", chars!(1, 64), &mut policy.group);
        if let Some((node, at)) = fields.inner("cooldown") {
            read_cooldowns(&mut policy, node, &at);
        }
        fields.whole("max_snoozes", whole!(0, 100), &mut policy.max_snoozes);
        read_optional_span(&mut fields, "any_survey_gap", &mut policy.any_survey_gap);
        fields.texts("exempt_groups", chars!(1, 64), &mut policy.exempt_groups);
        if let Some((node, at)) = fields.inner("cap") {
            policy.cap = read_cap(node, &at);
        }
        read_span(&mut fields, "skew_tolerance", &mut policy.skew_tolerance);
        read_optional_span(&mut fields, "first_seen_delay", &mut policy.first_seen_delay);
        fields.finish();
        policy
    }
}

fn read_cooldowns<N: Node>(policy: &mut Policy, node: N, at: &At<'_>) {
    let mut fields = Object::open(node, at);
    let cooldown = &mut policy.cooldown;
    read_span(&mut fields, "answered", &mut cooldown.answered);
    read_span(&mut fields, "dismissed", &mut cooldown.dismissed);
    read_span(&mut fields, "shown", &mut cooldown.shown);
    read_span(&mut fields, "snoozed", &mut cooldown.snoozed);
    fields.finish();
}

fn read_cap<N: Node>(node: N, at: &At<'_>) -> Option<Cap> {
    if node.is_null() {
        return None;
    }
    let mut cap = Cap { max: 1, per: Span::Months(6) };
    let mut fields = Object::open(node, at);
    fields.whole("max", whole!(1, 1000), &mut cap.max);
    read_span(&mut fields, "per", &mut cap.per);
    fields.finish();
    Some(cap)
}

fn read_span<N: Node>(fields: &mut Object<'_, N>, name: &str, slot: &mut Span) {
    if let Some((node, at)) = fields.inner(name) {
        match span_of(node) {
            Some(span) => *slot = span,
            None => at.refuse(SPAN),
        }
    }
}

fn read_optional_span<N: Node>(fields: &mut Object<'_, N>, name: &str, slot: &mut Option<Span>) {
    if let Some((node, at)) = fields.inner(name) {
        let is_null = node.is_null();
        *slot = if is_null { None } else { span_of(node) };
        if slot.is_none() && !is_null {
            at.refuse(OPTIONAL_SPAN);
        }
    }
}

fn span_of<N: Node>(node: N) -> Option<Span> {
    let mut entries = node.entries()?;
    let (unit, count) = entries.pop().filter(|_| entries.is_empty())?;
    let count = u16::try_from(count.whole(0, u32::from(u16::MAX))?).ok()?;
    match unit.as_str() {
        "months" => Some(Span::Months(count)),
        "days" => Some(Span::Days(count)),
        "hours" => Some(Span::Hours(count)),
        _ => None,
    }
}

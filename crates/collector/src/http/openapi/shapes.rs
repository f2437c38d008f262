//! What each reply looks like, in a short notation (`notation.rs`): a table to read, and the
//! schemas of the description. Programs that know nothing else hold the handlers to it in the tests.

/// Named parts.
pub const NAMED: &[(&str, &str)] = &[
    ("range", "{low: number, high: number}"),
    ("share", "{class: string, n: integer, percent: number|null, interval: range|null}"),
    // What else belongs to a metric's result differs from metric to metric.
    (
        "measured",
        "{scale: string, classes: [share], answers: [integer], metric: string, n: integer, ...}",
    ),
    (
        "comparison",
        "{difference: number, standard_error: number, z: number|null, p_value: number|null, \
         interval: range, method: string}",
    ),
    (
        "case",
        "{survey: string, id: string, metric: string, score: integer, class: string, \
         comment: string|null, drivers: [string], lang: string|null, channel: string|null, \
         touchpoint: string|null, segment: string|null, contact: {address: string}|null, \
         state: string, owner: string|null, remedy: string|null, promise: string|null, \
         handovers: integer, opened_at_ms: integer, due_at_ms: integer, \
         contacted_at_ms: integer|null, solved_at_ms: integer|null, closed_at_ms: integer|null, \
         changed_at_ms: integer, overdue: boolean, version: integer, \
         followup: {survey: string, id: string, score: integer|null}|null}",
    ),
    (
        "template",
        "{lang: string, subject: string, parts: [{part: string, title: string, text: string}]}",
    ),
];

/// With 202, what is still pending.
const ERASED: &str = "{erased: integer, pending?: string, message?: string}";

/// By method and address.
pub const REPLIES: &[(&str, &str, &str)] = &[
    ("post", "/v1/responses", "{id: string, status: string}"),
    ("post", "/v1/events", "{status: string, display?: string}"),
    (
        "get",
        "/v1/surveys",
        "{surveys: [{id: string, updated_at_ms: integer, archived_at_ms: integer|null}]}",
    ),
    ("get", "/v1/surveys/{id}", "{id: string, ...}"),
    ("put", "/v1/surveys/{id}", "{id: string, status: string, findings: [{...}]}"),
    ("put", "/v1/surveys/{id}/origins", "{id: string, origins: string}"),
    ("put", "/v1/surveys/{id}/archived", "{id: string, archived: boolean}"),
    (
        "get",
        "/v1/surveys/{id}/results",
        "{scale: string, classes: [share], answers: [integer], metric: string, n: integer, \
         suspect: integer, with_suspect: measured|null, ...}",
    ),
    (
        "get",
        "/v1/surveys/{id}/results/trend",
        "[{name: string, scale: string, classes: [share], answers: [integer], n: integer, \
         difference: comparison|null, p_value_adjusted: number|null, ...}]",
    ),
    (
        "get",
        "/v1/surveys/{id}/results/change",
        "{now: measured, before: measured, difference: comparison|null}",
    ),
    (
        "get",
        "/v1/surveys/{id}/results/displays",
        "{shown: integer, dismissed: integer, snoozed: integer, opted_out: integer, \
         scored: integer, answered: integer, commented: integer, contacts: integer, \
         response_rate: number|null, comment_rate: number|null, bounds: range|null}",
    ),
    // Shares of the classes, or parts as in a trend.
    ("get", "/v1/surveys/{id}/results/by/{group}", "[{n: integer, ...}]"),
    (
        "get",
        "/v1/surveys/{id}/comments",
        "{comments: [{id: string, score: integer, class: string, comment: string, \
         drivers: [string], lang: string|null, channel: string|null, touchpoint: string|null, \
         segment: string|null, received_at_ms: integer, suspect: boolean}], next: string|null}",
    ),
    ("get", "/v1/surveys/{id}/cases", "{cases: [case], next: string|null}"),
    (
        "get",
        "/v1/surveys/{id}/cases/summary",
        "{n: integer, by_state: {*: integer}, open: integer, overdue: integer, \
         with_contact: integer, within_24h: integer, late: integer, \
         share_within_24h: number|null, median_contact_ms: integer|null, handovers: integer, \
         remedies: {*: integer}}",
    ),
    (
        "get",
        "/v1/surveys/{id}/cases/{response}",
        "{case: case, history: [{at_ms: integer, by: string, kind: string, text: string}], \
         reply: template}",
    ),
    ("post", "/v1/surveys/{id}/cases/{response}", "{case: case}"),
    ("post", "/v1/surveys/{id}/cases/{response}/followup", "{address: string, case: case}"),
    ("get", "/v1/reply-templates", "template"),
    (
        "post",
        "/v1/surveys/{id}/import",
        "{import: integer|null, stored: integer, known: integer, too_old: integer, \
         unanswered: integer, bad_rows: integer, first_bad_rows: [string], left_out: integer, \
         decided: [string], warnings: [string]}",
    ),
    (
        "get",
        "/v1/surveys/{id}/eligibility",
        "{eligible: boolean, reason: string|null, next_eligible_at_ms: integer|null}",
    ),
    ("delete", "/v1/surveys/{id}/responses/{response}", ERASED),
    ("delete", "/v1/surveys/{id}/responses/{response}/contact", ERASED),
    (
        "get",
        "/v1/tokens",
        "{tokens: [{id: string, name: string, role: string, survey: string|null}]}",
    ),
    ("post", "/v1/tokens", "{name: string, role: string, token: string}"),
    ("delete", "/v1/tokens/{name}", "{revoked: integer}"),
    (
        "get",
        "/v1/audit",
        "{audit: [{at_ms: integer, token: string, role: string, action: string, \
         survey: string|null}], next: string|null}",
    ),
    (
        "get",
        "/v1/webhooks",
        "{webhooks: [{id: string, url: string, survey: string|null, classes: [string], \
         format: string}]}",
    ),
    ("post", "/v1/webhooks", "{id: string, secret: string}"),
    ("delete", "/v1/webhooks/{id}", "{id: string, status: string}"),
    ("post", "/v1/webhooks/{id}/secret", "{id: string, secret: string}"),
    ("post", "/v1/erasures", ERASED),
    ("get", "/v1/openapi.json", "{openapi: string, info: {...}, paths: {...}, components: {...}}"),
];

/// The notation of a reply.
#[must_use]
pub fn of(method: &str, path: &str) -> Option<&'static str> {
    let found = REPLIES.iter().find(|(known, at, _)| *known == method && *at == path);
    found.map(|(_, _, notation)| *notation)
}

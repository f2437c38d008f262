//! Every method of every address: who may call it, what it takes, what success looks like.

use crate::http::admin::IMPORT_NAMES;
use crate::store::Role;

/// One method of one address.
pub struct Operation {
    /// In small letters.
    pub method: &'static str,
    /// As the router writes it.
    pub path: &'static str,
    pub(super) summary: &'static str,
    /// The least role of the caller; anybody without one.
    pub(super) role: Option<Role>,
    /// Names of query parameters; all are optional texts. Where a token is needed, no others.
    pub query: &'static [&'static str],
    /// The type of the body, if there is one.
    pub(super) body: Option<&'static str>,
    /// The status and type of success.
    pub(super) success: (u16, &'static str),
}

impl Operation {
    /// Whether it needs a token.
    #[must_use]
    pub const fn is_protected(&self) -> bool {
        self.role.is_some()
    }
}

/// The operation of a method (in small letters) at a route.
#[must_use]
pub fn operation(method: &str, route: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.method == method && operation.path == route)
}

pub(super) const JSON: &str = "application/json";
/// Query parameters that are flags.
pub(super) const FLAGS: [&str; 7] =
    ["with_suspect", "raw", "contacts", "overdue", "contact", "allow_partial", "undated"];
/// Query parameters that may be given more than once.
pub(super) const LISTS: [&str; 1] = ["where"];
const FILTER: &[&str] = &["from", "to", "channel", "touchpoint", "segment", "with_suspect"];

const fn read(path: &'static str, summary: &'static str, role: Option<Role>) -> Operation {
    let (query, body, success) = (&[] as &[&str], None, (200, JSON));
    Operation { method: "get", path, summary, role, query, body, success }
}

const fn change(
    method: &'static str,
    path: &'static str,
    summary: &'static str,
    status: u16,
) -> Operation {
    let (role, query, body) = (Some(Role::Admin), &[] as &[&str], Some(JSON));
    Operation { method, path, summary, role, query, body, success: (status, JSON) }
}

const READER: Option<Role> = Some(Role::Reader);
const ANALYST: Option<Role> = Some(Role::Analyst);
const ADMIN: Option<Role> = Some(Role::Admin);

/// Everything the router knows.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        query: &["u"],
        body: Some("text/plain"),
        role: None,
        ..change("post", "/v1/responses", "Take in one revision of one answer", 202)
    },
    Operation {
        query: &["u"],
        body: Some("text/plain"),
        role: None,
        ..change("post", "/v1/events", "Count that a card was shown, closed or put off", 202)
    },
    read("/v1/surveys", "List the surveys", READER),
    Operation {
        query: &["lang"],
        ..read("/v1/surveys/{id}", "A document as stored; with .json as a card reads it", READER)
    },
    change("put", "/v1/surveys/{id}", "Store a document; says what the linter found", 200),
    change("put", "/v1/surveys/{id}/origins", "Set the sites it may be asked on", 200),
    change("put", "/v1/surveys/{id}/archived", "Stop or resume taking answers", 200),
    Operation { query: FILTER, ..read("/v1/surveys/{id}/results", "The score", READER) },
    Operation {
        query: &["every", "from", "to", "channel", "touchpoint", "segment", "with_suspect"],
        ..read("/v1/surveys/{id}/results/trend", "Each period against the one before", READER)
    },
    Operation {
        query: FILTER,
        ..read("/v1/surveys/{id}/results/change", "A period against the one before it", READER)
    },
    Operation {
        query: FILTER,
        ..read("/v1/surveys/{id}/results/displays", "Shown, scored, commented", READER)
    },
    Operation {
        query: &[
            "from",
            "to",
            "channel",
            "touchpoint",
            "segment",
            "with_suspect",
            "offset",
            "limit",
        ],
        ..read("/v1/surveys/{id}/results/by/{group}", "Each part against the rest", READER)
    },
    Operation {
        query: &["class", "q", "before", "limit"],
        ..read("/v1/surveys/{id}/comments", "What people wrote, the newest first", ANALYST)
    },
    Operation {
        query: &["state", "owner", "overdue", "contact", "after", "limit"],
        ..read("/v1/surveys/{id}/cases", "Who is owed a reply, the first due first", ANALYST)
    },
    Operation {
        query: &["from", "to"],
        ..read("/v1/surveys/{id}/cases/summary", "How many were answered in a day", ANALYST)
    },
    Operation {
        query: &["lang"],
        ..read("/v1/surveys/{id}/cases/{response}", "A case and a reply to begin with", ANALYST)
    },
    Operation {
        role: ANALYST,
        ..change("post", "/v1/surveys/{id}/cases/{response}", "Note what was done", 200)
    },
    Operation {
        role: ANALYST,
        ..change(
            "post",
            "/v1/surveys/{id}/cases/{response}/followup",
            "Make the link to a short survey after the problem was solved",
            200,
        )
    },
    Operation {
        query: &["lang"],
        ..read("/v1/reply-templates", "A reply in four parts to begin with", ANALYST)
    },
    Operation {
        query: &["format", "raw", "contacts"],
        success: (200, "text/csv"),
        ..read("/v1/surveys/{id}/export", "All answers as a file", ANALYST)
    },
    Operation {
        query: &IMPORT_NAMES,
        body: Some("application/octet-stream"),
        ..change("post", "/v1/surveys/{id}/import", "Store another tool's export", 200)
    },
    Operation {
        query: &["u"],
        ..read("/v1/surveys/{id}/eligibility", "Whether a known person may be asked", None)
    },
    Operation {
        body: None,
        ..change("delete", "/v1/surveys/{id}/responses/{response}", "Erase one answer", 200)
    },
    Operation {
        body: None,
        ..change(
            "delete",
            "/v1/surveys/{id}/responses/{response}/contact",
            "Erase the address beside an answer",
            200,
        )
    },
    read("/v1/tokens", "List the tokens", ADMIN),
    change("post", "/v1/tokens", "Make a token", 201),
    Operation {
        body: None,
        ..change("delete", "/v1/tokens/{name}", "Make a token worthless", 200)
    },
    Operation {
        query: &["before", "limit"],
        ..read("/v1/audit", "Who used which token for what, the newest first", ADMIN)
    },
    read("/v1/webhooks", "List the webhooks", ADMIN),
    change("post", "/v1/webhooks", "Tell somebody of new answers", 201),
    Operation { body: None, ..change("delete", "/v1/webhooks/{id}", "Tell it nothing more", 200) },
    Operation {
        body: None,
        ..change("post", "/v1/webhooks/{id}/secret", "Make a new secret beside the last", 200)
    },
    change("post", "/v1/erasures", "Erase everything about a person or an address", 200),
    read("/v1/openapi.json", "This document", None),
    Operation {
        query: &["score", "lang", "channel", "touchpoint", "segment", "u", "k", "embed", "mode"],
        success: (200, "text/html"),
        ..read("/f/{survey}", "The hosted form", None)
    },
    Operation {
        query: &["lang", "u", "k", "embed", "mode"],
        body: Some("application/x-www-form-urlencoded"),
        role: None,
        success: (200, "text/html"),
        ..change("post", "/f/{survey}", "An answer of the hosted form", 200)
    },
    Operation { success: (200, "text/plain"), ..read("/livez", "Whether it runs", None) },
    Operation { success: (200, "text/plain"), ..read("/readyz", "Whether it can store", None) },
    Operation { success: (200, "text/plain"), ..read("/metrics", "Counters", READER) },
];

//! `GET /v1/openapi.json`: what can be asked here, for programs (OpenAPI 3.1).
//!
//! Made from [`OPERATIONS`]; a test holds the table to the router, line by line.

use axum::Json;
use serde_json::{Map, Value, json};

use crate::store::Role;

/// One method of one address.
pub struct Operation {
    method: &'static str,
    /// As the router writes it.
    pub path: &'static str,
    summary: &'static str,
    /// The least role of the caller; anybody without one.
    role: Option<Role>,
    /// Names of query parameters; all are optional texts.
    query: &'static [&'static str],
    /// The type of the body, if there is one.
    body: Option<&'static str>,
    /// The status and type of success.
    success: (u16, &'static str),
}

const JSON: &str = "application/json";
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
        query: FILTER,
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
        query: &["score", "comment", "date", "segment"],
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
    read("/v1/audit", "Who used which token for what", ADMIN),
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
        query: &["score", "lang", "channel", "touchpoint", "segment", "u", "k", "embed"],
        success: (200, "text/html"),
        ..read("/f/{survey}", "The hosted form", None)
    },
    Operation {
        query: &["lang", "u", "k", "embed"],
        body: Some("application/x-www-form-urlencoded"),
        role: None,
        success: (200, "text/html"),
        ..change("post", "/f/{survey}", "An answer of the hosted form", 200)
    },
    Operation { success: (200, "text/plain"), ..read("/livez", "Whether it runs", None) },
    Operation { success: (200, "text/plain"), ..read("/readyz", "Whether it can store", None) },
    Operation { success: (200, "text/plain"), ..read("/metrics", "Counters", READER) },
];

/// The document.
pub async fn get() -> Json<Value> {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let entry = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(methods) = entry.as_object_mut() {
            methods.insert(operation.method.to_owned(), operation.describe());
        }
    }
    Json(json!({
        "openapi": "3.1.0",
        "info": {"title": "Out of Ten", "version": env!("CARGO_PKG_VERSION")},
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": {
                "type": "object",
                "required": ["code", "message", "retry"],
                "properties": {
                    "code": {"type": "string"},
                    "field": {"type": "string"},
                    "message": {"type": "string"},
                    "retry": {"type": "boolean"},
                },
            }},
        },
    }))
}

impl Operation {
    fn describe(&self) -> Value {
        let text = json!({"type": "string"});
        let names = self.path.split(['{', '}']).skip(1).step_by(2);
        let in_path =
            names.map(|name| json!({"name": name, "in": "path", "required": true, "schema": text}));
        let in_query =
            self.query.iter().map(|name| json!({"name": name, "in": "query", "schema": text}));
        let (status, content) = self.success;
        let reference = json!({"$ref": "#/components/schemas/Error"});
        let mut error = json!({"application/json": {"schema": reference}});
        if content == "text/html" {
            // People read what is wrong on the page itself.
            error[content] = json!({});
        }
        let mut described = json!({
            "summary": self.summary,
            "parameters": in_path.chain(in_query).collect::<Vec<_>>(),
            "responses": {
                (status.to_string()): {"description": "done", "content": {(content): {}}},
                "default": {"description": "refused", "content": error},
            },
        });
        if let Some(content) = self.body {
            described["requestBody"] = json!({"required": true, "content": {(content): {}}});
        }
        if self.role.is_some() {
            described["security"] = json!([{"token": []}]);
        }
        described
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_route_of_the_router_and_no_other() {
        let source = include_str!("mod.rs");
        let mut routes: Vec<(&str, &str)> = Vec::new();
        for route in source.split(".route(").skip(1) {
            let mut quoted = route.split('"');
            let path = quoted.nth(1).unwrap();
            let handlers = quoted.next().unwrap().split("\n        .").next().unwrap();
            for method in ["get", "post", "put", "delete"] {
                if handlers.contains(&format!("{method}(")) {
                    routes.push((method, path));
                }
            }
        }
        let mut table: Vec<_> = OPERATIONS.iter().map(|it| (it.method, it.path)).collect();
        routes.sort_unstable();
        table.sort_unstable();
        assert_eq!(routes, table);
    }
}

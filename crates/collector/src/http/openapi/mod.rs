//! `GET /v1/openapi.json`: what can be asked here, for programs (OpenAPI 3.1).
//!
//! Made from [`OPERATIONS`] and from the shapes of the replies ([`shapes`]); a test compares the table
//! with the router, and a tester that knows nothing but this document checks the handlers.
//!
//! Hand-written, 530 lines: `utoipa` would take an attribute of about ten lines for each of the 41
//! operations and a type for each of the 23 replies that have none, and core cannot derive its traits.

mod notation;
mod operations;
pub mod shapes;

use axum::Json;
use serde_json::{Map, Value, json};

use super::params;

pub use operations::{OPERATIONS, Operation, operation};

/// The document.
pub async fn get() -> Json<Value> {
    let mut paths = Map::new();
    for operation in OPERATIONS {
        let entry = paths.entry(operation.path).or_insert_with(|| json!({}));
        if let Some(methods) = entry.as_object_mut() {
            methods.insert(operation.method.to_owned(), operation.describe());
        }
    }
    let error = "{code: string, field?: string, message: string, retry: boolean}";
    let named = shapes::NAMED.iter().copied().chain([("Error", error)]);
    let schemas: Map<String, Value> = named
        .map(|(name, shape)| (name.to_owned(), notation::schema(shape).unwrap_or_default()))
        .collect();
    Json(json!({
        "openapi": "3.1.0",
        "info": {"title": "Out of Ten", "version": env!("CARGO_PKG_VERSION")},
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas,
        },
    }))
}

impl Operation {
    fn describe(&self) -> Value {
        let text = json!({"type": "string"});
        let names = self.path.split(['{', '}']).skip(1).step_by(2);
        let in_path =
            names.map(|name| json!({"name": name, "in": "path", "required": true, "schema": text}));
        let flag = json!({"type": "string", "enum": params::FLAG_VALUES});
        let list = json!({"type": "array", "items": text});
        let in_query = self.query.iter().map(|name| {
            let schema = match () {
                () if operations::FLAGS.contains(name) => &flag,
                () if operations::LISTS.contains(name) => &list,
                () => &text,
            };
            json!({"name": name, "in": "query", "schema": schema})
        });
        let (status, content) = self.success;
        let reference = json!({"$ref": "#/components/schemas/Error"});
        let error = match content {
            // People read what is wrong on the page itself.
            "text/html" => json!({(content): {}}),
            _ => json!({"application/json": {"schema": reference}}),
        };
        let shape = shapes::of(self.method, self.path).and_then(notation::schema);
        let body = shape.map_or_else(|| json!({}), |schema| json!({"schema": schema}));
        let mut described = json!({
            "summary": self.summary,
            "parameters": in_path.chain(in_query).collect::<Vec<_>>(),
            "responses": {
                (status.to_string()): {"description": "done", "content": {(content): body}},
                "default": {"description": "refused", "content": error},
            },
        });
        if self.path == "/v1/responses" {
            described["responses"]["409"] = json!({
                "description": "unproven_revision: the answer is there, and this one does not prove \
                    to come from its sender. `field` names what is missing: `person`, `display` or \
                    `key`, the random text that the first revision came with",
                "content": described["responses"]["default"]["content"],
            });
        }
        if let Some(content) = self.body {
            described["requestBody"] = json!({"required": true, "content": {(content): {}}});
        }
        if self.summary.starts_with("Store a document") {
            described["responses"]["201"] = described["responses"]["200"].clone();
        }
        if self.summary.starts_with("Erase ") {
            // A reader keeps SQLite's log: it is checkpointed later.
            described["responses"]["202"] = described["responses"]["200"].clone();
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
    use crate::http::submissions::Endpoint;

    #[test]
    fn the_table_has_every_route_of_the_router_and_no_other() {
        let source = include_str!("../mod.rs");
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
        routes.extend(Endpoint::ALL.map(|endpoint| ("post", endpoint.path())));
        let mut table: Vec<_> = OPERATIONS.iter().map(|it| (it.method, it.path)).collect();
        routes.sort_unstable();
        table.sort_unstable();
        assert_eq!(routes, table);
    }

    #[test]
    fn every_reply_in_json_has_a_shape_and_every_shape_can_be_read() {
        let mut told: Vec<_> = OPERATIONS
            .iter()
            .filter(|operation| operation.success.1 == operations::JSON)
            .map(|operation| (operation.method, operation.path))
            .collect();
        let mut shaped: Vec<_> = shapes::REPLIES.iter().map(|(m, path, _)| (*m, *path)).collect();
        told.sort_unstable();
        shaped.sort_unstable();
        assert_eq!(told, shaped);
        let replies = shapes::REPLIES.iter().map(|(_, _, shape)| *shape);
        for shape in replies.chain(shapes::NAMED.iter().map(|(_, shape)| *shape)) {
            assert!(notation::schema(shape).is_some(), "{shape}");
        }
    }
}

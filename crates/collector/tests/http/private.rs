//! What comes back behind a token stays with whoever has the token.

use outoften_collector::http::openapi::OPERATIONS;

use crate::client::{self, Reply};
use crate::server::{ADMIN, Database, SURVEY, Server, answer};

fn is_private(reply: &Reply) -> bool {
    reply.header("cache-control") == Some("no-store")
        && reply.header("x-content-type-options") == Some("nosniff")
        && reply.head.to_ascii_lowercase().matches("\ncache-control:").count() == 1
}

#[tokio::test]
async fn no_cache_keeps_what_a_token_protects() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    server.post(&answer("one", 1, 2)).await;
    let mut tried = 0;
    for operation in OPERATIONS.iter().filter(|operation| operation.is_protected()) {
        let path = operation.path.replace("{id}", SURVEY).replace("{group}", "segment");
        let path = path.replace("{response}", "00000one").replace("{name}", "nobody");
        let method = operation.method.to_ascii_uppercase();
        for (token, body) in [(ADMIN, &b"{}"[..]), ("wrong-0123456789-0123456789", b"{}")] {
            let body = if method == "GET" { b"" } else { body };
            let reply = server.with_token(token, &method, &path, body).await;
            assert!(is_private(&reply), "{method} {path} {}: {}", reply.status, reply.head);
        }
        let reply = client::send(server.address, &method, &path, &[], b"").await;
        assert!(is_private(&reply), "{method} {path} without a token: {}", reply.head);
        tried += 1;
    }
    assert!(tried > 25, "{tried}");
    let refused = server.admin("GET", &format!("/v1/surveys/{SURVEY}/results?x=1"), b"").await;
    assert!(refused.status == 422 && is_private(&refused), "{}", refused.head);
}

#[tokio::test]
async fn what_everybody_may_read_is_still_kept() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let card = server.get(&format!("/v1/surveys/{SURVEY}.json")).await;
    assert!(card.header("cache-control").unwrap().starts_with("public"), "{}", card.head);
}

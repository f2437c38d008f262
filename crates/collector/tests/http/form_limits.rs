//! How much the hosted form takes, and what it says of more.

use std::sync::atomic::Ordering;

use crate::form::{filled, submit};
use crate::server::{Database, SURVEY, Server};

#[tokio::test]
async fn a_comment_may_have_its_2000_characters_in_any_script_and_no_more() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let path = format!("/f/{SURVEY}?lang=es");
    let page = server.get(&path).await;
    let post = async |comment: &str| {
        submit(&server, &path, &filled(&page, &[("score", "9"), ("comment", comment)])).await
    };
    for comment in ["x".repeat(2_001), "意".repeat(2_001), "意".repeat(6_000)] {
        let again = post(&comment).await;
        let is_refused = [413, 422].contains(&again.status);
        assert!(is_refused && again.text().contains("Tu comentario es demasiado largo. Acórtalo"));
        let kept = again.text().contains(&format!("{comment}</textarea>"));
        assert_eq!(kept, again.status == 422, "what can be shortened is still there");
    }
    assert_eq!(server.results().await["n"], 0);
    server.now_ms.fetch_add(20_000, Ordering::Relaxed);
    assert_eq!(post(&"意".repeat(2_000)).await.status, 200);
    let comments = server.admin("GET", "/v1/surveys/acme/comments", b"").await.text();
    assert!(comments.contains(&"意".repeat(2_000)));
    let page = server.get(&path).await;
    server.now_ms.fetch_add(20_000, Ordering::Relaxed);
    let unseen = filled(&page, &[("score", "9"), ("comment", "never\0 seen")]);
    assert_eq!(submit(&server, &path, &unseen).await.status, 200);
    let comments = server.admin("GET", "/v1/surveys/acme/comments", b"").await.text();
    assert!(comments.contains("never seen"));
}

#[tokio::test]
async fn an_address_that_cannot_be_answered_says_so_before_anybody_writes() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    for (name, most) in [("channel", 40), ("touchpoint", 80), ("segment", 80)] {
        let path = |length| format!("/f/{SURVEY}?lang=de&{name}={}", "x".repeat(length));
        assert_eq!(server.get(&path(most)).await.status, 200, "{name}");
        let page = server.get(&path(most + 1)).await;
        assert_eq!(page.status, 422, "{name}");
        assert!(page.text().contains("Dieser Link ist nicht mehr gültig"), "{}", page.text());
        let page = server.get(&path(most)).await;
        let body = filled(&page, &[("score", "9")]);
        let changed = body.replace(&"x".repeat(most), &"x".repeat(most + 1));
        let reply = submit(&server, &path(1), &changed).await;
        assert_eq!(reply.status, 422);
        assert!(reply.text().contains("Dieser Link ist nicht mehr gültig"), "{}", reply.text());
    }
    assert_eq!(server.results().await["n"], 0);
}

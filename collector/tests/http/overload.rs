//! More than a node can take: the rest is told to come back, memory stays, and it recovers.

use std::sync::Arc;

use crate::process::Program;
use crate::server::answer;
use crate::soak;

const MEMORY_MAX_KB: u64 = 150 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_much_is_told_to_come_back() {
    soak::allow_many_connections();
    let folder = tempfile::TempDir::new().unwrap();
    let program = Arc::new(Program::start(folder.path()));
    let mut acknowledged = 0;
    for round in 0..soak::of(2, 60) {
        // More at once than the queue holds, on connections of their own.
        let posts = (0..2_000_u32).map(|number| {
            let program = Arc::clone(&program);
            tokio::spawn(async move {
                let mut body = answer(&format!("load-{round}-{number}"), 1, number % 11);
                body["survey"] = "demo".into();
                body["comment"] = "x".repeat(1_000).into();
                program.try_post(&body).await
            })
        });
        for post in posts.collect::<Vec<_>>() {
            match post.await.unwrap() {
                Some(202) => acknowledged += 1,
                Some(429 | 503) => {}
                other => panic!("neither stored nor told to come back: {other:?}"),
            }
        }
    }
    let resident_kb = program.status("VmRSS");
    assert!(resident_kb <= MEMORY_MAX_KB, "{resident_kb} KiB");
    let mut body = answer("afterwards", 1, 9);
    body["survey"] = "demo".into();
    assert_eq!(program.try_post(&body).await, Some(202), "and then it goes on");
    assert_eq!(program.results().await["n"], acknowledged + 1);
}

//! How long a receiver of webhooks may take, and how much of its reply is read.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use outoften_collector::webhook::ClientSettings;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::receivers::{is_waiting, listener, tell};
use crate::server::Database;
use crate::webhooks::{add, started};

/// The system's buffers hide what was read of a reply that comes at once. This one comes to the
/// bound and waits: the collector waits too. With the next byte it has had enough.
#[tokio::test]
async fn of_a_reply_64_kib_are_read_and_not_a_byte_more() {
    const BOUND: usize = 64 * 1024;
    let database = Database::sqlite().await;
    let server = started(&database).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&seen);
    let (address, _) = listener(move |mut stream| {
        let told = Arc::clone(&told);
        async move {
            let mut request = [0; 8 * 1024];
            let _ = stream.read(&mut request).await;
            let head = b"HTTP/1.1 200 x\r\ncontent-length: 1073741824\r\n\r\n";
            stream.write_all(head).await.unwrap();
            stream.write_all(&vec![b'x'; BOUND]).await.unwrap();
            for (patience, more) in [(300, &b"x"[..]), (30_000, b"")] {
                let patience = Duration::from_millis(patience);
                let closed = tokio::time::timeout(patience, stream.read(&mut request)).await;
                told.lock().unwrap().push(closed.is_ok());
                let _ = stream.write_all(more).await;
            }
        }
    })
    .await;
    add(&server, &json!({"url": format!("http://{address}/")})).await;
    let patient = ClientSettings { timeout: Duration::from_secs(60), ..ClientSettings::new(true) };
    tell(&server, "endless", patient).await;
    assert!(!is_waiting(&server).await, "it was accepted");
    while seen.lock().unwrap().len() < 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(*seen.lock().unwrap(), [false, true], "closed at the bound, closed after it");
}

#[test]
fn a_receiver_has_fifteen_seconds() {
    for private_too in [false, true] {
        assert_eq!(ClientSettings::new(private_too).timeout, Duration::from_secs(15));
    }
}

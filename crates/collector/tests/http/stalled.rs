//! Clients that stop reading a long reply, and those that are only slow.

use std::time::Duration;

use outoften_collector::serve::ConnectionLimits;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};

use crate::client;
use crate::server::{Database, Server};

/// More than all buffers between two ends hold.
const FILE_BYTES: usize = 24 * 1024 * 1024;

/// With a large file, and room for one connection.
async fn started(folder: &std::path::Path, write_timeout: Duration) -> (Database, Server) {
    std::fs::write(folder.join("large.bin"), vec![7; FILE_BYTES]).unwrap();
    let database = Database::sqlite().await;
    let limits = ConnectionLimits { write_timeout, connections: 1, ..ConnectionLimits::default() };
    let dist = folder.to_owned();
    let server = Server::start_with(&database, limits, |app| app.dist = Some(dist)).await;
    (database, server)
}

/// Asks for the file and reads nothing yet.
async fn ask(server: &Server) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    let mut stream = socket.connect(server.address).await.unwrap();
    let request = b"GET /large.bin HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    stream
}

#[tokio::test]
async fn who_stops_reading_loses_the_connection() {
    let folder = tempfile::TempDir::new().unwrap();
    let (_database, server) = started(folder.path(), Duration::from_millis(300)).await;
    let mut stalled = ask(&server).await;
    let mut first = [0; 12];
    stalled.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let request = b"GET /livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    // There is room for one: as long as it stands, nobody else is let in.
    let freed = async {
        while client::raw(server.address, request).await.is_none() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let freed = tokio::time::timeout(Duration::from_secs(60), freed).await;
    assert!(freed.is_ok(), "it still holds its place");
    // What it would read now is what had been sent, and no more.
    let mut rest = Vec::new();
    let _ = stalled.read_to_end(&mut rest).await;
    assert!(rest.len() < FILE_BYTES, "{} bytes came", rest.len());
}

#[tokio::test]
async fn who_reads_slowly_gets_everything() {
    let folder = tempfile::TempDir::new().unwrap();
    let (_database, server) = started(folder.path(), Duration::from_secs(2)).await;
    let mut slow = ask(&server).await;
    let (mut came, mut piece) = (0, vec![0; 256 * 1024]);
    loop {
        let length = slow.read(&mut piece).await.unwrap();
        if length == 0 {
            break;
        }
        came += length;
        // In all longer than anybody may stand still.
        if came < 1024 * 1024 {
            tokio::time::sleep(Duration::from_millis(60)).await;
        }
    }
    assert!(came > FILE_BYTES, "{came} bytes came");
}

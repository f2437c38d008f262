//! The smallest HTTP/1.1 client that lets a test see exactly what goes over the wire.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A reply as it came.
#[derive(Debug, Clone)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(':'));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.text()))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        let mut reply = Self { status, head, body: bytes[end + 4..].to_vec() };
        if reply.header("transfer-encoding").is_some() {
            reply.body = unchunk(&reply.body);
        }
        Some(reply)
    }
}

fn unchunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(&String::from_utf8_lossy(&bytes[..end]), 16).unwrap();
        whole.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 4 + size..];
    }
    whole
}

/// Networks that requests without a sender of their own come from, one after the other: tests of
/// what is limited name the sender, all others are many people.
const NETWORKS: u32 = 4_000;

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Somebody, as the proxy of a test names them.
pub fn somebody() -> String {
    let network = NEXT.fetch_add(1, Ordering::Relaxed) % NETWORKS;
    Ipv4Addr::from(0x0b00_0001 + (network << 8)).to_string()
}

/// Sends these bytes and reads until the server closes. `None` if it closed without a reply.
pub async fn raw(address: SocketAddr, request: &[u8]) -> Option<Reply> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    // A server that has heard enough may close while we still send.
    let _ = stream.write_all(request).await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    Reply::parse(&bytes)
}

pub async fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    let mut request = format!("{method} {path} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n");
    if !headers.iter().any(|(name, _)| *name == "x-forwarded-for" || *name == "forwarded") {
        request += &format!("x-forwarded-for: {}\r\n", somebody());
    }
    for (name, value) in headers {
        request += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() || method != "GET" {
        request += &format!("content-length: {}\r\n", body.len());
    }
    let bytes = [request.as_bytes(), b"\r\n", body].concat();
    raw(address, &bytes).await.unwrap_or_else(|| panic!("no reply to {method} {path}"))
}

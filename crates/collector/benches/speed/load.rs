//! The load: connections that stay open and send answers, in a closed loop (the next as soon as
//! the last is acknowledged) or an open one (at a fixed rate, whether or not the last was).
//!
//! In an open loop latency counts from when an answer was due, not from when it was sent: a stall
//! is seen as what it is.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// No two answers of a run have the same number.
static NEXT: AtomicUsize = AtomicUsize::new(0);

/// Where the answers come from, in turn.
const NETWORKS: usize = 4_000;

/// Whether ids come in no order.
pub static SCATTERED: AtomicBool = AtomicBool::new(false);

/// One connection that is kept open.
struct Client {
    stream: TcpStream,
    request: Vec<u8>,
}

/// The id of an answer, as the card makes it (UUID version 7: the instant, then chance), or with
/// `SCATTERED` in no order at all: then each row has a page of the key's index to itself.
pub fn id(number: usize) -> String {
    let chance = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    if SCATTERED.load(Ordering::Relaxed) {
        return format!("{chance:016x}");
    }
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let (ms, a, b) = (since.as_millis() as u64, chance & 0xfff, chance >> 12);
    format!(
        "{:08x}-{:04x}-7{a:03x}-8{:03x}-{:012x}",
        ms >> 16,
        ms & 0xffff,
        b >> 40,
        b & 0xff_ffff_ffff
    )
}

impl Client {
    async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("a setting");
        Self { stream, request: Vec::new() }
    }

    async fn post(&mut self) {
        self.write_down();
        // Who is told to come back comes back, as a card does.
        while !self.is_stored().await {}
    }

    /// The next answer.
    fn write_down(&mut self) {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let body = format!(
            r#"{{"v":1,"survey":"demo","id":"{}","rev":1,"metric":"nps","score":{},"comment":"fast enough, thanks","done":true,"elapsed_ms":4200,"channel":"web"}}"#,
            id(number),
            number % 11
        );
        self.request.clear();
        // Many visitors behind one proxy: one network has limits.
        let network = number % NETWORKS;
        let head = format!(
            "POST /v1/responses HTTP/1.1\r\nhost: bench\r\n\
             x-forwarded-for: 11.{}.{}.1\r\n\
             content-type: text/plain;charset=UTF-8\r\ncontent-length: ",
            network / 256,
            network % 256
        );
        self.request.extend_from_slice(head.as_bytes());
        self.request.extend_from_slice(body.len().to_string().as_bytes());
        self.request.extend_from_slice(b"\r\n\r\n");
        self.request.extend_from_slice(body.as_bytes());
    }

    async fn is_stored(&mut self) -> bool {
        self.stream.write_all(&self.request).await.expect("sent");
        let mut reply = [0; 2048];
        let length = self.stream.read(&mut reply).await.expect("a reply");
        let head = String::from_utf8_lossy(&reply[..length]);
        let stored = head.starts_with("HTTP/1.1 202");
        assert!(stored || head.starts_with("HTTP/1.1 503"), "an answer was refused: {head}");
        stored
    }
}

/// Acknowledged answers per second of a closed loop over these nodes.
pub async fn closed(nodes: &[SocketAddr], connections: usize, time: Duration) -> f64 {
    let started = Instant::now();
    let clients = (0..connections).map(|connection| {
        let address = nodes[connection % nodes.len()];
        tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            let mut acknowledged = 0_usize;
            while started.elapsed() < time {
                client.post().await;
                acknowledged += 1;
            }
            acknowledged
        })
    });
    let mut acknowledged = 0;
    for client in clients.collect::<Vec<_>>() {
        acknowledged += client.await.expect("a client");
    }
    acknowledged as f64 / started.elapsed().as_secs_f64()
}

/// The same of a question that reads and writes nothing: what HTTP alone takes on these processors.
pub async fn nothing(address: SocketAddr, connections: usize, time: Duration) -> f64 {
    let started = Instant::now();
    let clients = (0..connections).map(|_| {
        tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            let mut replies = 0_usize;
            while started.elapsed() < time {
                let request = b"GET /livez HTTP/1.1\r\nhost: bench\r\n\r\n";
                client.stream.write_all(request).await.expect("sent");
                let mut reply = [0; 2048];
                let length = client.stream.read(&mut reply).await.expect("a reply");
                assert!(reply[..length].starts_with(b"HTTP/1.1 200"), "it lives");
                replies += 1;
            }
            replies
        })
    });
    let mut replies = 0;
    for client in clients.collect::<Vec<_>>() {
        replies += client.await.expect("a client");
    }
    replies as f64 / started.elapsed().as_secs_f64()
}

/// What became of the answers of a load that is too much.
#[derive(Default)]
pub struct Excess {
    /// How long each reply took, from when the answer was sent.
    pub stored: Vec<Duration>,
    pub refused: Vec<Duration>,
}

/// More than a node can take: each connection sends when an answer is due, and as soon as it can when
/// one is overdue; who is told to come back does not.
pub async fn too_much(
    address: SocketAddr,
    connections: usize,
    per_second: f64,
    time: Duration,
) -> Excess {
    let interval = Duration::from_secs_f64(connections as f64 / per_second);
    let started = Instant::now() + Duration::from_secs(1);
    let clients = (0..connections).map(|connection| {
        tokio::spawn(async move {
            let mut client = Client::connect(address).await;
            let offset = interval.mul_f64(connection as f64 / connections as f64);
            let mut excess = Excess::default();
            for number in 0.. {
                let due = started + offset + interval * number;
                if due.max(Instant::now()) > started + time {
                    break;
                }
                tokio::time::sleep_until(due.into()).await;
                client.write_down();
                let sent = Instant::now();
                match client.is_stored().await {
                    true => excess.stored.push(sent.elapsed()),
                    false => excess.refused.push(sent.elapsed()),
                }
            }
            excess
        })
    });
    let mut all = Excess::default();
    for client in clients.collect::<Vec<_>>() {
        let excess = client.await.expect("a client");
        all.stored.extend(excess.stored);
        all.refused.extend(excess.refused);
    }
    all.stored.sort_unstable();
    all.refused.sort_unstable();
    all
}

/// Latencies, sorted, of an open loop at this rate.
pub async fn open(
    address: SocketAddr,
    connections: usize,
    per_second: f64,
    time: Duration,
) -> Vec<Duration> {
    let interval = Duration::from_secs_f64(connections as f64 / per_second);
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(Client::connect(address).await);
    }
    let started = Instant::now() + Duration::from_millis(100);
    let clients = open.into_iter().enumerate().map(|(connection, mut client)| {
        tokio::spawn(async move {
            let mut late = Vec::new();
            let offset = interval.mul_f64(connection as f64 / connections as f64);
            for number in 0.. {
                let due = started + offset + interval * number;
                if due > started + time {
                    break;
                }
                tokio::time::sleep_until(due.into()).await;
                client.post().await;
                late.push(due.elapsed());
            }
            late
        })
    });
    let mut late = Vec::new();
    for client in clients.collect::<Vec<_>>() {
        late.extend(client.await.expect("a client"));
    }
    late.sort_unstable();
    late
}

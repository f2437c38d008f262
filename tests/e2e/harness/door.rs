//! What stands between the browser and the collector: it writes down every request and can do
//! what networks and broken servers do.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Request, Response, StatusCode};

use super::http::{self, Reply, Server};

/// A request as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub method: String,
    /// Without the query.
    pub path: String,
    pub query: String,
    pub body: String,
    pub cookie: Option<String>,
    pub content_type: Option<String>,
    pub at: SystemTime,
}

/// What to do to requests of a path.
#[derive(Clone, Copy)]
pub enum Fault {
    /// Close the connection without passing anything on.
    Refuse,
    /// Pass it on, and close the connection instead of handing the reply back.
    LoseReply,
    /// Reply with this status and nothing else.
    Status(u16),
    /// Reply with this status, and name a time for the next try in `Retry-After`.
    StatusUntil(u16, &'static str),
    /// Reply only after this long.
    Late(Duration),
    /// Hand back the reply with its body changed by this.
    Change(fn(&mut Vec<u8>)),
    /// Hand back the reply under this content type.
    Mime(&'static str),
    /// Reply only once so many requests are waiting for a reply together.
    Gather(usize),
    /// Reply only when [`Door::mend`] is called.
    Hold,
}

#[derive(Default)]
struct State {
    upstream: Option<SocketAddr>,
    asked: Vec<Asked>,
    gathered: usize,
    /// How often a browser asked whether a card may read or send.
    preflights: usize,
    faults: Vec<(&'static str, Fault)>,
}

/// The door. Dropping it closes it.
pub struct Door {
    server: Server,
    state: Arc<Mutex<State>>,
}

/// In no test whatever has a visitor's browser to ask whether it may send: that costs a page that is
/// closed its answer.
impl Drop for Door {
    fn drop(&mut self) {
        let preflights = self.state.lock().map_or(0, |state| state.preflights);
        assert!(std::thread::panicking() || preflights == 0, "{preflights} preflights of a card");
    }
}

impl Door {
    /// Opens it to a collector.
    pub async fn open(upstream: SocketAddr) -> Self {
        let state = Arc::new(Mutex::new(State { upstream: Some(upstream), ..State::default() }));
        let shared = Arc::clone(&state);
        let server = Server::start(move |request| pass(Arc::clone(&shared), request)).await;
        Self { server, state }
    }

    /// Its origin, as a browser says it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.server.address)
    }

    /// The collector listens somewhere else now.
    pub fn lead_to(&self, upstream: SocketAddr) {
        self.state.lock().unwrap().upstream = Some(upstream);
    }

    /// From now on requests whose path ends so meet this.
    pub fn fault(&self, path_end: &'static str, fault: Fault) {
        self.state.lock().unwrap().faults.push((path_end, fault));
    }

    /// From now on nothing is wrong.
    pub fn mend(&self) {
        self.state.lock().unwrap().faults.clear();
    }

    /// Everything asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.state.lock().unwrap().asked.clone()
    }

    /// What pages have loaded so far, without the counts: how a display ended is told by a page that
    /// is left, at a time of the browser's choice.
    pub fn loaded(&self) -> Vec<Asked> {
        let all = self.asked().into_iter();
        all.filter(|asked| asked.path != "/v1/events").collect()
    }

    /// Every answer posted so far, as documents.
    pub fn answers(&self) -> Vec<serde_json::Value> {
        self.posted("/v1/responses")
    }

    /// The kinds of everything that was counted so far: `shown`, `dismissed`.
    pub fn counted(&self) -> Vec<String> {
        let counted = self.posted("/v1/events");
        counted.iter().map(|count| count["event"].as_str().unwrap().to_owned()).collect()
    }

    fn posted(&self, path: &str) -> Vec<serde_json::Value> {
        let posts = self.asked().into_iter();
        let posts = posts.filter(|asked| asked.method == "POST" && asked.path == path);
        posts.map(|asked| serde_json::from_str(&asked.body).unwrap()).collect()
    }

    /// Forgets what was asked so far.
    pub fn forget(&self) {
        self.state.lock().unwrap().asked.clear();
    }
}

async fn pass(state: Arc<Mutex<State>>, request: Request<Bytes>) -> Reply {
    let (upstream, fault) = note(&state, &request);
    if let Some(Fault::Gather(number)) = fault {
        gather(&state, number).await;
    }
    while matches!(fault, Some(Fault::Hold)) && !state.lock().unwrap().faults.is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    match fault {
        Some(Fault::Refuse) => None,
        Some(Fault::Status(status)) => Some(bare(status, "")),
        Some(Fault::StatusUntil(status, until)) => Some(bare(status, until)),
        _ => forward(upstream, request, fault).await,
    }
}

/// Waits until so many requests have come to this point.
async fn gather(state: &Mutex<State>, number: usize) {
    state.lock().unwrap().gathered += 1;
    while state.lock().unwrap().gathered < number {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

fn note(state: &Mutex<State>, request: &Request<Bytes>) -> (SocketAddr, Option<Fault>) {
    let header = |name: &str| {
        request.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into())
    };
    let path = request.uri().path().to_owned();
    let mut state = state.lock().unwrap();
    let fault = state.faults.iter().rev().find(|(end, _)| path.ends_with(end)).map(|(_, f)| *f);
    let asked = Asked {
        method: request.method().to_string(),
        path,
        query: request.uri().query().unwrap_or_default().to_owned(),
        body: String::from_utf8_lossy(request.body()).into_owned(),
        cookie: header("cookie"),
        content_type: header("content-type"),
        at: SystemTime::now(),
    };
    let is_cards = ["/v1/responses", "/v1/events"].contains(&asked.path.as_str());
    state.preflights += usize::from(asked.method == "OPTIONS" && is_cards);
    state.asked.push(asked);
    (state.upstream.unwrap(), fault)
}

async fn forward(upstream: SocketAddr, request: Request<Bytes>, fault: Option<Fault>) -> Reply {
    if let Some(Fault::Late(time)) = fault {
        tokio::time::sleep(time).await;
    }
    let (mut head, body) = request.into_parts();
    let path = head.uri.path_and_query().map_or("/", |path| path.as_str());
    head.uri = format!("http://{upstream}{path}").parse().unwrap();
    if matches!(fault, Some(Fault::Change(_))) {
        head.headers.remove("accept-encoding");
    }
    let (mut head, body) = http::send(Request::from_parts(head, body)).await?.into_parts();
    let mut body = Vec::from(body);
    match fault {
        Some(Fault::LoseReply) => return None,
        Some(Fault::Change(change)) => {
            change(&mut body);
            head.headers.remove("content-length");
            head.headers.remove("etag");
        }
        Some(Fault::Mime(kind)) => drop(head.headers.insert("content-type", kind.parse().unwrap())),
        _ => {}
    }
    Some(Response::from_parts(head, Full::new(body.into())))
}

/// Readable by every origin, as the collector's own errors are.
fn bare(status: u16, until: &str) -> Response<Full<Bytes>> {
    Response::builder()
        .status(StatusCode::from_u16(status).unwrap())
        .header("access-control-allow-origin", "*")
        .header("access-control-expose-headers", "retry-after")
        .header("retry-after", until)
        .body(Full::new(Bytes::new()))
        .unwrap()
}

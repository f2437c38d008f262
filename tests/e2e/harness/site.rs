//! The host's own website: pages of another origin than the collector's, which know nothing of
//! the card except the tag in them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Request, Response};

use super::http::{Reply, Server};

/// A page of the site.
#[derive(Clone)]
pub struct Page {
    html: String,
    /// A file instead of a page: its kind and its bytes.
    file: Option<(&'static str, Bytes)>,
    headers: Vec<(&'static str, String)>,
}

impl Page {
    /// A page as it is.
    pub fn new(html: impl Into<String>) -> Self {
        Self { html: html.into(), file: None, headers: Vec::new() }
    }

    /// A file of any kind, which its name tells.
    pub fn file(name: &str, bytes: impl Into<Bytes>) -> Self {
        let kind = match name.rsplit('.').next() {
            Some("js") => "text/javascript",
            Some("wasm") => "application/wasm",
            Some("json") => "application/json",
            Some("html") => "text/html; charset=utf-8",
            _ => "text/plain; charset=utf-8",
        };
        Self { file: Some((kind, bytes.into())), ..Self::new("") }
    }

    /// A plain page with things of its own, and the tag at the end of its head.
    pub fn with_tag(tag: &str) -> Self {
        Self::new(include_str!("../../pages/plain.html").replace("<!-- tag -->", tag))
    }

    /// Puts something before the tag.
    pub fn before_tag(mut self, html: &str) -> Self {
        self.html = self.html.replacen("<!-- before -->", &format!("{html}<!-- before -->"), 1);
        self
    }

    /// Puts something at the end of the body.
    pub fn at_end(mut self, html: &str) -> Self {
        self.html = self.html.replacen("<!-- end -->", &format!("{html}<!-- end -->"), 1);
        self
    }

    /// Changes any text of it, which has to be there.
    pub fn replace(mut self, from: &str, to: &str) -> Self {
        assert!(self.html.contains(from), "the page has no {from:?}");
        self.html = self.html.replace(from, to);
        self
    }

    /// Sends a header along.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// The site. Dropping it closes it.
pub struct Site {
    server: Server,
    pages: Arc<Mutex<HashMap<String, Page>>>,
}

impl Site {
    /// A site without pages.
    pub async fn open() -> Self {
        let pages: Arc<Mutex<HashMap<String, Page>>> = Arc::default();
        let shared = Arc::clone(&pages);
        let server = Server::start(move |request| {
            let page = shared.lock().unwrap().get(request.uri().path()).cloned();
            async move { reply(&request, page) }
        })
        .await;
        Self { server, pages }
    }

    /// Puts a page at a path.
    pub fn put(&self, path: &str, page: Page) {
        self.pages.lock().unwrap().insert(path.to_owned(), page);
    }

    /// Puts every text file below a folder under a path that ends with a slash.
    pub fn put_folder(&self, path: &str, folder: &Path) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.path().is_dir() {
                self.put_folder(&format!("{path}{name}/"), &entry.path());
            } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
                self.put(&format!("{path}{name}"), Page::new(text));
            }
        }
    }

    /// The address of a path. By name, so that the collector, addressed by number, is another
    /// site altogether and not just another port.
    pub fn at(&self, path: &str) -> String {
        format!("http://localhost:{}{path}", self.server.address.port())
    }
}

fn reply(request: &Request<Bytes>, page: Option<Page>) -> Reply {
    let Some(page) = page else {
        let status = if request.uri().path() == "/favicon.ico" { 204 } else { 404 };
        return Some(Response::builder().status(status).body(Full::default()).unwrap());
    };
    let kind = match request.uri().path().rsplit_once('.').map(|(_, end)| end) {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        _ => "text/html; charset=utf-8",
    };
    let (kind, body) = page.file.unwrap_or((kind, page.html.into()));
    let mut reply = Response::builder().header("content-type", kind);
    for (name, value) in page.headers {
        reply = reply.header(name, value);
    }
    Some(reply.body(Full::new(body)).unwrap())
}

//! What the small servers of the tests share: listening, and closing a connection without a word.

use std::future::Future;
use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A whole reply; `None` closes the connection instead.
pub type Reply = Option<Response<Full<Bytes>>>;

/// A server on a free port of this machine; it stops when it is dropped.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    /// Starts a server that asks `answer` for each request.
    pub async fn start<F>(answer: impl Fn(Request<Bytes>) -> F + Clone + Send + 'static) -> Self
    where
        F: Future<Output = Reply> + Send + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let answer = answer.clone();
                let service = service_fn(move |request: Request<Incoming>| {
                    let answer = answer.clone();
                    async move {
                        let (head, body) = request.into_parts();
                        let body = body.collect().await.map_err(std::io::Error::other)?.to_bytes();
                        answer(Request::from_parts(head, body))
                            .await
                            .ok_or_else(|| std::io::Error::other("closed on purpose"))
                    }
                });
                let connection = hyper::server::conn::http1::Builder::new()
                    .serve_connection(TokioIo::new(stream), service);
                tokio::spawn(async move { drop(connection.await) });
            }
        });
        Self { address, task }
    }
}

/// Sends a request; `None` when nobody replies.
pub async fn send(request: Request<Bytes>) -> Option<Response<Bytes>> {
    let client = Client::builder(TokioExecutor::new()).build(HttpConnector::new());
    let reply = client.request(request.map(Full::new)).await.ok()?;
    let (head, body) = reply.into_parts();
    Some(Response::from_parts(head, body.collect().await.ok()?.to_bytes()))
}

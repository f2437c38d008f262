//! Connections: how many, how slow, how long they last after a signal to stop.
//!
//! axum's own `serve` has no header timeout and waits without end for a stalled client, so the
//! loop stands here, on hyper.

use std::collections::HashMap;
use std::convert::Infallible;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use ipnet::IpNet;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::write_timeout::WriteTimeout;
use crate::http::peer::{self, Peer};
use crate::http::{AppState, Dispatch, routes};

/// Connections that may wait until they are accepted; the system's own bound (`somaxconn`) is the
/// lower one on most machines. The usual 128 are gone at once when many come together, and who is
/// dropped there tries again after a whole second.
const WAITING: u32 = 4_096;

/// What the system buffers of a reply that the client has not read yet. By default it buffers
/// megabytes, and reports progress only when a third of them is gone: a slow reader would look
/// like one that has stopped.
const SEND_BUFFER_BYTES: u32 = 256 * 1_024;

/// Takes the address.
///
/// # Errors
/// It is taken already, or not one of this machine.
pub fn listen(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // A program that starts anew need not wait for the connections of the one before.
    socket.set_reuseaddr(true)?;
    // Those that are accepted have it from here.
    socket.set_send_buffer_size(SEND_BUFFER_BYTES)?;
    socket.bind(address)?;
    socket.listen(WAITING)
}

/// Bounds that hold unless somebody changes them.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// Open connections in all.
    pub connections: usize,
    /// Open connections of one public address, or of one IPv6 network of 64 bits. Proxies that are
    /// named are exempt, and so are private and loopback addresses, where others may stand.
    pub connections_per_address: usize,
    /// From the first byte of a request to the end of its headers; also how long an idle
    /// connection stays open.
    pub header_timeout: Duration,
    /// How long a client may read nothing of a reply.
    pub write_timeout: Duration,
    /// From the signal to stop to the last connection being cut.
    pub shutdown: Duration,
    /// How long new connections are still taken after the signal to stop, so that a balancer sees
    /// `/readyz` say no before it sees a closed port.
    pub drain_delay: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            connections: 10_000,
            connections_per_address: 100,
            header_timeout: Duration::from_secs(5),
            write_timeout: Duration::from_secs(30),
            shutdown: Duration::from_secs(10),
            drain_delay: Duration::from_millis(500),
        }
    }
}

/// Serves until `shutdown` ends, then lets requests finish. Returns how many connections had to
/// be cut at the deadline.
pub async fn serve(
    listener: TcpListener,
    state: AppState,
    limits: ConnectionLimits,
    shutdown: impl Future<Output = ()>,
) -> usize {
    let graceful = GracefulShutdown::new();
    let (cut, _) = watch::channel(());
    let gate = Arc::new(Gate::new(limits, state.trusted_proxies.clone()));
    let dispatch = Arc::new(Dispatch::new(state.clone(), routes(state.clone())));
    let told = async {
        shutdown.await;
        state.drain();
        tokio::time::sleep(limits.drain_delay).await;
    };
    tokio::pin!(told);
    loop {
        tokio::select! {
            () = &mut told => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    if let Some(pass) = gate.enter(peer.ip()) {
                        connect(stream, peer, &dispatch, limits, &graceful, &cut, pass);
                    }
                }
                // Out of file descriptors: waiting lets some be closed.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }
    drop(listener);
    let left = limits.shutdown.saturating_sub(limits.drain_delay);
    match tokio::time::timeout(left, graceful.shutdown()).await {
        Ok(()) => 0,
        Err(_) => {
            let open = gate.open();
            cut.send_replace(());
            open
        }
    }
}

fn connect(
    stream: TcpStream,
    peer: SocketAddr,
    dispatch: &Arc<Dispatch>,
    limits: ConnectionLimits,
    graceful: &GracefulShutdown,
    cut: &watch::Sender<()>,
    pass: Pass,
) {
    // Small replies go out at once.
    drop(stream.set_nodelay(true));
    let dispatch = Arc::clone(dispatch);
    let service = hyper::service::service_fn(move |request: Request<Incoming>| {
        let dispatch = Arc::clone(&dispatch);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Peer(peer));
        async move { Ok::<_, Infallible>(dispatch.reply(request).await) }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_buf_size(64 * 1024)
        .serve_connection(TokioIo::new(WriteTimeout::new(stream, limits.write_timeout)), service);
    let connection = graceful.watch(connection);
    let mut cut = cut.subscribe();
    tokio::spawn(async move {
        tokio::select! {
            // A client that breaks off is not news.
            _ = connection => {}
            _ = cut.changed() => {}
        }
        drop(pass);
    });
}

/// Counts open connections, in all and per address.
struct Gate {
    limits: ConnectionLimits,
    trusted_proxies: Vec<IpNet>,
    all: Arc<Semaphore>,
    by_address: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One open connection; leaving is dropping it.
struct Pass {
    _permit: OwnedSemaphorePermit,
    address: IpAddr,
    by_address: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Gate {
    fn new(limits: ConnectionLimits, trusted_proxies: Vec<IpNet>) -> Self {
        let all = Arc::new(Semaphore::new(limits.connections));
        Self { limits, trusted_proxies, all, by_address: Arc::default() }
    }

    fn enter(&self, address: IpAddr) -> Option<Pass> {
        let permit = Arc::clone(&self.all).try_acquire_owned().ok()?;
        let is_exempt =
            peer::is_near(address) || peer::is_named(address.to_canonical(), &self.trusted_proxies);
        let address = peer::subscriber(address);
        let mut open = self.by_address.lock().ok()?;
        let count = open.entry(address).or_default();
        if *count >= self.limits.connections_per_address && !is_exempt {
            return None;
        }
        *count += 1;
        let by_address = Arc::clone(&self.by_address);
        Some(Pass { _permit: permit, address, by_address })
    }

    fn open(&self) -> usize {
        self.limits.connections - self.all.available_permits()
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if let Ok(mut open) = self.by_address.lock()
            && let Some(count) = open.get_mut(&self.address)
        {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_public_address_cannot_take_every_connection() {
        let limits = ConnectionLimits {
            connections: 10,
            connections_per_address: 2,
            ..ConnectionLimits::default()
        };
        let gate = Gate::new(limits, vec![peer::parse_proxy("198.51.100.0/24").unwrap()]);
        let public: IpAddr = "203.0.113.7".parse().unwrap();
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let first = gate.enter(public);
        let second = gate.enter(public);
        assert!(first.is_some() && second.is_some() && gate.enter(public).is_none());
        drop(first);
        let third = gate.enter(public);
        assert!(third.is_some(), "a closed connection makes room");
        let inner: Vec<_> = (0..8).filter_map(|_| gate.enter(proxy)).collect();
        assert_eq!(inner.len(), 8, "a proxy is exempt");
        assert!(gate.enter(proxy).is_none(), "the total is not");
        drop((second, third, inner));
        let named: Vec<_> =
            (1..=3).filter_map(|n| gate.enter(IpAddr::from([198, 51, 100, n]))).collect();
        let hosts = ["2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:3::1", "2001:db8:1:3::1"];
        let six: Vec<_> = hosts.iter().map(|it| gate.enter(it.parse().unwrap())).collect();
        let entered: Vec<bool> = six.iter().map(Option::is_some).collect();
        assert_eq!((named.len(), entered), (3, vec![true, true, false, true]));
        drop((named, six));
        assert_eq!(gate.open(), 0);
        assert!(gate.by_address.lock().unwrap().is_empty());
    }
}

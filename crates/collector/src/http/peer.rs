//! Where a request comes from. Used to slow down, never stored, never logged.
//!
//! `X-Forwarded-For` is believed only if the connection itself comes from a proxy that the
//! operator named; then the last address in it that is no such proxy is the client's.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::{Extensions, HeaderMap};

/// The other end of the connection, as an extension of a request.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The client's network: an IPv4 address's first 24 bits, an IPv6 address's first 48. That many
/// belong to one household or office. `None` for addresses of one's own network, where a proxy
/// stands that was not named, and for requests without a connection.
#[must_use]
pub fn network(
    extensions: &Extensions,
    headers: &HeaderMap,
    trusted_proxies: &[IpAddr],
) -> Option<IpAddr> {
    let peer = extensions.get::<Peer>()?.0.ip().to_canonical();
    let forwarded = headers.get_all("x-forwarded-for").iter();
    let forwarded = forwarded.filter_map(|value| value.to_str().ok()).flat_map(|v| v.split(','));
    let hops: Vec<Option<IpAddr>> = forwarded.map(|hop| hop.trim().parse().ok()).collect();
    let mut client = peer;
    for hop in hops.into_iter().rev() {
        if !trusted_proxies.contains(&client) {
            break;
        }
        client = hop?.to_canonical();
    }
    (!is_near(client)).then(|| truncated(client))
}

/// This machine or its own network.
#[must_use]
pub fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}

fn truncated(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            Ipv4Addr::new(a, b, c, 0).into()
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_proxies_are_believed() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        for (peer, forwarded, client) in [
            ("203.0.113.9", "", Some("203.0.113.0")),
            ("203.0.113.9", "198.51.100.1", Some("203.0.113.0")),
            ("10.0.0.1", "198.51.100.1", Some("198.51.100.0")),
            ("10.0.0.1", "1.1.1.1, 198.51.100.1", Some("198.51.100.0")),
            ("10.0.0.1", "198.51.100.1, 10.0.0.1", Some("198.51.100.0")),
            ("10.0.0.1", "2001:db8:1:2::3", Some("2001:db8:1::")),
            ("10.0.0.1", "nonsense", None),
            ("10.0.0.1", "", None),
            ("10.0.0.2", "198.51.100.1", None),
            ("127.0.0.1", "198.51.100.1", None),
        ] {
            let mut extensions = Extensions::new();
            extensions.insert(Peer(SocketAddr::new(peer.parse().unwrap(), 1)));
            let mut headers = HeaderMap::new();
            if !forwarded.is_empty() {
                headers.insert("x-forwarded-for", forwarded.parse().unwrap());
            }
            let expected = client.map(|client| client.parse().unwrap());
            assert_eq!(network(&extensions, &headers, &[proxy]), expected, "{peer} {forwarded}");
        }
    }
}

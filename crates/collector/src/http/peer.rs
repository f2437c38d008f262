//! Where a request comes from. Used to slow down, never stored, never logged.
//!
//! `X-Forwarded-For` and `Forwarded` (RFC 7239) are believed only if the connection itself comes
//! from a proxy that the operator named; then the last address that is no such proxy is the
//! client's. What a proxy says and nobody can read is limited as one network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::header::FORWARDED;
use axum::http::{Extensions, HeaderMap};
use ipnet::IpNet;

/// The other end of the connection, as an extension of a request.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

const X_FORWARDED_FOR: &str = "x-forwarded-for";

/// The network of all clients whose address cannot be read.
const UNREADABLE: IpAddr = IpAddr::V6(Ipv6Addr::UNSPECIFIED);

/// One address of a header; `None` if it is none (`unknown`, `_hidden`, anything else).
type Hop = Option<IpAddr>;

/// The client's network: an IPv4 address's first 24 bits, an IPv6 address's first 64. That many
/// belong to one household or office. `None` only without a connection.
#[must_use]
pub fn network(
    extensions: &Extensions,
    headers: &HeaderMap,
    trusted_proxies: &[IpNet],
) -> Option<IpAddr> {
    let peer = extensions.get::<Peer>()?.0.ip().to_canonical();
    let client = client(peer, headers, trusted_proxies);
    Some(client.map_or(UNREADABLE, truncated))
}

/// Whether a peer that is not named sends a header that only proxies send.
#[must_use]
pub fn is_unnamed_proxy(
    extensions: &Extensions,
    headers: &HeaderMap,
    trusted_proxies: &[IpNet],
) -> bool {
    let sends = headers.contains_key(X_FORWARDED_FOR) || headers.contains_key(FORWARDED);
    let peer = extensions.get::<Peer>().filter(|_| sends);
    peer.is_some_and(|peer| !is_named(peer.0.ip().to_canonical(), trusted_proxies))
}

/// Reads a network as an operator writes it: `10.0.0.0/8`, or one address.
///
/// # Errors
/// It is neither.
pub fn parse_proxy(text: &str) -> Result<IpNet, String> {
    let one = |address: IpAddr| IpNet::from(address.to_canonical());
    let net: Option<IpNet> = text.parse().ok().or_else(|| text.parse().ok().map(one));
    net.ok_or_else(|| "an address or a network such as 10.0.0.0/8 or fd00::/8".to_owned())
}

/// Whether the operator named this address as a proxy.
#[must_use]
pub fn is_named(address: IpAddr, trusted_proxies: &[IpNet]) -> bool {
    trusted_proxies.iter().any(|network| network.contains(&address))
}

/// This machine or its own network.
#[must_use]
pub fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}

/// What counts as one client where connections are counted: an IPv6 network is as easy to have as
/// one IPv4 address.
#[must_use]
pub fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        v4 @ IpAddr::V4(_) => v4,
        v6 => truncated(v6),
    }
}

fn client(peer: IpAddr, headers: &HeaderMap, trusted_proxies: &[IpNet]) -> Hop {
    if !is_named(peer, trusted_proxies) {
        return Some(peer);
    }
    let old = values(headers, X_FORWARDED_FOR).map(|value| value.split(',').map(hop).collect());
    let new = values(headers, FORWARDED.as_str()).map(|value| nodes(&value));
    let behind = |hops: Vec<Hop>| last_stranger(peer, hops, trusted_proxies);
    match (old.map(behind), new.map(behind)) {
        // A proxy writes one of them and passes the other on as the client sent it.
        (Some(old), Some(new)) => old.filter(|_| old == new),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => Some(peer),
    }
}

/// Goes back from the nearest proxy until somebody is not named.
fn last_stranger(peer: IpAddr, hops: Vec<Hop>, trusted_proxies: &[IpNet]) -> Hop {
    let mut client = peer;
    for hop in hops.into_iter().rev() {
        client = hop?;
        if !is_named(client, trusted_proxies) {
            break;
        }
    }
    Some(client)
}

/// All lines of a header as one, in their order; bytes that are no text become unreadable hops.
fn values(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(name).iter();
    let lines: Vec<&str> = lines.map(|line| line.to_str().unwrap_or("?")).collect();
    (!lines.is_empty()).then(|| lines.join(","))
}

/// `203.0.113.9`, `203.0.113.9:4711`, `2001:db8::1`, `[2001:db8::1]`, `[2001:db8::1]:443`.
fn hop(text: &str) -> Hop {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    bare.parse().ok().or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

/// The addresses behind `for=`; an element without one hides whom it stands for, and so does one that
/// names two.
fn nodes(value: &str) -> Vec<Hop> {
    if hides_separators(value) {
        return vec![None];
    }
    let node = |element: &str| {
        let names = element.split(';').filter_map(|pair| pair.split_once('='));
        if names.filter(|(name, _)| name.trim().eq_ignore_ascii_case("for")).count() > 1 {
            return None;
        }
        let read = rfc7239::parse(element).next()?.ok()?;
        read.forwarded_for?.ip().map(IpAddr::to_canonical)
    };
    value.split(',').map(node).collect()
}

/// Whether quotes hold what otherwise separates, or never end: then nobody can tell where the nearest
/// proxy's own element begins.
fn hides_separators(value: &str) -> bool {
    let mut is_quoted = false;
    for sign in value.chars() {
        match sign {
            '"' => is_quoted = !is_quoted,
            ',' | ';' | '\\' if is_quoted => return true,
            _ => {}
        }
    }
    is_quoted
}

fn truncated(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            Ipv4Addr::new(a, b, c, 0).into()
        }
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The network that a peer with these headers counts as; `::` is all that cannot be read.
    fn seen(peer: &str, lines: &[(&'static str, &str)]) -> String {
        let proxies = ["10.0.0.0/8", "127.0.0.1", "fd00::/8"].map(|net| parse_proxy(net).unwrap());
        let mut extensions = Extensions::new();
        extensions.insert(Peer(SocketAddr::new(peer.parse().unwrap(), 1)));
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        network(&extensions, &headers, &proxies).unwrap().to_string()
    }

    #[test]
    fn only_named_proxies_are_believed() {
        for (peer, forwarded, client) in [
            ("203.0.113.9", "", "203.0.113.0"),
            ("203.0.113.9", "198.51.100.1", "203.0.113.0"),
            ("10.0.0.1", "198.51.100.1", "198.51.100.0"),
            ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.0"),
            ("fd12::1", "198.51.100.1", "198.51.100.0"),
            ("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.0"),
            ("10.0.0.1", "198.51.100.1, 10.9.9.9", "198.51.100.0"),
            ("10.0.0.1", "10.9.9.9", "10.9.9.0"),
            ("10.0.0.1", "", "10.0.0.0"),
            ("192.168.0.2", "198.51.100.1", "192.168.0.0"),
            ("127.0.0.2", "198.51.100.1", "127.0.0.0"),
        ] {
            let lines = [("x-forwarded-for", forwarded)];
            let lines = if forwarded.is_empty() { &lines[..0] } else { &lines[..] };
            assert_eq!(seen(peer, lines), client, "{peer} {forwarded}");
        }
    }

    #[test]
    fn ports_and_brackets_are_understood_and_the_rest_is_one_network() {
        for (forwarded, client) in [
            ("203.0.113.9:4711", "203.0.113.0"),
            ("2001:db8:1:2::3", "2001:db8:1:2::"),
            ("[2001:db8:1:2::3]", "2001:db8:1:2::"),
            ("[2001:db8:1:2:ffff::3]:443", "2001:db8:1:2::"),
            ("::ffff:203.0.113.9", "203.0.113.0"),
            ("unknown", "::"),
            ("_hidden", "::"),
            ("203.0.113.9:port", "::"),
            ("203.0.113.9;", "::"),
            ("", "::"),
            ("198.51.100.1, ", "::"),
            ("198.51.100.1, nonsense, 10.1.1.1", "::"),
        ] {
            assert_eq!(seen("10.0.0.1", &[("x-forwarded-for", forwarded)]), client, "{forwarded}");
        }
    }

    #[test]
    fn the_header_of_rfc_7239_is_read_too() {
        for (forwarded, client) in [
            ("for=203.0.113.9", "203.0.113.0"),
            ("For=\"203.0.113.9:4711\";proto=https;by=10.0.0.1", "203.0.113.0"),
            ("for=\"[2001:db8:1:2::3]:443\"", "2001:db8:1:2::"),
            ("for=1.1.1.1, for=203.0.113.9, for=10.1.1.1", "203.0.113.0"),
            ("for=unknown", "::"),
            ("for=_hidden", "::"),
            ("proto=https", "::"),
            ("nonsense", "::"),
            ("for=203.0.113.9;for=198.51.100.1", "::"),
            ("for=203.0.113.9; For=198.51.100.1", "::"),
            ("for=203.0.113.9;for =198.51.100.1", "::"),
            ("for=1.1.1.1;for=2.2.2.2, for=203.0.113.9", "203.0.113.0"),
            ("for=\"203.0.113.9, for=198.51.100.1\"", "::"),
            ("for=\"203.0.113.9;for=198.51.100.1\"", "::"),
            ("for=\", for=203.0.113.9", "::"),
            ("host=\"a,b\", for=203.0.113.9", "::"),
            ("for=\"\\\", for=203.0.113.9\"", "::"),
        ] {
            assert_eq!(seen("10.0.0.1", &[("forwarded", forwarded)]), client, "{forwarded}");
        }
    }

    #[test]
    fn a_header_that_the_proxy_passes_on_opens_nothing() {
        let both = |old, new| seen("10.0.0.1", &[("x-forwarded-for", old), ("forwarded", new)]);
        assert_eq!(both("203.0.113.9", "for=203.0.113.9"), "203.0.113.0");
        assert_eq!(both("203.0.113.9", "for=198.51.100.1"), "::");
        assert_eq!(both("unknown", "for=198.51.100.1"), "::");
        let twice = [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-for", "203.0.113.9")];
        assert_eq!(seen("10.0.0.1", &twice), "203.0.113.0", "the proxy's own line is the last");
    }

    #[test]
    fn proxies_are_named_one_by_one_or_as_networks() {
        for good in ["10.0.0.1", "10.0.0.0/8", "::1", "fd00::/8", "::ffff:10.0.0.1"] {
            assert!(parse_proxy(good).is_ok(), "{good}");
        }
        for bad in ["", "10.0.0.0/33", "proxy.example", "10.0.0.1:80", "10.0.0"] {
            assert!(parse_proxy(bad).unwrap_err().contains("10.0.0.0/8"), "{bad}");
        }
    }
}

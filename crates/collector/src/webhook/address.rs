//! Where a webhook may go: a public address, nothing else.
//!
//! A URL is given by whoever holds an admin token, but the collector stands inside a network that
//! this person may not reach. So the address is checked at the last moment, after the name is
//! resolved, and the connection goes to the address that was checked.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use reqwest::Url;

/// Why a URL is no address for a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressError(&'static str);

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Reads a URL; an address in it (also in decimal, octal or hexadecimal) must be public.
///
/// # Errors
/// Not https, with a user name or a fragment, or a private address.
pub fn check_url(text: &str, private_too: bool) -> Result<Url, AddressError> {
    let url = Url::parse(text).map_err(|_| AddressError("an absolute https:// address"))?;
    let secure = url.scheme() == "https" || (private_too && url.scheme() == "http");
    if !secure || !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError("an https:// address without a user name"));
    }
    let host = url.host_str().unwrap_or_default();
    let literal = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    if literal.is_ok_and(|address| !private_too && !is_public(address)) {
        return Err(AddressError("the address of a machine on the public internet"));
    }
    Ok(url)
}

/// Whether this address belongs to the public internet.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

/// IANA's special-purpose registry: first address and prefix length.
const PRIVATE_V4: [([u8; 4], u32); 15] = [
    ([0, 0, 0, 0], 8),
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([127, 0, 0, 0], 8),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
    ([224, 0, 0, 0], 4),
    ([240, 0, 0, 0], 4),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = address.to_bits();
    !PRIVATE_V4
        .iter()
        .any(|(first, length)| (bits ^ Ipv4Addr::from(*first).to_bits()) >> (32 - length) == 0)
}

/// Only global unicast (2000::/3), without what carries an IPv4 address inside (6to4, Teredo; the
/// NAT64 prefix lies outside) and without documentation.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let global = first >> 13 == 0b001;
    let special = first == 0x2002
        || (first == 0x2001 && second < 0x0200)
        || (first == 0x2001 && second == 0x0db8)
        || (first == 0x3fff && second < 0x1000);
    global && !special
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_private_is_an_address() {
        for bad in [
            "http://example.com",
            "ftp://example.com",
            "example.com",
            "https://",
            "https://u:p@example.com",
            "https://127.0.0.1",
            "https://127.1",
            "https://2130706433",
            "https://0177.0.0.1",
            "https://0x7f.1",
            "https://0.0.0.0",
            "https://10.1.2.3",
            "https://172.31.0.1",
            "https://192.168.1.1",
            "https://169.254.169.254",
            "https://100.64.0.1",
            "https://225.0.0.1",
            "https://239.1.1.1",
            "https://241.0.0.1",
            "https://255.255.255.255",
            "https://[::1]",
            "https://[::]",
            "https://[::ffff:7f00:1]",
            "https://[::7f00:1]",
            "https://[64:ff9b::7f00:1]",
            "https://[2002:7f00:1::]",
            "https://[fe80::1]",
            "https://[febf::1]",
            "https://[fc00::1]",
            "https://[fd00::1]",
            "https://[ff02::1]",
            "https://[2001:db8::1]",
            "https://[2001::1]",
        ] {
            assert!(check_url(bad, false).is_err(), "{bad}");
        }
        for good in
            ["https://example.com/x?y=1", "https://93.184.215.14", "https://[2606:2800::1]:8443/"]
        {
            assert!(check_url(good, false).is_ok(), "{good}");
        }
        assert!(check_url("http://127.0.0.1:9/", true).is_ok());
    }

    proptest! {
        #[test]
        fn what_the_standard_library_calls_private_is_not_public(bits: u32, wide: u128) {
            let v4 = Ipv4Addr::from_bits(bits);
            if v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_broadcast()
                || v4.is_documentation() || v4.is_unspecified() || v4.is_multicast()
            {
                prop_assert!(!is_public(v4.into()));
            }
            prop_assert_eq!(is_public(v4.to_ipv6_mapped().into()), is_public(v4.into()));
            let v6 = Ipv6Addr::from_bits(wide);
            if v6.is_multicast() || v6.is_unique_local() || v6.is_unicast_link_local() {
                prop_assert!(!is_public(v6.into()));
            }
        }
    }
}

//! The sites a survey may be asked on.
//!
//! Entries are origins as a browser sends them (`https://shop.example`, with a port if it is not
//! the usual one) or all hosts below a domain (`https://*.shop.example`). This is a brake against
//! nonsense, not a lock: a program can send any origin it likes.

use std::fmt;

/// Most entries of one survey.
const MAX_ENTRIES: usize = 50;

/// A list of allowed origins; an empty one allows every site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origins(Vec<String>);

/// What is wrong with an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginsError(String);

impl Origins {
    /// Reads entries as somebody typed them.
    ///
    /// # Errors
    /// The first entry that is no origin, or more than 50 of them.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, OriginsError> {
        let list: Vec<String> =
            entries.into_iter().map(normalize).collect::<Result<_, OriginsError>>()?;
        match list.len() {
            0..=MAX_ENTRIES => Ok(Self(list)),
            more => Err(OriginsError(format!("{more} entries, at most {MAX_ENTRIES} are taken"))),
        }
    }

    /// Whether a browser on this origin may send answers. Without the header the sender is no
    /// browser on another site: the hosted form itself, a server, or a program.
    #[must_use]
    pub fn allows(&self, origin: Option<&str>) -> bool {
        let Some(origin) = origin else { return true };
        self.0.is_empty()
            || normalize(origin).is_ok_and(|sent| self.0.iter().any(|entry| fits(entry, &sent)))
    }

    /// The sources of a `frame-ancestors` directive.
    #[must_use]
    pub fn frame_ancestors(&self) -> String {
        if self.0.is_empty() { "*".to_owned() } else { self.0.join(" ") }
    }
}

impl fmt::Display for Origins {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

impl fmt::Display for OriginsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: write origins such as https://shop.example, http://localhost:3000 or \
             https://*.shop.example, without a path",
            self.0
        )
    }
}

/// Scheme and host in lower case, the usual port left out; refused if it is anything but an
/// origin. Hosts in other scripts are written in their ASCII form (`xn--…`), as browsers send.
fn normalize(entry: &str) -> Result<String, OriginsError> {
    let wrong = || OriginsError(format!("{entry:?} is not an origin"));
    let lower = entry.to_ascii_lowercase();
    let (scheme, rest) = lower.split_once("://").ok_or_else(wrong)?;
    let (host, port) = match rest.split_once(':') {
        Some((host, port)) => (host, Some(port.parse::<u16>().map_err(|_| wrong())?)),
        None => (rest, None),
    };
    let name = host.strip_prefix("*.").unwrap_or(host);
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if !matches!(scheme, "http" | "https") || !name.split('.').all(is_label) {
        return Err(wrong());
    }
    let usual = if scheme == "https" { 443 } else { 80 };
    Ok(match port.filter(|port| *port != usual) {
        Some(port) => format!("{scheme}://{host}:{port}"),
        None => format!("{scheme}://{host}"),
    })
}

/// Both normalized. `*.` stands for one or more labels, never for none.
fn fits(entry: &str, sent: &str) -> bool {
    match entry.split_once("*.") {
        None => entry == sent,
        Some((scheme, domain)) => sent
            .strip_prefix(scheme)
            .and_then(|host| host.strip_suffix(domain))
            .is_some_and(|below| below.len() > 1 && below.ends_with('.')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_matrix() {
        let origins = Origins::parse([
            "https://example.com",
            "https://*.shop.example",
            "http://localhost:3000",
            "https://xn--bcher-kva.example",
        ])
        .unwrap();
        for (origin, allowed) in [
            ("https://example.com", true),
            ("https://example.com:443", true),
            ("HTTPS://Example.COM", true),
            ("https://xn--bcher-kva.example", true),
            ("http://localhost:3000", true),
            ("https://de.shop.example", true),
            ("https://a.b.shop.example", true),
            ("https://shop.example", false),
            ("https://evilshop.example", false),
            ("https://.shop.example", false),
            ("https://www.example.com", false),
            ("https://evil-example.com", false),
            ("https://example.com.evil", false),
            ("https://example.com:8443", false),
            ("http://example.com", false),
            ("http://localhost", false),
            ("https://example.com/", false),
            ("null", false),
            ("", false),
        ] {
            assert_eq!(origins.allows(Some(origin)), allowed, "{origin}");
        }
        assert!(origins.allows(None));
        assert!(Origins::default().allows(Some("null")));
    }

    #[test]
    fn only_origins_are_entries() {
        for bad in [
            "example.com",
            "https://",
            "ftp://example.com",
            "https://a b",
            "https://a/x",
            "*",
            "https://*",
            "https://a:99999",
            "https://a;script-src",
            "https://*.*.b",
        ] {
            assert!(Origins::parse([bad]).is_err(), "{bad}");
        }
        assert_eq!(Origins::default().frame_ancestors(), "*");
        let two = Origins::parse(["https://A.example:443", "http://b:81"]).unwrap();
        assert_eq!(two.frame_ancestors(), "https://a.example http://b:81");
    }
}

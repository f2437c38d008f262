//! The list of sites that may send answers, and what a browser says of itself.

use outoften_collector::origins::Origins;

/// Entries on their lines, then the origin on the last one. Whatever is allowed is named, and what
/// the list becomes in a header cannot be anything but a list of sources.
pub fn check(input: &[u8]) {
    let Ok(text) = std::str::from_utf8(input) else { return };
    let (entries, origin) = text.rsplit_once('\n').unwrap_or(("", text));
    let Ok(origins) = Origins::parse(entries.lines()) else { return };
    let sources = origins.frame_ancestors();
    let plain = |c: char| c.is_ascii_alphanumeric() || " .:/*-".contains(c);
    assert!(sources.chars().all(plain), "{sources:?}");
    let kept = origins.to_string();
    assert_eq!(Origins::parse(kept.split_whitespace()).as_ref(), Ok(&origins), "{kept:?}");
    if kept.is_empty() || !origins.allows(Some(origin)) {
        return;
    }
    let (scheme, rest) = origin.split_once("://").expect("an origin has a scheme");
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let named = kept.split(' ').any(|entry| {
        let (wanted, rest) = entry.split_once("://").expect("an entry has a scheme");
        let name = rest.split(':').next().unwrap_or_default();
        let fits = match name.strip_prefix("*.") {
            Some(domain) => host.strip_suffix(domain).is_some_and(|below| below.ends_with('.')),
            None => host == name,
        };
        wanted == scheme && fits
    });
    assert!(named, "{origin:?} is allowed by {kept:?}");
}

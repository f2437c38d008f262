//! Whether a form was sent by its own page or by another site.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

/// The site that a form was opened or sent from, which the survey has to name. `None` for the form's
/// own page, for a link that is followed, and for programs.
///
/// A browser says itself whether a request comes from the page that it goes to. One that does not
/// names the page's origin, which is then compared with the address it used.
pub fn foreign_origin<'a>(method: &Method, headers: &'a HeaderMap) -> Option<&'a str> {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = value("sec-fetch-site");
    if matches!(site, Some("same-origin" | "none")) {
        return None;
    }
    let origin = match value(ORIGIN.as_str()) {
        None if site.is_none() || *method != Method::POST => return None,
        origin => origin.unwrap_or("null"),
    };
    let host = origin.split_once("://").map(|(_, host)| host);
    let is_own = host.is_some() && host == value(HOST.as_str());
    (!is_own).then_some(origin)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origins::Origins;
    use axum::http::{HeaderName, HeaderValue};

    #[test]
    fn its_own_page_and_listed_sites_may_send_a_form() {
        let origins = Origins::parse(["https://shop.example"]).unwrap();
        for (origin, site, allowed) in [
            ("", "", true),
            ("https://polls.example", "", true),
            ("https://polls.example", "same-origin", true),
            // A page that was opened when its policy still kept its origin back.
            ("null", "same-origin", true),
            ("https://shop.example", "cross-site", true),
            ("https://shop.example", "", true),
            ("https://evil.example", "cross-site", false),
            ("https://evil.example", "", false),
            ("https://evil.polls.example", "same-site", false),
            ("https://polls.example.evil", "", false),
            ("null", "cross-site", false),
            ("null", "", false),
            ("", "cross-site", false),
        ] {
            let sent = [("origin", origin), ("sec-fetch-site", site), ("host", "polls.example")];
            let sent = sent.into_iter().filter(|(_, value)| !value.is_empty());
            let headers = sent.map(|(name, value)| {
                (HeaderName::from_static(name), HeaderValue::from_static(value))
            });
            let headers: HeaderMap = headers.collect();
            let sent_from = foreign_origin(&Method::POST, &headers);
            assert_eq!(origins.allows(sent_from), allowed, "{origin} {site}");
            assert!(Origins::default().allows(sent_from));
        }
    }

    #[test]
    fn a_link_on_any_site_may_be_followed() {
        let site =
            (HeaderName::from_static("sec-fetch-site"), HeaderValue::from_static("cross-site"));
        assert_eq!(foreign_origin(&Method::GET, &HeaderMap::from_iter([site])), None);
    }
}

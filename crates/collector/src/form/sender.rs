//! Whether a form was sent by its own page or by a site that the survey names.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};

use super::Origins;
use crate::http::ApiError;

/// Applies the survey's list of sites.
///
/// A browser says itself whether a request comes from the page that it goes to. One that does not
/// names the page's origin, which is then compared with the address it used.
///
/// # Errors
/// 403 for a site that is not on the list.
pub fn check(origins: &Origins, method: &Method, headers: &HeaderMap) -> Result<(), ApiError> {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = value("sec-fetch-site");
    if matches!(site, Some("same-origin" | "none")) {
        return Ok(());
    }
    let origin = match value(ORIGIN.as_str()) {
        // A link that is followed; or no browser.
        None if site.is_none() || *method != Method::POST => return Ok(()),
        origin => origin.unwrap_or("null"),
    };
    let own = origin.split_once("://").map(|(_, host)| host);
    let is_own = own.is_some() && own == value(HOST.as_str());
    if is_own || origins.allows(Some(origin)) { Ok(()) } else { Err(ApiError::ForeignOrigin) }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            let checked = check(&origins, &Method::POST, &headers);
            assert_eq!(checked.is_ok(), allowed, "{origin} {site}");
            assert!(check(&Origins::default(), &Method::POST, &headers).is_ok());
        }
    }

    #[test]
    fn a_link_on_any_site_may_be_followed() {
        let origins = Origins::parse(["https://shop.example"]).unwrap();
        let site =
            (HeaderName::from_static("sec-fetch-site"), HeaderValue::from_static("cross-site"));
        assert!(check(&origins, &Method::GET, &HeaderMap::from_iter([site])).is_ok());
    }
}

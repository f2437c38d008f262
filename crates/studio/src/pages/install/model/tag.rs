//! What is pasted into a site: the tag and the lines of its content security policy.
//!
//! A tag says of consent what the document says: the loader then knows before it has the document.

use outoften_core::survey::{Consent, Survey};

/// The origin of an address: scheme, host and port.
pub fn origin(address: &str) -> &str {
    let host_at = address.find("://").map_or(0, |at| at + 3);
    let rest = address.get(host_at..).unwrap_or_default();
    let end = rest.find('/').map_or(address.len(), |at| host_at + at);
    address.get(..end).unwrap_or(address)
}

/// Who serves the loader and the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hosting {
    /// The collector, at its address.
    Collector,
    /// The site itself, from this folder; only answers go to the collector.
    Own(String),
}

/// What `data-consent` has to say.
pub fn consent(survey: &Survey) -> &'static str {
    if survey.privacy.consent == Consent::Required { "required" } else { "none" }
}

/// The tag.
pub fn tag(hosting: &Hosting, collector: &str, survey: &Survey, language: Option<&str>) -> String {
    let language = language.map(|tag| format!(" data-lang=\"{tag}\"")).unwrap_or_default();
    let (name, consent) = (&survey.id, consent(survey));
    let said = format!("data-survey=\"{name}\" data-consent=\"{consent}\"{language}");
    match hosting {
        Hosting::Collector => {
            format!("<script async src=\"{collector}/outoften.js\" {said}></script>")
        }
        Hosting::Own(folder) => format!(
            "<script async src=\"{folder}/outoften.js\" {said}\n  \
             data-src=\"{folder}/survey.json\" data-api=\"{collector}\"></script>"
        ),
    }
}

/// One file of one version, and the hash that a browser checks it by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pinned {
    /// Below the folder that serves it: `v1.2.3/outoften.js`.
    pub path: String,
    /// `sha384-…`.
    pub integrity: String,
}

/// The tag of one version of the loader, from whoever serves it.
pub fn pinned(hosting: &Hosting, collector: &str, loader: &Pinned, survey: &Survey) -> String {
    let (source, own) = served(hosting, collector);
    let Pinned { path, integrity } = loader;
    let (name, consent) = (&survey.id, consent(survey));
    format!(
        "<script async src=\"{source}/{path}\" data-survey=\"{name}\" data-consent=\"{consent}\"{own}\n  \
         integrity=\"{integrity}\" crossorigin=\"anonymous\"></script>"
    )
}

/// The same for pages that fetch the loader by `import()`, as the npm package does: a map of hashes
/// that stands in the page before the first module.
pub fn import_map(hosting: &Hosting, collector: &str, loader: &Pinned) -> String {
    let (source, _) = served(hosting, collector);
    let Pinned { path, integrity } = loader;
    format!(
        "<script type=\"importmap\">\n{{\n  \"integrity\": {{\n    \"{source}/{path}\":\n      \
         \"{integrity}\"\n  }}\n}}\n</script>"
    )
}

/// Where the loader comes from, and what a tag needs besides when that is not the collector.
fn served<'a>(hosting: &'a Hosting, collector: &'a str) -> (&'a str, String) {
    match hosting {
        Hosting::Collector => (collector, String::new()),
        Hosting::Own(folder) => {
            let own = format!("\n  data-src=\"{folder}/survey.json\" data-api=\"{collector}\"");
            (folder, own)
        }
    }
}

/// The element of an inline card.
pub fn place(selector: &str) -> Option<String> {
    let id = selector.strip_prefix('#')?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (!id.is_empty() && id.bytes().all(plain)).then(|| format!("<div id=\"{id}\"></div>"))
}

/// Directives to add to a policy, with the reason for each.
pub fn policy_lines(
    hosting: &Hosting,
    collector: &str,
    logo: Option<&str>,
) -> Vec<(String, &'static str)> {
    let origin = origin(collector);
    let (files, answers) = match hosting {
        Hosting::Collector => (origin.to_owned(), origin.to_owned()),
        Hosting::Own(_) => ("'self'".to_owned(), format!("'self' {origin}")),
    };
    let mut lines = vec![
        (format!("script-src {files} 'wasm-unsafe-eval'"), "the loader and the card"),
        (format!("connect-src {answers}"), "the card's text and the answers"),
        (format!("frame-src {origin}"), "the plain form, where WebAssembly is refused"),
    ];
    match logo {
        Some(logo) if logo.starts_with("data:") => {
            lines.push(("img-src data:".to_owned(), "your logo"));
        }
        Some(logo) if logo.contains("://") => {
            lines.push((format!("img-src {}", self::origin(logo)), "your logo"));
        }
        _ => {}
    }
    lines
}

/// The same as the text of a policy, one directive in each line.
pub fn policy_text(hosting: &Hosting, collector: &str, logo: Option<&str>) -> String {
    let lines = policy_lines(hosting, collector, logo).into_iter();
    lines.map(|(line, _)| line + ";").collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        assert_eq!(origin("https://a.example:8443/x/y"), "https://a.example:8443");
        assert_eq!(origin("https://a.example"), "https://a.example");
    }

    #[test]
    fn the_tag_names_survey_and_language() {
        let tag = tag(&Hosting::Collector, "https://a.example", &Survey::new("acme"), Some("es"));
        assert!(tag.contains("src=\"https://a.example/outoften.js\" data-survey=\"acme\""));
        assert!(tag.contains("data-lang=\"es\""));
        assert_eq!(place("#here"), Some("<div id=\"here\"></div>".to_owned()));
        assert_eq!(place(".here > p"), None);
    }

    #[test]
    fn every_tag_says_whether_consent_is_required() {
        let mut survey = Survey::new("acme");
        for (consent, said) in [(Consent::NotRequired, "none"), (Consent::Required, "required")] {
            survey.privacy.consent = consent;
            let said = format!("data-consent=\"{said}\"");
            for hosting in [Hosting::Collector, Hosting::Own("/outoften".to_owned())] {
                let all = [
                    tag(&hosting, "https://a.example", &survey, None),
                    pinned(&hosting, "https://a.example", &Pinned::default(), &survey),
                ];
                assert!(all.iter().all(|tag| tag.contains(&said)), "{all:?}");
            }
        }
    }

    #[test]
    fn a_pinned_tag_names_the_server_that_was_chosen() {
        let loader =
            Pinned { path: "v1.2.3/outoften.js".to_owned(), integrity: "sha384-x".to_owned() };
        let of =
            |hosting: &Hosting| pinned(hosting, "https://a.example", &loader, &Survey::new("acme"));
        let collector = of(&Hosting::Collector);
        assert!(collector.contains("src=\"https://a.example/v1.2.3/outoften.js\""), "{collector}");
        assert!(!collector.contains("data-api"), "{collector}");
        let hosting = Hosting::Own("/outoften".to_owned());
        let own = of(&hosting);
        for part in ["src=\"/outoften/v1.2.3/outoften.js\"", "data-api=", "integrity=\"sha384-x\""]
        {
            assert!(own.contains(part), "{own}");
        }
        let map = import_map(&hosting, "https://a.example", &loader);
        assert!(map.contains("\"/outoften/v1.2.3/outoften.js\":"), "{map}");
    }

    #[test]
    fn a_logo_elsewhere_needs_its_own_line() {
        let lines = policy_lines(
            &Hosting::Collector,
            "https://a.example/x",
            Some("https://b.example/l.svg"),
        );
        let lines: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
        assert!(lines.contains(&"img-src https://b.example"));
        assert!(lines.contains(&"connect-src https://a.example"));
        assert_eq!(policy_lines(&Hosting::Collector, "https://a.example", Some("/l.svg")).len(), 3);
    }

    #[test]
    fn on_ones_own_server_only_answers_leave_the_site() {
        let own = Hosting::Own("/outoften".to_owned());
        let tag = tag(&own, "https://a.example", &Survey::new("acme"), None);
        assert!(
            tag.contains("src=\"/outoften/outoften.js\"")
                && tag.contains("data-api=\"https://a.example\"")
        );
        let policy = policy_text(&own, "https://a.example", None);
        assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        assert!(policy.contains("connect-src 'self' https://a.example;"), "{policy}");
    }
}

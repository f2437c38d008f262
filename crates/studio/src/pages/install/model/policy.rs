//! "Check my page": what in a page's headers or source would keep the card away.
//!
//! Reads a pasted content security policy, response headers or HTML; fetches nothing.

use super::tag::{Hosting, origin};

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The policy forbids the loader or the card's script.
    Script,
    /// The same for a loader on the site's own server.
    OwnScript,
    /// The policy lets in what carries the page's nonce, and the tag carries none.
    Nonce,
    /// The policy forbids WebAssembly: visitors get the plain form.
    WebAssembly,
    /// The policy forbids fetching the document and sending answers.
    Connect,
    /// The policy forbids the plain form in a frame.
    Frame,
    /// The tag is not in the pasted page.
    NoTag,
    /// The tag is there more than once; all but the first do nothing.
    SeveralTags,
    /// The collector has no https, and the page does.
    MixedContent,
}

/// Everything in the pasted text that blocks a card of this hosting.
pub fn obstacles(pasted: &str, hosting: &Hosting, collector: &str) -> Vec<Obstacle> {
    let mut found = Vec::new();
    let policies = policies(pasted);
    let all = |directives: &[&str], lets: &dyn Fn(&str) -> bool| {
        let listed = policies.iter().filter_map(|policy| sources(policy, directives));
        listed.into_iter().all(|sources| sources.iter().any(|source| lets(source)))
    };
    let own = matches!(hosting, Hosting::Own(_));
    let from_loader = |source: &str| match own {
        true => matches!(source, "'self'" | "*"),
        false => is_match(source, collector),
    };
    let scripts = ["script-src-elem", "script-src", "default-src"];
    let strict = |source: &str| source == "'strict-dynamic'";
    if policies.iter().any(|policy| {
        sources(policy, &scripts).is_some_and(|all| all.iter().any(|one| strict(one)))
    }) {
        if !has_nonce(pasted) {
            found.push(Obstacle::Nonce);
        }
    } else if !all(&scripts, &from_loader) {
        found.push(if own { Obstacle::OwnScript } else { Obstacle::Script });
    }
    let wasm = |source: &str| matches!(source, "'wasm-unsafe-eval'" | "'unsafe-eval'");
    if !all(&["script-src", "default-src"], &wasm) {
        found.push(Obstacle::WebAssembly);
    }
    let to_collector = |source: &str| is_match(source, collector);
    if !all(&["connect-src", "default-src"], &to_collector) {
        found.push(Obstacle::Connect);
    }
    if !all(&["frame-src", "child-src", "default-src"], &to_collector) {
        found.push(Obstacle::Frame);
    }
    found.extend(in_page(pasted));
    if collector.starts_with("http://") && !is_local(collector) {
        found.push(Obstacle::MixedContent);
    }
    found
}

/// What is wrong with the tag of a page.
fn in_page(pasted: &str) -> Option<Obstacle> {
    match pasted.matches("data-survey=").count() {
        0 if pasted.to_ascii_lowercase().contains("<html") => Some(Obstacle::NoTag),
        0 | 1 => None,
        _ => Some(Obstacle::SeveralTags),
    }
}

/// Whether the tag in a page carries a nonce.
fn has_nonce(page: &str) -> bool {
    let mut elements = page.split("<script").filter_map(|rest| rest.split('>').next());
    elements.any(|tag| tag.contains("data-survey=") && tag.contains("nonce="))
}

/// The policies in a text: from header lines, `<meta>` elements, or the bare text.
pub fn policies(pasted: &str) -> Vec<String> {
    let is_bare = ["default-src", "script-src", "connect-src"]
        .iter()
        .any(|start| pasted.trim_start().starts_with(start));
    if is_bare {
        return vec![pasted.trim().to_owned()];
    }
    let lines = pasted.lines().filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.trim().eq_ignore_ascii_case("content-security-policy").then(|| value.trim().to_owned())
    });
    // A comma in a header separates two policies, and both hold.
    let lines = lines.flat_map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    lines.chain(from_meta(pasted)).collect()
}

/// The policies of a page's `<meta>` elements.
fn from_meta(page: &str) -> Vec<String> {
    let tags = page.split('<').filter_map(|rest| rest.split('>').next());
    let policy = |tag: &str| {
        let lower = tag.to_ascii_lowercase();
        let is_policy = lower.starts_with("meta") && lower.contains("content-security-policy");
        let at = lower.find("content=")? + "content=".len();
        let (quote, rest) = tag.get(at..)?.split_at_checked(1)?;
        is_policy.then(|| rest.split(quote).next().unwrap_or_default().to_owned())
    };
    tags.filter_map(policy).collect()
}

/// What the first of these directives that a policy has lets through; none when it has none.
fn sources(policy: &str, directives: &[&str]) -> Option<Vec<String>> {
    directives.iter().find_map(|name| {
        policy.split(';').find_map(|directive| {
            let mut words = directive.split_whitespace();
            let own = words.next()?.eq_ignore_ascii_case(name);
            own.then(|| words.map(str::to_owned).collect())
        })
    })
}

/// Whether a source of a policy lets the collector through.
fn is_match(source: &str, collector: &str) -> bool {
    let origin = origin(collector);
    let (scheme, host) = origin.split_once("://").unwrap_or(("https", origin));
    let source = source.trim_end_matches('/');
    // Whoever allows http allows https too.
    let fits = |wanted: &str| wanted == scheme || wanted == "http" && scheme == "https";
    if source == "*" || source.strip_suffix(':').is_some_and(fits) {
        return true;
    }
    let (wanted, bare) = source.split_once("://").unwrap_or((scheme, source));
    let bare = bare.strip_suffix(":*").unwrap_or(bare);
    let name = host.split(':').next().unwrap_or(host);
    let is_host = |bare: &str| {
        let under =
            bare.strip_prefix("*.").is_some_and(|parent| host.ends_with(&format!(".{parent}")));
        under || bare == host
    };
    let any_port = source.ends_with(":*") && bare == name;
    fits(wanted) && (is_host(bare) || any_port)
}

fn is_local(address: &str) -> bool {
    ["http://localhost", "http://127.0.0.1"].iter().any(|local| address.starts_with(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLLECTOR: &str = "https://answers.example";

    /// Of a card that the collector serves.
    fn obstacles(pasted: &str, collector: &str) -> Vec<Obstacle> {
        super::obstacles(pasted, &Hosting::Collector, collector)
    }

    #[test]
    fn the_lines_of_the_install_page_let_everything_through() {
        let lines = super::super::tag::policy_lines(
            &super::super::tag::Hosting::Collector,
            COLLECTOR,
            None,
        );
        let policy: Vec<String> = lines.into_iter().map(|(line, _)| line).collect();
        assert_eq!(obstacles(&policy.join("; "), COLLECTOR), []);
        assert_eq!(obstacles("Server: x\nDate: y", COLLECTOR), []);
    }

    #[test]
    fn a_strict_policy_stops_everything() {
        let all = [Obstacle::Script, Obstacle::WebAssembly, Obstacle::Connect, Obstacle::Frame];
        assert_eq!(obstacles("default-src 'self'", COLLECTOR), all);
        let header = "HTTP/2 200\nContent-Security-Policy: default-src 'self'; script-src *.example 'wasm-unsafe-eval'";
        assert_eq!(obstacles(header, COLLECTOR), [Obstacle::Connect, Obstacle::Frame]);
        let meta = "<html><meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'none'\">\
            <script src=x data-survey=a></script></html>";
        assert_eq!(obstacles(meta, COLLECTOR), [Obstacle::Connect]);
    }

    #[test]
    fn what_an_own_server_needs_is_asked_of_the_policy() {
        let own = Hosting::Own("/outoften".to_owned());
        let of = |policy: &str| super::obstacles(policy, &own, COLLECTOR);
        let policy = super::super::tag::policy_text(&own, COLLECTOR, None);
        assert_eq!(of(&policy), []);
        let strict = "script-src 'wasm-unsafe-eval'; connect-src https://answers.example";
        assert_eq!(of(strict), [Obstacle::OwnScript]);
    }

    #[test]
    fn a_policy_of_nonces_wants_one_on_the_tag() {
        let policy = "script-src 'nonce-abc' 'strict-dynamic' 'wasm-unsafe-eval'";
        assert_eq!(obstacles(policy, COLLECTOR), [Obstacle::Nonce]);
        let meta = "<html><meta content='connect-src x' http-equiv='Content-Security-Policy'>\
                    <script data-survey=a></script>";
        assert_eq!(obstacles(meta, COLLECTOR), [Obstacle::Connect]);
        let tagged = format!("content-security-policy: {policy}\n<script nonce=abc data-survey=a>");
        assert_eq!(obstacles(&tagged, COLLECTOR), []);
    }

    #[test]
    fn sources_of_all_kinds_are_understood() {
        for source in [
            "*",
            "https:",
            "answers.example",
            "https://answers.example/",
            "*.example",
            "answers.example:*",
            "http://answers.example",
            "http:",
        ] {
            assert!(is_match(source, COLLECTOR), "{source}");
        }
        for source in ["'self'", "ws:", "example", "answers.example:8443", "wss://answers.example"]
        {
            assert!(!is_match(source, COLLECTOR), "{source}");
        }
        assert!(is_match("http://127.0.0.1:*", "http://127.0.0.1:8010"));
        let two = "Content-Security-Policy: connect-src *, connect-src 'none'";
        assert_eq!(obstacles(two, COLLECTOR), [Obstacle::Connect]);
    }

    #[test]
    fn tags_are_counted_in_a_page_only() {
        assert_eq!(obstacles("<!doctype html><HTML></HTML>", COLLECTOR), [Obstacle::NoTag]);
        let twice = "<html><script data-survey=\"a\"></script><script data-survey=\"a\"></script>";
        assert_eq!(obstacles(twice, COLLECTOR), [Obstacle::SeveralTags]);
        assert_eq!(obstacles("", "http://a.example"), [Obstacle::MixedContent]);
        assert_eq!(obstacles("", "http://localhost:8080"), []);
    }
}

//! "Check my page": what in a page's headers or source would keep the card away.
//!
//! Reads a pasted content security policy, response headers or HTML; fetches nothing.

use super::tag::origin;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The policy forbids the loader or the card's script.
    Script,
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

/// Everything that stands in the way of this collector in the pasted text.
pub fn obstacles(pasted: &str, collector: &str) -> Vec<Obstacle> {
    let mut found = Vec::new();
    let policies = policies(pasted);
    let allowed = |directives: &[&str], source: &str| {
        policies.iter().all(|policy| allows(policy, directives, source, collector))
    };
    if !allowed(&["script-src-elem", "script-src", "default-src"], "") {
        found.push(Obstacle::Script);
    }
    if !allowed(&["script-src", "default-src"], "'wasm-unsafe-eval'") {
        found.push(Obstacle::WebAssembly);
    }
    if !allowed(&["connect-src", "default-src"], "") {
        found.push(Obstacle::Connect);
    }
    if !allowed(&["frame-src", "child-src", "default-src"], "") {
        found.push(Obstacle::Frame);
    }
    let tags = pasted.matches("data-survey=").count();
    match tags {
        0 if pasted.to_ascii_lowercase().contains("<html") => found.push(Obstacle::NoTag),
        0 | 1 => {}
        _ => found.push(Obstacle::SeveralTags),
    }
    if collector.starts_with("http://") && !is_local(collector) {
        found.push(Obstacle::MixedContent);
    }
    found
}

/// The policies in a text: from a header line, a `<meta>` element, or the bare text.
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
    lines.chain(from_meta(pasted)).collect()
}

fn from_meta(page: &str) -> Option<String> {
    let lower = page.to_ascii_lowercase();
    let element = lower.find("http-equiv=\"content-security-policy\"")?;
    let content = lower.get(element..)?.find("content=\"").map(|at| element + at)?;
    let start = content + "content=\"".len();
    let rest = page.get(start..)?;
    Some(rest.split('"').next()?.to_owned())
}

/// Whether the first of these directives that a policy has lets a source through; a keyword, or
/// the collector when `keyword` is empty.
fn allows(policy: &str, directives: &[&str], keyword: &str, collector: &str) -> bool {
    let sources = directives.iter().find_map(|name| {
        policy.split(';').map(str::trim).find_map(|directive| {
            let mut words = directive.split_whitespace();
            let own = words.next()?.eq_ignore_ascii_case(name);
            own.then(|| words.collect::<Vec<_>>())
        })
    });
    let Some(sources) = sources else { return true };
    if keyword.is_empty() {
        sources.iter().any(|source| is_match(source, collector))
    } else {
        sources.iter().any(|source| *source == keyword || *source == "'unsafe-eval'")
    }
}

fn is_match(source: &str, collector: &str) -> bool {
    let origin = origin(collector);
    let host = origin.split("://").nth(1).unwrap_or(origin);
    let source = source.trim_end_matches('/');
    let bare = source.split("://").nth(1).unwrap_or(source);
    let under = bare.strip_prefix("*.").is_some_and(|parent| host.ends_with(&format!(".{parent}")));
    source == "*" || source == "https:" && origin.starts_with("https:") || bare == host || under
}

fn is_local(address: &str) -> bool {
    ["http://localhost", "http://127.0.0.1"].iter().any(|local| address.starts_with(local))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLLECTOR: &str = "https://answers.example";

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
    fn tags_are_counted_in_a_page_only() {
        assert_eq!(obstacles("<!doctype html><HTML></HTML>", COLLECTOR), [Obstacle::NoTag]);
        let twice = "<html><script data-survey=\"a\"></script><script data-survey=\"a\"></script>";
        assert_eq!(obstacles(twice, COLLECTOR), [Obstacle::SeveralTags]);
        assert_eq!(obstacles("", "http://a.example"), [Obstacle::MixedContent]);
        assert_eq!(obstacles("", "http://localhost:8080"), []);
    }
}

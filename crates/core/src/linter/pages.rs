//! Rules about `include` and `exclude`: patterns that no page can fit. Globs are compared with the
//! path, `regex:` patterns with path and query.

use super::{Finding, Remedy, Rule};
use crate::survey::Triggers;

/// What a pattern starts with that is a regular expression.
const REGEX: &str = "regex:";

pub(super) fn findings(triggers: &Triggers) -> Vec<Finding> {
    let lists = [("include", &triggers.include), ("exclude", &triggers.exclude)];
    let mut findings = Vec::new();
    for (name, patterns) in lists {
        for (index, pattern) in patterns.iter().enumerate() {
            let field = format!("triggers.{name}.{index}");
            findings.extend(judged(pattern, field));
        }
    }
    if let Some(index) = triggers.include.iter().position(|page| is_shut(page, triggers)) {
        let field = format!("triggers.include.{index}");
        findings.push(Finding::new(Rule::NoPageFits, field, None));
    }
    findings
}

fn judged(pattern: &str, field: String) -> Option<Finding> {
    if let Some(expression) = pattern.strip_prefix(REGEX) {
        return is_broken(expression).then(|| Finding::new(Rule::BrokenPattern, field, None));
    }
    let path = path_of(pattern);
    (path != pattern).then(|| {
        let remedy = Remedy::Page { was: pattern.to_owned(), fits: path };
        Finding::new(Rule::NoPageFits, field, remedy)
    })
}

/// The pattern as one of a path: without protocol and host, query and fragment, from its slash on.
fn path_of(pattern: &str) -> String {
    let (rest, had_host) = match pattern.split_once("://") {
        Some((_, rest)) => (rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"), true),
        None => (pattern, false),
    };
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    match path.starts_with(['/', '*']) {
        true => path.to_owned(),
        false if path.is_empty() && (had_host || rest.is_empty()) => "/".to_owned(),
        false => format!("/{path}"),
    }
}

/// Whether every page that fits the pattern is excluded again.
fn is_shut(page: &str, triggers: &Triggers) -> bool {
    let covers = |shut: &String| {
        let start = shut.strip_suffix('*').filter(|start| !start.contains('*'));
        shut == page || start.is_some_and(|start| page.starts_with(start))
    };
    !page.starts_with(REGEX) && triggers.exclude.iter().any(covers)
}

/// Whether a browser would certainly refuse the expression: brackets without partners, an escape
/// at the end, a repetition of nothing. What is left may still be refused; the page's console says
/// so then.
fn is_broken(expression: &str) -> bool {
    let (mut depth, mut in_class, mut may_repeat) = (0_i32, false, false);
    let mut letters = expression.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.next().is_none() => return true,
            '\\' => may_repeat = true,
            ']' if in_class => (in_class, may_repeat) = (false, true),
            _ if in_class => {}
            '[' => in_class = true,
            '(' => (depth, may_repeat) = (depth + 1, false),
            ')' if depth == 0 => return true,
            ')' => (depth, may_repeat) = (depth - 1, true),
            '*' | '+' if !may_repeat => return true,
            // A group's sign (`(?:`), or a repetition; both only follow something.
            '?' => {}
            '|' => may_repeat = false,
            _ => may_repeat = true,
        }
    }
    in_class || depth > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_brought_to_its_path() {
        for (pattern, path) in [
            ("/shop/*", "/shop/*"),
            ("*/cart", "*/cart"),
            ("*", "*"),
            ("shop/*", "/shop/*"),
            ("https://a.example/shop?x=1#top", "/shop"),
            ("https://a.example", "/"),
            ("/shop?color=red", "/shop"),
            ("#end", "/"),
        ] {
            assert_eq!(path_of(pattern), path, "{pattern}");
        }
    }

    #[test]
    fn only_what_no_browser_takes_is_broken() {
        for broken in ["(", "a)", "[a", "a\\", "*a", "(+)", "a|*"] {
            assert!(is_broken(broken), "{broken}");
        }
        for sound in ["^/shop/(a|b)+$", "[)(*]", "\\(", "a*?", "(?:x)*", "/p\\?id=[0-9]+", "a.*"] {
            assert!(!is_broken(sound), "{sound}");
        }
    }
}

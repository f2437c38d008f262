//! The accessibility checker in any page: what it finds, in words.

use serde_json::{Value, json};

use super::browser::Browser;
use super::programs;

/// Success criteria of levels A and AA, from WCAG 2.0 to 2.2. Each tag holds only its version's.
pub const RULES: [&str; 5] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/// Puts the checker into the page.
pub async fn bring(browser: &Browser) {
    browser.run(&std::fs::read_to_string(programs::axe()).unwrap()).await;
}

/// Runs rules over the whole page, named one by one or by their tags.
pub async fn check(browser: &Browser, rules: &[Value]) -> Value {
    // A single digit is text too.
    let script = "const [rules, done] = arguments; \
                  const checks = {'color-contrast': {options: {ignoreLength: true}}}; \
                  axe.run(document, {runOnly: rules, checks})\
                  .then((found) => done(found), (error) => done({error: String(error)}))";
    let found = browser.run_async_with(script, vec![json!(rules)]).await;
    assert_eq!(found["error"], Value::Null);
    found
}

/// One line for each place that breaks a rule.
pub fn brief(rules: &Value) -> Vec<String> {
    let nodes = |rule: &Value| rule["nodes"].as_array().cloned().unwrap_or_default();
    let line = |rule: &Value, node: &Value| {
        let name = rule["id"].as_str().unwrap_or_default();
        format!("{name}: {} {}", node["html"], node["failureSummary"])
    };
    let rules = rules.as_array().cloned().unwrap_or_default();
    rules.iter().flat_map(|rule| nodes(rule).into_iter().map(|node| line(rule, &node))).collect()
}

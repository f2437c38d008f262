//! The groups, in the order in which they run, and the tiers that they belong to: quick ones first,
//! each needing no later one.
//!
//! [`native`] holds what runs on this machine alone, [`browsers`] what needs a browser or `dist/`.

use anyhow::{Result, bail};

use super::session::Session;
use super::summary::Run;
use super::{browsers, native};

/// A group of checks or tests.
pub struct Group {
    /// How it is called on the command line and in the table.
    pub name: &'static str,
    /// One line about it.
    pub about: &'static str,
    /// When it runs.
    pub tier: Tier,
    /// Runs it.
    pub run: fn(&mut Session) -> Result<Vec<Run>>,
}

/// What a group needs, and so how often it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tier {
    /// Proves the product: what runs when no group is named.
    Core,
    /// The rest of what every change has to pass.
    Rest,
    /// Programs and services from outside that only one capability needs.
    Outside,
}

impl Tier {
    const ALL: [Self; 3] = [Self::Core, Self::Rest, Self::Outside];

    /// How it is called on the command line.
    fn name(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Rest => "rest",
            Self::Outside => "outside",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Core => "proves the product; runs when you name nothing",
            Self::Rest => "Postgres, every end-to-end test, other engines, other people's pages",
            Self::Outside => "programs that only one capability needs",
        }
    }
}

/// All groups.
pub const GROUPS: [Group; 19] = {
    use Tier::{Core, Outside, Rest};
    [
        group("format", "rustfmt finds nothing to change", Core, native::format),
        group("lint", "clippy, all packages, warnings denied", Core, native::lint),
        group("unit", "native tests of every package, on SQLite", Core, native::unit),
        group("doctest", "the examples in the documentation", Core, native::doctest),
        group("web", "tests of the card and the Studio in Chromium", Core, browsers::web),
        group("dist", "what a website loads can be built", Core, browsers::dist),
        group("sizes", "what a visitor downloads, and what README says", Core, browsers::sizes),
        group("walk", "the core of the whole way, in Chromium", Core, browsers::walk),
        group("doc", "rustdoc, warnings denied", Rest, native::doc),
        group("lint-wasm", "clippy for wasm32, warnings denied", Rest, native::lint_wasm),
        group("database", "native tests on Postgres, under strace", Rest, native::database),
        group("npm", "the npm package, in Node and in Chromium", Rest, browsers::npm),
        group("e2e", "every other test of the whole way", Rest, browsers::e2e),
        group("stacks", "on other people's pages, past a blocker", Rest, browsers::stacks),
        group("engines", "the core of it in each browser engine", Rest, browsers::engines),
        group("tester", "Schemathesis asks all that the API allows", Outside, native::tester),
        group("deny", "licences and sources of what is built in", Outside, native::deny),
        group("npm-audit", "known weaknesses of what comes from npm", Outside, native::npm_audit),
        group("trunk", "`trunk serve` serves the Studio", Outside, browsers::trunk),
    ]
};

const fn group(
    name: &'static str,
    about: &'static str,
    tier: Tier,
    run: fn(&mut Session) -> Result<Vec<Run>>,
) -> Group {
    Group { name, about, tier, run }
}

/// The groups as a list for people.
pub fn help() -> String {
    let mut text =
        "cargo xtask test [<tier or group>...] [-- <part of a test's name>]\n".to_owned();
    for tier in Tier::ALL {
        text += &format!("\n{:<12}{}\n", tier.name(), tier.about());
        for group in GROUPS.iter().filter(|group| group.tier == tier) {
            text += &format!("    {:<12}{}\n", group.name, group.about);
        }
    }
    text + "\nall         the three tiers\n"
}

/// The groups that these names mean, in their order, each once.
///
/// # Errors
/// When a name is neither a tier's nor a group's.
pub fn choose(names: &[String]) -> Result<Vec<&'static Group>> {
    let means = |name: &String, group: &Group| {
        name == "all" || name == group.tier.name() || name == group.name
    };
    if let Some(unknown) = names.iter().find(|name| !GROUPS.iter().any(|group| means(name, group)))
    {
        bail!("there is no group '{unknown}'\n\n{}", help());
    }
    let is_chosen = |group: &&Group| match names {
        [] => group.tier == Tier::Core,
        _ => names.iter().any(|name| means(name, group)),
    };
    Ok(GROUPS.iter().filter(is_chosen).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(line: &str) -> Vec<&'static str> {
        let names: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        choose(&names).unwrap().iter().map(|group| group.name).collect()
    }

    #[test]
    fn no_name_means_the_core_in_its_order() {
        let names = chosen("");
        assert_eq!((names.first(), names.last()), (Some(&"format"), Some(&"walk")));
        assert_eq!(names, chosen("core"));
    }

    #[test]
    fn the_tiers_together_are_everything_and_each_group_runs_once() {
        assert_eq!(chosen("all").len(), GROUPS.len());
        assert_eq!(chosen("outside rest core walk"), chosen("all"));
        assert_eq!(chosen("outside"), ["tester", "deny", "npm-audit", "trunk"]);
    }

    #[test]
    fn an_unknown_name_is_an_error_that_lists_the_groups() {
        let names = ["unit", "wasm"].map(str::to_owned);
        let error = choose(&names).err().unwrap().to_string();
        assert!(error.contains("'wasm'") && error.contains("lint-wasm"), "{error}");
    }
}

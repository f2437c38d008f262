//! No file needs one that needs it: each can be read without those above it.
//!
//! A folder's `mod.rs` and the files in it are one: these may take from it what it defines. What it
//! takes from elsewhere, and what it hands on, counts as taken from where that is defined.
#![allow(missing_docs)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The one exception: a survey and its parts are one concept.
const ONE_CONCEPT: &str = "crates/core/src/survey";

/// A module's path below its crate, such as `["store", "engine"]`.
type Module = Vec<String>;

struct Package {
    files: BTreeMap<Module, PathBuf>,
    /// The names in a module that another one defines, as paths to them.
    names: BTreeMap<Module, Vec<Module>>,
}

impl Package {
    fn read(folder: &Path) -> Self {
        let mut found = Vec::new();
        files(folder, &mut found);
        let files: BTreeMap<_, _> = found.into_iter().map(|f| (module_of(&f, folder), f)).collect();
        let mut package = Self { files, names: BTreeMap::new() };
        for (module, file) in &package.files {
            let names = paths(&code(file), module, &package.files, true);
            package.names.insert(module.clone(), names);
        }
        package
    }

    /// The module that defines what a path names, behind at most so many `use`.
    fn home<'a>(&'a self, path: &'a [String], hops: usize) -> Option<&'a Module> {
        let depth = (0..=path.len()).rev().find(|&n| self.files.contains_key(&path[..n]))?;
        let (module, _) = self.files.get_key_value(&path[..depth])?;
        let next = path.get(depth).filter(|_| hops > 0).and_then(|name| {
            let named = |p: &&Module| p.last() == Some(name) && p.len() > 1;
            self.names[module].iter().find(named)
        });
        next.filter(|next| *next != path).map_or(Some(module), |next| self.home(next, hops - 1))
    }

    fn graph(&self) -> BTreeMap<&Module, BTreeSet<&Module>> {
        let needs = |module: &Module, file| {
            let paths = paths(&code(file), module, &self.files, false);
            let homes = paths.iter().filter_map(|path| {
                self.home(path, 4).map(|home| self.files.get_key_value(home).unwrap().0)
            });
            homes.filter(|home| !module.starts_with(home)).collect::<BTreeSet<_>>()
        };
        self.files.iter().map(|(module, file)| (module, needs(module, file))).collect()
    }
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn module_of(file: &Path, folder: &Path) -> Module {
    let inside = file.strip_prefix(folder).unwrap().with_extension("");
    let names = inside.iter().map(|name| name.to_str().unwrap().to_owned());
    // Beside a library, the program is a crate of its own.
    let root = if folder.join("lib.rs").exists() { "lib" } else { "main" };
    names.filter(|name| name != "mod" && name != root).collect()
}

/// A file's code without comments, and without its tests: what those need does not count.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    code.lines().map(|line| line.split("//").next().unwrap().trim()).collect::<Vec<_>>().join("\n")
}

/// Every path in a module's code that leads into its own crate, from the crate's root; or only those
/// behind `use`, by which a name can be had from this module that another one defines.
fn paths(
    code: &str,
    module: &[String],
    files: &BTreeMap<Module, PathBuf>,
    only_use: bool,
) -> Vec<Module> {
    let mut found = Vec::new();
    for statement in code.split(';') {
        let lines = statement.lines().filter(|line| !line.is_empty() && !line.starts_with("#["));
        let statement = lines.collect::<Vec<_>>().join("\n");
        let is_public_use = statement.starts_with("pub") && statement.contains(" use ");
        if only_use != (is_public_use || (only_use && statement.starts_with("use "))) {
            continue;
        }
        for (at, _) in statement.match_indices("::") {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let start = statement[..at].rfind(|c| !is_word(c)).map_or(0, |before| before + 1);
            let mut base = module.to_vec();
            match &statement[start..at] {
                "crate" => base.clear(),
                "self" => {}
                "super" => _ = base.pop(),
                child => base.push(child.to_owned()),
            }
            if files.contains_key(&base) && !statement[..start].ends_with("::") {
                tree(&statement[at + 2..], &base, &mut found);
            }
        }
    }
    found
}

/// Follows one path, or all branches of `{…}`; answers with what comes after it.
fn tree<'a>(text: &'a str, base: &[String], found: &mut Vec<Module>) -> &'a str {
    let text = text.trim_start();
    if let Some(mut rest) = text.strip_prefix('{') {
        while !rest.trim_start().starts_with('}') && !rest.trim().is_empty() {
            rest = tree(rest, base, found);
            rest = rest.trim_start().trim_start_matches(',');
        }
        return rest.trim_start().strip_prefix('}').unwrap_or(rest);
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let mut path = base.to_vec();
    match name {
        "super" => _ = path.pop(),
        "self" => {}
        name => path.push(name.to_owned()),
    }
    if let Some(rest) = rest.strip_prefix("::") {
        return tree(rest, &path, found);
    }
    found.push(path);
    // `as other`, `*`
    rest.find([',', '}']).map_or("", |end| &rest[end..])
}

fn leads_to<'a>(
    graph: &BTreeMap<&'a Module, BTreeSet<&'a Module>>,
    from: &Module,
    to: &Module,
    seen: &mut BTreeSet<&'a Module>,
) -> bool {
    graph[from]
        .iter()
        .any(|next| *next == to || (seen.insert(next) && leads_to(graph, next, to, seen)))
}

/// Each file in a circle, then those it needs that need it.
fn circles(package: &Package) -> Vec<Vec<&Path>> {
    let graph = package.graph();
    let circle = |from: &Module| {
        let needs = graph[from].iter().copied();
        let back = needs.filter(|next| leads_to(&graph, next, from, &mut BTreeSet::new()));
        [from].into_iter().chain(back).map(|module| package.files[module].as_path()).collect()
    };
    package.files.keys().map(circle).filter(|circle: &Vec<_>| circle.len() > 1).collect()
}

#[test]
fn no_file_needs_one_that_needs_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let packages = fs::read_dir(root.join("crates")).unwrap().map(|entry| entry.unwrap().path());
    let folders = packages.chain([root.to_owned()]).map(|package| package.join("src"));
    let packages: Vec<Package> = folders.map(|folder| Package::read(&folder)).collect();
    let needs = packages.iter().flat_map(|package| package.graph().into_values().flatten()).count();
    assert!(needs > 1_000, "imports are not read any more: {needs}");
    let is_one_concept =
        |circle: &Vec<&Path>| circle.iter().all(|file| file.starts_with(root.join(ONE_CONCEPT)));
    let (one_concept, others): (Vec<_>, Vec<_>) =
        packages.iter().flat_map(circles).partition(is_one_concept);
    assert!(others.is_empty(), "each needs those behind it, and they need it: {others:#?}");
    assert!(
        !one_concept.is_empty(),
        "{ONE_CONCEPT} has no circle any more: no exception is needed"
    );
}

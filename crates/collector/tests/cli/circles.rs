//! No two modules of the collector need each other: each can be read without those above it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The modules that each module names, both as they stand in `lib.rs`.
type Graph = BTreeMap<String, BTreeSet<String>>;

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

fn graph() -> Graph {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    let mut graph = Graph::new();
    for path in found {
        let inside = path.strip_prefix(&root).unwrap();
        let module = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        let text = fs::read_to_string(&path).unwrap();
        // What tests need does not count.
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        for name in code.flat_map(|line| line.split("crate::").skip(1)) {
            let end = name.find(|c: char| !c.is_ascii_lowercase() && c != '_');
            let name = &name[..end.unwrap_or(name.len())];
            if name != module && !name.is_empty() {
                graph.entry(module.to_owned()).or_default().insert(name.to_owned());
            }
        }
    }
    graph
}

fn leads_to(graph: &Graph, from: &str, to: &str, seen: &mut BTreeSet<String>) -> bool {
    graph
        .get(from)
        .into_iter()
        .flatten()
        .any(|next| next == to || (seen.insert(next.clone()) && leads_to(graph, next, to, seen)))
}

#[test]
fn no_module_needs_one_that_needs_it() {
    let graph = graph();
    assert!(graph["http"].contains("intake") && graph["intake"].contains("store"), "{graph:?}");
    let in_circles: Vec<&String> = graph
        .keys()
        .filter(|module| leads_to(&graph, module, module, &mut BTreeSet::new()))
        .collect();
    assert!(in_circles.is_empty(), "in circles: {in_circles:?}");
}

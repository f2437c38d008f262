//! What README says, held to the code.
//!
//! A table between `<!-- name -->` and `<!-- /name -->` is the code's own. With
//! `OUTOFTEN_WRITE_TABLES=1` the tables are written anew instead of compared.
#![allow(missing_docs)]

use std::fs;
use std::path::{Path, PathBuf};

use outoften_core::survey::options;
use serde_json::Value;

/// Sizes may drift so far before README has to be renewed.
const DRIFT: f64 = 0.03;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|_| panic!("there is no {name}"))
}

/// The text between the marks of `name`, in README.
fn marked(name: &str) -> String {
    let text = read("README.md");
    let (_, rest) = text
        .split_once(&format!("<!-- {name} -->"))
        .unwrap_or_else(|| panic!("README.md has no <!-- {name} -->"));
    let end = format!("<!-- /{name} -->");
    let (inside, _) = rest.split_once(&end).unwrap_or_else(|| panic!("README.md has no {end}"));
    inside.trim().to_owned()
}

/// Puts a table between its marks if that is what the run is for.
fn is_written(name: &str, table: &str) -> bool {
    let wanted = std::env::var_os("OUTOFTEN_WRITE_TABLES").is_some();
    if wanted {
        let old = marked(name);
        // Others read README meanwhile.
        if old != table.trim() {
            let text = read("README.md").replacen(&old, table.trim(), 1);
            fs::write(root().join("README.md"), text).unwrap();
        }
    }
    wanted
}

#[test]
fn the_options_table_is_that_of_the_code() {
    let table = options::markdown();
    if !is_written("options", &table) {
        let renew = "OUTOFTEN_WRITE_TABLES=1 cargo xtask test e2e";
        assert_eq!(marked("options"), table.trim(), "renew it with {renew}");
    }
}

/// Rows of names and numbers: raw, gzip, brotli.
type Sizes = Vec<(String, [f64; 3])>;

fn sizes_in(table: &str) -> Sizes {
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let rows = table.lines().map(cells).filter(|cells| cells.len() == 4).skip(2);
    let number = |cell: &str| cell.replace(',', "").parse().expect("a number of bytes");
    rows.map(|row| (row[0].clone(), [number(&row[1]), number(&row[2]), number(&row[3])])).collect()
}

fn measured() -> Sizes {
    let dist = std::env::var_os("OUTOFTEN_DIST");
    let dist: PathBuf = dist.expect("OUTOFTEN_DIST is not set: run `cargo xtask test e2e`").into();
    let manifest = fs::read_to_string(dist.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let numbers = |sizes: &Value| {
        ["raw", "gzip", "brotli"].map(|name| sizes[name].as_f64().expect("a number of bytes"))
    };
    let parts = manifest["downloads"].as_array().unwrap().iter();
    let mut rows: Sizes =
        parts.map(|part| (part["part"].as_str().unwrap().to_owned(), numbers(part))).collect();
    rows.push(("all of it".to_owned(), numbers(&manifest["total"])));
    rows
}

#[test]
#[ignore = "needs dist/: cargo xtask test sizes"]
fn the_size_table_is_that_of_what_is_built() {
    let (written, measured) = (sizes_in(&marked("sizes")), measured());
    let names = |sizes: &Sizes| sizes.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let renew = "renew it with what `cargo xtask size` prints";
    assert_eq!(names(&written), names(&measured), "{renew}");
    for ((name, written), (_, measured)) in written.iter().zip(&measured) {
        for (written, measured) in written.iter().zip(measured) {
            let off = (written - measured).abs() / measured;
            assert!(off <= DRIFT, "{name}: {written} is written, {measured} is so; {renew}");
        }
    }
}

#[test]
fn every_attribute_that_the_loader_reads_is_in_its_comment_and_in_readme() {
    let loader = read("www/outoften.js");
    let (comment, code) = loader.split_once("*/").unwrap();
    let readme = read("README.md");
    // `source` is only for a call: a tag has its address.
    let code = code.replace("given.", "settings.").replace("settings.source", "");
    let mut read: Vec<&str> = code
        .split("settings.")
        .skip(1)
        .map(|rest| rest.split(|letter: char| !letter.is_ascii_lowercase()).next().unwrap())
        .collect();
    read.sort_unstable();
    read.dedup();
    assert!(read.contains(&"survey") && read.contains(&"consent"), "{read:?}");
    for name in read {
        let attribute = format!("data-{name}");
        assert!(comment.contains(&attribute), "www/outoften.js does not explain {attribute}");
        assert!(readme.contains(&attribute), "README.md does not explain {attribute}");
    }
}

/// Every `[text](path)` of the documents, as document and path.
fn links() -> Vec<(String, String)> {
    let mut links = Vec::new();
    for entry in
        fs::read_dir(root()).unwrap().chain(fs::read_dir(root().join("docs")).into_iter().flatten())
    {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let folder = path.parent().unwrap().strip_prefix(root()).unwrap().to_owned();
        for rest in fs::read_to_string(&path).unwrap().split("](").skip(1) {
            let target = rest.split([')', '#', ' ']).next().unwrap();
            if !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:") {
                let target = folder.join(target).to_string_lossy().into_owned();
                links.push((path.to_string_lossy().into_owned(), target));
            }
        }
    }
    links
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let links = links();
    assert!(!links.is_empty(), "README.md links to nothing");
    for (document, target) in links {
        assert!(root().join(&target).exists(), "{document} links to {target}, which is not there");
    }
}

#[test]
fn every_place_that_the_code_map_names_is_there() {
    let text = read("ARCHITECTURE.md");
    let is_folder = |name: &str| root().join(name).is_dir();
    let places: Vec<&str> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|quoted| !quoted.contains([' ', '{', '<', '*', ':', '…']))
        .filter(|quoted| {
            quoted.split_once('/').is_some_and(|(first, _)| !first.is_empty() && is_folder(first))
        })
        .collect();
    assert!(places.len() >= 5, "{places:?}");
    for place in places {
        assert!(root().join(place).exists(), "ARCHITECTURE.md names {place}, which is not there");
    }
}

/// A sentence of more words is two.
const WORDS_MAX: usize = 30;

/// All documents that people read from beginning to end.
fn documents() -> Vec<PathBuf> {
    let in_root = ["README", "ARCHITECTURE", "SECURITY", "ACCESSIBILITY", "CONTRIBUTING"];
    let mut documents: Vec<PathBuf> =
        in_root.iter().map(|name| root().join(name).with_extension("md")).collect();
    for folder in ["docs", "docs/decisions"] {
        let entries = fs::read_dir(root().join(folder)).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        documents.extend(paths.filter(|path| path.extension().is_some_and(|it| it == "md")));
    }
    documents
}

/// The paragraphs and list items of a document; no tables, code, headings or recorded requests.
fn paragraphs(text: &str) -> Vec<String> {
    let (mut paragraphs, mut is_code) = (vec![String::new()], false);
    for line in text.lines().map(str::trim) {
        let is_fence = line.starts_with("```");
        is_code ^= is_fence;
        let is_other = line.is_empty() || line.starts_with(['|', '#', '<', '!']);
        let item = line.strip_prefix("- ").or_else(|| {
            let (number, rest) = line.split_once(". ")?;
            number.parse::<u8>().ok().map(|_| rest)
        });
        if is_code || is_fence || is_other || item.is_some() {
            paragraphs.push(String::new());
        }
        let is_record = ["`GET /", "`POST /"].iter().any(|it| item.unwrap_or("").starts_with(it));
        if let Some(last) =
            paragraphs.last_mut().filter(|_| !(is_code || is_fence || is_other || is_record))
        {
            last.push_str(item.unwrap_or(line));
            last.push(' ');
        }
    }
    paragraphs
}

/// Cut behind a full stop, a question or an exclamation mark; code in backticks is one word.
fn sentences(paragraph: &str) -> Vec<String> {
    let parts = paragraph.split('`').enumerate();
    let text: String = parts.map(|(at, part)| if at % 2 == 0 { part } else { "Code" }).collect();
    let mut sentences = vec![String::new()];
    for word in text.split_whitespace() {
        // The address of a link is no word.
        let word = word.split("](").next().unwrap_or(word);
        if let Some(last) = sentences.last_mut() {
            last.push_str(word);
            last.push(' ');
        }
        let bare = word.trim_end_matches(['*', '"', ')', '\u{201d}']);
        if bare.ends_with(['.', '?', '!']) {
            sentences.push(String::new());
        }
    }
    sentences
}

#[test]
fn no_sentence_of_the_documents_is_long() {
    let mut long = Vec::new();
    for path in documents() {
        let text = fs::read_to_string(&path).unwrap();
        for sentence in paragraphs(&text).iter().flat_map(|paragraph| sentences(paragraph)) {
            let words = sentence.split_whitespace().count();
            if words > WORDS_MAX {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                long.push(format!("{name}, {words} words: {sentence}"));
            }
        }
    }
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}

#[test]
fn sentences_are_counted_as_people_read_them() {
    let text =
        "# A heading\n\nOne `a b. c` here. [Two](x.md) more!\n- an item\n1. third\n\n| a | b |\n";
    let all: Vec<String> =
        paragraphs(text).iter().flat_map(|paragraph| sentences(paragraph)).collect();
    let kept: Vec<&str> = all.iter().map(|it| it.trim()).filter(|it| !it.is_empty()).collect();
    assert_eq!(kept, ["One Code here.", "[Two more!", "an item", "third"]);
}

//! What lies in a version's folder: names and bytes, before they are written anywhere.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, ensure};

use super::card::Card;
use super::manifest;
use super::minify::{self, Script};
use super::tree::files_below;
use crate::project::Project;
use crate::tools::node::Packages;

/// The loader's name, in every folder that holds one.
pub const LOADER: &str = "outoften.js";

/// In the loader's source: the way from the loader's folder to the folder of this version.
const ASSETS_MARK: &str = "__ASSETS__";
/// In the loader's source: the version.
const VERSION_MARK: &str = "__VERSION__";

/// Modules that the loader imports when a page needs them, each made into one file with what it
/// imports itself.
const SIDE_MODULES: [&str; 6] =
    ["debug", "display-events", "frame", "integrations", "triggers", "triggers-extra"];

/// The files of one version.
#[derive(Debug)]
pub struct Assets {
    loader: String,
    /// All but the loader, by path below the version's folder.
    files: BTreeMap<String, Vec<u8>>,
}

impl Assets {
    /// Reads and shrinks everything that belongs to a version.
    ///
    /// # Errors
    /// When a file is missing or cannot be made small.
    pub fn collect(project: &Project, packages: &Packages, card: Card) -> Result<Self> {
        let www = project.root.join("www");
        let loader = minify::script(packages, &www.join(LOADER), Script::Classic)?;
        let loader = String::from_utf8(loader).context("the loader is not UTF-8")?;
        let mut marks = vec![
            (VERSION_MARK.to_owned(), project.version.clone()),
            (integrity_mark("glue"), manifest::short_integrity(&card.glue)),
            (integrity_mark("wasm"), manifest::short_integrity(&card.wasm)),
        ];
        let mut files = BTreeMap::new();
        for name in SIDE_MODULES {
            let file = format!("{name}.js");
            let module = minify::script(packages, &www.join(&file), Script::Module)?;
            marks.push((integrity_mark(name), manifest::short_integrity(&module)));
            files.insert(file, module);
        }
        for mark in marks.iter().map(|(mark, _)| mark.as_str()).chain([ASSETS_MARK]) {
            ensure!(loader.contains(mark), "www/{LOADER} names no {mark}");
        }
        let loader =
            marks.iter().fold(loader, |loader, (mark, value)| loader.replace(mark.as_str(), value));

        files.insert("card.js".to_owned(), card.glue);
        files.insert("card.wasm".to_owned(), card.wasm);
        let styles = project.root.join("src").join("widget").join("card.css");
        if styles.is_file() {
            files.insert("card.css".to_owned(), minify::styles(packages, &styles)?);
        }
        let types = www.join("outoften.d.ts");
        if types.is_file() {
            files.insert("outoften.d.ts".to_owned(), fs::read(types)?);
        }
        for file in files_below(&www.join("texts"))? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            let text = fs::read_to_string(&file).with_context(|| format!("reading {file:?}"))?;
            let small = minify::json(&text).with_context(|| format!("in {file:?}"))?;
            files.insert(format!("texts/{name}"), small);
        }
        Ok(Self { loader, files })
    }

    /// The loader for a folder from which this version's folder is reached by `way`, such as `./`
    /// or `../v0.1.0/`.
    pub fn loader(&self, way: &str) -> Vec<u8> {
        self.loader.replace(ASSETS_MARK, way).into_bytes()
    }

    /// Everything but the loader, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

/// In the loader's source: what a file has to hash to.
fn integrity_mark(name: &str) -> String {
    format!("__{}_INTEGRITY__", name.to_uppercase().replace('-', "_"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_knows_its_way_from_every_folder() {
        let loader = "s.src=new URL('__ASSETS__card.js',here)".to_owned();
        let assets = Assets { loader, files: BTreeMap::new() };
        assert_eq!(assets.loader("./"), b"s.src=new URL('./card.js',here)");
        assert_eq!(assets.loader("../v0.1.0/"), b"s.src=new URL('../v0.1.0/card.js',here)");
    }
}

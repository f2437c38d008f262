//! The Studio in `dist/studio/`: what Trunk serves while it is worked on, built for use.
//!
//! With the card's profile, whose dependencies are compiled already: the Studio then costs its own
//! code and one link. Not here: `trunk serve` ([`crate::preview`]).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::card::FEATURES;
use super::minify::{self, Script};
use crate::process::{run, say};
use crate::project::Project;
use crate::tools::bindgen;
use crate::tools::compiler::{self, Purpose};
use crate::tools::node::Packages;

/// How a line of `index.html` begins that is meant for Trunk.
const TRUNK_LINE: &str = "<link data-trunk";

/// The files of the Studio, by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The raw modules of the Studio and of its reader of files.
pub struct Modules {
    pub studio: PathBuf,
    pub reader: PathBuf,
}

impl Modules {
    /// As cargo names them in its folder.
    fn in_folder(built: &Path) -> Self {
        Self { studio: built.join("studio.wasm"), reader: built.join("reader.wasm") }
    }
}

/// Compiles the Studio and its reader.
///
/// # Errors
/// When there is no compiler or the build fails.
pub fn compile(project: &Project) -> Result<Modules> {
    let compiler = compiler::choose(project)?;
    say("building the Studio for wasm32 (about a minute, then seconds)");
    let mut cargo = compiler.cargo("build", Purpose::Ship);
    cargo.args(["--package", "outoften-studio", "--package", "outoften-studio-reader", "--bins"]);
    cargo.args(["--profile", "wasm-release"]);
    run(&mut cargo).context(compiler::NOT_BUILT)?;
    let folder = project.wasm_target().join("wasm32-unknown-unknown").join("wasm-release");
    Ok(Modules::in_folder(&folder))
}

/// Makes the page, its script, its styles and small wasm of what [`compile`] built.
///
/// # Errors
/// When a tool is missing or fails, or `index.html` has another shape.
pub fn bind(project: &Project, packages: &Packages, modules: &Modules) -> Result<Files> {
    let folder = project.wasm_target().join("studio");
    for (name, wasm) in [("studio", &modules.studio), ("reader", &modules.reader)] {
        bindgen::bind(project, wasm, &folder, name)?;
        let mut optimise = Command::new(packages.bin().join("wasm-opt"));
        // One quick pass: who opens the Studio stays in it, and tests wait for this.
        optimise.args(FEATURES).args(["-O1", "--strip-debug", "--strip-producers"]);
        let small = folder.join(format!("{name}.wasm"));
        run(optimise.arg(folder.join(format!("{name}_bg.wasm"))).arg("-o").arg(small))?;
    }
    files(project, packages, &folder, ".wasm")
}

/// The same for a preview, of what was built to be quick: nothing made small.
///
/// # Errors
/// When a tool fails, or `index.html` has another shape.
pub fn quick(project: &Project, packages: &Packages, built: &Path) -> Result<Files> {
    let folder = project.wasm_target().join("quick-studio");
    let modules = Modules::in_folder(built);
    bindgen::bind(project, &modules.studio, &folder, "studio")?;
    bindgen::bind(project, &modules.reader, &folder, "reader")?;
    files(project, packages, &folder, "_bg.wasm")
}

/// The page with all it loads, from `folder`, where the glue lies beside modules whose names have
/// this end.
fn files(project: &Project, packages: &Packages, folder: &Path, end: &str) -> Result<Files> {
    let page = fs::read_to_string(project.root.join("index.html")).context("reading the page")?;
    let styles = folder.join("studio.css");
    fs::write(&styles, all_styles(project, &page)?).context("writing the styles")?;
    let glue =
        |name: &str| minify::script(packages, &folder.join(format!("{name}.js")), Script::Module);
    let module = |name: &str| {
        let path = folder.join(format!("{name}{end}"));
        fs::read(&path).with_context(|| format!("reading {path:?}"))
    };
    let mut files = Files::from([
        ("studio.js".into(), glue("studio")?),
        ("studio.wasm".into(), module("studio")?),
        // Under the names that Trunk gives them.
        ("reader.js".into(), glue("reader")?),
        ("reader_bg.wasm".into(), module("reader")?),
        ("studio.css".into(), minify::styles(packages, &styles)?),
    ]);
    files.append(&mut copied(project, &page)?);
    let version = hash(&files);
    files.insert("start.js".into(), start(&version).into_bytes());
    files.insert("index.html".into(), page_for_use(&page, &version)?.into_bytes());
    Ok(files)
}

/// The style sheets that `index.html` names, one after the other.
fn all_styles(project: &Project, page: &str) -> Result<String> {
    let read = |path: &str| {
        let path = project.root.join(path);
        fs::read_to_string(&path).with_context(|| format!("reading {path:?}"))
    };
    style_sheets(page).map(read).collect()
}

fn style_sheets(page: &str) -> impl Iterator<Item = &str> {
    named(page, "rel=\"css\"")
}

/// What the lines for Trunk of one kind name.
fn named<'a>(page: &'a str, kind: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = page.lines().filter(move |line| line.contains(TRUNK_LINE) && line.contains(kind));
    lines.filter_map(|line| line.split_once("href=\"")?.1.split('"').next())
}

/// Files that lie beside the page under their own names.
fn copied(project: &Project, page: &str) -> Result<Files> {
    let copy = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        let path = project.root.join(path);
        Ok((name, fs::read(&path).with_context(|| format!("reading {path:?}"))?))
    };
    named(page, "rel=\"copy-file\"").map(copy).collect()
}

/// The page without Trunk's lines, with the files of this version in their place.
fn page_for_use(page: &str, version: &str) -> Result<String> {
    let (before, _) = page.split_once("</head>").context("index.html has no </head>")?;
    ensure!(before.contains(TRUNK_LINE), "index.html has no line that begins {TRUNK_LINE}");
    let own = format!(
        "  <link rel=\"stylesheet\" href=\"studio.css?{version}\">\n    \
         <link rel=\"modulepreload\" href=\"studio.js?{version}\">\n    \
         <link rel=\"preload\" href=\"studio.wasm?{version}\" as=\"fetch\" crossorigin>\n    \
         <script type=\"module\" src=\"start.js?{version}\"></script>\n  </head>"
    );
    let page = page.replacen("</head>", &own, 1);
    let kept = page.lines().filter(|line| !line.contains(TRUNK_LINE)).map(str::trim_end);
    Ok(kept.collect::<Vec<_>>().join("\n") + "\n")
}

/// In a file of its own, because the page's policy allows no inline script.
fn start(version: &str) -> String {
    format!(
        "import start from './studio.js?{version}';\n\
         start({{ module_or_path: new URL('./studio.wasm?{version}', import.meta.url) }});\n"
    )
}

/// Parts of one version are always fetched together: a browser that kept the glue of the last one
/// for some minutes must not run it with the wasm of the next.
fn hash(files: &Files) -> String {
    let mut hash = Sha256::new();
    files.values().for_each(|bytes| hash.update(bytes));
    hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<html>\n  <head>\n    <link data-trunk rel=\"css\" href=\"a/b.css\">\n    \
                        <link data-trunk rel=\"rust\" data-bin=\"studio\">\n  </head>\n</html>";

    #[test]
    fn trunks_lines_give_way_to_files_of_one_version() {
        assert_eq!(style_sheets(PAGE).collect::<Vec<_>>(), ["a/b.css"]);
        let page = page_for_use(PAGE, "abc").unwrap();
        assert!(!page.contains("data-trunk") && !page.contains("<script>"), "{page}");
        for name in ["studio.css?abc", "studio.js?abc", "studio.wasm?abc", "start.js?abc"] {
            assert!(page.contains(name), "{name}: {page}");
        }
        assert!(page.ends_with("</head>\n</html>\n"), "{page}");
    }

    #[test]
    fn a_page_of_another_shape_is_refused() {
        assert!(page_for_use("<html><head></head></html>", "abc").is_err());
        assert!(page_for_use("<link data-trunk>", "abc").is_err());
    }
}

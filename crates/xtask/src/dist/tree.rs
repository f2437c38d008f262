//! Writes the folders of `dist/`: first beside it, then in its place, so that a server which is
//! running meanwhile never sees half of it for long.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::assets::{Assets, LOADER};
use super::compress::{self, Effort};
use super::document;
use super::manifest::{Entry, MANIFEST, Manifest, Sizes};
use super::studio;
use crate::project::Project;

/// Writes all folders and the manifest.
///
/// # Errors
/// When something cannot be written.
pub fn write(project: &Project, assets: &Assets, studio: &studio::Files) -> Result<Manifest> {
    let mut writer = Writer::new(project, [Some(Effort::Most), Some(Effort::Some)])?;
    writer.all(project, assets, studio)?;
    writer.manifest.downloads = downloads(project, &writer.manifest)?;
    writer.move_to(&project.dist())
}

/// The same below `root`, nothing compressed: for a preview.
///
/// # Errors
/// When something cannot be written.
pub fn write_quick(
    project: &Project,
    assets: &Assets,
    studio: &studio::Files,
    root: &Path,
) -> Result<()> {
    let mut writer = Writer::new(project, [None, None])?;
    writer.all(project, assets, studio)?;
    writer.move_to(root).map(drop)
}

/// Writes one version's folder and the loader beside it into `root`, nothing compressed.
///
/// # Errors
/// When something cannot be written.
pub fn write_plain(project: &Project, assets: &Assets, root: &Path) -> Result<()> {
    remove(root)?;
    let manifest = Manifest::new(&project.version);
    let writer = Writer { root: root.to_owned(), manifest, efforts: [None, None] };
    let version = format!("v{}", project.version);
    for (path, bytes) in assets.files() {
        writer.put(&format!("{version}/{path}"), bytes)?;
    }
    writer.put(LOADER, &assets.loader(&format!("./{version}/")))
}

/// All files below `folder`, sorted; none when there is no such folder.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder).with_context(|| format!("reading {folder:?}"))? {
        let path = entry.with_context(|| format!("reading {folder:?}"))?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// What a visitor who is asked downloads; the last before the document comes once the card stands.
fn downloads(project: &Project, manifest: &Manifest) -> Result<Vec<(String, Sizes)>> {
    let files = [
        ("loader", LOADER),
        ("triggers", "triggers.js"),
        ("glue", "card.js"),
        ("wasm, with styles", "card.wasm"),
        ("after the card stands", "display-events.js"),
    ];
    let measured = files.into_iter().map(|(part, name)| {
        let path = format!("v{}/{name}", project.version);
        let entry = manifest.files.get(&path).with_context(|| format!("dist/ has no {path}"))?;
        Ok((part.to_owned(), entry.sizes))
    });
    let mut downloads: Vec<_> = measured.collect::<Result<_>>()?;
    let bytes = document::usual(project)?;
    let sizes =
        compress::sizes(&bytes, &compress::gzip(&bytes)?, &compress::brotli(&bytes, Effort::Most)?);
    downloads.push(("survey document".to_owned(), sizes));
    Ok(downloads)
}

/// The folder that follows a major version: `v0` for `v0.1.0`.
fn floating(version: &str) -> String {
    version.split('.').next().unwrap_or(version).to_owned()
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("removing {folder:?}"))?;
    }
    Ok(())
}

struct Writer {
    root: PathBuf,
    manifest: Manifest,
    /// For what visitors download, and for the Studio; none where nothing is compressed.
    efforts: [Option<Effort>; 2],
}

impl Writer {
    /// Into a folder beside the final ones.
    fn new(project: &Project, efforts: [Option<Effort>; 2]) -> Result<Self> {
        let root = project.target().join("dist-new");
        remove(&root)?;
        Ok(Self { root, manifest: Manifest::new(&project.version), efforts })
    }

    fn all(&mut self, project: &Project, assets: &Assets, studio: &studio::Files) -> Result<()> {
        let version = format!("v{}", project.version);
        self.folder(assets, &version, "./")?;
        self.folder(assets, &floating(&version), &format!("../{version}/"))?;
        self.file(LOADER, &assets.loader(&format!("./{version}/")))?;
        let [_, effort] = self.efforts;
        for (name, bytes) in studio {
            self.packed(&format!("studio/{name}"), bytes, effort)?;
        }
        self.copy(&project.root.join("www/examples/shop"), "demo/shop")
    }

    /// Writes the manifest and puts the whole folder in its place.
    fn move_to(self, place: &Path) -> Result<Manifest> {
        let manifest = self.root.join(MANIFEST);
        fs::write(manifest, self.manifest.to_json()).context("writing the manifest")?;
        if let Some(above) = place.parent() {
            fs::create_dir_all(above).with_context(|| format!("creating {above:?}"))?;
        }
        remove(place)?;
        fs::rename(&self.root, place).with_context(|| format!("moving to {place:?}"))?;
        Ok(self.manifest)
    }

    fn folder(&mut self, assets: &Assets, folder: &str, way: &str) -> Result<()> {
        self.file(&format!("{folder}/{LOADER}"), &assets.loader(way))?;
        for (path, bytes) in assets.files() {
            self.file(&format!("{folder}/{path}"), bytes)?;
        }
        Ok(())
    }

    /// Writes a file with its compressed twins and notes it in the manifest.
    fn file(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let [effort, _] = self.efforts;
        self.packed(path, bytes, effort)
    }

    fn packed(&mut self, path: &str, bytes: &[u8], effort: Option<Effort>) -> Result<()> {
        self.put(path, bytes)?;
        let sizes = match effort {
            // Sent as it is, whatever the browser asks for.
            None => compress::sizes(bytes, bytes, bytes),
            Some(effort) => {
                let (gzip, brotli) = (compress::gzip(bytes)?, compress::brotli(bytes, effort)?);
                self.put(&format!("{path}.gz"), &gzip)?;
                self.put(&format!("{path}.br"), &brotli)?;
                compress::sizes(bytes, &gzip, &brotli)
            }
        };
        let entry = Entry::new(bytes, sizes);
        self.manifest.files.insert(path.to_owned(), entry);
        Ok(())
    }

    /// Copies a folder as it is.
    fn copy(&self, from: &Path, to: &str) -> Result<()> {
        for file in files_below(from)? {
            let path = file.strip_prefix(from)?.to_string_lossy().replace('\\', "/");
            let bytes = fs::read(&file).with_context(|| format!("reading {file:?}"))?;
            self.put(&format!("{to}/{path}"), &bytes)?;
        }
        Ok(())
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let file = self.root.join(path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).with_context(|| format!("creating {folder:?}"))?;
        }
        fs::write(&file, bytes).with_context(|| format!("writing {file:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_floating_folder_follows_the_major_version() {
        assert_eq!(floating("v0.1.0"), "v0");
        assert_eq!(floating("v12.3.4"), "v12");
    }
}

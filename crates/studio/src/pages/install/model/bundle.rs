//! The folder for a site's own server: the loader and the card, the survey document with all its
//! words, a page to try it on, and what to do with them. As one zip file.

use super::tag::{Hosting, Pinned};
use crate::document::ready_texts;
use crate::document::without_defaults::without_defaults;
use outoften_core::language::is_tag;
use outoften_core::survey::Survey;
use serde_json::Value;
use std::io::{Cursor, Write as _};
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// Where the folder is put on the site, in every example.
pub const FOLDER: &str = "/outoften";

/// The files of a collector's list that a site needs: the loader and the folder of its version.
/// Ready wordings are in the document already, types are for editors.
pub fn needed(manifest: &Value) -> Vec<String> {
    let version = manifest.get("version").and_then(Value::as_str).unwrap_or_default();
    let folder = format!("v{version}/");
    let is_needed = |path: &&String| {
        let is_ours = *path == "outoften.js" || path.starts_with(&folder);
        is_ours && is_file_name(path) && !path.contains("/texts/")
    };
    let files = manifest.get("files").and_then(Value::as_object);
    files.map(|files| files.keys().filter(is_needed).cloned().collect()).unwrap_or_default()
}

/// The collector's names become files on a server: plain names only, none that leaves the folder.
fn is_file_name(path: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'.' | b'-' | b'_');
    let is_plain =
        |part: &str| !part.is_empty() && !part.starts_with('.') && part.bytes().all(is_sign);
    path.split('/').all(is_plain)
}

/// Whether this may stand in a tag as a hash.
fn is_hash(text: &str) -> bool {
    let is_sign =
        |sign: u8| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'+' | b'/' | b'=');
    text.bytes().all(is_sign)
}

/// The same with the hash of each, as far as the list knows it.
pub fn hashes(manifest: &Value) -> Vec<Pinned> {
    let hash = |path: String| {
        let file = manifest.get("files")?.get(&path)?;
        let integrity = file.get("integrity")?.as_str().filter(|it| is_hash(it))?.to_owned();
        Some(Pinned { path, integrity })
    };
    needed(manifest).into_iter().filter_map(hash).collect()
}

/// The document with every word in each of these languages, so that nothing has to complete it.
pub fn whole(survey: &Survey, languages: &[String]) -> Survey {
    let mut whole = survey.clone();
    for language in languages {
        let one = ready_texts::completed(survey, language);
        if let Some(texts) = one.texts.get(&one.locale) {
            whole.texts.set(language, texts.clone());
        }
    }
    whole
}

/// The texts of the folder; the card's own files come from a collector.
pub fn texts(
    survey: &Survey,
    languages: &[String],
    collector: &str,
    hashes: &[Pinned],
) -> Vec<(String, Vec<u8>)> {
    let document = serde_json::to_string_pretty(&without_defaults(&whole(survey, languages)));
    let tag = super::tag::tag(&Hosting::Own(FOLDER.to_owned()), collector, survey, None);
    let try_it = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Out of Ten</title>\n<h1>It works when the card comes.</h1>\n{tag}\n</html>\n",
        // Any text may stand there; only a tag may stand in a page.
        Some(survey.locale.as_str()).filter(|tag| is_tag(tag)).unwrap_or("en")
    );
    let pinned = pinned_text(survey, collector, hashes);
    let readme = format!(
        "Put this folder on your server as {FOLDER}/ and this tag into your pages:\n\n{tag}\n\n{pinned}\
         Answers go to {collector}. If your site has a content security policy, it needs:\n\n{}\n\n\
         {FOLDER}/try.html shows whether it works. Files in v*/ never change: let browsers keep \
         them. survey.json may change: let browsers ask for it again after some minutes.\n",
        super::tag::policy_text(
            &Hosting::Own(FOLDER.to_owned()),
            collector,
            survey.brand.logo.as_deref()
        ),
    );
    vec![
        ("survey.json".to_owned(), document.unwrap_or_default().into_bytes()),
        ("try.html".to_owned(), try_it.into_bytes()),
        ("README.txt".to_owned(), readme.into_bytes()),
    ]
}

/// The tag with its hash, and the hash of every file.
fn pinned_text(survey: &Survey, collector: &str, hashes: &[Pinned]) -> String {
    let hosting = Hosting::Own(FOLDER.to_owned());
    let Some(loader) = loader(hashes) else { return String::new() };
    let tag = super::tag::pinned(&hosting, collector, loader, survey);
    let lines: Vec<String> =
        hashes.iter().map(|file| format!("{}  {}", file.integrity, file.path)).collect();
    format!(
        "Or this one, which a browser only runs while it is this very version:\n\n{tag}\n\n\
         The hash of every file:\n\n{}\n\n",
        lines.join("\n")
    )
}

/// The loader of the version, among the files with their hashes.
pub fn loader(hashes: &[Pinned]) -> Option<&Pinned> {
    hashes.iter().find(|file| file.path.ends_with("/outoften.js"))
}

/// All files as one zip.
///
/// # Errors
/// A name that is there twice.
pub fn zip(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ZipError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        writer.start_file(format!("outoften/{name}"), stored)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_folder_needs_the_loader_and_its_version() {
        let files = ["outoften.js", "v0/card.js", "v0.1.0/card.js", "v0.1.0/texts/en.json"];
        let files: serde_json::Map<_, _> =
            files.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
        let manifest = json!({"version": "0.1.0", "files": files});
        assert_eq!(needed(&manifest), ["outoften.js", "v0.1.0/card.js"]);
        assert!(needed(&Value::Null).is_empty());
        assert!(hashes(&manifest).is_empty(), "a list without hashes");
        let file = json!({"integrity": "sha384-x"});
        let manifest = json!({"version": "0.1.0",
            "files": {"outoften.js": file, "v0.1.0/outoften.js": file, "v0/outoften.js": file}});
        let hashes = hashes(&manifest);
        assert_eq!(hashes.len(), 2);
        assert_eq!(loader(&hashes).unwrap().path, "v0.1.0/outoften.js");
    }

    #[test]
    fn no_word_of_others_becomes_markup_or_leads_out_of_the_folder() {
        let files: serde_json::Map<_, _> =
            ["v1/card.js", "v1/../../x.js", "v1//x.js", "v1/.x", "v1/\"x.js", "v1/x\\y.js"]
                .map(|name| (name.to_owned(), json!({"integrity": "sha384-x"})))
                .into_iter()
                .collect();
        let manifest = json!({"version": "1", "files": files});
        assert_eq!(needed(&manifest), ["v1/card.js"]);
        let odd = json!({"version": "1", "files": {"v1/card.js": {"integrity": "\"><script>"}}});
        assert!(hashes(&odd).is_empty());
        let mut survey = Survey::new("acme");
        survey.locale = "\"><script>alert(1)</script>".to_owned();
        let texts = texts(&survey, &["en".to_owned()], "https://answers.example", &[]);
        let page = texts.iter().find(|(name, _)| name == "try.html").unwrap();
        let page = String::from_utf8(page.1.clone()).unwrap();
        assert!(page.contains("<html lang=\"en\">") && !page.contains("alert"), "{page}");
    }

    #[test]
    fn a_document_on_ones_own_server_holds_every_word() {
        let mut survey = Survey::new("acme");
        survey.brand.name = "Acme".to_owned();
        let hashes =
            [Pinned { path: "v1.2.3/outoften.js".to_owned(), integrity: "sha384-x".to_owned() }];
        let whole = whole(&survey, &["en".to_owned(), "es".to_owned()]);
        assert_eq!(whole.locale, "en");
        assert!(whole.wording(&["es"]).get(outoften_core::survey::TextKey::Send).contains("nviar"));
        let texts = texts(&survey, &["en".to_owned()], "https://answers.example", &hashes);
        let readme = texts.iter().find(|(name, _)| name == "README.txt").unwrap();
        let readme = String::from_utf8(readme.1.clone()).unwrap();
        assert!(readme.contains("integrity=\"sha384-x\"") && readme.contains("sha384-x  v1"));
        let document = texts.iter().find(|(name, _)| name == "survey.json").unwrap();
        let value: Value = serde_json::from_slice(&document.1).unwrap();
        assert!(Survey::read(&value).is_ok());
    }

    #[test]
    fn the_zip_holds_what_was_put_in() {
        let files = [("a.txt".to_owned(), b"one".to_vec()), ("v1/b.txt".to_owned(), vec![0; 9])];
        let bytes = zip(&files).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name("outoften/a.txt").unwrap(), &mut text)
            .unwrap();
        assert_eq!((archive.len(), text.as_str()), (2, "one"));
    }
}

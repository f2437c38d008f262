//! Comments that are written to be run: by a browser, by a spreadsheet, by a log.

use std::io::ErrorKind;
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;

use serde_json::Value;

use crate::form::{filled, submit};
use crate::server::{Database, Server, answer, on_each_engine};

on_each_engine!(what_somebody_writes_is_text_wherever_it_is_read);

/// Beginnings that open an element, an attribute, a style, an address.
const OPENERS: [&str; 12] = [
    "<script>",
    "<img src=x onerror=",
    "<svg/onload=",
    "<iframe srcdoc='<script>",
    "</textarea><script>",
    "</title><script>",
    "\"><script>",
    "' autofocus onfocus=",
    "</style><script>",
    "<a href=javascript:",
    "<!--<script>",
    "<math><mi//xlink:href=\"data:x,<script>",
];
/// What would be run.
const RUN: [&str; 5] = [
    "alert(1)",
    "top.location='//evil.example'",
    "fetch('/v1/tokens')",
    "eval(name)",
    "{{7*7}}${7*7}",
];
/// What a spreadsheet would run, alone, after blanks, in full width, on a later line.
const FORMULAS: [&str; 12] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u{a0}=1",
    "\u{ff1d}1",
    "fine\n=HYPERLINK(\"http://evil.example\")",
    "fine\r\n  @x",
];

fn vectors() -> Vec<String> {
    let scripts = OPENERS.iter().flat_map(|open| RUN.map(|run| format!("{open}{run}</script>")));
    scripts.chain(FORMULAS.map(str::to_owned)).collect()
}

async fn what_somebody_writes_is_text_wherever_it_is_read(database: Database) {
    let server = Server::start(&database).await;
    for (number, vector) in vectors().iter().enumerate() {
        let mut body = answer(&format!("vector-{number:0>3}"), 1, number as u32 % 11);
        (body["comment"], body["segment"]) =
            (vector.as_str().into(), vector.chars().take(40).collect::<String>().into());
        assert_eq!(server.post(&body).await.status, 202, "{vector:?}");
    }
    let feed = server.admin("GET", "/v1/surveys/acme/comments?limit=200", b"").await;
    assert_eq!(feed.header("content-type"), Some("application/json"));
    let mut told: Vec<String> = feed.json()["comments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|comment| comment["comment"].as_str().unwrap().to_owned())
        .collect();
    let mut written = vectors();
    told.sort();
    written.sort();
    assert_eq!(told, written, "nothing is lost and nothing changed");

    let file = server.admin("GET", "/v1/surveys/acme/export", b"").await;
    assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
    assert!(file.header("content-disposition").unwrap().starts_with("attachment"));
    let mut reader = csv::Reader::from_reader(&file.body[..]);
    let mut back = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        for cell in &record {
            let risky =
                |line: &str| line.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}']);
            assert!(!cell.split(['\n', '\r']).any(risky), "{cell:?}");
        }
        let lines = record[5].split_inclusive(['\n', '\r']);
        back.push(lines.map(|line| line.strip_prefix('\'').unwrap_or(line)).collect::<String>());
    }
    back.sort();
    assert_eq!(back, written, "exact after the apostrophes are taken away");
}

/// Cells that LibreOffice takes for formulas when it opens this file; nothing where there is none.
fn formula_cells(file: &[u8]) -> Option<usize> {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("export.csv"), file).unwrap();
    let opened = Command::new("soffice")
        .args(["--headless", "--norestore", "--convert-to", "fods", "export.csv"])
        .arg(format!("-env:UserInstallation=file://{}/profile", folder.path().display()))
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match opened {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        opened => assert!(opened.unwrap().success(), "soffice"),
    }
    let sheet = std::fs::read_to_string(folder.path().join("export.fods")).unwrap();
    assert!(sheet.contains("vector-000"), "the answers are in the sheet");
    Some(sheet.matches("table:formula=").count())
}

#[tokio::test]
async fn a_spreadsheet_finds_no_formula_in_an_export() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    for (number, vector) in vectors().iter().enumerate() {
        let mut body = answer(&format!("vector-{number:0>3}"), 1, number as u32 % 11);
        body["comment"] = vector.as_str().into();
        assert_eq!(server.post(&body).await.status, 202, "{vector:?}");
    }
    let raw = server.admin("GET", "/v1/surveys/acme/export?raw=1", b"").await;
    let Some(formulas) = formula_cells(&raw.body) else {
        println!("LibreOffice is not here: exports are held to the rule only, by the test above");
        return;
    };
    assert!(formulas > 0, "nothing is run of what is not defused: this test cannot tell");
    let file = server.admin("GET", "/v1/surveys/acme/export", b"").await;
    assert_eq!(formula_cells(&file.body), Some(0));
    println!("opened by LibreOffice: {formulas} formulas as written, none in the export");
}

#[tokio::test]
async fn what_a_form_shows_again_is_text() {
    let database = Database::sqlite().await;
    let server = Server::start(&database).await;
    let page = server.get("/f/acme").await;
    server.now_ms.fetch_add(5_000, Ordering::Relaxed);
    for vector in vectors() {
        let body =
            filled(&page, &[("comment", &vector), ("address", &vector), ("driver", &vector)]);
        let again = submit(&server, "/f/acme", &body).await;
        assert_eq!(again.status, 422, "no score");
        let html = again.text();
        let inside = html.split("</head>").nth(1).unwrap();
        for element in ["<script", "<img", "<svg", "<iframe", "<math", "<a ", "<!--"] {
            assert!(!inside.contains(element), "{vector:?}: {inside}");
        }
        let policy = again.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && policy.contains("script-src 'none'"));
    }
    let query: String = form_urlencoded::byte_serialize(vectors()[0].as_bytes()).collect();
    for name in ["score", "lang", "channel", "touchpoint", "segment", "embed", "u", "k"] {
        let html = server.get(&format!("/f/acme?{name}={query}")).await.text();
        let after = html.split("</head>").nth(1).unwrap_or(&html).to_owned();
        assert!(!after.contains("<script>alert"), "{name}: {after}");
    }
    let none: Value = server.results().await;
    assert_eq!((&none["n"], &none["suspect"]), (&0.into(), &0.into()));
}

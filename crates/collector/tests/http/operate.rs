//! The operator's commands, as processes.

use std::path::Path;
use std::process::{Command, Output};

use sqlx::Connection as _;

use crate::process::Program;
use crate::server::answer;

pub fn outoften(folder: &Path, arguments: &[&str]) -> Output {
    let database = folder.join("answers.sqlite");
    Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(arguments)
        .env("DATABASE_URL", &database)
        .current_dir(folder)
        .output()
        .unwrap()
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn shown(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

async fn post(program: &Program, id: &str, score: u32) {
    let mut body = answer(id, 1, score);
    body["survey"] = "demo".into();
    body["comment"] = "=1+1".into();
    assert_eq!(program.try_post(&body).await, Some(202));
}

#[tokio::test]
async fn a_backup_under_load_can_be_restored_elsewhere() {
    let (from, to) = (tempfile::TempDir::new().unwrap(), tempfile::TempDir::new().unwrap());
    let program = Program::start(from.path());
    for number in 0..30 {
        post(&program, &format!("before-{number}"), number % 11).await;
    }
    let load = async {
        for number in 0..60 {
            post(&program, &format!("during-{number}"), number % 11).await;
        }
    };
    let folder = from.path().to_owned();
    let backup = tokio::task::spawn_blocking(move || outoften(&folder, &["backup", "copy.sqlite"]));
    let (backup, ()) = tokio::join!(backup, load);
    shown(&backup.unwrap());
    let copy = from.path().join("copy.sqlite");
    shown(&outoften(to.path(), &["restore", &copy.to_string_lossy()]));
    let rows = shown(&outoften(to.path(), &["export", "demo", "--format", "jsonl"]));
    assert_eq!(rows.lines().filter(|line| line.contains("before-")).count(), 30);
    assert!(shown(&outoften(to.path(), &["doctor"])).contains("tallies: equal"));
    let twice = outoften(to.path(), &["restore", &copy.to_string_lossy()]);
    assert!(!twice.status.success() && said(&twice).contains("move it away first"));
    let twice = outoften(from.path(), &["backup", "copy.sqlite"]);
    assert!(!twice.status.success() && said(&twice).contains("there already"));
}

#[tokio::test]
async fn a_damaged_copy_is_not_put_in_place() {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("copy"), "not a database".repeat(500)).unwrap();
    let restored = outoften(folder.path(), &["restore", "copy"]);
    assert!(!restored.status.success());
    assert!(said(&restored).contains("not sound"), "{}", said(&restored));
    assert!(!folder.path().join("answers.sqlite").exists());
    let nothing = outoften(folder.path(), &["doctor"]);
    assert!(!nothing.status.success() && said(&nothing).contains("--database"));
    assert!(!folder.path().join("answers.sqlite").exists(), "a mistyped name makes no file");
}

#[tokio::test]
async fn the_doctor_finds_what_was_changed_by_hand() {
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start(folder.path());
    post(&program, "one", 3).await;
    assert!(outoften(folder.path(), &["doctor"]).status.success());
    drop(program);
    let url = format!("sqlite://{}/answers.sqlite", folder.path().display());
    sqlx::any::install_default_drivers();
    let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("UPDATE tallies SET n = n + 1").execute(&mut connection).await.unwrap();
    let found = outoften(folder.path(), &["doctor"]);
    assert!(!found.status.success());
    let report = String::from_utf8_lossy(&found.stdout).into_owned();
    assert!(report.contains("off by 1") && report.contains("doctor --rebuild"), "{report}");
    assert!(!report.contains("outoften restore"), "the answers are whole: {report}");
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_untouched() {
    let folder = tempfile::TempDir::new().unwrap();
    drop(Program::start(folder.path()));
    let url = format!("sqlite://{}/answers.sqlite", folder.path().display());
    sqlx::any::install_default_drivers();
    let mut connection = sqlx::AnyConnection::connect(&url).await.unwrap();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, \
                 execution_time) VALUES (9999, 'future', TRUE, X'00', 0)";
    sqlx::raw_sql(newer).execute(&mut connection).await.unwrap();
    let refused = outoften(folder.path(), &["doctor"]);
    assert!(!refused.status.success());
    let said = said(&refused);
    assert!(said.contains("newer version") && said.contains("nothing was changed"), "{said}");
}

#[tokio::test]
async fn tokens_files_and_erasure_by_command() {
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start(folder.path());
    post(&program, "first", 9).await;
    let token = shown(&outoften(folder.path(), &["token", "add", "ana", "--role", "analyst"]));
    assert!(token.starts_with("oot_"));
    assert!(shown(&outoften(folder.path(), &["token", "list"])).contains("ana\tanalyst"));
    shown(&outoften(folder.path(), &["token", "revoke", "ana"]));
    assert!(!outoften(folder.path(), &["token", "revoke", "ana"]).status.success());
    let csv = shown(&outoften(folder.path(), &["export", "demo"]));
    assert!(csv.contains("\"'=1+1\""), "{csv}");
    assert!(shown(&outoften(folder.path(), &["export", "demo", "--raw"])).contains("\"=1+1\""));
    std::fs::write(folder.path().join("other.csv"), "score\n10\n3\n").unwrap();
    let imported = shown(&outoften(folder.path(), &["import", "demo", "other.csv", "--undated"]));
    assert!(imported.contains("\"stored\":2"), "{imported}");
    shown(&outoften(folder.path(), &["erase", "--survey", "demo", "--response", "000first"]));
    assert_eq!(program.results().await["n"], 2);
    for wrong in [&["erase"][..], &["erase", "--person", "ana", "--address", "ana@example.com"]] {
        assert_eq!(outoften(folder.path(), wrong).status.code(), Some(2), "{wrong:?}");
    }
    assert!(!outoften(folder.path(), &["export", "nobody"]).status.success());
}

#[tokio::test]
async fn a_mail_has_eleven_links_that_only_preselect() {
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let url = program.url();
    let mail = ["email", "demo", "--lang", "mk", "--url", &url];
    let html = shown(&outoften(folder.path(), &mail));
    let links: Vec<String> = html
        .split("href=\"")
        .skip(1)
        .map(|link| link.split('"').next().unwrap().replace("&amp;", "&"))
        .filter(|link| link.contains("score="))
        .collect();
    assert_eq!(links.len(), 11);
    assert!(html.contains("lang=\"mk\"") && html.contains("Thistle &amp; Fen"));
    for (score, link) in links.iter().enumerate() {
        let page = program.get(link.strip_prefix(&url).unwrap()).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains(&format!("value=\"{score}\" required")));
        assert_eq!(page.text().matches(" checked").count(), 1);
    }
    assert_eq!(program.results().await["n"], 0, "a scanner that opens every link has no vote");
    let text = shown(&outoften(folder.path(), &[&mail[..], &["--part", "text"]].concat()));
    assert_eq!(text.matches("&score=").count(), 11);
    assert!(
        shown(&outoften(folder.path(), &[&mail[..], &["--part", "subjects"]].concat())).len() > 20
    );
}

#[tokio::test]
async fn a_code_for_cameras_is_a_picture() {
    let folder = tempfile::TempDir::new().unwrap();
    drop(Program::start(folder.path()));
    let svg = shown(&outoften(folder.path(), &["qr", "demo", "--touchpoint", "the till"]));
    assert!(svg.contains("<svg") && svg.contains("</svg>"));
    let long = "x".repeat(81);
    let refused = outoften(folder.path(), &["qr", "demo", "--touchpoint", &long]);
    assert!(!refused.status.success() && said(&refused).contains("80"), "{}", said(&refused));
}

#[tokio::test]
async fn links_that_only_this_machine_can_follow_are_said_to_be_so() {
    let folder = tempfile::TempDir::new().unwrap();
    drop(Program::start(folder.path()));
    shown(&outoften(folder.path(), &["secret", "add"]));
    for command in
        [vec!["email", "demo"], vec!["qr", "demo"], vec!["link", "demo", "--person", "ana"]]
    {
        let near = outoften(folder.path(), &command);
        assert!(near.status.success() && said(&near).contains("--url"), "{}", said(&near));
        let url = ["--url", "https://answers.example"];
        let far = outoften(folder.path(), &[&command[..], &url].concat());
        assert!(far.status.success() && !said(&far).contains("--url"), "{}", said(&far));
    }
}

#[test]
fn the_documented_settings_are_those_of_the_program() {
    let folder = tempfile::TempDir::new().unwrap();
    let help = shown(&outoften(folder.path(), &["serve", "--help"]));
    let readme = include_str!("../../README.md");
    let link = shown(&outoften(folder.path(), &["link", "--help"]));
    let url = link.split_once("--url").map(|(before, _)| &link[before.len()..]).unwrap();
    let help = format!("{help}\n{url}");
    let in_help: std::collections::BTreeSet<&str> = help
        .split_whitespace()
        .filter(|word| word.starts_with("--") && *word != "--help")
        .collect();
    let in_table: std::collections::BTreeSet<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `--"))
        .map(|rest| &readme[rest.as_ptr() as usize - readme.as_ptr() as usize - 2..])
        .map(|flag| flag.split('`').next().unwrap())
        .collect();
    assert_eq!(in_help, in_table);
    for variable in help.split("[env: ").skip(1).map(|rest| rest.split(['=', ']']).next().unwrap())
    {
        assert!(readme.contains(&format!("`{variable}`")), "{variable}");
    }
    for file in [
        include_str!("../../deploy/outoften.service"),
        include_str!("../../deploy/Dockerfile"),
        include_str!("../../deploy/Caddyfile"),
        include_str!("../../deploy/nginx.conf"),
    ] {
        let flags = file.split([' ', '"', ',', '.', '\n']).filter(|word| word.starts_with("--"));
        for flag in flags.filter(|flag| !flag.contains('=')) {
            let cargo = ["--release", "--locked", "--system", "--home-dir"].contains(&flag);
            assert!(cargo || in_help.contains(flag), "{flag}");
        }
    }
}

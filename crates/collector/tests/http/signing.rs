//! `docs/identity.md`, held to the code: its examples, as they stand there, make tokens that the
//! collector believes.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use outoften_collector::clock::Clock;
use outoften_collector::identity::{SignatureKind, sign, verify};

use crate::process::Program;
use crate::server::ADMIN;

const PAGE: &str = include_str!("../../../../docs/identity.md");
const PERSON: &str = "Ана \"7\" \\ <b>";
const WAVE: &str = "2026-Q4";

/// The first block of code in a language.
fn block(language: &str) -> &'static str {
    let (_, rest) = PAGE.split_once(&format!("```{language}\n")).expect(language);
    rest.split("```").next().unwrap()
}

/// What a program prints that is given to an interpreter; nothing if the machine has none.
fn printed(program: &str, arguments: &[&str], code: &str, secret: &str) -> Option<String> {
    let started = Command::new(program)
        .args(arguments)
        .envs([("SECRET", secret), ("PERSON", PERSON), ("WAVE", WAVE)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut child = match started {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            println!("{program} is not here: its example was not run");
            return None;
        }
        started => started.unwrap(),
    };
    child.stdin.take().unwrap().write_all(code.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{program}");
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

/// The tokens that the examples make, by language.
fn tokens(secret: &str) -> BTreeMap<&'static str, String> {
    let node = format!(
        "{}\nconst {{ SECRET, PERSON, WAVE }} = process.env;\n\
         console.log(signPerson(SECRET, 'demo', PERSON, WAVE));\n",
        block("js")
    );
    let python = format!(
        "{}\nimport os\nprint(sign_person(os.environ['SECRET'], 'demo', os.environ['PERSON'], \
         os.environ['WAVE']))\n",
        block("python")
    );
    let php = format!(
        "<?php\n{}\necho sign_person(getenv('SECRET'), 'demo', getenv('PERSON'), getenv('WAVE'));",
        block("php")
    );
    let run = [
        ("node", printed("node", &["--input-type=module"], &node, secret)),
        ("python", printed("python3", &["-"], &python, secret)),
        ("php", printed("php", &[], &php, secret)),
    ];
    run.into_iter().filter_map(|(language, token)| Some((language, token?))).collect()
}

fn outoften(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_outoften"))
        .args(arguments)
        .env("DATABASE_URL", folder.join("answers.sqlite"))
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[tokio::test]
async fn the_examples_make_tokens_that_the_collector_believes() {
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start_with(folder.path(), |command| {
        command.env("OUTOFTEN_ADMIN_TOKEN", ADMIN);
    });
    let (_, made) = outoften(folder.path(), &["secret", "add"]);
    let secret = made.trim().split('\t').nth(1).unwrap();
    let tokens = tokens(secret);
    assert!(tokens.contains_key("node"), "the tests need Node.js anyway");
    for (language, token) in &tokens {
        let now = Clock::system().now();
        let claim = verify(&[secret.as_bytes().to_vec()], "demo", token, now).expect(language);
        assert_eq!((claim.name.as_str(), claim.wave.as_str()), (PERSON, WAVE), "{language}");
        let asked = program.get(&format!("/v1/surveys/demo/eligibility?u={token}")).await;
        assert_eq!(asked.status, 200, "{language}: {}", asked.text());
        let changed = format!("{token}x");
        let asked = program.get(&format!("/v1/surveys/demo/eligibility?u={changed}")).await;
        assert_eq!((asked.status, asked.json()["code"].as_str()), (401, Some("person")));
    }
}

#[tokio::test]
async fn the_command_signs_for_a_page() {
    let folder = tempfile::TempDir::new().unwrap();
    let program = Program::start(folder.path());
    let ask = ["sign", "demo", "--person", PERSON, "--wave", WAVE, "--hours", "24"];
    let (done, said) = outoften(folder.path(), &ask);
    assert!(!done && said.contains("outoften secret add"), "{said}");
    outoften(folder.path(), &["secret", "add"]);
    let (done, token) = outoften(folder.path(), &ask);
    assert!(done && token.starts_with("v1p."), "{token}");
    let path = format!("/v1/surveys/demo/eligibility?u={}", token.trim());
    assert_eq!(program.get(&path).await.status, 200);
    let (done, said) = outoften(folder.path(), &["sign", "other", "--person", PERSON]);
    assert!(!done && said.contains("\"other\""), "a token for no survey is a mistake: {said}");
    let (done, _) = outoften(folder.path(), &[&ask[..6], &["--hours", "25"]].concat());
    assert!(!done, "a page's token is good for a day");
}

#[test]
fn the_example_and_the_bounds_are_those_of_the_code() {
    let (_, rest) = PAGE.split_once("<!-- example -->\n```text\n").unwrap();
    let shown = rest.lines().next().unwrap();
    let key = b"an example, not a secret";
    assert_eq!(
        sign(key, SignatureKind::Page, "acme", "customer 7", "2026-Q4", 1_800_003_600),
        shown
    );
    let hours = format!("good for {} hours at most", SignatureKind::Page.longest_s() / 3_600);
    let days = format!("good for {} days at most", SignatureKind::Link.longest_s() / 86_400);
    assert!(PAGE.contains(&hours) && PAGE.contains(&days), "{hours}, {days}");
}

//! `deploy/Dockerfile`, held to the repository and to the program: what a build would only tell after
//! minutes, and a running image only its operator. No image is built here.

use std::path::Path;
use std::process::Command;

const DOCKERFILE: &str = include_str!("../../deploy/Dockerfile");

/// What is written before the build, as the file itself says.
const BUILT: &str = "dist";

/// The instructions of this name, without it, in their order.
fn all(name: &str) -> Vec<&'static str> {
    let of_name = |line: &'static str| line.strip_prefix(name)?.strip_prefix(' ');
    DOCKERFILE.lines().filter_map(of_name).collect()
}

/// The last instruction of a name, which is the one that holds.
fn last(name: &str) -> &'static str {
    all(name).last().unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn what_is_copied_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let build = all("COPY");
    assert!(build.len() >= 2, "{build:?}");
    for copy in build.into_iter().filter(|copy| !copy.starts_with("--from=")) {
        let mut words: Vec<&str> = copy.split_whitespace().collect();
        words.pop().expect("where it goes");
        for source in words.into_iter().filter(|source| *source != BUILT) {
            assert!(root.join(source).exists(), "{source} is not in the repository");
        }
    }
    assert!(DOCKERFILE.contains("`cargo xtask dist` must have written dist/ before"));
}

#[test]
fn stages_and_programs_are_those_that_are_named() {
    let stages: Vec<&str> =
        all("FROM").iter().filter_map(|from| from.split(" AS ").nth(1)).collect();
    for copy in all("COPY").into_iter().filter_map(|copy| copy.strip_prefix("--from=")) {
        let (stage, rest) = copy.split_once(' ').unwrap();
        assert!(stages.contains(&stage), "no stage {stage}");
        let name = Path::new(env!("CARGO_BIN_EXE_outoften")).file_stem().unwrap().to_str().unwrap();
        assert!(rest.starts_with(&format!("/src/target/release/{name} ")), "{rest}");
    }
    assert!(last("RUN").contains("useradd"), "the last stage makes its user");
}

#[test]
fn images_below_are_named_with_a_version() {
    for from in all("FROM") {
        let image = from.split(' ').next().unwrap();
        let (_, tag) = image.split_once(':').unwrap_or_else(|| panic!("{image} has no tag"));
        assert!(!tag.is_empty() && tag != "latest", "{image} is another one every day");
    }
    // What was linked against one C library may not start with an older one.
    let of = |from: &str| ["bookworm", "trixie"].into_iter().find(|name| from.contains(name));
    let named: Vec<_> = all("FROM").into_iter().map(of).collect();
    assert!(named.iter().all(|name| name.is_some() && *name == named[0]), "{named:?}");
}

#[test]
fn the_program_does_not_run_as_root() {
    let user = last("USER");
    assert!(!["root", "0"].contains(&user.split(':').next().unwrap()), "{user}");
    let (before, after) = DOCKERFILE.rsplit_once("\nUSER ").unwrap();
    assert!(before.contains(&format!("chown {user} {}", last("VOLUME"))), "it may write its data");
    assert!(after.contains("ENTRYPOINT"), "who starts it is set after the user");
}

/// Only its arguments are read: the folders of an image are not here.
#[test]
fn the_program_takes_the_arguments_and_listens_where_the_image_says() {
    let words = |name| serde_json::from_str::<Vec<String>>(last(name)).unwrap();
    assert_eq!(words("ENTRYPOINT"), ["outoften"]);
    let command = words("CMD");
    let after = |flag: &str| {
        let at =
            command.iter().position(|word| word == flag).unwrap_or_else(|| panic!("no {flag}"));
        command[at + 1].as_str()
    };
    assert_eq!(after("--listen"), format!("0.0.0.0:{}", last("EXPOSE")));
    assert!(after("--database").starts_with(&format!("{}/", last("VOLUME"))));
    let dist = format!("COPY {BUILT} {}", after("--dist"));
    assert!(DOCKERFILE.lines().any(|line| line == dist), "{dist}");
    let help = Command::new(env!("CARGO_BIN_EXE_outoften")).args(&command).arg("--help").output();
    let help = help.unwrap();
    assert!(help.status.success(), "{}", String::from_utf8_lossy(&help.stderr));
}

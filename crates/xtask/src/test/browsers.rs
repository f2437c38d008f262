//! Groups that need a browser, or what a website loads.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Error, Result, bail};
use serde_json::json;

use super::END_TO_END;
use super::counts::Counts;
use super::executables::{self, Executable};
use super::session::Session;
use super::stream;
use super::summary::Run;
use crate::process::say;
use crate::tools::compiler::{self, Purpose};
use crate::tools::engines::OTHERS;
use crate::tools::{browser, crates, stacks as pages};

/// The core of the whole way: shows, answers by pointer and by keyboard, the row, the silence of six
/// months, the outbox, the frame, accessibility.
const WALK: [&str; 14] = [
    "access::the_demo_shop_in_both_themes",
    "answer::a_score_with_a_comment_is_one_row",
    "answer::zero_and_ten_are_stored_as_scores",
    "delivery::a_collector_that_was_down_gets_the_answer_exactly_once_on_the_next_page",
    "delivery::a_reply_that_got_lost_leads_to_one_row",
    "display::a_wide_page_has_the_scores_in_one_row",
    "framed::keys::tab_leads_into_the_form_and_out_of_it_again",
    "framed::place::in_each_of_the_six_places",
    "keyboard::an_answer_by_keyboard_alone",
    "keyboard::escape_in_the_card_closes_it_and_gives_the_focus_back",
    "visit::a_second_visit_within_six_months_costs_one_request_and_shows_nothing",
    "visit::closing_without_an_answer_counts_as_asked",
    "visit::later_brings_the_card_back_after_seven_days_and_not_before",
    "visit::six_months_after_an_answer_the_card_shows_again",
];

/// Test programs of the end-to-end package that need only `dist/`.
const DOCUMENTS: [&str; 2] = ["sizes", "docs"];

/// Arguments that run also what says that it needs `dist/`.
const ALL_TESTS: [&str; 1] = ["--include-ignored"];

pub fn web(session: &mut Session) -> Result<Vec<Run>> {
    let browser = browser::find()?;
    let runner = crates::wasm_bindgen(&session.project)?.join("wasm-bindgen-test-runner");
    let mut cargo = compiler::choose(&session.project)?.cargo("test", Purpose::Check);
    cargo.args(["--package", "outoften", "--test", "web", "--no-run"]);
    let settings = session.project.wasm_target().join("webdriver.json");
    let built = executables::build(&mut cargo)?;
    let chrome = json!({ "binary": browser.chromium, "args": browser::FLAGS });
    fs::write(&settings, json!({ "goog:chromeOptions": chrome }).to_string())
        .with_context(|| format!("writing {settings:?}"))?;

    let mut counts = Counts::default();
    for program in built.iter().filter(|program| program.is_test) {
        let mut command = Command::new(&runner);
        command.arg(&program.path).args(&session.filter).current_dir(&program.folder);
        command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings);
        command.env("WASM_BINDGEN_TEST_TIMEOUT", "300").env("CHROMEDRIVER", &browser.driver);
        counts = counts + stream::count(&mut command)?;
    }
    Ok(vec![Run::all(counts)])
}

pub fn npm(session: &mut Session) -> Result<Vec<Run>> {
    if session.is_filtered() {
        return Ok(vec![Run::no_match()]);
    }
    crate::stats::test(&session.project)?;
    Ok(vec![Run::all(Counts::one_passed())])
}

pub fn dist(session: &mut Session) -> Result<Vec<Run>> {
    if session.is_filtered() {
        return Ok(vec![Run::no_match()]);
    }
    session.dist()?;
    Ok(vec![Run::all(Counts::one_passed())])
}

pub fn sizes(session: &mut Session) -> Result<Vec<Run>> {
    let mut runs = Vec::new();
    for name in DOCUMENTS {
        let program = end_to_end_program(session, name)?;
        if session.number_of_tests(&program, &ALL_TESTS)? == 0 {
            runs.push(Run { part: name.into(), ..Run::no_match() });
            continue;
        }
        let environment = [("OUTOFTEN_DIST", session.dist()?)];
        runs.push(session.run(&program, &ALL_TESTS, &environment)?);
    }
    Ok(runs)
}

/// The tests of [`WALK`]; with a filter, those of them whose name contains it.
pub fn walk(session: &mut Session) -> Result<Vec<Run>> {
    let program = end_to_end_program(session, "e2e")?;
    let there: BTreeSet<String> = session.all_tests(&program)?.into_iter().collect();
    if let Some(gone) = WALK.iter().find(|name| !there.contains(**name)) {
        bail!("the walk names a test that is not there: {gone}");
    }
    let wanted: Vec<&str> = WALK.iter().copied().filter(|name| session.is_wanted(name)).collect();
    if wanted.is_empty() {
        return Ok(vec![Run::no_match()]);
    }
    let arguments: Vec<&str> = std::iter::once("--exact").chain(wanted).collect();
    let environment = environment(session)?;
    let run = session.run_exactly(&program, &arguments, &environment)?;
    Ok(vec![Run::all(run.counts)])
}

/// All but the tests of [`WALK`], if those have run before.
pub fn e2e(session: &mut Session) -> Result<Vec<Run>> {
    let program = end_to_end_program(session, "e2e")?;
    let mut arguments = Vec::new();
    if session.has_run("walk") {
        arguments.extend(WALK.iter().flat_map(|name| ["--skip", *name]));
    }
    if session.number_of_tests(&program, &arguments)? == 0 {
        return Ok(vec![Run::no_match()]);
    }
    let mut environment = environment(session)?;
    environment.push(("OUTOFTEN_EXAMPLES", crate::examples::build(&session.project)?));
    environment.push(("OUTOFTEN_FAULTY_DIST", session.faulty_dist()?));
    Ok(vec![Run::all(session.run(&program, &arguments, &environment)?.counts)])
}

pub fn stacks(session: &mut Session) -> Result<Vec<Run>> {
    let program = end_to_end_program(session, "stacks")?;
    if session.number_of_tests(&program, &[])? == 0 {
        return Ok(vec![Run::no_match()]);
    }
    let built = match pages::build(&session.project) {
        Ok(built) => built,
        Err(why) => return Ok(vec![not_run(session, &program, "stacks", &why)?]),
    };
    let mut environment = environment(session)?;
    environment.push(("OUTOFTEN_STACKS", built.folder));
    Ok(vec![session.run(&program, &[], &environment)?])
}

/// The same tests once for each engine.
pub fn engines(session: &mut Session) -> Result<Vec<Run>> {
    let program = end_to_end_program(session, "engines")?;
    if session.number_of_tests(&program, &[])? == 0 {
        return Ok(vec![Run::no_match()]);
    }
    let mut environment = environment(session)?;
    environment.push(("OUTOFTEN_ENGINE", "chromium".into()));
    let mut runs =
        vec![Run { part: "chromium".into(), ..session.run(&program, &[], &environment)? }];
    for engine in OTHERS {
        let found = match engine.find() {
            Ok(found) => found,
            Err(why) => {
                runs.push(not_run(session, &program, engine.name(), &why)?);
                continue;
            }
        };
        say(&format!("the next engine is {}", found.version));
        let mut environment = environment.clone();
        environment.retain(|(name, _)| *name != "OUTOFTEN_ENGINE");
        environment.extend([
            ("OUTOFTEN_ENGINE", engine.name().into()),
            ("OUTOFTEN_BROWSER", found.browser),
            ("OUTOFTEN_DRIVER", found.driver),
            ("OUTOFTEN_ENGINE_VERSION", found.version.clone().into()),
        ]);
        let run = session.run(&program, &[], &environment)?;
        runs.push(Run { part: engine.name().into(), note: found.version, ..run });
    }
    Ok(runs)
}

/// Starts `trunk serve` as the preview does and waits until the Studio's page answers.
pub fn trunk(session: &mut Session) -> Result<Vec<Run>> {
    if session.is_filtered() {
        return Ok(vec![Run::no_match()]);
    }
    crate::preview::serves_while_watching(&session.project)?;
    Ok(vec![Run::all(Counts::one_passed())])
}

/// Loudly: who reads only the end still sees it there.
fn not_run(session: &Session, program: &Executable, part: &str, why: &Error) -> Result<Run> {
    say(&format!("NOT RUN: {part}: {why:#}"));
    Ok(Run::not_run(part, session.number_of_tests(program, &[])?, &format!("{why:#}")))
}

fn end_to_end_program(session: &mut Session, target: &str) -> Result<Executable> {
    let is_it = |program: &&Executable| {
        program.is_test
            && program.is_integration
            && program.package == END_TO_END
            && program.target == target
    };
    let found = session.executables()?.iter().find(is_it).cloned();
    found.with_context(|| format!("{END_TO_END} has no test program {target}"))
}

/// Where the end-to-end tests find what they use.
fn environment(session: &mut Session) -> Result<Vec<(&'static str, PathBuf)>> {
    let browser = browser::find()?;
    Ok(vec![
        ("OUTOFTEN_DIST", session.dist()?),
        ("OUTOFTEN_BIN", session.collector()?),
        ("OUTOFTEN_AXE", session.packages()?.axe()),
        ("OUTOFTEN_CHROMIUM", browser.chromium),
        ("OUTOFTEN_CHROMEDRIVER", browser.driver),
    ])
}

//! `cargo xtask preview`: the whole thing on this machine, to look at and to try.
//!
//! A collector on a SQLite file with the demo shop and the built Studio; with `--watch` also the
//! Studio under `trunk serve`, for who changes it. All run beside this program in [`Group`]s and
//! end with it.

pub mod collector;
mod ports;
mod ready;
mod studio;

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};

use self::collector::Collector;
use crate::process::group::Group;
use crate::process::{interrupt, say};
use crate::project::Project;

/// How long Trunk may take for its first build.
const FIRST_BUILD: Duration = Duration::from_secs(15 * 60);

/// Builds, starts, prints the addresses, and waits for Ctrl-C.
///
/// # Errors
/// When something cannot be built or started, or ends before its time.
pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    let watch = match arguments {
        [] => false,
        [one] if one == "--watch" => true,
        _ => bail!("`cargo xtask preview` knows one option, --watch"),
    };
    let begun = Instant::now();
    say("building what is shown: card, Studio, collector (some minutes the first time)");
    let shown = crate::dist::build_quick(project)?;
    let program = collector::build(project)?;
    let port = ports::free("the collector", 8010)?;
    let (collector, its_group) = Collector::start(project, &program, &shown, port)?;
    let mut running = vec![("the collector", its_group)];
    let studio = match watch {
        true => {
            let port = ports::free("the Studio", 8080)?;
            say("building the Studio under `trunk serve` (about 2 minutes the first time)");
            running.push(("trunk serve", studio::start(project, port)?));
            Some(format!("http://127.0.0.1:{port}/"))
        }
        false => None,
    };

    let all_answer =
        || ready::answers(&collector.ready_page()) && studio.as_deref().is_none_or(ready::answers);
    if wait_until(&mut running, all_answer)? {
        say(&format!("ready after {} s", begun.elapsed().as_secs()));
        print_addresses(studio.as_deref(), &collector);
        wait_until(&mut running, || false)?;
    }
    say("stopping");
    Ok(())
}

/// Starts the Studio under `trunk serve` and ends it again once its page answers.
///
/// # Errors
/// When a tool is missing, or the page does not answer.
pub fn serves_while_watching(project: &Project) -> Result<()> {
    let port = ports::free("the Studio", 8080)?;
    let page = format!("http://127.0.0.1:{port}/");
    let mut running = [("trunk serve", studio::start(project, port)?)];
    // Counted from here: installing Trunk itself takes minutes.
    let end = Instant::now() + FIRST_BUILD;
    let mut is_late = false;
    let answers = wait_until(&mut running, || {
        is_late = Instant::now() > end;
        is_late || ready::answers(&page)
    })?;
    ensure!(answers && !is_late, "trunk serve did not answer at {page}");
    Ok(())
}

/// Waits until `done`, true; or until Ctrl-C, false.
///
/// # Errors
/// When one of the programs ended by itself.
fn wait_until(running: &mut [(&str, Group)], mut done: impl FnMut() -> bool) -> Result<bool> {
    loop {
        if interrupt::asked() {
            return Ok(false);
        }
        for (name, group) in &mut *running {
            if let Some(status) = group.ended() {
                bail!("{name} ended by itself with {status}; what it said stands above");
            }
        }
        if done() {
            return Ok(true);
        }
        thread::sleep(Duration::from_millis(200));
    }
}

fn print_addresses(studio: Option<&str>, collector: &Collector) {
    println!();
    println!("    Studio           {}/studio/", collector.address());
    if let Some(studio) = studio {
        println!("      while you change it   {studio}");
    }
    println!("    Demo shop page   {}/demo/", collector.address());
    println!("    Results token    {}", collector.token());
    println!();
    println!("    Ctrl-C stops everything.");
    println!();
}

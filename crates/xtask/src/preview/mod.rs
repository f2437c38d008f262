//! `cargo xtask preview`: the whole thing on this machine, to look at and to try.
//!
//! A collector on a SQLite file with the demo shop, and the Studio under `trunk serve`. Both run
//! beside this program in [`Group`]s and end with it.

pub mod collector;
mod ports;
mod ready;
mod studio;

use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use self::collector::Collector;
use crate::process::group::Group;
use crate::process::{interrupt, say};
use crate::project::Project;
use crate::tools;

/// Builds, starts, prints the addresses, and waits for Ctrl-C.
///
/// # Errors
/// When something cannot be built or started, or ends before its time.
pub fn run(project: &Project) -> Result<()> {
    tools::install_all(project)?;
    crate::dist::build(project)?;
    let program = collector::build(project)?;
    let port = ports::free("the collector", 8010)?;
    let (collector, its_group) = Collector::start(project, &program, port)?;
    let studio_port = ports::free("the Studio", 8080)?;
    say("building the Studio (about 2 minutes the first time)");
    let trunk = studio::start(project, studio_port)?;
    let mut running = [("the collector", its_group), ("trunk serve", trunk)];

    let studio = format!("http://127.0.0.1:{studio_port}/");
    let all_answer = || ready::answers(&collector.ready_page()) && ready::answers(&studio);
    if wait_until(&mut running, all_answer)? {
        print_addresses(&studio, &collector);
        wait_until(&mut running, || false)?;
    }
    say("stopping");
    Ok(())
}

/// Waits until `done`, true; or until Ctrl-C, false.
///
/// # Errors
/// When one of the programs ended by itself.
fn wait_until(running: &mut [(&str, Group)], done: impl Fn() -> bool) -> Result<bool> {
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

fn print_addresses(studio: &str, collector: &Collector) {
    println!();
    println!("    Studio           {}/studio/", collector.address());
    println!("      while you change it   {studio}");
    println!("    Demo shop page   {}/demo/", collector.address());
    println!("    Results token    {}", collector.token());
    println!();
    println!("    Ctrl-C stops everything.");
    println!();
}

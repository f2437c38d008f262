//! `cargo xtask pictures`: takes the pictures in `docs/pictures` anew, and says how long the Studio's
//! first paint takes; `pictures cards` takes those of every card, to be looked at.

use std::process::Command;

use anyhow::Result;

use crate::preview;
use crate::process::{run, say};
use crate::project::Project;
use crate::tools::{browser, compiler, node};

/// Builds what is pictured, then runs the program that takes the pictures.
///
/// # Errors
/// When something cannot be built, or the browser does not come to where a picture is taken.
pub fn take(project: &Project, wanted: &[String]) -> Result<()> {
    let folder = match wanted {
        [] => project.root.join("docs").join("pictures"),
        _ => project.target().join("pictures"),
    };
    std::fs::create_dir_all(&folder)?;
    let browser = browser::find()?;
    let packages = node::Packages::install(project)?;
    crate::dist::build(project)?;
    let collector = preview::collector::build(project)?;
    say("taking the pictures (about a minute; of every card a quarter of an hour)");
    let mut program = Command::new(compiler::native_cargo());
    program.args(["run", "--quiet", "--package", "outoften-tests", "--example", "pictures", "--"]);
    program.arg(folder).args(wanted).current_dir(&project.root);
    program.env("OUTOFTEN_DIST", project.dist()).env("OUTOFTEN_BIN", collector);
    program.env("OUTOFTEN_AXE", packages.axe()).env("OUTOFTEN_CHROMIUM", browser.chromium);
    run(program.env("OUTOFTEN_CHROMEDRIVER", browser.driver))
}

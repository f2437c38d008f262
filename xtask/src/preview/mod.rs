//! preview
use crate::project::Project;
pub fn run(_: &Project) -> anyhow::Result<()> {
    Ok(())
}

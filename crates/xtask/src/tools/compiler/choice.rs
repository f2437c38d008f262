//! The order in which ways to a wasm32 compiler are tried. Pure: what a machine has comes in
//! through [`Machine`].

use anyhow::{Result, bail};

/// How the compiler was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The target was installed for the toolchain in use.
    Target,
    /// `rustup target add` installed it now.
    AddedTarget,
    /// Debian's compiler, with the standard library built along.
    Debian,
}

impl Way {
    /// One sentence for the person who waits.
    pub fn sentence(self, has_source: bool) -> String {
        let found = match self {
            Self::Target => "the wasm32 target of the Rust toolchain in use",
            Self::AddedTarget => "the wasm32 target that rustup added now",
            Self::Debian => "Debian's rustc in /usr/bin, standard library built along",
        };
        let size = if has_source {
            "what ships has a standard library built for size"
        } else {
            "what ships has the ordinary standard library; component rust-src would make it smaller"
        };
        format!("{found}; {size}")
    }
}

/// What can be asked of a machine.
pub trait Machine {
    /// What Debian's packages give.
    type Debian;

    /// True when the toolchain in use can build for wasm32.
    fn has_target(&mut self) -> bool;

    /// Lets rustup try to add the target; true when it did.
    fn add_target(&mut self) -> Result<bool>;

    /// Debian's compiler, installed if need be; none where there are no such packages.
    fn debian(&mut self) -> Result<Option<Self::Debian>>;
}

/// Takes the first way that works.
///
/// # Errors
/// When none works: what to install.
pub fn choose<M: Machine>(machine: &mut M) -> Result<(Way, Option<M::Debian>)> {
    if machine.has_target() {
        return Ok((Way::Target, None));
    }
    if machine.add_target()? && machine.has_target() {
        return Ok((Way::AddedTarget, None));
    }
    match machine.debian()? {
        Some(debian) => Ok((Way::Debian, Some(debian))),
        None => bail!(
            "no compiler for wasm32: run `rustup target add wasm32-unknown-unknown` where the \
             network allows it, then start again"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Fake {
        has_target: bool,
        rustup_adds: bool,
        debian: bool,
        asked: Vec<&'static str>,
    }

    impl Machine for Fake {
        type Debian = ();

        fn has_target(&mut self) -> bool {
            self.has_target
        }

        fn add_target(&mut self) -> Result<bool> {
            self.asked.push("rustup");
            self.has_target |= self.rustup_adds;
            Ok(self.rustup_adds)
        }

        fn debian(&mut self) -> Result<Option<()>> {
            self.asked.push("debian");
            Ok(self.debian.then_some(()))
        }
    }

    #[test]
    fn an_installed_target_is_taken_without_asking_anybody() {
        let mut machine = Fake { has_target: true, debian: true, ..Fake::default() };
        assert_eq!(choose(&mut machine).unwrap(), (Way::Target, None));
        assert!(machine.asked.is_empty());
    }

    #[test]
    fn rustup_comes_before_debian() {
        let mut machine = Fake { rustup_adds: true, debian: true, ..Fake::default() };
        assert_eq!(choose(&mut machine).unwrap(), (Way::AddedTarget, None));
        assert_eq!(machine.asked, ["rustup"]);
    }

    #[test]
    fn debian_comes_last() {
        let mut machine = Fake { debian: true, ..Fake::default() };
        assert_eq!(choose(&mut machine).unwrap(), (Way::Debian, Some(())));
        assert_eq!(machine.asked, ["rustup", "debian"]);
    }

    #[test]
    fn without_any_way_it_says_what_to_run() {
        let error = choose(&mut Fake::default()).unwrap_err().to_string();
        assert!(error.contains("rustup target add wasm32-unknown-unknown"), "{error}");
    }
}

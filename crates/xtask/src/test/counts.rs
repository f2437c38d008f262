//! How many tests passed and failed: read from the closing line that cargo's test runner, and
//! wasm-bindgen's in a browser, print for each program.

use std::iter::Sum;
use std::ops::Add;

/// Numbers of tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Ran and held.
    pub passed: u32,
    /// Ran and did not hold, or could not run.
    pub failed: u32,
    /// Not run although they were meant to.
    pub ignored: u32,
}

impl Counts {
    /// A check without tests of its own that held, such as formatting.
    pub fn one_passed() -> Self {
        Self { passed: 1, ..Self::default() }
    }

    /// Something that could not run or ended badly.
    pub fn one_failed() -> Self {
        Self { failed: 1, ..Self::default() }
    }

    /// True when no test ran.
    pub fn is_empty(self) -> bool {
        self.passed == 0 && self.failed == 0
    }

    /// Reads `test result: ok. 3 passed; 0 failed; 1 ignored; ...`; nothing for any other line.
    pub fn of_line(line: &str) -> Option<Self> {
        let (_, rest) = line.trim_start().strip_prefix("test result: ")?.split_once(". ")?;
        let number = |word: &str| {
            let mut parts = rest.split(';').filter_map(|part| part.trim().split_once(' '));
            parts.find(|(_, name)| *name == word)?.0.parse().ok()
        };
        Some(Self {
            passed: number("passed")?,
            failed: number("failed")?,
            ignored: number("ignored").unwrap_or(0),
        })
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            ignored: self.ignored + other.ignored,
        }
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_cargos_closing_line() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; \
                    4 filtered out; finished in 0.02s";
        let counts = Counts { passed: 12, failed: 3, ignored: 1 };
        assert_eq!(Counts::of_line(line), Some(counts));
    }

    #[test]
    fn reads_the_browser_runners_closing_line() {
        let line = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0s";
        assert_eq!(Counts::of_line(line), Some(Counts { passed: 3, ..Counts::default() }));
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in ["", "running 3 tests", "test result_is_read ... ok", "test result: ok."] {
            assert_eq!(Counts::of_line(line), None, "{line}");
        }
    }

    #[test]
    fn sums_add_each_kind_apart() {
        let sum: Counts =
            [Counts::one_passed(), Counts::one_failed(), Counts::one_failed()].into_iter().sum();
        assert_eq!(sum, Counts { passed: 1, failed: 2, ignored: 0 });
        assert!(Counts { ignored: 9, ..Counts::default() }.is_empty());
    }
}

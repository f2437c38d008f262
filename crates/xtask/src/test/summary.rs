//! The end of a run: one line per group, and the line with the totals.

use super::counts::Counts;

/// The note of a group in which no test has the name that is looked for.
const NO_MATCH: &str = "no test of this name";

/// What one program, or all programs of a group, counted.
#[derive(Debug, Clone)]
pub struct Run {
    /// Which part of the group; empty for all of it.
    pub part: String,
    /// What it counted.
    pub counts: Counts,
    /// What else there is to say about it.
    pub note: String,
}

impl Run {
    /// A group as a whole.
    pub fn all(counts: Counts) -> Self {
        Self::of("", counts)
    }

    /// A part of a group.
    pub fn of(part: &str, counts: Counts) -> Self {
        Self { part: part.to_owned(), counts, note: String::new() }
    }

    /// A part that could not be run on this machine: its tests neither passed nor failed.
    pub fn not_run(part: &str, tests: u32, why: &str) -> Self {
        let counts = Counts { ignored: tests, ..Counts::default() };
        Self { part: part.to_owned(), counts, note: format!("NOT RUN: {why}") }
    }

    /// A group in which no test has the name that is looked for.
    pub fn no_match() -> Self {
        Self { note: NO_MATCH.to_owned(), ..Self::of("", Counts::default()) }
    }

    /// A line of the table. Having run no test is a failure.
    pub fn into_row(self, group: &str, seconds: u64) -> Row {
        let name = match self.part.as_str() {
            "" => group.to_owned(),
            part => format!("{group}: {part}"),
        };
        if self.counts.is_empty() && self.note.is_empty() {
            let counts = self.counts + Counts::one_failed();
            return Row { name, counts, seconds, note: "ran no test".into() };
        }
        Row { name, counts: self.counts, seconds, note: self.note }
    }
}

/// A line of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The group, and which part of it.
    pub name: String,
    /// What it counted.
    pub counts: Counts,
    /// How long the whole group took.
    pub seconds: u64,
    /// Why it failed, where there is more to say than the counts do.
    pub note: String,
}

/// The table of all groups.
pub fn table(rows: &[Row]) -> String {
    let heading = format!("\n{:<24}{:>8}{:>8}{:>10}\n", "group", "passed", "failed", "seconds");
    let lines = rows.iter().map(|row| {
        let Row { name, counts, seconds, note } = row;
        let note = note.lines().next().unwrap_or_default();
        let line =
            format!("{name:<24}{:>8}{:>8}{seconds:>10}  {note}", counts.passed, counts.failed);
        format!("{}\n", line.trim_end())
    });
    std::iter::once(heading).chain(lines).collect()
}

/// `12 passed, 0 failed`; with `, 1 skipped` when tests were ignored.
pub fn closing_line(rows: &[Row]) -> String {
    let Counts { passed, failed, ignored } = rows.iter().map(|row| row.counts).sum();
    let skipped = if ignored == 0 { String::new() } else { format!(", {ignored} skipped") };
    format!("{passed} passed, {failed} failed{skipped}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(counts: Counts) -> Row {
        Run::all(counts).into_row("unit", 3)
    }

    #[test]
    fn the_last_line_adds_up_all_groups() {
        let rows = [row(Counts { passed: 40, failed: 0, ignored: 0 }), row(Counts::one_failed())];
        assert_eq!(closing_line(&rows), "40 passed, 1 failed");
        let rows = [row(Counts { passed: 2, failed: 0, ignored: 1 })];
        assert_eq!(closing_line(&rows), "2 passed, 0 failed, 1 skipped");
    }

    #[test]
    fn a_group_that_ran_no_test_has_failed() {
        let row = row(Counts::default());
        assert_eq!(row.counts.failed, 1);
        assert!(table(&[row]).contains("ran no test"));
    }

    #[test]
    fn what_could_not_run_is_counted_apart_and_says_why() {
        let row = Run::not_run("firefox", 7, "no apt-get").into_row("engines", 1);
        assert_eq!((row.counts.passed, row.counts.failed), (0, 0));
        assert!(table(std::slice::from_ref(&row)).contains("NOT RUN: no apt-get"));
        assert_eq!(closing_line(&[row]), "0 passed, 0 failed, 7 skipped");
    }

    #[test]
    fn a_part_is_named_after_its_group() {
        let run = Run::of("sizes", Counts::one_passed());
        assert_eq!(run.into_row("e2e", 0).name, "e2e: sizes");
    }
}

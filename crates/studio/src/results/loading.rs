//! The findings on show and the file on its way to become the next: progress, a way out, and the
//! comments, which stay with the reader.

use crate::model::findings::Findings;
use crate::model::messages::{Ask, Choice, Matches, Problem, Say, Taken, ThemeLine, Wanted};
use crate::reader::Link;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use web_sys::Blob;

/// What is read and what is shown; it outlives the page of results. Small enough to be handed
/// about.
#[derive(Clone, Copy)]
pub struct Loader {
    findings: RwSignal<Option<Arc<Findings>>>,
    file: StoredValue<Option<(String, Blob)>, LocalStorage>,
    /// The reader at work, with its number.
    next: StoredValue<Option<(u32, Link)>, LocalStorage>,
    /// The reader that has the comments on show.
    now: StoredValue<Option<(u32, Link)>, LocalStorage>,
    /// The number of the last reader.
    last: StoredValue<u32>,
    /// Share of the bytes that were read, 0 to 1; none when nothing is going on.
    pub progress: RwSignal<Option<f64>>,
    /// Rows so far.
    pub rows: RwSignal<u64>,
    /// A collector was asked and did not reply yet.
    pub waiting: RwSignal<bool>,
    /// What was found.
    pub columns: RwSignal<Option<Taken>>,
    /// How to read.
    pub choice: RwSignal<Choice>,
    /// What stands in the way.
    pub problem: RwSignal<Option<Problem>>,
    /// Comments that were asked for.
    pub matches: RwSignal<Option<(Wanted, Matches)>>,
    /// Themes that were asked for.
    pub themes: RwSignal<Option<Vec<ThemeLine>>>,
}

impl Loader {
    /// Nothing on its way.
    pub fn new(findings: RwSignal<Option<Arc<Findings>>>) -> Self {
        Self {
            findings,
            file: StoredValue::new_local(None),
            next: StoredValue::new_local(None),
            now: StoredValue::new_local(None),
            last: StoredValue::new(0),
            progress: RwSignal::new(None),
            rows: RwSignal::new(0),
            waiting: RwSignal::new(false),
            columns: RwSignal::new(None),
            choice: RwSignal::new(Choice::default()),
            problem: RwSignal::new(None),
            matches: RwSignal::new(None),
            themes: RwSignal::new(None),
        }
    }

    /// The one of this Studio.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads another file.
    pub fn take(&self, name: String, file: Blob, choice: Choice) {
        self.file.set_value(Some((name, file)));
        self.columns.set(None);
        self.choice.set(choice);
        self.read(true);
    }

    /// Reads the same file in another way.
    pub fn read_as(&self, change: impl FnOnce(&mut Choice)) {
        self.choice.update(change);
        self.read(true);
    }

    /// Whether there is a file to be read in another way.
    pub fn has_file(&self) -> bool {
        self.file.with_value(Option::is_some) && self.columns.with(Option::is_some)
    }

    /// Stops reading. What is on show stays.
    pub fn cancel(&self) {
        self.next.set_value(None);
        self.progress.set(None);
    }

    /// Shows findings that are from elsewhere, with their comments.
    pub fn show(&self, findings: Findings, comments: Vec<(u8, String)>) {
        self.cancel();
        self.file.set_value(None);
        self.columns.set(None);
        self.problem.set(None);
        let (number, link) = self.link(true);
        link.ask(Ask::Keep { metric: findings.metric, comments }, None);
        self.present(findings, (number, link));
    }

    /// Asks for comments; they come into [`Self::matches`].
    pub fn find(&self, wanted: Wanted) {
        self.ask(Ask::Find(wanted));
    }

    /// Asks for themes; they come into [`Self::themes`].
    pub fn look_for_themes(&self, language: String) {
        self.ask(Ask::Themes(language));
    }

    fn ask(&self, ask: Ask) {
        self.now.with_value(|now| {
            if let Some((_, link)) = now {
                link.ask(ask, None);
            }
        });
    }

    fn read(self, on_a_thread: bool) {
        self.cancel();
        self.problem.set(None);
        let Some((name, file)) = self.file.get_value() else { return };
        self.progress.set(Some(0.0));
        self.rows.set(0);
        let (number, link) = self.link(on_a_thread);
        link.ask(Ask::Read { name, choice: self.choice.get_untracked() }, Some(&file));
        self.next.set_value(Some((number, link)));
    }

    fn link(self, on_a_thread: bool) -> (u32, Link) {
        self.last.update_value(|last| *last += 1);
        let number = self.last.get_value();
        let hear = move |say| self.hear(number, say);
        (number, if on_a_thread { Link::start(hear) } else { Link::here(hear) })
    }

    /// Takes what a reader says, if it is one of the two that count.
    fn hear(self, number: u32, say: Say) {
        let is = |slot: &Option<(u32, Link)>| slot.as_ref().is_some_and(|(n, _)| *n == number);
        let is_next = self.next.with_value(is);
        if !is_next && !self.now.with_value(is) {
            return;
        }
        match say {
            Say::Found(wanted, matches) => self.matches.set(Some((wanted, matches))),
            Say::Themes(themes) => self.themes.set(Some(themes)),
            Say::Progress(share, rows) if is_next => {
                self.progress.set(Some(share));
                self.rows.set(rows);
            }
            Say::Columns(columns) if is_next => self.columns.set(Some(columns)),
            // The rest ends a reader; not while it is speaking.
            say if is_next => set_timeout(move || self.end(number, say), Duration::ZERO),
            _ => {}
        }
    }

    fn end(self, number: u32, say: Say) {
        let is_next = |next: &Option<(u32, Link)>| next.as_ref().is_some_and(|(n, _)| *n == number);
        if !self.next.with_value(is_next) {
            return;
        }
        let begun = self.columns.with_untracked(Option::is_some);
        let link = self.next.try_update_value(Option::take).flatten();
        self.progress.set(None);
        match say {
            Say::Done(findings) => {
                if let Some(link) = link {
                    self.present(*findings, link);
                }
            }
            Say::Stopped(problem) => self.problem.set(Some(problem)),
            // The browser gave no thread: read it here.
            Say::Broken(_) if !begun => self.read(false),
            Say::Broken(why) => self.problem.set(Some(Problem::Other(why))),
            _ => {}
        }
    }

    fn present(self, findings: Findings, link: (u32, Link)) {
        self.matches.set(None);
        self.themes.set(None);
        self.now.set_value(Some(link));
        self.findings.set(Some(Arc::new(findings)));
    }
}

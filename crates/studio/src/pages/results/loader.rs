//! Loads files: progress, cancelling, and the comments, which stay with the reader.

use crate::pages::results::model::findings::Findings;
use crate::pages::results::model::messages::{
    CommentPage, CommentQuery, FileColumns, Problem, ReadChoice, ReaderEvent, ReaderRequest,
    ThemeLine,
};
use crate::pages::results::reader::ReaderClient;
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;
use web_sys::Blob;

/// What is being read and what is shown. It outlives the page.
#[derive(Clone, Copy)]
pub struct Loader {
    findings: RwSignal<Option<Arc<Findings>>>,
    file: StoredValue<Option<(String, Blob)>, LocalStorage>,
    /// The reader at work, with its number.
    next: StoredValue<Option<(u32, ReaderClient)>, LocalStorage>,
    /// The reader that has the comments on show.
    now: StoredValue<Option<(u32, ReaderClient)>, LocalStorage>,
    /// The number of the last reader.
    last: StoredValue<u32>,
    /// Share of the bytes that were read, 0 to 1; none when nothing is going on.
    pub progress: RwSignal<Option<f64>>,
    /// Rows so far.
    pub rows: RwSignal<u64>,
    /// A collector was asked and did not reply yet.
    pub waiting: RwSignal<bool>,
    /// What was found.
    pub columns: RwSignal<Option<FileColumns>>,
    /// How to read.
    pub choice: RwSignal<ReadChoice>,
    /// What stands in the way.
    pub problem: RwSignal<Option<Problem>>,
    /// Comments that were asked for.
    pub matches: RwSignal<Option<(CommentQuery, CommentPage)>>,
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
            choice: RwSignal::new(ReadChoice::default()),
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
    pub fn open(&self, name: String, file: Blob, choice: ReadChoice) {
        self.file.set_value(Some((name, file)));
        self.columns.set(None);
        self.choice.set(choice);
        self.read(true);
    }

    /// Reads the same file in another way.
    pub fn reread(&self, change: impl FnOnce(&mut ReadChoice)) {
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
        let (number, client) = self.client(true);
        client.send(ReaderRequest::Keep { metric: findings.metric, comments }, None);
        self.present(findings, (number, client));
    }

    /// Asks for comments; they come into [`Self::matches`].
    pub fn find(&self, query: CommentQuery) {
        self.send(ReaderRequest::Find(query));
    }

    /// Asks for themes; they come into [`Self::themes`].
    pub fn look_for_themes(&self, language: String) {
        self.send(ReaderRequest::Themes(language));
    }

    fn send(&self, request: ReaderRequest) {
        self.now.with_value(|now| {
            if let Some((_, client)) = now {
                client.send(request, None);
            }
        });
    }

    fn read(self, on_a_thread: bool) {
        self.cancel();
        self.problem.set(None);
        let Some((name, file)) = self.file.get_value() else { return };
        self.progress.set(Some(0.0));
        self.rows.set(0);
        let (number, client) = self.client(on_a_thread);
        client.send(ReaderRequest::Read { name, choice: self.choice.get_untracked() }, Some(&file));
        self.next.set_value(Some((number, client)));
    }

    fn client(self, on_a_thread: bool) -> (u32, ReaderClient) {
        self.last.update_value(|last| *last += 1);
        let number = self.last.get_value();
        let on_event = move |event| self.on_event(number, event);
        (
            number,
            if on_a_thread { ReaderClient::start(on_event) } else { ReaderClient::here(on_event) },
        )
    }

    /// Takes an event of a reader, if it is the next or the present one.
    fn on_event(self, number: u32, event: ReaderEvent) {
        let is =
            |slot: &Option<(u32, ReaderClient)>| slot.as_ref().is_some_and(|(n, _)| *n == number);
        let is_next = self.next.with_value(is);
        if !is_next && !self.now.with_value(is) {
            return;
        }
        match event {
            ReaderEvent::Found(query, matches) => self.matches.set(Some((query, matches))),
            ReaderEvent::Themes(themes) => self.themes.set(Some(themes)),
            ReaderEvent::Progress(share, rows) if is_next => {
                self.progress.set(Some(share));
                self.rows.set(rows);
            }
            ReaderEvent::Columns(columns) if is_next => self.columns.set(Some(columns)),
            // The rest drops the reader, which must not happen inside its own callback.
            event if is_next => set_timeout(move || self.end(number, event), Duration::ZERO),
            _ => {}
        }
    }

    fn end(self, number: u32, event: ReaderEvent) {
        let is_next =
            |next: &Option<(u32, ReaderClient)>| next.as_ref().is_some_and(|(n, _)| *n == number);
        if !self.next.with_value(is_next) {
            return;
        }
        let begun = self.columns.with_untracked(Option::is_some);
        let client = self.next.try_update_value(Option::take).flatten();
        self.progress.set(None);
        match event {
            ReaderEvent::Done(findings) => {
                if let Some(client) = client {
                    self.present(*findings, client);
                }
            }
            ReaderEvent::Stopped(problem) => self.problem.set(Some(problem)),
            // The browser gave no thread: read it here.
            ReaderEvent::Broken(_) if !begun => self.read(false),
            ReaderEvent::Broken(why) => self.problem.set(Some(Problem::Other(why))),
            _ => {}
        }
    }

    fn present(self, findings: Findings, client: (u32, ReaderClient)) {
        self.matches.set(None);
        self.themes.set(None);
        self.now.set_value(Some(client));
        self.findings.set(Some(Arc::new(findings)));
    }
}

//! Loads files: progress, cancelling, and the comments, which stay with the reader.

use super::reader_client::ReaderClient;
use crate::words::tr;
use leptos::prelude::*;
use outoften_studio_reader::findings::Findings;
use outoften_studio_reader::messages::{
    CommentPage, CommentQuery, Problem, ReadChoice, ReaderEvent, ReaderRequest, ThemeLine,
};
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
    /// The next reader has begun to read.
    begun: StoredValue<bool>,
    /// The next reader was started on a thread of its own.
    on_a_thread: StoredValue<bool>,
    /// The file was never read to its end.
    is_new: StoredValue<bool>,
    /// Share of the bytes that were read, 0 to 1; none when nothing is going on.
    pub progress: RwSignal<Option<f64>>,
    /// Rows so far.
    pub rows: RwSignal<u64>,
    /// A collector was asked and did not reply yet.
    pub waiting: RwSignal<bool>,
    /// How to read.
    pub choice: RwSignal<ReadChoice>,
    /// Why the file could not be read.
    pub problem: RwSignal<Option<Problem>>,
    /// Comments that were asked for.
    pub matches: RwSignal<Option<(CommentQuery, CommentPage)>>,
    /// Themes that were asked for.
    pub themes: RwSignal<Option<Vec<ThemeLine>>>,
    /// What is on show is of the file at hand, so that it can be read in another way.
    pub is_of_file: RwSignal<bool>,
    /// Whether the choices of how to read are unfolded.
    pub options_open: RwSignal<bool>,
}

impl Loader {
    /// Nothing loaded yet.
    pub fn new(findings: RwSignal<Option<Arc<Findings>>>) -> Self {
        Self {
            findings,
            file: StoredValue::new_local(None),
            next: StoredValue::new_local(None),
            now: StoredValue::new_local(None),
            last: StoredValue::new(0),
            begun: StoredValue::new(false),
            on_a_thread: StoredValue::new(false),
            is_new: StoredValue::new(false),
            progress: RwSignal::new(None),
            rows: RwSignal::new(0),
            waiting: RwSignal::new(false),
            choice: RwSignal::new(ReadChoice::default()),
            problem: RwSignal::new(None),
            matches: RwSignal::new(None),
            themes: RwSignal::new(None),
            is_of_file: RwSignal::new(false),
            options_open: RwSignal::new(false),
        }
    }

    /// The one of this Studio.
    pub fn here() -> Self {
        expect_context()
    }

    /// Reads another file.
    pub fn open(&self, name: String, file: Blob, choice: ReadChoice) {
        self.file.set_value(Some((name, file)));
        self.is_new.set_value(true);
        self.choice.set(choice);
        self.read(true);
    }

    /// Reads the same file in another way.
    pub fn reread(&self, change: impl FnOnce(&mut ReadChoice)) {
        self.choice.update(change);
        self.read(true);
    }

    /// Stops reading because the person cancelled. The report stays.
    pub fn cancel(&self) {
        self.stop();
        self.give_up();
    }

    fn stop(&self) {
        self.next.set_value(None);
        self.progress.set(None);
    }

    /// The file was not read: what is on show may be of another one.
    fn give_up(&self) {
        if self.is_new.get_value() {
            self.is_of_file.set(false);
        }
    }

    /// Shows findings that are from elsewhere, with their comments.
    pub fn show(&self, findings: Findings, comments: Vec<(u8, String)>) {
        self.stop();
        self.file.set_value(None);
        self.problem.set(None);
        let client = if comments.is_empty() { None } else { self.client(true) };
        if let Some((_, client)) = &client {
            client.send(&ReaderRequest::Keep { metric: findings.metric, comments }, None);
        }
        self.present(findings, client);
    }

    /// Asks for comments; they come into [`Self::matches`].
    pub fn find(&self, query: CommentQuery) {
        self.send(&ReaderRequest::Find(query));
    }

    /// Asks for themes; they come into [`Self::themes`].
    pub fn look_for_themes(&self, language: String) {
        self.send(&ReaderRequest::Themes(language));
    }

    fn send(&self, request: &ReaderRequest) {
        self.now.with_value(|now| {
            if let Some((_, client)) = now {
                client.send(request, None);
            }
        });
    }

    fn read(self, on_a_thread: bool) {
        self.stop();
        self.problem.set(None);
        let Some((name, file)) = self.file.get_value() else { return };
        self.begun.set_value(false);
        self.on_a_thread.set_value(on_a_thread);
        let Some((number, client)) = self.client(on_a_thread) else { return self.not_loaded() };
        self.progress.set(Some(0.0));
        self.rows.set(0);
        let choice = self.choice.get_untracked();
        client.send(&ReaderRequest::Read { name, choice }, Some(&file));
        self.next.set_value(Some((number, client)));
    }

    fn client(self, on_a_thread: bool) -> Option<(u32, ReaderClient)> {
        self.last.update_value(|last| *last += 1);
        let number = self.last.get_value();
        let on_event = move |event| self.on_event(number, event);
        let client = match on_a_thread {
            true => ReaderClient::start(on_event),
            false => ReaderClient::in_page(on_event),
        };
        Some((number, client.ok()?))
    }

    fn not_loaded(self) {
        let sentence = tr(
            "The part of the Studio that reads files could not be loaded. Check your connection and try again.",
        );
        self.problem.set(Some(Problem::Other(sentence.to_owned())));
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
            ReaderEvent::Started if is_next => self.begun.set_value(true),
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
        let begun = self.begun.get_value();
        let client = self.next.try_update_value(Option::take).flatten();
        self.progress.set(None);
        if !matches!(event, ReaderEvent::Done(_)) {
            self.give_up();
        }
        match event {
            ReaderEvent::Done(findings) => {
                self.present(*findings, client);
            }
            ReaderEvent::Stopped(problem) => self.problem.set(Some(problem)),
            ReaderEvent::Broken(why) if begun => self.problem.set(Some(Problem::Other(why))),
            // The browser gave no thread: read it here.
            ReaderEvent::Broken(_) if self.on_a_thread.get_value() => self.read(false),
            ReaderEvent::Broken(_) => self.not_loaded(),
            _ => {}
        }
    }

    fn present(self, findings: Findings, client: Option<(u32, ReaderClient)>) {
        self.matches.set(None);
        self.themes.set(None);
        self.is_new.set_value(false);
        self.is_of_file.set(findings.file.is_some());
        self.now.set_value(client);
        self.findings.set(Some(Arc::new(findings)));
    }
}

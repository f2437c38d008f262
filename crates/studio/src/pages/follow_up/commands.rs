//! What the page does: reads the queue, opens a case, changes it. The HTTP requests are in `requests`.

use super::requests::{QueueFilter, reply_change};
use super::state::FollowUpState;
use crate::browser::{address, now_ms};
use crate::collector::Collector;
use crate::pages::follow_up::model::cases::{Case, Queue};
use crate::shell::route::Page;
use crate::words::tr;
use leptos::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl FollowUpState {
    /// Reads the queue and the case of the address.
    pub fn read(self) {
        self.ask(async move |collector: Collector| {
            let survey = self.survey();
            let filter = self.filter.get_untracked();
            let summary = collector.queue_summary(&survey).await?;
            let queue = collector.queue(&survey, &filter).await?;
            self.now_ms.set(now_ms());
            self.summary.set(Some(summary));
            self.take(queue, false);
            match self.chosen.get_untracked() {
                Some(id) if !self.has_read(&id) => self.fetch_case(&collector, &id, "").await,
                _ => Ok(()),
            }
        });
    }

    /// Reads other cases.
    pub fn show(self, change: impl FnOnce(&mut QueueFilter)) {
        self.filter.update(change);
        self.read();
    }

    /// The next page of the queue, after what is on show.
    pub fn more(self) {
        let Some(after) = self.queue.with_untracked(|queue| queue.next.clone()) else { return };
        self.ask(async move |collector: Collector| {
            let filter = QueueFilter { after, ..self.filter.get_untracked() };
            let page = collector.queue(&self.survey(), &filter).await?;
            self.take(page, true);
            Ok(())
        });
    }

    /// Puts a page of the queue on show, alone or after those that are.
    fn take(self, page: Queue, after: bool) {
        let owners: BTreeSet<String> =
            page.cases.iter().filter_map(|case| case.owner.clone()).collect();
        if !self.owners.with_untracked(|known| known.is_superset(&owners)) {
            self.owners.update(|known| known.extend(owners));
        }
        self.queue.update(|queue| {
            if !after {
                queue.cases.clear();
            }
            queue.cases.extend(page.cases);
            queue.next = page.next;
            queue.sort();
        });
    }

    /// Opens a case, which gets an address.
    pub fn open(self, id: String) {
        address::go(&format!("{}/{id}", Page::FollowUp.hash()));
        self.turn();
    }

    /// Opens the case that the address names now, or none.
    pub fn turn(self) {
        let id = address_case();
        if self.chosen.get_untracked() == id {
            return;
        }
        self.chosen.set(id.clone());
        if let Some(id) = id {
            self.ask(async move |collector: Collector| self.fetch_case(&collector, &id, "").await);
        }
    }

    /// Fetches a reply to the case that is open in another language.
    pub fn reply_in(self, lang: String) {
        let Some(case) = self.case() else { return };
        self.ask(async move |collector: Collector| {
            self.fetch_case(&collector, &case.id, &lang).await
        });
    }

    fn has_read(self, id: &str) -> bool {
        self.opened.with_untracked(|now| now.as_ref().is_some_and(|now| now.case.id == id))
    }

    /// Reads a case, its reply in a language or in the answer's; nothing happens if another one was
    /// chosen in the meantime.
    async fn fetch_case(self, collector: &Collector, id: &str, lang: &str) -> Result<(), String> {
        let outcome = collector.case(&self.survey(), id, lang).await;
        if self.chosen.get_untracked().as_deref() != Some(id) {
            return Ok(());
        }
        let same = self.has_read(id);
        if outcome.is_err() && !same {
            self.chosen.set(None);
            address::replace(&Page::FollowUp.hash());
        }
        let opened = outcome?;
        if !same {
            self.note.set(String::new());
        }
        if !same || !lang.is_empty() {
            self.reply.set(opened.reply.clone());
        }
        self.link.set(None);
        self.opened.set(Some(opened));
        Ok(())
    }

    /// Changes the case that is open: `what` without its version.
    pub fn change(self, what: Value) {
        let Some(case) = self.case() else { return };
        let mut change = what;
        if let Some(fields) = change.as_object_mut() {
            fields.insert("version".to_owned(), json!(case.version));
        }
        self.send(case, change);
    }

    /// Writes down that the reply was sent.
    pub fn send_reply(self) {
        let (Some(case), reply) = (self.case(), self.reply.get_untracked()) else { return };
        if reply.missing().is_some() {
            self.problem.set(Some(tr("A reply has four parts; none may be empty.").to_owned()));
            return;
        }
        let change = reply_change(case.version, &reply);
        self.send(case, change);
    }

    fn send(self, case: Case, change: Value) {
        self.ask(async move |collector: Collector| {
            let outcome = collector.change_case(&self.survey(), &case.id, &change).await;
            // Also after a refusal: somebody else may have been faster.
            self.fetch_case(&collector, &case.id, "").await?;
            let case = outcome?;
            if let Some(owner) = case.owner.clone() {
                self.owners.update(|known| known.extend([owner]));
            }
            if change.get("note").is_some() {
                self.note.set(String::new());
            }
            self.queue.update(|queue| {
                for one in queue.cases.iter_mut().filter(|one| one.id == case.id) {
                    *one = case.clone();
                }
            });
            self.summary.set(Some(collector.queue_summary(&self.survey()).await?));
            Ok(())
        });
    }

    /// Asks for the address of the short survey.
    pub fn make_link(self, mini: String) {
        let Some(case) = self.case() else { return };
        self.ask(async move |collector: Collector| {
            let link = collector.follow_up_link(&self.survey(), &case.id, mini.trim()).await?;
            self.fetch_case(&collector, &case.id, "").await?;
            self.link.set(Some(link));
            Ok(())
        });
    }
}

/// The case that the address names: `#/follow-up/<id>`.
pub(super) fn address_case() -> Option<String> {
    let hash = address::hash();
    let id = hash.strip_prefix(&Page::FollowUp.hash())?.strip_prefix('/')?.to_owned();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    (!id.is_empty() && id.chars().all(plain)).then_some(id)
}

//! What the page asks of the collector: the queue, a case, a change of it.

use super::desk::Desk;
use crate::studio::browser::cases::{Filter, reply_change};
use crate::studio::browser::collector::Collector;
use crate::studio::browser::{address, now_ms};
use crate::studio::model::cases::{Case, Queue};
use crate::studio::model::route::Page;
use crate::studio::words::tr;
use leptos::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;

impl Desk {
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
            match address_case() {
                Some(id) if self.opened.with_untracked(Option::is_none) => {
                    self.fetch_case(&collector, &id, "").await
                }
                _ => Ok(()),
            }
        });
    }

    /// Reads other cases.
    pub fn show(self, change: impl FnOnce(&mut Filter)) {
        self.filter.update(change);
        self.read();
    }

    /// The next page of the queue, after what is on show.
    pub fn more(self) {
        let Some(after) = self.queue.with_untracked(|queue| queue.next.clone()) else { return };
        self.ask(async move |collector: Collector| {
            let filter = Filter { after, ..self.filter.get_untracked() };
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

    /// Opens a case; its reply in a language, in the answer's when it is empty.
    pub fn open(self, id: String, lang: &str) {
        let lang = lang.to_owned();
        address::replace(&format!("{}/{id}", Page::FollowUp.hash()));
        self.ask(async move |collector: Collector| self.fetch_case(&collector, &id, &lang).await);
    }

    async fn fetch_case(self, collector: &Collector, id: &str, lang: &str) -> Result<(), String> {
        let opened = collector.case(&self.survey(), id, lang).await?;
        let same =
            self.opened.with_untracked(|now| now.as_ref().is_some_and(|now| now.case.id == id));
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
fn address_case() -> Option<String> {
    let hash = address::hash();
    let id = hash.strip_prefix(&Page::FollowUp.hash())?.strip_prefix('/')?.to_owned();
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    (!id.is_empty() && id.chars().all(plain)).then_some(id)
}

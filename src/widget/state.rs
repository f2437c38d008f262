//! What the card is doing: a state and the effects of each input, without a browser.
//!
//! The view shows the state and feeds the inputs; `session` carries the effects out. Nothing is
//! sent because a score was selected with an arrow key, and unsent words of a comment never leave
//! the page.

use outoften_core::Score;
use outoften_core::fatigue::EventKind;
use outoften_core::wire::COMMENT_MAX_CHARS;

/// Which face the card shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The question, and after a score the comment.
    Asking,
    /// The thank-you.
    Thanked,
    /// Nothing: the card has left.
    Gone,
}

/// What a person, or the passing of time, does to the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A score was selected, by pointer or by key.
    Choose(Score),
    /// A score selected by pointer has stood for a moment without being changed.
    Settled,
    /// The comment box changed.
    Write(String),
    /// The Send button.
    Send,
    /// "Later".
    Later,
    /// "Don't ask me again".
    Never,
    /// The cross, or Escape inside the card.
    Close,
    /// The page is being left.
    Leave,
}

/// What has to be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write this into the ledger.
    Record(EventKind),
    /// Send this revision.
    Deliver(Revision),
    /// Take the card off the page.
    Remove,
}

/// What changes from sending to sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// 1 for the first.
    pub rev: u32,
    /// The score.
    pub score: Score,
    /// The comment, only once Send was pressed.
    pub comment: Option<String>,
    /// Whether Send was pressed.
    pub done: bool,
}

/// The card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which face it shows.
    pub step: Step,
    /// The selected score; 0 is a score.
    pub score: Option<Score>,
    /// The text of the comment box, at most 2,000 characters.
    pub comment: String,
    last_sent: Option<Revision>,
}

impl Default for Card {
    fn default() -> Self {
        Self { step: Step::Asking, score: None, comment: String::new(), last_sent: None }
    }
}

impl Card {
    /// Takes an input and says what has to be done.
    pub fn take(&mut self, input: Input) -> Vec<Effect> {
        match (self.step, input) {
            (Step::Gone, _) => Vec::new(),
            (Step::Thanked, Input::Close) => self.leave_the_page(),
            (Step::Thanked, _) => Vec::new(),
            (Step::Asking, Input::Choose(score)) => {
                self.score = Some(score);
                Vec::new()
            }
            (Step::Asking, Input::Write(text)) => {
                self.comment = text.chars().take(COMMENT_MAX_CHARS).collect();
                Vec::new()
            }
            (Step::Asking, Input::Settled | Input::Leave) => self.deliver(false),
            (Step::Asking, Input::Send) => self.send(),
            (Step::Asking, Input::Later) => self.end_with(EventKind::Snoozed),
            (Step::Asking, Input::Never) => self.end_with(EventKind::OptedOut),
            (Step::Asking, Input::Close) => self.close(),
        }
    }

    /// How many characters the comment may still grow by.
    #[must_use]
    pub fn left(&self) -> usize {
        COMMENT_MAX_CHARS.saturating_sub(self.comment.chars().count())
    }

    fn send(&mut self) -> Vec<Effect> {
        if self.score.is_none() {
            return Vec::new();
        }
        let effects = self.deliver(true);
        self.step = Step::Thanked;
        effects
    }

    /// Closing with a score selected keeps the score: it is an answer, only without a comment.
    fn close(&mut self) -> Vec<Effect> {
        if self.score.is_none() {
            return self.end_with(EventKind::Dismissed);
        }
        let mut effects = self.deliver(false);
        effects.extend(self.leave_the_page());
        effects
    }

    fn end_with(&mut self, event: EventKind) -> Vec<Effect> {
        let mut effects = vec![Effect::Record(event)];
        effects.extend(self.leave_the_page());
        effects
    }

    fn leave_the_page(&mut self) -> Vec<Effect> {
        self.step = Step::Gone;
        vec![Effect::Remove]
    }

    /// The next revision, unless the last one already said the same.
    fn deliver(&mut self, done: bool) -> Vec<Effect> {
        let Some(score) = self.score else { return Vec::new() };
        let written = done.then(|| self.comment.trim()).filter(|text| !text.is_empty());
        let comment = written.map(str::to_owned);
        let last = self.last_sent.as_ref();
        if last
            .is_some_and(|last| last.score == score && last.comment == comment && last.done == done)
        {
            return Vec::new();
        }
        let first = last.is_none();
        let rev = last.map_or(1, |last| last.rev + 1);
        let revision = Revision { rev, score, comment, done };
        self.last_sent = Some(revision.clone());
        let record = first.then_some(Effect::Record(EventKind::Answered));
        record.into_iter().chain([Effect::Deliver(revision)]).collect()
    }
}

#[cfg(test)]
#[path = "state_test.rs"]
mod tests;

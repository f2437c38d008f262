//! What the card is doing: a state and the effects of each input, without a browser.
//!
//! The view shows the state and feeds the inputs; `session` carries the effects out. Nothing is
//! sent because a score was selected with an arrow key, and unsent words of a comment never leave
//! the page.

use outoften_core::fatigue::EventKind;
use outoften_core::metric::Metric;
use outoften_core::survey::Survey;
use outoften_core::wire::{COMMENT_MAX_CHARS, is_address};
use outoften_core::{Class, Score};

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
    /// A score was selected by key.
    Choose(Score),
    /// A score was selected by pointer, under which it stays until it has been seen.
    Point(Score),
    /// It has been seen: the question gives way to the next one.
    Follow,
    /// The visitor wants the question back.
    Change,
    /// Enter, in the scale.
    Enter,
    /// A score selected by pointer has stood for a moment without being changed.
    Settled,
    /// The comment box changed.
    Write(String),
    /// An input method began to compose characters, or has them ready.
    Compose(bool),
    /// The reason at this place of the list was ticked, or no longer is.
    Tick(usize),
    /// The address field changed.
    Address(String),
    /// The tick beside the address changed.
    Agree(bool),
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
    /// The site's visitor is another one from now on.
    End,
}

/// What has to be done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Write this into the history.
    Record(EventKind),
    /// Send this revision.
    Deliver(Revision),
    /// Give the focus to the first such element of the card.
    Focus(&'static str),
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
    /// The places of the ticked reasons, only once Send was pressed.
    pub drivers: Vec<usize>,
    /// Where to write to, only once Send was pressed.
    pub contact: Option<String>,
    /// Whether Send was pressed.
    pub done: bool,
}

/// What a survey asks besides the score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asks {
    /// Whose classes the scores fall into.
    pub metric: Metric,
    drivers: [bool; 3],
    contact: [bool; 3],
}

impl Default for Asks {
    fn default() -> Self {
        Self { metric: Metric::Nps, drivers: [false; 3], contact: [false; 3] }
    }
}

impl Asks {
    /// Of this survey.
    #[must_use]
    pub fn of(survey: &Survey) -> Self {
        let drivers = survey.drivers.as_ref().map_or(&[][..], |drivers| &drivers.classes);
        let contact = survey.contact.as_ref().map_or(&[][..], |contact| &contact.classes);
        let has = |classes: &[Class]| Class::ALL.map(|class| classes.contains(&class));
        Self { metric: survey.metric, drivers: has(drivers), contact: has(contact) }
    }

    fn in_class(self, score: Score, classes: [bool; 3]) -> bool {
        classes.get(self.metric.class(score) as usize).copied().unwrap_or(false)
    }
}

/// The card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which face it shows.
    pub step: Step,
    /// The selected score; 0 is a score.
    pub score: Option<Score>,
    /// Whether a score chosen by pointer is still to be seen before anything follows it.
    pub waits: bool,
    /// Whether a line stands for the question: after a choice by pointer, or a step beyond it.
    pub folded: bool,
    /// The text of the comment box, at most 2,000 characters unless some are being composed.
    pub comment: String,
    /// Whether an input method is composing: what it has begun is not cut.
    pub composing: bool,
    /// Which reasons are ticked, by place.
    pub ticked: Vec<usize>,
    /// The text of the address field.
    pub address: String,
    /// The tick beside it.
    pub agreed: bool,
    /// Whether Send found an address without the tick, the tick without an address, or no address.
    pub wrong: bool,
    /// What the survey asks.
    pub asks: Asks,
    last_sent: Option<Revision>,
}

impl Default for Card {
    fn default() -> Self {
        Self {
            step: Step::Asking,
            score: None,
            waits: false,
            folded: false,
            comment: String::new(),
            composing: false,
            ticked: Vec::new(),
            address: String::new(),
            agreed: false,
            wrong: false,
            asks: Asks::default(),
            last_sent: None,
        }
    }
}

impl Card {
    /// A card that asks this.
    #[must_use]
    pub fn asking(asks: Asks) -> Self {
        Self { asks, ..Self::default() }
    }

    /// Takes an input and says what has to be done.
    pub fn take(&mut self, input: Input) -> Vec<Effect> {
        match (self.step, input) {
            (Step::Gone, _) => Vec::new(),
            (_, Input::End) | (Step::Thanked, Input::Close) => self.leave_the_page(),
            (Step::Thanked, _) => Vec::new(),
            (Step::Asking, Input::Choose(score)) => {
                // A pointer's choice comes as a change of the radio too.
                self.waits &= self.score == Some(score);
                self.score = Some(score);
                Vec::new()
            }
            (Step::Asking, Input::Point(score)) => {
                self.waits |= self.score.is_none();
                self.score = Some(score);
                Vec::new()
            }
            (Step::Asking, Input::Follow) => self.fold(".change"),
            (Step::Asking, Input::Enter) => self.fold("textarea"),
            (Step::Asking, Input::Change) => {
                self.folded = false;
                vec![Effect::Focus("input:checked")]
            }
            (Step::Asking, Input::Write(text)) => {
                self.folded = true;
                // U+0000 no collector takes, and nobody sees it.
                let written = text.chars().filter(|sign| *sign != '\0');
                let most = if self.composing { usize::MAX } else { COMMENT_MAX_CHARS };
                self.comment = written.take(most).collect();
                Vec::new()
            }
            (Step::Asking, Input::Compose(composing)) => {
                self.composing = composing;
                Vec::new()
            }
            (Step::Asking, Input::Tick(place)) => self.tick(place),
            (Step::Asking, Input::Address(text)) => {
                self.folded = true;
                self.address = text;
                self.look_again()
            }
            (Step::Asking, Input::Agree(agreed)) => {
                self.folded = true;
                self.agreed = agreed;
                self.look_again()
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

    /// The class of the selected score.
    #[must_use]
    pub fn class(&self) -> Option<Class> {
        self.score.map(|score| self.asks.metric.class(score))
    }

    /// Whether what follows the score is asked.
    #[must_use]
    pub fn follows(&self) -> bool {
        self.score.is_some() && !self.waits
    }

    /// Whether the reasons are asked for.
    #[must_use]
    pub fn asks_drivers(&self) -> bool {
        self.score.is_some_and(|score| self.asks.in_class(score, self.asks.drivers))
    }

    /// Whether the address is asked for.
    #[must_use]
    pub fn asks_contact(&self) -> bool {
        self.score.is_some_and(|score| self.asks.in_class(score, self.asks.contact))
    }

    /// A line takes the question's place.
    fn fold(&mut self, next: &'static str) -> Vec<Effect> {
        self.waits = false;
        self.folded = self.score.is_some();
        if self.folded { vec![Effect::Focus(next)] } else { Vec::new() }
    }

    fn tick(&mut self, place: usize) -> Vec<Effect> {
        self.folded = true;
        match self.ticked.iter().position(|ticked| *ticked == place) {
            Some(at) => drop(self.ticked.remove(at)),
            None => self.ticked.push(place),
        }
        Vec::new()
    }

    /// A mistake is no longer shown once it is put right; a new one only by the next Send.
    fn look_again(&mut self) -> Vec<Effect> {
        self.wrong &= !self.is_contact_whole();
        Vec::new()
    }

    /// A valid address and the tick, or neither.
    fn is_contact_whole(&self) -> bool {
        let address = self.address.trim();
        if self.agreed { is_address(address) } else { address.is_empty() }
    }

    fn send(&mut self) -> Vec<Effect> {
        if self.score.is_none() {
            return Vec::new();
        }
        self.wrong = self.asks_contact() && !self.is_contact_whole();
        if self.wrong {
            return vec![Effect::Focus(".contact input")];
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
        // An input method may have been composing to the last.
        let comment = written.map(|text| text.chars().take(COMMENT_MAX_CHARS).collect());
        let ticked = done && self.asks_drivers();
        let drivers = if ticked { self.ticked.clone() } else { Vec::new() };
        let agreed = done && self.asks_contact() && self.agreed;
        let contact = agreed.then(|| self.address.trim().to_owned());
        let last = self.last_sent.as_ref();
        let first = last.is_none();
        let rev = last.map_or(0, |last| last.rev);
        let mut revision = Revision { rev, score, comment, drivers, contact, done };
        if last == Some(&revision) {
            return Vec::new();
        }
        revision.rev += 1;
        self.last_sent = Some(revision.clone());
        let record = first.then_some(Effect::Record(EventKind::Answered));
        record.into_iter().chain([Effect::Deliver(revision)]).collect()
    }
}

#[cfg(test)]
#[path = "state_test.rs"]
mod tests;

//! The document being edited, with its past and its future.

use outoften_core::node::FieldError;
use outoften_core::survey::Survey;
use serde_json::Value;

/// How many steps back are kept.
const STEPS_KEPT: usize = 200;
/// Changes of one field within this time are one step: a word, not its letters.
const ONE_STEP_MS: f64 = 900.0;

/// A document with its past and its future.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    past: Vec<Survey>,
    present: Survey,
    future: Vec<Survey>,
    last_change: Option<(String, f64)>,
}

impl Draft {
    /// Without a past.
    pub fn new(survey: Survey) -> Self {
        Self { past: Vec::new(), present: survey, future: Vec::new(), last_change: None }
    }

    /// The present document.
    pub fn survey(&self) -> &Survey {
        &self.present
    }

    /// Changes the document. `field` says what is changed: quick changes of one field are one step.
    pub fn change(&mut self, field: &str, now_ms: f64, change: impl FnOnce(&mut Survey)) {
        let mut next = self.present.clone();
        change(&mut next);
        if next == self.present {
            return;
        }
        let goes_on = self.future.is_empty()
            && self
                .last_change
                .as_ref()
                .is_some_and(|(last, at_ms)| last == field && now_ms - at_ms < ONE_STEP_MS);
        let before = std::mem::replace(&mut self.present, next);
        if !goes_on {
            self.past.push(before);
            let surplus = self.past.len().saturating_sub(STEPS_KEPT);
            self.past.drain(..surplus);
        }
        self.future.clear();
        self.last_change = Some((field.to_owned(), now_ms));
    }

    /// One step back.
    pub fn undo(&mut self) {
        if let Some(before) = self.past.pop() {
            self.future.push(std::mem::replace(&mut self.present, before));
            self.last_change = None;
        }
    }

    /// One step forward again.
    pub fn redo(&mut self) {
        if let Some(after) = self.future.pop() {
            self.past.push(std::mem::replace(&mut self.present, after));
            self.last_change = None;
        }
    }

    /// Whether there is a step back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step forward.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

/// What the reader of documents says about this one: the first field that is out of range.
pub fn flaw(survey: &Survey) -> Option<FieldError> {
    let value = serde_json::to_value(survey).unwrap_or(Value::Null);
    Survey::read(&value).err()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(draft: &mut Draft, name: &str, at_ms: f64) {
        draft.change("brand.name", at_ms, |survey| survey.brand.name = name.to_owned());
    }

    #[test]
    fn a_word_is_one_step_and_a_pause_makes_another() {
        let mut draft = Draft::new(Survey::new("a"));
        named(&mut draft, "A", 0.0);
        named(&mut draft, "Ac", 100.0);
        named(&mut draft, "Acme", 5_000.0);
        draft.undo();
        assert_eq!(draft.survey().brand.name, "Ac");
        draft.undo();
        assert_eq!(draft.survey(), &Survey::new("a"));
        assert!(!draft.can_undo());
        draft.redo();
        draft.redo();
        assert_eq!(draft.survey().brand.name, "Acme");
        assert!(!draft.can_redo());
    }

    #[test]
    fn a_change_after_undo_forgets_the_future_and_keeps_the_past() {
        let mut draft = Draft::new(Survey::new("a"));
        named(&mut draft, "A", 0.0);
        draft.undo();
        named(&mut draft, "B", 10.0);
        assert!(!draft.can_redo());
        draft.undo();
        assert_eq!(draft.survey().brand.name, "us");
    }

    #[test]
    fn no_change_is_no_step() {
        let mut draft = Draft::new(Survey::new("a"));
        named(&mut draft, "us", 0.0);
        assert!(!draft.can_undo());
    }

    #[test]
    fn a_flaw_names_its_field() {
        let mut survey = Survey::new("a");
        assert_eq!(flaw(&survey), None);
        survey.brand.name.clear();
        assert_eq!(flaw(&survey).map(|flaw| flaw.field), Some("brand.name".to_owned()));
        survey.brand.name.push('x');
        survey.brand.color = "red".to_owned();
        assert_eq!(flaw(&survey).map(|flaw| flaw.field), Some("brand.color".to_owned()));
    }
}

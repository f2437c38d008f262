//! Whom a survey is for, by the traits that the site passes. All conditions have to hold.

use crate::decimal::place;
use crate::node::{At, Node, Object, chars, items};

/// One condition on one trait.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Condition {
    /// The trait's name, 1 to 64 characters.
    #[serde(rename = "trait")]
    pub name: String,
    /// What it has to be.
    #[serde(flatten)]
    pub test: Test,
}

/// What a trait has to be. A visitor without the trait meets only [`Test::Not`].
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// One of these texts, 1 to 50 of up to 200 characters.
    Is(Vec<String>),
    /// None of these texts.
    Not(Vec<String>),
    /// A number, this or more.
    AtLeast(f64),
    /// A number, this or less.
    AtMost(f64),
}

/// A visitor's trait in the two ways it is compared. Both are the caller's: reading a number out of
/// a text would cost a visitor 3 KB here.
#[derive(Clone, Debug, PartialEq)]
pub struct Trait {
    /// As a text: `"pro"`, `"3"`, `"true"`.
    pub text: String,
    /// As a number; `None` or not a number when it is none.
    pub number: Option<f64>,
}

impl Condition {
    /// Whether the condition holds for a trait's value; `None` is a visitor without it.
    ///
    /// ```
    /// use outoften_core::survey::{Condition, Test, Trait};
    /// let seats = Condition { name: "seats".into(), test: Test::AtLeast(5.0) };
    /// assert!(seats.holds(Some(&Trait { text: "12".into(), number: Some(12.0) })));
    /// assert!(!seats.holds(Some(&Trait { text: "many".into(), number: None })));
    /// assert!(!seats.holds(None));
    /// ```
    #[must_use]
    pub fn holds(&self, value: Option<&Trait>) -> bool {
        let is = |texts: &[String]| value.is_some_and(|value| texts.contains(&value.text));
        let number = value.and_then(|value| value.number);
        match &self.test {
            Test::Is(texts) => is(texts),
            Test::Not(texts) => !is(texts),
            Test::AtLeast(least) => number.is_some_and(|number| number >= *least),
            Test::AtMost(most) => number.is_some_and(|number| number <= *most),
        }
    }

    fn read<N: Node>(node: N, at: &At<'_>) -> Self {
        const TESTS: &str = "one of is, not (lists of texts), at_least and at_most (numbers)";
        let mut fields = Object::open(node, at);
        let name = fields.required_text("trait", chars!(1, 64));
        let mut tests = Vec::new();
        for (name, make) in [("is", Test::Is as fn(_) -> _), ("not", Test::Not)] {
            if fields.has(name) {
                let mut texts = Vec::new();
                fields.texts(name, chars!(0, 200), &mut texts);
                if texts.is_empty() {
                    at.field(name).refuse("a list of 1 to 50 texts");
                }
                tests.push(make(texts));
            }
        }
        for (name, make) in [("at_least", Test::AtLeast as fn(_) -> _), ("at_most", Test::AtMost)] {
            if let Some((node, at)) = fields.inner(name) {
                match node.as_number().filter(|number| number.is_finite()) {
                    Some(number) => tests.push(make(number)),
                    None => at.refuse("a number"),
                }
            }
        }
        fields.finish();
        if tests.len() != 1 {
            at.refuse(TESTS);
        }
        Self { name, test: tests.pop().unwrap_or(Test::Not(Vec::new())) }
    }
}

/// Reads a list of at most 20 conditions.
pub(super) fn read<N: Node>(node: N, at: &At<'_>) -> Vec<Condition> {
    let items = items(node, 0, 20, at, "a list of at most 20 conditions");
    let mut conditions = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        conditions.push(Condition::read(item, &at.field(&place(index))));
    }
    conditions
}

//! The fields of one object, taken out one by one; what is left over is unknown.
//!
//! A mistake is noted and the reading goes on: the first one noted is the document's error. A
//! return after each field instead would drop half-read documents in as many ways as there are
//! fields, which cost a visitor 9 KB. [`super::Fields`] is the same
//! for readers that return at the first mistake.

use super::{At, Chars, Node, Whole};
use crate::score::Class;

/// The fields of one object: each is taken once, and what is left at the end is unknown.
pub(crate) struct Object<'a, N> {
    entries: Vec<(String, N)>,
    at: &'a At<'a>,
}

impl<'a, N: Node> Object<'a, N> {
    /// Of the node, which has to be an object.
    pub(crate) fn open(node: N, at: &'a At<'a>) -> Self {
        let entries = node.entries();
        if entries.is_none() {
            at.refuse("an object");
        }
        Self { entries: entries.unwrap_or_default(), at }
    }

    /// Of fields that have been taken apart already.
    pub(crate) fn of(entries: Vec<(String, N)>, at: &'a At<'a>) -> Self {
        Self { entries, at }
    }

    /// What has not been taken.
    pub(crate) fn into_entries(self) -> Vec<(String, N)> {
        self.entries
    }

    /// The field, taken out, if the object has it.
    pub(crate) fn take(&mut self, name: &str) -> Option<N> {
        let index = self.entries.iter().position(|(field, _)| field == name)?;
        Some(self.entries.swap_remove(index).1)
    }

    /// The field with its place, if the object has it.
    pub(crate) fn inner<'b>(&mut self, name: &'b str) -> Option<(N, At<'b>)>
    where
        'a: 'b,
    {
        let node = self.take(name)?;
        Some((node, self.at.field(name)))
    }

    /// The same for a field that may be `null`, which counts as absent.
    pub(crate) fn nullable<'b>(&mut self, name: &'b str) -> Option<(N, At<'b>)>
    where
        'a: 'b,
    {
        self.inner(name).filter(|(node, _)| !node.is_null())
    }

    /// Notes a field that nobody asked for.
    pub(crate) fn finish(self) {
        if let Some((name, _)) = self.entries.first() {
            self.at.field(name).note("unknown", "remove it or check its spelling");
        }
    }

    /// Notes that a field is missing.
    pub(crate) fn missing(&self, name: &str, expected: &'static str) {
        self.at.field(name).note("missing", expected);
    }

    /// A text; absent keeps what `slot` holds.
    pub(crate) fn text(&mut self, name: &str, chars: Chars, slot: &mut String) {
        if let Some((node, at)) = self.inner(name) {
            text_into(&node, chars, &at, slot);
        }
    }

    /// A text that has to be there.
    pub(crate) fn required_text(&mut self, name: &str, chars: Chars) -> String {
        let mut text = String::new();
        match self.inner(name) {
            Some((node, at)) => text_into(&node, chars, &at, &mut text),
            None => self.missing(name, chars.expected),
        }
        text
    }

    /// A text or `null`; absent keeps what `slot` holds.
    pub(crate) fn optional_text(&mut self, name: &str, chars: Chars, slot: &mut Option<String>) {
        if let Some((node, at)) = self.inner(name) {
            *slot = None;
            if !node.is_null() {
                text_into(&node, chars, &at, slot.insert(String::new()));
            }
        }
    }

    /// A list of at most 50 texts; absent keeps what `slot` holds.
    pub(crate) fn texts(&mut self, name: &str, chars: Chars, slot: &mut Vec<String>) {
        let Some((node, at)) = self.inner(name) else { return };
        slot.clear();
        for item in items(node, 0, 50, &at, "a list of at most 50 texts") {
            let mut text = String::new();
            text_into(&item, chars, &at, &mut text);
            slot.push(text);
        }
    }

    /// A whole number within the range; `None` when it is absent or out of range.
    pub(crate) fn number(&mut self, name: &str, range: Whole) -> Option<u32> {
        let (node, at) = self.inner(name)?;
        let whole = node.whole(range.min, range.max);
        if whole.is_none() {
            at.refuse(range.expected);
        }
        whole
    }

    /// A whole number within the range; absent keeps what `slot` holds.
    pub(crate) fn whole<T: TryFrom<u32>>(&mut self, name: &str, range: Whole, slot: &mut T) {
        // Every range fits the type of its slot.
        if let Some(whole) = self.number(name, range).and_then(|whole| T::try_from(whole).ok()) {
            *slot = whole;
        }
    }

    /// A whole number that has to be there; the least one instead of a mistake.
    pub(crate) fn required_whole(&mut self, name: &str, range: Whole) -> u32 {
        if !self.has(name) {
            self.missing(name, range.expected);
        }
        self.number(name, range).unwrap_or(range.min)
    }

    /// Whether the object still has the field.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.iter().any(|(field, _)| field == name)
    }

    /// `true` or `false`; absent keeps what `slot` holds.
    pub(crate) fn flag(&mut self, name: &str, slot: &mut bool) {
        if let Some((node, at)) = self.inner(name) {
            match node.as_flag() {
                Some(flag) => *slot = flag,
                None => at.refuse("true or false"),
            }
        }
    }

    /// One of a closed list of words; absent keeps what `slot` holds.
    pub(crate) fn choice<T>(
        &mut self,
        name: &str,
        from_name: impl FnOnce(&str) -> Option<T>,
        expected: &'static str,
        slot: &mut T,
    ) {
        let mut from_name = Some(from_name);
        self.word(name, expected, &mut |word| {
            let choice = from_name.take().and_then(|from_name| from_name(word));
            choice.map(|choice| *slot = choice).is_some()
        });
    }

    /// The part of it that is the same for every list.
    #[inline(never)]
    fn word(&mut self, name: &str, expected: &'static str, take: &mut dyn FnMut(&str) -> bool) {
        if let Some((node, at)) = self.inner(name)
            && !node.as_text().is_some_and(|word| take(&word))
        {
            at.refuse(expected);
        }
    }

    /// One of a closed list of words that has to be there.
    pub(crate) fn required_choice<T>(
        &mut self,
        name: &str,
        from_name: impl FnOnce(&str) -> Option<T>,
        expected: &'static str,
        slot: &mut T,
    ) {
        if !self.has(name) {
            self.missing(name, expected);
        }
        self.choice(name, from_name, expected, slot);
    }

    /// The field `classes`: a list of 1 to 3 names of classes; absent keeps what `slot` holds.
    pub(crate) fn classes(&mut self, slot: &mut Vec<Class>) {
        const EXPECTED: &str = "a list of \"detractor\", \"passive\", \"promoter\"";
        let Some((node, at)) = self.inner("classes") else { return };
        slot.clear();
        for item in items(node, 1, 3, &at, EXPECTED) {
            match item.as_text().and_then(|name| Class::from_name(&name)) {
                Some(class) => slot.push(class),
                None => at.refuse(EXPECTED),
            }
        }
    }
}

/// Reads a text of this length; a mistake leaves `slot` as it is. U+0000 is no sign that anybody
/// writes, and not every database keeps it: refused here, the same everywhere.
pub(crate) fn text_into<N: Node>(node: &N, chars: Chars, at: &At<'_>, slot: &mut String) {
    let fits = |text: &String| {
        text.len() >= chars.min && (text.len() <= chars.max || text.chars().count() <= chars.max)
    };
    match node.as_text().filter(fits) {
        Some(text) if text.bytes().any(|byte| byte == 0) => {
            at.refuse("a text without the character U+0000");
        }
        Some(text) => *slot = text,
        None => at.refuse(chars.expected),
    }
}

/// The elements of a list with so many of them; none after a mistake.
pub(crate) fn items<N: Node>(
    node: N,
    least: usize,
    most: usize,
    at: &At<'_>,
    expected: &'static str,
) -> Vec<N> {
    let items = node.items().filter(|items| items.len() >= least && items.len() <= most);
    if items.is_none() {
        at.refuse(expected);
    }
    items.unwrap_or_default()
}

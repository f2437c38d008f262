//! A promise to a customer, and its day. The collector keeps it as one text, which
//! begins with the day: `2026-11-25: a new bag`.

/// A promise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Promise {
    /// Until which day, as `2026-11-25`; empty when none was named.
    pub day: String,
    /// What.
    pub text: String,
}

impl Promise {
    /// Reads the collector's text. One that does not begin with a day is all words.
    pub fn read(text: &str) -> Self {
        let (day, rest) = text.split_at_checked(10).unwrap_or_default();
        if !is_day(day) {
            return Self { day: String::new(), text: text.to_owned() };
        }
        let rest = rest.strip_prefix(':').unwrap_or(rest);
        Self { day: day.to_owned(), text: rest.trim().to_owned() }
    }

    /// The text that the collector keeps.
    pub fn written(&self) -> String {
        let text = self.text.trim();
        match (self.day.is_empty(), text.is_empty()) {
            (true, _) => text.to_owned(),
            (false, true) => self.day.clone(),
            (false, false) => format!("{}: {text}", self.day),
        }
    }

    /// Whether its day is over on this day, written in the same way.
    pub fn is_past(&self, today: &str) -> bool {
        !self.day.is_empty() && self.day.as_str() < today
    }
}

/// Four digits, two and two, with hyphens between.
fn is_day(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_read_as_it_was_written() {
        for (day, text) in [("2026-11-25", "a new bag: soon"), ("", "we call"), ("2026-11-25", "")]
        {
            let promise = Promise { day: day.to_owned(), text: text.to_owned() };
            assert_eq!(Promise::read(&promise.written()), promise, "{day} {text}");
        }
        assert_eq!(Promise::default().written(), "");
        for odd in ["", "2026", "2026-11-2x: no day", "ново пакување до петок"] {
            assert_eq!(Promise::read(odd).text, odd);
        }
    }

    #[test]
    fn it_is_past_when_its_day_is_over() {
        let promise = Promise::read("2026-11-25: a new bag");
        assert!(!promise.is_past("2026-11-25"));
        assert!(promise.is_past("2026-11-26") && promise.is_past("2027-01-01"));
        assert!(!Promise::read("we call").is_past("2027-01-01"));
    }
}

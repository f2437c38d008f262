//! Takes e-mail addresses and long numbers (telephones, cards, accounts) out of a comment before
//! it is shown or kept.

/// The comment with every e-mail address and every number of seven digits or more replaced by an
/// ellipsis. Spaces, dots, dashes, slashes and brackets within a number do not hide it.
///
/// ```
/// use outoften_core::themes::redacted;
/// assert_eq!(redacted("write to ana@example.org now"), "write to … now");
/// assert_eq!(redacted("call +389 (70) 123-456, please"), "call …, please");
/// assert_eq!(redacted("30 of 100 were late"), "30 of 100 were late");
/// ```
#[must_use]
pub fn redacted(comment: &str) -> String {
    let without_addresses: String =
        comment.split_inclusive(char::is_whitespace).map(without_address).collect();
    without_numbers(&without_addresses)
}

/// A piece that ends in at most one white space.
fn without_address(piece: &str) -> String {
    let body = piece.trim_end();
    let at = body.find('@').filter(|at| *at > 0);
    let host_has_dot = at.and_then(|at| body.get(at..)).is_some_and(|host| host.contains('.'));
    if !host_has_dot {
        return piece.to_owned();
    }
    // Punctuation after the address belongs to the sentence.
    let tail = body.len() - body.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    let kept = piece.get(body.len() - tail..).unwrap_or_default();
    format!("\u{2026}{kept}")
}

fn without_numbers(text: &str) -> String {
    let (mut result, mut number) = (String::with_capacity(text.len()), String::new());
    for letter in text.chars() {
        let inside = " .-/()\u{a0}".contains(letter) && !number.is_empty();
        if letter.is_ascii_digit() || letter == '+' || inside {
            number.push(letter);
        } else {
            flush(&mut number, &mut result);
            result.push(letter);
        }
    }
    flush(&mut number, &mut result);
    result
}

fn flush(number: &mut String, result: &mut String) {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    if digits < 7 {
        result.push_str(number);
    } else {
        let end = number.trim_end_matches(|letter: char| !letter.is_ascii_digit()).len();
        result.push('\u{2026}');
        result.push_str(number.get(end..).unwrap_or_default());
    }
    number.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_identifies_goes_and_the_sentence_stays() {
        for (text, expected) in [
            ("", ""),
            ("ask bob.b@shop.example.com.", "ask \u{2026}."),
            ("@home it works", "@home it works"),
            ("card 4111 1111 1111 1111 was charged", "card \u{2026} was charged"),
            ("10/10, in 2026", "10/10, in 2026"),
            ("order 12345678", "order \u{2026}"),
        ] {
            assert_eq!(redacted(text), expected);
        }
    }
}

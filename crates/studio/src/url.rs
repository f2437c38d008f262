//! Texts inside links, encoded so that no text can add a part to the link.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Characters that need no encoding (RFC 3986, unreserved).
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The same, and the sign that divides an e-mail address.
const ADDRESS: &AsciiSet = &VALUE.remove(b'@');

/// A value of a query.
pub fn encoded(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// A link that begins a mail, with these headers and this body.
pub fn mailto(address: &str, fields: &[(&str, &str)]) -> String {
    let mut link = format!("mailto:{}", utf8_percent_encode(address, ADDRESS));
    for (number, (name, text)) in fields.iter().enumerate() {
        let sign = if number == 0 { '?' } else { '&' };
        link += &format!("{sign}{name}={}", encoded(text));
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_adds_no_header_to_the_mail() {
        let link = mailto("a@b.example?bcc=c@d.example&x=\r\n#%41", &[("subject", "1 & 2?")]);
        let expected =
            "mailto:a@b.example%3Fbcc%3Dc@d.example%26x%3D%0D%0A%23%2541?subject=1%20%26%202%3F";
        assert_eq!(link, expected);
        assert_eq!(mailto("ana.p+x@shop.example", &[]), "mailto:ana.p%2Bx@shop.example");
    }

    #[test]
    fn a_value_stays_one_value() {
        assert_eq!(encoded("a&b=c d/ü"), "a%26b%3Dc%20d%2F%C3%BC");
        assert_eq!(encoded("1700000000000.abc-D_9"), "1700000000000.abc-D_9");
    }
}

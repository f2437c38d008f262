//! A document inside a link: in the fragment, which browsers do not send to any server.
//!
//! The text is base64url of the document without its defaults, with a check of four letters behind it, so that a
//! link that was cut short by a mail program is recognised instead of being half a document.

use super::without_defaults::without_defaults;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use outoften_core::survey::Survey;
use serde_json::Value;

/// The beginning of a fragment that holds a document.
pub const MARK: &str = "#/design?card=";

/// Why a link holds no document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadLink {
    /// Something is missing or was changed on the way.
    CutShort,
    /// A document of another version: the field that is not known.
    NotRead(String),
}

/// The fragment for a document.
pub fn link(survey: &Survey) -> String {
    let text = without_defaults(survey).to_string();
    format!("{MARK}{}.{:04x}", URL_SAFE_NO_PAD.encode(&text), check(text.as_bytes()))
}

/// The document of a fragment; `None` when it holds none.
pub fn read(fragment: &str) -> Option<Result<Survey, BadLink>> {
    fragment.strip_prefix(MARK).map(document)
}

fn document(text: &str) -> Result<Survey, BadLink> {
    let (body, expected) = text.split_once('.').ok_or(BadLink::CutShort)?;
    let bytes = URL_SAFE_NO_PAD.decode(body).map_err(|_| BadLink::CutShort)?;
    if format!("{:04x}", check(&bytes)) != expected {
        return Err(BadLink::CutShort);
    }
    let value: Value = serde_json::from_slice(&bytes).map_err(|_| BadLink::CutShort)?;
    Survey::read(&value).map_err(|error| BadLink::NotRead(error.to_string()))
}

/// CRC-16/CCITT: enough to notice a lost end.
fn check(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xffff, |mut sum, byte| {
        sum ^= u16::from(*byte) << 8;
        for _ in 0..8 {
            sum = if sum & 0x8000 == 0 { sum << 1 } else { (sum << 1) ^ 0x1021 };
        }
        sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn survey() -> Survey {
        let mut survey = Survey::new("acme");
        survey.brand.name = "Кафе «Ана» 100 %".to_owned();
        survey
    }

    #[test]
    fn a_document_travels_through_a_link() {
        assert_eq!(read(&link(&survey())), Some(Ok(survey())));
        assert_eq!(read("#/design"), None);
        assert_eq!(check(b"123456789"), 0x29b1);
    }

    #[test]
    fn a_link_cut_anywhere_is_recognised() {
        let link = link(&survey());
        for end in MARK.len()..link.len() {
            let cut = link.get(..end).unwrap();
            assert_eq!(read(cut), Some(Err(BadLink::CutShort)), "{cut}");
        }
    }

    #[test]
    fn a_document_of_a_newer_version_names_the_field() {
        let text = r#"{"id":"a","sparkle":1}"#;
        let text = format!("{}.{:04x}", URL_SAFE_NO_PAD.encode(text), check(text.as_bytes()));
        let Err(BadLink::NotRead(message)) = document(&text) else { panic!("accepted") };
        assert!(message.contains("sparkle"), "{message}");
    }
}

//! Texts that are not UTF-8, decoded by the browser.

use outoften_answer_file::{Convert, Encoding};
use web_sys::{TextDecodeOptions, TextDecoder};

/// The browser's decoder of one encoding; none where the browser does not know it.
pub struct BrowserDecoder(Option<TextDecoder>);

impl Convert for BrowserDecoder {
    fn new(encoding: &'static Encoding) -> Self {
        Self(TextDecoder::new_with_label(encoding.name()).ok())
    }

    fn convert(&mut self, piece: &[u8], output: &mut Vec<u8>, last: bool) {
        output.clear();
        let options = TextDecodeOptions::new();
        options.set_stream(!last);
        let decoded = self
            .0
            .as_ref()
            .and_then(|decoder| decoder.decode_with_u8_array_and_options(piece, &options).ok());
        match decoded {
            Some(text) => output.extend_from_slice(text.as_bytes()),
            None => output.extend_from_slice(piece),
        }
    }
}

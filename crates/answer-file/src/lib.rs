//! Files of answers as UTF-8 for `outoften_core::reading`: texts of any encoding, and the sheets of
//! workbooks. Nothing is opened here, so the command line and the browser share it.
//!
//! ```
//! use outoften_answer_file::Decoder;
//! let mut decoder: Decoder = Decoder::new(None);
//! let mut text = decoder.push(b"score;why\n9;sch\xf6n und gr\xfcndlich\n").to_vec();
//! text.extend_from_slice(decoder.finish());
//! assert!(String::from_utf8(text).unwrap().ends_with("schön und gründlich\n"));
//! ```

mod decode;
mod error;
mod guard;
mod workbook;

pub use decode::{Convert, Decoder, ReadAs};
pub use encoding_rs::{Decoder as NativeDecoder, Encoding};
pub use error::FileError;
pub use workbook::{Nowhere, WORKBOOK_BYTES_MAX, Workbook, is_workbook};

//! The compressed twins: `.br` and `.gz`, at the highest level, without a date in them.

use std::io::Write;

use anyhow::{Context, Result};

use super::manifest::Sizes;

/// How long a file may take to become small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// What visitors download.
    Most,
    /// What the few people download who work with the Studio: a tenth larger, in a tenth of the
    /// time.
    Some,
}

/// Brotli, quality 11 or 7.
///
/// # Errors
/// Never for bytes in memory; passed on all the same.
pub fn brotli(bytes: &[u8], effort: Effort) -> Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: if effort == Effort::Most { 11 } else { 7 },
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).context("compressing by brotli")?;
    Ok(out)
}

/// Gzip, level 9.
///
/// # Errors
/// Never for bytes in memory; passed on all the same.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).context("compressing by gzip")?;
    encoder.finish().context("compressing by gzip")
}

/// What a file and its twins weigh.
pub fn sizes(bytes: &[u8], gzip: &[u8], brotli: &[u8]) -> Sizes {
    let [raw, gzip, brotli] = [bytes, gzip, brotli].map(|part| part.len() as u64);
    Sizes { raw, gzip, brotli }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    const TEXT: &[u8] = b"How likely are you to recommend us? How likely are you to recommend us?";

    #[test]
    fn what_was_compressed_reads_back() {
        let mut from_gzip = Vec::new();
        let small = gzip(TEXT).unwrap();
        flate2::read::GzDecoder::new(&small[..]).read_to_end(&mut from_gzip).unwrap();
        assert_eq!(from_gzip, TEXT);

        let mut from_brotli = Vec::new();
        let smaller = brotli(TEXT, Effort::Most).unwrap();
        brotli::BrotliDecompress(&mut &smaller[..], &mut from_brotli).unwrap();
        assert_eq!(from_brotli, TEXT);
        assert!(smaller.len() < small.len() && small.len() < TEXT.len());
    }

    #[test]
    fn gzip_holds_no_date() {
        assert_eq!(gzip(TEXT).unwrap().get(4..8), Some(&[0, 0, 0, 0][..]));
    }
}

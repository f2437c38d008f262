//! Bytes to UTF-8: by the byte order mark, else by the first letters beyond ASCII.
//!
//! An encoding that somebody names decides; what the letters look like is found out all the same, see
//! [`ReadAs`]. What the encoding has no letter for comes out as a byte that is no UTF-8, so that whoever stores
//! texts sees it. Nothing is replaced here.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// How much is looked at from the first letter beyond ASCII.
const LOOK_AHEAD_BYTES: usize = 256 << 10;
/// How much is looked at before it.
const CONTEXT_BYTES: usize = 4 << 10;
/// Begins other letters in ISO-2022-JP, which is ASCII by its bytes.
const ESCAPE: u8 = 0x1b;
/// Stands for what has no letter.
const NO_LETTER: u8 = 0xff;

/// What a file is read as, and what its letters look like; nothing as long as all of it is ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadAs {
    /// Named by somebody, or found.
    pub used: Option<&'static Encoding>,
    /// Found, whatever was named.
    pub found: Option<&'static Encoding>,
}

/// Turns pieces of one encoding into UTF-8. A letter that does not exist becomes a byte that is no
/// UTF-8, or a replacement mark.
pub trait Convert: Sized {
    /// For a text in this encoding; a mark at its beginning is taken off.
    fn new(encoding: &'static Encoding) -> Self;
    /// Puts the text of a piece in place of `output`; `last` when no more comes.
    fn convert(&mut self, piece: &[u8], output: &mut Vec<u8>, last: bool);
}

/// Works piece by piece. It finds the encoding itself; the letters are converted by `encoding_rs`,
/// or by something else that knows the same encodings, such as a browser.
pub struct Decoder<C = encoding_rs::Decoder> {
    state: State<C>,
    /// The encoding that somebody named.
    named: Option<&'static Encoding>,
    found: Option<&'static Encoding>,
    held: Vec<u8>,
    /// What came before the first letter beyond ASCII.
    context: Vec<u8>,
    output: Vec<u8>,
}

enum State<C> {
    /// Not a byte yet.
    Start,
    /// Only ASCII so far.
    Ascii,
    /// Letters beyond ASCII are collected until they tell the encoding.
    Undecided,
    Utf8,
    Other(C),
}

impl<C: Convert> Decoder<C> {
    /// With the encoding that somebody named, or one that is to be found.
    #[must_use]
    pub fn new(named: Option<&'static Encoding>) -> Self {
        // What has no ASCII in it cannot be looked at for its letters.
        let other = named.filter(|encoding| !encoding.is_ascii_compatible());
        let state = other.map_or(State::Start, of);
        let (held, context, output) = (Vec::new(), Vec::new(), Vec::new());
        Self { state, named, found: other, held, context, output }
    }

    /// What it was decoded from, as soon as that is known.
    #[must_use]
    pub fn encoding(&self) -> Option<&'static Encoding> {
        self.named.or(self.found)
    }

    /// The same, beside what the letters look like.
    #[must_use]
    pub fn read_as(&self) -> ReadAs {
        ReadAs { used: self.encoding(), found: self.found.or(self.named) }
    }

    /// UTF-8 for this piece; possibly less, the rest comes with the next.
    pub fn push<'a>(&'a mut self, piece: &'a [u8]) -> &'a [u8] {
        match &mut self.state {
            State::Utf8 => piece,
            State::Other(decoder) => {
                decoder.convert(piece, &mut self.output, false);
                &self.output
            }
            State::Start => self.begin(piece),
            State::Ascii => self.look(piece),
            State::Undecided => {
                self.held.extend_from_slice(piece);
                if self.held.len() < LOOK_AHEAD_BYTES { &[] } else { self.decide(false) }
            }
        }
    }

    /// What was still held back.
    pub fn finish(&mut self) -> &[u8] {
        match &mut self.state {
            State::Start => {
                let held = std::mem::take(&mut self.held);
                self.begin_with(&held);
                self.push_all(&held)
            }
            State::Undecided => self.decide(true),
            State::Other(decoder) => {
                decoder.convert(&[], &mut self.output, true);
                &self.output
            }
            State::Ascii | State::Utf8 => &[],
        }
    }

    /// Four bytes tell a byte order mark, or UTF-16 without one.
    fn begin<'a>(&'a mut self, piece: &'a [u8]) -> &'a [u8] {
        if self.held.is_empty() && piece.len() >= 4 {
            self.begin_with(piece);
            return self.push(piece);
        }
        self.held.extend_from_slice(piece);
        if self.held.len() < 4 {
            return &[];
        }
        let held = std::mem::take(&mut self.held);
        self.begin_with(&held);
        self.push_all(&held)
    }

    /// The same as `push`, of bytes that are ours.
    fn push_all(&mut self, bytes: &[u8]) -> &[u8] {
        let done = self.push(bytes).to_vec();
        self.output = done;
        &self.output
    }

    fn begin_with(&mut self, start: &[u8]) {
        if self.named.is_some() {
            self.state = State::Ascii;
            return;
        }
        let encoding = match start {
            _ if Encoding::for_bom(start).is_some() => {
                Encoding::for_bom(start).map(|found| found.0)
            }
            [first, 0, third, 0, ..] if *first != 0 && *third != 0 => Some(UTF_16LE),
            [0, second, 0, fourth, ..] if *second != 0 && *fourth != 0 => Some(UTF_16BE),
            _ => None,
        };
        self.found = encoding;
        self.state = encoding.map_or(State::Ascii, of);
    }

    fn look<'a>(&'a mut self, piece: &'a [u8]) -> &'a [u8] {
        if piece.is_ascii() && !piece.iter().fold(false, |found, byte| found | (*byte == ESCAPE)) {
            self.remember(piece);
            return piece;
        }
        let is_other = |byte: &u8| !byte.is_ascii() || *byte == ESCAPE;
        let first = piece.iter().position(is_other).unwrap_or(0);
        let (ascii, rest) = piece.split_at(first);
        self.remember(ascii);
        self.held = rest.to_vec();
        self.state = State::Undecided;
        ascii
    }

    /// Keeps the end of what was ASCII.
    fn remember(&mut self, ascii: &[u8]) {
        let end = ascii.get(ascii.len().saturating_sub(CONTEXT_BYTES)..).unwrap_or(ascii);
        self.context.extend_from_slice(end);
        let surplus = self.context.len().saturating_sub(CONTEXT_BYTES);
        self.context.drain(..surplus);
    }

    fn decide(&mut self, last: bool) -> &[u8] {
        let held = std::mem::take(&mut self.held);
        let found = encoding_of(&self.context, &held, last);
        self.found = Some(found);
        self.state = of(self.named.unwrap_or(found));
        match &mut self.state {
            State::Other(decoder) => decoder.convert(&held, &mut self.output, last),
            _ => self.output = held,
        }
        &self.output
    }
}

fn of<C: Convert>(encoding: &'static Encoding) -> State<C> {
    // A mark at the beginning of UTF-8 is taken off by the core.
    if encoding == UTF_8 { State::Utf8 } else { State::Other(C::new(encoding)) }
}

/// UTF-8 if it is, or all but a few letters of it; else what a detector makes of it.
fn encoding_of(context: &[u8], text: &[u8], last: bool) -> &'static Encoding {
    let (mut letters, mut broken) = (0_usize, 0_usize);
    for chunk in text.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    let cut = !last && std::str::from_utf8(text).is_err_and(|error| error.error_len().is_none());
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(context, false);
    detector.feed(text, last);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let is_utf_8 = broken == 0 || cut || (letters >= 10 && letters >= 9 * broken);
    if is_utf_8 && !(letters == 0 && guess == ISO_2022_JP) { UTF_8 } else { guess }
}

impl Convert for encoding_rs::Decoder {
    fn new(encoding: &'static Encoding) -> Self {
        encoding.new_decoder_with_bom_removal()
    }

    fn convert(&mut self, piece: &[u8], output: &mut Vec<u8>, last: bool) {
        output.clear();
        let mut rest = piece;
        loop {
            let space = self
                .max_utf8_buffer_length_without_replacement(rest.len())
                .unwrap_or(rest.len() * 3)
                + 8;
            let start = output.len();
            output.resize(start + space, 0);
            let free = output.get_mut(start..).unwrap_or_default();
            let (result, read, written) = self.decode_to_utf8_without_replacement(rest, free, last);
            output.truncate(start + written);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => output.push(NO_LETTER),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], step: usize) -> (Vec<u8>, Option<&'static str>) {
        let mut decoder: Decoder = Decoder::new(None);
        let mut result = Vec::new();
        for piece in bytes.chunks(step) {
            result.extend_from_slice(decoder.push(piece));
        }
        result.extend_from_slice(decoder.finish());
        (result, decoder.encoding().map(Encoding::name))
    }

    const TEXTS: [(&str, &str); 9] = [
        (
            "windows-1252",
            "Empfehlung;Begründung\n10;sehr schön für uns alle, Öffnungszeiten wären länger schöner\n",
        ),
        ("windows-1251", "Оценка;Комментарий\n9;Очень хорошо и быстро\n3;Долго ждали ответа\n"),
        (
            "windows-1250",
            "Ocena;Komentarz\n9;bardzo dobrze, książka przyszła wcześnie\n3;źle, długo czekałem na odpowiedź\n",
        ),
        ("windows-1253", "Βαθμολογία;Σχόλιο\n9;πολύ καλά και γρήγορα\n"),
        ("Shift_JIS", "評価;コメント\n9;とても良かったです\n3;待ち時間が長い\n"),
        ("EUC-KR", "점수;의견\n9;아주 좋았습니다\n3;너무 오래 기다렸어요\n"),
        ("GBK", "评分;评论\n9;非常好，很快\n3;等了很长时间，不满意\n"),
        ("Big5", "評分;意見\n9;非常好，很快就收到\n3;等了很久，不滿意\n"),
        ("ISO-2022-JP", "評価;コメント\n9;とても良かったです\n"),
    ];

    #[test]
    fn encodings_are_told_apart_and_keep_every_letter() {
        for (name, text) in TEXTS {
            let encoding = Encoding::for_label(name.as_bytes()).unwrap();
            let (bytes, ..) = encoding.encode(text);
            for step in [1, 7, 1 << 16] {
                let (found, told) = decoded(&bytes, step);
                assert_eq!(String::from_utf8(found).unwrap(), text, "{name} {step}");
                assert!(told.is_some());
            }
        }
    }

    #[test]
    fn a_named_encoding_decides_and_what_is_found_is_said_beside_it() {
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(TEXTS[0].1);
        for step in [1, 1 << 16] {
            let mut decoder: Decoder = Decoder::new(Some(encoding_rs::WINDOWS_1251));
            let mut text = Vec::new();
            for piece in bytes.chunks(step) {
                text.extend_from_slice(decoder.push(piece));
            }
            text.extend_from_slice(decoder.finish());
            assert_eq!(text, encoding_rs::WINDOWS_1251.decode(&bytes).0.as_bytes());
            let read_as = decoder.read_as();
            assert_eq!(read_as.used, Some(encoding_rs::WINDOWS_1251));
            assert_eq!(read_as.found, Some(encoding_rs::WINDOWS_1252));
        }
        let mut decoder: Decoder = Decoder::new(Some(UTF_16LE));
        assert_eq!(decoder.push(b"9\0\n\0"), b"9\n");
        assert_eq!(decoder.read_as().found, Some(UTF_16LE));
    }

    #[test]
    fn utf_8_and_utf_16_pass() {
        let text = "score;comment\n9;caf\u{e9} \u{1f600}\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for step in 1..=40 {
            assert_eq!(decoded(text.as_bytes(), step).0, text.as_bytes());
            assert_eq!(
                decoded(&[b"\xff\xfe", little.as_slice()].concat(), step).0,
                text.as_bytes()
            );
            assert_eq!(decoded(&[b"\xfe\xff", big.as_slice()].concat(), step).0, text.as_bytes());
            assert_eq!(decoded(&little, step).0, text.as_bytes());
        }
        assert_eq!(decoded(b"", 1).0, b"");
        assert_eq!(decoded(b"9", 1).0, b"9");
    }

    #[test]
    fn a_broken_letter_stays_broken() {
        let mut text = "score,comment\n9,ééééééééééééé\n".repeat(3).into_bytes();
        text.extend_from_slice(b"8,\xe9 x\n");
        let (found, told) = decoded(&text, 5);
        assert_eq!((found, told), (text, Some("UTF-8")));
        let (found, _) = decoded(b"\xff\xfe9\0\n\0\x3d\xd8", 3);
        assert_eq!(found, b"9\n\xff");
    }
}

//! Writes what one pass makes of a text. This is the loop in which conversion spends its time.

use super::compile::layout::Info;
use super::matcher::{Matcher, Step};

/// What [`write()`] wrote, as text.
///
/// The compiler of tables writes characters and texts only, and each step begins and ends between characters, so the
/// bytes are UTF-8; checking it again took a quarter of the time: 24% of t2s, with s2t at 303 instead of 385 MB/s in the
/// same minute. Tests check it all the same.
#[allow(unsafe_code, reason = "measured: a third more speed")]
pub(super) fn text(bytes: Vec<u8>) -> String {
    debug_assert!(std::str::from_utf8(&bytes).is_ok());
    // SAFETY: every part of `bytes` was copied by `write` from a text between two of its characters, from the pool of
    // texts where the compiler put one, or from the encoding of a `char` in an `Info`.
    unsafe { String::from_utf8_unchecked(bytes) }
}

/// Bytes under way. They are counted apart from the vector's length, so that writing four or eight bytes at once, of
/// which fewer may count, costs one comparison.
struct Out<'v> {
    bytes: &'v mut Vec<u8>,
    at: usize,
}

impl Out<'_> {
    #[inline(always)]
    fn put<const N: usize>(&mut self, content: [u8; N], count: usize) {
        if self.at + N > self.bytes.len() {
            self.grow(N);
        }
        self.bytes[self.at..self.at + N].copy_from_slice(&content);
        self.at += count;
    }

    fn put_all(&mut self, content: &[u8]) {
        if self.at + content.len() > self.bytes.len() {
            self.grow(content.len());
        }
        self.bytes[self.at..self.at + content.len()].copy_from_slice(content);
        self.at += content.len();
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) {
        let len = (self.at + more).max(self.bytes.len() + self.bytes.len() / 2).next_multiple_of(64);
        self.bytes.resize(len, 0);
    }
}

/// Converts `text` onto the end of `out`, but begins no step at `limit` or after it unless that is inside a phrase or a
/// character. Gives how many bytes are done.
pub(super) fn write(matcher: &Matcher, text: &str, limit: usize, out: &mut Vec<u8>) -> usize {
    let bytes = text.as_bytes();
    let start = out.len();
    out.resize(start + limit + limit / 16 + 64, 0);
    let mut out = Out { bytes: out, at: start };
    let plain_ascii = matcher.phrases.ascii_head != usize::MAX;
    let mut at = 0;
    while at < limit {
        let mut ascii = at;
        if bytes[at] < 0x80 && plain_ascii {
            at = copy_ascii(bytes, at, &mut out);
            if at >= limit
                && let Some(done) = cut_ascii(matcher, bytes, at, limit)
            {
                out.at -= at - done;
                at = done;
                break;
            }
        } else {
            ascii = usize::MAX;
        }
        let (symbol, len) = matcher.read(bytes, at);
        let info = matcher.info(symbol);
        let mut step = matcher.step_of(text, at, symbol, len, info);
        if ascii != usize::MAX
            && info.has(Info::AFTER_ASCII)
            && let Some((earlier, phrase)) = matcher.ascii_phrase(text, ascii, at)
        {
            out.at -= at - earlier;
            (at, step) = (earlier, phrase);
        }
        at += emit(matcher, text, at, step, &mut out);
    }
    let end = out.at;
    out.bytes.truncate(end);
    at
}

/// Writes what one step asks for and gives how many bytes of the text it covers.
#[inline(always)]
fn emit(matcher: &Matcher, text: &str, at: usize, step: Step, out: &mut Out) -> usize {
    match step {
        Step::Character(len, low, count) => {
            out.put(low.to_le_bytes(), count);
            len
        }
        Step::Keep(len) => {
            // A character, but near the text's end, and not a whole description sequence.
            match text.as_bytes().get(at..at + 4).and_then(|rest| rest.first_chunk::<4>()) {
                Some(four) if len <= 4 => out.put(*four, len),
                _ => out.put_all(&text.as_bytes()[at..at + len]),
            }
            len
        }
        Step::ByCharacter(len) => {
            let mut done = 0;
            while done < len {
                let step = matcher.character(text, at + done);
                done += emit_character(matcher, text, at + done, step, out);
            }
            len
        }
        other => emit_character(matcher, text, at, other, out),
    }
}

fn emit_character(matcher: &Matcher, text: &str, at: usize, step: Step, out: &mut Out) -> usize {
    match step {
        Step::Character(len, low, count) => {
            out.put(low.to_le_bytes(), count);
            len
        }
        Step::Keep(len) | Step::ByCharacter(len) => {
            match text.as_bytes().get(at..at + 4).and_then(|rest| rest.first_chunk::<4>()) {
                Some(four) if len <= 4 => out.put(*four, len),
                _ => out.put_all(&text.as_bytes()[at..at + len]),
            }
            len
        }
        Step::Text(len, value) => {
            out.put_all(&matcher.pool.as_bytes()[value.at()..value.at() + value.bytes()]);
            len
        }
        Step::Variant(len) => {
            let variant = text[at..].chars().next().unwrap_or_default();
            out.put_all(matcher.alphabet.normal(variant).encode_utf8(&mut [0; 4]).as_bytes());
            len
        }
    }
}

/// Copies the ASCII from `at` on and gives where it ends.
#[inline(always)]
fn copy_ascii(bytes: &[u8], mut at: usize, out: &mut Out) -> usize {
    while let Some(eight) = bytes.get(at..at + 8).and_then(|rest| rest.first_chunk::<8>()) {
        let high = u64::from_le_bytes(*eight) & 0x8080_8080_8080_8080;
        let count = high.trailing_zeros() as usize / 8;
        out.put(*eight, count);
        at += count;
        if count < 8 {
            return at;
        }
    }
    while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii()) {
        out.put([*byte], 1);
        at += 1;
    }
    at
}

/// Where a piece may be cut when its ASCII reaches from before `limit` up to `at`: not where a phrase may yet turn out
/// to begin. `None` if it has to go on.
#[cold]
fn cut_ascii(matcher: &Matcher, bytes: &[u8], at: usize, limit: usize) -> Option<usize> {
    if at == bytes.len() && limit == bytes.len() {
        return Some(at);
    }
    (at > limit + matcher.phrases.ascii_head).then_some(limit)
}

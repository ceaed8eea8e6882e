//! Plain text of any length, in constant memory.

use super::output::Output;
use crate::cli::Failure;
use crate::convert::{Converter, Finding, FindingKind, Page, exact};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::RelPath;
use std::io::{self, ErrorKind, Read};

/// How many bytes are read at once.
const READ: usize = 1 << 15;
/// A line longer than this is converted in parts.
const LINE: usize = 1 << 17;
/// How many findings are kept; the rest are not worth their memory.
const FINDINGS: usize = 100;

/// Why a stream stopped before its end.
pub(super) enum Stopped {
    Read(io::Error),
    Write(Failure),
    /// The byte at `offset` is not UTF-8. Everything before it has been converted and written.
    NotUtf8 {
        offset: u64,
        looks_like: Option<&'static str>,
    },
}

/// How many characters of what a finding is about are shown.
const SHOWN: usize = 24;

/// A finding with its line, from 1, and the words that it is about.
pub(super) type Found = (u64, FindingKind, String);

/// Converts everything that `input` gives.
pub(super) fn convert(input: &mut dyn Read, converter: &Converter, output: &mut Output) -> Result<Vec<Found>, Stopped> {
    let mut lines = Lines {
        page: converter.page(),
        exact: converter.exact().map(|engine| (engine.stream(), Vec::new())),
        pending: String::new(),
        line: 1,
        found: Vec::new(),
    };
    let mut bytes = vec![0; READ];
    let (mut held, mut offset) = (0, 0);
    loop {
        let read = read(input, &mut bytes[held..])?;
        let filled = held + read;
        // A character that the read cut through goes on with the next one, unless the text ends there.
        let whole = filled - if read == 0 { 0 } else { cut_through(&bytes[..filled]) };
        let (text, wrong) = match std::str::from_utf8(&bytes[..whole]) {
            Ok(text) => (text, false),
            Err(error) => (std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(), true),
        };
        let valid = text.len();
        offset += valid as u64;
        lines.push(text, output).map_err(Stopped::Write)?;
        if wrong {
            lines.flush(output).map_err(Stopped::Write)?;
            // A few bytes look like anything.
            let rest = Some(&bytes[valid..filled]).filter(|rest| rest.len() > 16);
            let looks_like = rest.and_then(|rest| crate::source::decode(rest).err()?.looks_like);
            return Err(Stopped::NotUtf8 { offset, looks_like });
        }
        if output.is_deaf() {
            return Ok(lines.found);
        }
        if read == 0 {
            break;
        }
        bytes.copy_within(valid..filled, 0);
        held = filled - valid;
    }
    lines.flush(output).map_err(Stopped::Write)?;
    Ok(lines.found)
}

/// How many bytes at the end are the beginning of a character that goes on.
fn cut_through(bytes: &[u8]) -> usize {
    for (back, byte) in bytes.iter().rev().take(3).enumerate() {
        let length = match byte {
            0x80..0xC0 => continue,
            0xC0..0xE0 => 2,
            0xE0..0xF0 => 3,
            0xF0..=0xFF => 4,
            0..0x80 => 1,
        };
        return if length > back + 1 { back + 1 } else { 0 };
    }
    0
}

/// Reads what there is; nothing at the end.
fn read(input: &mut dyn Read, bytes: &mut [u8]) -> Result<usize, Stopped> {
    loop {
        match input.read(bytes) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            other => return other.map_err(Stopped::Read),
        }
    }
}

/// Text into lines, each of which is a run.
struct Lines<'c> {
    page: Page,
    /// In exact mode, the engine's own stream, which needs no lines, and what it has settled.
    exact: Option<(exact::Stream<'c>, Vec<u8>)>,
    pending: String,
    line: u64,
    found: Vec<Found>,
}

impl Lines<'_> {
    fn push(&mut self, text: &str, output: &mut Output) -> Result<(), Failure> {
        if let Some((stream, settled)) = &mut self.exact {
            settled.clear();
            stream.push(text, settled);
            return output.write(settled);
        }
        let mut rest = text;
        if !self.pending.is_empty()
            && let Some(end) = memchr::memchr(b'\n', rest.as_bytes())
        {
            self.pending.push_str(&rest[..=end]);
            rest = &rest[end + 1..];
            self.settle(self.pending.len(), output)?;
        }
        if self.pending.is_empty()
            && let Some(end) = memchr::memrchr(b'\n', rest.as_bytes())
        {
            // Whole lines are converted where they lie.
            self.convert(&rest[..=end], output)?;
            rest = &rest[end + 1..];
        }
        self.pending.push_str(rest);
        while self.pending.len() > LINE {
            // Where the line is divided depends on the line alone, not on how it was read.
            let end = resting_place(&self.pending[..self.pending.floor_char_boundary(LINE)]);
            self.settle(end, output)?;
        }
        Ok(())
    }

    /// Converts what is pending, up to `end`.
    fn settle(&mut self, end: usize, output: &mut Output) -> Result<(), Failure> {
        let mut pending = std::mem::take(&mut self.pending);
        self.convert(&pending[..end], output)?;
        pending.drain(..end);
        self.pending = pending;
        Ok(())
    }

    fn flush(&mut self, output: &mut Output) -> Result<(), Failure> {
        if let Some((stream, mut settled)) = self.exact.take() {
            settled.clear();
            stream.finish(&mut settled);
            return output.write(&settled);
        }
        let whole = std::mem::take(&mut self.pending);
        self.convert(&whole, output)
    }

    fn convert(&mut self, text: &str, output: &mut Output) -> Result<(), Failure> {
        let (converted, findings) = self.page.lines(text);
        let room = FINDINGS.saturating_sub(self.found.len());
        let found = findings.into_iter().take(room).map(|(line, Finding { range, kind, .. })| {
            let words = text.split_inclusive('\n').nth(line).and_then(|line| line.get(range)).unwrap_or_default();
            (self.line + line as u64, kind, shortened(words.trim()))
        });
        self.found.extend(found);
        self.line += memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64;
        output.write(converted.as_bytes())
    }
}

/// Where a line of more than [`LINE`] bytes may be divided: after its last character that no word holds.
fn resting_place(text: &str) -> usize {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '，' | '、' | '；' | '\u{3000}') || c.is_ascii_whitespace();
    text.rfind(ends).map_or(text.len(), |at| at + text[at..].chars().next().map_or(0, char::len_utf8))
}

/// The beginning of `words`.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// The findings for people: what is of one kind in one line is said once.
pub(super) fn diagnostics(found: &[Found], name: &RelPath) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for same in found.chunk_by(|(line, kind, _), (next, other, _)| line == next && kind == other) {
        let [(line, kind, words), ..] = same else { continue };
        let all_words = || same.iter().map(|(_, _, words)| words.as_str()).collect::<Vec<_>>().join("`, `");
        all.push(match kind {
            FindingKind::Mark { message, help } => {
                Diagnostic::new(Code::ConversionMarkup, name, format!("line {line}: {message}")).help(*help)
            }
            FindingKind::Japanese => Diagnostic::new(
                Code::UnmarkedJapanese,
                name,
                match same {
                    [_] => format!("line {line}: `{words}` looks Japanese and is left as it is"),
                    _ => format!("line {line}: `{}` look Japanese and are left as they are", all_words()),
                },
            ),
            FindingKind::WrongScript => Diagnostic::new(
                Code::WrongScript,
                name,
                format!("line {line}: `{words}` is in the other script and is left as it is"),
            ),
        });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::cut_through;

    #[test]
    fn a_character_is_not_cut_through() {
        for text in ["a", "é", "头", "𠀀", ""] {
            let text = format!("x{text}");
            assert_eq!(cut_through(text.as_bytes()), 0, "{text}");
            for end in 2..text.len() {
                assert_eq!(cut_through(&text.as_bytes()[..end]), end - 1, "{text} up to {end}");
            }
        }
        assert_eq!(cut_through(&[]), 0);
        assert_eq!(cut_through(&[0x80; 5]), 0);
    }
}

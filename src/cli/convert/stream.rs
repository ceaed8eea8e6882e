//! Plain text of any length, in constant memory.

use super::output::Output;
use crate::cli::Failure;
use crate::convert::{Converter, Finding, FindingKind, Page, exact};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::RelPath;
use std::io::{self, ErrorKind, Read};

/// How many bytes are read at once.
const READ: usize = 1 << 18;
/// A line longer than this is converted in parts.
const LINE: usize = 1 << 20;
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

/// A finding with its line, from 1.
pub(super) type Found = (u64, Finding);

/// Converts everything that `input` gives.
pub(super) fn convert(input: &mut dyn Read, converter: &Converter, output: &mut Output) -> Result<Vec<Found>, Stopped> {
    let mut lines = Lines {
        page: converter.page(),
        exact: converter.exact().map(|engine| (engine.stream(), Vec::new())),
        pending: String::new(),
        line: 1,
        found: Vec::new(),
    };
    let mut reader = Utf8 { input, bytes: Vec::with_capacity(READ + 4), offset: 0 };
    while let Some(text) = reader.next(&mut lines, output)? {
        lines.push(&text, output).map_err(Stopped::Write)?;
        if output.is_deaf() {
            return Ok(lines.found);
        }
    }
    lines.flush(output).map_err(Stopped::Write)?;
    Ok(lines.found)
}

/// Bytes into text, across the ends of reads.
struct Utf8<'r> {
    input: &'r mut dyn Read,
    /// The bytes of a character that the last read cut through.
    bytes: Vec<u8>,
    offset: u64,
}

impl Utf8<'_> {
    /// The next text; `None` at the end. What was decoded before a wrong byte is converted first.
    fn next(&mut self, lines: &mut Lines<'_>, output: &mut Output) -> Result<Option<String>, Stopped> {
        let held = self.bytes.len();
        self.bytes.resize(held + READ, 0);
        let read = loop {
            match self.input.read(&mut self.bytes[held..]) {
                Ok(read) => break read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Stopped::Read(error)),
            }
        };
        self.bytes.truncate(held + read);
        let (valid, wrong) = match std::str::from_utf8(&self.bytes) {
            Ok(text) => (text.len(), false),
            Err(error) => (error.valid_up_to(), error.error_len().is_some() || read == 0),
        };
        let rest = self.bytes.split_off(valid);
        let bytes = std::mem::replace(&mut self.bytes, rest);
        let text = String::from_utf8(bytes).expect("the bytes up to the first wrong one are UTF-8");
        self.offset += valid as u64;
        if wrong {
            lines.push(&text, output).and_then(|()| lines.flush(output)).map_err(Stopped::Write)?;
            let looks_like = crate::source::decode(std::mem::take(&mut self.bytes)).err().and_then(|e| e.looks_like);
            return Err(Stopped::NotUtf8 { offset: self.offset, looks_like });
        }
        Ok(if read == 0 { None } else { Some(text) })
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
        self.pending.push_str(text);
        let end = match memchr::memrchr(b'\n', self.pending.as_bytes()) {
            Some(end) => end + 1,
            None if self.pending.len() > LINE => resting_place(&self.pending),
            None => return Ok(()),
        };
        let rest = self.pending.split_off(end);
        let whole = std::mem::replace(&mut self.pending, rest);
        self.convert(&whole, output)
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
        self.found.extend(findings.into_iter().take(room).map(|(line, finding)| (self.line + line as u64, finding)));
        self.line += memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64;
        output.write(converted.as_bytes())
    }
}

/// Where a line of more than [`LINE`] bytes may be divided: after its last character that no word holds.
fn resting_place(text: &str) -> usize {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '，' | '、' | '；' | '\u{3000}') || c.is_ascii_whitespace();
    text.rfind(ends).map_or(text.len(), |at| at + text[at..].chars().next().map_or(0, char::len_utf8))
}

/// The findings for people.
pub(super) fn diagnostics(found: &[Found], name: &RelPath) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for (line, finding) in found {
        all.push(match &finding.kind {
            FindingKind::Mark { message, help } => {
                Diagnostic::new(Code::ConversionMarkup, name, format!("line {line}: {message}")).help(*help)
            }
            FindingKind::Japanese => Diagnostic::new(
                Code::UnmarkedJapanese,
                name,
                format!("line {line}: looks Japanese in part, which is left as it is"),
            ),
            FindingKind::WrongScript => Diagnostic::new(
                Code::WrongScript,
                name,
                format!("line {line}: is in the other script, and is left as it is"),
            ),
        });
    }
    all
}

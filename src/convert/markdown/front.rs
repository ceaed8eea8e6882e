//! The texts of a front matter that readers read, by their places; its keys, ids and dates stay.

use crate::content::front::split::{Form, Split, split};
use std::ops::Range;

/// Keys whose values are sentences for readers.
const READABLE: [&str; 8] =
    ["title", "link-title", "link_title", "linkTitle", "subtitle", "description", "summary", "caption"];

/// A file's front matter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// Where the body begins; 0 without front matter.
    pub(super) end: usize,
    /// The values that readers read, quotes not included.
    pub(super) texts: Vec<Range<usize>>,
}

/// Finds the front matter of `text`, as a document's is found. Without an end there is none.
pub(super) fn find(text: &str) -> Front {
    let Split::Some(part) = split(text) else { return Front::default() };
    let mut front = Front { end: part.body, texts: Vec::new() };
    let mut lines = Lines { text: &text[..part.inner.end], at: part.inner.start };
    let mut top = true;
    while let Some((start, line)) = lines.next() {
        // What follows a TOML table's head belongs to that table.
        top &= !(part.form == Form::Toml && line.trim_start().starts_with('['));
        if top && let Some(value) = value(line, if part.form == Form::Yaml { ':' } else { '=' }) {
            front.texts.extend(texts(&mut lines, start + value.start..start + value.end));
        }
    }
    front
}

/// Lines with their places, without their ends.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lines<'t> {
    fn next(&mut self) -> Option<(usize, &'t str)> {
        let (start, line) = self.peek()?;
        self.at = (start + line.len() + 1).min(self.text.len());
        Some((start, line))
    }

    fn peek(&self) -> Option<(usize, &'t str)> {
        let rest = &self.text[self.at..];
        let end = rest.find('\n').unwrap_or(rest.len());
        (!rest.is_empty()).then(|| (self.at, &rest[..end]))
    }
}

/// The value of a readable key on this line, spaces around it not included.
fn value(line: &str, sign: char) -> Option<Range<usize>> {
    let at = line.find(sign)?;
    let key = line[..at].trim_end().trim_matches(['"', '\'']);
    if !READABLE.contains(&key) || line.starts_with([' ', '\t']) {
        return None;
    }
    let value = line[at + 1..].trim();
    let start = line.len() - line[at + 1..].trim_start().len();
    (!value.is_empty()).then(|| start..start + value.len())
}

/// The texts of a value that begins at `value`, which ends with its line: one for each line that it has.
fn texts(lines: &mut Lines<'_>, value: Range<usize>) -> Vec<Range<usize>> {
    let written = &lines.text[value.clone()];
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        if written.starts_with(quote) {
            return quoted(lines, value.start + quote.len(), quote);
        }
    }
    if written.starts_with(['|', '>']) {
        let mut texts = Vec::new();
        while let Some((start, line)) =
            lines.peek().filter(|(_, line)| line.starts_with([' ', '\t']) || line.trim().is_empty())
        {
            lines.next();
            texts.push(start..start + line.trim_end().len());
        }
        return texts;
    }
    if written.starts_with(['[', '{', '&', '*', '!', '#']) {
        return Vec::new();
    }
    let end = written.find(" #").unwrap_or(written.len());
    std::iter::once(value.start..value.start + end).collect()
}

/// The lines of a quoted text from `start` up to its closing `quote`.
fn quoted(lines: &mut Lines<'_>, start: usize, quote: &str) -> Vec<Range<usize>> {
    let escapes = quote.starts_with('"');
    let mut texts = Vec::new();
    let mut from = start;
    loop {
        let end = lines.text[from..].find('\n').map_or(lines.text.len(), |end| from + end);
        let mut at = from;
        while at < end {
            let rest = &lines.text[at..end];
            if rest.starts_with(quote) {
                texts.push(from..at);
                return texts;
            }
            let mut chars = rest.chars();
            let c = chars.next().map_or(1, char::len_utf8);
            let skipped = if escapes && rest.starts_with('\\') { chars.next().map_or(0, char::len_utf8) } else { 0 };
            at += c + skipped;
        }
        texts.push(from..end);
        match lines.next() {
            Some((start, _)) => from = start,
            None => return texts,
        }
    }
}

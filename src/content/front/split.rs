//! Where front matter begins and ends.

use crate::source::Span;
use std::ops::Range;

/// The two forms of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Between lines of `+++`.
    Toml,
    /// Between lines of `---`; `...` may end it as well.
    Yaml,
}

impl Form {
    /// The line that opens it.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Toml => "+++",
            Self::Yaml => "---",
        }
    }
}

/// Front matter inside a text. All offsets are bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// How it is written.
    pub form: Form,
    /// What stands between the marks.
    pub inner: Range<usize>,
    /// Where the body begins.
    pub body: usize,
}

/// What [`split`] found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Split {
    /// No front matter: the text begins with its body.
    None,
    /// A front matter.
    Some(Part),
    /// A front matter that never ends; the span of its opening line.
    Endless(Form, Span),
    /// What was meant as one and is not, because of how its first line is written; the span of that line.
    Missed(Form, Span),
    /// The same where lines end with CR alone, so that there is no line but one.
    OneLine(Form, Span),
    /// One in JSON, Hugo's third form; the span of its first line.
    Json(Span),
}

/// Finds the front matter of `text`. It stands at the beginning, perhaps behind blank lines; its marks stand alone on their
/// lines.
pub fn split(text: &str) -> Split {
    let first = first_line(text);
    let start = after(text, first.end);
    let form = match text[first.clone()].trim_end() {
        // A rule may follow a blank line; what looks like a key behind it tells.
        "+++" if first.start == 0 || begins_keys(Form::Toml, &text[start..]) => Form::Toml,
        "---" if first.start == 0 || begins_keys(Form::Yaml, &text[start..]) => Form::Yaml,
        _ if is_json(&text[first.start..]) => return Split::Json(Span::new(first.start, first.end)),
        _ => return missed(text, first),
    };
    let mut at = start;
    while at < text.len() {
        let line = line_at(text, at);
        let content = text[line.clone()].trim_end();
        if content == form.mark() || (form == Form::Yaml && content == "...") {
            return Split::Some(Part { form, inner: start..at, body: after(text, line.end) });
        }
        at = after(text, line.end);
    }
    Split::Endless(form, Span::new(first.start, first.start + form.mark().len()))
}

/// The first line that is not blank.
fn first_line(text: &str) -> Range<usize> {
    let mut line = line_at(text, 0);
    while line.end < text.len() && text[line.clone()].trim().is_empty() {
        line = line_at(text, line.end + 1);
    }
    line
}

/// Whether the line `first` was meant to begin a front matter: behind spaces or a byte-order mark, with a comment behind it,
/// or with lines that end with CR alone.
fn missed(text: &str, first: Range<usize>) -> Split {
    let line = text[first.clone()].trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'));
    let Some(form) = [Form::Toml, Form::Yaml].into_iter().find(|form| line.starts_with(form.mark())) else {
        return Split::None;
    };
    let behind = &line[form.mark().len()..];
    if let Some(rest) = behind.strip_prefix('\r') {
        let mark = Span::new(first.start, first.start + form.mark().len());
        return if begins_keys(form, &rest.replace('\r', "\n")) { Split::OneLine(form, mark) } else { Split::None };
    }
    let comment = behind.is_empty() || behind.starts_with(char::is_whitespace) && behind.trim_start().starts_with('#');
    if comment && begins_keys(form, &text[after(text, first.end)..]) {
        return Split::Missed(form, Span::new(first.start, first.end));
    }
    Split::None
}

/// Whether `text` begins as an object of JSON does: a brace, and a name in quotation marks with a colon behind it.
fn is_json(text: &str) -> bool {
    let inside = text.strip_prefix('{').and_then(|rest| rest.trim_start().strip_prefix('"'));
    let name = inside.and_then(|rest| rest.split_once('"')).filter(|(name, _)| !name.contains('\n'));
    name.is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
}

/// Whether the first line of `text` that is no comment looks like a key of front matter.
fn begins_keys(form: Form, text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(line) = lines.next() else { return false };
    let sign = if form == Form::Toml { '=' } else { ':' };
    let Some((key, value)) = line.split_once(sign) else { return form == Form::Toml && line.starts_with('[') };
    let key = key.trim_end().trim_matches(['"', '\'']);
    let is_key = key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    is_key && (form == Form::Toml || value.is_empty() || value.starts_with(' '))
}

fn line_at(text: &str, start: usize) -> Range<usize> {
    let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |length| start + length);
    start..end
}

fn after(text: &str, line_end: usize) -> usize {
    (line_end + 1).min(text.len())
}

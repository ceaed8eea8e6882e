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
}

/// Finds the front matter of `text`. It stands at the very beginning; its marks stand alone on their lines.
pub fn split(text: &str) -> Split {
    let first = line_at(text, 0);
    let form = match text[first.clone()].trim_end() {
        "+++" => Form::Toml,
        "---" => Form::Yaml,
        _ => return Split::None,
    };
    let start = after(text, first.end);
    let mut at = start;
    while at < text.len() {
        let line = line_at(text, at);
        let content = text[line.clone()].trim_end();
        if content == form.mark() || (form == Form::Yaml && content == "...") {
            return Split::Some(Part { form, inner: start..at, body: after(text, line.end) });
        }
        at = after(text, line.end);
    }
    Split::Endless(form, Span::new(0, form.mark().len()))
}

fn line_at(text: &str, start: usize) -> Range<usize> {
    let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |length| start + length);
    start..end
}

fn after(text: &str, line_end: usize) -> usize {
    (line_end + 1).min(text.len())
}

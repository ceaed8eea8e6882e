//! Diagnostics for people at a terminal: message, place, the line with a caret, help.

use super::{Diagnostic, Place, Severity};
use crate::source::{Files, RelPath, Span, decode};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::collections::VecDeque;

/// The largest file that is read again to show a line of it, in bytes.
const LIMIT: u64 = 64 << 20;

/// How many lines of a span are shown. A front matter without an end would fill the screen otherwise.
const LINES: usize = 6;

/// How much of one line is read for showing, in bytes: the renderer shows what a terminal's width holds of it.
const LINE: usize = 1 << 16;

/// A part of a source text: whole lines, unless they are too long to show.
struct Window {
    text: String,
    /// The number of its first line, from 1.
    line: usize,
    /// Where the span lies in it.
    span: std::ops::Range<usize>,
}

/// How many texts are kept for the next findings: those of a translation are about it and its original.
const KEPT: usize = 4;

/// The last texts that findings were about, so that the next ones need not read them again.
#[derive(Debug, Default)]
pub struct Shelf {
    texts: VecDeque<(RelPath, Option<String>)>,
}

impl Shelf {
    /// The text of a file; `None` if it cannot be read.
    fn text(&mut self, path: &RelPath, files: &Files) -> Option<&str> {
        if !self.texts.iter().any(|(kept, _)| kept == path) {
            self.texts.truncate(KEPT - 1);
            let text = files.read(path, LIMIT).ok().and_then(|bytes| decode(bytes).ok());
            self.texts.push_front((path.clone(), text));
        }
        self.texts.iter().find(|(kept, _)| kept == path)?.1.as_deref()
    }
}

/// Renders `diagnostic` as text that ends with a line end; with ANSI colours if `colour`.
pub fn render(diagnostic: &Diagnostic, files: &Files, colour: bool) -> String {
    render_from(&mut Shelf::default(), diagnostic, files, colour)
}

/// The same with texts that were read before.
pub fn render_from(shelf: &mut Shelf, diagnostic: &Diagnostic, files: &Files, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let places: Vec<_> = std::iter::once((&diagnostic.place, None))
        .chain(diagnostic.related.iter().map(|(place, label)| (place, Some(label.as_str()))))
        .map(|(place, label)| (place, label, read(shelf, place, files)))
        .collect();
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.name()));
    for (at, (place, label, window)) in places.iter().enumerate() {
        group = show(group, place, *label, window.as_ref(), at == 0);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = renderer.render(&[group]);
    out.push('\n');
    out
}

fn show<'a>(
    group: Group<'a>,
    place: &'a Place,
    label: Option<&'a str>,
    window: Option<&'a Window>,
    first: bool,
) -> Group<'a> {
    let Some(window) = window else {
        // The empty path is the project, which has no name of its own.
        let group = if place.path.is_root() { group } else { group.element(Origin::path(place.path.as_str())) };
        return match label {
            Some(label) => group.element(Level::NOTE.message(label)),
            None => group,
        };
    };
    let kind = if first { AnnotationKind::Primary } else { AnnotationKind::Context };
    let annotation: Annotation<'a> = kind.span(window.span.clone()).label(label);
    let source = Snippet::source(window.text.as_str()).line_start(window.line).path(place.path.as_str());
    group.element(source.annotation(annotation))
}

fn read(shelf: &mut Shelf, place: &Place, files: &Files) -> Option<Window> {
    let span = place.span?;
    Some(window(shelf.text(&place.path, files)?, span))
}

/// Cuts the lines that `span` touches out of `text`.
fn window(text: &str, span: Span) -> Window {
    let start = text.floor_char_boundary(span.start as usize);
    let end = text.floor_char_boundary(span.end as usize).max(start);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let from = text.ceil_char_boundary(line_start.max(start.saturating_sub(LINE)));
    let last = text[start..end].char_indices().filter(|(_, c)| *c == '\n').nth(LINES - 1);
    let end = last.map_or(end, |(at, _)| start + at).min(text.ceil_char_boundary(start + LINES * LINE));
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let to = text.floor_char_boundary(line_end.min(end + LINE));
    Window {
        text: text[from..to].to_owned(),
        line: memchr::memchr_iter(b'\n', &text.as_bytes()[..from]).count() + 1,
        span: start - from..end - from,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn shown(text: &str, span: Span) -> String {
        let files = Files::memory([("a.md", text)]);
        let path = RelPath::new("a.md").unwrap();
        render(&Diagnostic::new(Code::BrokenLink, &path, "`x` leads to nothing").at(span), &files, false)
    }

    #[test]
    fn carets_stand_under_wide_characters() {
        let text = "第一行\n参见[附录](x)。\n";
        let at = text.find('x').unwrap();
        let shown = shown(text, Span::new(at, at + 1));
        assert!(shown.contains("--> a.md:2:8"), "{shown}");
        let caret = shown.lines().find(|line| line.contains('^')).unwrap();
        assert_eq!(
            caret.find('^').unwrap() - caret.find('|').unwrap(),
            2 + "参见[附录](".chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
        );
    }

    #[test]
    fn long_spans_and_long_lines_are_cut() {
        let lines = "line\n".repeat(1000);
        assert!(shown(&lines, Span::new(0, lines.len())).lines().count() < 15);
        let long = "字".repeat(100_000);
        assert!(shown(&long, Span::new(150_000, 150_003)).len() < 4000, "a cut line");
        assert!(shown("", Span::new(5, 9)).contains("a.md"));
    }

    #[test]
    fn the_project_itself_has_no_path_to_show() {
        let files = Files::memory([]);
        let diagnostic = Diagnostic::new(Code::WriteFailed, &RelPath::root(), "no").help("do this");
        assert!(!render(&diagnostic, &files, false).contains("-->"));
    }
}

//! Diagnostics for people at a terminal: message, place, the line with a caret, help.

use super::{Diagnostic, Severity};
use crate::source::{Files, decode};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// The largest file that is read again to show a line of it, in bytes.
const LIMIT: u64 = 64 << 20;

/// Renders `diagnostic` as text that ends with a line end; with ANSI colours if `colour`.
pub fn render(diagnostic: &Diagnostic, files: &Files, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let places = std::iter::once((&diagnostic.place, None))
        .chain(diagnostic.related.iter().map(|(place, label)| (place, Some(label.as_str()))));
    let shown: Vec<_> = places
        .map(|(place, label)| {
            let text = place.span.and_then(|_| files.read(&place.path, LIMIT).ok()).and_then(|b| decode(b).ok());
            (place, label, text)
        })
        .collect();
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.name()));
    for (at, (place, label, text)) in shown.iter().enumerate() {
        let path = place.path.as_str();
        group = match (text, place.span) {
            (Some(text), Some(span)) => {
                let start = text.floor_char_boundary(span.start as usize);
                let end = text.floor_char_boundary(span.end as usize).max(start);
                let kind = if at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
                let annotation = kind.span(start..end).label(*label);
                group.element(Snippet::source(text.as_str()).path(path).annotation(annotation))
            }
            _ => {
                let origin = annotate_snippets::Origin::path(path);
                let group = group.element(origin);
                match label {
                    Some(label) => group.element(Level::NOTE.message(*label)),
                    None => group,
                }
            }
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = renderer.render(&[group]);
    out.push('\n');
    out
}

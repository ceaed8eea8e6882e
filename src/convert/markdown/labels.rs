//! References that are their own label, `[头发]` and `[头发][]`: where their text changes, they get the label beside it, so
//! that they still lead to their definition.

use crate::content::tree::{Element, Node};
use std::ops::Range;

/// Adds the labels of the references in `nodes` whose texts `changes` change.
pub(super) fn keep(source: &str, nodes: &[Node<'_>], changes: &mut Vec<(Range<usize>, String)>) {
    let mut changed: Vec<Range<usize>> = changes.iter().map(|(range, _)| range.clone()).collect();
    changed.sort_by_key(|range| range.start);
    for node in nodes {
        let span = match node {
            Node::Open(Element::Link { bare: false, .. }, span) | Node::Image { span, .. } => span.range(),
            _ => continue,
        };
        let Some((label, end)) = source.get(span.clone()).and_then(label) else { continue };
        if !overlaps(&changed, &span) {
            continue;
        }
        // The parser leaves an empty label out of the span.
        let (at, empty) = (span.start + end, end < span.len());
        match source[at..].starts_with("[]") {
            true => changes.push((at + 1..at + 1, label.to_owned())),
            false if empty => changes.push((at..at, label.to_owned())),
            false => changes.push((at..at, format!("[{label}]"))),
        }
    }
}

/// The label of a reference that has none beside its text, and where in `written` one goes.
fn label(written: &str) -> Option<(&str, usize)> {
    let text = written.strip_prefix('!').unwrap_or(written);
    let (text, end) = match text.strip_suffix("[]") {
        Some(text) => (text, written.len() - 1),
        None => (text, written.len()),
    };
    let label = text.strip_prefix('[')?.strip_suffix(']')?;
    // A label holds no bracket that is not escaped; whatever does has a text and a label.
    let mut escaped = false;
    let plain = label.bytes().all(|byte| {
        let plain = escaped || !matches!(byte, b'[' | b']');
        escaped = byte == b'\\' && !escaped;
        plain
    });
    (plain && !escaped).then_some((label, end))
}

/// Whether `range` overlaps one of `ranges`, which stand in order.
pub(super) fn overlaps(ranges: &[Range<usize>], range: &Range<usize>) -> bool {
    let from = ranges.partition_point(|known| known.end <= range.start);
    ranges.get(from).is_some_and(|known| known.start < range.end)
}

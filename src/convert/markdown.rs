//! Markdown in, Markdown out: only the bytes of converted text change.

mod foreign;
mod front;
mod labels;
mod splice;
#[cfg(test)]
mod tests;

use super::Converter;
use super::document::Reading;
use crate::content::markdown::{Options, parse};
use crate::diagnostic::Diagnostic;
use crate::source::RelPath;
use std::collections::BTreeSet;

/// Converts a Markdown file's text: its body, and the texts of its front matter that readers read (`title`,
/// `description` and their like). What other generators write into Markdown is read as they read it: `{{< … >}}`, `:::tip{…}`,
/// `<Tabs items={…}>`; and a reference that is its own label (`[头发]`) keeps that beside its text. Every other byte that is not converted text stays as it is. `path` is the file, for the
/// places of findings.
pub fn convert(text: &str, converter: &Converter, path: &RelPath) -> (String, Vec<Diagnostic>) {
    let front = front::find(text);
    let shortcodes = BTreeSet::new();
    let options = Options { path, chinese: true, shortcodes: &shortcodes, measured: false };
    let tree = parse(text, front.end, &options).tree;
    let reading = Reading::of(&tree, converter, path);
    let mut page = reading.outcome.page;
    let mut changes = Vec::new();
    for value in front.texts {
        let found = page.changes(&[super::Leaf::alone(&text[value.clone()])]).0;
        changes.extend(
            found
                .into_iter()
                .flatten()
                .map(|edit| (value.start + edit.range.start..value.start + edit.range.end, edit.text.into_owned())),
        );
    }
    for (slot, edits) in reading.changes {
        splice::place(text, slot.read(&tree.nodes), slot.syntax(), edits, &mut changes);
    }
    let kept = foreign::kept(text, front.end);
    changes.retain(|(range, _)| !labels::overlaps(&kept, range));
    labels::keep(text, &tree.nodes, &mut changes);
    (splice::splice(text, changes), reading.outcome.diagnostics)
}

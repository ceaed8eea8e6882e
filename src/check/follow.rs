//! One mistake, one message: what only follows from another finding is left out.
//!
//! 1. A document that cannot be read says nothing about its translations, nor they about it, until it can.
//! 2. A block of the original that has changed since its translation was made is not the same there: that is one finding.
//! 3. A message of the interface that lacks a value where a template asks for it differs from the other languages' as well.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::locale::written::{self, Written};
use crate::source::{Files, RelPath};
use std::collections::BTreeSet;

/// Findings that say that a document cannot be read, or that what stands above its text cannot.
const UNREAD: [Code; 4] = [Code::NotUtf8, Code::Unreadable, Code::MergeConflict, Code::FrontMatter];

/// Findings that come from comparing one document with another, or from looking for its translations.
const COMPARED: [Code; 10] = [
    Code::Untranslated,
    Code::MissingTranslation,
    Code::StructureDiffers,
    Code::FewerParagraphs,
    Code::CodeDiffers,
    Code::PlaceholderDiffers,
    Code::ShortcodeDiffers,
    Code::OutdatedTranslation,
    Code::TermVaries,
    Code::BrokenFragment,
];

/// `found` without what only follows. `files` are the project's.
pub fn without_followers(files: &Files, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    messages(files, changes(documents(found)))
}

fn documents(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let unread = found.iter().filter(|finding| UNREAD.contains(&finding.code));
    let unread: BTreeSet<RelPath> = unread.map(|finding| finding.place.path.clone()).collect();
    if unread.is_empty() {
        return found;
    }
    let named = |finding: &Diagnostic| unread.iter().any(|path| finding.message.contains(&format!("`{path}`")));
    let about = |finding: &Diagnostic| {
        let mut places = std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place));
        places.any(|place| unread.contains(&place.path)) || named(finding)
    };
    found.retain(|finding| !COMPARED.contains(&finding.code) || !about(finding));
    found
}

/// Differences between a translation and a block of its original that is said to have changed since.
fn changes(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let changed = found.iter().filter(|finding| finding.code == Code::OutdatedTranslation);
    let changed: BTreeSet<(RelPath, Place)> = changed
        .flat_map(|finding| finding.related.iter().map(|(of, _)| (finding.place.path.clone(), of.clone())))
        .collect();
    let expected = |finding: &Diagnostic| {
        let about = |(translation, block): &(RelPath, Place)| {
            *translation == finding.place.path && finding.related.iter().any(|(place, _)| overlap(place, block))
        };
        changed.iter().any(about)
    };
    let differs = |code: Code| COMPARED.contains(&code) && code != Code::OutdatedTranslation;
    found.retain(|finding| !differs(finding.code) || !expected(finding));
    found
}

fn overlap(a: &Place, b: &Place) -> bool {
    let spans = a.span.zip(b.span);
    a.path == b.path && spans.is_some_and(|(a, b)| a.start < b.end && b.start < a.end)
}

/// What an error says of a message that cannot be filled.
const UNFILLED: &str = "cannot be filled:";

/// Where a template lacks a value for a message, the message's place belongs to that finding.
fn messages(files: &Files, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let unfilled = |finding: &Diagnostic| finding.code == Code::Template && finding.message.contains(UNFILLED);
    if !found.iter().any(unfilled) {
        return found;
    }
    let all = written::messages(files);
    let mut known: BTreeSet<String> = BTreeSet::new();
    for finding in found.iter_mut().filter(|finding| unfilled(finding)) {
        for message in all.iter().filter(|message| lacks(&finding.message, message)) {
            let place = Place { path: message.path.clone(), span: Some(message.span) };
            finding.related.push((place, "the message".to_owned()));
            finding.help = Some("give the message this value here, or take it out of the message".to_owned());
            known.insert(format!("the message `{}` ", message.id));
        }
    }
    let is_known = |finding: &Diagnostic| known.iter().any(|named| finding.message.starts_with(named));
    found.retain(|finding| finding.code != Code::MessageDiffers || !is_known(finding));
    found
}

/// Whether `said` is about a value of this very message.
fn lacks(said: &str, message: &Written) -> bool {
    said.contains(&format!("`{}` {UNFILLED}", message.id))
        && message.values.iter().any(|value| said.contains(&format!("`${value}`")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_block_that_has_changed_is_one_finding() {
        let path = |name: &str| RelPath::new(name).unwrap();
        let (original, translation, other) = (path("a.md"), path("a.zh-Hans.md"), path("a.ja.md"));
        let of = |code, file: &RelPath, span| {
            Diagnostic::new(code, file, "x").related(&original, Some(span), "the original")
        };
        let all = vec![
            of(Code::OutdatedTranslation, &translation, Span::new(10, 90)),
            of(Code::CodeDiffers, &translation, Span::new(20, 30)),
            of(Code::StructureDiffers, &translation, Span::new(90, 95)),
            of(Code::CodeDiffers, &other, Span::new(20, 30)),
        ];
        assert_eq!(changes(all.clone()), [all[0].clone(), all[2].clone(), all[3].clone()]);
    }

    #[test]
    fn what_is_compared_with_a_document_that_cannot_be_read_waits() {
        let path = |name: &str| RelPath::new(name).unwrap();
        let (broken, other) = (path("content/a.md"), path("content/a.zh-Hans.md"));
        let all = vec![
            Diagnostic::new(Code::FrontMatter, &broken, "no end"),
            Diagnostic::new(Code::StructureDiffers, &other, "x").related(&broken, None, "the original"),
            Diagnostic::new(Code::StructureDiffers, &broken, "x"),
            Diagnostic::new(Code::BrokenFragment, &path("content/b.md"), "`content/a.md` has no `#x`"),
            Diagnostic::new(Code::BrokenFragment, &path("content/b.md"), "`content/c.md` has no `#x`"),
            Diagnostic::new(Code::BrokenLink, &broken, "the link `x` leads to nothing"),
        ];
        let kept: Vec<_> = documents(all.clone()).into_iter().map(|finding| finding.message).collect();
        assert_eq!(kept, ["no end", "`content/c.md` has no `#x`", "the link `x` leads to nothing"]);
        assert_eq!(documents(all[1..].to_vec()).len(), 5, "nothing is left out where all could be read");
    }
}

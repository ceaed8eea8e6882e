//! One mistake, one message: what only follows from another finding is left out.
//!
//! 1. Where the settings of the editions have an error, nobody can tell what an edition lacks.
//! 2. A document that cannot be read says nothing about its translations, nor they about it, until it can; and an address
//!    that leads to nothing may be one that its front matter gives.
//! 3. A block of the original that has changed since its translation was made is not the same there: that is one finding.
//! 4. A message of the interface that lacks a value where a template asks for it differs from the other languages' as well.
//! 5. Several Japanese passages of one block are one finding.
//! 6. In a block that is in the other script, its characters are no strays.
//!
//! Which findings belong together is told by their codes, their places and their subjects, never by their words.

use crate::content::{Library, Translation};
use crate::convert::document;
use crate::diagnostic::{self, Code, Diagnostic, Place, Severity, Subject};
use crate::locale::written::{self, Written};
use crate::source::{Files, RelPath};
use std::collections::{BTreeMap, BTreeSet};

/// Findings that hold only if the site has the editions that it was meant to have.
const OF_EDITIONS: [Code; 19] = [
    Code::Untranslated,
    Code::MissingTranslation,
    Code::UnknownLocale,
    Code::Orphan,
    Code::OutdatedTranslation,
    Code::UnrecordedTranslation,
    Code::MessageMissing,
    Code::MessageUntranslated,
    Code::MessageUnused,
    Code::BrokenLink,
    Code::BrokenFragment,
    Code::MissingImage,
    Code::LeavesEdition,
    Code::DuplicatePermalink,
    Code::WrongScript,
    Code::ConversionChanged,
    Code::ConversionUnlocked,
    Code::CorrectionOutdated,
    Code::CorrectionUnused,
];

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

/// Findings, and those that only follow from them.
#[derive(Debug, Default)]
pub struct Sifted {
    /// What is to be said.
    pub found: Vec<Diagnostic>,
    /// What follows from it. A comment that speaks of one of these is no idle comment.
    pub followers: Vec<Diagnostic>,
}

/// Takes out of `found` what only follows. `files` and `library` are the project's.
pub fn sift(files: &Files, library: &Library, found: Vec<Diagnostic>) -> Sifted {
    let mut sifted = Sifted { found, followers: Vec::new() };
    editions(&mut sifted);
    documents(&mut sifted);
    changes(&mut sifted);
    messages(files, &mut sifted);
    japanese(library, &mut sifted);
    scripts(library, &mut sifted);
    sifted
}

impl Sifted {
    fn leave_out(&mut self, follows: impl Fn(&Diagnostic) -> bool) {
        let (followers, found) = std::mem::take(&mut self.found).into_iter().partition(follows);
        self.found = found;
        let followers: Vec<Diagnostic> = followers;
        self.followers.extend(followers);
    }
}

fn editions(sifted: &mut Sifted) {
    let is_cause = |finding: &Diagnostic| {
        let about = matches!(finding.about.as_deref(), Some(Subject::Editions | Subject::NoEdition(_)));
        about && finding.severity == Severity::Error
    };
    if sifted.found.iter().any(is_cause) {
        sifted.leave_out(|finding| OF_EDITIONS.contains(&finding.code));
    }
}

fn documents(sifted: &mut Sifted) {
    let unread = sifted.found.iter().filter(|finding| UNREAD.contains(&finding.code));
    let unread: BTreeSet<RelPath> = unread.map(|finding| finding.place.path.clone()).collect();
    if unread.is_empty() {
        return;
    }
    let is_subject = |finding: &Diagnostic| match finding.about.as_deref() {
        Some(Subject::Document(path)) => unread.contains(path),
        _ => false,
    };
    let about = |finding: &Diagnostic| {
        let mut places = std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place));
        places.any(|place| unread.contains(&place.path)) || is_subject(finding)
    };
    let may_be_given = |finding: &Diagnostic| finding.about.as_deref() == Some(&Subject::Address);
    sifted.leave_out(|finding| COMPARED.contains(&finding.code) && about(finding) || may_be_given(finding));
}

/// Differences between a translation and a block of its original that is said to have changed since.
fn changes(sifted: &mut Sifted) {
    let changed = sifted.found.iter().filter(|finding| finding.code == Code::OutdatedTranslation);
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
    sifted.leave_out(|finding| differs(finding.code) && expected(finding));
}

fn overlap(a: &Place, b: &Place) -> bool {
    let spans = a.span.zip(b.span);
    a.path == b.path && spans.is_some_and(|(a, b)| a.start < b.end && b.start < a.end)
}

/// Where a template lacks a value for a message, the message's place belongs to that finding.
fn messages(files: &Files, sifted: &mut Sifted) {
    // A circle of messages was said where they are written.
    if sifted.found.iter().any(|finding| finding.code == Code::MessageSyntax) {
        let in_circle = |finding: &Diagnostic| message(finding).is_some_and(|(_, value)| value.is_empty());
        sifted.leave_out(|finding| finding.code == Code::Template && in_circle(finding));
    }
    let lacks = |finding: &Diagnostic| finding.code == Code::Template && message(finding).is_some();
    if !sifted.found.iter().any(lacks) {
        return;
    }
    let all = written::messages(files);
    let mut known: BTreeSet<String> = BTreeSet::new();
    for finding in sifted.found.iter_mut().filter(|finding| lacks(finding)) {
        let Some((id, value)) = message(finding).map(|(id, value)| (id.to_owned(), value.to_owned())) else { continue };
        let is_it = |message: &&Written| message.id == id && message.values.contains(&value);
        for message in all.iter().filter(is_it) {
            let place = Place { path: message.path.clone(), span: Some(message.span) };
            finding.related.push((place, "the message".to_owned()));
            finding.help = Some("give the message this value here, or take it out of the message".to_owned());
            known.insert(message.id.clone());
        }
    }
    let is_known = |finding: &Diagnostic| message(finding).is_some_and(|(id, _)| known.contains(id));
    sifted.leave_out(|finding| finding.code == Code::MessageDiffers && is_known(finding));
}

/// Japanese passages, by the block that they stand in.
fn japanese(library: &Library, sifted: &mut Sifted) {
    let is_japanese = |finding: &Diagnostic| finding.code == Code::UnmarkedJapanese;
    if sifted.found.iter().filter(|finding| is_japanese(finding)).count() < 2 {
        return;
    }
    let (passages, found) = std::mem::take(&mut sifted.found).into_iter().partition(is_japanese);
    sifted.found = found;
    let of_file = |path: &RelPath| library.translations.iter().find(|translation| translation.path == *path);
    let mut blocks: Vec<(RelPath, Option<usize>, Vec<Diagnostic>)> = Vec::new();
    let mut file: Option<&Translation> = None;
    for passage in diagnostic::sorted(passages) {
        let path = &passage.place.path;
        if file.is_none_or(|file| file.path != *path) {
            file = of_file(path).map(|file| &**file);
        }
        let start = passage.place.span.map_or(0, |at| at.start);
        let block = file.and_then(|file| file.blocks.iter().rposition(|block| block.span.start <= start));
        match blocks.last_mut() {
            Some((of, last, list)) if of == path && *last == block && block.is_some() => list.push(passage),
            _ => blocks.push((path.clone(), block, vec![passage])),
        }
    }
    for (.., list) in blocks {
        let mut list = list.into_iter();
        let Some(mut first) = list.next() else { continue };
        let more: Vec<Diagnostic> = list.collect();
        if !more.is_empty() {
            document::more_japanese(&mut first, more.len());
        }
        sifted.found.push(first);
        sifted.followers.extend(more);
    }
}

/// Characters of the other script where the whole block, or the whole file, is said to be in it.
fn scripts(library: &Library, sifted: &mut Sifted) {
    let mut foreign: BTreeMap<RelPath, BTreeSet<Option<usize>>> = BTreeMap::new();
    for finding in sifted.found.iter().filter(|finding| finding.code == Code::WrongScript) {
        let of = foreign.entry(finding.place.path.clone()).or_default();
        of.insert(block_at(library, &finding.place));
    }
    let follows = |finding: &Diagnostic| {
        let is_of_script = matches!(finding.code, Code::StrayCharacter | Code::MixedScripts);
        let of = foreign.get(&finding.place.path).filter(|_| is_of_script);
        of.is_some_and(|of| of.contains(&None) || of.contains(&block_at(library, &finding.place)))
    };
    if !foreign.is_empty() {
        sifted.leave_out(follows);
    }
}

/// The block of its document that a place is in; `None` for the document as a whole.
fn block_at(library: &Library, place: &Place) -> Option<usize> {
    let file = library.translations.iter().find(|translation| translation.path == place.path)?;
    let start = place.span?.start;
    file.blocks.iter().rposition(|block| block.span.start <= start)
}

/// The message that a finding is about, and its value.
fn message(finding: &Diagnostic) -> Option<(&str, &str)> {
    match finding.about.as_deref() {
        Some(Subject::Message { id, value }) => Some((id, value)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn path(name: &str) -> RelPath {
        RelPath::new(name).unwrap()
    }

    /// The codes of what is left of `all`.
    fn left(all: &[Diagnostic]) -> Vec<Code> {
        sift(&Files::memory([]), &Library::default(), all.to_vec())
            .found
            .into_iter()
            .map(|finding| finding.code)
            .collect()
    }

    #[test]
    fn what_an_edition_lacks_is_not_said_while_nobody_knows_the_editions() {
        let (toml, text) = (path("book.toml"), path("content/a.md"));
        let lacks = Diagnostic::new(Code::Untranslated, &text, "x");
        let wrong = Diagnostic::new(Code::LocaleTag, &toml, "x");
        let cause = wrong.clone().about(Subject::Editions);
        assert_eq!(left(&[cause.clone(), lacks.clone()]), [Code::LocaleTag]);
        assert_eq!(left(&[wrong, lacks.clone()]), [Code::LocaleTag, Code::Untranslated], "another setting");
        let sifted = sift(&Files::memory([]), &Library::default(), vec![cause, lacks.clone()]);
        assert_eq!(sifted.followers, [lacks], "a comment about it is of use");
    }

    #[test]
    fn a_block_that_has_changed_is_one_finding() {
        let (original, translation, other) = (path("a.md"), path("a.zh-Hans.md"), path("a.ja.md"));
        let of = |code, file: &RelPath, span| {
            Diagnostic::new(code, file, "x").related(&original, Some(span), "the original")
        };
        let all = [
            of(Code::OutdatedTranslation, &translation, Span::new(10, 90)),
            of(Code::CodeDiffers, &translation, Span::new(20, 30)),
            of(Code::StructureDiffers, &translation, Span::new(90, 95)),
            of(Code::CodeDiffers, &other, Span::new(20, 30)),
        ];
        assert_eq!(left(&all), [Code::OutdatedTranslation, Code::StructureDiffers, Code::CodeDiffers]);
    }

    #[test]
    fn what_is_compared_with_a_document_that_cannot_be_read_waits() {
        let (broken, other) = (path("content/a.md"), path("content/b.md"));
        let lost = |of: &str| Diagnostic::new(Code::BrokenFragment, &other, of).about(Subject::Document(path(of)));
        let all = [
            Diagnostic::new(Code::FrontMatter, &broken, "no end"),
            Diagnostic::new(Code::StructureDiffers, &path("content/a.zh-Hans.md"), "x").related(&broken, None, "x"),
            Diagnostic::new(Code::StructureDiffers, &broken, "x"),
            lost("content/a.md"),
            lost("content/c.md"),
            Diagnostic::new(Code::BrokenLink, &broken, "the link `x.md` leads to nothing"),
            Diagnostic::new(Code::BrokenLink, &other, "the link `/tags/x/` leads to nothing").about(Subject::Address),
        ];
        assert_eq!(left(&all), [Code::FrontMatter, Code::BrokenFragment, Code::BrokenLink]);
        assert_eq!(left(&all[1..]).len(), 6, "nothing is left out where all could be read");
    }
}

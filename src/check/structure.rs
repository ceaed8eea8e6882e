//! Structure: what a translation has lost of its original, or has beside it, whatever it says.
//!
//! The headings of both are compared first. Where they have the same levels in the same order, each section is compared by
//! itself; else the documents as wholes. Nothing is compared that translators rightly do in their own way: how a text is
//! divided into paragraphs counts only where much of it is missing.

use super::Input;
use crate::content::Translation;
use crate::content::blocks::BlockKind;
use crate::content::library::{Heading, TranslationId};
use crate::content::tree::LinkKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::original;
use crate::source::Span;

/// What is counted, with what one and several of it are called.
const COUNTED: [(BlockKind, &str, &str); 4] = [
    (BlockKind::Code, "code block", "code blocks"),
    (BlockKind::Image, "picture", "pictures"),
    (BlockKind::Row, "table row", "table rows"),
    (BlockKind::Math, "formula", "formulas"),
];

/// An original has at least so many paragraphs before a lack of them means anything.
const FEW: usize = 6;

/// Compares every translation with its original.
pub fn documents(input: &Input<'_>) -> Vec<Diagnostic> {
    let ids = (0_u32..).map(TranslationId).take(input.library.translations.len());
    let pairs = ids.filter_map(|id| {
        let translation = &*input.library.translations[id.0 as usize];
        let original = original::of(input.config, input.library, id)?;
        let original = &*input.library.translations[original.0 as usize];
        let shown = |one: &Translation| input.drafts || !one.front.draft;
        (shown(translation) && shown(original)).then(|| compare(translation, original))
    });
    pairs.flatten().collect()
}

fn compare(translation: &Translation, original: &Translation) -> Vec<Diagnostic> {
    let levels = |one: &Translation| one.outline.iter().map(|heading| heading.level).collect::<Vec<_>>();
    let (own, theirs) = (levels(translation), levels(original));
    let mut found = Vec::new();
    if own == theirs {
        let at = |one: &Translation, nth: usize| one.outline.get(nth).map_or(u32::MAX, |heading| heading.span.start);
        for nth in 0..=own.len() {
            let range = |one: &Translation| (if nth == 0 { 0 } else { at(one, nth - 1) }, at(one, nth));
            let heading = nth.checked_sub(1).and_then(|nth| translation.outline.get(nth));
            found.extend(counts(translation, original, range(translation), range(original), heading));
        }
    } else {
        found.push(headings(translation, original));
        found.extend(counts(translation, original, (0, u32::MAX), (0, u32::MAX), None));
    }
    found.extend(paragraphs(translation, original));
    found
}

/// How many blocks of a kind begin in a part of a text.
fn count(one: &Translation, kind: BlockKind, (from, to): (u32, u32)) -> usize {
    let inside = |span: Span| span.start >= from && span.start < to;
    // A picture may stand in a paragraph, a figure or raw HTML.
    if kind == BlockKind::Image {
        return one.links.iter().filter(|link| link.kind == LinkKind::Image && inside(link.span)).count();
    }
    one.blocks.iter().filter(|block| block.kind == kind && inside(block.span)).count()
}

fn counts(
    translation: &Translation,
    original: &Translation,
    own: (u32, u32),
    theirs: (u32, u32),
    heading: Option<&Heading>,
) -> Vec<Diagnostic> {
    let differs = COUNTED.iter().filter_map(|(kind, one, several)| {
        let (has, had) = (count(translation, *kind, own), count(original, *kind, theirs));
        let named = |count: usize| format!("{count} {}", if count == 1 { one } else { several });
        (has != had).then(|| format!("{} where the original has {had}", named(has)))
    });
    let differs: Vec<String> = differs.collect();
    let place = heading.map_or("the text".to_owned(), |heading| format!("the section `{}`", heading.text));
    let place = if heading.is_none() && own.1 != u32::MAX { "the beginning".to_owned() } else { place };
    let message = |what: String| format!("{place} has {what}");
    let help = format!("compare it with {}{}", original.path, line_hint(heading, original, translation));
    differs
        .into_iter()
        .map(|what| finding(translation, heading.map(|heading| heading.span), message(what)).help(help.clone()))
        .collect()
}

/// The heading of the original that stands at the same place, so that it can be looked for.
fn line_hint(heading: Option<&Heading>, original: &Translation, translation: &Translation) -> String {
    let nth = heading.and_then(|heading| translation.outline.iter().position(|one| one == heading));
    let theirs = nth.and_then(|nth| original.outline.get(nth));
    theirs.map_or_else(String::new, |heading| format!(", section `{}`", heading.text))
}

/// The first heading by which two outlines differ.
fn headings(translation: &Translation, original: &Translation) -> Diagnostic {
    let (own, theirs) = (&translation.outline, &original.outline);
    let same = own.iter().zip(theirs.iter()).take_while(|(own, theirs)| own.level == theirs.level).count();
    let (here, there) = (own.get(same), theirs.get(same));
    let number = |count: usize| if count == 1 { "1 heading".to_owned() } else { format!("{count} headings") };
    let shown = |heading: &Heading| format!("`{} {}`", "#".repeat(usize::from(heading.level)), heading.text);
    let message = format!("the text has {} where the original has {}", number(own.len()), theirs.len());
    let message =
        if own.len() == theirs.len() { "the headings have other levels than the original's".into() } else { message };
    let help = match (here, there) {
        (Some(here), Some(there)) => format!("{} stands where {} has {}", shown(here), original.path, shown(there)),
        (None, Some(there)) => format!("from here on {} has {}", original.path, shown(there)),
        (Some(here), None) => format!("{} has nothing that answers to {}", original.path, shown(here)),
        (None, None) => format!("compare it with {}", original.path),
    };
    let last = own.last().map(|heading| heading.span);
    finding(translation, here.map(|heading| heading.span).or(last), message).help(help)
}

/// Whether much of a text is missing.
fn paragraphs(translation: &Translation, original: &Translation) -> Option<Diagnostic> {
    let all = (0, u32::MAX);
    let (has, had) = (count(translation, BlockKind::Text, all), count(original, BlockKind::Text, all));
    (had >= FEW && has * 3 < had * 2).then(|| {
        let message = format!("the text has {has} paragraphs where the original has {had}");
        Diagnostic::new(Code::FewerParagraphs, &translation.path, message)
            .help(format!("compare it with {}; what is not translated yet may be marked as a draft", original.path))
    })
}

fn finding(translation: &Translation, span: Option<Span>, message: String) -> Diagnostic {
    let mut finding = Diagnostic::new(Code::StructureDiffers, &translation.path, message);
    finding.place.span = span;
    finding
}

#[cfg(test)]
mod tests {
    use crate::check::testing::places;
    use crate::diagnostic::Code;

    const BOOK: (&str, &str) = ("book.toml", "title = \"Book\"\n[editions.en]\nprefix = \"\"\n[editions.zh-Hans]\n");

    fn found(english: &str, chinese: &str) -> Vec<String> {
        let files = [BOOK, ("content/a.md", english), ("content/a.zh-Hans.md", chinese)];
        places(&[Code::StructureDiffers, Code::FewerParagraphs], &files)
    }

    #[test]
    fn what_was_lost_is_said_where_it_is_missing() {
        // (original, translation, findings, why)
        let cases: &[(&str, &str, &[&str], &str)] = &[
            ("# A\n\nx\n\n## B\n\ny", "# 甲\n\n子\n\n丑\n\n## 乙\n\n寅", &[], "paragraphs are the translator's"),
            (
                "# A\n\n## B\n\n## C\n",
                "# 甲\n\n## 乙\n",
                &["content/a.zh-Hans.md:3:1 structure-differs: the text has 2 headings where the original has 3"],
                "a heading",
            ),
            (
                "# A\n\n## B\n\n### C\n",
                "# 甲\n\n## 乙\n\n## 丙\n",
                &["content/a.zh-Hans.md:5:1 structure-differs: the headings have other levels than the original's"],
                "a level",
            ),
            (
                "# A\n\n```\n1\n```\n\n## B\n\n```\n2\n```\n",
                "# 甲\n\n```\n1\n```\n\n## 乙\n\n没有代码。\n",
                &[
                    "content/a.zh-Hans.md:7:1 structure-differs: the section `乙` has 0 code blocks where the original has 1",
                ],
                "code, in its section",
            ),
            (
                "x\n\n![a](a.png)\n\n| a |\n|---|\n| b |\n",
                "子\n\n| 甲 |\n|---|\n| 乙 |\n| 丙 |\n",
                &[
                    "content/a.zh-Hans.md:1:1 structure-differs: the text has 0 pictures where the original has 1",
                    "content/a.zh-Hans.md:1:1 structure-differs: the text has 3 table rows where the original has 2",
                ],
                "pictures and rows",
            ),
            (
                "a\n\nb\n\nc\n\nd\n\ne\n\nf\n",
                "甲\n\n乙\n",
                &["content/a.zh-Hans.md:1:1 fewer-paragraphs: the text has 2 paragraphs where the original has 6"],
                "most of the text",
            ),
        ];
        for (english, chinese, wanted, why) in cases {
            assert_eq!(found(english, chinese), *wanted, "{why}");
        }
    }
}

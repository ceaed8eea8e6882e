//! The review: what of a converted document a person should look at, the most doubtful first.

use super::runs;
use crate::content::tree::Tree;
use crate::convert::Converter;
use crate::convert::assemble::Run;
use crate::convert::words::Reason;
use crate::source::Span;
use std::ops::Range;

/// How many characters of a sentence are shown on each side of the doubtful place.
const AROUND: usize = 24;

/// One place to look at, or several that read the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where the first one stands in the file's text.
    pub span: Span,
    /// The words as written.
    pub source: String,
    /// What they become.
    pub chosen: String,
    /// What they may have to become.
    pub other: String,
    /// Why it is doubtful.
    pub reason: Reason,
    /// How much likelier the choice is, in tenths of a nat: the smaller, the more doubtful.
    pub margin: u32,
    /// What stands around it, as written: before and after.
    pub around: (String, String),
    /// How often the document has it.
    pub count: usize,
}

impl Reason {
    /// The reason in a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Division => "division",
            Self::Alone => "alone",
            Self::Name => "name",
            Self::Sense => "sense",
        }
    }

    /// The reason in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Division => "two divisions into words are nearly as likely",
            Self::Alone => "a character with several counterparts stands by itself",
            Self::Name => "this may be a person's name",
            Self::Sense => "the word has two senses, each with a spelling of its own",
        }
    }
}

/// What is doubtful in the conversion of `tree`: each word once, the most doubtful first.
pub fn of(tree: &Tree<'_>, converter: &Converter) -> Vec<Entry> {
    let blocks = runs::of(&tree.nodes);
    let mut page = converter.page();
    blocks.iter().for_each(|block| page.gather(&block.leaves(&tree.nodes)));
    let mut entries: Vec<Entry> = Vec::new();
    for block in &blocks {
        let leaves = block.leaves(&tree.nodes);
        let run = Run::new(&leaves);
        for doubt in page.doubts(&run) {
            let source = &run.text[doubt.range.clone()];
            let known = entries.iter_mut().find(|entry| entry.source == source && entry.chosen == doubt.chosen);
            if let Some(entry) = known {
                entry.count += 1;
                continue;
            }
            let piece = run.pieces.partition_point(|piece| piece.range.end <= doubt.range.start);
            let text = block.pieces.get(piece).and_then(|piece| piece.slot).map(|slot| slot.read(&tree.nodes));
            let span = text.map_or(Span::default(), |text| {
                let start = doubt.range.start - run.pieces[piece].range.start;
                if text.span.range().len() == text.text.len() {
                    Span::new(start, (start + source.len()).min(text.text.len())).shifted(text.span.start as usize)
                } else {
                    text.span
                }
            });
            entries.push(Entry {
                span,
                source: source.to_owned(),
                around: around(&run.text, &doubt.range),
                chosen: doubt.chosen,
                other: doubt.other,
                reason: doubt.reason,
                margin: doubt.margin,
                count: 1,
            });
        }
    }
    entries.sort_by_key(|entry| (entry.margin, entry.span));
    entries
}

/// The rest of the sentence, before `range` and after it.
fn around(text: &str, range: &Range<usize>) -> (String, String) {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n');
    let before = text[..range.start].char_indices().rev().take(AROUND).take_while(|(_, c)| !ends(*c)).last();
    let after = text[range.end..].char_indices().take(AROUND).take_while(|(_, c)| !ends(*c)).last();
    let start = before.map_or(range.start, |(at, _)| at);
    let end = after.map_or(range.end, |(at, c)| range.end + at + c.len_utf8());
    (text[start..range.start].to_owned(), text[range.end..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::{Options, parse};
    use crate::convert::glossary::{Outcome, Terms};
    use crate::convert::route::{Route, Variant};
    use crate::source::RelPath;

    fn entries(text: &str, terms: Terms) -> Vec<Entry> {
        let route = Route { from: Variant::Hans, to: Variant::Tw, characters: Default::default() };
        let converter = Converter::new(route, &Default::default()).with_terms(terms);
        let (path, shortcodes) = (RelPath::root(), Default::default());
        of(
            &parse(text, 0, &Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: false }).tree,
            &converter,
        )
    }

    #[test]
    fn what_is_settled_does_not_come_back() {
        let text = "它走起来像**一只鸭子**，叫起来像一只鸭子。`一只鸭子` 不算。";
        let found = entries(text, Terms::default());
        assert_eq!(found.len(), 1, "each word once: {found:?}");
        let entry = &found[0];
        assert_eq!((&text[entry.span.range()], entry.count), (&*entry.source, 2));
        assert_eq!((entry.around.0.as_str(), entry.around.1.as_str()), ("它走起来像一", "，叫起来像一只鸭子"));
        assert_ne!(entry.chosen, entry.other);
        let settled = Terms::default().with([(entry.source.clone(), Outcome::Text(entry.chosen.clone()))]);
        assert_eq!(entries(text, settled), []);
    }

    #[test]
    fn plain_text_raises_no_doubts() {
        assert_eq!(entries("所有权是这门语言的核心，编译器负责检查。", Terms::default()), []);
        assert_eq!(entries("`只鸭子` <span lang=\"ja\">只鸭子</span>", Terms::default()), []);
    }
}

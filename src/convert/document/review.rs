//! The review: what of a converted document a person should look at, the most doubtful first.

use super::passages::{self, Passage};
use crate::content::tree::Tree;
use crate::convert::Converter;
use crate::convert::words::{Doubts, Reason};
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
            Self::Topic => "topic",
        }
    }

    /// The reason in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Division => "two divisions into words are nearly as likely",
            Self::Alone => "a character with several counterparts stands by itself",
            Self::Name => "this may be a person's name",
            Self::Sense => "the word has two senses or spellings",
            Self::Topic => "a word of computing in a text that is hardly about computing",
        }
    }
}

/// How many characters a text about computing has at most for each term that is nothing but computing's.
const TELLING: usize = 400;

/// What is doubtful in the conversion of `tree` and of the texts of its front matter, each with its place: each word
/// once, the most doubtful first.
pub fn of(tree: &Tree<'_>, front: &[(&str, Span)], converter: &Converter) -> Vec<Entry> {
    of_passages(&passages::of(front, tree), converter)
}

/// The same of a document whose passages were read.
pub fn of_passages(passages: &[Passage<'_>], converter: &Converter) -> Vec<Entry> {
    let mut page = converter.page();
    passages.iter().for_each(|passage| page.gather_run(&passage.run));
    let mut entries = Entries::default();
    for passage in passages {
        let doubts = page.doubts(&passage.run, passage.survey());
        entries.add(passage, doubts);
    }
    entries.sorted()
}

/// The entries of a page while it is read.
#[derive(Default)]
struct Entries {
    list: Vec<Entry>,
    /// Terms that only a text about computing has, and all characters.
    telling: usize,
    chars: usize,
}

impl Entries {
    fn add(&mut self, passage: &Passage<'_>, doubts: Doubts) {
        self.telling += doubts.telling;
        self.chars += passage.text().chars().count();
        for doubt in doubts.list {
            let source = &passage.text()[doubt.range.clone()];
            let known = self.list.iter_mut().find(|entry| entry.source == source && entry.chosen == doubt.chosen);
            if let Some(entry) = known {
                entry.count += 1;
                continue;
            }
            self.list.push(Entry {
                span: passage.place(&doubt.range),
                source: source.to_owned(),
                around: around(passage.text(), &doubt.range),
                chosen: doubt.chosen,
                other: doubt.other,
                reason: doubt.reason,
                margin: doubt.margin,
                count: 1,
            });
        }
    }

    fn sorted(mut self) -> Vec<Entry> {
        // In a text about computing its words are right.
        if self.telling * TELLING >= self.chars {
            self.list.retain(|entry| entry.reason != Reason::Topic);
        }
        self.list.sort_by_key(|entry| (entry.margin, entry.span));
        self.list
    }
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
            &[],
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

    /// Doubts of every kind, each settled by the row that its entry offers, whichever of the two forms is chosen.
    #[test]
    fn every_entry_can_be_settled() {
        let text = "它像一只鸭子，请回复。与于晓岚说话。批复了词汇表。生命周期的局限于此。这出戏的杯赛事如何？折叠床在瓮城，\
                    为了如此，范围之内，制药企业，打斗的人，他正困着。";
        let found = entries(text, Terms::default());
        assert!(found.len() > 5, "{found:?}");
        for form in [|entry: &Entry| entry.chosen.clone(), |entry: &Entry| entry.other.clone()] {
            let terms = found.iter().map(|entry| (entry.source.clone(), Outcome::Text(form(entry))));
            assert_eq!(entries(text, Terms::default().with(terms)), []);
        }
    }

    #[test]
    fn words_of_computing_are_doubtful_in_other_texts() {
        let converter = {
            let route = Route { from: Variant::Hans, to: Variant::Tw, characters: Default::default() };
            let vocabulary = vec![crate::convert::Vocabulary::Computing];
            Converter::new(route, &crate::convert::Options { vocabulary, ..Default::default() })
        };
        let found = |text: &str| {
            let (path, shortcodes) = (RelPath::root(), Default::default());
            let options = Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: false };
            let entries = of(&parse(text, 0, &options).tree, &[], &converter);
            entries.into_iter().map(|entry| (entry.reason, entry.source)).collect::<Vec<_>>()
        };
        assert_eq!(
            found("部里发了文件，她的对象是老师。").iter().filter(|(reason, _)| *reason == Reason::Topic).count(),
            2
        );
        let manual = "编译器把源代码编译成可执行文件，面向对象的程序员用数据库和浏览器。文件在文件夹里。";
        assert_eq!(found(manual).iter().filter(|(reason, _)| *reason == Reason::Topic).count(), 0);
    }

    #[test]
    fn titles_are_reviewed_as_well() {
        let route = Route { from: Variant::Hans, to: Variant::Tw, characters: Default::default() };
        let converter = Converter::new(route, &Default::default());
        let (path, shortcodes) = (RelPath::root(), Default::default());
        let options = Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: false };
        let found = of(&parse("正文。", 0, &options).tree, &[("请回复", Span::new(12, 21))], &converter);
        assert_eq!((found.len(), found[0].span), (1, Span::new(12, 21)));
    }

    #[test]
    fn plain_text_raises_no_doubts() {
        assert_eq!(entries("所有权是这门语言的核心，编译器负责检查。", Terms::default()), []);
        assert_eq!(entries("`只鸭子` <span lang=\"ja\">只鸭子</span>", Terms::default()), []);
    }
}

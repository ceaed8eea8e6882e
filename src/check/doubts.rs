//! Doubtful conversions: what a person should look at in the converted pages, each with the line that settles it.

use super::Input;
use super::texts::Text;
use crate::convert::document::review::{self, Entry};
use crate::convert::glossary::write;
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::resolve::plan::Origin;
use crate::source::{RelPath, Span, decode};
use std::collections::{BTreeMap, btree_map};

/// One doubt with the page that it stands on.
#[derive(Clone, Debug)]
pub struct Item {
    /// The locale of the text.
    pub from: String,
    /// The locales of the editions.
    pub to: Vec<String>,
    /// The file.
    pub path: RelPath,
    /// How many pages have it.
    pub pages: usize,
    /// What is doubtful.
    pub entry: Entry,
    /// How it is settled.
    pub rows: Rows,
}

/// The rows of the site's glossary that settle a doubt.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// The glossary.
    pub file: RelPath,
    /// Its first line, as it has to be.
    pub head: String,
    /// The row that keeps what was chosen.
    pub right: String,
    /// The row that chooses the other form.
    pub wrong: String,
}

/// The doubts of every edition that is made from `text`.
pub fn of(input: &Input<'_>, text: &Text<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    if text.translation.locale.han_script().is_none() {
        return items;
    }
    for edition in input.config.edition_ids() {
        let page = input.plan.by_document.get(&(text.translation.key.clone(), edition));
        if page.is_none_or(|page| input.plan.page(*page).origin != Origin::Converted(text.id)) {
            continue;
        }
        let Some(converter) = input.converters.of(edition, text.translation).0 else { continue };
        items.extend(review::of_passages(text.passages, &converter).into_iter().map(|entry| Item {
            from: text.translation.locale.to_string(),
            to: vec![input.config.edition(edition).locale.to_string()],
            path: text.translation.path.clone(),
            pages: 1,
            entry,
            rows: Rows::default(),
        }));
    }
    items
}

/// One entry for each word, wherever it stands, with the editions that share it: one line of the glossary settles them all.
pub fn merged(input: &Input<'_>, items: Vec<Item>) -> Vec<Item> {
    let mut out = by_edition(by_word(items));
    let file = input.config.glossary.clone();
    let file = file.unwrap_or_else(|| RelPath::new("glossary.csv").expect("`glossary.csv` is a path"));
    let text = input.files.read(&file, crate::convert::converters::LIMIT).ok().and_then(|bytes| decode(bytes).ok());
    out.iter_mut().for_each(|item| item.settle(&file, text.as_deref().unwrap_or_default()));
    out
}

fn by_word(items: Vec<Item>) -> Vec<Item> {
    let mut known: BTreeMap<(Vec<String>, String, String), usize> = BTreeMap::new();
    let mut out: Vec<Item> = Vec::new();
    for item in items {
        let key = (item.to.clone(), item.entry.source.clone(), item.entry.chosen.clone());
        if let Some(first) = known.get(&key).map(|at| &mut out[*at]) {
            first.pages += 1;
            first.entry.count += item.entry.count;
            first.entry.margin = first.entry.margin.min(item.entry.margin);
        } else {
            known.insert(key, out.len());
            out.push(item);
        }
    }
    out
}

/// Joins what is said of the same places for several editions.
fn by_edition(items: Vec<Item>) -> Vec<Item> {
    let mut known: BTreeMap<(RelPath, Span, String, String, String, usize), usize> = BTreeMap::new();
    let mut out: Vec<Item> = Vec::new();
    for item in items {
        let Entry { span, source, chosen, other, count, .. } = item.entry.clone();
        match known.entry((item.path.clone(), span, source, chosen, other, count)) {
            btree_map::Entry::Occupied(first) => {
                let first = &mut out[*first.get()];
                first.to.extend(item.to);
                first.entry.margin = first.entry.margin.min(item.entry.margin);
            }
            btree_map::Entry::Vacant(new) => {
                new.insert(out.len());
                out.push(item);
            }
        }
    }
    out
}

impl Item {
    /// Finds the rows of the glossary `file`, whose text is `text`, that settle it.
    fn settle(&mut self, file: &RelPath, text: &str) {
        let Ok(from) = Locale::parse(&self.from) else { return };
        let to: Vec<Locale> = self.to.iter().filter_map(|tag| Locale::parse(tag).ok()).collect();
        let to: Vec<&Locale> = to.iter().collect();
        let (head, right) = write::row(text, &from, &to, &self.entry.source, &self.entry.chosen);
        let (_, wrong) = write::row(text, &from, &to, &self.entry.source, &self.entry.other);
        self.rows = Rows { file: file.clone(), head, right, wrong };
    }

    /// How often it stands in the site, where that is more than once.
    pub fn times(&self) -> String {
        match (self.entry.count, self.pages) {
            (1, _) => String::new(),
            (count, 1) => format!(" ({count} times)"),
            (count, pages) => format!(" ({count} times in {pages} pages)"),
        }
    }
}

/// The findings.
pub fn diagnostics(items: Vec<Item>) -> Vec<Diagnostic> {
    let finding = |item: Item| {
        let Entry { source, chosen, other, reason, span, .. } = &item.entry;
        let editions = item.to.join("`, `");
        let message =
            format!("for `{editions}`, `{source}` becomes `{chosen}`, and may have to be `{other}`{}", item.times());
        let Rows { file, head, right, wrong } = &item.rows;
        let reason = reason.text();
        let help =
            format!("{reason}; settle it in `{file}`, under `{head}`: `{right}`, or if that is wrong: `{wrong}`");
        Diagnostic::new(Code::DoubtfulConversion, &item.path, message).at(*span).help(help)
    };
    items.into_iter().map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::places;

    const BOOK: &str = "title = \"T\"\n[editions.zh-Hans]\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n";
    const TEXT: &str = "+++\ntitle = \"请回复\"\n+++\n\n它走起来像**一只鸭子**。\n";

    #[test]
    fn doubts_stand_at_their_place_in_titles_and_texts_until_they_are_settled() {
        let with = |glossary: &str| {
            let more = [("content/b.zh-Hans.md", "又是一只鸭子。")];
            let files = [("book.toml", BOOK), ("glossary.csv", glossary), ("content/a.zh-Hans.md", TEXT), more[0]];
            places(&[Code::DoubtfulConversion], &files)
        };
        let found = with("zh-Hans,zh-Hant\n");
        let places: Vec<&str> = found.iter().map(|line| line.split(": ").next().unwrap_or_default()).collect();
        assert_eq!(
            places,
            ["content/a.zh-Hans.md:2:10 doubtful-conversion", "content/a.zh-Hans.md:5:9 doubtful-conversion"],
            "{found:#?}"
        );
        assert!(found[1].ends_with("(2 times in 2 pages)"), "{found:#?}");
        assert_eq!(with("zh-Hans,zh-Hant\n回复,回覆\n只鸭子,隻鴨子\n"), [""; 0]);
    }

    #[test]
    fn what_several_editions_share_is_said_once() {
        let more = "[editions.zh-HK]\nconvert-from = \"zh-Hans\"\n";
        let book = format!("{BOOK}{more}");
        let files = [("book.toml", book.as_str()), ("content/a.zh-Hans.md", "它像一只鸭子。")];
        let found = places(&[Code::DoubtfulConversion], &files);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].contains("for `zh-Hant`, `zh-HK`, "), "{found:#?}");
    }
}

//! Doubtful conversions: what a person should look at in the converted pages, each with the line that settles it.

use super::Input;
use super::texts::Text;
use crate::convert::document::review::{self, Entry};
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::plan::Origin;
use crate::source::RelPath;
use std::collections::BTreeMap;

/// One doubt with the page that it stands on.
#[derive(Clone, Debug)]
pub struct Item {
    /// The locale of the text.
    pub from: String,
    /// The locale of the edition.
    pub to: String,
    /// The file.
    pub path: RelPath,
    /// How many pages have it.
    pub pages: usize,
    /// What is doubtful.
    pub entry: Entry,
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
            to: input.config.edition(edition).locale.to_string(),
            path: text.translation.path.clone(),
            pages: 1,
            entry,
        }));
    }
    items
}

/// One entry for each word of an edition, wherever it stands: one line of the glossary settles them all.
pub fn merged(items: Vec<Item>) -> Vec<Item> {
    let mut known: BTreeMap<(String, String, String), usize> = BTreeMap::new();
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

impl Item {
    /// The row of a glossary that settles it: the words, and what they are to become.
    pub fn row(&self) -> String {
        format!("{},{}", self.entry.source, self.entry.chosen)
    }

    /// The row that chooses the other form.
    pub fn other_row(&self) -> String {
        format!("{},{}", self.entry.source, self.entry.other)
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
        let message =
            format!("for `{}`, `{source}` becomes `{chosen}`, and may have to be `{other}`{}", item.to, item.times());
        let help = format!(
            "{}; settle it in glossary.csv (columns {},{}): `{}`, or if that is wrong: `{}`",
            reason.text(),
            item.from,
            item.to,
            item.row(),
            item.other_row()
        );
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
}

//! Coverage: what each edition has of each document, and how much is left to translate.

use super::original;
use super::plan::{Origin, PageId, Plan};
use crate::config::{Config, EditionId};
use crate::content::library::{DocKind, TranslationId};
use crate::content::{DocKey, Library};
use crate::locale::{Locale, collate};
use std::collections::BTreeMap;

/// What an edition has of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// A text that somebody wrote for it.
    Authored,
    /// A text made from the other script's.
    Converted,
    /// Its own text or a conversion, but the original has changed since it was translated.
    Outdated,
    /// The text of another edition, in its language.
    Fallback,
    /// A text that is not published yet.
    Draft,
    /// Nothing.
    Missing,
}

impl State {
    /// Every state, in the order in which they are listed.
    pub const ALL: [State; 6] =
        [Self::Authored, Self::Converted, Self::Outdated, Self::Fallback, Self::Draft, Self::Missing];

    /// Its name in tables and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Authored => "authored",
            Self::Converted => "converted",
            Self::Outdated => "outdated",
            Self::Fallback => "fallback",
            Self::Draft => "draft",
            Self::Missing => "missing",
        }
    }
}

/// One document in one edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What the edition has of it.
    pub state: State,
    /// Its page there.
    pub page: Option<PageId>,
    /// The text that the page shows, or the draft.
    pub translation: Option<TranslationId>,
    /// How many words are left to translate: those of the original, or of what has changed in it.
    pub words: u32,
}

/// One document in all editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The document.
    pub key: DocKey,
    /// Whether it is the page of a section.
    pub section: bool,
    /// In the order of the editions.
    pub cells: Vec<Cell>,
}

/// Documents × editions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The documents in the order of their keys, numbers by their value.
    pub rows: Vec<Row>,
    /// How many editions there are.
    pub editions: usize,
}

/// How many documents are in each state, in one edition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By [`State::ALL`].
    by_state: [u32; State::ALL.len()],
    /// How many words are left to translate.
    pub words: u64,
}

impl Counts {
    /// How many are in `state`.
    pub fn of(&self, state: State) -> u32 {
        self.by_state[state as usize]
    }

    /// How many there are.
    pub fn all(&self) -> u32 {
        self.by_state.iter().sum()
    }

    /// How many the edition has and need nothing.
    pub fn done(&self) -> u32 {
        self.of(State::Authored) + self.of(State::Converted)
    }

    /// How many are done, in percent rounded down: 100 means all.
    pub fn percent(&self) -> u32 {
        (self.done() * 100).checked_div(self.all()).unwrap_or(100)
    }

    fn add(&mut self, cell: &Cell) {
        self.by_state[cell.state as usize] += 1;
        self.words += u64::from(cell.words);
    }
}

impl Grid {
    /// The grid of a planned site.
    pub fn of(config: &Config, library: &Library, plan: &Plan) -> Self {
        let maker = Maker { config, library, plan };
        let mut rows: Vec<Row> =
            library.documents.iter().map(|(key, translations)| maker.row(key, translations)).collect();
        let order = collate::Order::of_names();
        rows.sort_by(|a, b| order.compare(a.key.as_str(), b.key.as_str()));
        Self { rows, editions: config.editions.len() }
    }

    /// The counts of each edition.
    pub fn totals(&self) -> Vec<Counts> {
        let mut totals = vec![Counts::default(); self.editions];
        self.rows.iter().for_each(|row| add(&mut totals, row));
        totals
    }

    /// The counts of each folder down to `depth` folders below the root, in the order of their keys. A section's page
    /// counts in its own folder; what lies deeper counts in the folder at that depth. Depth 0 is the whole site.
    pub fn folders(&self, depth: usize) -> BTreeMap<DocKey, Vec<Counts>> {
        let mut folders: BTreeMap<DocKey, Vec<Counts>> = BTreeMap::new();
        for row in &self.rows {
            let above = if row.section { Some(row.key.clone()) } else { row.key.section() };
            let above = above.unwrap_or_default();
            let parts: Vec<&str> = above.as_str().split('/').filter(|part| !part.is_empty()).take(depth).collect();
            let counts =
                folders.entry(DocKey::new(parts.join("/"))).or_insert_with(|| vec![Counts::default(); self.editions]);
            add(counts, row);
        }
        folders
    }
}

fn add(counts: &mut [Counts], row: &Row) {
    counts.iter_mut().zip(&row.cells).for_each(|(counts, cell)| counts.add(cell));
}

struct Maker<'a> {
    config: &'a Config,
    library: &'a Library,
    plan: &'a Plan,
}

impl Maker<'_> {
    fn row(&self, key: &DocKey, translations: &[TranslationId]) -> Row {
        let section = translations.iter().any(|id| self.library.translations[id.0 as usize].kind == DocKind::Section);
        let cells = self.config.edition_ids().map(|edition| self.cell(key, translations, edition)).collect();
        Row { key: key.clone(), section, cells }
    }

    fn cell(&self, key: &DocKey, translations: &[TranslationId], edition: EditionId) -> Cell {
        let page = self.plan.by_document.get(&(key.clone(), edition)).copied();
        let origin = page.map(|page| self.plan.page(page).origin);
        let draft = self.draft(translations, edition);
        let (state, translation) = match origin {
            Some(Origin::Authored(id)) => (State::Authored, Some(id)),
            _ if draft.is_some() => (State::Draft, draft),
            Some(Origin::Converted(id)) => (State::Converted, Some(id)),
            Some(Origin::Fallback { translation, .. }) => (State::Fallback, Some(translation)),
            Some(Origin::Made) | None => (State::Missing, None),
        };
        let stale = translation.and_then(|id| self.plan.outdated.get(&id));
        let (state, changed) = match (state, stale) {
            (State::Authored | State::Converted, Some(stale)) => (State::Outdated, stale.words),
            _ => (state, 0),
        };
        let words = match state {
            State::Authored | State::Converted | State::Outdated => changed,
            State::Fallback | State::Draft | State::Missing => self.words(translations, edition),
        };
        Cell { state, page, translation, words }
    }

    /// The edition's own text, where it is a draft that is not shown.
    fn draft(&self, translations: &[TranslationId], edition: EditionId) -> Option<TranslationId> {
        let locale = &self.config.edition(edition).locale;
        self.find(translations, locale).filter(|id| self.library.translations[id.0 as usize].front.draft)
    }

    fn find(&self, translations: &[TranslationId], locale: &Locale) -> Option<TranslationId> {
        translations.iter().copied().find(|id| self.library.translations[id.0 as usize].locale == *locale)
    }

    /// The words of the text that somebody would translate: what the edition is converted from, the default edition's, or
    /// any. A document that is nowhere published asks for nothing yet.
    fn words(&self, translations: &[TranslationId], edition: EditionId) -> u32 {
        let own = &self.config.edition(edition).locale;
        let published = |id: &TranslationId| {
            let translation = &self.library.translations[id.0 as usize];
            !translation.front.draft && translation.locale != *own
        };
        let likely = original::candidates(self.config, edition);
        let likely = likely.iter().filter_map(|locale| self.find(translations, locale));
        let source = likely.chain(translations.iter().copied()).find(published);
        source.map_or(0, |id| self.library.translations[id.0 as usize].words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::three;
    use crate::resolve::testing::planned;

    fn grid(list: &[(&str, &str)]) -> Grid {
        let book = planned(three(), list);
        Grid::of(&book.config, &book.library, &book.plan)
    }

    fn shown(row: &Row) -> String {
        let cells: Vec<_> = row.cells.iter().map(|cell| format!("{} {}", cell.state.name(), cell.words)).collect();
        cells.join(", ")
    }

    #[test]
    fn each_document_has_a_state_in_each_edition() {
        let draft = "+++\ndraft = true\n+++\n草稿";
        for (files, expected, why) in [
            (&[("content/a.md", "one two")][..], "authored 0, fallback 2, fallback 2", "only the original"),
            (&[("content/a.md", "x"), ("content/a.zh-Hans.md", "字")], "authored 0, authored 0, converted 0", "two"),
            (&[("content/a.zh-Hans.md", "三个字")], "missing 3, authored 0, converted 0", "the default lacks it"),
            (
                &[("content/a.md", "one two"), ("content/a.zh-Hans.md", draft)],
                "authored 0, draft 2, fallback 2",
                "begun",
            ),
            (&[("content/a.zh-Hans.md", draft)], "missing 0, draft 0, missing 0", "a draft asks for no translation"),
            (
                &[("content/a.zh-Hans.md", "字"), ("content/a.zh-Hant.md", "字")],
                "missing 1, authored 0, authored 0",
                "by hand",
            ),
        ] {
            let grid = grid(files);
            assert_eq!(grid.rows.iter().map(shown).collect::<Vec<_>>(), [expected], "{why}");
        }
    }

    #[test]
    fn folders_add_up_to_the_whole() {
        let grid = grid(&[
            ("content/_index.md", "x"),
            ("content/b/_index.md", "x"),
            ("content/b/one.md", "x y"),
            ("content/b/c/deep.md", "x"),
            ("content/b/one.zh-Hans.md", "字"),
        ]);
        let names = |depth| grid.folders(depth).into_keys().map(|key| key.to_string()).collect::<Vec<_>>();
        assert_eq!(names(0), ["/"]);
        assert_eq!(names(1), ["/", "b"]);
        assert_eq!(names(2), ["/", "b", "b/c"]);
        assert_eq!(grid.folders(0).into_values().next().unwrap(), grid.totals());
        let folder = grid.folders(1)[&DocKey::new("b")][1];
        assert_eq!((folder.all(), folder.done(), folder.percent(), folder.words), (3, 1, 33, 2));
        assert_eq!(Counts::default().percent(), 100, "nothing to do");
    }
}

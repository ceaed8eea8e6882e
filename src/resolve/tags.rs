//! Tags: one thing across editions, with an id and a name in each language.

use super::{Input, text};
use crate::config::EditionId;
use crate::locale::Locale;
use rustc_hash::FxHashMap;

/// The ids of a site's tags, by everything that a document may call them.
pub struct TagIds {
    ids: FxHashMap<String, String>,
}

impl TagIds {
    /// The tags of `[tags]`, by id and by each of their names.
    pub fn new(input: &Input<'_>) -> Self {
        let mut ids = FxHashMap::default();
        // An id stands before any name, so that no name of another tag can take it.
        for id in input.config.tags.keys() {
            ids.insert(fold(id), id.clone());
        }
        for (id, names) in &input.config.tags {
            for name in names.by.values().chain(&names.all) {
                ids.entry(fold(name)).or_insert_with(|| id.clone());
            }
        }
        Self { ids }
    }

    /// The id of a tag as a document writes it.
    pub fn id(&self, written: &str) -> String {
        self.ids.get(&fold(written)).cloned().unwrap_or_else(|| slug(written))
    }
}

/// The name of the tag `id` in an edition. `written` is what a document calls it, in `locale`.
pub fn name(input: &Input<'_>, edition: EditionId, id: &str, written: &str, locale: &Locale) -> String {
    match input.config.tags.get(id).filter(|names| !names.is_empty()) {
        Some(names) => text::pick(input, edition, names),
        None => text::convert(input, locale, edition, written),
    }
}

fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The id of a tag that the site does not list: its text as one part of an address. Marks that tell names apart (`C`,
/// `C++`, `C#`) stay.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || matches!(c, '+' | '#' | '.' | '_') {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_matches(['-', '.']);
    let hash = || blake3::hash(text.as_bytes()).to_hex()[..8].to_owned();
    match slug.len() {
        0 => format!("tag-{}", hash()),
        // A file's name may have 255 bytes.
        1..=200 => slug.to_owned(),
        _ => format!("{}-{}", &slug[..slug.floor_char_boundary(180)], hash()),
    }
}

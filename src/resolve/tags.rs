//! Tags: one thing across editions, with an id and a name in each language.

use super::{Input, text};
use crate::config::EditionId;
use crate::locale::Locale;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

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
        // What a name is converted to names the same tag: 软件 in one document and 軟件 in another.
        for (id, names) in &input.config.tags {
            for (locale, name) in &names.by {
                also(&mut ids, input, locale, name, id);
            }
        }
        let mut written = BTreeSet::new();
        for translation in &input.library.translations {
            let tags = translation.front.tags.iter().filter(|tag| !tag.is_ascii());
            written.extend(tags.map(|tag| (tag.as_str(), &translation.locale)));
        }
        for (tag, locale) in written {
            let id = ids.get(&fold(tag)).cloned().unwrap_or_else(|| slug(tag));
            also(&mut ids, input, locale, tag, &id);
        }
        Self { ids }
    }

    /// The id of a tag as a document writes it.
    pub fn id(&self, written: &str) -> String {
        self.ids.get(&fold(written)).cloned().unwrap_or_else(|| slug(written))
    }
}

/// Has what `name`, written in `locale`, becomes in the editions that are made from others stand for the tag `id` as well.
fn also(ids: &mut FxHashMap<String, String>, input: &Input<'_>, locale: &Locale, name: &str, id: &str) {
    for edition in input.config.edition_ids().filter(|id| input.config.edition(*id).convert_from.is_some()) {
        let converted = text::convert(input, locale, edition, name);
        if converted != name {
            ids.entry(fold(&converted)).or_insert_with(|| id.to_owned());
        }
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

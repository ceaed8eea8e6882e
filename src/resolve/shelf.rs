//! A shelf: the documents of one edition in their sections, in order, with their tags.

use super::address::{NOT_FOUND, SEARCH};
use super::origin::Chosen;
use super::plan::Origin;
use super::tags::{self, TagIds};
use super::{Input, text};
use crate::config::EditionId;
use crate::content::DocKey;
use crate::content::library::{DocKind, FrontMatter, Translation};
use crate::diagnostic::Diagnostic;
use crate::locale::{Date, collate};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// One edition's documents and sections.
#[derive(Debug)]
pub struct Shelf {
    /// The edition.
    pub edition: EditionId,
    /// Documents and sections, in the order of their keys: the home page first.
    pub entries: Vec<Entry>,
    /// The index of each key's entry.
    pub by_key: FxHashMap<DocKey, usize>,
    /// Tags, in the order of their names.
    pub tags: Vec<Tag>,
}

/// A document or section of an edition.
#[derive(Debug)]
pub struct Entry {
    /// Its key.
    pub key: DocKey,
    /// Where its text comes from; [`Origin::Made`] for a section without a page of its own.
    pub origin: Origin,
    /// Whether it holds other entries, or is meant to.
    pub section: bool,
    /// Whether it is a section of dated articles rather than of chapters: newest first, and out of the sidebar's tree.
    pub dated: bool,
    /// Its title in the edition's script.
    pub title: String,
    /// Its title for navigation.
    pub link_title: String,
    /// Its description in the edition's script.
    pub description: String,
    /// Its date.
    pub date: Option<Date>,
    /// The last part of its address, checked.
    pub slug: Option<String>,
    /// The template that its front matter asks for.
    pub template: Option<String>,
    /// The section that holds it; `None` for the home page.
    pub parent: Option<usize>,
    /// What it holds, in reading order.
    pub children: Vec<usize>,
    /// Indices into [`Shelf::tags`], in the order written.
    pub tags: Vec<usize>,
}

/// A tag of an edition.
#[derive(Debug)]
pub struct Tag {
    /// Its id.
    pub id: String,
    /// Its name in the edition's language.
    pub name: String,
    /// The entries that carry it: newest first, then as in their sections.
    pub entries: Vec<usize>,
}

/// Arranges an edition's documents.
pub fn arrange(input: &Input<'_>, edition: EditionId, chosen: Vec<Chosen>) -> (Shelf, Vec<Diagnostic>) {
    let sections = sections(&chosen);
    let mut keyed: BTreeMap<DocKey, Option<Chosen>> = sections.iter().map(|key| (key.clone(), None)).collect();
    keyed.extend(chosen.into_iter().map(|chosen| (chosen.key.clone(), Some(chosen))));
    let keyed: Vec<_> = keyed.into_iter().collect();
    let (mut entries, diagnostics): (Vec<Entry>, Vec<Vec<Diagnostic>>) = keyed
        .into_par_iter()
        .map(|(key, chosen)| {
            let holds = sections.contains(&key);
            match chosen {
                Some(chosen) => of_document(input, edition, chosen, holds),
                None => (made(input, edition, key), Vec::new()),
            }
        })
        .unzip();
    let by_key: FxHashMap<DocKey, usize> =
        entries.iter().enumerate().map(|(at, entry)| (entry.key.clone(), at)).collect();
    attach(input, edition, &mut entries, &by_key);
    let tags = tags(input, edition, &mut entries);
    let found = diagnostics.into_iter().flatten().collect();
    (Shelf { edition, entries, by_key, tags }, found)
}

/// The keys that hold other keys, the home page always.
fn sections(chosen: &[Chosen]) -> BTreeSet<DocKey> {
    let mut sections = BTreeSet::from([DocKey::home()]);
    for chosen in chosen {
        let mut key = chosen.key.section();
        while let Some(section) = key {
            if !sections.insert(section.clone()) {
                break;
            }
            key = section.section();
        }
    }
    sections
}

fn of_document(input: &Input<'_>, edition: EditionId, chosen: Chosen, holds: bool) -> (Entry, Vec<Diagnostic>) {
    let translation = &input.library.translations[chosen.translation.0 as usize];
    let front = &translation.front;
    // A fallback copy keeps its own language, but the edition that has the text may itself be a conversion.
    let to = if let Origin::Fallback { via, .. } = chosen.origin { via } else { edition };
    let convert = |text: &str| text::convert_of(input, translation, to, text);
    let said = title(input, translation);
    let title = if keeps_title(translation) { said } else { convert(&said) };
    let link_title = front.link_title.as_deref().map_or_else(|| title.clone(), convert);
    let book = || match chosen.key == DocKey::home() {
        true => Some(text::pick_own(input, to, &input.config.description)).filter(|text| !text.is_empty()),
        false => None,
    };
    let description = front.description.as_deref().map(convert).or_else(book);
    let description = description.unwrap_or_else(|| text::convert_marked(input, translation, to, &translation.summary));
    let mut found = Vec::new();
    let entry = Entry {
        origin: chosen.origin,
        section: holds || translation.kind == DocKind::Section,
        dated: false,
        title,
        link_title,
        description,
        date: front.date,
        slug: super::address::slug(translation, &mut found),
        template: front.template.clone(),
        parent: None,
        children: Vec::new(),
        tags: Vec::new(),
        key: chosen.key,
    };
    (entry, found)
}

/// The title of a translation in its own script: the front matter's, the first heading of level 1, the key's last part.
pub fn title(input: &Input<'_>, translation: &Translation) -> String {
    let heading = || translation.outline.iter().find(|heading| heading.level == 1).map(|h| h.text.to_string());
    let titled = translation.front.title.clone().or_else(heading).filter(|title| !title.trim().is_empty());
    titled.unwrap_or_else(|| match input.config.edition_of(&translation.locale) {
        Some(edition) if translation.key == DocKey::home() => text::pick(input, edition, &input.config.title),
        _ => humanised(translation.key.name()),
    })
}

/// Whether a translation's title is a heading that asks for its text to stay as it is.
fn keeps_title(translation: &Translation) -> bool {
    let given = translation.front.title.as_deref().is_some_and(|title| !title.trim().is_empty());
    let heading = translation.outline.iter().find(|heading| heading.level == 1);
    !given && heading.is_some_and(|heading| heading.keep)
}

/// A section that nobody wrote a page for.
fn made(input: &Input<'_>, edition: EditionId, key: DocKey) -> Entry {
    let home = key == DocKey::home();
    let title = if home { text::pick(input, edition, &input.config.title) } else { humanised(key.name()) };
    Entry {
        origin: Origin::Made,
        section: true,
        dated: false,
        link_title: title.clone(),
        title,
        description: if home { text::pick_own(input, edition, &input.config.description) } else { String::new() },
        date: None,
        slug: None,
        template: None,
        parent: None,
        children: Vec::new(),
        tags: Vec::new(),
        key,
    }
}

/// `getting-started` as a title: `Getting started`.
fn humanised(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Puts every entry into its section, and the sections in order.
fn attach(input: &Input<'_>, edition: EditionId, entries: &mut [Entry], by_key: &FxHashMap<DocKey, usize>) {
    for at in 0..entries.len() {
        let parent = entries[at].key.section().and_then(|section| by_key.get(&section).copied());
        entries[at].parent = parent;
        // What is said on these pages is no document that a list leads to.
        let listed = !matches!(entries[at].key.as_str(), NOT_FOUND | SEARCH);
        if let Some(parent) = parent.filter(|_| listed) {
            entries[parent].children.push(at);
        }
    }
    let by_title = collate::Order::new(&input.config.edition(edition).locale);
    let by_name = collate::Order::of_names();
    for at in 0..entries.len() {
        let mut children = std::mem::take(&mut entries[at].children);
        let documents = || children.iter().filter(|child| !entries[**child].section);
        let dated =
            documents().filter(|c| entries[**c].date.is_some() && weight(input, &entries[**c]).is_none()).count();
        entries[at].dated = dated * 2 > documents().count();
        // Chapters whose files are numbered stand in that order, whatever their titles and in every edition.
        let numbered = children.iter().filter(|child| collate::is_numbered(entries[**child].key.name())).count();
        let numbered = numbered * 2 > children.len();
        let rank = |entry: &Entry| {
            let weight = weight(input, entry);
            (weight.is_none(), weight, entry.date.is_none(), Reverse(entry.date))
        };
        children.sort_by(|a, b| {
            let (a, b) = (&entries[*a], &entries[*b]);
            let texts = || match numbered {
                true => by_name.compare(a.key.name(), b.key.name()),
                false => by_title.compare(&a.title, &b.title),
            };
            rank(a).cmp(&rank(b)).then_with(texts).then_with(|| a.key.cmp(&b.key))
        });
        entries[at].children = children;
    }
}

fn weight(input: &Input<'_>, entry: &Entry) -> Option<i64> {
    front(input, entry)?.weight
}

/// The front matter behind an entry.
pub fn front<'i>(input: &Input<'i>, entry: &Entry) -> Option<&'i FrontMatter> {
    let id = entry.origin.translation()?;
    Some(&input.library.translations[id.0 as usize].front)
}

/// Collects the tags of all documents, gives each its name, and puts them in the edition's order.
fn tags(input: &Input<'_>, edition: EditionId, entries: &mut [Entry]) -> Vec<Tag> {
    let ids = TagIds::new(input);
    let mut tags: Vec<Tag> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for (at, entry) in entries.iter_mut().enumerate() {
        let Some(translation) = entry.origin.translation() else { continue };
        let translation = &input.library.translations[translation.0 as usize];
        for written in &translation.front.tags {
            let id = ids.id(written);
            let tag = *known.entry(id).or_insert_with_key(|id| {
                let name = tags::name(input, edition, id, written, &translation.locale);
                tags.push(Tag { id: id.clone(), name, entries: Vec::new() });
                tags.len() - 1
            });
            if !entry.tags.contains(&tag) {
                entry.tags.push(tag);
                tags[tag].entries.push(at);
            }
        }
    }
    let order = collate::Order::new(&input.config.edition(edition).locale);
    let mut places: Vec<usize> = (0..tags.len()).collect();
    places.sort_by(|a, b| order.compare(&tags[*a].name, &tags[*b].name).then_with(|| tags[*a].id.cmp(&tags[*b].id)));
    let mut moved = vec![0; tags.len()];
    for (to, from) in places.iter().enumerate() {
        moved[*from] = to;
    }
    for entry in entries.iter_mut() {
        entry.tags.iter_mut().for_each(|tag| *tag = moved[*tag]);
    }
    let mut sorted: Vec<(usize, Tag)> = tags.into_iter().enumerate().map(|(at, tag)| (moved[at], tag)).collect();
    sorted.sort_by_key(|(place, _)| *place);
    let mut tags: Vec<Tag> = sorted.into_iter().map(|(_, tag)| tag).collect();
    for tag in &mut tags {
        tag.entries.sort_by_key(|at| (entries[*at].date.is_none(), Reverse(entries[*at].date), *at));
    }
    tags
}

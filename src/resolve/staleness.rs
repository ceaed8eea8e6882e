//! Staleness: which translations are older than their originals, block by block and by what the blocks say.
//!
//! `translations.lock` tells which blocks of the original a translation was made from. A translation is outdated while the
//! original has a block that is not among them, lacks one that is, or has them in another order. No date is asked, and an
//! edit of the translation changes nothing by itself: `yiben reviewed` does.

pub mod assume;
mod compare;

pub use compare::{Change, compare};

use super::original;
use crate::config::Config;
use crate::content::blocks::{Block, Fingerprint};
use crate::content::library::TranslationId;
use crate::content::records::{FILE, Record};
use crate::content::{self, Library, Translation};
use crate::diagnostic::{Code, Diagnostic, Subject};
use crate::source::{Files, LineIndex, RelPath, Span};
use std::collections::BTreeMap;

/// How many changed blocks of one translation are named; the rest are counted.
const NAMED: usize = 8;

/// An outdated translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// What it was made from.
    pub original: TranslationId,
    /// How many blocks the original had then.
    pub blocks: usize,
    /// What has changed in the original since.
    pub changes: Vec<Change>,
    /// How many words of the original that concerns.
    pub words: u32,
}

/// What is known about a translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was made from no other text.
    Original,
    /// Its original says what it said then.
    Current(TranslationId),
    /// Its original has changed.
    Outdated(Stale),
    /// Its original is gone; this was its locale.
    Orphan(crate::locale::Locale),
    /// `translations.lock` has no line for it.
    Unrecorded(TranslationId),
}

/// All outdated translations of a library.
pub fn outdated(config: &Config, library: &Library) -> BTreeMap<TranslationId, Stale> {
    let standings = ids(library).map(|id| (id, standing(config, library, id)));
    let stale = |(id, standing)| match standing {
        Standing::Outdated(stale) => Some((id, stale)),
        _ => None,
    };
    standings.filter_map(stale).collect()
}

/// The ids of all translations.
pub fn ids(library: &Library) -> impl Iterator<Item = TranslationId> + use<> {
    (0..u32::try_from(library.translations.len()).unwrap_or(u32::MAX)).map(TranslationId)
}

/// What is known about one translation.
pub fn standing(config: &Config, library: &Library, id: TranslationId) -> Standing {
    let translation = get(library, id);
    let likely = original::of(config, library, id);
    let locales = original::locales(config, translation);
    if locales.is_empty() {
        return Standing::Original;
    }
    // What was recorded is what the translator had before them, unless the front matter has since said otherwise.
    let said = translation.front.translated_from.is_some();
    let records = library.records.of(&translation.key, &translation.locale);
    let Some(first) = records.first() else {
        // Where nobody has said that there was an original, there may never have been one.
        let lost = locales.into_iter().next().filter(|_| said).map_or(Standing::Original, Standing::Orphan);
        return likely.map_or(lost, Standing::Unrecorded);
    };
    let recorded = if said { likely } else { find(library, translation, first) };
    let Some(original) = recorded else { return Standing::Orphan(first.original.clone()) };
    let locale = &get(library, original).locale;
    let records: Vec<&[Fingerprint]> =
        records.iter().filter(|record| record.original == *locale).map(|record| record.blocks.as_slice()).collect();
    if records.is_empty() {
        return Standing::Unrecorded(original);
    }
    let now = &get(library, original).blocks;
    let changes = compare::with_any(&records, now);
    if changes.is_empty() {
        return Standing::Current(original);
    }
    let words = changes.iter().filter_map(Change::block).map(|at| now[at].words).sum();
    Standing::Outdated(Stale { original, blocks: records[0].len(), changes, words })
}

/// What is to be recorded of a translation that is current with `original`.
pub fn record(library: &Library, original: TranslationId) -> Record {
    let original = get(library, original);
    let blocks = original.blocks.iter().map(|block| block.fingerprint).collect();
    Record { original: original.locale.clone(), blocks }
}

/// What `check` says: each changed block with its line in the original, and the translations whose original is gone.
pub fn diagnostics(files: &Files, config: &Config, library: &Library) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for id in ids(library) {
        match standing(config, library, id) {
            Standing::Outdated(stale) => found.extend(changed(files, library, id, &stale)),
            Standing::Orphan(locale) if original::of(config, library, id).is_some() => {
                found.push(orphan(get(library, id), &locale));
            }
            // A document without any original is found where coverage is.
            _ => {}
        }
    }
    found
}

fn get(library: &Library, id: TranslationId) -> &Translation {
    &library.translations[id.0 as usize]
}

fn find(library: &Library, translation: &Translation, record: &Record) -> Option<TranslationId> {
    let others = library.documents.get(&translation.key)?;
    others.iter().copied().find(|id| get(library, *id).locale == record.original)
}

fn orphan(translation: &Translation, locale: &crate::locale::Locale) -> Diagnostic {
    let message = format!("the original of this translation is gone: `{}` in `{locale}`", translation.key);
    let help = format!("if it follows another original from now on, run `yiben reviewed {}`", translation.path);
    Diagnostic::new(Code::Orphan, &translation.path, message).help(help)
}

/// One finding for each changed block, at the block of the translation that stands at its place.
fn changed(files: &Files, library: &Library, id: TranslationId, stale: &Stale) -> Vec<Diagnostic> {
    let (translation, original) = (get(library, id), get(library, stale.original));
    let text = content::body(files, original).unwrap_or_default();
    let lines = LineIndex::new(&text);
    let help = format!("bring the translation up to date, then run `yiben reviewed {}`", translation.path);
    let finding = |message: String, at: Option<Span>| {
        let mut finding = Diagnostic::new(Code::OutdatedTranslation, &translation.path, message).help(help.clone());
        finding.place.span = at;
        finding
    };
    let mut found: Vec<Diagnostic> = Vec::new();
    for change in stale.changes.iter().take(NAMED) {
        let block = change.block().map(|at| &original.blocks[at]);
        let message = said(change, block, &original.path, |span| lines.locate(&text, span.start).line);
        let mut finding = finding(message, place(change, stale, original, translation));
        finding = finding.about(Subject::Document(original.path.clone()));
        if let Some(block) = block {
            finding = finding.related(&original.path, Some(block.span), "the original");
        }
        found.push(finding);
    }
    if stale.changes.len() > NAMED {
        let more = stale.changes.len() - NAMED;
        let message = format!("and {more} more blocks of `{}` have changed since this was translated", original.path);
        found.push(finding(message, None).about(Subject::Document(original.path.clone())));
    }
    found
}

fn said(change: &Change, block: Option<&Block>, path: &RelPath, line: impl Fn(Span) -> u32) -> String {
    let named = block.map(|block| format!("the {} on line {} of `{path}`", block.kind.name(), line(block.span)));
    let named = named.unwrap_or_default();
    match change {
        Change::Changed { .. } => format!("{named} has changed since this was translated"),
        Change::Added { .. } => format!("{named} is new since this was translated"),
        Change::Moved { .. } => format!("{named} has moved since this was translated"),
        Change::Removed { .. } => format!("a block of `{path}` has gone since this was translated"),
    }
}

/// The block of the translation that stands where the changed one stood, as far as the two can be told to correspond:
/// where it has as many blocks as the original had then, or has now.
fn place(change: &Change, stale: &Stale, original: &Translation, translation: &Translation) -> Option<Span> {
    let blocks = &translation.blocks;
    let then = change.former().filter(|_| blocks.len() == stale.blocks);
    let now = change.block().filter(|_| blocks.len() == original.blocks.len());
    then.or(now).and_then(|at| blocks.get(at.min(blocks.len().saturating_sub(1)))).map(|block| block.span)
}

/// One finding about translations of which nothing is recorded, with the first few of them.
pub fn unrecorded(library: &Library, unknown: &[TranslationId], why: &str) -> Option<Diagnostic> {
    let number = match unknown.len() {
        0 => return None,
        1 => "1 translation was".to_owned(),
        number => format!("{number} translations were"),
    };
    // The file itself may not be there yet, and a place must be.
    let path = RelPath::new(crate::config::FILE).expect("a plain name is a path");
    let message = format!("`{FILE}` does not tell what {number} made from{why}");
    let mut finding = Diagnostic::new(Code::UnrecordedTranslation, &path, message);
    for id in unknown.iter().take(3) {
        finding = finding.related(&get(library, *id).path, None, "this one");
    }
    Some(finding)
}

#[cfg(test)]
mod tests;

//! Texts: each written document is read once, and everything that looks at its words looks at the same reading.

use super::shape::{self, Shape};
use super::{Input, doubts, script, structure, terms};
use crate::content::library::{Translation, TranslationId};
use crate::content::markdown::{self, Options};
use crate::content::{self, Tree};
use crate::convert::document::passages::{self, Passage};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use rayon::prelude::*;
use std::sync::Arc;

/// A document as it is looked at.
pub struct Text<'a> {
    /// Which it is.
    pub id: TranslationId,
    /// What the library knows of it.
    pub translation: &'a Translation,
    /// How many of the passages are the front matter's.
    pub front: usize,
    /// What it says.
    pub passages: &'a [Passage<'a>],
    /// Its body.
    pub tree: &'a Tree<'a>,
}

/// What one document gave.
#[derive(Debug, Default)]
struct Seen {
    found: Vec<Diagnostic>,
    used: Option<terms::Use>,
    doubts: Vec<doubts::Item>,
    shape: Shape,
}

/// Looks at every text that has a page.
pub fn look(input: &Input<'_>) -> Vec<Diagnostic> {
    let terms = terms::Lists::new(input);
    let seen = each(input, |text| seen(input, &terms, text));
    let (mut found, mut uses, mut items) = (Vec::new(), Vec::new(), Vec::new());
    let mut shapes = Vec::with_capacity(seen.len());
    for one in seen {
        shapes.push(one.shape);
        found.extend(one.found);
        uses.extend(one.used);
        items.extend(one.doubts);
    }
    found.extend(terms::varying(input, &terms, &uses));
    found.extend(doubts::diagnostics(doubts::merged(input, items)));
    found.extend(structure::compare(input, &shapes));
    found
}

/// The doubts of every edition, each word once.
pub fn doubts(input: &Input<'_>) -> Vec<doubts::Item> {
    doubts::merged(input, each(input, |text| doubts::of(input, text)).into_iter().flatten().collect())
}

/// What `look` says of every text that has a page, in their order.
fn each<R: Default + Send>(input: &Input<'_>, look: impl Fn(&Text<'_>) -> R + Sync) -> Vec<R> {
    let shortcodes = content::scan::shortcodes(input.files);
    let of_text = |(at, translation): (usize, &Arc<Translation>)| {
        if translation.front.draft && !input.drafts {
            return R::default();
        }
        let id = TranslationId(u32::try_from(at).unwrap_or(u32::MAX));
        let chinese = translation.locale.han_script().is_some();
        let options = Options { path: &translation.path, chinese, shortcodes: &shortcodes, measured: false };
        with_tree(input, translation, &options, |tree| {
            let front = readable(translation);
            let passages = passages::of(&front, tree);
            look(&Text { id, translation, front: front.len(), passages: &passages, tree })
        })
    };
    input.library.translations.par_iter().enumerate().map(of_text).collect()
}

fn seen(input: &Input<'_>, lists: &terms::Lists<'_>, text: &Text<'_>) -> Seen {
    let (mut found, used) = lists.look(input, text);
    found.extend(script::look(text, lists.of(input, text.translation)));
    Seen { found, used, doubts: doubts::of(input, text), shape: shape::of(text) }
}

/// The tree of a document: the one that the scan kept, or it is read again. One that cannot be read was reported.
fn with_tree<R: Default>(
    input: &Input<'_>,
    translation: &Translation,
    options: &Options<'_>,
    look: impl FnOnce(&Tree<'_>) -> R,
) -> R {
    if let Some(tree) = input.kept.and_then(|kept| kept.tree(&translation.path)) {
        return look(tree);
    }
    let Ok(text) = content::body(input.files, translation) else { return R::default() };
    look(&markdown::tree(&text, translation.body_start as usize, options))
}

/// The texts of the front matter that readers read, each with the place of its value.
pub fn readable(translation: &Translation) -> Vec<(&str, Span)> {
    let front = &translation.front;
    let place = |key: &str| front.spans.get(key).copied().unwrap_or_default();
    let texts = [("title", &front.title), ("link-title", &front.link_title), ("description", &front.description)];
    let one = texts.into_iter().filter_map(|(key, text)| Some((text.as_deref()?, place(key))));
    one.chain(front.tags.iter().map(|tag| (tag.as_str(), place("tags")))).collect()
}

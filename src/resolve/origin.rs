//! Origins: which text each edition shows for each document.

use super::{Input, text};
use crate::config::{EditionId, Missing};
use crate::content::DocKey;
use crate::content::library::TranslationId;
use crate::diagnostic::{Code, Diagnostic};
use crate::resolve::plan::Origin;

/// A document that an edition has a page of.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The document.
    pub key: DocKey,
    /// Where its text comes from; never [`Origin::Made`].
    pub origin: Origin,
    /// The text.
    pub translation: TranslationId,
}

/// For every edition its documents, in the order of their keys.
pub fn choose(input: &Input<'_>, found: &mut Vec<Diagnostic>) -> Vec<Vec<Chosen>> {
    let mut editions: Vec<Vec<Chosen>> = vec![Vec::new(); input.config.editions.len()];
    let sources: Vec<Vec<EditionId>> = input.config.edition_ids().map(|id| text::sources(input, id)).collect();
    let mut by_edition: Vec<Option<TranslationId>> = Vec::new();
    for (key, translations) in &input.library.documents {
        by_edition.clear();
        by_edition.resize(input.config.editions.len(), None);
        for id in translations {
            let translation = &input.library.translations[id.0 as usize];
            if let Some(edition) = input.config.edition_of(&translation.locale)
                && (input.drafts || !translation.front.draft)
            {
                by_edition[edition.0 as usize] = Some(*id);
            }
        }
        let mut lacking = Vec::new();
        for edition in input.config.edition_ids() {
            if let Some(origin) = origin(input, &sources, &by_edition, edition) {
                let translation = origin.translation().expect("an origin of a document has a translation");
                editions[edition.0 as usize].push(Chosen { key: key.clone(), origin, translation });
            } else if input.config.edition(edition).missing == Missing::Error && by_edition.iter().any(Option::is_some)
            {
                lacking.push(edition);
            }
        }
        let groups = text::grouped(input.config, &lacking).into_iter();
        found.extend(groups.map(|(edition, others)| missing(input, (edition, &others), key, &by_edition)));
    }
    editions
}

fn origin(
    input: &Input<'_>,
    sources: &[Vec<EditionId>],
    by_edition: &[Option<TranslationId>],
    edition: EditionId,
) -> Option<Origin> {
    if let Some(own) = own(sources, by_edition, edition) {
        return Some(own);
    }
    if input.config.edition(edition).missing != Missing::Fallback {
        return None;
    }
    input.config.chain(edition).skip(1).find_map(|via| {
        let translation = own(sources, by_edition, via)?.translation()?;
        Some(Origin::Fallback { translation, via })
    })
}

/// What an edition has without its chain: its own translation, or one that it is converted from.
fn own(sources: &[Vec<EditionId>], by_edition: &[Option<TranslationId>], edition: EditionId) -> Option<Origin> {
    by_edition[edition.0 as usize].map(Origin::Authored).or_else(|| {
        sources[edition.0 as usize].iter().find_map(|from| by_edition[from.0 as usize]).map(Origin::Converted)
    })
}

/// `others` are the editions that would be converted from what is missing.
fn missing(
    input: &Input<'_>,
    (edition, others): (EditionId, &[EditionId]),
    key: &DocKey,
    by_edition: &[Option<TranslationId>],
) -> Diagnostic {
    let locale = &input.config.edition(edition).locale;
    let there = by_edition.iter().flatten().next().expect("asked only for documents that have a translation");
    let translation = &input.library.translations[there.0 as usize];
    let others = text::followed(input.config, others, "nothing to convert");
    let message = format!("the edition `{locale}` has no translation of `{key}`{others}");
    let help = format!("translate it, or set `missing = \"fallback\"` or `\"omit\"` under `[editions.{locale}]`");
    Diagnostic::new(Code::MissingTranslation, &translation.path, message).help(help)
}

//! Assets: where files that are no documents lie in the site, with the variants of editions.

use super::{Input, text};
use crate::config::{Config, EditionId};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::RelPath;
use std::collections::BTreeMap;

/// Where each asset lies: its variants by its place below the source folder.
pub type Variants = BTreeMap<RelPath, Vec<(Option<EditionId>, RelPath)>>;

/// Gives every asset its place in the site: a file for all editions at the site's root, a variant below its edition's.
/// Also gives the copies to make, by their destination.
pub fn place(input: &Input<'_>, found: &mut Vec<Diagnostic>) -> (Variants, BTreeMap<RelPath, RelPath>) {
    let mut variants = Variants::new();
    let mut copies: BTreeMap<RelPath, RelPath> = BTreeMap::new();
    let assets = &input.library.assets;
    // Files for all editions first: they have the first claim on a place.
    let common = assets.iter().filter(|asset| asset.locale.is_none());
    for asset in common.chain(assets.iter().filter(|asset| asset.locale.is_some())) {
        let edition = asset.locale.as_ref().and_then(|locale| input.config.edition_of(locale));
        let mut place = asset.place.clone();
        if let Some(edition) = edition {
            let config = input.config.edition(edition);
            place = below(&config.prefix, &asset.place);
            if copies.contains_key(&place) {
                place = below(&config.locale.to_string().to_lowercase(), &asset.place);
            }
        }
        if let Some(first) = copies.get(&place) {
            let message = format!("`{first}` and `{}` would both be copied to `{place}`", asset.path);
            let diagnostic = Diagnostic::new(Code::DuplicatePermalink, &asset.path, message);
            found.push(diagnostic.related(first, None, "the other").help("rename one of them"));
            continue;
        }
        copies.insert(place.clone(), asset.path.clone());
        variants.entry(asset.place.clone()).or_default().push((edition, place));
    }
    (variants, copies)
}

fn below(prefix: &str, place: &RelPath) -> RelPath {
    RelPath::root().join(&format!("{prefix}/{place}")).unwrap_or_else(|_| place.clone())
}

/// The variant that an edition shows: its own, one in its own script of Chinese from the editions that it is converted from
/// or falls back to, that of an edition it is converted from, the one for all, its chain's, else the first. A text can be
/// converted, what stands in a picture cannot.
pub fn variant<'v>(
    config: &Config,
    variants: &'v [(Option<EditionId>, RelPath)],
    edition: EditionId,
    sources: &[EditionId],
) -> Option<&'v RelPath> {
    let of = |wanted: Option<EditionId>| variants.iter().find(|(id, _)| *id == wanted).map(|(_, place)| place);
    let chain = &config.edition(edition).fallback;
    let script = |id: EditionId| config.edition(id).locale.han_script();
    let alike = |id: &&EditionId| script(edition).is_some() && script(**id) == script(edition);
    of(Some(edition))
        .or_else(|| sources.iter().chain(chain).filter(alike).find_map(|id| of(Some(*id))))
        .or_else(|| sources.iter().find_map(|id| of(Some(*id))))
        .or_else(|| of(None))
        .or_else(|| chain.iter().find_map(|id| of(Some(*id))))
        .or_else(|| variants.first().map(|(_, place)| place))
}

/// The address, from the site's root, of the asset that a text such as an author's `picture` names.
pub fn address(input: &Input<'_>, variants: &Variants, edition: EditionId, written: &str) -> String {
    if written.contains("://") {
        return written.to_owned();
    }
    let Ok(place) = RelPath::root().join(written) else { return written.to_owned() };
    let sources = text::sources(input, edition);
    let found = variants.get(&place).and_then(|variants| variant(input.config, variants, edition, &sources));
    format!("/{}", found.unwrap_or(&place))
}

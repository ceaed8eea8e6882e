//! Resolving: editions × documents → the plan of all pages.
//!
//! 1. [`origin`] chooses, for each edition and document, the text that its page shows;
//! 2. [`shelf`] arranges an edition: its sections, their order, its tags;
//! 3. [`address`] gives every page its place in the site and says which places clash;
//! 4. [`pages`] makes the pages with everything that they lead to ([`counterparts`], [`related`], [`reading`]);
//! 5. [`edition`] adds what all pages of an edition share, [`assets`] and [`redirects`] what lies beside the pages.
//!
//! `folders` looks for those that the settings name. [`links`] then answers, for each link of a document, where it leads on a given page; [`coverage`] says what each edition
//! has of each document, [`original`] what a translation was made from, and [`staleness`] whether the
//! original has changed since.

pub mod address;
pub mod alternates;
pub mod assets;
pub mod corrections;
pub mod counterparts;
pub mod coverage;
pub mod edition;
mod folders;
pub mod links;
pub mod origin;
pub mod original;
pub mod pages;
pub mod plan;
pub mod reading;
pub mod redirects;
pub mod related;
pub mod shelf;
pub mod staleness;
pub mod tags;
pub mod text;

pub use plan::Plan;

use crate::config::{Config, EditionId};
use crate::content::{Library, Translation};
use crate::diagnostic::Diagnostic;
use crate::locale::Locale;
use rayon::prelude::*;
use shelf::Shelf;

/// Converts a short text (a title, a name) from the script of a locale to that of an edition; one of a document, which may
/// have rules of its own, by those.
pub type Convert<'a> = dyn Fn(&Locale, Option<&Translation>, EditionId, &str) -> String + Sync + 'a;

/// What a plan is made from.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The documents.
    pub library: &'a Library,
    /// Whether drafts have pages.
    pub drafts: bool,
    /// How short texts are converted. Called only where the two scripts differ.
    pub convert: &'a Convert<'a>,
}

/// Makes the plan of all pages.
pub fn plan(input: &Input<'_>) -> (Plan, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let origins = origin::choose(input, &mut found);
    let editions: Vec<EditionId> = input.config.edition_ids().collect();
    let shelves: Vec<(Shelf, Vec<Diagnostic>)> =
        editions.into_par_iter().zip(origins).map(|(id, chosen)| shelf::arrange(input, id, chosen)).collect();
    let (shelves, diagnostics): (Vec<Shelf>, Vec<_>) = shelves.into_iter().unzip();
    found.extend(diagnostics.into_iter().flatten());

    let slots = address::slots(input, &shelves);
    let made = pages::make(input, &shelves, &slots);
    let (assets, copies) = assets::place(input, &mut found);
    let redirects = redirects::of_aliases(input, &made.pages, &mut found);
    address::clashes(input, &made.pages, &redirects, &copies, &mut found);
    folders::check(input, &mut found);
    let outdated = staleness::outdated(input.config, input.library);
    let editions = edition::plans(input, &shelves, &slots, &assets);
    let mut plan =
        Plan { pages: made.pages, by_document: made.by_document, editions, redirects, copies, assets, outdated };
    let navigation = edition::navigation(input, &plan, &mut found);
    for (edition, items) in plan.editions.iter_mut().zip(navigation) {
        edition.navigation = items;
    }
    (plan, found)
}

#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;

//! What all pages of an edition share: titles, the sidebar's tree, tags, the feed, people, the header's links.

use super::address::{Shows, Slots};
use super::assets::{Variants, address};
use super::links::{Index, Resolver};
use super::plan::{AuthorText, EditionPlan, NavItem, Origin, OutlineItem, Plan, TagUse, Target};
use super::shelf::Shelf;
use super::{Input, reading, text};
use crate::config::NavLink;
use crate::content::tree::LinkKind;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::RelPath;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The shared part of every edition, without the header's links, which lead to pages of the finished plan.
pub fn plans(input: &Input<'_>, shelves: &[Shelf], slots: &Slots, assets: &Variants) -> Vec<EditionPlan> {
    shelves.iter().map(|shelf| plan(input, shelf, slots, assets)).collect()
}

fn plan(input: &Input<'_>, shelf: &Shelf, slots: &Slots, assets: &Variants) -> EditionPlan {
    let pick = |local| text::pick(input, shelf.edition, local);
    let tags = shelf.tags.iter().enumerate().filter_map(|(at, tag)| {
        let page = slots.id(shelf.edition, Shows::Tag(at, 0))?;
        let count = u32::try_from(tag.entries.len()).unwrap_or(u32::MAX);
        Some(TagUse { id: tag.id.clone(), name: tag.name.clone(), page, count })
    });
    let mut dated: Vec<usize> = (0..shelf.entries.len())
        .filter(|at| {
            let entry = &shelf.entries[*at];
            entry.date.is_some() && !entry.section && !matches!(entry.origin, Origin::Fallback { .. })
        })
        .collect();
    dated.sort_by_key(|at| (Reverse(shelf.entries[*at].date), *at));
    dated.truncate(input.config.feed.unwrap_or(0));
    let edition = input.config.edition(shelf.edition);
    // A name for all is the edition's own, in its own script; only one by locale may be another's.
    let label = if edition.labels.all.is_some() { edition.label().to_owned() } else { pick(&edition.labels) };
    EditionPlan {
        label,
        title: Some(pick(&input.config.title))
            .filter(|title| !title.is_empty())
            .unwrap_or_else(|| untitled(input, shelf)),
        description: text::pick_own(input, shelf.edition, &input.config.description),
        home: Some(slots.entry(shelf.edition, 0)),
        navigation: Vec::new(),
        outline: outline(shelf, slots),
        tags: tags.collect(),
        feed: dated.into_iter().map(|at| slots.entry(shelf.edition, at)).collect(),
        authors: people(input, shelf, assets),
    }
}

/// What an edition of a site without a title is called: as its home page is, its address, or its language. Pages, feeds
/// and the header name the site by it, so it is never empty.
fn untitled(input: &Input<'_>, shelf: &Shelf) -> String {
    let own = |home: &&super::shelf::Entry| !home.origin.is_fallback() && !home.title.is_empty();
    let home = shelf.entries.first().filter(own).map(|home| home.title.clone());
    let host = || input.config.base_url.origin.split_once("://").map(|(_, host)| host.to_owned());
    home.or_else(host).unwrap_or_else(|| input.config.edition(shelf.edition).label().to_owned())
}

/// The people of an edition: all that `authors.toml` lists, and those whom its documents name without listing them.
fn people(input: &Input<'_>, shelf: &Shelf, assets: &Variants) -> BTreeMap<String, AuthorText> {
    let pick = |local| text::pick(input, shelf.edition, local);
    let listed = input.library.authors.iter().map(|(id, author)| {
        let text = AuthorText {
            name: Some(pick(&author.name)).filter(|name| !name.is_empty()).unwrap_or_else(|| id.clone()),
            bio: pick(&author.bio),
            url: author.url.clone(),
            picture: author.picture.as_deref().map(|picture| address(input, assets, shelf.edition, picture)),
        };
        (id.clone(), text)
    });
    let mut people: BTreeMap<String, AuthorText> = listed.collect();
    for id in shelf.entries.iter().filter_map(|entry| entry.origin.translation()) {
        let translation = &input.library.translations[id.0 as usize];
        for written in &translation.front.authors {
            if !people.contains_key(written) {
                let name = text::convert(input, &translation.locale, shelf.edition, written);
                people.insert(written.clone(), AuthorText { name, ..AuthorText::default() });
            }
        }
    }
    people
}

/// The tree of the sidebar: all that is read in order. Dated articles are left out, for a list of them has its page and
/// may hold thousands.
fn outline(shelf: &Shelf, slots: &Slots) -> Vec<OutlineItem> {
    // Parents stand before their children in the order of keys, so building from the end needs no recursion.
    let mut items: Vec<Vec<OutlineItem>> = (0..shelf.entries.len()).map(|_| Vec::new()).collect();
    for at in (0..shelf.entries.len()).rev() {
        let entry = &shelf.entries[at];
        let children: Vec<OutlineItem> = entry
            .children
            .iter()
            .copied()
            .filter(|child| (!entry.dated || shelf.entries[*child].section) && !reading::is_utility(shelf, *child))
            .map(|child| OutlineItem {
                text: shelf.entries[child].link_title.clone(),
                page: slots.entry(shelf.edition, child),
                children: std::mem::take(&mut items[child]),
            })
            .collect();
        items[at] = children;
    }
    items.into_iter().next().unwrap_or_default()
}

/// The header's links of every edition: a key, a path from the site's root, or an address elsewhere. What only other
/// editions have (a list of tags, say) is left out of this one's header.
pub fn navigation(input: &Input<'_>, plan: &Plan, found: &mut Vec<Diagnostic>) -> Vec<Vec<NavItem>> {
    let index = Index::new(input.config, input.library, plan);
    let resolver = Resolver::new(input.config, input.library, plan, &index);
    let mut editions: Vec<Vec<NavItem>> = input.config.edition_ids().map(|_| Vec::new()).collect();
    for link in &input.config.navigation {
        let book = RelPath::new(crate::config::FILE).unwrap_or_default();
        let mut problems = Vec::new();
        let mut target =
            |edition| resolver.named_at(edition, (&link.to, LinkKind::Link), (&book, link.span), &mut problems);
        let targets: Vec<Target> = input.config.edition_ids().map(&mut target).collect();
        // The same is wrong in every edition that shares the heading.
        found.extend(problems.into_iter().find(|problem| problem.code == Code::BrokenFragment));
        if targets.iter().all(|target| matches!(target, Target::Broken(_))) {
            found.push(nowhere(&resolver, link));
        }
        for (edition, target) in input.config.edition_ids().zip(targets) {
            let given = text::pick(input, edition, &link.text);
            let text = match &target {
                Target::Broken(_) => continue,
                Target::Page { page, .. } if given.is_empty() => plan.page(*page).link_title.clone(),
                _ if given.is_empty() => link.to.clone(),
                _ => given,
            };
            editions[edition.0 as usize].push(NavItem { text, target });
        }
    }
    editions
}

fn nowhere(resolver: &Resolver<'_>, link: &NavLink) -> Diagnostic {
    let book = RelPath::new(crate::config::FILE).unwrap_or_default();
    let message = format!("the link `{}` of the header leads to nothing", link.to);
    let help = resolver.suggestion(&link.to, LinkKind::Link);
    Diagnostic::new(Code::BrokenLink, &book, message).at(link.span).help(help)
}

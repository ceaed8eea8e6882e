//! `llms.txt` of each edition: its documents as a list in Markdown, for programs that read a site for people.
//!
//! The form is the one of llmstxt.org: a title, a sentence, and links with what they are about, section by section.

use crate::config::{Config, EditionId};
use crate::resolve::alternates;
use crate::resolve::plan::{OutlineItem, PageId, PageKind, Plan};
use crate::source::RelPath;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The files: one for each edition, and where none stands at the root, one there that lists them. None when the site does
/// not know its own URL, which such links need.
pub fn files(config: &Config, plan: &Plan) -> Vec<(RelPath, String)> {
    if config.base_url.origin.is_empty() {
        return Vec::new();
    }
    let mut files: Vec<_> =
        config.edition_ids().map(|id| (place(&config.edition(id).prefix), edition(config, plan, id))).collect();
    if config.editions.iter().all(|edition| !edition.prefix.is_empty()) {
        files.push((place(""), overview(config, plan)));
    }
    files.into_iter().filter_map(|(path, text)| Some((RelPath::new(&path).ok()?, text))).collect()
}

fn place(prefix: &str) -> String {
    if prefix.is_empty() { "llms.txt".to_owned() } else { format!("{prefix}/llms.txt") }
}

/// The editions, each with its own list.
fn overview(config: &Config, plan: &Plan) -> String {
    let default = &plan.editions[usize::from(config.default.0)];
    let mut out = heading(&default.title, &default.description);
    out.push('\n');
    for id in config.edition_ids() {
        let own = config.edition(id);
        let address = config.base_url.absolute(&format!("/{}", place(&own.prefix))).unwrap_or_default();
        let shown = &plan.editions[usize::from(id.0)];
        let _ = writeln!(out, "- [{}]({address}): {}", text(&shown.label), text(&shown.title));
    }
    out
}

fn edition(config: &Config, plan: &Plan, id: EditionId) -> String {
    let own = &plan.editions[usize::from(id.0)];
    let mut out = heading(&own.title, &own.description);
    let (sections, alone): (Vec<_>, Vec<_>) = own.outline.iter().partition(|item| !item.children.is_empty());
    if !alone.is_empty() {
        out.push('\n');
    }
    for item in alone {
        line(config, plan, item.page, &mut out);
    }
    for section in sections {
        let _ = write!(out, "\n## {}\n\n", text(&section.text));
        tree(config, plan, section, &mut out);
    }
    dated(config, plan, id, &mut out);
    out
}

/// Articles, which stand in no tree: under the section that they are in.
fn dated(config: &Config, plan: &Plan, id: EditionId, out: &mut String) {
    fn named(items: &[OutlineItem], into: &mut BTreeSet<PageId>) {
        for item in items {
            into.insert(item.page);
            named(&item.children, into);
        }
    }
    let mut listed = BTreeSet::new();
    named(&plan.editions[usize::from(id.0)].outline, &mut listed);
    let pages = (0..plan.pages.len()).filter_map(|at| u32::try_from(at).ok()).map(PageId);
    let mut below: BTreeMap<Option<PageId>, Vec<PageId>> = BTreeMap::new();
    for at in pages.filter(|at| !listed.contains(at)) {
        let page = plan.page(at);
        if page.edition == id && matches!(page.kind, PageKind::Document(_)) && alternates::is_real(page) {
            below.entry(page.breadcrumbs.last().copied()).or_default().push(at);
        }
    }
    for (section, pages) in below {
        match section {
            Some(section) => drop(write!(out, "\n## {}\n\n", text(&plan.page(section).title))),
            None => out.push('\n'),
        }
        for page in pages {
            line(config, plan, page, out);
        }
    }
}

/// A section's own page, and all below it.
fn tree(config: &Config, plan: &Plan, item: &OutlineItem, out: &mut String) {
    line(config, plan, item.page, out);
    for child in &item.children {
        tree(config, plan, child, out);
    }
}

/// One page; a text in another language is not this edition's to offer.
fn line(config: &Config, plan: &Plan, id: PageId, out: &mut String) {
    let page = plan.page(id);
    if !alternates::is_real(page) {
        return;
    }
    let address = config.base_url.absolute(&page.permalink).unwrap_or_default();
    let _ = write!(out, "- [{}]({address})", text(&page.title));
    if !page.description.is_empty() {
        let _ = write!(out, ": {}", text(&page.description));
    }
    out.push('\n');
}

fn heading(title: &str, description: &str) -> String {
    let mut out = format!("# {}\n", text(title));
    if !description.is_empty() {
        let _ = write!(out, "\n> {}\n", text(description));
    }
    out
}

/// A text on one line, in which nothing is markup.
fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        let mut done = 0;
        for (at, _) in word.match_indices(['[', ']', '\\', '<', '`']) {
            out.push_str(&word[done..at]);
            out.push('\\');
            done = at;
        }
        out.push_str(&word[done..]);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn titles_hold_no_markup() {
        assert_eq!(super::text("a [b]\n <c>"), "a \\[b\\] \\<c>");
        assert_eq!(super::heading("書", ""), "# 書\n");
    }
}

//! `/-/compare/<document>`: a document's editions in columns, block beside block, with what deserves a look marked.

mod align;

use super::edit;
use super::own::{self, Document};
use super::reply::Reply;
use super::server::{Server, Source};
use super::site::Site;
use super::state::State;
use crate::config::EditionId;
use crate::content::DocKey;
use crate::content::library::TranslationId;
use crate::locale::findings::Phrases;
use crate::render::columns::Column;
use crate::render::html::escape;
use crate::resolve::alternates;
use crate::resolve::links::decoded;
use crate::resolve::plan::{Origin, PageId};
use crate::resolve::staleness::{self, Standing};
use serde_json::json;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Where the pages are.
pub const PATH: &str = "/-/compare/";

/// The messages of the page that its script shows.
const MESSAGES: [&str; 15] = [
    "add",
    "added",
    "close",
    "copy",
    "correct",
    "correct-how",
    "choose",
    "failed",
    "line",
    "reason-alone",
    "reason-division",
    "reason-name",
    "reason-sense",
    "save",
    "words",
];

/// The address of a document's page; `from` is the edition in whose language it speaks.
pub fn href(site: &Site, key: &DocKey, from: EditionId) -> String {
    let tag = site.project.config.edition(from).locale.to_string();
    let path = crate::config::BaseUrl::default().href(&format!("{PATH}{key}"));
    format!("{path}?from={tag}")
}

/// One edition's column.
struct Side {
    edition: EditionId,
    page: Option<PageId>,
    column: Column,
    /// Parts of this text that have changed since another column's was translated from it.
    changed: Vec<crate::source::Span>,
    /// How many of the original's blocks have changed since this was translated.
    outdated: usize,
    /// Why the text cannot be shown, and whether that is in English where the page is not.
    problem: Option<(String, bool)>,
}

/// The page for the document that `rest` names, for a request with `query`.
pub fn page(server: &Server, state: &State, site: &Site, rest: &str, query: &str) -> Option<Reply> {
    let key = DocKey::new(rest.trim_end_matches('/'));
    site.library.documents.contains_key(&key).then_some(())?;
    let Source::Site { settings, .. } = &server.source else { return None };
    let config = &site.project.config;
    let named = settings.named(site);
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(known, _)| *known == name).map(|(_, value)| decoded(value)).next()
    };
    let of = |tag: &str| config.edition_ids().find(|id| config.edition(*id).locale.to_string() == tag);
    let from = value("from").and_then(|tag| of(&tag)).unwrap_or(config.default);
    let hidden: BTreeSet<EditionId> =
        value("hide").unwrap_or_default().split(',').filter_map(of).filter(|id| named.contains(id)).collect();
    let mut order: Vec<EditionId> = named.iter().copied().filter(|id| !hidden.contains(id)).collect();
    if order.is_empty() {
        order.clone_from(&named);
    }
    let text = |id: &str| site.parts.interface(from).text(&format!("preview-{id}"));
    let phrases = Phrases::of(&config.edition(from).locale);
    let sides: Vec<Side> = order.iter().map(|edition| side(site, &key, *edition, &phrases)).collect();
    let sides = with_changes(site, sides);
    let mut body = String::new();
    head(site, &mut body, &key, from, (&named, &order), &sides, &text);
    table(site, &mut body, &sides, server.guard.token().is_some(), &text);
    let messages: serde_json::Map<String, serde_json::Value> =
        MESSAGES.iter().map(|id| ((*id).to_owned(), text(&format!("compare-{id}")).into())).collect();
    let rows: serde_json::Map<_, _> = sides.iter().filter_map(|side| row_of(site, side)).collect();
    let token = server.guard.token();
    let data = json!({ "document": key.as_str(), "token": token, "messages": messages, "rows": rows });
    let title = format!("{} · {}", text("compare"), if key.as_str().is_empty() { "/" } else { key.as_str() });
    let path = format!("{PATH}{key}");
    Some(own::page(server, state, site, &Document { from, title: &title, body: &body, path: &path, data }))
}

fn side(site: &Site, key: &DocKey, edition: EditionId, phrases: &Phrases) -> Side {
    let page = site.plan.by_document.get(&(key.clone(), edition)).copied();
    let column = page.map(|id| site.with(|renderer| renderer.column(id))).unwrap_or_default();
    let problem = column.problem.as_ref().map(|problem| (phrases.said(&problem.message), phrases.is_empty()));
    Side { edition, page, column, changed: Vec::new(), outdated: 0, problem }
}

/// How a row of the glossary for a converted column is written, by the edition's tag.
fn row_of(site: &Site, side: &Side) -> Option<(String, serde_json::Value)> {
    let Origin::Converted(id) = origin(site, side) else { return None };
    let (from, to) =
        (&site.library.translations[id.0 as usize].locale, &site.project.config.edition(side.edition).locale);
    let (source, result, head) = edit::columns(site, from, to)?;
    Some((to.to_string(), json!({ "columns": [source, result], "head": head })))
}

fn origin(site: &Site, side: &Side) -> Origin {
    side.page.map_or(Origin::Made, |id| site.plan.page(id).origin)
}

/// Notes what has changed in an original since a text beside it was made from it.
fn with_changes(site: &Site, mut sides: Vec<Side>) -> Vec<Side> {
    let config = &site.project.config;
    let of = |id: TranslationId| &site.library.translations[id.0 as usize];
    for at in 0..sides.len() {
        let text = match origin(site, &sides[at]) {
            Origin::Authored(id) | Origin::Converted(id) => id,
            Origin::Fallback { .. } | Origin::Made => continue,
        };
        let Standing::Outdated(stale) = staleness::standing(config, &site.library, text) else { continue };
        sides[at].outdated = stale.changes.len();
        let blocks = &of(stale.original).blocks;
        let spans: Vec<_> =
            stale.changes.iter().filter_map(|change| blocks.get(change.block()?)).map(|block| block.span).collect();
        let originals =
            (0..sides.len()).filter(|other| origin(site, &sides[*other]) == Origin::Authored(stale.original));
        for other in originals.collect::<Vec<_>>() {
            sides[other].changed.extend_from_slice(&spans);
        }
    }
    sides
}

/// The title, the legend, and which editions are shown.
fn head(
    site: &Site,
    out: &mut String,
    key: &DocKey,
    from: EditionId,
    (named, order): (&[EditionId], &[EditionId]),
    sides: &[Side],
    text: &dyn Fn(&str) -> String,
) {
    let count = |class: &str| {
        let needle = format!("<mark class=\"{class}\"");
        sides
            .iter()
            .flat_map(|side| &side.column.blocks)
            .map(|block| block.html.matches(&needle).count())
            .sum::<usize>()
    };
    out.push_str("<header class=\"tools\"><h1>");
    escape::text(&format!("{} {key}", text("compare")), out);
    out.push_str("</h1><ul class=\"editions\">");
    for id in named {
        let shown = order.contains(id);
        let mut hidden: Vec<EditionId> = named.iter().copied().filter(|id| !order.contains(id)).collect();
        match hidden.iter().position(|other| other == id) {
            Some(at) => drop(hidden.remove(at)),
            None => hidden.push(*id),
        }
        let tag = |id: &EditionId| site.project.config.edition(*id).locale.to_string();
        let hide = hidden.iter().map(tag).collect::<Vec<_>>().join(",");
        out.push_str("<li><a");
        escape::pair("href", &format!("{}&hide={hide}", href(site, key, from)), out);
        escape::pair("aria-pressed", if shown { "true" } else { "false" }, out);
        escape::pair("role", "button", out);
        escape::pair("lang", &tag(id), out);
        out.push('>');
        escape::text(site.project.config.edition(*id).label(), out);
        out.push_str("</a></li>");
    }
    out.push_str("</ul><ul class=\"legend\">");
    for class in ["changed", "doubtful", "corrected", "untranslated", "outdated", "lacking"] {
        let _ = write!(out, "<li><span class=\"key {class}\"></span>");
        escape::text(&text(&format!("compare-{class}")), out);
        match class {
            "changed" | "doubtful" | "corrected" => {
                let _ = write!(out, ": {}", count(class));
            }
            _ => {}
        }
        out.push_str("</li>");
    }
    let _ = write!(out, "<li><a href=\"/-/status\">");
    escape::text(&text("status"), out);
    out.push_str("</a></li></ul></header>\n");
}

/// The columns.
fn table(site: &Site, out: &mut String, sides: &[Side], edit: bool, text: &dyn Fn(&str) -> String) {
    let _ = writeln!(out, "<main class=\"columns\" id=\"content\" data-columns=\"{}\">", sides.len());
    out.push_str("<div class=\"row names\">");
    for side in sides {
        name(site, out, side, text);
    }
    out.push_str("</div>\n");
    let columns: Vec<&[crate::render::columns::Block]> =
        sides.iter().map(|side| side.column.blocks.as_slice()).collect();
    let rows = align::rows(&columns);
    for row in &rows {
        let touched = row.iter().zip(sides).any(|(at, side)| at.is_some_and(|at| side.is_changed(at)));
        out.push_str("<div class=\"row\">");
        for (at, side) in row.iter().zip(sides) {
            cell(site, out, *at, side, touched);
            if edit && at.is_some() && matches!(origin(site, side), Origin::Converted(_)) {
                out.push_str("<button type=\"button\" class=\"correct\"");
                escape::pair("aria-label", &text("compare-correct"), out);
                escape::pair("title", &text("compare-correct"), out);
                out.push_str(">✎</button>");
            }
            out.push_str("</section>");
        }
        out.push_str("</div>\n");
    }
    out.push_str("</main>\n");
}

impl Side {
    /// Whether the block `at` has changed since a text beside it was made.
    fn is_changed(&self, at: usize) -> bool {
        let span = self.column.blocks[at].span;
        self.changed.iter().any(|changed| changed.start < span.end.max(span.start + 1) && span.start <= changed.start)
    }
}

fn name(site: &Site, out: &mut String, side: &Side, text: &dyn Fn(&str) -> String) {
    let edition = site.project.config.edition(side.edition);
    out.push_str("<section class=\"cell name\"><h2");
    escape::pair("lang", &edition.locale.to_string(), out);
    out.push('>');
    let (word, translation) = match origin(site, side) {
        Origin::Authored(id) => ("authored", Some(id)),
        Origin::Converted(id) => ("converted", Some(id)),
        Origin::Fallback { translation, .. } => ("fallback", Some(translation)),
        Origin::Made => ("missing", None),
    };
    match side.page {
        Some(id) => {
            out.push_str("<a");
            escape::pair("href", site.parts.href(id), out);
            out.push('>');
            escape::text(edition.label(), out);
            out.push_str("</a>");
        }
        None => escape::text(edition.label(), out),
    }
    let _ = write!(out, "</h2><p class=\"origin {word}\">");
    escape::text(&text(word), out);
    if let Some(translation) = translation.map(|id| &site.library.translations[id.0 as usize]) {
        let from = site.project.config.edition_of(&translation.locale);
        if word != "authored" {
            let label = from.map(|id| site.project.config.edition(id).label().to_owned());
            escape::text(&format!(" {}", label.unwrap_or_else(|| translation.locale.to_string())), out);
        }
        if translation.front.draft {
            escape::text(&format!(" · {}", text("draft")), out);
        }
        if side.outdated > 0 {
            out.push_str(" <strong class=\"stale\">");
            escape::text(&text("compare-outdated"), out);
            out.push_str("</strong>");
        }
        out.push_str("</p><p class=\"file\">");
        escape::text(translation.path.as_str(), out);
    }
    out.push_str("</p>");
    if let Some(title) = side.page.map(|id| &site.plan.page(id).title) {
        out.push_str("<p class=\"title\"");
        escape::pair("lang", &edition.locale.to_string(), out);
        out.push('>');
        escape::text(title, out);
        out.push_str("</p>");
    }
    if let Some((problem, is_english)) = &side.problem {
        out.push_str(if *is_english { "<p class=\"stale\" lang=\"en\">" } else { "<p class=\"stale\">" });
        escape::text(problem, out);
        out.push_str("</p>");
    }
    out.push_str("</section>");
}

/// One block of one column, without its end.
fn cell(site: &Site, out: &mut String, at: Option<usize>, side: &Side, touched: bool) {
    let origin = origin(site, side);
    let edition = site.project.config.edition(side.edition);
    let page = side.page.map(|id| site.plan.page(id));
    let lang = page.map_or(&edition.locale, |page| alternates::language(&site.project.config, &site.library, page));
    let mut classes = String::from("cell");
    match at {
        None => classes.push_str(" lacking"),
        Some(at) if side.is_changed(at) => classes.push_str(" newer"),
        Some(_) if origin.is_fallback() => classes.push_str(" untranslated"),
        Some(_) if touched && side.outdated > 0 => classes.push_str(" outdated"),
        Some(_) => {}
    }
    out.push_str("<section");
    escape::pair("class", &classes, out);
    escape::pair("lang", &lang.to_string(), out);
    escape::pair("dir", lang.direction().as_str(), out);
    escape::pair("data-edition", &edition.locale.to_string(), out);
    out.push('>');
    if let Some(at) = at {
        out.push_str(&side.column.blocks[at].html);
    }
}

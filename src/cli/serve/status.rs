//! `/-/status`: the grid of documents and editions, with links.

use super::compare;
use super::own::{self, Document};
use super::reply::Reply;
use super::server::{Server, Source};
use super::site::Site;
use super::state::State;
use crate::config::EditionId;
use crate::render::html::escape;
use crate::resolve::coverage::{Cell, Grid, Row, State as Standing};
use crate::resolve::links::decoded;
use serde_json::json;
use std::fmt::Write;

/// Where the page is.
pub const PATH: &str = "/-/status";

/// How many documents one part of the grid shows.
const PART: usize = 500;

/// The page for a request with `query`: `from` (an edition), `only` (a state), `part` (from 1).
pub fn page(server: &Server, state: &State, site: &Site, query: &str) -> Option<Reply> {
    let Source::Site { settings, .. } = &server.source else { return None };
    let config = &site.project.config;
    let value = |name: &str| {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.filter(|(known, _)| *known == name).map(|(_, value)| decoded(value)).next()
    };
    let of = |tag: &str| config.edition_ids().find(|id| config.edition(*id).locale.to_string() == tag);
    let from = value("from").and_then(|tag| of(&tag)).unwrap_or(config.default);
    let only = value("only").and_then(|name| Standing::ALL.into_iter().find(|state| state.name() == name));
    let part: usize = value("part").and_then(|part| part.parse().ok()).unwrap_or(1).max(1);
    let text = |id: &str| site.parts.interface(from).text(&format!("preview-{id}"));
    let view = View { site, from, editions: settings.named(site), text: &text };
    let grid = Grid::of(config, &site.library, &site.plan);
    let wanted =
        |row: &&Row| only.is_none_or(|only| view.editions.iter().any(|id| row.cells[usize::from(id.0)].state == only));
    let rows: Vec<&Row> = grid.rows.iter().filter(wanted).collect();
    let mut out = String::new();
    view.head(&mut out, &grid, only);
    let shown = rows.iter().skip((part - 1) * PART).take(PART);
    view.table(&mut out, shown.copied());
    view.parts(&mut out, rows.len().div_ceil(PART), part, only);
    let title = text("status");
    let data = json!({});
    Some(own::page(server, state, site, &Document { from, title: &title, body: &out, path: PATH, data }))
}

struct View<'a> {
    site: &'a Site,
    from: EditionId,
    editions: Vec<EditionId>,
    text: &'a dyn Fn(&str) -> String,
}

impl View<'_> {
    fn address(&self, only: Option<Standing>, part: usize) -> String {
        let from = self.tag(self.from);
        let only = only.map(|state| format!("&only={}", state.name())).unwrap_or_default();
        let part = if part > 1 { format!("&part={part}") } else { String::new() };
        format!("{PATH}?from={from}{only}{part}")
    }

    fn tag(&self, id: EditionId) -> String {
        self.site.project.config.edition(id).locale.to_string()
    }

    /// The title, and how many documents are in each state, each a link to those alone.
    fn head(&self, out: &mut String, grid: &Grid, only: Option<Standing>) {
        out.push_str("<header class=\"tools\"><h1>");
        escape::text(&(self.text)("status"), out);
        out.push_str("</h1><ul class=\"legend\">");
        let totals = grid.totals();
        let all = std::iter::once(None).chain(Standing::ALL.into_iter().map(Some));
        for state in all {
            let number: u32 = match state {
                Some(state) => self.editions.iter().map(|id| totals[usize::from(id.0)].of(state)).sum(),
                None => self.editions.iter().map(|id| totals[usize::from(id.0)].all()).sum(),
            };
            let name = state.map_or("all", Standing::name);
            out.push_str("<li><a role=\"button\"");
            escape::pair("class", name, out);
            escape::pair("href", &self.address(state, 1), out);
            escape::pair("aria-pressed", if state == only { "true" } else { "false" }, out);
            out.push('>');
            escape::text(&(self.text)(&format!("status-{name}")), out);
            let _ = write!(out, "</a> {number}</li>");
        }
        out.push_str("</ul></header>\n");
    }

    fn table<'r>(&self, out: &mut String, rows: impl Iterator<Item = &'r Row>) {
        out.push_str("<main id=\"content\"><table class=\"grid\"><thead><tr><th scope=\"col\">");
        escape::text(&(self.text)("status-document"), out);
        out.push_str("</th>");
        for id in &self.editions {
            out.push_str("<th scope=\"col\"");
            escape::pair("lang", &self.tag(*id), out);
            out.push('>');
            escape::text(self.site.project.config.edition(*id).label(), out);
            out.push_str("</th>");
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            out.push_str("<tr><th scope=\"row\"><a");
            escape::pair("href", &compare::href(self.site, &row.key, self.from), out);
            out.push('>');
            escape::text(if row.key.as_str().is_empty() { "/" } else { row.key.as_str() }, out);
            out.push_str("</a></th>");
            for id in &self.editions {
                self.cell(out, &row.cells[usize::from(id.0)]);
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody></table></main>\n");
    }

    fn cell(&self, out: &mut String, cell: &Cell) {
        out.push_str("<td");
        escape::pair("class", cell.state.name(), out);
        if let Some(id) = cell.translation {
            let translation = &self.site.library.translations[id.0 as usize];
            escape::pair("title", translation.path.as_str(), out);
        }
        out.push('>');
        let name = (self.text)(&format!("status-{}", cell.state.name()));
        match cell.page {
            Some(page) => {
                out.push_str("<a");
                escape::pair("href", self.site.parts.href(page), out);
                out.push('>');
                escape::text(&name, out);
                out.push_str("</a>");
            }
            None => escape::text(&name, out),
        }
        out.push_str("</td>");
    }

    /// Links to the parts of a long grid.
    fn parts(&self, out: &mut String, parts: usize, current: usize, only: Option<Standing>) {
        if parts < 2 {
            return;
        }
        out.push_str("<nav class=\"parts\"><ul>");
        for part in 1..=parts {
            out.push_str("<li><a");
            escape::pair("href", &self.address(only, part), out);
            if part == current {
                escape::pair("aria-current", "page", out);
            }
            let _ = write!(out, ">{part}</a></li>");
        }
        out.push_str("</ul></nav>\n");
    }
}

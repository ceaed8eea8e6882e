//! What the preview adds to a page: its script, and what the script has to know. A built site has neither.

use super::pages::Shown;
use super::server::Server;
use super::site::Site;
use super::state::State;
use super::{compare, live, own, problems, status};
use crate::config::EditionId;
use crate::locale::Locale;
use crate::render::interface::Interface;
use crate::resolve::plan::{Origin, PageId};
use serde_json::{Value, json};

/// The script of every page of the preview.
pub const SCRIPT: &str = include_str!("assets/preview.js");

/// The messages that the script shows.
const MESSAGES: [&str; 18] = [
    "preview-authored",
    "preview-close",
    "preview-compare",
    "preview-converted",
    "preview-draft",
    "preview-error",
    "preview-errors",
    "preview-fallback",
    "preview-gone",
    "preview-help",
    "preview-hide",
    "preview-label",
    "preview-made",
    "preview-note",
    "preview-stale",
    "preview-status",
    "preview-warning",
    "preview-warnings",
];

/// A page with the preview's script.
pub fn page(server: &Server, state: &State, site: &Site, id: PageId, shown: &Shown, path: &str) -> String {
    let page = site.plan.page(id);
    let found = problems::of_page(state, site, id, &shown.found);
    let translation = page.origin.translation().map(|id| &site.library.translations[id.0 as usize]);
    let origin = match page.origin {
        Origin::Authored(_) => "authored",
        Origin::Converted(_) => "converted",
        Origin::Fallback { .. } => "fallback",
        Origin::Made => "made",
    };
    let mut data = data(server, state, site, page.edition, path);
    data["origin"] = json!(origin);
    data["stale"] = json!(shown.stale || !state.broken.is_empty());
    data["problems"] =
        problems::views(&found, &state.files, locale_of(site, page.edition), interface(site, page.edition));
    data["status"] = json!(format!("{}?from={}", status::PATH, site.project.config.edition(page.edition).locale));
    if let Some(translation) = translation {
        data["compare"] = json!(compare::href(site, &translation.key, page.edition));
        data["file"] = json!(translation.path.as_str());
        data["draft"] = json!(translation.front.draft);
        let label = site.project.config.edition_of(&translation.locale);
        data["from"] =
            json!(label.map_or_else(
                || translation.locale.to_string(),
                |id| site.project.config.edition(id).label().to_owned()
            ));
    }
    if shown.html.is_empty() {
        data["blank"] = json!(true);
        let title = interface(site, page.edition).text("preview-errors");
        return with_script(&problems::empty(&site.project.config.edition(page.edition).locale, &title), &data);
    }
    with_script(&shown.html, &data)
}

/// A page that is made whole, as the one at the root, with the preview's script.
pub fn made(server: &Server, state: &State, site: &Site, html: &str, path: &str) -> String {
    let edition = site.project.config.default;
    let mut data = data(server, state, site, edition, path);
    data["origin"] = json!("made");
    let found: Vec<_> = state.problems.iter().filter(|found| problems::is_everyones(site, found)).cloned().collect();
    data["problems"] = problems::views(&found, &state.files, locale_of(site, edition), interface(site, edition));
    with_script(html, &data)
}

fn locale_of(site: &Site, edition: EditionId) -> &Locale {
    &site.project.config.edition(edition).locale
}

fn interface(site: &Site, edition: EditionId) -> &Interface {
    site.parts.interface(edition)
}

fn data(server: &Server, state: &State, site: &Site, edition: EditionId, path: &str) -> Value {
    let interface = interface(site, edition);
    json!({
        "mark": live::mark(server, state, path),
        "lang": site.project.config.edition(edition).locale.to_string(),
        "texts": texts(&|id| interface.text(id)),
    })
}

/// The script's messages.
pub fn texts(text: &dyn Fn(&str) -> String) -> Value {
    MESSAGES.iter().map(|id| ((*id).trim_start_matches("preview-").to_owned(), Value::from(text(id)))).collect()
}

/// `html` with the script at the end of its body.
pub fn with_script(html: &str, data: &Value) -> String {
    // Nothing in the data can end the element that it stands in.
    let data = data.to_string().replace('<', "\\u003c");
    let script = own::address("preview.js");
    let added = format!(
        "<script type=\"application/json\" id=\"yiben-preview\">{data}</script>\
         <script src=\"{script}\"></script>\n"
    );
    let at = html.rfind("</body>").unwrap_or(html.len());
    [&html[..at], &added, &html[at..]].concat()
}

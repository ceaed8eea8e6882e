//! The preview's own pages and files: the frame that they share, and the rules that browsers are given for them.
//!
//! Everything on these pages that comes from files is escaped where it is written. A policy says the same again: no script
//! but the preview's own runs on them, so that nothing in a text can use the token that a page may hold.

use super::reply::{Keep, Reply};
use super::server::Server;
use super::site::Site;
use super::state::State;
use super::{inject, kinds, live, problems};
use crate::config::EditionId;
use crate::render::html::escape;
use axum::http::header;
use serde_json::{Value, json};

/// The folder of addresses that belong to the preview itself.
pub const FOLDER: &str = "/-/";

/// The files of that folder.
const FILES: [(&str, &str); 3] = [
    ("preview.js", inject::SCRIPT),
    ("pages.js", include_str!("assets/pages.js")),
    ("pages.css", include_str!("assets/pages.css")),
];

/// What a page of the preview may do.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src * data:; \
                      media-src *; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// A page of the preview.
pub struct Document<'a> {
    /// The edition in whose language it speaks.
    pub from: EditionId,
    /// Its title.
    pub title: &'a str,
    /// What stands in its body, HTML.
    pub body: &'a str,
    /// Its address, without the query.
    pub path: &'a str,
    /// What its script has to know.
    pub data: Value,
}

/// A file of the preview.
pub fn file(name: &str) -> Option<Reply> {
    let (name, text) = FILES.iter().find(|(known, _)| *known == name)?;
    Some(Reply::bytes(kinds::of(name), *text).keep(Keep::Forever))
}

/// The address of a file of the preview, which changes when the file does.
pub fn address(name: &str) -> String {
    let text = FILES.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
    format!("{FOLDER}{name}?v={}", &blake3::hash(text.as_bytes()).to_hex()[..8])
}

/// A page of the preview as it is sent.
pub fn page(server: &Server, state: &State, site: &Site, document: &Document<'_>) -> Reply {
    let locale = &site.project.config.edition(document.from).locale;
    let mut html = String::from("<!doctype html>\n<html");
    escape::pair("lang", &locale.to_string(), &mut html);
    escape::pair("dir", locale.direction().as_str(), &mut html);
    html.push_str(">\n<head>\n<meta charset=\"utf-8\">\n");
    html.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape::text(document.title, &mut html);
    html.push_str(
        "</title>\n<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n",
    );
    html.push_str(&format!("<link rel=\"stylesheet\" href=\"{}\">\n", address("pages.css")));
    html.push_str(&format!("<script defer src=\"{}\"></script>\n</head>\n<body>\n", address("pages.js")));
    html.push_str(document.body);
    html.push_str("</body>\n</html>\n");
    let interface = site.parts.interface(document.from);
    let found: Vec<_> = state.problems.iter().filter(|found| problems::is_everyones(site, found)).cloned().collect();
    let data = json!({
        "mark": live::mark(server, state, document.path),
        "lang": locale.to_string(),
        "texts": inject::texts(&|id| interface.text(id)),
        "problems": problems::views(&found, &state.files, locale, interface),
        "stale": !state.broken.is_empty(),
        "page": document.data,
    });
    let html = inject::with_script(&html, &data);
    Reply::bytes(kinds::of(".html"), html).with(header::CONTENT_SECURITY_POLICY, POLICY)
}

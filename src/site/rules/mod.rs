//! Server rules: what the root page's script does in a browser, done by the server, for those that `server-rules` names.
//!
//! 1. [`Site`] gathers what every server has to know: the editions' places, what has moved, what never changes;
//! 2. [`ranges`] says which languages ask for which edition, as patterns that all these servers can read;
//! 3. `nginx`, `apache`, `caddy` and `hosts` write both down in each server's own words.
//!
//! An address inside an edition is never redirected to another one. An address in no edition leads to the saved choice,
//! then to the edition that fits `Accept-Language`, then to the default one; path and query are kept.

mod apache;
mod caddy;
mod hosts;
mod nginx;
pub mod ranges;
#[cfg(test)]
mod tests;

use crate::config::{Config, ServerRules};
use crate::locale::negotiate::{COOKIE, Table};
use crate::resolve::address::SEARCH_INDEX;
use crate::resolve::plan::{PageKind, Plan};
use crate::site::search;
use crate::source::RelPath;
use ranges::Ranges;
use std::collections::BTreeMap;

/// The folder of the rules that a server's configuration includes. Such rules keep it from being served.
const FOLDER: &str = "_server";

/// How long browsers keep a file whose name changes with its content.
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// How long they keep everything else: they ask again each time.
pub const ASK_AGAIN: &str = "public, max-age=0, must-revalidate";

/// What every server has to know about a site. Paths begin at the host, hold the base path, and are not percent-encoded.
#[derive(Debug)]
struct Site {
    /// The base path, `/` or `/book/`.
    root: String,
    /// The editions in their order.
    editions: Vec<Place>,
    /// The index of the default edition.
    default: usize,
    /// Whether there are addresses in no edition: no edition stands at the root.
    chooses: bool,
    /// Old addresses and where they lead.
    moved: Vec<(String, String)>,
    /// Files whose names change with their content, and folders (`…/*`) that hold nothing else.
    lasting: Vec<String>,
    /// Which languages ask for which edition.
    ranges: Ranges,
    /// The same as a table, for servers that run JavaScript.
    table: String,
}

/// An edition's place.
#[derive(Debug)]
struct Place {
    /// The locale's tag.
    tag: String,
    /// Its folder below the root without slashes; empty for the edition at the root.
    prefix: String,
}

impl Site {
    fn new(config: &Config, plan: &Plan, outputs: &[&RelPath]) -> Self {
        let root = config.base_url.path.clone();
        let full = |permalink: &str| format!("{root}{}", permalink.trim_start_matches('/'));
        let locales: Vec<_> = config.editions.iter().map(|edition| edition.locale.clone()).collect();
        let default = usize::from(config.default.0);
        let table = Table::new(&locales, default);
        let place = |edition: &crate::config::Edition| Place {
            tag: edition.locale.to_string(),
            prefix: edition.prefix.trim_matches('/').to_owned(),
        };
        Self {
            editions: config.editions.iter().map(place).collect(),
            default,
            chooses: config.editions.iter().all(|edition| !edition.prefix.is_empty()),
            moved: plan
                .redirects
                .iter()
                .map(|old| (full(&old.from), full(&plan.page(old.to).permalink)))
                .filter(|(from, to)| from != to)
                .collect(),
            lasting: indices(config, plan, &root).chain(lasting(&root, outputs)).collect(),
            ranges: Ranges::new(&table),
            table: crate::locale::negotiate::table_json(&locales, default),
            root,
        }
    }

    /// `/book/zh-hant/`
    fn home(&self, place: &Place) -> String {
        if place.prefix.is_empty() { self.root.clone() } else { format!("{}{}/", self.root, place.prefix) }
    }

    fn default_place(&self) -> &Place {
        &self.editions[self.default]
    }

    /// The editions that have a folder of their own.
    fn folders(&self) -> impl Iterator<Item = &Place> {
        self.editions.iter().filter(|place| !place.prefix.is_empty())
    }
}

/// Whether a file's name changes with its content: before its ending stand at least eight hexadecimal digits.
pub fn is_lasting(name: &str) -> bool {
    let mut parts = name.rsplit('.').skip(1);
    let hash = parts.next().unwrap_or_default();
    parts.next().is_some() && hash.len() >= 8 && hash.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
}

/// The files that never change under their name, folder by folder where a folder holds nothing else.
fn lasting(root: &str, outputs: &[&RelPath]) -> Vec<String> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for path in outputs {
        let (folder, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
        folders.entry(folder).or_default().push(name);
    }
    let mut found = Vec::new();
    for (folder, names) in folders {
        let inside =
            |name: &str| if folder.is_empty() { format!("{root}{name}") } else { format!("{root}{folder}/{name}") };
        let hashed = names.iter().filter(|name| is_lasting(name));
        let whole = !folder.is_empty() && names.len() > 1 && names.iter().all(|name| is_lasting(name));
        if whole { found.push(inside("*")) } else { found.extend(hashed.map(|name| inside(name))) }
    }
    found
}

/// The folders of the search's index. Its files are made after the pages, and their names all change with their content;
/// the file beside such a folder, which names them, is asked for again.
fn indices<'a>(config: &'a Config, plan: &'a Plan, root: &'a str) -> impl Iterator<Item = String> + 'a {
    let searches = |id| plan.pages.iter().any(|page| page.edition == id && page.kind == PageKind::Search);
    let locales = config.edition_ids().filter(move |id| searches(*id)).map(|id| &config.edition(id).locale);
    locales.map(move |locale| format!("{root}{SEARCH_INDEX}/{}/*", search::name(locale)))
}

/// The files that the servers of `server-rules` read. `outputs` are the places of all other files of the site.
pub fn files(config: &Config, plan: &Plan, outputs: &[&RelPath]) -> Vec<(RelPath, String)> {
    if config.server_rules.is_empty() {
        return Vec::new();
    }
    let site = Site::new(config, plan, outputs);
    let wants = |server| config.server_rules.contains(&server);
    let mut files = Vec::new();
    if wants(ServerRules::Nginx) {
        files.extend(nginx::files(&site));
    }
    if wants(ServerRules::Apache) {
        files.extend(apache::files(&site));
    }
    if wants(ServerRules::Caddy) {
        files.push((format!("{FOLDER}/Caddyfile"), caddy::file(&site)));
    }
    files.extend(hosts::files(&site, wants(ServerRules::Netlify), wants(ServerRules::Cloudflare)));
    if wants(ServerRules::GithubPages) {
        // Without it, GitHub leaves out every file whose name begins with an underscore.
        files.push((".nojekyll".to_owned(), String::new()));
    }
    files.into_iter().filter_map(|(path, text)| Some((RelPath::new(&path).ok()?, text))).collect()
}

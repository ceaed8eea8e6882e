//! The theme: what is compiled in, file by file replaced by what the site's own `theme/` folder holds.

use super::blocks;
use super::style;
use super::templates::{Source, Templates};
use super::theme_keys;
use crate::config::{Config, ServerRules};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::negotiate;
use crate::source::{Files, RelPath, decode};
use std::collections::BTreeMap;

/// Files of the theme that are compiled in: path below `theme/`, text.
macro_rules! built_in {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/theme/", $path))),)*]
    };
}

/// The default theme.
const BUILT_IN: &[(&str, &str)] = built_in![
    "templates/404.html"
    "templates/article.html"
    "templates/base.html"
    "templates/home.html"
    "templates/page.html"
    "templates/parts/after.html"
    "templates/parts/breadcrumbs.html"
    "templates/parts/footer.html"
    "templates/parts/head-extra.html"
    "templates/parts/head.html"
    "templates/parts/header.html"
    "templates/parts/list.html"
    "templates/parts/made-from.html"
    "templates/parts/meta.html"
    "templates/parts/notices.html"
    "templates/parts/pagination.html"
    "templates/parts/sidebar.html"
    "templates/parts/switcher.html"
    "templates/parts/toc-button.html"
    "templates/parts/toc.html"
    "templates/redirect.html"
    "templates/root.html"
    "templates/search.html"
    "templates/section.html"
    "templates/tag.html"
    "templates/tags.html"
    "styles/base.css"
    "styles/chinese.css"
    "styles/code.css"
    "styles/layout.css"
    "styles/print.css"
    "scripts/appearance.js"
    "scripts/editions.js"
    "scripts/find.js"
    "scripts/missing.js"
    "scripts/place.js"
    "scripts/root.js"
    "scripts/search.js"
];

/// The style sheets of the default theme in the order in which they are joined; a site's own follow by name.
const STYLES: &[&str] = &["base.css", "chinese.css", "layout.css", "code.css", "print.css"];

/// The scripts that every page loads, in order.
const SCRIPTS: &[&str] = &["place.js", "editions.js", "appearance.js", "find.js"];

/// Scripts that stand in one page alone, or are loaded when they are used.
const ALONE: &[&str] = &["root.js", "missing.js", "search.js"];

/// The largest file of a theme that is read, in bytes.
const LIMIT: u64 = 16 << 20;

/// A site's theme.
#[derive(Debug)]
pub struct Theme {
    /// Its templates and shortcodes.
    pub templates: Templates,
    /// Files that the site needs beside its pages: their places in the site, and their bytes.
    pub files: Vec<(RelPath, Vec<u8>)>,
    /// The style sheet's address from the site's root. Its name changes with its content, so that browsers may keep it.
    pub style: String,
    /// The script's address from the site's root, likewise.
    pub script: String,
    /// The address of the search's script, likewise. Pages load it when it is used.
    pub search_script: String,
    /// The script of the root page, which chooses an edition.
    pub root_script: String,
    /// The script of the page that stands for all addresses which do not exist.
    pub missing_script: String,
}

/// Text files by their path below `theme/`, each with the site's path where the site has it.
type Texts = BTreeMap<String, (String, Option<RelPath>)>;

impl Theme {
    /// The default theme with the site's own files in their places.
    pub fn load(files: &Files, config: &Config) -> (Self, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let mut texts: Texts =
            BUILT_IN.iter().map(|(path, text)| ((*path).to_owned(), ((*text).to_owned(), None))).collect();
        let mut copies = Vec::new();
        own_files(files, &mut texts, &mut copies, &mut found);
        let mut sources = BTreeMap::new();
        for (path, (text, own)) in &texts {
            let name = path.strip_prefix("templates/").or_else(|| path.starts_with("shortcodes/").then_some(path));
            if let Some(name) = name {
                sources.insert(name.to_owned(), Source { text: text.clone(), path: own.clone() });
            }
        }
        let own = sources.values().filter(|source| source.path.is_some()).map(|source| &*source.text);
        theme_keys::unknown(config, &own.collect::<Vec<_>>(), &mut found);
        let (templates, mut broken) = Templates::new(sources);
        found.append(&mut broken);
        found.extend(blocks::unknown(&templates));
        let mut sheet = style::compact(&joined(&texts, "styles/", STYLES, &[]));
        sheet.push_str(&style::custom(config, &mut found));
        let negotiation = negotiation(config);
        let script = negotiation.clone() + &joined(&texts, "scripts/", SCRIPTS, ALONE);
        let alone = |name: &str| texts.get(&format!("scripts/{name}")).map_or("", |(text, _)| text);
        let root_script = negotiation + alone("root.js");
        let missing_script = alone("missing.js").to_owned();
        let (style, script_address) = (fresh("yiben", "css", &sheet), fresh("yiben", "js", &script));
        let mut add = |path: &str, bytes: Vec<u8>| {
            if let Ok(path) = RelPath::new(path) {
                copies.push((path, bytes));
            }
        };
        add(&style, sheet.into_bytes());
        add(&script_address, script.into_bytes());
        let search = alone("search.js").to_owned();
        let search_script = fresh("search", "js", &search);
        if config.search {
            add(&search_script, search.into_bytes());
        }
        copies.sort();
        (
            Self {
                templates,
                files: copies,
                style,
                script: script_address,
                search_script,
                root_script,
                missing_script,
            },
            found,
        )
    }
}

/// Reads the site's `theme/` and `shortcodes/`. `static/` is copied; templates, styles, scripts and shortcodes are text.
fn own_files(files: &Files, texts: &mut Texts, copies: &mut Vec<(RelPath, Vec<u8>)>, found: &mut Vec<Diagnostic>) {
    for (folder, below) in [("theme", ""), ("shortcodes", "shortcodes/")] {
        let folder = RelPath::new(folder).expect("a literal folder is a path");
        if !files.is_dir(&folder) {
            continue;
        }
        for path in files.walk(&folder).files {
            let Some(rest) = path.strip_prefix(&folder) else { continue };
            let name = format!("{below}{rest}");
            let kept = ["templates/", "styles/", "scripts/", "shortcodes/", "static/"];
            if !kept.iter().any(|part| name.starts_with(part)) {
                continue;
            }
            let bytes = match files.read(&path, LIMIT) {
                Ok(bytes) => bytes,
                Err(error) => {
                    found.push(Diagnostic::new(
                        Code::Unreadable,
                        &path,
                        format!("`{path}` could not be read: {error}"),
                    ));
                    continue;
                }
            };
            if let Some(place) = name.strip_prefix("static/") {
                copies.extend(RelPath::new(&format!("assets/{place}")).ok().map(|place| (place, bytes)));
                continue;
            }
            match decode(bytes) {
                Ok(text) => {
                    texts.insert(name, (text, Some(path)));
                }
                Err(error) => found.push(Diagnostic::not_utf8(&path, &error)),
            }
        }
    }
}

/// The files of `folder` one after the other: the `ordered` ones, then what else the site has there, but `left_out`.
fn joined(texts: &Texts, folder: &str, ordered: &[&str], left_out: &[&str]) -> String {
    let first = ordered.iter().map(|name| format!("{folder}{name}"));
    let others = texts.range(folder.to_owned()..).map(|(path, _)| path).take_while(|path| path.starts_with(folder));
    let others = others.filter(|path| {
        let name = &path[folder.len()..];
        !ordered.contains(&name) && !left_out.contains(&name)
    });
    let mut out = String::new();
    for path in first.chain(others.cloned()) {
        if let Some((text, _)) = texts.get(&path) {
            out.push_str(text.trim_end());
            out.push('\n');
        }
    }
    out
}

/// Which edition fits a reader: the steps and the table of [`negotiate`], as every page's script has them.
fn negotiation(config: &Config) -> String {
    let locales: Vec<_> = config.editions.iter().map(|edition| edition.locale.clone()).collect();
    let table = negotiate::table_json(&locales, usize::from(config.default.0));
    // The root page and these servers must agree: where rules are written, the choice is left where servers see it.
    let chooses = config.editions.iter().all(|edition| !edition.prefix.is_empty());
    let mut cookies = Vec::new();
    if chooses && config.server_rules.iter().any(|server| *server != ServerRules::GithubPages) {
        cookies.push(negotiate::COOKIE);
        cookies.extend(config.server_rules.contains(&ServerRules::Netlify).then_some("nf_lang"));
    }
    let cookies = serde_json::to_string(&cookies).expect("a list of texts is JSON");
    format!("{}const yibenTable = {table}, yibenCookies = {cookies};\n", negotiate::SCRIPT)
}

/// A place that changes with the content, so that caches may keep the file for ever: `assets/yiben.1a2b3c4d.css`.
fn fresh(name: &str, ending: &str, content: &str) -> String {
    let hash = blake3::hash(content.as_bytes()).to_hex();
    format!("assets/{name}.{}.{ending}", &hash[..8])
}

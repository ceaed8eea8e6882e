//! `--edit`: the compare page settles a doubtful word by a row in the glossary, and corrects a sentence by hand.

use super::guard::Guard;
use super::reply::{Keep, Reply};
use super::server::Server;
use super::site::Site;
use crate::cli::Failure;
use crate::cli::fix::{self, Wish};
use crate::cli::project::Look;
use crate::config::{Config, EditionId};
use crate::content::DocKey;
use crate::convert::Converters;
use crate::convert::glossary::write::{self, with_row};
use crate::emit;
use crate::locale::Locale;
use crate::resolve::plan::Origin;
use crate::source::{Files, ReadError, RelPath, decode};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::json;
use std::sync::{Arc, Mutex, PoisonError};

/// Where rows of the glossary are sent to.
const GLOSSARY: &str = "/-/glossary";

/// Where corrections are sent to.
const CORRECTION: &str = "/-/correction";

/// The longest request that is read, in bytes.
pub const LONGEST: usize = 16 << 10;

/// The longest term, in characters.
const TERM: usize = 100;

/// The longest sentence, in characters.
const SENTENCE: usize = 2000;

/// The largest glossary, in bytes.
const LIMIT: u64 = 16 << 20;

/// One row at a time: each is added to what the one before it left.
static ONE: Mutex<()> = Mutex::new(());

/// A word to be settled.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The document's key.
    document: String,
    /// The edition that the word is to be settled for.
    edition: String,
    /// The words as written.
    words: String,
    /// What they are to become.
    text: String,
}

/// A sentence to be corrected.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    /// The document's key.
    document: String,
    /// The edition whose page says it.
    edition: String,
    /// What the page says.
    find: String,
    /// What it is to say.
    replace: String,
}

/// Why nothing was written.
type Refusal = (StatusCode, String);

/// Whether something may be sent to `path`.
pub fn takes(path: &str) -> bool {
    path == GLOSSARY || path == CORRECTION
}

/// Answers a request to write something down.
pub fn answer(server: &Server, guard: &Guard, path: &str, headers: &HeaderMap, body: &[u8]) -> Reply {
    let json = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_json = json.is_some_and(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json"));
    if !guard.trusts(headers) || !is_json {
        return refuse(StatusCode::FORBIDDEN, "only a page of this preview may do that, and only with `--edit`");
    }
    let unreadable = |_| (StatusCode::BAD_REQUEST, "the request cannot be read".to_owned());
    let written = if path == GLOSSARY {
        serde_json::from_slice(body).map_err(unreadable).and_then(|row| add(server, &row))
    } else {
        serde_json::from_slice(body).map_err(unreadable).and_then(|correction| correct(server, &correction))
    };
    match written {
        Ok(path) => said(StatusCode::OK, &json!({ "file": path.as_str() })),
        Err((status, why)) => refuse(status, &why),
    }
}

fn refuse(status: StatusCode, why: &str) -> Reply {
    said(status, &json!({ "message": why }))
}

fn said(status: StatusCode, value: &serde_json::Value) -> Reply {
    Reply::bytes("application/json; charset=utf-8", value.to_string()).keep(Keep::Never).status(status)
}

fn bad(why: &str) -> Refusal {
    (StatusCode::BAD_REQUEST, why.to_owned())
}

/// Whether a text is one line of some words.
fn fits(text: &str, longest: usize) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().count() <= longest && !text.chars().any(char::is_control)
}

/// What is shown, and the edition that is meant.
fn place(server: &Server, tag: &str) -> Result<(Arc<Site>, EditionId), Refusal> {
    let state = server.state().ok_or_else(|| bad("there is no project"))?;
    let site = state.site.clone().ok_or_else(|| bad("the settings have a mistake"))?;
    let config = &site.project.config;
    let edition = config.edition_ids().find(|id| config.edition(*id).locale.to_string() == tag);
    edition.map(|edition| (Arc::clone(&site), edition)).ok_or_else(|| bad("there is no such edition"))
}

fn correct(server: &Server, wish: &Correction) -> Result<RelPath, Refusal> {
    if !fits(&wish.find, SENTENCE) || !fits(&wish.replace, SENTENCE) {
        return Err(bad("a correction is of one sentence, and leaves something of it"));
    }
    let (site, edition) = place(server, &wish.edition)?;
    let root = site.project.files.root().ok_or_else(|| bad("there is no folder"))?;
    let key = DocKey::new(wish.document.as_str());
    let wanted = Wish { edition, key: &key, find: wish.find.trim(), replace: wish.replace.trim(), all: false };
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    // What is shown may not know yet of a correction that was written a moment ago, and its file is written whole.
    let (converters, _) = Converters::load(&site.project.files, &site.project.config);
    let look = Look { project: &site.project, library: &site.library, converters: &converters, plan: &site.plan };
    let fixed = fix::fix(look, root, &wanted);
    let said = |failure: Failure| match failure.help {
        Some(help) => format!("{}; {help}", failure.message),
        None => failure.message,
    };
    fixed.map(|fixed| fixed.path).map_err(|failure| (StatusCode::CONFLICT, said(failure)))
}

fn add(server: &Server, wish: &Row) -> Result<RelPath, Refusal> {
    if !fits(&wish.words, TERM) || !fits(&wish.text, TERM) {
        return Err(bad("a term is one line of at most a hundred characters"));
    }
    let (site, edition) = place(server, &wish.edition)?;
    let config = &site.project.config;
    let page = site.plan.by_document.get(&(DocKey::new(wish.document.as_str()), edition));
    let origin = page.map(|id| site.plan.page(*id).origin);
    let Some(Origin::Converted(text)) = origin else { return Err(bad("that page is not converted")) };
    let from = &site.library.translations[text.0 as usize].locale;
    let path = glossary(config);
    let files = &site.project.files;
    let place = files.disk_path(&path).ok_or_else(|| bad("there is no folder"))?;
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let before = read(files, &path).map_err(|why| (StatusCode::CONFLICT, why))?;
    let after = with_row(&before, from, &config.edition(edition).locale, wish.words.trim(), wish.text.trim());
    let saved = emit::save::save(&place, after.as_bytes());
    saved.map_err(|problem| (StatusCode::INTERNAL_SERVER_ERROR, format!("{}; {}", problem.message, problem.help)))?;
    Ok(path)
}

/// How a row of the site's glossary for two locales is written: the places of their columns, and the first row if that has to
/// be another than it is. `None` if the file cannot be read.
pub fn columns(site: &Site, from: &Locale, to: &Locale) -> Option<(usize, usize, Option<String>)> {
    let text = read(&site.project.files, &glossary(&site.project.config)).ok()?;
    Some(write::columns(&text, from, to))
}

/// The site's glossary, whether it is there already or not.
fn glossary(config: &Config) -> RelPath {
    let usual = || RelPath::new("glossary.csv").expect("`glossary.csv` is a path");
    config.glossary.clone().unwrap_or_else(usual)
}

/// The text of a glossary, with its byte-order mark if it has one.
fn read(files: &Files, path: &RelPath) -> Result<String, String> {
    match files.read(path, LIMIT) {
        Ok(bytes) => {
            // A spreadsheet reads the file as UTF-8 by its byte-order mark alone: it stays.
            let mark = if bytes.starts_with("\u{feff}".as_bytes()) { "\u{feff}" } else { "" };
            let text = decode(bytes).map_err(|_| format!("`{path}` is not UTF-8; nothing was written"))?;
            Ok(format!("{mark}{text}"))
        }
        Err(ReadError::NotFound) => Ok(String::new()),
        Err(error) => Err(format!("`{path}` cannot be read: {error}")),
    }
}

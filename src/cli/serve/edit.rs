//! `--edit`: the compare page settles a doubtful word by a row in the glossary.

use super::guard::Guard;
use super::reply::{Keep, Reply};
use super::server::Server;
use crate::config::Config;
use crate::content::DocKey;
use crate::convert::glossary::write::with_row;
use crate::emit;
use crate::resolve::plan::Origin;
use crate::source::{Files, ReadError, RelPath, decode};
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use serde_json::json;
use std::sync::{Mutex, PoisonError};

/// Where rows are sent to.
pub const PATH: &str = "/-/glossary";

/// The longest request that is read, in bytes.
pub const LONGEST: usize = 16 << 10;

/// The longest term, in characters.
const TERM: usize = 100;

/// The largest glossary, in bytes.
const LIMIT: u64 = 16 << 20;

/// One row at a time: each is added to what the one before it left.
static ONE: Mutex<()> = Mutex::new(());

/// What the page sends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    /// The document's key.
    document: String,
    /// The edition that the word is to be settled for.
    edition: String,
    /// The words as written.
    words: String,
    /// What they are to become.
    text: String,
}

/// Answers a request to add a row.
pub fn answer(server: &Server, guard: &Guard, headers: &HeaderMap, body: &[u8]) -> Reply {
    let json = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_json = json.is_some_and(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "application/json"));
    if !guard.trusts(headers) || !is_json {
        return refuse(StatusCode::FORBIDDEN, "only a page of this preview may do that, and only with `--edit`");
    }
    let Ok(wish) = serde_json::from_slice::<Wish>(body) else {
        return refuse(StatusCode::BAD_REQUEST, "the request cannot be read");
    };
    match add(server, &wish) {
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

fn add(server: &Server, wish: &Wish) -> Result<RelPath, (StatusCode, String)> {
    let bad = |why: &str| (StatusCode::BAD_REQUEST, why.to_owned());
    let fits = |text: &str| {
        let text = text.trim();
        !text.is_empty() && text.chars().count() <= TERM && !text.chars().any(char::is_control)
    };
    if !fits(&wish.words) || !fits(&wish.text) {
        return Err(bad("a term is one line of at most a hundred characters"));
    }
    let state = server.state().ok_or_else(|| bad("there is no project"))?;
    let site = state.site.as_ref().ok_or_else(|| bad("the settings have a mistake"))?;
    let config = &site.project.config;
    let edition = config.edition_ids().find(|id| config.edition(*id).locale.to_string() == wish.edition);
    let edition = edition.ok_or_else(|| bad("there is no such edition"))?;
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

/// The site's glossary, whether it is there already or not.
fn glossary(config: &Config) -> RelPath {
    let usual = || RelPath::new("glossary.csv").expect("`glossary.csv` is a path");
    config.glossary.clone().unwrap_or_else(usual)
}

fn read(files: &Files, path: &RelPath) -> Result<String, String> {
    match files.read(path, LIMIT) {
        Ok(bytes) => decode(bytes).map_err(|_| format!("`{path}` is not UTF-8; nothing was written")),
        Err(ReadError::NotFound) => Ok(String::new()),
        Err(error) => Err(format!("`{path}` cannot be read: {error}")),
    }
}

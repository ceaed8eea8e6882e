//! `authors.toml` at the top of the source folder: people, with names and biographies in each language.

use super::front::value::{Entry, Node, Value};
use super::library::{Author, Translation, place_in};
use crate::config::LocalText;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::locale::Locale;
use crate::source::{Files, RelPath, Span, decode};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest list of authors that is read, in bytes.
const LIMIT: u64 = 4 << 20;
/// Of how many more documents that name the same unlisted author a finding tells.
const ALSO: usize = 3;
const KEYS: &[&str] = &["name", "bio", "url", "picture"];

/// Reads the list at `path`.
pub fn read(files: &Files, path: &RelPath, found: &mut Vec<Diagnostic>) -> BTreeMap<String, Author> {
    let text = match files.read(path, LIMIT).map(decode) {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => {
            found.push(Diagnostic::not_utf8(path, &error));
            return BTreeMap::new();
        }
        Err(error) => {
            found.push(Diagnostic::new(Code::Unreadable, path, format!("`{path}` could not be read: {error}")));
            return BTreeMap::new();
        }
    };
    let entries = match super::front::toml_entries(&text) {
        Ok(entries) => entries,
        Err((message, span)) => {
            found.push(Diagnostic::new(Code::ConfigSyntax, path, message).at(span));
            return BTreeMap::new();
        }
    };
    let mut authors = BTreeMap::new();
    for entry in entries {
        match entry.node.value {
            Value::Table(fields) => {
                let author = author(path, fields, found);
                // A name of the wrong type has been said.
                let given = !author.name.is_empty() || !author.spans.contains_key("name");
                let blank = author.name.by.values().chain(&author.name.all).all(|name| name.trim().is_empty());
                if given && blank {
                    found.push(nameless(path, &entry.key, entry.span));
                }
                authors.insert(entry.key, author);
            }
            other => found.push(wrong(path, &entry.key, "a table with a `name`", &other, entry.node.span)),
        }
    }
    authors
}

/// Turns the names by which documents call listed people into their ids, and reports those whom the list, at `path`,
/// does not have: each once, where it is written first. A site without a list may write any name, and any site may write the
/// name of a person whom it does not list; only what looks like an id, or nearly is somebody who is listed, is a mistake.
pub(super) fn name(
    authors: &BTreeMap<String, Author>,
    path: &RelPath,
    translations: &mut [Arc<Translation>],
    found: &mut Vec<Diagnostic>,
) {
    let named = authors.iter().flat_map(|(id, author)| {
        author.name.by.values().chain(&author.name.all).map(move |name| (name.as_str(), id.as_str()))
    });
    let ids: BTreeMap<&str, &str> = named.chain(authors.keys().map(|id| (id.as_str(), id.as_str()))).collect();
    let mut unlisted: BTreeMap<String, Diagnostic> = BTreeMap::new();
    for shared in translations.iter_mut().filter(|translation| !translation.front.authors.is_empty()) {
        let translation = Arc::make_mut(shared);
        for written in &mut translation.front.authors {
            if let Some(id) = ids.get(written.as_str()) {
                (*id).clone_into(written);
                continue;
            }
            let span = place_in(&translation.front.spans, "authors", written);
            if let Some(first) = unlisted.get_mut(written.as_str()) {
                if first.related.len() < ALSO {
                    let place = Place { path: translation.path.clone(), span: Some(span) };
                    first.related.push((place, "here too".to_owned()));
                }
                continue;
            }
            let near = near(written, ids.keys().copied());
            if near.is_none() && is_a_name(written) {
                continue;
            }
            let message = format!("`{path}` does not list the author `{written}`");
            let finding = Diagnostic::new(Code::UnknownAuthor, &translation.path, message).at(span);
            let help = match near {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("add a table `[\"{written}\"]` with a `name` to it"),
            };
            unlisted.insert(written.clone(), finding.help(help));
        }
    }
    found.extend(unlisted.into_values());
}

/// Whether what a document writes is a person's own name, and no id: ids are one word of small letters.
fn is_a_name(written: &str) -> bool {
    !written.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
}

/// The id or name that was meant. Two people's names may differ by little, a character of three in Chinese, so a name must
/// be nearer than an id.
fn near<'n>(written: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let (wanted, length) = (plain(written), written.chars().count());
    let allowed = if is_a_name(written) { length / 4 } else { 2.min(length.saturating_sub(1)) };
    let near = known.map(|name| (strsim::osa_distance(&plain(name), &wanted), name)).min();
    near.filter(|(distance, name)| *distance <= allowed && *distance < name.chars().count()).map(|(_, name)| name)
}

fn author(path: &RelPath, fields: Vec<Entry>, found: &mut Vec<Diagnostic>) -> Author {
    let mut author = Author { path: path.clone(), ..Author::default() };
    for Entry { key, span, node } in fields {
        author.spans.insert(key.clone(), node.span);
        if let Value::Table(texts) = &node.value {
            let places = texts.iter().map(|text| (format!("{key}.{}", text.key), text.node.span));
            author.spans.extend(places);
        }
        match key.as_str() {
            "name" => author.name = local(path, &key, node, found),
            "bio" => author.bio = local(path, &key, node, found),
            "url" => author.url = text(path, &key, node, found),
            "picture" => author.picture = text(path, &key, node, found),
            _ => found.push(unknown(path, &key, span)),
        }
    }
    author
}

fn nameless(path: &RelPath, id: &str, span: Span) -> Diagnostic {
    let mut finding = Diagnostic::new(Code::ConfigValue, path, format!("the author `{id}` has no `name`")).at(span);
    finding.severity = Severity::Warning;
    finding.help(format!("write `name = \"…\"` below it; as it is, readers see `{id}`"))
}

fn unknown(path: &RelPath, key: &str, span: Span) -> Diagnostic {
    let near = KEYS.iter().min_by_key(|known| strsim::osa_distance(known, key));
    let diagnostic = Diagnostic::new(Code::ConfigKey, path, format!("an author has no `{key}`")).at(span);
    match near.filter(|known| strsim::osa_distance(known, key) <= 2) {
        Some(known) => diagnostic.help(format!("did you mean `{known}`?")),
        None => diagnostic.help("an author has a `name`, a `bio`, a `url` and a `picture`"),
    }
}

fn wrong(path: &RelPath, key: &str, wanted: &str, value: &Value, span: Span) -> Diagnostic {
    let message = format!("`{key}` must be {wanted}, and this is {}", value.sort());
    Diagnostic::new(Code::ConfigValue, path, message).at(span)
}

fn text(path: &RelPath, key: &str, node: Node, found: &mut Vec<Diagnostic>) -> Option<String> {
    match node.value {
        Value::Text(text) => Some(text),
        other => {
            found.push(wrong(path, key, "a text", &other, node.span));
            None
        }
    }
}

/// A text for all, or a table of texts by locale.
fn local(path: &RelPath, key: &str, node: Node, found: &mut Vec<Diagnostic>) -> LocalText {
    let mut texts = LocalText::default();
    match node.value {
        Value::Text(text) => texts.all = Some(text),
        Value::Table(entries) => {
            for entry in entries {
                match Locale::parse(&entry.key) {
                    Ok(locale) => {
                        if let Some(text) = text(path, &entry.key, entry.node, found) {
                            texts.by.insert(locale, text);
                        }
                    }
                    Err(error) => {
                        let mut diagnostic = Diagnostic::new(Code::LocaleTag, path, error.message).at(entry.span);
                        diagnostic.help = error.help;
                        found.push(diagnostic);
                    }
                }
            }
        }
        other => found.push(wrong(path, key, "a text, or a table of texts by locale", &other, node.span)),
    }
    texts
}

//! Small books for the tests of this room and of `resolve`: configurations without book.toml, files in memory.

#![allow(missing_docs, reason = "only tests see it")]

use crate::config::{Config, Conversion, Edition, EditionId, LocalText, Missing};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::source::{Files, RelPath};
use std::collections::BTreeMap;

pub fn locale(tag: &str) -> Locale {
    Locale::parse(tag).unwrap()
}

pub fn path(text: &str) -> RelPath {
    RelPath::new(text).unwrap()
}

/// A book with these editions, the first the default and at the root; each falls back to the first.
pub fn book(tags: &[&str]) -> Config {
    let editions = tags.iter().enumerate().map(|(at, tag)| Edition {
        locale: locale(tag),
        labels: LocalText::plain(*tag),
        prefix: if at == 0 { String::new() } else { tag.to_lowercase() },
        source: None,
        convert_from: None,
        conversion: Conversion::default(),
        fallback: if at == 0 { Vec::new() } else { vec![EditionId(0)] },
        severities: BTreeMap::new(),
        missing: Missing::Fallback,
    });
    let text = "title = \"Book\"\nper-page = 10\nsearch = true\n";
    let (config, _, found) = crate::config::load(&Files::memory([("book.toml", text), ("content/x.png", "")]));
    assert_eq!(found, []);
    Config { editions: editions.collect(), default: EditionId(0), ..config.unwrap() }
}

/// English, 简体, and 繁體 made from 简体.
pub fn three() -> Config {
    let mut config = book(&["en", "zh-Hans", "zh-Hant"]);
    config.editions[2].convert_from = Some(EditionId(1));
    config
}

/// Files of a book: each with the text that gives it a title, if none is given.
pub fn files<'a>(list: impl IntoIterator<Item = (&'a str, &'a str)>) -> Files {
    Files::memory(list)
}

/// Each finding as its code and message, sorted as people see them.
pub fn said(found: Vec<Diagnostic>) -> Vec<String> {
    let found = crate::diagnostic::sorted(found);
    found.iter().map(|d| format!("{}: {}", d.code.name(), d.message)).collect()
}

pub fn codes(found: &[Diagnostic]) -> Vec<Code> {
    found.iter().map(|diagnostic| diagnostic.code).collect()
}

//! `book.toml` as written: each key of the right type and in its place, nothing resolved yet.

use super::table::{At, Entry, Findings, Table, choice, local_text, locale, nearest, span_of, text, texts, wrong_type};
use super::{Characters, EngineChoice, Folder, LocalText, Missing, Mode, NavLink, ServerRules, Term, Vocabulary};
use crate::diagnostic::{Code, Severity};
use crate::source::RelPath;
use std::collections::BTreeMap;

/// The whole file.
#[derive(Debug, Default)]
pub(super) struct Book<'t, 'i> {
    pub title: LocalText,
    pub description: LocalText,
    pub authors: Vec<String>,
    pub base_url: Option<At<String>>,
    pub source: Option<At<String>>,
    pub destination: Option<At<String>>,
    pub default: Option<At<String>>,
    pub editions: Vec<WrittenEdition>,
    pub tags: BTreeMap<String, LocalText>,
    pub per_page: Option<usize>,
    pub feed: Feed,
    pub search: Option<bool>,
    pub outdated_notice: Option<bool>,
    pub ignore_links: Vec<String>,
    pub server_rules: Vec<ServerRules>,
    pub navigation: Vec<NavLink>,
    pub theme: Vec<Entry<'t, 'i>>,
    pub extra: Vec<Entry<'t, 'i>>,
    pub conversion: ConversionKeys,
    pub glossary: Option<At<String>>,
    pub terms: Vec<Term>,
    pub folders: Vec<Folder>,
    pub severities: BTreeMap<Code, Option<Severity>>,
    pub targets: Vec<super::publish::Target>,
}

/// What `feed` says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) enum Feed {
    #[default]
    Unsaid,
    Off,
    Entries(usize),
}

/// One table of `[editions]`.
#[derive(Debug)]
pub(super) struct WrittenEdition {
    pub tag: At<String>,
    pub label: Option<At<LocalText>>,
    pub prefix: Option<At<String>>,
    pub source: Option<At<String>>,
    pub convert_from: Option<At<String>>,
    pub conversion: ConversionKeys,
    pub fallback: Option<Vec<At<String>>>,
    pub missing: Option<Missing>,
    pub severities: BTreeMap<Code, Option<Severity>>,
}

/// The keys of a conversion, in `[convert]` for the site and in each edition.
#[derive(Debug, Default)]
pub(super) struct ConversionKeys {
    pub mode: Option<Mode>,
    pub vocabulary: Option<Vec<Vocabulary>>,
    pub characters: Option<Characters>,
    pub quotes: Option<bool>,
    pub opencc: Option<At<String>>,
    pub engine: Option<EngineChoice>,
}

const MODES: &[(&str, Mode)] = &[("words", Mode::Words), ("exact", Mode::Exact)];
const TOPICS: &[(&str, Vocabulary)] = &[("general", Vocabulary::General), ("computing", Vocabulary::Computing)];
const MISSING: &[(&str, Missing)] =
    &[("fallback", Missing::Fallback), ("omit", Missing::Omit), ("error", Missing::Error)];
const SERVERS: &[(&str, ServerRules)] = &[
    ("apache", ServerRules::Apache),
    ("caddy", ServerRules::Caddy),
    ("cloudflare", ServerRules::Cloudflare),
    ("github-pages", ServerRules::GithubPages),
    ("netlify", ServerRules::Netlify),
    ("nginx", ServerRules::Nginx),
];
const SEVERITIES: &[(&str, Option<Severity>)] = &[
    ("error", Some(Severity::Error)),
    ("warning", Some(Severity::Warning)),
    ("note", Some(Severity::Note)),
    ("off", None),
];

/// Reads the whole file.
pub(super) fn book<'t, 'i>(mut top: Table<'t, 'i>, findings: &mut Findings<'_>) -> Book<'t, 'i> {
    let mut book = Book {
        title: top.local_text("title", findings).unwrap_or_default(),
        description: top.local_text("description", findings).unwrap_or_default(),
        authors: plain(top.texts("authors", findings)),
        base_url: top.text("base-url", findings),
        source: top.text("source", findings),
        destination: top.text("destination", findings),
        default: top.text("default", findings),
        per_page: top.count("per-page", 1, findings),
        feed: feed(&mut top, findings),
        search: top.flag("search", findings),
        outdated_notice: top.flag("outdated-notice", findings),
        ignore_links: plain(top.texts("ignore-links", findings)),
        ..Book::default()
    };
    let servers = top.texts("server-rules", findings).unwrap_or_default();
    book.server_rules = servers.iter().filter_map(|name| choice(name, "server-rules", SERVERS, findings)).collect();
    book.server_rules.sort();
    book.server_rules.dedup();
    if let Some(table) = top.table("editions", findings) {
        book.editions = editions(&table, findings);
    }
    if let Some(table) = top.table("tags", findings) {
        let named = table
            .entries()
            .into_iter()
            .filter_map(|tag| Some((tag.key.to_owned(), local_text(tag.value, &table.dotted(tag.key), findings)?)));
        book.tags = named.collect();
    }
    book.navigation = top.tables("navigation", findings).into_iter().filter_map(|t| link(t, findings)).collect();
    if let Some(table) = top.table("theme", findings) {
        super::theme_types::check(&table, findings);
        book.theme = table.entries();
    }
    book.extra = top.table("extra", findings).map(|table| table.entries()).unwrap_or_default();
    if let Some(mut table) = top.table("convert", findings) {
        book.conversion = conversion(&mut table, findings);
        book.glossary = table.text("glossary", findings);
        book.terms = terms(&mut table, findings);
        table.finish(findings);
    }
    if let Some(table) = top.table("folders", findings) {
        book.folders = table.entries().iter().filter_map(|entry| folder(&table, entry, findings)).collect();
        book.folders.sort_by(|a, b| a.path.cmp(&b.path));
    }
    if let Some(table) = top.table("diagnostics", findings) {
        book.severities = severities(&table, findings);
    }
    if let Some(table) = top.table("publish", findings) {
        book.targets = super::publish::read(&table, findings);
    }
    top.finish(findings);
    book
}

fn plain(texts: Option<Vec<At<String>>>) -> Vec<String> {
    texts.unwrap_or_default().into_iter().map(|text| text.value).collect()
}

fn feed(top: &mut Table<'_, '_>, findings: &mut Findings<'_>) -> Feed {
    let Some(value) = top.value("feed") else { return Feed::Unsaid };
    if let Some(flag) = value.get_ref().as_bool() {
        return if flag { Feed::Unsaid } else { Feed::Off };
    }
    if value.get_ref().is_integer() {
        return super::table::count(value, "feed", 1, findings).map_or(Feed::Unsaid, Feed::Entries);
    }
    wrong_type(value, "feed", "`true`, `false` or the number of entries", findings);
    Feed::Unsaid
}

fn editions(table: &Table<'_, '_>, findings: &mut Findings<'_>) -> Vec<WrittenEdition> {
    let mut editions = Vec::new();
    for entry in table.entries() {
        let Some(mut inner) = super::table::table(entry.value, table.dotted(entry.key), findings) else { continue };
        editions.push(WrittenEdition {
            tag: At::new(entry.key.to_owned(), entry.key_span),
            label: label(&mut inner, findings),
            prefix: inner.text("prefix", findings),
            source: inner.text("source", findings),
            convert_from: inner.text("convert-from", findings),
            conversion: conversion(&mut inner, findings),
            fallback: inner.texts("fallback", findings),
            missing: inner.choice("missing", MISSING, findings),
            severities: inner.table("diagnostics", findings).map(|t| severities(&t, findings)).unwrap_or_default(),
        });
        inner.finish(findings);
    }
    editions
}

fn label(table: &mut Table<'_, '_>, findings: &mut Findings<'_>) -> Option<At<LocalText>> {
    let span = span_of(table.value("label")?);
    table.local_text("label", findings).map(|text| At::new(text, span))
}

fn conversion(table: &mut Table<'_, '_>, findings: &mut Findings<'_>) -> ConversionKeys {
    ConversionKeys {
        mode: table.choice("mode", MODES, findings),
        vocabulary: vocabulary(table, findings),
        characters: table.choice(
            "characters",
            &[("press", Characters::Press), ("education", Characters::Education)],
            findings,
        ),
        quotes: table.flag("quotes", findings),
        opencc: table.text("opencc", findings),
        engine: engine(table, findings),
    }
}

/// The engine. The C++ library is there only in a yiben that was built with it.
fn engine(table: &mut Table<'_, '_>, findings: &mut Findings<'_>) -> Option<EngineChoice> {
    let given = table.text("engine", findings)?;
    let engines = &[("yiben", EngineChoice::Yiben), ("opencc", EngineChoice::OpenCc)];
    let engine = choice(&given, &table.dotted("engine"), engines, findings)?;
    if engine == EngineChoice::OpenCc && !cfg!(feature = "opencc") {
        let help = "leave the key out and write `mode = \"exact\"`, which gives the same to the byte; or build yiben with the \
                    library: `cargo install yiben --features opencc`";
        findings.add_help(Code::ConfigValue, given.span, "this yiben was built without the `opencc` library", help);
        return None;
    }
    Some(engine)
}

/// The topics, each once and in their own order; `none` or an empty list means none.
fn vocabulary(table: &mut Table<'_, '_>, findings: &mut Findings<'_>) -> Option<Vec<Vocabulary>> {
    let given = table.texts("vocabulary", findings)?;
    let name = table.dotted("vocabulary");
    let named = given.iter().filter(|topic| topic.value != "none");
    let mut topics: Vec<_> = named.filter_map(|topic| choice(topic, &name, TOPICS, findings)).collect();
    topics.sort();
    topics.dedup();
    Some(topics)
}

fn link(mut table: Table<'_, '_>, findings: &mut Findings<'_>) -> Option<NavLink> {
    let text = table.local_text("text", findings).unwrap_or_default();
    let to = table.text("to", findings);
    if to.is_none() && !table.has("to") {
        let help = "write a document's key, a path from the site's root or an address";
        findings.add_help(Code::ConfigValue, table.span, "a link of `navigation` needs `to`", help);
    }
    table.finish(findings);
    let to = to?;
    Some(NavLink { text, span: to.span, to: to.value })
}

fn folder(table: &Table<'_, '_>, entry: &Entry<'_, '_>, findings: &mut Findings<'_>) -> Option<Folder> {
    let path = inside(&At::new(entry.key.to_owned(), entry.key_span), findings);
    let mut inner = super::table::table(entry.value, table.dotted(entry.key), findings)?;
    let mode = inner.choice("mode", MODES, findings);
    let vocabulary = vocabulary(&mut inner, findings);
    let quotes = inner.flag("quotes", findings);
    let glossary = inner.text("glossary", findings).and_then(|given| inside(&given, findings));
    let terms = terms(&mut inner, findings);
    inner.finish(findings);
    Some(Folder { path: path?, mode, vocabulary, quotes, glossary, terms })
}

/// A path that must lie inside the project.
pub(super) fn inside(given: &At<String>, findings: &mut Findings<'_>) -> Option<RelPath> {
    match RelPath::new(&given.value) {
        Ok(path) => Some(path),
        Err(error) => {
            findings.add(Code::ConfigValue, given.span, format!("`{}`: {error}", given.value));
            None
        }
    }
}

fn terms(table: &mut Table<'_, '_>, findings: &mut Findings<'_>) -> Vec<Term> {
    table.tables("term", findings).into_iter().filter_map(|row| term(&row, findings)).collect()
}

/// One row: a column for each locale, and the words `keep`, `never` and `note`.
fn term(row: &Table<'_, '_>, findings: &mut Findings<'_>) -> Option<Term> {
    let mut term = Term { span: row.span, ..Term::default() };
    for entry in row.entries() {
        let name = row.dotted(entry.key);
        match entry.key {
            "keep" => term.keep = plain(texts(entry.value, &name, findings)),
            "never" => {
                let Some(table) = super::table::table(entry.value, name, findings) else { continue };
                for column in table.entries() {
                    let never = texts(column.value, &table.dotted(column.key), findings);
                    let Some(locale) = locale(&At::new(column.key.to_owned(), column.key_span), findings) else {
                        continue;
                    };
                    term.never.insert(locale, plain(never));
                }
            }
            "note" => drop(text(entry.value, &name, findings)),
            tag => {
                let given = text(entry.value, &name, findings);
                let Some(locale) = locale(&At::new(tag.to_owned(), entry.key_span), findings) else { continue };
                term.by.extend(given.map(|given| (locale, given.value)));
            }
        }
    }
    let says_nothing = term.keep.is_empty() && term.never.is_empty() && term.by.len() < 2;
    if says_nothing {
        let help = "give the term in two locales, or `keep = \"…\"`, or `never = { zh-Hant = \"…\" }`";
        findings.add_help(Code::ConfigValue, row.span, "a term that asks for nothing", help);
    }
    (!says_nothing).then_some(term)
}

fn severities(table: &Table<'_, '_>, findings: &mut Findings<'_>) -> BTreeMap<Code, Option<Severity>> {
    let mut severities = BTreeMap::new();
    for entry in table.entries() {
        let name = table.dotted(entry.key);
        let wanted = text(entry.value, &name, findings).and_then(|given| choice(&given, &name, SEVERITIES, findings));
        match (Code::from_name(entry.key), wanted) {
            (Some(code), Some(wanted)) => drop(severities.insert(code, wanted)),
            (Some(_), None) => {}
            (None, _) => {
                let known = Code::ALL.iter().map(|code| code.name());
                let help = nearest(entry.key, known).map(|near| format!("did you mean `{near}`?"));
                findings.add(Code::ConfigKey, entry.key_span, format!("unknown diagnostic `{}`", entry.key)).help =
                    help;
            }
        }
    }
    severities
}

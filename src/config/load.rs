//! From the file `book.toml` to a [`Config`], with everything that is wrong with it.

use super::table::{At, Findings, Table, parse, span_of};
use super::written::{Book, Feed, book};
use super::{BaseUrl, Config, ThemeValue, causes, editions, theme_value};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::source::{Files, ReadError, RelPath, Span, decode};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// The name of the file, in the project's own folder.
pub const FILE: &str = "book.toml";

/// The largest `book.toml` that is read, in bytes.
const LIMIT: u64 = 4 << 20;
/// Entries of a feed where the site does not say.
const FEED: usize = 20;
/// Pages of a list where the site does not say.
const PER_PAGE: usize = 20;

/// Reads and validates `book.toml`. The files come back with every source folder outside the project mounted.
///
/// There is no configuration when the file is missing, is no text or is no TOML; otherwise there is one even if some of
/// its values are wrong, so that later stages can report what they find too.
pub fn load(files: &Files) -> (Option<Config>, Files, Vec<Diagnostic>) {
    let path = RelPath::new(FILE).expect("a plain name is a relative path");
    let text = match read(files, &path) {
        Ok(text) => text,
        Err(diagnostic) => return (None, files.clone(), vec![diagnostic]),
    };
    let mut findings = Findings::new(&path);
    let root = parse(&text, &mut findings);
    let broken = findings.first();
    let written = book(Table::new(root.get_ref(), "", Span::default()), &mut findings);
    let mut sources = Sources { files: files.clone() };
    let mut config = config(&written, &mut sources, &mut findings);
    collect_spans("", root.get_ref(), &mut config.spans);
    note_unused(&config, &mut findings);
    let mut found = causes::told_apart(findings.into_found(), &config.spans);
    if let Some(at) = broken {
        found.retain(|finding| is_certain(finding, at, &text));
    }
    (broken.is_none().then_some(config), sources.files, crate::diagnostic::sorted(found))
}

/// Whether a finding holds although the file does not parse from byte `broken` on: what stands before that line was read as
/// it was written, and whatever else follows from what could not be read.
fn is_certain(finding: &Diagnostic, broken: u32, text: &str) -> bool {
    let line = text.get(..broken as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let stands_before = |span: Span| (span.end as usize) < line;
    finding.code == Code::ConfigSyntax || finding.place.span.is_some_and(stands_before)
}

fn read(files: &Files, path: &RelPath) -> Result<String, Diagnostic> {
    let bytes = files.read(path, LIMIT).map_err(|error| match error {
        ReadError::NotFound => Diagnostic::new(Code::Unreadable, path, format!("there is no `{FILE}` here"))
            .help(format!("run yiben in the folder that holds `{FILE}`, or name that folder")),
        other => Diagnostic::new(Code::Unreadable, path, format!("`{FILE}` cannot be read: {other}")),
    })?;
    decode(bytes).map_err(|error| Diagnostic::not_utf8(path, &error))
}

fn config(written: &Book<'_, '_>, sources: &mut Sources, findings: &mut Findings<'_>) -> Config {
    let resolved = editions::resolve(written, |source, findings| sources.folder(source, findings), findings);
    let locales: Vec<_> = resolved.editions.iter().map(|edition| edition.locale.clone()).collect();
    // An edition that is made by conversion needs no folder.
    let everyone_has_one =
        resolved.editions.iter().all(|edition| edition.source.is_some() || edition.convert_from.is_some());
    Config {
        title: written.title.clone(),
        description: written.description.clone(),
        authors: written.authors.clone(),
        base_url: base_url(written.base_url.as_ref(), findings),
        source: source(written, sources, everyone_has_one, findings),
        destination: destination(written, findings),
        default: resolved.default,
        editions: resolved.editions,
        tags: written.tags.clone(),
        per_page: written.per_page.unwrap_or(PER_PAGE),
        feed: match written.feed {
            Feed::Unsaid => Some(FEED),
            Feed::Off => None,
            Feed::Entries(entries) => Some(entries),
        },
        search: written.search.unwrap_or(true),
        outdated_notice: written.outdated_notice.unwrap_or(true),
        ignore_links: written.ignore_links.clone(),
        server_rules: written.server_rules.clone(),
        navigation: written.navigation.clone(),
        theme: theme_value::theme(&written.theme, &locales),
        extra: theme_value::read(&written.extra, &locales),
        glossary: glossary(written.glossary.as_ref(), &sources.files, findings),
        terms: written.terms.clone(),
        folders: written.folders.clone(),
        severities: written.severities.clone(),
        targets: written.targets.clone(),
        spans: BTreeMap::new(),
    }
}

fn base_url(given: Option<&At<String>>, findings: &mut Findings<'_>) -> BaseUrl {
    let Some(given) = given.filter(|given| !given.value.is_empty()) else { return BaseUrl::default() };
    BaseUrl::parse(&given.value).unwrap_or_else(|wrong| {
        findings.add(Code::ConfigValue, given.part(wrong.at.clone()), format!("`{}` {wrong}", given.value));
        BaseUrl::default()
    })
}

fn source(written: &Book<'_, '_>, sources: &mut Sources, optional: bool, findings: &mut Findings<'_>) -> RelPath {
    let usual = RelPath::new("content").expect("a plain name is a relative path");
    match &written.source {
        Some(given) => sources.folder(given, findings).unwrap_or(usual),
        None => {
            if !optional && !sources.files.is_dir(&usual) {
                let help = "make one, or name another with `source`";
                findings.add_whole(Code::Unreadable, "there is no folder `content`").help = Some(help.to_owned());
            }
            usual
        }
    }
}

fn destination(written: &Book<'_, '_>, findings: &mut Findings<'_>) -> String {
    let usual = || "public".to_owned();
    let Some(given) = &written.destination else { return usual() };
    let clean = given.value.trim_end_matches('/');
    let named = normal(Path::new(clean)).components().any(|part| matches!(part, Component::Normal(_)));
    if !named || clean.contains('\0') {
        let help = "name a folder of its own, such as `public`";
        let message = "the destination cannot be the project's own folder or one above it";
        findings.add_help(Code::ConfigValue, given.span, message, help);
        return usual();
    }
    let folders = written.editions.iter().filter_map(|edition| edition.source.as_ref()).chain(&written.source);
    let content = At::new("content".to_owned(), given.span);
    for folder in folders.chain([&content]) {
        let (inner, outer) = (normal(Path::new(&folder.value)), normal(Path::new(clean)));
        if inner.starts_with(&outer) || outer.starts_with(&inner) {
            let message = format!("the destination `{clean}` and the source `{}` lie in each other", folder.value);
            findings.add(Code::ConfigValue, given.span, message);
            return usual();
        }
    }
    clean.to_owned()
}

fn glossary(given: Option<&At<String>>, files: &Files, findings: &mut Findings<'_>) -> Option<RelPath> {
    let Some(given) = given else {
        return RelPath::new("glossary.csv").ok().filter(|usual| files.is_file(usual));
    };
    let path = super::written::inside(given, findings)?;
    if !files.is_file(&path) {
        findings.add(Code::Unreadable, given.span, format!("there is no file `{path}`"));
        return None;
    }
    Some(path)
}

/// Source folders: those inside the project as they are, those outside mounted.
struct Sources {
    files: Files,
}

impl Sources {
    /// The folder that `given` names, as the files know it.
    fn folder(&mut self, given: &At<String>, findings: &mut Findings<'_>) -> Option<RelPath> {
        let path = match RelPath::new(&given.value) {
            Ok(path) if path.is_root() => {
                let help = "name a folder below it, such as `content`";
                findings.add_help(Code::ConfigValue, given.span, "the source cannot be the project's own folder", help);
                return None;
            }
            Ok(path) => path,
            Err(_) => self.mount(given, findings)?,
        };
        if !self.files.is_dir(&path) {
            findings.add(Code::Unreadable, given.span, format!("there is no folder `{}`", given.value));
            return None;
        }
        Some(path)
    }

    /// Mounts a folder outside the project at a path that reads like it: `../shared/zh` at `shared/zh`.
    fn mount(&mut self, given: &At<String>, findings: &mut Findings<'_>) -> Option<RelPath> {
        let dir = normal(Path::new(&given.value));
        let parts: Vec<_> = dir
            .components()
            .filter_map(|part| match part {
                Component::Normal(name) => name.to_str(),
                _ => None,
            })
            .collect();
        let named = |text: String| RelPath::new(&text).ok().filter(|path| !path.is_root());
        let Some(mut at) = named(parts.join("/")) else {
            findings.add(Code::ConfigValue, given.span, format!("`{}` cannot be a source folder", given.value));
            return None;
        };
        if self.files.root().is_some_and(|root| root.join(at.as_str()).exists()) {
            at = named(format!("outside/{at}"))?;
        }
        let dir = self.files.root().map_or_else(|| dir.clone(), |root| root.join(&dir));
        self.files = self.files.with_mount(at.clone(), dir);
        Some(at)
    }
}

/// `path` without `.` parts and with each `..` taken back where a name stands before it.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        let is_name = matches!(out.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::CurDir => {}
            Component::ParentDir if is_name => {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// Warns of texts in a language that no edition has. Another script or region of an edition's language is of use.
fn note_unused(config: &Config, findings: &mut Findings<'_>) {
    let tags = config.tags.iter().map(|(id, text)| (format!("tags.{id}"), text));
    let texts = [("title".to_owned(), &config.title), ("description".to_owned(), &config.description)];
    let theme = config.theme.iter().filter_map(|(key, value)| match value {
        ThemeValue::Text(text) => Some((format!("theme.{key}"), text)),
        _ => None,
    });
    for (name, text) in texts.into_iter().chain(tags).chain(theme) {
        for locale in text.by.keys() {
            if config.editions.iter().any(|edition| edition.locale.language() == locale.language()) {
                continue;
            }
            let message = format!("`{name}` has a text for `{locale}`, and no edition of the site is in that language");
            // The key may be spelled otherwise than the locale in canonical form.
            let prefix = format!("{name}.");
            let mut keys =
                config.spans.range(prefix.clone()..).map_while(|(key, span)| Some((key.strip_prefix(&prefix)?, span)));
            let span = keys.find(|(tag, _)| Locale::parse(tag).as_ref() == Ok(locale)).map(|(_, span)| *span);
            findings.add(Code::UnknownLocale, span.unwrap_or_default(), message);
        }
    }
}

/// Notes where each key stands, by its dotted name; of a list of tables also each table, by its index from 0.
fn collect_spans(prefix: &str, table: &DeTable<'_>, spans: &mut BTreeMap<String, Span>) {
    for (key, value) in table {
        let name = if prefix.is_empty() { key.get_ref().to_string() } else { format!("{prefix}.{}", key.get_ref()) };
        spans.insert(name.clone(), span_of(key));
        match value.get_ref() {
            DeValue::Table(inner) => collect_spans(&name, inner, spans),
            DeValue::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    let DeValue::Table(inner) = item.get_ref() else { continue };
                    let name = format!("{name}.{at}");
                    spans.insert(name.clone(), span_of(item));
                    collect_spans(&name, inner, spans);
                }
            }
            _ => {}
        }
    }
}

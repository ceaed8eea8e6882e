//! Addresses: where every page stands in the site, and which of them clash.

use super::Input;
use super::plan::{Origin, Page, PageId, PageKind, Redirect};
use super::shelf::{Entry, Shelf};
use crate::config::{Config, Edition, EditionId};
use crate::content::DocKey;
use crate::content::library::Translation;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::RelPath;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A page before anything is known of it but what it shows and where it stands.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The edition.
    pub edition: EditionId,
    /// What it shows.
    pub shows: Shows,
    /// Its address from the site's root, without the base path.
    pub permalink: String,
    /// The file it is written to.
    pub output: RelPath,
}

/// What a page shows, by its place on its edition's shelf; lists with the part that it is, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shows {
    /// A document or section.
    Entry(usize, u32),
    /// The documents of a tag.
    Tag(usize, u32),
    /// All tags.
    Tags,
    /// 404.
    NotFound,
    /// The search page.
    Search,
}

/// Every page of the site in its place, and where each thing's pages are.
#[derive(Debug)]
pub struct Slots {
    /// The pages in order: by edition, then by address. A page's index is its [`PageId`].
    pub slots: Vec<Slot>,
    ids: Vec<BTreeMap<Shows, PageId>>,
}

impl Slots {
    /// The page that shows `shows` in an edition.
    pub fn id(&self, edition: EditionId, shows: Shows) -> Option<PageId> {
        self.ids[edition.0 as usize].get(&shows).copied()
    }

    /// The first page of an entry.
    pub fn entry(&self, edition: EditionId, at: usize) -> PageId {
        self.id(edition, Shows::Entry(at, 0)).expect("every entry of a shelf has a page")
    }
}

/// Keys whose documents are the text of pages that yiben makes anyway.
pub const NOT_FOUND: &str = "404";
/// As [`NOT_FOUND`].
pub const SEARCH: &str = "search";
/// The folder of the search's indexes, from the site's root.
pub const SEARCH_INDEX: &str = "search-index";
/// As [`NOT_FOUND`].
pub const TAGS: &str = "tags";

/// Gives every page its place.
pub fn slots(input: &Input<'_>, shelves: &[Shelf]) -> Slots {
    let mut slots = Vec::new();
    for shelf in shelves {
        let prefix = &input.config.edition(shelf.edition).prefix;
        let mut add = |shows: Shows, path: &str| {
            let (permalink, output) = place(prefix, path);
            slots.push(Slot { edition: shelf.edition, shows, permalink, output });
        };
        let paths = paths(shelf);
        for ((at, entry), path) in shelf.entries.iter().enumerate().zip(&paths) {
            if entry.key.as_str() != NOT_FOUND {
                add(Shows::Entry(at, 0), path);
            }
            for part in 1..parts(input, entry) {
                add(Shows::Entry(at, part), &format!("{path}/page/{}", part + 1));
            }
        }
        for (at, tag) in shelf.tags.iter().enumerate() {
            // An id of book.toml may be any text; in an address it is one plain part.
            let path = format!("{TAGS}/{}", super::tags::slug(&tag.id));
            add(Shows::Tag(at, 0), &path);
            for part in 1..split(input, tag.entries.len()) {
                add(Shows::Tag(at, part), &format!("{path}/page/{}", part + 1));
            }
        }
        let written = |key: &str| shelf.by_key.contains_key(&DocKey::new(key));
        if !shelf.tags.is_empty() && !written(TAGS) {
            add(Shows::Tags, TAGS);
        }
        if input.config.search && !written(SEARCH) {
            add(Shows::Search, SEARCH);
        }
        let shows = match shelf.by_key.get(&DocKey::new(NOT_FOUND)) {
            Some(at) => Shows::Entry(*at, 0),
            None => Shows::NotFound,
        };
        let (_, output) = place(prefix, "404.html");
        let output = output.parent();
        let permalink = format!("/{output}");
        slots.push(Slot { edition: shelf.edition, shows, permalink, output });
    }
    slots.sort_by(|a, b| (a.edition, &a.permalink, a.shows).cmp(&(b.edition, &b.permalink, b.shows)));
    let mut ids = vec![BTreeMap::new(); shelves.len()];
    for (at, slot) in slots.iter().enumerate() {
        ids[slot.edition.0 as usize].insert(slot.shows, PageId(u32::try_from(at).unwrap_or(u32::MAX)));
    }
    Slots { slots, ids }
}

/// Of how many pages an entry's list is made.
fn parts(input: &Input<'_>, entry: &Entry) -> u32 {
    if entry.section && entry.key.as_str() != NOT_FOUND { split(input, entry.children.len()) } else { 1 }
}

/// Into how many pages a list of `length` is split.
pub fn split(input: &Input<'_>, length: usize) -> u32 {
    u32::try_from(length.div_ceil(input.config.per_page.max(1)).max(1)).unwrap_or(1)
}

/// The paths of a shelf's entries below their edition's root: each below its section's, by its slug or the last part of
/// its key. Sections stand before what they hold.
fn paths(shelf: &Shelf) -> Vec<String> {
    let mut paths: Vec<String> = Vec::with_capacity(shelf.entries.len());
    for entry in &shelf.entries {
        let name = entry.slug.as_deref().unwrap_or_else(|| entry.key.name());
        let path = match entry.parent.map(|parent| paths[parent].as_str()) {
            None => String::new(),
            Some("") => name.to_owned(),
            Some(section) => format!("{section}/{name}"),
        };
        paths.push(path);
    }
    paths
}

/// The address and the file of the page at `path` in the edition of that prefix.
fn place(prefix: &str, path: &str) -> (String, RelPath) {
    let parts = prefix.split('/').chain(path.split('/')).filter(|part| !part.is_empty());
    let joined = parts.collect::<Vec<_>>().join("/");
    let permalink = if joined.is_empty() { "/".to_owned() } else { format!("/{joined}/") };
    let output = RelPath::root().join(&format!("{joined}/index.html")).unwrap_or_default();
    (permalink, output)
}

/// The longest slug, in bytes: file systems hold names of 255, and some of them add to a name.
const LONGEST: usize = 200;

/// A translation's slug, if it is a plain name; anything else is reported and the key's own name stands.
pub fn slug(translation: &Translation, found: &mut Vec<Diagnostic>) -> Option<String> {
    let written = translation.front.slug.as_deref()?.trim();
    let plain = written.trim_matches('/');
    let bad = plain.is_empty()
        || plain == "."
        || plain == ".."
        || plain.len() > LONGEST
        || plain.chars().any(|c| c.is_control() || matches!(c, '/' | '\\' | '?' | '#' | '%'));
    if bad {
        let span = translation.front.spans.get("slug").copied().unwrap_or_default();
        let (message, help) = match written {
            "" => ("the slug is empty".to_owned(), "delete the line: a document without a slug has its file's name"),
            _ if plain.len() > LONGEST => (
                format!("the slug has {} bytes, and may have {LONGEST}", plain.len()),
                "shorten it: a letter of English is one byte, and most Chinese characters are three",
            ),
            _ => (
                format!("the slug `{}` is no plain name", written.escape_debug()),
                "a slug is the last part of an address: letters, digits and hyphens, without `/`",
            ),
        };
        let mut finding = Diagnostic::new(Code::BadSlug, &translation.path, message).at(span).help(help);
        if written.is_empty() {
            finding.severity = Severity::Warning;
        }
        found.push(finding);
        return None;
    }
    Some(plain.to_owned())
}

/// Who writes to a place of the site.
enum Writer<'a> {
    Page(&'a Page),
    Redirect(&'a Redirect),
    File(&'a RelPath),
}

/// Reports places that two would write to, that differ by letter case only, or that are a file and a folder at once.
pub fn clashes(
    input: &Input<'_>,
    pages: &[Page],
    redirects: &[Redirect],
    copies: &BTreeMap<RelPath, RelPath>,
    found: &mut Vec<Diagnostic>,
) {
    let mut writers: Vec<(&RelPath, Writer<'_>)> =
        pages.iter().map(|page| (&page.output, Writer::Page(page))).collect();
    writers.extend(copies.iter().map(|(output, source)| (output, Writer::File(source))));
    writers.extend(redirects.iter().map(|redirect| (&redirect.output, Writer::Redirect(redirect))));
    let mut folded: Vec<(String, usize)> =
        writers.iter().enumerate().map(|(at, (output, _))| (folded(output.as_str()), at)).collect();
    folded.sort();
    // Two documents that clash in one edition clash in the others as well, which is one thing to say; two that share
    // several aliases have several things to mend.
    let mut said: BTreeSet<(Code, RelPath, RelPath, String)> = BTreeSet::new();
    for pair in folded.windows(2) {
        let ((a, first), (b, second)) = (&pair[0], &pair[1]);
        if a != b {
            continue;
        }
        let (first, second) = (&writers[*first], &writers[*second]);
        let code = if first.0 == second.0 { Code::DuplicatePermalink } else { Code::CaseCollision };
        let alias = alias(input, pages, &first.1).or_else(|| alias(input, pages, &second.1)).unwrap_or_default();
        let sources = (code, source(input, pages, &first.1), source(input, pages, &second.1), alias);
        if sources.3.is_empty() && sources.1 == sources.2 || said.insert(sources) {
            found.push(clash(input, code, pages, first, second));
        }
    }
    let made = made(input.config);
    let mut folders: BTreeSet<RelPath> = BTreeSet::new();
    writers.iter().for_each(|(output, _)| add_folders(output, &mut folders));
    for path in made.iter().filter(|path| folders.contains(*path) && writers.iter().all(|(output, _)| output != path)) {
        let below = writers.iter().filter(|(output, _)| output.strip_prefix(path).is_some());
        found.extend(
            below.min_by_key(|(output, _)| *output).map(|(_, writer)| below_a_file(input, pages, path, writer)),
        );
    }
    made.iter().for_each(|path| add_folders(path, &mut folders));
    let mut said: BTreeSet<(RelPath, String)> = BTreeSet::new();
    for (output, writer) in writers.iter().filter(|(output, _)| folders.contains(*output)) {
        let path = source(input, pages, writer);
        let alias = alias(input, pages, writer);
        if alias.is_none_or(|alias| said.insert((path.clone(), alias))) {
            found.push(located(input, pages, file_and_folder(&path, output), writer));
        }
    }
}

/// What a file system that knows neither case nor Unicode's forms makes of a path.
fn folded(path: &str) -> String {
    if path.is_ascii() { path.to_ascii_lowercase() } else { composed(&path.to_lowercase()) }
}

fn composed(path: &str) -> String {
    path.nfc().collect()
}

fn add_folders(output: &RelPath, folders: &mut BTreeSet<RelPath>) {
    let mut folder = output.parent();
    while folders.insert(folder.clone()) {
        folder = folder.parent();
    }
}

/// The files that a build writes beside pages and copies, and one for each folder that is its own.
fn made(config: &Config) -> Vec<RelPath> {
    let own = |edition: &Edition| {
        let of = |name: &str| format!("{}/{name}", edition.prefix);
        let index = format!("{SEARCH_INDEX}/{}.json", edition.locale.to_string().to_ascii_lowercase());
        [of("llms.txt"), of("feed.xml"), index]
    };
    let whole = ["robots.txt", "llms.txt", "sitemap.xml", "404.html", "assets/yiben.css"].map(str::to_owned);
    let paths = whole.into_iter().chain(config.editions.iter().flat_map(own));
    paths.filter_map(|path| RelPath::new(path.trim_start_matches('/')).ok()).collect()
}

fn file_and_folder(path: &RelPath, output: &RelPath) -> Diagnostic {
    let message = format!("`{output}` would be a file and a folder at once");
    let finding = Diagnostic::new(Code::DuplicatePermalink, path, message);
    finding.help("give what lies below it, or the file itself, another name")
}

/// What to say of a writer below the place `made` of a file of yiben's own: its edition's prefix is to blame, or itself.
fn below_a_file(input: &Input<'_>, pages: &[Page], made: &RelPath, writer: &Writer<'_>) -> Diagnostic {
    let page = match writer {
        Writer::Page(page) => Some(*page),
        Writer::Redirect(redirect) => Some(&pages[redirect.to.0 as usize]),
        Writer::File(_) => None,
    };
    let edition = page.map(|page| input.config.edition(page.edition));
    if let Some(edition) = edition.filter(|edition| edition.prefix == made.as_str()) {
        let book = RelPath::new(crate::config::FILE).unwrap_or_default();
        let is_it = |key: &str| {
            let tag = key.strip_prefix("editions.").and_then(|key| key.strip_suffix(".prefix"));
            tag.is_some_and(|tag| crate::locale::Locale::parse(tag).as_ref() == Ok(&edition.locale))
        };
        let span = input.config.spans.iter().find(|(key, _)| is_it(key)).map(|(_, span)| *span);
        return file_and_folder(&book, made).at(span.unwrap_or_default());
    }
    located(input, pages, file_and_folder(&source(input, pages, writer), made), writer)
}

fn clash(
    input: &Input<'_>,
    code: Code,
    pages: &[Page],
    first: &(&RelPath, Writer<'_>),
    second: &(&RelPath, Writer<'_>),
) -> Diagnostic {
    let (one, other) = (source(input, pages, &first.1), source(input, pages, &second.1));
    let (a, b) = (name(input, pages, &first.1), name(input, pages, &second.1));
    let message = match code {
        Code::DuplicatePermalink => format!("{a} and {b} would both be written to `{}`", first.0),
        // Both forms look the same, so one is enough.
        _ if composed(first.0.as_str()) == composed(second.0.as_str()) => {
            format!("{a} and {b} would be written to `{}` in two spellings that look the same", second.0)
        }
        _ => format!(
            "{a} and {b} would be written to places that differ by letter case only, `{}` and `{}`",
            first.0, second.0
        ),
    };
    let editions = [&first.1, &second.1].map(|writer| edition(pages, writer));
    let help = match editions.map(|id| id.map(|id| input.config.edition(id))) {
        // In two editions each may have its name: what puts one below the other is a prefix.
        [Some(one), Some(other)] if one.locale != other.locale => {
            let prefixed = if other.prefix.len() > one.prefix.len() { other } else { one };
            format!(
                "give one of them another `slug` or name, or the edition `{}` another `prefix` than `{}`",
                prefixed.locale, prefixed.prefix
            )
        }
        _ => "give one of them another `slug` or name".to_owned(),
    };
    let diagnostic = Diagnostic::new(code, &other, message).help(help);
    let diagnostic = located(input, pages, diagnostic, &second.1);
    if one == other { diagnostic } else { diagnostic.related(&one, None, "the other") }
}

/// The edition whose folder a writer writes to; none for a file, which lies where it lies.
fn edition(pages: &[Page], writer: &Writer<'_>) -> Option<EditionId> {
    match writer {
        Writer::Page(page) => Some(page.edition),
        Writer::Redirect(redirect) => Some(pages[redirect.to.0 as usize].edition),
        Writer::File(_) => None,
    }
}

/// A finding at what gives a writer its place, if its file says it.
fn located(input: &Input<'_>, pages: &[Page], finding: Diagnostic, writer: &Writer<'_>) -> Diagnostic {
    let at = match writer {
        Writer::Page(page) => span(input, page, "slug"),
        Writer::Redirect(redirect) => {
            let list = span(input, &pages[redirect.to.0 as usize], "aliases");
            alias_span(input, pages, writer).or(list)
        }
        Writer::File(_) => None,
    };
    match at {
        Some(span) => finding.at(span),
        None => finding,
    }
}

/// The alias of a writer, without its edition's prefix.
fn alias(input: &Input<'_>, pages: &[Page], writer: &Writer<'_>) -> Option<String> {
    let Writer::Redirect(redirect) = writer else { return None };
    let prefix = &input.config.edition(pages[redirect.to.0 as usize].edition).prefix;
    let inside = redirect.from.strip_prefix('/').and_then(|from| from.strip_prefix(prefix.as_str()));
    Some(inside.unwrap_or(&redirect.from).trim_matches('/').to_owned())
}

/// Where the alias of a writer stands in its list, if it stands there as it is published.
fn alias_span(input: &Input<'_>, pages: &[Page], writer: &Writer<'_>) -> Option<crate::source::Span> {
    let (Writer::Redirect(redirect), alias) = (writer, alias(input, pages, writer)?) else { return None };
    let id = pages[redirect.to.0 as usize].origin.translation()?;
    let mut spans = input.library.translations[id.0 as usize].front.spans.iter();
    let is_it = |key: &str| key.strip_prefix("aliases=").is_some_and(|text| text.trim_matches('/') == alias);
    spans.find_map(|(key, span)| is_it(key).then_some(*span))
}

fn span(input: &Input<'_>, page: &Page, key: &str) -> Option<crate::source::Span> {
    let id = page.origin.translation()?;
    input.library.translations[id.0 as usize].front.spans.get(key).copied()
}

/// The source file that a writer stands for.
fn source(input: &Input<'_>, pages: &[Page], writer: &Writer<'_>) -> RelPath {
    match writer {
        Writer::Page(page) => match page.origin {
            Origin::Made => input.config.source.clone(),
            origin => {
                let id = origin.translation().expect("only made pages have no translation");
                input.library.translations[id.0 as usize].path.clone()
            }
        },
        Writer::Redirect(redirect) => source(input, pages, &Writer::Page(&pages[redirect.to.0 as usize])),
        Writer::File(path) => (*path).clone(),
    }
}

/// What a message calls a writer.
fn name(input: &Input<'_>, pages: &[Page], writer: &Writer<'_>) -> String {
    match writer {
        Writer::File(path) => format!("`{path}`"),
        Writer::Redirect(redirect) => {
            format!("the alias `{}` of `{}`", redirect.from, source(input, pages, writer))
        }
        Writer::Page(page) => match (&page.kind, page.origin) {
            (PageKind::Tag(id), _) => format!("the list of tag `{id}`"),
            (PageKind::Tags, Origin::Made) => "the list of tags".to_owned(),
            (PageKind::Search, Origin::Made) => "the search page".to_owned(),
            (PageKind::NotFound, Origin::Made) => "the page for what is not found".to_owned(),
            (PageKind::Section(key), Origin::Made) => format!("the list of section `{key}`"),
            _ => format!("`{}`", source(input, pages, writer)),
        },
    }
}

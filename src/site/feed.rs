//! The Atom feed of an edition: its newest documents with their full text, in its own language only (RFC 4287).

use super::{changed, moment, translation};
use crate::config::{Config, EditionId};
use crate::content::Library;
use crate::locale::Date;
use crate::resolve::alternates;
use crate::resolve::plan::{Page, PageId, Plan};
use crate::source::RelPath;
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text, WriteConfig};

/// The feed of `edition` with its place; `None` where [`alternates::feed`] says that there is none. `body` gives a page's
/// text as HTML in which every address is whole.
pub fn file(
    config: &Config,
    library: &Library,
    plan: &Plan,
    edition: EditionId,
    body: &dyn Fn(PageId) -> String,
) -> Option<(RelPath, String)> {
    let address = alternates::feed(config, plan, edition)?;
    let locale = config.edition(edition).locale.to_string();
    let texts = &plan.editions[edition.0 as usize];
    let absolute = |permalink: &str| config.base_url.absolute(permalink).unwrap_or_default();
    let home = absolute(texts.home.map_or("/", |home| &plan.page(home).permalink));
    let entries: Vec<_> = texts
        .feed
        .iter()
        .filter(|id| alternates::is_real(plan.page(**id)))
        .map(|id| entry(config, library, plan, *id, body(*id)))
        .collect();
    let feed = Feed {
        title: Text::plain(texts.title.clone()),
        subtitle: (!texts.description.is_empty()).then(|| Text::plain(texts.description.clone())),
        id: home.clone(),
        updated: entries.iter().map(|entry| entry.updated).max().unwrap_or_default(),
        authors: owners(config, plan, edition),
        links: vec![
            link("self", &absolute(&address), &locale, "application/atom+xml"),
            link("alternate", &home, &locale, "text/html"),
        ],
        generator: Some(Generator { value: "yiben".into(), ..Generator::default() }),
        lang: Some(locale),
        entries,
        ..Feed::default()
    };
    let options = WriteConfig { indent_size: Some(1), ..WriteConfig::default() };
    let written = feed.write_with_config(Vec::new(), options).expect("writing to memory does not fail");
    let text = String::from_utf8(written).expect("what is written is UTF-8");
    let mut text = if text.contains(is_no_xml) { text.replace(is_no_xml, "\u{FFFD}") } else { text };
    text.push('\n');
    Some((RelPath::new(address.trim_start_matches('/')).ok()?, text))
}

fn entry(config: &Config, library: &Library, plan: &Plan, id: PageId, body: String) -> Entry {
    let page = plan.page(id);
    let address = config.base_url.absolute(&page.permalink).unwrap_or_default();
    let locale = config.edition(page.edition).locale.to_string();
    let front = translation(library, page).map(|translation| &translation.front);
    let published = front.and_then(|front| front.date);
    let authors = front.map_or(&[][..], |front| &front.authors);
    Entry {
        title: Text::plain(page.title.clone()),
        id: address.clone(),
        updated: changed(library, page).map(fixed).unwrap_or_default(),
        published: published.map(fixed),
        authors: people(config, plan, page.edition, if authors.is_empty() { &config.authors } else { authors }),
        categories: categories(plan, page),
        links: vec![link("alternate", &address, &locale, "text/html")],
        summary: (!page.description.is_empty()).then(|| Text::plain(page.description.clone())),
        content: Some(Content {
            base: Some(address),
            lang: Some(locale),
            value: Some(body),
            src: None,
            content_type: Some("html".into()),
        }),
        ..Entry::default()
    }
}

/// Persons by id, with the names that the edition gives them; an id that nobody explains is a name.
fn people(config: &Config, plan: &Plan, edition: EditionId, ids: &[String]) -> Vec<Person> {
    let known = &plan.editions[edition.0 as usize].authors;
    let person = |id: &String| {
        let author = known.get(id);
        let name = author.map_or(id, |author| &author.name).clone();
        let uri = author.and_then(|author| author.url.as_deref()).and_then(|url| whole(config, url));
        Person { name, uri, ..Person::default() }
    };
    ids.iter().map(person).collect()
}

/// Who stands behind a feed: the site's authors, else the site itself, because somebody has to (RFC 4287, 4.1.1).
fn owners(config: &Config, plan: &Plan, edition: EditionId) -> Vec<Person> {
    let authors = people(config, plan, edition, &config.authors);
    if !authors.is_empty() {
        return authors;
    }
    vec![Person { name: plan.editions[edition.0 as usize].title.clone(), ..Person::default() }]
}

/// Whether XML cannot hold a character, not even written as a reference (XML 1.0, production 2).
fn is_no_xml(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// An address with its origin, whether it was written so or from the site's root.
fn whole(config: &Config, url: &str) -> Option<String> {
    if url.starts_with('/') { config.base_url.absolute(url) } else { Some(url.to_owned()) }
}

fn categories(plan: &Plan, page: &Page) -> Vec<Category> {
    let tags = &plan.editions[page.edition.0 as usize].tags;
    let category = |tag: &usize| {
        let tag = tags.get(*tag)?;
        Some(Category { term: tag.id.clone(), scheme: None, label: Some(tag.name.clone()) })
    };
    page.tags.iter().filter_map(category).collect()
}

fn link(rel: &str, href: &str, locale: &str, mime: &str) -> Link {
    Link {
        href: href.into(),
        rel: rel.into(),
        hreflang: Some(locale.into()),
        mime_type: Some(mime.into()),
        ..Link::default()
    }
}

fn fixed(date: Date) -> FixedDateTime {
    moment(date).parse().unwrap_or_default()
}

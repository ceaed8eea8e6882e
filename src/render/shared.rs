//! What the pages of an edition share, made once: addresses, header, sidebars, authors, tags, dates, messages.

use super::given::Given;
use super::interface::Interface;
use super::sidebar::{Entry, Sidebars};
use super::style;
use super::templates::{Serde, Templates, Value, callable, html};
use super::theme::Theme;
use super::view::{AuthorView, Colors, DateView, EditionLink, EditionView, Link, SiteView, TagView};
use crate::config::{Config, EditionId, FILE, ThemeValue};
use crate::convert::readable;
use crate::diagnostic::Diagnostic;
use crate::locale::{Date, Locale};
use crate::resolve::address::SEARCH_INDEX;
use crate::resolve::plan::{EditionPlan, PageId, PageKind, Plan, Target};
use crate::resolve::{Input, alternates, text};
use crate::source::RelPath;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// What the pages of an edition share.
#[derive(Debug)]
pub struct Shared {
    /// `site`, `edition`, `theme` and `t`, as templates see them.
    pub context: Arc<Vec<(&'static str, Value)>>,
    /// The templates with what all pages of the edition have alike filled in; made when the first page is.
    pub templates: OnceLock<Templates>,
    /// The sidebars.
    pub sidebars: Sidebars,
    /// The messages.
    pub interface: Interface,
    /// The authors by id.
    pub authors: BTreeMap<String, AuthorView>,
    /// The tags, in the order of [`EditionPlan::tags`].
    pub tags: Vec<TagView>,
    /// Every date of the site as this edition writes it.
    pub dates: BTreeMap<(i32, u8, u8), DateView>,
    /// The locale's tag.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// The edition's name for itself.
    pub label: String,
    /// What a switcher says beside an edition that lacks a document, in this edition's language.
    pub note: String,
    /// What an offer of this edition says, how it is taken up, and how it is sent away.
    pub offer: [String; 3],
    /// The site's title.
    pub title: String,
    /// `zh_TW`
    pub open_graph: String,
}

/// What [`Shared::new`] is made from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// Configuration and library, with the conversion of short texts.
    pub input: Input<'a>,
    /// The plan.
    pub plan: &'a Plan,
    /// The theme.
    pub theme: &'a Theme,
    /// The addresses of all pages, with the base path.
    pub hrefs: &'a [Box<str>],
    /// What the site gives outside of its documents: biographies, the footer, pictures.
    pub given: &'a Given<'a>,
}

impl Shared {
    /// What the pages of `id` share, and what is wrong with it.
    pub fn new(material: &Material<'_>, id: EditionId, interface: Interface, found: &mut Vec<Diagnostic>) -> Self {
        let Material { input, plan, hrefs, .. } = *material;
        let config = input.config;
        let edition = config.edition(id);
        let own = &plan.editions[usize::from(id.0)];
        let site = Value::from(Serde(site_view(material, id, found)));
        let view = Value::from(Serde(edition_view(material, id, own, &interface, found)));
        let theme = Value::from(Serde(free_table(&config.theme, &input, id)));
        let context = vec![("site", site), ("edition", view), ("theme", theme), ("t", callable(interface.clone()))];
        let entry =
            |page: PageId| Entry { href: hrefs[page.0 as usize].to_string(), lang: foreign(&input, plan, page) };
        Self {
            context: Arc::new(context),
            templates: OnceLock::new(),
            sidebars: Sidebars::new(&own.outline, &entry),
            authors: authors(material, id, own, &interface, found),
            tags: own
                .tags
                .iter()
                .map(|tag| TagView {
                    id: tag.id.clone(),
                    name: tag.name.clone(),
                    href: hrefs[tag.page.0 as usize].to_string(),
                    count: tag.count,
                })
                .collect(),
            dates: dates(&input, &edition.locale),
            lang: edition.locale.to_string(),
            dir: edition.locale.direction().as_str(),
            label: own.label.clone(),
            note: interface.text("language-missing"),
            offer: ["offer", "offer-accept", "offer-dismiss"].map(|id| interface.own_text(id)),
            title: own.title.clone(),
            open_graph: edition.locale.open_graph(),
            interface,
        }
    }

    /// A date as this edition writes it.
    pub fn date(&self, date: Date) -> DateView {
        let known = self.dates.get(&(date.year, date.month, date.day)).cloned();
        known.unwrap_or_else(|| DateView { date, long: date.iso(), iso: date.iso() })
    }
}

/// The language of a page's title, where that is not its edition's.
pub fn foreign(input: &Input<'_>, plan: &Plan, page: PageId) -> Option<String> {
    let page = plan.page(page);
    page.origin.is_fallback().then(|| alternates::language(input.config, input.library, page).to_string())
}

/// The address behind a link of the header. A fragment or query of the target stays.
pub fn target_href(config: &Config, hrefs: &[Box<str>], target: &Target) -> String {
    match target {
        Target::Page { page, fragment, query, .. } => {
            let mut href = hrefs[page.0 as usize].to_string();
            if let Some(query) = query {
                href.push('?');
                href.push_str(query);
            }
            if let Some(fragment) = fragment {
                href.push('#');
                href.push_str(fragment);
            }
            href
        }
        Target::File(path, rest) => config.base_url.href(&format!("/{path}")) + rest,
        Target::Elsewhere(address) | Target::Broken(address) => address.clone(),
    }
}

/// An address that a site gives in `[theme]` or for an author: from the site's root, or elsewhere.
pub(super) fn given_href(config: &Config, given: &str) -> String {
    if is_elsewhere(given) {
        given.to_owned()
    } else {
        config.base_url.href(&format!("/{}", given.trim_start_matches('/')))
    }
}

/// Whether a given address is whole already.
pub(super) fn is_elsewhere(given: &str) -> bool {
    given.contains("://") || given.starts_with("//") || given.starts_with("data:")
}

fn site_view(material: &Material<'_>, id: EditionId, found: &mut Vec<Diagnostic>) -> SiteView {
    let Material { input, plan, theme, hrefs, .. } = *material;
    let config = input.config;
    let (light, dark) = style::background(config);
    let editions = config.edition_ids().map(|other| {
        let edition = config.edition(other);
        let own = &plan.editions[usize::from(other.0)];
        let root = || config.base_url.href(&format!("/{}", edition.prefix));
        EditionLink {
            lang: edition.locale.to_string(),
            dir: edition.locale.direction().as_str(),
            label: own.label.clone(),
            title: own.title.clone(),
            href: own.home.map_or_else(root, |home| hrefs[home.0 as usize].to_string()),
            default: other == config.default,
        }
    });
    SiteView {
        root: config.base_url.href("/"),
        origin: config.base_url.origin.clone(),
        style: config.base_url.href("/") + &theme.style,
        script: config.base_url.href("/") + &theme.script,
        search_script: config.base_url.href("/") + &theme.search_script,
        logo: material.given.theme_picture(id, "logo", found),
        icon: material.given.theme_picture(id, "icon", found),
        colors: Colors { light, dark },
        editions: editions.collect(),
        root_script: html(theme.root_script.clone()),
        missing_script: html(theme.missing_script.clone()),
        extra: Value::from(Serde(free_table(&config.extra, &input, id))),
    }
}

fn edition_view(
    material: &Material<'_>,
    id: EditionId,
    own: &EditionPlan,
    interface: &Interface,
    found: &mut Vec<Diagnostic>,
) -> EditionView {
    let Material { input, plan, hrefs, given, .. } = *material;
    let config = input.config;
    let edition = config.edition(id);
    let first = |wanted: PageKind| {
        let at = plan.pages.iter().position(|page| page.edition == id && page.kind == wanted)?;
        Some(hrefs[at].to_string())
    };
    let footer = match config.theme.get("footer") {
        Some(ThemeValue::Text(text)) => {
            let book = RelPath::new(FILE).unwrap_or_default();
            given.prose(id, interface, text, (&book, &input.config.spans, "theme.footer"), found).map(html)
        }
        _ => None,
    };
    let navigation = own.navigation.iter().map(|item| Link {
        text: item.text.clone(),
        href: target_href(config, hrefs, &item.target),
        ..Link::default()
    });
    let noticed = interface.foreign("notice-fallback").unwrap_or(&edition.locale);
    EditionView {
        notice_lang: noticed.to_string(),
        notice_dir: noticed.direction().as_str(),
        lang: edition.locale.to_string(),
        dir: edition.locale.direction().as_str(),
        label: own.label.clone(),
        title: own.title.clone(),
        description: own.description.clone(),
        home: own.home.map_or_else(|| config.base_url.href("/"), |home| hrefs[home.0 as usize].to_string()),
        search: first(PageKind::Search),
        search_index: config
            .base_url
            .href(&format!("/{SEARCH_INDEX}/{}.json", edition.locale.to_string().to_ascii_lowercase())),
        tags: first(PageKind::Tags).filter(|_| !own.tags.is_empty()),
        feed: alternates::feed(config, plan, id).map(|address| config.base_url.href(&address)),
        navigation: navigation.collect(),
        footer,
    }
}

fn authors(
    material: &Material<'_>,
    id: EditionId,
    own: &EditionPlan,
    interface: &Interface,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, AuthorView> {
    let Input { config, library, .. } = material.input;
    material.given.check_authors(id, found);
    let view = |(key, author): (&String, &crate::resolve::plan::AuthorText)| {
        let bio = library.authors.get(key).and_then(|listed| {
            material.given.prose(id, interface, &listed.bio, (&listed.path, &listed.spans, "bio"), found).map(html)
        });
        let picture = author.picture.as_deref().map(|path| given_href(config, path));
        let anchor: String = key.chars().map(|c| if c.is_whitespace() { '-' } else { c }).collect();
        let url = author.url.as_deref().map(|url| given_href(config, url));
        (key.clone(), AuthorView { id: anchor, name: author.name.clone(), bio, url, picture })
    };
    own.authors.iter().map(view).collect()
}

fn dates(input: &Input<'_>, locale: &Locale) -> BTreeMap<(i32, u8, u8), DateView> {
    let fronts = input.library.translations.iter().map(|translation| &translation.front);
    let mut dates = BTreeMap::new();
    for date in fronts.flat_map(|front| [front.date, front.updated]).flatten() {
        let key = (date.year, date.month, date.day);
        let view = || DateView { date, iso: date.iso(), long: crate::locale::date::long(locale, date) };
        dates.entry(key).or_insert_with(view);
    }
    dates
}

/// A free table of book.toml with its texts in the edition's language.
fn free_table(table: &BTreeMap<String, ThemeValue>, input: &Input<'_>, id: EditionId) -> serde_json::Value {
    table.iter().map(|(key, value)| (key.clone(), free(key, value, input, id))).collect()
}

/// The value of `name`; what is no text for readers is as it was given.
fn free(name: &str, value: &ThemeValue, input: &Input<'_>, id: EditionId) -> serde_json::Value {
    match value {
        ThemeValue::Text(given) => {
            let chosen = text::choose(input, id, given).map(|chosen| chosen.text).unwrap_or_default();
            if readable::is_text(Some(name), chosen) { text::pick(input, id, given).into() } else { chosen.into() }
        }
        ThemeValue::Other(value) => value.clone(),
        ThemeValue::List(items) => items.iter().map(|item| free(name, item, input, id)).collect(),
        ThemeValue::Table(table) => free_table(table, input, id),
    }
}

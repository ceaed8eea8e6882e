//! The view of one page: everything that its template sees, from the plan and the page's own text.

use super::body::Body;
use super::card::{Card, Cards};
use super::shared::{self, Shared};
use super::structured::{self, Work};
use super::templates::{Serde, Value, html};
use super::view::{
    AlternateView, AuthorView, DateView, Link, OpenGraphView, PageView, PartView, SourceView, SwitcherEntry, TagView,
};
use crate::config::{Config, EditionId};
use crate::content::Translation;
use crate::convert::readable;
use crate::resolve::plan::{Origin, Page, PageId, PageKind, Plan};
use crate::resolve::{Input, alternates, text};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a view is made from.
#[derive(Clone, Copy)]
pub struct Makings<'a> {
    /// Configuration and library.
    pub input: Input<'a>,
    /// The plan.
    pub plan: &'a Plan,
    /// What the pages of each edition share.
    pub shared: &'a [Shared],
    /// The addresses of all pages.
    pub hrefs: &'a [Box<str>],
    /// What pictures of titles are drawn with.
    pub cards: &'a Cards,
}

/// Parts of a list that are named on each side of the current one.
const NEAR: u32 = 3;

impl<'a> Makings<'a> {
    /// The view of `id` with `body` as its text.
    pub fn view(&self, id: PageId, body: Body) -> PageView {
        let page = self.plan.page(id);
        let own = self.own(page);
        let translation = self.translation(page);
        let front = translation.map(|translation| &translation.front);
        let listing = matches!(page.kind, PageKind::Section(_) | PageKind::Tag(_));
        let article = page.template == "article";
        // An article stands in one column, which a single heading is no reason to give up.
        let has_contents = !article || body.toc.iter().map(|entry| 1 + entry.children.len()).sum::<usize>() > 1;
        let title = body.title.unwrap_or_else(|| self.title(page));
        let dates = (front.and_then(|front| front.date), front.and_then(|front| front.updated));
        let foreign = page.origin.is_fallback();
        let locale = foreign.then(|| alternates::language(self.config(), self.input.library, page));
        let lang = locale.map_or_else(|| own.lang.clone(), ToString::to_string);
        let home = matches!(&page.kind, PageKind::Section(key) if key.as_str().is_empty());
        let breadcrumbs: Vec<Link> = page.breadcrumbs.iter().map(|above| self.link(*above)).collect();
        let mut view = PageView {
            kind: kind(&page.kind),
            key: key(&page.kind),
            home,
            anchor: body.anchor,
            link_title: if page.link_title.is_empty() { title.clone() } else { page.link_title.clone() },
            title,
            description: page.description.clone(),
            lead: front.and_then(|front| front.description.as_ref()).map(|_| page.description.clone()),
            href: self.href(id),
            url: self.url(id),
            canonical: (page.kind != PageKind::NotFound).then(|| self.url(alternates::canonical(self.plan, id))),
            noindex: !alternates::is_real(page),
            origin: origin(page.origin),
            source: self.source(page, translation),
            outdated: self.outdated(page),
            dir: locale.map_or(own.dir, |locale| locale.direction().as_str()),
            lang,
            foreign,
            body: html(body.html),
            date: dates.0.map(|date| own.date(date)),
            updated: dates.1.filter(|date| Some(*date) != dates.0).map(|date| own.date(date)),
            authors: self.authors(page, translation),
            tags: page.tags.iter().filter_map(|tag| own.tags.get(*tag)).cloned().collect(),
            minutes: translation.filter(|_| article).map(|translation| translation.minutes),
            words: translation.map_or(0, |translation| translation.words),
            toc: if front.and_then(|front| front.toc).unwrap_or(!listing && has_contents) {
                body.toc
            } else {
                Vec::new()
            },
            trail: breadcrumbs.iter().map(|crumb| crumb.href.clone()).collect(),
            breadcrumbs,
            sidebar: (!article && !home).then(|| self.sidebar(page, id)).flatten(),
            previous: page.previous.map(|page| self.link(page)),
            next: page.next.map(|page| self.link(page)),
            related: page.related.iter().map(|page| self.entry(*page)).collect(),
            listed: page.listed.iter().map(|page| self.listed(*page, foreign)).collect(),
            count: self.count(page),
            parts: self.parts(page),
            terms: if page.kind == PageKind::Tags { own.tags.clone() } else { Vec::new() },
            switcher: self.switcher(page),
            alternates: self.alternates(page),
            open_graph: self.open_graph(page, own, article),
            structured: None,
            extra: Value::from(Serde(translation.map(|translation| self.extra(page, translation)))),
        };
        view.structured = self.structured(page, &view);
        view
    }

    /// What a front matter says beside the known keys, its texts in the script of the page.
    fn extra(&self, page: &Page, translation: &Translation) -> serde_json::Map<String, serde_json::Value> {
        let shown = match page.origin {
            Origin::Fallback { via, .. } => via,
            _ => page.edition,
        };
        let convert = |text: &str| text::convert_of(&self.input, translation, shown, text);
        let extra = translation.front.extra.iter();
        extra.map(|(key, value)| (key.clone(), in_script(key, value, &convert))).collect()
    }

    fn own(&self, page: &Page) -> &'a Shared {
        &self.shared[usize::from(page.edition.0)]
    }

    fn config(&self) -> &'a Config {
        self.input.config
    }

    /// The translation behind a page.
    pub fn translation(&self, page: &Page) -> Option<&'a Translation> {
        page.origin.translation().and_then(|id| self.input.library.translations.get(id.0 as usize)).map(Arc::as_ref)
    }

    fn href(&self, id: PageId) -> String {
        self.hrefs[id.0 as usize].to_string()
    }

    fn url(&self, id: PageId) -> String {
        format!("{}{}", self.config().base_url.origin, self.hrefs[id.0 as usize])
    }

    /// A page's title; pages that are made without one take theirs from the interface's messages.
    fn title(&self, page: &Page) -> String {
        if !page.title.is_empty() {
            return page.title.clone();
        }
        let own = self.own(page);
        match page.kind {
            PageKind::Tags => own.interface.text("tags"),
            PageKind::NotFound => own.interface.text("not-found-title"),
            PageKind::Search => own.interface.text("search"),
            _ => own.title.clone(),
        }
    }

    /// A link to a page, for navigation.
    fn link(&self, id: PageId) -> Link {
        let page = self.plan.page(id);
        let text = if page.link_title.is_empty() { self.title(page) } else { page.link_title.clone() };
        Link {
            text,
            href: self.href(id),
            lang: shared::foreign(&self.input, self.plan, id),
            description: String::new(),
            date: None,
        }
    }

    /// A link to a page with what it is about, for lists.
    fn entry(&self, id: PageId) -> Link {
        let page = self.plan.page(id);
        let date: Option<DateView> =
            self.translation(page).and_then(|translation| translation.front.date).map(|date| self.own(page).date(date));
        Link {
            text: self.title(page),
            href: self.href(id),
            lang: shared::foreign(&self.input, self.plan, id),
            description: page.description.clone(),
            date,
        }
    }

    /// The same for the list of a page, which stands within its text. In a `foreign` one titles of the edition's own say so.
    fn listed(&self, id: PageId, foreign: bool) -> Link {
        let mut entry = self.entry(id);
        if foreign && entry.lang.is_none() {
            entry.lang = Some(self.own(self.plan.page(id)).lang.clone());
        }
        entry
    }

    /// The sidebar of a page. Later parts of a list have their first part's.
    fn sidebar(&self, page: &Page, id: PageId) -> Option<Value> {
        let sidebars = &self.own(page).sidebars;
        sidebars.of(id).or_else(|| sidebars.of(*page.parts.first()?)).cloned()
    }

    /// What a converted text was made from, or where a fallback really stands.
    fn source(&self, page: &Page, translation: Option<&Translation>) -> Option<SourceView> {
        let edition = match page.origin {
            Origin::Fallback { via, .. } => via,
            Origin::Converted(_) => {
                let locale = &translation?.locale;
                let alike = |id: &EditionId| {
                    let other = &self.config().edition(*id).locale;
                    other.language() == locale.language() && other.han_script() == locale.han_script()
                };
                self.config().edition_of(locale).or_else(|| self.config().edition_ids().find(alike))?
            }
            Origin::Authored(_) | Origin::Made => return None,
        };
        let there = page.counterparts.iter().find(|counterpart| counterpart.edition == edition)?;
        let shared = &self.shared[usize::from(edition.0)];
        Some(SourceView { lang: shared.lang.clone(), label: shared.label.clone(), href: self.href(there.page) })
    }

    /// The original of an outdated text. A fallback shows another edition's text, which says so itself.
    fn outdated(&self, page: &Page) -> Option<SourceView> {
        let (Origin::Authored(id) | Origin::Converted(id)) = page.origin else { return None };
        let stale = self.plan.outdated.get(&id).filter(|_| self.config().outdated_notice)?;
        let original = &self.input.library.translations[stale.original.0 as usize];
        let edition = self.config().edition_of(&original.locale)?;
        let there = self.plan.by_document.get(&(original.key.clone(), edition));
        let shared = &self.shared[usize::from(edition.0)];
        let href = there.map(|page| self.href(*page)).unwrap_or_default();
        Some(SourceView { lang: shared.lang.clone(), label: shared.label.clone(), href })
    }

    fn authors(&self, page: &Page, translation: Option<&Translation>) -> Vec<AuthorView> {
        let ids = translation.map_or(&[][..], |translation| &translation.front.authors);
        let known = &self.own(page).authors;
        let unknown = |id: &String| AuthorView {
            id: id.split_whitespace().collect::<Vec<_>>().join("-"),
            name: id.clone(),
            bio: None,
            url: None,
            picture: None,
        };
        // One person may be named twice, by an id and by name; a page has one biography for each.
        let mut seen = BTreeSet::new();
        let views = ids.iter().map(|id| known.get(id).cloned().unwrap_or_else(|| unknown(id)));
        views.filter(|view| seen.insert(view.id.clone())).collect()
    }

    fn count(&self, page: &Page) -> u32 {
        let PageKind::Tag(id) = &page.kind else { return u32::try_from(page.listed.len()).unwrap_or(u32::MAX) };
        let tags: &[TagView] = &self.own(page).tags;
        tags.iter().find(|tag| tag.id == *id).map_or(0, |tag| tag.count)
    }

    /// The parts of a list: the first, the last, and those around this one.
    fn parts(&self, page: &Page) -> Vec<PartView> {
        let (current, all) = page.part;
        let mut parts: Vec<PartView> = Vec::new();
        for (number, id) in (1..).zip(&page.parts) {
            let shown = number == 1 || number == all || number.abs_diff(current) <= NEAR;
            if shown {
                parts.push(PartView { number, href: self.href(*id), current: number == current, gap: false });
            } else if parts.last().is_some_and(|last| !last.gap) {
                parts.push(PartView { number, href: String::new(), current: false, gap: true });
            }
        }
        parts
    }

    fn switcher(&self, page: &Page) -> Vec<SwitcherEntry> {
        let entry = |counterpart: &crate::resolve::plan::Counterpart| {
            let shared = &self.shared[usize::from(counterpart.edition.0)];
            let current = counterpart.edition == page.edition;
            // A fallback copy lies under the edition's address, but a reader finds another language there; and where an
            // edition leaves the document out, its chain may lead to another edition's page.
            let there = shared::foreign(&self.input, self.plan, counterpart.page);
            let own = &self.own(self.plan.page(counterpart.page)).lang;
            let real = counterpart.real || current;
            // What is nowhere is not offered elsewhere.
            let offered = real && !current && page.kind != PageKind::NotFound;
            let say = |text: &String, when: bool| if when { text.clone() } else { String::new() };
            SwitcherEntry {
                edition: shared.lang.clone(),
                lang: shared.lang.clone(),
                label: shared.label.clone(),
                href: self.href(counterpart.page),
                hreflang: there.unwrap_or_else(|| own.clone()),
                current,
                real,
                note: say(&shared.note, !real),
                offer: say(&shared.offer[0], offered),
                accept: say(&shared.offer[1], offered),
                dismiss: say(&shared.offer[2], offered),
            }
        };
        page.counterparts.iter().map(entry).collect()
    }

    fn alternates(&self, page: &Page) -> Vec<AlternateView> {
        let view = |alternate: alternates::Alternate| AlternateView {
            hreflang: match alternate.edition {
                Some(edition) => self.shared[usize::from(edition.0)].lang.clone(),
                None => "x-default".to_owned(),
            },
            url: self.url(alternate.page),
        };
        alternates::alternates(self.config(), page).into_iter().map(view).collect()
    }

    fn open_graph(&self, page: &Page, own: &Shared, article: bool) -> OpenGraphView {
        let others = page.counterparts.iter().filter(|other| other.real && other.edition != page.edition);
        let mut locales: Vec<String> = others
            .map(|other| self.shared[usize::from(other.edition.0)].open_graph.clone())
            .filter(|locale| *locale != own.open_graph)
            .collect();
        locales.dedup();
        OpenGraphView {
            kind: if article { "article" } else { "website" },
            locale: own.open_graph.clone(),
            alternates: locales,
            image: self.card(page).and_then(|(place, _)| self.config().base_url.absolute(&format!("/{place}"))),
        }
    }

    /// The picture of a page's title and its place; none where search engines are to leave the page out, or where no face
    /// can draw it.
    pub fn card(&self, page: &Page) -> Option<(String, Card)> {
        if !alternates::is_real(page) || self.config().base_url.origin.is_empty() {
            return None;
        }
        let (title, site) = (self.title(page), self.own(page).title.clone());
        let site = if site == title { String::new() } else { site };
        let card = Card { edition: page.edition, title, site };
        self.cards.place(&card).map(|place| (place, card))
    }

    fn structured(&self, page: &Page, view: &PageView) -> Option<Value> {
        if view.noindex {
            return None;
        }
        let own = self.own(page);
        let home = self.plan.editions[usize::from(page.edition.0)].home.map_or_else(String::new, |home| self.url(home));
        let origin = &self.config().base_url.origin;
        let source = view.source.as_ref().filter(|_| matches!(page.origin, Origin::Converted(_)));
        let source_url = source.map(|source| format!("{origin}{}", source.href));
        let work = Work {
            kind: schema(page, view),
            url: &view.url,
            title: &view.title,
            description: &view.description,
            language: &view.lang,
            published: view.date.as_ref().map(|date| date.iso.as_str()),
            modified: view.updated.as_ref().map(|date| date.iso.as_str()),
            authors: &view.authors,
            made_from: source_url.as_deref().zip(source),
            image: view.open_graph.image.as_deref(),
            origin,
            site: (&own.title, &home),
        };
        let trail: Vec<(String, &Link)> =
            view.breadcrumbs.iter().map(|link| (format!("{origin}{}", link.href), link)).collect();
        structured::graph(&work, page.origin.translation().is_some(), &trail).map(html)
    }
}

/// What schema.org calls a page that has a text.
fn schema(page: &Page, view: &PageView) -> &'static str {
    match page.kind {
        _ if page.template == "article" => "Article",
        _ if view.home => "WebPage",
        PageKind::Section(_) => "CollectionPage",
        _ => "TechArticle",
    }
}

fn kind(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Document(_) => "document",
        PageKind::Section(_) => "section",
        PageKind::Tags => "tags",
        PageKind::Tag(_) => "tag",
        PageKind::NotFound => "not-found",
        PageKind::Search => "search",
    }
}

fn key(kind: &PageKind) -> String {
    match kind {
        PageKind::Document(key) | PageKind::Section(key) => key.as_str().to_owned(),
        PageKind::Tag(id) => id.clone(),
        PageKind::Tags | PageKind::NotFound | PageKind::Search => String::new(),
    }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Authored(_) => "authored",
        Origin::Converted(_) => "converted",
        Origin::Fallback { .. } => "fallback",
        Origin::Made => "made",
    }
}

/// The value of `name`, whose texts for readers went through `convert`; keys are names, and stay.
fn in_script(name: &str, value: &serde_json::Value, convert: &dyn Fn(&str) -> String) -> serde_json::Value {
    use serde_json::Value as Json;
    match value {
        Json::String(text) if readable::is_text(Some(name), text) => convert(text).into(),
        Json::Array(items) => items.iter().map(|item| in_script(name, item, convert)).collect(),
        Json::Object(table) => table.iter().map(|(key, item)| (key.clone(), in_script(key, item, convert))).collect(),
        other => other.clone(),
    }
}

//! The text of one page as HTML: read, parsed, converted where the page asks for it, its links resolved.

use super::highlight::Highlighter;
use super::html::{self, Context, Href};
use super::interface::Interface;
use super::outline;
use super::page::Makings;
use super::passages::{Passage, passages};
use super::picture;
use super::shortcode;
use super::templates::Templates;
use super::view::TocEntry;
use crate::content::blocks::{BlockKind, Fingerprint};
use crate::content::corrections::Sheet;
use crate::content::markdown::{self, Options};
use crate::content::tree::{LinkKind, LinkUse, Tree};
use crate::content::{self, Giver, Kept, Translation};
use crate::convert::document::correct;
use crate::convert::{Converter, Converters, document};
use crate::diagnostic::Diagnostic;
use crate::resolve::links::Resolver;
use crate::resolve::plan::{Origin, Page, PageId, Target};
use crate::resolve::{Input, alternates};
use crate::source::Files;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Writes the bodies of pages.
pub struct Bodies<'a> {
    /// The files of the project.
    pub files: &'a Files,
    /// Bodies that need not be read again.
    pub kept: Option<&'a Kept<'a>>,
    /// The same where each is wanted once.
    pub once: Option<&'a dyn Giver>,
    /// Configuration, library and plan, with what the pages share.
    pub makings: Makings<'a>,
    /// Where links lead.
    pub resolver: &'a Resolver<'a>,
    /// The converters of all editions.
    pub converters: &'a Converters,
    /// Colours code, and remembers it for the other editions.
    pub highlighter: &'a Highlighter,
    /// The site's own shortcodes.
    pub templates: &'a Templates,
    /// Their names.
    pub shortcodes: &'a BTreeSet<String>,
    /// Whether the search takes these texts in.
    pub searched: bool,
}

/// Where a body is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// In its page: addresses from the site's root, headings with links to themselves.
    Page,
    /// Elsewhere, in a feed: whole addresses.
    Feed,
    /// In the search's index: passages alone.
    Search,
}

/// A page's text.
#[derive(Debug, Default)]
pub struct Body {
    /// The HTML.
    pub html: String,
    /// The title, where conversion marks in the text change it.
    pub title: Option<String>,
    /// Its headings of the second and third level.
    pub toc: Vec<TocEntry>,
    /// The id of the heading that became the page's title, and so does not stand in the text.
    pub anchor: Option<String>,
    /// What it says, where the search takes it in.
    pub passages: Vec<Passage>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// How a text is read on a page.
pub(super) struct Reading<'a> {
    /// What converts it, or only reads its marks; none where it has no words of Chinese.
    pub converter: Option<Converter>,
    /// What is wrong with the front matter's wishes for it.
    pub problems: Vec<Diagnostic>,
    /// What editors corrected by hand in it.
    pub sheet: Option<&'a Sheet>,
}

impl Bodies<'_> {
    /// The bodies of pages that show one translation, from one parse of it; empty for a page that is made. Each is handed
    /// to `done` before the next is begun.
    pub fn each(&self, ids: &[PageId], reader: Reader, done: &mut dyn FnMut(PageId, Body)) {
        let Some((last, others)) = ids.split_last() else { return };
        let Some(translation) = self.makings.translation(self.makings.plan.page(*last)) else {
            return ids.iter().for_each(|id| done(*id, Body::default()));
        };
        if let Some(tree) = self.kept.and_then(|kept| kept.tree(&translation.path)) {
            return ids.iter().for_each(|id| done(*id, self.body(*id, reader, translation, tree.clone())));
        }
        let mut give = |tree: Tree<'_>| {
            for id in others {
                done(*id, self.body(*id, reader, translation, tree.clone()));
            }
            done(*last, self.body(*last, reader, translation, tree));
        };
        // Whoever asks after the pages, as a feed may, reads it again.
        if self.once.is_some_and(|once| once.give(&translation.path, reader == Reader::Page, &mut give)) {
            return;
        }
        let text = match content::body(self.files, translation) {
            Ok(text) => text,
            Err(found) => {
                let failed = || Body { diagnostics: vec![found.clone()], ..Body::default() };
                return ids.iter().for_each(|id| done(*id, failed()));
            }
        };
        let options = Options {
            path: &translation.path,
            chinese: translation.locale.han_script().is_some(),
            shortcodes: self.shortcodes,
            measured: false,
        };
        // What is wrong with the Markdown itself was said when the library was scanned.
        give(markdown::tree(&text, translation.body_start as usize, &options));
    }

    /// The body of one page with the text of `translation`, parsed into `tree`.
    pub(super) fn body(&self, id: PageId, reader: Reader, translation: &Translation, mut tree: Tree<'_>) -> Body {
        let page = self.makings.plan.page(id);
        let (targets, mut found) = self.resolver.page(id);
        let Reading { converter, problems, sheet } = self.reading(page, translation);
        found.extend(problems);
        let mut title = None;
        // A text of another script than its file says is found where it is converted.
        let converted = || {
            page.counterparts.iter().any(|other| match (page.origin, self.makings.plan.page(other.page).origin) {
                (Origin::Authored(own), Origin::Converted(id)) => own == id,
                _ => false,
            })
        };
        let untouched =
            |converter: &Converter| sheet.is_none() && converted() && document::is_untouched(&tree, converter);
        if let Some(converter) = converter.filter(|converter| !untouched(converter)) {
            let (list, head) = sheet.map_or((&[][..], Vec::new()), |sheet| (&sheet.list, head(translation)));
            let path = &translation.path;
            let (mut outcome, verdicts) = document::convert_corrected(&mut tree, &converter, path, list, &head);
            found.extend(outcome.diagnostics);
            found.extend(sheet.map(|sheet| correct::diagnostics(sheet, &verdicts, path)).unwrap_or_default());
            title = outcome.page.retitled(own_title(translation));
        }
        let anchor = outline::take_title(&mut tree, translation.front.title.as_deref());
        let passages = if self.searched { passages(&tree) } else { Vec::new() };
        if reader == Reader::Search {
            return Body { passages, ..Body::default() };
        }
        outline::lower_titles(&mut tree);
        let Input { config, library, .. } = self.makings.input;
        let shown_in = alternates::language(config, library, page);
        let href = |(target, used): (&Target, &LinkUse<'_>)| {
            let mut href = self.href(target, reader);
            href.language = href.language.filter(|language| *language != shown_in.to_string());
            href.size = if used.kind == LinkKind::Image { self.size(target) } else { None };
            href
        };
        let links: Vec<Href> = targets.iter().zip(&tree.links).map(href).collect();
        let shared = &self.makings.shared[usize::from(page.edition.0)];
        // Words of ours within a text are in its language.
        let interface = match page.origin {
            Origin::Fallback { via, .. } => &self.makings.shared[usize::from(via.0)].interface,
            _ => &shared.interface,
        };
        let problems = RefCell::new(Vec::new());
        let mut out = String::new();
        let site = shortcode::Site { templates: self.templates, shared, links: &links };
        html::write(
            &tree,
            &Context {
                links: &links,
                message: &|id, number| message(interface, id, number),
                highlighter: self.highlighter,
                shortcode: &|(call, span), body, out| {
                    if let Err(problem) = site.write(call, body, out) {
                        let called = problem.related(&translation.path, Some(span), "called here");
                        problems.borrow_mut().push(called);
                    }
                },
                anchors: reader == Reader::Page,
                chinese: shown_in.han_script().is_some(),
            },
            &mut out,
        );
        found.extend(problems.into_inner());
        Body { html: out, title, toc: outline::contents(&tree), anchor, passages, diagnostics: found }
    }

    /// How the text of `translation` is read on `page`.
    pub(super) fn reading(&self, page: &Page, translation: &Translation) -> Reading<'_> {
        // Conversion marks are read on every Chinese page; only a converted one has its words converted.
        let read_in = match page.origin {
            Origin::Fallback { via, .. } => via,
            _ => page.edition,
        };
        let (converter, problems) = self.converters.of(read_in, translation);
        // Corrections are of what a converter made; an edition's own text is corrected where it stands.
        let own = self.makings.input.config.edition_of(&translation.locale);
        let sheet = self.converters.corrections(read_in, &translation.key).filter(|_| own != Some(read_in));
        Reading { converter, problems, sheet }
    }

    /// The width and height of the site's own picture behind a link.
    fn size(&self, target: &Target) -> Option<(u32, u32)> {
        let Target::File(place, _) = target else { return None };
        picture::size(self.files, self.makings.plan.copies.get(place)?)
    }

    pub(super) fn href(&self, target: &Target, reader: Reader) -> Href {
        let config = self.makings.input.config;
        let mut address = super::shared::target_href(config, self.makings.hrefs, target);
        if reader == Reader::Feed && address.starts_with('/') {
            address.insert_str(0, &config.base_url.origin);
        }
        // A reader finds another language in another edition's page, and in a copy that stands in for one of their own.
        let language = match target {
            Target::Page { page, language: Some(_), .. } => {
                let page = self.makings.plan.page(*page);
                Some(alternates::language(config, self.makings.input.library, page).to_string())
            }
            Target::Page { page, language: None, .. } => {
                super::shared::foreign(&self.makings.input, self.makings.plan, *page)
            }
            _ => None,
        };
        Href { address, language, size: None }
    }
}

/// The fingerprints of a document's title and description.
pub(super) fn head(translation: &Translation) -> Vec<Fingerprint> {
    let blocks = translation.blocks.iter();
    let head = blocks.filter(|block| matches!(block.kind, BlockKind::Title | BlockKind::Description));
    head.map(|block| block.fingerprint).collect()
}

/// The title that a text gives itself and that conversion may change; empty if none.
fn own_title(translation: &Translation) -> &str {
    let first = translation.outline.iter().find(|heading| heading.level == 1);
    let heading = || first.filter(|heading| !heading.keep).map(|heading| &*heading.text);
    translation.front.title.as_deref().or_else(heading).unwrap_or_default()
}

pub(super) fn message(interface: &Interface, id: &str, number: Option<u32>) -> String {
    match number {
        None => interface.text(id),
        Some(number) => interface.format(id, &[("number", number.into())]).unwrap_or_else(|_| format!("{id} {number}")),
    }
}

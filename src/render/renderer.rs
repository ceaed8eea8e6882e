//! The renderer: everything that is made once for a site, and then any of its pages on request.

use super::body::{Bodies, Body, Reader};
use super::card::{Card, Cards};
use super::columns::Column;
use super::given::Given;
use super::highlight::Highlighter;
use super::interface::{self, Interface};
use super::page::Makings;
use super::passages::Passage;
use super::shared::{Material, Shared};
use super::templates::{Serde, Source, Value, layered};
use super::theme::Theme;
use crate::config::EditionId;
use crate::content::{self, Giver, Kept};
use crate::convert::Converters;
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::messages::Catalogs;
use crate::locale::{Chain, Locale};
use crate::resolve::Input;
use crate::resolve::links::{Index, Resolver};
use crate::resolve::plan::{Page, PageId, Plan, Target};
use crate::source::{Files, RelPath};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What pages are rendered from.
#[derive(Clone, Copy)]
pub struct Stage<'a> {
    /// The files of the project.
    pub files: &'a Files,
    /// Configuration and library, with the conversion of short texts.
    pub input: Input<'a>,
    /// The plan.
    pub plan: &'a Plan,
    /// The converters of all editions.
    pub converters: &'a Converters,
}

/// One page as it is written.
#[derive(Debug)]
pub struct Rendered {
    /// The HTML; empty if the template failed.
    pub html: String,
    /// What it says, where the renderer is [`Renderer::searched`].
    pub passages: Vec<Passage>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is made once for all pages of a plan. It holds while the plan does, whatever becomes of the bodies.
#[derive(Debug)]
pub struct Parts {
    look: Arc<Look>,
    shared: Vec<Shared>,
    hrefs: Vec<Box<str>>,
    index: Index,
    highlighter: Arc<Highlighter>,
    cards: Cards,
}

/// What pages share whatever the documents say: it holds while settings, theme, messages and converters do.
#[derive(Debug)]
struct Look {
    theme: Theme,
    catalogs: Arc<Catalogs>,
    /// The messages that templates and bodies name.
    ids: BTreeSet<String>,
    shortcodes: BTreeSet<String>,
    /// What is wrong with all these.
    found: Vec<Diagnostic>,
}

impl Look {
    fn load(files: &Files, input: &Input<'_>) -> Self {
        let config = input.config;
        let (theme, mut found) = Theme::load(files, config);
        let (catalogs, problems) = catalogs(files, input);
        found.extend(problems);
        let ids = named_ids(&theme);
        found.extend(interface::missing(config, &catalogs, &ids));
        let ids = ids.into_keys().collect();
        Self { theme, catalogs: Arc::new(catalogs), ids, shortcodes: content::scan::shortcodes(files), found }
    }
}

/// Renders the pages of a site, in any order, from any thread.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    pub(super) stage: Stage<'a>,
    pub(super) parts: &'a Parts,
    kept: Option<&'a Kept<'a>>,
    once: Option<&'a dyn Giver>,
    searched: bool,
}

impl Parts {
    /// Reads theme and catalogs, and makes what pages share. Code that `highlighter` has coloured is not coloured again.
    pub fn new(stage: Stage<'_>, highlighter: Arc<Highlighter>) -> (Self, Vec<Diagnostic>) {
        Self::with_look(stage, Arc::new(Look::load(stage.files, &stage.input)), highlighter)
    }

    /// The same for another plan, where neither settings nor theme, messages or converters are others: they are not read
    /// again.
    pub fn again(&self, stage: Stage<'_>) -> (Self, Vec<Diagnostic>) {
        Self::with_look(stage, Arc::clone(&self.look), Arc::clone(&self.highlighter))
    }

    fn with_look(stage: Stage<'_>, look: Arc<Look>, highlighter: Arc<Highlighter>) -> (Self, Vec<Diagnostic>) {
        let Stage { files, input, plan, converters } = stage;
        let config = input.config;
        let hrefs: Vec<Box<str>> =
            plan.pages.iter().map(|page| config.base_url.href(&page.permalink).into_boxed_str()).collect();
        let index = Index::new(config, input.library, plan);
        let resolver = Resolver::new(config, input.library, plan, &index);
        let (theme, mut found) = (&look.theme, look.found.clone());
        let given = Given {
            files,
            input,
            plan,
            resolver: &resolver,
            hrefs: &hrefs,
            theme,
            highlighter: &highlighter,
            converters,
        };
        let material = Material { input, plan, theme, hrefs: &hrefs, given: &given };
        let shared = config.edition_ids().map(|id| {
            let own = Interface::new(Arc::clone(&look.catalogs), id, &look.ids);
            Shared::new(&material, id, own, &mut found)
        });
        let shared = shared.collect();
        (Self { look, shared, hrefs, index, highlighter, cards: Cards::default() }, found)
    }

    /// The same with pictures of the pages' titles.
    #[must_use]
    pub fn with_cards(self, cards: Cards) -> Self {
        Self { cards, ..self }
    }

    /// The picture of a page's title, as PNG.
    pub fn draw(&self, card: &Card) -> Vec<u8> {
        self.cards.draw(card).unwrap_or_default()
    }

    /// The theme.
    pub fn theme(&self) -> &Theme {
        &self.look.theme
    }

    /// The address of a page: percent-encoded, with the base path.
    pub fn href(&self, id: PageId) -> &str {
        &self.hrefs[id.0 as usize]
    }

    /// Whether no page can fail in its template: those of pages are yiben's own, and so is every message with a value in
    /// it.
    pub(super) fn templates_are_sure(&self) -> bool {
        let Look { theme, catalogs, found, .. } = &*self.look;
        let own = |(name, source): (&str, &Source)| source.path.is_some() && !name.starts_with("shortcodes/");
        found.is_empty() && !catalogs.have_own_values() && !theme.templates.sources().any(own)
    }

    /// The interface's messages in an edition.
    pub fn interface(&self, edition: EditionId) -> &Interface {
        &self.shared[usize::from(edition.0)].interface
    }

    /// What colours code, for the parts that follow these.
    pub fn highlighter(&self) -> &Arc<Highlighter> {
        &self.highlighter
    }
}

impl<'a> Renderer<'a> {
    /// A renderer of `stage`, for whose plan `parts` were made.
    pub fn new(stage: Stage<'a>, parts: &'a Parts) -> Self {
        Self { stage, parts, kept: None, once: None, searched: false }
    }

    /// The same with bodies that need not be read again.
    #[must_use]
    pub fn with(self, kept: &'a Kept<'a>) -> Self {
        Self { kept: Some(kept), ..self }
    }

    /// The same where each page is written once.
    #[must_use]
    pub fn once(self, once: &'a dyn Giver) -> Self {
        Self { once: Some(once), ..self }
    }

    /// The same, with what pages say in plain text beside their HTML.
    #[must_use]
    pub fn searched(self, searched: bool) -> Self {
        Self { searched, ..self }
    }

    /// What a page says, without its HTML.
    pub fn passages(&self, id: PageId) -> Vec<Passage> {
        let mut passages = Vec::new();
        self.searched(true).each(&[id], Reader::Search, &mut |_, body| passages = body.passages);
        passages
    }

    /// The address of a page: percent-encoded, with the base path.
    pub fn href(&self, id: PageId) -> &str {
        self.parts.href(id)
    }

    /// A page.
    pub fn page(&self, id: PageId) -> Rendered {
        let mut page = None;
        self.pages(&[id], &mut |_, rendered| page = Some(rendered));
        page.expect("every page that is asked for is given")
    }

    /// Pages that show the same translation, which is read and parsed once for all of them. Each is handed to `done`
    /// before the next is begun, so that only one is in memory.
    pub fn pages(&self, ids: &[PageId], done: &mut dyn FnMut(PageId, Rendered)) {
        self.each(ids, Reader::Page, &mut |id, mut body| {
            let mut diagnostics = std::mem::take(&mut body.diagnostics);
            let passages = std::mem::take(&mut body.passages);
            let html = self.fill(id, body).unwrap_or_else(|problem| {
                diagnostics.push(*problem);
                String::new()
            });
            done(id, Rendered { html, passages, diagnostics });
        });
    }

    /// The text of a page for readers elsewhere, its addresses whole.
    pub fn text(&self, id: PageId) -> String {
        let mut html = String::new();
        self.each(&[id], Reader::Feed, &mut |_, body| html = body.html);
        html
    }

    /// Where the links of a page lead, in the order of its text.
    pub fn targets(&self, id: PageId) -> Vec<Target> {
        let Stage { input, plan, .. } = self.stage;
        Resolver::new(input.config, input.library, plan, &self.parts.index).page(id).0
    }

    /// The pictures of all pages, each once, with their places.
    pub fn cards(&self) -> Vec<(RelPath, Card)> {
        let makings = self.makings();
        let pages = (0..self.stage.plan.pages.len()).filter_map(|at| u32::try_from(at).ok()).map(PageId);
        let cards = pages.filter_map(|id| {
            let (place, card) = makings.card(self.stage.plan.page(id))?;
            Some((RelPath::new(&place).ok()?, card))
        });
        cards.collect::<BTreeMap<_, _>>().into_iter().collect()
    }

    /// The page that stands at an old address of `id`.
    ///
    /// # Errors
    /// When the template has a mistake.
    pub fn redirect(&self, id: PageId) -> Result<String, Box<Diagnostic>> {
        self.template("redirect.html", id, Body::default())
    }

    /// Files that the site needs beside its pages: styles, scripts, and where no edition stands at the root, a page
    /// there that chooses one, and one for addresses that are in no edition.
    ///
    /// # Errors
    /// When a template has a mistake.
    pub fn files(&self) -> (Vec<(RelPath, Vec<u8>)>, Vec<Diagnostic>) {
        let mut files = self.parts.look.theme.files.clone();
        let mut found = Vec::new();
        let config = self.stage.input.config;
        let default = &self.stage.plan.editions[usize::from(config.default.0)];
        let empty = config.editions.iter().all(|edition| !edition.prefix.is_empty());
        let Some(home) = default.home.filter(|_| empty) else { return (files, found) };
        let not_found =
            self.stage.plan.pages.iter().position(|page| {
                page.edition == config.default && page.kind == crate::resolve::plan::PageKind::NotFound
            });
        let not_found = not_found.and_then(|at| u32::try_from(at).ok()).map(PageId);
        let pages = [("index.html", Some(("root.html", home))), ("404.html", not_found.map(|id| ("404.html", id)))];
        for (path, page) in pages {
            let Some((template, id)) = page else { continue };
            match self.template(template, id, Body::default()) {
                Ok(html) => files.extend(RelPath::new(path).ok().map(|path| (path, html.into_bytes()))),
                Err(problem) => found.push(*problem),
            }
        }
        (files, found)
    }

    fn makings(&self) -> Makings<'_> {
        Makings {
            input: self.stage.input,
            plan: self.stage.plan,
            shared: &self.parts.shared,
            hrefs: &self.parts.hrefs,
            cards: &self.parts.cards,
        }
    }

    /// The text of a page in blocks, with what conversion did marked.
    pub fn column(&self, id: PageId) -> Column {
        self.with_bodies(|bodies| bodies.column(id))
    }

    fn each(&self, ids: &[PageId], reader: Reader, done: &mut dyn FnMut(PageId, Body)) {
        self.with_bodies(|bodies| bodies.each(ids, reader, done));
    }

    pub(super) fn with_bodies<R>(&self, use_them: impl FnOnce(&Bodies<'_>) -> R) -> R {
        let Stage { files, input, plan, converters } = self.stage;
        use_them(&Bodies {
            files,
            kept: self.kept,
            once: self.once,
            makings: self.makings(),
            resolver: &Resolver::new(input.config, input.library, plan, &self.parts.index),
            converters,
            highlighter: &self.parts.highlighter,
            templates: &self.parts.look.theme.templates,
            shortcodes: &self.parts.look.shortcodes,
            searched: self.searched,
        })
    }

    fn fill(&self, id: PageId, body: Body) -> Result<String, Box<Diagnostic>> {
        let page = self.stage.plan.page(id);
        let name = format!("{}.html", page.template);
        if self.has_template(page) {
            return self.template(&name, id, body);
        }
        let translation = self.makings().translation(page);
        let path = translation.map_or_else(RelPath::root, |translation| translation.path.clone());
        let message = format!("there is no template `{name}`");
        let mut problem = Diagnostic::new(Code::Template, &path, message)
            .help(format!("write it as theme/templates/{name}, or take one of: page, article, section, home"));
        problem.place.span = translation.and_then(|translation| translation.front.spans.get("template")).copied();
        Err(Box::new(problem))
    }

    /// Whether the theme has the template that a page asks for.
    pub(super) fn has_template(&self, page: &Page) -> bool {
        self.parts.look.theme.templates.has(&format!("{}.html", page.template))
    }

    fn template(&self, name: &str, id: PageId, body: Body) -> Result<String, Box<Diagnostic>> {
        let shared = &self.parts.shared[usize::from(self.stage.plan.page(id).edition.0)];
        let templates = &self.parts.look.theme.templates;
        let context = |own| layered(own, Arc::clone(&shared.context));
        let page = context(vec![("page", Value::from(Serde(self.makings().view(id, body))))]);
        let settled = shared.templates.get_or_init(|| templates.settled(&context(Vec::new())));
        // Where a template has a mistake, the one that the site knows says where.
        settled.render(name, page.clone()).or_else(|_| templates.render(name, page))
    }
}

/// The interface's messages of every edition. An edition made by conversion has the site's messages converted too.
fn catalogs(files: &Files, input: &Input<'_>) -> (Catalogs, Vec<Diagnostic>) {
    let config = input.config;
    let locales = |id| config.chain(id).map(|id| config.edition(id).locale.clone()).collect();
    let chains: Vec<Vec<Locale>> = config.edition_ids().map(locales).collect();
    let converters: Vec<_> = config
        .edition_ids()
        .map(|id| {
            let source = &config.edition(config.edition(id).convert_from?).locale;
            Some((source, move |text: &str| (input.convert)(source, None, id, text)))
        })
        .collect();
    let chains: Vec<_> = chains
        .iter()
        .zip(&converters)
        .map(|(locales, converter)| {
            let converted = converter.as_ref().map(|(source, convert)| (*source, convert as &dyn Fn(&str) -> String));
            Chain { locales, converted }
        })
        .collect();
    Catalogs::load_converted(files, &chains)
}

/// The messages that templates and bodies name.
pub(super) fn named_ids(theme: &Theme) -> BTreeMap<String, interface::Asked> {
    const OWN: [&str; 7] =
        ["tags", "not-found-title", "search", "language-missing", "offer", "offer-accept", "offer-dismiss"];
    let mut ids = interface::named_ids(&theme.templates);
    let plain = super::html::MESSAGES.iter().filter(|id| !id.starts_with("footnote") || **id == "footnotes");
    for id in plain.chain(&OWN) {
        ids.entry((*id).to_owned()).or_insert_with(|| (super::templates::built_in_path("page.html"), None));
    }
    ids
}

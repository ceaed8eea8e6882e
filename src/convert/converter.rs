//! The converter: a route, an engine, a glossary, and what else a text of one kind needs, under one cheap handle.

use super::engine::Engine;
use super::exact::{self, Standard};
use super::glossary::Terms;
use super::page::Page;
use super::plan::Plan;
use super::route::{Route, Side, Variant};
use super::{Characters, Converted, Edit, Leaf, Mode, Vocabulary};
use std::borrow::Cow;
use std::sync::Arc;

/// How a route is to be taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// How word boundaries are found.
    pub mode: Mode,
    /// The topics of vocabulary; none for characters only.
    pub vocabulary: Vec<Vocabulary>,
    /// Whether quotation marks follow the region; `None`: in words mode they do, and in exact mode, where the output is
    /// OpenCC's, they do not.
    pub quotes: Option<bool>,
    /// Plain text without marks or guards: what an engine gives, with the glossary and, if asked for, quotation marks.
    pub bare: bool,
}

/// Converts text along one route. Cheap to clone, shared between threads without locks.
///
/// ```
/// use yiben::convert::{Characters, Converter, Joint, Leaf, Options, route::{Route, Variant}};
///
/// let route = Route { from: Variant::Hans, to: Variant::Hant, characters: Characters::default() };
/// let converter = Converter::new(route, &Options::default());
/// assert_eq!(converter.text("头发发白"), "頭髮發白");
///
/// // A word is seen across markup: 头**发**.
/// let leaves = [
///     Leaf { text: "头", joint: Joint::Break, keep: false },
///     Leaf { text: "发", joint: Joint::Markup, keep: false },
/// ];
/// assert_eq!(converter.run(&leaves).texts, ["頭", "髮"]);
/// ```
#[derive(Clone, Debug)]
pub struct Converter {
    inner: Arc<Inner>,
}

#[derive(Clone, Debug)]
struct Inner {
    route: Route,
    engine: Engine,
    /// The engine without vocabulary.
    plain: Engine,
    terms: Terms,
    quotes: Option<Side>,
    bare: bool,
    /// Whether Japanese and text in the wrong script are looked for.
    guarded: bool,
}

impl Converter {
    /// The converter for `route`. A route between two variants with the same characters converts nothing but still
    /// reads conversion marks, which its authors use too.
    pub fn new(route: Route, options: &Options) -> Self {
        let engine = Engine::new(route, options.mode, &options.vocabulary);
        let plain = Engine::new(route, options.mode, &[]);
        Self::assembled(route, engine, plain, options)
    }

    /// OpenCC to the byte, by the name of one of its configurations.
    pub fn opencc(standard: Standard, options: &Options) -> Self {
        let engine = Engine::Exact(exact::Engine::builtin(standard));
        let mut converter = Self::assembled(Route::of(standard), engine.clone(), engine, options);
        if matches!(standard, Standard::Jp2t | Standard::T2jp) {
            // Here Japanese is what is wanted.
            Arc::make_mut(&mut converter.inner).guarded = false;
        }
        converter
    }

    /// OpenCC to the byte, by a configuration of the site's own. What it converts from and to is its own affair.
    pub fn own(engine: exact::Engine, options: &Options) -> Self {
        let route = Route { from: Variant::Hans, to: Variant::Hans, characters: Characters::default() };
        let engine = Engine::Exact(engine);
        let mut converter = Self::assembled(route, engine.clone(), engine, options);
        Arc::make_mut(&mut converter.inner).guarded = false;
        converter
    }

    /// The converter for `route` by an engine that the site made of its own OpenCC configuration.
    pub fn by(route: Route, engine: exact::Engine, options: &Options) -> Self {
        let engine = Engine::Exact(engine);
        Self::assembled(route, engine.clone(), engine, options)
    }

    /// The converter for `route` by the C++ OpenCC library, in place of yiben's own engines. It has no words mode.
    ///
    /// # Errors
    /// What the library says, when it does not find its configurations.
    #[cfg(feature = "opencc")]
    pub fn library(route: Route, options: &Options) -> Result<Self, String> {
        let options = Options { mode: Mode::Exact, ..options.clone() };
        let engine = Engine::library(route, &options.vocabulary)?;
        let plain = Engine::library(route, &[])?;
        Ok(Self::assembled(route, engine, plain, &options))
    }

    fn assembled(route: Route, engine: Engine, plain: Engine, options: &Options) -> Self {
        let crosses = route.from.side() != route.to.side();
        let wanted = options.quotes.unwrap_or(options.mode == Mode::Words && !options.bare);
        let quotes = (crosses && wanted).then_some(route.to.side());
        let guarded = !options.bare && !matches!(engine, Engine::Level);
        let inner = Inner { route, engine, plain, terms: Terms::default(), quotes, bare: options.bare, guarded };
        Self { inner: Arc::new(inner) }
    }

    /// A converter with a short list of words for an engine.
    #[cfg(test)]
    pub(super) fn toy(route: Route, options: &Options, words: &'static [(&'static str, &'static str)]) -> Self {
        Self::assembled(route, Engine::Toy(words), Engine::Toy(words), options)
    }

    /// The same converter with these terms, in place of those that it had.
    #[must_use]
    pub fn with_terms(&self, terms: Terms) -> Self {
        Self { inner: Arc::new(Inner { terms, ..(*self.inner).clone() }) }
    }

    /// The route.
    pub fn route(&self) -> Route {
        self.inner.route
    }

    /// The glossary's terms.
    pub fn terms(&self) -> &Terms {
        &self.inner.terms
    }

    /// Converts a text that stands alone. Conversion marks in it are read; a rule that they give ends with the text.
    pub fn text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.is_simple() {
            return self.inner.engine.convert(text);
        }
        self.run(&[Leaf::alone(text)]).texts.pop().unwrap_or(Cow::Borrowed(text))
    }

    /// Converts a run that stands alone.
    pub fn run<'a>(&self, leaves: &[Leaf<'a>]) -> Converted<'a> {
        let mut page = self.page();
        page.gather(leaves);
        page.run(leaves)
    }

    /// What [`Converter::text`] changes in `text`, with the places in it: in order, not overlapping.
    pub fn edits(&self, text: &str) -> Vec<Edit> {
        if self.is_simple() {
            let mut edits = Vec::new();
            self.inner.engine.edits(text, &[], &mut edits);
            return edits;
        }
        let leaves = [Leaf::alone(text)];
        let mut page = self.page();
        page.gather(&leaves);
        Plan::of(&mut page, &super::assemble::Run::new(&leaves)).edits
    }

    /// A page of runs that share the rules which its conversion marks give.
    pub fn page(&self) -> Page {
        Page::new(self)
    }

    /// Whether the engine alone does all the work: a bare converter without terms and quotation marks.
    pub fn is_simple(&self) -> bool {
        self.inner.bare && self.inner.terms.is_empty() && self.inner.quotes.is_none()
    }

    /// The engine that alone does all the work, if it is the exact one.
    pub fn exact(&self) -> Option<&exact::Engine> {
        match &self.inner.engine {
            Engine::Exact(engine) if self.is_simple() => Some(engine),
            _ => None,
        }
    }

    pub(super) fn variant(&self) -> Variant {
        self.inner.route.to
    }

    pub(super) fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    pub(super) fn plain(&self) -> &Engine {
        &self.inner.plain
    }

    pub(super) fn quotes(&self) -> Option<Side> {
        self.inner.quotes
    }

    pub(super) fn reads_marks(&self) -> bool {
        !self.inner.bare
    }

    /// Whether Japanese and text in the wrong script are looked for.
    pub(super) fn is_guarded(&self) -> bool {
        self.inner.guarded
    }

    /// Whether there are no words to look for.
    pub(super) fn is_idle(&self, terms: &Terms) -> bool {
        terms.is_empty() && matches!(self.inner.engine, Engine::Level)
    }
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;

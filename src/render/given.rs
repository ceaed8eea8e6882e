//! What a site gives in `[theme]` and in its list of authors, outside of any document: a few sentences of Markdown, whose
//! links lead where they would in a document at the top of the source folder, and pictures.

use super::body::message;
use super::highlight::Highlighter;
use super::html::{self, Context, Href};
use super::interface::Interface;
use super::shared::{given_href, is_elsewhere, target_href};
use super::theme::Theme;
use crate::config::{EditionId, FILE, LocalText, ThemeValue};
use crate::content::markdown::{self, Options};
use crate::content::tree::{LinkKind, Tree};
use crate::convert::{Converters, document};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::resolve::links::Resolver;
use crate::resolve::plan::{Plan, Target};
use crate::resolve::text::{self, Chosen};
use crate::resolve::{Input, alternates};
use crate::source::{Files, RelPath, Span, decode};
use std::collections::{BTreeMap, BTreeSet};

/// The largest file of settings that is read again for the place of a link, in bytes.
const LIMIT: u64 = 4 << 20;

/// Writes what a site gives.
pub struct Given<'a> {
    /// The files of the project.
    pub files: &'a Files,
    /// Configuration and library, with the conversion of short texts.
    pub input: Input<'a>,
    /// The plan.
    pub plan: &'a Plan,
    /// Where links lead.
    pub resolver: &'a Resolver<'a>,
    /// The addresses of all pages, with the base path.
    pub hrefs: &'a [Box<str>],
    /// The theme, for the files that it brings.
    pub theme: &'a Theme,
    /// Colours code.
    pub highlighter: &'a Highlighter,
    /// The converters of all editions.
    pub converters: &'a Converters,
}

/// Where a value stands: its file, the places of the keys there, and its own key.
pub type Place<'p> = (&'p RelPath, &'p BTreeMap<String, Span>, &'p str);

impl Given<'_> {
    /// A text of a few sentences as the edition shows it, as HTML; `None` if none was given. What is wrong with its links
    /// is said at `place`.
    pub fn prose(
        &self,
        edition: EditionId,
        interface: &Interface,
        local: &LocalText,
        place: Place<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let config = self.input.config;
        let chosen = text::choose(&self.input, edition, local).filter(|chosen| !chosen.text.is_empty())?;
        let locale = &config.edition(edition).locale;
        let chinese = locale.han_script().is_some();
        let (none, path) = (BTreeSet::new(), RelPath::root());
        let options = Options { path: &path, chinese, shortcodes: &none, measured: false };
        let mut tree = markdown::parse(chosen.text, 0, &options).tree;
        let at = (place.0, span(place, &chosen));
        let said = found.len();
        found.extend(self.convert(&mut tree, edition, &chosen, place.0));
        for finding in &mut found[said..] {
            let exact = finding.place.span.and_then(|span| self.inside(at, chosen.text, span));
            finding.place.span = exact.or(Some(at.1));
        }
        let own = chosen.given.or(chosen.from).and_then(|locale| config.edition_of(locale)).unwrap_or(edition);
        let links: Vec<Href> = tree
            .links
            .iter()
            .map(|link| {
                let said = found.len();
                let target = self.resolver.in_settings((edition, own), (&link.destination, link.kind), at, found);
                for finding in &mut found[said..] {
                    let exact = self.inside(at, chosen.text, link.span);
                    finding.place.span = exact.or(finding.place.span);
                }
                self.href(locale, &target)
            })
            .collect();
        let mut out = String::new();
        let context = Context {
            links: &links,
            message: &|id, number| message(interface, id, number),
            highlighter: self.highlighter,
            shortcode: &|_, _, _| {},
            anchors: false,
            chinese,
        };
        html::write(&tree, &context, &mut out);
        Some(out)
    }

    /// Converts what readers read in a chosen text, as in a document, and gives what is to be said of it.
    fn convert(&self, tree: &mut Tree<'_>, edition: EditionId, chosen: &Chosen<'_>, path: &RelPath) -> Vec<Diagnostic> {
        let config = self.input.config;
        let own = &config.edition(edition).locale;
        let from = chosen.from.unwrap_or(own);
        // A text in the edition's own locale has its conversion marks read.
        if from != own && !text::is_converted(config, from, edition) {
            return Vec::new();
        }
        let Some(converter) = self.converters.given(from, edition) else { return Vec::new() };
        let found = document::convert(tree, converter, path).diagnostics;
        // No file says what script all of it is in.
        let of_whole = |finding: &Diagnostic| finding.code == Code::WrongScript && finding.place.span.is_none();
        found
            .into_iter()
            .map(|finding| if of_whole(&finding) { document::foreign_passage(path) } else { finding })
            .collect()
    }

    /// Where a part of `text` stands, whose key is at the given place; `None` where its file writes the text otherwise.
    fn inside(&self, (path, key): (&RelPath, Span), text: &str, part: Span) -> Option<Span> {
        let file = decode(self.files.read(path, LIMIT).ok()?).ok()?;
        let from = key.start as usize;
        let start = from + file.get(from..)?.find(text)?;
        Some(Span::new(start + part.start as usize, start + part.end as usize))
    }

    fn href(&self, shown_in: &Locale, target: &Target) -> Href {
        let config = self.input.config;
        let language = match target {
            Target::Page { page, .. } => {
                let language = alternates::language(config, self.input.library, self.plan.page(*page));
                (language != shown_in).then(|| language.to_string())
            }
            _ => None,
        };
        Href { address: target_href(config, self.hrefs, target), language, size: None }
    }

    /// The address of the picture that `[theme]` gives as `key`.
    pub fn theme_picture(&self, edition: EditionId, key: &str, found: &mut Vec<Diagnostic>) -> Option<String> {
        let config = self.input.config;
        let Some(ThemeValue::Text(local)) = config.theme.get(key) else { return None };
        let chosen = text::choose(&self.input, edition, local)?;
        let (book, name) = (RelPath::new(FILE).unwrap_or_default(), format!("theme.{key}"));
        let at = span((&book, &config.spans, &name), &chosen);
        Some(match self.picture(edition, chosen.text, (&book, at), found) {
            Some(target @ Target::File(..)) => target_href(config, self.hrefs, &target),
            _ => given_href(config, chosen.text),
        })
    }

    /// Says which pictures of authors are not there.
    pub fn check_authors(&self, edition: EditionId, found: &mut Vec<Diagnostic>) {
        for author in self.input.library.authors.values() {
            let Some(picture) = &author.picture else { continue };
            let at = author.spans.get("picture").copied().unwrap_or_default();
            self.picture(edition, picture, (&author.path, at), found);
        }
    }

    /// The file behind the name of a picture; `None` where it lies elsewhere or the theme brings it.
    fn picture(
        &self,
        edition: EditionId,
        given: &str,
        at: (&RelPath, Span),
        found: &mut Vec<Diagnostic>,
    ) -> Option<Target> {
        let place = given.trim_start_matches('/');
        let is_themes = self.theme.files.iter().any(|(file, _)| file.as_str() == place);
        let asked = !is_elsewhere(given) && !is_themes;
        asked.then(|| self.resolver.in_settings((edition, edition), (given, LinkKind::Image), at, found))
    }
}

/// Where the chosen text of a value stands; the value itself where that is not known.
fn span((_, spans, key): Place<'_>, chosen: &Chosen<'_>) -> Span {
    let prefix = format!("{key}.");
    let by_locale = || spans.range(prefix.clone()..).map_while(|(key, span)| Some((key.strip_prefix(&prefix)?, span)));
    // The key may be spelled otherwise than the locale in canonical form.
    let is_it = |tag: &str| Locale::parse(tag).ok().as_ref() == chosen.given;
    let own = chosen.given.and_then(|_| by_locale().find(|(tag, _)| is_it(tag)).map(|(_, span)| *span));
    own.or_else(|| spans.get(key).copied()).unwrap_or_default()
}

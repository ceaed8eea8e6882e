//! Which converter a text takes: the edition's settings, then a folder's, then the page's own, each with its glossary.

use super::document::correct::headline;
use super::glossary::{Row, Terms, Treatment, conflicts, csv, impossible};
use super::route::{Route, Variant};
use super::{Converter, Mode, Options, Vocabulary, exact};
use crate::config::{Config, Conversion, Edition, EditionId, Folder, Matched, Term};
use crate::content::corrections::{self, Correction, Sheet};
use crate::content::library::FrontMatter;
use crate::content::{DocKey, Translation};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::locale::Locale;
use crate::source::{Files, RelPath, decode};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The largest glossary that is read, in bytes.
pub const LIMIT: u64 = 16 << 20;

/// What to do when the C++ library cannot be used.
const LIBRARY_HELP: &str =
    "install OpenCC 1.4.2 with its configurations, or leave `engine` out: yiben's own engine needs neither";

/// The converters of a site.
#[derive(Clone, Debug, Default)]
pub struct Converters {
    /// By the edition that is read, the locale of the text, and the folder's index in [`Config::folders`].
    ready: BTreeMap<(EditionId, Locale, Option<usize>), Ready>,
    /// The folders, from the outermost to the innermost.
    folders: Vec<RelPath>,
    /// What editors corrected, by edition and document.
    sheets: BTreeMap<(EditionId, DocKey), Sheet>,
    /// Of each edition, the corrections that may be about titles.
    headlines: BTreeMap<EditionId, Vec<Correction>>,
    /// The rows of the site's glossary, and of each folder's by its index.
    rows: Vec<(Option<usize>, Vec<Row>)>,
    /// The sheets of what is no edition of the site.
    strange: Vec<RelPath>,
}

/// A converter with what it was made from, for pages that ask for more.
#[derive(Clone, Debug)]
struct Ready {
    converter: Converter,
    options: Options,
    maker: Maker,
}

/// What makes an edition's converters.
#[derive(Clone, Debug)]
enum Maker {
    /// yiben's own engines.
    Yiben,
    /// An OpenCC configuration of the site's own, for the ways that cross from one script to the other.
    Own(exact::Engine),
    /// The C++ library.
    #[cfg(feature = "opencc")]
    Library,
}

impl Maker {
    fn of(files: &Files, given: &Conversion, found: &mut Vec<Diagnostic>) -> Self {
        if let Some(path) = given.opencc.as_deref().and_then(|path| RelPath::new(path).ok()) {
            let (engine, problems) = exact::Engine::from_files(files, &path);
            found.extend(problems);
            return engine.map_or(Self::Yiben, Self::Own);
        }
        #[cfg(feature = "opencc")]
        if given.engine == super::EngineChoice::OpenCc {
            return Self::Library;
        }
        Self::Yiben
    }

    fn converter(&self, route: Route, options: &Options) -> Result<Converter, String> {
        match self {
            Self::Own(engine) if route.from.side() != route.to.side() => {
                // The site's own lists decide alone; what they leave is left.
                let options = Options { mode: Mode::Exact, ..options.clone() };
                Ok(Converter::by(route, engine.clone(), &options))
            }
            #[cfg(feature = "opencc")]
            Self::Library => Converter::library(route, options),
            _ => Ok(Converter::new(route, options)),
        }
    }
}

/// What a page's own `convert` table may say. Its `vocabulary` may also stand beside it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Own {
    mode: Option<String>,
    vocabulary: Option<Vec<String>>,
    quotes: Option<bool>,
    term: Vec<BTreeMap<String, String>>,
}

impl Converters {
    /// Reads the glossaries and makes a converter for every way that a text may take.
    pub fn load(files: &Files, config: &Config) -> (Self, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let site = rows(files, config.glossary.as_ref(), &config.terms, &mut found);
        let folders: Vec<_> = config
            .folders
            .iter()
            .map(|folder| (folder, rows(files, folder.glossary.as_ref(), &folder.terms, &mut found)))
            .collect();
        let mut ready = BTreeMap::new();
        for id in config.edition_ids() {
            let edition = config.edition(id);
            let maker = Maker::of(files, &edition.conversion, &mut found);
            for from in &sources(config) {
                let Some(route) = Route::between(from, &edition.locale, edition.conversion.characters) else {
                    continue;
                };
                let used = is_used(config, id, from);
                let judged = |rows: &[Row]| if used { conflicts(rows, route) } else { Vec::new() };
                found.extend(judged(&site));
                let options = options(edition, route);
                let terms = Terms::default().with_rows(&site, route);
                let converter = maker.converter(route, &options).unwrap_or_else(|why| {
                    let file = RelPath::new(crate::config::FILE).unwrap_or_default();
                    found.push(Diagnostic::new(Code::ConfigValue, &file, why).help(LIBRARY_HELP));
                    Converter::new(route, &options)
                });
                let base = Ready { converter: converter.with_terms(terms), options, maker: maker.clone() };
                let hopeless =
                    |rows: &[Row], converter: &Converter| if used { impossible(rows, converter) } else { Vec::new() };
                found.extend(hopeless(&site, &base.converter));
                for (at, (folder, rows)) in folders.iter().enumerate() {
                    found.extend(judged(rows));
                    let within = base.within(folder, rows);
                    found.extend(hopeless(rows, &within.converter));
                    ready.insert((id, from.clone(), Some(at)), within);
                }
                ready.insert((id, from.clone(), None), base);
            }
        }
        let of_folders = folders.into_iter().enumerate().map(|(at, (_, rows))| (Some(at), rows));
        let rows = std::iter::once((None, site)).chain(of_folders).collect();
        let folders = config.folders.iter().map(|folder| folder.path.clone()).collect();
        let mut converters = Self { ready, folders, rows, ..Self::default() };
        converters.take_corrections(files, config, &mut found);
        (converters, found)
    }

    fn take_corrections(&mut self, files: &Files, config: &Config, found: &mut Vec<Diagnostic>) {
        let (sheets, problems) = corrections::load(files);
        found.extend(problems);
        for ((tag, key), sheet) in sheets {
            let edition = Locale::parse(&tag).map(|locale| config.edition_for(&locale));
            if let Ok(Matched::One(edition)) = edition {
                self.headlines.entry(edition).or_default().extend(sheet.list.iter().cloned());
                self.sheets.insert((edition, key), sheet);
            } else {
                self.strange.push(sheet.path);
            }
        }
    }

    /// The corrections of a page; none where nobody corrected anything.
    pub fn corrections(&self, edition: EditionId, key: &DocKey) -> Option<&Sheet> {
        if self.sheets.is_empty() { None } else { self.sheets.get(&(edition, key.clone())) }
    }

    /// All corrections, by edition and document.
    pub fn sheets(&self) -> impl Iterator<Item = (EditionId, &DocKey, &Sheet)> {
        self.sheets.iter().map(|((edition, key), sheet)| (*edition, key, sheet))
    }

    /// The files of corrections for editions that the site does not have.
    pub fn strange_sheets(&self) -> &[RelPath] {
        &self.strange
    }

    /// The rows of all glossaries: the site's, and each folder's with its index in [`Config::folders`].
    pub fn rows(&self) -> impl Iterator<Item = (Option<usize>, &Row)> {
        self.rows.iter().flat_map(|(folder, rows)| rows.iter().map(|row| (*folder, row)))
    }

    /// The innermost folder with settings of its own that a document lies in.
    pub fn folder(&self, key: &DocKey) -> Option<usize> {
        let key = RelPath::new(key.as_str()).unwrap_or_default();
        self.folders.iter().rposition(|folder| key.strip_prefix(folder).is_some())
    }

    /// Whether a document has rules of its own in its front matter.
    pub fn has_own(translation: &Translation) -> bool {
        translation.front.vocabulary.is_some() || translation.front.convert.is_some()
    }

    /// The converter for a page of `edition` with the text of `translation`; `None` where one of them is not Chinese.
    pub fn of(&self, edition: EditionId, translation: &Translation) -> (Option<Converter>, Vec<Diagnostic>) {
        let folder = self.folder(&translation.key);
        let mut found = Vec::new();
        let ready = self.ready.get(&(edition, translation.locale.clone(), folder));
        let converter = ready.map(|ready| ready.of_page(translation, &mut found));
        (converter, found)
    }

    /// The converter for Markdown that the site gives outside of any document, written in `from`.
    pub fn given(&self, from: &Locale, edition: EditionId) -> Option<&Converter> {
        self.ready(from, edition, None).map(|ready| &ready.converter)
    }

    /// What converts from `from`, or else from another locale of its script.
    fn ready(&self, from: &Locale, edition: EditionId, folder: Option<usize>) -> Option<&Ready> {
        let alike = || {
            let of_edition = self.ready.iter().filter(|((id, _, folder), _)| *id == edition && folder.is_none());
            let mut alike = of_edition.filter(|((_, locale, _), _)| locale.han_script() == from.han_script());
            alike.next().map(|(_, ready)| ready)
        };
        self.ready.get(&(edition, from.clone(), folder)).or_else(alike)
    }

    /// Converts a short text of the site (a title, a name) from `from` for `edition`; the text itself where there is
    /// nothing to convert. One of a document's front matter follows its folder's rules and its own.
    pub fn text(&self, from: &Locale, document: Option<&Translation>, edition: EditionId, text: &str) -> String {
        let folder = document.and_then(|document| self.folder(&document.key));
        let ready = self.ready(from, edition, folder);
        let converted = match (ready, document) {
            (None, _) => text.to_owned(),
            // What is wrong with them is said once, where the body is converted.
            (Some(ready), Some(document)) if Self::has_own(document) => {
                short::convert(&ready.of_page(document, &mut Vec::new()), text)
            }
            (Some(ready), _) => short::convert(&ready.converter, text),
        };
        match self.headlines.get(&edition) {
            Some(corrections) => headline(text, converted, corrections),
            None => converted,
        }
    }
}

/// The locales that texts of a site are written in: those of its editions; and the two scripts, since a text of book.toml
/// may be given in one that no edition has.
fn sources(config: &Config) -> Vec<Locale> {
    let mut sources: Vec<Locale> = config.editions.iter().map(|edition| edition.locale.clone()).collect();
    for locale in ["zh-Hans", "zh-Hant"].iter().filter_map(|tag| Locale::parse(tag).ok()) {
        if !sources.contains(&locale) {
            sources.push(locale);
        }
    }
    sources
}

/// Whether texts in `from` are converted for an edition, or are its own: a glossary is judged on no other way.
fn is_used(config: &Config, edition: EditionId, from: &Locale) -> bool {
    let before = |id: &EditionId| config.edition(*id).convert_from;
    // Circles were refused; one that got through has as many steps as there are editions.
    let chain = std::iter::successors(Some(edition), before).take(config.editions.len());
    chain.into_iter().any(|id| config.edition(id).locale == *from)
}

impl Ready {
    /// The converter of a folder. Its options, where it gives any, take the place of the edition's.
    fn within(&self, folder: &Folder, rows: &[Row]) -> Self {
        let options = Options {
            mode: folder.mode.unwrap_or(self.options.mode),
            vocabulary: folder.vocabulary.clone().unwrap_or_else(|| self.options.vocabulary.clone()),
            quotes: folder.quotes.or(self.options.quotes),
            bare: self.options.bare,
        };
        self.with(options, rows)
    }

    fn with(&self, options: Options, rows: &[Row]) -> Self {
        let route = self.converter.route();
        let terms = self.converter.terms().with_rows(rows, route);
        let converter = if options == self.options {
            self.converter.clone()
        } else {
            // What could be made once can be made with other options.
            self.maker.converter(route, &options).unwrap_or_else(|_| Converter::new(route, &options))
        };
        Self { converter: converter.with_terms(terms), options, maker: self.maker.clone() }
    }

    fn of_page(&self, translation: &Translation, found: &mut Vec<Diagnostic>) -> Converter {
        let front = &translation.front;
        if !Converters::has_own(translation) {
            return self.converter.clone();
        }
        let mut report = |key: &str, message: String| {
            let mut finding = Diagnostic::new(Code::FrontMatterValue, &translation.path, message);
            finding.place.span = front.spans.get(key).copied();
            found.push(finding);
        };
        let own = own(front).unwrap_or_else(|message| {
            report("convert", message);
            Own::default()
        });
        let mut options = self.options.clone();
        if let Some(topics) = own.vocabulary.as_ref().or(front.vocabulary.as_ref()) {
            options.vocabulary = topics.iter().filter_map(|topic| vocabulary(topic, &mut report)).collect();
            options.vocabulary.sort();
            options.vocabulary.dedup();
        }
        match own.mode.as_deref() {
            None => {}
            Some("words") => options.mode = Mode::Words,
            Some("exact") => options.mode = Mode::Exact,
            Some(other) => report("convert", format!("`{other}` is no mode: `words` or `exact`")),
        }
        options.quotes = own.quotes.or(options.quotes);
        let place = Place { path: translation.path.clone(), span: front.spans.get("convert").copied() };
        let rows: Vec<Row> = own.term.iter().filter_map(|term| row(term, &place, &mut report)).collect();
        self.with(options, &rows).converter
    }
}

/// The page's own table.
fn own(front: &FrontMatter) -> Result<Own, String> {
    let Some(table) = &front.convert else { return Ok(Own::default()) };
    Own::deserialize(table).map_err(|error| format!("`convert` cannot be read: {error}"))
}

fn vocabulary(topic: &str, report: &mut impl FnMut(&str, String)) -> Option<Vocabulary> {
    match topic {
        "general" => Some(Vocabulary::General),
        "computing" => Some(Vocabulary::Computing),
        "none" => None,
        other => {
            report("vocabulary", format!("`{other}` is no topic of vocabulary: `general`, `computing` or `none`"));
            None
        }
    }
}

/// A term of a page: texts by locale, and `rule`.
fn row(term: &BTreeMap<String, String>, place: &Place, report: &mut impl FnMut(&str, String)) -> Option<Row> {
    let mut texts = Vec::new();
    let mut rule = None;
    for (key, value) in term {
        match (key.as_str(), Locale::parse(key)) {
            ("rule", _) => match Treatment::from_name(value) {
                Some(named) => rule = Some(named),
                None => report("convert", format!("`{value}` is no rule: `force`, `name`, `keep` or `forbid`")),
            },
            (_, Ok(locale)) => texts.push((locale, value.clone())),
            (key, Err(error)) => report("convert", format!("`{key}` is no locale: {}", error.message)),
        }
    }
    let chinese = texts.iter().all(|(locale, _)| Variant::of(locale).is_some());
    (!texts.is_empty()).then(|| Row::new(texts, rule, chinese, place.clone()))
}

fn options(edition: &Edition, route: Route) -> Options {
    let given = &edition.conversion;
    let vocabulary = given.vocabulary.clone().unwrap_or_else(|| route.usual_vocabulary().to_vec());
    Options { mode: given.mode, vocabulary, quotes: given.quotes, bare: false }
}

/// The rows of a glossary file and of the terms written beside it.
fn rows(files: &Files, glossary: Option<&RelPath>, terms: &[Term], found: &mut Vec<Diagnostic>) -> Vec<Row> {
    let mut rows: Vec<Row> = terms.iter().flat_map(|term| rows_of(term, found)).collect();
    if let Some(path) = glossary {
        match files.read(path, LIMIT).map(decode) {
            Ok(Ok(text)) => {
                let (read, mut problems) = csv::read(&text, path);
                rows.extend(read);
                found.append(&mut problems);
            }
            Ok(Err(error)) => found.push(Diagnostic::not_utf8(path, &error)),
            Err(why) => found.push(Diagnostic::new(Code::Unreadable, path, format!("`{path}` cannot be read: {why}"))),
        }
    }
    rows
}

/// The rows that one `[[convert.term]]` stands for: what it forces, what it keeps and what it forbids.
fn rows_of(term: &Term, found: &mut Vec<Diagnostic>) -> Vec<Row> {
    let place = Place { path: RelPath::new(crate::config::FILE).unwrap_or_default(), span: Some(term.span) };
    let row = |texts, treatment| Row { texts, treatment, place: place.clone() };
    let texts = || term.by.iter().map(|(locale, text)| (locale.clone(), text.clone()));
    let mut rows = Vec::new();
    if term.by.len() > 1 {
        rows.push(row(texts().collect(), Treatment::Force));
    }
    for kept in &term.keep {
        let scripts = ["zh-Hans", "zh-Hant"].iter().filter_map(|tag| Locale::parse(tag).ok());
        rows.push(row(scripts.map(|locale| (locale, kept.clone())).collect(), Treatment::Keep));
    }
    for (locale, results) in &term.never {
        for result in results {
            let others = texts().filter(|(other, _)| other != locale);
            if others.clone().next().is_none() {
                let message = format!("`never` forbids `{result}`, but the term does not say of which word");
                let help = "write the word too, in the language that is converted: `zh-Hans = \"…\"`";
                found.push(Diagnostic::new(Code::ConfigValue, &place.path, message).at(term.span).help(help));
                continue;
            }
            // The word comes first, and then what it must not become.
            rows.extend(others.map(|word| row(vec![word, (locale.clone(), result.clone())], Treatment::Forbid)));
        }
    }
    rows
}

mod short;
#[cfg(test)]
mod tests;

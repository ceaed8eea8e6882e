//! Interface catalogs: those that yiben ships, and those of the site, which override and add.
//!
//! A site's catalogs are `locales/<tag>/*.ftl`. An edition looks for a message in its own locale and that locale's
//! nearest relatives (`zh-HK` → `zh-Hant`, `en-GB` → `en`, never the other Chinese script), then along its chain, and
//! at last in English. The site's catalogs come before the shipped ones. Where an edition is made by conversion, so are
//! those messages of the site that only the other script has.

use super::bundle::{Bundle, ids_of};
use super::converted::converted;
use super::messages::Messages;
use super::{Locale, shipped};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Files, RelPath, Span, decode};
use fluent::FluentResource;
use fluent_syntax::parser::{ErrorKind, ParserError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The largest catalog that is read, in bytes.
const LIMIT: u64 = 4 << 20;

/// The folder of a site's catalogs.
pub(super) const FOLDER: &str = "locales";

/// The deepest nesting of braces and brackets that is parsed: Fluent's parser takes a frame of the stack for each.
const DEEPEST: usize = 64;

/// How many missing messages are named before the rest is counted.
const NAMED: usize = 5;

/// The messages of every edition.
#[derive(Debug, Default)]
pub struct Catalogs {
    editions: Vec<Messages>,
    /// Whether a message of the site's own takes a value.
    own_values: bool,
}

/// Where an edition looks for its messages.
#[derive(Clone, Copy)]
pub struct Chain<'c> {
    /// The locales of its chain, its own first.
    pub locales: &'c [Locale],
    /// The locale that it is converted from, and how a text is.
    pub converted: Option<(&'c Locale, Convert<'c>)>,
}

/// A text in one Chinese script to the same text in the other.
pub type Convert<'c> = &'c dyn Fn(&str) -> String;

/// The catalogs of each locale.
type ByLocale = BTreeMap<Locale, Vec<Arc<FluentResource>>>;

impl Catalogs {
    /// The folder of a site's catalogs.
    pub const FOLDER: &str = FOLDER;

    /// Reads the site's catalogs and joins them with the shipped ones. `chains` has, for each edition in its order, the
    /// locales of its chain, its own first.
    pub fn load(files: &Files, chains: &[Vec<Locale>]) -> (Self, Vec<Diagnostic>) {
        let chains: Vec<_> = chains.iter().map(|locales| Chain { locales, converted: None }).collect();
        Self::load_converted(files, &chains)
    }

    /// As [`Catalogs::load`], with conversion between the Chinese scripts.
    pub fn load_converted(files: &Files, chains: &[Chain<'_>]) -> (Self, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let site = site_catalogs(files, &mut found);
        found.extend(super::circles::find(files));
        let shipped = shipped::catalogs();
        let english = Locale::parse("en").expect("`en` is a locale tag");
        let mut editions = Vec::new();
        for chain in chains {
            let mut bundles = Vec::new();
            for (at, locale) in chain.locales.iter().chain([&english]).enumerate() {
                let mut resources = relatives(locale, &shipped);
                if let Some((source, convert)) = chain.converted.filter(|_| at == 0) {
                    resources.extend(relatives(source, &site).iter().map(|text| converted(text, convert)));
                }
                resources.extend(relatives(locale, &site));
                let bundle = Arc::new(Bundle::new(locale, &resources));
                if at == 0 && !chain.locales.is_empty() {
                    found.extend(untranslated(&bundle));
                }
                bundles.push(bundle);
            }
            editions.push(Messages::new(&bundles));
        }
        let own_values = site.values().flatten().any(|catalog| catalog.source().contains('{'));
        (Self { editions, own_values }, found)
    }

    /// Whether a message of the site's own takes a value, which a template may fail to give.
    pub fn have_own_values(&self) -> bool {
        self.own_values
    }

    /// The messages of the edition at that index of the chains given to [`Catalogs::load`].
    ///
    /// # Panics
    /// When there was no chain at that index.
    pub fn messages(&self, edition: usize) -> &Messages {
        &self.editions[edition]
    }
}

/// The catalogs that a reader of `wanted` reads as their own, the nearest last, so that it hides the others.
fn relatives(wanted: &Locale, catalogs: &ByLocale) -> Vec<Arc<FluentResource>> {
    let full = wanted.full();
    let mut near: Vec<_> = catalogs
        .iter()
        .filter(|(locale, _)| related(&full, &locale.full()))
        .map(|(locale, resources)| {
            // The tag itself, then the same region, then the one that names no region, then the rest.
            let rank = (locale != wanted, locale.full().region != full.region, locale.id().region.is_some());
            (rank, locale, resources)
        })
        .collect();
    near.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)));
    near.into_iter().flat_map(|(_, _, resources)| resources.iter().cloned()).collect()
}

/// Whether a reader of one reads the other's messages as their own: same script, and same language or both Chinese.
pub(super) fn related(a: &super::likely::Full, b: &super::likely::Full) -> bool {
    let both_chinese = super::tag::is_sinitic(&a.language) && b.language == "zh";
    a.script == b.script && (a.language == b.language || both_chinese)
}

/// Says which of the shipped messages an edition does not have in its own language.
fn untranslated(bundle: &Bundle) -> Option<Diagnostic> {
    let own = bundle.locale();
    let missing: Vec<_> = shipped::ids().filter(|id| !bundle.ids().any(|known| known == id)).collect();
    let (first, others) = (missing.get(..NAMED).unwrap_or(&missing), missing.len().saturating_sub(NAMED));
    let mut names = first.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    if others > 0 {
        names = format!("{names} and {others} more");
    }
    let folder = RelPath::new(&format!("{FOLDER}/{own}")).ok().filter(|_| !missing.is_empty())?;
    let message = format!("the interface of the edition `{own}` lacks the messages {names}");
    let help = format!("write them in `{folder}/messages.ftl`; until then the next locale of the chain is shown");
    let mut finding = Diagnostic::new(Code::MessageMissing, &folder, message).help(help);
    // An interface that nobody has begun is known to be another language's, as a document without a translation is.
    if missing.len() == shipped::ids().count() {
        finding.severity = Severity::Note;
    }
    Some(finding)
}

/// The catalogs of the site, with everything that is wrong with them.
fn site_catalogs(files: &Files, found: &mut Vec<Diagnostic>) -> ByLocale {
    let folder = RelPath::new(FOLDER).expect("a plain name is a relative path");
    let mut catalogs = ByLocale::new();
    let mut first: BTreeMap<(Locale, String), (RelPath, Span)> = BTreeMap::new();
    if !files.is_dir(&folder) {
        return catalogs;
    }
    let is_catalog = |path: &RelPath| path.extension() == Some("ftl");
    for path in files.walk(&folder).files.into_iter().filter(is_catalog) {
        let Some(locale) = locale_of(&path, found) else { continue };
        let Some(text) = read(files, &path, found) else { continue };
        if let Some(span) = too_deep(&text) {
            let message = format!("the message is nested more than {DEEPEST} levels deep; the file is left out");
            found.push(Diagnostic::new(Code::MessageSyntax, &path, message).at(span));
            continue;
        }
        let resource = match FluentResource::try_new(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                found.extend(errors.iter().map(|error| syntax(&path, resource.source(), error)));
                resource
            }
        };
        let mut met: BTreeMap<String, usize> = BTreeMap::new();
        for id in resource.entries().flat_map(ids_of).filter(|id| !id.contains('.')) {
            let before = met.entry(id.clone()).or_default();
            let span = spans_of(resource.source(), &id).nth(*before).unwrap_or_default();
            *before += 1;
            if let Some((other, at)) = first.get(&(locale.clone(), id.clone())) {
                let message = format!("the message `{id}` stands twice in `{locale}`; the last one is taken");
                let mut twice = Diagnostic::new(Code::MessageSyntax, &path, message).at(span);
                twice.severity = Severity::Warning;
                found.push(twice.related(other, Some(*at), "it stands here first"));
            } else {
                first.insert((locale.clone(), id), (path.clone(), span));
            }
        }
        catalogs.entry(locale).or_default().push(Arc::new(resource));
    }
    catalogs
}

/// Where a message nests deeper than [`DEEPEST`].
pub(super) fn too_deep(text: &str) -> Option<Span> {
    let mut depth = 0_usize;
    let mut is_line_start = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' | b'(' => depth += 1,
            b'}' | b')' => depth = depth.saturating_sub(1),
            // A new message begins in the first column, whatever the one before it left open.
            _ if is_line_start && byte.is_ascii_alphabetic() => depth = 0,
            _ => {}
        }
        if depth > DEEPEST {
            return Some(Span::new(at, at + 1));
        }
        is_line_start = byte == b'\n';
    }
    None
}

/// The locale that the folder of a catalog names.
pub(super) fn locale_of(path: &RelPath, found: &mut Vec<Diagnostic>) -> Option<Locale> {
    let parts: Vec<_> = path.parts().collect();
    let [_, tag, _, ..] = parts.as_slice() else {
        let message = format!("the catalog `{}` lies in no locale's folder", path.name());
        let help = format!("move it to `{FOLDER}/<tag>/{}`", path.name());
        found.push(Diagnostic::new(Code::LocaleTag, path, message).help(help));
        return None;
    };
    match Locale::parse(tag) {
        Ok(locale) => Some(locale),
        Err(error) => {
            let mut wrong = Diagnostic::new(Code::LocaleTag, path, error.message);
            wrong.help = error.help;
            found.push(wrong);
            None
        }
    }
}

pub(super) fn read(files: &Files, path: &RelPath, found: &mut Vec<Diagnostic>) -> Option<String> {
    let bytes = files
        .read(path, LIMIT)
        .map_err(|error| found.push(Diagnostic::new(Code::Unreadable, path, error.to_string())))
        .ok()?;
    match decode(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            found.push(Diagnostic::not_utf8(path, &error));
            None
        }
    }
}

fn syntax(path: &RelPath, text: &str, error: &ParserError) -> Diagnostic {
    let mut message = error.kind.to_string().replace('"', "`");
    message[..1].make_ascii_lowercase();
    // Fluent gives the place where it noticed; a line end there says nothing, the line before it does.
    let start = text.floor_char_boundary(error.pos.start.min(text.len()));
    let start = text[..start].trim_end().len().min(start);
    let length = text[start..].chars().next().filter(|c| *c != '\n' && *c != '\r').map_or(0, char::len_utf8);
    let mut wrong = Diagnostic::new(Code::MessageSyntax, path, message).at(Span::new(start, start + length));
    if matches!(error.kind, ErrorKind::MissingDefaultVariant) {
        wrong.help = Some("mark the variant that is taken otherwise with a star: `*[other] …`".to_owned());
    }
    wrong
}

/// The place of a message's name: the last line that begins with it.
pub(super) fn span_of(text: &str, id: &str) -> Span {
    spans_of(text, id).last().unwrap_or_default()
}

/// The places of the lines that begin with a message's name.
fn spans_of<'t>(text: &'t str, id: &'t str) -> impl Iterator<Item = Span> + 't {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let rest = line.strip_prefix(id)?;
        rest.trim_start_matches(' ').starts_with('=').then(|| Span::new(start, start + id.len()))
    })
}

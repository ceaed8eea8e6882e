//! The editions: tags resolved, labels, prefixes and conversions filled in.

use super::chains;
use super::table::{At, Findings, listed, locale, nearest};
use super::written::{Book, ConversionKeys, WrittenEdition};
use super::{Conversion, Edition, EditionId, LocalText};
use crate::diagnostic::{Code, Subject};
use crate::locale::{HanScript, Locale};
use crate::source::{RelPath, Span};

/// What a tag in a file name, a folder name or a key means to a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matched {
    /// One edition.
    One(EditionId),
    /// `zh` where several editions could be meant.
    Several(Vec<EditionId>),
    /// No edition of the site.
    None,
}

/// The editions of a site and the default one.
pub(super) struct Resolved {
    pub editions: Vec<Edition>,
    pub default: EditionId,
}

/// An edition whose tag is resolved, with what was written about it.
pub(super) struct Known<'b> {
    pub locale: Locale,
    pub written: &'b WrittenEdition,
}

/// Resolves everything that `[editions]` says. `sources` mounts an edition's own folder.
pub(super) fn resolve(
    book: &Book<'_, '_>,
    mut sources: impl FnMut(&At<String>, &mut Findings<'_>) -> Option<RelPath>,
    findings: &mut Findings<'_>,
) -> Resolved {
    let known = known(&book.editions, findings);
    if known.is_empty() {
        return single(book, findings);
    }
    let default = book.default.as_ref().and_then(|tag| find(&known, tag, "default", findings)).unwrap_or(0);
    let convert_from = chains::conversions(&known, findings);
    let fallback = chains::fallbacks(&known, &convert_from, default, findings);
    chains::check_cycles(&known, &convert_from, findings);
    let prefixes = prefixes(&known, default, findings);
    let editions = known
        .iter()
        .zip(prefixes)
        .zip(fallback)
        .enumerate()
        .map(|(at, ((edition, prefix), fallback))| Edition {
            locale: edition.locale.clone(),
            labels: labels(edition, findings),
            prefix,
            source: edition.written.source.as_ref().and_then(|source| sources(source, findings)),
            convert_from: convert_from[at].map(id),
            conversion: conversion(&edition.written.conversion, &book.conversion, findings),
            fallback: fallback.into_iter().map(id).collect(),
            missing: edition.written.missing.unwrap_or_default(),
            severities: edition.written.severities.clone(),
        })
        .collect();
    Resolved { editions, default: id(default) }
}

/// The index of an edition as its id.
pub(super) fn id(at: usize) -> EditionId {
    EditionId(u16::try_from(at).unwrap_or(u16::MAX))
}

/// The editions whose tags can be read, in their order, each locale once.
fn known<'b>(written: &'b [WrittenEdition], findings: &mut Findings<'_>) -> Vec<Known<'b>> {
    let mut known: Vec<Known<'b>> = Vec::new();
    for edition in written {
        let Some(locale) = locale(&edition.tag, findings) else { continue };
        if let Some(first) = known.iter().find(|other| other.locale == locale) {
            let (path, first) = (findings.path().clone(), first.written.tag.span);
            let message = format!("`{}` is the edition `{locale}` once more", edition.tag.value);
            let found = findings.add(Code::ConfigValue, edition.tag.span, message);
            *found = found.clone().related(&path, Some(first), "it stands here first");
            continue;
        }
        advise(&edition.tag, &locale, findings);
        known.push(Known { locale, written: edition });
    }
    for edition in &known {
        refuse_ambiguous(edition, &known, findings);
    }
    known
}

/// A POSIX spelling is understood, so that reading can go on, but `lang` and `hreflang` need BCP 47: say so.
fn advise(tag: &At<String>, locale: &Locale, findings: &mut Findings<'_>) {
    if !tag.value.contains(['_', '.', '@']) {
        return;
    }
    let plain = tag.value.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    let forms = match (locale.language(), locale.han_script()) {
        ("zh", Some(script)) => {
            let script = if script == HanScript::Simplified { "zh-Hans" } else { "zh-Hant" };
            let plain = Locale::parse(&plain).ok().map(|plain| plain.to_string());
            [Some(script.to_owned()), plain].into_iter().flatten().collect()
        }
        _ => vec![locale.to_string()],
    };
    let mut forms: Vec<String> = forms;
    forms.dedup();
    let forms: Vec<_> = forms.iter().map(String::as_str).collect();
    let message = format!("`{}` is a POSIX name, read as `{locale}`", tag.value);
    let found = findings.add(Code::LocaleTag, tag.span, message);
    found.help = Some(format!("use a BCP 47 tag: {}", listed(&forms)));
}

/// `zh` must say its script, unless another edition leaves it only one reading.
fn refuse_ambiguous(edition: &Known<'_>, known: &[Known<'_>], findings: &mut Findings<'_>) {
    let traditional = |other: &Known<'_>| other.locale.han_script() == Some(HanScript::Traditional);
    if edition.locale.says_script() || known.iter().any(traditional) {
        return;
    }
    let message = format!("the edition `{}` does not say which script it is in", edition.locale);
    let help = "write `[editions.zh-Hans]` or `[editions.zh-Hant]`, with `prefix = \"zh\"` to keep its addresses";
    findings.add_help(Code::LocaleTag, edition.written.tag.span, message, help);
}

/// A site without `[editions]` has one, at the root: the default's, else English.
fn single(book: &Book<'_, '_>, findings: &mut Findings<'_>) -> Resolved {
    let named = book.default.as_ref().filter(|_| book.editions.is_empty()).and_then(|tag| locale(tag, findings));
    let locale = named.unwrap_or_else(|| Locale::parse("en").expect("`en` is a locale tag"));
    let edition = Edition {
        labels: LocalText::plain(locale.autonym()),
        locale,
        prefix: String::new(),
        source: None,
        convert_from: None,
        conversion: conversion(&book.conversion, &ConversionKeys::default(), findings),
        fallback: Vec::new(),
        missing: super::Missing::default(),
        severities: std::collections::BTreeMap::new(),
    };
    Resolved { editions: vec![edition], default: EditionId(0) }
}

/// An edition's label as written. A text by locale is its name for itself in each of them.
fn labels(edition: &Known<'_>, findings: &mut Findings<'_>) -> LocalText {
    let own = || LocalText::plain(edition.locale.autonym());
    let Some(At { value: label, span }) = &edition.written.label else { return own() };
    let mut texts = label.all.iter().chain(label.by.values()).peekable();
    if texts.peek().is_none() || texts.any(|text| text.trim().is_empty()) {
        findings.add(Code::ConfigValue, *span, "an edition's label cannot be empty");
        return own();
    }
    label.clone()
}

/// The prefix of each edition: as written, else the tag in lower case. No two may be the same.
fn prefixes(known: &[Known<'_>], default: usize, findings: &mut Findings<'_>) -> Vec<String> {
    let mut taken: Vec<(String, Span)> = Vec::new();
    for (at, edition) in known.iter().enumerate() {
        let given = edition.written.prefix.as_ref();
        let span = given.map_or(edition.written.tag.span, |given| given.span);
        let own = edition.locale.to_string().to_lowercase();
        let prefix = match given {
            Some(given) => checked_prefix(given, at == default, findings).unwrap_or_else(|| own.clone()),
            None => own.clone(),
        };
        if let Some((_, first)) = taken.iter().find(|(other, _)| other.to_lowercase() == prefix.to_lowercase()) {
            let (path, first) = (findings.path().clone(), *first);
            let found = findings.add(Code::ConfigValue, span, format!("two editions have the prefix `{prefix}`"));
            *found = found.clone().related(&path, Some(first), "the other one");
            // A place of its own, so that one slip is not said again for every page of the edition.
            taken.push((format!("{own}-{at}"), span));
            continue;
        }
        taken.push((prefix, span));
    }
    taken.into_iter().map(|(prefix, _)| prefix).collect()
}

fn checked_prefix(given: &At<String>, is_default: bool, findings: &mut Findings<'_>) -> Option<String> {
    let prefix = given.value.trim_matches('/');
    if prefix.is_empty() && !is_default {
        let help = "give it a prefix, or name it as `default`";
        findings.add_help(Code::ConfigValue, given.span, "only the default edition may live at the root", help);
        return None;
    }
    let is_plain = |c: char| c.is_alphanumeric() || "-._~".contains(c);
    if !prefix.chars().all(is_plain) || prefix.starts_with('.') {
        let help = "it is one part of an address: letters, digits, `-`, `.`, `_` and `~`";
        findings.add_help(Code::ConfigValue, given.span, format!("`{prefix}` cannot be a prefix"), help);
        return None;
    }
    Some(prefix.to_owned())
}

/// The edition's own keys over the site's.
fn conversion(own: &ConversionKeys, site: &ConversionKeys, findings: &mut Findings<'_>) -> Conversion {
    let engine = own.engine.or(site.engine).unwrap_or_default();
    let opencc = own.opencc.as_ref().or(site.opencc.as_ref());
    let opencc = opencc.and_then(|given| super::written::inside(given, findings)).map(|path| path.to_string());
    Conversion {
        mode: own.mode.or(site.mode).unwrap_or_default(),
        vocabulary: own.vocabulary.clone().or_else(|| site.vocabulary.clone()),
        characters: own.characters.or(site.characters).unwrap_or_default(),
        quotes: own.quotes.or(site.quotes),
        opencc,
        engine,
    }
}

/// The edition that `tag` names, by its index. `key` says where it was named.
pub(super) fn find(known: &[Known<'_>], tag: &At<String>, key: &str, findings: &mut Findings<'_>) -> Option<usize> {
    let wanted = locale(tag, findings)?;
    let editions: Vec<_> = known.iter().map(|e| (&e.locale, e.written.convert_from.is_some())).collect();
    match matching(&editions, &wanted) {
        Matched::One(id) => Some(id.0 as usize),
        Matched::Several(ids) => {
            let tags: Vec<_> = ids.iter().map(|id| known[id.0 as usize].locale.to_string()).collect();
            let tags: Vec<_> = tags.iter().map(String::as_str).collect();
            let help = format!("write {}", listed(&tags));
            findings.add_help(
                Code::ConfigValue,
                tag.span,
                format!("`{}` could mean several editions", tag.value),
                help,
            );
            None
        }
        Matched::None => {
            let tags: Vec<_> = known.iter().map(|edition| edition.locale.to_string()).collect();
            let tags: Vec<_> = tags.iter().map(String::as_str).collect();
            let help = match nearest(&tag.value, tags.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("the editions are {}", listed(&tags).replace(" or ", " and ")),
            };
            let message = format!("`{key}` names `{}`, and there is no such edition", tag.value);
            let found = findings.add(Code::ConfigValue, tag.span, message);
            *found = found.clone().help(help).about(Subject::NoEdition(tag.value.clone()));
            None
        }
    }
}

/// See [`super::Config::edition_for`]. Each edition comes with whether it is made by conversion.
pub(super) fn matching(editions: &[(&Locale, bool)], wanted: &Locale) -> Matched {
    if let Some(at) = editions.iter().position(|(locale, _)| *locale == wanted) {
        return Matched::One(id(at));
    }
    if !wanted.says_script() {
        let chinese: Vec<_> = (0..editions.len()).filter(|at| editions[*at].0.han_script().is_some()).collect();
        let written: Vec<_> = chinese.iter().copied().filter(|at| !editions[*at].1).collect();
        return match (chinese.as_slice(), written.as_slice()) {
            ([], _) => Matched::None,
            ([only], _) | (_, [only]) => Matched::One(id(*only)),
            (several, _) => Matched::Several(several.iter().map(|at| id(*at)).collect()),
        };
    }
    match editions.iter().position(|(locale, _)| locale.is_equivalent(wanted)) {
        Some(at) => Matched::One(id(at)),
        None => Matched::None,
    }
}

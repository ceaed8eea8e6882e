//! Texts that a site gives by locale: which one an edition shows, in its own script.

use super::Input;
use crate::config::{Config, EditionId, LocalText};
use crate::content::Translation;
use crate::locale::Locale;

/// A text as it was given, and what it is for the edition that it was chosen for.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    /// The text.
    pub text: &'a str,
    /// The locale that it was given for; `None` for the one for all.
    pub given: Option<&'a Locale>,
    /// The locale from whose script it is converted, if need be.
    pub from: Option<&'a Locale>,
}

/// The text of `local` for `edition`, in the edition's script. Empty only if none was given.
pub fn pick(input: &Input<'_>, edition: EditionId, local: &LocalText) -> String {
    let Some(Chosen { text, from, .. }) = choose(input, edition, local) else { return String::new() };
    from.map_or_else(|| text.to_owned(), |from| convert(input, from, edition, text))
}

/// The text of `local` for `edition` where it is in the edition's language: for what no page can mark with another one, as
/// a description in its head. Empty if there is none.
pub fn pick_own(input: &Input<'_>, edition: EditionId, local: &LocalText) -> String {
    let own = &input.config.edition(edition).locale;
    let alike = |given: &Locale| {
        given.language() == own.language() || (given.han_script().is_some() && own.han_script().is_some())
    };
    let chosen = choose(input, edition, local).filter(|chosen| chosen.given.is_none_or(alike));
    chosen.map_or_else(String::new, |_| pick(input, edition, local))
}

/// The text of `local` for `edition`: its own locale's; that of the edition it is converted from; that of the other
/// Chinese script; its chain's; the one for all; the default edition's; the first.
pub fn choose<'a>(input: &Input<'a>, edition: EditionId, local: &'a LocalText) -> Option<Chosen<'a>> {
    let config = input.config;
    let own = &config.edition(edition).locale;
    let converted = |(from, text): (&'a Locale, &'a String)| Chosen { text, given: Some(from), from: Some(from) };
    let of = |locale: &Locale| {
        local.by.get_key_value(locale).or_else(|| local.by.iter().find(|(other, _)| other.is_equivalent(locale)))
    };
    if let Some((locale, text)) = of(own) {
        return Some(Chosen { text, given: Some(locale), from: None });
    }
    if let Some(text) = sources(input, edition).iter().find_map(|id| of(&config.edition(*id).locale)) {
        return Some(converted(text));
    }
    if own.han_script().is_some()
        && let Some(text) = local.by.iter().find(|(locale, _)| locale.han_script().is_some())
    {
        return Some(converted(text));
    }
    if let Some(text) = config.edition(edition).fallback.iter().find_map(|id| of(&config.edition(*id).locale)) {
        return Some(converted(text));
    }
    if let Some(text) = &local.all {
        return Some(Chosen { text, given: None, from: script_of_all(input, edition) });
    }
    of(&config.edition(config.default).locale).or_else(|| local.by.iter().next()).map(converted)
}

/// `text`, written in `from`, in the script of `edition`. Nothing is asked of the converter where nothing can change, and
/// between two regions of one script only what the edition declares.
pub fn convert(input: &Input<'_>, from: &Locale, edition: EditionId, text: &str) -> String {
    converted(input, (from, None), edition, text)
}

/// The same for a text of a document's front matter: by its folder's rules and its own.
pub fn convert_of(input: &Input<'_>, document: &Translation, edition: EditionId, text: &str) -> String {
    converted(input, (&document.locale, Some(document)), edition, text)
}

/// The same for the beginning of a document's text, whose conversion marks are read in every edition.
pub fn convert_marked(input: &Input<'_>, document: &Translation, edition: EditionId, text: &str) -> String {
    if text.contains("-{") {
        return (input.convert)(&document.locale, Some(document), edition, text);
    }
    convert_of(input, document, edition, text)
}

fn converted(
    input: &Input<'_>,
    (from, document): (&Locale, Option<&Translation>),
    edition: EditionId,
    text: &str,
) -> String {
    let differ = is_converted(input.config, from, edition);
    if differ && !text.is_ascii() { (input.convert)(from, document, edition, text) } else { text.to_owned() }
}

/// Whether a text in `from` is converted for `edition`.
pub fn is_converted(config: &Config, from: &Locale, edition: EditionId) -> bool {
    let to = config.edition(edition);
    match (from.han_script(), to.locale.han_script()) {
        (Some(from), Some(to)) if from != to => true,
        (Some(_), Some(_)) => to.convert_from.is_some() && *from != to.locale,
        _ => false,
    }
}

/// The editions that `edition` is converted from, nearest first. Circles were refused with the configuration; one that
/// got through ends here.
pub fn sources(input: &Input<'_>, edition: EditionId) -> Vec<EditionId> {
    conversions(input.config, edition)
}

/// The same, where there is only a configuration.
pub fn conversions(config: &Config, edition: EditionId) -> Vec<EditionId> {
    let mut sources = Vec::new();
    let mut at = edition;
    while let Some(from) = config.edition(at).convert_from {
        if from == edition || sources.contains(&from) {
            break;
        }
        sources.push(from);
        at = from;
    }
    sources
}

/// The editions that lack something, each with those that lack it only because they are converted from it: one text is
/// missing for all of them.
pub fn grouped(config: &Config, lacking: &[EditionId]) -> Vec<(EditionId, Vec<EditionId>)> {
    let sources = |edition: EditionId| conversions(config, edition);
    let heads = lacking.iter().copied();
    let heads = heads.filter(|edition| !sources(*edition).iter().any(|source| lacking.contains(source)));
    let followers = |head: EditionId| lacking.iter().copied().filter(|id| sources(*id).contains(&head)).collect();
    heads.map(|head| (head, followers(head))).collect()
}

/// The locales of `editions` as a message lists them.
pub fn named(config: &Config, editions: &[EditionId]) -> String {
    let tags: Vec<String> = editions.iter().map(|id| format!("`{}`", config.edition(*id).locale)).collect();
    match tags.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        tags => tags.concat(),
    }
}

/// What to add to a message about an edition's lack: the editions that have `nothing` for that reason.
pub fn followed(config: &Config, followers: &[EditionId], nothing: &str) -> String {
    let have = if followers.len() == 1 { "has" } else { "have" };
    if followers.is_empty() { String::new() } else { format!(", and so {} {have} {nothing}", named(config, followers)) }
}

/// The locale that a text for all is written in, where it is Chinese: the default edition's, else that of the edition
/// that this one is converted from.
fn script_of_all<'i>(input: &Input<'i>, edition: EditionId) -> Option<&'i Locale> {
    let default = &input.config.edition(input.config.default).locale;
    if default.han_script().is_some() {
        return Some(default);
    }
    sources(input, edition).first().map(|id| &input.config.edition(*id).locale)
}

//! Terms: what the glossary forbids, and a term that is written in two ways.
//!
//! Every row counts in every language that it has a column for. Beside its own form a term has others that it may be met
//! in: another Chinese column's, its characters converted (默认 as 默認 where the row says 預設). And where the original of
//! a paragraph has the term, and its translation has no form of it at all, another word was found for it.

use super::Input;
use super::texts::Text;
use crate::config::EditionId;
use crate::content::library::TranslationId;
use crate::convert::document::passages::Passage;
use crate::convert::glossary::{Row, Terms, Treatment};
use crate::convert::route::{Route, Side, Variant};
use crate::convert::{Converter, Mode, Options};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::resolve::original;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What a word of a text is to the glossary.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sense {
    /// The form of a row.
    Own(usize),
    /// Another form of a row.
    Other(usize),
    /// What a row forbids.
    Forbidden(usize),
}

/// The words to look for in the texts of one locale and folder.
#[derive(Debug, Default)]
pub struct Forms {
    side: Option<Side>,
    senses: BTreeMap<String, BTreeSet<Sense>>,
    terms: Terms,
}

/// The words to look for in all texts.
#[derive(Debug)]
pub struct Lists<'a> {
    rows: Vec<&'a Row>,
    by: BTreeMap<(EditionId, Option<usize>), Forms>,
    none: Forms,
}

/// A place where a text uses a term.
#[derive(Clone, Debug)]
struct Place {
    row: usize,
    /// The form, where it is not the row's own.
    other: Option<String>,
    /// The passage of the body, counted from 0; none for the front matter.
    passage: Option<usize>,
    span: Span,
}

/// The terms that one text uses.
#[derive(Debug)]
pub struct Use {
    id: TranslationId,
    /// Where the passages of its body begin.
    starts: Vec<Span>,
    places: Vec<Place>,
}

impl<'a> Lists<'a> {
    /// The words of all glossaries, for every locale of the site.
    pub fn new(input: &Input<'a>) -> Self {
        let all: Vec<(Option<usize>, &Row)> = input.converters.rows().collect();
        let rows: Vec<&Row> = all.iter().map(|(_, row)| *row).collect();
        let mut by = BTreeMap::new();
        let folders = std::iter::once(None).chain((0..input.config.folders.len()).map(Some));
        for folder in folders.filter(|_| !rows.is_empty()) {
            let here = all.iter().enumerate().filter(|(_, (of, _))| of.is_none() || *of == folder);
            let here: Vec<usize> = here.map(|(at, _)| at).collect();
            for edition in input.config.edition_ids() {
                let forms = Forms::new(&rows, &here, &input.config.edition(edition).locale);
                by.insert((edition, folder), forms);
            }
        }
        Self { rows, by, none: Forms::default() }
    }

    /// The words for one text.
    pub fn of(&self, input: &Input<'_>, translation: &crate::content::Translation) -> &Forms {
        let edition = input.config.edition_of(&translation.locale);
        let folder = input.converters.folder(&translation.key);
        edition.and_then(|edition| self.by.get(&(edition, folder))).unwrap_or(&self.none)
    }

    /// What a text uses that is forbidden, and the terms that it uses.
    pub fn look(&self, input: &Input<'_>, text: &Text<'_>) -> (Vec<Diagnostic>, Option<Use>) {
        let forms = self.of(input, text.translation);
        if forms.senses.is_empty() {
            return (Vec::new(), None);
        }
        let (mut found, mut places) = (Vec::new(), Vec::new());
        for (at, passage) in text.passages.iter().enumerate() {
            for (range, word, senses) in passage.stretches().iter().flat_map(|part| forms.find(passage.text(), part)) {
                let span = passage.place(&range);
                for sense in senses {
                    let (row, other) = match sense {
                        Sense::Own(row) => (*row, None),
                        Sense::Other(row) => (*row, Some(word.to_owned())),
                        Sense::Forbidden(row) => {
                            let said = self.forbidden(*row, word, &text.translation.locale);
                            found.push(Diagnostic { place: place(text, span), ..said });
                            continue;
                        }
                    };
                    places.push(Place { row, other, passage: at.checked_sub(text.front), span });
                }
            }
        }
        let start = |passage: &Passage<'_>| passage.place(&(0..passage.text().len()));
        let starts = text.passages[text.front..].iter().map(start).collect();
        (found, Some(Use { id: text.id, starts, places }))
    }

    fn forbidden(&self, row: usize, word: &str, locale: &Locale) -> Diagnostic {
        let row = self.rows[row];
        let source = row.texts.first().map(|(_, text)| text.as_str()).unwrap_or_default();
        let same = |other: &&&Row| other.treatment == Treatment::Force && other.texts.iter().any(|(_, t)| t == source);
        let instead = self.rows.iter().find(same).and_then(|row| row.text_in(locale));
        let help = match instead {
            Some(instead) => format!("the glossary has `{instead}` for `{source}`"),
            None => format!("find another word for `{source}`"),
        };
        let message = format!("the glossary forbids `{word}`");
        Diagnostic::new(Code::ForbiddenTerm, &row.place.path, message)
            .related(&row.place.path, row.place.span, "the row that forbids it")
            .help(help)
    }
}

fn place(text: &Text<'_>, span: Span) -> crate::diagnostic::Place {
    crate::diagnostic::Place { path: text.translation.path.clone(), span: Some(span) }
}

impl Forms {
    fn new(rows: &[&Row], here: &[usize], locale: &Locale) -> Self {
        let side = Variant::of(locale).map(Variant::side);
        let mut senses: BTreeMap<String, BTreeSet<Sense>> = BTreeMap::new();
        let mut add = |word: &str, sense: Sense| {
            for word in spellings(word, side.is_some()) {
                senses.entry(word).or_default().insert(sense.clone());
            }
        };
        for at in here {
            let row = rows[*at];
            let Some(own) = row.text_in(locale) else { continue };
            match row.treatment {
                Treatment::Force | Treatment::Name => {
                    add(own, Sense::Own(*at));
                    others(row, own, locale).iter().for_each(|other| add(other, Sense::Other(*at)));
                }
                Treatment::Keep => add(own, Sense::Own(*at)),
                Treatment::Forbid
                    if row.texts.first().is_some_and(|(_, word)| word != own) || is_later(row, locale) =>
                {
                    add(own, Sense::Forbidden(*at));
                }
                Treatment::Forbid => {}
            }
        }
        // What one row gives is no other form of another.
        let own = |set: &BTreeSet<Sense>| set.iter().any(|sense| matches!(sense, Sense::Own(_)));
        for set in senses.values_mut().filter(|set| own(set)) {
            set.retain(|sense| !matches!(sense, Sense::Other(_)));
        }
        Self { side, terms: Terms::words(senses.keys().cloned()), senses }
    }

    /// The words in the part `range` of `text`.
    fn find<'t>(&'t self, text: &'t str, range: &Range<usize>) -> Vec<(Range<usize>, &'t str, &'t BTreeSet<Sense>)> {
        let found = self.terms.places(&text[range.clone()], self.side).into_iter();
        let found = found.map(|place| place.start + range.start..place.end + range.start);
        found.filter_map(|place| Some((place.clone(), &text[place.clone()], self.senses.get(&text[place])?))).collect()
    }

    /// Where the forms that the glossary gives stand in `text`.
    pub fn kept(&self, text: &str) -> Vec<Range<usize>> {
        let found = self.find(text, &(0..text.len())).into_iter();
        let own = |senses: &BTreeSet<Sense>| senses.iter().any(|sense| matches!(sense, Sense::Own(_)));
        found.filter(|(_, _, senses)| own(senses)).map(|(range, ..)| range).collect()
    }
}

/// Whether the column of `locale` is not the row's first, which names what the others must not become.
fn is_later(row: &Row, locale: &Locale) -> bool {
    let first = row.texts.first().map(|(column, _)| column);
    first.is_some_and(|first| match (Variant::of(first), Variant::of(locale)) {
        (Some(first), Some(own)) => first.side() != own.side(),
        _ => first.id().language != locale.id().language,
    })
}

/// A word as texts write it: in a language with capitals also at the beginning of a sentence, and in the plural.
fn spellings(word: &str, chinese: bool) -> Vec<String> {
    let mut all = vec![word.to_owned()];
    if let Some(first) = word.chars().next().filter(|first| !chinese && first.is_lowercase()) {
        all.push(format!("{}{}", first.to_uppercase(), &word[first.len_utf8()..]));
    }
    if !chinese && word.ends_with(|c: char| c.is_ascii_lowercase() && c != 's') {
        all.extend(all.clone().into_iter().map(|word| word + "s"));
    }
    all
}

/// The other forms in which a Chinese term may be met in a text of `locale`, whose own is `own`.
fn others(row: &Row, own: &str, locale: &Locale) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (column, text) in row.texts.iter().filter(|(_, text)| !text.is_empty()) {
        let Some(route) = Route::between(column, locale, Default::default()) else { continue };
        let options = Options { mode: Mode::Exact, vocabulary: Vec::new(), quotes: Some(false), bare: true };
        let form = Converter::new(route, &options).text(text).into_owned();
        // One character is a word in too many others.
        if form != own && form.chars().count() > 1 && !own.contains(&form) && !form.contains(own) {
            found.insert(form);
        }
    }
    found
}

/// Terms that are written in two ways.
pub fn varying(input: &Input<'_>, lists: &Lists<'_>, uses: &[Use]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let by_id: BTreeMap<TranslationId, &Use> = uses.iter().map(|used| (used.id, used)).collect();
    for used in uses {
        found.extend(otherwise(input, lists, used));
        let original = original::of(input.config, input.library, used.id).and_then(|id| by_id.get(&id));
        if let Some(original) = original.filter(|original| original.starts.len() == used.starts.len()) {
            found.extend(unmatched(input, lists, used, original));
        }
    }
    found
}

/// Other forms than the glossary's: each once for a document.
fn otherwise(input: &Input<'_>, lists: &Lists<'_>, used: &Use) -> Vec<Diagnostic> {
    let translation = &input.library.translations[used.id.0 as usize];
    let mut first: BTreeMap<(&str, usize), (Span, usize)> = BTreeMap::new();
    for place in &used.places {
        let Some(other) = &place.other else { continue };
        first.entry((other, place.row)).or_insert((place.span, 0)).1 += 1;
    }
    let finding = |((form, row), (span, count)): ((&str, usize), (Span, usize))| {
        let row = lists.rows[row];
        let own = row.text_in(&translation.locale).unwrap_or_default();
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        let message = format!("`{form}` is written here{times}, and the glossary's word is `{own}`");
        Diagnostic::new(Code::TermVaries, &translation.path, message)
            .at(span)
            .related(&row.place.path, row.place.span, "the row of the glossary")
            .help(format!(
                "write `{own}`; where another thing is meant, say so: `<!-- yiben: allow(term-varies) … -->`"
            ))
    };
    first.into_iter().map(finding).collect()
}

/// Terms of a paragraph's original whose translation has another word for them, while the document has the glossary's
/// word elsewhere.
fn unmatched(input: &Input<'_>, lists: &Lists<'_>, used: &Use, original: &Use) -> Vec<Diagnostic> {
    let translation = &input.library.translations[used.id.0 as usize];
    let source = &input.library.translations[original.id.0 as usize];
    let here: BTreeSet<(usize, Option<usize>)> = used.places.iter().map(|place| (place.row, place.passage)).collect();
    let anywhere: BTreeSet<usize> = used.places.iter().map(|place| place.row).collect();
    let mut said = BTreeSet::new();
    let mut found = Vec::new();
    for place in original.places.iter().filter(|place| place.passage.is_some() && place.other.is_none()) {
        let row = lists.rows[place.row];
        let (Some(own), Some(word)) = (row.text_in(&translation.locale), row.text_in(&source.locale)) else { continue };
        let missing = anywhere.contains(&place.row) && !here.contains(&(place.row, place.passage));
        let Some(at) = place.passage.filter(|_| missing) else { continue };
        if !said.insert((place.row, at)) {
            continue;
        }
        let message = format!("`{word}` stands in the original of this paragraph, and `{own}` not in its translation");
        let mut finding = Diagnostic::new(Code::TermVaries, &translation.path, message)
            .related(&source.path, Some(place.span), "the term in the original")
            .help(format!(
                "elsewhere the text has `{own}`, as the glossary says; a reader takes two words for two things"
            ));
        finding.place.span = used.starts.get(at).copied();
        found.push(finding);
    }
    found
}

#[cfg(test)]
#[path = "terms_tests.rs"]
mod tests;

//! Translations against their originals: the same sections, and in each of them the same things.
//!
//! 1. [`align`] pairs the headings of the two;
//! 2. headings without a partner are said, once for each gap;
//! 3. between two headings that are paired, and follow each other in both, things, code, placeholders and shortcodes are
//!    compared.
//!
//! A translator may join two paragraphs or split one. Paragraphs are missing where there are fewer, and where the section
//! says far less than such a section of this site usually does ([`Usual`]).

use super::align::align;
use super::code::Parting;
use super::shape::{CODE, Section, Shape, TABLE, THINGS, at};
use super::{Input, code};
use crate::content;
use crate::content::library::{Translation, TranslationId};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::resolve::original;
use crate::source::Span;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A translation and its original.
struct Pair<'a> {
    translation: (&'a Translation, &'a Shape),
    original: (&'a Translation, &'a Shape),
    /// The sections of the original and of the translation that belong together.
    sections: Vec<(usize, usize)>,
}

/// How many words a section of a translation has for each word of the original's, usually: by the locales of the two.
type Usual<'a> = BTreeMap<(&'a Locale, &'a Locale), f64>;

/// Sections shorter than this many words say nothing about what is usual, and are not missed.
const SHORT: u32 = 12;
/// So many sections at least tell what is usual.
const ENOUGH: usize = 12;
/// A section says far less if it has no more than this part of the usual words.
const FAR_LESS: f64 = 0.5;

/// Compares every translation with its original. `shapes` are those of the library's translations, in their order.
pub fn compare(input: &Input<'_>, shapes: &[Shape]) -> Vec<Diagnostic> {
    let of = |id: TranslationId| (&*input.library.translations[id.0 as usize], &shapes[id.0 as usize]);
    let pair = |at: u32| {
        let translation = of(TranslationId(at));
        let original = of(original::of(input.config, input.library, TranslationId(at))?);
        if translation.1.sections.is_empty() || original.1.sections.is_empty() {
            return None;
        }
        let sections = align(&original.1.sections, &translation.1.sections);
        Some(Pair { translation, original, sections })
    };
    let all = 0..u32::try_from(shapes.len()).unwrap_or(u32::MAX);
    let pairs: Vec<Pair<'_>> = all.into_par_iter().filter_map(pair).collect();
    let usual = usual(&pairs);
    pairs.par_iter().flat_map_iter(|pair| pair.look(input, &usual)).collect()
}

/// The middle of the ratios that sections of this site have.
fn usual<'a>(pairs: &[Pair<'a>]) -> Usual<'a> {
    let mut ratios: BTreeMap<(&Locale, &Locale), Vec<f64>> = BTreeMap::new();
    for pair in pairs {
        let of = ratios.entry((&pair.original.0.locale, &pair.translation.0.locale)).or_default();
        for (original, translation) in pair.whole() {
            if original.words >= SHORT && translation.words > 0 {
                of.push(f64::from(translation.words) / f64::from(original.words));
            }
        }
    }
    ratios.retain(|_, of| of.len() >= ENOUGH);
    let middle = |mut of: Vec<f64>| {
        of.sort_by(f64::total_cmp);
        of[of.len() / 2]
    };
    ratios.into_iter().map(|(locales, of)| (locales, middle(of))).collect()
}

impl<'a> Pair<'a> {
    /// The sections that end in both texts with headings that are paired, or with the text: they hold the same.
    fn whole(&self) -> impl Iterator<Item = (&'a Section, &'a Section)> + '_ {
        let (original, translation) = (self.original.1, self.translation.1);
        let end = (original.sections.len(), translation.sections.len());
        let next = self.sections.iter().skip(1).copied().chain([end]);
        let follows = |(this, next): &(&(usize, usize), (usize, usize))| this.0 + 1 == next.0 && this.1 + 1 == next.1;
        let whole = self.sections.iter().zip(next).filter(follows);
        whole.map(|(this, _)| (&original.sections[this.0], &translation.sections[this.1]))
    }

    fn look(&self, input: &Input<'_>, usual: &Usual<'_>) -> Vec<Diagnostic> {
        let (mut found, mut partings) = (Vec::new(), Vec::new());
        self.headings(&mut found);
        let usual = usual.get(&(&self.original.0.locale, &self.translation.0.locale)).copied();
        for (original, translation) in self.whole() {
            self.things(original, translation, &mut found);
            self.rows(original, translation, &mut found);
            partings.extend(self.partings(original, translation));
            self.paragraphs(original, translation, usual, &mut found);
            self.placeholders(original, translation, &mut found);
            self.shortcodes(original, translation, &mut found);
        }
        found.extend(self.code(input, &partings));
        found
    }

    fn finding(&self, code: Code, message: String, original: &Section, translation: &Section) -> Diagnostic {
        let finding = at(Diagnostic::new(code, &self.translation.0.path, message), translation.place);
        finding.related(&self.original.0.path, original.place, "the original")
    }

    /// Headings that only one of the two has, and those on another level.
    fn headings(&self, found: &mut Vec<Diagnostic>) {
        let (original, translation) = (&self.original.1.sections, &self.translation.1.sections);
        let end = (original.len(), translation.len());
        let next = self.sections.iter().skip(1).copied().chain([end]);
        for (this, next) in self.sections.iter().zip(next) {
            let (a, b) = (&original[this.0], &translation[this.1]);
            if a.level != b.level {
                let message = format!("this heading is of level {}, and of level {} in the original", b.level, a.level);
                let help = "a reader finds the same parts in every edition if their headings have the same levels";
                found.push(self.finding(Code::StructureDiffers, message, a, b).help(help));
            }
            let (lost, gained) = (this.0 + 1..next.0, this.1 + 1..next.1);
            found.extend(self.lost(b, &original[lost]));
            found.extend(self.gained(a, &translation[gained]));
        }
    }

    /// Headings of the original that are missing behind `before`.
    fn lost(&self, before: &Section, lost: &[Section]) -> Option<Diagnostic> {
        let first = lost.first()?;
        let message = match lost.len() {
            1 => format!("the heading `{}` of the original is missing in this section", first.title),
            more => format!("{more} headings of the original are missing in this section, from `{}` on", first.title),
        };
        let help = "translate what is missing; or if it is left out on purpose, say so in a comment";
        Some(self.finding(Code::StructureDiffers, message, first, before).help(help))
    }

    /// Headings that the original does not have, behind `before`.
    fn gained(&self, before: &Section, gained: &[Section]) -> Option<Diagnostic> {
        let first = gained.first()?;
        let message = match gained.len() {
            1 => "the original does not have this heading".to_owned(),
            2 => "the original does not have this heading and the next".to_owned(),
            more => format!("the original does not have this heading and the next {}", more - 1),
        };
        let help = "it may have been taken out of the original, or be a level too many";
        Some(self.finding(Code::StructureDiffers, message, before, first).help(help))
    }

    fn things(&self, original: &Section, translation: &Section, found: &mut Vec<Diagnostic>) {
        for ((one, several), (a, b)) in THINGS.iter().zip(original.things.iter().zip(&translation.things)) {
            let Some(message) = counts(a.len(), b.len(), one, several) else { continue };
            // Where all of them are gone or new, one of them says which; else only the section does.
            let theirs = if b.is_empty() { a.first().copied() } else { original.place };
            let ours = if a.is_empty() { b.first().copied() } else { translation.place };
            let finding = at(Diagnostic::new(Code::StructureDiffers, &self.translation.0.path, message), ours);
            let finding = finding.related(&self.original.0.path, theirs, "the original");
            found.push(finding.help("bring the two into line, or say in a comment why they differ"));
        }
    }

    /// Tables that have lost or gained rows.
    fn rows(&self, original: &Section, translation: &Section, found: &mut Vec<Diagnostic>) {
        if original.rows.len() != translation.rows.len()
            || original.things[TABLE].len() != translation.things[TABLE].len()
        {
            return;
        }
        for (nth, (a, b)) in original.rows.iter().zip(&translation.rows).enumerate().filter(|(_, (a, b))| a != b) {
            let message = format!("this table has {b} rows, and that of the original {a}");
            let (ours, theirs) =
                (translation.things[TABLE].get(nth).copied(), original.things[TABLE].get(nth).copied());
            let finding = at(Diagnostic::new(Code::StructureDiffers, &self.translation.0.path, message), ours);
            let finding = finding.related(&self.original.0.path, theirs, "the original");
            found.push(finding.help("translate the rows that are missing, or take out what the original has no more"));
        }
    }

    /// Where code of the translation is not that of the original, with the two blocks.
    fn partings(&self, original: &Section, translation: &Section) -> Vec<(Parting, Span, Span)> {
        let (theirs, ours) = (&original.things[CODE], &translation.things[CODE]);
        if theirs.len() != ours.len() {
            return Vec::new();
        }
        let chinese = self.translation.0.locale.han_script().is_some();
        let pairs = original.code.iter().zip(&translation.code).enumerate();
        pairs.filter_map(|(at, (a, b))| Some((b.parts_from(a, chinese)?, ours[at], theirs[at]))).collect()
    }

    /// What to say of these. The lines of the two files are read only if there is something to say.
    fn code(&self, input: &Input<'_>, partings: &[(Parting, Span, Span)]) -> Vec<Diagnostic> {
        if partings.is_empty() {
            return Vec::new();
        }
        let text = |of: &Translation| content::body(input.files, of).unwrap_or_default();
        let (ours, theirs) = (text(self.translation.0), text(self.original.0));
        let say = |(parting, here, there): &(Parting, Span, Span)| {
            let here = code::line(&ours, *here, parting.line).unwrap_or(*here);
            let there = code::line(&theirs, *there, parting.of_original).unwrap_or(*there);
            let finding = Diagnostic::new(Code::CodeDiffers, &self.translation.0.path, parting.message()).at(here);
            let finding = finding.related(&self.original.0.path, Some(there), "the original");
            finding.help("copy the code; comments and texts in quotation marks may be translated")
        };
        partings.iter().map(say).collect()
    }

    fn paragraphs(&self, original: &Section, translation: &Section, usual: Option<f64>, found: &mut Vec<Diagnostic>) {
        let (a, b) = (original.paragraphs.len(), translation.paragraphs.len());
        let expected = f64::from(original.words) * usual.unwrap_or(1.0);
        if b >= a || original.words < SHORT || f64::from(translation.words) > expected * FAR_LESS {
            return;
        }
        let had = if a == 1 { "one paragraph".to_owned() } else { format!("{a} paragraphs") };
        let has = if b == 0 { "none".to_owned() } else { b.to_string() };
        let message = format!("the original has {had} here, and this translation {has}");
        let help = "translate what is missing; or if it is left out on purpose, say so in a comment";
        found.push(self.finding(Code::FewerParagraphs, message, original, translation).help(help));
    }

    fn placeholders(&self, original: &Section, translation: &Section, found: &mut Vec<Diagnostic>) {
        let (a, b) = (original.paragraphs.len(), translation.paragraphs.len());
        // Paragraph by paragraph where there are as many, and the section as a whole where not.
        let step = if a == b { 1 } else { a.max(b) + 1 };
        for start in (0..a.max(b) + 1).step_by(step) {
            let of = |section: &Section| {
                let inside = section.placeholders.iter().filter(|(_, at)| (start..start + step).contains(at));
                inside.map(|(name, _)| name.clone()).collect::<Vec<_>>()
            };
            let (theirs, ours) = (of(original), of(translation));
            let place = |section: &Section| {
                let own = if step == 1 { start.checked_sub(1) } else { None };
                own.and_then(|at| section.paragraphs.get(at).copied()).or(section.place)
            };
            for (names, what) in [(without(&theirs, &ours), "lost"), (without(&ours, &theirs), "gained")] {
                for name in names {
                    let message = format!("the translation has {what} the placeholder `{name}`");
                    let finding = Diagnostic::new(Code::PlaceholderDiffers, &self.translation.0.path, message);
                    let finding = at(finding, place(translation));
                    let finding = finding.related(&self.original.0.path, place(original), "the original");
                    found.push(
                        finding.help("a program puts something in its place: write it exactly as the original does"),
                    );
                }
            }
        }
    }

    fn shortcodes(&self, original: &Section, translation: &Section, found: &mut Vec<Diagnostic>) {
        let names = |section: &Section| section.shortcodes.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        let (theirs, ours) = (names(original), names(translation));
        let place = |section: &Section, name: &str| {
            section.shortcodes.iter().rev().find(|(other, _)| **other == *name).map(|(_, span)| *span)
        };
        for name in without(&theirs, &ours) {
            let message = format!("the shortcode `{name}` of the original is missing in this section");
            let finding =
                at(Diagnostic::new(Code::ShortcodeDiffers, &self.translation.0.path, message), translation.place);
            let finding = finding.related(&self.original.0.path, place(original, &name), "the original");
            found.push(finding.help("copy it, and translate what readers read in it"));
        }
        for name in without(&ours, &theirs) {
            let message = format!("the original does not have this shortcode `{name}`");
            let ours = place(translation, &name);
            let finding = at(Diagnostic::new(Code::ShortcodeDiffers, &self.translation.0.path, message), ours);
            let finding = finding.related(&self.original.0.path, original.place, "the original");
            found.push(finding.help("take it out, or say in a comment why it is here"));
        }
    }
}

/// What to say of a thing that one has `original` times, and the other `translation` times.
fn counts(original: usize, translation: usize, one: &str, several: &str) -> Option<String> {
    let names = |count: usize| if count == 1 { one } else { several };
    match original.checked_sub(translation) {
        Some(0) => None,
        Some(1) if original == 1 => Some(format!("the {one} of the original is missing in this section")),
        Some(lost) if lost == original => {
            Some(format!("all {lost} {several} of the original are missing in this section"))
        }
        Some(1) => Some(format!("one of the {original} {several} of the original is missing in this section")),
        Some(lost) => Some(format!("{lost} of the {original} {several} of the original are missing in this section")),
        None if original == 0 && translation == 1 => Some(format!("the original has no {one} in this section")),
        None => Some(format!("the original has {original} {} in this section, and not {translation}", names(original))),
    }
}

/// What is in `all` and not in `others`, each as often as it is too many there.
fn without(all: &[Box<str>], others: &[Box<str>]) -> Vec<Box<str>> {
    let mut rest = others.to_vec();
    let mut only = Vec::new();
    for name in all {
        match rest.iter().position(|other| other == name) {
            Some(at) => drop(rest.swap_remove(at)),
            None if !only.contains(name) => only.push(name.clone()),
            None => {}
        }
    }
    only
}

#[cfg(test)]
#[path = "structure_tests.rs"]
mod tests;

//! Script: a Chinese text that is partly in the other script, and punctuation that is not its own.
//!
//! A habit that a whole document has is said once, at its first place; a slip is said where it is.

use super::punctuation::{self, Mark};
use super::texts::Text;
use crate::content::markdown::chars::marks;
use crate::convert::document::strays::{self, Kind, Stray};
use crate::convert::document::{self, passages::Passage};
use crate::convert::quotes;
use crate::convert::route::{Side, Variant};
use crate::diagnostic::{Code, Diagnostic, Subject};
use crate::source::{RelPath, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// A line with so many stray characters is one finding: it is of both scripts.
const MIXED: usize = 4;
/// From so many findings of one sort on, a document may be said to have a habit.
const HABIT: usize = 5;

/// Looks at one text. `terms` finds the words that the glossary allows as they stand.
pub fn look(text: &Text<'_>, terms: &super::terms::Forms) -> Vec<Diagnostic> {
    let Some(variant) = Variant::of(&text.translation.locale) else { return Vec::new() };
    let (side, path) = (variant.side(), &text.translation.path);
    let mut found = Vec::new();
    if strays::is_foreign(text.passages, side) {
        // The file is said to be in the wrong script where its page is made; its punctuation is the other script's too.
        return found;
    }
    for passage in text.passages {
        let allowed = terms.kept(passage.text());
        found.extend(characters(passage, variant, &allowed, path));
        found.extend(spaces(passage, path));
    }
    found.extend(half_width(text.passages, path));
    found.extend(unpaired(text.passages, path));
    found.extend(region(text.passages, side, path));
    found
}

/// Characters of the other script, and Japanese.
fn characters(passage: &Passage<'_>, variant: Variant, allowed: &[Range<usize>], path: &RelPath) -> Vec<Diagnostic> {
    let side = variant.side();
    let strays = strays::of(passage, variant, allowed);
    let mut found = Vec::new();
    if strays.is_empty() {
        return found;
    }
    for line in passage.lines(&(0..passage.text().len())) {
        let here: Vec<&Stray> = strays.iter().filter(|stray| line.contains(&stray.range.start)).collect();
        let loose = here.iter().filter(|stray| matches!(stray.kind, Kind::Characters(_)));
        let count: usize = loose.clone().map(|stray| passage.text()[stray.range.clone()].chars().count()).sum();
        let mixed = count >= MIXED && loose.clone().count() > 1;
        if mixed {
            let loose: Vec<&Stray> = loose.copied().collect();
            found.push(mixed_line(passage, &loose, side, path));
        }
        let rest = here.into_iter().filter(|stray| !mixed || !matches!(stray.kind, Kind::Characters(_)));
        found.extend(rest.map(|stray| one(passage, stray, side, path)));
    }
    found
}

fn one(passage: &Passage<'_>, stray: &Stray, side: Side, path: &RelPath) -> Diagnostic {
    let words = &passage.text()[stray.range.clone()];
    let at = passage.place(&stray.range);
    let finding = match &stray.kind {
        Kind::Passage => document::foreign_passage(path),
        Kind::Japanese => document::unmarked_japanese(words, path),
        Kind::Characters(meant) => {
            let message = format!("`{words}` is {}, and the text is {}", side.other().name(), side.name());
            let tag = if side == Side::Simplified { "zh-Hant" } else { "zh-Hans" };
            let help = format!("write `{meant}`; if it is a quotation: `<span lang=\"{tag}\">{words}</span>`");
            Diagnostic::new(Code::StrayCharacter, path, message).help(help)
        }
    };
    finding.at(at)
}

fn mixed_line(passage: &Passage<'_>, strays: &[&Stray], side: Side, path: &RelPath) -> Diagnostic {
    let words: Vec<&str> = strays.iter().take(6).map(|stray| &passage.text()[stray.range.clone()]).collect();
    let more = if strays.len() > words.len() { "…" } else { "" };
    let other = side.other().name();
    let message = format!("this line mixes both scripts: `{}`{more} in it are {other}", words.join("`, `"));
    let at = strays.first().map(|stray| passage.place(&stray.range)).unwrap_or_default();
    let help = "write it in the script of the text, or mark what is quoted with `lang`";
    Diagnostic::new(Code::MixedScripts, path, message).at(at).help(help)
}

fn spaces(passage: &Passage<'_>, path: &RelPath) -> Vec<Diagnostic> {
    let found = punctuation::spaces(passage).into_iter();
    let finding = |range: Range<usize>| {
        let mark = passage.text()[range.clone()].trim_start();
        let message = format!("a space before `{mark}`");
        Diagnostic::new(Code::SpaceBeforePunctuation, path, message)
            .at(passage.place(&range))
            .help("take the space out: the mark brings its own room")
    };
    found.map(finding).collect()
}

/// Half-width marks between Chinese characters.
fn half_width(passages: &[Passage<'_>], path: &RelPath) -> Vec<Diagnostic> {
    let mut of_class: [(Vec<(Mark, Span)>, usize); 3] = Default::default();
    for passage in passages {
        let (marks, own) = punctuation::half_width(passage);
        for mark in marks {
            let span = passage.place(&mark.range);
            of_class[mark.class].0.push((mark, span));
        }
        of_class.iter_mut().zip(own).for_each(|(class, own)| class.1 += own);
    }
    let mut found = Vec::new();
    for (class, (marks, own)) in of_class.into_iter().enumerate() {
        let finding = |mark: &Mark, span: &Span| {
            let message = format!("half-width `{}` between Chinese characters", mark.glyph);
            let help = format!("write `{}`", mark.meant);
            Diagnostic::new(Code::HalfWidthPunctuation, path, message).at(*span).help(help)
        };
        let habit = is_habit(marks.len(), own).then_some(class);
        found.extend(marks.iter().map(|(mark, span)| of_habit(finding(mark, span), habit)));
    }
    found
}

/// Whether a document does it so often, and as it should so seldom, that it must be meant.
fn is_habit(other: usize, own: usize) -> bool {
    other >= HABIT && other > own
}

fn of_habit(finding: Diagnostic, habit: Option<usize>) -> Diagnostic {
    match habit {
        Some(class) => finding.about(Subject::Habit(class)),
        None => finding,
    }
}

/// `found`, sorted, with one finding for each habit of a document. Comments have taken out those that they allow.
pub fn habits(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut at: BTreeMap<(RelPath, Code, usize), (usize, usize)> = BTreeMap::new();
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(found.len());
    for finding in found {
        let Some(Subject::Habit(class)) = finding.about.as_deref() else {
            kept.push(finding);
            continue;
        };
        let first = at.entry((finding.place.path.clone(), finding.code, *class)).or_insert((kept.len(), 0));
        if first.1 == 0 {
            kept.push(finding);
        }
        first.1 += 1;
    }
    for (first, times) in at.into_values().filter(|(_, times)| *times > 1) {
        kept[first].message.push_str(&format!(", here and {} times more", times - 1));
    }
    kept
}

/// Quotation marks and brackets without a partner.
fn unpaired(passages: &[Passage<'_>], path: &RelPath) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, passage) in passages.iter().enumerate() {
        let next = passages[at + 1..].iter().map(|next| next.text().trim_start()).find(|text| !text.is_empty());
        let mut marks = quotes::unpaired(passage.text(), |at| passage.is_kept(at));
        marks.extend(punctuation::brackets(passage));
        for (at, glyph) in marks {
            // Speech of several paragraphs opens each of them, and closes the last.
            if matches!(glyph, '“' | '「' | '『') && next.is_some_and(|next| next.starts_with(glyph)) {
                continue;
            }
            let opens = "“「『《〈（【".contains(glyph);
            let message = format!("`{glyph}` is never {}", if opens { "closed" } else { "opened" });
            let help = "in one paragraph each mark has its partner; `“` opens and `”` closes";
            let span = passage.place(&(at..at + glyph.len_utf8()));
            found.push(Diagnostic::new(Code::UnpairedQuote, path, message).at(span).help(help));
        }
    }
    found
}

/// Quotation marks of the other region, by the mark that opens each pair.
fn region(passages: &[Passage<'_>], side: Side, path: &RelPath) -> Vec<Diagnostic> {
    let opening: &[char] = if side == Side::Simplified { &['“', '‘'] } else { &['「', '『'] };
    let (mut foreign, mut own) = (Vec::new(), 0);
    for passage in passages {
        let others = quotes::foreign(passage.text(), side, |at| passage.is_kept(at)).into_iter();
        let others = others.filter(|(_, meant)| meant.starts_with(opening));
        foreign.extend(
            others.map(|(range, meant)| (passage.text()[range.clone()].to_owned(), meant, passage.place(&range))),
        );
        own += marks(passage.text()).filter(|(_, c)| opening.contains(c)).count();
    }
    let finding = |(mark, meant, span): &(String, String, Span)| {
        let message = format!("`{mark}` is not a quotation mark of {}", side.name());
        Diagnostic::new(Code::QuoteRegion, path, message).at(*span).help(format!("write `{meant}`"))
    };
    let habit = is_habit(foreign.len(), own).then_some(0);
    let help = |finding: Diagnostic| match habit.is_some() {
        true => finding.help("if that is the site's own style, switch `quote-region` off for the edition"),
        false => finding,
    };
    foreign.iter().map(|mark| of_habit(help(finding(mark)), habit)).collect()
}

#[cfg(test)]
#[path = "script_tests.rs"]
mod tests;

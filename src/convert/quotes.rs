//! Quotation marks by region: “‘’” ↔ 「『』」, by the depth that they stand at.
//!
//! A pair is converted whole or not at all. What stands beside and in it decides: a quotation of Chinese text is
//! converted, also where most of its paragraph is English, and one inside an English sentence is left. Straight marks (")
//! are left: they do not say which end they are, and mean inches and code as often.

mod pairs;

use super::Edit;
use super::route::Side;
use super::script::is_han;
use crate::content::markdown::chars::{is_wide, marks};
use pairs::Mark;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

/// The edits that give the quotation marks of `text` the form that `target` uses. `kept` tells which offsets stand in
/// text that stays as it is. `speech` is whether a quotation of an earlier paragraph goes on here, and is afterwards
/// whether one goes on in the next.
///
/// The third level is like the first.
pub(super) fn edits(text: &str, target: Side, kept: impl Fn(usize) -> bool, speech: &mut bool) -> Vec<Edit> {
    let foreign = match target {
        Side::Traditional => |c| matches!(c, '“' | '”' | '‘' | '’'),
        Side::Simplified => |c| matches!(c, '「' | '」' | '『' | '』'),
    };
    if !marks(text).any(|(_, c)| foreign(c)) {
        return Vec::new();
    }
    let list = pairs::find(text, &kept);
    // What stands around a pair is read where its nearest characters do not tell.
    let read = OnceCell::new();
    let facts = |index: usize| -> &Facts { &read.get_or_init(|| Reader::default().read(text, &list, &kept))[index] };
    let mut edits = Vec::new();
    // For each pair around the place, whether it has the target's form; an opening that waits for the next paragraph's
    // end is one as well.
    let mut around: Vec<bool> = Vec::new();
    let end = if *speech { speech_end(&list) } else { None };
    if *speech
        && (end.is_some() || list.iter().all(|mark| mark.is_single() || mark.glyph == '『' || mark.glyph == '』'))
    {
        around.push(true);
    }
    let beginning = speech_beginning(text, &list);
    if end.is_some() || list.iter().any(|mark| !mark.is_single() && mark.opens()) {
        *speech = false;
    }
    let mut decided = vec![false; list.len()];
    for (index, mark) in list.iter().enumerate() {
        let converts = match mark.partner {
            Some(partner) if partner < index => {
                around.pop();
                decided[partner]
            }
            Some(partner) => {
                let is_chinese =
                    || between_han(text, [mark, &list[partner]], &kept) || facts(index).is_chinese(&around);
                let converts = !foreign(mark.glyph) || (around.last() != Some(&false) && is_chinese());
                decided[index] = converts;
                converts
            }
            None if end == Some(index) => {
                around.clear();
                true
            }
            None => beginning.contains(&index) && around.last() != Some(&false) && facts(index).is_chinese(&around),
        };
        if converts && foreign(mark.glyph) {
            let first = around.len().is_multiple_of(2);
            let text = Cow::Borrowed(glyph(target, mark.opens(), first));
            edits.push(Edit { range: mark.at..mark.end(), text });
        }
        if mark.opens() && (mark.partner.is_some() || converts) {
            around.push(converts);
            *speech |= mark.partner.is_none() && foreign(mark.glyph);
        }
    }
    edits
}

/// Whether Han characters touch one of the marks of a pair on both sides: 在“快照”里, 他有“good的”朋友. That is Chinese text
/// whatever else there is, as [`Facts::is_chinese`] finds as well, having read all of it.
fn between_han(text: &str, pair: [&Mark; 2], kept: impl Fn(usize) -> bool) -> bool {
    let is = |at: usize, c: char| is_han(c) && !kept(at);
    pair.iter().any(|mark| {
        let before = text[..mark.at].chars().next_back();
        let after = text[mark.end()..].chars().next();
        before.is_some_and(|c| is(mark.at - c.len_utf8(), c)) && after.is_some_and(|c| is(mark.end(), c))
    })
}

/// The marks of the other region in `text`, which is written for `side`: each with what its own region uses.
pub fn foreign(text: &str, side: Side, kept: impl Fn(usize) -> bool) -> Vec<(Range<usize>, String)> {
    let edits = edits(text, side, kept, &mut false).into_iter();
    edits.map(|edit| (edit.range, edit.text.into_owned())).collect()
}

/// The double and corner quotation marks of `text` that have no partner, with their offsets. Single ones are apostrophes
/// as often as not.
pub fn unpaired(text: &str, kept: impl Fn(usize) -> bool) -> Vec<(usize, char)> {
    if !marks(text).any(|(_, c)| matches!(c, '“' | '”' | '「' | '」' | '『' | '』')) {
        return Vec::new();
    }
    let measure =
        |mark: &Mark| mark.glyph == '”' && text[..mark.at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
    let marks = pairs::find(text, kept).into_iter();
    let alone = marks.filter(|mark| mark.partner.is_none() && !mark.is_single() && !measure(mark));
    alone.map(|mark| (mark.at, mark.glyph)).collect()
}

fn glyph(target: Side, opens: bool, first: bool) -> &'static str {
    match (target, opens, first) {
        (Side::Traditional, true, true) => "「",
        (Side::Traditional, true, false) => "『",
        (Side::Traditional, false, true) => "」",
        (Side::Traditional, false, false) => "』",
        (Side::Simplified, true, true) => "“",
        (Side::Simplified, true, false) => "‘",
        (Side::Simplified, false, true) => "”",
        (Side::Simplified, false, false) => "’",
    }
}

/// The mark that ends the quotation of an earlier paragraph: the first one that is not inside a pair, if nothing opened
/// it here.
fn speech_end(marks: &[Mark]) -> Option<usize> {
    let mut at = 0;
    while let Some(mark) = marks.get(at) {
        match mark.partner {
            Some(partner) if mark.is_single() || matches!(mark.glyph, '『' | '』') => at = partner + 1,
            None if matches!(mark.glyph, '”' | '」') => return Some(at),
            _ => return None,
        }
    }
    None
}

/// The marks that open a quotation which a later paragraph ends: one that begins a text of whole sentences, or follows a
/// colon or the end of a sentence in it, alone of its kind from there on; and one right inside it.
fn speech_beginning(text: &str, marks: &[Mark]) -> Range<usize> {
    let waiting: Vec<usize> = (0..marks.len()).filter(|index| marks[*index].waits).collect();
    let none = 0..0;
    let first = match waiting[..] {
        [first] => first,
        [first, second] if second == first + 1 && marks[first].end() == marks[second].at => first,
        _ => return none,
    };
    let mark = &marks[first];
    let before = text[..mark.at].trim_end().chars().next_back();
    let begins =
        before.is_none_or(|c| matches!(c, '：' | ':' | '，' | ',' | '。' | '！' | '？' | '…' | '—' | '”' | '」'));
    // A title or an alternative text goes on nowhere.
    let whole =
        text.trim_end().ends_with(['。', '！', '？', '…', '；', '：', '，', '—', '.', '!', '?', '”', '’', '」', '』']);
    let last = marks[*waiting.last().unwrap_or(&first)];
    let speaks = text[last.end()..].chars().next().is_some_and(char::is_alphanumeric);
    let alone = marks[first + waiting.len()..].iter().all(|other| other.glyph != mark.glyph && other.partner.is_some());
    if begins && whole && speaks && alone && matches!(mark.glyph, '“' | '「') {
        first..first + waiting.len()
    } else {
        none
    }
}

/// How much of a text is written in which script.
#[derive(Clone, Copy, Debug, Default)]
struct Scripts {
    han: usize,
    words: usize,
    /// Words that begin with a small letter: a name or a list of names has none, an English sentence does.
    small: usize,
}

impl Scripts {
    fn is_empty(self) -> bool {
        self.han + self.words == 0
    }

    fn is_latin(self) -> bool {
        self.words > 0 && self.han < self.words
    }

    /// Whether it is an English sentence, and not a Chinese one with names in it.
    fn is_sentence(self) -> bool {
        self.is_latin() && self.words > 1 && self.small > 0
    }

    fn with(self, other: Self) -> Self {
        Self { han: self.han + other.han, words: self.words + other.words, small: self.small + other.small }
    }
}

/// What the letter nearest to a quotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Letter {
    Han,
    Latin,
}

/// What stands in and beside a quotation. What stands in quotations beside it or in it is not counted.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    inside: Scripts,
    /// The sentence that it stands in.
    sentence: Scripts,
    /// The words around it that no Han character parts from it.
    words: Scripts,
    /// All sentences around it, up to those of the quotation that holds it.
    level: Scripts,
    before: Option<Letter>,
    after: Option<Letter>,
    /// Whether a full-width mark touches it from outside.
    wide: bool,
    single: bool,
    /// Whether it stands in brackets.
    bracketed: bool,
}

impl Facts {
    /// Whether the marks are those of Chinese text. `around` are the quotations around it, which are.
    fn is_chinese(&self, around: &[bool]) -> bool {
        let (quoted, beside) = (self.inside.han > 0, [self.before, self.after]);
        let english = |scripts: Scripts| if quoted { scripts.is_sentence() } else { scripts.is_latin() };
        if self.sentence.is_empty() {
            return match (around.is_empty(), self.level.is_empty()) {
                (false, _) => true,
                // The English of what was said before.
                _ if self.bracketed && self.inside.is_latin() => false,
                (_, false) => !english(self.level),
                _ => self.wide || !self.inside.is_latin(),
            };
        }
        if beside.contains(&Some(Letter::Han)) && (quoted || !beside.contains(&Some(Letter::Latin))) {
            return true;
        }
        let within = beside == [Some(Letter::Latin); 2];
        // Rock ‘n’ roll; and an English sentence in a Chinese one.
        let phrase = if quoted { self.words.is_sentence() } else { self.single };
        !(english(self.sentence) || within && phrase)
    }
}

/// Reads the scripts of a text, quotation by quotation.
#[derive(Default)]
struct Reader {
    sentences: Vec<Scripts>,
    /// The quotations that the place stands in, from the text itself inwards.
    levels: Vec<Level>,
    facts: Vec<Facts>,
    /// For each mark, its sentence, its words and the sentences of its level.
    places: Vec<[usize; 3]>,
    words: Vec<Scripts>,
    totals: Vec<Scripts>,
}

/// The text itself, or a quotation that is being read.
#[derive(Default)]
struct Level {
    /// Its opening mark.
    mark: Option<usize>,
    total: usize,
    words: usize,
    place: Place,
    /// The sentences around the brackets that the place stands in.
    outer: Vec<Place>,
}

/// A place in a sentence.
#[derive(Default)]
struct Place {
    sentence: usize,
    last: Option<Letter>,
    /// Quotations that ended in this sentence and had no letter behind them yet.
    ended: Vec<usize>,
}

impl Reader {
    /// The facts of each mark that opens something, by its index among `marks`.
    fn read(mut self, text: &str, marks: &[Mark], kept: impl Fn(usize) -> bool) -> Vec<Facts> {
        self.facts = vec![Facts::default(); marks.len()];
        self.places = vec![[0; 3]; marks.len()];
        self.enter(None);
        let mut next = 0;
        let mut chars = text.char_indices().peekable();
        let (mut before, mut closed) = (None, None);
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map(|(_, c)| *c);
            if marks.get(next).is_some_and(|mark| mark.at == at) {
                let mark = &marks[next];
                match mark.partner {
                    Some(partner) if partner < next => self.leave(before),
                    // What goes on in the next paragraph has the rest of this one inside.
                    _ if mark.opens() && (mark.partner.is_some() || mark.waits) => self.begin(next, mark, before),
                    _ => {}
                }
                closed = mark.partner.filter(|partner| *partner < next);
                next += 1;
            } else if !kept(at) {
                if let Some(ended) = closed.take() {
                    self.facts[ended].wide |= is_wide(c) && !c.is_alphanumeric();
                }
                self.count(c, before, after);
            }
            before = Some(c);
        }
        for (index, mark) in marks.iter().enumerate().filter(|(_, mark)| mark.opens()) {
            let [sentence, words, total] = self.places[index];
            self.facts[index].sentence = self.sentences[sentence];
            self.facts[index].words = self.words[words];
            self.facts[index].level = self.totals[total];
            if mark.waits {
                self.facts[index].inside = self
                    .levels
                    .iter()
                    .find(|level| level.mark == Some(index))
                    .map_or(Scripts::default(), |level| self.totals[level.total]);
            }
        }
        self.facts
    }

    fn enter(&mut self, mark: Option<usize>) {
        self.sentences.push(Scripts::default());
        self.totals.push(Scripts::default());
        self.words.push(Scripts::default());
        let place = Place { sentence: self.sentences.len() - 1, ..Place::default() };
        let (words, total) = (self.words.len() - 1, self.totals.len() - 1);
        self.levels.push(Level { mark, total, words, place, outer: Vec::new() });
    }

    fn begin(&mut self, index: usize, mark: &Mark, before: Option<char>) {
        if let Some(level) = self.levels.last() {
            self.places[index] = [level.place.sentence, level.words, level.total];
            self.facts[index].before = level.place.last;
            self.facts[index].bracketed = !level.outer.is_empty();
        }
        self.facts[index].single = mark.is_single();
        self.facts[index].wide = before.is_some_and(|c| is_wide(c) && !c.is_alphanumeric());
        self.enter(Some(index));
    }

    /// The quotation ends; `before` is its last character.
    fn leave(&mut self, before: Option<char>) {
        let Some(level) = self.levels.pop() else { return };
        let inside = self.totals[level.total];
        let Some(mark) = level.mark else { return };
        // Of a quotation of nothing but quotations, theirs count.
        self.facts[mark].inside = self.facts[mark].inside.with(inside);
        let of_child = self.facts[mark].inside;
        if let Some(outer) = self.levels.last_mut() {
            outer.place.ended.push(mark);
            if let Some(parent) = outer.mark
                && self.totals[outer.total].is_empty()
            {
                self.facts[parent].inside = of_child;
            }
        }
        // A quotation that is a sentence itself ends the one around it: 他说：“不去。” It is late.
        if matches!(before, Some('。' | '！' | '？' | '…')) {
            self.end_sentence();
        }
    }

    fn end_sentence(&mut self) {
        self.sentences.push(Scripts::default());
        self.words.push(Scripts::default());
        let place = Place { sentence: self.sentences.len() - 1, ..Place::default() };
        if let Some(level) = self.levels.last_mut() {
            level.place = place;
            level.words = self.words.len() - 1;
        }
    }

    /// What stands in brackets is a sentence by itself, and the one around them goes on behind.
    fn bracket(&mut self, opens: bool) {
        let Some(level) = self.levels.last_mut() else { return };
        if opens {
            level.outer.push(std::mem::take(&mut level.place));
            self.end_sentence();
        } else if let Some(outer) = level.outer.pop() {
            level.place = outer;
        }
    }

    fn count(&mut self, c: char, before: Option<char>, after: Option<char>) {
        let Some(level) = self.levels.last_mut() else { return };
        let letter = if is_han(c) {
            Letter::Han
        } else if !is_mark(c) && c.is_alphabetic() {
            Letter::Latin
        } else {
            match c {
                '（' | '(' => self.bracket(true),
                '）' | ')' => self.bracket(false),
                _ if ends_sentence(c, after) => self.end_sentence(),
                _ => {}
            }
            return;
        };
        level.place.last = Some(letter);
        for mark in level.place.ended.drain(..) {
            self.facts[mark].after = Some(letter);
        }
        if letter == Letter::Han && self.words[level.words].words > 0 {
            self.words.push(Scripts::default());
            level.words = self.words.len() - 1;
        }
        let counted =
            [&mut self.sentences[level.place.sentence], &mut self.totals[level.total], &mut self.words[level.words]];
        if letter == Letter::Han {
            counted.into_iter().for_each(|scripts| scripts.han += 1);
        } else if !before.is_some_and(|c| matches!(c, '\'' | '’') || (c.is_alphanumeric() && !is_han(c))) {
            let small = usize::from(c.is_lowercase() && before.is_none_or(char::is_whitespace));
            for scripts in counted {
                scripts.words += 1;
                scripts.small += small;
            }
        }
    }
}

/// Whether `c` is one of the marks that most texts of Chinese have.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF1F}')
}

/// Whether a sentence ends with `c`.
fn ends_sentence(c: char, after: Option<char>) -> bool {
    match c {
        '。' | '！' | '？' | '；' | '…' | '\n' => true,
        '.' | '!' | '?' => after.is_none_or(char::is_whitespace),
        _ => false,
    }
}

#[cfg(test)]
mod tests;

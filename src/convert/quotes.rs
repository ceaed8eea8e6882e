//! Quotation marks by region: “‘’” ↔ 「『』」, by the depth that they stand at.

use super::Edit;
use super::route::Side;
use super::script::is_han;
use crate::content::markdown::chars::marks;
use std::borrow::Cow;
use std::ops::Range;

/// A quotation mark of the text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    glyph: char,
    /// The mark at the other end; `None` while it has none.
    partner: Option<usize>,
    depth: usize,
    /// The sentence, of the text that the mark stands in, that holds it.
    sentence: usize,
    /// The first sentence inside the quotation.
    inside: usize,
}

/// How much of a sentence is written in which script, quotations inside it not counted.
#[derive(Clone, Copy, Debug, Default)]
struct Sentence {
    han: usize,
    words: usize,
}

impl Sentence {
    fn is_latin(self) -> bool {
        self.words > 0 && self.han < self.words
    }
}

/// The edits that give the quotation marks of `text` the form that `target` uses. `kept` tells which offsets stand in
/// text that stays as it is.
///
/// Marks are paired like brackets, so an apostrophe (Don’t) and the signs of feet and inches (5’10”) are not taken for
/// quotation marks: they close nothing. A pair whose sentence is Latin stays. The third level is like the first.
pub(super) fn edits(text: &str, target: Side, kept: impl Fn(usize) -> bool) -> Vec<Edit> {
    let foreign = match target {
        Side::Traditional => |c| matches!(c, '“' | '”' | '‘' | '’'),
        Side::Simplified => |c| matches!(c, '「' | '」' | '『' | '』'),
    };
    if !marks(text).any(|(_, c)| foreign(c)) {
        return Vec::new();
    }
    let mut reader = Reader::default();
    reader.read(text, kept);
    let mut edits = Vec::new();
    for mark in reader.marks.iter().filter(|mark| foreign(mark.glyph)) {
        if let Some(glyph) = reader.glyph(mark, text, target) {
            let range = mark.at..mark.at + mark.glyph.len_utf8();
            edits.push(Edit { range, text: Cow::Borrowed(glyph) });
        }
    }
    edits
}

/// The marks of the other region in `text`, which is written for `side`: each with what its own region uses.
pub fn foreign(text: &str, side: Side, kept: impl Fn(usize) -> bool) -> Vec<(Range<usize>, String)> {
    edits(text, side, kept).into_iter().map(|edit| (edit.range, edit.text.into_owned())).collect()
}

/// The double and corner quotation marks of `text` that have no partner, with their offsets. Single ones are apostrophes
/// as often as not.
pub fn unpaired(text: &str, kept: impl Fn(usize) -> bool) -> Vec<(usize, char)> {
    if !marks(text).any(|(_, c)| matches!(c, '“' | '”' | '「' | '」' | '『' | '』')) {
        return Vec::new();
    }
    let mut reader = Reader::default();
    reader.read(text, kept);
    let alone = reader.marks.iter().filter(|mark| mark.partner.is_none() && !matches!(mark.glyph, '‘' | '’'));
    let measure =
        |mark: &Mark| mark.glyph == '”' && text[..mark.at].chars().next_back().is_some_and(|c| c.is_ascii_digit());
    alone.filter(|mark| !measure(mark)).map(|mark| (mark.at, mark.glyph)).collect()
}

#[derive(Default)]
struct Reader {
    marks: Vec<Mark>,
    sentences: Vec<Sentence>,
    /// Opening marks that wait for their partner, by index, each with the sentence that goes on after it closes.
    open: Vec<(usize, usize)>,
}

impl Reader {
    fn read(&mut self, text: &str, kept: impl Fn(usize) -> bool) {
        self.sentences.push(Sentence::default());
        let mut sentence = 0;
        let mut chars = text.char_indices().peekable();
        let mut before = None;
        while let Some((at, c)) = chars.next() {
            let after = chars.peek().map(|(_, c)| *c);
            if kept(at) {
                // Text that is kept is no evidence and holds no marks.
            } else if matches!(c, '“' | '‘' | '「' | '『') {
                self.mark(at, c, sentence);
                self.open.push((self.marks.len() - 1, sentence));
                sentence = self.sentences.len();
                self.sentences.push(Sentence::default());
            } else if let Some(opening) = opening_of(c) {
                self.mark(at, c, sentence);
                if !is_apostrophe(c, before, after, self.open_glyphs()) && !is_measure(c, before, &text[at..]) {
                    sentence = self.close(opening).unwrap_or(sentence);
                    // A quotation that is a sentence itself ends the one around it: 他说：“不去。” It is late.
                    if matches!(before, Some('。' | '！' | '？' | '…')) {
                        sentence = self.sentences.len();
                        self.sentences.push(Sentence::default());
                    }
                }
            } else {
                self.count(c, before, sentence);
                if ends_sentence(c, after) {
                    sentence = self.sentences.len();
                    self.sentences.push(Sentence::default());
                }
            }
            before = Some(c);
        }
    }

    fn mark(&mut self, at: usize, glyph: char, sentence: usize) {
        self.marks.push(Mark {
            at,
            glyph,
            partner: None,
            depth: self.open.len(),
            sentence,
            inside: self.sentences.len(),
        });
    }

    fn open_glyphs(&self) -> impl Iterator<Item = char> {
        self.open.iter().rev().map(|(index, _)| self.marks[*index].glyph)
    }

    /// Pairs the mark just read with the nearest open `opening`; marks opened since then stay alone. Gives the sentence
    /// that goes on.
    fn close(&mut self, opening: char) -> Option<usize> {
        let position = self.open.iter().rposition(|(index, _)| self.marks[*index].glyph == opening)?;
        let (partner, outer) = self.open[position];
        self.open.truncate(position);
        let own = self.marks.len() - 1;
        self.marks[partner].partner = Some(own);
        self.marks[own] = Mark { at: self.marks[own].at, glyph: self.marks[own].glyph, ..self.marks[partner] };
        self.marks[own].partner = Some(partner);
        Some(outer)
    }

    fn count(&mut self, c: char, before: Option<char>, sentence: usize) {
        let sentence = &mut self.sentences[sentence];
        if is_han(c) {
            sentence.han += 1;
        } else if c.is_alphabetic() && !before.is_some_and(|c| c == '\'' || (c.is_alphanumeric() && !is_han(c))) {
            sentence.words += 1;
        }
    }

    /// What `mark` becomes; `None` if it stays.
    fn glyph(&self, mark: &Mark, text: &str, target: Side) -> Option<&'static str> {
        let opens = matches!(mark.glyph, '“' | '‘' | '「' | '『');
        if mark.partner.is_none() && !(opens && begins_speech(mark.glyph, &text[mark.at + mark.glyph.len_utf8()..])) {
            return None;
        }
        let outer = self.sentences[mark.sentence];
        let latin = if outer.han + outer.words > 0 { outer.is_latin() } else { self.is_latin_inside(mark) };
        if latin {
            return None;
        }
        let first = mark.depth.is_multiple_of(2);
        Some(match (target, opens, first) {
            (Side::Traditional, true, true) => "「",
            (Side::Traditional, true, false) => "『",
            (Side::Traditional, false, true) => "」",
            (Side::Traditional, false, false) => "』",
            (Side::Simplified, true, true) => "“",
            (Side::Simplified, true, false) => "‘",
            (Side::Simplified, false, true) => "”",
            (Side::Simplified, false, false) => "’",
        })
    }

    /// Whether a quotation that stands alone, with no text around it, is Latin.
    fn is_latin_inside(&self, mark: &Mark) -> bool {
        // The first sentence inside that says anything decides.
        let inside = self.sentences[mark.inside..].iter().find(|sentence| sentence.han + sentence.words > 0);
        inside.is_some_and(|sentence| sentence.is_latin())
    }
}

/// The mark that `closing` closes.
fn opening_of(closing: char) -> Option<char> {
    match closing {
        '”' => Some('“'),
        '’' => Some('‘'),
        '」' => Some('「'),
        '』' => Some('『'),
        _ => None,
    }
}

/// Whether a quotation without an end has one in a later paragraph: it must at least begin with text. A single ‘ may
/// be an elision (’tis, typed wrong), so it needs Han after it.
fn begins_speech(glyph: char, rest: &str) -> bool {
    rest.chars().next().is_some_and(|c| is_han(c) || (glyph != '‘' && c.is_alphanumeric()))
}

/// Whether ’ is an apostrophe: inside a word, or where no ‘ is open.
fn is_apostrophe(c: char, before: Option<char>, after: Option<char>, mut open: impl Iterator<Item = char>) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    c == '’' && ((letter(before) && letter(after)) || !open.any(|glyph| glyph == '‘'))
}

/// Whether ’ or ” after a number counts feet and inches: 5’10”, or 27” where another ” will end the quotation.
fn is_measure(c: char, before: Option<char>, rest: &str) -> bool {
    if !before.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let mut later = rest[c.len_utf8()..].chars();
    match c {
        '’' => later.next().is_some_and(|c| c.is_ascii_digit()),
        '”' => later.find(|c| matches!(c, '“' | '”')) == Some('”'),
        _ => false,
    }
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
mod tests {
    use super::*;
    use crate::convert::assemble::applied;

    fn check(cases: &[(&str, &str, &str)], target: Side) {
        for (text, expected, why) in cases {
            let edits = edits(text, target, |_| false);
            assert_eq!(&applied(text, &edits), expected, "{text}: {why}");
        }
    }

    #[test]
    fn to_traditional() {
        let cases = [
            ("“甲‘乙“丙”丁’戊”", "「甲『乙「丙」丁』戊」", "the third level is like the first"),
            ("他说“Don’t panic”，身高5’10”。", "他说「Don’t panic」，身高5’10”。", "an apostrophe, feet and inches"),
            ("他说“身高5’10”的人”来了", "他说「身高5’10”的人」来了", "feet and inches inside a quotation"),
            ("他买了“27”显示器”", "他买了「27”显示器」", "inches inside a quotation"),
            ("He said “头发” twice", "He said “头发” twice", "the sentence is Latin"),
            ("“Hello, world.”", "“Hello, world.”", "a Latin quotation alone"),
            ("“你好。”", "「你好。」", "a Chinese quotation alone"),
            ("他说“She said ‘hi’ to me”。", "他说「She said ‘hi’ to me」。", "the inner one stands in Latin text"),
            ("她喊：“‘冲啊’是他说的！”", "她喊：「『冲啊』是他说的！」", "two open at once"),
            ("Rust 的“所有权”", "Rust 的「所有权」", "one Latin word in a Chinese sentence"),
            ("He left. “再见”是他的话。", "He left. 「再见」是他的话。", "sentence by sentence"),
            ("他说：“第一段。", "他说：「第一段。", "a quotation that goes on in the next paragraph"),
            ("他说”中文”", "他说”中文”", "marks that close nothing are left for a person"),
            ("the students’ work 是“作业”", "the students’ work 是“作业”", "more Latin words than Han"),
            ("「已经是“这样”的」", "「已经是『这样』的」", "inside marks of the region"),
            (
                "他说：“我‘不’去。”It's fine.",
                "他说：「我『不』去。」It's fine.",
                "a sentence in quotation marks ends with them",
            ),
            ("“不去！”他说，“Why me?”", "「不去！」他说，「Why me?」", "and the one around it goes on by itself"),
            ("‘单’", "「单」", "single marks alone stand at the first level"),
        ];
        check(&cases, Side::Traditional);
    }

    #[test]
    fn to_simplified() {
        let cases = [
            ("他說「『好』」", "他說“‘好’”", "nested"),
            ("「甲『乙「丙」丁』戊」", "“甲‘乙“丙”丁’戊”", "the third level is like the first"),
            ("He wrote 「頭髮」 in it", "He wrote 「頭髮」 in it", "the sentence is Latin"),
        ];
        check(&cases, Side::Simplified);
    }
}

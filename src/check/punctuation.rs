//! Punctuation: half-width marks between Chinese characters, spaces before full-width ones, brackets without a partner.

use crate::content::markdown::chars::{is_han, is_wide, marks};
use crate::convert::document::passages::Passage;
use std::ops::Range;

/// A half-width mark that should be a full-width one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where, in the passage's text.
    pub range: Range<usize>,
    /// As it stands.
    pub glyph: String,
    /// As it should be.
    pub meant: &'static str,
    /// Marks, brackets or quotation marks: an index, since each of them may be a habit by itself.
    pub class: usize,
}

const MARKS: usize = 0;
const BRACKETS: usize = 1;
const QUOTES: usize = 2;

/// The half-width marks of `passage` that stand between Chinese characters, and how many full-width ones it has of each
/// class.
pub fn half_width(passage: &Passage<'_>) -> (Vec<Mark>, [usize; 3]) {
    let mut own = [0; 3];
    let mut found = Vec::new();
    for stretch in passage.stretches() {
        let text = &passage.text()[stretch.clone()];
        for (_, c) in marks(text) {
            match c {
                '，' | '。' | '；' | '：' | '！' | '？' | '、' => own[MARKS] += 1,
                '（' => own[BRACKETS] += 1,
                '“' | '「' | '『' => own[QUOTES] += 1,
                _ => {}
            }
        }
        let ascii = |byte: u8| matches!(byte, b',' | b'.' | b';' | b':' | b'!' | b'?' | b'(' | b'"');
        if !text.is_ascii() && text.bytes().any(ascii) {
            found.extend(
                in_stretch(text).into_iter().map(|mark| Mark {
                    range: mark.range.start + stretch.start..mark.range.end + stretch.start,
                    ..mark
                }),
            );
        }
    }
    (found, own)
}

fn in_stretch(text: &str) -> Vec<Mark> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, c) in text.bytes().map(char::from).enumerate().filter(|(_, c)| c.is_ascii_punctuation()) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        let mark = |end: usize, meant, class| Mark { range: at..end, glyph: text[at..end].to_owned(), meant, class };
        match c {
            ',' | ';' | ':' | '!' | '?' | '.' if is_between(before, after, c) => {
                found.push(mark(at + 1, full(c), MARKS));
            }
            '(' if at >= done => {
                let Some(length) = closing(after) else { continue };
                let inside = &after[..length];
                if chinese_end(before.trim_end()) && inside.chars().next().is_some_and(is_han) && ends_han(inside) {
                    found.push(Mark { glyph: "(…)".into(), ..mark(at + length + 2, "（…）", BRACKETS) });
                }
                done = at + length + 2;
            }
            '"' if at >= done => {
                let Some(length) = after.find('"') else { break };
                let inside = &after[..length];
                let near = chinese_end(before) || after[length + 1..].chars().next().is_some_and(is_wide);
                if near && inside.chars().next().is_some_and(is_han) && ends_han(inside) {
                    found.push(Mark { glyph: "\"…\"".into(), ..mark(at + length + 2, "“…”", QUOTES) });
                }
                done = at + length + 2;
            }
            _ => {}
        }
    }
    found
}

/// Whether a mark stands between Chinese characters: right behind one, and before one, perhaps with a space.
fn is_between(before: &str, after: &str, mark: char) -> bool {
    let (Some(left), Some(right)) = (before.chars().next_back(), after.trim_start_matches(' ').chars().next()) else {
        return false;
    };
    let behind = is_han(left) || matches!(left, '”' | '」' | '』' | '》' | '）');
    let ahead = is_han(right) || matches!(right, '“' | '「' | '『' | '《' | '（');
    let numerals = "〇零一二三四五六七八九十百千两兩";
    let ratio = mark == ':' && numerals.contains(left) && numerals.contains(right);
    // A full stop without a space after it may part the names of a path or of files.
    let spaced = after.starts_with(' ');
    behind && ahead && !ratio && (mark != '.' || spaced || is_sentence(before))
}

/// Whether what ends here is long enough for a sentence.
fn is_sentence(before: &str) -> bool {
    before.chars().rev().take_while(|c| is_han(*c)).count() > 4
}

fn chinese_end(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| is_han(c) || matches!(c, '，' | '。' | '：' | '、' | '；' | '」'))
}

fn ends_han(text: &str) -> bool {
    text.chars().next_back().is_some_and(|c| is_han(c) || is_wide(c))
}

/// Where the bracket that was opened before `text` is closed.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn full(mark: char) -> &'static str {
    match mark {
        ',' => "，",
        ';' => "；",
        ':' => "：",
        '!' => "！",
        '?' => "？",
        _ => "。",
    }
}

/// The spaces before full-width marks, each with its mark.
pub fn spaces(passage: &Passage<'_>) -> Vec<Range<usize>> {
    let text = passage.text();
    let mut found = Vec::new();
    // Few texts have a space before a character of three bytes at all.
    let wide = |at: usize| text.as_bytes().get(at + 1).is_some_and(|byte| *byte >= 0xE0);
    if !memchr::memchr_iter(b' ', text.as_bytes()).any(wide) && !text.contains('\u{3000}') {
        return found;
    }
    for (at, c) in marks(text) {
        if !matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | '）' | '」' | '』' | '》') {
            continue;
        }
        let before = text[..at].trim_end_matches([' ', '\u{3000}']);
        let start = before.len();
        // Marks with nothing but spaces between them are a list of marks.
        let last = before.chars().next_back().filter(|c| is_wide(*c) && !c.is_alphanumeric());
        let mark = last.is_some_and(|last| passage.is_together(&(start - last.len_utf8()..at)));
        let range = start..at + c.len_utf8();
        if start < at && !mark && !passage.is_kept(at) && passage.is_together(&range) {
            found.push(range);
        }
    }
    found
}

/// The full-width brackets of a passage that have no partner.
pub fn brackets(passage: &Passage<'_>) -> Vec<(usize, char)> {
    let text = passage.text();
    let (mut open, mut alone) = (Vec::new(), Vec::new());
    let of_pairs = |c: char| matches!(c, '（' | '）' | '《' | '》' | '【' | '】');
    for (at, c) in marks(text).filter(|(at, c)| of_pairs(*c) && !passage.is_kept(*at)) {
        let opening = match c {
            '（' | '《' | '【' => {
                open.push((at, c));
                continue;
            }
            '）' => '（',
            '》' => '《',
            '】' => '【',
            _ => continue,
        };
        match open.iter().rposition(|(_, glyph)| *glyph == opening) {
            Some(found) => alone.extend(open.drain(found..).skip(1)),
            None if !is_label(&text[..at]) => alone.push((at, c)),
            None => {}
        }
    }
    alone.extend(open);
    alone
}

/// Whether a bracket that closes after `before` ends a number or a face: `1）`, `：）`.
fn is_label(before: &str) -> bool {
    let word = before.trim_start().rsplit(|c: char| c.is_whitespace() || "，。；：、".contains(c)).next();
    let short = word.is_some_and(|word| !word.is_empty() && word.chars().count() <= 3);
    short || before.ends_with(['：', '；', ':', ';'])
}

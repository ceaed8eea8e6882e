//! Whether a term fits: whether it may be a word where it stands, or lies across the words that are really there.

use std::ops::Range;

use super::Words;
use super::lattice::{STRETCH, Stretch, Token};

/// How many characters on each side of the term are divided with it.
const AROUND: usize = 10;
/// The cost of a term that the dictionary does not know, in tenths of a nat: that of a word of middling frequency.
const TERM: u32 = 90;

impl Words {
    /// Whether `range` of `text` may be taken for a word by someone who knows it to be one: 视频 in 看视频吧, but not in
    /// 电视频道; 范 in 姓范的, but not in 示范.
    ///
    /// The division with the term as a word must cost no more than the likeliest. A term of several characters may also
    /// be a part of a longer word, as 程序 is of 计算机程序, as long as it crosses none.
    pub fn fits(&self, text: &str, range: &Range<usize>) -> bool {
        let (stretch, term) = self.around(text, range);
        if term.is_empty() {
            return true;
        }
        let all = 0..stretch.len;
        let own = self.cost(&stretch, term.clone(), true).min(TERM);
        let with =
            self.cost(&stretch, all.start..term.start, false) + own + self.cost(&stretch, term.end..all.end, false);
        let surname = term.len() == 1 && text[..range.start].ends_with('姓');
        surname || with <= self.cost(&stretch, all, false) || (term.len() > 1 && self.crosses_none(&stretch, &term))
    }

    /// Whether no word of the likeliest division has one end inside `term` and the other outside.
    fn crosses_none(&self, stretch: &Stretch, term: &Range<usize>) -> bool {
        let mut tokens = [Token::default(); STRETCH];
        let count = stretch.divide(&self.tables, &mut tokens, |_, _| {});
        let inside = |at: usize| term.start < at && at < term.end;
        tokens[..count].iter().all(|token| {
            let holds = token.start <= term.start && term.end <= token.end;
            let held = term.start <= token.start && token.end <= term.end;
            holds || held || !(inside(token.start) || inside(token.end))
        })
    }

    /// The characters around `range`, and which of them are the term; none of it where it is too long, or does not begin
    /// and end with characters that words could hold.
    fn around(&self, text: &str, range: &Range<usize>) -> (Stretch, Range<usize>) {
        let mut stretch = Stretch::new();
        let code = |c: char| if c < '\u{3400}' { 0 } else { self.tables.code(c) };
        let before: Vec<u16> =
            text[..range.start].chars().rev().map(code).take_while(|code| *code != 0).take(AROUND).collect();
        let term: Vec<u16> = text[range.clone()].chars().map(code).collect();
        let after = text[range.end..].chars().map(code).take_while(|code| *code != 0).take(AROUND);
        if term.len() > STRETCH - 2 * AROUND || [term.first(), term.last()].contains(&Some(&0)) {
            return (stretch, 0..0);
        }
        let place = before.len()..before.len() + term.len();
        for code in before.into_iter().rev().chain(term).chain(after) {
            stretch.codes[stretch.len] = code;
            stretch.len += 1;
        }
        (stretch, place)
    }

    /// What the likeliest division of a part of a stretch costs; with `whole`, the part as one word, however rare.
    fn cost(&self, stretch: &Stretch, part: Range<usize>, whole: bool) -> u32 {
        let mut best = [u32::MAX; STRETCH + 1];
        best[part.start] = 0;
        for start in part.clone() {
            let so_far = best[start];
            stretch.words_at(&self.tables, start, |end, cost, _| {
                if end <= part.end && so_far < u32::MAX && (!whole || (start, end) == (part.start, part.end)) {
                    best[end] = best[end].min(so_far + cost);
                }
            });
        }
        best[part.end]
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Direction, Standard, Words};

    #[test]
    fn a_term_is_no_part_of_other_words() {
        let words = Words::new(Direction::ToTraditional(Standard::Taiwan), &[]);
        let cases = [
            ("看视频吧", "视频", true),
            ("电视频道", "视频", false),
            ("姓范的人", "范", true),
            ("他的示范很好", "范", false),
            ("余华的小说", "余华", true),
            ("其余的人", "余", false),
            ("写程序的程序员", "程序", true),
            ("计算机程序", "程序", true),
            ("少数组织", "数组", false),
            ("数组织成", "数组", true),
            ("用 Rust 写", "Rust", true),
        ];
        for (text, term, expected) in cases {
            let at = text.find(term).unwrap();
            assert_eq!(words.fits(text, &(at..at + term.len())), expected, "{term} in {text}");
        }
    }
}

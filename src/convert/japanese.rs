//! Japanese that nobody marked: words that mix forms no Chinese script mixes, and Han beside kana.

use super::engine;
use super::route::Side;
use super::script::{Traits, is_han, is_kana, traits};
use std::ops::Range;

/// How many characters that prove nothing may stand between two that belong together.
const GAP: usize = 3;

/// How many characters of Chinese before a word tell whether it begins with a word of theirs.
const WORD: usize = 6;

/// The parts of `text` that look Japanese, in order.
///
/// Two signs are taken: kana with Han beside it (学生の部屋), and one word that holds both a form that Japan
/// shortened and one that Japan kept and Simplified Chinese did not (国語, 日本国憲法, 図書館). A word ends at anything
/// but Han and kana, and at characters that Japanese does not write. A の alone may stand in Chinese for 的 (优の面条), and
/// then what is written beside it tells.
pub(super) fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut word = Word::default();
    for (at, c) in text.char_indices() {
        let traits = traits(c);
        let kana = is_kana(c);
        if (!kana && !is_han(c)) || traits.any(Traits::CHINESE) || foreign(traits) {
            word.finish(&mut found);
            continue;
        }
        word.take(at, c.len_utf8(), kana, traits, &mut found);
    }
    word.finish(&mut found);
    found.retain(|word| !is_simplified(text, word));
    found
}

/// Whether a `word` whose only sign is の goes on in Simplified Chinese: a character that Japanese lacks stands right behind
/// it, or right before its の, or in one word with its beginning (东京の国会, but not 学习日本の文化).
fn is_simplified(text: &str, word: &Range<usize>) -> bool {
    let own = |c: char| {
        let traits = traits(c);
        let new = traits.any(Traits::SHINJITAI);
        (is_kana(c) && c != 'の')
            || (new && !traits.any(Traits::SIMPLIFIED))
            || (traits.any(Traits::TRADITIONAL) && !new)
    };
    let written = &text[word.clone()];
    if !written.contains('の') || written.chars().any(own) {
        return false;
    }
    let simplified = |c: Option<char>| c.is_some_and(|c| foreign(traits(c)));
    let before = &text[..word.start];
    // What stands before it, as far as it may be one word with it.
    let length: usize = before.chars().rev().take(WORD).take_while(|c| is_han(*c)).map(char::len_utf8).sum();
    let ends = |word: &Range<usize>| engine::fits(text, &(word.start - length..word.start), Side::Simplified);
    simplified(text[word.end..].chars().next())
        || (simplified(before.chars().next_back()) && (written.starts_with('の') || !ends(word)))
}

/// Gives the parts of `text` between the words that kana shows to be Japanese: what their characters look like says
/// nothing about the Chinese beside them.
pub(super) fn without<'t>(text: &'t str, mut part: impl FnMut(&'t str)) {
    let mut from = 0;
    if text.chars().any(is_kana) {
        for word in find(text).into_iter().filter(|word| text[word.clone()].chars().any(is_kana)) {
            part(&text[from..word.start]);
            from = word.end;
        }
    }
    part(&text[from..]);
}

/// A form that only Simplified Chinese has: Japan shortened it otherwise or not at all.
fn foreign(traits: Traits) -> bool {
    traits.any(Traits::SIMPLIFIED) && !traits.any(Traits::SHINJITAI)
}

/// A stretch of characters that Japanese could have, and the signs seen in it.
#[derive(Default)]
struct Word {
    range: Option<Range<usize>>,
    new: bool,
    old: bool,
    kana: bool,
    /// Characters since the last sign.
    quiet: usize,
}

impl Word {
    fn take(&mut self, at: usize, length: usize, kana: bool, traits: Traits, found: &mut Vec<Range<usize>>) {
        let new = traits.any(Traits::SHINJITAI);
        let old = traits.any(Traits::TRADITIONAL) && !new;
        if new || old || kana {
            if self.quiet > GAP && self.signed() {
                self.finish(found);
            }
            self.quiet = 0;
        } else {
            self.quiet += 1;
        }
        self.new |= new;
        self.old |= old;
        self.kana |= kana;
        self.range = Some(self.range.as_ref().map_or(at, |range| range.start)..at + length);
    }

    fn signed(&self) -> bool {
        self.new || self.old || self.kana
    }

    fn finish(&mut self, found: &mut Vec<Range<usize>>) {
        let word = std::mem::take(self);
        if let Some(range) = word.range.filter(|_| word.kana || (word.new && word.old)) {
            found.push(range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_words_are_found_and_chinese_ones_are_not() {
        let cases: &[(&str, &[&str], &str)] = &[
            ("日本的「国語」科目、「日本国憲法」", &["国語", "日本国憲法"], "short and long forms in one word"),
            ("他在图书馆学习国語教育", &["国語教育"], "习 is no Japanese form, so the word begins after it"),
            ("学生の部屋", &["学生の部屋"], "kana beside Han"),
            ("我们去図書館吧", &["去図書館"], "a form that only Japan has, beside one that it kept"),
            ("中国的国会开会了", &[], "all of it is Simplified"),
            ("中國的國會開會了", &[], "all of it is Traditional"),
            ("繁體的「憲法」和简体的“宪法”", &[], "two scripts, but never in one word"),
            ("峰會上發表講話，床上溫習", &[], "Taiwan writes 峰 and 床 as Japan does"),
            ("计算机程序", &[], "plain"),
            ("东京の国会议事堂", &[], "议 is no Japanese form, and goes on in the word"),
            ("优の面条", &[], "优 is none, and の stands for 的"),
            ("东京の面条", &[], "东京 is one word"),
            ("我们学习日本の文化，东京大学の学生", &["日本の文化"], "习 and 日本 are two words, 东京大学 is one"),
            ("去東京の店买东西", &["去東京の店"], "a form that Simplified lacks"),
            ("优しい面条", &["しい面条"], "other kana are no 的"),
            ("群眾", &[], "Taiwan and Hong Kong write 群, though OpenCC's own Traditional has 羣"),
        ];
        for (text, expected, why) in cases {
            let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(&found, expected, "{text}: {why}");
        }
    }

    /// Japanese is found beside Chinese, not in it: no phrase of the dictionaries looks Japanese as Taiwan and Hong Kong
    /// write it.
    #[test]
    fn no_traditional_phrase_looks_japanese() {
        use crate::convert::words::{Direction, Standard, Words};
        let phrases =
            include_str!("../../dictionaries/opencc/STPhrases.txt").lines().filter(|line| !line.starts_with('#'));
        let phrases: Vec<&str> = phrases.filter_map(|line| line.split('\t').next()).collect();
        for standard in [Standard::Taiwan, Standard::HongKongPress] {
            let words = Words::new(Direction::ToTraditional(standard), &[]);
            let written = phrases.iter().map(|phrase| words.convert(phrase));
            let wrong: Vec<_> = written.filter(|written| !find(written).is_empty()).collect();
            assert!(wrong.is_empty(), "{standard:?}: {wrong:?}");
        }
    }
}

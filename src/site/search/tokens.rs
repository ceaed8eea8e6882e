//! What is looked for: characters of scripts that write no spaces, one by one, and words of all others.
//!
//! The rules stand a second time in `theme/scripts/search.js`, which reads what is asked by them. A test in a browser holds
//! the two together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A step in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'t> {
    /// A character that stands for itself, folded.
    Character(char),
    /// A word, as it is written.
    Word(&'t str),
    /// Punctuation or the end of a block: no phrase reaches across it unless it has some at the same place.
    Gap,
}

/// The tokens of a text. Spaces alone are no gap: Rust 语言 and Rust语言 are the same.
pub fn tokens<'t>(text: &'t str, mut each: impl FnMut(Token<'t>)) {
    let mut word = None;
    let mut apart = false;
    let mut last = None;
    for (at, c) in text.char_indices() {
        let alone = stands_alone(c);
        let letter = !alone && (c.is_alphanumeric() || (word.is_some() && !c.is_ascii() && is_combining_mark(c)));
        if letter {
            word.get_or_insert(at);
            continue;
        }
        if let Some(from) = word.take() {
            gap(&mut apart, &mut last, &mut each);
            each(Token::Word(&text[from..at]));
            last = Some(());
        }
        if alone {
            gap(&mut apart, &mut last, &mut each);
            each(Token::Character(c));
            last = Some(());
        } else if !c.is_whitespace() || c == '\n' {
            apart = true;
        }
    }
    if let Some(from) = word {
        gap(&mut apart, &mut last, &mut each);
        each(Token::Word(&text[from..]));
    }
}

/// One gap for however many signs stand between two tokens; none before the first.
fn gap<'t>(apart: &mut bool, last: &mut Option<()>, each: &mut impl FnMut(Token<'t>)) {
    if std::mem::take(apart) && last.is_some() {
        each(Token::Gap);
    }
}

/// Whether a character is looked for by itself: those of scripts without spaces (Unicode's blocks of Han, Kana, Bopomofo,
/// Hangul, Thai, Lao, Myanmar and Khmer).
pub fn stands_alone(c: char) -> bool {
    // Most characters are asked no further.
    if c < '\u{0E00}' || ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return c >= '\u{4E00}';
    }
    let block = matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{11FF}' | '\u{1780}'..='\u{17FF}' | '\u{2E80}'..='\u{A4CF}'
        | '\u{A960}'..='\u{A97F}' | '\u{AC00}'..='\u{D7FF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FFDC}'
        | '\u{20000}'..='\u{3FFFF}');
    block && c.is_alphanumeric()
}

/// A word as it is looked for: without accents, in small letters, full-width letters as usual ones.
pub fn folded(word: &str, into: &mut String) {
    if word.is_ascii() {
        into.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        into.extend(word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut out = Vec::new();
        tokens(text, |token| {
            out.push(match token {
                Token::Character(c) => c.to_string(),
                Token::Word(word) => {
                    let mut key = String::new();
                    folded(word, &mut key);
                    key
                }
                Token::Gap => "|".into(),
            });
        });
        out.join(" ")
    }

    #[test]
    fn texts_in_tokens() {
        // (text, its tokens, why)
        let cases = [
            ("软件", "软 件", "Han characters stand alone"),
            ("你好，世界。", "你 好 | 世 界", "punctuation parts, at the end it parts nothing"),
            ("Rust 语言", "rust 语 言", "a space is nothing"),
            ("Rust语言", "rust 语 言", "nor is none"),
            ("foo_bar-baz", "foo | bar | baz", "signs inside a name part as well"),
            ("Émile Ｚ", "emile z", "accents, case and width are folded"),
            ("e\u{301}t", "et", "marks belong to their letter"),
            ("かな 한글", "か な 한 글", "Kana and Hangul"),
            ("……《书》——", "书", "signs alone are nothing"),
            ("a\nb", "a | b", "blocks are apart"),
            ("第3章", "第 3 章", "digits are words"),
        ];
        for (text, wanted, why) in cases {
            assert_eq!(shown(text), wanted, "{why}");
        }
    }
}

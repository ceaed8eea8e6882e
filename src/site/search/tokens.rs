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
pub fn tokens<'t>(text: &'t str, each: impl FnMut(Token<'t>)) {
    let mut steps = Steps { each, apart: false, begun: false };
    let bytes = text.as_bytes();
    let mut word = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() {
            word.get_or_insert(at);
            at += 1;
            while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                at += 1;
            }
            continue;
        }
        let c = if byte.is_ascii() { char::from(*byte) } else { text[at..].chars().next().unwrap_or_default() };
        let sign = is_sign(c);
        let alone = !sign && stands_alone(c);
        let letter = !sign && !alone && (c.is_alphanumeric() || (word.is_some() && is_combining_mark(c)));
        if letter {
            word.get_or_insert(at);
        } else {
            if let Some(from) = word.take() {
                steps.add(Token::Word(&text[from..at]));
            }
            if alone {
                steps.add(Token::Character(c));
            } else if !c.is_whitespace() || c == '\n' {
                steps.apart = true;
            }
        }
        at += c.len_utf8();
    }
    if let Some(from) = word {
        steps.add(Token::Word(&text[from..]));
    }
}

/// Tokens as they are given out.
struct Steps<F> {
    each: F,
    /// Whether signs stood since the last token.
    apart: bool,
    begun: bool,
}

impl<'t, F: FnMut(Token<'t>)> Steps<F> {
    /// Gives out a token. Before it one gap for however many signs stand between two; none before the first.
    fn add(&mut self, token: Token<'t>) {
        if std::mem::take(&mut self.apart) && self.begun {
            (self.each)(Token::Gap);
        }
        self.begun = true;
        (self.each)(token);
    }
}

/// Whether a character is a sign or a space for certain: nearly all of those that texts hold, so that tables need not be asked.
fn is_sign(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{FF00}'..='\u{FF0F}'
            | '\u{FF1A}'..='\u{FF20}')
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
        let from = into.len();
        into.push_str(word);
        into[from..].make_ascii_lowercase();
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
    fn no_letter_is_taken_for_a_sign() {
        let signs = ('\u{80}'..=char::MAX).filter(|c| is_sign(*c));
        let wrong: Vec<char> =
            signs.filter(|c| c.is_alphanumeric() || is_combining_mark(*c) || stands_alone(*c)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
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

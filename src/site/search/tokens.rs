//! What is looked for: characters of scripts that write no spaces, one by one, and words of all others.
//!
//! The rules stand a second time in `theme/scripts/search.js`, which reads what is asked by them. A test in a browser holds
//! the two together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Who takes the tokens of a text, one after the other.
pub trait Taker {
    /// Punctuation or the end of a block stands between two tokens, however much of it: no phrase reaches across that unless
    /// it has some at the same place.
    fn gap(&mut self);
    /// A character that stands for itself.
    fn character(&mut self, c: char);
    /// The same for one from U+4E00 to U+9FFF, which nearly all are.
    fn han(&mut self, c: u16);
    /// A word, as it is written.
    fn word(&mut self, word: &str);
}

/// Reads the tokens of a text. Spaces alone are nothing: Rust 语言 and Rust语言 are the same.
pub fn read(text: &str, taker: &mut impl Taker) {
    let mut signs = Signs::default();
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        match CLASSES[usize::from(*byte)] {
            Class::Space => at += 1,
            Class::Sign => {
                signs.apart = true;
                at += 1;
            }
            Class::Han if starts_han(&text.as_bytes()[at..]) => {
                signs.end(taker);
                at = han(text.as_bytes(), at, taker);
            }
            Class::Letter => {
                signs.end(taker);
                at = word(text, at, taker);
            }
            Class::Han | Class::Other => {
                let c = character(text, at);
                if is_mark(c) {
                    signs.apart = true;
                    at += c.len_utf8();
                } else if stands_alone(c) {
                    signs.end(taker);
                    taker.character(c);
                    at += c.len_utf8();
                } else if is_letter(c) {
                    signs.end(taker);
                    at = word(text, at, taker);
                } else {
                    signs.apart |= !c.is_whitespace();
                    at += c.len_utf8();
                }
            }
        }
    }
}

/// What stood between the tokens.
#[derive(Default)]
struct Signs {
    /// Whether there were signs since the last token.
    apart: bool,
    /// Whether there was a token.
    begun: bool,
}

impl Signs {
    /// Before a token: one gap for however many signs stand between two, none before the first.
    fn end(&mut self, taker: &mut impl Taker) {
        if self.apart && self.begun {
            taker.gap();
        }
        (self.apart, self.begun) = (false, true);
    }
}

/// Whether a character from U+4E00 to U+9FFF begins here, all of which are Han and stand alone.
#[inline]
fn starts_han(text: &[u8]) -> bool {
    matches!(text, [0xE5..=0xE9, ..] | [0xE4, 0xB8..=0xFF, ..])
}

/// Takes the row of such characters that begins at a place; gives where it ends.
#[inline]
fn han(text: &[u8], from: usize, taker: &mut impl Taker) -> usize {
    let (rows, _) = text[from..].as_chunks::<3>();
    let mut long = 0;
    for [a, b, c] in rows {
        if !starts_han(&[*a, *b]) {
            break;
        }
        let bits = |byte: u8| u16::from(byte & 0x3F);
        taker.han(u16::from(*a) << 12 | bits(*b) << 6 | bits(*c));
        long += 3;
    }
    from + long
}

/// Takes the word that begins at a place; gives where it ends.
fn word(text: &str, from: usize, taker: &mut impl Taker) -> usize {
    let mut at = from;
    let is_no_letter = |byte: &u8| !matches!(CLASSES[usize::from(*byte)], Class::Letter);
    loop {
        let Some(letters) = text.as_bytes()[at..].iter().position(is_no_letter) else {
            at = text.len();
            break;
        };
        at += letters;
        if !matches!(CLASSES[usize::from(text.as_bytes()[at])], Class::Other) {
            break;
        }
        let c = character(text, at);
        if stands_alone(c) || !(is_letter(c) || is_combining_mark(c)) {
            break;
        }
        at += c.len_utf8();
    }
    taker.word(&text[from..at]);
    at
}

/// The character at a place.
#[inline]
fn character(text: &str, at: usize) -> char {
    // Nearly all that is not ASCII takes three bytes.
    if let Some([a @ 0xE0..0xF0, b, c]) = text.as_bytes().get(at..at + 3) {
        let bits = |byte: u8| u32::from(byte & 0x3F);
        char::from_u32(u32::from(a & 0xF) << 12 | bits(*b) << 6 | bits(*c)).unwrap_or_default()
    } else {
        text[at..].chars().next().unwrap_or_default()
    }
}

/// What a byte says of the character that begins there.
#[derive(Clone, Copy)]
enum Class {
    /// A letter or digit of ASCII.
    Letter,
    /// A space of ASCII, which is nothing; the end of a line is a sign.
    Space,
    /// Any other character of ASCII.
    Sign,
    /// A character from U+4000 to U+9FFF: Han, and from U+4E00 on all of these stand alone.
    Han,
    /// Only the character itself says it.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < classes.len() {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => Class::Letter,
            b' ' | b'\t' | b'\r' | 0x0B | 0x0C => Class::Space,
            ..0x80 => Class::Sign,
            0xE4..=0xE9 => Class::Han,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

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
    block && is_letter(c)
}

/// Whether a character is a letter or a digit.
fn is_letter(c: char) -> bool {
    !is_sign(c) && c.is_alphanumeric()
}

/// Whether a character is one of the usual marks of Chinese text, none of which is a space.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{FF00}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}')
}

/// Whether a character is a sign or a space for certain: nearly all of those outside ASCII that texts hold, so that tables
/// need not be asked.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{FF00}'..='\u{FF0F}'
        | '\u{FF1A}'..='\u{FF20}')
}

/// A word as it is looked for: without accents, in small letters, full-width letters as usual ones.
pub fn folded(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Taker for Vec<String> {
        fn gap(&mut self) {
            self.push("|".into());
        }
        fn character(&mut self, c: char) {
            self.push(c.into());
        }
        fn han(&mut self, c: u16) {
            self.push(char::from_u32(u32::from(c)).unwrap().into());
        }
        fn word(&mut self, word: &str) {
            self.push(folded(word));
        }
    }

    fn shown(text: &str) -> String {
        let mut out = Vec::new();
        read(text, &mut out);
        out.join(" ")
    }

    #[test]
    fn no_letter_is_taken_for_a_sign() {
        let signs = ('\u{80}'..=char::MAX).filter(|c| is_sign(*c));
        let wrong: Vec<char> =
            signs.filter(|c| c.is_alphanumeric() || is_combining_mark(*c) || stands_alone(*c)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(('\u{80}'..=char::MAX).filter(|c| is_mark(*c)).all(|c| is_sign(c) && !c.is_whitespace()));
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

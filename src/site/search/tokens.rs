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
    /// The same for one from U+4E00 to U+9FFF, which nearly all are: how many of them stand before it.
    fn han(&mut self, at: u16);
    /// A word as it is written, if it is one of those that most are.
    fn short(&mut self, word: Short);
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
            Class::Han if text.as_bytes()[at..].first_chunk().is_some_and(|c| han(*c).is_some()) => {
                signs.end(taker);
                let (row, _) = text.as_bytes()[at..].as_chunks();
                for c in row.iter().map_while(|c| han(*c)) {
                    taker.han(c);
                    at += 3;
                }
            }
            Class::Letter => {
                signs.end(taker);
                if let Some(word) = Short::read(text.as_bytes(), at) {
                    taker.short(word);
                    at += word.long();
                    // Mostly a space follows, and the next word.
                    at += usize::from(text.as_bytes().get(at) == Some(&b' '));
                } else {
                    at = word(text, at, taker);
                }
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

/// Which character from U+4E00 to U+9FFF this is, all of which are Han and stand alone.
#[inline]
fn han([a, b, c]: [u8; 3]) -> Option<u16> {
    let bits = |byte: u8| u32::from(byte & 0x3F);
    let at = (u32::from(a) << 12 | bits(b) << 6 | bits(c)).wrapping_sub(0xE_4E00);
    (at < HAN as u32).then_some(at as u16)
}

/// The character that is `at` in the row of them.
pub fn han_at(at: u16) -> char {
    char::from_u32(0x4E00 + u32::from(at)).unwrap_or_default()
}

/// How many of them there are.
pub const HAN: usize = 0x5200;

/// A word of at most eight bytes, all of them in one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short(pub u64);

impl Short {
    /// A word, if it is short enough. None has a byte that is zero.
    #[inline]
    pub fn of(word: &str) -> Option<Self> {
        let word = word.as_bytes();
        // Two halves that may overlap: the same bits fall on each other then.
        if let (Some(first), Some(last)) = (word.first_chunk::<4>(), word.last_chunk::<4>()) {
            let [first, last] = [first, last].map(|half| u64::from(u32::from_le_bytes(*half)));
            return (word.len() <= 8).then(|| Self(first | last << (8 * (word.len() - 4))));
        }
        Some(Self(word.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte))))
    }

    /// The word that begins at a place, if it has at most seven letters, all of ASCII, and more than these are there.
    #[inline]
    fn read(text: &[u8], at: usize) -> Option<Self> {
        let some = u64::from_le_bytes(*text.get(at..)?.first_chunk()?);
        let letters = letters(some);
        let next = some.checked_shr(8 * letters)? as u8;
        let is_all = !matches!(CLASSES[usize::from(next)], Class::Letter | Class::Other);
        is_all.then(|| Self(some & !(u64::MAX << (8 * letters))))
    }

    /// How many bytes it has.
    #[inline]
    pub fn long(self) -> usize {
        8 - self.0.leading_zeros() as usize / 8
    }

    /// The word.
    pub fn text(self) -> String {
        String::from_utf8_lossy(&self.0.to_le_bytes()[..self.long()]).into_owned()
    }
}

/// With how many letters or digits of ASCII eight bytes begin, the lowest first. All are looked at together: what is added to
/// the lower seven bits of each reaches its highest bit from a certain character on.
#[inline]
fn letters(bytes: u64) -> u32 {
    const EACH: u64 = u64::MAX / 0xFF;
    const HIGHEST: u64 = EACH * 0x80;
    let from = |bytes: u64, c: u8| bytes + EACH * u64::from(0x80 - c);
    let low = bytes & !HIGHEST;
    let small = low | (EACH * 0x20);
    let digits = from(low, b'0') & !from(low, b'9' + 1);
    let letters = from(small, b'a') & !from(small, b'z' + 1);
    let others = !(digits | letters) | bytes;
    (others & HIGHEST).trailing_zeros() / 8
}

/// Takes the word that begins at a place; gives where it ends.
fn word(text: &str, from: usize, taker: &mut impl Taker) -> usize {
    let mut at = from;
    let is_no_letter = |byte: &u8| !matches!(CLASSES[usize::from(*byte)], Class::Letter);
    loop {
        while let Some(some) = text.as_bytes()[at..].first_chunk()
            && letters(u64::from_le_bytes(*some)) == 8
        {
            at += 8;
        }
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
        fn han(&mut self, at: u16) {
            self.push(han_at(at).into());
        }
        fn short(&mut self, word: Short) {
            self.push(folded(&word.text()));
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
    fn letters_are_told_apart_from_all_other_bytes() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = *b"a0Zz9A5m";
                bytes[place] = byte;
                let wanted = if byte.is_ascii_alphanumeric() { 8 } else { place };
                assert_eq!(letters(u64::from_le_bytes(bytes)) as usize, wanted, "{bytes:?}");
            }
        }
    }

    #[test]
    fn short_words_are_their_bytes() {
        for word in ["a", "ab", "abc", "abcd", "abcdefg", "abcdefgh", "été", "Z9"] {
            let short = Short::of(word).unwrap();
            assert_eq!((short.text(), short.long()), (word.to_owned(), word.len()));
            if word.is_ascii() && word.len() < 8 {
                assert_eq!(Short::read(format!("-{word} and more").as_bytes(), 1), Some(short), "{word}");
            }
        }
        assert_eq!(Short::of("abcdefghi"), None);
        assert_eq!(Short::read("éabcéabcdefgh".as_bytes(), 2), None, "a letter follows that is not of ASCII");
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
            ("one seventh, eighteen", "one seventh | eighteen", "words of seven letters and of eight"),
            ("cafe\u{301}s or cafés", "cafes or cafes", "a word does not end where ASCII does"),
            ("a一龥鿿𠮷b㐀", "a 一 龥 鿿 𠮷 b 㐀", "Han of all blocks"),
        ];
        for (text, wanted, why) in cases {
            assert_eq!(shown(text), wanted, "{why}");
        }
    }
}

//! Words counted as readers count them: a Han character, a kana or a sign of bopomofo is one by itself, other letters and
//! digits make one together.

use super::chars::{counts_alone, is_wide};

/// The first bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;
/// The last bit of each of eight bytes.
const ONE: u64 = 0x0101_0101_0101_0101;

/// What a character is to a count of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    /// A word by itself.
    Alone,
    /// Part of a word.
    Letter,
    /// Neither begins nor ends a word: an apostrophe, a hyphen.
    Within,
    /// Ends a word.
    Gap,
}

impl Unit {
    /// The common ones come first.
    fn of(c: char) -> Self {
        match c {
            _ if c.is_ascii_alphanumeric() => Self::Letter,
            _ if c.is_ascii_whitespace() => Self::Gap,
            _ if c.is_ascii() => Self::Within,
            '\u{4E00}'..='\u{9FFF}' => Self::Alone,
            '—' | '…' | '\u{3000}'..='\u{3004}' | '\u{FF01}'..='\u{FF0F}' => Self::Gap,
            _ if counts_alone(c) => Self::Alone,
            _ if c.is_alphanumeric() => Self::Letter,
            _ if c.is_whitespace() || is_wide(c) => Self::Gap,
            _ => Self::Within,
        }
    }
}

/// How many words there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Characters that are a word each.
    pub wide: u64,
    /// Words of letters.
    pub words: u64,
    /// Whether a word of letters may go on.
    pub in_word: bool,
}

impl Count {
    /// All of them.
    pub fn all(self) -> u64 {
        self.wide + self.words
    }

    /// Counts `text`.
    pub fn add(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            at = self.ascii(bytes, at);
            // Three bytes that begin so are a Han character, from U+4E00 to U+9FFF.
            let from = at;
            while let Some(&lead @ 0xE4..=0xE9) = bytes.get(at)
                && (lead > 0xE4 || bytes.get(at + 1) >= Some(&0xB8))
            {
                at += 3;
            }
            if at > from {
                self.wide += (at - from) as u64 / 3;
                self.in_word = false;
                continue;
            }
            let Some(c) = text[at..].chars().next() else { return };
            self.one(c);
            at += c.len_utf8();
        }
    }

    /// Counts `c`.
    pub fn one(&mut self, c: char) {
        match Unit::of(c) {
            Unit::Alone => {
                self.wide += 1;
                self.in_word = false;
            }
            Unit::Letter => {
                self.words += u64::from(!self.in_word);
                self.in_word = true;
            }
            Unit::Gap => self.in_word = false,
            Unit::Within => {}
        }
    }

    /// Counts the bytes of ASCII from `at` on, eight at a time, and gives where they end.
    fn ascii(&mut self, bytes: &[u8], mut at: usize) -> usize {
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let eight = u64::from_le_bytes(*eight);
            if eight & HIGH != 0 {
                break;
            }
            // In each byte the first bit says whether the byte is at least what is added to 0x80.
            let least = |bytes: u64, from: u8| bytes + ONE * u64::from(0x80 - from);
            if !least(eight, b' ') & HIGH != 0 {
                break;
            }
            let lower = eight | (ONE * 0x20);
            let alphabetic = least(lower, b'a') & !least(lower, b'z' + 1);
            let digits = least(eight, b'0') & !least(eight, b'9' + 1);
            let letters = gathered(alphabetic | digits);
            let within = gathered(least(eight, b' ' + 1)) & !letters;
            // Where a word goes on behind a letter and what stands within words: an addition carries through all of that.
            let before = letters << 1 | u32::from(self.in_word);
            let on = letters | ((within ^ (within + (before & within))) & within);
            self.words += u64::from((letters & !(on << 1 | u32::from(self.in_word))).count_ones());
            self.in_word = on >> 7 & 1 == 1;
            at += 8;
        }
        while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii()) {
            self.one(char::from(*byte));
            at += 1;
        }
        at
    }
}

/// The first bits of eight bytes as the eight last bits of a number, that of the first byte last.
fn gathered(bytes: u64) -> u32 {
    ((((bytes & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080)) >> 56) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(text: &str) -> Count {
        let mut count = Count::default();
        count.add(text);
        count
    }

    #[test]
    fn han_characters_and_latin_words_count_one_each() {
        let cases = [
            ("一二三四五 six seven eight", 8),
            ("Rust（所有权）", 4),
            ("don't re-read", 2),
            ("-- 'a' --b c-", 3),
            ("ひらがなカタカナ", 8),
            ("한국어 낱말", 2),
            ("3.14 e5", 2),
            ("，。！", 0),
        ];
        for (text, words) in cases {
            assert_eq!(count(text).all(), words, "{text}");
        }
    }

    proptest! {
        /// Eight bytes at a time, from wherever a text begins, count as one by one.
        #[test]
        fn many_at_a_time_count_as_one_by_one(text in "([a-zA-Z0-9 '.\\-@\\[`{/:\t\n\u{7f}]{0,12}|[一é，丂䷀\u{4DFF}…ｱ한]){0,8}", cut in 0..100usize) {
            let mut each = Count::default();
            text.chars().for_each(|c| each.one(c));
            prop_assert_eq!(count(&text), each, "{}", text);
            let cut = text.floor_char_boundary(cut.min(text.len()));
            let mut parts = Count::default();
            parts.add(&text[..cut]);
            parts.add(&text[cut..]);
            prop_assert_eq!(parts, each, "{}", text);
        }
    }
}

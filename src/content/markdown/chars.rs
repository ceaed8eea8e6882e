//! What Markdown needs to know about characters: which are wide, which count as words, which no page may hold.

/// Whether `c` is an East Asian wide or full-width character, punctuation included, emoji not (UAX #11, `W` and `F`).
pub fn is_wide(c: char) -> bool {
    if c < '\u{1100}' {
        return false;
    }
    matches!(u32::from(c),
        0x4E00..=0x9FFF | 0x1100..=0x115F | 0x2329..=0x232A | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xA960..=0xA97C | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF | 0xFE10..=0xFE19 | 0xFE30..=0xFE6F | 0xFF01..=0xFF60 | 0xFFE0..=0xFFE6
        | 0x16FE0..=0x18DF2 | 0x1AFF0..=0x1B2FB | 0x1F200..=0x1F265 | 0x20000..=0x3FFFD)
}

/// Whether a line end beside `c` may vanish: wide, but no Hangul, which writes spaces between words. In a Chinese text
/// the quotation marks, dashes and ellipses that Chinese shares with other languages count as wide too.
pub fn joins(c: char, chinese: bool) -> bool {
    match c {
        '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '‥' => chinese,
        '\u{1100}'..='\u{115F}' | '\u{A960}'..='\u{A97C}' | '\u{AC00}'..='\u{D7A3}' | '\u{3130}'..='\u{318F}' => false,
        '\u{FFA0}'..='\u{FFDC}' => false,
        _ => is_wide(c),
    }
}

/// Whether `c` counts as one word by itself: Han, kana, bopomofo.
pub fn counts_alone(c: char) -> bool {
    matches!(u32::from(c),
        0x3005..=0x3007 | 0x3021..=0x3029 | 0x3041..=0x3096 | 0x309D..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF
        | 0x3105..=0x312F | 0x31A0..=0x31BF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0x2E80..=0x2FD5 | 0xFF66..=0xFF9D | 0x1AFF0..=0x1B16F | 0x20000..=0x3FFFD)
}

/// Whether `c` is a Han character.
pub fn is_han(c: char) -> bool {
    matches!(u32::from(c),
        0x3005..=0x3007 | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2E80..=0x2FD5 | 0x20000..=0x3FFFD)
}

/// The characters of `text` among which all punctuation of Chinese is, with their offsets, and hardly a Han character: those
/// whose first byte is that of “, 「 or （.
pub fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    memchr::memchr3_iter(0xE2, 0xE3, 0xEF, text.as_bytes()).filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
}

/// Whether no HTML page may hold `c`: controls but tab and line ends, and noncharacters (HTML, 13.2.3.5).
pub fn is_forbidden(c: char) -> bool {
    let code = u32::from(c);
    matches!(code, 0..=8 | 0xB..=0xC | 0xE..=0x1F | 0x7F..=0x9F | 0xFDD0..=0xFDEF) || code & 0xFFFE == 0xFFFE
}

/// Whether `c` is a variation selector, which belongs to the character before it.
pub fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_follows_the_unicode_annex() {
        for c in "中文「」，。！（）ＡかカㄅA한".chars().filter(|c| !c.is_ascii()) {
            assert!(is_wide(c), "{c}");
        }
        for c in "aé“”…—·→∇😀Ж".chars() {
            assert!(!is_wide(c), "{c}");
        }
    }

    #[test]
    fn punctuation_is_found_by_its_first_byte() {
        let all = "“”‘’…—「」『』《》〈〉【】（），。；：！？、";
        assert_eq!(marks(all).map(|(_, c)| c).collect::<String>(), all);
        assert_eq!(marks("他说：“好”。").collect::<Vec<_>>(), [(6, '：'), (9, '“'), (15, '”'), (18, '。')]);
    }

    #[test]
    fn quotes_join_lines_in_chinese_only_and_hangul_never() {
        assert!(joins('“', true) && !joins('“', false));
        assert!(joins('。', false) && joins('か', false));
        assert!(!joins('한', true) && !joins('a', true));
    }
}

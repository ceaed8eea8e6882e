//! Bytes to text: UTF-8 or a message that names the encoding it looks like.

/// Why bytes are not a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The offset of the first byte that is not UTF-8, from 0. Messages count bytes from 1, as `cmp` does.
    pub offset: usize,
    /// The line of that byte, from 1.
    pub line: u32,
    /// What the bytes look like: `UTF-16LE`, `GB18030`, `Big5`…, [`EITHER`] where they are too few to tell; `None` if
    /// nothing fits.
    pub looks_like: Option<&'static str>,
}

/// Decodes a source file: UTF-8, a byte-order mark at its start taken off. Line ends stay as they are.
///
/// # Errors
/// When the bytes are not UTF-8. Nothing is replaced, so no byte is lost in silence.
pub fn decode(bytes: impl AsRef<[u8]>) -> Result<String, DecodeError> {
    let bytes = bytes.as_ref();
    if bytes.starts_with(&[0xFF, 0xFE, 0, 0]) || bytes.starts_with(&[0, 0, 0xFE, 0xFF]) {
        let looks_like = if bytes[0] == 0xFF { "UTF-32LE" } else { "UTF-32BE" };
        return Err(DecodeError { offset: 0, line: 1, looks_like: Some(looks_like) });
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let looks_like = if bytes[0] == 0xFF { "UTF-16LE" } else { "UTF-16BE" };
        return Err(DecodeError { offset: 0, line: 1, looks_like: Some(looks_like) });
    }
    // The quick check says only whether it holds; where the first wrong byte is, the standard library knows.
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        // English in UTF-16 is UTF-8 with a NUL beside every letter.
        if let Some(offset) = memchr::memchr(0, bytes)
            && let Some(looks_like) = four_bytes(bytes).or_else(|| two_bytes(bytes, 4))
        {
            return Err(DecodeError { offset, line: 1, looks_like: Some(looks_like) });
        }
        return Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned());
    }
    let offset = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    let line = memchr::memchr_iter(b'\n', &bytes[..offset]).count() + 1;
    Err(DecodeError { offset, line: u32::try_from(line).unwrap_or(u32::MAX), looks_like: guess(bytes) })
}

fn sample(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(1 << 16)]
}

/// Which UTF-16 `bytes` look like: more than one in `share` of all bytes are zero at even or at odd places, and few of the
/// others.
fn two_bytes(bytes: &[u8], share: usize) -> Option<&'static str> {
    let sample = sample(bytes);
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    match (odd * share > sample.len(), even * share > sample.len()) {
        (true, false) => Some("UTF-16LE"),
        (false, true) => Some("UTF-16BE"),
        _ => None,
    }
}

/// Which UTF-32 `bytes` are, every four of them a character; none of them zero.
fn four_bytes(bytes: &[u8]) -> Option<&'static str> {
    let units = || sample(bytes).chunks_exact(4).map(|unit| <[u8; 4]>::try_from(unit).unwrap_or_default());
    let all = |order: fn([u8; 4]) -> u32| units().all(|unit| char::from_u32(order(unit)).is_some_and(|c| c != '\0'));
    match () {
        () if bytes.len() < 4 || !bytes.len().is_multiple_of(4) => None,
        () if all(u32::from_le_bytes) => Some("UTF-32LE"),
        () if all(u32::from_be_bytes) => Some("UTF-32BE"),
        () => None,
    }
}

/// Which UTF-16 `bytes` are that hold hardly anything but Chinese, and so few zeros: those of line ends and letters of ASCII,
/// which no other encoding of Chinese has.
fn wide_alone(bytes: &[u8]) -> Option<&'static str> {
    let chinese = |unit: u16| matches!(unit, 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF);
    let latin = |unit: u16| matches!(unit, 9 | 10 | 13 | 0x20..=0x7E);
    let units = || sample(bytes).chunks_exact(2).map(|unit| [unit[0], unit[1]]);
    let fits = |order: fn([u8; 2]) -> u16| {
        if units().all(|unit| chinese(order(unit))) {
            return true;
        }
        let count = |is: &dyn Fn(u16) -> bool| units().filter(|unit| is(order(*unit))).count();
        let (wide, narrow) = (count(&chinese), count(&latin));
        narrow > 0 && wide > narrow && (wide + narrow) * 10 > units().count() * 9
    };
    match () {
        () if bytes.len() < 8 || !bytes.len().is_multiple_of(2) => None,
        () if fits(u16::from_le_bytes) => Some("UTF-16LE"),
        () if fits(u16::from_be_bytes) => Some("UTF-16BE"),
        () => None,
    }
}

/// What a Chinese text of a few characters looks like that may be in both.
pub const EITHER: &str = "GB18030 or Big5";

/// Bytes beyond ASCII that a detector can tell encodings by. With fewer, it guesses languages that nobody meant.
const ENOUGH: usize = 24;

/// The encoding that `bytes` look like: UTF-32 or UTF-16 by their form, anything else by the detector that Firefox uses,
/// where there is enough text for it.
fn guess(bytes: &[u8]) -> Option<&'static str> {
    if let Some(name) = four_bytes(bytes).or_else(|| two_bytes(bytes, 8)).or_else(|| wide_alone(bytes)) {
        return Some(name);
    }
    let sample = sample(bytes);
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    let detected = match encoding.name() {
        "GBK" | "gb18030" => Some("GB18030"),
        "windows-1252" => None,
        other => Some(other),
    };
    if bytes.iter().filter(|byte| !byte.is_ascii()).count() >= ENOUGH {
        return detected;
    }
    // The characters in daily use come first in both: 3,755 in GB 2312, 5,401 in Big5, which has second bytes of ASCII.
    match (is_common(sample, &(0xB0..=0xD7), false), is_common(sample, &(0xA4..=0xC6), true)) {
        (true, true) => Some(EITHER),
        (true, false) => Some("GB18030"),
        (false, true) => Some("Big5"),
        // So little tells no alphabet from another.
        (false, false) => {
            detected.filter(|name| matches!(*name, "GB18030" | "Big5" | "Shift_JIS" | "EUC-JP" | "EUC-KR"))
        }
    }
}

/// Whether `bytes`, in an encoding of one and two bytes, hold only such pairs that begin with one of `common` or, as
/// punctuation does, with 0xA1 to 0xA3; and one of the former at least. A letter right behind a pair that ends in a letter
/// is European: `Ärzte`.
fn is_common(bytes: &[u8], common: &std::ops::RangeInclusive<u8>, with_ascii: bool) -> bool {
    let (mut at, mut some) = (0, false);
    while let Some(&first) = bytes.get(at) {
        at += 1;
        if first.is_ascii() {
            continue;
        }
        let Some(&second) = bytes.get(at) else { return false };
        let next = bytes.get(at + 1).copied().unwrap_or_default();
        let european = second.is_ascii_alphabetic() && next.is_ascii_lowercase();
        let sound = matches!(second, 0xA1..=0xFE) || with_ascii && matches!(second, 0x40..=0x7E);
        let is_one = common.contains(&first);
        if european || !sound || !(is_one || matches!(first, 0xA1..=0xA3)) {
            return false;
        }
        some |= is_one;
        at += 1;
    }
    some
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_goes_and_the_rest_stays() {
        assert_eq!(decode("\u{FEFF}a\r\n").unwrap(), "a\r\n");
    }

    #[test]
    fn other_encodings_are_named() {
        let (gb, _, _) = encoding_rs::GB18030.encode("简体中文的文章，用旧编码写成。没有人再用它了。");
        assert_eq!(decode(&gb).unwrap_err().looks_like, Some("GB18030"));
        let (big5, _, _) = encoding_rs::BIG5.encode("繁體中文的文章，用舊編碼寫成。沒有人再用它了。");
        assert_eq!(decode(&big5).unwrap_err().looks_like, Some("Big5"));
        assert_eq!(decode([0xFF, 0xFE, 0x2D, 0x4E]).unwrap_err().looks_like, Some("UTF-16LE"));
        // Without a byte-order mark these bytes are UTF-8, full of NULs.
        let utf16 = |order: fn(u16) -> [u8; 2]| "Hello,\nworld".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        assert_eq!(decode(utf16(u16::to_le_bytes)).unwrap_err().looks_like, Some("UTF-16LE"));
        assert_eq!(decode(utf16(u16::to_be_bytes)).unwrap_err().looks_like, Some("UTF-16BE"));
        // A few characters: what may be either is said so, and no third language is guessed.
        for text in ["测试", "# 标题\n", "Hello 你好 world", "title: 中\n", "简体中文，好"] {
            let (gb, _, _) = encoding_rs::GB18030.encode(text);
            let seems = decode(&gb).unwrap_err().looks_like;
            assert!(matches!(seems, Some("GB18030" | EITHER)), "{text}: {seems:?}");
        }
        for text in ["頭", "頭髮", "# 標題\n", "Hello 你好 world", "title: 中\n", "繁體中文，好", "測試 a"]
        {
            let (big5, _, _) = encoding_rs::BIG5.encode(text);
            let seems = decode(&big5).unwrap_err().looks_like;
            assert!(matches!(seems, Some("Big5" | EITHER)), "{text}: {seems:?}");
        }
        for text in ["café", "naïve", "Ärzte", "Zoë", "Übung", "Größe Äpfel"] {
            let (western, _, _) = encoding_rs::WINDOWS_1252.encode(text);
            assert_eq!(decode(&western).unwrap_err().looks_like, None, "{text}");
        }
        for text in ["# 标题\n\nHello", "Hi", "标题文字", "𠮷"] {
            let bytes = |order: fn(u32) -> [u8; 4]| text.chars().flat_map(|c| order(c.into())).collect::<Vec<u8>>();
            assert_eq!(decode(bytes(u32::to_le_bytes)).unwrap_err().looks_like, Some("UTF-32LE"), "{text}");
            assert_eq!(decode(bytes(u32::to_be_bytes)).unwrap_err().looks_like, Some("UTF-32BE"), "{text}");
        }
        let marked = [&[0xFF, 0xFE, 0, 0, b'a', 0, 0, 0][..], &[0, 0, 0xFE, 0xFF, 0, 0, 0, b'a']];
        assert_eq!(marked.map(|bytes| decode(bytes).unwrap_err().looks_like), [Some("UTF-32LE"), Some("UTF-32BE")]);
        let wide: Vec<u8> = "标题文字".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(wide).unwrap_err().looks_like, Some("UTF-16BE"));
        let text = "# 标题\n\n这里是一篇全是汉字的文章，只有行尾才有一个字节是零。“引号”和——破折号，也不妨碍它。\r\n"
            .repeat(40);
        for (order, name) in [(u16::to_le_bytes as fn(u16) -> [u8; 2], "UTF-16LE"), (u16::to_be_bytes, "UTF-16BE")] {
            let bytes: Vec<u8> = text.encode_utf16().flat_map(order).collect();
            assert_eq!(decode(bytes).unwrap_err().looks_like, Some(name));
        }
        for encoding in [encoding_rs::GB18030, encoding_rs::BIG5, encoding_rs::SHIFT_JIS] {
            let (bytes, _, _) = encoding.encode("# 一\n\n中文文章文字天地人大小。\n");
            let seems = decode(bytes.repeat(40)).unwrap_err().looks_like;
            assert!(!seems.is_some_and(|name| name.starts_with("UTF-16")), "{seems:?}");
        }
        assert_eq!(decode("some \0 text").unwrap(), "some \0 text");
        assert_eq!(decode("a\0b").unwrap(), "a\0b", "an odd number of bytes is no UTF-16");
        assert_eq!(decode("# N\0UL").unwrap(), "# N\0UL", "one NUL is no encoding");
        let error = decode(b"ab\n\xff\xff").unwrap_err();
        assert_eq!((error.offset, error.line), (3, 2));
    }
}

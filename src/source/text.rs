//! Bytes to text: UTF-8 or a message that names the encoding it looks like.

/// Why bytes are not a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// The offset of the first byte that is not UTF-8.
    pub offset: usize,
    /// The line of that byte, from 1.
    pub line: u32,
    /// What the bytes look like: `UTF-16LE`, `GB18030`, `Big5`…; `None` if nothing fits.
    pub looks_like: Option<&'static str>,
}

/// Decodes a source file: UTF-8, a byte-order mark at its start taken off. Line ends stay as they are.
///
/// # Errors
/// When the bytes are not UTF-8. Nothing is replaced, so no byte is lost in silence.
pub fn decode(bytes: impl AsRef<[u8]>) -> Result<String, DecodeError> {
    let bytes = bytes.as_ref();
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let looks_like = if bytes[0] == 0xFF { "UTF-16LE" } else { "UTF-16BE" };
        return Err(DecodeError { offset: 0, line: 1, looks_like: Some(looks_like) });
    }
    // The quick check says only whether it holds; where the first wrong byte is, the standard library knows.
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        // English in UTF-16 is UTF-8 with a NUL beside every letter.
        if let Some(offset) = memchr::memchr(0, bytes)
            && let Some(looks_like) = two_bytes(bytes, 4)
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
    match (odd * share > sample.len(), even * share > sample.len()) {
        (true, false) => Some("UTF-16LE"),
        (false, true) => Some("UTF-16BE"),
        _ => None,
    }
}

/// The encoding that `bytes` look like, by the detector that Firefox uses.
fn guess(bytes: &[u8]) -> Option<&'static str> {
    if let Some(name) = two_bytes(bytes, 8) {
        return Some(name);
    }
    let sample = sample(bytes);
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    match encoding.name() {
        "GBK" | "gb18030" => Some("GB18030"),
        "windows-1252" => None,
        other => Some(other),
    }
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
        assert_eq!(decode("some \0 text").unwrap(), "some \0 text");
        assert_eq!(decode("# N\0UL").unwrap(), "# N\0UL", "one NUL is no encoding");
        let error = decode(b"ab\n\xff\xff").unwrap_err();
        assert_eq!((error.offset, error.line), (3, 2));
    }
}

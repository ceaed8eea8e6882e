//! How large a picture is, from the first bytes of its file, so that a page keeps its place free before it has come. The
//! one door to the reader of picture formats.

use crate::source::{Files, RelPath};

/// How much of a file is read: what cameras and editors write before the size fits.
const START: usize = 256 << 10;

/// The width and height in pixels of the picture at `path`; `None` where they cannot be told.
pub fn size(files: &Files, path: &RelPath) -> Option<(u32, u32)> {
    let start = files.read_start(path, START).ok()?;
    of_bytes(&start, path.extension() == Some("svg"))
}

fn of_bytes(start: &[u8], svg: bool) -> Option<(u32, u32)> {
    let (width, height) = if svg {
        of_svg(&String::from_utf8_lossy(start))?
    } else {
        let size = imagesize::blob_size(start).ok()?;
        let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
        if lies_on_its_side(start) { (height, width) } else { (width, height) }
    };
    (width > 0 && height > 0).then_some((width, height))
}

/// Whether a JPEG says that it is to be turned by a quarter, which browsers do (EXIF 2.3, tag 0x0112, values 5 to 8).
fn lies_on_its_side(jpeg: &[u8]) -> bool {
    orientation(jpeg).is_some_and(|value| (5..=8).contains(&value))
}

fn orientation(jpeg: &[u8]) -> Option<u16> {
    let mut rest = jpeg.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        let [0xFF, marker, high, low, ..] = *rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let segment = rest.get(4..2 + length)?;
        match (marker, segment.strip_prefix(b"Exif\0\0")) {
            (0xE1, Some(tiff)) => return of_tiff(tiff),
            // The picture begins: nothing was said.
            (0xDA, _) => return None,
            _ => rest = &rest[2 + length..],
        }
    }
}

/// The orientation in the first directory of a TIFF header.
fn of_tiff(tiff: &[u8]) -> Option<u16> {
    let little = tiff.starts_with(b"II");
    let two = |at: usize| {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let four = |at: usize| {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let directory = usize::try_from(four(4)?).ok()?;
    let entries = (0..usize::from(two(directory)?)).map(|entry| directory + 2 + 12 * entry);
    entries.into_iter().find(|entry| two(*entry) == Some(0x0112)).and_then(|entry| two(entry + 8))
}

/// The size that an SVG's first element gives: its `width` and `height` in pixels, or those of its `viewBox`.
fn of_svg(text: &str) -> Option<(u32, u32)> {
    let at = text.find("<svg")?;
    let tag = &text[at..at + text[at..].find('>')?];
    let pixels = |name: &str| {
        let value = attribute(tag, name)?;
        let value = value.strip_suffix("px").unwrap_or(value);
        whole(value.parse().ok()?)
    };
    let view = || {
        let numbers = attribute(tag, "viewBox")?.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
        let numbers: Vec<f64> = numbers.map_while(|part| part.parse().ok()).collect();
        match numbers[..] {
            [_, _, width, height] => Some((whole(width)?, whole(height)?)),
            _ => None,
        }
    };
    pixels("width").zip(pixels("height")).or_else(view)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be a size that a picture has")]
fn whole(number: f64) -> Option<u32> {
    let rounded = number.round();
    (1.0..=100_000.0).contains(&rounded).then_some(rounded as u32)
}

/// The value of an attribute of an XML tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let before = tag[..at].chars().next_back()?;
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        before.is_whitespace().then(|| value[1..].split(quote).next().map(str::trim)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_gives_its_size_or_that_of_its_view() {
        let cases = [
            ("<?xml?><svg width=\"120\" height='80px' viewBox=\"0 0 1 1\">", Some((120, 80))),
            ("<svg xmlns=\"x\" viewBox=\"0 0 24.4 12\">", Some((24, 12))),
            ("<svg viewBox='0,0,30,40' stroke-width=\"2\" width=\"100%\">", Some((30, 40))),
            ("<svg width=\"10em\" height=\"2em\">", None),
            ("<svg width=\"-1\" height=\"2\">", None),
            ("<svg", None),
            ("no picture", None),
        ];
        for (text, expected) in cases {
            assert_eq!(of_bytes(text.as_bytes(), true), expected, "{text}");
        }
    }

    /// A JPEG of 4 by 2 pixels as far as its size, with an orientation before it.
    fn jpeg(orientation: u8) -> Vec<u8> {
        let mut bytes = b"\xFF\xD8\xFF\xE1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
        bytes.extend([orientation, 0, 0, 0, 0, 0, 0]);
        bytes.extend(b"\xFF\xC0\x00\x0B\x08\x00\x02\x00\x04\x01\x01\x11\x00");
        bytes
    }

    #[test]
    fn pixels_are_counted_as_the_reader_sees_the_picture() {
        assert_eq!(of_bytes(&jpeg(1), false), Some((4, 2)));
        assert_eq!(of_bytes(&jpeg(6), false), Some((2, 4)));
        let gif = b"GIF89a\x03\x00\x05\x00\x00\x00\x00";
        assert_eq!(of_bytes(gif, false), Some((3, 5)));
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x07\0\0\0\x09\x08\x06\0\0\0";
        assert_eq!(of_bytes(png, false), Some((7, 9)));
    }

    #[test]
    fn what_is_no_picture_has_no_size() {
        for bytes in [&b""[..], b"\xFF\xD8", b"\xFF\xD8\xFF\xE1\x00\x02", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"text"] {
            assert_eq!(of_bytes(bytes, false), None, "{bytes:?}");
        }
        for length in 0..60 {
            of_bytes(&jpeg(6)[..length.min(jpeg(6).len())], false);
        }
    }
}

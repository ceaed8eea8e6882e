//! What a server should say about a file: its type with its charset, and how long it may be kept.

use crate::resolve::address::SEARCH_INDEX;
use crate::site::kinds;
use crate::source::RelPath;

/// How many hexadecimal digits at least make a hash of a part of a name.
const DIGITS: usize = 8;

/// The value of `Content-Type`.
pub fn content_type(path: &RelPath) -> &'static str {
    let name = name(path);
    // Feeds are Atom; only their name tells them from a sitemap.
    if name == "feed.xml" {
        return "application/atom+xml; charset=utf-8";
    }
    kinds::of(name)
}

/// The value of `Cache-Control`: a name that carries its content's hash never means anything else and is kept for a year;
/// a page is asked for again after a minute, everything else after an hour.
pub fn cache_control(path: &RelPath) -> &'static str {
    if is_hashed(path) {
        "public, max-age=31536000, immutable"
    } else if super::is_page(path) {
        "public, max-age=60, must-revalidate"
    } else {
        "public, max-age=3600"
    }
}

/// Whether a name carries a hash: `app.3f2a9c1b.js`, `index-0b1c2d3e4f.css`. Digits alone may be a date, and letters
/// alone a word, but not where yiben itself gave the name.
pub fn is_hashed(path: &RelPath) -> bool {
    let name = name(path);
    let Some((stem, _)) = name.rsplit_once('.') else { return false };
    let ours = name.starts_with("yiben.") || path.parts().next() == Some(SEARCH_INDEX);
    let Some((_, last)) = stem.rsplit_once(['.', '-']) else { return false };
    let hexadecimal = last.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    let has = |of: fn(&u8) -> bool| last.as_bytes().iter().any(of);
    last.len() >= DIGITS && hexadecimal && (ours || (has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase)))
}

fn name(path: &RelPath) -> &str {
    path.as_str().rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_say_their_charset() {
        let path = |text: &str| RelPath::new(text).unwrap();
        for (name, wanted) in [
            ("zh-hant/指南/index.html", "text/html; charset=utf-8"),
            ("en/feed.xml", "application/atom+xml; charset=utf-8"),
            ("sitemap.xml", "application/xml; charset=utf-8"),
            ("assets/yiben.js", "text/javascript; charset=utf-8"),
            ("PHOTO.JPG", "image/jpeg"),
            ("CNAME", "application/octet-stream"),
        ] {
            assert_eq!(content_type(&path(name)), wanted, "{name}");
        }
    }

    #[test]
    fn only_a_name_with_a_hash_is_kept_for_ever() {
        let path = |text: &str| RelPath::new(text).unwrap();
        for (name, immutable) in [
            ("assets/yiben.3f2a9c1b.css", true),
            ("search/index-0b1c2d3e4f.json", true),
            ("assets/yiben.12345678.css", true),
            ("search-index/en/0.12345678.bin", true),
            ("search-index/en.json", false),
            ("assets/yiben.css", false),
            // A date.
            ("photo-20240101.jpg", false),
            // A word of hexadecimal letters.
            ("the-deadbeef.png", false),
            ("3f2a9c1b.css", false),
            ("index.html", false),
        ] {
            assert_eq!(cache_control(&path(name)).contains("immutable"), immutable, "{name}");
        }
        assert!(cache_control(&path("en/index.html")).contains("max-age=60"));
    }
}

//! What kind of file a name stands for, as servers tell browsers.

/// Endings with their media types. Texts say that they are UTF-8, since everything that yiben writes is.
const KINDS: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("htm", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json; charset=utf-8"),
    ("map", "application/json; charset=utf-8"),
    ("webmanifest", "application/manifest+json; charset=utf-8"),
    ("xml", "application/xml; charset=utf-8"),
    ("atom", "application/atom+xml; charset=utf-8"),
    ("rss", "application/rss+xml; charset=utf-8"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("vtt", "text/vtt; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/x-icon"),
    ("woff", "font/woff"),
    ("woff2", "font/woff2"),
    ("ttf", "font/ttf"),
    ("otf", "font/otf"),
    ("mp3", "audio/mpeg"),
    ("oga", "audio/ogg"),
    ("ogg", "audio/ogg"),
    ("ogv", "video/ogg"),
    ("wav", "audio/wav"),
    ("m4a", "audio/mp4"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("pdf", "application/pdf"),
    ("epub", "application/epub+zip"),
    ("wasm", "application/wasm"),
    ("zip", "application/zip"),
    ("gz", "application/gzip"),
];

/// What a file without a known ending is.
const UNKNOWN: &str = "application/octet-stream";

/// The media type of a file by its name.
pub fn of(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    KINDS.iter().find(|(known, _)| *known == ending).map_or(UNKNOWN, |(_, kind)| kind)
}

/// Whether compressing a file of this media type is worth the while: texts, not what is packed already.
pub fn is_text(kind: &str) -> bool {
    kind.contains("charset=") || kind == "application/wasm"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_carry_their_charset() {
        assert_eq!(of("a/index.html"), "text/html; charset=utf-8");
        assert_eq!(of("LOGO.SVG"), "image/svg+xml; charset=utf-8");
        assert_eq!((of("a.png"), of("LICENSE"), of("archive.tar.xyz")), ("image/png", UNKNOWN, UNKNOWN));
        assert!(is_text(of("a.css")) && !is_text(of("a.woff2")));
    }
}

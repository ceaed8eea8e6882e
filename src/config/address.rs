//! Addresses: where a site stands, and how paths inside it are written as URLs.

use idna::AsciiDenyList;
use std::fmt;
use std::ops::Range;

/// Where a site stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// `https://example.org`; empty when no base-url is configured.
    pub origin: String,
    /// The path, `/` or `/book/`: begins and ends with a slash.
    pub path: String,
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self { origin: String::new(), path: "/".to_owned() }
    }
}

impl BaseUrl {
    /// Reads `https://example.org/book`; a missing slash at the end is added.
    ///
    /// # Errors
    /// What is wrong, and where.
    pub fn parse(text: &str) -> Result<Self, Wrong> {
        let (scheme, rest) = text.split_once("://").ok_or("needs a scheme: `https://…`")?;
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return Err("must begin with `https://` or `http://`".into());
        }
        if rest.contains(['?', '#']) {
            return Err("cannot have a query or a fragment".into());
        }
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_forbidden(*c)) {
            return Err(Wrong { why: forbidden(c), at: Some(at..at + c.len_utf8()) });
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() {
            return Err("has no host".into());
        }
        if let Some((secret, _)) = host.rsplit_once('@') {
            let start = scheme.len() + "://".len();
            return Err(Wrong {
                why: "names a user, which every page would show".into(),
                at: Some(start..start + secret.len() + 1),
            });
        }
        let host = in_ascii(host).ok_or("has a host that no name on the internet can be")?;
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| matches!(*part, "." | "..")) {
            return Err("cannot have `.` or `..` in its path".into());
        }
        let path = if parts.is_empty() { "/".to_owned() } else { format!("/{}/", decoded(&parts.join("/"))) };
        Ok(Self { origin: format!("{}://{host}", scheme.to_ascii_lowercase()), path })
    }

    /// What a page's `href` says for `permalink`, a path from the site's root such as `/zh-hans/指南/`: with the base
    /// path before it, percent-encoded.
    pub fn href(&self, permalink: &str) -> String {
        let base = self.path.trim_end_matches('/');
        let mut href = String::with_capacity(base.len() + permalink.len() + 8);
        encode(base, &mut href);
        if !permalink.starts_with('/') {
            href.push('/');
        }
        encode(permalink, &mut href);
        href
    }

    /// The whole URL of `permalink`; `None` when the site does not know where it stands.
    pub fn absolute(&self, permalink: &str) -> Option<String> {
        (!self.origin.is_empty()).then(|| format!("{}{}", self.origin, self.href(permalink)))
    }
}

/// What is wrong with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The end of a sentence that begins with the address.
    pub why: String,
    /// The part of the address that it is about, where it is not all of it.
    pub at: Option<Range<usize>>,
}

impl From<&str> for Wrong {
    fn from(why: &str) -> Self {
        Self { why: why.to_owned(), at: None }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

/// Whether no address may hold a character, not even one that is written for people (RFC 3987, section 2.2).
fn is_forbidden(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c)
}

fn forbidden(c: char) -> String {
    match c {
        ' ' => "holds a space, which no address may hold".to_owned(),
        c if c.is_whitespace() || c.is_control() || c == '`' => {
            format!("holds U+{:04X}, which no address may hold", u32::from(c))
        }
        c => format!("holds `{c}`, which no address may hold"),
    }
}

/// A host as machines write it: a name in other letters than ASCII's by the rules of IDNA (UTS 46), and its port as it stands.
fn in_ascii(host: &str) -> Option<String> {
    if host.is_ascii() {
        return Some(host.to_owned());
    }
    let is_port = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) => (name, &host[name.len()..]),
        _ => (host, ""),
    };
    let name = idna::domain_to_ascii_cow(name.as_bytes(), AsciiDenyList::URL).ok()?;
    (!name.is_empty()).then(|| format!("{name}{port}"))
}

/// Takes percent-encoding back, since [`encode`] adds it again; what is not UTF-8 then stays as it was written.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// Appends `path` as the path of a URL (RFC 3986, section 3.3): everything that is no `pchar` or slash is
/// percent-encoded from its UTF-8 bytes. A percent sign is a character like others.
fn encode(path: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_urls() {
        let book = BaseUrl { origin: "https://example.org".into(), path: "/书/".into() };
        assert_eq!(book.href("/a b/100%/"), "/%E4%B9%A6/a%20b/100%25/");
        assert_eq!(book.absolute("/").unwrap(), "https://example.org/%E4%B9%A6/");
        let root = BaseUrl { origin: String::new(), path: "/".into() };
        assert_eq!((root.href("/feed.xml").as_str(), root.absolute("/")), ("/feed.xml", None));
    }

    #[test]
    fn addresses_are_split_into_origin_and_path() {
        // (address, origin, path)
        let cases = [
            ("https://example.org", "https://example.org", "/"),
            ("https://example.org/", "https://example.org", "/"),
            ("HTTP://example.org:8080/a//b", "http://example.org:8080", "/a/b/"),
            ("https://example.org/%E6%9B%B8", "https://example.org", "/書/"),
            ("https://例え.jp/書/", "https://xn--r8jz45g.jp", "/書/"),
            ("https://例子.com:8080", "https://xn--fsqu00a.com:8080", "/"),
            ("https://例子。測試/", "https://xn--fsqu00a.xn--g6w251d", "/"),
            ("https://Bücher.example", "https://xn--bcher-kva.example", "/"),
        ];
        for (address, origin, path) in cases {
            assert_eq!(BaseUrl::parse(address), Ok(BaseUrl { origin: origin.into(), path: path.into() }), "{address}");
        }
        for wrong in [
            "example.org",
            "https://u:p@example.org/",
            "ftp://x",
            "https://",
            "https://a?b",
            "https://a/../b",
            "https://a b",
            "https:///x",
        ] {
            assert!(BaseUrl::parse(wrong).is_err(), "{wrong}");
        }
        for wrong in ["https://例\u{FFFE}.com", "https://例 子.com", "https://书.com:x"] {
            assert!(BaseUrl::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_character_that_no_address_may_hold_is_named() {
        for (text, part, why) in [
            ("https://a b/", " ", "holds a space, which no address may hold"),
            ("https://a/b\\c", "\\", "holds `\\`, which no address may hold"),
            ("https://a/书{x}", "{", "holds `{`, which no address may hold"),
            ("https://a/b\u{3000}", "\u{3000}", "holds U+3000, which no address may hold"),
        ] {
            let wrong = BaseUrl::parse(text).unwrap_err();
            assert_eq!((&text[wrong.at.unwrap()], &*wrong.why), (part, why), "{text}");
        }
    }
}

//! Addresses: where a site stands, and how paths inside it are written as URLs.

/// Where a site stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BaseUrl {
    /// `https://example.org`; empty when no base-url is configured.
    pub origin: String,
    /// The path, `/` or `/book/`: begins and ends with a slash.
    pub path: String,
}

impl BaseUrl {
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
}

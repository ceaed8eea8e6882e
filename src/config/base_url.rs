//! The address at which a site will stand.

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
    /// What is wrong, as the end of a sentence that begins with the address.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let (scheme, rest) = text.split_once("://").ok_or("needs a scheme: `https://…`")?;
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return Err("must begin with `https://` or `http://`");
        }
        if rest.contains(['?', '#']) {
            return Err("cannot have a query or a fragment");
        }
        if rest.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"\\^`{|}".contains(c)) {
            return Err("holds a character that no address may hold");
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.is_empty() {
            return Err("has no host");
        }
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(|part| matches!(*part, "." | "..")) {
            return Err("cannot have `.` or `..` in its path");
        }
        let path = if parts.is_empty() { "/".to_owned() } else { format!("/{}/", parts.join("/")) };
        Ok(Self { origin: format!("{}://{host}", scheme.to_ascii_lowercase()), path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_split_into_origin_and_path() {
        // (address, origin, path)
        let cases = [
            ("https://example.org", "https://example.org", "/"),
            ("https://example.org/", "https://example.org", "/"),
            ("HTTP://example.org:8080/a//b", "http://example.org:8080", "/a/b/"),
            ("https://例え.jp/書/", "https://例え.jp", "/書/"),
        ];
        for (address, origin, path) in cases {
            assert_eq!(BaseUrl::parse(address), Ok(BaseUrl { origin: origin.into(), path: path.into() }), "{address}");
        }
        for wrong in
            ["example.org", "ftp://x", "https://", "https://a?b", "https://a/../b", "https://a b", "https:///x"]
        {
            assert!(BaseUrl::parse(wrong).is_err(), "{wrong}");
        }
    }
}

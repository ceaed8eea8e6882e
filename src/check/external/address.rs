//! Addresses as servers are asked for them, by the URL Standard: in ASCII, with their host's name encoded, and joined to one
//! another.

use url::Url;

/// An address as it is asked for; `None` for what no web server answers. What is no address although it
/// begins like one stays as it is written, so that whoever asks for it hears so.
pub fn asked(written: &str) -> Option<String> {
    let written = written.trim();
    let whole = if written.starts_with("//") { format!("https:{written}") } else { written.to_owned() };
    let (scheme, _) = whole.split_once("://")?;
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    is_web.then(|| Url::parse(&whole).map_or(whole, String::from))
}

/// Where `to` leads from `from`, without a fragment; `None` where that is no web page.
pub fn joined(from: &str, to: &str) -> Option<String> {
    let mut there = Url::parse(from).ok()?.join(to).ok()?;
    there.set_fragment(None);
    matches!(there.scheme(), "http" | "https").then(|| there.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_servers_are_asked() {
        // (written, asked, why)
        let cases = [
            ("https://example.org/a", Some("https://example.org/a"), "as it stands"),
            ("HTTP://example.org/", Some("http://example.org/"), "a scheme in capitals"),
            ("//example.org/a", Some("https://example.org/a"), "without a scheme"),
            (
                "https://zh.wikipedia.org/wiki/茶",
                Some("https://zh.wikipedia.org/wiki/%E8%8C%B6"),
                "characters of all scripts",
            ),
            ("https://例子.測試/茶", Some("https://xn--fsqu00a.xn--g6w251d/%E8%8C%B6"), "in the host as well"),
            ("https://bücher。example:8080", Some("https://xn--bcher-kva.example:8080/"), "a full-width dot, a port"),
            (
                "https://他们为什么不说中文.example/",
                Some("https://xn--ihqwcrb4cv8a8dqg056pqjye.example/"),
                "of RFC 3492",
            ),
            ("http://[::1]:8080/a", Some("http://[::1]:8080/a"), "a number of the sixth version"),
            ("https://example.org/%E8%8C%B6", Some("https://example.org/%E8%8C%B6"), "already encoded"),
            ("https://example.org/?to=https://a.example", Some("https://example.org/?to=https://a.example"), "a query"),
            ("https://exa mple.org/", Some("https://exa mple.org/"), "no name of a host, as the answer will say"),
            ("mailto:a@example.org", None, "mail"),
            ("ftp://example.org/a", None, "no web server"),
            ("javascript:alert(1)", None, "a program"),
            ("a.md", None, "a file"),
        ];
        for (written, wanted, why) in cases {
            assert_eq!(asked(written).as_deref(), wanted, "{why}");
        }
    }

    #[test]
    fn redirections_are_joined() {
        let from = "https://example.org/a/b?q#f";
        for (to, wanted) in [
            ("https://other.example/x", Some("https://other.example/x")),
            ("HTTPS://other.example/x#y", Some("https://other.example/x")),
            ("//other.example/x", Some("https://other.example/x")),
            ("/x?y", Some("https://example.org/x?y")),
            ("/茶", Some("https://example.org/%E8%8C%B6")),
            ("c/", Some("https://example.org/a/c/")),
            ("../c/./d", Some("https://example.org/c/d")),
            ("../../..", Some("https://example.org/")),
            ("c/..", Some("https://example.org/a/")),
            ("?z", Some("https://example.org/a/b?z")),
            ("", Some("https://example.org/a/b?q")),
            ("/login?next=https://example.org/", Some("https://example.org/login?next=https://example.org/")),
            ("login?next=https://example.org/", Some("https://example.org/a/login?next=https://example.org/")),
            ("mailto:a@example.org", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(joined(from, to).as_deref(), wanted, "{to}");
        }
        assert_eq!(joined("http://example.org", "x").as_deref(), Some("http://example.org/x"));
    }
}

//! Addresses as servers are asked for them: in ASCII, with their host's name encoded (RFC 3492), and joined to one another
//! as RFC 3986 says.

/// An address as it is asked for; `None` for what no web server answers.
pub fn asked(written: &str) -> Option<String> {
    let written = written.trim();
    let (scheme, rest) = match written.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            (scheme, rest)
        }
        Some((scheme, _)) if !scheme.contains(['/', '?', '#']) => return None,
        _ => ("https", written.strip_prefix("//")?),
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    Some(format!("{scheme}://{}{}", host(&rest[..end]), encoded(&rest[end..])))
}

/// Where `to` leads from `from` (RFC 3986, section 5.2); `None` where that is no web page.
pub fn joined(from: &str, to: &str) -> Option<String> {
    let to = to.split('#').next().unwrap_or(to).trim();
    let scheme_of_its_own = to.split_once(':').filter(|(before, _)| {
        before.starts_with(|c: char| c.is_ascii_alphabetic())
            && before.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    if let Some((scheme, _)) = scheme_of_its_own {
        let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
        return if is_web { asked(to) } else { None };
    }
    let (scheme, rest) = from.split_once("://")?;
    if to.starts_with("//") {
        return asked(&format!("{scheme}:{to}"));
    }
    let rest = rest.split('#').next().unwrap_or(rest);
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, inside) = rest.split_at(end);
    let (path, query) = inside.split_once('?').map_or((inside, None), |(path, query)| (path, Some(query)));
    let (to_path, to_query) = to.split_once('?').map_or((to, None), |(path, query)| (path, Some(query)));
    let (path, query) = if to_path.is_empty() {
        (path.to_owned(), to_query.or(query))
    } else if to_path.starts_with('/') {
        (without_dots(to_path), to_query)
    } else {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        (without_dots(&format!("{folder}/{to_path}")), to_query)
    };
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{scheme}://{host}{}", encoded(&format!("{path}{query}"))))
}

/// A path without `.` and `..` (RFC 3986, section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.trim_start_matches('/').split('/');
    for part in parts.clone() {
        match part {
            "." => {}
            ".." => drop(kept.pop()),
            part => kept.push(part),
        }
    }
    let is_folder = matches!(parts.next_back(), Some("." | ".."));
    format!("/{}{}", kept.join("/"), if is_folder && !kept.is_empty() { "/" } else { "" })
}

/// `text` with everything percent-encoded that an address cannot hold.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'`' | b'\\' | b'{' | b'}' | b'|' | b'^') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A host, with what stands before it and behind it, in ASCII: each part of a name that needs it in Punycode.
fn host(authority: &str) -> String {
    if authority.is_ascii() {
        return encoded(authority);
    }
    let (user, name) = authority.rsplit_once('@').map_or(("", authority), |(user, name)| (user, name));
    let (name, port) = name.rsplit_once(':').map_or((name, ""), |(name, port)| (name, port));
    let label = |label: &str| match label.is_ascii() {
        true => label.to_owned(),
        false => format!("xn--{}", punycode(&label.to_lowercase())),
    };
    let name: Vec<String> = name.split(['.', '。', '．', '｡']).map(label).collect();
    let user = if user.is_empty() { String::new() } else { format!("{}@", encoded(user)) };
    let port = if port.is_empty() { String::new() } else { format!(":{port}") };
    format!("{user}{}{port}", name.join("."))
}

/// A label in Punycode (RFC 3492, section 6.3), without the prefix that says so.
fn punycode(label: &str) -> String {
    const BASE: u32 = 36;
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).unwrap_or(u32::MAX);
    if basic > 0 {
        out.push('-');
    }
    let (mut next, mut delta, mut bias, mut done) = (128_u32, 0_u32, 72_u32, basic);
    let mut others: Vec<u32> = label.chars().filter(|c| !c.is_ascii()).map(u32::from).collect();
    others.sort_unstable();
    others.dedup();
    for other in others {
        delta = delta.saturating_add((other - next).saturating_mul(done + 1));
        next = other;
        for c in label.chars().map(u32::from) {
            if c < next {
                delta = delta.saturating_add(1);
            } else if c == next {
                let (mut rest, mut k) = (delta, BASE);
                loop {
                    let threshold = k.saturating_sub(bias).clamp(1, 26);
                    if rest < threshold {
                        break;
                    }
                    out.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
                    rest = (rest - threshold) / (BASE - threshold);
                    k += BASE;
                }
                out.push(digit(rest));
                bias = adapted(delta, done + 1, done == basic);
                (delta, done) = (0, done + 1);
            }
        }
        (delta, next) = (delta.saturating_add(1), next + 1);
    }
    out
}

/// The bias for the next number (RFC 3492, section 6.1).
fn adapted(delta: u32, count: u32, first: bool) -> u32 {
    let delta = if first { delta / 700 } else { delta / 2 };
    let (mut delta, mut k) = (delta + delta / count, 0);
    while delta > (35 * 26) / 2 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

fn digit(number: u32) -> char {
    let from = if number < 26 { u32::from('a') + number } else { u32::from('0') + number - 26 };
    char::from_u32(from).unwrap_or('?')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_servers_are_asked() {
        // (written, asked, why)
        let cases = [
            ("https://example.org/a", Some("https://example.org/a"), "as it stands"),
            ("HTTP://example.org/", Some("HTTP://example.org/"), "a scheme in capitals"),
            ("//example.org/a", Some("https://example.org/a"), "without a scheme"),
            (
                "https://zh.wikipedia.org/wiki/茶",
                Some("https://zh.wikipedia.org/wiki/%E8%8C%B6"),
                "characters of all scripts",
            ),
            ("https://例子.測試/茶", Some("https://xn--fsqu00a.xn--g6w251d/%E8%8C%B6"), "in the host as well"),
            ("https://bücher。example:8080", Some("https://xn--bcher-kva.example:8080"), "a full-width dot, a port"),
            (
                "https://他们为什么不说中文.example/",
                Some("https://xn--ihqwcrb4cv8a8dqg056pqjye.example/"),
                "of RFC 3492",
            ),
            ("http://[::1]:8080/a", Some("http://[::1]:8080/a"), "a number of the sixth version"),
            ("https://example.org/%E8%8C%B6", Some("https://example.org/%E8%8C%B6"), "already encoded"),
            ("https://example.org/?to=https://a.example", Some("https://example.org/?to=https://a.example"), "a query"),
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
            ("HTTPS://other.example/x#y", Some("HTTPS://other.example/x")),
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

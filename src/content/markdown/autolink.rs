//! Bare addresses and e-mail addresses in text (GFM's extended autolinks), which end before Chinese.

use super::chars::is_wide;
use std::ops::Range;

/// No address is longer, so that a text that only looks like one is not read to its end again and again.
const LONGEST: usize = 4096;

/// The first bare address in `text` from the byte `from` on.
pub fn find(text: &str, mut from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    while let Some(step) = memchr::memchr3(b':', b'.', b'@', &bytes[from..]) {
        let at = from + step;
        if bytes[at] == b'@' {
            if let Some(found) = mail(text, at) {
                return Some(found);
            }
            from = at + 1;
            continue;
        }
        let start = match bytes[at] {
            b':' if bytes[at..].starts_with(b"://") => scheme(bytes, at),
            b'.' if at >= 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"www") => Some(at - 3),
            _ => None,
        };
        from = at + 1;
        let Some(start) = start.filter(|start| stands_alone(text, *start)) else { continue };
        let host = if bytes[at] == b':' { at + 3 } else { start };
        if !text[host..].starts_with(char::is_alphanumeric) {
            continue;
        }
        let window = text.floor_char_boundary((host + LONGEST).min(text.len()));
        let end = end(&text[..window], host);
        let whole = end < window || window == text.len();
        if whole && is_host(&text[host..end], bytes[at] == b':') {
            return Some(start..end);
        }
    }
    None
}

/// The destination of a bare address.
pub fn destination(address: &str) -> String {
    let begins = |with: &[u8]| address.as_bytes().get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
    let scheme = match () {
        () if begins(b"www.") => "http://",
        () if begins(b"http") && address.contains("://") || begins(b"mailto:") => "",
        () => "mailto:",
    };
    format!("{scheme}{address}")
}

/// The e-mail address around the `@` at `at`, with the `mailto:` before it. A colon behind it makes it the place of a
/// repository: `git@example.org:a/b`.
fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+');
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    let mut start = at - bytes[..at].iter().rev().take_while(|byte| is_local(byte)).count();
    let mut end = at + 1 + bytes[at + 1..].iter().take_while(|byte| is_host(byte)).count();
    while end > at + 1 && bytes[end - 1] == b'.' {
        end -= 1;
    }
    let host = &text[at + 1..end];
    let sound = host.contains('.') && !host.contains("..") && !host.starts_with('.') && !host.ends_with(['-', '_']);
    let repository =
        bytes.get(end) == Some(&b':') && bytes.get(end + 1).is_some_and(|byte| !byte.is_ascii_whitespace());
    if start == at || !sound || repository || bytes.get(end) == Some(&b'@') {
        return None;
    }
    let scheme = start.checked_sub("mailto:".len()).filter(|from| bytes[*from..start].eq_ignore_ascii_case(b"mailto:"));
    start = scheme.unwrap_or(start);
    let before = text[..start].chars().next_back();
    before.is_none_or(|c| is_wide(c) || !(c.is_alphanumeric() || matches!(c, '/' | ':' | '@'))).then_some(start..end)
}

/// Where `http` or `https` before the colon at `at` begins.
fn scheme(bytes: &[u8], at: usize) -> Option<usize> {
    let before = &bytes[..at];
    [&b"https"[..], b"http"].iter().find_map(|scheme| {
        let start = at.checked_sub(scheme.len())?;
        before[start..].eq_ignore_ascii_case(scheme).then_some(start)
    })
}

/// Whether an address may begin at `start`: not in the middle of a Latin word.
fn stands_alone(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    before.is_none_or(|c| is_wide(c) || !(c.is_alphanumeric() || matches!(c, '/' | '.' | '@' | '-')))
}

/// Where the address ends: before white space, `<`, Chinese that is not its own and Chinese punctuation, and without what
/// only follows it.
fn end(text: &str, from: usize) -> usize {
    let stops = |c: char| c.is_whitespace() || c == '<' || is_wide(c) || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—');
    let mut end = from;
    loop {
        end = text[end..].find(stops).map_or(text.len(), |at| end + at);
        match own_words(text, from, end) {
            0 => break,
            length => end += length,
        }
    }
    end = from + closed(&text[from..end]);
    let mut open = text[from..end].bytes().filter(|byte| *byte == b'(').count();
    let mut close = text[from..end].bytes().filter(|byte| *byte == b')').count();
    while let Some(last) = text[from..end].bytes().next_back() {
        match last {
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' => {}
            b')' if close > open => close -= 1,
            b';' => {
                let entity = text[from..end - 1].rfind('&').map(|at| from + at);
                let Some(at) = entity.filter(|at| text[at + 1..end - 1].bytes().all(|b| b.is_ascii_alphanumeric()))
                else {
                    break;
                };
                open = text[from..at].bytes().filter(|byte| *byte == b'(').count();
                close = text[from..at].bytes().filter(|byte| *byte == b')').count();
                end = at;
                continue;
            }
            _ => break,
        }
        end -= 1;
    }
    end
}

/// The length of `address` up to a square bracket that it closes and did not open: that one is of the text around it.
fn closed(address: &str) -> usize {
    let mut open = 0_usize;
    for (at, byte) in address.bytes().enumerate() {
        match byte {
            b'[' => open += 1,
            b']' if open == 0 => return at,
            b']' => open -= 1,
            _ => {}
        }
    }
    address.len()
}

/// The length of the Chinese at `at` in the address that begins at `from`, if it is surely the address's own and no text
/// that follows it without a space: a part of a host's name; or in a path, behind a sign that no text begins after, in
/// an encyclopedia, whose pages have titles for names, or behind a slash where the address goes on.
fn own_words(text: &str, from: usize, at: usize) -> usize {
    let rest = &text[at..];
    let length = rest.find(|c: char| !is_wide(c) || !c.is_alphanumeric()).unwrap_or(rest.len());
    let (before, behind) = (&text[from..at], &rest[length..]);
    let mut next = behind.chars();
    let goes_on = match (next.next(), next.next()) {
        (Some('/'), _) => true,
        (Some('.' | '?' | '#' | '&' | '=' | '_' | '-' | '%'), Some(after)) => {
            after.is_ascii_alphanumeric() || is_wide(after) && after.is_alphanumeric()
        }
        _ => false,
    };
    let is_own = if before.contains(['/', '?', '#']) {
        let titled = before.ends_with("/wiki/") || before.ends_with("/item/");
        before.ends_with(['=', '#', '?', '&', '_', '-']) || titled || before.ends_with('/') && goes_on
    } else {
        let last = before.ends_with('.') && !before.eq_ignore_ascii_case("www.");
        last || (before.is_empty() || before.ends_with('.')) && behind.starts_with('.') && goes_on
    };
    if is_own { length } else { 0 }
}

/// Whether `rest` begins with the name of a host; one without a dot will do behind a scheme.
fn is_host(rest: &str, scheme: bool) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let labels = name.split('.').filter(|label| !label.is_empty()).count();
    let sound = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_'));
    sound && !name.starts_with('.') && port.bytes().all(|b| b.is_ascii_digit()) && labels >= if scheme { 1 } else { 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_before_chinese_and_closing_punctuation() {
        let cases = [
            ("详见https://example.com/a。谢谢", "https://example.com/a"),
            ("（https://example.com/a）", "https://example.com/a"),
            ("看“https://example.com”吧", "https://example.com"),
            ("见https://example.com/文档", "https://example.com/"),
            ("https://example.com/a_(b)?c=1&d=2.", "https://example.com/a_(b)?c=1&d=2"),
            ("(https://example.com/a)", "https://example.com/a"),
            ("https://example.com/x&copy;", "https://example.com/x"),
            ("http://localhost:3000/x, ok", "http://localhost:3000/x"),
            ("www.example.com，好", "www.example.com"),
            ("HTTPS://EXAMPLE.COM", "HTTPS://EXAMPLE.COM"),
            ("打开 http://localhost:1313/即可看到", "http://localhost:1313/"),
            ("见https://example.com看看", "https://example.com"),
            ("见https://example.com/a/文档，好", "https://example.com/a/"),
            ("见https://example.com/a/文档--> 与", "https://example.com/a/"),
            ("见https://example.com/a/文档# 与", "https://example.com/a/"),
            ("[https://example.com/a]", "https://example.com/a"),
            ("[见 https://example.com/a[1]](2)", "https://example.com/a[1]"),
            ("[https://example.com/a](b) c", "https://example.com/a"),
            ("[http://localhost:80].", "http://localhost:80"),
            ("[www.example.com]（附）", "www.example.com"),
        ];
        for (text, expected) in cases {
            assert_eq!(find(text, 0).map(|range| &text[range]), Some(expected), "{text}");
        }
    }

    #[test]
    fn chinese_that_is_surely_the_addresss_own_belongs_to_it() {
        let cases = [
            ("见https://例子.com/软件/index.html。", "https://例子.com/软件/index.html"),
            ("https://例子.中国", "https://例子.中国"),
            ("https://www.例子.com看看", "https://www.例子.com"),
            ("www.例子.com", "www.例子.com"),
            ("https://a.com/s?q=软件，好", "https://a.com/s?q=软件"),
            ("https://a.com/wiki/C_语言#历史 吧", "https://a.com/wiki/C_语言#历史"),
            ("https://zh.wikipedia.org/wiki/头发。", "https://zh.wikipedia.org/wiki/头发"),
            ("https://a.com/文档.pdf。", "https://a.com/文档.pdf"),
            ("https://a.com/软件/面条/?x=1", "https://a.com/软件/面条/?x=1"),
        ];
        for (text, expected) in cases {
            assert_eq!(find(text, 0).map(|range| &text[range]), Some(expected), "{text}");
        }
        for text in ["以https://开头", "以 https://开头. 的", "www.看看"] {
            assert_eq!(find(text, 0), None, "{text}");
        }
    }

    #[test]
    fn mail_addresses_lead_to_a_letter() {
        let cases = [
            ("请写信给 li.lei+a@example.com。谢谢", "mailto:li.lei+a@example.com"),
            ("写信给li@example.com，好", "mailto:li@example.com"),
            ("(a-b@c.example.org).", "mailto:a-b@c.example.org"),
            ("mailto:a@b.org", "mailto:a@b.org"),
            ("https://a@b.org/c", "https://a@b.org/c"),
        ];
        for (text, expected) in cases {
            assert_eq!(find(text, 0).map(|range| destination(&text[range])).as_deref(), Some(expected), "{text}");
        }
        for text in ["@a.b", "a@b", "a@.b", "a@b..c", "git@example.org:a/b.git", "a@b.c-", "ftp://a@b.c", "a@b@c.d"] {
            assert_eq!(find(text, 0), None, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_an_address_stays_text() {
        for text in ["xhttp://a.b", "http://", "www.", "www.。", "ftp://a.b", "http://（a）", "a.www.b", "https://。"]
        {
            assert_eq!(find(text, 0), None, "{text}");
        }
    }
}

//! Bare addresses in text (GFM's extended autolinks), which end before Chinese.

use super::chars::is_wide;
use std::ops::Range;

/// The first bare address in `text` from the byte `from` on.
pub fn find(text: &str, mut from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    while let Some(step) = memchr::memchr2(b':', b'.', &bytes[from..]) {
        let at = from + step;
        let start = match bytes[at] {
            b':' if bytes[at..].starts_with(b"://") => scheme(bytes, at),
            b'.' if at >= 3 && bytes[at - 3..at].eq_ignore_ascii_case(b"www") => Some(at - 3),
            _ => None,
        };
        from = at + 1;
        let Some(start) = start.filter(|start| stands_alone(text, *start)) else { continue };
        let host = if bytes[at] == b':' { at + 3 } else { start };
        let end = end(text, host);
        if is_host(&text[host..end], bytes[at] == b':') {
            return Some(start..end);
        }
    }
    None
}

/// The destination of a bare address.
pub fn destination(address: &str) -> String {
    let scheme =
        if address.as_bytes().get(..4).is_some_and(|w| w.eq_ignore_ascii_case(b"www.")) { "http://" } else { "" };
    format!("{scheme}{address}")
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

/// Where the address ends: before white space, `<`, Chinese and its punctuation, and without what only follows it.
fn end(text: &str, from: usize) -> usize {
    let stops = |c: char| c.is_whitespace() || c == '<' || is_wide(c) || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—');
    let mut end = text[from..].find(stops).map_or(text.len(), |at| from + at);
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
        ];
        for (text, expected) in cases {
            assert_eq!(find(text, 0).map(|range| &text[range]), Some(expected), "{text}");
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

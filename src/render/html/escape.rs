//! Text into HTML: characters that are markup, and addresses.

/// Appends `text` as element content.
pub fn text(text: &str, out: &mut String) {
    let mut done = 0;
    for at in memchr::memchr3_iter(b'&', b'<', b'>', text.as_bytes()) {
        out.push_str(&text[done..at]);
        out.push_str(entity(text.as_bytes()[at]));
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Appends `text` as a value between double quotes.
pub fn attribute(value: &str, out: &mut String) {
    for (at, part) in value.split('"').enumerate() {
        if at > 0 {
            out.push_str(entity(b'"'));
        }
        text(part, out);
    }
}

/// What stands for a byte that is markup.
fn entity(byte: u8) -> &'static str {
    match byte {
        b'&' => "&amp;",
        b'<' => "&lt;",
        b'>' => "&gt;",
        _ => "&quot;",
    }
}

/// Appends ` name="value"`.
pub fn pair(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    attribute(value, out);
    out.push('"');
}

/// Appends an address as a value between double quotes. What no address holds is percent-encoded, as in CommonMark;
/// what is encoded already stays.
pub fn address(address: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => out.push(byte.into()),
            _ if b"-_.+!*(),%#@?=;:/$~".contains(&byte) => out.push(byte.into()),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)].into());
                out.push(HEX[usize::from(byte & 15)].into());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_addresses_are_encoded_once() {
        let mut out = String::new();
        text("a<b> & \"c\"", &mut out);
        pair("title", "a<\"b\">", &mut out);
        address("/a b/头.png?x=1&y=%20#发", &mut out);
        let expected = "a&lt;b&gt; &amp; \"c\" title=\"a&lt;&quot;b&quot;&gt;\"\
            /a%20b/%E5%A4%B4.png?x=1&amp;y=%20#%E5%8F%91";
        assert_eq!(out, expected);
    }
}

//! Text into HTML: characters that are markup, and addresses.

/// Texts shorter than this are looked at byte by byte.
const SHORT: usize = 24;

/// Bytes that are markup in a text.
const MARKUP: [bool; 256] = {
    let mut markup = [false; 256];
    markup[b'&' as usize] = true;
    markup[b'<' as usize] = true;
    markup[b'>' as usize] = true;
    markup
};

/// Appends `text` as element content.
pub fn text(text: &str, out: &mut String) {
    // Most are a few words of code, for which a search of many bytes at a time is too great a matter.
    if text.len() < SHORT && !text.bytes().any(|byte| MARKUP[usize::from(byte)]) {
        return out.push_str(text);
    }
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

/// Bytes that stand in an address as they are.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        plain[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    let marks = b"-_.+!*(),%#@?=;:/$~";
    let mut at = 0;
    while at < marks.len() {
        plain[marks[at] as usize] = true;
        at += 1;
    }
    plain
};

/// Appends an address as a value between double quotes. What no address holds is percent-encoded, as in CommonMark;
/// what is encoded already stays.
pub fn address(address: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let plain = |byte: &u8| PLAIN[usize::from(*byte)];
    let bytes = address.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let run = bytes[at..].iter().take_while(|byte| plain(byte)).count();
        if run > 0 {
            out.push_str(&address[at..at + run]);
            at += run;
            continue;
        }
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)].into());
                out.push(HEX[usize::from(byte & 15)].into());
            }
        }
        at += 1;
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

//! The YAML that nearly all front matter is written in, read without a YAML parser.
//!
//! One key a line at the margin, a scalar or a short list behind it: twenty times faster than the whole language, which
//! counts where a site has twenty thousand files. Whatever is not plainly of this form is left to the parser, so the two
//! can only agree; a test holds them together.

use super::value::{Entry, Node, Value};
use crate::source::Span;

/// Reads `text`, which stands at byte `base` of its file; `None` where it needs the parser.
pub(super) fn parse(text: &str, base: usize) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.is_empty() {
            continue;
        }
        let (key, rest) = line.split_once(": ")?;
        if !is_key(key) || entries.iter().any(|entry| entry.key == key) {
            return None;
        }
        let value = rest.trim_matches(' ');
        let place = start + line.len() - rest.len() + (rest.len() - rest.trim_start_matches(' ').len());
        let node = value_at(value, base + place)?;
        let span = Span::new(start, start + key.len()).shifted(base);
        entries.push(Entry { key: key.to_owned(), span, node });
    }
    Some(entries)
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        && is_word(key)
}

/// Whether a scalar that begins with a letter means nothing but itself.
fn is_word(text: &str) -> bool {
    const MEANINGS: &[&str] = &["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    !MEANINGS.iter().any(|meaning| meaning.eq_ignore_ascii_case(text))
}

fn value_at(text: &str, place: usize) -> Option<Node> {
    let span = Span::new(place, place + text.len());
    match text.strip_prefix('[') {
        Some(rest) => Some(Node { value: Value::List(items(rest.strip_suffix(']')?, place + 1)?), span }),
        None => Some(Node { value: scalar(text, false)?, span }),
    }
}

fn items(text: &str, place: usize) -> Option<Vec<Node>> {
    let mut items = Vec::new();
    let mut at = 0;
    if text.trim_matches(' ').is_empty() {
        return Some(items);
    }
    // A comma inside quotes splits an item too, which is then no scalar: the parser takes over.
    for item in text.split(',') {
        let lead = item.len() - item.trim_start_matches(' ').len();
        let trimmed = item.trim_matches(' ');
        let start = place + at + lead;
        items.push(Node { value: scalar(trimmed, true)?, span: Span::new(start, start + trimmed.len()) });
        at += item.len() + 1;
    }
    Some(items)
}

fn scalar(text: &str, in_list: bool) -> Option<Value> {
    let first = text.chars().next()?;
    if first == '"' || first == '\'' {
        let inner = text.get(1..)?.strip_suffix(first)?;
        let plain = !inner.contains([first, '\\']) && !inner.chars().any(char::is_control);
        return plain.then(|| Value::Text(inner.to_owned()));
    }
    if first.is_ascii_digit() {
        return number_or_date(text);
    }
    match text {
        "true" => return Some(Value::Bool(true)),
        "false" => return Some(Value::Bool(false)),
        _ => {}
    }
    let allowed =
        |c: char| c.is_alphanumeric() || " -_./()!&+，。；！？（）《》、“”’…—·".contains(c) || (c == ',' && !in_list);
    let plain = first.is_alphabetic() && text.chars().all(allowed) && is_word(text);
    plain.then(|| Value::Text(text.to_owned()))
}

/// A whole number without a leading zero, or a date, which YAML 1.2 takes for a text.
fn number_or_date(text: &str) -> Option<Value> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(text) && text.len() < 18 && (text == "0" || !text.starts_with('0')) {
        return text.parse().ok().map(Value::Integer);
    }
    let parts: Vec<&str> = text.split('-').collect();
    let date = matches!(parts[..], [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2);
    (date && parts.iter().all(|part| digits(part))).then(|| Value::Text(text.to_owned()))
}

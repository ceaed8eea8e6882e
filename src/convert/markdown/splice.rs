//! Edits of a decoded text, brought to the places of its source.

use crate::content::tree::Text;
use crate::convert::Edit;
use crate::convert::document::Syntax;
use std::ops::Range;

/// Adds to `changes` what `edits` of `text` are in the `source` of the whole file. A text whose source cannot be found
/// again stays as it is.
pub(super) fn place(
    source: &str,
    text: &Text<'_>,
    syntax: Syntax,
    edits: Vec<Edit>,
    changes: &mut Vec<(Range<usize>, String)>,
) {
    let Some(written) = source.get(text.span.range()) else { return };
    let start = text.span.start as usize;
    let offsets = if written == text.text {
        None
    } else {
        Some(aligned(written, &text.text).or_else(|| found(written, &text.text, syntax)))
    };
    for Edit { range, text: new } in edits {
        let range = match &offsets {
            None => range,
            Some(Some(offsets)) => offsets[range.start]..offsets[range.end],
            Some(None) => return,
        };
        let mut range = range.start + start..range.end + start;
        // The backslash before an escaped character stands between two texts, and goes when its character does.
        if range.start == start && syntax == Syntax::Markdown && is_escaped(source, range.start) {
            range.start -= 1;
        }
        let new = if is_hinge(source, &range) { entities(&new) } else { escaped(&new, syntax) };
        changes.push((range, new));
    }
}

/// Whether the character at `at` is escaped by a backslash that is not escaped itself.
fn is_escaped(source: &str, at: usize) -> bool {
    let backslashes = source.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
    backslashes % 2 == 1 && source[at..].starts_with(|c: char| c.is_ascii_punctuation())
}

/// Whether an entity stands beside what may be a mark of emphasis: there its own `&` or `;` decides what the mark means,
/// and a character in its place would decide otherwise.
fn is_hinge(source: &str, range: &Range<usize>) -> bool {
    let (old, before, after) = (&source[range.clone()], &source[..range.start], &source[range.end..]);
    let mark = |c: char| matches!(c, '*' | '_' | '~');
    (old.starts_with('&') && before.ends_with(mark)) || (old.ends_with(';') && after.starts_with(mark))
}

fn entities(text: &str) -> String {
    text.chars().map(|c| format!("&#{};", u32::from(c))).collect()
}

/// For each byte of `text`, and its end, the offset in `written` where its source begins; `None` if `written` is not a
/// source of `text`. Escapes (`\*`) and entities (`&amp;`) each stand for one character.
fn aligned(written: &str, text: &str) -> Option<Vec<usize>> {
    let mut offsets = vec![0; text.len() + 1];
    let mut at = 0;
    for (index, c) in text.char_indices() {
        let length = unit(&written[at..], c)?;
        offsets[index..index + c.len_utf8()].fill(at);
        at += length;
    }
    offsets[text.len()] = at;
    (at == written.len()).then_some(offsets)
}

/// The same where `written` is more than the text's own source: a title stands at the end of its link, in quotes, and
/// anything else is found if it is there once.
fn found(written: &str, text: &str, syntax: Syntax) -> Option<Vec<usize>> {
    if text.is_empty() {
        return None;
    }
    let at = if syntax == Syntax::Title {
        let quoted = [('"', '"'), ('\'', '\''), ('(', ')')].map(|(open, close)| format!("{open}{text}{close}"));
        quoted.iter().filter_map(|quoted| written.rfind(quoted)).max()? + 1
    } else {
        let mut places = written.match_indices(text).map(|(at, _)| at);
        places.next().filter(|_| places.next().is_none())?
    };
    Some((at..=at + text.len()).collect())
}

/// How many bytes at the start of `written` are the source of the character `c`.
fn unit(written: &str, c: char) -> Option<usize> {
    let escaped = |rest: &str| rest.starts_with(c) && c.is_ascii_punctuation();
    if written.strip_prefix('\\').is_some_and(escaped) {
        return Some(1 + c.len_utf8());
    }
    if written.starts_with('&') {
        // HTML's longest name of an entity has 31 letters.
        let end = written.bytes().take(34).position(|byte| byte == b';').map(|end| end + 1);
        if let Some(end) = end.filter(|end| stands_for(&written[1..end - 1], c)) {
            return Some(end);
        }
    }
    written.starts_with(c).then(|| c.len_utf8())
}

/// Whether the entity `name` may stand for `c`. Of the names only the commonest are known to be right; any other is
/// believed, for a Markdown parser has read it already, unless `c` is the ampersand itself.
fn stands_for(name: &str, c: char) -> bool {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return code.is_ok_and(|code| char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{FFFD}') == c);
    }
    let plain = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain && (name == "amp") == (c == '&')
}

/// New text as the syntax around it needs it.
fn escaped(text: &str, syntax: Syntax) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (syntax, c) {
            (Syntax::Html, '<') => out.push_str("&lt;"),
            (Syntax::Html, '&') => out.push_str("&amp;"),
            (Syntax::Html, '"') => out.push_str("&quot;"),
            (
                Syntax::Markdown | Syntax::Title,
                '\\' | '*' | '_' | '[' | ']' | '<' | '&' | '`' | '$' | '~' | '"' | '|',
            )
            | (Syntax::Argument, '"' | '\\') => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// `source` with `changes` made. Of two that overlap the first counts: a title used by two links is one text.
pub(super) fn splice(source: &str, mut changes: Vec<(Range<usize>, String)>) -> String {
    changes.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(source.len() + source.len() / 16);
    let mut done = 0;
    for (range, text) in changes {
        if range.start >= done {
            out.push_str(&source[done..range.start]);
            out.push_str(&text);
            done = range.end;
        }
    }
    out.push_str(&source[done..]);
    out
}

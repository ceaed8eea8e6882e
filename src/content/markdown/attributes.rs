//! The attributes of a heading: `## 标题 {#id .class title="a b" lang="ja"}`.
//!
//! Where the braces stand is the parser's decision; what stands in them is read here, since it knows no quotation marks.

use std::ops::Range;

/// What stands in the braces. Values are ranges of the heading's text, without their quotation marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// The last `#id`.
    pub id: Option<Range<usize>>,
    /// Every `.class` in order.
    pub classes: Vec<Range<usize>>,
    /// Every other one in order: its name, and its value, which is empty where none is given.
    pub others: Vec<(Range<usize>, Range<usize>)>,
}

/// The attributes at the end of `heading`, the whole source of one, a line of `=` or `-` below it included.
pub fn read(heading: &str) -> Option<Attributes> {
    let text = heading.trim_end();
    let text = match text.rsplit_once(['\n', '\r']) {
        Some((above, line)) if line.trim_start_matches([' ', '\t', '>']).bytes().all(|b| matches!(b, b'=' | b'-')) => {
            above
        }
        _ => text,
    };
    let inside = text.trim_end().strip_suffix('}')?;
    let begin = inside.rfind(['{', '}', '<', '>', '\\', '\n', '\r']).filter(|at| inside[*at..].starts_with('{'))? + 1;
    let mut found = Attributes::default();
    let mut at = begin;
    loop {
        at += inside[at..].len() - inside[at..].trim_ascii_start().len();
        let rest = &inside[at..];
        let Some(first) = rest.bytes().next() else { return Some(found) };
        let length = rest.find(|c: char| c == '=' || c.is_ascii_whitespace()).unwrap_or(rest.len());
        if matches!(first, b'#' | b'.') {
            // Neither an id nor a class has a value: an equals sign belongs to it.
            let end = at + rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            match first {
                _ if end == at + 1 => {}
                b'#' => found.id = Some(at + 1..end),
                _ => found.classes.push(at + 1..end),
            }
            at = end;
        } else if rest[length..].starts_with('=') {
            let name = at..at + length;
            let value = value(inside, name.end + 1);
            at = value.end + usize::from(value.start > name.end + 1);
            found.others.extend(Some((name, value)).filter(|(name, _)| !name.is_empty()));
        } else {
            found.others.push((at..at + length, at + length..at + length));
            at += length;
        }
    }
}

/// The value that begins at `at`: up to the other quotation mark, or to the next space.
fn value(text: &str, at: usize) -> Range<usize> {
    let rest = &text[at..];
    let quoted = rest.chars().next().filter(|c| matches!(c, '"' | '\'')).and_then(|quote| rest[1..].find(quote));
    match quoted {
        Some(length) => at + 1..at + 1 + length,
        None => at..at + rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The attributes in one line, for comparison.
    fn shown(heading: &str) -> String {
        let Some(found) = read(heading) else { return "none".into() };
        let id = found.id.iter().map(|id| format!("#{}", &heading[id.clone()]));
        let classes = found.classes.iter().map(|class| format!(".{}", &heading[class.clone()]));
        let others = found.others.iter();
        let others = others.map(|(name, value)| format!("{}={}", &heading[name.clone()], &heading[value.clone()]));
        id.chain(classes).chain(others).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn values_are_read_whole_and_without_their_quotes() {
        let cases = [
            ("## a {#id .c title=\"a b\" lang='ja'}", "#id|.c|title=a b|lang=ja"),
            ("## a {title=\"#x .y\" #z}\n", "#z|title=#x .y"),
            ("## a {lang=ja translate=no}  ", "lang=ja|translate=no"),
            ("## a { title=\"\" hidden .c }", ".c|title=|hidden="),
            ("## a {title='说“好”' x=}", "title=说“好”|x="),
            ("## a {title=\"a}", "title=\"a"),
            ("## a {#a=b .c=d #e}", "#e|.c=d"),
            ("## a {# . =x}", ""),
            ("a {#b}\r\n===\r\n", "#b"),
            ("> a {#b}\n> ---", "#b"),
            ("## a {b} c", "none"),
            ("## a \\{b}", "b="),
            ("## a {<b>}", "none"),
            ("## {#b}", "#b"),
            ("## a", "none"),
        ];
        for (heading, expected) in cases {
            assert_eq!(shown(heading), expected, "{heading}");
        }
    }
}

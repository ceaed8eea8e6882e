//! Before the parse: what the Markdown parser would misread is patched, and shortcode tags are taken out.
//!
//! One pass over the bytes looks at line beginnings and at the few characters that matter:
//! emphasis marks beside Chinese punctuation, dollars, forbidden characters, `{{`.

use super::chars::{is_forbidden, is_selector, is_wide};
use super::prepared::{BEFORE, BEHIND, ESCAPE, PatchKind, Patcher, Prepared, TAG_END, TAG_START};
use super::tags::{self, Form, Tag};
use crate::source::Span;
use std::ops::Range;

/// How many container marks one line may begin with. CommonMark has no limit; readers do.
pub const DEEPEST: usize = 60;
/// How many square brackets may be open at once before somebody is told. A log in a block of code has some.
const OPEN_BRACKETS: usize = 1_000;

/// What the preparation found beside the text.
#[derive(Debug, Default)]
pub struct Findings {
    /// The first forbidden character, and how many there are.
    pub forbidden: Option<(char, Span, usize)>,
    /// The first line that is nested too deep.
    pub deep: Option<Span>,
    /// The first bracket that is one too many.
    pub brackets: Option<Span>,
}

/// Patches `source`, which stands at `base` in its file's text.
pub fn prepare(source: &str, base: usize) -> (Prepared<'_>, Findings) {
    let mut scan =
        Scan { source, base, patcher: Patcher::new(source, base), tags: Vec::new(), found: Findings::default() };
    scan.run();
    scan.found.brackets = open_brackets(source).map(|at| Span::new(base + at, base + at + 1));
    tags::pair(&mut scan.tags);
    (scan.patcher.finish(scan.tags), scan.found)
}

/// The pass.
struct Scan<'s> {
    source: &'s str,
    base: usize,
    patcher: Patcher<'s>,
    tags: Vec<Tag<'s>>,
    found: Findings,
}

/// Bytes at which the pass stops.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        stops[byte] = byte != 9;
        byte += 1;
    }
    let marks = [b'*', b'~', b'{', b'$', 0x7F, 0xC2, 0xEF, 0xF0, 0xF1, 0xF2, 0xF3, 0xF4];
    let mut at = 0;
    while at < marks.len() {
        stops[marks[at] as usize] = true;
        at += 1;
    }
    stops
};

/// The first place from `at` on at which the pass stops. Most texts have few, so four bytes are looked at together.
fn next_stop(bytes: &[u8], mut at: usize) -> Option<usize> {
    let stops = |byte: u8| STOPS[usize::from(byte)];
    for [a, b, c, d] in bytes[at..].as_chunks().0 {
        if stops(*a) | stops(*b) | stops(*c) | stops(*d) {
            break;
        }
        at += 4;
    }
    bytes[at..].iter().position(|byte| stops(*byte)).map(|step| at + step)
}

impl<'s> Scan<'s> {
    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let mut at = self.line_start(0);
        while let Some(stop) = next_stop(bytes, at) {
            at = stop;
            at = match bytes[at] {
                b'\n' => self.line_start(at + 1),
                b'\r' => at + 1,
                mark @ (b'*' | b'~') => self.emphasis(at, mark),
                b'{' => self.brace(at),
                b'$' => self.dollar(at),
                _ => self.forbidden(at),
            };
        }
    }

    /// Looks at the marks that a line begins with, and gives the place to go on at.
    fn line_start(&mut self, start: usize) -> usize {
        let bytes = self.source.as_bytes();
        let mut at = start;
        let mut marks = 0;
        let mut cut = start;
        loop {
            while matches!(bytes.get(at), Some(b' ' | b'\t')) {
                at += 1;
            }
            let length = mark_length(&bytes[at..]);
            if length == 0 {
                break;
            }
            at += length;
            marks += 1;
            if marks == DEEPEST {
                cut = at;
            }
        }
        if marks > DEEPEST {
            self.found.deep.get_or_insert(Span::new(self.base + cut, self.base + at));
            self.patcher.replace(cut..at, "", PatchKind::Silent);
        }
        // `:::note` or `:smile:` is no explanation of a term; a delimiter row `:---` is left to the parser.
        if bytes.get(at) == Some(&b':')
            && !matches!(bytes.get(at + 1), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'-'))
        {
            self.patcher.replace(at..at, ESCAPE, PatchKind::Silent);
        }
        at
    }

    /// A run of `*` or `~` at `at`, which may begin and end emphasis where Chinese stands on either side: punctuation on
    /// one side alone gets some on the other, where no other run of marks stands.
    fn emphasis(&mut self, at: usize, mark: u8) -> usize {
        let bytes = self.source.as_bytes();
        let slashes = bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
        let at = at + slashes % 2;
        let end = at + bytes[at..].iter().take_while(|byte| **byte == mark).count();
        if end == at || (mark == b'~' && end - at != 2) {
            return end;
        }
        let before = self.source[..at].chars().rev().find(|c| !is_selector(*c));
        let (Some(before), Some(after)) = (before, self.source[end..].chars().next()) else { return end };
        if !(is_wide(before) || is_wide(after)) || before.is_whitespace() || after.is_whitespace() {
            return end;
        }
        // A bar may be the edge of a table's cell, where the parser knows what to do.
        if before == '|' || after == '|' {
            return end;
        }
        // The parser sees a shortcode's tag as a letter.
        let tag_before = before == '}' && self.patcher.ends_tag(at);
        let tag_after = after == '{' && tags::read(&self.source[end..], self.base + end).is_some();
        match (is_punctuation(before) && !tag_before, is_punctuation(after) && !tag_after) {
            (true, false) => self.patcher.replace(end..end, BEHIND, PatchKind::Silent),
            (false, true) => self.patcher.replace(at..at, BEFORE, PatchKind::Silent),
            _ => {}
        }
        end
    }

    /// A `{` at `at`: takes a shortcode's tag out.
    fn brace(&mut self, at: usize) -> usize {
        let Some((tag, length)) = tags::read(&self.source[at..], self.base + at) else { return at + 1 };
        let range = at..at + length;
        let index = self.tags.len();
        let mut text = format!("{TAG_START}{index}{TAG_END}");
        // Alone on its line it is a block. A comment makes one in every container, and ends the paragraph before.
        let block = !matches!(&tag.form, Form::Bad(_) | Form::Escaped(_) | Form::Open { name: "ref" | "relref", .. });
        if block && self.alone(&range) {
            text = format!("<!--{text}-->");
        }
        self.patcher.replace(range, &text, PatchKind::Tag(u32::try_from(index).unwrap_or(u32::MAX)));
        self.tags.push(tag);
        at + length
    }

    /// Whether nothing but container marks stands before `range` on its line, and nothing after it.
    fn alone(&self, range: &Range<usize>) -> bool {
        let bytes = self.source.as_bytes();
        let rest = bytes[range.end..].iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        if !matches!(rest, None | Some(b'\n')) {
            return false;
        }
        let start = memchr::memrchr(b'\n', &bytes[..range.start]).map_or(0, |at| at + 1);
        let mut before = &bytes[start..range.start];
        loop {
            before = before.trim_ascii_start();
            match mark_length(before) {
                0 => return before.is_empty(),
                length => before = &before[length..],
            }
        }
    }

    /// A `$` at `at`: escaped where it is a price.
    fn dollar(&mut self, at: usize) -> usize {
        let bytes = self.source.as_bytes();
        if at > 0 && bytes[at - 1] == b'\\' {
            return at + 1;
        }
        if bytes.get(at + 1) == Some(&b'$') {
            return at + 2;
        }
        if bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && is_price(&self.source[at + 1..]) {
            self.patcher.replace(at..at, ESCAPE, PatchKind::Silent);
        }
        at + 1
    }

    /// A byte that may begin a forbidden character.
    fn forbidden(&mut self, at: usize) -> usize {
        let Some(c) = self.source[at..].chars().next() else { return self.source.len() };
        let range = at..at + c.len_utf8();
        if is_forbidden(c) {
            let span = Span::new(self.base + range.start, self.base + range.end);
            self.found.forbidden.get_or_insert((c, span, 0)).2 += 1;
            self.patcher.replace(range.clone(), "\u{FFFD}", PatchKind::Replaced);
        }
        range.end
    }
}

/// The place of the first of more than [`OPEN_BRACKETS`] square brackets that are open at once in one paragraph.
fn open_brackets(source: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    memchr::memchr_iter(b'[', bytes).nth(OPEN_BRACKETS)?;
    let mut open: usize = 0;
    for at in memchr::memchr3_iter(b'[', b']', b'\n', bytes) {
        match bytes[at] {
            b'[' if open == OPEN_BRACKETS => return Some(at),
            b'[' => open += 1,
            b']' => open = open.saturating_sub(1),
            _ if is_blank(&bytes[at + 1..]) => open = 0,
            _ => {}
        }
    }
    None
}

/// Whether `c` counts as punctuation for emphasis. Symbols do (CommonMark 0.31); more than the parser's own table does
/// no harm, since marks between letters work as well.
fn is_punctuation(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// Whether the line that `bytes` begin with is blank.
fn is_blank(bytes: &[u8]) -> bool {
    let first = bytes.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
    matches!(first, None | Some(b'\n'))
}

/// The length of the container mark that `bytes` begins with: `>`, `- `, `1. `.
fn mark_length(bytes: &[u8]) -> usize {
    let spaced = |length: usize| if matches!(bytes.get(length), Some(b' ' | b'\t')) { length } else { 0 };
    match bytes.first() {
        Some(b'>') => 1,
        Some(b'-' | b'+' | b'*') => spaced(1),
        Some(b'0'..=b'9') => {
            let digits = bytes.iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            if digits < 10 && matches!(bytes.get(digits), Some(b'.' | b')')) { spaced(digits + 1) } else { 0 }
        }
        _ => 0,
    }
}

/// Whether a dollar sign before `rest`, which begins with a digit, is money and not mathematics: nothing closes it, what
/// would close it is a price itself, or the number is followed by Chinese.
fn is_price(rest: &str) -> bool {
    let number = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
    let unit = rest[number..].trim_start_matches([' ', '\u{A0}']).chars().next();
    if unit.is_some_and(is_wide) {
        return true;
    }
    let mut from = 0;
    while let Some(close) = memchr::memchr2(b'$', b'\n', &rest.as_bytes()[from..]).map(|at| at + from) {
        let before = rest[..close].chars().next_back();
        if rest.as_bytes()[close] == b'\n' {
            return true;
        }
        if before == Some('\\') {
            from = close + 1;
            continue;
        }
        let after = rest[close + 1..].chars().next();
        return before.is_none_or(char::is_whitespace) || after.is_some_and(|c| c.is_ascii_digit());
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_is_added_only_where_chinese_needs_it() {
        let cases = [
            ("他说**“好”**吗", "他说<**“好”**>吗"),
            ("**完。**a", "**完。**>a"),
            ("a**a∇**a", "a**a∇**a"),
            ("中**文**中", "中**文**中"),
            ("中 **文。** 中", "中 **文。** 中"),
            ("「~~a」~~a", "「~~>a」~~>a"),
            ("3~（5）", "3~（5）"),
            ("|**文。**|", "|**文。**|"),
            ("~~**完：**~~下", "~~**>完：**~~>下"),
            ("中**~~「完」~~**", "中<**~~「完」~~**"),
            ("**中\\***文", "**中\\***>文"),
            ("中\\*文", "中\\*文"),
            ("**中\\\\**文", "**中\\\\**>文"),
        ];
        for (source, expected) in cases {
            let (prepared, _) = prepare(source, 0);
            assert_eq!(prepared.text.replace(BEFORE, "<").replace(BEHIND, ">"), expected);
        }
    }

    #[test]
    fn prices_are_no_mathematics() {
        let escaped = |text: &str| prepare(text, 0).0.text.matches(ESCAPE).count();
        assert_eq!(escaped("从$5涨到$10"), 2);
        assert_eq!(escaped("$5 and $10"), 2);
        assert_eq!(escaped("costs $5 or $x$"), 1);
        assert_eq!(escaped("$2^n$ 个与 $1+1$"), 0);
        assert_eq!(escaped("花了 $20 美元"), 1);
        assert_eq!(escaped("$x$ 与 \\$5"), 0);
    }

    #[test]
    fn brackets_without_end_are_found_at_the_first_one_too_many() {
        let found = |text: &str| prepare(text, 10).1.brackets.map(|span| span.start);
        assert_eq!(found(&"[".repeat(1_001)), Some(1_010));
        assert_eq!(found(&"[a]\n".repeat(5_000)), None);
        assert_eq!(found(&"[[[[ \n\n".repeat(500)), None);
    }

    #[test]
    fn places_lead_back_to_the_source() {
        let source = "他说**“好”**吗 {{< x >}} \0 完";
        let (prepared, found) = prepare(source, 100);
        let end = prepared.text.len();
        assert_eq!(prepared.span(&(0..end)), Span::new(100, 100 + source.len()));
        let at = prepared.text.find('完').unwrap();
        let span = prepared.span(&(at..end));
        assert_eq!(prepared.slice(span), "完");
        assert_eq!(found.forbidden.unwrap().2, 1);
        assert_eq!(prepared.restore(&prepared.text), source.replace('\0', "\u{FFFD}"));
        let made = prepared.text.to_string();
        assert_eq!(prepared.restore(&made), source.replace('\0', "\u{FFFD}"));
    }
}

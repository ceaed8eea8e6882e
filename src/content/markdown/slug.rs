//! Heading ids: GitHub's rule, which keeps Han; never empty, never twice.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The id of a heading with this text, before it is made unique: lower case; letters, digits, marks, `_` and `-` stay,
/// spaces become hyphens, everything else goes. `section` when nothing is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' | '\t' | '\n' | '\u{A0}' | '\u{3000}' => slug.push('-'),
            '-' | '_' => slug.push(c),
            _ if c.is_alphanumeric() || is_mark(c) => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    if slug.chars().all(|c| c == '-') { "section".into() } else { slug }
}

/// `text` without the signs of its conversion marks: what one shows stays, of texts by locale the first.
pub fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.contains("-{") {
        return Cow::Borrowed(text);
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some((before, behind)) = rest.split_once("-{")
        && let Some((mark, after)) = behind.split_once("}-")
    {
        out.push_str(before);
        out.push_str(shown(mark));
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What a conversion mark shows: nothing if its flags hide it (`H`, `T`, `-`).
fn shown(mark: &str) -> &str {
    let is_flag = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | ';' | ' ');
    let (flags, text) = match mark.split_once('|') {
        Some((flags, text)) if flags.chars().all(is_flag) => (flags, text),
        _ => ("", mark),
    };
    if flags.split(';').any(|flag| matches!(flag.trim(), "H" | "T" | "-")) {
        return "";
    }
    let first = text.split(';').next().unwrap_or_default();
    match first.split_once(':') {
        Some((locale, own)) if locale.trim().to_ascii_lowercase().starts_with("zh") => own.trim(),
        _ => text,
    }
}

/// Combining marks belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The ids of a document.
#[derive(Debug, Default)]
pub struct Ids {
    used: HashSet<Box<str>>,
    next: HashMap<Box<str>, u32>,
}

impl Ids {
    /// Takes `id` as it is. False if it was taken before.
    pub fn reserve(&mut self, id: &str) -> bool {
        self.used.insert(id.into())
    }

    /// Takes `id`, with the first free number behind it if it was taken before.
    pub fn unique(&mut self, id: &str) -> Box<str> {
        if self.reserve(id) {
            return id.into();
        }
        let mut number = self.next.get(id).copied().unwrap_or(1);
        let found = loop {
            let candidate = format!("{id}-{number}");
            number += 1;
            if self.reserve(&candidate) {
                break candidate.into_boxed_str();
            }
        };
        self.next.insert(id.into(), number);
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_han_and_drop_punctuation() {
        let cases = [
            ("快速开始", "快速开始"),
            ("2. 快速开始", "2-快速开始"),
            ("C++ 与 Rust", "c-与-rust"),
            ("什么是所有权？", "什么是所有权"),
            ("Café “au lait”", "café-au-lait"),
            ("snake_case — dashes", "snake_case--dashes"),
            ("？！", "section"),
            ("", "section"),
            ("第１章　序", "第１章-序"),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn conversion_marks_leave_what_they_show() {
        let cases = [
            ("-{头发}- 标题", "头发 标题"),
            ("甲-{zh-hans:鼠标;zh-hant:滑鼠}-乙", "甲鼠标乙"),
            ("-{H|zh-cn:甲;zh-tw:乙}-丙", "丙"),
            ("-{A|zh-cn:甲;zh-tw:乙}-丙", "甲丙"),
            ("-{R|比例 1:2}-", "比例 1:2"),
            ("-{甲|乙}-", "甲|乙"),
            ("甲 -{ 乙", "甲 -{ 乙"),
        ];
        for (text, expected) in cases {
            assert_eq!(unmarked(text), expected, "{text}");
        }
    }

    #[test]
    fn equal_headings_are_numbered_around_ids_that_exist() {
        let mut ids = Ids::default();
        ids.reserve("安装-1");
        let given: Vec<_> = ["安装", "安装", "安装"].iter().map(|id| ids.unique(id)).collect();
        assert_eq!(given.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["安装", "安装-2", "安装-3"]);
    }
}

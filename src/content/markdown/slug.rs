//! Heading ids: GitHub's rule, which keeps Han; never empty, never twice.

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
    fn equal_headings_are_numbered_around_ids_that_exist() {
        let mut ids = Ids::default();
        ids.reserve("安装-1");
        let given: Vec<_> = ["安装", "安装", "安装"].iter().map(|id| ids.unique(id)).collect();
        assert_eq!(given.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["安装", "安装-2", "安装-3"]);
    }
}

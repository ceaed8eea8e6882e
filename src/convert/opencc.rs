//! The C++ OpenCC library as an engine: the one door to `opencc-rust`, behind the cargo feature `opencc`.
//!
//! It is slower than our own engines, holds a lock around every conversion, and says nothing about places; it is here
//! for those who want it, and as the oracle of the differential test.

use super::Edit;
use super::exact::Standard;
use opencc_rust::OpenCC;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// One configuration of the library.
#[derive(Clone)]
pub struct Library {
    standard: Standard,
    handle: Arc<OpenCC>,
}

impl fmt::Debug for Library {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Library").field("standard", &self.standard).finish_non_exhaustive()
    }
}

impl Library {
    /// One of OpenCC's own configurations: from `folder`, or from where the library was installed.
    ///
    /// # Errors
    /// What the library says, when it finds no such configuration.
    pub fn new(standard: Standard, folder: Option<&Path>) -> Result<Self, String> {
        let name = format!("{standard}.json");
        let path = folder.map_or_else(|| name.clone().into(), |folder| folder.join(&name));
        let handle = OpenCC::new(path).map_err(|error| format!("OpenCC cannot open `{name}`: {error}"))?;
        Ok(Self { standard, handle: Arc::new(handle) })
    }

    /// Converts a text. The library takes no NUL, so it is given what lies between.
    pub fn convert(&self, text: &str) -> String {
        let part = |part| self.handle.convert(part).unwrap_or_else(|_| String::from(part));
        text.split('\0').map(part).collect::<Vec<_>>().join("\0")
    }

    /// The edits that make the result of the text: as short as can be known, since the library reports no places.
    /// Characters that stand for one another one to one are edits of their own; otherwise it is one edit from the first
    /// to the last difference of a line.
    pub fn edits(&self, text: &str, edits: &mut Vec<Edit>) {
        let converted = self.convert(text);
        let (mut at, mut lines) = (0, converted.split_inclusive('\n'));
        for line in text.split_inclusive('\n') {
            differences(at, line, lines.next().unwrap_or_default(), edits);
            at += line.len();
        }
    }
}

fn differences(at: usize, old: &str, new: &str, edits: &mut Vec<Edit>) {
    if old.chars().count() == new.chars().count() {
        for ((from, before), after) in old.char_indices().zip(new.chars()) {
            if before != after {
                let range = at + from..at + from + before.len_utf8();
                edits.push(Edit { range, text: String::from(after).into() });
            }
        }
        return;
    }
    let same = |pairs: &mut dyn Iterator<Item = (char, char)>| {
        pairs.take_while(|(before, after)| before == after).map(|(before, _)| before.len_utf8()).sum::<usize>()
    };
    let head = same(&mut old.chars().zip(new.chars()));
    let tail = same(&mut old[head..].chars().rev().zip(new[head..].chars().rev()));
    let text = new[head..new.len() - tail].to_owned();
    edits.push(Edit { range: at + head..at + old.len() - tail, text: text.into() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_short() {
        let found = |old: &str, new: &str| {
            let mut edits = Vec::new();
            differences(10, old, new, &mut edits);
            edits.into_iter().map(|edit| (edit.range, edit.text.into_owned())).collect::<Vec<_>>()
        };
        assert_eq!(found("头发", "頭髮"), [(10..13, "頭".to_owned()), (13..16, "髮".to_owned())]);
        assert_eq!(found("用U盘吧", "用隨身碟吧"), [(13..17, "隨身碟".to_owned())]);
        assert_eq!(found("同", "同"), []);
    }
}

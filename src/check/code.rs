//! Code in a translation against the code of its original: comments and texts in quotation marks may be translated, and
//! nothing else.
//!
//! No language's grammar is known here. A line is bared of everything that looks like a comment or a text, in any
//! language: so a change may go unnoticed, and what is reported is one.

use crate::source::Span;
use rustc_hash::FxHasher;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A code block, as it is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// What it is written in.
    language: Box<str>,
    /// Its lines that have code, each with its number from 1.
    lines: Vec<(Line, u32)>,
}

/// A line of code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// Its hash, bared.
    Bare(u64),
    /// It holds words of a language beside its comments and texts, so a translator may have had to change it.
    Worded,
}

/// Where two blocks of code part: a line of each, from 1. Of the one that ends sooner it is the last line, of the other
/// the first that it does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parting {
    /// The translation's line.
    pub line: u32,
    /// The original's.
    pub of_original: u32,
    /// What is there.
    pub how: How,
}

/// How the code of a translation parts from its original's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Other code stands there.
    Differs,
    /// It ends, and the original goes on.
    EndsSooner,
    /// It goes on, and the original ends.
    GoesOn,
}

impl Parting {
    /// The finding in words.
    pub fn message(&self) -> String {
        match self.how {
            How::Differs => format!("this code is not that of the original, from its line {} on", self.line),
            How::EndsSooner => "this code ends here, and that of the original goes on".to_owned(),
            How::GoesOn => "this code goes on, and that of the original has ended".to_owned(),
        }
    }
}

/// What is written for people rather than for programs.
const PROSE: &[&str] = &["text", "txt", "plain", "plaintext", "md", "markdown", "mermaid", "dot", "output", "log"];

impl Code {
    /// A code block with this language and text.
    pub fn new(language: &str, text: &str) -> Self {
        let language = language.trim().to_ascii_lowercase();
        if PROSE.contains(&&*language) {
            return Self { language: language.into(), lines: Vec::new() };
        }
        let mut comment = false;
        let mut lines = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let bare = bare(line, &mut comment);
            if !bare.is_empty() {
                lines.push((hashed(&bare), number));
            }
        }
        Self { language: language.into(), lines }
    }

    /// Where this block parts from `original`; `None` if the code is the same. `chinese` tells whether the translation is:
    /// then words show by their characters that they are words.
    pub fn parts_from(&self, original: &Self, chinese: bool) -> Option<Parting> {
        let unknown = self.language.is_empty() && !chinese;
        if self.language != original.language || unknown {
            return None;
        }
        let worded = |code: &Self| code.lines.iter().any(|(line, _)| *line == Line::Worded);
        if self.lines.len() != original.lines.len() && (worded(self) || worded(original)) {
            // Whoever translates words may need another number of lines for them.
            return None;
        }
        let differs = |((a, _), (b, _)): &(&(Line, u32), &(Line, u32))| match (a, b) {
            (Line::Bare(a), Line::Bare(b)) => a != b,
            _ => false,
        };
        let pair = self.lines.iter().zip(&original.lines).find(differs).map(|(ours, theirs)| (ours.1, theirs.1));
        if let Some((line, of_original)) = pair {
            return Some(Parting { line, of_original, how: How::Differs });
        }
        let common = self.lines.len().min(original.lines.len());
        let number = |code: &Self| code.lines.get(common).or(code.lines.last()).map_or(1, |line| line.1);
        let how = match self.lines.len().cmp(&original.lines.len()) {
            Ordering::Less => How::EndsSooner,
            Ordering::Equal => return None,
            Ordering::Greater => How::GoesOn,
        };
        Some(Parting { line: number(self), of_original: number(original), how })
    }
}

/// Where the line `number` (from 1) of the code block that stands at `span` of `text` is: what it says, without the white
/// space around it and the marks of a quotation.
pub fn line(text: &str, span: Span, number: u32) -> Option<Span> {
    let block = text.get(span.range())?;
    let fenced = block.starts_with("```") || block.starts_with("~~~");
    let number = if fenced { number } else { number.checked_sub(1)? };
    let line = block.split_inclusive('\n').nth(number as usize)?;
    let before: usize = block.split_inclusive('\n').take(number as usize).map(str::len).sum();
    let words = line.trim_start_matches([' ', '\t', '>']);
    let start = span.start as usize + before + line.len() - words.len();
    Some(Span::new(start, start + words.trim_end().len()))
}

fn hashed(bare: &str) -> Line {
    if !bare.is_ascii() {
        return Line::Worded;
    }
    let mut hasher = FxHasher::default();
    bare.hash(&mut hasher);
    Line::Bare(hasher.finish())
}

/// A line without its comments, without what stands in quotation marks, and without spaces. `comment`: whether it begins,
/// and then whether it ends, inside a comment of several lines.
fn bare(line: &str, comment: &mut bool) -> String {
    let mut out = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        if *comment {
            let Some(end) = ["*/", "-->"].iter().filter_map(|mark| Some(rest.find(mark)? + mark.len())).min() else {
                return out;
            };
            *comment = false;
            rest = &rest[end..];
            continue;
        }
        let before = line[..line.len() - rest.len()].chars().next_back();
        if begins_remark(before, rest) {
            return out;
        }
        if rest.starts_with("/*") || rest.starts_with("<!--") {
            *comment = true;
            rest = &rest[2..];
            continue;
        }
        let Some(first) = rest.chars().next() else { return out };
        rest = &rest[first.len_utf8()..];
        match first {
            '"' | '\'' | '`' => {
                out.push(first);
                // An apostrophe begins no text inside a word.
                let apostrophe = first == '\'' && before.is_some_and(char::is_alphanumeric);
                match closing(rest, first) {
                    Some(end) if !apostrophe => rest = &rest[end..],
                    _ => return out,
                }
            }
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}

/// Behind the quotation mark that closes.
fn closing(rest: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    rest.char_indices().find_map(|(at, c)| {
        let closes = c == mark && !escaped;
        escaped = c == '\\' && !escaped;
        closes.then_some(at + c.len_utf8())
    })
}

/// Whether a comment up to the end of the line begins here.
fn begins_remark(before: Option<char>, rest: &str) -> bool {
    let spaced = before.is_none_or(char::is_whitespace);
    let then_space = |mark: &str| {
        rest.strip_prefix(mark).is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(|c: char| !c.is_ascii())
        })
    };
    (rest.starts_with("//") && before != Some(':'))
        || (spaced
            && ["#", "##", "###", "#!", "--", ";", ";;", "%", "%%", "*", "rem", "REM", "///", "---"]
                .iter()
                .any(|mark| then_space(mark)))
        || (spaced && rest.starts_with("-- "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(language: &str, original: &str, translation: &str) -> Option<Parting> {
        Code::new(language, translation).parts_from(&Code::new(language, original), true)
    }

    #[test]
    fn a_line_of_code_is_found_in_its_block() {
        for (text, number, words) in [
            ("a\n\n```rust\none\n  two\n```\n", 2, "two"),
            ("> ~~~\n> one\n> two\n> ~~~\n", 2, "two"),
            ("- a\n\n      one\n\n      two\n", 3, "two"),
        ] {
            let start = text.find(['`', '~']).or(text.find("one")).unwrap();
            let found = line(text, Span::new(start, text.len()), number).unwrap();
            assert_eq!(&text[found.range()], words, "{text}");
        }
        assert_eq!(line("```\none\n```", Span::new(0, 11), 9), None);
    }

    #[test]
    fn comments_and_texts_may_be_translated() {
        for (language, original, translation) in [
            ("rust", "let x = 1; // one\n", "let x = 1; // 一\n"),
            ("rust", "// a remark\n// of two lines\nlet x = 1;\n", "// 一行说完\nlet x = 1;\n"),
            ("rust", "println!(\"Hello, {name}\");\n", "println!(\"你好，{name}\");\n"),
            ("python", "x = 1  # one\nprint('Hi')\n", "x = 1  # 一\nprint('你好')\n"),
            ("sql", "SELECT 1 -- all\n", "SELECT 1 -- 全部\n"),
            ("c", "/* a\n   b */ int x;\n", "/* 甲 */ int x;\n"),
            ("html", "<p>Hello</p>\n", "<p>你好</p>\n"),
            ("yaml", "title: Hello\nweight: 1\n", "title: 你好\nweight: 1\n"),
            ("toml", "title = \"Tea\"\n", "title = \"茶\"\n"),
            ("text", "anything\n", "at all\nelse\n"),
            ("", "Tea    1 pot\n", "茶    一壶\n"),
            ("rust", "fn f() {\n\n    g();\n}\n", "fn f() {\n    g();\n}\n"),
            ("sh", "echo it's fine\n", "echo it's good\n"),
            ("go", "http.Get(\"https://a.example\") // x\n", "http.Get(\"https://b.example\") // 甲\n"),
            ("html", "<p>one\ntwo</p>\n", "<p>一二</p>\n"),
        ] {
            assert_eq!(parts(language, original, translation), None, "{original}");
        }
    }

    #[test]
    fn everything_else_is_the_same() {
        use How::{Differs, EndsSooner, GoesOn};
        for (language, original, translation, (line, of_original, how)) in [
            ("rust", "let x = 1;\nlet y = 2;\n", "let x = 1;\nlet y = 3;\n", (2, 2, Differs)),
            ("rust", "let x = 1;\nlet y = 2;\n", "let x = 1;\n", (1, 2, EndsSooner)),
            ("rust", "let x = 1;\n", "// 一\nlet x = 1;\n\nlet y = 2;\n", (4, 1, GoesOn)),
            ("sh", "cargo install yiben --locked\n", "cargo install yiben\n", (1, 1, Differs)),
            ("toml", "per-page = 20\n", "# 每页\nper-page = 10\n", (2, 1, Differs)),
            ("python", "f(\"a\", 1)\n", "f(\"甲\", 2)\n", (1, 1, Differs)),
            ("c", "#include <a.h>\n", "#include <b.h>\n", (1, 1, Differs)),
        ] {
            let parting = Parting { line, of_original, how };
            assert_eq!(parts(language, original, translation), Some(parting), "{original}");
        }
    }
}

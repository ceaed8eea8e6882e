//! Code, coloured at build time by classes. The one door to syntect and its syntaxes.
//!
//! A theme styles `<span>`s of these one-letter classes; equal neighbours are one span, and what has no class (names,
//! punctuation) has no span:
//!
//! | class | what | class | what |
//! |---|---|---|---|
//! | `c` | comment | `a` | attribute, annotation |
//! | `k` | keyword, tag | `o` | operator |
//! | `s` | string | `e` | escape in a string |
//! | `n` | number | `v` | constant, `true`, `nil` |
//! | `f` | function, macro | `h` | heading |
//! | `t` | type | `i`, `d` | inserted, deleted line |

mod classes;
mod lines;
mod memo;

use super::html::escape;
use classes::Class;
use lines::Reader;
use memo::Memo;
use std::sync::OnceLock;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Longer code is not coloured: it is data, and would take seconds.
const LONGEST: usize = 256 << 10;
/// A longer line is not coloured: it is minified, and regular expressions are slow on it.
const LONGEST_LINE: usize = 8 << 10;

/// Colours code. Whatever page asks first, a block is coloured once; the others copy.
#[derive(Default)]
pub struct Highlighter {
    /// Loaded when the first block asks for it: a site without code pays nothing.
    syntaxes: OnceLock<SyntaxSet>,
    memo: Memo,
    /// Whether nothing is coloured.
    plain: bool,
}

/// A stretch of code of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its class.
    pub class: Class,
    /// Its length in bytes.
    pub length: u32,
}

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Highlighter").finish_non_exhaustive()
    }
}

impl Highlighter {
    /// A highlighter that remembers what [`Highlighter::kept`] gave at an earlier build; from any other bytes it learns
    /// nothing.
    pub fn remembering(bytes: &[u8]) -> Self {
        Self { memo: Memo::remembering(bytes), ..Self::default() }
    }

    /// One that leaves all code as it is, for those who only look at what a page says.
    pub fn plain() -> Self {
        Self { plain: true, ..Self::default() }
    }

    /// What it coloured, for a later build.
    pub fn kept(&self) -> Vec<u8> {
        self.memo.kept()
    }

    /// Appends `text` as HTML, coloured if its language is known.
    pub fn write(&self, language: &str, text: &str, out: &mut String) {
        if self.plain || language.is_empty() || is_plain(language) || text.len() > LONGEST {
            return escape::text(text, out);
        }
        let stretches = self.memo.get(language, text, || self.colour(language, text));
        let mut at = 0;
        for stretch in stretches.iter() {
            let end = at + stretch.length as usize;
            match stretch.class.name() {
                "" => escape::text(&text[at..end], out),
                name => {
                    out.push_str("<span class=\"");
                    out.push_str(name);
                    out.push_str("\">");
                    escape::text(&text[at..end], out);
                    out.push_str("</span>");
                }
            }
            at = end;
        }
        escape::text(&text[at..], out);
    }

    /// The stretches of `text`; none if its language is unknown.
    fn colour(&self, language: &str, text: &str) -> Vec<Stretch> {
        let syntaxes = self.syntaxes.get_or_init(two_face::syntax::extra_newlines);
        let Some(syntax) = find(syntaxes, language) else { return Vec::new() };
        let mut reader = Reader::new(syntaxes, syntax);
        let mut painter = Painter::default();
        for line in text.split_inclusive('\n') {
            if line.len() > LONGEST_LINE {
                painter.add(Class::Plain, line);
                continue;
            }
            let Some(parts) = reader.line(line) else {
                // A syntax with a mistake of its own: the rest stays as it is.
                break;
            };
            let mut at = 0;
            for (class, length) in parts.iter() {
                let end = at + *length as usize;
                painter.add(*class, &line[at..end]);
                at = end;
            }
        }
        painter.finish()
    }
}

/// Puts stretches together: neighbours of one class, and white space with what stands around it.
#[derive(Default)]
struct Painter {
    stretches: Vec<Stretch>,
    /// White space that belongs to no stretch yet.
    space: u32,
}

impl Painter {
    fn add(&mut self, class: Class, text: &str) {
        let bytes = |text: &str| u32::try_from(text.len()).unwrap_or(u32::MAX);
        let trimmed = text.trim_end();
        let behind = bytes(&text[trimmed.len()..]);
        if trimmed.is_empty() {
            self.space += behind;
            return;
        }
        let length = bytes(trimmed);
        let space = std::mem::replace(&mut self.space, behind);
        match self.stretches.last_mut() {
            Some(last) if last.class == class => last.length += space + length,
            Some(last) if last.class == Class::Plain => {
                last.length += space;
                self.stretches.push(Stretch { class, length });
            }
            _ if class == Class::Plain => self.stretches.push(Stretch { class, length: space + length }),
            _ => {
                if space > 0 {
                    self.stretches.push(Stretch { class: Class::Plain, length: space });
                }
                self.stretches.push(Stretch { class, length });
            }
        }
    }

    fn finish(self) -> Vec<Stretch> {
        self.stretches
    }
}

/// Names for text that has no syntax.
fn is_plain(language: &str) -> bool {
    ["text", "txt", "plain", "plaintext", "none", "console", "output"]
        .iter()
        .any(|name| language.eq_ignore_ascii_case(name))
}

/// The syntax of that name, extension or alias.
fn find<'a>(syntaxes: &'a SyntaxSet, language: &str) -> Option<&'a SyntaxReference> {
    let lower = language.to_ascii_lowercase();
    let name = match lower.as_str() {
        "shell" | "zsh" | "ksh" | "shell-session" => "bash",
        "jsonc" | "json5" | "mongodb-json" | "jsonl" => "json",
        "golang" => "go",
        "c++" => "cpp",
        "c#" | "csharp" => "cs",
        "f#" | "fsharp" => "fs",
        "objc" | "obj-c" | "objectivec" => "objective-c",
        "scheme" => "scm",
        "fortran" => "f90",
        "py3" | "python3" => "python",
        "rs" => "rust",
        "ps" | "pwsh" => "powershell",
        "viml" => "vim",
        "jsx" => "javascript",
        "docker" => "dockerfile",
        "proto3" => "proto",
        "make" => "makefile",
        "postgres" | "postgresql" | "pgsql" | "plpgsql" | "mysql" | "sqlite" => "sql",
        other => other,
    };
    syntaxes.find_syntax_by_token(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coloured(language: &str, text: &str) -> String {
        let mut out = String::new();
        Highlighter::default().write(language, text, &mut out);
        out
    }

    #[test]
    fn code_is_coloured_by_short_classes() {
        let rust = coloured("rust", "// 注释\nlet x: u32 = \"a<b\\n\";\n");
        assert_eq!(
            rust,
            "<span class=\"c\">// 注释</span>\n<span class=\"k\">let</span> x: <span class=\"k\">u32</span> \
             <span class=\"o\">=</span> <span class=\"s\">\"a&lt;b</span><span class=\"e\">\\n</span>\
             <span class=\"s\">\"</span>;\n"
        );
    }

    #[test]
    fn the_usual_names_of_languages_are_known() {
        let syntaxes = two_face::syntax::extra_newlines();
        for name in
            ["csharp", "C#", "fsharp", "objc", "objective-c", "scheme", "fortran", "pgsql", "proto3", "jsonc", "docker"]
        {
            assert!(find(&syntaxes, name).is_some(), "{name}");
        }
    }

    #[test]
    fn nothing_of_the_code_is_lost_in_any_language() {
        let text = "def f(a):\n\treturn {'a': 1} # 注\r\n\n<b class='x'>&amp;</b> $HOME += `x` \u{1F600}";
        for language in ["python", "html", "sh", "JavaScript", "c++", "toml", "sql", "go", "yaml", "typescript", "diff"]
        {
            let mut plain = String::new();
            let mut rest = coloured(language, text);
            while let Some(at) = rest.find('<') {
                plain.push_str(&rest[..at]);
                rest = rest[at..].split_once('>').unwrap().1.to_owned();
            }
            plain.push_str(&rest);
            let mut expected = String::new();
            escape::text(text, &mut expected);
            assert_eq!(plain, expected, "{language}");
        }
    }

    #[test]
    fn a_line_is_coloured_by_what_stands_before_it_whoever_asked_first() {
        let inside = "/*\nlet x = 1;\n*/\nlet x = 1;\n";
        let twice = [coloured("rust", inside), coloured("rust", inside)];
        let other = std::thread::scope(|scope| scope.spawn(|| coloured("rust", inside)).join().unwrap());
        assert_eq!(twice, [other.clone(), other]);
        assert!(
            twice[0].starts_with("<span class=\"c\">/*\nlet x = 1;\n*/</span>\n<span class=\"k\">let"),
            "{}",
            twice[0]
        );
    }

    #[test]
    fn unknown_languages_stay_plain() {
        for language in ["", "text", "no-such-language", "汉语"] {
            assert_eq!(coloured(language, "if <x> {}"), "if &lt;x&gt; {}");
        }
    }
}

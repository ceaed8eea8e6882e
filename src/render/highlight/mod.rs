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
mod heads;
mod lines;
mod memo;
mod rules;
mod state;

use super::html::escape;
use classes::Class;
use lines::Reader;
use memo::Memo;
use std::sync::LazyLock;
use syntect::parsing::{SyntaxReference, SyntaxSet};

/// Longer code is not coloured: it is data, and would take seconds.
const LONGEST: usize = 256 << 10;
/// A longer line is not coloured: it is minified, and regular expressions are slow on it.
const LONGEST_LINE: usize = 8 << 10;

/// Loaded when the first block asks for it: a site without code pays nothing.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Colours code. Whatever page asks first, a block is coloured once; the others copy.
#[derive(Default)]
pub struct Highlighter {
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
        let reader = Reader::new(&SYNTAXES, language, || find(&SYNTAXES, language));
        let Some(mut reader) = reader else { return Vec::new() };
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
        for name in
            ["csharp", "C#", "fsharp", "objc", "objective-c", "scheme", "fortran", "pgsql", "proto3", "jsonc", "docker"]
        {
            assert!(find(&SYNTAXES, name).is_some(), "{name}");
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

    /// Code in many languages: samples that try corners, and files of our own.
    fn code() -> Vec<(&'static str, &'static str)> {
        let fences = include_str!("samples.md").split("\n```").skip(1).step_by(2);
        let mut texts: Vec<_> = fences.filter_map(|fence| fence.split_once('\n')).collect();
        texts.extend([
            ("js", include_str!("../../../theme/scripts/search.js")),
            ("rust", include_str!("state.rs")),
            ("toml", include_str!("../../../Cargo.toml")),
            ("md", include_str!("../../../README.md")),
        ]);
        assert!(texts.len() > 20, "{}", texts.len());
        texts
    }

    /// Every line is read as syntect's own parser reads it.
    #[test]
    fn scopes_change_as_syntect_changes_them() {
        let mut texts = code();
        // Code of other languages takes the rules for mistakes, and what is not of ASCII goes other ways.
        let lines = texts.iter().flat_map(|(_, text)| text.lines().step_by(11));
        let all: String = lines.flat_map(|line| [line, "\n"]).collect();
        let strange = all.replace('e', "é");
        let languages: Vec<&str> = texts.iter().map(|(language, _)| *language).collect();
        texts.extend(languages.iter().flat_map(|language| [(*language, &*all), (*language, &*strange)]));
        let mut rules = rules::Rules::new(&SYNTAXES);
        for (language, text) in texts {
            let syntax = find(&SYNTAXES, language).unwrap_or_else(|| panic!("{language}"));
            let mut own = state::State::new(rules.start(syntax).unwrap());
            let mut theirs = syntect::parsing::ParseState::new(syntax);
            for line in text.split_inclusive('\n') {
                let wanted = theirs.parse_line(line, &SYNTAXES).ok();
                assert_eq!(own.read(line, &mut rules), wanted, "{language}: {line}");
            }
        }
    }

    /// No rule that was asked on these lines matches where its heads say that it cannot.
    #[test]
    fn every_match_begins_with_one_of_its_heads() {
        let mut rules = rules::Rules::new(&SYNTAXES);
        let texts = code();
        for (language, text) in &texts {
            let mut state = state::State::new(rules.start(find(&SYNTAXES, language).unwrap()).unwrap());
            text.split_inclusive('\n').for_each(|line| drop(state.read(line, &mut rules)));
        }
        let lines: Vec<&str> = texts.iter().flat_map(|(_, text)| text.split_inclusive('\n').step_by(7)).collect();
        let (mut line, mut known) = (heads::Line::default(), 0);
        for pattern in rules.patterns() {
            let Some(heads) = heads::Heads::of(pattern.regex_str()) else { continue };
            known += 1;
            for text in lines.iter().filter(|text| text.is_ascii()) {
                line.take(text);
                let (mut from, mut region) = (0, syntect::parsing::Region::new());
                while from < text.len() && pattern.search(text, from, text.len(), Some(&mut region)) {
                    let found = region.pos(0).unwrap().0;
                    assert!(heads.place(&line, found) == Some(found), "{}\n{text}{found}", pattern.regex_str());
                    from = found + 1;
                }
            }
        }
        assert!(known > 1000, "{known}");
    }

    #[test]
    fn unknown_languages_stay_plain() {
        for language in ["", "text", "no-such-language", "汉语"] {
            assert_eq!(coloured(language, "if <x> {}"), "if &lt;x&gt; {}");
        }
    }
}

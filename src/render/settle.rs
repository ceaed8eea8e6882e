//! Expressions that say the same on every page of an edition (`{{ t("menu") }}`, `{{ edition.title }}`) are replaced in the
//! templates that are compiled in by what they say, before any page is filled.
//!
//! What comes of it must be what the template as written gives, so this keeps away from everything that it does not know:
//! a text that the engine could take for markup, and a site whose own templates give one of the names another meaning.

use std::ops::Range;

/// The names that mean the same on all pages of an edition.
const NAMES: [&str; 3] = ["t", "edition", "site"];

/// Statements that give a name its meaning.
const BINDING: [&str; 7] = ["set", "for", "with", "macro", "import", "from", "call"];

/// Statements between which an expression may be another thing than elsewhere.
const REGIONS: [&str; 2] = ["raw", "autoescape"];

/// Markup of a template, with what stands between its marks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Markup {
    /// `{{ … }}`, or else `{% … %}`.
    pub expression: bool,
    /// All of it.
    pub whole: Range<usize>,
    /// What stands between the marks.
    pub inner: Range<usize>,
}

/// Whether a template may give one of the names another meaning, here or in what it includes.
pub fn redefines(text: &str) -> bool {
    markup(text).iter().filter(|markup| !markup.expression).any(|markup| {
        let inner = text[markup.inner.clone()].trim_start_matches(['-', '+']);
        let Some(tokens) = tokens(inner) else { return true };
        let word = tokens.first().copied().unwrap_or_default();
        REGIONS.contains(&word) || (BINDING.contains(&word) && binds(&tokens))
    })
}

/// Whether a statement names one of the names otherwise than to look something up: `edition.title`, `t("menu")`.
fn binds(tokens: &[&str]) -> bool {
    let named = |at: &usize| NAMES.contains(&tokens[*at]) && (*at == 0 || tokens[*at - 1] != ".");
    let looks = |at: usize| tokens.get(at + 1).is_some_and(|next| [".", "("].contains(next));
    let mut names = (0..tokens.len()).filter(named);
    names.any(|at| !looks(at) || tokens[at - 1] == "macro")
}

/// `text` with every expression of nothing but these names replaced by what it says; where `say` does not know, or where
/// that could be read as markup, it stays.
pub fn settled(text: &str, say: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for Markup { whole, inner, .. } in markup(text).into_iter().filter(|markup| markup.expression) {
        let expression = &text[inner.clone()];
        // What does not end, and what begins with one brace too many, is a mistake that stays as it is.
        let known = is_shared(expression) && whole.end > inner.end && !text[..whole.start].ends_with('{');
        if let Some(said) = Some(expression).filter(|_| known).and_then(say).filter(|said| is_plain(said)) {
            out.push_str(&text[done..whole.start]);
            out.push_str(&said);
            done = whole.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// Whether a text in an expression's place is read as text, and leaves the white space around it as it is.
fn is_plain(said: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    let edges = edge(said.chars().next()) && edge(said.chars().next_back());
    edges && !said.ends_with('{') && !["{{", "{%", "{#"].iter().any(|mark| said.contains(mark))
}

/// Whether an expression looks at nothing but the names that all pages share, and at what it says itself.
fn is_shared(expression: &str) -> bool {
    let Some(tokens) = tokens(expression) else { return false };
    let mut found = false;
    for (at, token) in tokens.iter().enumerate() {
        let is =
            |at: Option<usize>, those: &[&str]| at.and_then(|at| tokens.get(at)).is_some_and(|it| those.contains(it));
        if NAMES.contains(token) && !is(at.checked_sub(1), &[".", "|"]) && is(Some(at + 1), &[".", "("]) {
            found = true;
            continue;
        }
        let known = token.starts_with(['"', '\'', '.', '(', ')', ',', '=', '|'])
            || token.bytes().all(|byte| byte.is_ascii_digit())
            || *token == "or"
            || is(at.checked_sub(1), &[".", "|"])
            || is(Some(at + 1), &["="]);
        if !known {
            return false;
        }
    }
    found
}

/// The words, texts and marks of an expression; `None` where a text does not end.
pub(super) fn tokens(inner: &str) -> Option<Vec<&str>> {
    let mut tokens = Vec::new();
    let mut rest = inner.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' | '\'' => quoted(rest)?,
            c if c.is_alphanumeric() || c == '_' => {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
            }
            c => c.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

/// The length of the text in quotation marks that `rest` begins with.
fn quoted(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match *byte {
            b'\\' => at += 2,
            byte if byte == bytes[0] => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// All expressions and statements of a template, in order; comments are left out.
pub(super) fn markup(text: &str) -> Vec<Markup> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = text[at..].find('{') {
        let start = at + step;
        let expression = match bytes.get(start + 1) {
            Some(b'{') => true,
            Some(b'%') => false,
            Some(b'#') => {
                at = text[start..].find("#}").map_or(text.len(), |end| start + end + 2);
                continue;
            }
            _ => {
                at = start + 1;
                continue;
            }
        };
        let end = end(text, start + 2, if expression { "}}" } else { "%}" });
        let whole = start..(end + 2).min(text.len());
        at = whole.end;
        found.push(Markup { expression, whole, inner: start + 2..end });
    }
    found
}

/// Where the markup whose inside begins at `from` has its end mark; texts in quotation marks are no marks.
fn end(text: &str, from: usize, mark: &str) -> usize {
    let mut at = from;
    while let Some(c) = text[at..].chars().next() {
        if text[at..].starts_with(mark) {
            return at;
        }
        at += match c {
            '"' | '\'' => quoted(&text[at..]).unwrap_or(1),
            c => c.len_utf8(),
        };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_the_same_on_all_pages_is_said_once() {
        let say = |expression: &str| match expression.trim() {
            "edition.title" => Some("书".to_owned()),
            "edition.footer" => Some(" <p>".to_owned()),
            "edition.code" => Some("a{{b".to_owned()),
            "t(\"a }} b\", count=2) | replace(\"2\", \"{n}\")" => Some("{n} 个".to_owned()),
            "t(\"menu\")" => Some("菜单".to_owned()),
            "site.icon or \"data:,\"" => Some("data:,".to_owned()),
            _ => None,
        };
        let cases = [
            ("<b>{{ edition.title }}</b>{{ page.title }}", "<b>书</b>{{ page.title }}"),
            ("{% if edition.title %}{{ t(\"menu\") }}{% endif %}", "{% if edition.title %}菜单{% endif %}"),
            ("{# {{ edition.title }} #}{{edition.title}}", "{# {{ edition.title }} #}书"),
            ("{{ site.icon or \"data:,\" }}", "data:,"),
            ("{{ t(\"a }} b\", count=2) | replace(\"2\", \"{n}\") }}", "{n} 个"),
            // What could be markup, or would change the white space around it, stays; so does what looks at the page.
            ("{{{ edition.title }}", "{{{ edition.title }}"),
            ("{{ edition.footer }}{{ edition.code }}", "{{ edition.footer }}{{ edition.code }}"),
            ("{{- edition.title -}}", "{{- edition.title -}}"),
            (
                "{{ t(\"menu\", n=page.words) }}{{ entry.edition }}",
                "{{ t(\"menu\", n=page.words) }}{{ entry.edition }}",
            ),
            ("{{ edition.title", "{{ edition.title"),
        ];
        for (text, expected) in cases {
            assert_eq!(settled(text, &say), expected, "{text}");
        }
    }

    #[test]
    fn a_template_that_gives_a_name_another_meaning_is_known() {
        for text in [
            "{% set edition = site.editions[0] %}",
            "{%- with t = 1 -%}",
            "{% for a, site in pairs %}",
            "{% macro f(edition) %}",
            "{%- macro t(x) -%}",
            "{% from \"x\" import y as t %}",
            "{% with a = \"%}\", edition = 1 %}",
            "{% raw %}",
            "{% autoescape false %}",
            "{% set a = \"no end %}",
        ] {
            assert!(redefines(text), "{text}");
        }
        for text in [
            "{{ edition.title }}{% if t(\"a\") %}",
            "{# {% set edition = 1 %} #}",
            "{% include \"t\" %} don't { set edition = 1 }",
            "{% set editions = 1 %}{% for tag in page.tags %}",
            "{% for link in edition.navigation %}{% set a = t(\"b\", n=c.edition) %}",
        ] {
            assert!(!redefines(text), "{text}");
        }
    }
}

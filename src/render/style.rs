//! The style sheet: made compact, and given the site's own colours and fonts from `[theme]` in book.toml.

use crate::config::{Config, ThemeValue};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::RelPath;
use std::fmt::Write;

/// What `[theme.colors]` may set, and the custom property behind each name with what the theme makes it by night, as
/// `base.css` has it. A background that somebody chose by day would hide the text by night; an accent may hold for both.
pub const COLORS: &[(&str, &str, &str)] = &[
    ("accent", "--accent", ""),
    ("background", "--paper", "#17181b"),
    ("text", "--ink", "#e2e2e5"),
    ("muted", "--muted", "#a5a6ae"),
    ("line", "--rule", "#383a41"),
    ("panel", "--wash", "#212327"),
];

/// What `[theme.fonts]` may set beside locales.
pub const FONTS: &[(&str, &str)] = &[("body", "--latin"), ("heading", "--heading"), ("code", "--code")];

/// A style sheet without comments, indentation, empty lines, and blanks beside punctuation. Strings of the theme's own sheets
/// hold no comment marks.
pub fn compact(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    let mut bare = String::with_capacity(sheet.len());
    while let Some(at) = rest.find("/*") {
        bare.push_str(&rest[..at]);
        rest = rest[at..].find("*/").map_or("", |end| &rest[at + end + 2..]);
    }
    bare.push_str(rest);
    for line in bare.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // Where a string is not told by its quotation marks alone, the line stays as it is.
        if line.contains(['\'', '\\']) {
            out.push_str(line);
        } else {
            let parts = line.split('"').enumerate();
            let parts = parts.map(|(at, part)| if at % 2 == 0 { squeezed(part) } else { part.to_owned() });
            out.push_str(&parts.collect::<Vec<_>>().join("\""));
        }
        out.push('\n');
    }
    out
}

/// A part of a line that is in no string, without the blanks that mean nothing. Before a colon, one makes a selector of
/// what is inside an element.
fn squeezed(part: &str) -> String {
    let blanks = [(" {", "{"), ("{ ", "{"), (" }", "}"), ("; ", ";"), (": ", ":"), (", ", ",")];
    blanks.iter().fold(part.to_owned(), |part, (from, to)| part.replace(from, to))
}

/// The background by day and by night, for the browser's own frame.
pub fn background(config: &Config) -> (String, String) {
    let (light, dark) = color(config, "background").unwrap_or_default();
    let or = |given: String, usual: &str| if given.is_empty() { usual.to_owned() } else { given };
    (or(light, "#ffffff"), or(dark, "#17181b"))
}

/// The rules that `[theme.colors]` and `[theme.fonts]` ask for. A value that is no plain CSS value is reported.
pub fn custom(config: &Config, found: &mut Vec<Diagnostic>) -> String {
    let mut out = String::new();
    let mut root = String::new();
    for (name, property, _) in COLORS {
        let Some((light, dark)) = color(config, name) else { continue };
        if check(config, &format!("theme.colors.{name}"), &format!("{light} {dark}"), found) {
            let value = if dark.is_empty() { light } else { format!("light-dark({light}, {dark})") };
            let _ = write!(root, "{property}: {value};");
        }
    }
    for (name, value) in fonts(config) {
        if !check(config, &format!("theme.fonts.{name}"), &value, found) {
            continue;
        }
        match FONTS.iter().find(|(known, _)| *known == name) {
            Some((_, property)) => {
                let _ = write!(root, "{property}: {value};");
            }
            None => {
                // As a Han face it follows the Latin one. Named twice, the locale outweighs the rules of the sheet.
                let _ = writeln!(out, ":lang({name}):lang({name}) {{ --han: {value} }}");
            }
        }
    }
    if !root.is_empty() {
        let _ = writeln!(out, ":root {{ {root} }}");
    }
    out
}

/// A colour of `[theme.colors]` as it is by day.
pub fn by_day(config: &Config, name: &str) -> Option<String> {
    color(config, name).map(|(light, _)| light)
}

/// A colour of `[theme.colors]`: one text, or a table with `light` and `dark`. One text is the colour by day; by night the
/// theme's own stays, if it has one.
fn color(config: &Config, name: &str) -> Option<(String, String)> {
    let ThemeValue::Table(colors) = config.theme.get("colors")? else { return None };
    match colors.get(name)? {
        ThemeValue::Text(one) => {
            let usual = COLORS.iter().find(|(known, ..)| *known == name).map_or("", |(.., dark)| dark);
            Some((one.all.clone()?, usual.to_owned()))
        }
        ThemeValue::Table(both) => {
            let of = |key: &str| match both.get(key) {
                Some(ThemeValue::Text(text)) => text.all.clone().unwrap_or_default(),
                _ => String::new(),
            };
            Some((of("light"), of("dark")))
        }
        _ => None,
    }
}

/// The fonts of `[theme.fonts]`: `body`, `heading`, `code`, or a locale's Han face.
fn fonts(config: &Config) -> Vec<(String, String)> {
    let plain = |(name, value): (&String, &ThemeValue)| match value {
        ThemeValue::Text(text) => Some((name.clone(), text.all.clone()?)),
        _ => None,
    };
    match config.theme.get("fonts") {
        Some(ThemeValue::Table(fonts)) => fonts.iter().filter_map(plain).collect(),
        Some(ThemeValue::Text(by)) => by.by.iter().map(|(locale, value)| (locale.to_string(), value.clone())).collect(),
        _ => Vec::new(),
    }
}

/// Whether `value` can stand in a declaration without ending it.
fn check(config: &Config, key: &str, value: &str, found: &mut Vec<Diagnostic>) -> bool {
    let bad = value.chars().find(|c| matches!(c, ';' | '{' | '}' | '<' | '>' | '\\' | '@') || c.is_control());
    let Some(bad) = bad else { return true };
    let path = RelPath::new("book.toml").expect("a literal file name is a path");
    let diagnostic =
        Diagnostic::new(Code::ConfigValue, &path, format!("`{key}` holds `{bad}`, which no CSS value has"));
    let span = config.spans.get(key).or_else(|| config.spans.get("theme"));
    found.push(match span {
        Some(span) => diagnostic.at(*span),
        None => diagnostic,
    });
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_by_night_are_those_of_the_sheet() {
        let sheet = include_str!("../../theme/styles/base.css");
        for (name, property, dark) in COLORS {
            let own = sheet.split_once(&format!("{property}: light-dark(")).and_then(|(_, rest)| rest.split_once(')'));
            let (own, _) = own.unwrap_or_else(|| panic!("{name} is no property of the sheet"));
            assert!(dark.is_empty() || own.ends_with(&format!(", {dark}")), "{name}: {own}");
        }
    }

    #[test]
    fn comments_and_indentation_go() {
        // (sheet, compact)
        let cases = [
            ("/* a */\n:root {\n  --a: 1; /* b\n */\n}\n\n", ":root{\n--a:1;\n}\n"),
            ("a { b: c; d: e }/* open", "a{b:c;d:e}\n"),
            ("a :hover, b { c: d(e, f) }", "a :hover,b{c:d(e,f)}\n"),
            ("a { content: \", \"; b: c }", "a{content:\", \";b:c}\n"),
            ("a { content: ': '; b: \"x\" }", "a { content: ': '; b: \"x\" }\n"),
        ];
        for (sheet, wanted) in cases {
            assert_eq!(compact(sheet), wanted, "{sheet}");
        }
    }
}

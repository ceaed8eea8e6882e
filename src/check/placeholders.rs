//! Placeholders: what a program puts something in place of, and what a translation must hand on as it stands.

use std::ops::Range;

/// The placeholders of `text` in their order: `{name}`, `{{ variable }}`, `${VARIABLE}`, `$VARIABLE`, `%s`, `%(name)s`,
/// `%{name}`.
pub fn find(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr::memchr3(b'{', b'$', b'%', &text.as_bytes()[at..]).map(|next| at + next) {
        let length = length(&text[..next], &text[next..]);
        if length > 0 {
            found.push(next..next + length);
        }
        at = next + length.max(1);
    }
    found
}

/// The common form of a placeholder: spaces inside it say nothing.
pub fn common(placeholder: &str) -> String {
    placeholder.split_whitespace().collect()
}

/// The length of the placeholder that `rest` begins with; 0 if it begins with none.
fn length(before: &str, rest: &str) -> usize {
    if let Some(inside) = rest.strip_prefix("{{") {
        let end = inside.find("}}").filter(|end| is_variable(inside[..*end].trim()));
        return end.map_or(0, |end| end + "{{}}".len());
    }
    if let Some(inside) = rest.strip_prefix("${").or_else(|| rest.strip_prefix("%{")) {
        return braced(inside).map_or(0, |end| end + "${}".len());
    }
    if let Some(inside) = rest.strip_prefix('{') {
        return braced(inside).map_or(0, |end| end + "{}".len());
    }
    if let Some(name) = rest.strip_prefix('$') {
        return variable(before, name);
    }
    percent(before, &rest[1..])
}

/// Where the brace behind a name closes.
fn braced(inside: &str) -> Option<usize> {
    let end = inside.find('}')?;
    is_variable(&inside[..end]).then_some(end)
}

/// Whether `name` names a variable: letters, digits, `_`, `.` and `-`, a letter first; or a number alone.
fn is_variable(name: &str) -> bool {
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
    let number = name.len() <= 2 && name.bytes().all(|byte| byte.is_ascii_digit());
    plain && !name.is_empty() && (number || name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_'))
}

/// `$VARIABLE`, in capitals as shells write it: `$5` is money, and `$x` mathematics.
fn variable(before: &str, name: &str) -> usize {
    let end = name.bytes().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_').count();
    let begins = name.starts_with(|c: char| c.is_ascii_uppercase() || c == '_');
    let goes_on = name[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let beside = before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '$');
    if begins && !goes_on && !beside && end > 1 { end + 1 } else { 0 }
}

/// `%s` and `%d` of `printf`, with a position before them; `%(name)s` of Python.
fn percent(before: &str, rest: &str) -> usize {
    if before.ends_with(|c: char| c.is_ascii_digit() || c == '%') {
        return 0;
    }
    let named = rest.strip_prefix('(').and_then(|inside| {
        let end = inside.find(')').filter(|end| is_variable(&inside[..*end]))?;
        Some(end + "()".len())
    });
    let position = || {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && rest[digits..].starts_with('$') { digits + 1 } else { 0 }
    };
    let lead = named.unwrap_or_else(position);
    let letter = rest[lead..].starts_with(['s', 'd', 'i', 'u', 'f']);
    let goes_on = rest[lead..].chars().nth(1).is_some_and(|c| c.is_ascii_alphanumeric());
    if letter && !goes_on { lead + "%s".len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_placeholder_and_what_is_not() {
        // (text, its placeholders)
        let cases: &[(&str, &[&str])] = &[
            ("你好，{name}！", &["{name}"]),
            ("Hello, {user.name}, {0} of {1}", &["{user.name}", "{0}", "{1}"]),
            ("{{ page.title }} and {{x}}", &["{{ page.title }}", "{{x}}"]),
            ("in $HOME or ${HOME}/x, $PATH_2", &["$HOME", "${HOME}", "$PATH_2"]),
            ("%s files, %2$d of %1$s, %(count)d", &["%s", "%2$d", "%1$s", "%(count)d"]),
            ("在%s里", &["%s"]),
            ("%{count} left", &["%{count}"]),
            ("it costs $5, US$ 20, $x, 20% sure, 100%discount, %20 and 5%d", &[]),
            ("a set {1, 2}, {a, b}, { }, {}, {{}}, {{ a b }}", &[]),
            ("{中文}", &[]),
            ("A$AP, $Aab, %score", &[]),
        ];
        for (text, wanted) in cases {
            let found: Vec<&str> = find(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, *wanted, "{text}");
        }
        assert_eq!(common("{{ page.title }}"), common("{{page.title}}"));
    }
}

//! The page of each code, as `yiben explain` prints it: a section of the guide's own list of codes.

use super::Code;

/// The guide's list, by language.
const LISTS: [(&str, &str); 2] = [
    ("en", include_str!("../../content/guide/codes.md")),
    ("zh-Hans", include_str!("../../content/guide/codes.zh-Hans.md")),
];

/// The languages that the pages are written in.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LISTS.iter().map(|(language, _)| *language)
}

/// The page of `code` in `language`, Markdown without the heading; the English one where there is no such language.
pub fn of(code: Code, language: &str) -> String {
    let list = LISTS.iter().find(|(known, _)| *known == language).unwrap_or(&LISTS[0]).1;
    section(list, code.name()).unwrap_or_else(|| format!("{}\n", code.about()))
}

/// The text below the heading that names `code`, up to the next heading.
fn section(list: &str, code: &str) -> Option<String> {
    let heading = format!("### `{code}`");
    let mut lines = list.lines().skip_while(|line| !line.strip_prefix(&heading).is_some_and(is_end));
    lines.next()?;
    let mut fenced = false;
    let mut text = String::new();
    for line in lines {
        if !fenced && line.starts_with('#') {
            break;
        }
        fenced ^= line.starts_with("```");
        text.push_str(line);
        text.push('\n');
    }
    Some(format!("{}\n", text.trim()))
}

/// Whether nothing but an id follows.
fn is_end(rest: &str) -> bool {
    rest.trim().is_empty() || rest.trim_start().starts_with('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_page_in_every_language() {
        let mut missing = Vec::new();
        for (language, list) in LISTS {
            for code in Code::ALL {
                let Some(page) = section(list, code.name()) else {
                    missing.push(format!("{language}: {}", code.name()));
                    continue;
                };
                let first = page.split("\n\n").next().unwrap_or_default().trim_end();
                let severity =
                    if language == "en" { code.severity().name() } else { SEVERITIES[code.severity() as usize] };
                if !first.starts_with(&format!("*{severity}*")) {
                    missing.push(format!("{language}: {} does not begin with `*{severity}*`", code.name()));
                }
                if language == "en" && !first.replace('\n', " ").ends_with(code.about()) {
                    missing.push(format!("{}: the first paragraph does not say `{}`", code.name(), code.about()));
                }
            }
        }
        assert!(missing.is_empty(), "\n{}", missing.join("\n"));
    }

    /// The severities in Simplified Chinese, in their order.
    const SEVERITIES: [&str; 3] = ["提示", "警告", "错误"];

    #[test]
    fn every_page_in_the_lists_is_of_a_code() {
        for (_, list) in LISTS {
            for line in list.lines().filter_map(|line| line.strip_prefix("### `")) {
                let name = line.split('`').next().unwrap_or_default();
                assert!(Code::from_name(name).is_some(), "{name}");
            }
        }
    }

    #[test]
    fn a_section_ends_with_the_next_heading_outside_of_code() {
        let list = "### `a-b` {#a-b}\n\nOne.\n\n```md\n# two\n```\n\n### `a`\n\nThree.\n";
        assert_eq!(section(list, "a-b").unwrap(), "One.\n\n```md\n# two\n```\n");
        assert_eq!(section(list, "a").unwrap(), "Three.\n");
        assert_eq!(section(list, "b"), None);
    }
}

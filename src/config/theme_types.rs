//! What sort of value each known key of `[theme]` has. Keys that nobody knows are told by the room that knows the site's own
//! templates, which may ask for them.

use super::table::{Entry, Findings, Table, local_text, table, text, texts, wrong_type};
use toml::de::DeValue;

/// Reports values of another sort.
pub(super) fn check(theme: &Table<'_, '_>, findings: &mut Findings<'_>) {
    for Entry { key, value, .. } in theme.entries() {
        let name = theme.dotted(key);
        match key {
            "logo" | "icon" | "footer" => drop(local_text(value, &name, findings)),
            "colors" => each(value, name, findings, color),
            "fonts" => each(value, name, findings, |entry, name, findings| drop(text(entry.value, name, findings))),
            "cards" if value.get_ref().as_bool().is_some() => {}
            "cards" if value.get_ref().as_table().is_none() => {
                wrong_type(value, &name, "`true`, `false` or a table", findings);
            }
            "cards" => each(value, name, findings, card),
            _ => {}
        }
    }
}

/// Looks at every entry of the table that a value should be.
fn each(
    value: &toml::Spanned<DeValue<'_>>,
    name: String,
    findings: &mut Findings<'_>,
    look: impl Fn(&Entry<'_, '_>, &str, &mut Findings<'_>),
) {
    let Some(table) = table(value, name, findings) else { return };
    for entry in table.entries() {
        look(&entry, &table.dotted(entry.key), findings);
    }
}

fn color(entry: &Entry<'_, '_>, name: &str, findings: &mut Findings<'_>) {
    match entry.value.get_ref() {
        DeValue::String(_) => {}
        DeValue::Table(_) => each(entry.value, name.to_owned(), findings, |entry, name, findings| {
            drop(text(entry.value, name, findings));
        }),
        _ => wrong_type(entry.value, name, "a text, or a table with `light` and `dark`", findings),
    }
}

fn card(entry: &Entry<'_, '_>, name: &str, findings: &mut Findings<'_>) {
    match (entry.key, entry.value.get_ref()) {
        ("draw", value) if value.as_bool().is_none() => {
            wrong_type(entry.value, name, "`true` or `false`", findings);
        }
        ("fonts", DeValue::Table(_)) => each(entry.value, name.to_owned(), findings, |entry, name, findings| {
            drop(texts(entry.value, name, findings));
        }),
        ("fonts", _) => drop(texts(entry.value, name, findings)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::config::load;
    use crate::source::Files;

    #[test]
    fn every_value_of_another_sort_is_said_at_once() {
        // (what stands behind `[theme]`, what is said)
        let cases = [
            ("logo = 5", "`theme.logo` should be a text or a table of texts by locale, and is a number"),
            ("footer = 5", "`theme.footer` should be a text or a table of texts by locale, and is a number"),
            ("colors = \"red\"", "`theme.colors` should be a table, and is a text"),
            (
                "colors = { accent = 5 }",
                "`theme.colors.accent` should be a text, or a table with `light` and `dark`, and is a number",
            ),
            ("colors.line = { light = 5 }", "`theme.colors.line.light` should be a text, and is a number"),
            ("fonts = { body = [] }", "`theme.fonts.body` should be a text, and is a list"),
            ("cards = 5", "`theme.cards` should be `true`, `false` or a table, and is a number"),
            ("cards.draw = \"no\"", "`theme.cards.draw` should be `true` or `false`, and is a text"),
            ("cards.fonts = 5", "`theme.cards.fonts` should be a text or a list of texts, and is a number"),
        ];
        let found = |theme: &str| {
            let book = format!("[editions.en]\n[theme]\n{theme}\n");
            let files = Files::memory([("book.toml", book.as_str()), ("content/a.md", "")]);
            load(&files).2.into_iter().map(|one| one.message).collect::<Vec<_>>()
        };
        for (theme, said) in cases {
            assert_eq!(found(theme), [said], "{theme}");
        }
        assert_eq!(found("logo = 5\nfooter = 5\ncards = 5").len(), 3);
        for fine in [
            "logo = { en = \"a.svg\" }",
            "colors = { accent = \"red\", line = { light = \"a\", dark = \"b\" } }",
            "cards = true",
            "cards = { draw = false, fonts = { en = [\"a\"], zh-Hans = \"b\" } }",
            "mine = 5",
        ] {
            assert_eq!(found(fine), [""; 0], "{fine}");
        }
    }
}

//! Free values of a theme or of `[extra]`: any TOML, in which any text may be given by locale.

use super::LocalText;
use super::table::Entry;
use crate::locale::Locale;
use std::collections::BTreeMap;
use toml::de::DeValue;

/// A free value of a theme: like any other text it may be a table by locale.
#[derive(Clone, Debug, PartialEq)]
pub enum ThemeValue {
    /// A text, perhaps by locale.
    Text(LocalText),
    /// A number or a boolean, as it stands; a date as its text.
    Other(serde_json::Value),
    /// A list.
    List(Vec<ThemeValue>),
    /// A table that is no text by locale.
    Table(BTreeMap<String, ThemeValue>),
}

/// Keys of `[theme]` that hold a text and nothing else.
const TEXTS: [&str; 3] = ["footer", "icon", "logo"];

/// The free entries of a table. `editions` tell a text by locale from a table whose keys only look like locales.
pub(super) fn read(entries: &[Entry<'_, '_>], editions: &[Locale]) -> BTreeMap<String, ThemeValue> {
    entries.iter().map(|entry| (entry.key.to_owned(), value(entry.value.get_ref(), editions))).collect()
}

/// The entries of `[theme]`: a text of ours by locale is one in whatever languages it is given.
pub(super) fn theme(entries: &[Entry<'_, '_>], editions: &[Locale]) -> BTreeMap<String, ThemeValue> {
    let mut theme = read(entries, editions);
    for entry in entries.iter().filter(|entry| TEXTS.contains(&entry.key)) {
        let Some(table) = entry.value.get_ref().as_table() else { continue };
        let given = |key: &str, item: &DeValue<'_>| Some((Locale::parse(key).ok()?, item.as_str()?.to_owned()));
        let by = table.iter().filter_map(|(key, item)| given(key.get_ref(), item.get_ref())).collect();
        theme.insert(entry.key.to_owned(), ThemeValue::Text(LocalText { all: None, by }));
    }
    theme
}

fn value(value_: &DeValue<'_>, editions: &[Locale]) -> ThemeValue {
    match value_ {
        DeValue::String(text) => ThemeValue::Text(LocalText::plain(text.as_ref())),
        DeValue::Integer(digits) => {
            let number = i64::from_str_radix(digits.as_str(), digits.radix()).ok();
            ThemeValue::Other(number.map_or_else(|| digits.as_str().into(), Into::into))
        }
        DeValue::Float(digits) => {
            let number = digits.as_str().parse::<f64>().ok().and_then(serde_json::Number::from_f64);
            ThemeValue::Other(number.map_or_else(|| digits.as_str().into(), serde_json::Value::Number))
        }
        DeValue::Boolean(flag) => ThemeValue::Other((*flag).into()),
        DeValue::Datetime(date) => ThemeValue::Other(date.to_string().into()),
        DeValue::Array(items) => ThemeValue::List(items.iter().map(|item| value(item.get_ref(), editions)).collect()),
        DeValue::Table(table) => {
            let pairs = || table.iter().map(|(key, item)| (key.get_ref().as_ref(), item.get_ref()));
            let by: Option<BTreeMap<_, _>> =
                pairs().map(|(key, item)| Some((edition_locale(key, editions)?, item.as_str()?.to_owned()))).collect();
            match by {
                Some(by) if !by.is_empty() => ThemeValue::Text(LocalText { all: None, by }),
                _ => ThemeValue::Table(pairs().map(|(key, item)| (key.to_owned(), value(item, editions))).collect()),
            }
        }
    }
}

/// The locale that `key` names, if the site has an edition in its language.
fn edition_locale(key: &str, editions: &[Locale]) -> Option<Locale> {
    let locale = Locale::parse(key).ok()?;
    editions.iter().any(|edition| edition.language() == locale.language()).then_some(locale)
}

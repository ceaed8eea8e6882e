//! TOML front matter into values with places.

use super::SyntaxError;
use super::value::{Entry, Node, Value};
use crate::locale::Date;
use crate::source::Span;
use toml::de::{DeTable, DeValue};

/// Reads `text`, which stands at byte `base` of its file.
pub(super) fn parse(text: &str, base: usize) -> Result<Vec<Entry>, SyntaxError> {
    match DeTable::parse(text) {
        Ok(table) => Ok(entries(table.into_inner(), text, base)),
        Err(error) => {
            let range = error.span().unwrap_or(0..text.len());
            Err(SyntaxError::new(error.message(), Span::new(range.start, range.end).shifted(base)))
        }
    }
}

fn entries(table: DeTable<'_>, text: &str, base: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| {
            let range = key.span();
            let span = Span::new(range.start, range.end).shifted(base);
            let node = node(value.span(), value.into_inner(), text, base);
            Entry { key: key.into_inner().into_owned(), span, node }
        })
        .collect();
    entries.sort_by_key(|entry| entry.span);
    entries
}

fn node(range: std::ops::Range<usize>, value: DeValue<'_>, text: &str, base: usize) -> Node {
    let span = Span::new(range.start, range.end).shifted(base);
    let value = match value {
        DeValue::String(value) => Value::Text(value.into_owned()),
        DeValue::Integer(value) => i64::from_str_radix(value.as_str(), value.radix())
            .map_or_else(|_| Value::Text(value.as_str().to_owned()), Value::Integer),
        DeValue::Float(value) => match value.as_str().parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Float(number),
            _ => Value::Text(value.as_str().to_owned()),
        },
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(value) => {
            let written = text.get(range).unwrap_or_default().to_owned();
            date(&value).map_or(Value::Text(written.clone()), |date| Value::Date(date, written))
        }
        DeValue::Array(values) => {
            Value::List(values.into_iter().map(|value| node(value.span(), value.into_inner(), text, base)).collect())
        }
        DeValue::Table(table) => Value::Table(entries(table, text, base)),
    };
    Node { value, span }
}

/// TOML's date; a time of day alone is none.
fn date(value: &toml::value::Datetime) -> Option<Date> {
    let day = value.date?;
    let seconds = value.time.map_or(0, |time| {
        u32::from(time.hour) * 3600 + u32::from(time.minute) * 60 + u32::from(time.second.unwrap_or(0))
    });
    let offset = match value.offset {
        Some(toml::value::Offset::Custom { minutes }) => minutes,
        _ => 0,
    };
    Some(Date { year: i32::from(day.year), month: day.month, day: day.day, seconds, offset })
}

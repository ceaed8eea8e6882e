//! YAML front matter into values with places.

use super::SyntaxError;
use super::value::{Entry, Node, Value};
use crate::content::markdown::chars::joins;
use crate::source::Span;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_saphyr::{Location, Spanned};
use std::fmt;

/// Reads `text`, which stands at byte `base` of its file.
pub(super) fn parse(text: &str, base: usize) -> Result<Vec<Entry>, SyntaxError> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
        non_finite_float_policy: serde_saphyr::NonFiniteFloatPolicy::AsString,
        with_snippet: false,
    };
    let place = Place { text, base };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(root) => {
            let node = place.node(root);
            match node.value {
                Value::Table(entries) => Ok(entries),
                Value::Null => Ok(Vec::new()),
                other => {
                    let message = format!("expected keys with values, found {}", other.sort());
                    Err(SyntaxError::new(&message, node.span))
                }
            }
        }
        Err(error) => {
            let span = error.location().map_or(Span::new(base, base), |location| place.span(location));
            let options = serde_saphyr::RenderOptions::new(&serde_saphyr::UserMessageFormatter);
            let message = bare(&error.without_snippet().render_with_options(options));
            match place.second_colon(span) {
                Some(at) if message.starts_with("mapping values are not allowed") => {
                    let help = "a value that holds a colon and a blank needs quotes: `title: \"One: two\"`";
                    let error = SyntaxError::new("a second `: ` in one line", at);
                    Err(SyntaxError { help: Some(help.to_owned()), ..error })
                }
                _ => Err(SyntaxError::new(&message, span)),
            }
        }
    }
}

/// The message without the place that the library puts around it; ours is shown beside it.
fn bare(message: &str) -> String {
    let message = message.strip_prefix("error: ").unwrap_or(message);
    match message.find(" at line ") {
        Some(at) => message[..at].to_owned(),
        None => message.to_owned(),
    }
}

/// Where the YAML text stands, to turn its places into the file's.
struct Place<'t> {
    text: &'t str,
    base: usize,
}

impl Place<'_> {
    fn span(&self, location: Location) -> Span {
        let span = location.span();
        let start = span.byte_offset().map_or_else(|| self.by_line(location), to_usize);
        let start = self.text.floor_char_boundary(start);
        let end = span.byte_len().map_or(start, |length| start + to_usize(length));
        let end = self.text.floor_char_boundary(end);
        let length = self.text[start..end].trim_end().len();
        Span::new(start, start + length).shifted(self.base)
    }

    /// The second `: ` of the line that `span` of the file begins in: what makes a title with a colon no title.
    fn second_colon(&self, span: Span) -> Option<Span> {
        let at = span.range().start.checked_sub(self.base).filter(|at| *at <= self.text.len())?;
        let start = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
        let line = self.text[start..].lines().next()?;
        let (second, _) = line.match_indices(": ").nth(1)?;
        Some(Span::new(start + second, start + second + 1).shifted(self.base))
    }

    /// The place that a line and a column give; columns count characters.
    fn by_line(&self, location: Location) -> usize {
        let start = self.line_start(location);
        let line = self.text[start..].lines().next().unwrap_or_default();
        let column = usize::try_from(location.column()).unwrap_or(1).saturating_sub(1);
        start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
    }

    fn line_start(&self, location: Location) -> usize {
        let lines = memchr::memchr_iter(b'\n', self.text.as_bytes());
        let line = usize::try_from(location.line()).unwrap_or(1);
        if line < 2 { 0 } else { lines.map(|at| at + 1).nth(line - 2).unwrap_or(self.text.len()) }
    }

    /// A scalar's own text: what the author wrote for a number or a boolean, so that a title `1984` stays one.
    fn node(&self, raw: Spanned<Raw>) -> Node {
        let span = self.span(raw.referenced);
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Bool(value) => Value::Bool(value),
            Raw::Integer(value) => Value::Integer(value),
            Raw::Float(value) => Value::Float(value),
            Raw::Text(value) => Value::Text(self.unfolded(value, span)),
            Raw::List(items) => Value::List(items.into_iter().map(|item| self.node(item)).collect()),
            Raw::Table(items) => Value::Table(
                items
                    .into_iter()
                    .map(|(key, value)| Entry {
                        span: self.span(key.referenced),
                        key: key.value.text(),
                        node: self.node(value),
                    })
                    .collect(),
            ),
        };
        Node { value, span }
    }
}

impl Place<'_> {
    /// A text without the spaces that YAML makes of line ends between Chinese characters (YAML 1.2.2, 6.5).
    fn unfolded(&self, mut value: String, span: Span) -> String {
        let written = self.text.get(span.start as usize - self.base..span.end as usize - self.base).unwrap_or_default();
        if !written.contains('\n') || value.is_ascii() {
            return value;
        }
        let mut from = 0;
        let mut lines = written.lines().map(str::trim).peekable();
        while let Some(line) = lines.next() {
            let next = lines.peek().copied().unwrap_or_default();
            if !joined(line, next) {
                continue;
            }
            // A few characters on either side tell this space from others.
            let start = line.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
            let end = next.char_indices().nth(NEAR).map_or(next.len(), |(at, _)| at);
            let seam = [&line[start..], " ", &next[..end]].concat();
            if let Some(at) = value[from..].find(&seam) {
                from += at + line.len() - start;
                value.remove(from);
            }
        }
        value
    }
}

/// How many characters before and behind a line end are looked at.
const NEAR: usize = 3;

/// Whether nothing is shown for a line end between these lines, as between those of a paragraph.
pub(super) fn joined(line: &str, next: &str) -> bool {
    let edges = line.chars().next_back().zip(next.chars().next());
    edges.is_some_and(|(a, b)| joins(a, true) && joins(b, true) && (joins(a, false) || joins(b, false)))
}

fn to_usize(number: impl TryInto<usize>) -> usize {
    number.try_into().unwrap_or(usize::MAX)
}

/// A YAML value as the library gives it.
enum Raw {
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Table(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl Raw {
    /// A key as text: YAML allows any value there.
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Bool(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Float(value) => value.to_string(),
            Self::Null | Self::List(_) | Self::Table(_) => String::new(),
        }
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Raw, E> {
        Ok(i64::try_from(value).map_or_else(|_| Raw::Text(value.to_string()), Raw::Integer))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_string()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_string()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Raw, E> {
        Ok(if value.is_finite() { Raw::Float(value) } else { Raw::Text(value.to_string()) })
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<Raw, E> {
        Ok(Raw::Text(String::from_utf8_lossy(value).into_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = map.next_entry()? {
            items.push(item);
        }
        Ok(Raw::Table(items))
    }
}

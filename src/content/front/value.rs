//! Values with places: the one form that TOML and YAML front matter are read into.

use crate::locale::Date;
use crate::source::Span;

/// A value and where it stands in the file's text.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its place.
    pub span: Span,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// YAML's `null`, or a key with nothing behind it.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number that fits.
    Integer(i64),
    /// Any other number that is finite.
    Float(f64),
    /// A text.
    Text(String),
    /// A date of TOML; its source text beside it.
    Date(Date, String),
    /// A list.
    List(Vec<Node>),
    /// A table, in the order written.
    Table(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// The value.
    pub node: Node,
}

impl Value {
    /// What sort of value it is, for messages.
    pub fn sort(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true or false",
            Self::Integer(_) | Self::Float(_) => "a number",
            Self::Text(_) => "a text",
            Self::Date(..) => "a date",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
        }
    }

    /// The value as templates see it. Dates become texts.
    pub fn json(self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(value),
            Self::Integer(value) => value.into(),
            Self::Float(value) => value.into(),
            Self::Text(text) | Self::Date(_, text) => Json::String(text),
            Self::List(nodes) => nodes.into_iter().map(|node| node.value.json()).collect(),
            Self::Table(entries) => entries.into_iter().map(|entry| (entry.key, entry.node.value.json())).collect(),
        }
    }
}

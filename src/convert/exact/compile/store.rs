//! The bytes and the pool of texts that tables are written into. What is already there is not written twice.

use super::layout::{Part, Value};
use std::collections::HashMap;

/// Tables under way.
#[derive(Debug, Default)]
pub struct Store {
    /// The tables.
    pub bytes: Vec<u8>,
    /// The texts of values.
    pub pool: String,
    parts: HashMap<Vec<u8>, Part>,
    texts: HashMap<String, Value>,
}

impl Store {
    /// Writes a table, aligned to eight bytes.
    pub fn part(&mut self, bytes: impl Iterator<Item = u8>) -> Part {
        let content: Vec<u8> = bytes.collect();
        if let Some(part) = self.parts.get(&content) {
            return *part;
        }
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
        let part = Part { at: self.bytes.len(), len: content.len() };
        self.bytes.extend_from_slice(&content);
        self.parts.insert(content, part);
        part
    }

    /// Writes a table of `u64`.
    pub fn words(&mut self, words: impl Iterator<Item = u64>) -> Part {
        self.part(words.flat_map(u64::to_le_bytes))
    }

    /// Writes a text.
    pub fn text(&mut self, text: &str) -> Value {
        if let Some(value) = self.texts.get(text) {
            return *value;
        }
        let value = Value::new(self.pool.len(), text.len());
        self.pool.push_str(text);
        self.texts.insert(text.to_owned(), value);
        value
    }
}

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
    /// What has been written, by length.
    parts: HashMap<usize, Vec<Part>>,
    texts: HashMap<String, Value>,
}

impl Store {
    /// Writes a table, aligned to eight bytes.
    pub fn part(&mut self, content: &[u8]) -> Part {
        let alike = self.parts.entry(content.len()).or_default();
        if let Some(part) = alike.iter().find(|part| self.bytes[part.at..part.at + part.len] == *content) {
            return *part;
        }
        self.bytes.resize(self.bytes.len().next_multiple_of(8), 0);
        let part = Part { at: self.bytes.len(), len: content.len() };
        self.bytes.extend_from_slice(content);
        alike.push(part);
        part
    }

    /// Writes a table of `u16`.
    pub fn shorts(&mut self, shorts: &[u16]) -> Part {
        let mut content = Vec::with_capacity(shorts.len() * 2);
        for short in shorts {
            content.extend_from_slice(&short.to_le_bytes());
        }
        self.part(&content)
    }

    /// Writes a table of `u64`.
    pub fn words(&mut self, words: &[u64]) -> Part {
        let mut content = Vec::with_capacity(words.len() * 8);
        for word in words {
            content.extend_from_slice(&word.to_le_bytes());
        }
        self.part(&content)
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

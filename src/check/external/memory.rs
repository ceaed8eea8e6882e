//! What addresses answered before, so that a check need not ask again at every run.

use super::Answer;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the file.
const VERSION: u32 = 1;
/// How long a good answer holds, in seconds: a day.
const DAY: u64 = 24 * 60 * 60;

/// Good answers with their times. What was wrong is asked again each time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    version: u32,
    /// For each address: when it was asked, in seconds since 1970, and where it has moved to.
    answers: BTreeMap<String, (u64, Option<String>)>,
}

impl Memory {
    /// Reads what was kept. Anything else is nothing.
    pub fn read(bytes: &[u8], now: u64) -> Self {
        let mut memory: Self = serde_json::from_slice(bytes).unwrap_or_default();
        if memory.version != VERSION {
            memory.answers.clear();
        }
        memory.version = VERSION;
        memory.answers.retain(|_, (asked, _)| *asked <= now && now - *asked < DAY);
        memory
    }

    /// As it is kept.
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What an address answered within a day.
    pub fn answer(&self, address: &str) -> Option<Answer> {
        let (_, moved) = self.answers.get(address)?;
        Some(moved.clone().map_or(Answer::Fine, Answer::Moved))
    }

    /// Remembers an answer, if it is one that lasts.
    pub fn keep(&mut self, address: &str, answer: &Answer, now: u64) {
        let moved = match answer {
            Answer::Fine => None,
            Answer::Moved(to) => Some(to.clone()),
            _ => return,
        };
        self.answers.insert(address.to_owned(), (now, moved));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_answers_last_a_day() {
        let mut memory = Memory::read(b"", 1000);
        memory.keep("https://a.example/", &Answer::Fine, 1000);
        memory.keep("https://b.example/", &Answer::Moved("https://c.example/".into()), 1000);
        memory.keep("https://d.example/", &Answer::Dead("answers 404".into()), 1000);
        let later = |seconds| Memory::read(&memory.bytes(), 1000 + seconds);
        assert_eq!(later(DAY - 1).answer("https://a.example/"), Some(Answer::Fine));
        assert_eq!(later(1).answer("https://b.example/"), Some(Answer::Moved("https://c.example/".into())));
        assert_eq!(later(1).answer("https://d.example/"), None, "what is wrong is asked again");
        assert_eq!(later(DAY).answer("https://a.example/"), None);
        assert_eq!(Memory::read(&memory.bytes(), 10).answer("https://a.example/"), None, "a clock that was set back");
        assert_eq!(Memory::read(b"\xFF{", 10), Memory::read(b"", 10), "a file that is none");
    }
}

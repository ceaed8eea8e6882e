//! What was coloured before: a memory of a pure function, shared by all threads.

use super::Stretch;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many parts the memory has, so that threads seldom wait for one another.
const SHARDS: usize = 32;
/// How much one part holds, in stretches: 64 MiB in all. What comes after is coloured every time.
const LIMIT: usize = (64 << 20) / SHARDS / size_of::<Stretch>();

/// Remembers the stretches of code by a hash of language and text.
#[derive(Default)]
pub struct Memo {
    shards: [Mutex<Shard>; SHARDS],
}

/// One part of the memory.
#[derive(Default)]
struct Shard {
    by_hash: HashMap<[u8; 32], Arc<[Stretch]>>,
    held: usize,
}

impl Memo {
    /// What `colour` gave for this text before, or gives now.
    pub fn get(&self, language: &str, text: &str, colour: impl FnOnce() -> Vec<Stretch>) -> Arc<[Stretch]> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(language.len() as u64).to_le_bytes());
        hasher.update(language.as_bytes());
        hasher.update(text.as_bytes());
        let hash = *hasher.finalize().as_bytes();
        // A thread that panicked while it held the lock left the map whole: insertion is the last thing it did.
        let shard = || self.shards[usize::from(hash[0]) % SHARDS].lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = shard().by_hash.get(&hash) {
            return Arc::clone(found);
        }
        let made: Arc<[Stretch]> = colour().into();
        let mut shard = shard();
        if shard.held < LIMIT {
            shard.held += made.len() + 8;
            shard.by_hash.insert(hash, Arc::clone(&made));
        }
        made
    }
}

//! What was coloured before: a memory of a pure function, shared by all threads, and kept from one build to the next where
//! somebody asks for it.
//!
//! Kept, it is a run of entries (the hash of language and text, the number of stretches, then class and length of each)
//! behind a head that names the format and the syntaxes, and the hash of all that follows. A memory of another version, or
//! one that is not whole, is no memory; and a stretch that does not fit its text is coloured anew.

use super::{Class, Stretch};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How many parts the memory has, so that threads seldom wait for one another.
const SHARDS: usize = 32;
/// How much one part holds, in stretches: 64 MiB in all. What comes after is coloured every time.
const LIMIT: usize = (64 << 20) / SHARDS / size_of::<Stretch>();
/// What a kept memory begins with: its format, and what the build script made of the syntaxes' version and our own code.
const HEAD: &str = concat!("yiben code 1 ", env!("YIBEN_SYNTAXES"), "\n");
/// The length of a hash, in bytes.
const HASH: usize = blake3::OUT_LEN;

/// Remembers the stretches of code by a hash of language and text.
#[derive(Default)]
pub struct Memo {
    shards: [Mutex<Shard>; SHARDS],
}

/// One part of the memory.
#[derive(Default)]
struct Shard {
    by_hash: HashMap<[u8; HASH], Known>,
    held: usize,
}

/// A text's hash and its stretches, as they are kept.
type Kept = ([u8; HASH], Arc<[Stretch]>);

/// The stretches of one text.
struct Known {
    stretches: Arc<[Stretch]>,
    /// Whether this build asked for them: what no page shows any more is not kept.
    used: bool,
}

impl Memo {
    /// The memory that [`Memo::kept`] gave; an empty one where the bytes are anything else.
    pub fn remembering(bytes: &[u8]) -> Self {
        let memo = Self::default();
        let Some(mut entries) = whole(bytes) else { return memo };
        while let Some(((hash, stretches), rest)) = entry(entries) {
            let mut shard = memo.shard(&hash);
            shard.held += stretches.len() + 8;
            shard.by_hash.insert(hash, Known { stretches, used: false });
            entries = rest;
        }
        memo
    }

    /// What this build used, to be remembered: the same bytes whatever the order in which it was asked for.
    pub fn kept(&self) -> Vec<u8> {
        let mut all: Vec<Kept> = Vec::new();
        for shard in &self.shards {
            let shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            #[allow(clippy::iter_over_hash_type, reason = "they are sorted below")]
            for (hash, known) in shard.by_hash.iter().filter(|(_, known)| known.used) {
                all.push((*hash, Arc::clone(&known.stretches)));
            }
        }
        all.sort_by_key(|(hash, _)| *hash);
        let mut entries = Vec::new();
        for (hash, stretches) in all {
            entries.extend(hash);
            entries.extend(u32::try_from(stretches.len()).unwrap_or(u32::MAX).to_le_bytes());
            for stretch in stretches.iter() {
                entries.push(stretch.class as u8);
                entries.extend(stretch.length.to_le_bytes());
            }
        }
        [HEAD.as_bytes(), blake3::hash(&entries).as_bytes(), &entries].concat()
    }

    /// What `colour` gave for this text before, or gives now.
    pub fn get(&self, language: &str, text: &str, colour: impl FnOnce() -> Vec<Stretch>) -> Arc<[Stretch]> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&(language.len() as u64).to_le_bytes());
        hasher.update(language.as_bytes());
        hasher.update(text.as_bytes());
        let hash = *hasher.finalize().as_bytes();
        if let Some(known) = self.shard(&hash).by_hash.get_mut(&hash)
            && (known.used || fits(&known.stretches, text))
        {
            known.used = true;
            return Arc::clone(&known.stretches);
        }
        let stretches: Arc<[Stretch]> = colour().into();
        let mut shard = self.shard(&hash);
        if shard.held < LIMIT {
            shard.held += stretches.len() + 8;
            shard.by_hash.insert(hash, Known { stretches: Arc::clone(&stretches), used: true });
        }
        stretches
    }

    /// A thread that panicked while it held the lock left the map whole: insertion is the last thing it did.
    fn shard(&self, hash: &[u8; HASH]) -> std::sync::MutexGuard<'_, Shard> {
        self.shards[usize::from(hash[0]) % SHARDS].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The entries of a kept memory of this version, if it is whole.
fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let (hash, entries) = bytes.strip_prefix(HEAD.as_bytes())?.split_at_checked(HASH)?;
    (blake3::hash(entries).as_bytes() == hash).then_some(entries)
}

/// The first entry, and what follows it.
fn entry(bytes: &[u8]) -> Option<(Kept, &[u8])> {
    let (hash, rest) = bytes.split_first_chunk::<HASH>()?;
    let (number, rest) = rest.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*number)).ok()?.checked_mul(5)?;
    let (stretches, rest) = rest.split_at_checked(length)?;
    let stretch = |bytes: &[u8; 5]| {
        let [class, length @ ..] = *bytes;
        Some(Stretch { class: *Class::ALL.get(usize::from(class))?, length: u32::from_le_bytes(length) })
    };
    let stretches = stretches.as_chunks().0.iter().map(stretch).collect::<Option<_>>()?;
    Some(((*hash, stretches), rest))
}

/// Whether stretches lie within a text, on the boundaries of its characters.
fn fits(stretches: &[Stretch], text: &str) -> bool {
    let mut end = 0_usize;
    stretches.iter().all(|stretch| {
        end = end.saturating_add(stretch.length as usize);
        text.is_char_boundary(end)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretches() -> Vec<Stretch> {
        vec![Stretch { class: Class::Keyword, length: 3 }, Stretch { class: Class::Deleted, length: 3 }]
    }

    #[test]
    fn what_is_kept_is_remembered_and_what_is_not_used_goes() {
        let memo = Memo::default();
        memo.get("rust", "let文", stretches);
        memo.get("rust", "old", Vec::new);
        let memo = Memo::remembering(&memo.kept());
        let kept = memo.get("rust", "let文", || panic!("it was coloured before"));
        assert_eq!(kept.to_vec(), stretches());
        let memo = Memo::remembering(&memo.kept());
        let mut asked = false;
        memo.get("rust", "old", || {
            asked = true;
            Vec::new()
        });
        assert!(asked, "nobody used it in between");
    }

    #[test]
    fn a_memory_that_is_not_whole_is_none() {
        let memo = Memo::default();
        memo.get("rust", "let文", stretches);
        let kept = memo.kept();
        for at in 0..kept.len() {
            let mut broken = kept.clone();
            broken[at] ^= 0x55;
            assert_eq!(Memo::remembering(&broken).kept(), Memo::default().kept());
            let asked = std::cell::Cell::new(false);
            Memo::remembering(&broken).get("rust", "let文", || {
                asked.set(true);
                stretches()
            });
            assert!(asked.get(), "the byte {at} was changed");
            assert!(whole(&kept[..at]).is_none(), "cut off at {at}");
        }
        let short = [Stretch { class: Class::Keyword, length: 4 }];
        assert!(fits(&stretches(), "let文") && !fits(&short, "let文") && !fits(&short, "let"));
    }
}

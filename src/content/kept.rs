//! Bodies that a build keeps from the scan until their pages are written, so that they are not read and parsed twice. Only
//! as many as fit into a fixed room are kept: memory does not grow with the text.

use super::tree::{Node, Tree};
use crate::source::RelPath;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How much is kept, in bytes of texts and trees.
const ROOM: usize = 96 << 20;
/// A text takes about as many times its length, with its tree.
const TIMES: usize = 6;

/// The texts of the bodies that are kept. Trees borrow from it.
#[derive(Debug, Default)]
pub struct Texts {
    slots: OnceLock<Box<[OnceLock<String>]>>,
    held: AtomicUsize,
}

/// The bodies that are kept, as trees by the paths of their files.
#[derive(Debug, Default)]
pub struct Kept<'t> {
    trees: BTreeMap<RelPath, Tree<'t>>,
}

impl Texts {
    /// Makes room for the texts of `count` documents.
    pub(super) fn room_for(&self, count: usize) {
        self.slots.get_or_init(|| (0..count).map(|_| OnceLock::new()).collect());
    }

    /// Keeps the text of the document `at`, or gives it back where there is no room for it.
    pub(super) fn keep(&self, at: usize, text: String) -> Result<&str, String> {
        let size = text.len() * TIMES;
        // Which texts are kept may depend on the threads; what becomes of them does not.
        let fits = self.held.fetch_add(size, Ordering::Relaxed) + size <= ROOM;
        match self.slots.get().and_then(|slots| slots.get(at)).filter(|_| fits) {
            Some(slot) => Ok(slot.get_or_init(|| text)),
            None => {
                self.held.fetch_sub(size, Ordering::Relaxed);
                Err(text)
            }
        }
    }
}

impl<'t> Kept<'t> {
    /// Trees with the paths of their files.
    pub(super) fn new(trees: impl IntoIterator<Item = (RelPath, Tree<'t>)>) -> Self {
        Self { trees: trees.into_iter().collect() }
    }

    /// The tree of the file at `path`, if it is kept.
    pub fn tree(&self, path: &RelPath) -> Option<&Tree<'t>> {
        self.trees.get(path)
    }
}

/// About as many nodes as prose of that length has.
pub(super) fn nodes_of(length: usize) -> usize {
    (length / 24).min((1 << 20) / size_of::<Node<'_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_while_there_is_room() {
        let texts = Texts::default();
        texts.room_for(3);
        assert_eq!(texts.keep(0, "one".to_owned()), Ok("one"));
        let large = "x".repeat(ROOM / TIMES);
        assert_eq!(texts.keep(1, large.clone()), Err(large));
        assert_eq!(texts.keep(2, "three".to_owned()), Ok("three"));
        assert_eq!(texts.keep(3, "none".to_owned()), Err("none".to_owned()));
    }
}

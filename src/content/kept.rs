//! Bodies that a build keeps from the scan until their pages are written, so that they are not read and parsed twice. Only
//! as many as fit into a fixed room are kept: memory does not grow with the text.

use super::tree::{Node, Tree};
use crate::source::RelPath;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

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

/// The bodies of a site that is written: each goes to the pages that show it, and only who asks before them gets a copy.
#[derive(Debug)]
pub struct Once<'t> {
    trees: BTreeMap<RelPath, Mutex<Option<Tree<'t>>>>,
}

impl<'t> From<Kept<'t>> for Once<'t> {
    fn from(kept: Kept<'t>) -> Self {
        Self { trees: kept.trees.into_iter().map(|(path, tree)| (path, Mutex::new(Some(tree)))).collect() }
    }
}

/// Who gives trees away.
pub trait Giver: std::fmt::Debug + Sync {
    /// Hands the tree of the file at `path` to `to`, if it is there still, and gives whether it was; whoever writes its
    /// pages has to `take` it.
    fn give(&self, path: &RelPath, take: bool, to: &mut dyn FnMut(Tree<'_>)) -> bool;
}

impl Giver for Once<'_> {
    fn give(&self, path: &RelPath, take: bool, to: &mut dyn FnMut(Tree<'_>)) -> bool {
        self.tree(path, take).map(to).is_some()
    }
}

impl<'t> Once<'t> {
    fn tree(&self, path: &RelPath, take: bool) -> Option<Tree<'t>> {
        let mut tree = self.trees.get(path)?.lock().unwrap_or_else(PoisonError::into_inner);
        if take { tree.take() } else { tree.clone() }
    }
}

/// About as many nodes as prose of that length has.
pub(super) fn nodes_of(length: usize) -> usize {
    (length / 20).min((1 << 20) / size_of::<Node<'_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_is_there_until_its_pages_take_it() {
        let path = RelPath::new("a.md").unwrap();
        let tree = Tree { nodes: vec![Node::Rule], ..Tree::default() };
        let once = Once::from(Kept::new([(path.clone(), tree)]));
        let nodes = |take| once.tree(&path, take).map(|tree| tree.nodes);
        assert_eq!([nodes(false), nodes(true), nodes(false)], [Some(vec![Node::Rule]), Some(vec![Node::Rule]), None]);
    }

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

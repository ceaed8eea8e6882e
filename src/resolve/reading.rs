//! Reading order: what comes before and after each document.
//!
//! Chapters are read through the whole tree of sections, each section's page before what it holds. Dated articles are a
//! river of their own: from the older one to the newer.

use super::shelf::Shelf;

/// The neighbours of every entry of a shelf: the one before it and the one after it.
pub fn neighbours(shelf: &Shelf) -> Vec<(Option<usize>, Option<usize>)> {
    let mut neighbours = vec![(None, None); shelf.entries.len()];
    let mut chapters = Vec::new();
    let mut rivers = Vec::new();
    // A stack of our own, for a tree of any depth. Children are pushed in reverse, so that the first comes off first.
    let mut stack = vec![0];
    while let Some(at) = stack.pop() {
        let entry = &shelf.entries[at];
        if entry.parent.is_some_and(|parent| !shelf.entries[parent].dated || entry.section) {
            chapters.push(at);
        }
        if entry.dated {
            let articles = entry.children.iter().rev().copied().filter(|child| !shelf.entries[*child].section);
            rivers.push(articles.collect::<Vec<_>>());
        }
        stack.extend(entry.children.iter().rev().copied().filter(|at| !is_utility(shelf, *at)));
    }
    for sequence in std::iter::once(chapters).chain(rivers) {
        for pair in sequence.windows(2) {
            neighbours[pair[0]].1 = Some(pair[1]);
            neighbours[pair[1]].0 = Some(pair[0]);
        }
    }
    neighbours
}

/// Whether an entry is the text of a page that nobody reads in order.
pub fn is_utility(shelf: &Shelf, at: usize) -> bool {
    use super::address::{NOT_FOUND, SEARCH, TAGS};
    [NOT_FOUND, SEARCH, TAGS].contains(&shelf.entries[at].key.as_str())
}

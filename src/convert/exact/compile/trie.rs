//! Lays a trie out as a double array whose places are checked by label. No two nodes share a base, so that the label
//! alone tells whose child a place is.

use super::layout::Unit;
use std::collections::BTreeMap;

/// A trie of symbol strings with numbers at the ends of its keys.
#[derive(Debug, Default)]
pub struct Trie {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    children: BTreeMap<u16, usize>,
    value: u32,
}

/// The double array that all tries of one set of tables share: the small ones fill the holes of the large.
#[derive(Debug, Default)]
pub struct Forest {
    units: Vec<Unit>,
    /// For each place, one not before it where the search for a free place goes on.
    next: Vec<u32>,
    taken: Vec<bool>,
    /// Which bases some node has.
    bases: Vec<bool>,
}

impl Trie {
    /// Adds a key of two or more symbols with its value, which is not 0.
    pub fn insert(&mut self, key: impl Iterator<Item = u16>, value: u32) {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let mut at = 0;
        for symbol in key {
            let next = self.nodes.len();
            let child = *self.nodes[at].children.entry(symbol).or_insert(next);
            if child == next {
                self.nodes.push(Node::default());
            }
            at = child;
        }
        self.nodes[at].value = value;
    }

    /// Lays the trie out in the forest and gives the base of the root's followers, 0 if there are none. Nodes with many
    /// children go first, each to the first base where all its children find room.
    pub fn plant(&self, forest: &mut Forest) -> u32 {
        let bases = self.place(0, forest);
        bases.first().copied().unwrap_or(0)
    }

    /// The same without the root: gives the base of each first symbol's followers.
    pub fn plant_branches(&self, forest: &mut Forest) -> BTreeMap<u16, u32> {
        let bases = self.place(1, forest);
        let Some(root) = self.nodes.first() else { return BTreeMap::new() };
        root.children.iter().map(|(label, child)| (*label, bases[*child])).collect()
    }

    fn place(&self, from: usize, forest: &mut Forest) -> Vec<u32> {
        let mut order: Vec<usize> =
            (from..self.nodes.len()).filter(|at| !self.nodes[*at].children.is_empty()).collect();
        order.sort_by_key(|at| (std::cmp::Reverse(self.nodes[*at].children.len()), *at));
        let mut bases = vec![0u32; self.nodes.len()];
        for at in &order {
            let labels: Vec<u16> = self.nodes[*at].children.keys().copied().collect();
            bases[*at] = forest.place(&labels);
        }
        for at in order {
            for (label, child) in &self.nodes[at].children {
                let place = bases[at] as usize + usize::from(*label);
                forest.units[place] = Unit::new(*label, bases[*child], self.nodes[*child].value);
            }
        }
        bases
    }
}

impl Forest {
    /// The places, for the store.
    pub fn units(&self) -> Vec<u64> {
        self.units.iter().map(|unit| unit.0).collect()
    }

    /// Takes the places of a node with these labels, in ascending order, and gives its base.
    fn place(&mut self, labels: &[u16]) -> u32 {
        let first = usize::from(labels[0]);
        // Base 0 means "no children".
        let mut slot = self.free_from(first + 1);
        while !self.fits(slot - first, &labels[1..]) {
            slot = self.free_from(slot + 1);
        }
        let base = slot - first;
        for label in labels {
            self.take(base + usize::from(*label), *label);
        }
        if base >= self.bases.len() {
            self.bases.resize(base + 1, false);
        }
        self.bases[base] = true;
        base as u32
    }

    /// Whether no node has this base and all these labels find room. (Plain loops: build scripts are not optimized.)
    fn fits(&self, base: usize, labels: &[u16]) -> bool {
        if base < self.bases.len() && self.bases[base] {
            return false;
        }
        for label in labels {
            if self.is_taken(base + usize::from(*label)) {
                return false;
            }
        }
        true
    }

    fn is_taken(&self, slot: usize) -> bool {
        slot < self.taken.len() && self.taken[slot]
    }

    fn take(&mut self, slot: usize, label: u16) {
        if slot >= self.units.len() {
            let len = self.units.len();
            self.units.resize(slot + 1, Unit::EMPTY);
            self.taken.resize(slot + 1, false);
            self.next.extend(len as u32..=slot as u32);
        }
        self.units[slot] = Unit::new(label, 0, 0);
        self.taken[slot] = true;
        self.next[slot] = slot as u32 + 1;
    }

    /// The first free place from `slot` on. Paths are halved on the way, so that the search stays short.
    fn free_from(&mut self, mut slot: usize) -> usize {
        while self.is_taken(slot) {
            let next = self.next[slot] as usize;
            if self.is_taken(next) {
                self.next[slot] = self.next[next];
            }
            slot = next;
        }
        slot
    }
}

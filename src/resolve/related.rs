//! Related documents: those that share tags, the rare ones first, then neighbours in the section.

use super::plan::Origin;
use super::shelf::Shelf;
use std::cmp::Reverse;

/// How many a page names.
const WANTED: usize = 4;
/// How far around a document the list of a common tag is looked through, so that the work grows with the number of
/// documents and not with its square.
const REACH: usize = 64;
/// What the same section adds to the score of a document that shares a tag.
const SECTION: u32 = 300;

/// For every entry of a shelf the entries that its readers may like, best first.
pub fn related(shelf: &Shelf) -> Vec<Vec<usize>> {
    let fits = |at: usize| {
        let entry = &shelf.entries[at];
        !entry.section && !matches!(entry.origin, Origin::Fallback { .. }) && !super::reading::is_utility(shelf, at)
    };
    let total = shelf.entries.len();
    let tagged: Vec<Vec<usize>> =
        shelf.tags.iter().map(|tag| tag.entries.iter().copied().filter(|at| fits(*at)).collect()).collect();
    let worth: Vec<u32> = tagged.iter().map(|entries| rarity(total, entries.len())).collect();
    let mut places: Vec<Vec<(usize, usize)>> = vec![Vec::new(); total];
    for (tag, entries) in tagged.iter().enumerate() {
        for (place, at) in entries.iter().enumerate() {
            places[*at].push((tag, place));
        }
    }
    let mut nth = vec![0; total];
    for entry in &shelf.entries {
        entry.children.iter().enumerate().for_each(|(place, child)| nth[*child] = place);
    }
    let mut search = Search::new(shelf);
    let of = |at: usize| {
        if !fits(at) {
            return Vec::new();
        }
        for (tag, place) in &places[at] {
            let entries = &tagged[*tag];
            let range = place.saturating_sub(REACH)..(place + REACH + 1).min(entries.len());
            search.add(&entries[range], worth[*tag]);
        }
        fill(shelf, at, nth[at], search.best(at), &fits)
    };
    (0..total).map(of).collect()
}

/// Scores of all entries for one document, and what decides between equal ones. Kept flat: a site of ten thousand
/// documents asks a million times.
struct Search {
    scores: Vec<u32>,
    touched: Vec<usize>,
    parents: Vec<usize>,
    /// The place of each entry when the newest stands first.
    recency: Vec<u32>,
}

impl Search {
    fn new(shelf: &Shelf) -> Self {
        let total = shelf.entries.len();
        let mut newest: Vec<usize> = (0..total).collect();
        newest.sort_by_key(|at| (Reverse(shelf.entries[*at].date), *at));
        let mut recency = vec![0; total];
        for (place, at) in (0u32..).zip(newest) {
            recency[at] = place;
        }
        let parents = shelf.entries.iter().map(|entry| entry.parent.unwrap_or(usize::MAX)).collect();
        Self { scores: vec![0; total], touched: Vec::new(), parents, recency }
    }

    fn add(&mut self, entries: &[usize], worth: u32) {
        for at in entries {
            if self.scores[*at] == 0 {
                self.touched.push(*at);
            }
            self.scores[*at] += worth;
        }
    }

    /// The best for the entry `at`, itself left out; the scores are as at the beginning afterwards.
    fn best(&mut self, at: usize) -> Vec<usize> {
        let mut best: Vec<(u32, Reverse<u32>, usize)> = Vec::with_capacity(WANTED + 1);
        for other in self.touched.drain(..) {
            let near = if self.parents[other] == self.parents[at] { SECTION } else { 0 };
            let rank = (std::mem::take(&mut self.scores[other]) + near, Reverse(self.recency[other]), other);
            if other == at || (best.len() == WANTED && best[WANTED - 1] >= rank) {
                continue;
            }
            let place = best.partition_point(|better| *better > rank);
            best.insert(place, rank);
            best.truncate(WANTED);
        }
        best.into_iter().map(|(_, _, other)| other).collect()
    }
}

/// What it says of two documents that they share a tag which `carriers` of `total` have: an inverse frequency, in
/// hundredths.
fn rarity(total: usize, carriers: usize) -> u32 {
    let bits = |n: usize| usize::BITS - n.leading_zeros();
    let octaves = bits(total + 1) - bits(carriers).min(bits(total));
    100 + octaves * 100
}

/// Adds the nearest neighbours in the section, where the entry has the place `place`, if tags give too few.
fn fill(shelf: &Shelf, at: usize, place: usize, mut best: Vec<usize>, fits: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let Some(parent) = shelf.entries[at].parent.filter(|_| best.len() < WANTED) else { return best };
    let siblings = &shelf.entries[parent].children;
    for distance in 1..=WANTED * 2 {
        let after = siblings.get(place + distance);
        let before = place.checked_sub(distance).map(|place| &siblings[place]);
        for sibling in after.into_iter().chain(before).copied() {
            if best.len() < WANTED && fits(sibling) && !best.contains(&sibling) {
                best.push(sibling);
            }
        }
    }
    best
}

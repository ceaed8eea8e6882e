//! Related documents: those that share tags, the rare ones first, then neighbours in the section.

use super::plan::Origin;
use super::shelf::Shelf;
use std::cmp::Reverse;

/// How many a page names.
const WANTED: usize = 4;
/// How far around a document the list of a common tag is looked through, so that the work grows with the number of
/// documents and not with its square.
const REACH: usize = 128;
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
    let mut scores = vec![0u32; total];
    let mut touched = Vec::new();
    (0..total)
        .map(|at| {
            if !fits(at) {
                return Vec::new();
            }
            for (tag, place) in &places[at] {
                let entries = &tagged[*tag];
                let range = place.saturating_sub(REACH)..(place + REACH + 1).min(entries.len());
                for other in entries[range].iter().copied().filter(|other| *other != at) {
                    if scores[other] == 0 {
                        touched.push(other);
                    }
                    scores[other] += worth[*tag];
                }
            }
            let best = best(shelf, at, &mut scores, &mut touched);
            fill(shelf, at, best, &fits)
        })
        .collect()
}

/// What it says of two documents that they share a tag which `carriers` of `total` have: an inverse frequency, in
/// hundredths.
fn rarity(total: usize, carriers: usize) -> u32 {
    let bits = |n: usize| usize::BITS - n.leading_zeros();
    let octaves = bits(total + 1) - bits(carriers).min(bits(total));
    100 + octaves * 100
}

fn best(shelf: &Shelf, at: usize, scores: &mut [u32], touched: &mut Vec<usize>) -> Vec<usize> {
    let parent = shelf.entries[at].parent;
    let rank = |other: &usize, scores: &[u32]| {
        let entry = &shelf.entries[*other];
        let near = if entry.parent == parent { SECTION } else { 0 };
        (Reverse(scores[*other] + near), Reverse(entry.date), *other)
    };
    if touched.len() > WANTED {
        touched.select_nth_unstable_by_key(WANTED - 1, |other| rank(other, scores));
    }
    let mut best: Vec<usize> = touched.iter().copied().take(WANTED).collect();
    best.sort_by_key(|other| rank(other, scores));
    touched.drain(..).for_each(|other| scores[other] = 0);
    best
}

/// Adds the nearest neighbours in the section where tags give too few.
fn fill(shelf: &Shelf, at: usize, mut best: Vec<usize>, fits: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let Some(parent) = shelf.entries[at].parent.filter(|_| best.len() < WANTED) else { return best };
    let siblings = &shelf.entries[parent].children;
    let Some(place) = siblings.iter().position(|sibling| *sibling == at) else { return best };
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

//! Characters that mostly stand beside another one, as 据 stands behind 数: where they do is told by the other one's list.
//!
//! A list that is told by another one has two parts: which of the other one's places tell, and the places that none tells. The
//! first part is short, for there are far fewer numbers to tell apart. Who needs the list has to read the other one as well,
//! which therefore is told by none; and both are short enough to lie in one file. A large site has no such lists: there, to
//! read fewer files matters more than the size of all of them together.

use super::bits::cost;
use super::index::{PLACES, Places, Row};
use super::words::{CHARACTERS, FIRST, Key, near};
use std::collections::{BTreeMap, BTreeSet};

/// How many places a site has at most whose lists tell each other.
const LARGE: u32 = 1 << 21;
/// How many bits a list must save: about as many as its longer head takes.
const HEAD: u32 = 80;

/// Which lists are told by which.
#[derive(Debug, Default)]
pub struct Beside(BTreeMap<Key, By>);

/// By what a list is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct By {
    /// The character whose list tells.
    pub other: Key,
    /// Whether what is told stands behind the other one; else it stands before it.
    pub behind: bool,
}

/// A list as another one tells it.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// By what.
    pub by: By,
    /// How many places the other one has.
    pub others: u32,
    /// Which of them tell, by their rank.
    pub ranks: Vec<u32>,
    /// The places that none tells.
    pub rest: Vec<u32>,
}

impl Told {
    /// What `list` is, told by `others`, the list of `by`.
    pub fn new(list: &[u32], others: &[u32], by: By) -> Self {
        let (mut ranks, mut rest) = (Vec::new(), Vec::new());
        let mut known = (0_u32..).zip(others).peekable();
        for place in list {
            let beside = if by.behind { place.wrapping_sub(1) } else { place + 1 };
            while known.next_if(|(_, other)| **other < beside).is_some() {}
            match known.next_if(|(_, other)| **other == beside) {
                Some((rank, _)) => ranks.push(rank),
                None => rest.push(*place),
            }
        }
        Self { by, others: others.len() as u32, ranks, rest }
    }

    /// How many bits its places take, all of which lie below `end`.
    fn cost(&self, end: u32) -> u32 {
        cost(&self.ranks, 0, self.others) + cost(&self.rest, 0, end)
    }
}

impl Beside {
    /// What saves most, where everything stands at `places`.
    pub fn of(places: &Places<'_>, row: &Row) -> Self {
        if places.end() > LARGE {
            return Self::default();
        }
        let mut savings = savings(places, row);
        savings.sort_unstable_by(|a, b| b.cmp(a));
        let (mut told, mut telling) = (BTreeMap::new(), BTreeSet::new());
        for (_, key, by) in savings {
            if !told.contains_key(&key) && !telling.contains(&key) && !told.contains_key(&by.other) {
                told.insert(key, by);
                telling.insert(by.other);
            }
        }
        Self(told)
    }

    /// By what the list of a key is told.
    pub fn by(&self, key: Key) -> Option<By> {
        self.0.get(&key).copied()
    }
}

/// How many bits each list would save, and by what it would be told: by the one that stands before it most often, and by the
/// one behind it.
fn savings(places: &Places<'_>, row: &Row) -> Vec<(u32, Key, By)> {
    let mut all = Vec::new();
    let mut times = Times::default();
    for key in FIRST..CHARACTERS {
        let list = places.list(key);
        // Three places cost less than the longer head.
        if !(4..=PLACES).contains(&list.len()) {
            continue;
        }
        let mut alone = None;
        for behind in [true, false] {
            let beside = |place: &u32| row.at(if behind { place.wrapping_sub(1) } else { place + 1 });
            let Some((often, other)) = times.most(list.iter().map(beside)) else { continue };
            let others = places.list(other);
            // What is told seldom saves nothing.
            if other == key || often as usize * 8 < list.len() || others.len() > PLACES {
                continue;
            }
            let by = By { other, behind };
            let alone = *alone.get_or_insert_with(|| cost(list, 0, places.end()));
            let told = Told::new(list, others, by).cost(places.end()) + HEAD;
            if told < alone {
                all.push((alone - told, key, by));
            }
        }
    }
    all
}

/// Counts what stands at places.
struct Times {
    /// How often each was seen; none between two rows.
    times: Vec<u32>,
    /// What was seen.
    seen: Vec<u16>,
}

impl Default for Times {
    fn default() -> Self {
        Self { times: vec![0; CHARACTERS as usize], seen: Vec::with_capacity(PLACES) }
    }
}

impl Times {
    /// Which character stands in a row most often, and how often; of several the last one.
    fn most(&mut self, row: impl Iterator<Item = u16>) -> Option<(u32, Key)> {
        self.seen.clear();
        for one in row {
            let times = &mut self.times[usize::from(one)];
            if *times == 0 {
                self.seen.push(one);
            }
            *times += 1;
        }
        let counted = self.seen.iter().map(|one| (std::mem::take(&mut self.times[usize::from(*one)]), Key::from(*one)));
        counted.filter(|(_, one)| char::from_u32(*one).is_some_and(|c| near(c).is_some())).max()
    }
}

#[cfg(test)]
mod tests {
    use super::super::page;
    use super::super::words::Words;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_mostly_stands_beside_another_one_is_told_by_it() {
        let text = "数据甲，数据乙，丙据丁数，".repeat(40);
        let words = Words::default();
        let page = [page::phrase(&words, &text)];
        let (places, row) = Places::of(&words, page.to_vec());
        let beside = Beside::of(&places, &row);
        let told: Vec<Key> = "数据".chars().map(u32::from).filter(|key| beside.by(*key).is_some()).collect();
        assert_eq!(told.len(), 1, "one of both tells the other");
        for (key, by) in &beside.0 {
            assert!(beside.by(by.other).is_none(), "who tells is not told: {key} {by:?}");
        }
    }

    proptest! {
        /// Both parts together are the list.
        #[test]
        fn a_list_is_what_is_told_and_the_rest(
            list in proptest::collection::btree_set(1_u32..200, 0..60),
            others in proptest::collection::btree_set(1_u32..200, 0..60),
            behind: bool,
        ) {
            let (list, others) = (Vec::from_iter(list), Vec::from_iter(others));
            let told = Told::new(&list, &others, By { other: u32::from('数'), behind });
            let beside = |rank: &u32| if behind { others[*rank as usize] + 1 } else { others[*rank as usize] - 1 };
            prop_assert!(told.rest.iter().all(|place| !told.ranks.iter().any(|rank| beside(rank) == *place)));
            let mut all: Vec<u32> = told.ranks.iter().map(beside).chain(told.rest.clone()).collect();
            all.sort_unstable();
            prop_assert_eq!(all, list);
        }
    }
}

//! The places of everything that an edition's pages say, and how it lies in files that a browser fetches by need.
//!
//! All pages stand one after the other in one row of places. For each key, a character or a word, there is the list of its
//! places; a phrase is found where its tokens' places follow each other. Keys lie in their order in files of about
//! [`PART`] bytes; a long list is cut into parts, each in a file of its own, so that only those are fetched in which the
//! rest of a phrase occurs.

use super::bits::{Bits, number};
use super::pairs::Pairs;
use super::units::Units;
use super::words::{self, CHARACTERS, GAP, Key, Words};

/// How many bytes a file has at least before the next one is begun.
const PART: usize = 6 << 10;
/// How many places one part of a list has at most: about as many as fill a file.
pub const PLACES: usize = 6 << 10;

/// Lists of places by key: counted first and then filled, so that all of them lie in one row and nothing has to grow.
#[derive(Debug)]
pub struct Places<'w> {
    words: &'w Words,
    /// Where each key's list ends in `places`; it begins where that of the key before ends.
    ends: Vec<u32>,
    places: Vec<u32>,
    neighbours: Neighbours,
    end: u32,
}

impl<'w> Places<'w> {
    /// The places of everything in these pages, which stand one after the other with a gap between them.
    pub fn of<'p>(words: &'w Words, pages: impl Iterator<Item = &'p Units> + Clone) -> Self {
        let mut neighbours = Neighbours::default();
        let mut counts = vec![0_u32; words.end() as usize];
        let mut end = 0;
        for page in pages.clone() {
            let mut last = GAP;
            for key in page.keys() {
                counts[key as usize] += 1;
                neighbours.add(last, key);
                last = key;
            }
            end += page.places() + 1;
        }
        counts[GAP as usize] = 0;
        let mut all = 0;
        for count in &mut counts {
            let own = std::mem::replace(count, all);
            all += own;
        }
        // Each list's next place is put where it ends so far; gaps all fall on one place behind the lists.
        let mut ends = counts;
        ends[GAP as usize] = all;
        let mut places = vec![0; all as usize + 1];
        let mut begin = 0;
        for page in pages {
            for (place, key) in (begin..).zip(page.keys()) {
                let next = &mut ends[key as usize];
                places[*next as usize] = place;
                *next += u32::from(key != GAP);
            }
            begin += page.places() + 1;
        }
        ends[GAP as usize] = 0;
        Self { words, ends, places, neighbours, end }
    }

    /// Where something stands.
    pub fn list(&self, key: Key) -> &[u32] {
        // A word that came to be known since then stands nowhere.
        let end = |key: Key| self.ends.get(key as usize).copied();
        let (Some(start), Some(end)) = (key.checked_sub(1).and_then(end), end(key)) else { return &[] };
        &self.places[start as usize..end as usize]
    }

    /// How many places there are.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// Whether a character occurs.
    pub fn has(&self, c: char) -> bool {
        self.words.character(c).is_some_and(|key| !self.list(key).is_empty())
    }

    /// Whether any Chinese is there: its most common character is.
    pub fn has_han(&self) -> bool {
        self.has('的') || self.characters().nth(20).is_some()
    }

    /// The characters of 16 bits that occur.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        (words::FIRST..CHARACTERS).filter(|key| !self.list(*key).is_empty()).filter_map(char::from_u32)
    }

    /// How often a phrase occurs: the tokens of one text.
    pub fn count(&self, phrase: &Units) -> usize {
        let keys: Vec<Key> = phrase.keys().collect();
        if keys.windows(2).any(|pair| !pair.contains(&GAP) && !self.neighbours.may_have(pair[0], pair[1])) {
            return 0;
        }
        let lists = (0_u32..).zip(keys).filter(|(_, key)| *key != GAP);
        let mut lists: Vec<_> = lists.map(|(at, key)| (at, self.list(key))).collect();
        lists.sort_by_key(|(_, list)| list.len());
        let Some(((first, rare), others)) = lists.split_first_mut() else { return 0 };
        let begins = rare.iter().filter_map(|place| place.checked_sub(*first));
        begins.filter(|begin| others.iter_mut().all(|(at, list)| reaches(list, begin + *at))).count()
    }

    /// The lists in files, in the order of their keys.
    pub fn files(&self, pairs: &Pairs) -> Vec<Part> {
        let keys = self.words.sorted(|key| !self.list(key).is_empty());
        let mut lists: Vec<(Box<str>, &[u32])> =
            keys.into_iter().map(|(text, key)| (text, self.list(key))).chain(pairs.lists()).collect();
        lists.sort_by(|a, b| a.0.cmp(&b.0));
        let mut files = Files::new(self.end);
        for (key, list) in &lists {
            for part in list.chunks(PLACES) {
                files.add(key, part);
            }
        }
        files.finish()
    }
}

/// Whether a list has a place; what lies before it is cut off.
fn reaches(list: &mut &[u32], place: u32) -> bool {
    // Mostly it is one of the next few.
    let mut near = 1;
    while list.get(near - 1).is_some_and(|known| *known < place) {
        near *= 2;
    }
    let passed = list[..near.min(list.len())].partition_point(|known| *known < place);
    *list = &list[passed..];
    list.first() == Some(&place)
}

/// What has followed what: a filter of one bit for each two, which may say yes for others' sake.
#[derive(Debug)]
struct Neighbours(Vec<u64>);

impl Default for Neighbours {
    fn default() -> Self {
        Self(vec![0; 1 << 15])
    }
}

impl Neighbours {
    /// The word and the bit of two.
    fn place(a: Key, b: Key) -> (usize, u32) {
        let mixed = (u64::from(a) << 28 | u64::from(b)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed >> 49) as usize, (mixed >> 40) as u32 & 63)
    }

    fn add(&mut self, a: Key, b: Key) {
        let (word, bit) = Self::place(a, b);
        self.0[word] |= 1 << bit;
    }

    fn may_have(&self, a: Key, b: Key) -> bool {
        let (word, bit) = Self::place(a, b);
        self.0[word] >> bit & 1 == 1
    }
}

/// One file of lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its first key.
    pub key: Box<str>,
    /// The first place of that key's list here.
    pub from: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Files as they grow.
struct Files {
    end: u32,
    done: Vec<Part>,
    first: Option<(Box<str>, u32)>,
    last: Box<str>,
    count: u32,
    heads: Vec<u8>,
    places: Bits,
}

impl Files {
    fn new(end: u32) -> Self {
        let (done, heads, places) = Default::default();
        Self { end, done, first: None, last: Box::default(), count: 0, heads, places }
    }

    /// Adds a list. Its head: how many bytes its key shares with the one before and how many follow, in four bits each where
    /// they fit; these bytes; how many places there are. The places of all lists follow in one row of bits.
    fn add(&mut self, key: &str, list: &[u32]) {
        let Some(from) = list.first() else { return };
        // A list takes about as many bytes as it has places.
        if self.count > 0 && self.heads.len() + self.places.size() + list.len() > PART {
            self.close();
        }
        if self.first.is_none() {
            self.first = Some((key.into(), *from));
        }
        let shared = key.bytes().zip(self.last.bytes()).take_while(|(a, b)| a == b).count().min(usize::from(u8::MAX));
        let count = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let more = key.len() - shared;
        if shared < 15 && more < 16 {
            self.heads.push((shared << 4 | more) as u8);
        } else {
            self.heads.push(0xF0);
            number(count(shared), &mut self.heads);
            number(count(more), &mut self.heads);
        }
        self.heads.extend(&key.as_bytes()[shared..]);
        number(count(list.len()), &mut self.heads);
        self.places.list(list, self.end);
        self.count += 1;
        self.last = key.into();
    }

    fn close(&mut self) {
        let Some((key, from)) = self.first.take() else { return };
        let mut bytes = Vec::with_capacity(self.heads.len() + self.places.size() + 4);
        number(std::mem::take(&mut self.count), &mut bytes);
        bytes.append(&mut self.heads);
        bytes.extend(std::mem::take(&mut self.places).finish());
        self.done.push(Part { key, from, bytes });
        self.last = Box::default();
    }

    fn finish(mut self) -> Vec<Part> {
        self.close();
        self.done
    }
}

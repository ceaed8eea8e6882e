//! The places of everything that an edition's pages say, and how it lies in files that a browser fetches by need.
//!
//! All pages stand one after the other in one row of places. For each key, a character or a word, there is the list of its
//! places; a phrase is found where its tokens' places follow each other. Keys lie in their order in files of about
//! [`PART`] bytes; a long list is cut into parts, each in a file of its own, so that only those are fetched in which the
//! rest of a phrase occurs.

use super::bits::{Bits, number};
use super::page::{Key, PageText};
use super::pairs::Pairs;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many bytes a file has at least before the next one is begun.
const PART: usize = 6 << 10;
/// How many places one part of a list has at most: about as many as fill a file.
pub const PLACES: usize = 6 << 10;

/// Lists of places by key: counted first and then filled, so that all of them lie in one row and nothing has to grow.
#[derive(Debug, Default)]
pub struct Places {
    keys: Keys,
    /// Where each list begins in `places`; and the end of the last one.
    starts: Vec<u32>,
    places: Vec<u32>,
    neighbours: Neighbours,
    end: u32,
}

/// Which list belongs to which key.
#[derive(Debug, Default)]
struct Keys {
    /// For each code point the number of its list, and one more; 0 for none.
    characters: Vec<u32>,
    words: FxHashMap<Box<str>, u32>,
    count: u32,
}

impl Keys {
    /// The list of a character.
    fn character(&mut self, c: char) -> u32 {
        let at = u32::from(c) as usize;
        if at >= self.characters.len() {
            self.characters.resize((at + 1).max(1 << 16), 0);
        }
        if self.characters[at] == 0 {
            self.count += 1;
            self.characters[at] = self.count;
        }
        self.characters[at] - 1
    }

    /// The list of a word.
    fn word(&mut self, word: &str) -> u32 {
        if let Some(list) = self.words.get(word) {
            return *list;
        }
        self.words.insert(word.into(), self.count);
        self.count += 1;
        self.count - 1
    }

    /// The list of a character that has one.
    fn known(&self, c: char) -> Option<u32> {
        self.characters.get(u32::from(c) as usize)?.checked_sub(1)
    }
}

impl Places {
    /// The places of everything in these pages, which stand one after the other with a gap between them.
    pub fn of<'p>(pages: impl Iterator<Item = &'p PageText> + Clone) -> Self {
        let (mut keys, mut neighbours) = (Keys::default(), Neighbours::default());
        let mut counts: Vec<u32> = Vec::new();
        // The lists of each page's words, in their order.
        let mut words: Vec<u32> = Vec::new();
        for page in pages.clone() {
            let of_page = words.len();
            words.extend(page.words().map(|word| keys.word(word)));
            let mut last = None;
            for (_, key) in page.keys() {
                let list = match key {
                    Key::Character(c) => {
                        if let Some(before) = last.replace(c) {
                            neighbours.add(before, c);
                        }
                        keys.character(c)
                    }
                    Key::Word(number) => words[of_page + number as usize],
                };
                if list as usize >= counts.len() {
                    counts.resize((list as usize + 1).next_power_of_two(), 0);
                }
                counts[list as usize] += 1;
            }
        }
        counts.truncate(keys.count as usize);
        let mut starts: Vec<u32> = Vec::with_capacity(counts.len() + 1);
        let mut all = 0;
        for count in counts {
            starts.push(all);
            all += count;
        }
        let mut next = starts.clone();
        starts.push(all);
        let mut places = vec![0; all as usize];
        let (mut end, mut of_page) = (0, 0);
        for page in pages {
            for (place, key) in page.keys() {
                let list = match key {
                    Key::Character(c) => keys.characters[u32::from(c) as usize] - 1,
                    Key::Word(number) => words[of_page + number as usize],
                };
                let into = &mut next[list as usize];
                places[*into as usize] = end + place;
                *into += 1;
            }
            of_page += page.words().count();
            end += page.places() + 1;
        }
        Self { keys, starts, places, neighbours, end }
    }

    fn list(&self, list: u32) -> &[u32] {
        let Range { start, end } = self.starts[list as usize]..self.starts[list as usize + 1];
        &self.places[start as usize..end as usize]
    }

    /// How many places there are.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// Whether a character occurs.
    pub fn has(&self, c: char) -> bool {
        self.keys.known(c).is_some()
    }

    /// Whether any Chinese is there: its most common character is.
    pub fn has_han(&self) -> bool {
        self.has('的') || self.keys.characters.iter().filter(|list| **list > 0).nth(20).is_some()
    }

    /// How often a phrase occurs: the tokens of one text, as [`PageText`] has them.
    pub fn count(&self, phrase: &PageText) -> usize {
        let words: Vec<_> = phrase.words().map(|word| self.keys.words.get(word).copied()).collect();
        let mut last = None;
        for (place, key) in phrase.keys() {
            let before = last.replace((place, key));
            if let (Some((at, Key::Character(a))), Key::Character(b)) = (before, key)
                && place == at + 1
                && !self.neighbours.may_have(a, b)
            {
                return 0;
            }
        }
        let list = |key: Key| match key {
            Key::Character(c) => self.keys.known(c),
            Key::Word(number) => words[number as usize],
        };
        let lists = phrase.keys().map(|(at, key)| Some((at, self.list(list(key)?))));
        let Some(mut lists) = lists.collect::<Option<Vec<_>>>() else { return 0 };
        lists.sort_by_key(|(_, list)| list.len());
        let Some(((first, rare), others)) = lists.split_first_mut() else { return 0 };
        let begins = rare.iter().filter_map(|place| place.checked_sub(*first));
        begins.filter(|begin| others.iter_mut().all(|(at, list)| reaches(list, begin + *at))).count()
    }

    /// Pairs of common characters, with lists of their own: see [`Pairs`].
    pub fn pairs(&self) -> Pairs {
        let characters = (0_u32..).zip(&self.keys.characters);
        let lists = characters.filter_map(|(c, list)| Some((char::from_u32(c)?, self.list(list.checked_sub(1)?))));
        Pairs::of(lists, self.end)
    }

    /// The lists in files, in the order of their keys.
    pub fn files(&self, pairs: &Pairs) -> Vec<Part> {
        let characters = (0_u32..)
            .zip(&self.keys.characters)
            .filter_map(|(c, list)| Some((String::from(char::from_u32(c)?).into_boxed_str(), list.checked_sub(1)?)));
        let words = self.keys.words.iter().map(|(word, list)| (word.clone(), *list));
        let lists = characters.chain(words).map(|(key, list)| (key, self.list(list)));
        let mut lists: Vec<(Box<str>, &[u32])> = lists.chain(pairs.lists()).collect();
        lists.sort_unstable_by(|a, b| a.0.cmp(&b.0));
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

/// Which characters have followed each other: a filter of one bit for each pair, which may say yes for another one's sake.
#[derive(Debug)]
struct Neighbours(Vec<u64>);

impl Default for Neighbours {
    fn default() -> Self {
        Self(vec![0; 1 << 15])
    }
}

impl Neighbours {
    /// The word and the bit of a pair.
    fn place(a: char, b: char) -> (usize, u32) {
        let mixed = (u64::from(a) << 21 | u64::from(b)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed >> 49) as usize, (mixed >> 40) as u32 & 63)
    }

    fn add(&mut self, a: char, b: char) {
        let (word, bit) = Self::place(a, b);
        self.0[word] |= 1 << bit;
    }

    fn may_have(&self, a: char, b: char) -> bool {
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

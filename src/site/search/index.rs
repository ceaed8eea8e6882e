//! The places of everything that an edition's pages say, and how it lies in files that a browser fetches by need.
//!
//! All pages stand one after the other in one row of places. For each key, a character or a word, there is the list of its
//! places; a phrase is found where its tokens' places follow each other. Keys lie in their order in files of about
//! [`PART`] bytes; a long list is cut into parts, each in a file of its own, so that only those are fetched in which the
//! rest of a phrase occurs.

use super::beside::{Beside, Told};
use super::bits::{Bits, number};
use super::units::{LONG, Units};
use super::words::{CHARACTERS, FIRST, GAP, Key, Words};

/// How many bytes a file has before the next one is begun.
const PART: usize = 6 << 10;
/// How many places one part of a list has at most: about as many as fill a file.
pub const PLACES: usize = 6 << 10;
/// How many places a site has at least whose files are larger: with ten thousands of them, what they cost to make and to name
/// is more than what a question saves by small ones.
const VAST: u32 = 1 << 23;

/// How many times as large as usual the files of an edition with so many places are.
pub fn scale(places: u32) -> usize {
    if places < VAST { 1 } else { 2 }
}

/// Lists of places by key: counted first and then filled, so that all of them lie in one row and nothing has to grow.
#[derive(Debug)]
pub struct Places<'w> {
    words: &'w Words,
    /// Where each key's list ends in `places`; it begins where that of the key before ends.
    ends: Vec<u32>,
    places: Vec<u32>,
    end: u32,
}

impl<'w> Places<'w> {
    /// The places of everything in these pages, which stand one after the other with a gap between them; and the same as a
    /// row.
    pub fn of(words: &'w Words, pages: Vec<Units>) -> (Self, Row) {
        let row = Units::together(&pages);
        // The texts take as much memory as what is made of them.
        drop(pages);
        let mut counts = vec![0_u32; words.end() as usize];
        row.keys().for_each(|key| counts[key as usize] += 1);
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
        for (place, key) in (0..).zip(row.keys()) {
            let next = &mut ends[key as usize];
            places[*next as usize] = place;
            *next += u32::from(key != GAP);
        }
        ends[GAP as usize] = 0;
        (Self { words, ends, places, end: row.places() }, Row(row))
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
        (FIRST..CHARACTERS).filter(|key| !self.list(*key).is_empty()).filter_map(char::from_u32)
    }

    /// How often a phrase occurs: the tokens of one text, in the row of all. The list of its rarest token is gone through, and
    /// the next rare one is what is looked for first at each of its places.
    pub fn count(&self, row: &Row, phrase: &Units) -> usize {
        let tokens = (0_u32..).zip(phrase.row().iter().zip(phrase.keys())).filter(|(_, (_, key))| *key != GAP);
        let mut tokens: Vec<_> = tokens.map(|(at, (unit, key))| (at, *unit, self.list(key))).collect();
        tokens.sort_by_key(|(_, _, list)| list.len());
        let Some(((first, _, rarest), others)) = tokens.split_first() else { return 0 };
        let beside = others.iter().map(|(at, unit, _)| (at.wrapping_sub(*first), *unit)).collect::<Vec<_>>();
        // What has a long number is not told apart in the row.
        let long = others.iter().filter(|(_, unit, _)| *unit == LONG);
        let mut long: Vec<_> = long.map(|(at, _, list)| (at.wrapping_sub(*first), *list)).collect();
        let found = |place: &&u32| beside.iter().all(|(step, unit)| row.at(place.wrapping_add(*step)) == *unit);
        let found = rarest.iter().filter(found);
        found.filter(|place| long.iter_mut().all(|(step, list)| reaches(list, place.wrapping_add(*step)))).count()
    }

    /// All keys that stand at more places than so many, in their order.
    pub fn keys(&self, few: usize) -> Vec<(Box<str>, Key)> {
        self.words.sorted(|key| self.list(key).len() > few)
    }

    /// The lists in files, in the order of their keys; and with them those of `more`, whose numbers lie below `end`. The files
    /// are `scale` times as large as usual.
    pub fn files<'l>(
        &'l self,
        beside: &Beside,
        more: impl Iterator<Item = (Box<str>, &'l [u32])>,
        end: u32,
        scale: usize,
    ) -> Vec<Part> {
        let own = self.keys(0).into_iter().map(|(text, key)| (text, self.list(key), beside.by(key)));
        let mut lists: Vec<_> = own.chain(more.map(|(text, list)| (text, list, None))).collect();
        lists.sort_by(|a, b| a.0.cmp(&b.0));
        let mut files = Files::of(scale);
        for (key, list, by) in &lists {
            if let Some(by) = by {
                files.add_told(key, list, &Told::new(list, self.list(by.other), *by), self.end);
                continue;
            }
            let end = if key.starts_with('\0') { end } else { self.end };
            for part in list.chunks(PLACES * scale) {
                files.add(key, part, end);
            }
        }
        files.finish()
    }
}

/// All pages, one behind the other, with what stands at each place.
#[derive(Debug)]
pub struct Row(Units);

impl Row {
    /// What stands at each place, as [`Units::row`] says it, and [`GAP`] behind each page.
    pub fn units(&self) -> &[u16] {
        self.0.row()
    }

    /// The same at one place; [`GAP`] where nothing is.
    #[inline]
    pub fn at(&self, place: u32) -> u16 {
        self.units().get(place as usize).copied().unwrap_or(GAP as u16)
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
#[derive(Default)]
struct Files {
    part: usize,
    done: Vec<Part>,
    first: Option<(Box<str>, u32)>,
    last: Box<str>,
    count: u32,
    heads: Vec<u8>,
    places: Bits,
}

impl Files {
    fn of(scale: usize) -> Self {
        Self { part: PART * scale, ..Self::default() }
    }

    /// Adds a list of numbers below `end`. Its head: its key, and how many there are. The numbers of all lists follow in one
    /// row of bits.
    fn add(&mut self, key: &str, list: &[u32], end: u32) {
        let Some(from) = list.first() else { return };
        self.key(key, *from, list.len());
        number(list.len() as u32, &mut self.heads);
        self.places.list(list, end);
    }

    /// Adds a list that another one tells. Its head: its key, and 0 where others have how many there are; how many are not
    /// told; how many are, and above the lowest bit, whether they stand behind the other one's; how many that has, and its
    /// key. In the row of bits, which of the other one's places tell comes before the places that none tells.
    fn add_told(&mut self, key: &str, list: &[u32], told: &Told, end: u32) {
        self.key(key, list.first().copied().unwrap_or_default(), list.len());
        number(0, &mut self.heads);
        number(told.rest.len() as u32, &mut self.heads);
        number((told.ranks.len() as u32) << 1 | u32::from(told.by.behind), &mut self.heads);
        number(told.others, &mut self.heads);
        let other = char::from_u32(told.by.other).unwrap_or_default();
        self.heads.extend(other.encode_utf8(&mut [0; 4]).as_bytes());
        self.places.list(&told.ranks, told.others);
        self.places.list(&told.rest, end);
    }

    /// Begins a list, and a file if need be: how many bytes the key shares with the one before and how many follow, in four
    /// bits each where they fit; and these bytes.
    fn key(&mut self, key: &str, from: u32, many: usize) {
        // A list takes about as many bytes as it has places.
        if self.count > 0 && self.heads.len() + self.places.size() + many > self.part {
            self.close();
        }
        if self.first.is_none() {
            self.first = Some((key.into(), from));
        }
        let shared = key.bytes().zip(self.last.bytes()).take_while(|(a, b)| a == b).count().min(usize::from(u8::MAX));
        let more = key.len() - shared;
        if shared < 15 && more < 16 {
            self.heads.push((shared << 4 | more) as u8);
        } else {
            self.heads.push(0xF0);
            number(shared as u32, &mut self.heads);
            number(more as u32, &mut self.heads);
        }
        self.heads.extend(&key.as_bytes()[shared..]);
        self.count += 1;
        self.last = key.into();
    }

    fn close(&mut self) {
        let Some((key, from)) = self.first.take() else { return };
        let mut bytes = Vec::with_capacity(self.heads.len() + self.places.size() + 4);
        number(std::mem::take(&mut self.count), &mut bytes);
        bytes.append(&mut self.heads);
        self.places.take(&mut bytes);
        self.done.push(Part { key, from, bytes });
        self.last = Box::default();
    }

    fn finish(mut self) -> Vec<Part> {
        self.close();
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::super::beside::By;
    use super::*;

    /// Lists and the file that they make, which the browser reads as well (`tests/browser/checks/search.mjs`).
    const CASES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/search-lists.json"));

    #[derive(serde::Deserialize)]
    struct Cases {
        places: u32,
        pages: u32,
        lists: Vec<(String, Vec<u32>)>,
        file: String,
    }

    #[test]
    fn files_of_a_vast_site_are_larger() {
        let words = Words::default();
        let text: String = ('\u{4E00}'..'\u{9000}').flat_map(|c| [c; 3]).collect();
        let (places, _) = Places::of(&words, vec![super::super::page::phrase(&words, &text)]);
        let files = |scale| places.files(&Beside::default(), std::iter::empty(), places.end(), scale);
        let (usual, fewer) = (files(1), files(2));
        assert!(fewer.len() * 2 <= usual.len() + 1 && fewer.len() > 2, "{} {}", fewer.len(), usual.len());
        assert!(fewer.iter().all(|part| part.bytes.len() <= 2 * PART + 100));
        assert_eq!([scale(0), scale(VAST - 1), scale(VAST)], [1, 1, 2]);
    }

    #[test]
    fn lists_make_the_file_that_browsers_are_tested_with() {
        let cases: Cases = serde_json::from_str(CASES).unwrap();
        let others = &cases.lists.iter().find(|(key, _)| key == "数").unwrap().1;
        let mut files = Files::of(1);
        for (key, list) in &cases.lists {
            match &**key {
                "据" => {
                    let told = Told::new(list, others, By { other: u32::from('数'), behind: true });
                    assert!(told.ranks.len() > told.rest.len());
                    files.add_told(key, list, &told, cases.places);
                }
                _ if key.starts_with('\0') => files.add(key, list, cases.places + 3 * cases.pages),
                _ => files.add(key, list, cases.places),
            }
        }
        let file = &files.finish()[0].bytes;
        assert_eq!(file.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), cases.file);
    }
}

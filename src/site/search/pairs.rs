//! Lists for pairs of characters that are common together.
//!
//! A list of places costs a browser about as many bytes as it has places, and of 的 there are hundreds of thousands on a large
//! site, while 近的 stands in a few hundred. So each two characters that stand together and whose lists would be too long
//! together have one of their own: as many as make pairs of about [`SHARE`] of all places. On a small site there are none.

use super::index::{self, PLACES, Places};
use super::words::CHARACTERS;

/// How many of how many places may be those of pairs.
const SHARE: (usize, usize) = (2, 5);
/// How many files two lists fill at least that are long together.
const FILES: usize = 5;
/// How many characters may be common.
const MOST: usize = 400;
/// A character is common if there is at least one for so many places that two lists may have together. What is rarer has pairs
/// with those characters only whose own lists are longer than that.
const COMMON: usize = 8;
/// How many pages are looked at to know how many pairs there are.
const LOOK: usize = 100;
/// Into how many steps it is divided how common something is.
const STEPS: usize = 512;

/// The pairs that have lists.
#[derive(Debug, Default)]
pub struct Pairs {
    names: Names,
    /// For each name where its list begins; and the end of the last one.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Pairs {
    /// The pairs of these pages, in which everything stands at `places`: how many places each page takes in the row.
    pub fn of(places: &Places<'_>, row: &index::Row, pages: &[u32]) -> Self {
        let often = |c: char| places.list(u32::from(c)).len();
        let mut characters: Vec<(char, usize)> = places.characters().map(|c| (c, often(c))).collect();
        characters.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        if characters.first().is_none_or(|(_, often)| *often <= FILES * PLACES) {
            return Self::default();
        }
        let few = few(&characters, row, pages);
        let names = Names::new(&characters, few);
        let mut starts = vec![0_u32; names.end()];
        names.each(row, |_, name| starts[name] += 1);
        names.rows().for_each(|row| starts[row.begin + row.many] = 0);
        let mut all = 0;
        for start in &mut starts {
            all += std::mem::replace(start, all);
        }
        // Where the next place of a pair goes, and by how much it moves; what is no pair falls on one place behind them.
        let mut next: Vec<(u32, u32)> = starts.iter().map(|start| (*start, 1)).collect();
        names.rows().for_each(|row| next[row.begin + row.many] = (all, 0));
        let mut pairs = vec![0; all as usize + 1];
        names.each(row, |place, name| {
            let (at, step) = &mut next[name];
            pairs[*at as usize] = place;
            *at += *step;
        });
        Self { names, starts, places: pairs }
    }

    /// The common characters, the most common first; for each with how many of these its pairs have lists, which are the
    /// first ones; and how many of them have one for each pair with whatever character.
    pub fn common(&self) -> (String, Vec<u32>, usize) {
        let Names { characters, common, most, .. } = &self.names;
        let with = self.names.rows().skip(1).take(*common).map(|row| row.many.min(*common) as u32).collect();
        (characters[..*common].iter().collect(), with, *most)
    }

    /// Each pair that occurs, with where it does.
    pub fn lists(&self) -> impl Iterator<Item = (Box<str>, &[u32])> {
        let characters = &self.names.characters;
        let rows = characters.iter().zip(self.names.rows().skip(1));
        let pairs =
            rows.flat_map(|(a, row)| (row.begin..).zip(&characters[..row.many]).map(|(name, b)| (*a, *b, name)));
        pairs.filter_map(|(a, b, name)| {
            let list = &self.places[self.starts[name] as usize..self.starts[name + 1] as usize];
            (!list.is_empty()).then(|| (String::from_iter([a, b]).into_boxed_str(), list))
        })
    }
}

/// How many places two lists may have together and no list for the pair: so that there are few enough pairs, as far as some of
/// the pages tell.
fn few(characters: &[(char, usize)], row: &index::Row, pages: &[u32]) -> usize {
    let step = 2 * characters.first().map_or(0, |(_, often)| *often) / STEPS + 1;
    let mut often = vec![0; CHARACTERS as usize];
    for (c, times) in characters {
        often[u32::from(*c) as usize] = *times;
    }
    // How many pairs there are whose lists have so many places together.
    let mut steps = [0; STEPS + 1];
    let mut all = 0;
    let every = pages.len() / LOOK + 1;
    let mut begin = 0;
    for (nth, long) in pages.iter().enumerate() {
        let page = &row.units()[begin..begin + *long as usize];
        begin += page.len();
        if !nth.is_multiple_of(every) {
            continue;
        }
        for (a, b) in page.iter().zip(&page[1..]) {
            let (a, b) = (often[usize::from(*a)], often[usize::from(*b)]);
            if a > 0 && b > 0 {
                steps[(a + b) / step] += 1;
            }
        }
        // The last one is the gap behind the page.
        all += page.len() - 1;
    }
    let mut sum = 0;
    let enough = (0..=STEPS).rev().find(|at| {
        sum += steps[*at];
        sum * SHARE.1 > all * SHARE.0
    });
    enough.map_or(0, |at| (at + 1) * step).max(FILES * PLACES)
}

/// A number for each pair that may have a list. Each character has a row of them, for the second one in the order of how common
/// it is; the last number of a row is for all pairs that have none. The first row is for what is no character.
#[derive(Debug, Default)]
struct Names {
    /// All, the most common first.
    characters: Vec<char>,
    /// How many are common, and how many of these are the most common.
    common: usize,
    most: usize,
    /// For each character which row it has; it is the rank as well.
    ranks: Vec<u16>,
    rows: Vec<(u32, u32)>,
}

/// One character's numbers.
struct Row {
    begin: usize,
    /// How many there are, but for the last one.
    many: usize,
}

impl Names {
    fn new(characters: &[(char, usize)], few: usize) -> Self {
        let above = |few: usize| characters.iter().take(MOST).take_while(|(_, often)| *often > few).count();
        let mut ranks = vec![0; CHARACTERS as usize];
        for (rank, (c, _)) in (1..).zip(characters) {
            ranks[u32::from(*c) as usize] = rank;
        }
        let (common, most) = (above(few / COMMON), above(few));
        let many = |(nth, (_, often)): (usize, &(char, usize))| match nth {
            _ if nth < most => characters.len(),
            // The rarer it is, the fewer are common enough.
            _ if nth < common => common.min(above(few.saturating_sub(*often))),
            _ => most,
        };
        let mut begin = 0;
        let rows = [0].into_iter().chain(characters.iter().enumerate().map(many)).map(|many| {
            let row = (begin, many as u32);
            begin += many as u32 + 1;
            row
        });
        let rows = rows.collect();
        Self { common, most, ranks, rows, characters: characters.iter().map(|(c, _)| *c).collect() }
    }

    fn rows(&self) -> impl Iterator<Item = Row> {
        self.rows.iter().map(|(begin, many)| Row { begin: *begin as usize, many: *many as usize })
    }

    /// How many there are.
    fn end(&self) -> usize {
        self.rows().last().map_or(0, |row| row.begin + row.many + 1)
    }

    /// Gives each place at which a pair may begin, in order, and the number of the pair: that of both characters. Which pair it
    /// is can hardly be foreseen, so there is no branch.
    fn each(&self, row: &index::Row, mut pair: impl FnMut(u32, usize)) {
        let Some((first, rest)) = row.units().split_first() else { return };
        let rank = |unit: &u16| self.ranks[usize::from(*unit)];
        let mut first = rank(first);
        for (place, second) in (0..).zip(rest) {
            let second = rank(second);
            let (begin, many) = self.rows[usize::from(first)];
            // What is no character comes behind all others.
            pair(place, (begin + u32::from(second.wrapping_sub(1)).min(many)) as usize);
            first = second;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::page;
    use super::super::words::Words;
    use super::*;

    fn of(text: &str) -> Pairs {
        let words = Words::default();
        let page = [page::phrase(&words, text)];
        let (places, row) = Places::of(&words, page.to_vec());
        Pairs::of(&places, &row, &[page[0].places() + 1])
    }

    fn list(pairs: &Pairs, pair: &str) -> Vec<u32> {
        pairs.lists().find(|(key, _)| &**key == pair).map(|(_, list)| list.to_vec()).unwrap_or_default()
    }

    #[test]
    fn neighbours_whose_lists_are_long_together_have_one_of_their_own() {
        let rare: String = ('\u{5000}'..'\u{5014}').collect();
        let text =
            format!("{}{}", format!("的的，的，的，在，在，{rare}").repeat(FILES * PLACES / 4 + 1), "在的兔的在兔在在");
        let pairs = of(&text);
        let (common, with, most) = pairs.common();
        assert!(common.starts_with("的在") && most == 1, "{common} {most}");
        assert_eq!(with[..2], [22, 2], "的 with each common one, 在 with itself too");
        let end = u32::try_from(text.chars().count()).unwrap();
        assert_eq!(list(&pairs, "在的"), [end - 8]);
        assert_eq!(list(&pairs, "的兔"), [end - 7]);
        assert_eq!(list(&pairs, "兔的"), [end - 6]);
        assert_eq!(list(&pairs, "在在"), [end - 2]);
        assert_eq!(list(&pairs, "在兔"), [] as [u32; 0], "they are short enough");
        assert!(pairs.places.len() * SHARE.1 <= text.chars().count() * SHARE.0, "few enough");
    }

    #[test]
    fn a_small_site_has_none_and_pairs_that_are_most_of_a_text_get_none() {
        assert_eq!(of("的是的是的").common(), (String::new(), vec![], 0));
        assert_eq!(of(&"的是".repeat(FILES * PLACES + 1)).lists().count(), 0);
    }
}

//! Lists for pairs of the most common characters, which a phrase of such characters is found by.
//!
//! A list of places costs a browser about as many bytes as it has places, and every part of 的是 stands in tens of thousands
//! of them on a large site, while the pair stands in a few hundred. So that the index grows by little, only as many of the
//! most common characters are taken as make pairs of at most one in [`SHARE`] places; on a small site none.

use super::index::{PLACES, Places};
use super::units::Units;
use super::words::CHARACTERS;
use std::ops::Range;

/// Of how many places one may be that of a pair.
const SHARE: u32 = 5;
/// How many characters may be common.
const MOST: usize = 255;

/// Every pair of neighbours that both are among [`Pairs::common`].
#[derive(Debug, Default)]
pub struct Pairs {
    /// The common characters, the most common first.
    pub common: Vec<char>,
    /// For each pair, by the first one's rank and then the second one's, where its list begins; and the end of the last one.
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Pairs {
    /// The pairs of these pages, in which everything stands at `places`.
    pub fn of<'p>(places: &Places<'_>, pages: impl Iterator<Item = &'p Units> + Clone) -> Self {
        let often = |c: char| places.list(u32::from(c)).len();
        // What fits into one file is cheap as it is.
        let mut common: Vec<(char, usize)> =
            places.characters().map(|c| (c, often(c))).filter(|(_, many)| *many > PLACES).collect();
        common.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        common.truncate(MOST);
        if common.len() < 2 {
            return Self::default();
        }
        let mut counts = vec![0_u32; 1 << 16];
        each(&common, pages.clone(), |_, pair| counts[pair] += 1);
        let pairs = |taken: usize| (1..=taken).flat_map(move |a| (1..=taken).map(move |b| a << 8 | b));
        // As many characters as make few enough pairs.
        let mut sum = 0;
        let few = |last: &usize| {
            let with =
                |a: usize| if a < *last { counts[a << 8 | *last] + counts[*last << 8 | a] } else { counts[a << 8 | a] };
            sum += (1..=*last).map(with).sum::<u32>();
            sum <= places.end() / SHARE
        };
        let taken = (1..=common.len()).take_while(few).count();
        common.truncate(taken);
        let mut starts = Vec::with_capacity(taken * taken + 1);
        // Where the next place of a pair goes, and by how much it moves; what is no pair falls on one place behind them.
        let mut next = vec![(0_u32, 0_u32); 1 << 16];
        let mut all = 0;
        for pair in pairs(taken) {
            starts.push(all);
            next[pair] = (all, 1);
            all += counts[pair];
        }
        starts.push(all);
        next.iter_mut().filter(|(_, step)| *step == 0).for_each(|(at, _)| *at = all);
        let mut row = vec![0; all as usize + 1];
        each(&common, pages, |place, pair| {
            let (at, step) = &mut next[pair];
            row[*at as usize] = place;
            *at += *step;
        });
        Self { common: common.into_iter().map(|(c, _)| c).collect(), starts, places: row }
    }

    /// Each pair that occurs, with where it does.
    pub fn lists(&self) -> impl Iterator<Item = (Box<str>, &[u32])> {
        let pairs = self.common.iter().flat_map(|a| self.common.iter().map(move |b| [*a, *b]));
        pairs.zip(self.starts.windows(2)).filter_map(|(pair, ends)| {
            let Range { start, end } = ends[0] as usize..ends[1] as usize;
            (start < end).then(|| (String::from_iter(pair).into_boxed_str(), &self.places[start..end]))
        })
    }
}

/// Gives for each place the one before it, and what both say: their ranks among these characters in one number, the first one's
/// above the lowest eight bits. Ranks begin at 1; 0 is for anything else, and for the beginning of a page. What becomes of each
/// can hardly be foreseen, so there is no branch.
fn each<'p>(common: &[(char, usize)], pages: impl Iterator<Item = &'p Units>, mut pair: impl FnMut(u32, usize)) {
    let mut ranks = vec![0_u8; CHARACTERS as usize];
    for (rank, (c, _)) in (1..=u8::MAX).zip(common) {
        ranks[u32::from(*c) as usize] = rank;
    }
    let mut begin = 0_u32;
    for page in pages {
        let mut last = 0;
        for (place, key) in (begin..).zip(page.keys()) {
            let rank = ranks.get(key as usize).copied().unwrap_or(0);
            pair(place.wrapping_sub(1), usize::from(last) << 8 | usize::from(rank));
            last = rank;
        }
        begin += page.places() + 1;
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
        Pairs::of(&Places::of(&words, page.iter()), page.iter())
    }

    #[test]
    fn neighbours_that_are_both_common_have_lists() {
        let text =
            format!("{}{}", "的一二三四五六七八九十百是甲乙丙丁戊己庚辛壬癸子丑".repeat(PLACES + 1), "是的兔是的");
        let pairs = of(&text);
        assert!(pairs.common.starts_with(&['是', '的']), "{:?}", pairs.common);
        let lists: Vec<_> = pairs.lists().collect();
        let of_pair = |pair: &str| lists.iter().find(|(key, _)| &**key == pair).map(|(_, list)| list.to_vec());
        let end = u32::try_from(text.chars().count()).unwrap();
        assert_eq!(of_pair("是的"), Some(vec![end - 5, end - 2]));
        assert_eq!(of_pair("的是"), None);
        assert!(pairs.places.len() <= text.chars().count() / 5, "few enough");
    }

    #[test]
    fn a_small_site_has_none_and_pairs_that_are_most_of_a_text_get_none() {
        assert!(of("的是的是的").common.is_empty());
        assert_eq!(of(&"的是".repeat(PLACES + 1)).lists().count(), 0);
    }
}

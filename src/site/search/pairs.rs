//! Lists for pairs of the most common characters, which a phrase of such characters is found by.
//!
//! A list of places costs a browser about as many bytes as it has places, and every part of 的是 stands in tens of thousands
//! of them on a large site, while the pair stands in a few hundred. So that the index grows by little, only as many of the
//! most common characters are taken as make pairs of at most one in [`SHARE`] places; on a small site none.

use super::index::PLACES;
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
    /// The pairs of a text of `end` places, whose characters have these lists.
    pub fn of<'l>(lists: impl Iterator<Item = (char, &'l [u32])>, end: u32) -> Self {
        // What fits into one file is cheap as it is.
        let mut lists: Vec<_> = lists.filter(|(_, list)| list.len() > PLACES).collect();
        lists.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
        lists.truncate(MOST);
        if lists.len() < 2 {
            return Self::default();
        }
        // The rank of what stands at a place, and one more.
        let mut ranks = vec![0_u8; end as usize];
        for (rank, (_, list)) in (1..=u8::MAX).zip(&lists) {
            list.iter().for_each(|place| ranks[*place as usize] = rank);
        }
        let all = lists.len();
        let mut counts = vec![0_u32; all * all];
        let pairs = || (0_u32..).zip(ranks.windows(2)).filter(|(_, pair)| pair[0] > 0 && pair[1] > 0);
        let at = |pair: &[u8], width: usize| usize::from(pair[0] - 1) * width + usize::from(pair[1] - 1);
        pairs().for_each(|(_, pair)| counts[at(pair, all)] += 1);
        // How many pairs there are of the first characters alone.
        let within =
            |taken: usize| -> u32 { (0..taken).map(|a| counts[a * all..a * all + taken].iter().sum::<u32>()).sum() };
        let taken = (0..=all).rev().find(|taken| within(*taken) <= end / SHARE).unwrap_or(0);
        let mut starts = Vec::with_capacity(taken * taken + 1);
        let mut sum = 0;
        for count in (0..taken).flat_map(|a| &counts[a * all..a * all + taken]) {
            starts.push(sum);
            sum += count;
        }
        let mut next = starts.clone();
        starts.push(sum);
        let mut places = vec![0; sum as usize];
        for (place, pair) in pairs().filter(|(_, pair)| pair.iter().all(|rank| usize::from(*rank) <= taken)) {
            let into = &mut next[at(pair, taken)];
            places[*into as usize] = place;
            *into += 1;
        }
        Self { common: lists[..taken].iter().map(|(c, _)| *c).collect(), starts, places }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Pairs {
        let mut lists = std::collections::BTreeMap::<char, Vec<u32>>::new();
        (0_u32..).zip(text.chars()).for_each(|(place, c)| lists.entry(c).or_default().push(place));
        Pairs::of(lists.iter().map(|(c, list)| (*c, list.as_slice())), u32::try_from(text.chars().count()).unwrap() + 1)
    }

    #[test]
    fn neighbours_that_are_both_common_have_lists() {
        let text = format!("{}{}", "的abcdefghijk是lmnopqrstuvw".repeat(PLACES + 1), "是的x是的");
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

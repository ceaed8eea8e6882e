//! How often each page says what is very common: its title, its headings, its text.
//!
//! Whoever asks for 的 alone wants to know which pages say it, and how often, since the best ones come first; a list of
//! hundreds of thousands of places tells that at a great price. So there is a short list beside it, and of the long one only
//! those parts are fetched in which the pages stand that are shown.

use super::index::{PLACES, Places};

/// How many files a list fills at least that has a short one beside it: more than the pages fill that are shown of it.
const FILES: usize = 10;
/// How many places it has at least for each page, so that the short one is short.
const EACH: usize = 16;

/// What the key of a short list begins with; no text holds it.
pub const MARK: char = '\0';

/// The short lists, with the keys of the long ones. There are three numbers for each page: how many places the list has up to
/// the end of its title, of its headings, of its text, one more each time so that they rise.
pub fn of(places: &Places<'_>, pages: &[[u32; 3]]) -> Vec<(Box<str>, Vec<u32>)> {
    let long = places.keys((FILES * PLACES).max(EACH * pages.len()));
    long.into_iter().map(|(text, key)| (text, counts(places.list(key), pages))).collect()
}

/// The short list of one.
fn counts(list: &[u32], pages: &[[u32; 3]]) -> Vec<u32> {
    let (mut begin, mut before) = (0, 0);
    let mut all = Vec::with_capacity(3 * pages.len());
    for [long, title, headings] in pages {
        for end in [begin + title, begin + title + headings, begin + long] {
            before += list[before..].partition_point(|place| *place < end);
            all.push((before + all.len()) as u32);
        }
        begin += long;
    }
    all
}

//! The search: an index of each edition, in files that a browser fetches by need. Nothing leaves the site.
//!
//! 1. [`page`] takes a page's text apart, by the rules of [`tokens`], while the page is rendered, and keeps a number of
//!    [`words`] for each token;
//! 2. [`index`] gathers the places of everything, in the few bits of [`bits`]; on a small site the lists of neighbours tell
//!    each other ([`mod@beside`]), on a large one there are lists of common [`mod@pairs`], and [`mod@counts`] of what is very common;
//! 3. [`fn@files`] writes the index with what a browser needs to read a question by the same rules: which pages there are,
//!    which characters stand for which, which words mean the same.
//!
//! `theme/scripts/search.js` is the reader of all this.

mod beside;
pub mod bits;
mod counts;
pub mod index;
pub mod page;
mod pairs;
mod synonyms;
#[cfg(test)]
mod tests;
pub mod tokens;
pub mod units;
pub mod words;

pub use page::PageText;
pub use words::Words;

use crate::convert::{Converters, folding};
use crate::locale::Locale;
use crate::render::Passage;
use crate::resolve::address::SEARCH_INDEX;
use crate::resolve::alternates;
use crate::resolve::plan::{Origin, Page, PageId, PageKind};
use crate::source::RelPath;
use beside::Beside;
use index::{PLACES, Part, Places};
use pairs::Pairs;
use serde::Serialize;

/// The version of the format. A browser that holds an older index reads the new one instead.
const VERSION: u32 = 3;
/// How many bytes of headings a file of them has before the next one is begun.
const HEADINGS: usize = 1 << 10;
/// How many bytes are hashed at once.
const HASHED: usize = 1 << 16;

/// Whether a page can be found: a text in its edition's own language, or a section's own text.
pub fn is_in(page: &Page) -> bool {
    let shows_text = matches!(page.kind, PageKind::Document(_) | PageKind::Section(_)) && page.part.0 <= 1;
    shows_text && alternates::is_real(page) && !matches!(page.origin, Origin::Fallback { .. })
}

/// An edition's name in the addresses of its index: its tag in small letters.
pub fn name(locale: &Locale) -> String {
    locale.to_string().to_ascii_lowercase()
}

/// Whether a file is one of the index of the edition of this name.
pub fn is_of(name: &str, path: &RelPath) -> bool {
    let rest = path.as_str().strip_prefix(SEARCH_INDEX).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
    rest.strip_prefix(name).is_some_and(|rest| rest == ".json" || rest.starts_with('/'))
}

/// A page for the index.
#[derive(Debug)]
pub struct Entry {
    /// Which one.
    pub id: PageId,
    /// Its title.
    pub title: String,
    /// Its address, percent-encoded, with the base path.
    pub href: String,
    /// Its text.
    pub text: PageText,
}

impl Entry {
    /// The page `id` of the plan, whose text is `passages`.
    pub fn new(words: &Words, id: PageId, page: &Page, href: &str, passages: &[Passage]) -> Self {
        let title = page.title.clone();
        Self { id, text: PageText::new(words, &title, passages), title, href: href.to_owned() }
    }
}

/// What a browser reads first.
#[derive(Serialize)]
struct Root {
    /// The version of the format.
    version: u32,
    /// The part of all other files' names that changes with them.
    hash: String,
    /// How many places there are.
    places: u32,
    /// For each page: how many places it takes, its title, its headings.
    pages: [Vec<u32>; 3],
    /// Common characters, the most common first.
    common: String,
    /// For each of them with how many of them, from the first one, its pairs have lists of their own.
    with: Vec<u32>,
    /// How many of them have one for each character that they stand together with.
    most: usize,
    /// What is so common that there is a list of how often each page says it.
    counted: Vec<Box<str>>,
    /// How many places a list has in each of its files but the last.
    part: usize,
    /// The first key of each file of lists, those once that begin several.
    keys: Vec<Box<str>>,
    /// Which of these begin several: its rank, and how many places its list is further on in each file behind the first.
    parts: Vec<Vec<u32>>,
    /// How many pages there are in each file of headings.
    headings: Vec<u32>,
    /// Characters in pairs: one that is asked for, and the one that it is found by.
    folded: String,
    /// The same, for what is tried if nothing is found.
    tried: String,
    /// Words that mean the same: what is asked for, and what the edition says.
    words: Vec<(String, String)>,
}

/// A page as a result shows it: title, address, and its sections: id, heading, how many places heading and text are behind
/// those of the section before.
type Shown<'e> = (&'e str, &'e str, Vec<(&'e str, &'e str, u32, u32)>);

/// The files of one edition's index, whose [`name`] is given. Entries are in the order of the plan.
pub fn files(converters: &Converters, words: &Words, name: &str, mut entries: Vec<Entry>) -> Vec<(RelPath, Vec<u8>)> {
    let pages: Vec<_> =
        entries.iter().map(|entry| [entry.text.units.places() + 1, entry.text.title, entry.text.headings]).collect();
    let texts = entries.iter_mut().map(|entry| std::mem::take(&mut entry.text.units));
    let (places, row) = Places::of(words, texts.collect());
    let long: Vec<u32> = pages.iter().map(|[long, ..]| *long).collect();
    let (beside, pairs) = (Beside::of(&places, &row), Pairs::of(&places, &row, &long));
    let folded: String =
        folding::pairs().into_iter().filter(|(_, to)| places.has(*to)).flat_map(|(c, to)| [c, to]).collect();
    let tried: String = folding::alternatives()
        .into_iter()
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .filter(|(_, to)| places.has(*to))
        .flat_map(|(c, to)| [c, to])
        .collect();
    let synonyms = synonyms::of(converters, words, &places, &row);
    drop(row);
    let counts = counts::of(&places, &pages);
    let counted = counts.iter().map(|(key, _)| key.clone()).collect();
    let counts = counts.iter().map(|(key, list)| (format!("{}{key}", counts::MARK).into_boxed_str(), &**list));
    let scale = index::scale(places.end());
    let lists = places.files(&beside, pairs.lists().chain(counts), places.end() + 3 * pages.len() as u32, scale);
    let (many, headings) = headings(&entries, HEADINGS * scale);
    let hash = hash(lists.iter().map(|part| &part.bytes).chain(&headings));
    let (common, with, most) = pairs.common();
    let (keys, parts) = starts_of(&lists);
    let root = Root {
        version: VERSION,
        places: places.end(),
        pages: [0, 1, 2].map(|of| pages.iter().map(|page| page[of]).collect()),
        common,
        with,
        most,
        counted,
        part: PLACES * scale,
        keys,
        parts,
        headings: many,
        folded,
        tried,
        words: synonyms,
        hash: hash.clone(),
    };
    let root = serde_json::to_vec(&root).expect("numbers and texts are JSON");
    let lists = lists.into_iter().enumerate().map(|(at, part)| (format!("{name}/{at}.{hash}.bin"), part.bytes));
    let headings = headings.into_iter().enumerate().map(|(at, bytes)| (format!("{name}/h{at}.{hash}.json"), bytes));
    let all = lists.chain(headings).chain([(format!("{name}.json"), root)]);
    all.filter_map(|(place, bytes)| Some((RelPath::new(&format!("{SEARCH_INDEX}/{place}")).ok()?, bytes))).collect()
}

/// What files have in their names that hold these bytes, in this version of the format.
fn hash<'b>(files: impl Iterator<Item = &'b Vec<u8>>) -> String {
    let mut hasher = blake3::Hasher::new();
    // Files are small, and a few times as much is hashed in the same time if there is much of it at once.
    let mut some = VERSION.to_le_bytes().to_vec();
    for bytes in files {
        some.extend(bytes);
        if some.len() > HASHED {
            hasher.update(&some);
            some.clear();
        }
    }
    hasher.update(&some).finalize().to_hex()[..8].to_owned()
}

/// What each file begins with: its first key, once if it begins several; and for those that do, its rank among the keys and
/// how much further on its places begin in each file behind the first.
fn starts_of(lists: &[Part]) -> (Vec<Box<str>>, Vec<Vec<u32>>) {
    let (mut keys, mut parts) = (Vec::new(), Vec::new());
    for same in lists.chunk_by(|a, b| a.key == b.key) {
        if same.len() > 1 {
            let steps = same.windows(2).enumerate().map(|(at, two)| two[1].from - if at > 0 { two[0].from } else { 0 });
            parts.push([keys.len() as u32].into_iter().chain(steps).collect());
        }
        keys.extend(same.first().map(|part| part.key.clone()));
    }
    (keys, parts)
}

/// Whether a heading's id is what most have; where it is so, `=` stands for it.
fn is_slug(anchor: &str, heading: &str) -> bool {
    let rest = heading.chars().try_fold(anchor, |rest, c| match c {
        ' ' => rest.strip_prefix('-'),
        // Most of the letters that no table need be asked for.
        '-' | 'a'..='z' | '0'..='9' | '\u{4E00}'..='\u{9FFF}' => rest.strip_prefix(c),
        _ if c.is_alphanumeric() => c.to_lowercase().try_fold(rest, |rest, c| rest.strip_prefix(c)),
        _ => Some(rest),
    });
    rest == Some("")
}

/// The pages as results show them, in files of so many bytes; and how many there are in each.
fn headings(entries: &[Entry], enough: usize) -> (Vec<u32>, Vec<Vec<u8>>) {
    let (mut many, mut files) = (Vec::new(), Vec::new());
    let mut part: Vec<Shown<'_>> = Vec::new();
    let mut size = 0;
    for (at, entry) in (1..).zip(entries) {
        let sections = entry.text.sections.iter();
        let mut last = (0, 0);
        let sections: Vec<_> = sections
            .map(|one| {
                let anchor = if is_slug(&one.anchor, &one.heading) { "=" } else { &*one.anchor };
                let before = std::mem::replace(&mut last, (one.heading_at, one.text_at));
                (anchor, &*one.heading, one.heading_at - before.0, one.text_at - before.1)
            })
            .collect();
        size += sections.iter().map(|(anchor, heading, ..)| anchor.len() + heading.len() + 20).sum::<usize>();
        size += entry.title.len() + entry.href.len() + 16;
        part.push((&entry.title, &entry.href, sections));
        if size > enough || at == entries.len() {
            files.push(serde_json::to_vec(&part).expect("texts are JSON"));
            many.push(part.len() as u32);
            part.clear();
            size = 0;
        }
    }
    (many, files)
}

//! Words that mean the same: who asks for 软件 finds what an edition calls 軟體.

use super::index::{Places, Row};
use super::page;
use super::words::Words;
use crate::convert::glossary::Treatment;
use crate::convert::{Converters, folding};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Another word is looked for as well if the one that is asked for occurs at most once for so many times of the other: where
/// the site's glossary says that they are the same, and where only a vocabulary does.
const RARER: (usize, usize) = (1, 20);

/// What a reader may ask for, and what the edition says instead: from the vocabularies of the regions and the site's
/// glossaries, as far as the edition says it. A word that the edition uses itself is asked for as it is.
pub fn of(converters: &Converters, words: &Words, places: &Places<'_>, row: &Row) -> Vec<(String, String)> {
    let mut found = BTreeMap::new();
    // A word stands in the vocabularies of several regions.
    let mut known = FxHashMap::<String, usize>::default();
    if !places.has_han() {
        return Vec::new();
    }
    let rows = converters.rows().filter(|(_, row)| row.treatment != Treatment::Forbid);
    let glossary = rows.map(|(_, row)| {
        let chinese = row.texts.iter().filter(|(locale, _)| locale.han_script().is_some());
        (chinese.map(|(_, text)| text.as_str()).collect::<Vec<_>>(), RARER.0)
    });
    // The site's own words come first.
    for (group, rarer) in glossary.chain(folding::words().map(|pair| (pair.to_vec(), RARER.1))) {
        let mut counted: Vec<(String, usize)> = Vec::new();
        for word in group.iter().filter(|word| !word.is_empty()).map(|word| folded(word)) {
            let times = *known.entry(word.clone()).or_insert_with(|| places.count(row, &page::phrase(words, &word)));
            counted.push((word, times));
        }
        counted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let Some(((said, often), others)) = counted.split_first() else { continue };
        for (word, times) in others {
            if word != said && times * rarer < *often {
                found.entry(word.clone()).or_insert_with(|| said.clone());
            }
        }
    }
    found.into_iter().collect()
}

fn folded(word: &str) -> String {
    word.chars().map(folding::character).flat_map(char::to_lowercase).collect()
}

//! Characters and words of both scripts brought together, for comparing and for searching: not a conversion, since what
//! is brought together here need not be right in either script.

use super::script::{SIMPLIFIED, TRADITIONAL, characters};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Traditional characters with the Simplified one that stands for each first (OpenCC's TSCharacters.txt).
static FOLDED: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let first = |(c, forms): (char, &str)| Some((c, forms.chars().next()?));
    characters(TRADITIONAL).filter_map(first).filter(|(c, form)| c != form).collect()
});

/// The same for the characters of 16 bits from [`FIRST`] on, since every character of a site is asked for; 0 where only
/// [`FOLDED`] knows.
static NEAR: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let form = |c: u16| char::from_u32(u32::from(c)).map_or(0, |c| u32::from(FOLDED.get(&c).copied().unwrap_or(c)));
    (FIRST..=u16::MAX).map(|c| u16::try_from(form(c)).unwrap_or(0)).collect()
});

/// The first Han character (Unicode's block CJK Unified Ideographs Extension A).
const FIRST: u16 = 0x3400;

/// The vocabularies of the regions: topic, the mainland's word, direction, the region's word.
const VOCABULARIES: [&str; 2] = [
    include_str!("../../dictionaries/vocabulary/taiwan.txt"),
    include_str!("../../dictionaries/vocabulary/hong-kong.txt"),
];

/// A character as Simplified text writes it, whatever stands around it: 發 and 髮 are both 发.
pub fn character(c: char) -> char {
    Folding::get().character(c)
}

/// [`character`] for many of them.
#[derive(Clone, Copy, Debug)]
pub struct Folding(&'static [u16]);

impl Folding {
    /// The tables, made when they are first asked for.
    pub fn get() -> Self {
        Self(&NEAR)
    }

    /// See [`character`].
    #[inline]
    pub fn character(self, c: char) -> char {
        let Some(at) = u32::from(c).checked_sub(u32::from(FIRST)) else { return c };
        match self.0.get(at as usize) {
            Some(form) if *form > 0 => char::from_u32(u32::from(*form)).unwrap_or(c),
            _ => FOLDED.get(&c).copied().unwrap_or(c),
        }
    }
}

/// All pairs of a Traditional character and what [`character`] makes of it, in the order of the characters.
pub fn pairs() -> Vec<(char, char)> {
    let mut pairs: Vec<_> = FOLDED.iter().map(|(c, form)| (*c, *form)).collect();
    pairs.sort_unstable();
    pairs
}

/// Pairs that [`character`] keeps apart although Simplified text may write the second where Traditional text has the first:
/// 覆 in 回覆, which is 回复; and 著 in 看著, which is 看着, of which OpenCC's tables of characters say nothing.
pub fn alternatives() -> Vec<(char, char)> {
    let of = |(c, forms): (char, &'static str)| {
        let forms = forms.chars().filter(|form| !form.is_whitespace()).map(character);
        forms.filter(move |form| *form != c).map(move |form| (form, c))
    };
    let mut pairs: Vec<_> = characters(SIMPLIFIED).flat_map(of).chain([('著', '着')]).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Words of regions that mean the same, as [`super::Vocabulary`] has them: the mainland's and a region's.
pub fn words() -> impl Iterator<Item = [&'static str; 2]> {
    let rows = VOCABULARIES.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#'));
    rows.filter_map(|row| {
        let mut columns = row.split('\t').skip(1);
        let (mainland, _, region) = (columns.next()?, columns.next()?, columns.next()?);
        (mainland != region).then_some([mainland, region])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_meet() {
        let all = |text: &str| text.chars().map(character).collect::<String>();
        assert_eq!(all("所有權與頭髮"), all("所有权与头发"));
        assert_eq!(all("臺灣裏裡"), all("台湾里里"));
        assert!(alternatives().contains(&('著', '着')) && alternatives().contains(&('覆', '复')));
        assert!(pairs().contains(&('權', '权')));
        assert!(words().any(|pair| pair == ["软件", "軟體"]), "a word of computing");
    }
}

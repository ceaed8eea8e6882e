//! Doubts: the places at which a person should look, for `yiben review`.
//!
//! A conversion does not ask for them and pays nothing. A search for them looks at every character that has several
//! counterparts, and weighs the division that was chosen against the best one in which the character comes out otherwise.

use std::ops::Range;

use super::Words;
use super::lattice::{STRETCH, Stretch, Token};
use super::scan::Sink;
use super::tables::AMBIGUOUS;

/// A place where the conversion may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// The bytes of the source: one character.
    pub range: Range<usize>,
    /// What it became.
    pub chosen: String,
    /// What else it could have been, the likeliest first.
    pub alternatives: Vec<String>,
    /// Why it is doubtful.
    pub reason: Reason,
    /// How doubtful it is, from 1 to 100.
    pub weight: u8,
}

/// Why a place is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Another division into words is nearly as likely.
    Division,
    /// The character stands as a word by itself, and nothing beside it tells which of its counterparts is meant.
    Alone,
    /// It seems to be a person's name.
    Name,
    /// The word has two spellings, each with a sense of its own.
    Sense,
}

/// Divisions whose likelihoods differ by less than this are close; in tenths of a nat.
const CLOSE: u32 = 15;
/// How doubtful a character by itself is, a name, and a word of two senses.
const ALONE: u8 = 40;
const NAME: u8 = 30;
const SENSE: u8 = 50;
/// Simplified characters that standing alone do not tell what they are, with their counterparts. Those whose usual
/// counterpart is nearly always right when they stand alone (后, 里, 只, 面, 发) are not among them.
const UNTOLD: &[(char, &[&str])] = &[
    ('复', &["復", "複", "覆"]),
    ('干', &["幹", "乾", "干"]),
    ('系', &["系", "繫", "係"]),
    ('卷', &["卷", "捲"]),
    ('斗', &["鬥", "斗"]),
    ('折', &["折", "摺"]),
    ('征', &["征", "徵"]),
    ('签', &["簽", "籤"]),
    ('胡', &["胡", "鬍"]),
    ('辟', &["闢", "辟"]),
    ('咸', &["鹹", "咸"]),
    ('钟', &["鐘", "鍾"]),
    ('杯', &["杯", "盃"]),
    ('升', &["升", "昇"]),
    ('谷', &["谷", "穀"]),
    ('卜', &["卜", "蔔"]),
    ('蒙', &["蒙", "矇", "濛"]),
    ('舍', &["捨", "舍"]),
    ('熏', &["燻", "熏", "薰"]),
    ('须', &["須", "鬚"]),
    ('尽', &["盡", "儘"]),
    ('涂', &["塗", "涂"]),
    ('汇', &["匯", "彙"]),
    ('脏', &["髒", "臟"]),
];
/// Words whose sense decides the spelling of one character: the word, which character, and its other spelling. To answer
/// is 回覆, to recover 回復; a painting is rolled on a 卷軸, a page moves by a 捲軸.
const SENSES: &[(&str, usize, &str)] = &[
    ("回复", 1, "復"),
    ("卷轴", 0, "捲"),
    ("汇总", 0, "彙"),
    ("划线", 0, "劃"),
    ("折叠", 0, "折"),
    ("收折", 1, "摺"),
    ("批复", 1, "復"),
    ("吧台", 1, "檯"),
    ("总台", 1, "檯"),
];
/// Surnames that elsewhere have another counterpart.
const SURNAMES: &[(char, &[&str])] =
    &[('余', &["餘"]), ('范', &["範"]), ('岳', &["嶽"]), ('朴', &["樸"]), ('郁', &["鬱"])];

impl Words {
    /// The places of a text at which a person should look, in the order of the text. Joints as for [`Words::edits`].
    pub fn doubts(&self, text: &str, joints: &[usize]) -> Vec<Doubt> {
        let mut doubter = Doubter { text, doubts: Vec::new() };
        Words { watch: true, ..*self }.scan(text, joints, &mut doubter);
        doubter.doubts
    }
}

struct Doubter<'t> {
    text: &'t str,
    doubts: Vec<Doubt>,
}

/// A word of the lattice and the cost of the best division that holds it.
struct Way {
    token: Token,
    cost: u32,
}

impl Sink for Doubter<'_> {
    fn replace(&mut self, _range: Range<usize>, _by: &'static str) {}

    fn divided(&mut self, words: &Words, stretch: &Stretch, tokens: &[Token], places: Range<usize>) {
        let (ways, best) = ways(words, stretch);
        for token in tokens.iter().filter(|token| token.end > places.start && token.start < places.end) {
            for place in token.start.max(places.start)..token.end {
                if words.tables.flags(stretch.codes[place]) & AMBIGUOUS != 0 {
                    self.doubts.extend(self.doubt(words, stretch, *token, place, &ways, best));
                }
            }
        }
    }
}

impl Doubter<'_> {
    fn doubt(
        &self,
        words: &Words,
        stretch: &Stretch,
        token: Token,
        place: usize,
        ways: &[Way],
        best: u32,
    ) -> Option<Doubt> {
        let range = stretch.offsets[place]..stretch.offsets[place + 1];
        let source = &self.text[range.clone()];
        let chosen = words.outcome(stretch, token, place).unwrap_or(source);
        let others =
            ways.iter().filter(|way| (way.token.start..way.token.end).contains(&place) && way.cost < best + CLOSE);
        let mut others: Vec<(u32, &str)> = others
            .map(|way| (way.cost, words.outcome(stretch, way.token, place).unwrap_or(source)))
            .filter(|(_, outcome)| *outcome != chosen)
            .collect();
        others.sort_unstable();
        others.dedup_by_key(|(_, outcome)| *outcome);
        let doubt = |alternatives: Vec<String>, reason, weight| {
            Some(Doubt { range, chosen: chosen.to_owned(), alternatives, reason, weight })
        };
        if let Some(&(cost, _)) = others.first() {
            let weight = 100 - 5 * u8::try_from(cost.saturating_sub(best)).unwrap_or(u8::MAX).min(19);
            return doubt(others.iter().map(|(_, outcome)| (*outcome).to_owned()).collect(), Reason::Division, weight);
        }
        let word = &self.text[stretch.offsets[token.start]..stretch.offsets[token.end]];
        if let Some((_, _, other)) = SENSES.iter().find(|(of, at, _)| *of == word && token.start + at == place) {
            let alternatives = vec![(*other).to_owned()];
            return if *other == chosen { None } else { doubt(alternatives, Reason::Sense, SENSE) };
        }
        if token.end > token.start + 1 || words.by_neighbours(stretch, token).is_some() {
            return None;
        }
        let listed = |list: &[(char, &[&str])]| {
            let (_, all) = list.iter().find(|(c, _)| source.starts_with(*c))?;
            Some(all.iter().filter(|other| **other != chosen).map(|other| (*other).to_owned()).collect::<Vec<_>>())
        };
        match (listed(UNTOLD), listed(SURNAMES)) {
            (Some(others), _) => doubt(others, Reason::Alone, ALONE),
            (None, Some(others)) => doubt(others, Reason::Name, NAME),
            (None, None) => None,
        }
    }
}

/// Every word of the stretch with the cost of the best division that holds it, and the cost of the best division.
fn ways(words: &Words, stretch: &Stretch) -> (Vec<Way>, u32) {
    let mut ways = Vec::new();
    let mut before = [u32::MAX; STRETCH + 1];
    let mut after = [u32::MAX; STRETCH + 1];
    before[0] = 0;
    after[stretch.len] = 0;
    for start in 0..stretch.len {
        stretch.words_at(&words.tables, start, |end, cost, form| {
            before[end] = before[end].min(before[start] + cost);
            ways.push(Way { token: Token { start, end, form }, cost });
        });
    }
    for way in ways.iter().rev() {
        after[way.token.start] = after[way.token.start].min(after[way.token.end] + way.cost);
    }
    for way in &mut ways {
        way.cost += before[way.token.start] + after[way.token.end];
    }
    (ways, before[stretch.len])
}

//! The model of one direction: characters, words with their costs and forms, and the rules; not yet arranged in memory.

use std::collections::BTreeMap;

use super::own::Context;

/// How many character standards a direction serves (see `super::direction`).
pub const STANDARDS: usize = 4;
/// How many vocabularies a direction serves: general and computing, for Taiwan and for Hong Kong.
pub const VOCABULARIES: usize = 4;
/// Costs are tenths of a nat.
pub const COST_UNIT: f64 = 10.0;
/// The dearest word.
pub const COST_MAX: f64 = 254.0;
/// A listed phrase that nobody counted is this much likelier than its parts.
const LISTED_BONUS: f64 = 2.0;
/// All words that the frequency list's makers counted.
const TOTAL: f64 = 60_101_967.0;
/// The longest word that is looked for, in characters.
const LONGEST: usize = 24;

/// A word of the lattice.
#[derive(Clone, Default)]
pub struct Word {
    /// How unlikely it is, in nats.
    pub cost: f64,
    /// What it becomes under each standard. Empty: each character by itself.
    pub plain: [String; STANDARDS],
    /// What it becomes under each vocabulary, if it is a term of it.
    pub vocabulary: [Option<String>; VOCABULARIES],
}

/// One direction of conversion.
#[derive(Default)]
pub struct Model {
    /// What each character becomes when nothing else is known, under each standard.
    pub chars: BTreeMap<char, [char; STANDARDS]>,
    /// Characters that are read as another: compatibility forms, variants of the same character.
    pub same: BTreeMap<char, char>,
    /// Every word of two characters or more, and the single ones for their costs.
    pub words: BTreeMap<String, Word>,
    /// Rules for single characters.
    pub contexts: Vec<Context>,
    /// Terms that begin with Latin letters: the vocabulary, the letters, what follows them, and what it all becomes.
    pub lettered: Vec<(usize, String, String, String)>,
    /// For each rule what the character becomes under each standard.
    pub context_targets: Vec<[char; STANDARDS]>,
}

/// The cost of a word that was counted so often.
pub fn counted(count: u32) -> f64 {
    (TOTAL / f64::from(count.max(1))).ln()
}

impl Model {
    /// What a character becomes under a standard.
    pub fn char(&self, c: char, standard: usize) -> char {
        self.chars.get(&c).map_or(c, |targets| targets[standard])
    }

    /// The text with each of its characters converted by itself.
    pub fn by_char(&self, text: &str, standard: usize) -> String {
        text.chars().map(|c| self.char(c, standard)).collect()
    }

    /// Give every word of `listed` that has no cost yet one that makes it a little likelier than its parts.
    pub fn estimate(&mut self, listed: &[String]) {
        let costs: Vec<(String, f64)> = listed
            .iter()
            .filter(|word| !self.words.contains_key(*word))
            .map(|word| (word.clone(), self.listed(word)))
            .collect();
        for (word, cost) in costs {
            self.words.insert(word, Word { cost, ..Word::default() });
        }
    }

    /// The same for the terms of the vocabularies, the shorter first: one that holds another is likelier than that too.
    pub fn estimate_terms(&mut self, mut terms: Vec<String>) {
        terms.sort_by_key(|term| term.chars().count());
        for same_length in terms.chunk_by(|a, b| a.chars().count() == b.chars().count()) {
            self.estimate(same_length);
        }
    }

    /// A word with each character as the one that it is read as: 泡麵 as 泡麪.
    pub fn spelled(&self, word: &str) -> String {
        word.chars().map(|c| self.same.get(&c).copied().unwrap_or(c)).collect()
    }

    /// What a word costs that is listed but was not counted.
    pub fn listed(&self, word: &str) -> f64 {
        (self.best(word, true).0 - LISTED_BONUS).clamp(0.1, counted(3))
    }

    /// The likeliest division of a text, by cost alone. `parts`: the whole text does not count as a word.
    pub fn best(&self, text: &str, parts: bool) -> (f64, Vec<String>) {
        let chars: Vec<char> = text.chars().collect();
        let mut best = vec![(f64::INFINITY, 0); chars.len() + 1];
        best[0].0 = 0.0;
        for start in 0..chars.len() {
            let mut word = String::new();
            for end in start + 1..=chars.len().min(start + LONGEST) {
                word.push(chars[end - 1]);
                if parts && end - start == chars.len() {
                    continue;
                }
                let known = self.words.get(&word).map(|word| word.cost);
                let Some(cost) = known.or((end == start + 1).then(|| counted(1))) else { continue };
                let total = best[start].0 + cost;
                if total < best[end].0 {
                    best[end] = (total, start);
                }
            }
        }
        let mut words = Vec::new();
        let mut end = chars.len();
        while end > 0 {
            let start = best[end].1;
            words.push(chars[start..end].iter().collect());
            end = start;
        }
        words.reverse();
        (best[chars.len()].0, words)
    }
}

/// Convert by the longest match, dictionaries in order of precedence.
pub fn greedy(text: &str, dictionaries: &[&super::sources::Pairs]) -> String {
    let mut out = String::new();
    let mut rest = text;
    'next: while !rest.is_empty() {
        let ends: Vec<usize> = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).collect();
        for &end in ends.iter().rev() {
            if let Some(value) = dictionaries.iter().find_map(|dictionary| dictionary.get(&rest[..end])) {
                out.push_str(value);
                rest = &rest[end..];
                continue 'next;
            }
        }
        out.push_str(&rest[..ends[0]]);
        rest = &rest[ends[0]..];
    }
    out
}

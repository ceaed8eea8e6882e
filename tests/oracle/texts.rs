//! Random texts that look for trouble: dictionary entries, their beginnings and ends, entries that overlap, and what
//! OpenCC has rules of its own for.

use std::collections::HashMap;

/// What stands between words, is described rather than written, or comes in variants.
const OTHER: [&str; 24] = [
    "，",
    "。",
    " ",
    "\n",
    "a",
    "U",
    "B",
    "SQL",
    "PN",
    "BMW",
    "A型",
    "·",
    "-",
    "⿰",
    "⿳",
    "⿾",
    "\u{fe00}",
    "\u{e0100}",
    "\u{f900}",
    "\u{2f800}",
    "〇",
    "𠮷",
    "é",
    "カ",
];

/// An endless source of texts, the same for the same seed.
pub struct Texts {
    state: u64,
    entries: Vec<String>,
    /// The entries by their first character.
    beginning: HashMap<char, Vec<usize>>,
}

impl Texts {
    pub fn new(seed: u64) -> Self {
        let folder = format!("{}/dictionaries/opencc", env!("CARGO_MANIFEST_DIR"));
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
        files.sort();
        let mut entries = Vec::new();
        for file in files {
            let text = std::fs::read_to_string(file).unwrap();
            let lines: Vec<&str> = text.lines().filter(|line| line.contains('\t')).collect();
            // The small dictionaries matter as much as the large ones.
            for _ in 0..(20_000 / lines.len()).clamp(1, 20) {
                entries.extend(lines.iter().flat_map(|line| line.split(['\t', ' '])).map(str::to_owned));
            }
        }
        let mut beginning: HashMap<char, Vec<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            beginning.entry(entry.chars().next().unwrap_or(' ')).or_default().push(at);
        }
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1, entries, beginning }
    }

    /// The next text: one to twelve pieces.
    pub fn next(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(12) {
            self.piece(&mut text);
        }
        text
    }

    fn piece(&mut self, text: &mut String) {
        let entry = self.below(self.entries.len());
        match self.below(10) {
            0 | 1 => text.push_str(OTHER[self.below(OTHER.len())]),
            2 => text.extend(self.entries[entry].chars().next()),
            3 => {
                let keep = self.below(self.entries[entry].chars().count()) + 1;
                text.extend(self.entries[entry].chars().take(keep));
            }
            4 => {
                let skip = self.below(self.entries[entry].chars().count());
                text.extend(self.entries[entry].chars().skip(skip));
            }
            5..=7 => self.overlapping(text),
            _ => text.push_str(&self.entries[entry]),
        }
    }

    /// An entry that begins with the character that the text ends with.
    fn overlapping(&mut self, text: &mut String) {
        let known = text.chars().next_back().and_then(|last| self.beginning.get(&last)).map_or(0, Vec::len);
        if known == 0 {
            let entry = self.below(self.entries.len());
            return text.push_str(&self.entries[entry]);
        }
        let chosen = self.below(known);
        let last = text.pop().unwrap_or(' ');
        text.push_str(&self.entries[self.beginning[&last][chosen]]);
    }

    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 33) as usize % bound.max(1)
    }
}

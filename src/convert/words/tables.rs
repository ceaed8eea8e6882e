//! The compiled dictionaries, read in place: no building, no copying. `compile/pack.rs` writes what this file reads.

static HANT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words-hant.bin"));
static HANS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words-hans.bin"));

/// Everything that is embedded.
pub(super) fn all() -> [&'static [u8]; 2] {
    [HANT, HANS]
}

/// How many character standards a direction knows, and how many vocabularies.
pub(super) const STANDARDS: usize = 4;
pub(super) const VOCABULARIES: usize = 4;
/// The number of a digit that stands beside Chinese text; 0 is any other edge.
pub(super) const DIGIT: u16 = 0x3fff;
/// The number of a Latin letter that stands before Chinese text, for the vocabularies' filters.
pub(super) const LETTER: u16 = 0x3ffe;
/// The bit of a character's flags that says: what it becomes may depend on its neighbours.
pub(super) const AMBIGUOUS: u8 = 1;

const PLAIN_BITS: u32 = 18;
const VOCABULARY_BITS: u32 = 17;

/// One direction's dictionaries, for one standard.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tables {
    plane: &'static [[u8; 2]],
    beyond: &'static [[u8; 8]],
    maps: &'static [[u8; 4]],
    /// The same as one text, which was seen once to be one.
    texts: &'static str,
    flags: &'static [u8],
    plain: &'static [u8],
    terms: &'static [u8],
    cells: &'static [[u8; 8]],
    forms: &'static [[u8; 4 * (STANDARDS + VOCABULARIES)]],
    pool: &'static [u8],
    rules: &'static [[u8; 48]],
    classes: &'static [[u8; 8]],
    edge: u64,
    digit: u64,
    lettered: &'static [u8],
    /// The number of 的, after which a counted noun may stand.
    pub(super) of: u16,
    /// The number of the dot between the parts of a foreign name.
    pub(super) dot: u16,
    /// The number of the hyphen between them.
    pub(super) hyphen: u16,
}

/// A rule for a character that is a word by itself; sides that say nothing are 0.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) left: u64,
    pub(super) right: u64,
    pub(super) ahead: u64,
    /// 1 where `ahead` is of the noun's second character.
    pub(super) second: usize,
    targets: &'static [u8],
}

impl Rule {
    /// What the character becomes.
    pub(super) fn target(&self, standard: usize) -> &'static str {
        entry(&self.targets[4 * standard..][..4])
    }
}

/// What a step in the double array found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    base: u32,
    /// In tenths of a nat; 0 where no word ends.
    pub(super) cost: u8,
    /// Which form the word has; 0 for none of its own.
    pub(super) form: u16,
}

/// A cell as it is stored.
pub(super) type Raw = [u8; 8];

impl Cell {
    /// The cell, if the character `code` leads to it.
    #[inline]
    pub(super) fn of(raw: Raw, code: u16) -> Option<Self> {
        (u16::from_le_bytes([raw[4], raw[5]]) == code && code != 0).then(|| Self::read(raw))
    }

    #[inline]
    fn read(raw: Raw) -> Self {
        let low = u32::from_le_bytes([raw[0], raw[1], raw[2], raw[3]]);
        Self { base: low >> 8, cost: raw[0], form: u16::from_le_bytes([raw[6], raw[7]]) }
    }
}

impl Tables {
    /// Simplified to Traditional.
    pub(super) fn hant(standard: usize) -> Self {
        Self::read(HANT, standard)
    }

    /// Traditional to Simplified.
    pub(super) fn hans(standard: usize) -> Self {
        Self::read(HANS, standard)
    }

    fn read(bytes: &'static [u8], standard: usize) -> Self {
        let (head, _) = bytes.as_chunks::<4>();
        let number = |at: usize| u32::from_le_bytes(head[at]) as usize;
        let section = |at: usize| &bytes[number(2 * at)..][..number(2 * at + 1)];
        let edges = section(10).as_chunks::<8>().0;
        let classes = section(9).as_chunks::<8>().0;
        let maps = &section(2).as_chunks::<4>().0[standard * classes.len()..][..classes.len()];
        let mut tables = Self {
            plane: section(0).as_chunks::<2>().0,
            beyond: section(1).as_chunks::<8>().0,
            maps,
            texts: std::str::from_utf8(maps.as_flattened()).unwrap_or_default(),
            flags: &section(3)[standard * classes.len()..][..classes.len()],
            plain: &section(4)[(standard << PLAIN_BITS) / 8..][..(1 << PLAIN_BITS) / 8],
            terms: &section(4)[(STANDARDS << PLAIN_BITS) / 8..],
            cells: section(5).as_chunks::<8>().0,
            forms: section(6).as_chunks().0,
            pool: section(7),
            rules: section(8).as_chunks::<48>().0,
            classes,
            edge: u64::from_le_bytes(edges[0]),
            digit: u64::from_le_bytes(edges[1]),
            lettered: section(11),
            of: 0,
            dot: 0,
            hyphen: 0,
        };
        tables.of = tables.code('的');
        tables.dot = tables.code('·');
        tables.hyphen = tables.code('-');
        tables
    }

    /// A character's number; 0 for one that no dictionary holds.
    pub(super) fn code(&self, c: char) -> u16 {
        match u32::from(c) {
            cp @ 0x3400..0xa000 => self.in_plane(cp - 0x3400),
            cp @ 0xf900..0xfb00 => self.in_plane(cp - 0xf900 + 0x6c00),
            cp => self.beyond(cp),
        }
    }

    /// The number of a character of the first table, by its place there.
    #[inline]
    pub(super) fn in_plane(&self, at: u32) -> u16 {
        u16::from_le_bytes(self.plane[at as usize])
    }

    pub(super) fn beyond(&self, cp: u32) -> u16 {
        let found =
            self.beyond.binary_search_by_key(&cp, |entry| u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]));
        found.map_or(0, |at| u16::from_le_bytes([self.beyond[at][4], self.beyond[at][5]]))
    }

    /// What is known of a character: `AMBIGUOUS`, and a bit for each vocabulary that has a term beginning with it.
    #[inline]
    pub(super) fn flags(&self, code: u16) -> u8 {
        self.flags[usize::from(code)]
    }

    /// A character's usual counterpart in UTF-8 with zeros after it; only zeros where it stays.
    #[inline]
    pub(super) fn usual(&self, code: u16) -> &'static [u8; 4] {
        &self.maps[usize::from(code)]
    }

    /// The same as a text; empty where the character stays.
    #[inline]
    pub(super) fn usual_text(&self, code: u16) -> &'static str {
        &self.texts[4 * usize::from(code)..][..length(self.usual(code))]
    }

    /// Whether the pair of neighbours stands in some word in which one of them is not its usual counterpart.
    #[inline]
    pub(super) fn ambiguous(&self, left: u16, right: u16) -> bool {
        holds(self.plain, PLAIN_BITS, left, right)
    }

    /// Whether the pair begins a term of the vocabulary.
    pub(super) fn begins_term(&self, left: u16, right: u16, vocabulary: usize) -> bool {
        holds(&self.terms[(vocabulary << VOCABULARY_BITS) / 8..], VOCABULARY_BITS, left, right)
    }

    /// The terms of a vocabulary that begin with Latin letters: the letters, what follows them, and what it all becomes.
    pub(super) fn lettered(
        &self,
        vocabulary: usize,
    ) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> + use<> {
        let lines = std::str::from_utf8(self.lettered).unwrap_or_default().lines();
        lines.filter_map(move |line| {
            let (which, rest) = line.split_once('\t')?;
            let (letters, rest) = rest.split_once('\t')?;
            let (rest, form) = rest.split_once('\t')?;
            (which.parse() == Ok(vocabulary)).then_some((letters, rest, form))
        })
    }

    /// Where words begin.
    pub(super) fn root(&self) -> Cell {
        Cell::read(self.cells[0])
    }

    /// One character further into the words.
    #[inline]
    pub(super) fn step(&self, from: Cell, code: u16) -> Option<Cell> {
        Cell::of(self.look(from, code), code)
    }

    /// What stands where a character leads to; whether that is a word's beginning, [`Cell::of`] tells.
    #[inline]
    pub(super) fn look(&self, from: Cell, code: u16) -> Raw {
        self.cells.get((from.base ^ u32::from(code)) as usize).copied().unwrap_or_default()
    }

    /// The form of a word under a standard (0 to 3) or a vocabulary (4 to 7), if it has one of its own.
    pub(super) fn form(&self, form: u16, which: usize) -> Option<&'static str> {
        let entry = &self.forms[usize::from(form)][4 * which..][..4];
        let at = u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]) as usize;
        let text = &self.pool[at + 1..][..usize::from(self.pool[at])];
        if at == 0 { None } else { std::str::from_utf8(text).ok() }
    }

    /// The class bits of a neighbour.
    pub(super) fn classes(&self, code: u16) -> u64 {
        match code {
            0 => self.edge,
            DIGIT => self.digit,
            code => {
                let own = u64::from_le_bytes(self.classes[usize::from(code)]);
                // A name's dot is an edge, and more than that to a rule that speaks of it.
                if code == self.dot || code == self.hyphen { own | self.edge } else { own }
            }
        }
    }

    /// The rules for a character, in their order.
    pub(super) fn rules(&self, code: u16) -> impl Iterator<Item = Rule> + use<> {
        let rules = self.rules;
        let word = |raw: &[u8; 48], at: usize| u64::from_le_bytes(std::array::from_fn(|i| raw[at + i]));
        let subject = move |raw: &[u8; 48]| u16::from_le_bytes([raw[0], raw[1]]);
        let first = rules.partition_point(|raw| subject(raw) < code);
        rules[first..].iter().take_while(move |raw| subject(raw) == code).map(move |raw| Rule {
            left: word(raw, 8),
            right: word(raw, 16),
            ahead: word(raw, 24),
            second: usize::from(raw[4]),
            targets: &raw[32..],
        })
    }
}

/// Whether a filter holds a pair of neighbours; it may say so of a pair that it does not hold.
#[inline]
fn holds(filter: &[u8], bits: u32, left: u16, right: u16) -> bool {
    let hash = u32::from(left).wrapping_mul(0x9e37_79b1) ^ u32::from(right).wrapping_mul(0x85eb_ca77);
    let at = (hash.wrapping_mul(0x2c1b_3c6d) >> (32 - bits)) as usize;
    filter[at / 8] & (1 << (at % 8)) != 0
}

/// The text of a table's entry: UTF-8 with zeros after it.
#[inline]
pub(super) fn entry(bytes: &'static [u8]) -> &'static str {
    std::str::from_utf8(&bytes[..length(bytes)]).unwrap_or_default()
}

/// The length of the text of a table's entry.
#[inline]
fn length(bytes: &[u8]) -> usize {
    match bytes[0] {
        0 => 0,
        1..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

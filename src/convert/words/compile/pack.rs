//! A model written down in the form that the running program reads in place. `crate::convert::words::tables` reads it;
//! the two files change together.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{COST_MAX, COST_UNIT, Model, STANDARDS, VOCABULARIES, Word};
use super::trie;

/// First and last of the characters that have a place in the first table; the compatibility forms follow after it.
const PLANE: std::ops::Range<u32> = 0x3400..0xa000;
const COMPATIBILITY: std::ops::Range<u32> = 0xf900..0xfb00;
/// The filters' sizes in bits, as powers of two.
const PLAIN_BITS: u32 = 18;
const VOCABULARY_BITS: u32 = 17;
/// Stands for a digit beside Chinese text.
const DIGIT: u16 = 0x3fff;
/// Stands for a Latin letter before Chinese text, in the filters of the vocabularies.
const LETTER: u16 = 0x3ffe;

/// Write a model down.
pub fn pack(model: &Model) -> Vec<u8> {
    let codes = codes(model);
    let mut packer = Packer { model, codes: &codes, pool: vec![0], pooled: BTreeMap::new() };
    let (forms, cells) = packer.words();
    let (flags, filters) = packer.filters();
    let (rules, classes, edge) = packer.rules();
    let sections = [
        packer.plane(),
        packer.beyond(),
        packer.maps(),
        flags,
        filters,
        cells,
        forms,
        std::mem::take(&mut packer.pool),
        rules,
        classes,
        edge,
        packer.lettered(),
    ];
    let mut out = Vec::new();
    let mut at = sections.len() * 8;
    for section in &sections {
        out.extend(number(at).to_le_bytes());
        out.extend(number(section.len()).to_le_bytes());
        at += section.len();
    }
    out.extend(sections.concat());
    out
}

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("the tables are far smaller than four thousand million bytes")
}

/// Give every character a number, from 1; those that are read as another share its number.
fn codes(model: &Model) -> BTreeMap<char, u16> {
    let mut all: BTreeSet<char> = model.chars.keys().copied().collect();
    all.extend(model.words.keys().flat_map(|word| word.chars()));
    for rule in &model.contexts {
        all.extend(
            rule.left
                .iter()
                .chain(&rule.right)
                .chain(&rule.ahead)
                .chain([&rule.subject])
                .filter(|&&c| c != '^' && c != '0'),
        );
    }
    all.extend(model.lettered.iter().flat_map(|(_, _, rest, _)| rest.chars()).filter(|c| !c.is_ascii()));
    all.extend(model.same.values());
    let canonical = |c: char| model.same.get(&c).copied().unwrap_or(c);
    let roots: BTreeSet<char> = all.iter().map(|&c| canonical(canonical(c))).collect();
    let mut codes: BTreeMap<char, u16> = roots.into_iter().zip(1..).collect();
    assert!(codes.len() < usize::from(LETTER), "a character's number has fourteen bits");
    for c in all.into_iter().chain(model.same.keys().copied()) {
        let code = codes[&canonical(canonical(c))];
        codes.insert(c, code);
    }
    codes
}

struct Packer<'a> {
    model: &'a Model,
    codes: &'a BTreeMap<char, u16>,
    pool: Vec<u8>,
    pooled: BTreeMap<String, u32>,
}

impl Packer<'_> {
    fn count(&self) -> usize {
        self.codes.values().max().map_or(1, |&code| usize::from(code) + 1)
    }

    fn plane(&self) -> Vec<u8> {
        let cells = PLANE
            .chain(COMPATIBILITY)
            .map(|cp| char::from_u32(cp).and_then(|c| self.codes.get(&c)).copied().unwrap_or(0));
        cells.flat_map(u16::to_le_bytes).collect()
    }

    fn beyond(&self) -> Vec<u8> {
        let beyond = self
            .codes
            .iter()
            .filter(|&(&c, _)| !PLANE.contains(&u32::from(c)) && !COMPATIBILITY.contains(&u32::from(c)));
        beyond.flat_map(|(&c, &code)| [u32::from(c).to_le_bytes(), u32::from(code).to_le_bytes()].concat()).collect()
    }

    /// By standard and number: the character's usual counterpart, in UTF-8, zeros after it. Nothing but zeros: itself.
    fn maps(&self) -> Vec<u8> {
        let mut out = vec![0; STANDARDS * self.count() * 4];
        let mut sharing = vec![0; self.count()];
        self.codes.values().for_each(|&code| sharing[usize::from(code)] += 1);
        for (&c, &code) in self.codes {
            let root = self.model.same.get(&c).copied().unwrap_or(c);
            let root = self.model.same.get(&root).copied().unwrap_or(root);
            for standard in 0..STANDARDS {
                let target = self.model.char(root, standard);
                if target != root || sharing[usize::from(code)] > 1 {
                    target.encode_utf8(&mut out[(standard * self.count() + usize::from(code)) * 4..][..4]);
                }
            }
        }
        out
    }

    fn spelled(&self, word: &str) -> Option<Vec<u16>> {
        word.chars().map(|c| self.codes.get(&c).copied()).collect()
    }

    fn pooled(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        if let Some(&at) = self.pooled.get(text) {
            return at;
        }
        let at = number(self.pool.len());
        self.pool.push(u8::try_from(text.len()).expect("a form is shorter than 256 bytes"));
        self.pool.extend(text.as_bytes());
        self.pooled.insert(text.to_owned(), at);
        at
    }

    /// The table of forms and the double array over the words.
    fn words(&mut self) -> (Vec<u8>, Vec<u8>) {
        let mut forms = vec![[0_u32; STANDARDS + VOCABULARIES]];
        let mut known: BTreeMap<[u32; STANDARDS + VOCABULARIES], u32> = BTreeMap::from([(forms[0], 0)]);
        let mut words: BTreeMap<Vec<u16>, u32> = BTreeMap::new();
        for (word, entry) in &self.model.words {
            let Some(codes) = self.spelled(word) else { continue };
            let form = self.form(entry);
            let next = number(forms.len());
            let index = *known.entry(form).or_insert_with(|| {
                forms.push(form);
                next
            });
            assert!(index < 1 << 16, "a form's number has sixteen bits");
            let cost = (entry.cost * COST_UNIT).clamp(1.0, COST_MAX).round();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 254")]
            let value = u32::from(cost as u8) | index << 8;
            let place = words.entry(codes).or_insert(value);
            // Two spellings of one word that fold together: the likelier one stands.
            if value & 0xff < *place & 0xff {
                *place = value;
            }
        }
        let words: Vec<(Vec<u16>, u32)> = words.into_iter().collect();
        let cells = trie::arrange(&words).into_iter().flat_map(|cell| {
            assert!(cell.base < 1 << 24, "a base has twenty-four bits");
            let value = cell.value.unwrap_or(0);
            let form = u16::try_from(value >> 8).expect("checked above").to_le_bytes();
            let low = (cell.base << 8 | value & 0xff).to_le_bytes();
            let code = cell.code.to_le_bytes();
            [low[0], low[1], low[2], low[3], code[0], code[1], form[0], form[1]]
        });
        let cells = cells.collect();
        (forms.into_iter().flatten().flat_map(u32::to_le_bytes).collect(), cells)
    }

    fn form(&mut self, word: &Word) -> [u32; STANDARDS + VOCABULARIES] {
        let mut form = [0; STANDARDS + VOCABULARIES];
        for (place, text) in form.iter_mut().zip(&word.plain) {
            *place = self.pooled(text);
        }
        for (place, text) in form[STANDARDS..].iter_mut().zip(&word.vocabulary) {
            *place = self.pooled(text.as_deref().unwrap_or_default());
        }
        form
    }

    /// Where the lattice must be asked. For each standard, the pairs of neighbours in which a character may be other than
    /// its usual counterpart; for each vocabulary, the pairs that begin a term.
    fn filters(&self) -> (Vec<u8>, Vec<u8>) {
        let count = self.count();
        let mut flags = vec![0_u8; STANDARDS * count];
        let mut plain = vec![vec![0_u8; 1 << (PLAIN_BITS - 3)]; STANDARDS];
        let mut vocabulary = vec![vec![0_u8; 1 << (VOCABULARY_BITS - 3)]; VOCABULARIES];
        for (word, entry) in &self.model.words {
            let Some(codes) = self.spelled(word) else { continue };
            for standard in 0..STANDARDS {
                for at in self.exceptions(word, &entry.plain[standard], standard) {
                    flags[standard * count + usize::from(codes[at])] |= 1;
                    if at > 0 {
                        set(&mut plain[standard], PLAIN_BITS, codes[at - 1], codes[at]);
                    }
                    if at + 1 < codes.len() {
                        set(&mut plain[standard], PLAIN_BITS, codes[at], codes[at + 1]);
                    }
                }
            }
            for (which, _) in entry.vocabulary.iter().enumerate().filter(|(_, form)| form.is_some()) {
                set(&mut vocabulary[which], VOCABULARY_BITS, codes[0], codes.get(1).copied().unwrap_or(0));
                for standard in 0..STANDARDS {
                    flags[standard * count + usize::from(codes[0])] |= 2 << which;
                }
            }
        }
        for (which, _, rest, _) in &self.model.lettered {
            if let Some(code) = rest.chars().next().and_then(|first| self.codes.get(&first)) {
                set(&mut vocabulary[*which], VOCABULARY_BITS, LETTER, *code);
            }
        }
        self.context_filters(&mut flags, &mut plain);
        (flags, [plain.concat(), vocabulary.concat()].concat())
    }

    fn context_filters(&self, flags: &mut [u8], plain: &mut [Vec<u8>]) {
        for rule in &self.model.contexts {
            let subject = self.codes[&rule.subject];
            for (standard, filter) in plain.iter_mut().enumerate() {
                flags[standard * self.count() + usize::from(subject)] |= 1;
                for &left in &rule.left {
                    set(filter, PLAIN_BITS, self.neighbour(left), subject);
                }
                if rule.left.is_empty() {
                    for &right in &rule.right {
                        set(filter, PLAIN_BITS, subject, self.neighbour(right));
                    }
                }
            }
        }
    }

    /// A neighbour's number in the filters, where the text's edge is 0 and a digit has a number of its own.
    fn neighbour(&self, c: char) -> u16 {
        match c {
            '^' => 0,
            '0' => DIGIT,
            c => self.codes[&c],
        }
    }

    /// The terms that begin with letters, a line each, the longer ones of a beginning first.
    fn lettered(&self) -> Vec<u8> {
        let mut all: Vec<_> = self.model.lettered.iter().collect();
        all.sort_by_key(|(which, letters, rest, _)| (*which, letters, std::cmp::Reverse(rest.len())));
        let line = |(which, letters, rest, form): &(usize, String, String, String)| {
            format!("{which}\t{letters}\t{rest}\t{form}\n")
        };
        all.into_iter().map(line).collect::<String>().into_bytes()
    }

    /// The places in a word where its form is not the character's usual counterpart.
    fn exceptions(&self, word: &str, form: &str, standard: usize) -> Vec<usize> {
        if form.is_empty() {
            return Vec::new();
        }
        let usual = word.chars().map(|c| self.model.char(c, standard));
        usual.zip(form.chars()).enumerate().filter(|(_, (usual, form))| usual != form).map(|(at, _)| at).collect()
    }

    /// The rules, the class bits of every character, and the bits of the text's edge.
    fn rules(&self) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
        let mut sets: Vec<&Vec<char>> = Vec::new();
        let mut all: Vec<_> = self.model.contexts.iter().zip(&self.model.context_targets).collect();
        all.sort_by_key(|(rule, _)| self.codes[&rule.subject]);
        for side in all.iter().flat_map(|(rule, _)| [&rule.left, &rule.right, &rule.ahead]) {
            if !side.is_empty() && !sets.contains(&side) {
                sets.push(side);
            }
        }
        assert!(sets.len() <= 64, "no more than 64 classes of characters");
        let bit = |side: &Vec<char>| sets.iter().position(|set| *set == side).map_or(0, |at| 1_u64 << at);
        let mut classes = vec![0_u64; self.count()];
        let (mut edge, mut digit) = (0, 0);
        for set in &sets {
            for c in set.iter() {
                match c {
                    '^' => edge |= bit(set),
                    '0' => digit |= bit(set),
                    c => classes[usize::from(self.codes[c])] |= bit(set),
                }
            }
        }
        let mut rules = Vec::new();
        for (rule, targets) in all {
            rules.extend((u64::from(self.codes[&rule.subject]) | u64::from(rule.second) << 32).to_le_bytes());
            for side in [&rule.left, &rule.right, &rule.ahead] {
                rules.extend(bit(side).to_le_bytes());
            }
            for target in targets {
                let mut bytes = [0; 4];
                target.encode_utf8(&mut bytes);
                rules.extend(bytes);
            }
        }
        (
            rules,
            classes.into_iter().flat_map(u64::to_le_bytes).collect(),
            [edge.to_le_bytes(), digit.to_le_bytes()].concat(),
        )
    }
}

/// Mark a pair of neighbours. The hash is the one of `crate::convert::words::tables`.
fn set(filter: &mut [u8], bits: u32, left: u16, right: u16) {
    let hash = (u32::from(left).wrapping_mul(0x9e37_79b1) ^ u32::from(right).wrapping_mul(0x85eb_ca77))
        .wrapping_mul(0x2c1b_3c6d);
    let at = (hash >> (32 - bits)) as usize;
    filter[at / 8] |= 1 << (at % 8);
}

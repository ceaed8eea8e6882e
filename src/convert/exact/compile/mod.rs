//! Turns configurations and dictionaries into tables that a matcher reads as they lie.
//!
//! The build script runs this over OpenCC's own sixteen configurations; [`super::Engine::from_files`] runs it over a
//! site's own. It depends on nothing but the standard library.

pub mod alphabet;
pub mod layout;
pub mod lexicon;
pub mod recipe;
pub mod rules;
pub mod store;
pub mod trie;

use alphabet::{Alphabet, OPERATORS};
use layout::{AlphabetLayout, DictionaryLayout, Form, Info, Layout, TableLayout, Unit, Value};
use rules::{Group, Pipeline, Resolved, convert, only_char, phrases};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use store::Store;
use trie::{Forest, Trie};

/// Tables under way: one alphabet, any number of engines.
#[derive(Debug)]
pub struct Compiler {
    /// What has been written.
    pub store: Store,
    alphabet: Alphabet,
    layout: AlphabetLayout,
    forest: Forest,
    planted: HashMap<Vec<(String, u32)>, BTreeMap<u16, u32>>,
    has_operators: bool,
}

/// What one pass over a text can do, if the pipeline allows it.
struct Fused {
    characters: Resolved,
    phrases: Resolved,
    /// What the first stage makes of single characters, and the phrases of the second.
    between: Option<(Resolved, Resolved)>,
}

impl Compiler {
    /// Numbers the characters of all `groups`. `normal` maps compatibility variants, and may be empty.
    ///
    /// # Errors
    /// When the dictionaries hold more characters than can be numbered.
    pub fn new(groups: &[&Group], normal: BTreeMap<char, char>) -> Result<Self, String> {
        let resolved: Vec<Resolved> = groups.iter().map(|group| group.resolve()).collect();
        let texts = || resolved.iter().flatten().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
        let has_operators = texts().any(|text| text.contains(|character| OPERATORS.contains(&character)));
        let alphabet = Alphabet::new(texts(), normal)?;
        let mut store = Store::default();
        let layout = alphabet.store(&mut store);
        let (forest, planted) = Default::default();
        Ok(Self { store, alphabet, layout, forest, planted, has_operators })
    }

    /// Where the alphabet lies.
    pub fn alphabet(&self) -> AlphabetLayout {
        self.layout
    }

    /// Compiles one dictionary by itself.
    pub fn dictionary(&mut self, group: &Group) -> DictionaryLayout {
        let resolved = group.resolve();
        let keys = number(&resolved.keys().map(|key| (key.as_str(), true)).collect());
        let values = self.numbered(&keys, |key| resolved.get(key).cloned());
        let values = self.words_of(values.iter().map(|value| value.0));
        DictionaryLayout { root: self.trie(&keys).plant(&mut self.forest), values }
    }

    /// Ends the work: writes the double array that all tries share, and gives its place with the tables themselves.
    pub fn finish(mut self) -> (layout::Part, Store) {
        let units = self.store.words(self.forest.units());
        (units, self.store)
    }

    /// Compiles engines. Those that can be fused share one trie, so they should match the same phrases.
    pub fn family(&mut self, members: &[&Pipeline]) -> Vec<Layout> {
        let fused: Vec<Option<Fused>> = members.iter().map(|pipeline| self.fuse(pipeline)).collect();
        let mut keys: BTreeMap<&str, bool> = BTreeMap::new();
        for member in fused.iter().flatten() {
            for (key, value) in &member.phrases {
                *keys.entry(key).or_default() |= *value != by_character(&member.characters, key);
            }
        }
        let numbers: BTreeMap<&str, u32> = number(&keys);
        let layouts = members.iter().zip(&fused).map(|(pipeline, fused)| match fused {
            Some(fused) => self.fused(fused, &numbers),
            None => self.staged(pipeline),
        });
        layouts.collect()
    }

    /// Decides whether one pass can stand for the whole pipeline.
    ///
    /// Without segmentation, a single stage can. With it, each segment that is a phrase has a result known beforehand;
    /// in the stretches between, no phrase of the segmentation begins, so if it knows all phrases of the first stage,
    /// that stage goes character by character there, and only the second stage's own phrases remain to be looked for.
    fn fuse(&self, pipeline: &Pipeline) -> Option<Fused> {
        if self.has_operators || pipeline.normalization.len() > 1 || pipeline.chain.len() > 2 {
            return None;
        }
        let chain: Vec<Resolved> = pipeline.chain.iter().map(Group::resolve).collect();
        let nothing = Resolved::new();
        let first = chain.first().unwrap_or(&nothing);
        let second = chain.get(1).unwrap_or(&nothing);
        let whole = |key: &str| convert(second, &convert(first, key));
        let keys: Vec<String> = match &pipeline.segmentation {
            None if chain.len() > 1 => return None,
            None => phrases(first).into_iter().map(str::to_owned).collect(),
            Some(group) => group.resolve().into_keys().collect(),
        };
        let known: std::collections::HashSet<&str> = keys.iter().map(String::as_str).collect();
        // The matcher leaps over ASCII and looks back from what follows it.
        let ascii = first.iter().chain(second).any(|(key, value)| {
            only_char(key)
                .is_some_and(|character| character.is_ascii() || only_char(value).is_some_and(|to| to.is_ascii()))
        });
        let unnormalized = !pipeline.normalization.is_empty() && self.layout.normal.len == 0;
        let one_to_one = first.iter().all(|(key, value)| only_char(key).is_none() || only_char(value).is_some());
        let closed = phrases(first).is_subset(&known) && known.iter().all(|key| only_char(key).is_none());
        if ascii || unnormalized || !closed || (chain.len() == 2 && !one_to_one) {
            return None;
        }
        let singles = first.keys().chain(second.keys()).filter(|key| only_char(key).is_some());
        let between = phrases(second).into_iter().map(|key| (key.to_owned(), second[key].clone())).collect();
        Some(Fused {
            characters: singles.map(|key| (key.clone(), whole(key))).collect(),
            phrases: keys.iter().map(|key| (key.clone(), whole(key))).collect(),
            between: (chain.len() == 2)
                .then(|| (first.iter().filter(|(key, _)| only_char(key).is_some()).map(owned).collect(), between)),
        })
    }

    fn fused(&mut self, fused: &Fused, numbers: &BTreeMap<&str, u32>) -> Layout {
        let mut values = self.numbered(numbers, |key| {
            let value = fused.phrases.get(key)?;
            (*value != by_character(&fused.characters, key)).then(|| value.clone())
        });
        let mut info = self.info(&fused.characters, false, &mut values);
        let phrases = self.table(&mut info, numbers, &values);
        let between = fused
            .between
            .as_ref()
            .filter(|(_, phrases)| !phrases.is_empty())
            .map(|(first, phrases)| self.between(&mut info, first, phrases));
        let head = between.map_or(0, |between| between.ascii_head).max(phrases.ascii_head);
        let phrases = TableLayout { info: self.words(&info), ascii_head: head, ..phrases };
        let later = fused.between.iter().flat_map(|(_, phrases)| phrases.keys());
        let lookahead = lookahead(fused.phrases.keys().chain(later));
        Layout { alphabet: self.layout, form: Form::Fused { phrases, between }, lookahead, operators: false }
    }

    /// The second trie: what it reads of a symbol is what the first stage makes of it.
    fn between(&mut self, info: &mut [u64], first: &Resolved, phrases: &Resolved) -> TableLayout {
        let keys: BTreeMap<&str, u32> = number(&phrases.keys().map(|key| (key.as_str(), true)).collect());
        let values = self.numbered(&keys, |key| phrases.get(key).cloned());
        let values = self.words_of(values.iter().map(|value| value.0));
        let roots = self.branches(&keys);
        let heads = self.after_ascii(&keys);
        let mut own = Vec::new();
        for (symbol, character) in self.alphabet.characters().iter().enumerate() {
            let mapped = first.get(character.encode_utf8(&mut [0; 4]) as &str).and_then(|value| only_char(value));
            let label = if symbol == 0 { 0 } else { self.alphabet.symbol(mapped.unwrap_or(*character)) };
            let base = roots.get(&label).copied().unwrap_or(0);
            own.push(u64::from(label) | u64::from(base) << 32);
            if base != 0 {
                info[symbol] |= Info::BETWEEN;
            }
            if heads.contains_key(&label) {
                info[symbol] |= Info::AFTER_ASCII;
            }
        }
        let plain = keys.keys().any(|key| key.is_ascii());
        let ascii_head = if plain { usize::MAX } else { heads.values().copied().max().unwrap_or(0) };
        TableLayout { info: self.words(&own), values, ascii_head }
    }

    fn staged(&mut self, pipeline: &Pipeline) -> Layout {
        let chain: Vec<Resolved> = pipeline.chain.iter().map(Group::resolve).collect();
        let groups = pipeline.normalization.iter().chain(&pipeline.segmentation);
        let keys: Vec<String> = groups.map(Group::resolve).chain(chain.clone()).flat_map(Resolved::into_keys).collect();
        let segmentation = pipeline.segmentation.as_ref().map(|group| {
            let whole = |key: &str| chain.iter().fold(key.to_owned(), |text, stage| convert(stage, &text));
            self.stage(&group.resolve().into_keys().map(|key| (key.clone(), whole(&key))).collect(), true)
        });
        // What the alphabet normalizes by itself needs no stage.
        let before = if self.layout.normal.len > 0 { &[][..] } else { &pipeline.normalization };
        let before = before.iter().map(|group| self.stage(&group.resolve(), false)).collect();
        let chain = chain.iter().map(|stage| self.stage(stage, false)).collect();
        let form = Form::Staged { before: Cow::Owned(before), segmentation, chain: Cow::Owned(chain) };
        Layout { alphabet: self.layout, form, lookahead: 4 * lookahead(keys.iter()), operators: self.has_operators }
    }

    /// One list of keys and values as a table. With `every`, a character that stays as it is counts as a match too.
    fn stage(&mut self, resolved: &Resolved, every: bool) -> TableLayout {
        let keys = number(&phrases(resolved).into_iter().map(|key| (key, true)).collect());
        let mut values = self.numbered(&keys, |key| resolved.get(key).cloned());
        let mut info = self.info(resolved, every, &mut values);
        let table = self.table(&mut info, &keys, &values);
        TableLayout { info: self.words(&info), ..table }
    }

    /// The trie of `keys`, its first symbols written into `info`, which the caller stores.
    fn table(&mut self, info: &mut [u64], keys: &BTreeMap<&str, u32>, values: &[Value]) -> TableLayout {
        for (symbol, base) in self.branches(keys) {
            info[usize::from(symbol)] |= u64::from(base) << 32;
        }
        let heads = self.after_ascii(keys);
        for symbol in heads.keys() {
            info[usize::from(*symbol)] |= Info::AFTER_ASCII;
        }
        let mut ascii_head = heads.values().copied().max().unwrap_or(0);
        // A key of nothing but ASCII, or a single such character, makes the matcher look at every character.
        let plain = |symbol: usize| self.alphabet.characters()[symbol].is_ascii() && Info(info[symbol]).bytes() > 0;
        if keys.keys().any(|key| key.is_ascii()) || (1..info.len()).any(plain) {
            ascii_head = usize::MAX;
        }
        let values = self.words_of(values.iter().map(|value| value.0));
        TableLayout { values, ascii_head, ..TableLayout::default() }
    }

    /// Plants the trie of `keys`, once for all tables that need it.
    fn branches(&mut self, keys: &BTreeMap<&str, u32>) -> BTreeMap<u16, u32> {
        let named: Vec<(String, u32)> = keys.iter().map(|(key, value)| ((*key).to_owned(), *value)).collect();
        if let Some(roots) = self.planted.get(&named) {
            return roots.clone();
        }
        let roots = self.trie(keys).plant_branches(&mut self.forest);
        self.planted.insert(named, roots.clone());
        roots
    }

    fn trie(&self, keys: &BTreeMap<&str, u32>) -> Trie {
        let mut trie = Trie::default();
        for (key, value) in keys {
            trie.insert(key.chars().map(|character| self.alphabet.symbol(character)), *value);
        }
        trie
    }

    /// The first symbols beyond ASCII of keys that begin with ASCII, with the longest such beginning.
    fn after_ascii(&self, keys: &BTreeMap<&str, u32>) -> BTreeMap<u16, usize> {
        let mut heads = BTreeMap::new();
        for key in keys.keys() {
            if let Some(head) = key.find(|character: char| !character.is_ascii()).filter(|head| *head > 0) {
                let next = key[head..].chars().next().map_or(0, |character| self.alphabet.symbol(character));
                let longest: &mut usize = heads.entry(next).or_default();
                *longest = head.max(*longest);
            }
        }
        heads
    }

    /// The single characters of `resolved` by symbol. Those that become no single character get a value of their own.
    fn info(&mut self, resolved: &Resolved, every: bool, values: &mut Vec<Value>) -> Vec<u64> {
        let mut info = vec![0u64; self.alphabet.characters().len()];
        for operator in OPERATORS {
            info[usize::from(self.alphabet.symbol(operator))] |= Info::OPERATOR;
        }
        for (key, value) in resolved {
            let Some(character) = only_char(key) else { continue };
            let place = &mut info[usize::from(self.alphabet.symbol(character))];
            if every || only_char(value).is_none() || OPERATORS.contains(&character) {
                *place |= Info::BY_VALUE | 1 << 56 | (values.len() as u64 + u64::from(Unit::FIRST_VALUE));
                values.push(self.store.text(value));
            } else if key != value {
                let mut bytes = [0; 4];
                bytes[..value.len()].copy_from_slice(value.as_bytes());
                *place |= u64::from(u32::from_le_bytes(bytes)) | (value.len() as u64) << 56;
            }
        }
        info
    }

    fn numbered(&mut self, keys: &BTreeMap<&str, u32>, value: impl Fn(&str) -> Option<String>) -> Vec<Value> {
        let numbered = keys.iter().filter(|(_, number)| **number >= Unit::FIRST_VALUE);
        let texts = numbered.map(|(key, _)| value(key));
        texts.map(|text| text.map_or(Value::BY_CHARACTER, |text| self.store.text(&text))).collect()
    }

    fn words(&mut self, words: &[u64]) -> layout::Part {
        self.words_of(words.iter().copied())
    }

    fn words_of(&mut self, words: impl Iterator<Item = u64>) -> layout::Part {
        self.store.words(words)
    }
}

/// What normalization does to single characters, if that is all it does and nothing is normalized twice.
pub fn simple_normalization(stages: &[Group]) -> Option<BTreeMap<char, char>> {
    let [stage] = stages else { return stages.is_empty().then(BTreeMap::new) };
    let pairs = stage.resolve().into_iter().map(|(key, value)| Some((only_char(&key)?, only_char(&value)?)));
    let map: BTreeMap<char, char> = pairs.collect::<Option<_>>()?;
    let clean = |character: &char| !character.is_ascii() && !OPERATORS.contains(character);
    let once = map.values().all(|result| clean(result) && !map.contains_key(result));
    (once && map.keys().all(clean)).then_some(map)
}

/// Numbers the keys that have a value of their own; the others are known as "by character".
fn number<'a>(keys: &BTreeMap<&'a str, bool>) -> BTreeMap<&'a str, u32> {
    let mut next = Unit::FIRST_VALUE;
    let mut numbers = BTreeMap::new();
    for (key, own) in keys {
        numbers.insert(*key, if *own { next } else { Unit::BY_CHARACTER });
        next += u32::from(*own);
    }
    numbers
}

fn by_character(characters: &Resolved, key: &str) -> String {
    let mut bytes = [0; 4];
    let parts = key.chars().map(|character| {
        let own: &str = character.encode_utf8(&mut bytes);
        characters.get(own).cloned().unwrap_or_else(|| own.to_owned())
    });
    parts.collect()
}

/// How far before the end of a piece of text conversion stops when more is to come: further than any decision looks
/// ahead, which is two phrases or one description sequence of 64 characters.
fn lookahead<'a>(keys: impl Iterator<Item = &'a String>) -> usize {
    keys.map(|key| 4 * key.len()).max().unwrap_or(0).max(1024)
}

fn owned((key, value): (&String, &String)) -> (String, String) {
    (key.clone(), value.clone())
}

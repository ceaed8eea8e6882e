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
use rules::{Converting, Group, Pipeline, Resolved, only_char};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
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
    resolved: HashMap<String, Rc<Resolved>>,
    has_operators: bool,
}

/// What one pass over a text can do, if the pipeline allows it.
struct Fused {
    characters: Resolved,
    /// The phrases, sorted.
    keys: Rc<Vec<String>>,
    /// The results of those that are not their characters' one by one.
    own: HashMap<String, String>,
    /// What the first stage makes of single characters, and the phrases of the second.
    between: Option<(Resolved, Resolved)>,
}

impl Compiler {
    /// Numbers the characters of all `groups`. `normal` maps compatibility variants, and may be empty.
    ///
    /// # Errors
    /// When the dictionaries hold more characters than can be numbered.
    pub fn new(groups: &[&Group], normal: BTreeMap<char, char>) -> Result<Self, String> {
        let entries = || groups.iter().flat_map(|group| group.lexicons()).flat_map(|lexicon| &lexicon.entries);
        let texts = || entries().flat_map(|(key, values)| [key.as_str(), values[0].as_str()]);
        let has_operators = texts().any(|text| text.contains(|character| OPERATORS.contains(&character)));
        let alphabet = Alphabet::new(texts(), normal)?;
        let mut store = Store::default();
        let layout = alphabet.store(&mut store);
        let (forest, planted, resolved) = Default::default();
        Ok(Self { store, alphabet, layout, forest, planted, resolved, has_operators })
    }

    /// Where the alphabet lies.
    pub fn alphabet(&self) -> AlphabetLayout {
        self.layout
    }

    /// Compiles one dictionary by itself.
    pub fn dictionary(&mut self, group: &Group) -> DictionaryLayout {
        let resolved = group.resolve();
        let keys = number(resolved.keys().map(|key| (key.as_str(), true)));
        let values = self.numbered(&keys, |key| resolved.get(key).cloned());
        let values = self.values(&values);
        DictionaryLayout { root: self.trie(&keys).plant(&mut self.forest), values }
    }

    /// Ends the work: writes the double array that all tries share, and gives its place with the tables themselves.
    pub fn finish(mut self) -> (layout::Part, Store) {
        let units = self.store.words(&self.forest.units());
        (units, self.store)
    }

    /// Compiles engines. Those that match the same phrases in one pass share a trie.
    pub fn family(&mut self, members: &[Pipeline]) -> Vec<Layout> {
        let fused: Vec<Option<Fused>> = members.iter().map(|pipeline| self.fuse(pipeline)).collect();
        let mut layouts: Vec<Option<Layout>> = members.iter().map(|_| None).collect();
        for at in 0..members.len() {
            if layouts[at].is_some() {
                continue;
            }
            let Some(leader) = &fused[at] else {
                layouts[at] = Some(self.staged(&members[at]));
                continue;
            };
            let alike = |other: &Option<Fused>| other.as_ref().filter(|other| other.keys == leader.keys).is_some();
            let alike: Vec<usize> = (at..members.len()).filter(|other| alike(&fused[*other])).collect();
            let sharing: Vec<&Fused> = alike.iter().filter_map(|other| fused[*other].as_ref()).collect();
            let own = |key: &String| sharing.iter().any(|member| member.own.contains_key(key));
            let numbers = number(leader.keys.iter().map(|key| (key.as_str(), own(key))));
            let roots = self.branches(&numbers);
            for (place, member) in alike.iter().zip(&sharing) {
                layouts[*place] = Some(self.fused(member, &numbers, &roots));
            }
        }
        layouts.into_iter().flatten().collect()
    }

    /// A group reduced to one list, once for all that ask.
    fn resolve(&mut self, group: &Group) -> Rc<Resolved> {
        Rc::clone(self.resolved.entry(group.identity()).or_insert_with(|| Rc::new(group.resolve())))
    }

    /// Decides whether one pass can stand for the whole pipeline.
    ///
    /// Without segmentation, a single stage can. With it, each segment that is a phrase has a result known beforehand;
    /// in the stretches between, no phrase of the segmentation begins, so if it knows all phrases of the first stage,
    /// that stage goes character by character there, and only the second stage's own phrases remain to be looked for.
    fn fuse(&mut self, pipeline: &Pipeline) -> Option<Fused> {
        if self.has_operators || pipeline.normalization.len() > 1 || pipeline.chain.len() > 2 {
            return None;
        }
        let chain: Vec<Rc<Resolved>> = pipeline.chain.iter().map(|stage| self.resolve(stage)).collect();
        let nothing = Resolved::new();
        let first = chain.first().map_or(&nothing, |stage| stage);
        let second = chain.get(1).map_or(&nothing, |stage| stage);
        let keys: Vec<String> = match &pipeline.segmentation {
            None if chain.len() > 1 => return None,
            None => first.keys().filter(|key| only_char(key).is_none()).cloned().collect(),
            Some(group) => self.resolve(group).keys().cloned().collect(),
        };
        let unnormalized = !pipeline.normalization.is_empty() && self.layout.normal.len == 0;
        if unnormalized || !closed(first, second, &keys) || (chain.len() == 2 && !one_to_one(first)) {
            return None;
        }
        let (to_first, to_second) = (Converting::new(first), Converting::new(second));
        let whole = |key: &str| to_second.convert(&to_first.convert(key));
        let singles = first.keys().chain(second.keys()).filter(|key| only_char(key).is_some());
        let characters: Resolved = singles.map(|key| (key.clone(), whole(key))).collect();
        let by_character = ByCharacter::new(&characters);
        let results = keys.iter().map(|key| (key, whole(key)));
        let own = results.filter(|(key, value)| !by_character.gives(key, value));
        let own = own.map(|(key, value)| (key.clone(), value)).collect();
        let part = |stage: &Resolved, single: bool| -> Resolved {
            let wanted = stage.iter().filter(|(key, _)| only_char(key).is_some() == single);
            wanted.map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        let between = (chain.len() == 2).then(|| (part(first, true), part(second, false)));
        Some(Fused { characters, keys: Rc::new(keys), own, between })
    }

    fn fused(&mut self, fused: &Fused, numbers: &BTreeMap<&str, u32>, roots: &BTreeMap<u16, u32>) -> Layout {
        let mut values = self.numbered(numbers, |key| fused.own.get(key).cloned());
        let mut info = self.info(&fused.characters, false, &mut values);
        let phrases = self.table(&mut info, numbers, roots, &values);
        let between = fused.between.as_ref().filter(|(_, phrases)| !phrases.is_empty());
        let between = between.map(|(first, phrases)| self.between(&mut info, first, phrases));
        let head = between.map_or(0, |between| between.ascii_head).max(phrases.ascii_head);
        let phrases = TableLayout { info: self.store.words(&info), ascii_head: head, ..phrases };
        let later = fused.between.iter().flat_map(|(_, phrases)| phrases.keys());
        let lookahead = lookahead(fused.keys.iter().chain(later));
        Layout { alphabet: self.layout, form: Form::Fused { phrases, between }, lookahead, operators: false }
    }

    /// The second trie: what it reads of a symbol is what the first stage makes of it.
    fn between(&mut self, info: &mut [u64], first: &Resolved, phrases: &Resolved) -> TableLayout {
        let keys = number(phrases.keys().map(|key| (key.as_str(), true)));
        let values = self.numbered(&keys, |key| phrases.get(key).cloned());
        let values = self.values(&values);
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
        TableLayout { info: self.store.words(&own), values, ascii_head }
    }

    fn staged(&mut self, pipeline: &Pipeline) -> Layout {
        let chain: Vec<Resolved> = pipeline.chain.iter().map(Group::resolve).collect();
        let groups = pipeline.normalization.iter().chain(&pipeline.segmentation);
        let keys: Vec<String> = groups.map(Group::resolve).chain(chain.clone()).flat_map(Resolved::into_keys).collect();
        let segmentation = pipeline.segmentation.as_ref().map(|group| {
            let stages: Vec<Converting> = chain.iter().map(Converting::new).collect();
            let whole = |key: &str| stages.iter().fold(key.to_owned(), |text, stage| stage.convert(&text));
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
        let phrases = resolved.keys().filter(|key| only_char(key).is_none());
        let keys = number(phrases.map(|key| (key.as_str(), true)));
        let mut values = self.numbered(&keys, |key| resolved.get(key).cloned());
        let mut info = self.info(resolved, every, &mut values);
        let roots = self.branches(&keys);
        let table = self.table(&mut info, &keys, &roots, &values);
        TableLayout { info: self.store.words(&info), ..table }
    }

    /// The trie of `keys`, its first symbols written into `info`, which the caller stores.
    fn table(
        &mut self,
        info: &mut [u64],
        keys: &BTreeMap<&str, u32>,
        roots: &BTreeMap<u16, u32>,
        values: &[Value],
    ) -> TableLayout {
        for (symbol, base) in roots {
            info[usize::from(*symbol)] |= u64::from(*base) << 32;
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
        let values = self.values(values);
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

    fn values(&mut self, values: &[Value]) -> layout::Part {
        let words: Vec<u64> = values.iter().map(|value| value.0).collect();
        self.store.words(&words)
    }

    fn numbered(&mut self, keys: &BTreeMap<&str, u32>, value: impl Fn(&str) -> Option<String>) -> Vec<Value> {
        let numbered = keys.iter().filter(|(_, number)| **number >= Unit::FIRST_VALUE);
        let texts = numbered.map(|(key, _)| value(key));
        texts.map(|text| text.map_or(Value::BY_CHARACTER, |text| self.store.text(&text))).collect()
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

/// Whether the first stage's phrases are all known, none is a single character, and nothing depends on ASCII alone,
/// over which the matcher leaps.
fn closed(first: &Resolved, second: &Resolved, keys: &[String]) -> bool {
    let known: HashSet<&str> = keys.iter().map(String::as_str).collect();
    let ascii = |text: &str| only_char(text).is_some_and(|character| character.is_ascii());
    let plain = |(key, value): (&String, &String)| ascii(key) || (only_char(key).is_some() && ascii(value));
    let single = |key: &String| only_char(key).is_some();
    !first.iter().chain(second).any(plain)
        && !keys.iter().any(single)
        && first.keys().all(|key| single(key) || known.contains(key.as_str()))
}

/// Whether single characters become single characters.
fn one_to_one(stage: &Resolved) -> bool {
    stage.iter().all(|(key, value)| only_char(key).is_none() || only_char(value).is_some())
}

/// Numbers the keys that have a value of their own; the others are known as "by character".
fn number<'a>(keys: impl Iterator<Item = (&'a str, bool)>) -> BTreeMap<&'a str, u32> {
    let mut next = Unit::FIRST_VALUE;
    let numbered = keys.map(|(key, own)| {
        let number = if own { next } else { Unit::BY_CHARACTER };
        next += u32::from(own);
        (key, number)
    });
    numbered.collect()
}

/// What becomes of phrases whose characters are converted one by one.
struct ByCharacter<'r> {
    characters: HashMap<char, &'r str>,
}

impl<'r> ByCharacter<'r> {
    fn new(characters: &'r Resolved) -> Self {
        let characters = characters.iter().filter_map(|(key, value)| Some((only_char(key)?, value.as_str())));
        Self { characters: characters.collect() }
    }

    /// Whether `key` becomes `value` in this way.
    fn gives(&self, key: &str, value: &str) -> bool {
        let mut rest = value;
        for character in key.chars() {
            let own = &mut [0; 4];
            let part = self.characters.get(&character).copied().unwrap_or(character.encode_utf8(own));
            match rest.strip_prefix(part) {
                Some(after) => rest = after,
                None => return false,
            }
        }
        rest.is_empty()
    }
}

/// How far before the end of a piece of text conversion stops when more is to come: further than any decision looks
/// ahead, which is two phrases or one description sequence of 64 characters.
fn lookahead<'a>(keys: impl Iterator<Item = &'a String>) -> usize {
    keys.map(|key| 4 * key.len()).max().unwrap_or(0).max(1024)
}

//! What a configuration asks for, apart from how it is looked up: groups of dictionaries, and stages of them.

use super::lexicon::Lexicon;
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// A dictionary or a group of them, as an OpenCC configuration nests them.
#[derive(Clone, Debug)]
pub enum Group {
    /// One dictionary.
    Leaf(Rc<Lexicon>),
    /// The first member that matches anything at a place decides, with its longest match.
    ShortCircuit(Vec<Group>),
    /// The longest match of all members decides; of equals, the first.
    Union(Vec<Group>),
}

/// The stages of a configuration.
#[derive(Clone, Debug)]
pub struct Pipeline {
    /// Passes over the whole text before anything else.
    pub normalization: Vec<Group>,
    /// Whose matches cut the text into segments that no later match may span.
    pub segmentation: Option<Group>,
    /// Conversions, each over what the one before made of a segment.
    pub chain: Vec<Group>,
}

/// Keys and values for which "the longest match wins" says the same as the group that they come from.
pub type Resolved = BTreeMap<String, String>;

impl Group {
    /// Every dictionary in it.
    pub fn lexicons(&self) -> Vec<&Rc<Lexicon>> {
        match self {
            Self::Leaf(lexicon) => vec![lexicon],
            Self::ShortCircuit(members) | Self::Union(members) => members.iter().flat_map(Self::lexicons).collect(),
        }
    }

    /// What tells the group from others, as long as its dictionaries live.
    pub fn identity(&self) -> String {
        let members = |members: &[Self]| members.iter().map(Self::identity).collect::<Vec<_>>().join(" ");
        match self {
            Self::Leaf(lexicon) => format!("{:p}", Rc::as_ptr(lexicon)),
            Self::ShortCircuit(all) => format!("({})", members(all)),
            Self::Union(all) => format!("[{}]", members(all)),
        }
    }

    /// Reduces the group to one list. A place's matches are the keys along one path of a trie, so what a group answers
    /// depends on the deepest of them alone: a key stays if, with all its own prefixes in view, the group would choose
    /// it.
    pub fn resolve(&self) -> Resolved {
        match self {
            Self::Leaf(lexicon) => {
                let mut resolved = Resolved::new();
                for (key, values) in &lexicon.entries {
                    resolved.entry(key.clone()).or_insert_with(|| values[0].clone());
                }
                resolved
            }
            Self::Union(members) => {
                let mut resolved = Resolved::new();
                for member in members {
                    for (key, value) in member.resolve() {
                        resolved.entry(key).or_insert(value);
                    }
                }
                resolved
            }
            Self::ShortCircuit(members) => {
                let mut resolved = Resolved::new();
                for member in members {
                    let mut own = member.resolve();
                    own.retain(|key, _| !prefixes(key).any(|prefix| resolved.contains_key(prefix)));
                    resolved.extend(own);
                }
                resolved
            }
        }
    }
}

/// Every prefix of `key` that ends between characters, the key itself included.
pub fn prefixes(key: &str) -> impl Iterator<Item = &str> {
    key.char_indices().map(|(at, character)| &key[..at + character.len_utf8()])
}

/// Converts by longest matches, one text at a time: what is known when tables are made.
pub struct Converting<'r> {
    resolved: &'r Resolved,
    /// The characters that keys begin with.
    starts: HashSet<char>,
}

impl<'r> Converting<'r> {
    /// By these keys and values.
    pub fn new(resolved: &'r Resolved) -> Self {
        Self { resolved, starts: resolved.keys().filter_map(|key| key.chars().next()).collect() }
    }

    /// The text's result.
    pub fn convert(&self, text: &str) -> String {
        if let Some(value) = self.resolved.get(text) {
            return value.clone();
        }
        let mut out = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let may_begin = self.starts.contains(&first);
            let found = if may_begin {
                prefixes(rest).filter(|prefix| self.resolved.contains_key(*prefix)).last()
            } else {
                None
            };
            match found {
                Some(key) => {
                    out.push_str(&self.resolved[key]);
                    rest = &rest[key.len()..];
                }
                None => {
                    out.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        out
    }
}

/// The character that makes up all of `text`.
pub fn only_char(text: &str) -> Option<char> {
    let mut characters = text.chars();
    characters.next().filter(|_| characters.next().is_none())
}

/// The keys of two or more characters.
pub fn phrases(resolved: &Resolved) -> HashSet<&str> {
    resolved.keys().map(String::as_str).filter(|key| only_char(key).is_none()).collect()
}

//! The dictionaries' text files, read.

use std::collections::BTreeMap;

use super::own::{self, Context, OwnWord};
use super::vocabulary::{self, Term};

/// A dictionary as OpenCC writes it; of several values the first is the rule.
pub type Pairs = BTreeMap<String, String>;

/// Everything that words mode is made from.
pub struct Sources {
    pub st_chars: Pairs,
    pub st_phrases: Pairs,
    pub ts_chars: Pairs,
    pub ts_phrases: Pairs,
    pub tw_variants: Pairs,
    pub tw_variant_phrases: Pairs,
    pub hk_variants: Pairs,
    pub hk_variant_phrases: Pairs,
    pub compatibility: Pairs,
    /// The characters that Hong Kong's newspapers write otherwise than its schools.
    pub hk_press: Pairs,
    /// Characters whose usual counterpart is another than OpenCC's first.
    pub defaults: Pairs,
    /// Those of them that are not the Simplified character itself.
    pub defaults_changing: Pairs,
    /// Where a phrase of OpenCC writes a rarer character: the Simplified one, the phrase's, and ours.
    pub preferred: BTreeMap<(char, char), char>,
    /// Simplified characters for Traditional ones, where ours differ.
    pub defaults_reverse: Pairs,
    /// How often each word was counted.
    pub frequencies: BTreeMap<String, u32>,
    pub own: Vec<OwnWord>,
    pub own_reverse: Vec<OwnWord>,
    pub contexts: Vec<Context>,
    pub contexts_reverse: Vec<Context>,
    pub terms: Vec<Term>,
}

impl Sources {
    /// Read all the files.
    pub fn read(read: &dyn Fn(&str) -> String) -> Self {
        let opencc = |name: &str| pairs(&read(&format!("opencc/{name}")));
        let words = |name: &str| read(&format!("words/{name}"));
        let mut st_phrases = opencc("STPhrases_GeneratedFromRegionalPhrases.txt");
        st_phrases.extend(opencc("STPhrases.txt"));
        let mut ts_chars = opencc("TSCharactersExt.txt");
        ts_chars.extend(opencc("TSCharacters.txt"));
        let defaults = pairs(&words("characters.txt"));
        let owned = |(key, value): (&String, &String)| (key.clone(), value.clone());
        let contexts = own::contexts(&words("contexts.txt"));
        let contexts_reverse = own::contexts(&words("contexts-reverse.txt"));
        Self {
            st_chars: opencc("STCharacters.txt"),
            st_phrases,
            ts_chars,
            ts_phrases: opencc("TSPhrases.txt"),
            tw_variants: opencc("TWVariants.txt"),
            tw_variant_phrases: opencc("TWVariantsPhrases.txt"),
            hk_variants: opencc("HKVariants.txt"),
            hk_variant_phrases: opencc("HKVariantsPhrases.txt"),
            compatibility: opencc("CJK_Compatibility_Ideographs.txt"),
            hk_press: pairs(&words("hong-kong-press.txt")),
            defaults_changing: defaults.iter().filter(|(key, value)| key != value).map(owned).collect(),
            defaults,
            preferred: preferred(&words("preferred.txt")),
            defaults_reverse: pairs(&words("characters-reverse.txt")),
            frequencies: frequencies(&words("frequencies.txt")),
            own: own::words(&words("own.txt")),
            own_reverse: own::words(&words("own-reverse.txt")),
            contexts,
            contexts_reverse,
            terms: vocabulary::terms(read),
        }
    }
}

/// The lines that are not empty and not comments.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
}

fn pairs(text: &str) -> Pairs {
    let split = |line: &str| {
        let (key, values) = line.split_once('\t').expect("a dictionary's line is `key<TAB>values`");
        let value = values.split(' ').next().unwrap_or_default();
        (key.to_owned(), value.trim().to_owned())
    };
    lines(text).map(split).collect()
}

fn preferred(text: &str) -> BTreeMap<(char, char), char> {
    let split = |line: &str| {
        let chars: Vec<char> = line.split('\t').filter_map(|field| field.chars().next()).collect();
        let [source, phrase, ours] = chars[..] else { panic!("not three characters: {line}") };
        ((source, phrase), ours)
    };
    lines(text).map(split).collect()
}

fn frequencies(text: &str) -> BTreeMap<String, u32> {
    let split = |line: &str| {
        let (word, count) = line.split_once(' ').expect("a line of counts is `word count`");
        (word.to_owned(), count.trim().parse().expect("a count is a number"))
    };
    lines(text).map(split).collect()
}

//! Which languages ask for which edition, as regular expressions: the steps of [`crate::locale::negotiate`] for servers
//! whose rules are patterns.
//!
//! The patterns use nothing but groups, classes and repetitions, so that PCRE (nginx, Apache), RE2 (Caddy) and JavaScript
//! read them alike; letters are to be compared without case. What patterns cannot do is count: qualities are told apart
//! by tenths, and of ranges with `q=0` only a refusal of the default edition's language is heard.

use crate::locale::negotiate::{Language, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The patterns of a site.
#[derive(Debug)]
pub struct Ranges {
    /// For each step of quality, from the highest to the lowest: finds the first range of that quality that has an
    /// edition, and captures its tag; `*` is one of them.
    pub levels: Vec<String>,
    /// For each edition that somebody asks for, its index and what matches exactly the tags that ask for it.
    pub editions: Vec<(usize, String)>,
    /// What matches a header that refuses the default edition, and the edition that such a reader gets instead.
    pub refused: Option<(String, usize)>,
    /// For each edition, plain tags that ask for it, for hosts that know no patterns: first those with a region or a
    /// script, then bare languages.
    pub tags: Vec<[Vec<String>; 2]>,
}

/// What may follow language, script and region: variants, extensions.
const REST: &str = "(?:[-_](?:[a-z0-9]|[0-9][a-z0-9]{3}|[a-z0-9]{5,8})(?:[-_][a-z0-9]{1,8})*)?";

/// Regions by their codes: those that are listed, or all others. `none` tells whether a tag without a region counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Regions {
    none: bool,
    others: bool,
    codes: BTreeSet<String>,
}

impl Ranges {
    /// The patterns for the editions of `table`.
    pub fn new(table: &Table) -> Self {
        let any = any(table);
        let item = |quality: &str| format!("(?:^|,) *({any}|\\*) *{quality} *(?:,|$)");
        let mut levels = vec![item("(?:; *q=1(?:\\.0{0,3})?)?")];
        levels.extend((1..10).rev().map(|tenth| item(&format!("; *q=0\\.{tenth}[0-9]{{0,2}}"))));
        levels.push(item("; *q=0\\.0(?:[1-9][0-9]?|0[1-9])"));
        let editions = (0..table.editions).filter_map(|edition| Some((edition, of_edition(table, edition)?)));
        Self {
            levels,
            editions: editions.collect(),
            refused: refused(table),
            tags: (0..table.editions).map(|edition| tags(table, edition)).collect(),
        }
    }
}

impl Regions {
    fn listed<'c>(codes: impl IntoIterator<Item = &'c str>) -> Self {
        Self { none: false, others: false, codes: codes.into_iter().map(str::to_ascii_lowercase).collect() }
    }

    fn all_but<'c>(codes: impl IntoIterator<Item = &'c str>) -> Self {
        Self { none: true, others: true, ..Self::listed(codes) }
    }

    fn and(&self, other: &Self) -> Self {
        let none = self.none && other.none;
        let (others, codes) = match (self.others, other.others) {
            (true, true) => (true, &self.codes | &other.codes),
            (true, false) => (false, &other.codes - &self.codes),
            (false, true) => (false, &self.codes - &other.codes),
            (false, false) => (false, &self.codes & &other.codes),
        };
        Self { none, others, codes }
    }

    fn or(&self, other: &Self) -> Self {
        let flip = |one: &Self| Self { none: !one.none, others: !one.others, codes: one.codes.clone() };
        flip(&flip(self).and(&flip(other)))
    }

    /// What follows language or script; `None` where nothing can.
    fn pattern(&self) -> Option<String> {
        let of_length =
            |length| self.codes.iter().map(String::as_str).filter(move |code| code.len() == length).collect();
        let letters: Vec<&str> = of_length(2);
        let digits: Vec<&str> = of_length(3);
        let parts = [words(&letters, b'a'..=b'z', 2, !self.others), words(&digits, b'0'..=b'9', 3, !self.others)];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        match (parts.is_empty(), self.none) {
            (true, false) => None,
            (true, true) => Some(String::new()),
            (false, none) => Some(format!("(?:[-_]{}){}", either(&parts), if none { "?" } else { "" })),
        }
    }
}

/// The words of `length` characters of `alphabet` that are in `list`, or those that are not.
fn words(list: &[&str], alphabet: std::ops::RangeInclusive<u8>, length: usize, listed: bool) -> Option<String> {
    if length == 0 {
        return (list.is_empty() != listed).then(String::new);
    }
    // First characters with the same continuation share one class.
    let mut classes: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for first in alphabet.clone() {
        let rest: Vec<_> = list.iter().filter(|word| word.as_bytes()[0] == first).map(|word| &word[1..]).collect();
        if let Some(rest) = words(&rest, alphabet.clone(), length - 1, listed) {
            classes.entry(rest).or_default().push(first);
        }
    }
    let parts: Vec<_> = classes.iter().map(|(rest, first)| format!("{}{rest}", class(first))).collect();
    (!parts.is_empty()).then(|| either(&parts))
}

/// `[a-gi]`
fn class(bytes: &[u8]) -> String {
    if let [one] = bytes {
        return char::from(*one).to_string();
    }
    let mut out = String::from("[");
    let mut at = 0;
    while at < bytes.len() {
        let mut end = at;
        while end + 1 < bytes.len() && bytes[end + 1] == bytes[end] + 1 {
            end += 1;
        }
        out.push(char::from(bytes[at]));
        if end > at + 1 {
            out.push('-');
        }
        if end > at {
            out.push(char::from(bytes[end]));
        }
        at = end + 1;
    }
    out.push(']');
    out
}

/// `(?:a|b)`
fn either(parts: &[String]) -> String {
    match parts {
        [one] => one.clone(),
        many => format!("(?:{})", many.join("|")),
    }
}

/// The regions that imply a script, where a tag of `language` gives none.
fn implying(language: &Language, script: &str) -> Regions {
    if script == language.script {
        return Regions::all_but(language.regions.values().flat_map(|list| list.split(' ')));
    }
    Regions::listed(language.regions.get(script).map_or("", String::as_str).split(' ').filter(|code| !code.is_empty()))
}

/// The regions whose readers get `edition`, where several have `script`.
fn nearest(language: &Language, script: &str, edition: usize) -> Option<Regions> {
    let places = language.editions.get(script)?;
    let own = places.iter().filter(|(code, at)| !code.is_empty() && **at == edition).map(|(code, _)| code.as_str());
    if places.get("") == Some(&edition) {
        let elsewhere = places.iter().filter(|(code, at)| !code.is_empty() && **at != edition);
        return Some(Regions::all_but(elsewhere.map(|(code, _)| code.as_str())));
    }
    let own = Regions::listed(own);
    (!own.codes.is_empty()).then_some(own)
}

/// The subtag of a language: those of three letters may follow another one (`zh-yue`).
fn subtags(codes: &[&str]) -> String {
    let plain = |long: bool| codes.iter().filter(move |code| (code.len() == 3) == long).map(|code| (*code).to_owned());
    let (short, long): (Vec<_>, Vec<_>) = (plain(false).collect(), plain(true).collect());
    let mut parts = short;
    if !long.is_empty() {
        parts.push(format!("(?:[a-z]{{2,3}}[-_])?{}", either(&long)));
    }
    either(&parts)
}

/// Languages with what follows them, alike ones together.
fn joined(following: BTreeMap<Vec<String>, Vec<&str>>) -> Option<String> {
    let part = |(after, codes): (Vec<String>, Vec<&str>)| format!("{}{}", subtags(&codes), either(&after));
    let parts: Vec<_> = following.into_iter().map(part).collect();
    (!parts.is_empty()).then(|| format!("{}{REST}", either(&parts)))
}

/// Tags that have an edition.
fn any(table: &Table) -> String {
    let mut following: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for (code, language) in &table.languages {
        let mut implied: Option<Regions> = None;
        for script in language.editions.keys() {
            let own = implying(language, script);
            implied = Some(implied.map_or(own.clone(), |all| all.or(&own)));
        }
        let scripts: Vec<_> = language.editions.keys().map(|script| script.to_ascii_lowercase()).collect();
        let everywhere = Regions::all_but([]).pattern().unwrap_or_default();
        let mut after = vec![format!("[-_]{}{everywhere}", either(&scripts))];
        after.extend(implied.and_then(|implied| implied.pattern()));
        following.entry(after).or_default().push(code);
    }
    joined(following).unwrap_or_else(|| "-".to_owned())
}

/// Tags that ask for `edition`, and no others.
fn of_edition(table: &Table, edition: usize) -> Option<String> {
    let mut following: BTreeMap<Vec<String>, Vec<&str>> = BTreeMap::new();
    for (code, language) in &table.languages {
        let mut after = Vec::new();
        for script in language.editions.keys() {
            let Some(regions) = nearest(language, script, edition) else { continue };
            after.extend(regions.pattern().map(|pattern| format!("[-_]{}{pattern}", script.to_ascii_lowercase())));
            after.extend(regions.and(&implying(language, script)).pattern());
        }
        if !after.is_empty() {
            following.entry(after).or_default().push(code);
        }
    }
    joined(following)
}

/// A refusal of the default edition's language, and the first edition in another one.
fn refused(table: &Table) -> Option<(String, usize)> {
    let own = |language: &&Language| language.places.contains_key(&table.default);
    let alike = |edition: &usize| table.languages.values().filter(own).any(|one| one.places.contains_key(edition));
    let instead = (0..table.editions).find(|edition| !alike(edition))?;
    let codes: Vec<_> = table.languages.iter().filter(|(_, one)| own(one)).map(|(code, _)| code.as_str()).collect();
    Some((format!("(?:^|,) *{} *; *q=0(?:\\.0{{0,3}})? *(?:,|$)", subtags(&codes)), instead))
}

/// Plain tags that ask for `edition`: with region or script, and bare.
fn tags(table: &Table, edition: usize) -> [Vec<String>; 2] {
    let (mut narrow, mut bare) = (Vec::new(), Vec::new());
    // Browsers send two letters; of the longer codes, Cantonese is the one that people set.
    for (code, language) in table.languages.iter().filter(|(code, _)| code.len() == 2 || *code == "yue") {
        for script in language.editions.keys() {
            let Some(regions) = nearest(language, script, edition) else { continue };
            if regions.none && (language.editions.len() > 1 || *script != language.script) {
                narrow.push(format!("{code}-{}", script.to_ascii_lowercase()));
            }
            let implied = regions.and(&implying(language, script));
            if implied.none {
                bare.push(code.clone());
            }
            if !implied.others {
                narrow.extend(implied.codes.iter().map(|region| format!("{code}-{region}")));
            }
        }
    }
    [narrow, bare]
}

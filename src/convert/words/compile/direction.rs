//! The two directions, each made into a model from the sources.

use std::collections::BTreeMap;

use super::model::{Model, STANDARDS, VOCABULARIES, Word, counted, greedy};
use super::own::{Context, OwnWord};
use super::sources::{Pairs, Sources};
use super::vocabulary::Term;

/// Simplified to Traditional. The standards: OpenCC's own, Taiwan, Hong Kong as newspapers print, Hong Kong as schools
/// teach.
pub fn hant(sources: &Sources) -> Model {
    let mut model = Model { contexts: sources.contexts.clone(), ..Model::default() };
    hant_chars(sources, &mut model);
    for (word, &count) in &sources.frequencies {
        model.words.insert(word.clone(), Word { cost: counted(count), ..Word::default() });
    }
    let own = own_words(&sources.own, &mut model);
    let place_names = simplified_keys(sources);
    let listed: Vec<String> = sources.st_phrases.keys().chain(own.keys()).chain(place_names.keys()).cloned().collect();
    let (lettered, terms): (Vec<&Term>, Vec<&Term>) =
        sources.terms.iter().filter(|term| term.to).partition(|term| begins_with_letter(&term.mainland));
    model.lettered = lettered.iter().map(|term| divided(term.vocabulary, &term.mainland, &term.regional)).collect();
    model.estimate(&listed);
    model.estimate_terms(terms.iter().map(|term| term.mainland.clone()).collect());
    let words: Vec<String> = model.words.keys().filter(|word| word.chars().count() > 1).cloned().collect();
    for word in words {
        let plain = hant_forms(sources, &own, &place_names, &word);
        settle(&mut model, &word, plain);
    }
    for term in terms {
        if let Some(word) = model.words.get_mut(&term.mainland) {
            word.vocabulary[term.vocabulary] = Some(term.regional.clone());
        }
    }
    compounds(&mut model);
    model.context_targets = model.contexts.iter().map(|rule| standards(sources, rule.target)).collect();
    model
}

fn begins_with_letter(term: &str) -> bool {
    term.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// A term that begins with letters, divided behind them.
fn divided(vocabulary: usize, term: &str, form: &str) -> (usize, String, String, String) {
    let rest = term.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    assert!(!rest.is_empty(), "{term} has nothing behind its letters");
    (vocabulary, term[..term.len() - rest.len()].to_owned(), rest.to_owned(), form.to_owned())
}

fn hant_chars(sources: &Sources, model: &mut Model) {
    let variants = [&sources.tw_variants, &sources.hk_press, &sources.hk_variants];
    let keys =
        sources.st_chars.keys().chain(variants.iter().flat_map(|pairs| pairs.keys())).chain(sources.defaults.keys());
    for c in keys.filter_map(|key| one(key)) {
        let key = c.to_string();
        let target =
            sources.defaults.get(&key).or(sources.st_chars.get(&key)).and_then(|value| one(value)).unwrap_or(c);
        model.chars.insert(c, standards(sources, target));
    }
    model.same = sources.compatibility.iter().filter_map(|(key, value)| Some((one(key)?, one(value)?))).collect();
}

/// A Traditional character as each standard writes it.
fn standards(sources: &Sources, c: char) -> [char; STANDARDS] {
    let key = c.to_string();
    let of = |pairs: &Pairs| pairs.get(&key).and_then(|value| one(value)).unwrap_or(c);
    [c, of(&sources.tw_variants), of(&sources.hk_press), of(&sources.hk_variants)]
}

/// Our own words enter the model; returned with the form that each demands.
fn own_words<'a>(list: &'a [OwnWord], model: &mut Model) -> BTreeMap<String, &'a OwnWord> {
    let mut out = BTreeMap::new();
    for own in list {
        let word: String = own.source.iter().collect();
        if let Some(count) = own.count {
            let known = model.words.get(&word).map_or(f64::INFINITY, |known| known.cost);
            let counted = counted(count).min(known);
            // A pair of frequent characters that was counted seldom is still likelier than the two by themselves.
            let cost = if own.source.len() == 2 { counted.min(model.listed(&word)) } else { counted };
            model.words.insert(word.clone(), Word { cost, ..Word::default() });
        }
        out.insert(word, own);
    }
    out
}

/// Hong Kong's names with spellings of their own, by their Simplified spelling.
fn simplified_keys(sources: &Sources) -> BTreeMap<String, String> {
    let simplified = |key: &String| greedy(key, &[&sources.ts_phrases, &sources.ts_chars]);
    sources.hk_variant_phrases.iter().map(|(key, value)| (simplified(key), value.clone())).collect()
}

fn hant_forms(
    sources: &Sources,
    own: &BTreeMap<String, &OwnWord>,
    place_names: &BTreeMap<String, String>,
    word: &str,
) -> [String; STANDARDS] {
    let mut target = greedy(word, &[&sources.st_phrases, defaults(sources, word), &sources.st_chars]);
    if !sources.st_phrases.contains_key(word) {
        target = by_neighbours(&sources.contexts, word, &target);
    }
    let usual = |(c, target)| sources.preferred.get(&(c, target)).copied().unwrap_or(target);
    if target.chars().count() == word.chars().count() {
        target = word.chars().zip(target.chars()).map(usual).collect();
    }
    if let Some(own) = own.get(word) {
        target = forced(&target, own);
    }
    let mut out = [
        target.clone(),
        greedy(&target, &[&sources.tw_variant_phrases, &sources.tw_variants]),
        greedy(&target, &[&sources.hk_variant_phrases, &sources.hk_press]),
        greedy(&target, &[&sources.hk_variant_phrases, &sources.hk_variants]),
    ];
    if let Some(name) = place_names.get(word) {
        out[2].clone_from(name);
        out[3].clone_from(name);
    }
    out
}

/// The usual counterparts that hold inside a word that OpenCC does not list: all of them in one of three characters and
/// more that begins with a surname, which is a person's name; else only those that are no surname.
fn defaults<'s>(sources: &'s Sources, word: &str) -> &'s Pairs {
    let first: String = word.chars().take(1).collect();
    let name = word.chars().count() > 2 && sources.defaults.get(&first).is_some_and(|value| *value == first);
    if name { &sources.defaults } else { &sources.defaults_changing }
}

/// A word that was counted but that no dictionary spells is mostly a foreign name: inside it the rules that look at both
/// neighbours decide, as they would between words (加里, 乌尔里希).
fn by_neighbours(rules: &[Context], word: &str, target: &str) -> String {
    let chars: Vec<char> = word.chars().collect();
    let decided = |at: usize| {
        let right = chars.get(at + 1).filter(|_| chars.len() > 2 || at > 0)?;
        let left = at.checked_sub(1).map(|before| chars[before]);
        let holds = |rule: &&Context| {
            let sides = left.is_none_or(|left| rule.left.contains(&left)) && rule.right.contains(right);
            rule.subject == chars[at] && sides && !rule.left.is_empty() && rule.ahead.is_empty()
        };
        rules.iter().find(holds).map(|rule| rule.target)
    };
    target.chars().enumerate().map(|(at, c)| decided(at).unwrap_or(c)).collect()
}

fn forced(target: &str, own: &OwnWord) -> String {
    target.chars().zip(&own.forced).map(|(c, forced)| forced.unwrap_or(c)).collect()
}

/// Keep a word's forms only if some differ from what its characters give by themselves.
fn settle(model: &mut Model, word: &str, plain: [String; STANDARDS]) {
    let by_char: [String; STANDARDS] = std::array::from_fn(|standard| model.by_char(word, standard));
    if plain != by_char
        && let Some(entry) = model.words.get_mut(word)
    {
        entry.plain = plain;
    }
}

/// A longer word of the lattice that is made of a term and other words takes the term's form too: 应用程序 is one word
/// to those who counted, and 应用|程序 to the vocabulary.
fn compounds(model: &mut Model) {
    let long: Vec<String> = model.words.keys().filter(|word| word.chars().count() > 1).cloned().collect();
    let mut found = Vec::new();
    for word in long {
        let parts = model.best(&word, true).1;
        for vocabulary in 0..VOCABULARIES {
            if model.words[&word].vocabulary[vocabulary].is_some() {
                continue;
            }
            let term = |part: &String| model.words.get(part).and_then(|word| word.vocabulary[vocabulary].as_ref());
            if parts.iter().any(|part| term(part).is_some()) {
                let standard = if vocabulary < 2 { 1 } else { 2 };
                // Of the other parts, what the whole says of them: the 面 of 玉米面 is flour.
                let whole: Vec<char> = plain_form(model, &word, standard).chars().collect();
                let starts = parts.iter().scan(0, |at, part| {
                    let start = *at;
                    *at += part.chars().count();
                    Some(start)
                });
                let plain =
                    |(start, part): (usize, &String)| whole[start..start + part.chars().count()].iter().collect();
                // Where the region's other topic has the whole as a term, that is its name: 激光打印机.
                let listed = model.words[&word].vocabulary[vocabulary ^ 1].clone();
                let of_parts =
                    || starts.zip(&parts).map(|at| term(at.1).cloned().unwrap_or_else(|| plain(at))).collect();
                found.push((word.clone(), vocabulary, listed.unwrap_or_else(of_parts)));
            }
        }
    }
    for (word, vocabulary, form) in found {
        if let Some(entry) = model.words.get_mut(&word) {
            entry.vocabulary[vocabulary] = Some(form);
        }
    }
}

fn plain_form(model: &Model, word: &str, standard: usize) -> String {
    match model.words.get(word) {
        Some(entry) if !entry.plain[standard].is_empty() => entry.plain[standard].clone(),
        _ => model.by_char(word, standard),
    }
}

/// Traditional to Simplified. The standards say how the source is spelled: as OpenCC, as Taiwan (著 for 着 too), as Hong
/// Kong.
pub fn hans(sources: &Sources, hant: &Model) -> Model {
    let mut model = Model { contexts: sources.contexts_reverse.clone(), ..Model::default() };
    hans_chars(sources, &mut model);
    let mut targets = BTreeMap::new();
    hans_words(hant, &mut model, &mut targets);
    let mut own = BTreeMap::new();
    for (word, entry) in own_words(&sources.own_reverse, &mut model) {
        own.insert(word.clone(), forced(&greedy(&word, &[&sources.ts_phrases, &sources.ts_chars]), entry));
    }
    let listed: Vec<String> = sources.ts_phrases.keys().chain(own.keys()).cloned().collect();
    let (lettered, terms): (Vec<&Term>, Vec<&Term>) =
        sources.terms.iter().filter(|term| term.from).partition(|term| begins_with_letter(&term.regional));
    model.lettered = lettered.iter().map(|term| divided(term.vocabulary, &term.regional, &term.mainland)).collect();
    model.estimate(&listed);
    model.estimate_terms(terms.iter().map(|term| model.spelled(&term.regional)).collect());
    targets.extend(sources.ts_phrases.clone());
    targets.extend(own);
    let words: Vec<String> = model.words.keys().filter(|word| word.chars().count() > 1).cloned().collect();
    for word in words {
        let target =
            targets.get(&word).cloned().unwrap_or_else(|| greedy(&word, &[&sources.ts_phrases, &sources.ts_chars]));
        settle(&mut model, &word, std::array::from_fn(|_| target.clone()));
    }
    for term in terms {
        let spelled = model.spelled(&term.regional);
        if let Some(word) = model.words.get_mut(&spelled) {
            word.vocabulary[term.vocabulary] = Some(term.mainland.clone());
        }
    }
    compounds(&mut model);
    model.context_targets = model.contexts.iter().map(|rule| [rule.target; STANDARDS]).collect();
    model
}

fn hans_chars(sources: &Sources, model: &mut Model) {
    let simplified = |c: char| {
        let key = c.to_string();
        let value = sources.defaults_reverse.get(&key).or(sources.ts_chars.get(&key));
        value.and_then(|value| one(value)).unwrap_or(c)
    };
    for c in sources.ts_chars.keys().chain(sources.defaults_reverse.keys()).filter_map(|key| one(key)) {
        model.chars.insert(c, [simplified(c); STANDARDS]);
    }
    model.same = sources.compatibility.iter().filter_map(|(key, value)| Some((one(key)?, one(value)?))).collect();
    for variants in [&sources.tw_variants, &sources.hk_variants, &sources.hk_press] {
        for (key, value) in variants.iter() {
            let (Some(key), Some(value)) = (one(key), one(value)) else { continue };
            let key = model.same.get(&key).copied().unwrap_or(key);
            if simplified(key) == simplified(value) && key != value && !model.same.contains_key(&value) {
                model.same.insert(value, key);
            } else if !model.chars.contains_key(&value) && simplified(value) == value && simplified(key) != value {
                // A variant that OpenCC reads by way of its standard form: 為 is in its lists, 衞 comes by 衛.
                model.chars.insert(value, [simplified(key); STANDARDS]);
            }
        }
    }
    // Taiwan writes 著 for both; it is 着 unless a word says otherwise.
    model.chars.insert('著', ['著', '着', '著', '著']);
}

/// Every Simplified word, by the spellings of its Traditional form.
fn hans_words(hant: &Model, model: &mut Model, targets: &mut BTreeMap<String, String>) {
    for (word, entry) in &hant.words {
        let single = word.chars().count() == 1;
        for standard in 0..STANDARDS {
            let spelled = match entry.plain[standard].as_str() {
                "" => hant.by_char(word, standard),
                plain => plain.to_owned(),
            };
            let spelled = model.spelled(&spelled);
            let known = model.words.get(&spelled).map_or(f64::INFINITY, |known| known.cost);
            if entry.cost < known {
                model.words.insert(spelled.clone(), Word { cost: entry.cost, ..Word::default() });
                if !single {
                    targets.insert(spelled, word.clone());
                }
            }
        }
    }
}

/// The only character of a key or value.
fn one(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

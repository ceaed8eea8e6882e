//! Findings in the reader's language.
//!
//! A finding is written in English where it is found. Whoever shows it to readers of another language looks its words up
//! here: `locales/<tag>/findings.po` is a gettext catalog of English patterns, in which `%1`, `%2`… stand for what differs
//! from case to case, and of the same in the reader's language. `parsers.po` beside it has what parsers say in their own
//! words: those of TOML, YAML, JSON, Fluent and templates, and the system. What a pattern leaves open is looked up in turn,
//! unless it stands in backticks: those are the author's own words. English prose that has no pattern is quoted.

use super::{Locale, catalogs};

/// The catalogs that yiben ships, by the tag of their language.
const TEXTS: &[(&str, [&str; 2])] = &[
    ("zh-Hans", [include_str!("../../locales/zh-Hans/findings.po"), include_str!("../../locales/zh-Hans/parsers.po")]),
    ("zh-Hant", [include_str!("../../locales/zh-Hant/findings.po"), include_str!("../../locales/zh-Hant/parsers.po")]),
];

/// How a message is given that no pattern has, and how a part of one: both stand in the catalogs.
const UNKNOWN: [&str; 2] = ["in English: ", "“"];

/// The deepest that patterns stand in one another.
const DEEPEST: usize = 4;

/// What findings say in one language.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    phrases: Vec<Phrase>,
}

/// A pattern, and what it is in the reader's language.
#[derive(Clone, Debug)]
struct Phrase {
    english: Pattern,
    theirs: Pattern,
}

/// A text with open places.
#[derive(Clone, Debug)]
struct Pattern {
    /// The text before the first place.
    first: String,
    /// The number of each place, and the text after it.
    rest: Vec<(usize, String)>,
}

impl Phrases {
    /// The phrases for readers of `locale`: none for English, and none for a language that yiben does not speak.
    pub fn of(locale: &Locale) -> Self {
        let reader = locale.full();
        let is_theirs = |tag: &str| Locale::parse(tag).is_ok_and(|own| catalogs::related(&reader, &own.full()));
        let texts = TEXTS.iter().find(|(tag, _)| is_theirs(tag)).map(|(_, texts)| *texts).unwrap_or_default();
        let phrases = texts
            .into_iter()
            .flat_map(entries)
            .map(|(english, theirs)| Phrase { english: Pattern::read(&english), theirs: Pattern::read(&theirs) });
        Self { phrases: phrases.collect() }
    }

    /// A message or help in the reader's language; quoted if it is in none of the patterns.
    pub fn said(&self, english: &str) -> String {
        self.translated(english, 0).unwrap_or_else(|| self.quoted(english, UNKNOWN[0]))
    }

    /// Whether there are none: what is said stays English.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// A text that no pattern has, as the catalog gives such texts: a quotation if it is prose, else as it stands.
    fn quoted(&self, text: &str, how: &str) -> String {
        let phrase = self.phrases.iter().find(|phrase| phrase.english.first == how).filter(|_| is_prose(text));
        let Some(Phrase { theirs, .. }) = phrase else { return text.to_owned() };
        let after: String = theirs.rest.iter().map(|(_, after)| after.as_str()).collect();
        format!("{}{text}{after}", theirs.first)
    }

    /// The pattern that says most of `text`, filled in.
    fn translated(&self, text: &str, depth: usize) -> Option<String> {
        let fitting = self.phrases.iter().filter_map(|phrase| Some((phrase, phrase.english.places(text)?)));
        let (phrase, places) = fitting.max_by_key(|(phrase, _)| phrase.english.literal())?;
        let mut out = phrase.theirs.first.clone();
        for (number, after) in &phrase.theirs.rest {
            if let Some(value) = places.iter().find(|(own, _)| own == number).map(|(_, value)| *value) {
                let is_quoted = out.ends_with('`') && after.starts_with('`');
                let translated = || if depth < DEEPEST { self.translated(value, depth + 1) } else { None };
                let said = || translated().unwrap_or_else(|| self.quoted(value, UNKNOWN[1]));
                out.push_str(&if is_quoted { value.to_owned() } else { said() });
            }
            out.push_str(after);
        }
        Some(out)
    }
}

impl Pattern {
    fn read(text: &str) -> Self {
        let mut pattern = Self { first: String::new(), rest: Vec::new() };
        for (at, part) in text.split('%').enumerate() {
            let number = part.chars().next().and_then(|first| first.to_digit(10)).filter(|_| at > 0);
            if let Some(number) = number {
                pattern.rest.push((number as usize, part[1..].to_owned()));
            } else {
                let last = pattern.rest.last_mut().map_or(&mut pattern.first, |(_, after)| after);
                last.push_str(if at > 0 { "%" } else { "" });
                last.push_str(part);
            }
        }
        pattern
    }

    /// How much of a text the pattern itself says, in bytes.
    fn literal(&self) -> usize {
        self.first.len() + self.rest.iter().map(|(_, after)| after.len()).sum::<usize>()
    }

    /// What stands in the open places if `text` is of this pattern.
    fn places<'t>(&self, text: &'t str) -> Option<Vec<(usize, &'t str)>> {
        let mut places = Vec::new();
        fill(&self.first, &self.rest, text.strip_prefix(&self.first)?, &mut places).then_some(places)
    }
}

/// Whether a text is English prose: outside backticks, two words follow each other.
fn is_prose(text: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    text.split('`').step_by(2).any(|plain| {
        let words: Vec<bool> =
            plain.split(' ').map(|word| is_word(word.trim_end_matches([',', '.', ':', ';']))).collect();
        words.windows(2).any(|two| two == [true, true])
    })
}

/// Finds what stands in the places of `rest`, of which the first begins where `text` does. `before` is the pattern's text
/// before it. A place between backticks has none inside.
fn fill<'t>(before: &str, rest: &[(usize, String)], text: &'t str, places: &mut Vec<(usize, &'t str)>) -> bool {
    let Some(((number, after), more)) = rest.split_first() else { return text.is_empty() };
    let is_quoted = before.ends_with('`') && after.starts_with('`');
    let longest = if is_quoted { text.find('`').unwrap_or(0) } else { text.len() };
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    for end in ends.take_while(|end| *end <= longest) {
        let Some(follows) = text[end..].strip_prefix(after.as_str()) else { continue };
        places.push((*number, &text[..end]));
        if fill(after, more, follows, places) {
            return true;
        }
        places.pop();
    }
    false
}

/// The entries of a catalog: each `msgid` with its `msgstr`, the head left out. A text may go on over several lines.
fn entries(text: &str) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    let mut in_translation = false;
    for line in text.lines() {
        let (keyword, quoted) = line.split_once('"').unwrap_or((line, ""));
        match keyword.trim_end() {
            "msgid" => {
                entries.push(<(String, String)>::default());
                in_translation = false;
            }
            "msgstr" => in_translation = true,
            "" if !quoted.is_empty() => {}
            _ => continue,
        }
        if let Some((english, theirs)) = entries.last_mut() {
            let side = if in_translation { theirs } else { english };
            side.push_str(&unescaped(quoted.strip_suffix('"').unwrap_or(quoted)));
        }
    }
    entries.retain(|(english, theirs)| !english.is_empty() && !theirs.is_empty());
    entries
}

fn unescaped(quoted: &str) -> String {
    let mut out = String::with_capacity(quoted.len());
    let mut letters = quoted.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            (letter, false) => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
#[path = "findings_tests.rs"]
mod tests;

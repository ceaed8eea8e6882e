//! Reading a TOML table key by key: wrong types and unknown keys become diagnostics at their place, and reading goes on.
//!
//! A [`Table`] remembers which keys were asked for; [`Table::finish`] reports the others, each with the nearest known
//! name. `book.toml` and `content/authors.toml` are read this way.

use crate::config::LocalText;
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::source::{RelPath, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The diagnostics of one file, as they are found.
#[derive(Debug)]
pub struct Findings<'f> {
    path: &'f RelPath,
    found: Vec<Diagnostic>,
}

impl<'f> Findings<'f> {
    /// No findings yet about the file at `path`.
    pub fn new(path: &'f RelPath) -> Self {
        Self { path, found: Vec::new() }
    }

    /// The file that is read.
    pub fn path(&self) -> &'f RelPath {
        self.path
    }

    /// Adds a finding at `span`.
    pub fn add(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let at = self.found.len();
        self.found.push(Diagnostic::new(code, self.path, message).at(span));
        &mut self.found[at]
    }

    /// Adds a finding at `span` with what to do about it.
    pub fn add_help(&mut self, code: Code, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.add(code, span, message).help = Some(help.into());
    }

    /// Adds a finding about the file as a whole.
    pub fn add_whole(&mut self, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        let at = self.found.len();
        self.found.push(Diagnostic::new(code, self.path, message));
        &mut self.found[at]
    }

    /// Where the first of what was found so far begins, in bytes; `None` if there is nothing yet.
    pub fn first(&self) -> Option<u32> {
        self.found.iter().filter_map(|finding| finding.place.span).map(|span| span.start).min()
    }

    /// All findings.
    pub fn into_found(self) -> Vec<Diagnostic> {
        self.found
    }
}

/// A value and its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> At<T> {
    /// `value` at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl At<String> {
    /// Where `part` of the text stands; the whole text for `None`, and where it is not written as it reads.
    pub fn part(&self, part: Option<Range<usize>>) -> Span {
        let within = self.span.range();
        match part {
            // Between two quotation marks without escapes.
            Some(part) if within.len() == self.value.len() + 2 => {
                Span::new(within.start + 1 + part.start, within.start + 1 + part.end)
            }
            _ => self.span,
        }
    }
}

/// A table that is being read.
#[derive(Debug)]
pub struct Table<'t, 'i> {
    entries: &'t DeTable<'i>,
    name: String,
    asked: Vec<&'static str>,
    /// Where the table itself stands.
    pub span: Span,
}

/// One entry of a table whose keys are free.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'t, 'i> {
    /// The key.
    pub key: &'t str,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: &'t Spanned<DeValue<'i>>,
}

/// Parses `text` as TOML. What does not parse becomes a diagnostic, and the rest is read.
pub fn parse<'i>(text: &'i str, findings: &mut Findings<'_>) -> Spanned<DeTable<'i>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let place = |error: &toml::de::Error| error.span().map_or(Span::new(0, 0), |at| Span::new(at.start, at.end));
    let places: Vec<Span> = errors.iter().map(place).collect();
    let unclosed = errors.iter().zip(&places).find_map(|(error, at)| {
        let is_value = ["unclosed array", "unclosed inline table"].iter().any(|what| error.message().starts_with(what));
        if is_value { opening(root.get_ref(), *at) } else { None }
    });
    if let Some(at) = unclosed {
        let (what, mark) = if text[at.range()].starts_with('[') { ("list", ']') } else { ("table", '}') };
        findings.add(Code::ConfigSyntax, at, format!("the {what} has no end: its closing `{mark}` is missing"));
    }
    for (error, span) in errors.iter().zip(places) {
        // What follows an open bracket is read as a part of it, and not as it is meant.
        if unclosed.is_none_or(|unclosed| span.start < unclosed.start) {
            let (message, help) = in_plain_words(error.message(), text.get(span.range()).unwrap_or_default());
            findings.add(Code::ConfigSyntax, span, message).help = help.map(str::to_owned);
        }
    }
    root
}

/// The bracket that opens the list or table of `table` which goes on to `end`, and has no end of its own.
fn opening(table: &DeTable<'_>, end: Span) -> Option<Span> {
    let reaches = |span: std::ops::Range<usize>| span.start < end.end as usize && span.end >= end.start as usize;
    let inside = |value: &DeValue<'_>| value.as_table().and_then(|table| opening(table, end));
    table.values().find_map(|value| {
        let span = value.span();
        let is_open = value.get_ref().is_array() || value.get_ref().is_table();
        let bracket = || Span::new(span.start, span.start + 1);
        inside(value.get_ref()).or_else(|| (is_open && reaches(span.clone())).then(bracket))
    })
}

/// What the parser says, for people who do not know its grammar. `at` is the text that it points to.
fn in_plain_words(message: &str, at: &str) -> (String, Option<&'static str>) {
    let plain = message.replace('\n', ", ");
    let said = |start: &str| plain.starts_with(start);
    if said("duplicate key") {
        (format!("the key `{at}` is given twice"), None)
    } else if said("string values must be quoted") {
        ("a text must stand in quotes".to_owned(), None)
    } else if said("invalid basic string") && at.is_empty() {
        ("the text has no end: its closing `\"` is missing".to_owned(), None)
    } else if said("invalid literal string") && at.is_empty() {
        ("the text has no end: its closing `'` is missing".to_owned(), None)
    } else if said("unclosed table") {
        ("the table's name has no end: its closing `]` is missing".to_owned(), None)
    } else if said("key with no value") {
        ("the key has no value: `=` is missing".to_owned(), None)
    } else if said("invalid unquoted key") {
        let help = "without quotes a key has letters from a to z, digits, `-` and `_`";
        ("this key must stand in quotes".to_owned(), Some(help))
    } else {
        (plain, None)
    }
}

/// The place of `value`.
pub fn span_of<T>(value: &Spanned<T>) -> Span {
    Span::new(value.span().start, value.span().end)
}

impl<'t, 'i> Table<'t, 'i> {
    /// The table `entries`, called `name` in messages (empty for the whole file), at `span`.
    pub fn new(entries: &'t DeTable<'i>, name: impl Into<String>, span: Span) -> Self {
        Self { entries, name: name.into(), asked: Vec::new(), span }
    }

    /// The entries in the order in which they are written.
    pub fn entries(&self) -> Vec<Entry<'t, 'i>> {
        let mut entries: Vec<_> = self
            .entries
            .iter()
            .map(|(key, value)| Entry { key: key.get_ref().as_ref(), key_span: span_of(key), value })
            .collect();
        entries.sort_by_key(|entry| (entry.key_span, entry.key));
        entries
    }

    /// The name of `key` in messages: dotted from the top of the file.
    pub fn dotted(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }

    /// Whether the table has `key`.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The value of `key`, which is known from now on.
    pub fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.asked.push(key);
        self.entries.get(key)
    }

    /// A text.
    pub fn text(&mut self, key: &'static str, findings: &mut Findings<'_>) -> Option<At<String>> {
        let value = self.value(key)?;
        text(value, &self.dotted(key), findings)
    }

    /// A boolean.
    pub fn flag(&mut self, key: &'static str, findings: &mut Findings<'_>) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            wrong_type(value, &self.dotted(key), "`true` or `false`", findings);
        }
        flag
    }

    /// A whole number from `least` up.
    pub fn count(&mut self, key: &'static str, least: usize, findings: &mut Findings<'_>) -> Option<usize> {
        let value = self.value(key)?;
        count(value, &self.dotted(key), least, findings)
    }

    /// One of a few words, each with what it stands for.
    pub fn choice<T: Copy>(&mut self, key: &'static str, of: &[(&str, T)], findings: &mut Findings<'_>) -> Option<T> {
        let given = self.text(key, findings)?;
        choice(&given, &self.dotted(key), of, findings)
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, key: &'static str, findings: &mut Findings<'_>) -> Option<Vec<At<String>>> {
        let value = self.value(key)?;
        texts(value, &self.dotted(key), findings)
    }

    /// A text, or a table of texts by locale.
    pub fn local_text(&mut self, key: &'static str, findings: &mut Findings<'_>) -> Option<LocalText> {
        let value = self.value(key)?;
        local_text(value, &self.dotted(key), findings)
    }

    /// A table.
    pub fn table(&mut self, key: &'static str, findings: &mut Findings<'_>) -> Option<Table<'t, 'i>> {
        let value = self.value(key)?;
        table(value, self.dotted(key), findings)
    }

    /// A list of tables: `[[key]]`.
    pub fn tables(&mut self, key: &'static str, findings: &mut Findings<'_>) -> Vec<Table<'t, 'i>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let name = self.dotted(key);
        let Some(array) = value.get_ref().as_array() else {
            wrong_type(value, &name, &format!("a list of tables, written `[[{name}]]`"), findings);
            return Vec::new();
        };
        array.iter().filter_map(|item| table(item, name.clone(), findings)).collect()
    }

    /// Reports the keys that nobody asked for, each with the nearest known name.
    pub fn finish(self, findings: &mut Findings<'_>) {
        for entry in self.entries() {
            if self.asked.contains(&entry.key) {
                continue;
            }
            let message = match self.name.as_str() {
                "" => format!("unknown key `{}`", entry.key),
                name => format!("unknown key `{}` in `{name}`", entry.key),
            };
            let help = nearest(entry.key, self.asked.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            findings.add(Code::ConfigKey, entry.key_span, message).help = help;
        }
    }
}

/// Reports that the value of `name` should have been `wanted`.
pub fn wrong_type(value: &Spanned<DeValue<'_>>, name: &str, wanted: &str, findings: &mut Findings<'_>) {
    let is = match value.get_ref().type_str() {
        "string" => "a text",
        "integer" | "float" => "a number",
        "boolean" => "a boolean",
        "datetime" => "a date",
        "array" => "a list",
        _ => "a table",
    };
    findings.add(Code::ConfigValue, span_of(value), format!("`{name}` should be {wanted}, and is {is}"));
}

/// The text that `value` is.
pub fn text(value: &Spanned<DeValue<'_>>, name: &str, findings: &mut Findings<'_>) -> Option<At<String>> {
    match value.get_ref().as_str() {
        Some(text) => Some(At::new(text.to_owned(), span_of(value))),
        None => {
            wrong_type(value, name, "a text", findings);
            None
        }
    }
}

/// The whole number that `value` is, if it is at least `least`.
pub fn count(value: &Spanned<DeValue<'_>>, name: &str, least: usize, findings: &mut Findings<'_>) -> Option<usize> {
    let number =
        value.get_ref().as_integer().and_then(|digits| usize::from_str_radix(digits.as_str(), digits.radix()).ok());
    let count = number.filter(|count| *count >= least);
    if count.is_none() {
        wrong_type_or_range(value, name, &format!("a whole number from {least} up"), findings);
    }
    count
}

fn wrong_type_or_range(value: &Spanned<DeValue<'_>>, name: &str, wanted: &str, findings: &mut Findings<'_>) {
    if value.get_ref().is_integer() {
        findings.add(Code::ConfigValue, span_of(value), format!("`{name}` should be {wanted}"));
    } else {
        wrong_type(value, name, wanted, findings);
    }
}

/// What the word `given` stands for.
pub fn choice<T: Copy>(given: &At<String>, name: &str, of: &[(&str, T)], findings: &mut Findings<'_>) -> Option<T> {
    if let Some((_, meaning)) = of.iter().find(|(word, _)| *word == given.value) {
        return Some(*meaning);
    }
    let words: Vec<_> = of.iter().map(|(word, _)| *word).collect();
    let help = match nearest(&given.value, words.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it may be {}", listed(&words)),
    };
    findings.add_help(Code::ConfigValue, given.span, format!("`{name}` cannot be `{}`", given.value), help);
    None
}

/// The texts that `value` lists; a single text counts as a list of one.
pub fn texts(value: &Spanned<DeValue<'_>>, name: &str, findings: &mut Findings<'_>) -> Option<Vec<At<String>>> {
    match value.get_ref() {
        DeValue::String(one) => Some(vec![At::new(one.to_string(), span_of(value))]),
        DeValue::Array(items) => Some(items.iter().filter_map(|item| text(item, name, findings)).collect()),
        _ => {
            wrong_type(value, name, "a text or a list of texts", findings);
            None
        }
    }
}

/// The text, or the texts by locale, that `value` is.
pub fn local_text(value: &Spanned<DeValue<'_>>, name: &str, findings: &mut Findings<'_>) -> Option<LocalText> {
    let entries = match value.get_ref() {
        DeValue::String(all) => return Some(LocalText::plain(all.as_ref())),
        DeValue::Table(entries) => entries,
        _ => {
            wrong_type(value, name, "a text or a table of texts by locale", findings);
            return None;
        }
    };
    let mut local = LocalText::default();
    let mut keys: BTreeMap<Locale, (&str, Span)> = BTreeMap::new();
    for entry in Table::new(entries, name, span_of(value)).entries() {
        let given = text(entry.value, &format!("{name}.{}", entry.key), findings);
        let Some(locale) = locale(&At::new(entry.key.to_owned(), entry.key_span), findings) else { continue };
        let Some(given) = given else { continue };
        // `zh-CN` and `zh-Hans` are two tags of one language, of which an edition could show only one.
        let alike = keys.iter().find(|(other, _)| other.is_equivalent(&locale)).map(|(_, key)| *key);
        if let Some((first, at)) = alike {
            let path = findings.path().clone();
            let message = format!("`{name}` gives a text for `{locale}` twice: as `{first}` and as `{}`", entry.key);
            let found = findings.add(Code::ConfigKey, entry.key_span, message);
            *found = found.clone().related(&path, Some(at), "it stands here first").help("delete one of them");
        }
        keys.entry(locale.clone()).or_insert((entry.key, entry.key_span));
        local.by.insert(locale, given.value);
    }
    Some(local)
}

/// The table that `value` is.
pub fn table<'t, 'i>(
    value: &'t Spanned<DeValue<'i>>,
    name: String,
    findings: &mut Findings<'_>,
) -> Option<Table<'t, 'i>> {
    match value.get_ref().as_table() {
        Some(entries) => Some(Table::new(entries, name, span_of(value))),
        None => {
            wrong_type(value, &name, "a table", findings);
            None
        }
    }
}

/// The locale that `given` names.
pub fn locale(given: &At<String>, findings: &mut Findings<'_>) -> Option<Locale> {
    Locale::parse(&given.value)
        .map_err(|error| findings.add(Code::LocaleTag, given.span, error.message).help = error.help)
        .ok()
}

/// The nearest of `known` to `name`, if it is near enough to have been meant.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let plain = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let name = plain(name);
    let (distance, near) = known.into_iter().map(|known| (strsim::osa_distance(&name, &plain(known)), known)).min()?;
    let allowed = (name.chars().count() / 3).max(1);
    (distance <= allowed).then_some(near)
}

/// The words as a sentence lists them: `a`, `b` or `c`.
pub fn listed(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

//! The known keys of front matter, taken out of its values; everything else passes into `extra`.

use super::value::{Entry, Node, Value};
use super::{date, keys, yaml};
use crate::content::library::FrontMatter;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::locale::Date;
use crate::source::{RelPath, Span};

/// Reads `entries`, the front matter of the file at `path`.
///
/// `yaml` is the file's text where the front matter is YAML: there quotes are optional, so that a title `1984` or a tag
/// `no` is a text however YAML would read it. In TOML a text has its quotes.
pub fn front_matter(
    path: &RelPath,
    entries: Vec<Entry>,
    yaml: Option<&str>,
    found: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let mut reader = Reader { path, yaml, found };
    let mut front = FrontMatter::default();
    for Entry { key, span, node } in entries {
        match keys::sort(&key) {
            keys::Sort::Known(known) => {
                front.spans.entry(known.to_owned()).or_insert(node.span);
                if let ("aliases" | "authors", Value::List(nodes)) = (known, &node.value) {
                    front.spans.extend(nodes.iter().filter_map(|node| item(known, node)));
                }
                if keys::is_alias(&key) {
                    front.extra.insert(key, node.value.clone().json());
                }
                reader.known(&mut front, known, node);
            }
            keys::Sort::NearMiss(known) => {
                let message = format!("`{key}` is no key of front matter that yiben knows");
                let diagnostic = Diagnostic::new(Code::FrontMatterKey, path, message).at(span);
                reader.found.push(diagnostic.help(format!("did you mean `{known}`?")));
                front.extra.insert(key, node.value.json());
            }
            keys::Sort::Other => {
                front.extra.insert(key, node.value.json());
            }
        }
    }
    front
}

/// The place of a text in a list, under the name by which [`super::super::library::place_in`] finds it.
fn item(key: &str, node: &Node) -> Option<(String, Span)> {
    match &node.value {
        Value::Text(text) => Some((format!("{key}={}", text.trim()), node.span)),
        _ => None,
    }
}

/// Reads values and says where they are of the wrong sort.
struct Reader<'a> {
    path: &'a RelPath,
    yaml: Option<&'a str>,
    found: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn known(&mut self, front: &mut FrontMatter, key: &'static str, node: Node) {
        if node.value == Value::Null {
            return;
        }
        match key {
            "title" => front.title = self.text(key, node),
            "link-title" => front.link_title = self.text(key, node),
            "description" => front.description = self.text(key, node),
            // An empty one is no missing one: whoever wrote it hears of it.
            "slug" if matches!(&node.value, Value::Text(text) if text.trim().is_empty()) => {
                front.slug = Some(String::new());
            }
            "slug" => front.slug = self.text(key, node),
            "key" => front.key = self.text(key, node),
            "translated-from" => front.translated_from = self.text(key, node),
            "template" => front.template = self.text(key, node),
            "date" => front.date = self.date(key, &node),
            "updated" => front.updated = self.date(key, &node),
            "weight" => front.weight = self.integer(key, &node),
            "draft" => front.draft = self.boolean(key, &node).unwrap_or(false),
            "toc" => front.toc = self.boolean(key, &node),
            "authors" => front.authors = self.people(node),
            "tags" => front.tags = self.texts(key, node),
            "aliases" => front.aliases = self.texts(key, node),
            "vocabulary" => front.vocabulary = Some(self.texts(key, node)),
            "convert" => front.convert = Some(node.value.json()),
            "extra" => match node.value {
                Value::Table(entries) => {
                    front.extra.extend(entries.into_iter().map(|entry| (entry.key, entry.node.value.json())));
                }
                other => self.wrong(key, "a table", &other, node.span),
            },
            _ => {}
        }
    }

    fn wrong(&mut self, key: &str, wanted: &str, value: &Value, span: Span) {
        let message = format!("`{key}` must be {wanted}, and this is {}", value.sort());
        self.found.push(Diagnostic::new(Code::FrontMatterValue, self.path, message).at(span));
    }

    /// What the author wrote for a scalar without quotes in YAML.
    fn plain(&self, span: Span) -> Option<&str> {
        self.yaml?.get(span.range()).filter(|text| !text.starts_with(['*', '!', '&', '"', '\'']))
    }

    /// Takes out of a text for readers what no page can show: YAML and TOML can write any control character by its number.
    fn visible(&mut self, key: &str, text: &str, span: Span) -> String {
        let read = matches!(key, "title" | "link-title" | "description" | "tags" | "authors");
        let hidden = |c: char| read && c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        let Some(first) = text.chars().find(|c| hidden(*c)) else { return text.to_owned() };
        let message = format!("`{key}` holds the control character U+{:04X}", u32::from(first));
        let diagnostic = Diagnostic::new(Code::ControlCharacter, self.path, message).at(span);
        self.found.push(diagnostic.help("delete it; it is shown as U+FFFD"));
        text.replace(hidden, "\u{FFFD}")
    }

    fn text(&mut self, key: &str, node: Node) -> Option<String> {
        match node.value {
            Value::Text(text) => {
                let text = if is_line(key) { in_one(text.trim()) } else { text.trim().to_owned() };
                Some(self.visible(key, &text, node.span)).filter(|text| !text.is_empty())
            }
            Value::Bool(_) | Value::Integer(_) | Value::Float(_) if self.plain(node.span).is_some() => {
                self.plain(node.span).map(str::to_owned)
            }
            other => {
                self.wrong(key, "a text", &other, node.span);
                None
            }
        }
    }

    fn texts(&mut self, key: &str, node: Node) -> Vec<String> {
        let mut texts = Vec::new();
        let nodes = match node.value {
            Value::List(nodes) => nodes,
            Value::Text(_) => {
                self.several(key, &node);
                vec![node]
            }
            other => {
                self.wrong(key, "a list of texts", &other, node.span);
                return texts;
            }
        };
        for node in nodes {
            if let Some(text) = self.text(key, node)
                && !texts.contains(&text)
            {
                texts.push(text);
            }
        }
        texts
    }

    /// Warns of one text that reads as several: whoever means one with a comma in it puts it into a list of one.
    fn several(&mut self, key: &str, node: &Node) {
        let Value::Text(text) = &node.value else { return };
        let parts: Vec<_> = text.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty()).collect();
        // An address may hold commas, and is one.
        if parts.len() < 2 || key == "aliases" {
            return;
        }
        let list: Vec<_> = parts.iter().map(|part| format!("\"{part}\"")).collect();
        let message = format!("`{key}` is one text with commas in it, and so one name");
        let mut finding = Diagnostic::new(Code::FrontMatterValue, self.path, message).at(node.span);
        finding.severity = Severity::Warning;
        self.found.push(finding.help(format!("did you mean `[{}]`?", list.join(", "))));
    }

    /// Authors: ids or names, or tables with a `name` as other generators have them.
    fn people(&mut self, node: Node) -> Vec<String> {
        let nodes = match node.value {
            Value::List(nodes) => nodes,
            _ => {
                self.several("authors", &node);
                vec![node]
            }
        };
        let mut people = Vec::new();
        for node in nodes {
            let named = match node.value {
                Value::Table(entries) => match entries.into_iter().find(|entry| entry.key == "name") {
                    Some(entry) => entry.node,
                    None => {
                        self.wrong("authors", "a list of ids or names", &Value::Table(Vec::new()), node.span);
                        continue;
                    }
                },
                value => Node { value, span: node.span },
            };
            if let Some(person) = self.text("authors", named)
                && !people.contains(&person)
            {
                people.push(person);
            }
        }
        people
    }

    fn integer(&mut self, key: &str, node: &Node) -> Option<i64> {
        match node.value {
            Value::Integer(number) => Some(number),
            // A number is no stranger to its author: what it is says more than that it is one.
            Value::Float(number) => {
                let message = format!("`{key}` must be a whole number, and this is `{number}`");
                self.found.push(Diagnostic::new(Code::FrontMatterValue, self.path, message).at(node.span));
                None
            }
            _ => {
                self.wrong(key, "a whole number", &node.value, node.span);
                None
            }
        }
    }

    fn boolean(&mut self, key: &str, node: &Node) -> Option<bool> {
        match &node.value {
            Value::Bool(value) => Some(*value),
            // YAML 1.1 spelled booleans like this, and authors still do.
            Value::Text(_) if matches!(self.plain(node.span), Some("yes" | "Yes" | "on" | "On")) => Some(true),
            Value::Text(_) if matches!(self.plain(node.span), Some("no" | "No" | "off" | "Off")) => Some(false),
            other => {
                self.wrong(key, "`true` or `false`", other, node.span);
                None
            }
        }
    }

    fn date(&mut self, key: &str, node: &Node) -> Option<Date> {
        let read = match &node.value {
            Value::Date(date, _) => Some(*date),
            Value::Text(text) => date::parse(text),
            _ => None,
        };
        if read.is_none() {
            let message = format!("`{key}` is no date");
            let diagnostic = Diagnostic::new(Code::FrontMatterValue, self.path, message).at(node.span);
            self.found.push(diagnostic.help("write it as year, month and day: 2013-08-31"));
        }
        read
    }
}

/// Whether the text of that key is shown in one line.
fn is_line(key: &str) -> bool {
    matches!(key, "title" | "link-title" | "description")
}

/// `text` without its line ends between Chinese characters, which are no spaces between words.
fn in_one(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let (before, line) = (out.trim_end().len(), line.trim_end());
        if yaml::joined(&out[..before], line.trim_start()) {
            out.truncate(before);
            out.push_str(line.trim_start());
        } else {
            out.push_str(if out.is_empty() { "" } else { "\n" });
            out.push_str(line);
        }
    }
    out
}

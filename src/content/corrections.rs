//! Corrections: what an editor changed by hand on a converted page, kept beside the sources.
//!
//! `corrections/<edition>/<document>.toml` holds a table `[[correction]]` for each: the words of the original that it is
//! about, what the converter made of them, what is to stand there, and the fingerprint of the block that they stand in.
//! The home page's file is `_index.toml`.

use super::DocKey;
use super::blocks::Fingerprint;
use super::front::value::{Entry, Value};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Files, RelPath, Span, decode};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The folder, beside book.toml.
pub const FOLDER: &str = "corrections";

/// The largest file that is read, in bytes.
const LIMIT: u64 = 16 << 20;

const HOME: &str = "_index";

/// One correction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Correction {
    /// The words of the original, across its markup.
    pub source: String,
    /// What the converter made of them when the correction was written.
    pub find: String,
    /// What is to stand there.
    pub replace: String,
    /// The original's block.
    pub block: Option<Fingerprint>,
    /// Where it stands in its file.
    pub span: Span,
}

/// The corrections of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The file.
    pub path: RelPath,
    /// In the order of the file.
    pub list: Vec<Correction>,
}

/// The sheets of a project, by the edition's tag as its folder is named, and by document.
pub type Sheets = BTreeMap<(String, DocKey), Sheet>;

/// The file of a page's corrections.
pub fn path(edition: &str, key: &DocKey) -> Option<RelPath> {
    let name = if key.as_str().is_empty() { HOME } else { key.as_str() };
    RelPath::new(&format!("{FOLDER}/{edition}/{name}.toml")).ok()
}

/// The edition and the document that the corrections in a file are about.
pub fn page(path: &RelPath) -> Option<(String, DocKey)> {
    let inner = path.strip_prefix(&RelPath::new(FOLDER).ok()?)?;
    let (edition, name) = inner.as_str().split_once('/')?;
    let name = name.strip_suffix(".toml")?;
    Some((edition.to_owned(), if name == HOME { DocKey::home() } else { DocKey::new(name) }))
}

/// Reads all corrections of a project.
pub fn load(files: &Files) -> (Sheets, Vec<Diagnostic>) {
    let folder = RelPath::new(FOLDER).expect("a plain name is a path");
    let (mut sheets, mut found) = (Sheets::new(), Vec::new());
    if !files.is_dir(&folder) {
        return (sheets, found);
    }
    for path in files.walk(&folder).files {
        let Some(page) = page(&path) else { continue };
        let list = read(files, &path, &mut found);
        sheets.insert(page, Sheet { path, list });
    }
    (sheets, found)
}

fn read(files: &Files, path: &RelPath, found: &mut Vec<Diagnostic>) -> Vec<Correction> {
    let text = match files.read(path, LIMIT).map(decode) {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => {
            found.push(Diagnostic::not_utf8(path, &error));
            return Vec::new();
        }
        Err(error) => {
            found.push(Diagnostic::new(Code::Unreadable, path, format!("`{path}` could not be read: {error}")));
            return Vec::new();
        }
    };
    parse(&text, path, found)
}

/// Reads the text of a sheet.
pub fn parse(text: &str, path: &RelPath, found: &mut Vec<Diagnostic>) -> Vec<Correction> {
    let entries = match super::front::toml_entries(text) {
        Ok(entries) => entries,
        Err((message, span)) => {
            found.push(Diagnostic::new(Code::ConfigSyntax, path, message).at(span));
            return Vec::new();
        }
    };
    let mut list = Vec::new();
    for Entry { key, span, node } in entries {
        match node.value {
            Value::List(nodes) if key == "correction" => {
                list.extend(nodes.into_iter().filter_map(|node| correction(node.value, node.span, path, found)));
            }
            _ => {
                let message = format!("`{key}` is nothing that a file of corrections knows");
                found.push(Diagnostic::new(Code::ConfigKey, path, message).at(span));
            }
        }
    }
    list
}

fn correction(value: Value, span: Span, path: &RelPath, found: &mut Vec<Diagnostic>) -> Option<Correction> {
    let mut correction = Correction { span, ..Correction::default() };
    let Value::Table(entries) = value else { return None };
    for Entry { key, span, node } in entries {
        let Value::Text(text) = node.value else {
            let message = format!("`{key}` of a correction must be a text");
            found.push(Diagnostic::new(Code::ConfigValue, path, message).at(node.span));
            continue;
        };
        match key.as_str() {
            "source" => {
                correction.source = text;
                // The words themselves: what a finding about the correction points at.
                correction.span = node.span;
            }
            "find" => correction.find = text,
            "replace" => correction.replace = text,
            "block" => correction.block = Fingerprint::parse(&text),
            "note" => {}
            _ => {
                let message = format!("a correction has no `{key}`");
                let help = "it has `source`, `find`, `replace`, `block` and, if you like, a `note`";
                found.push(Diagnostic::new(Code::ConfigKey, path, message).at(span).help(help));
            }
        }
    }
    if correction.source.trim().is_empty() || correction.block.is_none() {
        let message = "a correction needs the words of the original (`source`) and their block's fingerprint (`block`)";
        let help = "let `yiben fix` write it";
        found.push(Diagnostic::new(Code::ConfigValue, path, message).at(span).help(help));
        return None;
    }
    Some(correction)
}

/// The text of a sheet.
pub fn text(edition: &str, key: &DocKey, list: &[Correction]) -> String {
    let mut text =
        format!("# Corrections of `{key}` in the edition `{edition}`, written by `yiben fix`. Commit them.\n");
    for correction in list {
        let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
        let block = correction.block.map(|block| block.to_string()).unwrap_or_default();
        let _ = write!(
            text,
            "\n[[correction]]\nsource = {}\nfind = {}\nreplace = {}\nblock = \"{block}\"\n",
            quoted(&correction.source),
            quoted(&correction.find),
            quoted(&correction.replace)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::path as at;

    #[test]
    fn what_is_written_is_read_back() {
        let one = Correction {
            source: "说\"引号\"和\\反斜杠".into(),
            find: "一\n二".into(),
            replace: "'''".into(),
            block: Some(Fingerprint(7)),
            span: Span::default(),
        };
        let list = [one.clone(), Correction { replace: String::new(), ..one }];
        let text = text("zh-Hant", &DocKey::new("guide/start"), &list);
        let mut found = Vec::new();
        let mut read = parse(&text, &at("x"), &mut found);
        read.iter_mut().for_each(|correction| correction.span = Span::default());
        assert_eq!((read.as_slice(), found), (&list[..], vec![]));
    }

    #[test]
    fn sheets_are_found_by_edition_and_document() {
        let entry = "[[correction]]\nsource = \"a\"\nblock = \"00000001\"\n";
        let files = Files::memory([
            ("corrections/zh-Hant/_index.toml", entry),
            ("corrections/zh-HK/guide/start.toml", entry),
            ("corrections/README.md", "x"),
        ]);
        let (sheets, found) = load(&files);
        let keys: Vec<_> = sheets.keys().map(|(edition, key)| format!("{edition} {key}")).collect();
        assert_eq!((keys, found), (vec!["zh-HK guide/start".to_owned(), "zh-Hant /".to_owned()], vec![]));
        assert_eq!(path("zh-Hant", &DocKey::home()).unwrap(), at("corrections/zh-Hant/_index.toml"));
    }

    #[test]
    fn what_cannot_be_read_is_reported_at_its_place() {
        for (text, message) in [
            ("[[correction]\n", ""),
            ("[[correction]]\nsource = \"a\"\n", "needs"),
            ("[[correction]]\nsource = 1\nblock = \"00000001\"\n", "must be a text"),
            ("[[correction]]\nsource = \"a\"\nblock = \"00000001\"\nreplce = \"b\"\n", "has no `replce`"),
            ("corection = 1\n", "is nothing"),
        ] {
            let mut found = Vec::new();
            parse(text, &at("x"), &mut found);
            assert!(found.iter().any(|f| f.message.contains(message) && f.place.span.is_some()), "{text}: {found:?}");
        }
    }
}

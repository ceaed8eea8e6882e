//! `translations.lock`: for each translation, the fingerprints of the original's blocks that it was made from.
//!
//! One line for each document and translation, sorted, four fields with a tab between them: the document's key (`/` for the
//! home page), the translation's locale, the original's locale, and the fingerprints of the original's blocks in their
//! order with a space between them. Lines that begin with `#` are remarks; the first one names the format.
//!
//! Two people who review different pages change different lines. Where a merge leaves two lines of one translation, or the
//! marks of a conflict, both sides hold: a block that either of them has seen is seen.

use super::DocKey;
use super::blocks::Fingerprint;
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::source::{Files, ReadError, RelPath, Span, decode};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The file's name, beside book.toml.
pub const FILE: &str = "translations.lock";

/// The largest file that is read, in bytes.
const LIMIT: u64 = 64 << 20;

const HEAD: &str = "# What each translation was made from; written by `yiben reviewed`. Commit it. Format 1.";

/// What one line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The locale of the original.
    pub original: Locale,
    /// The original's blocks, as they were.
    pub blocks: Vec<Fingerprint>,
}

/// All lines: several for one translation only where a merge left them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    by_translation: BTreeMap<(DocKey, Locale), Vec<Record>>,
}

impl Records {
    /// Reads the project's file; empty if there is none.
    pub fn load(files: &Files) -> (Self, Vec<Diagnostic>) {
        let path = RelPath::new(FILE).expect("a plain name is a path");
        let text = match files.read(&path, LIMIT) {
            Ok(bytes) => decode(bytes),
            Err(ReadError::NotFound) => return (Self::default(), Vec::new()),
            Err(error) => {
                let message = format!("`{FILE}` could not be read: {error}");
                return (Self::default(), vec![Diagnostic::new(Code::Unreadable, &path, message)]);
            }
        };
        match text {
            Ok(text) => Self::parse(&text, &path),
            Err(error) => (Self::default(), vec![Diagnostic::not_utf8(&path, &error)]),
        }
    }

    /// Reads the text of a file. A line that cannot be read is left out and reported.
    pub fn parse(text: &str, path: &RelPath) -> (Self, Vec<Diagnostic>) {
        let (mut records, mut found) = (Self::default(), Vec::new());
        if !text.lines().next().is_none_or(|line| line.trim_end() == HEAD || is_mark(line)) {
            let message = format!("`{FILE}` is not in a format that this version of yiben reads");
            let help = "use the version that wrote it, or delete it and run `yiben reviewed --history`";
            return (records, vec![Diagnostic::new(Code::LockFile, path, message).help(help)]);
        }
        let mut conflict = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            let line = line.trim_end();
            if is_mark(line) {
                conflict.get_or_insert(span);
            } else if line.is_empty() || line.starts_with('#') {
            } else if let Some((key, locale, record)) = read(line) {
                records.by_translation.entry((key, locale)).or_default().push(record);
            } else {
                let message = format!("this line of `{FILE}` cannot be read");
                let help = "run `yiben reviewed` for the translation it was about";
                found.push(Diagnostic::new(Code::LockFile, path, message).at(span).help(help));
            }
        }
        if let Some(span) = conflict {
            let message = format!("`{FILE}` holds the marks of a conflict; both sides were read");
            let help =
                "delete the three lines with the marks and keep all others: two lines of one translation do no harm";
            found.push(Diagnostic::new(Code::LockFile, path, message).at(span).help(help));
        }
        (records, found)
    }

    /// What is recorded for a translation; empty if nothing is.
    pub fn of(&self, key: &DocKey, locale: &Locale) -> &[Record] {
        // A key of a map is one value, so a look-up has to own its parts.
        self.by_translation.get(&(key.clone(), locale.clone())).map_or(&[], Vec::as_slice)
    }

    /// Records a translation anew.
    pub fn set(&mut self, key: &DocKey, locale: &Locale, record: Record) {
        self.by_translation.insert((key.clone(), locale.clone()), vec![record]);
    }

    /// Forgets the translations that `keep` does not want.
    pub fn retain(&mut self, keep: impl Fn(&DocKey, &Locale) -> bool) {
        self.by_translation.retain(|(key, locale), _| keep(key, locale));
    }

    /// Whether nothing is recorded.
    pub fn is_empty(&self) -> bool {
        self.by_translation.is_empty()
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for ((key, locale), records) in &self.by_translation {
            for Record { original, blocks } in records {
                let blocks: Vec<String> = blocks.iter().map(Fingerprint::to_string).collect();
                let _ = writeln!(text, "{key}\t{locale}\t{original}\t{}", blocks.join(" "));
            }
        }
        text
    }
}

/// Whether a line is a mark of a conflict that a merge left.
fn is_mark(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark))
}

fn read(line: &str) -> Option<(DocKey, Locale, Record)> {
    let mut fields = line.split('\t');
    let key = fields.next().filter(|key| !key.is_empty())?;
    let key = if key == "/" { DocKey::home() } else { DocKey::new(key) };
    let locale = Locale::parse(fields.next()?).ok()?;
    let original = Locale::parse(fields.next()?).ok()?;
    // An original that is empty has no blocks, and the end of its line may have been trimmed.
    let blocks = fields.next().unwrap_or_default().split(' ').filter(|part| !part.is_empty());
    let blocks = blocks.map(Fingerprint::parse).collect::<Option<_>>()?;
    fields.next().is_none().then_some((key, locale, Record { original, blocks }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::{locale, path};

    fn parse(text: &str) -> (Records, Vec<String>) {
        let (records, found) = Records::parse(text, &path(FILE));
        (records, found.into_iter().map(|finding| finding.message).collect())
    }

    #[test]
    fn what_is_written_is_read_back() {
        let mut records = Records::default();
        let record = |blocks: &[u32]| Record {
            original: locale("en"),
            blocks: blocks.iter().map(|print| Fingerprint(*print)).collect(),
        };
        records.set(&DocKey::home(), &locale("zh-Hans"), record(&[1, 0xffff_ffff]));
        records.set(&DocKey::new("guide/a b"), &locale("zh-Hans"), record(&[]));
        let text = records.text();
        assert!(text.ends_with("/\tzh-Hans\ten\t00000001 ffffffff\nguide/a b\tzh-Hans\ten\t\n"), "{text}");
        assert_eq!(parse(&text), (records.clone(), vec![]));
        assert_eq!(parse(&text.replace('\n', "\r\n")), (records, vec![]), "a checkout with other line ends");
        assert_eq!(parse(""), (Records::default(), vec![]));
    }

    #[test]
    fn both_sides_of_a_conflict_hold() {
        let line = |print| format!("a\tzh-Hans\ten\t{print}\n");
        let text = format!("{HEAD}\n<<<<<<< HEAD\n{}=======\n{}>>>>>>> other\n", line("00000001"), line("00000002"));
        let (records, said) = parse(&text);
        assert_eq!(records.of(&DocKey::new("a"), &locale("zh-Hans")).len(), 2);
        assert!(said.len() == 1 && said[0].contains("conflict"), "{said:?}");
    }

    #[test]
    fn what_cannot_be_read_is_reported_and_the_rest_holds() {
        let text = format!("{HEAD}\na\tzh-Hans\ten\txyz\nb\tzh-Hans\ten\t00000001\nnonsense\n");
        let (records, said) = parse(&text);
        assert_eq!((said.len(), records.of(&DocKey::new("b"), &locale("zh-Hans")).len()), (2, 1));
        let (records, said) = parse("# Format 9 of the future\na\tzh\ten\t1\n");
        assert!(records.is_empty() && said[0].contains("format"), "{said:?}");
    }
}

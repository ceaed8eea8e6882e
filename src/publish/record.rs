//! The record: what yiben published at a place, kept there. Files that it does not list are not yiben's to remove.

use crate::emit::manifest;
use crate::source::RelPath;
use std::collections::BTreeMap;

/// The record's name at the place: that of the manifest of a build, so that a folder that was built into before is known.
pub const NAME: &str = manifest::NAME;

/// The first line, with the format's version.
const HEAD: &str = "# Published by yiben: the files that it replaces or removes the next time. Format 1.";

/// What is known of a published file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The hash of its bytes; empty if nobody wrote it down.
    pub hash: String,
    /// What the place keeps with it: its headers, in short; empty where a place keeps none.
    pub headers: String,
    /// What the place calls this very version of it; empty if it was not told yet.
    pub version: String,
}

/// The files that yiben published at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Each file with what is known of it.
    pub files: BTreeMap<RelPath, Entry>,
}

impl Record {
    /// The record that a text holds: one of a publication, or the manifest of a build. `None` if it is neither.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, rest) = text.split_once('\n')?;
        if head == HEAD {
            let line = |line: &str| {
                let (known, path) = line.split_once(' ')?;
                let mut known = known.splitn(3, ':').map(str::to_owned);
                let mut next = || known.next().unwrap_or_default();
                Some((RelPath::new(path).ok()?, Entry { hash: next(), headers: next(), version: next() }))
            };
            return rest.lines().map(line).collect::<Option<_>>().map(|files| Self { files });
        }
        let files = manifest::Manifest::parse(text)?;
        Some(Self { files: files.files().map(|path| (path.clone(), Entry::default())).collect() })
    }

    /// The record as its file holds it.
    pub fn text(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for (path, Entry { hash, headers, version }) in &self.files {
            let known = match (headers.as_str(), version.as_str()) {
                ("", "") => hash.clone(),
                _ => format!("{hash}:{headers}:{version}"),
            };
            text.push_str(&format!("{known} {path}\n"));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_reads_back_as_it_was_written() {
        let entry = |hash: &str, headers: &str, version: &str| Entry {
            hash: hash.into(),
            headers: headers.into(),
            version: version.into(),
        };
        let path = |text: &str| RelPath::new(text).unwrap();
        let files = BTreeMap::from([
            (path("index.html"), entry("0a", "1b", "\"etag:with-colon\"")),
            (path("a name with spaces.css"), entry("0b", "", "")),
        ]);
        let record = Record { files };
        assert_eq!(Record::parse(&record.text()), Some(record));
    }

    #[test]
    fn a_folder_that_was_built_into_is_known_and_other_texts_are_not() {
        let manifest = manifest::Manifest::new([RelPath::new("index.html").unwrap()]);
        let record = Record::parse(&manifest.text()).unwrap();
        assert_eq!(record.files.values().next(), Some(&Entry::default()));
        for text in ["", "notes\n", "# Published by yiben, some day. Format 9.\n"] {
            assert_eq!(Record::parse(text), None, "{text}");
        }
    }
}

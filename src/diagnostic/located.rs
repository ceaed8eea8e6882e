//! Findings with their places as lines and columns, ready for any machine format.

use super::fingerprint::Fingerprints;
use super::{Diagnostic, Place};
use crate::source::{Files, LineIndex, RelPath, decode};

/// The largest file that is read again for the lines of its findings, in bytes.
const LIMIT: u64 = 64 << 20;

/// A finding whose place is known in every way that a format may count.
#[derive(Clone, Debug)]
pub struct Located<'d> {
    /// The finding.
    pub diagnostic: &'d Diagnostic,
    /// Its file as readers of the report know it; empty for the project as a whole.
    pub path: String,
    /// Where in the file; `None` for the file as a whole.
    pub region: Option<Region>,
    /// The other places that matter: path, place and what it is.
    pub related: Vec<(String, Option<Region>, &'d str)>,
    /// The same in every run while what is found and the text it is found in stay the same, whatever its line.
    pub fingerprint: String,
}

/// A stretch of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Its first character.
    pub start: Point,
    /// Behind its last character.
    pub end: Point,
}

/// A place in a file. All numbers begin with 1 but the offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The line.
    pub line: u32,
    /// The column in Unicode scalar values.
    pub column: u32,
    /// The column in UTF-16 code units, as SARIF and editors count.
    pub utf16: u32,
    /// The byte in the decoded text, from 0.
    pub offset: u32,
}

impl Region {
    /// Whether it begins and ends on one line.
    pub fn is_in_one_line(&self) -> bool {
        self.start.line == self.end.line
    }
}

/// Finds the lines and columns of `found`, in its order. `shown` gives a file the name that readers of the report know.
pub fn locate<'d>(found: &'d [Diagnostic], files: &Files, shown: &dyn Fn(&RelPath) -> String) -> Vec<Located<'d>> {
    // Findings come in the order of their files: of those that are read, the last one is enough.
    let (mut own, mut others) = (Source::default(), Source::default());
    let mut fingerprints = Fingerprints::default();
    let name = |path: &RelPath| if path.is_root() { String::new() } else { shown(path) };
    found
        .iter()
        .map(|diagnostic| {
            let region = own.region(&diagnostic.place, files);
            let text = own.text_at(&diagnostic.place);
            let fingerprint = fingerprints.of(diagnostic, text);
            let related = diagnostic.related.iter().map(|(place, label)| {
                let source = if place.path == diagnostic.place.path { &mut own } else { &mut others };
                (name(&place.path), source.region(place, files), label.as_str())
            });
            let related = related.collect();
            Located { diagnostic, path: name(&diagnostic.place.path), region, related, fingerprint }
        })
        .collect()
}

/// The file that was read last.
#[derive(Default)]
struct Source {
    path: Option<RelPath>,
    text: Option<(String, LineIndex)>,
}

impl Source {
    fn region(&mut self, place: &Place, files: &Files) -> Option<Region> {
        let span = place.span?;
        if self.path.as_ref() != Some(&place.path) {
            let text = files.read(&place.path, LIMIT).ok().and_then(|bytes| decode(bytes).ok());
            self.text = text.map(|text| {
                let lines = LineIndex::new(&text);
                (text, lines)
            });
            self.path = Some(place.path.clone());
        }
        let (text, lines) = self.text.as_ref()?;
        let start = point(text, lines, span.start);
        Some(Region { start, end: point(text, lines, span.end.max(span.start)) })
    }

    /// The text of a place, once its region was asked for.
    fn text_at(&self, place: &Place) -> Option<&str> {
        let (text, _) = self.text.as_ref()?;
        let range = place.span?.range();
        let start = text.floor_char_boundary(range.start);
        Some(&text[start..text.ceil_char_boundary(range.end.max(start))])
    }
}

fn point(text: &str, lines: &LineIndex, offset: u32) -> Point {
    let at = text.floor_char_boundary(offset as usize);
    let place = lines.locate(text, offset);
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let utf16 = text[start..at].encode_utf16().count() + 1;
    Point {
        line: place.line,
        column: place.column,
        utf16: u32::try_from(utf16).unwrap_or(u32::MAX),
        offset: u32::try_from(at).unwrap_or(u32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::Span;

    #[test]
    fn columns_are_counted_in_characters_and_in_utf16() {
        let text = "一\n🀄𠮷[x](y)\n";
        let files = Files::memory([("a.md", text)]);
        let at = text.find('y').unwrap();
        let path = RelPath::new("a.md").unwrap();
        let found = [Diagnostic::new(Code::BrokenLink, &path, "`y`").at(Span::new(at, at + 1))];
        let located = locate(&found, &files, &|path| format!("docs/{path}"));
        assert_eq!(located[0].path, "docs/a.md");
        let region = located[0].region.unwrap();
        assert_eq!((region.start.line, region.start.column, region.start.utf16), (2, 7, 9));
        assert_eq!((region.end.column, region.end.utf16), (8, 10));
    }

    #[test]
    fn a_file_that_is_gone_has_no_lines() {
        let path = RelPath::new("gone.md").unwrap();
        let found = [Diagnostic::new(Code::BrokenLink, &path, "`y`").at(Span::new(3, 9))];
        assert_eq!(locate(&found, &Files::memory([]), &ToString::to_string)[0].region, None);
    }
}

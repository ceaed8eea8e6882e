//! Comments behind a `#` that change how grave a finding is, in front matter, in TOML and in catalogs of messages:
//! `# yiben: allow(missing-image) it is drawn in May`.
//!
//! A comment behind something else holds for its line; alone on its line it holds for what follows: a key with all lines
//! of its value, a whole table where that is a table's head. Before everything else in a file it holds as well for the file
//! as a whole.

use super::allow::{Allow, Asked, Signs, line_end};
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::messages::Catalogs;
use crate::source::{Files, RelPath, Span, decode};
use std::collections::BTreeMap;
use std::ops::Range;

/// The largest file that is read for its comments, in bytes.
const LIMIT: u64 = 16 << 20;

/// The comments of the files that are no documents: settings, `authors`, glossaries and catalogs of messages. Corrections
/// are written by yiben, and have none. What is wrong with the files themselves is said where they are read.
pub fn of_files(
    files: &Files,
    config: &Config,
    authors: Option<&RelPath>,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<RelPath, Vec<Allow>> {
    let settings = RelPath::new(config::FILE).ok();
    let glossaries = config.folders.iter().map(|folder| &folder.glossary).chain([&config.glossary]).flatten();
    let catalogs = RelPath::new(Catalogs::FOLDER).ok().filter(|folder| files.is_dir(folder));
    let catalogs = catalogs.map(|folder| files.walk(&folder).files).unwrap_or_default().into_iter();
    let catalogs = catalogs.filter(|path| path.extension() == Some("ftl"));
    let paths = settings.into_iter().chain(authors.cloned()).chain(glossaries.cloned()).chain(catalogs);
    let read = |path: RelPath| {
        let text = decode(files.read(&path, LIMIT).ok()?).ok()?;
        let allows = read(&text, 0..text.len(), true, &path, found);
        (!allows.is_empty()).then_some((path, allows))
    };
    paths.filter_map(read).collect()
}

/// The comments in the part `range` of `text`; `file`: that is a whole file, and its first comment may hold for all of it.
pub fn read(text: &str, range: Range<usize>, file: bool, path: &RelPath, found: &mut Vec<Diagnostic>) -> Vec<Allow> {
    let mut allows = Vec::new();
    let mut first = file;
    let mut at = range.start;
    while at < range.end {
        let end = line_end(text, at).min(range.end);
        let line = &text[at..end];
        if let Some(sign) = sign(line)
            && let Some(asked) = Asked::of(&line[sign + 1..])
        {
            let span = Span::new(at + sign, at + line.trim_end().len());
            let alone = line[..sign].trim().is_empty();
            let rows = path.extension() == Some("csv");
            let covers = if alone { following(text, end..range.end, rows) } else { Span::new(at, end) };
            match asked {
                Ok(Asked { codes, severity, reason }) => {
                    allows.push(Allow { codes, severity, reason, span, covers, whole: first });
                }
                Err((message, form)) => {
                    found.push(Diagnostic::new(Code::BadAllow, path, message).at(span).help(form.said(Signs::Hash)));
                }
            }
        }
        first &= line.trim().is_empty() || line.trim_start().starts_with('#');
        at = end;
    }
    allows
}

/// Where the comment of a line begins: at a `#` at its beginning or behind white space, and in no text between quotation
/// marks.
fn sign(line: &str) -> Option<usize> {
    line.match_indices('#').map(|(at, _)| at).find(|at| {
        let before = &line[..*at];
        let open = before.trim().is_empty() || before.ends_with([' ', '\t']);
        open && before.matches('"').count().is_multiple_of(2)
    })
}

/// What follows in the part `range` of `text`, behind further comments: of `rows` one, otherwise a key or a table.
fn following(text: &str, range: Range<usize>, rows: bool) -> Span {
    let mut start = range.start;
    let lines = text[range].split_inclusive('\n').map(|line| {
        let at = start;
        start += line.len();
        (line, at, start)
    });
    let passed = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let mut lines = lines.skip_while(|(line, ..)| passed(line));
    let Some((first, start, first_end)) = lines.next() else { return Span::default() };
    let last = match (rows, first.starts_with('[')) {
        (true, _) => None,
        (_, true) => lines.take_while(|(line, ..)| !line.starts_with('[')).last(),
        _ => {
            let mut value = ValueLines::new(first);
            lines.take_while(|(line, ..)| value.holds(line)).last()
        }
    };
    Span::new(start, last.map_or(first_end, |(_, _, end)| end))
}

/// The lines of a value: it goes on while brackets or a long text are open, and in lines that are further in than its key.
struct ValueLines {
    indent: usize,
    brackets: i32,
    in_text: bool,
}

impl ValueLines {
    /// A value that begins in this line.
    fn new(first: &str) -> Self {
        let mut value = Self { indent: indent(first), brackets: 0, in_text: false };
        value.read(first);
        value
    }

    /// Whether the next line is of it as well.
    fn holds(&mut self, line: &str) -> bool {
        let held = self.brackets > 0 || self.in_text || (!line.trim().is_empty() && indent(line) > self.indent);
        self.read(line);
        held
    }

    fn read(&mut self, line: &str) {
        let marks = line.matches("\"\"\"").count() + line.matches("'''").count();
        self.in_text ^= !marks.is_multiple_of(2);
        if !self.in_text {
            let of = |c: char| i32::from("[{".contains(c)) - i32::from("]}".contains(c));
            self.brackets += line.chars().map(of).sum::<i32>();
        }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(text: &str) -> (Vec<Allow>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let read = read(text, 0..text.len(), true, &RelPath::root(), &mut found);
        (read, found)
    }

    #[test]
    fn a_comment_holds_for_its_line_or_for_what_follows() {
        let cases = [
            ("a = 1\nb = 2 # yiben: allow(orphan) why\nc = 3\n", "b = 2 # yiben: allow(orphan) why\n", "its line"),
            ("a = 1\n# yiben: allow(orphan) why\nb = 2\nc = 3\n", "b = 2\n", "the key below"),
            (
                "a = 1\n# yiben: allow(orphan) why\n# more\n\nb = [\n  2,\n]\nc = 3\n",
                "b = [\n  2,\n]\n",
                "a list of lines",
            ),
            (
                "a = 1\n# yiben: allow(orphan) why\nb = \"\"\"\nx\n\ny\n\"\"\"\nc = 3\n",
                "b = \"\"\"\nx\n\ny\n\"\"\"\n",
                "a long text",
            ),
            (
                "a = 1\n# yiben: allow(orphan) why\n[t]\nb = [1]\n\nc = 2\n\n[u]\nd = 1\n",
                "[t]\nb = [1]\n\nc = 2\n\n",
                "a table",
            ),
            ("a: 1\n# yiben: allow(orphan) why\nb:\n  - x\n  - y\nc: 3\n", "b:\n  - x\n  - y\n", "a list of YAML"),
            ("a = A\n# yiben: allow(orphan) why\nb = B\n    goes on\nc = C\n", "b = B\n    goes on\n", "a message"),
            ("a = 1\n# yiben: allow(orphan) why\n", "", "nothing"),
        ];
        for (text, covered, why) in cases {
            let (allows, found) = read_all(text);
            assert_eq!((allows.len(), found.len()), (1, 0), "{why}");
            assert_eq!(&text[allows[0].covers.range()], covered, "{why}");
            assert!(!allows[0].whole && allows[0].reason, "{why}");
            assert!(
                text[allows[0].span.range()].starts_with("# yiben:") && text[allows[0].span.range()].ends_with("why")
            );
        }
    }

    #[test]
    fn the_first_comment_holds_for_the_file_and_a_text_is_no_comment() {
        let (allows, _) = read_all("# Our site.\n\n# yiben: note(orphan)\na = 1\n# yiben: allow(orphan)\nb = 2\n");
        assert_eq!(allows.iter().map(|allow| allow.whole).collect::<Vec<_>>(), [true, false]);
        assert!(allows[0].speaks_of(Code::Orphan, None, 0) && !allows[1].speaks_of(Code::Orphan, None, 0));
        assert_eq!(read_all("a = \"x # yiben: allow(orphan)\"\nb = 'https://x/#yiben'\n"), (vec![], vec![]));
    }

    #[test]
    fn what_cannot_be_read_is_reported_with_the_right_form() {
        let (_, found) = read_all("a = 1 # yiben allow(orphan) why\n");
        assert_eq!(found[0].help.as_deref(), Some("write it as `# yiben: allow(orphan) the reason`"));
        assert_eq!(found[0].place.span, Some(Span::new(6, 31)));
    }
}

//! `glossary.csv`: one row a term, one column a locale, so that a spreadsheet can edit it.

use super::{Row, Treatment, Variant};
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::locale::Locale;
use crate::source::{RelPath, Span};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    Locale(Locale),
    Rule,
    /// A note for people, or anything else that is not a locale.
    Other,
}

/// Reads the decoded text of a glossary file at `path`. The first line names the columns: locales, `rule` (`keep`,
/// `force`, `name` or `forbid`), and any others, such as `note`, which are for people. Lines that begin with `#` are passed over.
///
/// Columns are parted by commas, or by semicolons or tabs where the first line has none of the former: a spreadsheet
/// writes what its country uses.
pub fn read(text: &str, path: &RelPath) -> (Vec<Row>, Vec<Diagnostic>) {
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut found = Vec::new();
    let mut rows = Vec::new();
    let mut columns: Option<Vec<Column>> = None;
    let mut record = csv::StringRecord::new();
    let open = unclosed(text, separator);
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {
                let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
                let line = Line::new(text, start);
                if let Some(at) = open.filter(|at| *at < usize::try_from(reader.position().byte()).unwrap_or(0)) {
                    // The rest of the file is one field to the reader.
                    found.push(never_closed(path, at));
                    break;
                }
                match &columns {
                    None => columns = Some(heads(&record, &line, path, &mut found)),
                    Some(columns) => rows.extend(row(&record, columns, &line, path, &mut found)),
                }
            }
            Err(error) => {
                // The text is UTF-8 already and rows may differ in length, so this is the reader's last word.
                found.push(Diagnostic::new(Code::ConfigSyntax, path, format!("the glossary cannot be read: {error}")));
                break;
            }
        }
    }
    (rows, found)
}

/// What parts the columns of the glossary whose text this is.
pub(super) fn separator(text: &str) -> u8 {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty()).unwrap_or_default();
    [b',', b';', b'\t'].into_iter().find(|separator| head.as_bytes().contains(separator)).unwrap_or(b',')
}

/// Where the quotation mark stands that opens a field and is never closed (RFC 4180, 2).
fn unclosed(text: &str, separator: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut row_begins, mut field_begins) = (0, true, true);
    while at < bytes.len() {
        if row_begins && bytes[at] == b'#' {
            at += text[at..].find('\n').unwrap_or(text.len() - at);
        } else if field_begins && bytes[at] == b'"' {
            match closed(text, at + 1) {
                Some(after) => at = after,
                None => return Some(at),
            }
        }
        let byte = bytes.get(at).copied().unwrap_or_default();
        (row_begins, field_begins) =
            (matches!(byte, b'\n' | b'\r'), matches!(byte, b'\n' | b'\r') || byte == separator);
        at += 1;
    }
    None
}

/// The end of the quoted field whose text begins at `from`. Two quotation marks inside stand for one.
fn closed(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += text.get(at..)?.find('"')? + 1;
        if !text[at..].starts_with('"') {
            return Some(at);
        }
        at += 1;
    }
}

fn never_closed(path: &RelPath, at: usize) -> Diagnostic {
    Diagnostic::new(Code::ConfigSyntax, path, "a quotation mark in the glossary is never closed")
        .at(Span::new(at, at + 1))
        .help("close it, or take it away; a quotation mark inside a term is written twice, in a field with quotes")
}

/// What to say of a row that ends before the last column of a locale: its texts may stand in the wrong ones.
fn short(record: &csv::StringRecord, columns: &[Column], line: &Line, path: &RelPath) -> Option<Diagnostic> {
    let last = columns.iter().rposition(|column| matches!(column, Column::Locale(_)))?;
    let term = record.get(0).filter(|term| record.len() <= last && !term.is_empty())?;
    let (message, help) = if record.len() == 1 {
        (
            format!("`{term}` is a row of one column, and the glossary has {}", columns.len()),
            "part the columns with a comma: `甲,乙`; a name that has no other form takes `name` in the column `rule`",
        )
    } else {
        (
            format!("the row of `{term}` has {} columns, and the glossary has {}", record.len(), columns.len()),
            "write the separators of empty columns too, so that each text stands in its own",
        )
    };
    let mut finding = Diagnostic::new(Code::ConfigSyntax, path, message).at(line.field(term)).help(help);
    finding.severity = Severity::Warning;
    Some(finding)
}

/// A record's place in the file.
struct Line<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, start: usize) -> Self {
        let skipped = text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
        Self { text, start: start + skipped }
    }

    /// The whole record's first line.
    fn span(&self) -> Span {
        let end = self.text[self.start..].find(['\r', '\n']).map_or(self.text.len(), |end| self.start + end);
        Span::new(self.start, end)
    }

    /// The place of the value of a field, as near as quoting lets us say.
    fn field(&self, value: &str) -> Span {
        let line = self.span();
        match self.text[line.range()].find(value).filter(|_| !value.is_empty()) {
            Some(at) => Span::new(self.start + at, self.start + at + value.len()),
            None => line,
        }
    }
}

fn heads(record: &csv::StringRecord, line: &Line, path: &RelPath, found: &mut Vec<Diagnostic>) -> Vec<Column> {
    let mut columns = Vec::new();
    for name in record {
        columns.push(match Locale::parse(name) {
            _ if name.eq_ignore_ascii_case("rule") => Column::Rule,
            // Anything longer than a language's two or three letters is a heading for people: `note`, `remark`.
            Ok(locale) if locale.id().language.as_str().len() <= 3 => Column::Locale(locale),
            Err(error) if name.len() <= 3 && !name.is_empty() => {
                let mut finding = Diagnostic::new(Code::LocaleTag, path, error.message).at(line.field(name));
                finding.help = error.help;
                found.push(finding);
                Column::Other
            }
            _ => Column::Other,
        });
    }
    if !columns.iter().any(|column| matches!(column, Column::Locale(_))) {
        let finding = Diagnostic::new(Code::ConfigValue, path, "no column of the glossary names a locale")
            .at(line.span())
            .help("begin the file with a line such as `zh-Hans,zh-Hant,note`");
        found.push(finding);
    }
    columns
}

fn row(
    record: &csv::StringRecord,
    columns: &[Column],
    line: &Line,
    path: &RelPath,
    found: &mut Vec<Diagnostic>,
) -> Option<Row> {
    let (mut texts, mut rule) = (Vec::new(), None);
    found.extend(short(record, columns, line, path));
    for (index, value) in record.iter().enumerate() {
        match columns.get(index) {
            Some(Column::Locale(locale)) if !value.is_empty() => texts.push((locale.clone(), value.to_owned())),
            Some(Column::Rule) if !value.is_empty() => match Treatment::from_name(value) {
                Some(treatment) => rule = Some(treatment),
                None => found.push(
                    Diagnostic::new(Code::ConfigValue, path, format!("`{value}` is no rule of a glossary"))
                        .at(line.field(value))
                        .help("the rules are `keep`, `force`, `name` and `forbid`"),
                ),
            },
            None if !value.is_empty() => found.push(
                Diagnostic::new(Code::ConfigSyntax, path, format!("`{value}` stands in a column without a name"))
                    .at(line.field(value))
                    .help("a comma inside a term needs quotes around the term: `\"甲,乙\"`"),
            ),
            _ => {}
        }
    }
    let other = |column: &Column| matches!(column, Column::Locale(locale) if Variant::of(locale).is_none());
    let place = Place { path: path.clone(), span: Some(line.span()) };
    (!texts.is_empty()).then(|| Row::new(texts, rule, !columns.iter().any(other), place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::glossary::{Outcome, conflicts};
    use crate::convert::route::{Route, Variant};
    use crate::source::LineIndex;

    fn route(from: Variant, to: Variant) -> Route {
        Route { from, to, characters: Default::default() }
    }

    fn path() -> RelPath {
        RelPath::new("glossary.csv").unwrap()
    }

    #[test]
    fn a_row_gives_its_term_on_every_route() {
        let text = "zh-Hans,zh-TW,zh-HK,en,rule,note\n博客,部落格,網誌,blog,,\n余华,,,,name,作家\n\"甲,乙\",,,,keep,\n";
        let (rows, found) = read(text, &path());
        assert_eq!(found, []);
        let on = |row: usize, from, to| rows[row].on(route(from, to)).map(|(term, outcome)| (term.to_owned(), outcome));
        let text = |text: &str| Outcome::Text(text.into());
        assert_eq!(on(0, Variant::Hans, Variant::Tw), Some(("博客".into(), text("部落格"))));
        assert_eq!(on(0, Variant::Hans, Variant::Hk), Some(("博客".into(), text("網誌"))));
        assert_eq!(on(0, Variant::Tw, Variant::Cn), Some(("部落格".into(), text("博客"))));
        assert_eq!(on(0, Variant::Tw, Variant::Hk), Some(("部落格".into(), text("網誌"))));
        assert_eq!(on(1, Variant::Hans, Variant::Hant), Some(("余华".into(), text("余華"))));
        assert_eq!(on(2, Variant::Hans, Variant::Hant), Some(("甲,乙".into(), text("甲,乙"))));
        assert_eq!(on(1, Variant::Hant, Variant::Hans), None);
    }

    #[test]
    fn a_blank_cell_says_nothing_unless_the_row_is_a_name() {
        use Variant::{Cn, Hans, Hant, Hk, Tw};
        // (text, from, to, what the first row gives, why)
        let cases = [
            ("zh-Hans,en\n复杂,complex\n", Hans, Hant, None, "English serves lint"),
            ("zh-Hans,en\n复杂,\n", Hans, Hant, None, "English that is missing as well"),
            ("zh-Hans,en,zh-Hant\n后面,behind,\n", Hans, Hant, None, "a column that is there, and blank"),
            ("zh-TW,en\n著作,works\n", Tw, Cn, None, "the other way round"),
            ("zh-Hans,zh-TW\n复杂,複雜\n", Hans, Hk, None, "another region's word says nothing of Hong Kong"),
            ("zh-Hans,zh-Hant,rule\n复杂,,force\n", Hans, Hant, None, "nothing to force"),
            ("zh-Hans\n余华\n", Hans, Hant, Some("余華"), "a list of names"),
            ("zh-Hans,note\n范于朴,作家\n", Hans, Hant, Some("范于朴"), "with notes"),
            ("zh-Hans,zh-Hant\n余华,\n", Hans, Hant, Some("余華"), "one text, and nothing but Chinese in the file"),
            ("zh-Hant,zh-Hans\n范仲淹,\n", Hant, Hans, Some("范仲淹"), "the other way round"),
            ("zh-Hans,en,rule\n余华,Yu Hua,name\n", Hans, Hant, Some("余華"), "said to be one"),
        ];
        for (text, from, to, expected, why) in cases {
            let (rows, found) = read(text, &path());
            assert_eq!(found, [], "{why}");
            let outcome = rows[0].on(route(from, to)).map(|(_, outcome)| outcome);
            assert_eq!(outcome, expected.map(|text| Outcome::Text(text.into())), "{why}");
        }
    }

    #[test]
    fn columns_may_be_parted_as_spreadsheets_of_other_countries_do() {
        for text in [
            "zh-Hans;zh-Hant;note\n博客;部落格;\"a;b\"\n",
            "\u{feff}zh-Hans\tzh-Hant\tnote\r\n博客\t部落格\t一, 二\r\n",
        ] {
            let (rows, found) = read(text.trim_start_matches('\u{feff}'), &path());
            assert_eq!(found, [], "{text}");
            assert_eq!(rows[0].on(route(Variant::Hans, Variant::Hant)), Some(("博客", Outcome::Text("部落格".into()))));
        }
    }

    #[test]
    fn what_is_wrong_has_its_line_and_column() {
        let text = "zh-Hans,tw,rule\r\n头发,頭髮,kepe\r\n软件,軟體,,多余\r\n";
        let (rows, found) = read(text, &path());
        let index = LineIndex::new(text);
        let places: Vec<_> = found
            .iter()
            .map(|finding| {
                let place = index.locate(text, finding.place.span.unwrap().start);
                (finding.code, place.line, place.column)
            })
            .collect();
        assert_eq!(places, [(Code::LocaleTag, 1, 9), (Code::ConfigValue, 2, 7), (Code::ConfigSyntax, 3, 8),]);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_found_where_it_stands() {
        // (text, line and column of the mark, rows that are read)
        for (text, wanted, rows) in [
            ("zh-Hans,zh-Hant\n头发,頭髮\n\"软件,軟體\n文件,檔案\n", Some((3, 1)), 1),
            ("zh-Hans,zh-Hant\n软件,\"軟體\n", Some((2, 4)), 0),
            ("zh-Hans,zh-Hant\n\"甲\"\",乙\n", Some((2, 1)), 0),
            ("zh-Hans,zh-Hant\n\"甲,乙\",\"\"\"丙\"\"\"\n", None, 1),
            ("zh-Hans,zh-Hant\n\"\",乙\n", None, 1),
            ("zh-Hans,zh-Hant,en\n英寸,英吋,5\" pipe\n", None, 1),
            ("# a \"comment\nzh-Hans,zh-Hant\n# \"another\r\n甲,乙\r\n", None, 1),
            ("\"zh-Hans,zh-Hant\n甲,乙\n", Some((1, 1)), 0),
        ] {
            let (read, found) = read(text, &path());
            let index = LineIndex::new(text);
            let place = found.first().map(|finding| {
                assert_eq!(finding.code, Code::ConfigSyntax, "{text}");
                let place = index.locate(text, finding.place.span.unwrap().start);
                (place.line, place.column)
            });
            assert_eq!((place, read.len(), found.len()), (wanted, rows, usize::from(wanted.is_some())), "{text}");
        }
    }

    #[test]
    fn a_row_of_one_column_is_said_to_be_one() {
        let text = "zh-Hans,zh-Hant,en,note\n软件，軟體\n余华,,,\n头发\n数据,資料\n数据,資料,data\n";
        let (rows, found) = read(text, &path());
        let said: Vec<_> = found.iter().map(|finding| (finding.severity, finding.message.as_str())).collect();
        assert_eq!(
            said,
            [
                (Severity::Warning, "`软件，軟體` is a row of one column, and the glossary has 4"),
                (Severity::Warning, "`头发` is a row of one column, and the glossary has 4"),
                (Severity::Warning, "the row of `数据` has 2 columns, and the glossary has 4"),
            ]
        );
        assert_eq!(rows.len(), 5, "they are read all the same");
        assert_eq!(read("zh-Hans\n余华\n", &path()).1, [], "a glossary of one column has no other rows");
    }

    #[test]
    fn two_outcomes_of_one_term_are_a_conflict() {
        let text = "zh-Hans,zh-Hant,rule\n文件,檔案,\n文件,文件,\n程序,程式,\n程序,程序,forbid\n甲,,keep\n甲,乙,\n";
        let (rows, _) = read(text, &path());
        let found = conflicts(&rows, route(Variant::Hans, Variant::Hant));
        let index = LineIndex::new(text);
        let lines: Vec<_> = found.iter().map(|f| index.locate(text, f.place.span.unwrap().start).line).collect();
        assert_eq!(lines, [3, 7]);
        assert_eq!(found[0].message, "the glossary gives `文件` two outcomes: `檔案` and `文件`");
    }
}

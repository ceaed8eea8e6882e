//! A row more in `glossary.csv`: everything else in the file stays to the byte, as its authors wrote it.

use super::{Variant, columns as serving, csv::separator};
use crate::locale::Locale;

/// The text of a glossary in which `source`, written in `from`, becomes `result` in `to`. A row that has the term already
/// is changed; columns that are missing are added. An empty text is a new glossary.
pub fn with_row(text: &str, from: &Locale, to: &Locale, source: &str, result: &str) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text), |body| ("\u{feff}", body));
    let body = &if body.is_empty() || body.ends_with('\n') { body.to_owned() } else { format!("{body}{end}") };
    let parted = separator(text);
    let mut records = records(body);
    let Some(head) = records.first_mut() else {
        return format!("{mark}{body}{from},{to}{end}{}{end}", line([source, result].map(str::to_owned), parted));
    };
    let (source_at, result_at) = (column(head, from), column(head, to));
    let known = records.iter().skip(1).position(|record| record.field(source_at) == source).map(|at| at + 1);
    let mut changes: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let head = &records[0];
    if head.changed {
        changes.push((head.range.clone(), line(head.fields.iter().cloned(), parted)));
    }
    match known {
        Some(at) if records[at].field(result_at) == result => {}
        Some(at) => {
            let record = &mut records[at];
            record.set(result_at, result);
            changes.push((record.range.clone(), line(record.fields.iter().cloned(), parted)));
        }
        None => {
            let mut new = Record::default();
            new.set(source_at, source);
            new.set(result_at, result);
            new.fields.resize(head.fields.len(), String::new());
            changes.push((body.len()..body.len(), format!("{}{end}", line(new.fields, parted))));
        }
    }
    let (mut out, mut done) = (mark.to_owned(), 0);
    for (range, new) in changes {
        out.push_str(&body[done..range.start]);
        out.push_str(&new);
        done = range.end;
    }
    out.push_str(&body[done..]);
    out
}

/// Where the texts of a row for `from` and `to` stand in the glossary whose text this is, and its first row if that has to be
/// another than it is.
pub fn columns(text: &str, from: &Locale, to: &Locale) -> (usize, usize, Option<String>) {
    let mut head = records(text.strip_prefix('\u{feff}').unwrap_or(text)).into_iter().next().unwrap_or_default();
    let (source, result) = (column(&mut head, from), column(&mut head, to));
    let first = head.changed.then(|| line(head.fields, separator(text)));
    (source, result, first)
}

/// The first row of the glossary whose text this is, as it has to be, and under it the row by which `source`, written in
/// `from`, becomes `result` in every locale of `to`. A column that serves a locale is as good as one of its own, if it is to
/// have the same text.
pub fn row(text: &str, from: &Locale, to: &[&Locale], source: &str, result: &str) -> (String, String) {
    let parted = separator(text);
    let mut head = records(text.strip_prefix('\u{feff}').unwrap_or(text)).into_iter().next().unwrap_or_default();
    let mut row = Record::default();
    row.set(column(&mut head, from), source);
    for locale in to {
        let of = |name: &String| Locale::parse(name).ok().and_then(|known| Variant::of(&known));
        let serves = |at: &usize| {
            let served = of(&head.fields[*at]).zip(Variant::of(locale));
            served.is_some_and(|(column, wanted)| serving(wanted).contains(&column)) && row.field(*at) == result
        };
        if !(0..head.fields.len()).any(|at| serves(&at)) {
            row.set(column(&mut head, locale), result);
        }
    }
    row.fields.resize(head.fields.len(), String::new());
    (line(head.fields, parted), line(row.fields, parted))
}

/// A row and the bytes that it takes, without its line end.
#[derive(Debug, Default)]
struct Record {
    fields: Vec<String>,
    range: std::ops::Range<usize>,
    changed: bool,
}

impl Record {
    fn field(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", String::as_str)
    }

    fn set(&mut self, at: usize, value: &str) {
        if self.fields.len() <= at {
            self.fields.resize(at + 1, String::new());
        }
        value.clone_into(&mut self.fields[at]);
        self.changed = true;
    }
}

/// The column of a locale in the first row; a new one where there is none.
fn column(head: &mut Record, locale: &Locale) -> usize {
    let is = |same: &dyn Fn(&Locale) -> bool| {
        head.fields.iter().position(|name| Locale::parse(name).is_ok_and(|known| same(&known)))
    };
    let known = is(&|known| known == locale).or_else(|| is(&|known| known.is_equivalent(locale)));
    known.unwrap_or_else(|| {
        let at = head.fields.len();
        head.set(at, &locale.to_string());
        at
    })
}

fn records(body: &str) -> Vec<Record> {
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(separator(body))
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(body.as_bytes());
    let mut records = Vec::new();
    let mut record = ::csv::StringRecord::new();
    while let Ok(true) = reader.read_record(&mut record) {
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        let end = usize::try_from(reader.position().byte()).unwrap_or(body.len()).min(body.len());
        // The reader counts what it passed over before a row to it, and the line end after it.
        let passed = |line: &&str| line.starts_with('#') || line.trim_end_matches(['\r', '\n']).is_empty();
        let before: usize = body[start..end].split_inclusive('\n').take_while(passed).map(str::len).sum();
        let range = start + before..start + body[start..end].trim_end_matches(['\r', '\n']).len();
        records.push(Record {
            fields: record.iter().map(|field| field.trim().to_owned()).collect(),
            range,
            changed: false,
        });
    }
    records
}

/// A row as CSV (RFC 4180), without a line end. A first field that begins like a comment stands in quotes.
fn line(fields: impl IntoIterator<Item = String>, separator: u8) -> String {
    let separator = char::from(separator);
    let quoted = |field: String| {
        if field.contains([separator, '"', '\n', '\r']) || field.starts_with('#') {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field
        }
    };
    fields.into_iter().map(quoted).collect::<Vec<_>>().join(&separator.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::glossary::csv::read;
    use crate::source::RelPath;

    fn locale(tag: &str) -> Locale {
        Locale::parse(tag).unwrap()
    }

    #[test]
    fn the_columns_of_a_row_are_those_of_the_first() {
        for (text, wanted) in [
            ("", (0, 1, Some("zh-Hans,zh-Hant"))),
            ("zh-Hans,zh-Hant\n", (0, 1, None)),
            ("# ours\nen,zh-HK,note,zh-CN\n", (3, 4, Some("en,zh-HK,note,zh-CN,zh-Hant"))),
            ("zh-TW,zh-CN\n", (1, 0, None)),
            ("\u{feff}note,zh-Hant,zh-Hans", (2, 1, None)),
        ] {
            let (source, result, head) = columns(text, &locale("zh-Hans"), &locale("zh-Hant"));
            assert_eq!((source, result, head.as_deref()), wanted, "{text}");
        }
    }

    #[test]
    fn a_row_follows_the_first_line() {
        // (glossary, locales, first line, row, why)
        let cases: [(&str, &[&str], &str, &str, &str); 6] = [
            ("", &["zh-Hant"], "zh-Hans,zh-Hant", "回复,回覆", "none yet"),
            ("", &["zh-Hant", "zh-TW", "zh-HK"], "zh-Hans,zh-Hant", "回复,回覆", "one column serves them all"),
            ("", &["zh-TW", "zh-HK"], "zh-Hans,zh-TW,zh-HK", "回复,回覆,回覆", "a region serves no other"),
            ("zh-Hant,en,rule,zh-Hans\n", &["zh-Hant"], "zh-Hant,en,rule,zh-Hans", "回覆,,,回复", "its own order"),
            ("zh-Hans;zh-Hant;note\n", &["zh-Hant", "zh-HK"], "zh-Hans;zh-Hant;note", "回复;回覆;", "semicolons"),
            ("zh-Hans,en\n", &["zh-TW"], "zh-Hans,en,zh-TW", "回复,,回覆", "a column that is missing"),
        ];
        for (text, to, head, wanted, why) in cases {
            let to: Vec<Locale> = to.iter().map(|tag| locale(tag)).collect();
            let to: Vec<&Locale> = to.iter().collect();
            let given = row(text, &locale("zh-Hans"), &to, "回复", "回覆");
            assert_eq!(given, (head.to_owned(), wanted.to_owned()), "{why}");
        }
    }

    #[test]
    fn a_row_is_added_and_the_rest_stays() {
        // (before, source, result, after, why)
        let cases = [
            ("", "回复", "回覆", "zh-Hans,zh-Hant\n回复,回覆\n", "a new file"),
            ("zh-Hans,zh-Hant\n", "甲,乙", "\"丙\"", "zh-Hans,zh-Hant\n\"甲,乙\",\"\"\"丙\"\"\"\n", "quotes"),
            (
                "zh-Hans,zh-Hant,note\r\n头发,頭髮,x\r\n",
                "卷轴",
                "捲軸",
                "zh-Hans,zh-Hant,note\r\n头发,頭髮,x\r\n卷轴,捲軸,\r\n",
                "CRLF stays",
            ),
            ("zh-Hant,zh-Hans", "卷轴", "捲軸", "zh-Hant,zh-Hans\n捲軸,卷轴\n", "the columns' own order, no line end"),
            (
                "# ours\n zh-CN , note\n博客, x\n\n余华,y\n",
                "余华",
                "余華",
                "# ours\nzh-CN,note,zh-Hant\n博客, x\n\n余华,y,余華\n",
                "a column by another name",
            ),
            (
                "zh-Hans,note\n博客,x\n余华,y\n",
                "博客",
                "部落格",
                "zh-Hans,note,zh-Hant\n博客,x,部落格\n余华,y\n",
                "a column more, a row changed",
            ),
            (
                "zh-Hans,zh-Hant\n卷轴,卷軸\n甲,乙\n",
                "卷轴",
                "捲軸",
                "zh-Hans,zh-Hant\n卷轴,捲軸\n甲,乙\n",
                "a row changed",
            ),
            ("zh-Hans,zh-Hant\n卷轴,捲軸\n", "卷轴", "捲軸", "zh-Hans,zh-Hant\n卷轴,捲軸\n", "nothing to do"),
            ("# only a comment", "甲", "乙", "# only a comment\nzh-Hans,zh-Hant\n甲,乙\n", "a comment alone"),
            ("\u{feff}zh-Hans,zh-Hant\n", "甲", "乙", "\u{feff}zh-Hans,zh-Hant\n甲,乙\n", "the byte-order mark stays"),
        ];
        for (before, source, result, after, why) in cases {
            let given = with_row(before, &locale("zh-Hans"), &locale("zh-Hant"), source, result);
            assert_eq!(given, after, "{why}");
            let (rows, _) = read(given.trim_start_matches('\u{feff}'), &RelPath::root());
            assert!(!rows.is_empty(), "{why}");
        }
    }
}

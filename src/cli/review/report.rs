//! The review list for people at a terminal, for programs, and as a page.

use crate::convert::document::review::Entry;
use crate::source::RelPath;
use crate::source::span::LineColumn;
use serde_json::json;
use std::fmt::Write;

/// One entry with its page.
pub(super) struct Item {
    /// The locale of the text.
    pub(super) from: String,
    /// The locale of the edition.
    pub(super) to: String,
    pub(super) path: RelPath,
    pub(super) place: LineColumn,
    /// How many pages have it.
    pub(super) pages: usize,
    pub(super) entry: Entry,
}

impl Item {
    /// The row of a glossary that settles it: the words, and what they are to become.
    fn row(&self) -> String {
        format!("{},{}", self.entry.source, self.entry.chosen)
    }

    /// The row that chooses the other form.
    fn other_row(&self) -> String {
        format!("{},{}", self.entry.source, self.entry.other)
    }

    /// How often it stands in the site, where that is more than once.
    fn times(&self) -> String {
        match (self.entry.count, self.pages) {
            (1, _) => String::new(),
            (count, 1) => format!(" ({count} times)"),
            (count, pages) => format!(" ({count} times in {pages} pages)"),
        }
    }
}

/// Lines for a terminal.
pub(super) fn human(items: &[Item]) -> String {
    let mut out = String::new();
    for item in items {
        let Item { path, place, entry, to, .. } = item;
        let (before, after) = &entry.around;
        let times = item.times();
        let _ = writeln!(
            out,
            "{path}:{}:{} [{to}] {} → {}, or {}?{times}",
            place.line, place.column, entry.source, entry.chosen, entry.other
        );
        let _ = writeln!(out, "    {before}【{}】{after}", entry.source);
        let _ = writeln!(
            out,
            "    {}; to settle it, add to glossary.csv ({},{to}): {} (if it is wrong: {})\n",
            entry.reason.text(),
            item.from,
            item.row(),
            item.other_row()
        );
    }
    let _ = match items.len() {
        0 => writeln!(out, "nothing to look at"),
        1 => writeln!(out, "1 place to look at"),
        number => writeln!(out, "{number} places to look at"),
    };
    out
}

/// One JSON array, an object for each entry.
pub(super) fn json(items: &[Item]) -> String {
    let object = |item: &Item| {
        json!({
            "file": item.path.as_str(), "line": item.place.line, "column": item.place.column,
            "from": item.from, "to": item.to,
            "source": item.entry.source, "chosen": item.entry.chosen, "alternatives": [item.entry.other],
            "reason": item.entry.reason.text(), "margin": f64::from(item.entry.margin) / 10.0, "count": item.entry.count,
            "pages": item.pages,
            "before": item.entry.around.0, "after": item.entry.around.1,
            "glossary": { "head": format!("{},{}", item.from, item.to), "row": item.row(), "other": item.other_row() },
        })
    };
    let list: Vec<_> = items.iter().map(object).collect();
    format!("{:#}\n", serde_json::Value::Array(list))
}

/// A page that stands alone.
pub(super) fn html(items: &[Item]) -> String {
    let mut out = String::from(concat!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Review of converted pages</title>\n",
        "<style>body{font:16px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}",
        "td,th{padding:.4rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid #8884}",
        "mark{background:#fd04}code{white-space:nowrap}</style>\n<h1>Review of converted pages</h1>\n",
        "<table>\n<tr><th>Place<th>Sentence<th>Becomes<th>Or<th>Why<th>Glossary row if right<th>if wrong\n",
    ));
    for item in items {
        let Item { path, place, entry, from, to, .. } = item;
        let _ = writeln!(
            out,
            "<tr><td>{}:{}<td lang=\"{from}\">{}<mark>{}</mark>{}<td lang=\"{to}\">{}<td lang=\"{to}\">{}<td>{}{}<td><code>{}</code><td><code>{}</code>",
            escaped(path.as_str()),
            place.line,
            escaped(&entry.around.0),
            escaped(&entry.source),
            escaped(&entry.around.1),
            escaped(&entry.chosen),
            escaped(&entry.other),
            escaped(entry.reason.text()),
            item.times(),
            escaped(&item.row()),
            escaped(&item.other_row()),
        );
    }
    out.push_str("</table>\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

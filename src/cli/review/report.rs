//! The review list for people at a terminal, for programs, and as a page.

use crate::check::doubts;
use crate::source::span::LineColumn;
use serde_json::json;
use std::fmt::Write;

/// One doubt with its line and column.
pub(super) struct Item {
    pub(super) doubt: doubts::Item,
    pub(super) place: LineColumn,
}

/// Lines for a terminal.
pub(super) fn human(items: &[Item]) -> String {
    let mut out = String::new();
    for item in items {
        let Item { place, doubt } = item;
        let doubts::Item { path, entry, rows, .. } = doubt;
        let to = doubt.to.join(", ");
        let (before, after) = &entry.around;
        let times = item.doubt.times();
        let _ = writeln!(
            out,
            "{path}:{}:{} [{to}] {} → {}, or {}?{times}",
            place.line, place.column, entry.source, entry.chosen, entry.other
        );
        let _ = writeln!(out, "    {before}【{}】{after}", entry.source);
        let _ = writeln!(
            out,
            "    {}; to settle it, add to {}, under {}: {} (if it is wrong: {})\n",
            entry.reason.text(),
            rows.file,
            rows.head,
            rows.right,
            rows.wrong
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
            "file": item.doubt.path.as_str(), "line": item.place.line, "column": item.place.column,
            "from": item.doubt.from, "editions": item.doubt.to,
            "source": item.doubt.entry.source, "chosen": item.doubt.entry.chosen, "alternatives": [item.doubt.entry.other],
            "reason": item.doubt.entry.reason.text(), "margin": f64::from(item.doubt.entry.margin) / 10.0, "count": item.doubt.entry.count,
            "pages": item.doubt.pages,
            "before": item.doubt.entry.around.0, "after": item.doubt.entry.around.1,
            "glossary": {
                "file": item.doubt.rows.file.as_str(), "head": item.doubt.rows.head,
                "row": item.doubt.rows.right, "other": item.doubt.rows.wrong,
            },
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
        "<table>\n<tr><th>Place<th>Editions<th>Sentence<th>Becomes<th>Or<th>Why<th>Columns of the glossary<th>Row if right<th>if wrong\n",
    ));
    for item in items {
        let Item { place, doubt } = item;
        let doubts::Item { path, entry, from, rows, .. } = doubt;
        let to = doubt.to.first().map_or("", String::as_str);
        let _ = writeln!(
            out,
            "<tr><td>{}:{}<td>{}<td lang=\"{from}\">{}<mark>{}</mark>{}<td lang=\"{to}\">{}<td lang=\"{to}\">{}<td>{}{}<td><code>{}</code><td><code>{}</code><td><code>{}</code>",
            escaped(path.as_str()),
            place.line,
            escaped(&doubt.to.join(", ")),
            escaped(&entry.around.0),
            escaped(&entry.source),
            escaped(&entry.around.1),
            escaped(&entry.chosen),
            escaped(&entry.other),
            escaped(entry.reason.text()),
            item.doubt.times(),
            escaped(&rows.head),
            escaped(&rows.right),
            escaped(&rows.wrong),
        );
    }
    out.push_str("</table>\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

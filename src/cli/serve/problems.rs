//! What is wrong, for readers of a page: which findings concern it, and how they are shown over it.

use super::reply::Reply;
use super::server::Server;
use super::site::Site;
use super::state::State;
use super::{inject, kinds, live};
use crate::diagnostic::{Diagnostic, Severity};
use crate::locale::findings::Phrases;
use crate::locale::messages::Catalogs;
use crate::locale::{Locale, negotiate};
use crate::render::interface::Interface;
use crate::resolve::plan::PageId;
use crate::source::{Files, LineIndex, Span, decode};
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::{Value, json};

/// The largest file that is read to show a part of it, in bytes.
const LIMIT: u64 = 16 << 20;
/// How many lines are shown before and after a finding.
const AROUND: usize = 2;
/// The longest line that is shown whole, in characters.
const WIDE: usize = 300;
/// How many findings a page shows.
const SHOWN: usize = 50;

/// What concerns a page: what is wrong with its own file and its rendering, and errors of what all pages share.
pub fn of_page(state: &State, site: &Site, id: PageId, rendered: &[Diagnostic]) -> Vec<Diagnostic> {
    let own = site.plan.page(id).origin.translation().map(|id| &site.library.translations[id.0 as usize].path);
    let concerns = |found: &&Diagnostic| Some(&found.place.path) == own || is_everyones(site, found);
    let mut all: Vec<_> = state.problems.iter().filter(concerns).chain(rendered).cloned().collect();
    all = crate::diagnostic::sorted(all);
    all.sort_by_key(|found| std::cmp::Reverse(found.severity));
    all.truncate(SHOWN);
    all
}

/// Whether every page shows a finding: it is an error, and not one of a single document.
pub fn is_everyones(site: &Site, found: &Diagnostic) -> bool {
    found.severity == Severity::Error && site.reading.document(&found.place.path).is_none()
}

/// The findings as the script shows them, for readers of `locale`.
pub fn views(found: &[Diagnostic], files: &Files, locale: &Locale, interface: &Interface) -> Value {
    views_in(found, files, locale, &|id| interface.text(id))
}

fn views_in(found: &[Diagnostic], files: &Files, locale: &Locale, text: &dyn Fn(&str) -> String) -> Value {
    // Most pages have none, and the phrases of a language are a few hundred.
    let phrases = if found.is_empty() { Phrases::default() } else { Phrases::of(locale) };
    found.iter().map(|found| view(found, files, &phrases, text)).collect()
}

fn view(found: &Diagnostic, files: &Files, phrases: &Phrases, text: &dyn Fn(&str) -> String) -> Value {
    let severity = match found.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let id = format!("preview-code-{}", found.code.name());
    let title = text(&id);
    json!({
        "severity": severity,
        "code": found.code.name(),
        "title": if title == id { Value::Null } else { title.into() },
        // In a language that yiben does not speak, what is wrong is said in English.
        "lang": phrases.is_empty().then_some("en"),
        "message": phrases.said(&found.message),
        "help": found.help.as_ref().map(|help| phrases.said(help)),
        "file": found.place.path.as_str(),
        "at": found.place.span.and_then(|span| snippet(found, span, files)),
    })
}

/// The lines around a finding: the number of each, and its text before, in and after what is meant.
fn snippet(found: &Diagnostic, span: Span, files: &Files) -> Option<Value> {
    let text = decode(files.read(&found.place.path, LIMIT).ok()?).ok()?;
    let index = LineIndex::new(&text);
    let place = index.locate(&text, span.start);
    let first = (place.line as usize).saturating_sub(AROUND).max(1);
    let (start, end) = (text.floor_char_boundary(span.start as usize), text.floor_char_boundary(span.end as usize));
    let mut at = text.split_inclusive('\n').take(first - 1).map(str::len).sum::<usize>();
    let mut lines = Vec::new();
    for (number, line) in text.split_inclusive('\n').enumerate().skip(first - 1) {
        if number >= place.line as usize + AROUND {
            break;
        }
        let shown = line.trim_end_matches(['\n', '\r']);
        let within = |offset: usize| offset.clamp(at, at + shown.len()) - at;
        let (from, to) = (within(start), within(end.max(start)));
        let meant = start <= at + shown.len() && end >= at && (start < end || number + 1 == place.line as usize);
        let parts =
            if meant { [&shown[..from], &shown[from..to.max(from)], &shown[to.max(from)..]] } else { [shown, "", ""] };
        lines.push(json!([number + 1, cut(parts[0], true), cut(parts[1], false), cut(parts[2], false)]));
        at += line.len();
    }
    Some(json!({ "line": place.line, "column": place.column, "lines": lines }))
}

/// A part of a line that fits a page: its end if what follows is meant, else its beginning.
fn cut(text: &str, end: bool) -> String {
    let count = text.chars().count();
    if count <= WIDE {
        return text.to_owned();
    }
    let skipped = count - WIDE;
    if end {
        std::iter::once('…').chain(text.chars().skip(skipped)).collect()
    } else {
        text.chars().take(WIDE).chain(std::iter::once('…')).collect()
    }
}

/// A page with nothing on it, for the script to show what is wrong.
pub fn empty(locale: &Locale, title: &str) -> String {
    let (lang, dir) = (locale.to_string(), locale.direction().as_str());
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n</head>\n<body>\n</body>\n</html>\n"
    )
}

/// The page at every address while there is no site at all: in the reader's language, as far as yiben speaks it.
pub fn alone(server: &Server, state: &State, path: &str, asked: &HeaderMap) -> Reply {
    let tags = ["en", "zh-Hans", "zh-Hant"];
    let locales: Vec<Locale> = tags.iter().filter_map(|tag| Locale::parse(tag).ok()).collect();
    let wanted = asked.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let best = negotiate::best(wanted, &locales, 0);
    let chains: Vec<_> = locales.iter().map(|locale| vec![locale.clone()]).collect();
    let (catalogs, _) = Catalogs::load(&Files::memory([]), &chains);
    let messages = catalogs.messages(best);
    let text = |id: &str| messages.format(id, &[]).unwrap_or_else(|_| id.to_owned());
    let shown = &state.problems[..state.problems.len().min(SHOWN)];
    let found = views_in(shown, &state.files, &locales[best], &text);
    let data = json!({
        "mark": live::mark(server, state, path),
        "lang": tags[best],
        "origin": "made",
        "stale": false,
        "blank": true,
        "problems": found,
        "texts": inject::texts(&text),
    });
    let html = inject::with_script(&empty(&locales[best], &text("preview-errors")), &data);
    Reply::bytes(kinds::of(".html"), html).status(StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::source::RelPath;

    #[test]
    fn every_code_has_a_name_in_the_readers_language() {
        let chains: Vec<_> = ["en", "zh-Hans", "zh-Hant"].map(|tag| vec![Locale::parse(tag).unwrap()]).into();
        let (catalogs, _) = Catalogs::load(&Files::memory([]), &chains);
        for code in Code::ALL {
            let id = format!("preview-code-{}", code.name());
            let has = |at| catalogs.messages(at).has(&id);
            assert!((0..chains.len()).all(has), "add `{id} = …` to locales/*/preview.ftl");
        }
    }

    /// The lines of a snippet, what is meant in brackets.
    fn shown(text: &str, span: Span) -> Vec<String> {
        let files = Files::memory([("a.md", text)]);
        let found = Diagnostic::new(Code::BrokenLink, &RelPath::new("a.md").unwrap(), "x").at(span);
        let snippet = snippet(&found, span, &files).unwrap();
        let part = |line: &Value, at: usize| line[at].as_str().unwrap().to_owned();
        let line = |line: &Value| match part(line, 2).as_str() {
            "" => format!("{} {}{}", line[0], part(line, 1), part(line, 3)),
            meant => format!("{} {}[{meant}]{}", line[0], part(line, 1), part(line, 3)),
        };
        snippet["lines"].as_array().unwrap().iter().map(line).collect()
    }

    #[test]
    fn a_snippet_shows_the_place_and_what_is_around_it() {
        let text = "one\ntwo\nthree 简体\r\nfour\nfive\nsix\n";
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            Span::new(start, start + word.len())
        };
        assert_eq!(shown(text, at("简体")), ["1 one", "2 two", "3 three [简体]", "4 four", "5 five"]);
        assert_eq!(shown(text, at("one")), ["1 [one]", "2 two", "3 three 简体"]);
        assert_eq!(shown(text, Span::new(4, 20)), ["1 one", "2 [two]", "3 [three 简体]", "4 four"]);
        assert_eq!(shown(text, Span::new(999, 1999)).last().unwrap(), "6 six", "a span past the end");
        let long = "字".repeat(10_000);
        let cut = shown(&long, Span::new(15_000, 15_003));
        assert!(cut[0].chars().count() < 3 * WIDE && cut[0].contains("[字]"), "a long line is cut around the place");
        assert_eq!(shown("", Span::new(3, 4)), [""; 0], "an empty file");
    }
}

//! What must hold of any text that one of the small parsers reads, for the fuzzer and for the tests alike: it ends, and
//! what was read is the same when it is written and read again.

use std::sync::LazyLock;
use yiben::content::records::Records;
use yiben::content::{DocKey, corrections, front};
use yiben::convert::glossary::csv;
use yiben::convert::lock::Lock;
use yiben::emit::Manifest;
use yiben::locale::Locale;
use yiben::locale::negotiate::Table;
use yiben::publish::Record;
use yiben::render::highlight::Highlighter;
use yiben::source::{RelPath, decode};

/// Editions to choose from.
const EDITIONS: [&str; 4] = ["en", "zh-Hans", "zh-Hant", "zh-HK"];

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let editions: Vec<Locale> = EDITIONS.iter().map(|tag| Locale::parse(tag).expect("a tag")).collect();
    Table::new(&editions, 0)
});

/// Gives `bytes` to every parser.
///
/// # Panics
/// When one of them says different things of one text.
pub fn check(bytes: &[u8]) {
    let decoded = decode(bytes);
    assert_eq!(decoded.is_ok(), decode(bytes).is_ok());
    // A cache of any content is a cache or none.
    let kept = Highlighter::remembering(bytes).kept();
    assert_eq!(Highlighter::remembering(&kept).kept(), kept);
    let Ok(text) = decoded else { return };
    locales(&text);
    files(&text);
}

fn locales(text: &str) {
    if let Ok(locale) = Locale::parse(text) {
        assert_eq!(Locale::parse(&locale.to_string()).as_ref(), Ok(&locale), "{text:?}");
    }
    assert!(TABLE.best(text) < EDITIONS.len());
}

fn files(text: &str) {
    let path = RelPath::new("file").expect("a name is a path");
    let mut found = Vec::new();
    let (_, body) = front::parse(&path, text, &mut found);
    assert!(text.is_char_boundary(body));
    found.extend(csv::read(text, &path).1);
    let (records, problems) = Records::parse(text, &path);
    found.extend(problems);
    assert_eq!(Records::parse(&records.text(), &path), (records, Vec::new()), "{text:?}");
    let (lock, problems) = Lock::parse(text, &path);
    found.extend(problems);
    assert_eq!(Lock::parse(&lock.text(), &path).0.text(), lock.text(), "{text:?}");
    let sheet = corrections::parse(text, &path, &mut found);
    let written = corrections::text("zh-Hant", &DocKey::new("a"), &sheet);
    assert_eq!(corrections::parse(&written, &path, &mut Vec::new()), sheet, "{text:?}");
    if let Some(manifest) = Manifest::parse(text) {
        assert_eq!(Manifest::parse(&manifest.text()).map(|again| again.text()), Some(manifest.text()), "{text:?}");
    }
    if let Some(record) = Record::parse(text) {
        assert_eq!(Record::parse(&record.text()), Some(record), "{text:?}");
    }
    for finding in found {
        if let Some(span) = finding.place.span {
            assert!(text.get(span.range()).is_some(), "{finding:?} has no such place in {text:?}");
        }
    }
}

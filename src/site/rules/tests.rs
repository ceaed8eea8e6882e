//! What the rules say; `tests/servers` asks the servers themselves.

use super::ranges::Ranges;
use super::{is_lasting, lasting};
use crate::locale::Locale;
use crate::locale::negotiate::Table;
use crate::source::RelPath;

fn ranges(tags: &[&str]) -> Ranges {
    let locales: Vec<_> = tags.iter().map(|tag| Locale::parse(tag).unwrap()).collect();
    Ranges::new(&Table::new(&locales, 0))
}

#[test]
fn names_with_a_hash_last() {
    // (name, whether its content never changes, why)
    let cases = [
        ("yiben.0123abcd.css", true, "eight digits before the ending"),
        ("a.b.0123456789abcdef.js", true, "more of them, and a dot in the name"),
        ("0123abcd.css", false, "a name of its own that happens to be hexadecimal"),
        ("yiben.css", false, "no hash"),
        ("photo.20240101.jpg", true, "indistinguishable from a hash: dated pictures do not change either"),
        ("yiben.0123ABCD.css", false, "yiben writes small letters"),
        ("yiben.0123abc.css", false, "too short"),
    ];
    for (name, lasts, why) in cases {
        assert_eq!(is_lasting(name), lasts, "{name}: {why}");
    }
    let paths = ["a/x.00000000.js", "a/y.00000001.js", "b/x.00000000.js", "b/y.js", "z.00000000.js"];
    let paths: Vec<_> = paths.iter().map(|path| RelPath::new(path).unwrap()).collect();
    let found = lasting("/book/", &paths.iter().collect::<Vec<_>>());
    assert_eq!(found, ["/book/z.00000000.js", "/book/a/*", "/book/b/x.00000000.js"]);
}

#[test]
fn patterns_stay_within_what_nginx_reads() {
    // A word of nginx's configuration holds 4096 bytes.
    for site in [&["en", "zh-Hans", "zh-Hant", "zh-HK", "zh-TW", "en-GB", "pt-BR", "pt-PT"][..], &["zh-Hant"]] {
        let ranges = ranges(site);
        let longest = ranges.levels.iter().chain(ranges.editions.iter().map(|(_, tags)| tags)).map(String::len).max();
        assert!(longest < Some(4000), "{longest:?}");
        assert_eq!(ranges.editions.len(), site.len());
    }
}

#[test]
fn plain_tags_are_for_hosts_without_patterns() {
    let ranges = ranges(&["en", "zh-Hans", "zh-Hant"]);
    assert_eq!(ranges.tags[0], [Vec::<String>::new(), vec!["en".to_owned()]]);
    let has = |edition: usize, kind: usize, tag: &str| ranges.tags[edition][kind].iter().any(|one| one == tag);
    assert!(has(1, 1, "zh") && has(1, 0, "zh-hans") && has(1, 0, "yue-cn") && !has(1, 0, "zh-cn"));
    assert!(has(2, 0, "zh-tw") && has(2, 0, "zh-hk") && has(2, 0, "zh-hant") && has(2, 1, "yue") && !has(2, 1, "zh"));
    assert!(ranges.refused.is_some_and(|(_, instead)| instead == 1));
}

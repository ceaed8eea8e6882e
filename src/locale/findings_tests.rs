//! Tests of findings in the reader's language.

use super::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn phrases(tag: &str) -> Phrases {
    Phrases::of(&Locale::parse(tag).unwrap())
}

#[test]
fn a_finding_is_said_in_the_readers_language() {
    for (tag, english, wanted) in [
        ("en", "unknown key `per-pages`", "unknown key `per-pages`"),
        ("ja", "unknown key `per-pages`", "unknown key `per-pages`"),
        ("zh-Hans", "unknown key `per-pages`", "没有 `per-pages` 这个键"),
        ("zh-Hant", "unknown key `per-pages`", "沒有 `per-pages` 這個鍵"),
        ("zh-HK", "unknown key `per-pages`", "沒有 `per-pages` 這個鍵"),
        ("zh", "unknown key `per-pages`", "没有 `per-pages` 这个键"),
        // The longer pattern, not the shorter one that would take all the rest as the author's words.
        ("zh-Hans", "unknown key `a` in `b`", "`b` 里没有 `a` 这个键"),
        // What a pattern leaves open is looked up too, but not the author's own words.
        ("zh-Hans", "`a` should be a text, and is a list", "`a` 应为文本，这里却是列表"),
        ("zh-Hans", "unknown key `a list`", "没有 `a list` 这个键"),
        (
            "zh-Hans",
            "`content/old.md` is not UTF-8: it looks like GB18030 (byte 1, on line 1)",
            "`content/old.md` 不是 UTF-8 编码，看来是 GB18030（第 1 字节，在第 1 行）",
        ),
        (
            "zh-Hans",
            "template `page.html`: syntax error: unexpected end of input, expected end of variable block: `oops`",
            "模板 `page.html`：语法错误：这里是文件结尾，应为变量块的结尾：`oops`",
        ),
        ("zh-Hans", "it may be `a`, `b` or `c`", "可以写 `a`、`b` 或 `c`"),
        // What no pattern has is quoted where it is prose, whole or in its place.
        ("zh-Hans", "something that no pattern has", "英文说明：“something that no pattern has”"),
        ("zh-Hant", "something that no pattern has", "英文說明：「something that no pattern has」"),
        ("zh-Hans", "the front matter does not parse: a new complaint", "文首的设置读不懂：“a new complaint”"),
        ("zh-Hans", "`a text of mine`, 12 and x.y/z", "`a text of mine`, 12 and x.y/z"),
        ("ja", "something that no pattern has", "something that no pattern has"),
        ("zh-Hans", "", ""),
    ] {
        assert_eq!(phrases(tag).said(english), wanted, "{tag}: {english}");
    }
}

/// The patterns and their translations.
fn catalog(tag: &str) -> Vec<(String, String)> {
    TEXTS.iter().find(|(known, _)| *known == tag).unwrap().1.into_iter().flat_map(entries).collect()
}

#[test]
fn every_catalog_says_the_same_things_and_leaves_the_same_open() {
    let ids = |tag| catalog(tag).into_iter().map(|(english, _)| english).collect::<Vec<_>>();
    assert_eq!(ids("zh-Hans"), ids("zh-Hant"));
    for (tag, _) in TEXTS {
        let mut seen = BTreeSet::new();
        for (english, theirs) in catalog(tag) {
            let places =
                |text: &str| Pattern::read(text).rest.iter().map(|(number, _)| *number).collect::<BTreeSet<_>>();
            assert!(places(&theirs).is_subset(&places(&english)), "{tag}: {english}");
            assert!(theirs.matches('`').count() % 2 == 0, "{tag}: {theirs}");
            assert!(seen.insert(english.clone()), "{tag}: `{english}` stands twice");
        }
    }
}

/// All texts in quotation marks of the program's own source, and of what it takes over from parsers.
fn source() -> String {
    fn gather(folder: &Path, out: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, out);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("findings_tests.rs") {
                out.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut out = String::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut out);
    // A text may go on in the next line of the source.
    let out = out.split("\\\n").enumerate().map(|(at, part)| if at == 0 { part } else { part.trim_start() });
    out.collect::<String>().replace("\\\"", "\"").replace("{{", "{").replace("}}", "}").replace("\\\\", "\\")
}

/// What is put together: it stands as such in no file of ours.
const FOREIGN: &[&str] = &[
    "`%1` is Twi",
    "`%1` is Moldovan",
    "`%1` is Sango",
    "`%1` is Chamorro",
    "`%1` is Kanuri",
    "the picture names no file",
    "the link has no address",
    "`%1` or ",
    "`%1`, `%2`",
    "`%1` and `%2`",
];

#[test]
fn every_pattern_is_still_something_that_yiben_says() {
    let source = source();
    let mut gone = Vec::new();
    for (english, _) in entries(TEXTS[0].1[0]) {
        let pattern = Pattern::read(&english.replace("{{", "{").replace("}}", "}"));
        let parts = [&pattern.first].into_iter().chain(pattern.rest.iter().map(|(_, after)| after));
        let is_said = |part: &String| source.contains(part.trim_matches(['`', ' ']));
        if !FOREIGN.iter().any(|start| english.starts_with(start)) && !parts.into_iter().all(is_said) {
            gone.push(english);
        }
    }
    assert!(gone.is_empty(), "nothing says these any more:\n{}", gone.join("\n"));
}

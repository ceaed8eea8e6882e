//! Which converter a page takes, on small projects in memory.

use super::*;
use crate::content::testing::{book, locale};
use crate::{config, content};

const BOOK: &str =
    "title = \"书\"\ndefault = \"zh-Hans\"\n[editions.zh-Hans]\n[editions.zh-TW]\nconvert-from = \"zh-Hans\"\n";

/// What the page `key` of a project makes of a text, and what was found.
fn converted(book: &str, files: &[(&str, &str)], key: &str, text: &str) -> (String, Vec<String>) {
    let all = files.iter().copied().chain([("book.toml", book)]);
    let (config, files, mut found) = config::load(&Files::memory(all));
    let config = config.unwrap();
    let (library, _) = content::scan(&files, &config);
    let (converters, problems) = Converters::load(&files, &config);
    found.extend(problems);
    let edition = config.edition_ids().nth(1).unwrap();
    let page = library.translations.iter().find(|page| page.key.as_str() == key).unwrap();
    let (converter, problems) = converters.of(edition, page);
    found.extend(problems);
    let titled = converters.text(&page.locale, Some(page), edition, text);
    assert_eq!(titled, converter.as_ref().unwrap().text(text), "a title follows the rules of its document");
    let text = converter.unwrap().text(text).into_owned();
    (text, found.into_iter().map(|finding| finding.message).collect())
}

const PLAIN: (&str, &str) = ("content/a.zh-Hans.md", "# 甲");

#[test]
fn vocabulary_is_the_routes_unless_it_is_given() {
    let text = |vocabulary: &str| converted(&format!("{BOOK}{vocabulary}"), &[PLAIN], "a", "坐出租车，写软件").0;
    assert_eq!(text(""), "坐計程車，寫軟體", "everyday words between regions");
    assert_eq!(text("vocabulary = []"), "坐出租車，寫軟件", "an empty list is none, not nothing said");
    assert_eq!(text("vocabulary = \"none\""), "坐出租車，寫軟件");
    assert_eq!(text("[convert]\nvocabulary = []"), "坐出租車，寫軟件", "for the whole site");
}

#[test]
fn the_nearer_glossary_wins_and_the_longer_term() {
    let book = format!(
        "{BOOK}[convert]\nglossary = \"site.csv\"\n[folders.\"inner\"]\nglossary = \"inner.csv\"\nvocabulary = [\"computing\"]\n"
    );
    let page = "+++\ntitle = \"丙\"\nvocabulary = []\n[[convert.term]]\nzh-Hans = \"程序\"\nzh-Hant = \"頁\"\n+++\n";
    let files = [
        PLAIN,
        ("content/inner/b.zh-Hans.md", "# 乙"),
        ("content/inner/c.zh-Hans.md", page),
        ("site.csv", "zh-Hans,zh-TW\n程序,站\n程序员,寫程序的人\n余华,\n"),
        ("inner.csv", "zh-Hans,zh-Hant\n程序,夾\n"),
    ];
    let text = |key: &str| converted(&book, &files, key, "程序和程序员余华的内存");
    assert_eq!(text("a"), ("站和寫程序的人余華的內存".into(), vec![]));
    assert_eq!(text("inner/b"), ("夾和寫程序的人余華的記憶體".into(), vec![]));
    assert_eq!(text("inner/c"), ("頁和寫程序的人余華的內存".into(), vec![]));
}

#[test]
fn names_listed_once_stay_right() {
    let files = [PLAIN, ("names.csv", "zh-Hans\n于是之\n范成之\n朴世莉\n干宝\n云中鹤\n")];
    let book = format!("{BOOK}[convert]\nglossary = \"names.csv\"\nvocabulary = []\n");
    let (text, found) = converted(&book, &files, "a", "于是之和范成之；朴世莉、干宝与云中鹤。于是他们走了。");
    assert_eq!(text, "于是之和范成之；朴世莉、干宝與云中鶴。於是他們走了。".replace('宝', "寶"));
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn conflicts_and_idle_rows_are_found() {
    let files = [PLAIN, ("terms.csv", "zh-Hans,zh-TW\n文件,檔案\n文件,文件\n")];
    let term = "[[convert.term]]\nnever = { zh-TW = \"軟件\" }\n";
    let (_, found) = converted(&format!("{BOOK}[convert]\nglossary = \"terms.csv\"\n{term}"), &files, "a", "文件");
    assert_eq!(
        found,
        [
            "`never` forbids `軟件`, but the term does not say of which word",
            "the glossary gives `文件` two outcomes: `檔案` and `文件`",
        ]
    );
}

#[test]
fn a_forbidden_result_falls_back_to_characters() {
    let term = "[[convert.term]]\nzh-Hans = \"软件\"\nnever = { zh-TW = \"軟體\" }\n";
    let (text, found) = converted(&format!("{BOOK}{term}"), &[PLAIN], "a", "软件和硬件");
    assert_eq!((text.as_str(), found), ("軟件和硬體", vec![]));
}

#[test]
fn a_glossary_is_judged_on_the_ways_that_are_taken() {
    let term = "[[convert.term]]\nzh-Hans = \"里程\"\nnever = { zh-Hant = \"裡程\" }\n";
    assert_eq!(converted(&format!("{BOOK}{term}"), &[PLAIN], "a", "里程"), ("里程".into(), vec![]));
    let back =
        BOOK.replace("[editions.zh-Hans]\n", "[editions.zh-Hans]\nconvert-from = \"zh-HK\"\n") + "[editions.zh-HK]\n";
    let book = back.replace("[editions.zh-TW]\nconvert-from = \"zh-Hans\"\n", "[editions.zh-TW]\n");
    let (_, found) = converted(&format!("{book}{term}"), &[PLAIN], "a", "里程");
    assert_eq!(found, ["`裡程` must not become `里程`, and there is no other form to take"]);
}

#[test]
fn a_glossary_that_is_not_utf_8_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    // 头发 and 里程, again and again, in GB18030.
    let text = [&b"zh-Hans\n"[..], &b"\xCD\xB7\xB7\xA2\n\xC0\xEF\xB3\xCC\n".repeat(9)].concat();
    std::fs::write(folder.path().join("a.csv"), text).unwrap();
    let mut found = Vec::new();
    let read = rows(&Files::disk(folder.path()), RelPath::new("a.csv").ok().as_ref(), &[], &mut found);
    assert!(read.is_empty());
    assert_eq!(found.len(), 1);
    assert!(found[0].code == Code::NotUtf8 && found[0].message.contains("it looks like GB18030"), "{found:?}");
    assert_eq!(found[0].help.as_deref(), Some("save it as UTF-8: iconv -f GB18030 -t UTF-8 OLD > NEW"));
}

#[test]
fn a_configuration_of_the_sites_own_decides_alone() {
    let config = r#"{"segmentation": {"type": "mmseg", "dict": {"type": "text", "file": "own.txt"}},
        "conversion_chain": [{"dict": {"type": "text", "file": "own.txt"}}]}"#;
    let files = [PLAIN, ("opencc/own.json", config), ("opencc/own.txt", "头发\t毛髮\n出\t齣\n")];
    let book = BOOK.replace("convert-from", "opencc = \"opencc/own.json\"\nconvert-from");
    assert_eq!(converted(&book, &files, "a", "头发出来了"), ("毛髮齣来了".into(), vec![]));
    let (_, found) = converted(&book, &[PLAIN], "a", "头发");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[cfg(not(feature = "opencc"))]
#[test]
fn the_library_is_there_only_when_it_was_built_in() {
    let (text, found) = converted(&format!("{BOOK}engine = \"opencc\"\n"), &[PLAIN], "a", "头发");
    assert_eq!((text.as_str(), found), ("頭髮", vec!["this yiben was built without the `opencc` library".to_owned()]));
}

#[test]
fn a_short_text_is_converted_from_a_script_or_region_that_no_edition_has() {
    let config = book(&["en", "zh-Hant", "zh-TW", "zh-CN"]);
    let (converters, found) = Converters::load(&Files::memory([]), &config);
    assert_eq!(found, []);
    let text = |from: &str, edition, text| converters.text(&locale(from), None, EditionId(edition), text);
    assert_eq!(text("zh-Hans", 1, "头发"), "頭髮");
    assert_eq!(text("zh-SG", 2, "头发"), "頭髮");
    assert_eq!(text("zh-HK", 3, "頭髮"), "头发");
    assert_eq!(text("zh-Hans", 0, "头发"), "头发");
    assert_eq!(text("en", 1, "头发"), "头发");
}

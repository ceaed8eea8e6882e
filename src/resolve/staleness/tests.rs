//! The rules of staleness on small books: what is outdated, at which block, and what is not.

use super::*;
use crate::content::scan;
use crate::content::testing::{book, files, said, three};
use crate::resolve::testing::planned;

/// The lock of a book as its texts stand.
fn lock(config: &Config, list: &[(&str, &str)]) -> String {
    let (mut library, _) = scan(&files(list.iter().copied()), config);
    for id in ids(&library) {
        if let Standing::Unrecorded(original) = standing(config, &library, id) {
            let record = record(&library, original);
            let (key, locale) = (get(&library, id).key.clone(), get(&library, id).locale.clone());
            library.records.set(&key, &locale, record);
        }
    }
    library.records.text()
}

/// What `check` says of a book that was reviewed in one state and is now in another.
fn found(config: &Config, then: &[(&str, &str)], now: &[(&str, &str)]) -> Vec<String> {
    let lock = lock(config, then);
    let all: Vec<_> = now.iter().copied().chain([(FILE, lock.as_str())]).collect();
    let files = files(all);
    let (library, _) = scan(&files, config);
    said(diagnostics(&files, config, &library))
}

const EN: &str = "content/a.md";
const ZH: &str = "content/a.zh-Hans.md";

#[test]
fn only_what_readers_read_makes_a_translation_outdated() {
    let en = "+++\ntitle = \"A\"\ndate = 2020-01-01\n+++\n\nOne.\n\nTwo [x](y.md)\nlong.\n\nThree.\n";
    let zh = "+++\ntitle = \"甲\"\n+++\n\n一。\n\n二[x](y.md)。\n\n三。\n";
    let typo = zh.replace("一。", "壹。");
    let said = |line| {
        format!(
            "outdated-translation: the paragraph on line {line} of `content/a.md` has changed since this was translated"
        )
    };
    let case = |from: &str, to: &str| en.replace(from, to);
    for (now, translation, expected, why) in [
        (case("Three.", "Third."), typo.as_str(), vec![said(11)], "a typing error mended later clears nothing"),
        (case("2020-01-01", "2026-05-05"), zh, vec![], "a changed date"),
        (case("y.md", "z.md#there"), zh, vec![], "a link's target"),
        (case("\nlong", " long"), zh, vec![], "a rewrapped paragraph"),
        (case("One", "Eins").replace("Three", "Drei"), zh, vec![said(6), said(11)], "each block by itself"),
        (en.to_owned(), typo.as_str(), vec![], "an edit of the translation alone"),
    ] {
        assert_eq!(found(&three(), &[(EN, en), (ZH, zh)], &[(EN, &now), (ZH, translation)]), expected, "{why}");
    }
}

#[test]
fn new_and_lost_blocks_and_titles_are_named() {
    let en = "---\ntitle: A\n---\none\n\n- two\n- three\n";
    let zh = "---\ntitle: 甲\n---\n一\n\n- 二\n- 三\n";
    let one = |now: &str| found(&three(), &[(EN, en), (ZH, zh)], &[(EN, now), (ZH, zh)]).join("; ");
    assert!(one(&en.replace("- three", "- three\n- four")).contains("line 8 of `content/a.md` is new"));
    assert!(one(&en.replace("- two\n", "")).contains("a block of `content/a.md` has gone"));
    assert!(one(&en.replace("title: A", "title: B")).contains("the title on line 2"));
    assert!(one("---\ntitle: A\n---\n- two\n- three\n\none\n").contains("has moved"));
}

#[test]
fn the_finding_stands_at_the_block_of_the_translation() {
    let (en, zh) = ("one\n\ntwo\n", "一\n\n二\n");
    let lock = lock(&three(), &[(EN, en), (ZH, zh)]);
    let files = files([(EN, "one\n\nzwei\n"), (ZH, zh), (FILE, lock.as_str())]);
    let (library, _) = scan(&files, &three());
    let found = diagnostics(&files, &three(), &library);
    let place = |place: &crate::diagnostic::Place| (place.path.to_string(), place.span.map(|span| span.start));
    assert_eq!(place(&found[0].place), (ZH.to_owned(), Some(5)));
    assert_eq!(place(&found[0].related[0].0), (EN.to_owned(), Some(5)));
}

#[test]
fn a_translation_whose_original_is_gone_is_an_orphan() {
    let both = [(EN, "one\n"), (ZH, "一\n")];
    let other = "content/a.zh-Hant.md";
    let then = [both[0], both[1], (other, "+++\ntranslated-from = \"en\"\n+++\n壹\n")];
    let said = found(&three(), &then, &[both[1], (other, "壹\n")]);
    assert_eq!(said, ["orphan: the original of this translation is gone: `a` in `en`"], "another text is there");
    let freed = [(ZH, "+++\ntranslated-from = \"none\"\n+++\n一\n")];
    assert_eq!(found(&three(), &both, &freed), Vec::<String>::new(), "it stands by itself now");
}

#[test]
fn any_spelling_of_a_locale_finds_its_original() {
    let zh = "content/zh-cn/a.md";
    let en = "content/en/a.md";
    let config = book(&["en", "zh-Hans"]);
    let said = found(&config, &[(en, "one\n"), (zh, "一\n")], &[(en, "other\n"), (zh, "一\n")]);
    assert_eq!(said.len(), 1, "{said:?}");
}

#[test]
fn a_merge_of_two_reviews_needs_no_third() {
    let zh = "一\n\n二\n";
    let config = three();
    let lines = |text: &str| {
        let lock = lock(&config, &[(EN, text), (ZH, zh)]);
        lock.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    let head = lock(&config, &[]);
    let merged = format!("{head}{}\n{}\n", lines("new one\n\ntwo\n"), lines("one\n\nnew two\n"));
    let files = files([(EN, "new one\n\nnew two\n"), (ZH, zh), (FILE, merged.as_str())]);
    let (library, found) = scan(&files, &config);
    assert_eq!((diagnostics(&files, &config, &library), found), (vec![], vec![]));
}

#[test]
fn a_text_that_replaces_a_conversion_follows_the_text_it_replaces() {
    let hant = "content/a.zh-Hant.md";
    let then = [(EN, "one\n"), (ZH, "一\n"), (hant, "壹\n")];
    let said = found(&three(), &then, &[(EN, "one\n"), (ZH, "一一\n"), (hant, "壹\n")]);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("`content/a.zh-Hans.md`"), "{said:?}");
}

#[test]
fn many_changes_are_counted_after_the_first() {
    let many = |word: &str| (0..30).map(|n| format!("{word} {n}\n\n")).collect::<String>();
    let (then, now) = (many("a"), many("b"));
    let said = found(&three(), &[(EN, &then), (ZH, "一\n")], &[(EN, &now), (ZH, "一\n")]);
    assert_eq!(said.len(), NAMED + 1);
    assert!(said.iter().any(|line| line.contains("and 22 more blocks")), "{said:?}");
}

#[test]
fn pages_made_from_an_outdated_text_are_outdated_too() {
    let config = three();
    let lock = lock(&config, &[(EN, "one\n"), (ZH, "一\n")]);
    let book = planned(config, &[(EN, "two words\n"), (ZH, "一\n"), (FILE, &lock)]);
    let grid = crate::resolve::coverage::Grid::of(&book.config, &book.library, &book.plan);
    let cells: Vec<_> = grid.rows[0].cells.iter().map(|cell| (cell.state.name(), cell.words)).collect();
    assert_eq!(cells, [("authored", 0), ("outdated", 2), ("outdated", 2)]);
}

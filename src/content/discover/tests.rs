//! Which files are documents, in which locale: one test a rule.

use super::*;
use crate::content::testing::{book, files, path, said, three};
use crate::diagnostic::Severity;

/// Each document as `path → key (locale)`, then what was said.
fn look(config: &Config, paths: &[&str]) -> (Vec<String>, Vec<String>) {
    let mut found = Vec::new();
    let discovery = discover(&files(paths.iter().map(|path| (*path, ""))), config, &mut found);
    let documents = discovery.documents.iter().map(|found| {
        let locale = &config.edition(found.edition).locale;
        format!("{} → {} ({locale})", found.path.strip_prefix(&config.source).unwrap_or(found.path.clone()), found.key)
    });
    (documents.collect(), said(found))
}

fn documents(config: &Config, paths: &[&str]) -> Vec<String> {
    let (documents, said) = look(config, paths);
    assert!(said.is_empty(), "{said:?}");
    documents
}

#[test]
fn a_translation_is_found_by_suffix_or_folder() {
    let found = documents(
        &three(),
        &[
            "content/_index.md",
            "content/_index.zh-Hans.md",
            "content/guide/start.md",
            "content/guide/start.zh_hans.md",
            "content/zh-Hant/guide/start.md",
            "content/guide/tour/index.zh-cmn-Hant.md",
            "content/notes.zh_Hans.UTF-8.md",
            "content/utf.UTF-8.md",
        ],
    );
    assert_eq!(
        found,
        [
            "_index.md → / (en)",
            "_index.zh-Hans.md → / (zh-Hans)",
            "guide/start.md → guide/start (en)",
            "guide/start.zh_hans.md → guide/start (zh-Hans)",
            "guide/tour/index.zh-cmn-Hant.md → guide/tour (zh-Hant)",
            "notes.zh_Hans.UTF-8.md → notes (zh-Hans)",
            "utf.UTF-8.md → utf.UTF-8 (en)",
            "zh-Hant/guide/start.md → guide/start (zh-Hant)",
        ]
    );
}

#[test]
fn editions_may_have_source_folders_of_their_own() {
    let mut config = three();
    config.source = path("book");
    for (edition, folder) in ["en", "zh", "tw"].iter().enumerate() {
        config.editions[edition].source = Some(path(&format!("book/{folder}")));
    }
    let all = ["book/en/ch1.md", "book/zh/ch1.md", "book/tw/ch1.md", "book/tw/part/ch2.md"];
    let found = documents(&config, &all);
    assert_eq!(
        found,
        [
            "en/ch1.md → ch1 (en)",
            "tw/ch1.md → ch1 (zh-Hant)",
            "tw/part/ch2.md → part/ch2 (zh-Hant)",
            "zh/ch1.md → ch1 (zh-Hans)",
        ]
    );
    // Without that edition its folder is no section of the others: `tw` is a locale, only not a right one.
    config.editions[2].source = None;
    let (found, said) = look(&config, &all);
    assert_eq!(found, ["en/ch1.md → ch1 (en)", "zh/ch1.md → ch1 (zh-Hans)"]);
    assert_eq!(said.len(), 1);
    assert!(said[0].starts_with("unknown-locale: the folder `tw` is left out: "), "{said:?}");
}

#[test]
fn an_equivalent_folder_is_read_and_reported() {
    let (found, said) = look(&three(), &["content/en/a.md", "content/zh-CN/a.md", "content/zh-CN/b.md"]);
    assert_eq!(found, ["en/a.md → a (en)", "zh-CN/a.md → a (zh-Hans)", "zh-CN/b.md → b (zh-Hans)"]);
    assert_eq!(said, ["unknown-locale: locale `zh-Hans` has no content folder; `zh-CN` exists and is equivalent"]);
}

#[test]
fn an_equivalent_suffix_is_read_with_a_note() {
    let mut found = Vec::new();
    let tree = files([("content/a.md", ""), ("content/a.zh-TW.md", ""), ("content/b.zh-TW.md", "")]);
    let discovery = discover(&tree, &three(), &mut found);
    assert_eq!(discovery.documents[1].edition, EditionId(2));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].severity, Severity::Note);
}

#[test]
fn a_tag_means_the_edition_that_it_is_equivalent_to() {
    let config = book(&["en", "zh-TW", "zh-HK", "zh-CN"]);
    let (found, said) =
        look(&config, &["content/a.zh-Hant.md", "content/a.md", "content/a.zh-HK.md", "content/a.zh.md"]);
    assert_eq!(found, ["a.md → a (en)", "a.zh-HK.md → a (zh-HK)", "a.zh-Hant.md → a (zh-TW)"]);
    assert_eq!(said[1], "unknown-locale: `a.zh.md` is left out: `zh` could mean `zh-TW`, `zh-HK` or `zh-CN`");
    // Where one Chinese edition is made from the other, `zh` is the one that is written.
    assert_eq!(
        documents(&three(), &["content/a.zh.md", "content/zh/b.md"]),
        ["a.zh.md → a (zh-Hans)", "zh/b.md → b (zh-Hans)"]
    );
}

#[test]
fn names_with_dots_are_no_locales() {
    // `min` and `to` are languages, `js` is none; nobody means them here.
    let names = ["notes.v2.md", "jquery.min.md", "node.js.md", "how.to.md", "a.to-do.md", "1.0.md", "release-1.2.md"];
    let paths: Vec<String> = names.iter().map(|name| format!("content/{name}")).collect();
    let found = documents(&three(), &paths.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(found.len(), names.len());
    assert!(found.contains(&"notes.v2.md → notes.v2 (en)".to_owned()), "{found:?}");
    assert!(found.iter().all(|line| line.ends_with("(en)")), "{found:?}");
}

#[test]
fn what_may_be_a_part_of_a_name_is_published_under_it_and_said_once() {
    let names =
        ["content/start.cn.md", "content/end.cn.md", "content/more.fr.md", "content/main.rs.md", "content/a.fr.md"];
    let (found, said) = look(&three(), &names);
    assert!(found.contains(&"start.cn.md → start.cn (en)".to_owned()), "{found:?}");
    let wanted = ["`.cn` is read as a part of the document's name: unknown language `cn`"];
    let other = ["`.fr` is read as a part of the document's name: no edition has the locale `fr`"];
    assert_eq!(said, [other, wanted].concat().iter().map(|line| format!("unknown-locale: {line}")).collect::<Vec<_>>());
    assert_eq!(look(&three(), &["content/notes.it.md", "content/main.pl.md"]).1, [""; 0], "these end other names, too");
    let (_, said) = look(&three(), &["content/a.jp.md", "content/b.kr.md", "content/c.yue.md"]);
    let part = "is read as a part of the document's name";
    let wanted = [
        format!("unknown-locale: `.jp` {part}: unknown language `jp`"),
        format!("unknown-locale: `.kr` {part}: `kr` is Kanuri"),
        format!("unknown-locale: `.yue` {part}: no edition has the locale `yue`"),
    ];
    assert_eq!(said, wanted);
}

#[test]
fn a_locale_without_an_edition_is_left_out_and_said() {
    let (found, said) = look(&three(), &["content/a.md", "content/a.ja.md", "content/b.pt-BR.md", "content/a.cn.md"]);
    assert_eq!(found, ["a.md → a (en)"]);
    assert_eq!(said.len(), 3);
    assert!(said[0].contains("`a.cn.md` is left out: "), "{said:?}");
    assert_eq!(said[1], "unknown-locale: `a.ja.md` is in the locale `ja`, and no edition has it");
    let (found, said) =
        look(&three(), &["content/a.md", "content/a.zh-hnas.md", "content/a.chs.md", "content/a.foo.md"]);
    assert_eq!(found, ["a.foo.md → a.foo (en)", "a.md → a (en)"]);
    assert_eq!(said.len(), 2);
    let (found, said) = look(&three(), &["content/a.md", "content/zh-Hans/a.md", "content/tw/a.md"]);
    assert_eq!(found, ["a.md → a (en)", "tw/a.md → tw/a (en)", "zh-Hans/a.md → a (zh-Hans)"]);
    assert_eq!(said, ["unknown-locale: the folder `tw` is read as a section: `tw` is Twi"]);
    let (found, said) =
        look(&three(), &["content/en/a.md", "content/ja/a.md", "content/ja/b.md", "content/pt-BR/a.md"]);
    assert_eq!(found, ["en/a.md → a (en)"]);
    assert_eq!(said.len(), 2);
}

#[test]
fn a_section_may_be_called_like_a_language() {
    // `content/it/` beside other sections is about information technology, and `content/api/` about no language.
    let found =
        documents(&three(), &["content/it/a.md", "content/guide/b.md", "content/api/c.md", "content/b.zh-Hans.md"]);
    assert!(found.contains(&"it/a.md → it/a (en)".to_owned()), "{found:?}");
    assert!(found.contains(&"api/c.md → api/c (en)".to_owned()), "{found:?}");
    // Nobody means anything else by `de` than German.
    let (found, said) = look(&three(), &["content/a.md", "content/de/b.md", "content/de/c.md"]);
    assert!(found.contains(&"de/b.md → de/b (en)".to_owned()), "{found:?}");
    assert_eq!(said, ["unknown-locale: the folder `de` is in a locale that no edition has, and is read as a section"]);
}

#[test]
fn hidden_files_and_backups_are_left_alone() {
    let found = documents(
        &three(),
        &[
            "content/.git/a.md",
            "content/.DS_Store",
            "content/a.md",
            "content/a.md~",
            "content/#a.md#",
            "content/b/.x.md",
        ],
    );
    assert_eq!(found, ["a.md → a (en)"]);
}

#[test]
fn assets_have_variants_and_places() {
    let mut found = Vec::new();
    let tree = files([
        ("content/a/fig.png", ""),
        ("content/a/fig.zh-Hant.png", ""),
        ("content/zh-Hans/a/fig.png", ""),
        ("content/a/data.min.js", ""),
        ("content/authors.toml", ""),
        ("content/a/glossary.csv", ""),
        ("static/favicon.ico", ""),
        ("static/.well-known/security.txt", ""),
        ("static/.DS_Store", ""),
    ]);
    let discovery = discover(&tree, &three(), &mut found);
    let assets: Vec<_> = discovery
        .assets
        .iter()
        .map(|asset| (asset.path.as_str(), asset.place.as_str(), asset.locale.as_ref().map(ToString::to_string)))
        .collect();
    let of = |tag: &str| Some(tag.to_owned());
    assert_eq!(
        assets,
        [
            ("content/a/data.min.js", "a/data.min.js", None),
            ("content/a/fig.png", "a/fig.png", None),
            ("content/a/fig.zh-Hant.png", "a/fig.png", of("zh-Hant")),
            ("content/zh-Hans/a/fig.png", "a/fig.png", of("zh-Hans")),
            ("static/.well-known/security.txt", ".well-known/security.txt", None),
            ("static/favicon.ico", "favicon.ico", None),
        ]
    );
    assert_eq!(discovery.authors, Some(path("content/authors.toml")));
    let said: Vec<_> = found.iter().map(|finding| (finding.place.path.as_str(), finding.message.as_str())).collect();
    assert_eq!(said, [("content/a/glossary.csv", "this glossary is not read: book.toml does not name it")]);
    let mut named = three();
    named.glossary = Some(path("content/a/glossary.csv"));
    let mut found = Vec::new();
    discover(&tree, &named, &mut found);
    assert_eq!(found, [], "one that is named");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_in_circles_are_left_out() {
    use std::os::unix::fs::symlink;
    let dir = tempfile::tempdir().unwrap();
    let content = dir.path().join("content");
    std::fs::create_dir_all(content.join("guide")).unwrap();
    std::fs::write(content.join("guide/a.md"), "a").unwrap();
    std::fs::write(dir.path().join("secret.md"), "s").unwrap();
    symlink("../secret.md", content.join("beside.md")).unwrap();
    symlink("/etc", content.join("etc")).unwrap();
    symlink("..", content.join("guide/up")).unwrap();
    symlink("nowhere.md", content.join("gone.md")).unwrap();
    symlink("guide/a.md", content.join("b.md")).unwrap();
    let mut found = Vec::new();
    let discovery = discover(&Files::disk(dir.path()), &three(), &mut found);
    let keys: Vec<_> = discovery.documents.iter().map(|found| found.key.as_str()).collect();
    assert_eq!(keys, ["b", "guide/a"]);
    assert_eq!(
        said(found),
        [
            "link-outside: the symbolic link `content/beside.md` leads out of the source folder",
            "link-outside: the symbolic link `content/etc` leads out of the source folder",
            "link-outside: the symbolic link `content/gone.md` leads to nothing",
            "link-outside: the symbolic link `content/guide/up` leads to a folder that holds it",
        ]
    );
}

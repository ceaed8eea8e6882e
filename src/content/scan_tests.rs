//! What a scan keeps of a book, and what it says about it.

use super::*;
use crate::content::testing::{book, files, said, three};

fn look(list: &[(&str, &str)]) -> (Library, Vec<String>) {
    let (library, found) = scan(&files(list.iter().copied()), &three());
    (library, said(found))
}

#[test]
fn translations_are_in_the_order_of_keys_and_locales() {
    let (library, said) = look(&[
        ("content/b.zh-Hans.md", "+++\ntitle = \"乙\"\n+++\n# 标题\n"),
        ("content/b.md", "# B\n"),
        ("content/a.md", "# A\n[x](b.md)\n"),
    ]);
    assert_eq!(said, [""; 0]);
    let all: Vec<_> = library.translations.iter().map(|t| (t.key.as_str(), t.locale.to_string())).collect();
    assert_eq!(all, [("a", "en".to_owned()), ("b", "en".to_owned()), ("b", "zh-Hans".to_owned())]);
    assert_eq!(library.documents[&DocKey::new("b")], [TranslationId(1), TranslationId(2)]);
    assert_eq!(&*library.translations[0].links[0].destination, "b.md");
    assert_eq!(&*library.translations[2].outline[0].text, "标题");
}

#[test]
fn one_document_twice_in_one_locale_names_both_files() {
    let (library, said) = look(&[
        ("content/guide/start.zh-Hans.md", "x"),
        ("content/zh-Hans/guide/start.md", "y"),
        ("content/tour.md", ""),
        ("content/tour/index.md", ""),
    ]);
    assert_eq!(
        said,
        [
            "duplicate-translation: the document `tour` stands twice in `en`: `content/tour.md` and `content/tour/index.md`",
            "duplicate-translation: the document `guide/start` stands twice in `zh-Hans`: \
             `content/guide/start.zh-Hans.md` and `content/zh-Hans/guide/start.md`",
        ]
    );
    assert_eq!(library.translations.len(), 2);
}

#[test]
fn a_key_of_the_front_matter_joins_translations() {
    let (library, said) = look(&[
        ("content/quick-start.md", "x"),
        ("content/zh-Hans/kuaisu.md", "+++\nkey = \"quick-start\"\n+++\n"),
        ("content/bad.md", "+++\nkey = \"../../etc\"\n+++\n"),
    ]);
    assert_eq!(library.documents[&DocKey::new("quick-start")].len(), 2);
    assert_eq!(said, ["front-matter-value: the key `../../etc` is no plain path"]);
    assert!(library.documents.contains_key(&DocKey::new("bad")));
}

#[test]
fn a_bundle_that_holds_documents_is_a_section() {
    let (library, _) = look(&[("content/a/index.md", ""), ("content/a/b.md", ""), ("content/c/index.md", "")]);
    let kind = |key: &str| {
        let id = library.documents[&DocKey::new(key)][0];
        library.translations[id.0 as usize].kind
    };
    assert_eq!((kind("a"), kind("c")), (DocKind::Section, DocKind::Bundle));
}

#[test]
fn broken_bytes_are_named_and_cost_only_their_file() {
    let dir = tempfile::tempdir().unwrap();
    let content = dir.path().join("content");
    std::fs::create_dir(&content).unwrap();
    let (gb, _, _) = encoding_rs::GB18030.encode("第一行没有问题吗\n简体中文的文章，用旧编码写成。没有人再用它了。");
    std::fs::write(content.join("gb.md"), gb).unwrap();
    std::fs::write(content.join("utf16.md"), [0xFF, 0xFE, 0x2D, 0x4E]).unwrap();
    std::fs::write(content.join("bom.md"), "\u{FEFF}---\ntitle: 有\n---\r\n正文").unwrap();
    std::fs::write(content.join("big.md"), vec![b'x'; 17 << 20]).unwrap();
    let files = Files::disk(dir.path());
    let (library, found) = scan(&files, &book(&["zh-Hans"]));
    // The others stand where they stand, so that links to them lead somewhere, and say nothing.
    let said_by: Vec<_> = library.translations.iter().map(|one| (one.key.as_str(), one.words)).collect();
    assert_eq!(said_by, [("big", 0), ("bom", 2), ("gb", 0), ("utf16", 0)]);
    assert_eq!(library.translations[1].front.title.as_deref(), Some("有"));
    assert_eq!(body(&files, &library.translations[1]).unwrap(), "---\ntitle: 有\n---\r\n正文");
    assert_eq!(
        said(found),
        [
            "unreadable: `content/big.md` could not be read: the file has 17825792 bytes, more than the 16777216 allowed",
            "not-utf8: `content/gb.md` is not UTF-8: it looks like GB18030 (byte 1, on line 1)",
            "not-utf8: `content/utf16.md` is not UTF-8: it looks like UTF-16LE (byte 1, on line 1)",
        ]
    );
}

#[test]
fn authors_have_texts_by_locale() {
    let (library, said) = look(&[
        ("content/a.md", ""),
        (
            "content/authors.toml",
            "[li]\nname = { en = \"Li Hua\", zh-Hans = \"李华\" }\nbio = \"Writes.\"\nurl = \"https://example.org\"\n\
             pictur = \"li.jpg\"\n[wang]\nname = 3\n[wang.bio]\ncn = \"x\"\n[bo]\nurl = \"https://example.org\"\n\
             [mo]\nname = \"\"\n",
        ),
    ]);
    let li = &library.authors["li"];
    assert_eq!(li.name.by[&crate::content::testing::locale("zh-Hans")], "李华");
    assert_eq!(li.bio.all.as_deref(), Some("Writes."));
    assert_eq!(said.len(), 5);
    assert_eq!(said[0], "config-key: an author has no `pictur`");
    assert_eq!(said[1], "config-value: `name` must be a text, or a table of texts by locale, and this is a number");
    assert!(said[2].starts_with("locale-tag: "));
    assert_eq!(said[3..], ["bo", "mo"].map(|id| format!("config-value: the author `{id}` has no `name`")));
}

#[test]
fn people_are_found_by_id_or_name_and_missed_when_unlisted() {
    let list = "[li]\nname = { en = \"Li Hua\", zh-Hans = \"李华\" }\n";
    let (library, told) = look(&[
        ("content/authors.toml", list),
        ("content/a.md", "+++\nauthors = [\"li\"]\n+++\n"),
        ("content/a.zh-Hans.md", "+++\nauthors = [\"李华\"]\n+++\n"),
        ("content/b.md", "+++\nauthors = [\"Li Hau\"]\n+++\n"),
    ]);
    assert!(library.translations[..2].iter().all(|translation| translation.front.authors == ["li"]));
    assert_eq!(told, ["unknown-author: `content/authors.toml` does not list the author `Li Hau`"]);
    // Whoever is not listed may be named all the same; what looks like an id is missed once.
    let (_, told) = look(&[
        ("content/authors.toml", list),
        ("content/a.md", "+++\nauthors = [\"li\", \"Nobody Else\", \"李明\", \"李小明\", \"Li Bai\"]\n+++\n"),
        ("content/b.md", "+++\nauthors = [\"marta\", \"lii\", \"LI\", \"li hua\", \"\"]\n+++\n"),
        ("content/c.md", "+++\nauthors = [\"marta\"]\n+++\n"),
    ]);
    let told: Vec<&str> = told.iter().filter_map(|line| line.rsplit('`').nth(1)).collect();
    assert_eq!(told, ["marta", "lii", "LI", "li hua"]);
    // Without a list any name is a name.
    let (library, told) = look(&[("content/b.md", "+++\nauthors = [\"Li Hau\"]\n+++\n")]);
    assert_eq!((library.translations[0].front.authors.len(), told.len()), (1, 0));
}

//! Sections, their order, tags, reading order, related documents, feeds.

use crate::content::testing::{book, three};
use crate::resolve::plan::{OutlineItem, PageKind};
use crate::resolve::testing::{Book, planned};

fn list<'a>(book: &'a Book, permalink: &str) -> Vec<&'a str> {
    book.links(&book.at(permalink).listed)
}

#[test]
fn a_section_lists_by_weight_then_date_then_title() {
    let book = planned(
        book(&["en"]),
        &[
            ("content/s/a.md", "+++\ntitle = \"Zebra\"\n+++\n"),
            ("content/s/b.md", "+++\ntitle = \"Apple\"\n+++\n"),
            ("content/s/c.md", "+++\ndate = 2020-01-01\n+++\n"),
            ("content/s/d.md", "+++\ndate = 2021-01-01\n+++\n"),
            ("content/s/e.md", "+++\nweight = 2\n+++\n"),
            ("content/s/f.md", "+++\nweight = -1\n+++\n"),
        ],
    );
    assert_eq!(list(&book, "/s/"), ["/s/f/", "/s/e/", "/s/d/", "/s/c/", "/s/b/", "/s/a/"]);
    // Nobody wrote the section's page, so it takes its name from its folder.
    assert_eq!(book.at("/s/").title, "S");
    assert_eq!(book.at("/").title, "Book");
}

#[test]
fn numbered_chapters_stand_in_their_order_in_every_edition() {
    let names = ["ch1", "ch2", "ch10", "preface"];
    let titles = [["Zeta", "末"], ["Alpha", "乙"], ["Mu", "甲"], ["Omega", "序"]];
    let mut files = Vec::new();
    for (name, titles) in names.iter().zip(titles) {
        for (suffix, title) in ["", ".zh-Hans"].iter().zip(titles) {
            files.push((format!("content/{name}{suffix}.md"), format!("+++\ntitle = \"{title}\"\n+++\n")));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let book = planned(three(), &files);
    for edition in ["/", "/zh-hans/", "/zh-hant/"] {
        let chapters = names.map(|name| format!("{edition}{name}/"));
        assert_eq!(list(&book, edition), chapters, "{edition}");
    }
    // Without numbers, each edition has its own order.
    let files = [
        ("content/a.zh-Hans.md", "+++\ntitle = \"中国\"\n+++\n"),
        ("content/b.zh-Hans.md", "+++\ntitle = \"北京\"\n+++\n"),
    ];
    let book = planned(three(), &files);
    assert_eq!(list(&book, "/zh-hans/"), ["/zh-hans/b/", "/zh-hans/a/"], "běi zhōng");
    assert_eq!(list(&book, "/zh-hant/"), ["/zh-hant/a/", "/zh-hant/b/"], "4 and 5 strokes");
}

#[test]
fn lists_are_split() {
    let names: Vec<String> = (0..23).map(|n| format!("content/s/d{n:02}.md")).collect();
    let list_of: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "+++\ntags = [\"t\"]\n+++\n")).collect();
    let book = planned(book(&["en"]), &list_of);
    let parts = ["/s/", "/s/page/2/", "/s/page/3/"];
    for (at, part) in parts.iter().enumerate() {
        let page = book.at(part);
        assert_eq!(page.part, (u32::try_from(at).unwrap() + 1, 3));
        assert_eq!(book.links(&page.parts), parts);
    }
    assert_eq!(list(&book, "/s/page/3/"), ["/s/d20/", "/s/d21/", "/s/d22/"]);
    assert_eq!(book.links(&book.at("/s/page/2/").breadcrumbs), ["/"]);
    assert_eq!(book.at("/tags/t/page/3/").listed.len(), 3);
    assert_eq!(book.links(&book.at("/tags/t/").breadcrumbs), ["/", "/tags/"]);
}

#[test]
fn chapters_are_read_through_the_whole_tree() {
    let book = planned(
        book(&["en"]),
        &[
            ("content/preface.md", "+++\nweight = 1\n+++\n"),
            ("content/part-1/_index.md", "+++\nweight = 2\n+++\n"),
            ("content/part-1/ch1.md", "+++\nweight = 1\n+++\n"),
            ("content/part-1/ch2.md", "+++\nweight = 2\n+++\n"),
            ("content/part-2/_index.md", "+++\nweight = 3\n+++\n"),
            ("content/part-2/ch3.md", ""),
            ("content/blog/old.md", "+++\ndate = 2020-01-01\n+++\n"),
            ("content/blog/new.md", "+++\ndate = 2021-01-01\n+++\n"),
        ],
    );
    let mut at = book.id("/preface/");
    let mut read = vec!["/preface/"];
    while let Some(next) = book.plan.page(at).next {
        assert_eq!(book.plan.page(next).previous, Some(at));
        read.push(&book.plan.page(next).permalink);
        at = next;
    }
    assert_eq!(read, ["/preface/", "/part-1/", "/part-1/ch1/", "/part-1/ch2/", "/part-2/", "/part-2/ch3/", "/blog/"]);
    // Articles are read from the older to the newer, and are no chapters of the sidebar.
    assert_eq!(book.at("/blog/old/").next, Some(book.id("/blog/new/")));
    assert_eq!((book.at("/blog/old/").previous, book.at("/blog/new/").next), (None, None));
    assert_eq!(list(&book, "/blog/"), ["/blog/new/", "/blog/old/"]);
    fn names(items: &[OutlineItem]) -> Vec<(String, Vec<String>)> {
        items.iter().map(|i| (i.text.clone(), i.children.iter().map(|c| c.text.clone()).collect())).collect()
    }
    let chapters = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        names(&book.plan.editions[0].outline),
        [
            ("Preface".to_owned(), vec![]),
            ("Part 1".to_owned(), chapters(&["Ch1", "Ch2"])),
            ("Part 2".to_owned(), chapters(&["Ch3"])),
            ("Blog".to_owned(), vec![]),
        ]
    );
    assert_eq!(book.at("/blog/new/").template, "article");
    assert_eq!(book.links(&book.at("/part-1/ch1/").breadcrumbs), ["/", "/part-1/"]);
}

#[test]
fn a_document_beside_a_folder_of_its_name_is_its_section() {
    let book = planned(book(&["en"]), &[("content/a.md", "# A\n"), ("content/a/b.md", "")]);
    assert!(matches!(book.at("/a/").kind, PageKind::Section(_)));
    assert_eq!(list(&book, "/a/"), ["/a/b/"]);
}

#[test]
fn related_documents_share_rare_tags_first() {
    let tagged = |tags: &str| format!("+++\ntags = [{tags}]\n+++\n");
    let (both, common, rare, none) =
        (tagged("\"common\", \"rare\""), tagged("\"common\""), tagged("\"rare\""), String::new());
    let book = planned(
        book(&["en", "de"]),
        &[
            ("content/x/a.md", &both),
            ("content/y/b.md", &common),
            ("content/y/c.md", &common),
            ("content/y/d.md", &common),
            ("content/y/e.md", &rare),
            ("content/z/f.md", &none),
            ("content/z/g.md", &none),
        ],
    );
    let related = book.links(&book.at("/x/a/").related);
    assert_eq!(related[0], "/y/e/");
    assert_eq!(related.len(), 4);
    assert!(!related.contains(&"/z/f/"));
    // Without tags, the section.
    assert_eq!(book.links(&book.at("/z/f/").related), ["/z/g/"]);
    // Copies in a language that the reader did not choose are nobody's relatives.
    assert!(book.at("/de/x/a/").related.is_empty());
}

#[test]
fn feeds_hold_what_the_edition_has_itself_newest_first() {
    let mut config = three();
    config.feed = Some(2);
    let book = planned(
        config,
        &[
            ("content/a.md", "+++\ndate = 2020-01-01\n+++\n"),
            ("content/b.md", "+++\ndate = 2022-01-01\n+++\n"),
            ("content/c.md", "+++\ndate = 2021-01-01\n+++\n"),
            ("content/d.md", ""),
            ("content/a.zh-Hans.md", "+++\ndate = 2020-01-01\n+++\n"),
        ],
    );
    let feed = |edition: usize| book.links(&book.plan.editions[edition].feed);
    assert_eq!((feed(0), feed(1), feed(2)), (vec!["/b/", "/c/"], vec!["/zh-hans/a/"], vec!["/zh-hant/a/"]));
}

#[test]
fn a_tag_is_one_thing_in_both_scripts() {
    let tagged = |tag: &str| format!("+++\ntags = [\"{tag}\"]\n+++\n");
    // The converter of these tests makes `→头发` of it.
    let (simplified, traditional) = (tagged("头发"), tagged("→头发"));
    let book = planned(
        three(),
        &[("content/a.zh-Hans.md", &simplified), ("content/b.zh-Hant.md", &traditional), ("content/c.md", "# C")],
    );
    let tags = |edition: usize| {
        let tags = book.plan.editions[edition].tags.iter();
        tags.map(|tag| (tag.id.clone(), tag.name.clone(), tag.count)).collect::<Vec<_>>()
    };
    assert_eq!(tags(1), [("头发".to_owned(), "头发".to_owned(), 1)]);
    assert_eq!(tags(2), [("头发".to_owned(), "→头发".to_owned(), 2)]);
}

#[test]
fn tags_that_differ_by_a_mark_differ() {
    let book = planned(
        book(&["en"]),
        &[("content/a.md", "+++\ntags = [\"C\", \"C++\", \"c#\", \"CI/CD\", \"?\", \"c\"]\n+++\n")],
    );
    let ids: Vec<_> = book.plan.editions[0].tags.iter().map(|tag| tag.id.as_str()).collect();
    assert_eq!(ids.len(), 5, "{ids:?}");
    assert!(["c", "c++", "c#", "ci-cd"].iter().all(|id| ids.contains(id)), "{ids:?}");
    assert_eq!(book.at("/a/").tags.len(), 5);
}

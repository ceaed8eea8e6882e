//! Counterparts: the same thing in the other editions, whatever its address.

use crate::config::{LocalText, Missing};
use crate::content::testing::{locale, three};
use crate::resolve::plan::Counterpart;
use crate::resolve::testing::{Book, planned};

#[test]
fn a_document_leads_to_itself_in_each_edition() {
    let book = planned(three(), &[("content/guide.md", ""), ("content/guide.zh-Hans.md", "")]);
    assert_eq!(book.switcher("/zh-hans/guide/"), ["/guide/", "/zh-hans/guide/", "/zh-hant/guide/"]);
}

#[test]
fn a_fallback_copy_is_where_the_switcher_leads_and_is_not_real() {
    let book = planned(three(), &[("content/only-en.md", "")]);
    assert_eq!(book.switcher("/only-en/"), ["/only-en/", "~/zh-hans/only-en/", "~/zh-hant/only-en/"]);
    assert_eq!(book.switcher("/zh-hant/only-en/"), book.switcher("/only-en/"));
}

#[test]
fn where_an_edition_lacks_the_document_the_chain_or_an_ancestor_stands_in() {
    let mut config = three();
    config.editions[1].missing = Missing::Omit;
    config.editions[2].missing = Missing::Omit;
    config.editions[0].missing = Missing::Omit;
    let book = planned(
        config,
        &[
            ("content/guide/a.md", ""),
            ("content/guide/b.md", ""),
            ("content/guide/b.zh-Hans.md", ""),
            ("content/x/y.zh-Hant.md", ""),
        ],
    );
    // The chain of 简体 gives this very page, which is nowhere to go; its section is.
    assert_eq!(book.switcher("/guide/a/"), ["/guide/a/", "~/zh-hans/guide/", "~/zh-hant/guide/"]);
    assert_eq!(book.switcher("/zh-hant/x/y/"), ["~/", "~/zh-hans/", "/zh-hant/x/y/"]);
}

#[test]
fn tags_are_met_by_their_id() {
    let mut config = three();
    let name = |tag: &str, text: &str| (locale(tag), text.to_owned());
    let software = LocalText { all: None, by: [name("en", "Software"), name("zh-Hans", "软件")].into() };
    config.tags.insert("software".to_owned(), software);
    let book = planned(
        config,
        &[
            ("content/a.md", "+++\ntags = [\"software\"]\n+++\n"),
            ("content/a.zh-Hans.md", "+++\ntags = [\"软件\", \"其他\"]\n+++\n"),
        ],
    );
    assert_eq!(
        book.switcher("/tags/software/"),
        ["/tags/software/", "/zh-hans/tags/software/", "/zh-hant/tags/software/"]
    );
    assert_eq!(book.at("/zh-hans/tags/software/").title, "软件");
    assert_eq!(book.at("/zh-hant/tags/software/").title, "→软件");
    // A tag that no list names has the id of its source text in both scripts; English, which lacks it, gives its list
    // of tags.
    assert_eq!(book.switcher("/zh-hant/tags/其他/"), ["~/tags/", "/zh-hans/tags/其他/", "/zh-hant/tags/其他/"]);
    assert_eq!(book.switcher("/zh-hant/tags/"), ["/tags/", "/zh-hans/tags/", "/zh-hant/tags/"]);
    assert_eq!(book.switcher("/search/"), ["/search/", "/zh-hans/search/", "/zh-hant/search/"]);
    assert_eq!(book.switcher("/404.html"), ["/404.html", "/zh-hans/404.html", "/zh-hant/404.html"]);
}

#[test]
fn a_list_of_nothing_but_copies_is_not_real() {
    let tagged = "+++\ntags = [\"old\"]\n+++\n";
    let book = planned(three(), &[("content/guide/a.md", tagged), ("content/b.zh-Hans.md", "")]);
    let copies = ["/tags/old/", "~/zh-hans/tags/old/", "~/zh-hant/tags/old/"];
    assert_eq!(book.switcher("/tags/old/"), copies);
    assert_eq!(book.switcher("/zh-hans/tags/old/"), copies);
    assert_eq!(book.switcher("/zh-hant/tags/"), ["/tags/", "~/zh-hans/tags/", "~/zh-hant/tags/"]);
    assert_eq!(book.switcher("/guide/"), ["/guide/", "~/zh-hans/guide/", "~/zh-hant/guide/"]);
    let named = |permalink: &str| crate::resolve::alternates::alternates(&book.config, book.at(permalink)).len();
    assert_eq!(["/tags/old/", "/zh-hans/tags/old/", "/zh-hans/guide/", "/"].map(named), [2, 0, 0, 4]);
}

#[test]
fn a_written_search_or_404_page_meets_the_made_ones() {
    let mut config = three();
    config.editions[1].missing = Missing::Omit;
    config.editions[2].missing = Missing::Omit;
    let book = planned(config, &[("content/404.md", "# Lost\n"), ("content/search.md", "# Find\n")]);
    assert_eq!(book.switcher("/404.html"), ["/404.html", "/zh-hans/404.html", "/zh-hant/404.html"]);
    assert_eq!(book.switcher("/zh-hans/search/"), ["/search/", "/zh-hans/search/", "/zh-hant/search/"]);
    assert_eq!(book.at("/404.html").title, "Lost");
}

#[test]
fn going_there_and_back_ends_where_it_began() {
    let mut config = three();
    config.per_page = 2;
    config.editions[0].missing = Missing::Omit;
    let tagged = "+++\ntags = [\"t\"]\n+++\n";
    let book = planned(
        config,
        &[
            ("content/guide/_index.md", ""),
            ("content/guide/a.md", tagged),
            ("content/guide/b.md", tagged),
            ("content/guide/c.md", tagged),
            ("content/guide/c.zh-Hans.md", tagged),
            ("content/guide/d.zh-Hans.md", "+++\nslug = \"丁\"\n+++\n"),
            ("content/blog/e.zh-Hant.md", ""),
            ("content/404.zh-Hans.md", ""),
        ],
    );
    assert!(book.has("/zh-hant/guide/page/2/"));
    symmetric(&book);
}

/// From every page, along every real counterpart, and back by the switcher of the page there.
fn symmetric(book: &Book) {
    for (at, page) in book.plan.pages.iter().enumerate() {
        assert_eq!(page.counterparts.len(), book.config.editions.len());
        for Counterpart { edition, page: there, real } in &page.counterparts {
            if *edition == page.edition {
                assert_eq!(there.0 as usize, at);
            }
            if *real {
                assert_eq!(book.plan.page(*there).edition, *edition);
                let back = book.plan.page(*there).counterparts[page.edition.0 as usize];
                assert_eq!(back.page.0 as usize, at, "{} and {}", page.permalink, book.plan.page(*there).permalink);
            }
        }
    }
}

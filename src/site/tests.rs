//! Sitemap, feeds and the list of files of small books.

use super::{Content, feed, outputs, sitemap};
use crate::config::{BaseUrl, EditionId, Missing};
use crate::content::testing::three;
use crate::resolve::testing::{Book, planned};

/// A book in three editions that knows where it stands; Chinese lacks `only`, and English `zh`.
fn book() -> Book {
    let mut config = three();
    config.base_url = BaseUrl::parse("https://example.org/b/").unwrap();
    config.feed = Some(2);
    config.editions[0].missing = Missing::Omit;
    planned(
        config,
        &[
            ("content/_index.md", "# Home\n"),
            ("content/_index.zh-Hans.md", "# 首页\n"),
            (
                "content/log/a.md",
                "+++\ntitle = \"A & B\"\ndate = 2024-03-01\nupdated = 2024-05-06\ntags = [\"t\"]\n+++\nOne.",
            ),
            ("content/log/a.zh-Hans.md", "+++\ntitle = \"甲\"\ndate = 2024-03-01T08:00:00+08:00\n+++\n一。"),
            ("content/log/b.md", "+++\ndate = 2024-04-01\n+++\nTwo."),
            ("content/log/c.md", "+++\ndate = 2023-04-01\n+++\nThree."),
            ("content/zh.zh-Hans.md", "# 只有中文\n"),
        ],
    )
}

/// The entries of the sitemap: each address with what it says.
fn entries(book: &Book) -> Vec<(String, String)> {
    let files = sitemap::files(&book.config, &book.library, &book.plan);
    assert_eq!(files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["sitemap.xml"]);
    let of = |entry: &str| {
        let (address, rest) = entry.split_once("<loc>").unwrap().1.split_once("</loc>").unwrap();
        (address.to_owned(), rest.split_once("</url>").unwrap().0.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    files[0].1.split("<url>").skip(1).map(of).collect()
}

fn link(lang: &str, path: &str) -> String {
    format!("<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"https://example.org/b{path}\"/>")
}

#[test]
fn the_sitemap_names_real_pages_with_all_their_counterparts() {
    let book = book();
    let entries = entries(&book);
    let of = |path: &str| entries.iter().find(|(address, _)| *address == format!("https://example.org/b{path}"));
    let set = [
        link("en", "/log/a/"),
        link("zh-Hans", "/zh-hans/log/a/"),
        link("zh-Hant", "/zh-hant/log/a/"),
        link("x-default", "/log/a/"),
    ]
    .join(" ");
    assert_eq!(of("/log/a/").unwrap().1, format!("<lastmod>2024-05-06</lastmod> {set}"));
    assert_eq!(of("/zh-hant/log/a/").unwrap().1, format!("<lastmod>2024-03-01</lastmod> {set}"));
    let chinese = [link("zh-Hans", "/zh-hans/zh/"), link("zh-Hant", "/zh-hant/zh/"), link("x-default", "/zh-hans/zh/")];
    assert_eq!(of("/zh-hans/zh/").unwrap().1, chinese.join(" "));
    // Copies, and pages that only serve the site, are nobody's to find.
    for path in ["/zh-hans/log/b/", "/zh/", "/404.html", "/search/", "/zh-hans/404.html"] {
        assert!(of(path).is_none(), "{path}");
    }
}

#[test]
fn a_feed_holds_the_newest_texts_of_its_own_language() {
    let book = book();
    let body = |_| "<p>一 & 二</p>".to_owned();
    let feed = |edition| feed::file(&book.config, &book.library, &book.plan, EditionId(edition), &body);
    let (path, english) = feed(0).unwrap();
    assert_eq!(path.as_str(), "feed.xml");
    let ids: Vec<_> = english.split("<entry>").skip(1).map(|entry| text(entry, "id")).collect();
    assert_eq!(ids, ["https://example.org/b/log/b/", "https://example.org/b/log/a/"]);
    assert_eq!(text(&english, "updated"), "2024-05-06T00:00:00+00:00");
    let (path, hans) = feed(1).unwrap();
    assert_eq!(path.as_str(), "zh-hans/feed.xml");
    let entries: Vec<_> = hans.split("<entry>").skip(1).collect();
    assert_eq!(entries.len(), 1, "a copy in another language is in no feed");
    assert_eq!(text(entries[0], "published"), "2024-03-01T08:00:00+08:00");
    assert!(hans.contains("xml:lang=\"zh-Hans\"") && entries[0].contains("&lt;p&gt;一 &amp; 二&lt;/p&gt;"), "{hans}");
    assert_eq!(text(feed(2).unwrap().1.split("<entry>").nth(1).unwrap(), "title"), "→甲");
}

#[test]
fn a_feed_is_xml_whatever_its_texts_hold_and_has_an_author() {
    let mut config = three();
    config.base_url = BaseUrl::parse("https://example.org/").unwrap();
    config.title = crate::config::LocalText::plain("The log");
    config.feed = Some(2);
    let book = planned(config, &[("content/log/a.md", "---\ntitle: \"A\\x01B\"\ndate: 2024-03-01\n---\n")]);
    let body = |_| "<p>\u{1b}[31m ]]> \u{fffe}</p>".to_owned();
    let (_, feed) = feed::file(&book.config, &book.library, &book.plan, EditionId(0), &body).unwrap();
    assert_eq!(text(feed.split("<entry>").nth(1).unwrap(), "title"), "A\u{FFFD}B");
    assert!(feed.contains("\u{FFFD}[31m ]]&gt; \u{FFFD}") && !feed.contains('\u{1}'), "{feed}");
    assert_eq!(text(&feed, "name"), "The log");
}

/// The text of the first element of that name.
fn text<'x>(xml: &'x str, name: &str) -> &'x str {
    let (_, rest) = xml.split_once(&format!("<{name}")).unwrap();
    rest.split_once('>').unwrap().1.split_once('<').unwrap().0
}

#[test]
fn what_must_name_the_site_is_left_out_where_the_site_has_no_address() {
    let mut book = book();
    book.config.base_url = three().base_url;
    assert!(sitemap::files(&book.config, &book.library, &book.plan).is_empty());
    assert!(feed::file(&book.config, &book.library, &book.plan, EditionId(0), &|_| String::new()).is_none());
    let files = outputs(&book.config, &book.library, &book.plan, Vec::new(), Vec::new());
    let robots = files.iter().find(|file| file.path.as_str() == "robots.txt").unwrap();
    assert_eq!(robots.content, Content::Made(b"User-agent: *\nAllow: /\n".to_vec()));
}

#[test]
fn every_place_is_written_once_and_a_file_of_the_site_wins() {
    let mut config = three();
    config.base_url = BaseUrl::parse("https://example.org/").unwrap();
    let book = planned(config, &[("content/a.md", ""), ("content/robots.txt", ""), ("content/pot.png", "")]);
    let files = outputs(&book.config, &book.library, &book.plan, Vec::new(), Vec::new());
    assert!(files.windows(2).all(|pair| pair[0].path < pair[1].path));
    let copied = files.iter().filter(|file| matches!(file.content, Content::Copy(_)));
    assert_eq!(copied.map(|file| file.path.as_str()).collect::<Vec<_>>(), ["pot.png", "robots.txt"]);
}

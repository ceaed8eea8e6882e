//! Where pages and files stand in the site, and what clashes.

use crate::config::EditionId;
use crate::content::testing::{book, three};
use crate::resolve::assets::variant;
use crate::resolve::testing::planned;
use crate::source::RelPath;

#[test]
fn every_edition_has_home_search_and_404() {
    let book = planned(three(), &[("content/a.md", "")]);
    for (permalink, output) in [
        ("/", "index.html"),
        ("/a/", "a/index.html"),
        ("/404.html", "404.html"),
        ("/search/", "search/index.html"),
        ("/zh-hant/", "zh-hant/index.html"),
        ("/zh-hant/a/", "zh-hant/a/index.html"),
        ("/zh-hant/404.html", "zh-hant/404.html"),
        ("/zh-hant/search/", "zh-hant/search/index.html"),
    ] {
        assert_eq!(book.at(permalink).output.as_str(), output);
    }
    let keys: Vec<_> = book.plan.pages.iter().map(|page| (page.edition, &page.permalink)).collect();
    assert!(keys.is_sorted());
}

#[test]
fn a_slug_replaces_the_last_part_and_may_differ_by_language() {
    let book = planned(
        three(),
        &[
            ("content/guide/quick-start.md", ""),
            ("content/guide/quick-start.zh-Hans.md", "+++\nslug = \"快速开始\"\n+++\n"),
        ],
    );
    assert_eq!(
        book.switcher("/guide/quick-start/"),
        ["/guide/quick-start/", "/zh-hans/guide/快速开始/", "/zh-hant/guide/快速开始/"]
    );
    assert_eq!(book.said, [""; 0]);
}

#[test]
fn what_a_section_holds_moves_with_its_slug() {
    let book = planned(
        three(),
        &[
            ("content/guide/_index.md", "+++\nslug = \"handbook\"\n+++\n"),
            ("content/guide/first/_index.zh-Hans.md", "+++\nslug = \"一\"\n+++\n"),
            ("content/guide/first/a.md", "[up](../_index.md)"),
            ("content/guide/first/a.zh-Hans.md", ""),
        ],
    );
    assert_eq!(
        book.switcher("/handbook/first/a/"),
        ["/handbook/first/a/", "/zh-hans/handbook/一/a/", "/zh-hant/handbook/一/a/"]
    );
    assert_eq!(book.links(&book.at("/handbook/first/a/").breadcrumbs), ["/", "/handbook/", "/handbook/first/"]);
    assert_eq!(book.said, [""; 0]);
}

#[test]
fn a_slug_cannot_leave_its_folder() {
    for slug in ["../../etc", "/etc/passwd", "a/b", "..", "a\\\\b", "a\\u0000", "x?y", "%2e%2e"] {
        let text = format!("+++\nslug = \"{slug}\"\n+++\n");
        let book = planned(book(&["en"]), &[("content/a.md", &text)]);
        assert_eq!(book.said.len(), 1, "{slug}");
        assert!(book.said[0].starts_with("bad-slug: the slug `"), "{:?}", book.said);
        // The page stands where it would have stood, so that links to it are not reported as well.
        assert!(book.has("/a/"), "{slug}");
    }
}

#[test]
fn two_pages_at_one_place_are_named() {
    let text = "+++\nslug = \"same\"\n+++\n";
    let made = planned(book(&["en"]), &[("content/a.md", text), ("content/b.md", text)]);
    assert_eq!(
        made.said,
        ["duplicate-permalink: `content/a.md` and `content/b.md` would both be written to `same/index.html`"]
    );
    // In three editions it is still one mistake.
    let made = planned(three(), &[("content/a.md", text), ("content/b.md", text)]);
    assert_eq!(made.said.len(), 1, "{:?}", made.said);
    // An edition's prefix is a place as any other.
    let made = planned(book(&["en", "zh"]), &[("content/zh2.md", "+++\nslug = \"zh\"\n+++\n")]);
    assert_eq!(made.said.len(), 1);
}

#[test]
fn names_that_differ_by_case_only_are_named() {
    let made = planned(book(&["en"]), &[("content/Setup.md", ""), ("content/setup.md", "")]);
    assert_eq!(made.said.len(), 1);
    assert!(made.said[0].starts_with("case-collision: `content/Setup.md` and `content/setup.md`"), "{:?}", made.said);
    let made = planned(book(&["en"]), &[("content/A.png", ""), ("content/a.png", ""), ("content/x.md", "")]);
    assert!(made.said[0].starts_with("case-collision"), "{:?}", made.said);
}

#[test]
fn names_that_look_the_same_are_named() {
    let slug = |slug: &str| format!("+++\nslug = \"{slug}\"\n+++\n");
    let (one, other) = (slug("caf\u{e9}"), slug("Cafe\u{301}"));
    let made = planned(book(&["en"]), &[("content/a.md", &one), ("content/b.md", &slug("cafe\u{301}"))]);
    let said = "would be written to `café/index.html` in two spellings that look the same";
    assert_eq!(made.said.len(), 1, "{:?}", made.said);
    assert!(made.said[0].starts_with("case-collision: `content/"), "{:?}", made.said);
    assert!(made.said[0].replace("e\u{301}", "é").ends_with(said), "{:?}", made.said);
    let made = planned(book(&["en"]), &[("content/a.md", &one), ("content/b.md", &other)]);
    assert!(made.said[0].contains("differ by letter case only"), "both at once: {:?}", made.said);
}

#[test]
fn a_slug_that_is_too_long_is_told_the_limit() {
    for (slug, bytes) in [("a".repeat(201), 201), ("茶".repeat(70), 210)] {
        let text = format!("+++\nslug = \"{slug}\"\n+++\n");
        let made = planned(book(&["en"]), &[("content/a.md", &text)]);
        assert_eq!(made.said, [format!("bad-slug: the slug has {bytes} bytes, and may have 200")]);
    }
}

#[test]
fn a_prefix_that_is_a_folder_is_told_of() {
    let made = planned(book(&["en", "zh"]), &[("content/zh2.md", "+++\nslug = \"zh\"\n+++\n")]);
    let help = "give one of them another `slug` or name, or the edition `zh` another `prefix` than `zh`";
    assert!(made.help.iter().all(|said| said == help) && !made.help.is_empty(), "{:?} {:?}", made.help, made.said);
}

#[test]
fn a_place_cannot_be_a_file_and_a_folder() {
    let made = planned(book(&["en"]), &[("content/a/b/c.md", ""), ("static/a", "")]);
    assert_eq!(made.said[0], "duplicate-permalink: `a` would be a file and a folder at once");
}

#[test]
fn nothing_lies_below_a_file_that_a_build_makes() {
    for (path, place) in [
        ("content/robots.txt/_index.md", "robots.txt"),
        ("content/sitemap.xml/a.md", "sitemap.xml"),
        ("content/feed.xml/_index.md", "feed.xml"),
        ("content/llms.txt/a.png", "llms.txt"),
        ("content/404.html/_index.md", "404.html"),
        ("content/search-index/en.json/_index.md", "search-index/en.json"),
        ("static/assets", "assets"),
        ("static/search-index", "search-index"),
    ] {
        let made = planned(book(&["en"]), &[("content/b.md", ""), (path, "")]);
        let line = format!("duplicate-permalink: `{place}` would be a file and a folder at once");
        assert_eq!(made.said, [line], "{path}");
    }
    // A site's own file stands in the place of the made one.
    let made = planned(book(&["en"]), &[("content/b.md", ""), ("static/robots.txt", ""), ("static/assets/a.css", "")]);
    assert_eq!(made.said, [""; 0]);
}

#[test]
fn a_prefix_is_no_name_of_a_made_file() {
    let mut config = three();
    config.editions[1].prefix = "robots.txt".to_owned();
    let made = planned(config, &[("content/a.md", ""), ("content/a.zh-Hans.md", "")]);
    assert_eq!(made.said, ["duplicate-permalink: `robots.txt` would be a file and a folder at once"]);
}

#[test]
fn aliases_become_redirects_of_each_edition() {
    let front = "+++\naliases = [\"/old/\", \"older\", \"/legacy.html\", \"/zh-hans/uralt/\"]\n+++\n";
    let book = planned(three(), &[("content/guide/a.zh-Hans.md", front), ("content/guide/a.md", "")]);
    let all: Vec<_> =
        book.plan.redirects.iter().map(|r| (r.from.as_str(), r.output.as_str(), book.links([&r.to])[0])).collect();
    let (hans, hant) = ("/zh-hans/guide/a/", "/zh-hant/guide/a/");
    assert_eq!(
        all,
        [
            ("/zh-hans/guide/older/", "zh-hans/guide/older/index.html", hans),
            ("/zh-hans/legacy.html", "zh-hans/legacy.html", hans),
            ("/zh-hans/old/", "zh-hans/old/index.html", hans),
            ("/zh-hans/uralt/", "zh-hans/uralt/index.html", hans),
            ("/zh-hant/guide/older/", "zh-hant/guide/older/index.html", hant),
            ("/zh-hant/legacy.html", "zh-hant/legacy.html", hant),
            ("/zh-hant/old/", "zh-hant/old/index.html", hant),
        ]
    );
}

#[test]
fn bad_aliases_are_said() {
    let front = "+++\naliases = [\"../../etc\", \"https://example.org/\", \"/a/../../b\", \"/%2e%2e/x\", \"\"]\n+++\n";
    let made = planned(book(&["en"]), &[("content/a.md", front)]);
    assert_eq!(made.said.len(), 4, "{:?}", made.said);
    assert!(made.plan.redirects.is_empty());
    let made = planned(book(&["en"]), &[("content/a.md", "+++\naliases = [\"/b/\"]\n+++\n"), ("content/b.md", "")]);
    assert!(made.said[0].starts_with("duplicate-permalink: `content/b.md` and the alias `/b/` of `content/a.md`"));
}

#[test]
fn every_alias_that_two_documents_share_is_said_once() {
    let front = "+++\naliases = [\"/old/\", \"/older/\"]\n+++\n";
    let both = [("content/a.zh-Hans.md", front), ("content/b.zh-Hans.md", front)];
    // zh-Hant, made from it, has the same two clashes.
    let made = planned(three(), &both);
    assert_eq!(
        made.said,
        ["old", "older"].map(|alias| format!(
            "duplicate-permalink: the alias `/zh-hans/{alias}/` of `content/a.zh-Hans.md` and the alias `/zh-hans/{alias}/` of \
             `content/b.zh-Hans.md` would both be written to `zh-hans/{alias}/index.html`"
        ))
    );
}

#[test]
fn what_a_converted_page_inherits_is_not_said_again() {
    let front = "+++\naliases = [\"/Old/\", \"/old/\"]\n+++\n";
    let made = planned(three(), &[("content/a.zh-Hans.md", front)]);
    assert_eq!(made.said.len(), 1, "{:?}", made.said);
    // The same for an alias below another page's file.
    let front = "+++\naliases = [\"/x.html\", \"/x.html/y/\"]\n+++\n";
    let made = planned(three(), &[("content/a.zh-Hans.md", front)]);
    assert_eq!(made.said, ["duplicate-permalink: `zh-hans/x.html` would be a file and a folder at once"]);
}

#[test]
fn two_files_for_one_place_are_named() {
    let made = planned(book(&["en"]), &[("content/a.md", ""), ("content/x.png", ""), ("static/x.png", "")]);
    assert_eq!(made.said, ["duplicate-permalink: `content/x.png` and `static/x.png` would both be copied to `x.png`"]);
}

#[test]
fn a_tags_address_is_one_plain_part_of_bounded_length() {
    let mut config = book(&["en"]);
    config.tags.insert("../../etc".to_owned(), crate::config::LocalText::plain("Etc"));
    let long = "长".repeat(300);
    let text = format!("+++\ntags = [\"Etc\", \"{long}\", \"..\"]\n+++\n");
    let made = planned(config, &[("content/a.md", &text)]);
    let outputs: Vec<_> = made.plan.pages.iter().map(|page| page.output.as_str()).collect();
    assert!(outputs.contains(&"tags/etc/index.html"), "{outputs:?}");
    assert!(outputs.iter().flat_map(|output| output.split('/')).all(|part| part.len() <= 200 && !part.is_empty()));
    assert_eq!(made.said, [""; 0]);
}

#[test]
fn assets_lie_once_and_their_variants_below_their_editions() {
    let made = planned(
        three(),
        &[
            ("content/a.md", ""),
            ("content/fig.png", ""),
            ("content/fig.zh-Hant.png", ""),
            ("content/fig.en.png", ""),
            ("content/zh-Hans/only.png", ""),
            ("static/logo.svg", ""),
        ],
    );
    let copies: Vec<_> = made.plan.copies.iter().map(|(to, from)| (to.as_str(), from.as_str())).collect();
    assert_eq!(
        copies,
        [
            ("en/fig.png", "content/fig.en.png"),
            ("fig.png", "content/fig.png"),
            ("logo.svg", "static/logo.svg"),
            ("zh-hans/only.png", "content/zh-Hans/only.png"),
            ("zh-hant/fig.png", "content/fig.zh-Hant.png"),
        ]
    );
    assert_eq!(made.said, [""; 0]);
}

#[test]
fn a_picture_in_the_editions_own_script_comes_before_one_that_a_text_would_be_converted_from() {
    let mut config = book(&["en", "zh-Hans", "zh-Hant", "zh-HK"]);
    let (simplified, traditional, hong_kong) = (EditionId(1), EditionId(2), EditionId(3));
    config.editions[3].convert_from = Some(simplified);
    config.editions[3].fallback = vec![traditional, EditionId(0)];
    let all = [None, Some(simplified), Some(traditional), Some(hong_kong)];
    let place = |edition: Option<EditionId>| RelPath::new(&format!("{edition:?}")).unwrap();
    let shown = |known: &[Option<EditionId>], edition: EditionId| {
        let variants: Vec<_> = known.iter().map(|edition| (*edition, place(*edition))).collect();
        let found = variant(&config, &variants, edition, &[simplified][..usize::from(edition == hong_kong)]).cloned();
        known.iter().copied().find(|edition| Some(place(*edition)) == found).flatten()
    };
    assert_eq!(shown(&all, hong_kong), Some(hong_kong));
    assert_eq!(shown(&all[..3], hong_kong), Some(traditional), "not the Simplified one");
    assert_eq!(shown(&all[..2], hong_kong), Some(simplified), "the text's own, where there is no other");
    assert_eq!(shown(&all[..1], hong_kong), None);
    assert_eq!(shown(&all, EditionId(0)), None, "the one for all");
}

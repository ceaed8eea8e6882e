//! Where links lead, in whatever way they are written.

use super::suggest::how;
use super::*;
use crate::config::Missing;
use crate::content::testing::{book, locale, path, said, three};
use crate::resolve::testing::{Book, planned};

/// Where the links of the page at `permalink` lead, and what was said.
fn follow(book: &Book, permalink: &str) -> (Vec<String>, Vec<String>) {
    let index = Index::new(&book.config, &book.library, &book.plan);
    let resolver = Resolver::new(&book.config, &book.library, &book.plan, &index);
    let (targets, found) = resolver.page(book.id(permalink));
    (targets.iter().map(|target| shown(book, target)).collect(), said(found))
}

fn shown(book: &Book, target: &Target) -> String {
    match target {
        Target::Page { page, fragment, query, language } => {
            let query = query.as_ref().map(|query| format!("?{query}")).unwrap_or_default();
            let fragment = fragment.as_ref().map(|fragment| format!("#{fragment}")).unwrap_or_default();
            let language = language.map(|id| format!(" ({})", book.config.edition(id).locale)).unwrap_or_default();
            format!("{}{query}{fragment}{language}", book.plan.page(*page).permalink)
        }
        Target::File(place, rest) => format!("file {place}{rest}"),
        Target::Elsewhere(address) => format!("elsewhere {address}"),
        Target::Broken(written) => format!("broken {written}"),
    }
}

/// A book whose document `guide/start` holds one link, read in the edition of that page.
fn one(link: &str, permalink: &str) -> (String, Vec<String>) {
    let text = format!("[x]({link})\n");
    let book = planned(
        three(),
        &[
            ("content/_index.md", "# Home\n"),
            ("content/guide/_index.md", ""),
            ("content/guide/start.md", &text),
            ("content/guide/start.zh-Hans.md", &text),
            ("content/guide/setup.md", "## Local connection\n"),
            ("content/guide/setup.zh-Hans.md", "## 本地连接\n"),
            ("content/guide/plan.pdf", ""),
            ("content/fig.png", ""),
            ("content/fig.zh-Hant.png", ""),
            ("content/tour/index.md", "[x](a.png)"),
            ("content/tour/a.png", ""),
            ("content/only-en.md", "## Here\n"),
            ("content/中文 名.md", ""),
        ],
    );
    assert!(book.said.is_empty(), "{:?}", book.said);
    let (targets, said) = follow(&book, permalink);
    (targets[0].clone(), said)
}

#[test]
fn every_way_to_write_a_link_lands_in_the_same_edition() {
    for (link, wanted) in [
        // To a file, with and without what its name says about its locale.
        ("setup.md", "/zh-hans/guide/setup/"),
        ("./setup.md", "/zh-hans/guide/setup/"),
        ("../guide/setup.md#本地连接", "/zh-hans/guide/setup/#本地连接"),
        ("setup.zh-Hans.md", "/zh-hans/guide/setup/"),
        ("_index.md", "/zh-hans/guide/"),
        ("../tour/index.md", "/zh-hans/tour/"),
        // To a key, from where it stands or from the top.
        ("setup", "/zh-hans/guide/setup/"),
        ("guide/setup", "/zh-hans/guide/setup/"),
        // To the site's root, with and without the edition.
        ("/guide/setup", "/zh-hans/guide/setup/"),
        ("/guide/setup/", "/zh-hans/guide/setup/"),
        ("/guide/setup.md", "/zh-hans/guide/setup/"),
        ("/guide/setup/index.html", "/zh-hans/guide/setup/"),
        ("/zh-hans/guide/setup/", "/zh-hans/guide/setup/"),
        ("/zh-CN/guide/setup", "/zh-hans/guide/setup/"),
        ("/", "/zh-hans/"),
        ("../", "/zh-hans/"),
        // As an address beside the page's own.
        ("../setup/", "/zh-hans/guide/setup/"),
        // Its own parts, a query, percent signs.
        ("setup.md?a=b#%E6%9C%AC%E5%9C%B0%E8%BF%9E%E6%8E%A5", "/zh-hans/guide/setup/?a=b#本地连接"),
        ("../%E4%B8%AD%E6%96%87%20%E5%90%8D.md", "/zh-hans/中文 名/"),
        // Through the source folder: the same as from its top.
        ("../../content/guide/setup.md", "/zh-hans/guide/setup/"),
        ("../../content/guide/setup.zh-Hans.md", "/zh-hans/guide/setup/"),
        ("../../content/guide/setup.en.md", "/guide/setup/ (en)"),
        // Another edition, asked for by name, is marked.
        ("setup.en.md", "/guide/setup/ (en)"),
        ("/zh-hant/guide/setup/", "/zh-hant/guide/setup/ (zh-Hant)"),
        // Elsewhere.
        ("https://example.org/#x", "elsewhere https://example.org/#x"),
        ("mailto:a@example.org", "elsewhere mailto:a@example.org"),
        ("//example.org", "elsewhere //example.org"),
        ("#", "elsewhere #"),
        ("#top", "elsewhere #top"),
        // Files.
        ("plan.pdf#page=2", "file guide/plan.pdf#page=2"),
        ("../fig.png", "file fig.png"),
        ("/fig.png", "file fig.png"),
        // A variant that is asked for by name.
        ("../fig.zh-Hant.png", "file zh-hant/fig.png"),
        ("../fig.zh-TW.png", "file zh-hant/fig.png"),
        ("/fig.zh-Hant.png", "file zh-hant/fig.png"),
        ("../../content/fig.zh-Hant.png", "file zh-hant/fig.png"),
    ] {
        assert_eq!(one(link, "/zh-hans/guide/start/"), (wanted.to_owned(), vec![]), "{link}");
    }
}

#[test]
fn a_converted_page_leads_to_converted_pages() {
    for (link, wanted) in [
        ("setup.md#本地连接", "/zh-hant/guide/setup/#本地连接"),
        ("setup.zh-Hans.md", "/zh-hant/guide/setup/"),
        ("/zh-hans/guide/setup/", "/zh-hant/guide/setup/"),
        ("/en/guide/setup/", "/guide/setup/ (en)"),
        ("../fig.png", "file zh-hant/fig.png"),
    ] {
        assert_eq!(one(link, "/zh-hant/guide/start/"), (wanted.to_owned(), vec![]), "{link}");
    }
}

#[test]
fn a_fragment_of_another_language_is_found_by_its_place_in_the_outline() {
    // Translators keep the fragment of the page that they translate.
    assert_eq!(one("setup.md#local-connection", "/zh-hant/guide/start/").0, "/zh-hant/guide/setup/#本地连接");
    assert_eq!(one("setup.md#本地连接", "/guide/start/").0, "/guide/setup/#local-connection");
}

#[test]
fn outlines_need_to_agree_only_where_the_heading_stands() {
    let book = planned(
        three(),
        &[
            ("content/a.zh-Hans.md", "[x](b.md#mac) [y](b.md#windows) [z](b.md#use)"),
            ("content/b.md", "## Install\n### Mac\n### Linux\n## Use\n### Windows\n## More\n"),
            ("content/b.zh-Hans.md", "## 安装\n### 苹果\n### 企鹅\n## 使用\n## 更多\n"),
        ],
    );
    let (targets, said) = follow(&book, "/zh-hans/a/");
    // The section about use lost a part in translation, so nobody knows whether it is the same.
    assert_eq!(targets, ["/zh-hans/b/#苹果", "/zh-hans/b/", "/zh-hans/b/"]);
    assert_eq!(said.len(), 2);
}

#[test]
fn a_fragment_is_an_error_where_the_outlines_differ() {
    let book = planned(
        three(),
        &[
            ("content/a.zh-Hans.md", "[x](b.md#local) [y](b.md#其二) [z](#没有)"),
            ("content/b.md", "## Local\n"),
            ("content/b.zh-Hans.md", "## 其一\n## 其二\n"),
        ],
    );
    let (targets, said) = follow(&book, "/zh-hant/a/");
    // The page is right, so the link keeps it.
    assert_eq!(targets, ["/zh-hant/b/", "/zh-hant/b/#其二", "/zh-hant/a/"]);
    assert_eq!(
        said,
        [
            "broken-fragment: `content/b.zh-Hans.md` has no `#local`",
            "broken-fragment: `content/a.zh-Hans.md` has no `#没有`"
        ]
    );
}

#[test]
fn where_the_edition_has_no_page_its_chain_gives_one_with_its_language() {
    let mut config = three();
    config.editions[1].missing = Missing::Omit;
    config.editions[2].missing = Missing::Omit;
    let book = planned(
        config,
        &[("content/a.zh-Hans.md", "[x](b.md#here)"), ("content/b.md", "## Here\n"), ("content/a.md", "")],
    );
    assert_eq!(follow(&book, "/zh-hant/a/"), (vec!["/b/#here (en)".to_owned()], vec![]));
    // A fallback copy is a page of the edition; what language it shows is for `render` to say.
    assert_eq!(one("../only-en.md#here", "/zh-hant/guide/start/").0, "/zh-hant/only-en/#here");
}

#[test]
fn beyond_its_chain_a_link_leads_to_the_page_that_was_written_and_not_to_a_copy_of_it() {
    let mut config = book(&["zh-Hans", "ja", "en"]);
    config.editions[1].fallback = vec![EditionId(2)];
    config.editions[2].fallback = Vec::new();
    let book = planned(config, &[("content/a.zh-Hans.md", "[b](b.md) [b](/b)"), ("content/b.en.md", "")]);
    assert!(book.plan.pages.iter().any(|page| page.permalink == "/ja/b/"), "the copy");
    assert_eq!(follow(&book, "/a/").0, ["/en/b/ (en)", "/en/b/ (en)"]);
}

#[test]
fn what_leads_to_nothing_is_said_at_its_place_with_the_nearest_name() {
    let text = "[x](setpu.md) [y](/guide/none) ![z](/fig/none.png) [d](draft.md)";
    let book = planned(
        book(&["en"]),
        &[
            ("content/a.md", text),
            ("content/setup.md", ""),
            ("content/fig/nine.png", ""),
            ("content/draft.md", "+++\ndraft = true\n+++\n"),
        ],
    );
    let index = Index::new(&book.config, &book.library, &book.plan);
    let resolver = Resolver::new(&book.config, &book.library, &book.plan, &index);
    let (targets, found) = resolver.page(book.id("/a/"));
    assert!(targets.iter().all(|target| matches!(target, Target::Broken(_))));
    let said: Vec<_> =
        found.iter().map(|d| (d.code, &text[d.place.span.unwrap().range()], d.help.as_deref())).collect();
    assert_eq!(
        said,
        [
            (Code::BrokenLink, "setpu.md", Some("did you mean `setup.md`?")),
            (Code::BrokenLink, "/guide/none", Some(how(LinkKind::Link))),
            (Code::MissingImage, "/fig/none.png", Some("did you mean `/fig/nine.png`?")),
            (
                Code::BrokenLink,
                "draft.md",
                Some("`content/draft.md` is a draft and left out; `--drafts` takes drafts in")
            ),
        ]
    );
}

#[test]
fn editions_with_folders_of_their_own_link_as_hugo_does() {
    // The reference book as its makers write it: `/ch8` in Chinese, `/en/ch8` in English, `/tw/ch8` in the third.
    let mut config = book(&["zh-Hans", "en", "zh-Hant"]);
    for (edition, folder) in config.editions.iter_mut().zip(["zh", "en", "tw"]) {
        edition.source = Some(path(folder));
    }
    let book = planned(
        config,
        &[
            ("zh/_index.md", "[x](/tw) [y](/ch8#x) [z](/en/ch8)"),
            ("zh/ch8.md", "## 八 {#x}\n"),
            ("en/_index.md", "[x](/en/ch8#x) [y](/ch8)"),
            ("en/ch8.md", "## Eight {#x}\n"),
            ("tw/_index.md", "[x](/tw/ch8#x) [y](../zh/ch8.md) [z](ch8.md)"),
            ("tw/ch8.md", "## 八 {#x}\n"),
        ],
    );
    assert_eq!(follow(&book, "/").0, ["/zh-hant/ (zh-Hant)", "/ch8/#x", "/en/ch8/ (en)"]);
    assert_eq!(follow(&book, "/en/"), (vec!["/en/ch8/#x".to_owned(), "/en/ch8/".to_owned()], vec![]));
    assert_eq!(follow(&book, "/zh-hant/").0, ["/zh-hant/ch8/#x", "/ch8/ (zh-Hans)", "/zh-hant/ch8/"]);
}

#[test]
fn bundles_and_variants_show_their_own_images() {
    let book = planned(
        three(),
        &[
            ("content/tour/index.md", "![](a.png) ![](./sub/b.png)"),
            ("content/tour/index.zh-Hans.md", "![](a.png)"),
            ("content/tour/a.png", ""),
            ("content/tour/a.zh-Hans.png", ""),
            ("content/tour/sub/b.png", ""),
            ("content/zh-Hant/x.png", ""),
            ("content/p.zh-Hant.md", "![](x.png)"),
        ],
    );
    assert_eq!(follow(&book, "/tour/").0, ["file tour/a.png", "file tour/sub/b.png"]);
    assert_eq!(follow(&book, "/zh-hans/tour/").0, ["file zh-hans/tour/a.png"]);
    // A converted page shows the pictures of the text that it is made from.
    assert_eq!(follow(&book, "/zh-hant/tour/").0, ["file zh-hans/tour/a.png"]);
    assert_eq!(follow(&book, "/zh-hant/p/").0, ["file zh-hant/x.png"]);
}

#[test]
fn a_slug_and_a_key_are_found_by_address_and_by_file() {
    let book = planned(
        three(),
        &[
            ("content/start.md", "+++\nslug = \"quick\"\n+++\n[a](kuaisu.zh-Hans.md)"),
            (
                "content/kuaisu.zh-Hans.md",
                "+++\nkey = \"start\"\nslug = \"快速\"\n+++\n[a](/quick/) [b](/zh-hans/快速/) [c](/快速) [d](/en/quick/)",
            ),
            ("content/b.zh-Hans.md", "[a](kuaisu.md) [b](start.md)"),
        ],
    );
    let here = "/zh-hans/快速/";
    assert_eq!(follow(&book, here).0, [here, here, here, "/quick/ (en)"]);
    assert_eq!(follow(&book, "/zh-hans/b/").0, [here, here]);
    assert_eq!(follow(&book, "/quick/").0, ["/zh-hans/快速/ (zh-Hans)"]);
}

#[test]
fn references_name_a_document_by_its_last_part() {
    let book = planned(three(), &[("content/a/b.md", ""), ("content/c.zh-Hans.md", "")]);
    let index = Index::new(&book.config, &book.library, &book.plan);
    let resolver = Resolver::new(&book.config, &book.library, &book.plan, &index);
    let target = resolver.on_page(book.id("/zh-hans/c/"), "b", LinkKind::Reference);
    assert_eq!(shown(&book, &target), "/zh-hans/a/b/");
    assert!(matches!(resolver.on_page(book.id("/zh-hans/c/"), "b", LinkKind::Link), Target::Broken(_)));
}

#[test]
fn the_path_of_the_base_url_is_understood() {
    let mut config = three();
    config.base_url.path = "/book/".to_owned();
    let book = planned(
        config,
        &[("content/a.md", "[x](/book/a/) [y](/a/)"), ("content/a.zh-Hans.md", "[x](/book/zh-hans/a/)")],
    );
    assert_eq!(follow(&book, "/a/").0, ["/a/", "/a/"]);
    assert_eq!(follow(&book, "/zh-hant/a/").0, ["/zh-hant/a/"]);
}

#[test]
fn what_differs_in_capitals_is_told_and_no_draft_is_offered() {
    let text = "[a](Setup.md) [b](/B) [c](Draft.md) [d](drafft.md) [e](../Guide/setup.md) ![f](Fig.PNG)";
    let book = planned(
        book(&["en"]),
        &[
            ("content/guide/a.md", text),
            ("content/guide/setup.md", ""),
            ("content/guide/fig.png", ""),
            ("content/b.md", ""),
            ("content/guide/draft.md", "+++\ndraft = true\n+++\n"),
        ],
    );
    let index = Index::new(&book.config, &book.library, &book.plan);
    let resolver = Resolver::new(&book.config, &book.library, &book.plan, &index);
    let (_, found) = resolver.page(book.id("/guide/a/"));
    let helps: Vec<_> = found.iter().map(|found| found.help.as_deref().unwrap_or_default()).collect();
    let meant = |path: &str| format!("did you mean `{path}`?");
    assert_eq!(
        helps,
        [
            &*meant("setup.md"),
            &meant("/b"),
            how(LinkKind::Link),
            how(LinkKind::Link),
            &meant("setup.md"),
            &meant("fig.png")
        ]
    );
}

#[test]
fn an_old_address_counts_from_its_section_too() {
    let alias = "+++\naliases = [\"other/\"]\n+++\nB [x](other) [y](../sec/other/)";
    let book = planned(book(&["en"]), &[("content/sec/b.md", alias), ("content/a.md", "[x](sec/other)")]);
    assert_eq!(follow(&book, "/sec/b/").0, ["/sec/b/", "/sec/b/"]);
    assert_eq!(follow(&book, "/a/").0, ["/sec/b/"]);
}

#[test]
fn a_file_that_was_meant_is_named_as_it_was_written() {
    let links =
        "[x](stat.md) [x](../guid/start.md) [x](../tuor/index.md) [x](guide/setpu.md) [x](setpu) ![x](../fig/nono.png)";
    let book = planned(
        three(),
        &[
            ("content/guide/a.md", links),
            ("content/guide/start.zh-Hans.md", ""),
            ("content/guide/setup.md", ""),
            ("content/tour/index.md", ""),
            ("content/fig/none.png", ""),
        ],
    );
    let index = Index::new(&book.config, &book.library, &book.plan);
    let resolver = Resolver::new(&book.config, &book.library, &book.plan, &index);
    let (_, found) = resolver.page(book.id("/guide/a/"));
    let helps: Vec<_> = found.iter().map(|found| found.help.as_deref().unwrap_or_default()).collect();
    let meant = ["start.md", "start.md", "../tour/index.md", "setup.md", "/guide/setup", "../fig/none.png"];
    assert_eq!(helps, meant.map(|meant| format!("did you mean `{meant}`?")));
}

#[test]
fn an_old_address_leads_into_the_same_edition() {
    for (default, chinese) in
        [("+++\naliases = [\"/old/\"]\n+++\nB", "乙"), ("B", "+++\naliases = [\"/old/\"]\n+++\n乙")]
    {
        let book = planned(
            three(),
            &[
                ("content/_index.md", "[x](/old/)"),
                ("content/_index.zh-Hans.md", "[x](/old) [y](/zh-hant/old/)"),
                ("content/b.md", default),
                ("content/b.zh-Hans.md", chinese),
            ],
        );
        assert_eq!(follow(&book, "/").0, ["/b/"], "{default} {chinese}");
        assert_eq!(follow(&book, "/zh-hans/").0, ["/zh-hans/b/", "/zh-hant/b/ (zh-Hant)"], "{default} {chinese}");
        assert_eq!(follow(&book, "/zh-hant/").0, ["/zh-hant/b/", "/zh-hant/b/"], "{default} {chinese}");
    }
}

#[test]
fn an_old_address_is_followed_and_said() {
    let book = planned(
        three(),
        &[
            ("content/a.zh-Hans.md", "[x](/old/) [y](/zh-hans/old/#zwei) [z](old/index.html)"),
            ("content/b.zh-Hans.md", "+++\naliases = [\"/old/\"]\n+++\n## 二 {#zwei}\n"),
        ],
    );
    for (permalink, there) in [("/zh-hans/a/", "/zh-hans/b/"), ("/zh-hant/a/", "/zh-hant/b/")] {
        let (targets, said) = follow(&book, permalink);
        assert_eq!(targets[0], there);
        assert_eq!(said[0], "redirected-link: `/old/` is an old address of `content/b.zh-Hans.md`");
    }
    assert_eq!(follow(&book, "/zh-hans/a/").0[1], "/zh-hans/b/#zwei");
}

#[test]
fn what_only_an_authors_machine_has_is_said_so() {
    for (link, help) in [
        ("file:///home/ann/pots.md", "copy it into the source folder"),
        ("../../../shared/pots.md", "it lies outside of the source folder"),
        ("", "write where it leads"),
    ] {
        let book = planned(book(&["en"]), &[("content/guide/a.md", &format!("[x]({link})"))]);
        let index = Index::new(&book.config, &book.library, &book.plan);
        let (_, found) = Resolver::new(&book.config, &book.library, &book.plan, &index).page(book.id("/guide/a/"));
        assert!(found[0].help.as_ref().unwrap().starts_with(help), "{found:?}");
    }
}

#[test]
fn files_that_a_build_makes_are_no_broken_links() {
    let mut config = three();
    config.base_url.origin = "https://example.org".to_owned();
    let text = "+++\ndate = 2026-01-02\n+++\n[a](/feed.xml) [b](/zh-hant/llms.txt) [c](/sitemap.xml) [d](/robots.txt)";
    let book = planned(config, &[("content/a.zh-Hans.md", text)]);
    let (targets, said) = follow(&book, "/zh-hans/a/");
    assert_eq!(targets[..2], ["file zh-hans/feed.xml", "file zh-hant/llms.txt"]);
    assert_eq!(said, [""; 0]);
}

#[test]
fn strange_destinations_do_no_harm() {
    for link in ["../../../../etc/passwd", "%", "%zz.md", "a\\b", "/../x", "?", "x?#", "%00", "...", "/..%2f..", "C:x"]
    {
        let (target, _) = one(link, "/guide/start/");
        assert!(target.starts_with("broken ") || target.starts_with("elsewhere "), "{link} → {target}");
    }
    let _ = locale("en");
}

//! Texts by locale, people, and the header's links.

use crate::config::{LocalText, NavLink};
use crate::content::testing::{book, locale, three};
use crate::resolve::plan::Target;
use crate::resolve::testing::planned;
use crate::source::Span;

fn by(texts: &[(&str, &str)]) -> LocalText {
    LocalText { all: None, by: texts.iter().map(|(tag, text)| (locale(tag), (*text).to_owned())).collect() }
}

fn titles(title: LocalText, editions: &[&str]) -> Vec<String> {
    let mut config = if editions.is_empty() { three() } else { book(editions) };
    config.title = title;
    let book = planned(config, &[("content/a.md", "")]);
    book.plan.editions.iter().map(|edition| edition.title.clone()).collect()
}

#[test]
fn a_text_is_picked_for_each_edition() {
    // One Chinese text serves both scripts, in either direction, declared as a conversion or not.
    assert_eq!(titles(by(&[("en", "Book"), ("zh-Hans", "书")]), &[]), ["Book", "书", "→书"]);
    assert_eq!(titles(by(&[("en", "Book"), ("zh-Hant", "書")]), &[]), ["Book", "→書", "書"]);
    assert_eq!(titles(by(&[("zh-Hans", "书")]), &["zh-Hans", "zh-Hant"]), ["书", "→书"]);
    // A spelling that means the same is the same.
    assert_eq!(titles(by(&[("en", "Book"), ("zh-CN", "书")]), &[]), ["Book", "书", "→书"]);
    // What an edition lacks its chain gives, in the language that it has.
    assert_eq!(titles(by(&[("en", "Book")]), &[]), ["Book", "Book", "Book"]);
    assert_eq!(titles(by(&[("zh-Hans", "书")]), &["en", "zh-Hans"]), ["书", "书"]);
}

#[test]
fn a_site_without_a_title_is_called_something() {
    assert_eq!(titles(LocalText::default(), &[]), ["en", "zh-Hans", "zh-Hant"], "as the editions are labelled");
    let mut config = three();
    config.title = LocalText::default();
    config.base_url = crate::config::BaseUrl { origin: "https://tea.example".to_owned(), ..config.base_url };
    let book = planned(config, &[("content/a.md", ""), ("content/_index.zh-Hans.md", "# 茶\n")]);
    let titles: Vec<_> = book.plan.editions.iter().map(|edition| edition.title.as_str()).collect();
    assert_eq!(titles, ["tea.example", "茶", "→茶"]);
}

#[test]
fn a_description_in_another_language_is_none() {
    let mut config = three();
    config.description = by(&[("zh-Hans", "关于茶")]);
    let book = planned(config, &[("content/_index.md", "# Tea\n"), ("content/_index.zh-Hans.md", "# 茶\n")]);
    let all: Vec<_> = book.plan.editions.iter().map(|edition| edition.description.as_str()).collect();
    assert_eq!(all, ["", "关于茶", "→关于茶"]);
    let pages = ["/", "/zh-hans/", "/zh-hant/"].map(|page| book.at(page).description.as_str());
    assert_eq!(pages, ["", "关于茶", "→关于茶"]);
}

#[test]
fn a_text_for_all_is_converted_where_it_is_chinese() {
    assert_eq!(titles(LocalText::plain("书"), &["zh-Hans", "zh-Hant"]), ["书", "→书"]);
    assert_eq!(titles(LocalText::plain("yiben"), &[]), ["yiben", "yiben", "yiben"]);
}

#[test]
fn people_have_their_names_in_each_edition() {
    let book = planned(
        three(),
        &[
            ("content/a.md", ""),
            ("content/li.png", ""),
            (
                "content/authors.toml",
                "[li]\nname = { en = \"Li Hua\", zh-Hans = \"李华\" }\npicture = \"li.png\"\n[wu]\n",
            ),
        ],
    );
    let li = |edition: usize| &book.plan.editions[edition].authors["li"];
    assert_eq!((&*li(0).name, &*li(1).name, &*li(2).name), ("Li Hua", "李华", "→李华"));
    assert_eq!(li(2).picture.as_deref(), Some("/li.png"));
    assert_eq!(book.plan.editions[0].authors["wu"].name, "wu");
}

#[test]
fn a_name_that_no_list_has_is_converted_as_the_text_around_it() {
    let book = planned(three(), &[("content/a.zh-Hans.md", "+++\nauthors = [\"余华\"]\n+++\n")]);
    let name = |edition: usize| &*book.plan.editions[edition].authors["余华"].name;
    assert_eq!((name(1), name(2)), ("余华", "→余华"));
}

#[test]
fn the_header_leads_to_each_editions_own_pages() {
    let mut config = three();
    let link = |to: &str, text| NavLink { text, to: to.to_owned(), span: Span::new(7, 9) };
    config.navigation = vec![
        link("guide", LocalText::default()),
        link("/tags/", LocalText::plain("Tags")),
        link("https://example.org", LocalText::plain("Elsewhere")),
        link("guied", LocalText::default()),
        link("guide#guide", LocalText::default()),
        link("guide#nowhere", LocalText::default()),
    ];
    let book = planned(
        config,
        &[("content/guide/_index.md", "# Guide\n"), ("content/guide/a.zh-Hans.md", "+++\ntags = [\"t\"]\n+++\n")],
    );
    let items = &book.plan.editions[2].navigation;
    let page = |at: usize| match &items[at].target {
        Target::Page { page, .. } => book.links([page])[0],
        other => panic!("{other:?}"),
    };
    assert_eq!((page(0), &*items[0].text), ("/zh-hant/guide/", "Guide"));
    assert_eq!(page(1), "/zh-hant/tags/");
    assert_eq!(items[2].target, Target::Elsewhere("https://example.org".to_owned()));
    assert_eq!(
        book.said,
        [
            "broken-link: the link `guied` of the header leads to nothing",
            "broken-fragment: `content/guide/_index.md` has no `#nowhere`"
        ]
    );
}

//! Biographies, the footer, pictures, descriptions and other texts that pages take from elsewhere.

use super::tests::{BOOK, has, render};
use crate::diagnostic::{Code, Diagnostic};

/// What was found, once each: file, code and message.
fn said(found: &[Diagnostic]) -> Vec<String> {
    let lines: std::collections::BTreeSet<String> =
        found.iter().map(|one| format!("{} {}: {}", one.place.path, one.code.name(), one.message)).collect();
    lines.into_iter().collect()
}

#[test]
fn links_of_biographies_and_the_footer_lead_where_those_of_documents_do() {
    let book = format!("{BOOK}[theme.footer]\nen = \"[About](a.md) [x](nope.md)\"\nzh-Hans = \"[头发](头发.md)\"\n");
    let bio = "[头发](/a)，[坏](none.md)，[别处](https://example.net/头发)";
    let authors = format!("[lin]\nname = \"林\"\nbio.zh-Hans = \"{bio}\"\n");
    let (pages, found) = render(&[
        ("book.toml", book.as_str()),
        ("content/a.md", "# A\n"),
        ("content/a.zh-Hans.md", "# 甲\n"),
        ("content/sub/头发.zh-Hans.md", "# 头发\n"),
        ("content/头发.zh-Hans.md", "# 头发\n"),
        ("content/news/b.zh-Hans.md", "---\nauthors: [lin]\ndate: 2013-08-31\n---\n# 乙\n"),
        ("content/authors.toml", authors.as_str()),
    ]);
    let deep = "/zh-hant/sub/头发/";
    has(&pages["/en/a/"], "<a href=\"/b/en/a/\">About</a>");
    has(&pages["/en/a/"], "<a href=\"nope.md\">x</a>");
    // The words of a text are converted, and not the name of a file.
    has(&pages[deep], "<a href=\"/b/zh-hant/%E5%A4%B4%E5%8F%91/\">頭髮</a>");
    let page = &pages["/zh-hant/news/b/"];
    has(page, "<a href=\"/b/zh-hant/a/\">頭髮</a>");
    has(page, "<a href=\"https://example.net/%E5%A4%B4%E5%8F%91\">別處</a>");
    has(&pages["/zh-hans/news/b/"], "<a href=\"/b/zh-hans/a/\">头发</a>");
    assert_eq!(
        said(&found),
        [
            "book.toml broken-link: the link `nope.md` leads to nothing",
            "content/authors.toml broken-link: the link `none.md` leads to nothing",
        ]
    );
    for (file, text, place) in [("book.toml", &book, "nope.md"), ("content/authors.toml", &authors, "none.md")] {
        let one = found.iter().find(|one| one.place.path.as_str() == file).unwrap();
        assert_eq!(&text[one.place.span.unwrap().range()], place);
    }
}

#[test]
fn biographies_and_the_footer_are_converted_as_documents_are() {
    let text = "理**发**师 `头发` $发$ <b id='发'>发明</b> -{余华}-";
    let book = format!("{BOOK}[theme.footer]\nzh-Hans = \"{text}\"\n");
    let authors =
        format!("[lin]\nname = \"林\"\nbio.zh-Hans = \"{text}\"\n[wu]\nname = \"吴\"\nbio.zh-Hans = \"-{{x|\"\n");
    let (pages, found) = render(&[
        ("book.toml", book.as_str()),
        ("content/b.zh-Hans.md", "---\nauthors: [lin]\ndate: 2013-08-31\n---\n# 乙\n"),
        ("content/authors.toml", authors.as_str()),
    ]);
    let html = |word: &str, inner: &str| {
        let code = "<code>头发</code> <span class=\"math inline\">\\(发\\)</span>";
        format!("<p>理<strong>{word}</strong>{inner} {code} <b id='发'>")
    };
    let (own, made) = (&pages["/zh-hans/b/"], &pages["/zh-hant/b/"]);
    for (page, start, end) in [(own, html("发", "师"), "发明</b> 余华"), (made, html("髮", "師"), "發明</b> 余华")]
    {
        for whole in ["<div class=\"bio\">", "<footer class=\"bottom\">\n<div>"] {
            has(page, &format!("{whole}{start}{end}"));
        }
    }
    let said = found.iter().find(|one| one.code == Code::ConversionMarkup).expect("a mark without its end is said");
    assert_eq!(&authors[said.place.span.unwrap().range()], "-{");
}

#[test]
fn an_edition_without_messages_of_its_own_says_nothing_false() {
    let book = "title = \"T\"\n[editions.en]\n[editions.zh-Hans]\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n\
                [editions.de]\n[editions.ja]\nfallback = [\"zh-Hant\", \"en\"]\n";
    let (pages, _) = render(&[
        ("book.toml", book),
        ("content/_index.md", "# A Book\n"),
        ("content/a.md", "# A\n"),
        ("content/b.md", "# B\n"),
        ("content/b.ja.md", "# B\n"),
    ]);
    let notice =
        |lang: &str, text: &str| format!("<p class=\"notice\" role=\"note\" lang=\"{lang}\" dir=\"ltr\">{text} <a");
    let said = "This page has not been translated into <span lang=\"de\">Deutsch</span> yet. \
                It is shown in <span lang=\"en\">English</span>.";
    has(&pages["/de/a/"], &notice("en", said));
    let said = "本頁尚無<span lang=\"ja\">日本語</span>譯文，以下顯示「<span lang=\"en\">English</span>」版。";
    has(&pages["/ja/a/"], &notice("zh-Hant", said));
    let said = "本页尚无<span lang=\"zh-Hans\">简体中文</span>译文，以下显示“<span lang=\"en\">English</span>”版。";
    has(&pages["/zh-hans/a/"], &notice("zh-Hans", said));
    // Nothing is offered in another language than that of what is offered.
    has(&pages["/ja/b/"], "data-offer=\"This page is also available in English.\"");
    has(&pages["/en/b/"], "data-edition=\"ja\">日本語</a>");
}

#[test]
fn a_page_without_a_description_is_described_by_its_beginning() {
    let (pages, found) = render(&[
        ("book.toml", BOOK),
        ("content/_index.md", "# A Book\n\nWelcome.\n"),
        ("content/a.md", "# A\n\nFirst `code`. Second.\n"),
        ("content/a.zh-Hans.md", "# 甲\n\n梳头发，`头发`。<span lang=\"ja\">国語</span>，-{余华}-。\n"),
        ("content/b.zh-Hans.md", "---\ndescription: 头发\n---\n# 乙\n\n别的。\n"),
    ]);
    assert!(found.is_empty(), "{found:?}");
    let described = |address: &str, text: &str| {
        has(&pages[address], &format!("<meta name=\"description\" content=\"{text}\">"));
        has(&pages[address], &format!("<meta property=\"og:description\" content=\"{text}\">"));
    };
    described("/en/a/", "First code. Second.");
    described("/zh-hans/a/", "梳头发，头发。国語，余华。");
    described("/zh-hant/a/", "梳頭髮，头发。国語，余华。");
    described("/zh-hant/b/", "頭髮");
    described("/en/", "Welcome.");
    // It does not stand twice on a page.
    assert!(!pages["/en/"].contains("class=\"lead\""));
}

#[test]
fn links_of_raw_html_say_their_language() {
    let (pages, _) = render(&[
        ("book.toml", BOOK),
        ("content/_index.md", "# A Book\n"),
        ("content/only.md", "# Only\n"),
        (
            "content/a.zh-Hans.md",
            "# 甲\n\n<a href=\"only.md\">一</a> <A class=x href=only.md>二</A> <a href='only.md' hreflang=\"en-GB\">三</a> \
             <a href='#甲'>四</a>\n",
        ),
    ]);
    let page = &pages["/zh-hans/a/"];
    let to = "/b/zh-hans/only/";
    has(page, &format!("<a hreflang=\"en\" href=\"{to}\">一</a> <A hreflang=\"en\" class=x href={to}>二</A>"));
    has(page, "<a href='/b/zh-hans/only/' hreflang=\"en-GB\">三</a> <a href='/b/zh-hans/a/#");
}

#[test]
fn pictures_of_the_theme_and_of_authors_are_in_the_site_or_said() {
    let list = |logo: &'static str, picture: &'static str| {
        let book = format!("{BOOK}[theme]\nlogo = \"{logo}\"\n");
        let authors = format!("[lin]\nname = \"Lin\"\npicture = \"{picture}\"\n");
        render(&[
            ("book.toml", book.as_str()),
            ("content/a.md", "# A\n"),
            ("content/logo.svg", "<svg/>"),
            ("content/mark.zh-Hans.svg", "<svg/>"),
            ("static/lin.png", ""),
            ("theme/static/own.svg", "<svg/>"),
            ("content/authors.toml", authors.as_str()),
        ])
    };
    for (logo, picture) in
        [("logo.svg", "lin.png"), ("/logo.svg", "/lin.png"), ("assets/own.svg", "https://example.net/lin.png")]
    {
        assert_eq!(said(&list(logo, picture).1), [""; 0], "{logo} {picture}");
    }
    let (pages, found) = list("logos.svg", "lim.png");
    has(&pages["/en/a/"], "src=\"/b/logos.svg\"");
    assert_eq!(
        said(&found),
        [
            "book.toml missing-image: there is no file `logos.svg` in the site",
            "content/authors.toml missing-image: there is no file `lim.png` in the site",
        ]
    );
    // An edition's own variant is its logo.
    has(&list("mark.svg", "lin.png").0["/zh-hant/a/"], "src=\"/b/zh-hans/mark.svg\"");
}

#[test]
fn what_nobody_reads_in_the_theme_is_said() {
    let theme = "[theme]\ncolours = {}\nmotto = \"x\"\ncolors = { accnt = \"red\", line = { lihgt = \"red\" } }\nfonts = { boddy = \"x\", ja = \"y\", \
                 zh-Hant = \"z\" }\ncards = { draws = false, draw = false }\n";
    let book = format!("{BOOK}{theme}");
    let unknown = |files: &[(&str, &str)]| {
        let base = [("book.toml", book.as_str()), ("content/a.md", "# A\n")];
        let all: Vec<(&str, &str)> = base.into_iter().chain(files.iter().copied()).collect();
        let found = render(&all).1;
        let line = |one: &Diagnostic| {
            let at = one.place.span.unwrap();
            format!("{} {} {}", &book[at.range()], one.message, one.help.clone().unwrap_or_default())
        };
        found.iter().map(line).collect::<Vec<_>>()
    };
    let all = [
        "colours unknown key `colours` in `theme` did you mean `colors`?",
        "motto unknown key `motto` in `theme` ",
        "draws unknown key `draws` in `theme.cards` did you mean `draw`?",
        "accnt unknown key `accnt` in `theme.colors` did you mean `accent`?",
        "lihgt unknown key `lihgt` in `theme.colors.line` did you mean `light`?",
        "boddy unknown key `boddy` in `theme.fonts` did you mean `body`?",
    ];
    assert_eq!(unknown(&[]), all);
    // A template of the site's own may ask for what it likes.
    let own = ("theme/templates/parts/footer.html", "<footer>{{ theme.motto }}</footer>");
    assert_eq!(unknown(&[own]), [&all[..1], &all[2..]].concat());
}

#[test]
fn texts_of_extra_are_converted() {
    let own = "{% extends \"base.html\" %}{% block main %}{{ page.extra.k }} {{ page.extra.list[0].w }} {{ page.extra.n }}{% endblock %}";
    let front = "---\ntitle: 甲\nextra: {k: 头发, list: [{w: 发明}], n: 3}\n---\n";
    let (pages, _) =
        render(&[("book.toml", BOOK), ("content/a.zh-Hans.md", front), ("theme/templates/page.html", own)]);
    has(&pages["/zh-hans/a/"], "头发 发明 3");
    has(&pages["/zh-hant/a/"], "頭髮 發明 3");
}

#[test]
fn a_heading_in_another_language_stays_as_it_is_wherever_it_is_shown() {
    let text =
        "# 后面的头发 {lang=ja}\n\n头发\n\n## 国语的头发 {lang=\"ja\" title=\"头发\"}\n\n## 头发 {title=\"头发\"}\n";
    let (pages, found) = render(&[("book.toml", BOOK), ("content/_index.md", "# A\n"), ("content/b.zh-Hans.md", text)]);
    assert!(found.is_empty(), "{found:?}");
    let page = &pages["/zh-hant/b/"];
    has(page, "<h1 id=\"后面的头发\">后面的头发</h1>");
    has(page, "<h2 id=\"国语的头发\" lang=\"ja\" title=\"头发\">国语的头发<");
    has(page, "\" lang=\"ja\">国语的头发</a>");
    has(page, "<h2 id=\"头发\" title=\"頭髮\">頭髮<");
}

#[test]
fn a_home_page_has_the_books_description_and_a_later_page_its_number() {
    let book =
        BOOK.replace("base-url", "description = { en = \"On tea\", zh-Hans = \"头发之书\" }\nper-page = 1\nbase-url");
    let (pages, found) = render(&[
        ("book.toml", book.as_str()),
        ("content/_index.md", "# A Book\n"),
        ("content/_index.zh-Hans.md", "# 一本书\n"),
        ("content/news/a.md", "---\ndate: 2013-08-31\n---\n# A\n"),
        ("content/news/b.md", "---\ndate: 2013-09-01\n---\n# B\n"),
        ("content/news/a.zh-Hans.md", "---\ndate: 2013-08-31\n---\n# 甲\n"),
        ("content/news/b.zh-Hans.md", "---\ndate: 2013-09-01\n---\n# 乙\n"),
        ("content/fallback.md", "# Only\n"),
    ]);
    assert!(found.is_empty(), "{found:?}");
    has(&pages["/en/"], "<meta name=\"description\" content=\"On tea\">");
    has(&pages["/zh-hant/"], "<meta name=\"description\" content=\"頭髮之書\">");
    has(&pages["/zh-hant/news/"], "<title>News · 一本書</title>");
    let second = pages.keys().find(|href| href.starts_with("/zh-hant/news/") && href.ends_with("/2/")).unwrap();
    has(&pages[second], "<title>News · 第 2 頁，共 2 頁 · 一本書</title>");
    has(&pages["/zh-hans/fallback/"], "<span lang=\"en\">English</span>");
}

//! Small books, rendered whole: what stands in the head, the switcher, the notices.

use super::{Parts, Renderer, Stage};
use crate::config;
use crate::content::{self, Translation};
use crate::convert::Converters;
use crate::diagnostic::{Code, Diagnostic, sorted};
use crate::locale::Locale;
use crate::resolve::{self, Input};
use crate::source::Files;
use std::collections::BTreeMap;
use std::sync::Arc;

const BOOK: &str = r#"
title = { en = "A Book", zh-Hans = "一本书" }
base-url = "https://example.org/b/"
[editions.en]
[editions.zh-Hans]
[editions.zh-Hant]
convert-from = "zh-Hans"
fallback = ["en"]
"#;

/// Every page of a site by its address, and what was found wrong.
pub fn render(files: &[(&str, &str)]) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
    let files = Files::memory(files.iter().copied());
    let (config, files, mut found) = config::load(&files);
    let config = config.expect("book.toml is TOML");
    let (library, problems) = content::scan(&files, &config);
    found.extend(problems);
    let (converters, problems) = Converters::load(&files, &config);
    found.extend(problems);
    let convert = |from: &Locale, document: Option<&Translation>, edition, text: &str| {
        converters.text(from, document, edition, text)
    };
    let input = Input { config: &config, library: &library, drafts: false, convert: &convert };
    let (plan, problems) = resolve::plan(&input);
    found.extend(problems);
    let stage = Stage { files: &files, input, plan: &plan, converters: &converters };
    let (parts, problems) = Parts::new(stage, Arc::default());
    let renderer = Renderer::new(stage, &parts);
    found.extend(problems);
    let (mut pages, mut of_pages) = (BTreeMap::new(), Vec::new());
    for at in 0..plan.pages.len() {
        let id = crate::resolve::plan::PageId(u32::try_from(at).unwrap());
        let rendered = renderer.page(id);
        of_pages.extend(rendered.diagnostics);
        pages.insert(plan.page(id).permalink.clone(), rendered.html);
    }
    let (extra, problems) = renderer.files();
    of_pages.extend(problems);
    of_pages.extend(plan.redirects.iter().filter_map(|redirect| Some(*renderer.redirect(redirect.to).err()?)));
    // Whoever wants the findings alone hears the same.
    assert_eq!(sorted(renderer.findings()), sorted(of_pages.clone()));
    found.extend(of_pages);
    for (path, bytes) in extra {
        pages.insert(path.to_string(), String::from_utf8_lossy(&bytes).into_owned());
    }
    (pages, found)
}

/// A book with a document in three editions, one in English alone, and two articles.
fn book() -> (BTreeMap<String, String>, Vec<Diagnostic>) {
    render(&[
        ("book.toml", BOOK),
        ("content/_index.md", "# A Book\n\nHello.\n"),
        ("content/_index.zh-Hans.md", "# 一本书\n\n你好。\n"),
        ("content/guide/_index.md", "# Guide\n"),
        ("content/guide/start.md", "---\ntitle: Start\ntags: [software]\n---\nText.\n\n## Part one\n"),
        ("content/guide/start.zh-Hans.md", "---\ntitle: 头发\ntags: [software]\n---\n发明。\n\n## 第一部分\n"),
        ("content/guide/only.md", "# Only in *English*\n\nText <b>.\n"),
        ("content/news/_index.md", "# News\n"),
        ("content/news/a.md", "---\ntitle: A & B\ndate: 2013-08-31\nauthors: [lin]\n---\nText\n"),
        ("content/authors.toml", "[lin]\nname = { en = \"Lin\", zh-Hans = \"林\" }\nbio = \"Writes *well*.\"\n"),
    ])
}

#[track_caller]
fn has(html: &str, wanted: &str) {
    assert!(html.contains(wanted), "`{wanted}` is not in\n{html}");
}

#[test]
fn a_small_book_is_rendered_without_a_finding() {
    let (pages, found) = book();
    assert!(found.is_empty(), "{found:?}");
    assert!(pages.values().all(|page| !page.is_empty()));
}

#[test]
fn a_converted_page_names_its_source_and_its_counterparts() {
    let (pages, _) = book();
    let page = &pages["/zh-hant/guide/start/"];
    has(page, "<html lang=\"zh-Hant\" dir=\"ltr\">");
    has(page, "<link rel=\"canonical\" href=\"https://example.org/b/zh-hant/guide/start/\">");
    for (tag, path) in [("en", "en"), ("zh-Hans", "zh-hans"), ("zh-Hant", "zh-hant"), ("x-default", "en")] {
        has(page, &format!("hreflang=\"{tag}\" href=\"https://example.org/b/{path}/guide/start/\">"));
    }
    has(page, "<meta property=\"og:locale\" content=\"zh_TW\">");
    has(page, "\"translationOfWork\":{\"@id\":\"https://example.org/b/zh-hans/guide/start/\"");
    has(page, "<h1>頭髮</h1>");
    has(page, "id=\"第一部分\"");
    has(page, "<p class=\"made-from\">");
    has(page, "lang=\"zh-Hans\" hreflang=\"zh-Hans\" data-edition=\"zh-Hans\"");
    has(page, "<span lang=\"zh-Hant\" aria-current=\"page\">繁體中文</span>");
}

#[test]
fn a_fallback_page_says_so_and_keeps_out_of_sight() {
    let (pages, _) = book();
    let page = &pages["/zh-hant/guide/only/"];
    has(page, "<html lang=\"zh-Hant\" dir=\"ltr\">");
    has(page, "<main id=\"page:content\" lang=\"en\" dir=\"ltr\">");
    has(page, "<meta name=\"robots\" content=\"noindex\">");
    has(page, "<link rel=\"canonical\" href=\"https://example.org/b/en/guide/only/\">");
    has(page, "<p class=\"notice\" role=\"note\" lang=\"zh-Hant\" dir=\"ltr\">");
    for page in [page, &pages["/en/guide/only/"], &pages["/zh-hans/guide/only/"]] {
        assert!(!page.contains("hreflang=\"zh-Hant\""), "{page}");
    }
    has(&pages["/en/guide/only/"], "<small>尚無譯文</small>");
    has(&pages["/en/guide/only/"], "<h1 id=\"only-in-english\">Only in English</h1>");
}

#[test]
fn conversion_marks_are_read_in_the_edition_of_their_own_locale_too() {
    let (pages, _) = render(&[
        ("book.toml", BOOK),
        ("content/_index.md", "# A Book\n"),
        ("content/a.zh-Hans.md", "# 作家\n\n读-{余华}-的书。\n"),
    ]);
    has(&pages["/zh-hans/a/"], "<p>读余华的书。</p>");
    has(&pages["/zh-hant/a/"], "<p>讀余华的書。</p>");
}

#[test]
fn an_article_has_its_date_and_author() {
    let (pages, _) = book();
    let page = &pages["/en/news/a/"];
    has(page, "<title>A &amp; B · A Book</title>");
    has(page, "<time datetime=\"2013-08-31\">Aug 31, 2013</time>");
    has(page, "<div class=\"bio\"><p>Writes <em>well</em>.</p>");
    has(page, "\"@type\":\"Article\"");
    has(&pages["/zh-hant/news/a/"], "<time datetime=\"2013-08-31\">2013年8月31日</time>");
}

#[test]
fn an_article_of_two_headings_has_contents() {
    let article = |rest: &str| format!("---\ntitle: A\ndate: 2013-08-31\n{rest}");
    let (one, two) = (article("---\n## One\n"), article("---\n## One\n\n### Two\n"));
    let none = article("toc: false\n---\n## One\n\n## Two\n");
    let (pages, _) = render(&[
        ("book.toml", "title = \"B\"\n[editions.en]\nprefix = \"\"\n"),
        ("content/one.md", one.as_str()),
        ("content/two.md", two.as_str()),
        ("content/none.md", none.as_str()),
    ]);
    has(&pages["/two/"], "<nav class=\"toc\"");
    assert!(!pages["/one/"].contains("<nav class=\"toc\"") && !pages["/none/"].contains("<nav class=\"toc\""));
}

#[test]
fn a_date_stands_for_itself_in_templates_and_messages() {
    let template = "{{ page.date }}|{{ page.date.iso }}|{{ t(\"back\", date=page.date) }}|{{ page.updated }}";
    let message = "back = Since { DATETIME($date, dateStyle: \"full\") }\n";
    let files = |template: &'static str| {
        [
            ("book.toml", "title = \"B\"\n[editions.en]\nprefix = \"\"\n"),
            ("content/a.md", "---\ntitle: A\ndate: 2013-08-31\n---\n"),
            ("locales/en/site.ftl", message),
            ("theme/templates/article.html", template),
        ]
    };
    let (pages, found) = render(&files(template));
    has(&pages["/a/"], "Aug 31, 2013|2013-08-31|Since Saturday, August 31, 2013|");
    assert_eq!(found, []);
    let (_, found) = render(&files("{{ page.date.isoo }}"));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn the_switcher_leads_from_tag_to_tag_and_from_404_to_404() {
    let (pages, _) = book();
    has(&pages["/zh-hans/tags/software/"], "<a href=\"/b/en/tags/software/\" lang=\"en\" hreflang=\"en\"");
    has(&pages["/zh-hans/404.html"], "<a href=\"/b/en/404.html\" lang=\"en\" hreflang=\"en\"");
    has(&pages["index.html"], "data-edition=\"zh-Hant\"");
}

#[test]
fn a_template_of_the_site_replaces_ours_and_its_mistakes_have_a_place() {
    let (pages, found) = render(&[
        ("book.toml", "title = \"B\"\n[editions.en]\nprefix = \"\"\n"),
        ("content/_index.md", "# Home\n"),
        ("content/a.md", "# A\n\n{{< note kind=\"x\" >}}*b*{{< /note >}}\n"),
        ("theme/templates/page.html", "<h1>{{ page.title }}</h1>{{ page.body }}"),
        ("theme/templates/home.html", "<p>\n{{ page.nothing }}\n"),
        ("shortcodes/note.html", "<div class=\"{{ args.kind }}\">{{ body }}</div>\n"),
    ]);
    has(&pages["/a/"], "<h1>A</h1><div class=\"x\"><p><em>b</em></p>\n</div>");
    let places: Vec<_> =
        found.iter().map(|one| (one.code, one.place.path.as_str(), one.place.span.is_some())).collect();
    assert_eq!(places, [(Code::Template, "theme/templates/home.html", true)], "{found:?}");
}

#[test]
fn a_copy_is_in_the_language_of_the_edition_that_has_its_text() {
    let book = BOOK.to_owned() + "[editions.zh-HK]\n";
    let files = [
        ("book.toml", book.as_str()),
        ("content/tea.zh-Hans.md", "---\ntitle: 头发\n---\n\n头发。[英文](only.md) [首页](/)\n"),
        ("content/only.md", "# Only\n\n[tea](tea.md) [home](/)\n"),
    ];
    let (pages, _) = render(&files);
    // zh-HK has neither text nor conversion of its own; its chain has the Traditional page.
    let copy = &pages["/zh-hk/tea/"];
    assert!(
        copy.contains("<main id=\"page:content\" lang=\"zh-Hant\" dir=\"ltr\">") && copy.contains("頭髮"),
        "{copy}"
    );
    assert!(pages["/en/only/"].contains("lang=\"zh-HK\" hreflang=\"en\""));
    assert!(pages["/zh-hant/tea/"].contains("lang=\"zh-HK\" hreflang=\"zh-Hant\""));
}

#[test]
fn a_link_to_a_copy_is_marked_with_the_language_that_a_reader_finds_there() {
    let files = [
        ("book.toml", BOOK),
        ("content/tea.zh-Hans.md", "[英文](only.md) [首页](/)\n"),
        ("content/only.md", "# Only\n\n[two](two.md) [home](/)\n"),
        ("content/two.md", "# Two\n"),
    ];
    let (pages, _) = render(&files);
    let page = &pages["/zh-hans/tea/"];
    assert!(page.contains("<a href=\"/b/zh-hans/only/\" hreflang=\"en\">英文</a>"), "{page}");
    // From one copy to another the language does not change.
    assert!(pages["/zh-hans/only/"].contains("<a href=\"/b/zh-hans/two/\">two</a>"));
}

#[test]
fn an_edition_is_named_as_it_stands_or_by_locale() {
    let by =
        BOOK.replace("[editions.zh-Hans]", "[editions.zh-Hans]\nlabel = { en = \"Chinese\", zh-Hans = \"简体软件\" }");
    let book = by.replace("fallback", "label = { zh-Hans = \"繁体发\" }\nfallback");
    let (pages, found) = render(&[("book.toml", book.as_str()), ("content/_index.md", "# Home\n")]);
    let page = &pages["/en/"];
    assert!(page.contains(">简体软件 <small>") && page.contains(">繁體發 <small>"), "{page} {found:?}");
    let plain = BOOK.replace("[editions.zh-Hant]", "[editions.zh-Hant]\nlabel = \"繁体\"");
    let (pages, _) = render(&[("book.toml", plain.as_str()), ("content/_index.md", "# Home\n")]);
    assert!(pages["/en/"].contains(">繁体 <small>"), "a name for all is shown as it was written");
}

#[test]
fn the_root_chooses_though_the_default_edition_has_no_document() {
    let book = "title = \"A\"\n[editions.en]\nmissing = \"omit\"\n[editions.zh-Hans]\n";
    let (pages, _) = render(&[("book.toml", book), ("content/tea.zh-Hans.md", "# 茶\n")]);
    assert!(pages.contains_key("/en/") && !pages.contains_key("/en/tea/"));
    let root = &pages["index.html"];
    assert!(
        root.contains("href=\"/en/\"") && root.contains("href=\"/zh-hans/\"") && root.contains("<script>"),
        "{root}"
    );
}

/// Whatever a document calls its headings, none has the id of something in the frame around it.
#[test]
fn the_ids_of_the_theme_are_no_headings() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("theme/templates");
    let mut folders = vec![folder];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            // The page of the search has no document of its own.
            if path.ends_with("search.html") {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for id in text.split(" id=\"").skip(1) {
                seen += 1;
                assert!(id.starts_with("page:") || id.starts_with("{{ page.anchor"), "{}: {id:.20}", path.display());
            }
        }
    }
    assert!(seen > 8);
}

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

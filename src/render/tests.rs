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

pub(super) const BOOK: &str = r#"
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
pub(super) fn has(html: &str, wanted: &str) {
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

#[test]
fn texts_beside_the_text_are_converted_and_addresses_are_not() {
    let book = BOOK.to_owned() + "[extra]\nslogan = \"头发\"\ncover = \"图片/头发.png\"\n";
    let page = "---\ntitle: 页\ncover: 图片/头发.png\nnote: 头发\nid: 头发\nhtml: '<a href=\"/头发\">头发</a>'\n---\n\
                {{< box \"头发\" \"头发.png\" label=\"头发\" kind=\"头发\" text=\"<a href='/头发'>头发</a>\" >}}\n\n```toml title=\"配置：头发\"\na\n```\n\n\
                ```toml title=\"头发.toml\"\na\n```\n";
    let (pages, found) = render(&[
        ("book.toml", book.as_str()),
        ("content/a.zh-Hans.md", page),
        (
            "shortcodes/box.html",
            "[{{ list[0] }}|{{ list[1] }}|{{ args.label }}|{{ args.kind }}|{{ args.text | safe }}]",
        ),
        (
            "theme/templates/page.html",
            "({{ page.extra.cover }} {{ page.extra.note }} {{ page.extra.id }} {{ page.extra.html | safe }} \
             {{ site.extra.slogan }} {{ site.extra.cover }}){{ page.body }}",
        ),
    ]);
    let page = &pages["/zh-hant/a/"];
    has(page, "(图片/头发.png 頭髮 头发 <a href=\"/头发\">頭髮</a> 頭髮 图片/头发.png)");
    has(page, "[頭髮|头发.png|頭髮|头发|<a href='/头发'>頭髮</a>]");
    has(page, "<figcaption>配置：頭髮</figcaption>");
    has(page, "<figcaption>头发.toml</figcaption>");
    assert!(!found.iter().any(|found| found.code == Code::Template), "{found:?}");
}

#[test]
fn a_copys_own_words_and_list_are_in_their_languages() {
    let (pages, _) = render(&[
        ("book.toml", BOOK),
        ("content/s/_index.md", "# S\n\n> [!TIP]\n> x\n\n| a |\n|---|\n| b |\n"),
        ("content/s/tea.md", "# Tea\n"),
        ("content/s/tea.zh-Hans.md", "# 茶\n"),
        ("content/s/only.md", "# Only\n"),
    ]);
    let page = &pages["/zh-hans/s/"];
    has(page, "<p class=\"alert-title\">Tip</p>");
    has(page, "aria-label=\"Table, scrolls sideways\"");
    has(page, "<li lang=\"zh-Hans\">\n<a href=\"/b/zh-hans/s/tea/\">茶</a>");
    has(page, "<li lang=\"en\">\n<a href=\"/b/zh-hans/s/only/\">Only</a>");
    assert!(!pages["/en/s/"].contains("<li lang="), "{}", pages["/en/s/"]);
}

#[test]
fn a_mistake_in_a_shortcode_names_its_call() {
    let source = "# A\n\nx\n\n{{< q >}}\n";
    let (_, found) = render(&[
        ("book.toml", "title = \"B\"\n[editions.en]\nprefix = \"\"\n"),
        ("content/a.md", source),
        ("shortcodes/q.html", "{{ args.by.name }}\n"),
    ]);
    let mistakes: Vec<_> = found.iter().filter(|one| one.code == Code::Template).collect();
    assert_eq!(mistakes.len(), 1, "{found:?}");
    assert_eq!(mistakes[0].place.path.as_str(), "shortcodes/q.html");
    let (call, _) = &mistakes[0].related[0];
    assert_eq!((call.path.as_str(), &source[call.span.unwrap().range()]), ("content/a.md", "{{< q >}}"));
}

#[test]
fn what_is_written_for_a_page_that_is_made_is_shown_there_and_listed_nowhere() {
    let body = |text: &str| format!("# {text}\n\nOwn {text}.\n");
    let [tags, search, missing] = ["Tags", "Search", "Missing"].map(body);
    let (pages, _) = render(&[
        ("book.toml", BOOK),
        ("content/_index.md", "# Home\n"),
        ("content/a.md", "+++\ntags = [\"t\"]\n+++\n# A\n"),
        ("content/tags/_index.md", &tags),
        ("content/search.md", &search),
        ("content/404.md", &missing),
    ]);
    for (page, text) in [("/en/tags/", "Tags"), ("/en/search/", "Search"), ("/en/404.html", "Missing")] {
        let html = pages.get(page).unwrap_or_else(|| panic!("{page} is among {:?}", pages.keys()));
        assert!(html.contains(&format!("<p>Own {text}.</p>")), "{page}: {html}");
    }
    let home = &pages["/en/"];
    assert!(home.contains("/b/en/a/") && !home.contains("Own Search") && !home.contains("404"), "{home}");
}

//! A preview answers as the published site's server does: the same bytes at the same addresses, and the same headers.

use super::client::{BOOK, Preview, at_root};
use crate::support::{Project, tree};
use std::io::Read;

/// A page without what the preview adds to it.
fn without_preview(page: &str) -> String {
    let Some(start) = page.find("<script type=\"application/json\" id=\"yiben-preview\">") else {
        return page.to_owned();
    };
    let end = start + page[start..].find("</script><script src=\"/-/preview.js").unwrap();
    let end = end + page[end..].find("></script>\n").unwrap() + "></script>\n".len();
    format!("{}{}", &page[..start], &page[end..])
}

#[test]
fn every_file_of_the_site_is_there_to_the_byte() {
    let project = Project::new(BOOK);
    project.build();
    let preview = Preview::start(&project, &[]);
    for (path, bytes) in project.site() {
        if path.starts_with('.') {
            continue;
        }
        let address = path.strip_suffix("index.html").map_or(path.clone(), str::to_owned);
        if address.is_empty() {
            continue;
        }
        let answer = preview.get(&format!("/book/{address}"));
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(without_preview(&answer.text()), String::from_utf8_lossy(&bytes), "{path}");
    }
}

#[test]
fn addresses_behave_as_on_a_server_of_files() {
    let project = Project::new(BOOK);
    let preview = Preview::start(&project, &[]);
    // (path, status, location, why)
    let cases = [
        ("/", 302, "/book/", "the base path"),
        ("/book", 302, "/book/", "without its slash"),
        ("/book/en", 301, "/book/en/", "a folder's address ends with a slash"),
        ("/book/en?x=1", 301, "/book/en/?x=1", "and keeps its query"),
        ("/book/zh-hant/leaves/", 200, "", "a page"),
        ("/book/zh-hant/leaves/index.html", 200, "", "the same by its file"),
        ("/book/en/nothing/", 404, "", "nothing there"),
        ("/en/", 404, "", "outside of the base path"),
        ("/book/en/old/leaf/", 200, "", "an alias is a page that leads on, as it is written"),
    ];
    for (path, status, location, why) in cases {
        let answer = preview.get(path);
        assert_eq!((answer.status, answer.header("location")), (status, location), "{path}: {why}");
    }
    for (edition, said) in [("en", "Page not found"), ("zh-hans", "页面不存在"), ("zh-hant", "找不到頁面")] {
        let page = preview.get(&format!("/book/{edition}/nothing/at/all/"));
        assert!(page.status == 404 && page.text().contains(said), "{edition} has a page of its own");
    }
}

#[test]
fn the_root_chooses_an_edition_by_the_readers_choice_and_languages() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    // (accept-language, cookie, where to)
    let cases = [
        ("zh-TW,zh;q=0.9,en;q=0.8", "", "/zh-hant/"),
        ("zh-CN", "", "/zh-hans/"),
        ("fr, en;q=0.5", "", "/en/"),
        ("", "", "/en/"),
        ("en", "a=b; yiben_edition=zh-Hant", "/zh-hant/"),
        ("zh-HK", "yiben_edition=xx", "/zh-hant/"),
    ];
    for (languages, cookie, to) in cases {
        let answer = preview.ask("GET", "/?a=b", &[("Accept-Language", languages), ("Cookie", cookie)], b"");
        assert_eq!(
            (answer.status, answer.header("location")),
            (302, format!("{to}?a=b").as_str()),
            "{languages} {cookie}"
        );
        assert!(answer.header("vary").contains("Accept-Language"));
    }
    // An address in no edition leads to the first of these editions that has it.
    for (path, languages, to) in [
        ("/water/", "zh-TW", "/zh-hant/water/"),
        ("/water", "en", "/en/water"),
        ("/nothing/", "zh-TW", "/zh-hant/nothing/"),
    ] {
        let answer = preview.ask("GET", path, &[("Accept-Language", languages)], b"");
        assert_eq!((answer.status, answer.header("location")), (302, to), "{path} for {languages}");
    }
    assert_eq!(preview.get("/zh-hant/nothing/").status, 404, "an address in an edition stays there");
    drop(preview);
    let preview = Preview::start(&project, &["--editions", "zh-Hant,zh-Hans"]);
    assert!(preview.line.contains("/zh-hant/") && !preview.line.contains("/en/"), "{}", preview.line);
    let answer = preview.ask("GET", "/", &[("Accept-Language", "en")], b"");
    assert_eq!(answer.header("location"), "/zh-hans/", "only among the editions that were named");
}

#[test]
fn headers_are_those_of_a_published_site() {
    let project = at_root();
    project.write("static/data.bin", &(0..=255).collect::<Vec<u8>>());
    project.write("static/long.txt", "长长的文字。\n".repeat(500).as_bytes());
    let preview = Preview::start(&project, &[]);
    let kinds = [
        ("/en/", "text/html; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/pot.svg", "image/svg+xml; charset=utf-8"),
        ("/data.bin", "application/octet-stream"),
    ];
    for (path, kind) in kinds {
        assert_eq!(preview.get(path).header("content-type"), kind, "{path}");
    }
    let style =
        preview.page("/en/").split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(
        preview.get(&style).header("cache-control").contains("immutable"),
        "{style} changes its name when it changes"
    );
    assert_eq!(preview.get("/en/").header("cache-control"), "public, max-age=0, must-revalidate");

    // What has not changed is not sent again; HEAD has all headers and no body.
    for path in ["/en/", "/data.bin"] {
        let first = preview.get(path);
        let again = preview.ask("GET", path, &[("If-None-Match", first.header("etag"))], b"");
        assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
        let head = preview.ask("HEAD", path, &[], b"");
        assert_eq!((head.status, head.header("content-length")), (200, first.header("content-length")), "{path}");
        assert_eq!(head.body, b"");
    }

    // Parts of a file, as players and downloads ask for them.
    let all: Vec<u8> = (0..=255).collect();
    for (range, status, content_range, part) in [
        ("bytes=0-3", 206, "bytes 0-3/256", &all[..4]),
        ("bytes=-2", 206, "bytes 254-255/256", &all[254..]),
        ("bytes=250-", 206, "bytes 250-255/256", &all[250..]),
        ("bytes=300-", 416, "bytes */256", &[][..]),
        ("bytes=0-1,5-6", 200, "", &all[..]),
    ] {
        let answer = preview.ask("GET", "/data.bin", &[("Range", range)], b"");
        assert_eq!(
            (answer.status, answer.header("content-range"), &answer.body[..]),
            (status, content_range, part),
            "{range}"
        );
    }

    // Texts are packed for those who can unpack them.
    for path in ["/long.txt", "/en/"] {
        let plain = preview.get(path);
        let packed = preview.ask("GET", path, &[("Accept-Encoding", "gzip, br")], b"");
        assert_eq!(packed.header("content-encoding"), "gzip", "{path}");
        assert!(packed.header("vary").contains("accept-encoding") && packed.body.len() < plain.body.len());
        let mut text = Vec::new();
        flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut text).unwrap();
        assert_eq!(text, plain.body);
    }
    let picture = preview.ask("GET", "/data.bin", &[("Accept-Encoding", "gzip")], b"");
    assert_eq!(picture.header("content-encoding"), "", "what is no text stays as it is");
}

#[test]
fn a_built_site_is_served_as_it_lies_there() {
    let project = at_root();
    project.build();
    let preview = Preview::start(&project, &["--static", "public"]);
    for (path, bytes) in tree(&project.path("public")) {
        let answer = preview.get(&format!("/{path}"));
        if path.starts_with('.') {
            assert_eq!(answer.status, 404, "{path} is not for readers");
        } else {
            assert_eq!((answer.status, answer.body), (200, bytes), "{path}");
        }
    }
    let answer = preview.ask("GET", "/", &[("Accept-Language", "zh-TW")], b"");
    assert_eq!((answer.status, answer.header("location")), (302, "/zh-hant/"));
    assert_eq!(preview.get("/zh-hans").header("location"), "/zh-hans/");
    let missing = preview.get("/zh-hant/nothing/");
    assert!(
        missing.status == 404 && missing.text().contains("找不到頁面") && !missing.text().contains("yiben-preview")
    );
    assert_ne!(preview.get("/-/status").status, 200, "a built site has no pages of the preview");
    drop(preview);

    // A site below a path of its own is served there, where its links lead.
    let project = Project::new(BOOK);
    project.build();
    let preview = Preview::start(&project, &["--static", "public"]);
    assert!(preview.line.ends_with("/book/\n"), "{}", preview.line);
    assert_eq!(preview.get("/").header("location"), "/book/");
    assert!(preview.page("/book/zh-hant/leaves/").contains("鴨子"));
    let answer = preview.ask("GET", "/book/", &[("Accept-Language", "zh-CN")], b"");
    assert_eq!((answer.status, answer.header("location")), (302, "/book/zh-hans/"));
}

#[test]
fn a_large_file_comes_whole_and_in_parts() {
    let project = at_root();
    let bytes: Vec<u8> = (0..1_500_000_u32).map(|at| (at * 7 % 251) as u8).collect();
    project.write("static/large.bin", &bytes);
    let preview = Preview::start(&project, &[]);
    assert!(preview.get("/large.bin").body == bytes);
    let part = preview.ask("GET", "/large.bin", &[("Range", "bytes=262000-900000")], b"");
    assert!(part.status == 206 && part.body == bytes[262_000..=900_000]);
}

#[test]
fn drafts_are_shown_to_those_who_ask() {
    let project = at_root();
    project.write("content/soon.md", b"+++\ntitle = \"Soon\"\ndraft = true\n+++\nNot yet.\n");
    assert_eq!(Preview::start(&project, &[]).get("/en/soon/").status, 404);
    let preview = Preview::start(&project, &["--drafts"]);
    assert!(preview.page("/en/soon/").contains("\"draft\":true"));
}

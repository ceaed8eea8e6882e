//! The guide says what the program does: every key that the code reads stands in it and the reverse, its examples work,
//! and whoever follows its first page gets what it promises.

use crate::support::Project;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Both languages of the guide, by the endings of their files.
const LANGUAGES: &[&str] = &["md", "zh-Hans.md"];

fn read(path: &str) -> String {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&full).unwrap_or_else(|error| panic!("{}: {error}", full.display()))
}

/// Lower-case words with hyphens, as keys are.
fn is_key(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The keys that the configuration asks its tables for.
fn read_by_the_code() -> BTreeSet<String> {
    let code = read("src/config/written.rs") + &read("src/config/publish.rs");
    let asks = [".text(", ".texts(", ".local_text(", ".flag(", ".count(", ".choice(", ".table(", ".tables(", ".value("];
    let asked = asks.iter().flat_map(|ask| code.split(ask).skip(1));
    let asked = asked.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
    // A row of terms is read by its columns, and a target by the way that it names.
    let others = ["keep", "never", "note", "folder", "git", "s3"];
    asked.chain(others).filter(|key| is_key(key)).map(str::to_owned).collect()
}

/// The keys in the first columns of a page's tables, each of which may name several.
fn listed(page: &str) -> BTreeSet<String> {
    let rows = page.lines().filter_map(|line| line.strip_prefix('|')?.split('|').next());
    let named = rows.flat_map(|cell| cell.split('`').skip(1).step_by(2));
    named.filter(|key| is_key(key)).map(str::to_owned).collect()
}

/// Everything in backticks and every key in an example.
fn mentioned(page: &str) -> BTreeSet<String> {
    let quoted =
        page.lines().filter(|line| !line.starts_with("```")).flat_map(|line| line.split('`').skip(1).step_by(2));
    let quoted = quoted.flat_map(|text| text.split(['[', ']', '.', '"']));
    let examples = blocks(page, "toml").into_iter().flat_map(|(_, text)| {
        let heads = text.split(['[', ']', '.', '\n']).map(str::to_owned).collect::<Vec<_>>();
        let keys = text.split([' ', '\n']).map(str::to_owned).collect::<Vec<_>>();
        heads.into_iter().chain(keys)
    });
    quoted.map(str::to_owned).chain(examples).filter(|key| is_key(key)).collect()
}

/// The code blocks of a language: what follows the language, and the text.
fn blocks(page: &str, language: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if let Some(rest) = info.strip_prefix(language) {
            blocks.push((rest.trim().to_owned(), text.join("\n") + "\n"));
        }
    }
    blocks
}

/// The file that a block's title names.
fn titled(info: &str) -> Option<&str> {
    info.strip_prefix("title=\"")?.strip_suffix('"')
}

#[test]
fn every_key_of_book_toml_stands_in_the_guide_and_no_other() {
    let code = read_by_the_code();
    assert!(code.len() > 40, "{code:?}");
    for language in LANGUAGES {
        let page = read(&format!("content/guide/config.{language}"));
        let missing: Vec<_> = code.difference(&mentioned(&page)).cloned().collect();
        assert!(missing.is_empty(), "config.{language} does not tell of {missing:?}");
        let unknown: Vec<_> = listed(&page).difference(&code).cloned().collect();
        assert!(unknown.is_empty(), "config.{language} lists {unknown:?}, which nothing reads");
    }
}

#[test]
fn every_key_of_front_matter_stands_in_the_guide_and_no_other() {
    let known: BTreeSet<String> = yiben::content::front::keys::KNOWN.iter().map(|key| (*key).to_owned()).collect();
    for language in LANGUAGES {
        let page = read(&format!("content/guide/documents.{language}"));
        let section = page.split("{#front-matter}").nth(1).unwrap().split("\n##").next().unwrap();
        // Other generators' spelling is understood, and the one that most writers know.
        let listed: BTreeSet<_> = listed(&section.replace("`link_title`", "`link-title`"));
        assert_eq!(listed, known, "documents.{language}");
    }
}

#[test]
fn every_example_of_book_toml_is_one() {
    let mut seen = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guide")).unwrap() {
        let path = entry.unwrap().path();
        let page = fs::read_to_string(&path).unwrap();
        // The list of codes begins with an example, and then shows what is wrong.
        let is = |name: &str| path.file_name().unwrap().to_str().unwrap().starts_with(name);
        let (codes, config) = (is("codes."), is("config."));
        for (info, text) in blocks(&page, "toml").into_iter().take(if codes { 1 } else { usize::MAX }) {
            // Elsewhere, what is not named may be a front matter.
            if titled(&info) != Some("book.toml") && !(info.is_empty() && (codes || config)) {
                continue;
            }
            seen += 1;
            let editions: String = ["en", "zh-Hans", "zh-Hant"]
                .iter()
                .filter(|tag| !text.contains(&format!("[editions.{tag}]")))
                .map(|tag| format!("\n[editions.{tag}]\n"))
                .collect();
            let project =
                Project::new(&[("book.toml", &(text.clone() + &editions)), ("content/guide.md", "# Guide\n")]);
            let run = project.run(&["build"]);
            for code in ["[config-key]", "[config-value]", "[config-syntax]", "[locale-tag]"] {
                assert!(!run.stderr.contains(code), "{:?}:\n{text}\n{}", path, run.stderr);
            }
        }
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn the_examples_of_authors_and_shortcodes_work() {
    for language in LANGUAGES {
        let documents = read(&format!("content/guide/documents.{language}"));
        let themes = read(&format!("content/guide/themes.{language}"));
        let file = |page: &str, kind: &str, name: &str| {
            let found = blocks(page, kind).into_iter().find(|(info, _)| titled(info) == Some(name));
            found.unwrap_or_else(|| panic!("no {name} in the {language} guide")).1
        };
        let project = Project::new(&[
            ("book.toml", "title = \"Films\"\n[editions.en]\n[editions.zh-Hans]\n"),
            ("content/authors.toml", &file(&documents, "toml", "content/authors.toml")),
            ("shortcodes/film.html", &file(&themes, "html", "shortcodes/film.html")),
            ("content/a.md", "---\nauthors: [lin, Nobody Else]\n---\n\n{{< film \"harbour\" >}}\n"),
        ]);
        project.write("content/lin.jpg", b"a picture");
        project.build();
        let site = project.site();
        let page = std::str::from_utf8(&site["en/a/index.html"]).unwrap();
        assert!(page.contains("src=\"/films/harbour.mp4\"") && page.contains("Lin Yi"), "{page}");
        assert!(page.contains("Writes about <em>tea</em>."), "{page}");
    }
}

#[test]
fn the_examples_of_templates_and_messages_work() {
    for language in LANGUAGES {
        let themes = read(&format!("content/guide/themes.{language}"));
        let project = Project::new(&[("book.toml", "title = \"Films\"\n[editions.en]\n[editions.zh-Hans]\n")]);
        for (info, text) in ["html", "text"].iter().flat_map(|kind| blocks(&themes, kind)) {
            project.write(titled(&info).unwrap(), text.as_bytes());
        }
        project.write(
            "content/a.md",
            b"---\ntitle: A\ndate: 2013-08-31\ntemplate: essay\n---\n\nText.\n\n## More\n\n{{< back >}}\n",
        );
        project.write("shortcodes/back.html", b"<i>{{ t(\"borrowed\", count=3) }}</i>");
        project.write(
            "theme/templates/parts/head-extra.html",
            b"<meta name=back content=\"{% if page.date %}{{ t(\"returned\", date=page.date) }}{% endif %}\">",
        );
        let run = project.run(&["build"]);
        assert_eq!((run.code, run.stderr.lines().count()), (0, 1), "{}", run.stderr);
        let site = project.site();
        let page = std::str::from_utf8(&site["en/a/index.html"]).unwrap();
        for has in
            ["<p>Text.</p>", "<p class=\"signed\">Aug 31, 2013</p>", "3 readers have", "since Saturday, August 31"]
        {
            assert!(page.contains(has), "{has}: {page}");
        }
        assert!(page.contains("class=\"guide\"") && page.contains("<nav class=\"toc\""), "{page}");
    }
}

#[test]
fn whoever_follows_the_first_page_gets_what_it_promises() {
    for language in LANGUAGES {
        let guide = read(&format!("content/guide/start.{language}"));
        let project = Project::new(&[]);
        let mut files = blocks(&guide, "toml");
        // The second book.toml of the page is the first one with a line more.
        files.truncate(1);
        files.extend(blocks(&guide, "markdown"));
        assert_eq!(files.len(), 4);
        for (info, text) in &files {
            project.write(titled(info).unwrap(), text.as_bytes());
        }
        let run = project.run(&["build"]);
        assert_eq!((run.code, run.stderr.lines().count()), (0, 1), "{}", run.stderr);
        let run = project.run(&["check", "--deny", "warnings"]);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        let before = project.site();
        let page = |path: &str| std::str::from_utf8(&before[path]).unwrap();
        assert!(page("zh-hant/green/index.html").contains("這隻杯子裡的茶，是後院的茶樹上採的。"));
        assert!(page("zh-hant/green/index.html").contains("class=\"made-from\""));
        assert!(page("en/index.html").contains("<a href=\"/zh-hans/green/\" hreflang=\"zh-Hans\">green tea</a>"));
        assert!(!before.contains_key("en/green/index.html"));
        let book = files[0].1.replace("[editions.en]\n", "[editions.en]\nfallback = [\"zh-Hans\"]\n");
        project.write("book.toml", book.as_bytes());
        project.build();
        let english = project.site()["en/green/index.html"].clone();
        let english = String::from_utf8(english).unwrap();
        assert!(english.contains("class=\"notice\"") && english.contains("lang=\"zh-Hans\""), "{english}");
        let home = String::from_utf8(fs::read(project.path("content/_index.md")).unwrap()).unwrap();
        project.write("content/_index.md", home.replace("green.md", "gren.md").as_bytes());
        let run = project.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.finds(&["warning[broken-link]", "content/_index.md:3:37", "did you mean"]);
        let broken = project.site();
        let green = String::from_utf8(fs::read(project.path("content/green.zh-Hans.md")).unwrap()).unwrap();
        project.write("content/green.zh-Hans.md", green.replace("---\n\n", "\n").as_bytes());
        let run = project.run(&["build"]);
        assert_eq!(run.code, 1, "{}", run.stderr);
        run.finds(&["content/green.zh-Hans.md:1:1", "has no end"]);
        assert_eq!(project.site(), broken);
    }
}

#[test]
fn the_guide_passes_its_own_check() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_yiben"))
        .args(["check", "--deny", "warnings", "--format", "short"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let wrong: Vec<&str> =
        said.lines().filter(|line| line.contains(": error[") || line.contains(": warning[")).collect();
    assert!(output.status.success() && wrong.is_empty(), "{wrong:#?}");
}

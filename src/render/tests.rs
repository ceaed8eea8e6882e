//! Small books, rendered whole: what stands in the head, the switcher, the notices.

use super::{Renderer, Stage};
use crate::config;
use crate::content;
use crate::convert::Converters;
use crate::diagnostic::{Code, Diagnostic};
use crate::locale::Locale;
use crate::resolve::{self, Input};
use crate::source::Files;
use std::collections::BTreeMap;

const BOOK: &str = "title = { en = \"A Book\", zh-Hans = \"一本书\" }\nbase-url = \"https://example.org/b/\"\n\
    default-edition = \"en\"\nfeed = true\n[editions.en]\n[editions.zh-Hans]\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\nfallback = [\"en\"]\n";

/// Every page of a site by its address, and what was found wrong.
pub fn render(files: &[(&str, &str)]) -> (BTreeMap<String, String>, Vec<Diagnostic>) {
    let files = Files::memory(files.iter().copied());
    let (config, files, mut found) = config::load(&files);
    let config = config.expect("book.toml is TOML");
    let (library, problems) = content::scan(&files, &config);
    found.extend(problems);
    let (converters, problems) = Converters::load(&files, &config);
    found.extend(problems);
    let convert = |from: &Locale, edition, text: &str| converters.text(from, edition, text);
    let input = Input { config: &config, library: &library, drafts: false, convert: &convert };
    let (plan, problems) = resolve::plan(&input);
    found.extend(problems);
    let (renderer, problems) = Renderer::new(Stage { files: &files, input, plan: &plan, converters: &converters });
    found.extend(problems);
    let mut pages = BTreeMap::new();
    for at in 0..plan.pages.len() {
        let id = crate::resolve::plan::PageId(u32::try_from(at).unwrap());
        let rendered = renderer.page(id);
        found.extend(rendered.diagnostics);
        pages.insert(plan.page(id).permalink.clone(), rendered.html);
    }
    let (extra, problems) = renderer.files();
    found.extend(problems);
    for (path, bytes) in extra {
        pages.insert(path.to_string(), String::from_utf8_lossy(&bytes).into_owned());
    }
    (pages, found)
}

#[test]
fn a_small_book_is_rendered_in_three_editions() {
    let (pages, found) = render(&[
        ("book.toml", BOOK),
        ("content/_index.md", "# A Book\n\nHello.\n"),
        ("content/guide/_index.md", "# Guide\n"),
        ("content/guide/start.md", "---\ntitle: Start\ntags: [software]\n---\nText.\n\n## Part one\n"),
        ("content/guide/start.zh-Hans.md", "---\ntitle: 软件入门\ntags: [software]\n---\n软件。\n\n## 第一部分\n"),
        ("content/guide/only.md", "# Only in English\n\nText\n"),
    ]);
    for problem in &found {
        eprintln!("{problem:?}");
    }
    if let Ok(dir) = std::env::var("DUMP") {
        for (path, html) in &pages {
            let path = format!("{dir}/{}", path.trim_start_matches('/'));
            let path = if path.ends_with('/') { path + "index.html" } else { path };
            std::fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
            std::fs::write(path, html).unwrap();
        }
    }
    let _ = Code::Template;
    eprintln!("{:?}", pages.keys().collect::<Vec<_>>());
    panic!();
}

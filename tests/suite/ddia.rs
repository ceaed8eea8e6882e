//! A real book, *Designing Data-Intensive Applications*, in three authored editions, and with one of them converted.
//!
//! Its text is not part of this repository: it lies beside it, in `../shared/corpora/ddia`. Where it does not, this test
//! says so, and fails in continuous integration.

use crate::support::{Run, decoded, tree};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Folder of the sources, and prefix of the edition.
const EDITIONS: &[(&str, &str)] = &[("zh", ""), ("en", "en/"), ("tw", "tw/")];

fn sources() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/ddia");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "the corpora are not at {}", folder.display());
    eprintln!("\n!! NOT RUN: there is no book at {}\n", folder.display());
    None
}

struct Built {
    run: Run,
    site: BTreeMap<String, Vec<u8>>,
}

fn build(book: &str) -> Built {
    let out = tempfile::tempdir().unwrap();
    let place = out.path().join("site");
    let output = Command::new(env!("CARGO_BIN_EXE_yiben"))
        .args(["build", book, "-d"])
        .arg(&place)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let run = Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    };
    assert_eq!(run.code, 0, "{}", run.stderr);
    Built { run, site: tree(&place) }
}

impl Built {
    fn page(&self, path: &str) -> &str {
        let bytes = self.site.get(path).unwrap_or_else(|| panic!("{path} is missing"));
        std::str::from_utf8(bytes).unwrap()
    }
}

/// The documents of a folder: each file's name without its ending, with its text.
fn documents(folder: &Path) -> BTreeMap<String, String> {
    let files = tree(folder)
        .into_iter()
        .filter_map(|(name, bytes)| Some((name.strip_suffix(".md")?.to_owned(), String::from_utf8(bytes).unwrap())));
    files.collect()
}

fn output(prefix: &str, name: &str) -> String {
    match name {
        "_index" => format!("{prefix}index.html"),
        name => format!("{prefix}{name}/index.html"),
    }
}

fn count(text: &str, what: &str) -> usize {
    text.matches(what).count()
}

/// What each page must have as often as its source has it: figures, pictures, alerts and callouts.
fn compare(page: &str, source: &str, name: &str) {
    // A picture inside a comment is no picture; the book has none inside code.
    let shown: String = source
        .split("<!--")
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once("-->").map_or("", |(_, rest)| rest) })
        .collect();
    let figures = count(&shown, "{{< figure");
    assert_eq!(count(page, "<figure"), figures, "figures of {name}");
    let alerts = shown
        .lines()
        .filter(|line| line.trim_start_matches(['>', ' ']).starts_with("[!") && line.trim_start().starts_with('>'))
        .count();
    let callouts = count(&shown, "{{< callout");
    assert_eq!(count(page, "class=\"alert "), alerts + callouts, "alerts of {name}");
}

#[test]
fn three_authored_editions_are_whole() {
    let Some(folder) = sources() else { return };
    let built = build("tests/ddia");
    let mut captions = 0;
    for (source, prefix) in EDITIONS {
        for (name, text) in documents(&folder.join(source)) {
            let path = output(prefix, &name);
            let page = built.page(&path);
            compare(page, &text, &path);
            captions += count(page, "<figcaption");
        }
    }
    assert!(captions > 0);
    every_link_is_resolved_or_reported(&built);
}

#[test]
fn without_its_own_text_the_traditional_edition_is_converted() {
    let Some(folder) = sources() else { return };
    let built = build("tests/ddia-converted");
    for (name, text) in documents(&folder.join("zh")) {
        let page = built.page(&output("tw/", &name));
        compare(page, &text, &name);
        assert!(page.contains("lang=\"zh-Hant\""), "{name}");
    }
    let chapter = built.page("tw/ch1/index.html");
    assert!(chapter.contains("資料") && !chapter.contains("数据"), "the first chapter is converted");
    // The ids are those of the source, so that both scripts share every fragment.
    let ids = |page: &str| -> Vec<String> {
        page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(chapter), ids(built.page("ch1/index.html")));
    every_link_is_resolved_or_reported(&built);
}

/// Every address inside the site leads to a file and an id, or a finding names it as it stands in the page: a link that
/// leads nowhere stays as its author wrote it.
fn every_link_is_resolved_or_reported(built: &Built) {
    let mut unreported = Vec::new();
    let mut inside = 0;
    for (path, bytes) in built.site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        let links = [" href=\"", " src=\""].iter().flat_map(|attribute| page.split(attribute).skip(1));
        for link in links.map(|rest| rest.split('"').next().unwrap()) {
            if link.contains("://") || link.starts_with("mailto:") || link.starts_with("data:") || link == "#" {
                continue;
            }
            inside += 1;
            let written = decoded(link).replace("&amp;", "&");
            if !leads_somewhere(built, path, &written) && !built.run.stderr.contains(&format!("`{written}`")) {
                unreported.push(format!("{path}: {link}"));
            }
        }
    }
    assert!(inside > 10_000, "{inside}");
    assert!(
        unreported.is_empty(),
        "{} links:\n{}",
        unreported.len(),
        unreported[..unreported.len().min(40)].join("\n")
    );
}

/// Whether the site has what a link from the page at `path` leads to.
fn leads_somewhere(built: &Built, path: &str, link: &str) -> bool {
    let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
    let file = file.split('?').next().unwrap();
    let target = match file.strip_prefix('/') {
        Some(inside) if inside.is_empty() || inside.ends_with('/') => format!("{inside}index.html"),
        Some(inside) => inside.to_owned(),
        None if file.is_empty() => path.to_owned(),
        None => return false,
    };
    built.site.get(&target).is_some_and(|bytes| {
        fragment.is_empty()
            || std::str::from_utf8(bytes).is_ok_and(|page| page.contains(&format!(" id=\"{fragment}\"")))
    })
}

/// The value of an argument of a shortcode.
fn argument<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

#[test]
fn all_figures_are_there_with_their_pictures_and_names() {
    let Some(folder) = sources() else { return };
    let built = build("tests/ddia");
    let (mut all, mut begin_with_picture) = (0, 0);
    for (source, prefix) in EDITIONS {
        for (name, text) in documents(&folder.join(source)) {
            let page = built.page(&output(prefix, &name));
            for tag in text.split("{{< figure").skip(1).map(|rest| rest.split(">}}").next().unwrap()) {
                all += 1;
                begin_with_picture += usize::from(tag.starts_with(" src="));
                let id = argument(tag, "id").expect("every figure of the book has an id");
                let shown = page.split("<figure ").find(|figure| figure.starts_with(&format!("id=\"{id}\"")));
                let shown = shown.unwrap_or_else(|| panic!("{prefix}{name}: no figure {id}"));
                let shown = shown.split("</figure>").next().unwrap();
                let picture = argument(tag, "src").map(|src| format!("<img src=\"{src}\""));
                assert!(picture.is_none_or(|picture| shown.contains(&picture)), "{prefix}{name}: the picture of {id}");
                let titled = argument(tag, "caption").or(argument(tag, "title")).is_some();
                assert_eq!(shown.contains("<figcaption>"), titled, "{prefix}{name}: the caption of {id}");
            }
        }
    }
    // Three times 131, of which three times 103 name their picture before anything else.
    assert_eq!((all, begin_with_picture), (393, 309));
}

#[test]
fn the_sources_are_left_alone() {
    let Some(folder) = sources() else { return };
    let before = fs::metadata(&folder).unwrap().modified().unwrap();
    build("tests/ddia");
    assert_eq!(fs::metadata(&folder).unwrap().modified().unwrap(), before);
}

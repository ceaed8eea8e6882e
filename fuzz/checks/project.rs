//! What must hold of any bytes in any file of a project, for the fuzzer and for the tests alike: a build ends, and what it
//! says has places that exist.

use std::sync::Arc;
use yiben::content::{self, Translation};
use yiben::convert::Converters;
use yiben::diagnostic::{Diagnostic, human, sorted};
use yiben::locale::Locale;
use yiben::render::{Parts, Renderer, Stage};
use yiben::resolve::plan::PageId;
use yiben::resolve::{self, Input};
use yiben::source::{Files, RelPath, decode};

/// The files of a small project, one of which is replaced.
pub const FILES: &[(&str, &str)] = &[
    (
        "book.toml",
        "title = { en = \"A\", zh-Hans = \"软件\" }\nbase-url = \"https://a.example/b/\"\n\n[editions.en]\nprefix = \"\"\n\n\
         [editions.zh-Hans]\n\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n\n[tags]\ntea = { en = \"Tea\" }\n",
    ),
    (
        "content/a.md",
        "+++\ntitle = \"A\"\ndate = 2020-01-01\nauthors = [\"lin\"]\ntags = [\"tea\"]\n+++\n\n# One\n\n[b](b.md#two) ![p](p.png)\n",
    ),
    (
        "content/a.zh-Hans.md",
        "---\ntitle: 甲\nauthors: [lin]\ntags: [茶]\n---\n\n# 一\n\n**头发。**在后面 {{< ref \"b\" >}}\n",
    ),
    ("content/b.md", "# B\n\n## Two\n\n{{< s x=1 >}}in{{< /s >}}\n"),
    ("content/authors.toml", "[lin]\nname = { en = \"Lin\", zh-Hans = \"林发\" }\nbio = \"*hm*\"\n"),
    ("content/p.png", "\u{89}PNG"),
    ("glossary.csv", "zh-Hans,zh-Hant,rule\n软件,軟體,\n余华,,keep\n"),
    ("translations.lock", ""),
    (
        "corrections/zh-Hant/a.toml",
        "[[correction]]\nsource = \"在后面\"\nfind = \"後面\"\nreplace = \"後頭\"\nblock = \"\"\n",
    ),
    ("locales/en/site.ftl", "x = { $n ->\n    [one] one\n   *[other] { $n }\n}\n"),
    ("shortcodes/s.html", "<b>{{ args.x }}{{ body }}</b>"),
];

/// Builds the project with `text` in place of the file `which`, and nothing of it reaches a disk.
///
/// # Panics
/// When a place in a finding is none of its file, or when two renderings of a page differ.
pub fn check(which: usize, text: &str) {
    let which = which % FILES.len();
    // A template is a program, which may run as long as it likes.
    if FILES[which].0.starts_with("shortcodes/") {
        return;
    }
    let files = FILES.iter().enumerate().map(|(at, (path, own))| (*path, if at == which { text } else { *own }));
    let files = Files::memory(files);
    let (config, files, mut found) = yiben::config::load(&files);
    if let Some(config) = config {
        let (library, problems) = content::scan(&files, &config);
        found.extend(problems);
        let (converters, problems) = Converters::load(&files, &config);
        found.extend(problems);
        let convert = |from: &Locale, document: Option<&Translation>, edition, text: &str| {
            converters.text(from, document, edition, text)
        };
        let input = Input { config: &config, library: &library, drafts: true, convert: &convert };
        let (plan, problems) = resolve::plan(&input);
        found.extend(problems);
        let stage = Stage { files: &files, input, plan: &plan, converters: &converters };
        let (parts, problems) = Parts::new(stage, Arc::default());
        found.extend(problems);
        let renderer = Renderer::new(stage, &parts);
        for id in (0..plan.pages.len()).map(|at| PageId(u32::try_from(at).expect("few pages"))) {
            let rendered = renderer.page(id);
            assert_eq!(rendered.html, renderer.page(id).html, "{}", plan.page(id).permalink);
            found.extend(rendered.diagnostics);
        }
    }
    for finding in sorted(found) {
        placed(&finding, &files);
        assert!(human::render(&finding, &files, true).contains(finding.code.name()));
    }
}

/// The place of a finding is a part of its file's text.
fn placed(finding: &Diagnostic, files: &Files) {
    let places = std::iter::once(&finding.place).chain(finding.related.iter().map(|(place, _)| place));
    for (path, span) in places.filter_map(|place| Some((&place.path, place.span?))) {
        let text = read(files, path).unwrap_or_else(|| panic!("{finding:?} is in no file"));
        assert!(text.get(span.range()).is_some(), "{finding:?} has no such place in {text:?}");
    }
}

fn read(files: &Files, path: &RelPath) -> Option<String> {
    decode(files.read(path, 1 << 24).ok()?).ok()
}

//! What a change touches, and what it leaves as it was.

use super::*;
use crate::cli::project::Overrides;
use std::fs;
use std::path::Path;

/// A book in a folder, and what is shown of it.
struct Shown {
    folder: tempfile::TempDir,
    settings: Settings,
    state: State,
}

const BOOK: &str = "title = \"Tea\"\n\n[editions.en]\nprefix = \"en\"\n\n[editions.zh-Hans]\n\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n";

impl Shown {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("book.toml", BOOK),
            ("content/_index.md", "Home.\n"),
            ("content/guide/_index.md", "+++\ntitle = \"Guide\"\n+++\n"),
            ("content/guide/leaf.md", "+++\ntitle = \"Leaf\"\n+++\n## Green\n\nText.\n"),
            ("content/guide/leaf.zh-Hans.md", &long("旧的。")),
            ("content/guide/links.md", "[to a place](leaf.md#green)\n"),
            ("content/notes/_index.md", "+++\ntitle = \"Notes\"\n+++\n"),
            ("content/notes/one.md", "+++\ntitle = \"One\"\ndate = 2026-01-01\n+++\nOne. ![pot](pot.png)\n"),
            ("content/notes/pot.png", "png"),
        ] {
            write(folder.path(), path, text);
        }
        let overrides = Overrides { base_url: None, drafts: false };
        let settings = Settings { root: folder.path().to_path_buf(), overrides, editions: Vec::new() };
        let state = State::first(&settings, &Progress::default()).unwrap();
        Self { folder, settings, state }
    }

    /// Writes a file, or removes it, and follows the change.
    fn after(&mut self, path: &str, text: Option<&str>) {
        match text {
            Some(text) => write(self.folder.path(), path, text),
            None => fs::remove_file(self.folder.path().join(path)).unwrap(),
        }
        let change = Change { paths: [RelPath::new(path).unwrap()].into(), all: false }.lasting(&self.state);
        self.state = next(&self.state, &change, &self.settings);
    }

    /// The addresses of the pages that the last change touched.
    fn touched(&self) -> Vec<String> {
        let site = self.state.site.as_ref().unwrap();
        let pages = site.pages().filter(|id| site.stamp(*id) == self.state.version);
        pages.map(|id| site.plan.page(id).permalink.clone()).collect()
    }

    fn count(&self) -> usize {
        self.state.site.as_ref().unwrap().plan.pages.len()
    }
}

/// A text with `end` far below its beginning.
fn long(end: &str) -> String {
    format!("+++\ntitle = \"叶\"\n+++\n{}\n\n## 下面\n\n{end}\n", "正文。".repeat(200))
}

fn write(folder: &Path, path: &str, text: &str) {
    let full = folder.join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, text).unwrap();
}

#[test]
fn a_body_edit_touches_its_pages_alone() {
    let mut shown = Shown::new();
    let plan = Arc::clone(&shown.state.site.as_ref().unwrap().plan);
    // The beginning of a text is its description in lists; what stands further down is not.
    shown.after("content/guide/leaf.zh-Hans.md", Some(&long("新的。")));
    assert_eq!(shown.touched(), ["/zh-hans/guide/leaf/", "/zh-hant/guide/leaf/"]);
    assert!(Arc::ptr_eq(&plan, &shown.state.site.as_ref().unwrap().plan), "nothing was planned anew");
}

#[test]
fn a_heading_that_goes_touches_the_pages_that_lead_to_it() {
    let mut shown = Shown::new();
    shown.after("content/guide/leaf.md", Some("+++\ntitle = \"Leaf\"\n+++\n## Red\n\nText.\n"));
    let touched = shown.touched();
    assert!(touched.contains(&"/en/guide/leaf/".into()) && touched.contains(&"/en/guide/links/".into()), "{touched:?}");
    assert!(!touched.contains(&"/en/notes/one/".into()), "{touched:?}");
}

#[test]
fn a_title_edit_also_touches_lists_and_navigation() {
    let mut shown = Shown::new();
    shown.after("content/guide/leaf.md", Some("+++\ntitle = \"Blade\"\n+++\n## Green\n\nText.\n"));
    let touched = shown.touched();
    for page in ["/en/guide/leaf/", "/en/guide/", "/en/guide/links/"] {
        assert!(touched.contains(&page.into()), "{page} shows it: {touched:?}");
    }
    for page in ["/zh-hans/guide/leaf/", "/en/notes/one/", "/en/404.html"] {
        assert!(!touched.contains(&page.into()), "{page} does not: {touched:?}");
    }
}

#[test]
fn glossary_template_messages_and_settings_touch_everything() {
    for (path, text) in [
        ("glossary.csv", "zh-Hans,zh-Hant\n叶,葉\n"),
        ("theme/templates/parts/footer.html", "<footer>x</footer>"),
        ("theme/styles/own.css", "p { color: red }"),
        ("locales/en/site.ftl", "menu = Start\n"),
        ("book.toml", &BOOK.replace("Tea", "Coffee")),
    ] {
        let mut shown = Shown::new();
        shown.after(path, Some(text));
        assert_eq!(shown.touched().len(), shown.count(), "{path}");
    }
}

#[test]
fn other_files_touch_what_they_concern() {
    let mut shown = Shown::new();
    shown.after("content/notes/pot.png", Some("another"));
    assert_eq!(shown.touched(), [""; 0]);
    assert!(shown.state.touched.iter().any(|(version, _)| *version == shown.state.version), "it is told as a file");

    let version = shown.state.version;
    shown.after("content/notes/two.md", Some("+++\ntitle = \"Two\"\ndate = 2026-01-02\n+++\nTwo.\n"));
    let touched = shown.touched();
    assert!(touched.contains(&"/en/notes/".into()) && touched.contains(&"/en/notes/two/".into()), "{touched:?}");
    assert!(!touched.contains(&"/en/guide/leaf/".into()), "{touched:?}");
    assert_eq!(shown.state.version, version + 1);

    shown.after("content/notes/two.md", None);
    assert!(shown.touched().contains(&"/en/notes/".into()));
}

#[test]
fn what_came_and_went_is_no_change() {
    let shown = Shown::new();
    let change = |path: &str| Change { paths: [RelPath::new(path).unwrap()].into(), all: false }.lasting(&shown.state);
    assert!(change("content/guide/leaf.md.tmp-1").paths.is_empty(), "an editor's file that is gone again");
    assert!(change("content/guide/le").paths.is_empty(), "the beginning of a name is no folder");
    for path in ["README.md", "public", "node_modules", "src/main.rs"] {
        assert!(change(path).paths.is_empty(), "{path} is nothing to the site");
    }
    for path in [
        "content",
        "translations.lock",
        "glossary.csv",
        "static/a",
        "corrections/zh-Hant/a.toml",
        "content/guide",
        "content/guide/leaf.md",
        "content/notes/pot.png",
        "book.toml",
        "theme/styles/x.css",
    ] {
        assert!(!change(path).paths.is_empty(), "{path}");
    }
}

#[test]
fn a_renamed_document_is_found_where_it_went() {
    let mut shown = Shown::new();
    fs::rename(shown.folder.path().join("content/guide/leaf.md"), shown.folder.path().join("content/notes/blade.md"))
        .unwrap();
    let paths = ["content/guide/leaf.md", "content/notes/blade.md"].map(|path| RelPath::new(path).unwrap());
    shown.state = next(&shown.state, &Change { paths: paths.into(), all: false }, &shown.settings);
    assert_eq!(shown.state.moves.get("/en/guide/leaf/").map(String::as_str), Some("/en/notes/blade/"));
    assert_eq!(shown.state.moves.get("/zh-hans/guide/leaf/"), None, "that page is still there");
    // Whoever looked at the old address is led on, as long as nothing else stands there.
    shown.after("content/guide/leaf.md", Some("New.\n"));
    assert_eq!(shown.state.moves.get("/en/guide/leaf/"), None);
}

#[test]
fn a_translation_that_becomes_outdated_says_so() {
    let mut shown = Shown::new();
    let site = Arc::clone(shown.state.site.as_ref().unwrap());
    let mut records = site.library.records.clone();
    let key = crate::content::DocKey::new("guide/leaf");
    let ids = &site.library.documents[&key];
    let (original, translation) = (ids[0], &site.library.translations[ids[1].0 as usize]);
    records.set(&key, &translation.locale, staleness::record(&site.library, original));
    shown.after("translations.lock", Some(&records.text()));
    assert!(shown.state.site.as_ref().unwrap().plan.outdated.is_empty());
    shown.after("content/guide/leaf.md", Some("+++\ntitle = \"Leaf\"\n+++\n## Green\n\nAnother text.\n"));
    let touched = shown.touched();
    assert!(touched.contains(&"/zh-hans/guide/leaf/".into()), "its page has a notice now: {touched:?}");
}

//! `yiben init`: what it makes builds without another edit and without a finding, and it never touches what is there.

use crate::support::Project;

/// Starts a site of `editions` and builds it; nothing may be found.
#[track_caller]
fn started(editions: &str) -> Project {
    let project = Project::new(&[]);
    let run = project.run(&["init", "--editions", editions]);
    assert_eq!(run.code, 0, "{editions}: {}", run.stderr);
    let run = project.run(&["build"]);
    assert_eq!((run.code, run.stderr.lines().count()), (0, 1), "{editions}: {}", run.stderr);
    let run = project.run(&["check", "--deny", "warnings", "--format", "gitlab"]);
    assert_eq!((run.code, run.stdout.trim()), (0, "[]"), "{editions}: {}", run.stderr);
    project
}

#[test]
fn a_new_site_builds_without_a_finding_in_any_set_of_editions() {
    // (editions, pages that must be there, a text of the second one)
    let cases: &[(&str, &[&str], &str)] = &[
        ("en,zh-Hans,zh-Hant", &["index.html", "en/start/index.html", "zh-hant/start/index.html"], "Every document"),
        ("en", &["index.html", "start/index.html"], "Every document"),
        ("zh-Hant", &["index.html", "start/index.html"], "每份文件"),
        ("en,zh-TW,zh-CN", &["zh-cn/index.html", "zh-tw/start/index.html"], "每份文件"),
        ("zh-HK,zh-Hans,en", &["zh-hans/index.html", "zh-hk/start/index.html"], "每份文件"),
        ("zh-Hans,zh-TW,zh-HK", &["zh-hk/index.html", "zh-hans/start/index.html"], "每份文档"),
    ];
    for (editions, pages, text) in cases {
        let site = started(editions).site();
        for page in *pages {
            assert!(site.contains_key(*page), "{editions}: no {page}");
        }
        let page = String::from_utf8_lossy(&site[pages[1]]).into_owned();
        assert!(page.contains(text), "{editions}: {page}");
    }
}

#[test]
fn each_written_edition_has_its_own_texts_and_words() {
    let project = started("en,zh-Hans,zh-Hant");
    let page = |name: &str| String::from_utf8(project.site().remove(name).unwrap()).unwrap();
    assert!(page("en/start/index.html").contains("In this chapter"));
    assert!(page("zh-hans/start/index.html").contains("本章内容"));
    // Nobody wrote this one: its text and the site's own words of the interface are converted.
    let converted = page("zh-hant/start/index.html");
    assert!(converted.contains("本章內容") && converted.contains("每份文檔"), "{converted}");
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let project = Project::new(&[("content/start.md", "mine\n"), (".gitignore", "/mine\n/public")]);
    let run = project.run(&["init"]);
    assert_eq!(run.code, 2);
    run.finds(&["content/start.md", "is there already", "nothing was written"]);
    assert!(!project.path("book.toml").exists());
    std::fs::remove_file(project.path("content/start.md")).unwrap();
    assert_eq!(project.run(&["init", "--ci", "none"]).code, 0);
    assert!(std::fs::read_to_string(project.path(".gitattributes")).unwrap().contains("translations.lock"));
    let ignored = std::fs::read_to_string(project.path(".gitignore")).unwrap();
    assert_eq!(ignored, "/mine\n/public\n/.public.yiben\n/.yiben\n");
    assert_eq!(project.run(&["init", "--ci", "none"]).code, 2, "a second start");
}

#[test]
fn editions_that_cannot_be_are_refused_with_what_was_meant() {
    for (editions, wanted) in [
        ("en,cht", "did you mean `zh-Hant`?"),
        ("en,zh-Hasn", "did you mean `zh-Hans`?"),
        ("jp", "did you mean `ja`?"),
        ("zh", "zh-Hans"),
        ("en,en-US", "once more"),
        ("", "--editions en,zh-Hans,zh-Hant"),
    ] {
        let project = Project::new(&[]);
        let run = project.run(&["init", "--editions", editions]);
        assert_eq!(run.code, 2, "{editions}: {}", run.stderr);
        run.finds(&[wanted]);
        assert!(!project.path("book.toml").exists());
    }
}

#[test]
fn the_workflow_goes_where_its_host_looks_for_it() {
    for (ci, path) in [("github", ".github/workflows/site.yml"), ("gitlab", ".gitlab-ci.yml")] {
        let project = Project::new(&[(".git/HEAD", "ref: refs/heads/main\n")]);
        assert_eq!(project.run(&["init", "--ci", ci]).code, 0);
        let text = std::fs::read_to_string(project.path(path)).unwrap();
        assert!(text.contains(&format!("YIBEN_VERSION: \"{}\"", env!("CARGO_PKG_VERSION"))), "{text}");
        assert!(text.contains("SITE: \".\""), "{text}");
        // In a folder of a larger repository the workflow knows the way, and the user is told where to put it.
        let run = project.run(&["init", "docs/book", "--ci", ci]);
        run.finds(&["at the top", path]);
        let text = std::fs::read_to_string(project.path("docs/book").join(path)).unwrap();
        assert!(text.contains("SITE: \"docs/book\""), "{text}");
    }
    let project = Project::new(&[]);
    assert_eq!(project.run(&["init", "--ci", "none"]).code, 0);
    assert!(!project.path(".github").exists() && !project.path(".gitlab-ci.yml").exists());
}

//! Translations kept alive, as an editorial team uses it: outdated blocks, `yiben reviewed`, an old site's git history, a
//! clone of depth 1.

use crate::support::{Project, tree};
use std::path::Path;
use std::process::Command;

const BOOK: &str =
    "title = \"Tea\"\n\n[editions.en]\n\n[editions.zh-Hans]\n\n[editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n";
const EN: &str = "content/guide.md";
const ZH: &str = "content/guide.zh-Hans.md";
const ENGLISH: &str = "# Guide\n\nFirst.\n\nSecond.\n\nThird.\n";
const CHINESE: &str = "# 指南\n\n第一。\n\n第二。\n\n第三。\n";

fn project() -> Project {
    Project::new(&[("book.toml", BOOK), (EN, ENGLISH), (ZH, CHINESE)])
}

/// Runs git in a folder, as somebody whose name and time are always the same.
#[track_caller]
fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args([
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "commit.gpgsign=false",
    ]);
    command.args(["-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always"]).args(arguments);
    let output = command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn commit(project: &Project, message: &str) {
    git(&project.path(""), &["add", "-A"]);
    git(&project.path(""), &["commit", "-q", "-m", message]);
}

/// The state of the guide in zh-Hans.
fn state(project: &Project, arguments: &[&str]) -> String {
    let all: Vec<&str> = ["status", "--format", "json"].iter().chain(arguments).copied().collect();
    let run = project.run(&all);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let json: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    json["documents"][0]["editions"]["zh-Hans"]["state"].as_str().unwrap().to_owned()
}

#[test]
fn an_edit_of_the_translation_clears_nothing_and_a_review_does() {
    let project = project();
    let run = project.run(&["reviewed", ZH]);
    assert_eq!(
        run.stdout,
        format!(
            "{ZH} is current with {EN}: recorded for the first time\n1 translation recorded in translations.lock\n"
        )
    );
    assert_eq!(state(&project, &[]), "authored");
    project.write(EN, ENGLISH.replace("Third", "The last").as_bytes());
    assert_eq!(state(&project, &[]), "outdated");
    project.write(ZH, CHINESE.replace("第一", "第壹").as_bytes());
    assert_eq!(state(&project, &[]), "outdated", "a typing error was mended, nothing else");
    project.build();
    let page = |name: &str| String::from_utf8(project.site()[name].clone()).unwrap();
    let notice = "原文在翻译之后有过修改";
    assert!(page("zh-hans/guide/index.html").contains(notice));
    assert!(page("zh-hans/guide/index.html").contains("<a href=\"/en/guide/\" hreflang=\"en\">阅读原文</a>"));
    assert!(page("zh-hant/guide/index.html").contains("原文在翻譯之後有過修改"), "what is made from it is old too");
    assert!(!page("en/guide/index.html").contains("class=\"notice\""));
    project.write("book.toml", format!("outdated-notice = false\n{BOOK}").as_bytes());
    project.build();
    assert!(!String::from_utf8(project.site()["zh-hans/guide/index.html"].clone()).unwrap().contains(notice));

    // Nothing to change: recorded without touching the text.
    let before = tree(&project.path("content"));
    let run = project.run(&["reviewed", "content"]);
    assert!(run.stdout.starts_with(&format!("{ZH} is current with {EN}: 1 block had changed\n")), "{}", run.stdout);
    assert_eq!((state(&project, &[]), tree(&project.path("content"))), ("authored".to_owned(), before));
}

#[test]
fn what_is_no_translation_is_refused_with_help() {
    let project = project();
    for (path, message) in
        [(EN, "is an original"), ("content/none.md", "is no document"), ("book.toml", "is no document")]
    {
        let run = project.run(&["reviewed", path]);
        assert_eq!(run.code, 2, "{path}");
        run.finds(&[message, "help: "]);
    }
    assert_eq!(project.run(&["reviewed"]).code, 2);
    // As a shell gives `guide.*`.
    project.write("content/guide.png", b"x");
    let run = project.run(&["reviewed", EN, "content/guide.png", ZH]);
    let said = format!(
        "{EN} is an original, and was left out\ncontent/guide.png is no document, and was left out\n{ZH} is current"
    );
    assert!(run.code == 0 && run.stdout.starts_with(&said), "{}{}", run.stdout, run.stderr);
    assert_eq!(project.run(&["reviewed", EN, "content/guide.png"]).code, 2, "nothing to record");
    let run = project.run(&["reviewed", "--dir", ".", "./content/../content/guide.zh-Hans.md"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn a_check_and_a_review_agree_on_what_is_a_translation() {
    let own = "content/own.zh-Hans.md";
    let project = Project::new(&[("book.toml", BOOK), (own, CHINESE)]);
    let run = project.run(&["check"]);
    assert!(!(run.stdout + &run.stderr).contains("orphan"), "nobody has said that it was translated");
    project.run(&["reviewed", own]).finds(&["is an original, not a translation"]);
    project.write(own, format!("---\ntranslated-from: en\n---\n{CHINESE}").as_bytes());
    project.run(&["check"]).finds(&["warning[orphan]", "own.zh-Hans.md"]);
    let run = project.run(&["reviewed", own]);
    assert_eq!(run.code, 2);
    run.finds(&["the original of `content/own.zh-Hans.md` in `en` is gone", "help: delete it as well"]);
}

#[test]
fn an_old_site_takes_its_git_history() {
    let project = project();
    git(&project.path(""), &["init", "-q"]);
    commit(&project, "both");
    project.write(EN, ENGLISH.replace("Third", "The last").as_bytes());
    commit(&project, "the original");
    project.write(ZH, CHINESE.replace("第一", "第壹").as_bytes());
    commit(&project, "a typing error");
    assert_eq!(state(&project, &[]), "outdated", "by the history, block by block");
    assert!(!project.path("translations.lock").exists(), "nothing is written unasked");
    let run = project.run(&["reviewed", "--history"]);
    assert!(run.stdout.starts_with(&format!("{ZH}: outdated by the git history, 1 block changed\n")), "{}", run.stdout);
    assert_eq!(state(&project, &[]), "outdated");
    let again = project.run(&["reviewed", "--history"]);
    assert_eq!(again.stdout, "0 translations recorded in translations.lock\n", "what is recorded stays");
}

#[test]
fn a_clone_of_depth_1_gives_the_same_verdict() {
    let project = project();
    assert_eq!(project.run(&["reviewed", "--all"]).code, 0);
    git(&project.path(""), &["init", "-q"]);
    commit(&project, "both");
    project.write(EN, ENGLISH.replace("Third", "The last").as_bytes());
    commit(&project, "the original");
    let shallow = |name: &str| {
        let clones = Project::new(&[]);
        let from = format!("file://{}", project.path("").display());
        git(&clones.path(""), &["clone", "-q", "--depth", "1", &from, name]);
        clones
    };
    let clones = shallow("with");
    assert_eq!(state(&clones, &["with"]), "outdated", "by what is recorded");

    std::fs::remove_file(project.path("translations.lock")).unwrap();
    commit(&project, "no lock");
    let clones = shallow("without");
    let run = clones.run(&["reviewed", "--history", "--dir", "without"]);
    assert_eq!(
        run.stdout,
        format!(
            "{ZH}: not recorded: the git history was cut off before it\n0 translations recorded in translations.lock\n"
        )
    );
    assert_eq!(state(&clones, &["without"]), "authored", "nothing is made up");
}

#[test]
fn a_translation_that_was_never_committed_is_taken_to_be_current() {
    let project = Project::new(&[("book.toml", BOOK), (EN, ENGLISH)]);
    git(&project.path(""), &["init", "-q"]);
    commit(&project, "the original");
    project.write(ZH, CHINESE.as_bytes());
    let run = project.run(&["reviewed", "--history"]);
    assert!(run.stdout.starts_with(&format!("{ZH}: never committed, so taken to be current\n")), "{}", run.stdout);
}

#[test]
fn a_check_names_the_blocks_and_says_what_it_assumed() {
    let project = project();
    let check = || {
        let run = project.run(&["check", "--format", "short", "--only", "outdated-translation,unrecorded-translation"]);
        run.stdout
    };
    assert_eq!(
        check(),
        "book.toml:1:1: note[unrecorded-translation] `translations.lock` does not tell what 1 translation was made from, \
         and there is no git history to ask\n"
    );
    assert_eq!(project.run(&["reviewed", "--all"]).code, 0);
    project.write(EN, ENGLISH.replace("Second", "The other").as_bytes());
    assert_eq!(
        check(),
        format!(
            "{ZH}:5:1: warning[outdated-translation] the paragraph on line 5 of `{EN}` has changed since this was translated\n"
        )
    );
}

//! A preview follows its files: what changed is shown, many changes are one, and mistakes keep nothing from going on.

use super::client::{BOOK, Preview, at_root};
use crate::support::Project;
use std::fs;
use std::io::Write;
use std::process::Command;
use std::time::Duration;

/// One way of saving a text.
type Save<'a> = &'a dyn Fn(&str);

/// A while in which nothing more is to be expected.
const QUIET: Duration = Duration::from_millis(700);

#[test]
fn an_edit_touches_the_pages_that_show_it() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    let mut converted = preview.stream("/zh-hant/leaves/");
    let mut english = preview.stream("/en/leaves/");
    let mut home = preview.stream("/zh-hans/");
    project.write("content/leaves.zh-Hans.md", "+++\ntitle = \"茶叶\"\n+++\n新的头发。\n".as_bytes());
    converted.until("event: change");
    assert!(preview.page("/zh-hant/leaves/").contains("新的頭髮。"));
    // The beginning of a text without a description stands in lists, a title in navigation as well.
    home.until("event: change");
    assert!(preview.page("/zh-hans/").contains("新的头发。"));
    project.write("content/leaves.zh-Hans.md", "+++\ntitle = \"绿茶\"\n+++\n新的头发。\n".as_bytes());
    home.until("event: change");
    assert!(preview.page("/zh-hans/").contains("绿茶"));
    converted.until("event: change");
    assert_eq!(english.count(QUIET), 0, "the English page shows nothing of it");
}

#[test]
fn a_thousand_files_at_once_are_one_update() {
    let project = at_root();
    for number in 0..500 {
        project
            .write(&format!("content/many/{number}.md"), format!("+++\ntitle = \"{number}\"\n+++\nold\n").as_bytes());
    }
    let preview = Preview::start(&project, &[]);
    let mut one = preview.stream("/en/many/7/");
    for number in 0..500 {
        project
            .write(&format!("content/many/{number}.md"), format!("+++\ntitle = \"{number}\"\n+++\nnew\n").as_bytes());
        project.write(&format!("content/more/{number}.md"), b"more\n");
    }
    one.until("event: change");
    // A busy machine may halt the writer in the middle for longer than any settling waits.
    assert!(one.count(QUIET) <= 1, "one update for all of them");
    preview.until("/en/many/499/", |page| page.text().contains("new"));
    preview.until("/en/more/499/", |page| page.text().contains("more"));
}

#[test]
fn a_checkout_is_one_update() {
    let project = at_root();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=x", "-c", "user.email=x@example.org"]).args(arguments);
        let done = command.current_dir(project.path("")).output();
        done.is_ok_and(|done| done.status.success())
    };
    if !git(&["init", "-q"]) {
        eprintln!("note: no git here; checkouts were not tried");
        return;
    }
    for number in 0..300 {
        project.write(&format!("content/many/{number}.md"), b"old\n");
    }
    assert!(git(&["add", "-A"]) && git(&["commit", "-qm", "old"]) && git(&["branch", "old"]));
    for number in 0..300 {
        project.write(&format!("content/many/{number}.md"), b"new\n");
        project.write(&format!("content/only-new/{number}.md"), b"new\n");
    }
    assert!(git(&["add", "-A"]) && git(&["commit", "-qm", "new"]));
    let preview = Preview::start(&project, &[]);
    let mut one = preview.stream("/en/many/7/");
    assert!(git(&["checkout", "-q", "old"]));
    one.until("event: change");
    assert_eq!(one.count(QUIET), 0, "one update for all of it");
    assert!(preview.page("/en/many/299/").contains("old"));
    assert_eq!(preview.get("/en/only-new/5/").status, 404);
}

#[test]
fn editors_save_in_several_ways() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    let path = project.path("content/water.md");
    let mut page = preview.stream("/en/water/");
    let text = |number: u32| format!("+++\ntitle = \"Water\"\n+++\n## Heat\n\nversion {number}\n");
    let ways: [(&str, Save<'_>); 4] = [
        ("in place", &|text| fs::write(&path, text).unwrap()),
        ("through a file beside it", &|text| {
            fs::write(project.path("content/.water.md.swp"), text).unwrap();
            fs::rename(project.path("content/.water.md.swp"), &path).unwrap();
        }),
        ("with a backup", &|text| {
            fs::rename(&path, project.path("content/water.md~")).unwrap();
            fs::write(&path, text).unwrap();
        }),
        ("removed and written again", &|text| {
            fs::remove_file(&path).unwrap();
            std::thread::sleep(Duration::from_millis(20));
            fs::write(&path, text).unwrap();
        }),
    ];
    for (number, (way, save)) in (1..).zip(ways) {
        save(&text(number));
        page.until("event: change");
        assert!(preview.page("/en/water/").contains(&format!("version {number}")), "{way}");
        let more = preview.stream("/en/water/").count(Duration::from_millis(300));
        assert_eq!(more, 0, "{way}: one update");
        page = preview.stream("/en/water/");
    }
}

#[test]
fn a_writer_who_halts_after_emptying_a_file_does_not_replace_the_last_good_page() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    let mut page = preview.stream("/en/water/");
    let mut file = fs::File::create(project.path("content/water.md")).unwrap();
    std::thread::sleep(Duration::from_millis(150));
    file.write_all(b"+++\ntitle = \"Water\"\n+++\nBoiling.\n").unwrap();
    drop(file);
    page.until("event: change");
    assert!(preview.page("/en/water/").contains("Boiling."), "the first update shows the whole text");
}

#[test]
fn files_and_folders_come_and_go() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    project.write("content/new/deep/tea.md", b"first\n");
    preview.until("/en/new/deep/tea/", |page| page.text().contains("first"));
    project.write("content/new/deep/tea.md", b"second\n");
    preview.until("/en/new/deep/tea/", |page| page.text().contains("second"));
    fs::rename(project.path("content/new"), project.path("content/moved")).unwrap();
    preview.until("/en/moved/deep/tea/", |page| page.text().contains("second"));
    assert_eq!(preview.get("/en/new/deep/tea/").status, 404);
    fs::remove_dir_all(project.path("content/moved")).unwrap();
    preview.until("/en/moved/deep/tea/", |page| page.status == 404);
    project.write("static/a.txt", b"one");
    preview.until("/a.txt", |file| file.body == b"one");
    project.write("static/a.txt", b"two");
    preview.until("/a.txt", |file| file.body == b"two");
    project.write("locales/en/site.ftl", b"not-found-title = Nowhere\n");
    preview.until("/en/x/", |page| page.text().contains("Nowhere"));
    project.write("glossary.csv", "zh-Hans,zh-Hant\n软件,貨\n".as_bytes());
    preview.until("/zh-hant/leaves/", |page| page.text().contains("這個貨"));
    project.write("glossary.csv", "zh-Hans,zh-Hant\n软件,物\n".as_bytes());
    preview.until("/zh-hant/leaves/", |page| page.text().contains("這個物"));
    fs::remove_file(project.path("glossary.csv")).unwrap();
    let page = preview.until("/zh-hant/leaves/", |page| !page.text().contains("這個物"));
    assert!(page.text().contains("\"problems\":[]"), "a site may do without a glossary: {}", page.text());
    let book = BOOK[0].1.replace("https://tea.example/book/", "https://tea.example/") + "\n[editions.ja]\n";
    project.write("book.toml", book.as_bytes());
    preview.until("/ja/water/", |page| page.status == 200);
}

#[test]
fn texts_outside_of_the_project_are_followed_and_a_folder_may_be_made_anew() {
    let project = Project::new(&[
        ("site/book.toml", "title = \"x\"\n[editions.en]\nprefix = \"\"\nsource = \"../texts\"\n"),
        ("texts/_index.md", "Home.\n"),
        ("texts/a.md", "first\n"),
    ]);
    let preview = Preview::start(&project, &["site"]);
    assert!(preview.page("/a/").contains("first"));
    project.write("texts/a.md", b"second\n");
    preview.until("/a/", |page| page.text().contains("second"));
    fs::write(project.path("site/theme"), "").unwrap();
    fs::remove_file(project.path("site/theme")).unwrap();
    for round in ["third", "fourth"] {
        project.write("site/theme/templates/parts/footer.html", format!("<footer>{round}</footer>").as_bytes());
        preview.until("/a/", |page| page.text().contains(round));
        fs::remove_dir_all(project.path("site/theme")).unwrap();
        preview.until("/a/", |page| !page.text().contains(round));
    }
}

#[test]
fn mistakes_leave_the_site_standing_and_are_shown() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    let shown = |text: &'static str| move |page: &super::client::Answer| page.text().contains(text);
    preview.page("/en/water/");
    let files: [(&str, &[u8], &str); 5] = [
        ("content/water.md", b"+++\ntitle = \n+++\nx\n", "front-matter"),
        ("content/water.md", b"\xff\xfe not utf-8", "not-utf8"),
        ("theme/templates/page.html", b"{% if %}", "\"code\":\"template\""),
        ("locales/en/site.ftl", b"= broken\n", "message-syntax"),
        ("book.toml", b"title = [", "config-syntax"),
    ];
    for (path, bytes, code) in files {
        let before = fs::read(project.path(path)).ok();
        project.write(path, bytes);
        let page = preview.until("/en/water/", shown(code));
        assert!(page.status == 200 && page.text().contains("Not boiling."), "{path}: the last good page is below");
        assert!(preview.page("/zh-hant/leaves/").contains("鴨子"), "{path}: the others go on");
        match before {
            Some(before) => project.write(path, &before),
            None => fs::remove_file(project.path(path)).unwrap(),
        }
        preview.until("/en/water/", |page| page.text().contains("\"problems\":[]"));
    }
    assert!(preview.said().contains("error[front-matter]"), "the terminal says it as well: {}", preview.said());
}

#[test]
fn a_project_that_is_broken_from_the_start_is_shown_once_it_is_mended() {
    let project = Project::new(&[("book.toml", "title = ["), ("content/_index.md", "Here I am.\n")]);
    let preview = Preview::start(&project, &[]);
    let page = preview.ask("GET", "/anything/", &[("Accept-Language", "zh-TW")], b"");
    assert!(page.status == 500 && page.text().contains("config-syntax") && page.text().contains("原始檔有錯誤"));
    project.write("book.toml", b"title = \"x\"\n[editions.en]\nprefix = \"\"\n");
    preview.until("/", |page| page.status == 200 && page.text().contains("Here I am."));
}

#[test]
fn an_outdated_translation_is_marked_beside_the_block_that_changed() {
    let project = at_root();
    let text = |second: &str| format!("+++\ntitle = \"Leaves\"\n+++\nThe first.\n\n{second}\n");
    project.write("content/leaves.md", text("The second.").as_bytes());
    project.write("content/leaves.zh-Hans.md", "+++\ntitle = \"茶叶\"\n+++\n第一段。\n\n第二段。\n".as_bytes());
    let reviewed = project.run(&["reviewed", "content/leaves.zh-Hans.md"]);
    assert_eq!(reviewed.code, 0, "{}", reviewed.stderr);
    let preview = Preview::start(&project, &[]);
    let before = preview.page("/-/compare/leaves");
    assert!(!before.contains("class=\"cell outdated\"") && !before.contains("class=\"cell newer\""));
    project.write("content/leaves.md", text("The second, rewritten.").as_bytes());
    let page = preview.until("/-/compare/leaves", |page| page.text().contains("class=\"cell newer\"")).text();
    let cell =
        |class: &str| page.split("<section class=\"cell").filter(|cell| cell.starts_with(class)).collect::<Vec<_>>();
    let (newer, outdated) = (cell(" newer"), cell(" outdated"));
    assert!(newer.len() == 1 && newer[0].contains("The second, rewritten."), "{newer:?}");
    assert!(
        outdated.len() == 2 && outdated[0].contains("第二段。"),
        "简体, and 繁體 that is made from it: {outdated:?}"
    );
    let grid = preview.page("/-/status");
    assert_eq!(grid.matches("<td class=\"outdated\"").count(), 2, "the grid says it as well");
}

#[test]
fn what_is_wrong_is_said_in_the_language_of_the_page() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    project.write("content/leaves.zh-Hans.md", "+++\ntitle = \"茶叶\"\ndate = \"昨天\"\n+++\n头发。\n".as_bytes());
    for (address, message, help) in [
        ("/zh-hans/leaves/", "`date` 不是日期", "请按年、月、日写：2013-08-31"),
        ("/zh-hant/leaves/", "`date` 不是日期", "請按年、月、日寫：2013-08-31"),
    ] {
        let page = preview.until(address, |page| page.text().contains("\"severity\":\"error\""));
        assert!(page.text().contains(message) && page.text().contains(help), "{address}: {}", page.text());
    }
    let book = BOOK[0].1.replacen("default", "titel = \"x\"\ndefault", 1);
    project.write("book.toml", book.as_bytes());
    for (address, message) in [
        ("/en/water/", "unknown key `titel`"),
        ("/zh-hans/", "没有 `titel` 这个键"),
        ("/zh-hant/", "沒有 `titel` 這個鍵"),
    ] {
        preview.until(address, |page| page.text().contains(message));
    }
}

#[test]
fn what_only_follows_from_another_finding_is_left_out() {
    let project = at_root();
    let preview = Preview::start(&project, &[]);
    let text = "+++\ntitle = \"茶叶\"\n+++\n学会で発表する。そして、学校で勉強する。\n";
    project.write("content/leaves.zh-Hans.md", text.as_bytes());
    let page = preview.until("/zh-hant/leaves/", |page| page.text().contains("unmarked-japanese")).text();
    assert_eq!(page.matches("\"code\":\"unmarked-japanese\"").count(), 1, "one finding for the block: {page}");
}

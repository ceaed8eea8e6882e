//! Every kind of broken input planted in one book: one run reports them all, each at its place, and touches nothing
//! outside the destination.

use crate::support::{Project, Run, tree};
use std::fs;

const BOOK: &str = "title = \"Broken\"\n\n[editions.en]\nprefix = \"\"\n\n[editions.zh-Hans]\n";

fn document(title: &str, more: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n{more}+++\n\nText.\n")
}

/// A book with one sound page and everything that git can hold no better than a person can.
fn broken() -> Project {
    let project = Project::new(&[("book.toml", BOOK), ("content/sound.md", &document("Sound", ""))]);
    let (gb18030, _, _) =
        encoding_rs::GB18030.encode("+++\ntitle = \"旧文章\"\n+++\n\n这篇文章用旧编码写成，没有人再用它了。\n");
    project.write("content/gb18030.zh-Hans.md", &gb18030);
    let (big5, _, _) =
        encoding_rs::BIG5.encode("+++\ntitle = \"舊文章\"\n+++\n\n這篇文章用舊編碼寫成，沒有人再用它了。\n");
    project.write("content/big5.zh-Hans.md", &big5);
    let utf16: Vec<u8> = "\u{feff}Text".encode_utf16().flat_map(u16::to_le_bytes).collect();
    project.write("content/utf16.md", &utf16);
    project.write("content/mark.md", format!("\u{feff}{}", document("Mark", "")).as_bytes());
    project.write("content/crlf.md", document("Lines", "").replace('\n', "\r\n").as_bytes());
    project.write("content/nul.md", format!("{}A\0B\n", document("Nul", "")).as_bytes());
    project.write("content/endless.md", b"+++\ntitle = \"Endless\"\n\nText.\n");
    project.write("content/huge.md", &vec![b'x'; 80 << 20]);
    project.write("content/quotes.md", format!("{}{} deep\n", document("Quotes", ""), ">".repeat(100_000)).as_bytes());
    project.write("content/brackets.md", format!("{}{}\n", document("Brackets", ""), "[".repeat(100_000)).as_bytes());
    project.write("content/one.md", document("One", "slug = \"same\"\n").as_bytes());
    project.write("content/two.md", document("Two", "slug = \"same\"\n").as_bytes());
    project.write("content/Case.md", document("Case", "").as_bytes());
    project.write("content/case.md", document("case", "").as_bytes());
    project.write("content/slug.md", document("Slug", "slug = \"../../etc\"\n").as_bytes());
    project.write("content/alias.md", document("Alias", "aliases = [\"../../etc/passwd\"]\n").as_bytes());
    project.write("content/twice.md", document("Twice", "").as_bytes());
    project.write("content/twice.en.md", document("Twice", "").as_bytes());
    project.write("secret/outside.md", document("Secret", "").as_bytes());
    project
}

#[cfg(unix)]
fn links(project: &Project) {
    use std::os::unix::fs::symlink;
    symlink("../../", project.path("content/loop")).unwrap();
    symlink("loop", project.path("content/round")).unwrap();
    symlink(project.path("secret"), project.path("content/out")).unwrap();
    symlink("nowhere.md", project.path("content/nowhere.md")).unwrap();
}

fn said(run: &Run, code: &str, place: &str) {
    let heading = format!("[{code}]");
    let found = run.stderr.split("\n\n").any(|block| block.contains(&heading) && block.contains(place));
    assert!(found, "no {code} at {place} in:\n{}", run.stderr);
}

#[test]
fn everything_is_reported_at_its_place_in_one_run() {
    let project = broken();
    #[cfg(unix)]
    links(&project);
    project.write("public/notes.txt", b"mine");
    let before = tree(&project.path(""));
    let run = project.run(&["build"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    for (code, place) in [
        ("not-utf8", "content/gb18030.zh-Hans.md"),
        ("not-utf8", "content/big5.zh-Hans.md"),
        ("not-utf8", "content/utf16.md"),
        ("control-character", "content/nul.md:6:2"),
        ("front-matter", "content/endless.md:1:1"),
        ("unreadable", "content/huge.md"),
        ("nested-too-deep", "content/quotes.md:6"),
        ("nested-too-deep", "content/brackets.md:6:1001"),
        ("duplicate-permalink", "content/one.md"),
        ("duplicate-permalink", "content/two.md"),
        ("case-collision", "content/Case.md"),
        ("bad-slug", "content/slug.md:3:8"),
        ("bad-slug", "content/alias.md:3:12"),
        ("duplicate-translation", "content/twice.en.md"),
        ("destination-foreign", "public/notes.txt"),
    ] {
        said(&run, code, place);
    }
    run.finds(&["GB18030", "Big5", "UTF-16LE"]);
    #[cfg(unix)]
    for place in ["content/loop", "content/round", "content/out", "content/nowhere.md"] {
        said(&run, "link-outside", place);
    }
    for sound in ["content/mark.md", "content/crlf.md", "content/sound.md", "panicked"] {
        assert!(!run.stderr.contains(sound), "{sound} in:\n{}", run.stderr);
    }
    let after = tree(&project.path(""));
    assert!(before.keys().eq(after.keys()), "a failed build left files");
}

#[test]
fn a_failed_build_leaves_the_previous_site_as_it_was() {
    let project = Project::new(&[("book.toml", BOOK), ("content/sound.md", &document("Sound", ""))]);
    project.build();
    let before = project.site();
    project.write("content/endless.md", b"+++\ntitle = \"Endless\"\n");
    assert_eq!(project.run(&["build"]).code, 1);
    assert_eq!(project.site(), before);
    fs::remove_file(project.path("content/endless.md")).unwrap();
    project.build();
    assert_eq!(project.site(), before);
}

#[test]
fn marks_and_line_ends_of_other_systems_change_nothing() {
    let plain = Project::new(&[("book.toml", BOOK), ("content/a.md", &document("A", ""))]);
    plain.build();
    let odd = Project::new(&[("book.toml", &BOOK.replace('\n', "\r\n"))]);
    odd.write("content/a.md", format!("\u{feff}{}", document("A", "").replace('\n', "\r\n")).as_bytes());
    odd.build();
    assert_eq!(plain.site(), odd.site());
}

#[test]
fn a_broken_book_toml_is_read_to_its_end() {
    let project = Project::new(&[(
        "book.toml",
        "titel = \"x\"\nper-page = \"many\"\n\n[editions.tw]\n\n[editions.en]\nlable = \"E\"\n",
    )]);
    let run = project.run(&["build"]);
    assert_eq!(run.code, 1);
    run.finds(&["book.toml:1:1", "`title`", "book.toml:2:12", "book.toml:4:11", "zh-TW", "book.toml:7:1", "`label`"]);
}

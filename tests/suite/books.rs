//! Whole small books with their expected output: every folder of `tests/books/` is built, and each written file is
//! compared with its counterpart in the book's `expected/`, and the messages with `expected.txt`.
//!
//! `YIBEN_UPDATE=1 cargo test books` writes what a build gives into those places; read the difference before you commit.

use crate::support::{Project, tree};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// A text without the hashes by which browsers know that a style or a script has changed.
fn normal(text: &str) -> String {
    ["/yiben", "/search"].iter().fold(text.to_owned(), |text, name| without_hash(&text, name))
}

fn without_hash(text: &str, name: &str) -> String {
    let mark = format!("{name}.");
    let mut parts = text.split(&mark);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        let hashed = part.len() - rest.len() == 8 && rest.starts_with('.');
        out.push_str(name);
        out.push_str(if hashed { "" } else { "." });
        out.push_str(if hashed { rest } else { part });
    }
    out
}

/// The lines of a list in their order, its heading first.
fn in_order(list: &str) -> String {
    let mut lines: Vec<&str> = list.lines().collect();
    lines[1..].sort_unstable();
    lines.join("\n") + "\n"
}

/// What a build of `book` gives: the written files as texts, and what it says.
fn build(book: &Path) -> (BTreeMap<String, String>, String) {
    let project = Project::copy(book, &["expected", "expected.txt"]);
    let run = project.run(&["build"]);
    let site = project.site().into_iter();
    // The shipped styles and scripts are the theme's own business, and an index is nothing to read.
    let own = ["assets/yiben.", "assets/search.", "search-index/"];
    let files = site.filter(|(name, _)| !own.iter().any(|own| name.starts_with(own)));
    let files = files.map(|(name, bytes)| {
        let text = normal(&String::from_utf8_lossy(&bytes));
        // The list of files is in the order of names whose hashes are taken out here.
        let text = if name == ".yiben" { in_order(&text) } else { text };
        (name, text)
    });
    (files.collect(), format!("{}exit code {}\n", run.stderr, run.code))
}

fn update(book: &Path) {
    let (files, said) = build(book);
    let expected = book.join("expected");
    drop(fs::remove_dir_all(&expected));
    for (name, text) in files {
        let file = expected.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    fs::write(book.join("expected.txt"), said).unwrap();
}

/// Where a build of `book` differs from what is expected; empty if nowhere.
fn differences(book: &Path) -> String {
    let (files, said) = build(book);
    let expected = tree(&book.join("expected"));
    let mut wrong = String::new();
    let messages = fs::read_to_string(book.join("expected.txt")).unwrap_or_default();
    if said != messages {
        writeln!(wrong, "messages:\n{said}instead of:\n{messages}").unwrap();
    }
    for name in expected.keys().filter(|name| !files.contains_key(*name)) {
        writeln!(wrong, "{name} is missing").unwrap();
    }
    for (name, given) in &files {
        let Some(wanted) = expected.get(name).map(|bytes| String::from_utf8_lossy(bytes)) else {
            writeln!(wrong, "{name} was not expected").unwrap();
            continue;
        };
        if *given != wanted {
            let line = given.lines().zip(wanted.lines()).take_while(|(a, b)| a == b).count();
            let show = |text: &str| text.lines().skip(line).take(3).collect::<Vec<_>>().join("\n    ");
            writeln!(wrong, "{name}:{}:\n    {}\n  instead of\n    {}", line + 1, show(given), show(&wanted)).unwrap();
        }
    }
    wrong
}

#[test]
fn every_book_gives_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books");
    let mut books: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    books.sort();
    assert!(!books.is_empty(), "there are no books to build");
    if std::env::var_os("YIBEN_UPDATE").is_some() {
        return books.iter().for_each(|book| update(book));
    }
    let wrong: Vec<_> =
        books.iter().map(|book| (book, differences(book))).filter(|(_, wrong)| !wrong.is_empty()).collect();
    let wrong: String = wrong.iter().map(|(book, wrong)| format!("\n{}:\n{wrong}", book.display())).collect();
    assert!(wrong.is_empty(), "{wrong}");
}

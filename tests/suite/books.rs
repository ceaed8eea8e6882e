//! Whole small books with their expected output: every folder of `tests/books/` is built, and each written file is
//! compared with its counterpart in the book's `expected/`, and the messages with `expected.txt`.
//!
//! `YIBEN_UPDATE=1 cargo test books` writes what a build gives into those places; read the difference before you commit.

use crate::support::{Project, tree};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// What stands for the theme's files, whose names carry a hash of their contents.
fn normal(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("/_theme/") {
        let (before, after) = rest.split_at(at + "/_theme/".len());
        out.push_str(before);
        let end = after.find(['"', '\'', ' ', ')', '\n']).unwrap_or(after.len());
        let name = &after[..end];
        let mut parts = name.split('.');
        out.push_str(parts.next().unwrap_or_default());
        if let Some(ending) = parts.next_back() {
            write!(out, ".{ending}").unwrap();
        }
        rest = &after[end..];
    }
    out + rest
}

fn check(book: &Path) -> Result<(), String> {
    let project = Project::copy(book, &["expected", "expected.txt"]);
    let run = project.run(&["build"]);
    let mut built = project.site();
    built.retain(|name, _| !name.starts_with("_theme/"));
    if std::env::var_os("YIBEN_UPDATE").is_some() {
        drop(fs::remove_dir_all(book.join("expected")));
        for (name, bytes) in &built {
            let file = book.join("expected").join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, String::from_utf8(bytes.clone()).map(|text| normal(&text).into_bytes()).unwrap_or_else(|e| e.into_bytes())).unwrap();
        }
        fs::write(book.join("expected.txt"), format!("{}exit code {}\n", run.stderr, run.code)).unwrap();
        return Ok(());
    }
    let mut wrong = String::new();
    let expected = tree(&book.join("expected"));
    let messages = fs::read_to_string(book.join("expected.txt")).unwrap_or_default();
    let said = format!("{}exit code {}\n", run.stderr, run.code);
    if said != messages {
        writeln!(wrong, "messages:\n{said}instead of:\n{messages}").unwrap();
    }
    for name in expected.keys().filter(|name| !built.contains_key(*name)) {
        writeln!(wrong, "{name} is missing").unwrap();
    }
    for (name, bytes) in &built {
        let Some(wanted) = expected.get(name) else {
            writeln!(wrong, "{name} was not expected").unwrap();
            continue;
        };
        let (given, wanted) = (String::from_utf8_lossy(bytes), String::from_utf8_lossy(wanted));
        let (given, wanted) = (normal(&given), normal(&wanted));
        if given != wanted {
            let line = given.lines().zip(wanted.lines()).take_while(|(a, b)| a == b).count();
            let show = |text: &str| text.lines().skip(line).take(3).collect::<Vec<_>>().join("\n    ");
            writeln!(wrong, "{name}:{}:\n    {}\n  instead of\n    {}", line + 1, show(&given), show(&wanted)).unwrap();
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("{}:\n{wrong}", book.display())) }
}

#[test]
fn every_book_gives_what_is_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books");
    let mut books: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    books.retain(|book| book.is_dir());
    books.sort();
    assert!(!books.is_empty(), "there are no books to build");
    let wrong: Vec<_> = books.iter().filter_map(|book| check(book).err()).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

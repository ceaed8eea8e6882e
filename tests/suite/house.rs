//! The house rules of ARCHITECTURE.md, as tests: file sizes and headers, the order of the rooms, the doors to other
//! crates.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, each of which may use only those before it.
const ROOMS: &[&str] = &[
    "source",
    "diagnostic",
    "locale",
    "config",
    "content",
    "convert",
    "resolve",
    "render",
    "check",
    "site",
    "emit",
    "publish",
    "cli",
];

/// Uses that cross the order on purpose, as (file, room), each with its reason.
const CROSSINGS: &[(&str, &str, &str)] =
    &[("config/mod.rs", "convert", "an edition's settings name the converter's modes and vocabularies")];

/// Who may use an outside crate: the folders or files below `src/`. Crates that are not listed here are used by one room
/// alone.
const DOORS: &[(&str, &[&str])] = &[
    ("ab_glyph", &["render/card/fonts.rs"]),
    ("annotate_snippets", &["diagnostic/human.rs"]),
    ("atom_syndication", &["site/feed.rs"]),
    ("clap", &["cli/"]),
    ("axum", &["cli/serve/"]),
    ("chardetng", &["source/"]),
    ("flate2", &["cli/serve/"]),
    ("fluent", &["locale/"]),
    ("fontdb", &["cli/fonts.rs"]),
    ("futures_util", &["cli/serve/", "publish/"]),
    ("httpdate", &["check/external/ask.rs"]),
    ("icu_", &["locale/"]),
    ("idna", &["config/address.rs"]),
    ("imagesize", &["render/picture.rs"]),
    ("mimalloc", &["main.rs"]),
    ("minijinja", &["render/"]),
    ("notify", &["cli/serve/watch.rs"]),
    ("object_store", &["publish/"]),
    ("opencc_rust", &["convert/"]),
    ("png", &["render/card/drawing.rs"]),
    ("pulldown_cmark", &["content/", "render/"]),
    ("quick_xml", &["site/"]),
    ("sha2", &["emit/"]),
    ("rustix", &["emit/"]),
    ("rustls", &["publish/"]),
    ("serde_saphyr", &["content/"]),
    ("simdutf8", &["source/"]),
    ("syntect", &["render/"]),
    ("tokio", &["cli/serve", "publish/"]),
    ("toml", &["config/", "content/"]),
    ("two_face", &["render/"]),
    ("unic_langid", &["locale/"]),
    ("ureq", &["check/external/ask.rs"]),
    ("url", &["check/external/address.rs"]),
];

/// The longest file of the house, in lines.
const LONGEST: usize = 500;

/// Every Rust file below a folder of the repository, sorted, with its text.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut open = vec![root.clone()];
    let mut files = BTreeMap::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    files.into_iter().collect()
}

/// The code of a file: its lines without comments, up to its unit tests.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

/// The files of the crate that are no modules of tests.
fn sources() -> impl Iterator<Item = (String, String)> {
    rust_files("src").into_iter().filter(|(file, _)| !file.ends_with("/tests.rs") && !file.ends_with("_tests.rs"))
}

fn room(file: &str) -> Option<usize> {
    let first = file.split(['/', '.']).next()?;
    ROOMS.iter().position(|room| *room == first)
}

#[track_caller]
fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_short() {
    let mut problems = Vec::new();
    for folder in ["src", "tests", "benches", "fuzz"] {
        if !Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).is_dir() {
            continue;
        }
        for (file, text) in rust_files(folder) {
            if !text.starts_with("//! ") {
                problems.push(format!("{folder}/{file} does not open with a `//!` sentence"));
            }
            let lines = text.lines().count();
            if lines > LONGEST {
                problems.push(format!("{folder}/{file} has {lines} lines, more than {LONGEST}"));
            }
        }
    }
    none(&problems);
}

#[test]
fn every_room_uses_only_the_rooms_before_it() {
    let mut problems = Vec::new();
    for (file, text) in sources() {
        let Some(own) = room(&file) else { continue };
        for (line, code) in code(&text) {
            for used in code.split("crate::").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let later = ROOMS.iter().position(|room| *room == name).is_some_and(|used| used > own);
                let allowed = CROSSINGS.iter().any(|(by, to, _)| *by == file && *to == name);
                if later && !allowed {
                    problems.push(format!("src/{file}:{line}: `{}` may not use `{name}`", ROOMS[own]));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn every_outside_crate_has_one_door() {
    let mut problems = Vec::new();
    for (file, text) in sources() {
        for (line, code) in code(&text) {
            for (outside, doors) in DOORS {
                let named = code.contains(&format!("{outside}::")) || code.contains(&format!("use {outside}"));
                let whole = code.match_indices(outside).any(|(at, _)| {
                    let before = code[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
                });
                if named && whole && !doors.iter().any(|door| file.starts_with(door)) {
                    problems.push(format!("src/{file}:{line}: `{outside}` is used outside {}", doors.join(" and ")));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn nothing_in_the_middle_reads_the_clock_the_environment_or_the_disk() {
    const WORDS: &[&str] = &["SystemTime", "Instant::now", "std::env", "env::var", "std::fs", "println!", "eprintln!"];
    let mut problems = Vec::new();
    for (file, text) in sources() {
        let edge = ["emit/", "publish/", "cli/", "source/files.rs", "main.rs", "diagnostic/"]
            .iter()
            .any(|edge| file.starts_with(edge));
        if edge {
            continue;
        }
        for (line, code) in code(&text) {
            if let Some(word) = WORDS.iter().find(|word| code.contains(**word)) {
                problems.push(format!("src/{file}:{line}: `{word}` belongs to the edges"));
            }
        }
    }
    none(&problems);
}

#[test]
fn unsafe_code_stands_in_the_matcher_alone() {
    let unsafe_in =
        |text: &str| code(text).any(|(_, line)| line.contains("unsafe ") || line.contains("allow(unsafe_code"));
    let files: Vec<_> =
        rust_files("src").into_iter().filter(|(_, text)| unsafe_in(text)).map(|(file, _)| file).collect();
    assert!(files.len() <= 1 && files.iter().all(|file| file.starts_with("convert/")), "{files:?}");
}

#[test]
fn nothing_is_left_unfinished_or_switched_off() {
    const MARKS: &[&str] = &["todo!", "unimplemented!", "dbg!", "FIXME", "XXX", "#[ignore"];
    let mut problems = Vec::new();
    for (file, text) in sources() {
        for (at, line) in text.lines().enumerate() {
            if let Some(mark) = MARKS.iter().find(|mark| line.contains(**mark)) {
                problems.push(format!("src/{file}:{}: `{mark}`", at + 1));
            }
        }
    }
    none(&problems);
}

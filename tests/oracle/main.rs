//! Compares our exact engine with the C++ library, whose word is law: on random texts made of what the dictionaries
//! hold, and on real ones. Run it by `tests/oracle.sh`, which gets the library.
//!
//! - `YIBEN_OPENCC_DATA`: the folder of the library's configurations.
//! - `YIBEN_ORACLE_TEXTS`: how many random texts; 20,000 by default.
//! - `YIBEN_ORACLE_CORPUS`: a folder of real texts, whose every line is compared.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot go on should stop, and say why")]

mod texts;

use std::path::{Path, PathBuf};
use texts::Texts;
use yiben::convert::exact::{Engine, Standard};
use yiben::convert::opencc::Library;

fn pairs() -> Vec<(Standard, Engine, Library)> {
    let folder = std::env::var_os("YIBEN_OPENCC_DATA").map(PathBuf::from);
    let library = |standard| Library::new(standard, folder.as_deref()).unwrap();
    Standard::ALL.into_iter().map(|standard| (standard, Engine::builtin(standard), library(standard))).collect()
}

/// The shortest text that still shows a difference, found by leaving out characters.
fn shortened(text: &str, engine: &Engine, library: &Library) -> String {
    let differs = |text: &str| engine.convert(text) != library.convert(text);
    let mut text = text.to_owned();
    loop {
        let places: Vec<(usize, char)> = text.char_indices().collect();
        let without = |&(at, character): &(usize, char)| text[..at].to_owned() + &text[at + character.len_utf8()..];
        match places.iter().map(without).find(|shorter| differs(shorter)) {
            Some(shorter) => text = shorter,
            None => return text,
        }
    }
}

fn compare(text: &str, pairs: &[(Standard, Engine, Library)]) {
    for (standard, engine, library) in pairs {
        if engine.convert(text) != library.convert(text) {
            let text = shortened(text, engine, library);
            panic!("{standard} {text:?}: ours {:?}, OpenCC's {:?}", engine.convert(&text), library.convert(&text));
        }
    }
}

/// `engine = "opencc"` in book.toml.
#[test]
fn a_site_may_choose_the_library() {
    let book = "title = \"书\"\ndefault = \"zh-Hans\"\n[convert]\nengine = \"opencc\"\n[editions.zh-Hans]\n\
                [editions.zh-Hant]\nconvert-from = \"zh-Hans\"\n[editions.zh-TW]\nconvert-from = \"zh-Hans\"\n";
    let (config, files, found) =
        yiben::config::load(&yiben::source::Files::memory([("book.toml", book), ("content/a.md", "# 甲")]));
    assert!(found.is_empty(), "{found:?}");
    let config = config.unwrap();
    let (converters, found) = yiben::convert::Converters::load(&files, &config);
    assert!(found.is_empty(), "{found:?}");
    let from = yiben::locale::Locale::parse("zh-Hans").unwrap();
    let texts: Vec<String> =
        config.edition_ids().map(|id| converters.text(&from, None, id, "面向对象，提供了解决方案，他说“好”")).collect();
    let expected = [
        "面向对象，提供了解决方案，他说“好”",
        "面向對象，提供瞭解決方案，他說“好”",
        "物件導向，提供瞭解決方案，他說“好”",
    ];
    assert_eq!(texts, expected, "the library's own slip shows that it is the library");
}

#[test]
fn random_texts() {
    let count = std::env::var("YIBEN_ORACLE_TEXTS").map_or(20_000, |count| count.parse().unwrap());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                let pairs = pairs();
                let mut texts = Texts::new(thread as u64 + 1);
                for _ in 0..count / threads {
                    compare(&texts.next(), &pairs);
                }
            });
        }
    });
    eprintln!("{count} random texts agree in {} configurations", Standard::ALL.len());
}

#[test]
fn real_texts() {
    let Some(folder) = std::env::var_os("YIBEN_ORACLE_CORPUS") else { return };
    let (pairs, mut lines) = (pairs(), 0);
    for file in files(Path::new(&folder)) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        for line in text.lines() {
            compare(line, &pairs);
            lines += 1;
        }
        // Whole files as well: a word may span lines in nobody's dictionary, but a description sequence does.
        compare(&text.replace('\0', ""), &pairs);
    }
    eprintln!("{lines} real lines agree in {} configurations", Standard::ALL.len());
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

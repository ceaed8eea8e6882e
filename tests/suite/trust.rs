//! Builds one can trust: the same bytes whatever the machine says about time and language, a list of every file, a cache
//! that changes nothing.

use crate::support::{Project, tree};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

fn book() -> Project {
    let books = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/books");
    let project = Project::copy(&books.join("default-theme"), &["expected", "expected.txt"]);
    let code = "```rust\nfn main() { println!(\"你好\"); }\n```\n\n```python\ndef f(a):\n    return 'x'\n```\n";
    project.write("content/code.md", format!("# Code\n\n{code}").as_bytes());
    project
}

/// Builds into `out` with these variables and arguments; gives the site and what was printed.
fn build(
    project: &Project,
    out: &str,
    variables: &[(&str, &str)],
    arguments: &[&str],
) -> (BTreeMap<String, Vec<u8>>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_yiben"))
        .args(["build", "-d", out])
        .args(arguments)
        .current_dir(project.path(""))
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (tree(&project.path(out)), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_manifest_lists_every_file_and_no_machine_changes_it() {
    let project = book();
    let (site, list) = build(&project, "one", &[], &["--manifest"]);
    let expected: String = site
        .iter()
        .map(|(path, bytes)| {
            let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            format!("{hash}  {}  {path}\n", bytes.len())
        })
        .collect();
    assert_eq!(list, expected);
    let variables = [
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "zh_TW.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LANGUAGE", "ja"),
        ("SOURCE_DATE_EPOCH", "1700000000"),
        ("HOME", "/nowhere"),
        ("USER", "somebody"),
    ];
    let (_, printed) = build(&project, "two", &variables, &["--manifest=list.txt", "--jobs", "1"]);
    assert_eq!((printed.as_str(), fs::read_to_string(project.path("list.txt")).unwrap()), ("", list));
    let run = project.run(&["build", "--manifest=public/list.txt"]);
    assert_eq!(run.code, 2);
    run.finds(&["lies in the destination", "help: "]);
}

#[test]
fn files_carry_the_date_that_the_environment_gives() {
    let project = book();
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let (site, _) = build(&project, "public", &[("SOURCE_DATE_EPOCH", "1700000000")], &[]);
    let modified = |path: &str| fs::metadata(project.path("public").join(path)).unwrap().modified().unwrap();
    for path in site.keys().map(String::as_str).chain(["", "zh-hant"]) {
        assert_eq!(modified(path), date, "{path}");
    }
    let wrong = Command::new(env!("CARGO_BIN_EXE_yiben"))
        .arg("build")
        .current_dir(project.path(""))
        .env("SOURCE_DATE_EPOCH", "yesterday")
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("`SOURCE_DATE_EPOCH` is `yesterday`"));
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_cache_changes_no_byte_whatever_is_in_it() {
    let project = book();
    let (site, _) = build(&project, "without", &[], &[]);
    assert!(
        String::from_utf8_lossy(site.iter().find(|(path, _)| path.ends_with("code/index.html")).unwrap().1)
            .contains("<span class=\"k\">"),
        "there is code to colour"
    );
    let cached = || build(&project, "with", &[], &["--cache", "kept"]).0;
    let file = project.path("kept/code.bin");
    assert_eq!(cached(), site, "an empty cache");
    let good = fs::read(&file).unwrap();
    assert_eq!(cached(), site, "a full one");
    assert_eq!(fs::read(&file).unwrap(), good, "which is then the same");
    let mut corrupt = good.clone();
    let middle = corrupt.len() / 2;
    corrupt[middle] ^= 0xff;
    for (bytes, why) in [
        (&corrupt[..], "a byte was changed"),
        (&good[..good.len() - 7], "cut off"),
        (&b""[..], "empty"),
        (&b"yiben code 1 0000000000000000\n"[..], "of another version"),
        (&[0xff; 4096][..], "noise"),
    ] {
        fs::write(&file, bytes).unwrap();
        assert_eq!(cached(), site, "{why}");
        assert_eq!(fs::read(&file).unwrap(), good, "{why}: it is mended");
    }
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    let run = project.run(&["build", "-d", "with", "--cache", "kept"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.finds(&["the cache was not written"]);
    assert_eq!(tree(&project.path("with")), site);
}

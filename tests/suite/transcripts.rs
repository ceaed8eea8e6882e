//! Command-line transcripts: each file of `tests/transcripts/` is a list of commands with what they print and how they
//! end, as a user would see it.
//!
//! A line `$ yiben …` is a command; the lines below it are what it prints, standard output before standard error; `? 2`
//! is its exit code where that is not 0. `=== path` begins a file of the project that the commands run in.
//! `YIBEN_UPDATE=1 cargo test transcripts` writes what the commands give.

use crate::support::Project;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Runs a transcript and writes it anew with what its commands really give.
fn replay(text: &str) -> String {
    let project = Project::new(&[]);
    let mut out = String::new();
    let mut file: Option<(String, String)> = None;
    let finish = |file: &mut Option<(String, String)>| {
        if let Some((path, text)) = file.take() {
            project.write(&path, text.trim_end_matches('\n').as_bytes());
        }
    };
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("=== ") {
            finish(&mut file);
            file = Some((path.to_owned(), String::new()));
            writeln!(out, "{line}").unwrap();
        } else if let Some(command) = line.strip_prefix("$ yiben") {
            finish(&mut file);
            let run = project.run(&command.split_whitespace().collect::<Vec<_>>());
            writeln!(out, "{line}").unwrap();
            if run.code != 0 {
                writeln!(out, "? {}", run.code).unwrap();
            }
            let place = project.path("");
            let said = format!("{}{}", run.stdout, run.stderr).replace(place.to_str().unwrap(), "[project]/");
            writeln!(out, "{}\n", said.trim_end()).unwrap();
        } else if let Some((_, text)) = &mut file {
            writeln!(text, "{line}").unwrap();
            writeln!(out, "{line}").unwrap();
        } else if line.starts_with('#') {
            writeln!(out, "{line}").unwrap();
        }
    }
    out.trim_end().to_owned() + "\n"
}

#[test]
fn every_transcript_is_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts");
    let mut wrong = Vec::new();
    let mut count = 0;
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let given = replay(&text);
        count += 1;
        if given == text {
            continue;
        }
        if std::env::var_os("YIBEN_UPDATE").is_some() {
            fs::write(&path, given).unwrap();
        } else {
            wrong.push(format!("{} gives:\n{given}", path.display()));
        }
    }
    assert!(count > 0 && wrong.is_empty(), "\n{}", wrong.join("\n"));
}

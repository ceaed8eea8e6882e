//! Faults of every code, each planted alone in a sound site of three editions: each is found at its line and column, and
//! nothing else is said. And the sound site has nothing to say at all.
//!
//! `tests/planted/site` is the site, `tests/planted/*.txt` are the faults. A case begins with `## code` and says what is done
//! to the site: `write PATH`, `add PATH` (at its end), `change PATH` (the first line becomes the second), `delete PATH`,
//! `bytes PATH HEX`, `size PATH BYTES`, `link PATH TARGET`. Lines of text begin with `|`. Then translations count as reviewed
//! and conversions as locked, unless the case says `as it stands`. `run` names another command than the check; its
//! answers from elsewhere are kept nowhere. `{server}` stands for a web server of the test. Lines with `: ` are the findings.
//! `YIBEN_UPDATE=1 cargo test planted` writes what is found.

use crate::outside::Server;
use crate::support::{Project, Run, tree};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use yiben::diagnostic::Code;

static SERVER: LazyLock<Server> = LazyLock::new(Server::start);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/planted")
}

fn site() -> Project {
    let project = Project::copy(&folder().join("site"), &[]);
    // Its lock is of the dictionaries of the day: what they are is not what these tests are about.
    project.run(&["lock"]);
    project
}

/// One planted fault: its lines, without those that say what is found.
struct Case {
    code: String,
    lines: Vec<String>,
    found: Vec<String>,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(code) = line.strip_prefix("## ") {
            cases.push(Case { code: code.to_owned(), lines: Vec::new(), found: Vec::new() });
        } else if let Some(case) = cases.last_mut() {
            match line.strip_prefix(": ") {
                Some(found) => case.found.push(found.to_owned()),
                None => case.lines.push(line.to_owned()),
            }
        }
    }
    cases
}

impl Case {
    /// The findings in the site with this fault.
    fn find(&self) -> Vec<String> {
        let project = site();
        let (mut command, mut settle) = ("check --format short".to_owned(), true);
        let mut lines = self.lines.iter().peekable();
        while let Some(line) = lines.next() {
            let mut texts = Vec::new();
            while let Some(text) = lines.next_if(|line| line.starts_with('|')) {
                texts.push(text[1..].replace("{server}", &SERVER.address()));
            }
            let (what, rest) = line.split_once(' ').unwrap_or((line, ""));
            match what {
                "" | "#" => {}
                "as" => settle = false,
                "run" => command = rest.to_owned(),
                _ => plant(&project, what, rest, &texts),
            }
        }
        if settle {
            for tidy in ["reviewed content", "lock"] {
                project.run(&tidy.split(' ').collect::<Vec<_>>());
            }
        }
        let before = tree(&project.path(""));
        let cache = tempfile::tempdir().unwrap();
        if command.contains("--external") {
            command.extend([" --cache ", cache.path().to_str().unwrap()]);
        }
        let run = project.run(&command.split_whitespace().collect::<Vec<_>>());
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
        if command.contains(" --format short") && super::sarif::folder().is_some() {
            let as_sarif = command.replace("short", "sarif");
            let report = project.run(&as_sarif.split_whitespace().collect::<Vec<_>>()).stdout;
            let at = blake3::hash(self.lines.join("\n").as_bytes()).to_hex();
            super::sarif::leave(&format!("{}-{}", self.code, &at[..8]), &report);
            assert!(report.contains(&format!("\"ruleId\": \"{}\"", self.code)), "{report}");
        }
        if command.starts_with("check") {
            assert!(before == tree(&project.path("")), "a check wrote something");
        }
        let said = if command.starts_with("check") { run.stdout.clone() } else { short(&run) };
        said.lines().map(|line| line.replace(&SERVER.address(), "{server}")).collect()
    }

    fn written(&self, found: &[String]) -> String {
        let mut lines = self.lines.clone();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines.extend(found.iter().map(|line| format!(": {line}")));
        format!("## {}\n{}\n", self.code, lines.join("\n"))
    }
}

/// Does one thing to a site.
fn plant(project: &Project, what: &str, rest: &str, texts: &[String]) {
    let text = texts.iter().map(|line| format!("{line}\n")).collect::<String>();
    let (path, more) = rest.split_once(' ').unwrap_or((rest, ""));
    let old = || fs::read_to_string(project.path(path)).unwrap();
    match what {
        "write" => project.write(path, text.as_bytes()),
        "add" => project.write(path, format!("{}{text}", old()).as_bytes()),
        "change" => {
            assert_eq!(old().matches(&texts[0]).count(), 1, "`{}` in {path}", texts[0]);
            project.write(path, old().replace(&texts[0], &texts[1..].join("\n")).as_bytes());
        }
        "delete" => fs::remove_file(project.path(path)).unwrap(),
        "bytes" => {
            let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
            project.write(path, &more.as_bytes().chunks(2).map(byte).collect::<Vec<_>>());
        }
        "size" => project.write(path, &vec![b'x'; more.parse().unwrap()]),
        #[cfg(unix)]
        "link" => std::os::unix::fs::symlink(more, project.path(path)).unwrap(),
        other => panic!("`{other}` does nothing to a site"),
    }
}

/// The findings of a command that shows them to people, a line each.
fn short(run: &Run) -> String {
    let mut lines = Vec::new();
    for block in run.stderr.split("\n\n") {
        let mut of_block = block.lines();
        let Some((head, message)) = of_block.next().and_then(|line| line.split_once("]: ")) else { continue };
        let place = of_block.next().and_then(|line| line.trim_start().strip_prefix("--> "));
        let place = place.map(|place| format!("{place}: ")).unwrap_or_default();
        lines.push(format!("{place}{head}] {message}\n"));
    }
    lines.concat()
}

#[test]
#[cfg_attr(not(unix), ignore = "a file system that knows no case and no links cannot hold every fault")]
fn every_planted_fault_is_found_at_its_place_and_nothing_else() {
    let (mut wrong, mut met) = (Vec::new(), BTreeSet::new());
    let mut files: Vec<_> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let mut written = vec![text.split("## ").next().unwrap().trim_end().to_owned() + "\n"];
        for case in cases(&text) {
            let found = case.find();
            written.push(case.written(&found));
            if found.is_empty() || found.iter().any(|line| !line.contains(&format!("[{}] ", case.code))) {
                wrong.push(format!("{}: other findings than this one:\n{}", case.code, found.join("\n")));
            } else if found != case.found && std::env::var_os("YIBEN_UPDATE").is_none() {
                wrong.push(format!("{}:\n{}\nand not\n{}", case.code, found.join("\n"), case.found.join("\n")));
            }
            met.insert(case.code);
        }
        if std::env::var_os("YIBEN_UPDATE").is_some() {
            fs::write(&path, written.join("\n")).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n\n"));
    // What cannot be written is said of the destination and ends the run: `interrupted` and `trust` hold it.
    let elsewhere = Code::WriteFailed.name();
    let is_missing = |name: &&str| *name != elsewhere && !met.contains(*name);
    let missing: Vec<_> = Code::ALL.iter().map(|code| code.name()).filter(is_missing).collect();
    assert!(missing.is_empty(), "no fault is planted for {missing:?}");
}

#[test]
fn a_sound_site_has_nothing_to_say() {
    let project = site();
    for command in ["check --deny warnings", "check --deny warnings --format short", "build"] {
        let run = project.run(&command.split(' ').collect::<Vec<_>>());
        let said = run.stderr.lines().count();
        assert_eq!((run.code, run.stdout.as_str(), said), (0, "", 1), "{command}: {}{}", run.stdout, run.stderr);
    }
}

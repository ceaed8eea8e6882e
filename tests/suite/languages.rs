//! Findings in the reader's language: what parsers say of the broken texts of `tests/cases/mistakes.json`, and what our own
//! source says, leave no English sentence in a Chinese one.

use crate::support::Project;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use yiben::config;
use yiben::locale::Locale;
use yiben::locale::findings::Phrases;
use yiben::source::Files;

/// Texts that do not parse, by who reads them. `rendered` are templates that parse, and cannot be filled.
#[derive(Deserialize)]
struct Mistakes {
    toml: Vec<String>,
    yaml: Vec<String>,
    fluent: Vec<String>,
    templates: Vec<String>,
    rendered: Vec<String>,
    json: Vec<String>,
}

/// A message of a report, or its help.
#[derive(Deserialize)]
struct Finding {
    code: String,
    message: String,
    help: Option<String>,
    path: String,
}

#[derive(Deserialize)]
struct Report {
    findings: Vec<Finding>,
}

const BOOK: &str = "title = \"Broken\"\n\n[editions.en]\nprefix = \"\"\n";

fn mistakes() -> Mistakes {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mistakes.json");
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Two words of English side by side, outside backticks.
fn english(text: &str) -> Option<&str> {
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation() || !c.is_ascii());
        word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    text.split('`').step_by(2).find(|plain| {
        let words: Vec<bool> = plain.split(' ').map(is_word).collect();
        words.windows(2).any(|two| two == [true, true])
    })
}

/// What each of `texts` is in both scripts must be Chinese throughout.
fn all_chinese(texts: &BTreeSet<String>) {
    let mut wrong = Vec::new();
    for tag in ["zh-Hans", "zh-Hant"] {
        let phrases = Phrases::of(&Locale::parse(tag).unwrap());
        for text in texts {
            let said = phrases.said(text);
            let has_chinese = said.chars().any(|c| ('一'..='鿿').contains(&c));
            if !has_chinese || english(&said).is_some() {
                wrong.push(format!("{tag}: {text}\n    {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "add these to `locales/*/findings.po` or `parsers.po`:\n{}", wrong.join("\n"));
}

/// What `yiben check` finds in `project`: the texts, and the files that they are about.
fn found(project: &Project, codes: &[&str]) -> (BTreeSet<String>, BTreeSet<String>) {
    let run = project.run(&["check", "--format", "json"]);
    let report: Report = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr));
    let mut found: (BTreeSet<String>, BTreeSet<String>) = Default::default();
    for finding in report.findings.into_iter().filter(|finding| codes.contains(&finding.code.as_str())) {
        found.0.extend([finding.message].into_iter().chain(finding.help));
        found.1.insert(finding.path);
    }
    found
}

fn expect_all(paths: &BTreeSet<String>, written: &BTreeMap<String, &String>) {
    let silent: Vec<_> = written.iter().filter(|(path, _)| !paths.contains(*path)).collect();
    assert!(silent.is_empty(), "nothing is wrong with {silent:#?}");
}

#[test]
fn what_parsers_say_is_said_in_chinese() {
    let mistakes = mistakes();
    let project = Project::new(&[("book.toml", BOOK), ("content/sound.md", "+++\ntitle = \"Sound\"\n+++\n\nText.\n")]);
    let mut written = BTreeMap::new();
    let write = |path: String, text: &str| project.write(&path, text.as_bytes());
    for (number, text) in mistakes.toml.iter().enumerate() {
        let path = format!("content/toml-{number}.md");
        write(path.clone(), &format!("+++\n{text}\n+++\n\nText.\n"));
        written.insert(path, text);
    }
    for (number, text) in mistakes.yaml.iter().enumerate() {
        let path = format!("content/yaml-{number}.md");
        write(path.clone(), &format!("---\n{text}\n---\n\nText.\n"));
        written.insert(path, text);
    }
    for (number, text) in mistakes.templates.iter().enumerate() {
        let path = format!("theme/templates/broken-{number}.html");
        write(path.clone(), text);
        written.insert(path, text);
    }
    for (number, text) in mistakes.fluent.iter().enumerate() {
        let path = format!("locales/en/broken-{number}.ftl");
        write(path.clone(), &format!("{text}\n"));
        written.insert(path, text);
    }
    let (texts, paths) = found(&project, &["front-matter", "template", "message-syntax"]);
    expect_all(&paths, &written);
    all_chinese(&texts);
}

#[test]
fn what_stops_a_template_is_said_in_chinese() {
    let mistakes = mistakes();
    let project = Project::new(&[("book.toml", BOOK)]);
    let mut written = BTreeMap::new();
    for (number, text) in mistakes.rendered.iter().enumerate() {
        let path = format!("theme/templates/broken-{number}.html");
        project.write(&path, text.as_bytes());
        let document = format!("+++\ntitle = \"Text\"\ntemplate = \"broken-{number}\"\n+++\n\nText.\n");
        project.write(&format!("content/text-{number}.md"), document.as_bytes());
        written.insert(path, text);
    }
    let (texts, paths) = found(&project, &["template", "message-missing", "message-syntax"]);
    // What is wrong with a message is said once, where it would stand.
    written.retain(|_, text| !text.contains("t(\""));
    expect_all(&paths, &written);
    all_chinese(&texts);
}

#[test]
fn what_the_settings_parser_says_is_said_in_chinese() {
    let mut texts = BTreeSet::new();
    for text in mistakes().toml {
        let (_, _, found) = config::load(&Files::memory([("book.toml", text.as_str())]));
        assert!(!found.is_empty(), "nothing is wrong with {text:?}");
        texts.extend(found.into_iter().flat_map(|finding| [Some(finding.message), finding.help]).flatten());
    }
    all_chinese(&texts);
}

#[test]
fn what_is_wrong_with_an_opencc_configuration_is_said_in_chinese() {
    let mut texts = BTreeSet::new();
    for text in mistakes().json {
        let project = Project::new(&[("own.json", &text), ("text.md", "字\n")]);
        let run = project.run(&["convert", "--config", "own.json", "text.md"]);
        let message = run.stderr.lines().next().and_then(|line| line.split_once("]: ")).map(|(_, message)| message);
        texts.insert(message.unwrap_or_else(|| panic!("nothing is wrong with {text:?}")).to_owned());
    }
    all_chinese(&texts);
}

/// The rooms whose findings a preview shows, and of them the files whose texts are no findings.
const ROOMS: &[&str] = &["source", "locale", "config", "content", "convert", "resolve", "render"];
const NO_FINDINGS: &[&str] = &[
    "convert/words",
    "convert/converter/",
    "convert/document/",
    "convert/japanese",
    "convert/exact/tables",
    "resolve/staleness",
    "render/card/",
    "content/discover/matcher.rs",
];

/// Texts that are parts of findings, labels of other places (which are shown in a terminal alone), or what parsers begin with.
const PARTS: &[&str] = &[
    "must begin with `https://` or `http://`",
    "cannot have a query or a fragment",
    "has a host that no name on the internet can be",
    "holds U+x1, which no address may hold",
    "holds `x1`, which no address may hold",
    "holds a space, which no address may hold",
    "has no host",
    "names a user, which every page would show",
    "cannot have `.` or `..` in its path",
    "it stands here first",
    "this is the one that counts",
    "the other one",
    "here too",
    "the first row",
    "there is no ",
    "did you mean `zh-",
    "nothing to convert",
    "picture names no file",
    "link has no address",
    "the folder `x1` x1: x1",
    "the front matter",
    "mapping values are not allowed",
    "string values must be quoted",
    "key with no value",
    "invalid unquoted key",
    "unclosed inline table",
    "yiben code 1 ",
    "a YAML value",
    "unclosed array",
    "unclosed table",
    "not JSON: x1",
    "code block",
    "table row",
    "the file",
    "the first",
    "the other",
    "x1 has no `#x1`",
    "`x1` is an old address of x1",
    "the edition `x1` has no translation of `x1`x1",
    // The braces of these are the author's own.
    "give the term in two locales, or `keep = \"…\"`, or `never = x1`",
    "write `-x1-` around it if it is a quotation, or convert it in the source",
    "write `{</* … */>}` to show such a text",
];

/// The texts in quotation marks of a source, tests and comments aside. What is filled in stands as `x1`.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap();
    let plain: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let plain = plain.join("\n");
    let (mut found, mut before) = (Vec::new(), String::new());
    let mut letters = plain.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter == '\'' && letters.peek() == Some(&'"') {
            letters.next();
        }
        if letter != '"' {
            before.push(letter);
            continue;
        }
        // Why something cannot fail, or is allowed, is said to nobody who writes.
        let code = std::mem::take(&mut before);
        let is_reason = ["expect(", "unreachable!(", "reason ="].iter().any(|start| code.trim_end().ends_with(start));
        let mut text = String::new();
        while let Some(letter) = letters.next().filter(|letter| *letter != '"') {
            match (letter, letters.peek()) {
                ('\\', Some('\n')) => while letters.next_if(|next| next.is_whitespace()).is_some() {},
                ('\\', Some(_)) => text.extend(letters.next()),
                ('{', Some('{')) | ('}', Some('}')) => text.extend(letters.next()),
                ('{', _) => {
                    while letters.next().is_some_and(|inner| inner != '}') {}
                    text.push_str("x1");
                }
                _ => text.push(letter),
            }
        }
        if !is_reason {
            found.push(text);
        }
    }
    found
}

#[test]
fn whatever_a_preview_shows_is_said_in_chinese() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut texts = BTreeSet::new();
    for room in ROOMS {
        for (path, text) in crate::support::tree(&source.join(room)) {
            let path = format!("{room}/{path}");
            if path.contains("tests")
                || path.contains("testing")
                || NO_FINDINGS.iter().any(|start| path.starts_with(start))
            {
                continue;
            }
            let is_message = |text: &String| {
                let begins = text.starts_with(|first: char| first.is_ascii_lowercase() || first == '`');
                begins && !text.contains('\n') && english(text).is_some()
            };
            texts.extend(literals(&String::from_utf8(text).unwrap()).into_iter().filter(is_message));
        }
    }
    assert!(texts.len() > 250, "only {} texts were found in the source", texts.len());
    let stale: Vec<_> = PARTS.iter().filter(|part| !texts.contains(**part)).collect();
    assert!(stale.is_empty(), "the source has no such texts: {stale:?}");
    texts.retain(|text| !PARTS.contains(&text.as_str()));
    all_chinese(&texts);
}

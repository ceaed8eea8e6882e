//! Small books in memory for the tests of this room: English, 简体, and 繁體 made from 简体.

use super::{Input, run, script};
use crate::config::{self, Config};
use crate::content::{Translation, scan, testing};
use crate::convert::Converters;
use crate::diagnostic::{Code, Diagnostic, sorted};
use crate::locale::Locale;
use crate::resolve;
use crate::source::{Files, LineIndex};

/// What a check of these files finds.
pub fn check(list: &[(&str, &str)]) -> Vec<Diagnostic> {
    look(&Files::memory(list.iter().copied()), &testing::three())
}

/// What a check of these files, `book.toml` among them, finds of `codes`: each with its line, column and message.
pub fn places(codes: &[Code], list: &[(&str, &str)]) -> Vec<String> {
    let files = Files::memory(list.iter().copied());
    let (config, files, found) = config::load(&files);
    assert_eq!(found, []);
    let found = look(&files, &config.expect("the settings are right"));
    let place = |finding: &Diagnostic| {
        let text = list.iter().find(|(path, _)| *path == finding.place.path.as_str()).expect("a file of the list").1;
        let start = finding.place.span.map_or(0, |span| span.start);
        let place = LineIndex::new(text).locate(text, start);
        format!("{}:{}:{} {}: {}", finding.place.path, place.line, place.column, finding.code.name(), finding.message)
    };
    found.iter().filter(|finding| codes.contains(&finding.code)).map(place).collect()
}

fn look(files: &Files, config: &Config) -> Vec<Diagnostic> {
    let (library, found) = scan(files, config);
    assert_eq!(found, []);
    let (converters, _) = Converters::load(files, config);
    let convert = |from: &Locale, document: Option<&Translation>, edition, text: &str| {
        converters.text(from, document, edition, text)
    };
    let input = resolve::Input { config, library: &library, drafts: false, convert: &convert };
    let (plan, _) = resolve::plan(&input);
    let input =
        Input { files, config, library: &library, plan: &plan, converters: &converters, kept: None, drafts: false };
    script::habits(sorted(run(&input)))
}

//! Small books in memory for the tests of this room: English, 简体, and 繁體 made from 简体.

use super::{Input, run};
use crate::content::{scan, testing};
use crate::convert::Converters;
use crate::diagnostic::{Diagnostic, sorted};
use crate::locale::Locale;
use crate::resolve;
use crate::source::Files;

/// What a check of these files finds.
pub fn check(list: &[(&str, &str)]) -> Vec<Diagnostic> {
    let files = Files::memory(list.iter().copied());
    let config = testing::three();
    let (library, found) = scan(&files, &config);
    assert_eq!(found, []);
    let (converters, _) = Converters::load(&files, &config);
    let convert = |from: &Locale, edition, text: &str| converters.text(from, edition, text);
    let input = resolve::Input { config: &config, library: &library, drafts: false, convert: &convert };
    let (plan, _) = resolve::plan(&input);
    sorted(run(&Input { config: &config, library: &library, plan: &plan, drafts: false }))
}

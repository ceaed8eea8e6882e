//! `yiben check --external`: the addresses elsewhere, with what they answered before.

use crate::check::Input;
use crate::check::external::{self, Answer, Memory, rounds};
use crate::cli::console::count;
use crate::cli::{Console, Failure};
use crate::diagnostic::Diagnostic;
use crate::emit;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// The file of answers in a cache folder.
const FILE: &str = "links.json";

/// What is wrong with the addresses, and how many were asked.
///
/// # Errors
/// When this yiben was built without what asks.
pub fn look(input: &Input<'_>, cache: Option<&Path>, console: &Console) -> Result<(Vec<Diagnostic>, String), Failure> {
    let Some(asker) = external::asker() else {
        return Err(Failure::new("this yiben was built without `--external`")
            .help("build it with the cargo feature `external`, or take a prebuilt program"));
    };
    let file = cache.map(Path::to_path_buf).or_else(folder).map(|folder| folder.join(FILE));
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    let kept = file.as_ref().and_then(|file| std::fs::read(file).ok()).unwrap_or_default();
    let mut memory = Memory::read(&kept, now);
    let links = external::links(input);
    let known = links.keys().filter(|address| memory.answer(address).is_some()).count();
    let pace = rounds::Pace::default();
    let answers = rounds::run(links.keys().map(String::as_str), &*asker, pace, &mut memory, now);
    if rounds::is_off_line(&answers) {
        return Err(Failure::new("none of the addresses elsewhere could be reached")
            .help("is this machine on line? Without `--external` nobody is asked"));
    }
    if let Some(problem) = file.and_then(|file| emit::save(&file, &memory.bytes()).err()) {
        // The check has its answers, and the next one only takes longer.
        console.say(&format!("the answers were not kept: {}\n", problem.message));
    }
    let unknown = answers.values().filter(|answer| **answer == Answer::Unknown).count();
    let mut said = format!("{} elsewhere", count(links.len(), "link"));
    if known > 0 {
        said += &format!(" ({known} known from the last day)");
    }
    if unknown > 0 {
        said += &format!(" ({unknown} not to be judged: they want a login, or no programs)");
    }
    Ok((external::findings(&links, &answers), said))
}

/// The user's folder for what programs can make anew, of yiben's own name.
fn folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        variable("XDG_CACHE_HOME").or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    Some(folder?.join("yiben"))
}

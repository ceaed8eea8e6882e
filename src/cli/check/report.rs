//! Findings in the format that was asked for, without those that are known.

use super::Format;
use crate::cli::console::{count, tally};
use crate::cli::{Console, Outcome};
use crate::diagnostic::located::{Located, locate};
use crate::diagnostic::{Diagnostic, Severity, github, gitlab, gravest, json, sarif, short};
use crate::source::{Files, RelPath};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

/// How a report is to be.
pub struct Report<'a> {
    /// The files that findings are about.
    pub files: &'a Files,
    /// The fingerprints of findings that are known.
    pub known: &'a BTreeSet<String>,
    /// Whether everything was looked at, so that what is known and was not found is gone.
    pub whole: bool,
    /// Its format.
    pub format: Format,
}

impl Report<'_> {
    /// Writes `found`: to standard error for people, to standard output for programs. `summary` says what was done.
    pub fn write(&self, found: &[Diagnostic], summary: &str, console: &Console) -> Outcome {
        if self.format == Format::Human && self.known.is_empty() {
            return console.report(found, self.files, summary);
        }
        let here = std::env::current_dir().unwrap_or_default();
        let located = locate(found, self.files, &|path| shown(self.files, path, &here));
        let all = located.len();
        let met: BTreeSet<&str> = located.iter().map(|located| located.fingerprint.as_str()).collect();
        let gone = self.known.iter().filter(|known| !met.contains(known.as_str())).count();
        let new: Vec<Located<'_>> = located.iter().filter(|l| !self.known.contains(&l.fingerprint)).cloned().collect();
        let mut summary = summary.to_owned();
        if all > new.len() {
            summary.push_str(&format!(", {} left out", count(all - new.len(), "known finding")));
        }
        if gone > 0 && self.whole {
            summary.push_str(&format!(", {} of the baseline gone", count(gone, "finding")));
        }
        let new_found: Vec<Diagnostic> = new.iter().map(|located| located.diagnostic.clone()).collect();
        let text = match self.format {
            Format::Human => return console.report(&new_found, self.files, &summary),
            Format::Short => short::render(&new),
            Format::Json => json::render(&new),
            Format::Sarif => sarif::render(&new),
            Format::Github => github::render(&new),
            Format::Gitlab => gitlab::render(&new),
        };
        console.print(&text);
        let counts = tally(&new_found).map(|counts| format!(": {counts}")).unwrap_or_default();
        console.say(&format!("{summary}{counts}\n"));
        match gravest(&new_found) {
            Some(Severity::Error) => Outcome::Errors,
            _ => Outcome::Fine,
        }
    }
}

/// A file's path from the folder `here`, in which a report's readers look for it; whole if it lies elsewhere.
fn shown(files: &Files, path: &RelPath, here: &Path) -> String {
    let full = files.disk_path(path).unwrap_or_else(|| PathBuf::from(path.as_str()));
    let full = normal(&here.join(full));
    let inside = full.strip_prefix(here).unwrap_or(&full);
    inside.to_string_lossy().replace('\\', "/")
}

/// `path` without `.` parts and with each `..` taken back.
fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out
}

//! Grading: how grave each finding is by the comments in its document, by its edition's settings, by the site's.

use crate::config::{Config, EditionId};
use crate::content::library::{Library, Translation};
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Findings as they count, and the comments that had something to say about them.
#[derive(Debug, Default)]
pub struct Graded {
    /// Sorted, each once.
    pub found: Vec<Diagnostic>,
    /// By translation and comment, both as indices: the codes of the comment that were found.
    pub used: BTreeSet<(usize, usize, Code)>,
}

/// Gives `found` the severities that comments and settings ask for. `library` is missing where no document was read.
pub fn graded(config: &Config, library: Option<&Library>, found: Vec<Diagnostic>) -> Graded {
    let files = library.map(|library| Files::of(config, library)).unwrap_or_default();
    let mut used = BTreeSet::new();
    let grade = |mut diagnostic: Diagnostic| {
        let (translation, edition) = files.by_path.get(diagnostic.place.path.as_str()).copied().unzip();
        let comment = translation.and_then(|at| {
            let (index, translation): (usize, &Translation) = at;
            let speaks = |allow: &crate::content::allow::Allow| {
                allow.speaks_of(diagnostic.code, diagnostic.place.span, translation.body_start)
            };
            // The nearest comment is the last one that speaks.
            let at = translation.allows.iter().rposition(speaks)?;
            used.insert((index, at, diagnostic.code));
            Some(translation.allows[at].severity)
        });
        let of_edition = || config.edition(edition.flatten()?).severities.get(&diagnostic.code).copied();
        let of_site = || config.severities.get(&diagnostic.code).copied();
        if let Some(severity) = comment.or_else(of_edition).or_else(of_site) {
            diagnostic.severity = severity?;
        }
        Some(diagnostic)
    };
    let found = diagnostic::sorted(found).into_iter().filter_map(grade).collect();
    Graded { found, used }
}

/// The documents by their paths, with the edition of their locale.
#[derive(Default)]
struct Files<'l> {
    by_path: BTreeMap<&'l str, ((usize, &'l Translation), Option<EditionId>)>,
}

impl<'l> Files<'l> {
    fn of(config: &Config, library: &'l Library) -> Self {
        let of = |(index, translation): (usize, &'l std::sync::Arc<Translation>)| {
            (translation.path.as_str(), ((index, &**translation), config.edition_of(&translation.locale)))
        };
        Self { by_path: library.translations.iter().enumerate().map(of).collect() }
    }
}

impl Graded {
    /// What is to be said about the comments themselves. Only a command that looks for everything can tell that a
    /// comment is of no use.
    pub fn comments(&self, library: &Library) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for (index, translation) in library.translations.iter().enumerate() {
            for (at, allow) in translation.allows.iter().enumerate() {
                for code in allow.codes.iter().filter(|code| !self.used.contains(&(index, at, **code))) {
                    let message = format!("`{}` is not found here", code.name());
                    let help = "delete the comment, or move it beside the line that it is about";
                    let unused = Diagnostic::new(Code::UnusedAllow, &translation.path, message);
                    found.push(unused.at(allow.span).help(help));
                }
                if !allow.reason && allow.severity < Some(Severity::Warning) {
                    let message = "the comment does not say why";
                    let help = "write the reason behind the bracket, for those who come after you";
                    let unexplained = Diagnostic::new(Code::UnexplainedAllow, &translation.path, message);
                    found.push(unexplained.at(allow.span).help(help));
                }
            }
        }
        found
    }
}

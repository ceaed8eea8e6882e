//! Grading: how grave each finding is by the comments in its document, by its edition's settings, by the site's.

use crate::config::{Config, EditionId};
use crate::content::allow::Allow;
use crate::content::library::{Library, Translation};
use crate::diagnostic::{self, Code, Diagnostic, Severity};
use crate::source::RelPath;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Findings as they count, and the comments that had something to say about them.
#[derive(Debug, Default)]
pub struct Graded {
    /// Sorted, each once.
    pub found: Vec<Diagnostic>,
    /// By file and comment, an index: the codes of the comment that were found.
    pub used: BTreeSet<(RelPath, usize, Code)>,
}

/// Gives `found` the severities that comments and settings ask for. `library` is missing where no document was read.
pub fn graded(config: &Config, library: Option<&Library>, found: Vec<Diagnostic>) -> Graded {
    let files = library.map(|library| Commented::of(config, library)).unwrap_or_default();
    let mut used = BTreeSet::new();
    let grade = |mut diagnostic: Diagnostic| {
        let file = files.by_path.get(diagnostic.place.path.as_str());
        let comment = file.and_then(|file| {
            let speaks = |allow: &Allow| allow.speaks_of(diagnostic.code, diagnostic.place.span, file.body_start);
            // The nearest comment is the last one that speaks.
            let at = file.allows.iter().rposition(speaks)?;
            used.insert((diagnostic.place.path.clone(), at, diagnostic.code));
            Some(file.allows[at].severity)
        });
        let of_edition = || config.edition(file?.edition?).severities.get(&diagnostic.code).copied();
        let of_site = || config.severities.get(&diagnostic.code).copied();
        if let Some(severity) = comment.or_else(of_edition).or_else(of_site) {
            diagnostic.severity = severity?;
        }
        Some(diagnostic)
    };
    let found = diagnostic::sorted(found).into_iter().filter_map(grade).collect();
    Graded { found, used }
}

/// A file that may have comments.
struct File<'l> {
    allows: &'l [Allow],
    /// Where its body begins; 0 where it has no front matter.
    body_start: u32,
    /// The edition of a document's locale.
    edition: Option<EditionId>,
}

/// Documents and other files with comments, by their paths.
#[derive(Default)]
struct Commented<'l> {
    by_path: BTreeMap<&'l str, File<'l>>,
}

impl<'l> Commented<'l> {
    fn of(config: &Config, library: &'l Library) -> Self {
        let document = |translation: &'l Arc<Translation>| {
            let edition = config.edition_of(&translation.locale);
            let file = File { allows: &translation.allows, body_start: translation.body_start, edition };
            (translation.path.as_str(), file)
        };
        let other = |(path, allows): (&'l RelPath, &'l Vec<Allow>)| {
            (path.as_str(), File { allows, body_start: 0, edition: None })
        };
        let documents = library.translations.iter().map(document);
        Self { by_path: documents.chain(library.comments.iter().map(other)).collect() }
    }
}

impl Graded {
    /// What is to be said about the comments themselves. Only a command that looks for everything can tell that a
    /// comment is of no use.
    pub fn comments(&self, library: &Library) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let documents = library.translations.iter().map(|translation| (&translation.path, &translation.allows));
        for (path, allows) in documents.chain(&library.comments) {
            for (at, allow) in allows.iter().enumerate() {
                for code in allow.codes.iter().filter(|code| !self.used.contains(&(path.clone(), at, **code))) {
                    let message = format!("`{}` is not found here", code.name());
                    let help = "delete the comment, or move it beside the line that it is about";
                    let unused = Diagnostic::new(Code::UnusedAllow, path, message);
                    found.push(unused.at(allow.span).help(help));
                }
                if !allow.reason && allow.severity < Some(Severity::Warning) {
                    let message = "the comment does not say why";
                    let help = "write the reason behind the bracket, for those who come after you";
                    let unexplained = Diagnostic::new(Code::UnexplainedAllow, path, message);
                    found.push(unexplained.at(allow.span).help(help));
                }
            }
        }
        found
    }
}

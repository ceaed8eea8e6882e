//! Diagnostics: findings about source files, as data. They are rendered once, at the edge.
//!
//! [`human`] shows them to people; [`located`] gives them lines and columns for the formats that programs read:
//! [`short`], [`json`], [`sarif`], [`github`], [`gitlab`]. [`code`] lists what there is to find, [`page`] explains it.

pub mod code;
mod encoding;
pub mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod located;
pub mod page;
pub mod sarif;
pub mod short;

pub use code::Code;

use crate::source::{RelPath, Span};

/// What reports call the program that wrote them.
const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));

/// A report as JSON with a line for each value, so that a change of it can be read.
fn pretty<T: serde::Serialize>(report: &T) -> String {
    let mut text = serde_json::to_string_pretty(report).expect("a report holds nothing but texts and numbers");
    text.push('\n');
    text
}

/// How grave a finding is. The order is from harmless to fatal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; never changes an exit code.
    Note,
    /// Probably a mistake; the site is still built.
    Warning,
    /// The site is not published with it: exit code 1.
    Error,
}

impl Severity {
    /// Its name, as book.toml and reports write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place in a source file: the whole file, or a span of its text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as [`crate::source::Files`] knows it.
    pub path: RelPath,
    /// The part of its decoded text; `None` for the file as a whole.
    pub span: Option<Span>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding; stable across versions.
    pub code: Code,
    /// How grave it is: the code's own severity unless a site changes it.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, the author's own words in backticks.
    pub message: String,
    /// Where.
    pub place: Place,
    /// Other places that matter (the first definition, the conflicting file), each with what it is.
    pub related: Vec<(Place, String)>,
    /// What to do about it.
    pub help: Option<String>,
    /// What it is about beside its places; never shown.
    pub about: Option<Box<Subject>>,
}

/// What a finding is about: it tells which findings have one cause, however they are worded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Which editions there are, and where each looks for its texts.
    Editions,
    /// An edition that the settings name, and that there is not.
    NoEdition(String),
    /// The document in this file.
    Document(RelPath),
    /// An address inside the site, as only front matter gives it: a tag's page, an alias, a slug.
    Address,
    /// What its document does throughout: one finding stands for all that are left when comments have spoken.
    /// The number tells habits of one code apart.
    Habit(usize),
    /// Words of another language than the text around them.
    Words(String),
    /// A message of the interface, and the value that it takes or lacks.
    Message {
        /// The message's name.
        id: String,
        /// The value's name, without `$`; empty where the message itself is the matter.
        value: String,
    },
}

impl Diagnostic {
    /// A finding of the code's own severity about a whole file.
    pub fn new(code: Code, path: &RelPath, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.severity(),
            message: message.into(),
            place: Place { path: path.clone(), span: None },
            related: Vec::new(),
            help: None,
            about: None,
        }
    }

    /// The same finding at `span` of its file.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.place.span = Some(span);
        self
    }

    /// The same finding with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same finding with what it is about.
    #[must_use]
    pub fn about(mut self, subject: Subject) -> Self {
        self.about = Some(Box::new(subject));
        self
    }

    /// The same finding with another place that matters.
    #[must_use]
    pub fn related(mut self, path: &RelPath, span: Option<Span>, label: impl Into<String>) -> Self {
        self.related.push((Place { path: path.clone(), span }, label.into()));
        self
    }
}

/// Puts findings in the order of their places and takes out those that say the same thing twice.
pub fn sorted(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    found.dedup_by(|a, b| a.place == b.place && a.code == b.code && a.message == b.message);
    found
}

/// The gravest severity among `found`; `None` if there is none.
pub fn gravest(found: &[Diagnostic]) -> Option<Severity> {
    found.iter().map(|diagnostic| diagnostic.severity).max()
}

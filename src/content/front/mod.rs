//! Front matter: what stands above a body, in TOML (`+++`) or YAML (`---`), with the place of every key.
//!
//! 1. [`split`] finds where it begins and ends;
//! 2. [`toml`], or [`yaml`] with its short cut [`simple`], reads it into one form of values with places ([`value`]);
//! 3. [`read`] takes the known keys out of it, and passes the others on.

pub mod date;
pub mod keys;
pub mod read;
mod simple;
pub mod split;
mod toml;
pub mod value;
mod yaml;

use super::library::FrontMatter;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{RelPath, Span};
use split::{Form, Split};

/// Reads the front matter of `text`, the decoded text of the file at `path`. Also gives where the body begins, in
/// bytes. A front matter that does not parse counts as empty, so that the document keeps its page and its links.
pub fn parse(path: &RelPath, text: &str, found: &mut Vec<Diagnostic>) -> (FrontMatter, usize) {
    let part = match split::split(text) {
        Split::None => return (FrontMatter::default(), 0),
        Split::Endless(form, opening) => {
            let mark = form.mark();
            let message = format!("the front matter that begins with `{mark}` has no end");
            let help = format!("close it with a line that holds only `{mark}`");
            found.push(Diagnostic::new(Code::FrontMatter, path, message).at(opening).help(help));
            return (FrontMatter::default(), opening.end as usize);
        }
        Split::Missed(form, line) => {
            let message = format!("the front matter is shown as text: its first line is not `{}` alone", form.mark());
            found.push(unread(path, message, line, "delete what stands before and behind the mark"));
            return (FrontMatter::default(), 0);
        }
        Split::OneLine(_, mark) => {
            let message = "the front matter is shown as text: the lines of the file end with CR alone";
            found.push(unread(path, message, mark, "save the file with LF or CRLF at the ends of its lines"));
            return (FrontMatter::default(), 0);
        }
        Split::Json(line) => {
            let message = "the front matter is JSON, which is not read";
            let help = "write it in TOML between lines of `+++`, or in YAML between lines of `---`";
            found.push(Diagnostic::new(Code::FrontMatter, path, message).at(line).help(help));
            return (FrontMatter::default(), 0);
        }
        Split::Some(part) => part,
    };
    let inner = &text[part.inner.clone()];
    let table = match part.form {
        Form::Toml => toml::parse(inner, part.inner.start),
        Form::Yaml => match simple::parse(inner, part.inner.start) {
            Some(entries) => Ok(entries),
            None => yaml::parse(inner, part.inner.start),
        },
    };
    match table {
        Ok(table) => {
            let yaml = (part.form == Form::Yaml).then_some(text);
            (read::front_matter(path, table, yaml, found), part.body)
        }
        Err(SyntaxError { message, span, help }) => {
            let mut diagnostic = Diagnostic::new(Code::FrontMatter, path, message).at(span);
            diagnostic.help = help;
            found.push(diagnostic);
            (FrontMatter::default(), part.body)
        }
    }
}

/// The warning that nothing was read of a front matter.
fn unread(path: &RelPath, message: impl Into<String>, at: Span, help: &str) -> Diagnostic {
    let mut finding = Diagnostic::new(Code::FrontMatter, path, message).at(at).help(help);
    finding.severity = Severity::Warning;
    finding
}

/// The entries of a TOML file, for what lies beside documents: `authors.toml`.
///
/// # Errors
/// The parser's message and its place.
pub(super) fn toml_entries(text: &str) -> Result<Vec<value::Entry>, (String, Span)> {
    toml::parse(text, 0).map_err(|error| (error.message.replace("the front matter", "the file"), error.span))
}

/// Why front matter does not parse, and where in the file's text.
struct SyntaxError {
    message: String,
    span: Span,
    help: Option<String>,
}

impl SyntaxError {
    /// The library's own message, made to fit ours: its first line, in lower case, without a full stop.
    fn new(message: &str, span: Span) -> Self {
        let line = message.lines().find(|line| !line.trim().is_empty()).unwrap_or("it cannot be read").trim();
        let line = line.trim_end_matches('.');
        let mut letters = line.chars();
        let message = match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if second.is_lowercase() => {
                first.to_lowercase().chain(line.chars().skip(1)).collect()
            }
            _ => line.to_owned(),
        };
        Self { message: format!("the front matter does not parse: {message}"), span, help: None }
    }
}

#[cfg(test)]
mod tests;

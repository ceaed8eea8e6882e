//! Findings as GitLab's code quality report, which it shows in a merge request.

use super::Severity;
use super::located::Located;
use serde::Serialize;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'static str,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes `found` as one JSON array.
pub fn render(found: &[Located<'_>]) -> String {
    let issues: Vec<_> = found.iter().map(issue).collect();
    super::pretty(&issues)
}

fn issue<'a>(located: &'a Located<'_>) -> Issue<'a> {
    let diagnostic = located.diagnostic;
    let help = diagnostic.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    Issue {
        description: format!("{}{help}", diagnostic.message),
        check_name: diagnostic.code.name(),
        fingerprint: &located.fingerprint,
        severity: match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location {
            // GitLab leaves out what has no file.
            path: if located.path.is_empty() { "book.toml" } else { &located.path },
            lines: Lines {
                begin: located.region.map_or(1, |region| region.start.line),
                end: located.region.map_or(1, |region| region.end.line),
            },
        },
    }
}

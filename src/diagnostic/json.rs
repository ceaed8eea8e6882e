//! Findings as JSON, for programs: the form is part of yiben's interface, and `version` rises when it changes.
//!
//! The same text is a baseline: [`baseline`] reads the fingerprints of findings that are known already.

use super::located::{Located, Point, Region};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The version of the form.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    program: &'static str,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    path: &'a str,
    start: Option<Place>,
    end: Option<Place>,
    related: Vec<Related<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    label: &'a str,
    path: &'a str,
    start: Option<Place>,
    end: Option<Place>,
}

#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}

/// Writes `found` as one JSON object.
pub fn render(found: &[Located<'_>]) -> String {
    let findings = found.iter().map(|located| {
        let diagnostic = located.diagnostic;
        let related = located.related.iter().map(|(path, region, label)| Related {
            label,
            path,
            start: region.map(start),
            end: region.map(end),
        });
        Finding {
            code: diagnostic.code.name(),
            severity: diagnostic.severity.name(),
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            path: &located.path,
            start: located.region.map(start),
            end: located.region.map(end),
            related: related.collect(),
            fingerprint: &located.fingerprint,
        }
    });
    let report = Report { version: VERSION, program: super::PROGRAM, findings: findings.collect() };
    super::pretty(&report)
}

fn start(region: Region) -> Place {
    place(region.start)
}

fn end(region: Region) -> Place {
    place(region.end)
}

fn place(point: Point) -> Place {
    Place { line: point.line, column: point.column, offset: point.offset }
}

/// Reads a baseline: what `--format json` wrote. Only the fingerprints count.
///
/// # Errors
/// When the text is no such report; says why.
pub fn baseline(text: &str) -> Result<BTreeSet<String>, String> {
    #[derive(Deserialize)]
    struct Known {
        version: u32,
        findings: Vec<Fingerprint>,
    }
    #[derive(Deserialize)]
    struct Fingerprint {
        fingerprint: String,
    }
    let known: Known = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if known.version != VERSION {
        return Err(format!("it has version {}, and this yiben reads version {VERSION}", known.version));
    }
    Ok(known.findings.into_iter().map(|finding| finding.fingerprint).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostic, located::locate};
    use crate::source::{Files, RelPath, Span};

    #[test]
    fn a_report_is_its_own_baseline() {
        let files = Files::memory([("a.md", "[x](y)\n")]);
        let path = RelPath::new("a.md").unwrap();
        let found = [
            Diagnostic::new(Code::BrokenLink, &path, "the link `y` leads to nothing").at(Span::new(4, 5)),
            Diagnostic::new(Code::WriteFailed, &RelPath::root(), "no"),
        ];
        let located = locate(&found, &files, &ToString::to_string);
        let known = baseline(&render(&located)).unwrap();
        assert!(located.iter().all(|located| known.contains(&located.fingerprint)));
        assert_eq!(known.len(), 2);
        assert!(
            baseline("{}").is_err() && baseline("{\"version\":9,\"findings\":[]}").unwrap_err().contains("version 9")
        );
    }
}

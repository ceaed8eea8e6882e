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

/// Reads a baseline: what `--format json` wrote. Only the fingerprints count. Windows' older shell writes what a command says
/// as UTF-16, and that is read as well.
///
/// # Errors
/// When these bytes are no such report; says why.
pub fn baseline(bytes: &[u8]) -> Result<BTreeSet<String>, String> {
    #[derive(Deserialize)]
    struct Version {
        version: u32,
    }
    #[derive(Deserialize)]
    struct Known {
        findings: Vec<Fingerprint>,
    }
    #[derive(Deserialize)]
    struct Fingerprint {
        fingerprint: String,
    }
    let text = text(bytes).ok_or("it is no text")?;
    if text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    let value: serde_json::Value = serde_json::from_str(&text)
        .map_err(|error| format!("it is no JSON from line {}, column {} on", error.line(), error.column()))?;
    let other = |_| "it is JSON, and no report of this kind".to_owned();
    let Version { version } = Version::deserialize(&value).map_err(other)?;
    if version != VERSION {
        return Err(format!("it has version {version}, and this yiben reads version {VERSION}"));
    }
    let known = Known::deserialize(&value).map_err(other)?;
    Ok(known.findings.into_iter().map(|finding| finding.fingerprint).collect())
}

/// The text of a file, whose first bytes may say that it is UTF-16.
fn text(bytes: &[u8]) -> Option<String> {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] | rest => String::from_utf8(rest.to_vec()).ok(),
    }
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
        let report = render(&located);
        let known = baseline(report.as_bytes()).unwrap();
        assert!(located.iter().all(|located| known.contains(&located.fingerprint)));
        assert_eq!(known.len(), 2);
        let wide =
            |unit: fn(u16) -> [u8; 2]| "\u{FEFF}".encode_utf16().chain(report.encode_utf16()).flat_map(unit).collect();
        let in_other_ways: [Vec<u8>; 3] =
            [format!("\u{FEFF}{report}").into_bytes(), wide(u16::to_le_bytes), wide(u16::to_be_bytes)];
        for bytes in in_other_ways {
            assert_eq!(baseline(&bytes).as_ref(), Ok(&known));
        }
    }

    #[test]
    fn what_is_no_baseline_is_said() {
        for (text, why) in [
            (" \n", "it is empty"),
            ("x", "it is no JSON from line 1, column 1 on"),
            ("{\"version\": 1,\n", "it is no JSON from line 2, column 0 on"),
            ("{}", "it is JSON, and no report of this kind"),
            ("[]", "it is JSON, and no report of this kind"),
            ("{\"version\": \"2.1.0\", \"runs\": []}", "it is JSON, and no report of this kind"),
            ("{\"version\": 1, \"findings\": [{}]}", "it is JSON, and no report of this kind"),
            ("{\"version\": 9, \"findings\": 3}", "it has version 9, and this yiben reads version 1"),
        ] {
            assert_eq!(baseline(text.as_bytes()), Err(why.to_owned()), "{text}");
        }
        assert_eq!(baseline(b"\xFF"), Err("it is no text".to_owned()));
    }
}

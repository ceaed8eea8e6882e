//! Findings as SARIF 2.1.0 (OASIS), which code hosts and editors show.

use super::located::{Located, Region};
use super::{Code, Severity};
use serde::Serialize;

/// The schema that the report keeps to.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Message<'static>,
    help: Help,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    partial_fingerprints: Fingerprint<'a>,
}

#[derive(Serialize)]
struct Fingerprint<'a> {
    #[serde(rename = "yiben/v1")]
    first: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Lines>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Lines {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

/// Writes `found` as one run of a SARIF log. Of the codes, those that were found are its rules.
pub fn render(found: &[Located<'_>]) -> String {
    let mut codes: Vec<Code> = found.iter().map(|located| located.diagnostic.code).collect();
    codes.sort();
    codes.dedup();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: env!("CARGO_PKG_NAME"),
                version: env!("CARGO_PKG_VERSION"),
                rules: codes.iter().map(|code| rule(*code)).collect(),
            },
        },
        column_kind: "utf16CodeUnits",
        results: found.iter().map(|located| finding(located, &codes)).collect(),
    };
    super::pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })
}

fn rule(code: Code) -> Rule {
    let page = super::page::of(code, "en");
    Rule {
        id: code.name(),
        short_description: text(code.about()),
        help: Help { text: page.clone(), markdown: page },
        default_configuration: Configuration { level: level(code.severity()) },
    }
}

fn finding<'a>(located: &'a Located<'_>, codes: &[Code]) -> Finding<'a> {
    let diagnostic = located.diagnostic;
    let message = match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let related = located.related.iter().enumerate().map(|(at, (path, region, label))| Location {
        id: Some(at + 1),
        physical_location: physical(path, *region),
        message: Some(text(*label)),
    });
    Finding {
        rule_id: diagnostic.code.name(),
        rule_index: codes.binary_search(&diagnostic.code).expect("the codes are those of the findings"),
        level: level(diagnostic.severity),
        message: text(message),
        locations: vec![Location {
            id: None,
            physical_location: physical(&located.path, located.region),
            message: None,
        }],
        related_locations: related.collect(),
        partial_fingerprints: Fingerprint { first: &located.fingerprint },
    }
}

fn text<'a>(text: impl Into<std::borrow::Cow<'a, str>>) -> Message<'a> {
    Message { text: text.into() }
}

fn level(severity: Severity) -> &'static str {
    severity.name()
}

fn physical(path: &str, region: Option<Region>) -> Physical {
    // What belongs to no file is about the settings.
    let path = if path.is_empty() { "book.toml" } else { path };
    let region = region.map(|region| Lines {
        start_line: region.start.line,
        start_column: region.start.utf16,
        end_line: region.end.line,
        end_column: region.end.utf16,
    });
    Physical { artifact_location: Artifact { uri: uri(path) }, region }
}

/// A path as a relative reference (RFC 3986): what is no plain character of a path is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    // Before the first slash a colon would make a scheme; it is encoded above. An absolute path is a file's address, and
    // Windows begins it with a drive.
    let drive = out.get(1..5) == Some("%3A/") && out.starts_with(|c: char| c.is_ascii_alphabetic());
    match drive {
        true => format!("file:///{}:{}", &out[..1], &out[4..]),
        false if out.starts_with('/') => format!("file://{out}"),
        false => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_addresses() {
        assert_eq!(uri("content/中 a#b.md"), "content/%E4%B8%AD%20a%23b.md");
        assert_eq!(uri("/tmp/a.md"), "file:///tmp/a.md");
        assert_eq!(uri("C:/a b/c.md"), "file:///C:/a%20b/c.md");
        assert_eq!(uri("ab:c/d.md"), "ab%3Ac/d.md");
    }
}

//! Findings as workflow commands, which GitHub shows beside the lines of a change.

use super::Severity;
use super::located::Located;

/// Writes `found`, a command each.
pub fn render(found: &[Located<'_>]) -> String {
    let mut out = String::new();
    for located in found {
        let diagnostic = located.diagnostic;
        let command = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if !located.path.is_empty() {
            properties.push(format!("file={}", property(&located.path)));
        }
        if let Some(region) = located.region {
            properties.push(format!("line={},endLine={}", region.start.line, region.end.line));
            // Columns are understood within one line only.
            if region.is_in_one_line() {
                properties.push(format!("col={},endColumn={}", region.start.column, region.end.column));
            }
        }
        properties.push(format!("title={}", property(diagnostic.code.name())));
        let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let text = data(&format!("{}{help}", diagnostic.message));
        out.push_str(&format!("::{command} {}::{text}\n", properties.join(",")));
    }
    out
}

/// The text of a command. GitHub's runner undoes exactly these three.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a command's property, in which a colon and a comma would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
        assert_eq!(data("a,b:c%\r\n"), "a,b:c%25%0D%0A");
    }
}

//! One line for each finding: `path:line:col: severity[code] message`, as compilers print and editors read.

use super::located::Located;

/// Writes `found`, a line each.
pub fn render(found: &[Located<'_>]) -> String {
    let mut out = String::new();
    for located in found {
        let diagnostic = located.diagnostic;
        let path = if located.path.is_empty() { "." } else { &located.path };
        let message = diagnostic.message.replace('\n', " ");
        let (line, column) = located.region.map_or((1, 1), |region| (region.start.line, region.start.column));
        let (severity, code) = (diagnostic.severity.name(), diagnostic.code.name());
        out.push_str(&format!("{path}:{line}:{column}: {severity}[{code}] {message}\n"));
    }
    out
}

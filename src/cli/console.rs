//! The terminal: the one place that the program prints through.

use super::{Failure, Outcome};
use crate::diagnostic::{Diagnostic, Severity, gravest, human};
use crate::source::Files;
use std::io::{self, IsTerminal, Write};

/// How many findings of one severity are shown in full at a terminal; the rest are counted.
const SHOWN: usize = 200;

/// Standard error for people, standard output for results.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    colour: bool,
    /// How many findings of one severity are shown: all, where a file or another program reads them.
    shown: usize,
}

impl Console {
    /// The process's own streams: colours on a terminal, unless `NO_COLOR` is set.
    pub fn standard() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let terminal = io::stderr().is_terminal();
        Self { colour: !refused && terminal, shown: if terminal { SHOWN } else { usize::MAX } }
    }

    /// Whether a person reads along at a terminal.
    pub fn is_interactive(&self) -> bool {
        self.shown != usize::MAX
    }

    /// Writes to standard error. A reader that has gone away is no error.
    pub fn say(&self, text: &str) {
        let mut stream = io::stderr().lock();
        drop(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()));
    }

    /// Writes to standard output. A reader that has gone away is no error.
    pub fn print(&self, text: &str) {
        let mut stream = io::stdout().lock();
        drop(stream.write_all(text.as_bytes()).and_then(|()| stream.flush()));
    }

    /// Standard output, for results too large for one text.
    pub fn output(&self) -> io::StdoutLock<'static> {
        io::stdout().lock()
    }

    /// Shows findings, sorted and without doubles: the graver ones last, where a terminal leaves the reader's eye.
    pub fn diagnostics(&self, found: &[Diagnostic], files: &Files) {
        for severity in [Severity::Note, Severity::Warning, Severity::Error] {
            let group: Vec<_> = found.iter().filter(|diagnostic| diagnostic.severity == severity).collect();
            for diagnostic in group.iter().take(self.shown) {
                self.say(&human::render(diagnostic, files, self.colour));
                self.say("\n");
            }
            if group.len() > self.shown {
                self.say(&format!("… and {} more\n\n", count(group.len() - self.shown, severity.name())));
            }
        }
    }

    /// Shows findings and, as the last line, what came of the command; tells how it ended.
    pub fn report(&self, found: &[Diagnostic], files: &Files, came_of_it: &str) -> Outcome {
        self.diagnostics(found, files);
        let counts = tally(found).map(|counts| format!(": {counts}")).unwrap_or_default();
        self.say(&format!("{came_of_it}{counts}\n"));
        match gravest(found) {
            Some(Severity::Error) => Outcome::Errors,
            _ => Outcome::Fine,
        }
    }

    /// Shows why a command could not do its work.
    pub fn failure(&self, failure: &Failure) {
        let (red, bold, end) = if self.colour { ("\x1b[1;31m", "\x1b[1m", "\x1b[0m") } else { ("", "", "") };
        let mut text = format!("{red}error{end}{bold}: {}{end}\n", failure.message);
        if let Some(help) = &failure.help {
            text.push_str(&format!("  help: {help}\n"));
        }
        self.say(&text);
    }
}

/// `1 page`, `2 pages`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `2 errors and 1 warning`; `None` if there is neither.
pub fn tally(found: &[Diagnostic]) -> Option<String> {
    let of = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    match (of(Severity::Error), of(Severity::Warning)) {
        (0, 0) => None,
        (0, warnings) => Some(count(warnings, "warning")),
        (errors, 0) => Some(count(errors, "error")),
        (errors, warnings) => Some(format!("{} and {}", count(errors, "error"), count(warnings, "warning"))),
    }
}

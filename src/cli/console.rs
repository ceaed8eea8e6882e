//! The terminal: the one place that the program prints through.

use super::{Failure, Outcome};
use crate::diagnostic::{Code, Diagnostic, Severity, gravest, human};
use crate::source::{Files, RelPath};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};

/// How many findings of one severity are shown in full at a terminal; the rest are counted.
const SHOWN: usize = 200;
/// How many findings of one code are shown in full at a terminal, so that hundreds of missing pictures do not take the room
/// of the one broken link.
const OF_ONE_CODE: usize = 50;
/// How many findings that say the same of one file are shown in full: who has seen so many knows the mistake.
const ALIKE: usize = 10;

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
            let (group, cut) =
                few(rarer_last(alike(&group)), if self.is_interactive() { OF_ONE_CODE } else { usize::MAX });
            let shown = |shelf: &mut human::Shelf, (diagnostic, more): &(&Diagnostic, usize)| {
                let mut text = human::render_from(shelf, diagnostic, files, self.colour) + "\n";
                if *more > 0 {
                    let all = "`yiben check --format short` lists them all";
                    text += &format!("… and the same {more} times more in `{}`; {all}\n\n", diagnostic.place.path);
                }
                text
            };
            self.say(&group.par_iter().take(self.shown).map_init(human::Shelf::default, shown).collect::<String>());
            if group.len() > self.shown {
                let rest: usize = group[self.shown..].iter().map(|(_, more)| 1 + more).sum();
                self.say(&format!("… and {} more\n\n", count(rest, severity.name())));
            }
            for (code, rest) in cut {
                let all = "`yiben check --format short` lists them all";
                self.say(&format!("… and {rest} more of `{}`; {all}\n\n", code.name()));
            }
        }
    }

    /// Shows findings and, as the last line, what came of the command; tells how it ended.
    pub fn report(&self, found: &[Diagnostic], files: &Files, came_of_it: &str) -> Outcome {
        self.diagnostics(found, files);
        self.say(&by_kind(found));
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

/// The same findings with those of a kind that fills a screen first: what is rare is what its reader looks for, and stands
/// where the eye ends.
fn rarer_last(mut found: Vec<(&Diagnostic, usize)>) -> Vec<(&Diagnostic, usize)> {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    found.iter().for_each(|(finding, _)| *counts.entry(finding.code).or_default() += 1);
    found.sort_by_key(|(finding, _)| counts[&finding.code] <= OF_ONE_CODE);
    found
}

/// How many findings there are of each kind, the gravest and then the rarest last; nothing where they fit on a screen or
/// are of one kind.
fn by_kind(found: &[Diagnostic]) -> String {
    let mut counts: BTreeMap<(Severity, Code), usize> = BTreeMap::new();
    found.iter().for_each(|finding| *counts.entry((finding.severity, finding.code)).or_default() += 1);
    if found.len() <= OF_ONE_CODE || counts.len() < 2 {
        return String::new();
    }
    let mut kinds: Vec<_> = counts.into_iter().collect();
    kinds.sort_by_key(|((severity, code), count)| (*severity, std::cmp::Reverse(*count), *code));
    let line = |((severity, code), count): &((Severity, Code), usize)| {
        format!("{count:>7} {:<8} {}\n", severity.name(), code.name())
    };
    kinds.iter().map(line).collect::<String>() + "\n"
}

/// The first `most` of each code, and how many more there are of it.
fn few(found: Vec<(&Diagnostic, usize)>, most: usize) -> (Vec<(&Diagnostic, usize)>, BTreeMap<Code, usize>) {
    let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
    let mut cut = BTreeMap::new();
    let shown = |(finding, more): &(&Diagnostic, usize)| {
        let seen = seen.entry(finding.code).or_default();
        *seen += 1;
        if *seen > most {
            *cut.entry(finding.code).or_default() += 1 + more;
        }
        *seen <= most
    };
    let shown = found.into_iter().filter(shown).collect();
    (shown, cut)
}

/// The findings that are shown, each with how many more say the same of its file and are not.
fn alike<'d>(found: &[&'d Diagnostic]) -> Vec<(&'d Diagnostic, usize)> {
    let kind = |finding: &'d Diagnostic| (&finding.place.path, finding.code, finding.message.as_str());
    let mut counts: BTreeMap<(&RelPath, Code, &str), usize> = BTreeMap::new();
    for finding in found {
        *counts.entry(kind(finding)).or_default() += 1;
    }
    let mut seen: BTreeMap<(&RelPath, Code, &str), usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for finding in found {
        let (all, at) = (counts[&kind(finding)], seen.entry(kind(finding)).or_default());
        *at += 1;
        // One more is shown rather than counted.
        if all <= ALIKE + 1 || *at <= ALIKE {
            shown.push((*finding, if all > ALIKE + 1 && *at == ALIKE { all - ALIKE } else { 0 }));
        }
    }
    shown
}

/// `1 page`, `2 pages`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// `2 errors, 1 warning and 3 notes`; `None` if there is nothing.
pub fn tally(found: &[Diagnostic]) -> Option<String> {
    let of = |severity: Severity| {
        let number = found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        (number > 0).then(|| count(number, severity.name()))
    };
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note].into_iter().filter_map(of).collect();
    let (last, others) = counts.split_last()?;
    Some(if others.is_empty() { last.clone() } else { format!("{} and {last}", others.join(", ")) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_many_findings_of_one_kind_in_a_file_the_first_are_shown() {
        let of = |file: &str, message: &str, count| {
            let path = RelPath::new(file).unwrap();
            vec![Diagnostic::new(Code::Shortcode, &path, message); count]
        };
        let shown = |found: &[Diagnostic]| {
            let shown = alike(&found.iter().collect::<Vec<_>>());
            (shown.len(), shown.iter().map(|(_, more)| more).sum::<usize>())
        };
        assert_eq!(shown(&of("a.md", "x", 3000)), (10, 2990));
        assert_eq!(shown(&of("a.md", "x", 11)), (11, 0), "one is shown sooner than counted");
        let others = [of("a.md", "x", 9), of("b.md", "x", 9), of("a.md", "y", 9)];
        assert_eq!(shown(&others.concat()), (27, 0));
    }

    #[test]
    fn many_findings_of_one_code_leave_room_for_others() {
        let path = |name: String| RelPath::new(&name).unwrap();
        let of = |code, at| Diagnostic::new(code, &path(format!("{at}.md")), format!("picture {at}"));
        let mut found: Vec<_> = (0..300).map(|at| of(Code::MissingImage, at)).collect();
        found.push(of(Code::BrokenLink, 300));
        found.rotate_right(1);
        assert_eq!(by_kind(&found), "    300 warning  missing-image\n      1 warning  broken-link\n\n");
        assert_eq!(by_kind(&found[..40]), "", "what fits on a screen needs no list");
        let (shown, cut) = few(rarer_last(alike(&found.iter().collect::<Vec<_>>())), OF_ONE_CODE);
        assert_eq!((shown.len(), shown[50].0.code), (51, Code::BrokenLink));
        assert_eq!(cut, BTreeMap::from([(Code::MissingImage, 250)]));
    }
}

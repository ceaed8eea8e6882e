//! Labels of links: those that no line defines, definitions that nothing refers to, and second definitions of a label.

use super::prepared::Prepared;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::RelPath;
use pulldown_cmark::{BrokenLink, Event, LinkType, RefDefs, Tag};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// What is noted of a document's labels while its events are read. All places are in the parser's text.
#[derive(Debug, Default)]
pub struct References {
    /// Labels that links and pictures refer to, in their common form.
    used: BTreeSet<String>,
    /// Beginnings of lines that look like a definition, in order; and whether each stands in text after all.
    lines: Vec<(usize, bool)>,
}

/// The links whose label the parser did not find: place and label.
pub type Missing = RefCell<Vec<(Range<usize>, String)>>;

/// Notes a link that the parser could not follow, if it was meant as one: `[text][label]` and `[label][]`. A single
/// pair of brackets is just as likely a remark.
pub fn note(missing: &Missing, link: &BrokenLink<'_>) {
    if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
        missing.borrow_mut().push((link.span.clone(), link.reference.to_string()));
    }
}

impl References {
    /// Looks for the lines of `text` that look like a definition.
    pub fn of(text: &str) -> Self {
        let mut lines = Vec::new();
        for (at, _) in memchr::memmem::find_iter(text.as_bytes(), b"]:").map(|at| (at, ())) {
            let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let line = &text[start..at];
            let Some(open) = line.find('[') else { continue };
            let lead = line[..open].trim_start_matches(|c: char| c.is_ascii_digit());
            let is_lead = lead.chars().all(|c| matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')'));
            if is_lead && !line[open + 1..].starts_with('^') && lines.last() != Some(&(start + open, false)) {
                lines.push((start + open, false));
            }
        }
        Self { used: BTreeSet::new(), lines }
    }

    /// Notes what an event says about labels.
    pub fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::Link { link_type, id, .. } | Tag::Image { link_type, id, .. }) => {
                if matches!(link_type, LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut) {
                    self.used.insert(common(id));
                }
            }
            Event::Text(_) | Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => {}
            _ => return,
        }
        let from = self.lines.partition_point(|(at, _)| *at < range.start);
        for line in self.lines[from..].iter_mut().take_while(|(at, _)| *at < range.end) {
            line.1 = true;
        }
    }

    /// What is wrong, once all events are read.
    pub fn report(
        &self,
        doc: &Prepared<'_>,
        defined: &RefDefs<'_>,
        missing: &Missing,
        path: &RelPath,
        found: &mut Vec<Diagnostic>,
    ) {
        let text = &*doc.text;
        for (range, label) in missing.borrow().iter().filter(|(range, label)| is_meant(text, range, label)) {
            let label = doc.restore(label);
            let message = format!("nothing defines `[{label}]`, and readers see the brackets");
            let help = format!("write `[{label}]: address` on a line of its own, or a backslash before the bracket");
            found.push(Diagnostic::new(Code::UndefinedReference, path, message).at(doc.span(range)).help(help));
        }
        let mut first: Vec<(usize, &str, &str)> =
            defined.iter().map(|(label, link)| (link.span.start, label, &*link.dest)).collect();
        first.sort_unstable();
        for (at, label, to) in &first {
            // `[//]: # (a remark)` is how people write comments.
            if !self.used.contains(&common(label)) && !label.starts_with("//") && !matches!(*to, "#" | "<>" | "") {
                let message = format!("nothing in this document refers to `[{}]`", doc.restore(label));
                let found_unused = Diagnostic::new(Code::UnusedReference, path, message);
                found.push(found_unused.at(doc.span(&bracket(text, *at))).help("delete the line, or refer to it"));
            }
        }
        for at in self.lines.iter().filter(|(_, in_text)| !in_text).map(|(at, _)| *at) {
            let range = bracket(text, at);
            let Some(label) = text.get(range.start + 1..range.end.saturating_sub(1)) else { continue };
            let Some(link) = defined.get(label).filter(|link| !link.span.contains(&at)) else { continue };
            let message = format!("`[{}]` is defined twice, and this line counts for nothing", doc.restore(label));
            let twice = Diagnostic::new(Code::DuplicateReference, path, message).at(doc.span(&range));
            let twice =
                twice.related(path, Some(doc.span(&bracket(text, link.span.start))), "this is the one that counts");
            found.push(twice.help("delete one of the two, or give it another label"));
        }
    }
}

/// A label as labels are compared (CommonMark, "matches"): letter case and spaces do not count.
fn common(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The brackets that begin at `at`, with the label in them.
fn bracket(text: &str, at: usize) -> Range<usize> {
    let start = text[at..].find('[').map_or(at, |open| at + open);
    let end = text[start..].find("]:").map_or(start, |end| start + end + 1);
    start..end
}

/// Whether brackets at `range` were meant as a link: `a[i][j]` is code without its marks, `[1][2]` are two notes.
fn is_meant(text: &str, range: &Range<usize>, label: &str) -> bool {
    let before = text[..range.start].chars().next_back();
    let number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let shown = text[range.clone()].trim_start_matches(['!', '[']).split(']').next().unwrap_or_default();
    let goes_on = before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, ']' | ')' | '_' | '$'));
    !goes_on && (!number(label) || !number(shown))
}

#[cfg(test)]
mod tests {
    use crate::content::markdown::{Options, parse};
    use crate::source::RelPath;
    use std::collections::BTreeSet;

    fn said(text: &str) -> Vec<String> {
        let (path, shortcodes) = (RelPath::root(), BTreeSet::new());
        let options = Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: true };
        let found = crate::diagnostic::sorted(parse(text, 0, &options).diagnostics);
        let place = |found: &crate::diagnostic::Diagnostic| &text[found.place.span.unwrap().range()];
        found.iter().map(|found| format!("{} {}", found.code.name(), place(found))).collect()
    }

    #[test]
    fn labels_without_a_definition_are_found_where_they_were_meant() {
        assert_eq!(
            said("见[文字][nowhere]和[nowhere][]。\n"),
            ["undefined-reference [文字][nowhere]", "undefined-reference [nowhere]"]
        );
        assert_eq!(said("![图][fig]\n"), ["undefined-reference ![图][fig]"]);
        for fine in [
            "见[文字][a]。\n\n[A]: /x\n",
            "a remark [so], and a[i][j], f(x)[0][1], and notes [1][2]\n",
            "`[a][b]`\n\n```\n[a][b]\n```\n",
            "$x[a][b]$\n",
            "[^1]\n\n[^1]: x\n",
            "- [ ] [x](y)\n",
        ] {
            assert_eq!(said(fine), [""; 0], "{fine}");
        }
    }

    #[test]
    fn a_definition_that_nothing_uses_and_a_second_one_are_found() {
        assert_eq!(said("Text.\n\n[a]: /x \"title\"\n"), ["unused-reference [a]"]);
        assert_eq!(said("[b]\n\n[a]: /x\n[b]: /y\n"), ["unused-reference [a]"]);
        assert_eq!(
            said("[a]\n\n[a]: /x\n[A]: /y\n\n> [a]: /z\n\n- [a]: /w\n"),
            ["duplicate-reference [A]", "duplicate-reference [a]", "duplicate-reference [a]"]
        );
        for fine in [
            "![a] and **[中文]**\n\n[a]: /x\n[中文]: /y\n",
            "[//]: # (a remark)\n\n[comment]: #\n\nText.\n",
            "[a]\n\n[a]: /x\n\n```\n[a]: /y\n```\n\nText\n[a]: /z\n",
            "[a]\n\n[a]: /x\n\n<div>\n[a]: /y\n</div>\n",
        ] {
            assert_eq!(said(fine), [""; 0], "{fine}");
        }
    }
}

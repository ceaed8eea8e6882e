//! Comments in a document that change how grave a finding is: `<!-- yiben: allow(broken-link) it comes next week -->`.
//!
//! A comment behind something else holds for its line; alone on its line it holds for the block that follows. Before
//! everything else in the body it holds as well for the front matter and for the document as a whole.

use super::tree::Node;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{RelPath, Span};
use std::ops::Range;

/// What one comment asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The findings that it is about.
    pub codes: Vec<Code>,
    /// How grave they are by its word; `None` silences them.
    pub severity: Option<Severity>,
    /// Whether it says why.
    pub reason: bool,
    /// The comment.
    pub span: Span,
    /// The text that it holds for.
    pub covers: Span,
    /// Whether it holds for the front matter and the document as a whole too.
    pub whole: bool,
}

/// What a comment may ask for.
const VERBS: [(&str, Option<Severity>); 4] = [
    ("allow", None),
    ("note", Some(Severity::Note)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

impl Allow {
    /// Whether it speaks of a finding of `code` at `span` in a document whose body begins at `body_start`.
    pub fn speaks_of(&self, code: Code, span: Option<Span>, body_start: u32) -> bool {
        self.codes.contains(&code)
            && match span {
                Some(span) if span.start >= body_start => (self.covers.start..self.covers.end).contains(&span.start),
                _ => self.whole,
            }
    }
}

/// The comments in the body of `text` that begins at `body_start` and has these nodes. What stands in code is none.
pub fn read(
    text: &str,
    body_start: usize,
    nodes: &[Node<'_>],
    path: &RelPath,
    found: &mut Vec<Diagnostic>,
) -> Vec<Allow> {
    let mut allows = Vec::new();
    if memchr::memmem::find(text.as_bytes(), b"yiben:").is_none() {
        return allows;
    }
    let spans = nodes.iter().filter_map(|node| match node {
        Node::Html(_, span) => Some(span.range()),
        _ => None,
    });
    let html: Vec<Range<usize>> = spans.collect();
    let mut from = body_start;
    while let Some(start) = text[from..].find("<!--").map(|at| from + at) {
        let inner = start + "<!--".len();
        let Some(end) = text[inner..].find("-->").map(|at| inner + at) else { break };
        from = end + "-->".len();
        let Some(asked) = text[inner..end].trim_start().strip_prefix("yiben:") else { continue };
        if html.iter().any(|range| range.contains(&start)) {
            let span = Span::new(start, from);
            match parse(asked.trim()) {
                Ok(Asked { codes, severity, reason }) => {
                    let (covers, whole) = (covers(text, start..from), is_first(&text[body_start..start]));
                    allows.push(Allow { codes, severity, reason, span, covers, whole });
                }
                Err((message, help)) => {
                    found.push(Diagnostic::new(Code::BadAllow, path, message).at(span).help(help));
                }
            }
        }
    }
    allows
}

/// What a comment says.
struct Asked {
    codes: Vec<Code>,
    severity: Option<Severity>,
    reason: bool,
}

/// `allow(code, code) reason`; the error is a message and its help.
fn parse(asked: &str) -> Result<Asked, (String, String)> {
    let form = || "write it as `<!-- yiben: allow(broken-link) the reason -->`".to_owned();
    let unread = || (format!("`{asked}` asks for nothing that yiben knows"), form());
    let (verb, rest) = asked.split_once('(').ok_or_else(unread)?;
    let (list, reason) = rest.split_once(')').ok_or_else(unread)?;
    let verb = verb.trim();
    let Some((_, severity)) = VERBS.iter().find(|(known, _)| *known == verb) else {
        let names = VERBS.map(|(name, _)| format!("`{name}`")).join(", ");
        return Err((format!("a comment cannot `{verb}` a finding"), format!("it may say one of {names}")));
    };
    let mut codes = Vec::new();
    for name in list.split([',', ' ']).filter(|name| !name.is_empty()) {
        let code = Code::from_name(name).ok_or_else(|| {
            let near = Code::nearest(name).map(|near| format!("did you mean `{}`?", near.name()));
            (format!("there is no finding `{name}`"), near.unwrap_or_else(|| "the guide lists all codes".to_owned()))
        })?;
        codes.push(code);
    }
    if codes.is_empty() {
        return Err(unread());
    }
    Ok(Asked { codes, severity: *severity, reason: !reason.trim().is_empty() })
}

/// Whether nothing but comments stands in `before`.
fn is_first(before: &str) -> bool {
    let mut rest = before.trim_start();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|inner| inner.split_once("-->")) {
        rest = after.trim_start();
    }
    rest.is_empty()
}

/// The line of a comment, or the block after it if it is alone on its line.
fn covers(text: &str, comment: Range<usize>) -> Span {
    let start = text[..comment.start].rfind('\n').map_or(0, |end| end + 1);
    let end = line_end(text, comment.end);
    let alone = text[start..comment.start].trim().is_empty() && text[comment.end..end].trim().is_empty();
    if !alone {
        return Span::new(start, end);
    }
    let mut at = end;
    while at < text.len() && text[at..line_end(text, at)].trim().is_empty() {
        at = line_end(text, at);
    }
    Span::new(at, block_end(text, at))
}

/// The end of the block that begins at `start`: the next empty line, or the end of its code.
fn block_end(text: &str, start: usize) -> usize {
    let first = text[start..].trim_start_matches([' ', '\t', '>']);
    let fence = ["```", "~~~"].into_iter().find(|fence| first.starts_with(fence));
    let mut at = line_end(text, start);
    while at < text.len() {
        let end = line_end(text, at);
        let line = text[at..end].trim();
        match fence {
            Some(fence) if line.trim_start_matches(['>', ' ']).starts_with(fence) => return end,
            None if line.is_empty() => return at,
            _ => at = end,
        }
    }
    text.len()
}

/// Behind the line end that follows `at`.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::{Options, parse as markdown};
    use std::collections::BTreeSet;

    fn allows(text: &str) -> (Vec<Allow>, Vec<Diagnostic>) {
        let (path, shortcodes) = (RelPath::root(), BTreeSet::new());
        let options = Options { path: &path, chinese: false, shortcodes: &shortcodes, measured: false };
        let mut found = Vec::new();
        let nodes = markdown(text, 0, &options).tree.nodes;
        let read = read(text, 0, &nodes, &path, &mut found);
        (read, found)
    }

    #[test]
    fn a_comment_holds_for_its_line_or_for_the_block_below() {
        let cases = [
            (
                "One.\nTwo <!-- yiben: allow(broken-link) why --> more.\nThree.\n",
                "Two <!-- yiben: allow(broken-link) why --> more.\n",
            ),
            ("One.\n\n<!-- yiben: allow(broken-link) why -->\nTwo,\ntwo.\n\nThree.\n", "Two,\ntwo.\n"),
            ("One.\n\n<!-- yiben: allow(broken-link) why -->\n\nTwo.\n\nThree.\n", "Two.\n"),
            ("One.\n\n<!-- yiben: allow(broken-link) why -->\n```\na\n\nb\n```\nThree.\n", "```\na\n\nb\n```\n"),
            (
                "One.\n\n- a\n- b <!-- yiben: allow(broken-link) why -->\n- c\n",
                "- b <!-- yiben: allow(broken-link) why -->\n",
            ),
        ];
        for (text, covered) in cases {
            let (allows, found) = allows(text);
            assert_eq!((allows.len(), found.len()), (1, 0), "{text}");
            assert_eq!(&text[allows[0].covers.range()], covered, "{text}");
            assert!(!allows[0].whole && allows[0].reason && allows[0].severity.is_none());
        }
    }

    #[test]
    fn the_first_comments_hold_for_the_document() {
        let (allows, _) = allows("<!-- a -->\n<!-- yiben: error(broken-link, orphan) -->\n\nOne.\n");
        let allow = &allows[0];
        assert_eq!((allow.whole, allow.reason, allow.severity), (true, false, Some(Severity::Error)));
        assert!(allow.speaks_of(Code::Orphan, None, 0) && !allow.speaks_of(Code::MissingImage, None, 0));
        assert!(allow.speaks_of(Code::Orphan, Some(Span::new(3, 4)), 9), "in the front matter");
    }

    #[test]
    fn what_cannot_be_read_is_reported_and_code_is_no_comment() {
        let messages: Vec<_> = [
            "<!-- yiben: allow broken-link -->\n",
            "<!-- yiben: allow(brokenlink) x -->\n",
            "<!-- yiben: forbid(broken-link) x -->\n",
            "<!-- yiben: allow() x -->\n",
        ]
        .into_iter()
        .map(|text| allows(text).1.remove(0).message)
        .collect();
        assert_eq!(
            messages,
            [
                "`allow broken-link` asks for nothing that yiben knows",
                "there is no finding `brokenlink`",
                "a comment cannot `forbid` a finding",
                "`allow() x` asks for nothing that yiben knows"
            ]
        );
        assert_eq!(allows("```\n<!-- yiben: allow(nothing) -->\n```\n\n`<!-- yiben: x -->` text\n"), (vec![], vec![]));
    }
}

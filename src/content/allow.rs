//! Comments in a document that change how grave a finding is: `<!-- yiben: allow(broken-link) it comes next week -->`.
//!
//! A comment behind something else holds for its line; alone on its line it holds for the block that follows, in a
//! quotation and in a list as well. Before everything else in the body it holds as well for the front matter and for the
//! document as a whole. What front matter and settings say behind a `#` is read by [`super::hashed`].

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
                Some(span) if (self.covers.start..self.covers.end).contains(&span.start) => true,
                Some(span) => self.whole && span.start < body_start,
                None => self.whole,
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
    if memchr::memmem::find(text.as_bytes(), b"<!--").is_none() {
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
        let Some(asked) = Asked::of(&text[inner..end]) else { continue };
        if html.iter().any(|range| range.contains(&start)) {
            let span = Span::new(start, from);
            match asked.map_err(|(message, form)| (message, form.said(Signs::Html))) {
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

/// Whose comments these are.
const NAME: &str = "yiben";

/// What a comment says.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) codes: Vec<Code>,
    pub(super) severity: Option<Severity>,
    /// Whether it says why.
    pub(super) reason: bool,
}

/// What to do about a comment that cannot be read.
#[derive(Debug)]
pub(super) enum Form {
    /// Write it with this verb and these codes.
    Written {
        /// What is asked for.
        verb: String,
        /// Of which findings.
        codes: String,
    },
    /// Something else.
    Said(String),
}

/// What makes a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signs {
    /// `<!-- … -->`
    Html,
    /// `# …`
    Hash,
}

impl Form {
    /// The help, where comments are made so.
    pub(super) fn said(self, signs: Signs) -> String {
        match (self, signs) {
            (Self::Written { verb, codes }, Signs::Html) => {
                format!("write it as `<!-- yiben: {verb}({codes}) the reason -->`")
            }
            (Self::Written { verb, codes }, Signs::Hash) => {
                format!("write it as `# yiben: {verb}({codes}) the reason`")
            }
            (Self::Said(help), _) => help,
        }
    }
}

impl Asked {
    /// What the words of a comment ask for: `yiben: allow(code, code) reason`. `None` if they are not meant for us. The error
    /// is a message, and what to do.
    pub(super) fn of(comment: &str) -> Option<Result<Self, (String, Form)>> {
        let comment = comment.trim();
        if let Some(asked) = comment.strip_prefix("yiben:") {
            return Some(parse(asked.trim()));
        }
        let rest = comment.get(NAME.len()..).filter(|_| comment[..NAME.len()].eq_ignore_ascii_case(NAME))?;
        // Without the colon, or with one of full width: what is asked for must show that this is not just prose.
        let asked = rest.trim_start_matches(|c: char| c.is_whitespace() || ":：;,-_.".contains(c));
        let (verb, list) = asked.split_once(['(', '（'])?;
        let list = list.split([')', '）']).next().unwrap_or_default();
        let known = |name: &str| Code::from_name(name.trim()).is_some();
        let meant = rest.len() > asked.len() && (is_verb(verb.trim()) || list.split([',', '，', '、', ' ']).any(known));
        meant.then(|| Err(unread(comment, verb, list)))
    }
}

fn is_verb(word: &str) -> bool {
    VERBS.iter().any(|(known, _)| *known == word)
}

/// What to say about a comment that nearly asks for something.
fn unread(asked: &str, verb: &str, list: &str) -> (String, Form) {
    let verb = Some(verb.trim()).filter(|verb| is_verb(verb)).unwrap_or("allow");
    let codes: Vec<&str> = list.split([',', '，', '、', ' ']).map(str::trim).filter(|c| !c.is_empty()).collect();
    let known = !codes.is_empty() && codes.iter().all(|code| Code::from_name(code).is_some());
    let codes = if known { codes.join(", ") } else { Code::BrokenLink.name().to_owned() };
    let form = Form::Written { verb: verb.to_owned(), codes };
    (format!("`{asked}` asks for nothing that yiben knows"), form)
}

/// `allow(code, code) reason`; the error is a message and what to do.
fn parse(asked: &str) -> Result<Asked, (String, Form)> {
    let nearly = || {
        let (verb, list) = asked.split_once(['(', '（', ' ']).unwrap_or((asked, ""));
        unread(asked, verb, list.split([')', '）']).next().unwrap_or_default())
    };
    let (verb, rest) = asked.split_once('(').ok_or_else(nearly)?;
    let (list, reason) = rest.split_once(')').ok_or_else(nearly)?;
    let verb = verb.trim();
    let Some((_, severity)) = VERBS.iter().find(|(known, _)| *known == verb) else {
        let names = VERBS.map(|(name, _)| format!("`{name}`")).join(", ");
        return Err((format!("a comment cannot `{verb}` a finding"), Form::Said(format!("it may say one of {names}"))));
    };
    let mut codes = Vec::new();
    for name in list.split([',', ' ']).filter(|name| !name.is_empty()) {
        let code = Code::from_name(name).ok_or_else(|| {
            let near = Code::nearest(name).map(|near| format!("did you mean `{}`?", near.name()));
            let help = near.unwrap_or_else(|| "the guide lists all codes".to_owned());
            (format!("there is no finding `{name}`"), Form::Said(help))
        })?;
        codes.push(code);
    }
    if codes.is_empty() {
        return Err(nearly());
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

/// The line of a comment, or the block after it if it is alone on its line: nothing stands before it but the marks of
/// quotations and of an item.
fn covers(text: &str, comment: Range<usize>) -> Span {
    let start = text[..comment.start].rfind('\n').map_or(0, |end| end + 1);
    let end = line_end(text, comment.end);
    let before = &text[start..comment.start];
    let alone = is_frame(before) && text[comment.end..end].trim().is_empty();
    if !alone {
        return Span::new(start, end);
    }
    let mut at = end;
    while at < text.len() && is_blank(&text[at..line_end(text, at)]) {
        at = line_end(text, at);
    }
    // What stands further out is no longer in the item or the quotation.
    let depth = indent(before).min(indent(&text[at..line_end(text, at)]));
    Span::new(at, block_end(text, at, depth))
}

/// Whether a line's beginning is nothing but white space, marks of quotations, and marks of items.
fn is_frame(before: &str) -> bool {
    before.split([' ', '\t', '>']).all(|mark| {
        let number = mark.strip_suffix(['.', ')']).unwrap_or_default();
        matches!(mark, "" | "-" | "*" | "+") || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// Whether a line is empty, in a quotation as well.
fn is_blank(line: &str) -> bool {
    line.trim_matches(|c: char| c.is_whitespace() || c == '>').is_empty()
}

/// How far a line is indented behind the marks of quotations, the marks of an item counted as well where all of it is such.
fn indent(line: &str) -> usize {
    let inner =
        if is_frame(line) { line } else { &line[..line.len() - line.trim_start_matches([' ', '\t', '>']).len()] };
    inner.len() - inner.rfind('>').map_or(0, |at| at + 1)
}

/// The end of the block that begins at `start`: the next empty line, a line that is indented less than `depth`, or the
/// end of its code.
fn block_end(text: &str, start: usize, depth: usize) -> usize {
    let first = text[start..].trim_start_matches([' ', '\t', '>']);
    let fence = ["```", "~~~"].into_iter().find(|fence| first.starts_with(fence));
    let mut at = line_end(text, start);
    while at < text.len() {
        let end = line_end(text, at);
        let line = &text[at..end];
        match fence {
            Some(fence) if line.trim_start_matches([' ', '\t', '>']).starts_with(fence) => return end,
            None if is_blank(line) || indent(line) < depth => return at,
            _ => at = end,
        }
    }
    text.len()
}

/// Behind the line end that follows `at`.
pub(super) fn line_end(text: &str, at: usize) -> usize {
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
            ("One.\n\n> <!-- yiben: allow(broken-link) why -->\n> Two,\n> two.\n>\n> Three.\n", "> Two,\n> two.\n"),
            ("One.\n\n> <!-- yiben: allow(broken-link) why -->\n>\n> Two.\n\nThree.\n", "> Two.\n"),
            ("- a\n- <!-- yiben: allow(broken-link) why -->\n  b\n  b\n- c\n", "  b\n  b\n"),
            ("1. a\n\n   <!-- yiben: allow(broken-link) why -->\n   b\n2. c\n", "   b\n"),
            ("> 1. <!-- yiben: allow(broken-link) why -->\n>    b\n> 2. c\n", ">    b\n"),
            ("One.\n\n  <!-- yiben: allow(broken-link) why -->\nTwo,\ntwo.\n", "Two,\ntwo.\n"),
            ("- a\n- <!-- yiben: allow(broken-link) why -->\n  - b\n  - c\n- d\n", "  - b\n  - c\n"),
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
            "<!-- yiben allow(broken-link) x -->\n",
            "<!-- Yiben:allow(broken-link) x -->\n",
            "<!-- yiben：allow（broken-link，orphan）x -->\n",
            "<!-- yiben-ignore(orphan) -->\n",
        ]
        .into_iter()
        .map(|text| allows(text).1.remove(0))
        .map(|finding| format!("{}; {}", finding.message, finding.help.unwrap_or_default()))
        .collect();
        assert_eq!(
            messages,
            [
                "`allow broken-link` asks for nothing that yiben knows; \
                 write it as `<!-- yiben: allow(broken-link) the reason -->`",
                "there is no finding `brokenlink`; did you mean `broken-link`?",
                "a comment cannot `forbid` a finding; it may say one of `allow`, `note`, `warning`, `error`",
                "`allow() x` asks for nothing that yiben knows; \
                 write it as `<!-- yiben: allow(broken-link) the reason -->`",
                "`yiben allow(broken-link) x` asks for nothing that yiben knows; \
                 write it as `<!-- yiben: allow(broken-link) the reason -->`",
                "`Yiben:allow(broken-link) x` asks for nothing that yiben knows; \
                 write it as `<!-- yiben: allow(broken-link) the reason -->`",
                "`yiben：allow（broken-link，orphan）x` asks for nothing that yiben knows; \
                 write it as `<!-- yiben: allow(broken-link, orphan) the reason -->`",
                "`yiben-ignore(orphan)` asks for nothing that yiben knows; \
                 write it as `<!-- yiben: allow(orphan) the reason -->`",
            ]
        );
        for prose in
            ["<!-- yiben is fine (really) -->\n", "<!-- yibenallow(x) -->\n", "<!-- a yiben allow(orphan) -->\n"]
        {
            assert_eq!(allows(prose), (vec![], vec![]), "{prose}");
        }
        assert_eq!(allows("```\n<!-- yiben: allow(nothing) -->\n```\n\n`<!-- yiben: x -->` text\n"), (vec![], vec![]));
    }
}

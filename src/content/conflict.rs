//! Conflicts of a merge that nobody has settled: the marks that git leaves in a text.

use super::tree::Node;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{RelPath, Span};

/// The lines that open, divide and close a conflict (git-merge, "How conflicts are presented").
const OPENS: &str = "<<<<<<< ";
const DIVIDES: &str = "=======";
const CLOSES: &str = ">>>>>>> ";

/// The finding about the first conflict in `text`. One that stands whole in a block of code of `nodes` is an example.
pub fn find(text: &str, nodes: &[Node<'_>], path: &RelPath) -> Option<Diagnostic> {
    memchr::memmem::find(text.as_bytes(), OPENS.as_bytes())?;
    let shown = |conflict: &Span| {
        nodes.iter().any(|node| match node {
            Node::CodeBlock { span, .. } => span.start <= conflict.start && conflict.end <= span.end,
            _ => false,
        })
    };
    let conflict = all(text).into_iter().find(|conflict| !shown(conflict))?;
    let first = text[conflict.range()].lines().next().unwrap_or_default().len();
    let line = Span::new(conflict.start as usize, conflict.start as usize + first);
    let message = "a merge left a conflict here that nobody has settled";
    let help = "keep the words that are right, and delete the lines of `<<<<<<<`, `=======` and `>>>>>>>`";
    Some(Diagnostic::new(Code::MergeConflict, path, message).at(line).help(help))
}

/// Every conflict: from the line that opens it up to the one that closes it.
fn all(text: &str) -> Vec<Span> {
    let (mut found, mut at) = (Vec::new(), 0);
    let (mut open, mut divided) = (None, false);
    for line in text.split_inclusive('\n') {
        let content = line.trim_end();
        if line.starts_with(OPENS) {
            (open, divided) = (Some(at), false);
        } else if content == DIVIDES {
            divided = true;
        } else if line.starts_with(CLOSES)
            && divided
            && let Some(start) = open.take()
        {
            found.push(Span::new(start, at + content.len()));
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::{Options, parse};

    fn line(text: &str) -> Option<usize> {
        let (path, shortcodes) = (RelPath::root(), Default::default());
        let options = Options { path: &path, chinese: false, shortcodes: &shortcodes, measured: false };
        let found = find(text, &parse(text, 0, &options).tree.nodes, &path)?;
        Some(text[..found.place.span.unwrap().start as usize].matches('\n').count() + 1)
    }

    #[test]
    fn a_conflict_is_found_outside_of_code() {
        let conflict = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n";
        for (text, found) in [
            (format!("Text.\n\n{conflict}"), Some(3)),
            (format!("+++\n{conflict}+++\n"), Some(2)),
            (conflict.replace("=======", "||||||| base\nbefore\n======="), Some(1)),
            (conflict.replace('\n', "\r\n"), Some(1)),
            (format!("```\n{conflict}```\n"), None),
            (format!("```\n{conflict}```\n\n{conflict}"), Some(9)),
            ("<<<<<<< HEAD\n```\nours\n=======\n```\ntheirs\n>>>>>>> x\n".to_owned(), Some(1)),
            ("A << B <<<<<<< C\n=======\n".to_owned(), None),
            ("<<<<<<< only the beginning\n".to_owned(), None),
        ] {
            assert_eq!(line(&text), found, "{text}");
        }
    }
}

//! Emphasis in Chinese text. Han characters do not lean: a few of them get marks, a long passage weight; Latin words and
//! numbers among them lean, and get no marks.

use super::{End, Writer, escape};
use crate::content::markdown::chars::is_han;
use crate::content::tree::{Element, Node};

/// How many Han characters have marks. Under more than a line of them, marks say nothing any more.
const MARKED: usize = 24;

impl<'a, 's> Writer<'a, 's> {
    /// Begins emphasis. Its class tells a style what it holds: `latin` alone, or a `long` passage, perhaps a `whole`
    /// paragraph.
    pub fn emphasis(&mut self) {
        let (han, other) = if self.context.chinese { self.emphasized() } else { (0, 0) };
        let tag = match (han, other) {
            (0, 0) => "<em>",
            (0, _) => "<em class=\"latin\">",
            (han, _) if han > MARKED && self.is_paragraph() => "<em class=\"long whole\">",
            (han, _) if han > MARKED => "<em class=\"long\">",
            _ => "<em>",
        };
        self.out.push_str(tag);
        self.open.push(End::Emphasis(self.marked));
        self.marked = han > 0;
    }

    /// Whether the emphasis that begins here is all that its paragraph holds.
    fn is_paragraph(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tree.nodes.get(at));
        let after = self.tree.nodes.get(self.at + self.inside().len() + 2);
        matches!(before, Some(Node::Open(Element::Paragraph { .. }, _))) && matches!(after, Some(Node::Close(_)))
    }

    /// What the element that begins here holds.
    fn inside(&self) -> &'a [Node<'s>] {
        let rest = &self.tree.nodes[self.at + 1..];
        let mut depth = 1_usize;
        let end = rest.iter().position(|node| {
            match node {
                Node::Open(..) => depth += 1,
                Node::Close(_) => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        &rest[..end.unwrap_or(rest.len())]
    }

    /// How many Han characters and other letters stand in the emphasis that begins here.
    fn emphasized(&self) -> (usize, usize) {
        let texts = self.inside().iter().filter_map(|node| match node {
            Node::Text(text) => Some(&text.text),
            _ => None,
        });
        texts.flat_map(|text| text.chars()).fold((0, 0), |(han, other), c| {
            let is_han = is_han(c);
            (han + usize::from(is_han), other + usize::from(c.is_alphanumeric() && !is_han))
        })
    }

    /// Text; where it has marks, its Latin words are set apart from them.
    pub fn text(&mut self, text: &str) {
        if !self.marked {
            return escape::text(text, &mut self.out);
        }
        let latin = |c: char| c.is_ascii_digit() || (c.is_alphabetic() && c < '\u{2E80}');
        let mut rest = text;
        while let Some(start) = rest.find(latin) {
            let inside = |c: char| latin(c) || " -'’.&/".contains(c);
            let end = rest[start..].find(|c| !inside(c)).map_or(rest.len(), |end| start + end);
            let word = rest[start..end].trim_end_matches([' ', '.']);
            escape::text(&rest[..start], &mut self.out);
            self.out.push_str("<i>");
            escape::text(word, &mut self.out);
            self.out.push_str("</i>");
            rest = &rest[start + word.len()..];
        }
        escape::text(rest, &mut self.out);
    }
}

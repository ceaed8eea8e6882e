//! Emphasis in Chinese text. Han characters do not lean: a few of them get marks, a long passage weight; Latin words and
//! numbers among them lean, and get no marks.

use super::{End, Writer, escape};
use crate::content::markdown::chars::is_han;
use crate::content::tree::Node;

/// How many Han characters have marks. Under more than a line of them, marks say nothing any more.
const MARKED: usize = 24;

impl<'a, 's> Writer<'a, 's> {
    /// Begins emphasis. Its class tells a style what it holds: `latin` alone, or a `long` passage.
    pub fn emphasis(&mut self) {
        let (han, other) = if self.context.chinese { self.emphasized() } else { (0, 0) };
        let tag = match (han, other) {
            (0, 0) => "<em>",
            (0, _) => "<em class=\"latin\">",
            (han, _) if han > MARKED => "<em class=\"long\">",
            _ => "<em>",
        };
        self.out.push_str(tag);
        self.open.push(End::Emphasis(self.marked));
        self.marked = han > 0;
    }

    /// How many Han characters and other letters stand in the emphasis that begins here.
    fn emphasized(&self) -> (usize, usize) {
        let (mut han, mut other, mut depth) = (0, 0, 0_usize);
        for node in &self.tree.nodes[self.at + 1..] {
            match node {
                Node::Open(..) => depth += 1,
                Node::Close(_) if depth == 0 => break,
                Node::Close(_) => depth -= 1,
                Node::Text(text) => {
                    han += text.text.chars().filter(|c| is_han(*c)).count();
                    other += text.text.chars().filter(|c| c.is_alphanumeric() && !is_han(*c)).count();
                }
                _ => {}
            }
        }
        (han, other)
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

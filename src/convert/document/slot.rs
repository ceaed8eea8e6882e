//! Slots: where in a tree a text stands that conversion may change.

use crate::content::tree::{Element, HtmlPiece, Node, Text};

/// The place of one [`Text`] in a list of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::convert) struct Slot {
    pub(super) node: usize,
    pub(super) part: Part,
}

/// Which of a node's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The text of a text node.
    Whole,
    /// A piece of raw HTML, by its index.
    Html(usize),
    /// A piece of an image's alternative text, by its index.
    Alt(usize),
    /// The title of an image or a link.
    Title,
    /// The title of a block of code.
    Caption,
    /// The value of a shortcode's argument, by its index.
    Argument(usize),
    /// The value of a heading's attribute, by its index.
    Heading(usize),
}

/// The syntax that a text stands in, which decides what must be escaped in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::convert) enum Syntax {
    /// Markdown: a backslash before what would be markup.
    Markdown,
    /// The title of a link or an image, in quotes.
    Title,
    /// HTML: entities.
    Html,
    /// A quoted argument of a shortcode.
    Argument,
    /// A heading's attribute or the title of a block of code, in which nothing can be escaped.
    Attribute,
}

impl Slot {
    /// The syntax of the text in the source.
    pub(in crate::convert) fn syntax(self) -> Syntax {
        match self.part {
            Part::Html(_) => Syntax::Html,
            Part::Argument(_) => Syntax::Argument,
            Part::Heading(_) | Part::Caption => Syntax::Attribute,
            Part::Title => Syntax::Title,
            Part::Whole | Part::Alt(_) => Syntax::Markdown,
        }
    }

    /// The text.
    pub(in crate::convert) fn read<'t, 's>(self, nodes: &'t [Node<'s>]) -> &'t Text<'s> {
        let found = match (&nodes[self.node], self.part) {
            (Node::Text(text), Part::Whole) => Some(text),
            (Node::Html(pieces, _), Part::Html(at)) => match pieces.get(at) {
                Some(HtmlPiece::Attribute(text) | HtmlPiece::Text(text)) => Some(text),
                _ => None,
            },
            (Node::Image { alt, .. }, Part::Alt(at)) => alt.get(at),
            (
                Node::Image { title, .. } | Node::CodeBlock { title, .. } | Node::Open(Element::Link { title, .. }, _),
                Part::Title | Part::Caption,
            ) => title.as_ref(),
            (Node::Shortcode(code, _) | Node::Open(Element::Shortcode(code), _), Part::Argument(at)) => {
                code.arguments.get(at).map(|argument| &argument.value)
            }
            (Node::Open(Element::Heading { attributes, .. }, _), Part::Heading(at)) => {
                attributes.get(at).map(|(_, value)| value)
            }
            _ => None,
        };
        found.expect("a slot is made where its text stands, and the nodes have not moved since")
    }

    /// The text, to be changed.
    pub(super) fn text_mut<'t, 's>(self, nodes: &'t mut [Node<'s>]) -> &'t mut Text<'s> {
        let found = match (&mut nodes[self.node], self.part) {
            (Node::Text(text), Part::Whole) => Some(text),
            (Node::Html(pieces, _), Part::Html(at)) => match pieces.get_mut(at) {
                Some(HtmlPiece::Attribute(text) | HtmlPiece::Text(text)) => Some(text),
                _ => None,
            },
            (Node::Image { alt, .. }, Part::Alt(at)) => alt.get_mut(at),
            (
                Node::Image { title, .. } | Node::CodeBlock { title, .. } | Node::Open(Element::Link { title, .. }, _),
                Part::Title | Part::Caption,
            ) => title.as_mut(),
            (Node::Shortcode(code, _) | Node::Open(Element::Shortcode(code), _), Part::Argument(at)) => {
                code.arguments.get_mut(at).map(|argument| &mut argument.value)
            }
            (Node::Open(Element::Heading { attributes, .. }, _), Part::Heading(at)) => {
                attributes.get_mut(at).map(|(_, value)| value)
            }
            _ => None,
        };
        found.expect("a slot is made where its text stands, and the nodes have not moved since")
    }
}

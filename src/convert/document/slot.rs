//! Slots: where in a tree a text stands that conversion may change.

use crate::content::tree::{Element, HtmlPiece, Node, Text};

/// The place of one [`Text`] in a list of nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
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
    /// The value of a shortcode's argument, by its index.
    Argument(usize),
}

impl Slot {
    /// The text.
    pub(super) fn read<'t, 's>(self, nodes: &'t [Node<'s>]) -> &'t Text<'s> {
        let found = match (&nodes[self.node], self.part) {
            (Node::Text(text), Part::Whole) => Some(text),
            (Node::Html(pieces, _), Part::Html(at)) => match pieces.get(at) {
                Some(HtmlPiece::Attribute(text) | HtmlPiece::Text(text)) => Some(text),
                _ => None,
            },
            (Node::Image { alt, .. }, Part::Alt(at)) => alt.get(at),
            (Node::Image { title, .. } | Node::Open(Element::Link { title, .. }, _), Part::Title) => title.as_ref(),
            (Node::Shortcode(code, _) | Node::Open(Element::Shortcode(code), _), Part::Argument(at)) => {
                code.arguments.get(at).map(|argument| &argument.value)
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
            (Node::Image { title, .. } | Node::Open(Element::Link { title, .. }, _), Part::Title) => title.as_mut(),
            (Node::Shortcode(code, _) | Node::Open(Element::Shortcode(code), _), Part::Argument(at)) => {
                code.arguments.get_mut(at).map(|argument| &mut argument.value)
            }
            _ => None,
        };
        found.expect("a slot is made where its text stands, and the nodes have not moved since")
    }
}

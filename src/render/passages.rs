//! What a page says, as plain text for the search: one passage for each of its sections.

use crate::content::tree::{Closing, Element, HtmlPiece, Node, Tree};

/// A section of a page: from a heading that readers can be led to, to the next one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The id of its heading; empty for what stands above the first one.
    pub anchor: Box<str>,
    /// What the heading says.
    pub heading: String,
    /// The text below it. A line for each block.
    pub text: String,
}

/// The passages of a text, in the script that its page shows. Mathematics and markup are left out; code is text that people
/// look for.
pub fn passages(tree: &Tree<'_>) -> Vec<Passage> {
    // Most sections fit in, and none of it is kept.
    let begun = |anchor| Passage { anchor, heading: String::new(), text: String::with_capacity(2 << 10) };
    let mut list = vec![begun(Box::default())];
    let mut in_heading = false;
    for node in &tree.nodes {
        let last = list.last_mut().expect("there is always a passage");
        let into = if in_heading { &mut last.heading } else { &mut last.text };
        match node {
            Node::Open(Element::Heading { id, .. }, _) => {
                in_heading = true;
                list.push(begun(id.clone()));
            }
            Node::Close(Closing::Block) => {
                in_heading = false;
                into.push('\n');
            }
            Node::Text(text) => into.push_str(&text.text),
            Node::Code(text, _) => into.push_str(text),
            Node::CodeBlock { text, .. } => {
                into.push_str(text);
                into.push('\n');
            }
            Node::SoftBreak { joined: false } | Node::HardBreak => into.push(' '),
            Node::Image { alt, .. } => alt.iter().for_each(|text| into.push_str(&text.text)),
            Node::Html(pieces, _) => pieces.iter().for_each(|piece| {
                if let HtmlPiece::Text(text) = piece {
                    into.push_str(&text.text);
                }
            }),
            // What lies on both sides of a formula or a mark stands apart.
            Node::Math { .. } => into.push('\n'),
            _ => {}
        }
    }
    list.retain(|passage| !passage.heading.trim().is_empty() || !passage.text.trim().is_empty());
    list
}

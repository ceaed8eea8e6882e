//! The outline of a body: its table of contents, and the heading that became the page's title.

use super::html::escape;
use super::view::TocEntry;
use crate::content::tree::{Closing, Element, Node, Text, Tree};

/// The headings of the second and third level with their text as the page shows it.
pub fn contents(tree: &Tree<'_>) -> Vec<TocEntry> {
    let mut entries: Vec<TocEntry> = Vec::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        let Node::Open(Element::Heading { level: level @ 2..=3, id, attributes, .. }, _) = node else { continue };
        let mut href = String::with_capacity(id.len());
        escape::address(id, &mut href);
        if href.contains('&') {
            href = href.replace("&amp;", "&").replace("&#x27;", "'");
        }
        let lang = attributes.iter().find(|(name, _)| &**name == "lang").map(|(_, value)| value.text.to_string());
        let entry = TocEntry { href, lang, text: text(&tree.nodes[at + 1..]), children: Vec::new() };
        match entries.last_mut() {
            Some(above) if *level == 3 => above.children.push(entry),
            _ => entries.push(entry),
        }
    }
    entries
}

/// Takes the body's first heading out if it says the page's title, which the page shows above its text: the first
/// heading of a document without a title of its own, or one that repeats it. Returns its id.
pub fn take_title(tree: &mut Tree<'_>, title: Option<&str>) -> Option<String> {
    let silent = |node: &Node<'_>| matches!(node, Node::Html(..) | Node::Rule);
    let first = tree.nodes.iter().position(|node| !silent(node))?;
    let Node::Open(Element::Heading { level: 1, id, .. }, _) = &tree.nodes[first] else { return None };
    let said = text(&tree.nodes[first + 1..]);
    if title.is_some_and(|title| title.trim() != said.trim()) {
        return None;
    }
    let id = id.to_string();
    let end = tree.nodes[first..].iter().position(|node| matches!(node, Node::Close(Closing::Block)))?;
    tree.nodes.drain(first..=first + end);
    Some(id)
}

/// Headings of the first level become the second's: a page has one title, and shows it above its text.
pub fn lower_titles(tree: &mut Tree<'_>) {
    for node in &mut tree.nodes {
        if let Node::Open(Element::Heading { level: level @ 1, .. }, _) = node {
            *level = 2;
        }
    }
}

/// The text of a block's inline nodes up to its end.
fn text(nodes: &[Node<'_>]) -> String {
    let mut out = String::new();
    let join = |texts: &[Text<'_>]| texts.iter().map(|text| &*text.text).collect::<String>();
    for node in nodes {
        match node {
            Node::Close(Closing::Block) => break,
            Node::Text(text) => out.push_str(&text.text),
            Node::Code(code, _) => out.push_str(code),
            Node::Math { tex, .. } => out.push_str(tex),
            Node::SoftBreak { joined: false } | Node::HardBreak => out.push(' '),
            Node::Image { alt, .. } => out.push_str(&join(alt)),
            _ => {}
        }
    }
    out
}

//! What must hold of the conversion of any Markdown, for the fuzzer and for the tests alike.

use std::collections::BTreeSet;
use yiben::content::markdown::{Options, parse};
use yiben::content::tree::{Element, HtmlPiece, Node, Tree};
use yiben::convert::route::{Route, Variant};
use yiben::convert::{self, Characters, Converter, Mode, Vocabulary, markdown};
use yiben::source::RelPath;

/// Converts `text` and compares what it was and what it is: code, mathematics, tags, destinations and kept regions are
/// the same, and so is the shape of the document.
///
/// # Panics
/// When it is not so.
pub fn check(text: &str) {
    // Front matter is no Markdown; its texts have tests of their own.
    let text = text.trim_start_matches(['-', '+', '\u{FEFF}']);
    for mode in [Mode::Words, Mode::Exact] {
        for (from, to) in [(Variant::Hans, Variant::Tw), (Variant::Tw, Variant::Hans)] {
            let route = Route { from, to, characters: Characters::default() };
            // Quotation marks of another region may stop or start emphasis beside them; they are not at stake here.
            let options = convert::Options {
                mode,
                vocabulary: vec![Vocabulary::General, Vocabulary::Computing],
                quotes: Some(false),
                bare: false,
            };
            let converted = markdown::convert(text, &Converter::new(route, &options), &RelPath::root()).0;
            // A conversion mark takes its own characters out of the text, so the document may change its shape.
            if !text.contains("-{") {
                assert_eq!(protected(text), protected(&converted), "{text:?} became {converted:?}");
            }
        }
    }
}

/// Everything in a document that conversion leaves alone, in its order; before it, where its links lead, in none.
fn protected(text: &str) -> Vec<String> {
    let (path, shortcodes) = (RelPath::root(), BTreeSet::new());
    let tree = parse(text, 0, &Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: false }).tree;
    let mut all: Vec<String> = tree.links.iter().map(|link| format!("to {}", link.destination)).collect();
    all.sort();
    let mut kept = 0_usize;
    for node in &tree.nodes {
        all.extend(of_node(node, &tree, &mut kept));
    }
    all
}

fn of_node(node: &Node<'_>, tree: &Tree<'_>, kept: &mut usize) -> Vec<String> {
    let one = |text: String| vec![text];
    match node {
        Node::Text(text) if *kept > 0 => one(format!("kept {}", text.text)),
        Node::Text(_) => Vec::new(),
        Node::Open(Element::Link { link, bare, .. }, _) => {
            one(format!("link {bare} {}", tree.links[link.0 as usize].destination))
        }
        // Ids are made from the text where the author gave none.
        Node::Open(Element::Heading { level, .. }, _) => one(format!("heading {level}")),
        Node::Open(element, _) => one(format!("{:?}", std::mem::discriminant(element))),
        Node::Html(pieces, _) => pieces.iter().filter_map(|piece| of_piece(piece, kept)).collect(),
        Node::Code(code, _) => one(format!("code {code}")),
        Node::Math { tex, .. } => one(format!("math {tex}")),
        Node::CodeBlock { language, text, .. } => one(format!("block {language} {text}")),
        Node::Image { link, .. } => one(format!("image {}", tree.links[link.0 as usize].destination)),
        Node::Shortcode(code, _) => one(format!("shortcode {}", code.name)),
        other => one(format!("{:?}", std::mem::discriminant(other))),
    }
}

fn of_piece(piece: &HtmlPiece<'_>, kept: &mut usize) -> Option<String> {
    match piece {
        HtmlPiece::Raw(raw) => Some(format!("raw {raw}")),
        HtmlPiece::Text(text) if *kept > 0 => Some(format!("kept {}", text.text)),
        HtmlPiece::Attribute(_) | HtmlPiece::Text(_) | HtmlPiece::Destination(_) => None,
        HtmlPiece::KeepStart => {
            *kept += 1;
            None
        }
        HtmlPiece::KeepEnd => {
            *kept = kept.saturating_sub(1);
            None
        }
    }
}

//! Short texts that stand outside of any document's body: a title, a description, what a site gives in `extra`. They are one
//! run, over the ends of their lines and the tags that they may hold.

use crate::content::markdown::{self, chars::joins};
use crate::content::tree::{HtmlPiece, Tree};
use crate::convert::{Converter, Joint, Leaf, document};
use crate::source::RelPath;

/// What `converter` makes of `text`.
pub(super) fn convert(converter: &Converter, text: &str) -> String {
    if holds_tags(text) {
        html(converter, text)
    } else if text.contains('\n') {
        lines(converter, text)
    } else {
        converter.text(text).into_owned()
    }
}

fn holds_tags(text: &str) -> bool {
    let Some(end) = text.rfind('>') else { return false };
    let begins = |rest: &str| rest.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic());
    memchr::memchr_iter(b'<', &text.as_bytes()[..end]).any(|at| begins(&text[at + 1..]))
}

/// Tags and their attributes stay as they are, but for those that readers read.
fn html(converter: &Converter, text: &str) -> String {
    let mut tree = markdown::html(text);
    let places: Vec<_> = tree.links.iter().map(|link| link.span.range()).collect();
    document::convert(&mut tree, converter, &RelPath::root());
    let Tree { nodes, .. } = tree;
    let pieces = nodes.iter().flat_map(|node| match node {
        crate::content::tree::Node::Html(pieces, _) => pieces.as_slice(),
        _ => &[],
    });
    let written = pieces.map(|piece| match piece {
        HtmlPiece::Raw(raw) => raw,
        HtmlPiece::Text(text) | HtmlPiece::Attribute(text) => &text.text,
        HtmlPiece::Destination(id) => places.get(id.0 as usize).map_or("", |place| &text[place.clone()]),
        HtmlPiece::KeepStart | HtmlPiece::KeepEnd => "",
    });
    written.collect()
}

/// A line's end between Chinese characters divides no word.
fn lines(converter: &Converter, text: &str) -> String {
    let mut before = None;
    let leaf = |line| {
        let edge = |c: Option<char>| c.is_some_and(|c| joins(c, true));
        let joint = if edge(before) && edge(str::chars(line).next()) { Joint::SoftBreak } else { Joint::Break };
        before = line.trim_end().chars().next_back();
        Leaf { joint, ..Leaf::alone(line) }
    };
    let leaves: Vec<Leaf<'_>> = text.split('\n').map(leaf).collect();
    converter.page().run(&leaves).texts.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::route::{Route, Variant};
    use crate::convert::{Characters, Options};

    #[test]
    fn words_go_over_lines_and_tags() {
        let route = Route { from: Variant::Hans, to: Variant::Tw, characters: Characters::default() };
        let converter = Converter::new(route, &Options::default());
        let cases = [
            ("头发", "頭髮"),
            ("他的头\n发很长\n\n发现", "他的頭\n髮很長\n\n發現"),
            ("头<b>发</b>长", "頭<b>髮</b>長"),
            (
                "<a href=\"/头发.html?a=1&amp;b\" title='头发'>头发</a>",
                "<a href=\"/头发.html?a=1&amp;b\" title='頭髮'>頭髮</a>",
            ),
            ("<p class=头发 lang=ja>国</p>头", "<p class=头发 lang=ja>国</p>頭"),
            ("1 < 2，头发 > 3", "1 < 2，頭髮 > 3"),
        ];
        for (text, expected) in cases {
            assert_eq!(convert(&converter, text), expected, "{text}");
        }
    }
}

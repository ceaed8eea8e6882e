//! A page's text block by block, for setting editions side by side: with what conversion did marked in it.
//!
//! Nothing that an author wrote is markup here: raw HTML and calls of the site's shortcodes are shown as they are written,
//! and links lead only where a link may.

use super::body::{Bodies, Reader, message};
use super::html::{self, Context, Href, escape};
use super::outline;
use crate::content;
use crate::content::markdown::{self, Options};
use crate::content::tree::{Closing, Element, HtmlPiece, Node, Text, Tree};
use crate::convert::document::marked::{self, Mark, MarkKind};
use crate::diagnostic::Diagnostic;
use crate::resolve::plan::{Origin, PageId};
use crate::source::Span;
use std::borrow::Cow;

/// The text of a page in blocks.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// Why there are none.
    pub problem: Option<Diagnostic>,
}

/// One block at the top of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its HTML. Marks are `<mark class="changed" data-source>`, `corrected` likewise, and `<mark class="doubtful" data-words data-chosen
    /// data-other data-reason>`.
    pub html: String,
    /// Where it stands in its file's text.
    pub span: Span,
    /// How many characters its HTML has without tags, as a measure of length.
    pub length: usize,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    Heading(u8),
    Paragraph,
    List,
    Table,
    Code,
    Quote,
    Definitions,
    Figure,
    Footnotes,
    Other,
}

/// What stands between the blocks while they are written: no text holds it, since Markdown replaces it.
const SEAM: &str = "\0";

impl Bodies<'_> {
    /// The blocks of a page's text; none for a page that is made.
    pub fn column(&self, id: PageId) -> Column {
        let page = self.makings.plan.page(id);
        let Some(translation) = self.makings.translation(page) else { return Column::default() };
        let text = match content::body(self.files, translation) {
            Ok(text) => text,
            Err(problem) => return Column { blocks: Vec::new(), problem: Some(problem) },
        };
        let options = Options {
            path: &translation.path,
            chinese: translation.locale.han_script().is_some(),
            shortcodes: self.shortcodes,
            measured: false,
        };
        let mut tree = markdown::tree(&text, translation.body_start as usize, &options);
        let read_in = match page.origin {
            Origin::Fallback { via, .. } => via,
            _ => page.edition,
        };
        let own = self.makings.input.config.edition_of(&translation.locale);
        let sheet = self.converters.corrections(read_in, &translation.key).filter(|_| own != Some(read_in));
        let (list, head) = sheet.map_or((&[][..], Vec::new()), |sheet| (&sheet.list, super::body::head(translation)));
        let marks = match self.converters.of(read_in, translation).0 {
            Some(converter) => marked::convert(&mut tree, &converter, &translation.path, list, &head).1,
            None => Vec::new(),
        };
        // What conversion marks ask for on a page that is not converted is no change to look at.
        let marks = if matches!(page.origin, Origin::Converted(_)) { marks } else { Vec::new() };
        let mut tree = shown(tree, &marks);
        outline::take_title(&mut tree, translation.front.title.as_deref());
        outline::lower_titles(&mut tree);
        let (tree, kinds) = seamed(tree);
        let (targets, _) = self.resolver.page(id);
        let links: Vec<Href> = targets.iter().map(|target| safe(self.href(target, Reader::Page))).collect();
        let interface = &self.makings.shared[usize::from(page.edition.0)].interface;
        let mut out = String::new();
        let context = Context {
            links: &links,
            message: &|id, number| message(interface, id, number),
            highlighter: self.highlighter,
            shortcode: &|(call, _), body, out| {
                out.push_str("<code>{{&lt; ");
                escape::text(&call.name, out);
                out.push_str(" &gt;}}</code>");
                out.push_str(body.unwrap_or_default());
            },
            anchors: false,
            chinese: options.chinese,
        };
        html::write(&tree, &context, &mut out);
        let blocks = kinds.into_iter().zip(out.split(SEAM).skip(1)).map(|((kind, span), html)| Block {
            kind,
            span,
            length: length(html),
            html: html.trim().to_owned(),
        });
        Column { blocks: blocks.collect(), problem: None }
    }
}

/// The tree with its marks set, and without any markup of its author's.
fn shown<'s>(tree: Tree<'s>, marks: &[Mark]) -> Tree<'s> {
    let mut nodes = Vec::with_capacity(tree.nodes.len() + marks.len() * 4);
    for (at, node) in tree.nodes.into_iter().enumerate() {
        let from = marks.partition_point(|mark| mark.node < at);
        let own = &marks[from..];
        let own = &own[..own.partition_point(|mark| mark.node == at)];
        match node {
            Node::Text(text) if !own.is_empty() => split(&text, own, &mut nodes),
            Node::Html(pieces, span) => nodes.extend(pieces.into_iter().filter_map(|piece| as_text(piece, span))),
            other => nodes.push(other),
        }
    }
    Tree { nodes, links: tree.links }
}

/// A text with marks around its parts.
fn split<'s>(text: &Text<'s>, marks: &[Mark], out: &mut Vec<Node<'s>>) {
    let mut from = 0;
    let plain = |range: std::ops::Range<usize>, out: &mut Vec<Node<'s>>| {
        if let Some(part) = text.text.get(range).filter(|part| !part.is_empty()) {
            out.push(Node::Text(Text::made(part.to_owned(), text.span)));
        }
    };
    for mark in marks {
        plain(from..mark.range.start, out);
        out.push(raw(opening(mark)));
        plain(mark.range.clone(), out);
        out.push(raw("</mark>".to_owned()));
        from = mark.range.end;
    }
    plain(from..text.text.len(), out);
}

fn opening(mark: &Mark) -> String {
    let mut tag = String::from("<mark");
    match &mark.kind {
        MarkKind::Changed | MarkKind::Corrected => {
            let class = if mark.kind == MarkKind::Changed { "changed" } else { "corrected" };
            escape::pair("class", class, &mut tag);
            escape::pair("data-source", &mark.source, &mut tag);
            escape::pair("title", &mark.source, &mut tag);
        }
        MarkKind::Doubtful { words, chosen, other, reason } => {
            escape::pair("class", "doubtful", &mut tag);
            escape::pair("tabindex", "0", &mut tag);
            escape::pair("role", "button", &mut tag);
            let data = [("words", words), ("chosen", chosen), ("other", other)];
            data.iter().for_each(|(name, value)| escape::pair(&format!("data-{name}"), value, &mut tag));
            escape::pair("data-reason", reason.name(), &mut tag);
        }
    }
    tag.push('>');
    tag
}

fn raw<'s>(html: String) -> Node<'s> {
    Node::Html(vec![HtmlPiece::Raw(Cow::Owned(html))], Span::default())
}

/// A piece of raw HTML as text that shows it; comments are passed over.
fn as_text(piece: HtmlPiece<'_>, span: Span) -> Option<Node<'_>> {
    match piece {
        HtmlPiece::Raw(raw) if raw.trim().is_empty() || raw.trim_start().starts_with("<!--") => None,
        HtmlPiece::Raw(raw) => Some(Node::Code(raw, span)),
        HtmlPiece::Attribute(text) | HtmlPiece::Text(text) => Some(Node::Text(text)),
        HtmlPiece::Destination(_) | HtmlPiece::KeepStart | HtmlPiece::KeepEnd => None,
    }
}

/// The tree with a seam before each block at its top, and what these blocks are.
fn seamed(tree: Tree<'_>) -> (Tree<'_>, Vec<(Kind, Span)>) {
    let mut nodes = Vec::with_capacity(tree.nodes.len() + 64);
    let mut kinds: Vec<(Kind, Span)> = Vec::new();
    let mut depth = 0_usize;
    let mut loose = false;
    for node in tree.nodes {
        let (kind, span) = kind(&node);
        // Inline nodes at the top are what raw HTML left: they are one block together.
        let inline = kind.is_none();
        if depth == 0 && !(inline && loose) && !matches!(node, Node::Close(_)) {
            kinds.push((kind.unwrap_or(Kind::Other), span));
            nodes.push(raw(SEAM.to_owned()));
        }
        loose = depth == 0 && inline;
        match node {
            Node::Open(..) => depth += 1,
            Node::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        nodes.push(node);
    }
    (Tree { nodes, links: tree.links }, kinds)
}

/// What a node begins at the top of a text; `None` for inline ones.
fn kind(node: &Node<'_>) -> (Option<Kind>, Span) {
    match node {
        Node::Open(element, span) => {
            let kind = match element {
                Element::Heading { level, .. } => Kind::Heading(*level),
                Element::Paragraph { .. } => Kind::Paragraph,
                Element::List { .. } => Kind::List,
                Element::Table => Kind::Table,
                Element::Quote | Element::Alert { .. } => Kind::Quote,
                Element::Definitions => Kind::Definitions,
                Element::Figure { .. } => Kind::Figure,
                Element::Footnotes => Kind::Footnotes,
                Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Link { .. } => {
                    return (None, *span);
                }
                _ => Kind::Other,
            };
            (Some(kind), *span)
        }
        Node::CodeBlock { span, .. } => (Some(Kind::Code), *span),
        Node::Rule => (Some(Kind::Other), Span::default()),
        Node::Math { display: true, span, .. } => (Some(Kind::Other), *span),
        Node::Image { span, .. } => (Some(Kind::Figure), *span),
        Node::Close(Closing::Block) => (Some(Kind::Other), Span::default()),
        _ => (None, Span::default()),
    }
}

/// A link that leads nowhere but to a page, a file or a mailbox.
fn safe(mut href: Href) -> Href {
    let address = href.address.trim_start();
    let scheme =
        address.split(['/', '?', '#']).next().and_then(|first| first.split_once(':')).map(|(scheme, _)| scheme);
    let known = ["http", "https", "mailto"];
    if scheme.is_some_and(|scheme| !known.iter().any(|known| scheme.eq_ignore_ascii_case(known))) {
        "#".clone_into(&mut href.address);
    }
    href
}

fn length(html: &str) -> usize {
    let mut inside = false;
    let visible = html.chars().filter(|c| match c {
        '<' => {
            inside = true;
            false
        }
        '>' => {
            inside = false;
            false
        }
        c => !inside && !c.is_whitespace(),
    });
    visible.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_a_link_may() {
        // (address, what becomes of it)
        let cases = [
            ("/a/#b", "/a/#b"),
            ("https://example.org/x:y", "https://example.org/x:y"),
            ("mailto:a@example.org", "mailto:a@example.org"),
            ("a/b:c", "a/b:c"),
            ("javascript:alert(1)", "#"),
            (" JavaScript:alert(1)", "#"),
            ("data:text/html,x", "#"),
            ("vbscript:x", "#"),
        ];
        for (address, wanted) in cases {
            assert_eq!(safe(Href { address: address.into(), ..Href::default() }).address, wanted);
        }
    }
}

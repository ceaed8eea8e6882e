//! Blocks: the pieces of a document that a translator works through one by one, each with a fingerprint of what it says.
//!
//! A block is a paragraph, a heading, a row of a table, a code block, a caption, a term, a text in raw HTML, and the title
//! and description of the front matter. A fingerprint covers what a reader reads: the words, the code, the alternative
//! text of pictures. It does not cover how the lines were wrapped, the destinations of links and pictures, emphasis, ids,
//! dates, tags and the other settings of the front matter, because none of them asks for a new translation.

use super::library::FrontMatter;
use super::markdown;
use super::markdown::chars::joins;
use super::tree::{Argument, Closing, Element, HtmlPiece, Node, Shortcode, Tree};
use crate::source::Span;
use std::fmt;
use std::ops::Range;

/// One block of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// What it says.
    pub fingerprint: Fingerprint,
    /// Where it stands in the file's text.
    pub span: Span,
    /// How many words it has; code has none that need a translator. 0 where nobody asked for them ([`prints`]).
    pub words: u32,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The front matter's title.
    Title,
    /// The front matter's description.
    Description,
    /// A heading.
    Heading,
    /// A paragraph, an item of a list, a term, a caption.
    Text,
    /// A row of a table.
    Row,
    /// A code block.
    Code,
    /// A formula that stands by itself.
    Math,
    /// A picture that stands by itself.
    Image,
    /// Raw HTML, or a shortcode, with text in it.
    Html,
}

impl BlockKind {
    /// Its name in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Description => "description",
            Self::Heading => "heading",
            Self::Text => "paragraph",
            Self::Row => "table row",
            Self::Code => "code block",
            Self::Math => "formula",
            Self::Image => "picture",
            Self::Html => "HTML",
        }
    }

    /// The letter that stands for it in what is hashed, so that a heading that became a paragraph is a change.
    fn letter(self) -> u8 {
        match self {
            Self::Title => b't',
            Self::Description => b'd',
            Self::Heading => b'h',
            Self::Text => b'p',
            Self::Row => b'r',
            Self::Code => b'c',
            Self::Math => b'm',
            Self::Image => b'i',
            Self::Html => b'x',
        }
    }
}

/// What a block says, in 32 bits: the beginning of the BLAKE3 hash of its kind's letter and its normal text. Written as
/// eight hexadecimal digits. A change goes unnoticed once in four thousand million.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u32);

impl Fingerprint {
    /// The fingerprint of a block.
    pub fn of(kind: BlockKind, text: &str) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&[kind.letter()]);
        hasher.update(text.as_bytes());
        let hash = hasher.finalize();
        let [a, b, c, d, ..] = *hash.as_bytes();
        Self(u32::from_be_bytes([a, b, c, d]))
    }

    /// Reads eight hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 8 && text.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase());
        u32::from_str_radix(text, 16).ok().filter(|_| plain).map(Self)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

/// The text of one block of a tree, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the file's text.
    pub span: Span,
    /// Its nodes.
    pub nodes: Range<usize>,
    /// Its normal text.
    pub text: String,
}

impl Piece {
    /// Its fingerprint.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self.kind, &self.text)
    }
}

/// The blocks of a document, its title and description first.
pub fn of(front: &FrontMatter, tree: &Tree<'_>) -> Vec<Block> {
    blocks(front, tree, &markdown::words)
}

/// The same for whoever only compares them: their words are not counted.
pub fn prints(front: &FrontMatter, tree: &Tree<'_>) -> Vec<Block> {
    blocks(front, tree, &|_| 0)
}

fn blocks(front: &FrontMatter, tree: &Tree<'_>, words: &dyn Fn(&str) -> u32) -> Vec<Block> {
    let place = |key: &str| front.spans.get(key).copied().unwrap_or_default();
    let head = [
        (BlockKind::Title, &front.title, place("title")),
        (BlockKind::Description, &front.description, place("description")),
    ];
    let head = head.into_iter().filter_map(|(kind, text, span)| Some((kind, normal(text.as_deref()?), span)));
    let body = pieces(tree).into_iter().map(|piece| (piece.kind, piece.text, piece.span));
    let block = |(kind, text, span): (BlockKind, String, Span)| Block {
        kind,
        fingerprint: Fingerprint::of(kind, &text),
        span,
        words: if matches!(kind, BlockKind::Code | BlockKind::Math) { 0 } else { words(&text) },
    };
    head.chain(body).map(block).collect()
}

/// The blocks of a body that say something, in order.
pub fn pieces(tree: &Tree<'_>) -> Vec<Piece> {
    let mut reader = Reader::default();
    for (at, node) in tree.nodes.iter().enumerate() {
        reader.node(at, node);
    }
    reader.pieces
}

/// `text` as it is hashed: line ends and runs of spaces are one space, and none beside a wide character, where writers
/// break lines as they like.
pub fn normal(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let (mut done, mut at) = (0, 0);
    while let Some(next) = bytes[at..].iter().position(|byte| MAY_BE_SPACE[usize::from(*byte)]) {
        at += next;
        let graphic = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
        let between = at > done && graphic(bytes.get(at - 1)) && graphic(bytes.get(at + 1));
        if bytes[at] == b' ' && between {
            // Most spaces of most texts: one between two words of letters, which stays.
            at += 1;
            continue;
        }
        // A mark of Chinese punctuation is told from a space of full width by the bytes behind the first.
        let length = match bytes[at..] {
            [0xE3, second, third, ..] if [second, third] != [0x80, 0x80] => 3,
            [0xE2, second, ..] if !matches!(second, 0x80 | 0x81) => 3,
            _ => 0,
        };
        if length > 0 {
            at += length;
            continue;
        }
        let rest = text[at..].trim_start();
        let end = text.len() - rest.len();
        if end == at {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        out.push_str(&text[done..at]);
        let narrow = |c: Option<char>| c.is_some_and(|c| !joins(c, true));
        if narrow(out.chars().next_back()) && narrow(rest.chars().next()) {
            out.push(' ');
        }
        (done, at) = (end, end);
    }
    out.push_str(&text[done..]);
    out
}

/// As many bytes as most paragraphs have.
const PARAGRAPH: usize = 256;

/// The bytes that white space begins with; the character behind one beyond ASCII tells whether it is that.
const MAY_BE_SPACE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte <= 0x20 {
        table[byte] = true;
        byte += 1;
    }
    (table[0xC2], table[0xE1], table[0xE2], table[0xE3]) = (true, true, true, true);
    table
};

/// Code as it is hashed: without spaces at the ends of its lines.
fn normal_code(text: &str) -> String {
    let lines: Vec<&str> = text.trim_end().lines().map(str::trim_end).collect();
    lines.join("\n")
}

#[derive(Default)]
struct Reader {
    pieces: Vec<Piece>,
    open: Option<Open>,
    /// For each open inline element, whether its text is an address.
    inline: Vec<bool>,
}

/// A block that is being read.
struct Open {
    kind: BlockKind,
    span: Span,
    start: usize,
    text: String,
    /// Blocks inside it that are open: the cells of a row.
    inner: usize,
}

impl Reader {
    fn node(&mut self, at: usize, node: &Node<'_>) {
        match node {
            Node::Open(Element::Emphasis | Element::Strong | Element::Strikethrough, _) => self.inline.push(false),
            Node::Open(Element::Link { title, bare, .. }, span) => {
                self.inline.push(*bare);
                if let Some(title) = title {
                    self.add(at, *span, BlockKind::Text, &format!(" {} ", title.text));
                }
            }
            Node::Close(Closing::Inline) => drop(self.inline.pop()),
            Node::Open(element, span) => self.begin(at, element, *span),
            Node::Close(Closing::Block) => self.end(at),
            Node::Text(text) if !self.inline.contains(&true) => self.add(at, text.span, BlockKind::Text, &text.text),
            Node::Code(code, span) => self.add(at, *span, BlockKind::Text, code),
            Node::Math { tex, span, .. } => self.add(at, *span, BlockKind::Math, tex),
            Node::SoftBreak { joined: false } | Node::HardBreak => self.add(at, Span::default(), BlockKind::Text, " "),
            Node::Html(pieces, span) => {
                let text = pieces.iter().filter_map(|piece| match piece {
                    HtmlPiece::Text(text) | HtmlPiece::Attribute(text) => Some(&*text.text),
                    _ => None,
                });
                let text: Vec<&str> = text.collect();
                self.add(at, *span, BlockKind::Html, &text.join(" "));
            }
            Node::CodeBlock { text, span, .. } => {
                let text = normal_code(text);
                self.pieces.push(Piece { kind: BlockKind::Code, span: *span, nodes: at..at + 1, text });
            }
            Node::Image { alt, title, span, .. } => {
                let texts: String = alt.iter().chain(title).map(|text| &*text.text).collect();
                self.add(at, *span, BlockKind::Image, &texts);
            }
            Node::Shortcode(code, span) => self.shortcode(at, code, *span),
            Node::Text(_) | Node::SoftBreak { .. } | Node::FootnoteMark { .. } | Node::Rule => {}
        }
    }

    fn begin(&mut self, at: usize, element: &Element<'_>, span: Span) {
        if let Some(open) = &mut self.open {
            open.inner += 1;
            open.text.push_str(" | ");
            return;
        }
        let kind = match element {
            Element::Heading { .. } => BlockKind::Heading,
            Element::Paragraph { .. } | Element::Term | Element::AlertTitle | Element::Caption => BlockKind::Text,
            Element::Row { .. } => BlockKind::Row,
            Element::Shortcode(code) => return self.shortcode(at, code, span),
            _ => return,
        };
        self.open = Some(Open { kind, span, start: at, text: String::with_capacity(PARAGRAPH), inner: 0 });
    }

    fn end(&mut self, at: usize) {
        let Some(open) = &mut self.open else { return };
        if open.inner > 0 {
            open.inner -= 1;
            return;
        }
        if let Some(open) = self.open.take() {
            let text = normal(&open.text);
            if !text.is_empty() {
                self.pieces.push(Piece { kind: open.kind, span: open.span, nodes: open.start..at + 1, text });
            }
        }
    }

    /// Adds a text to the block that is open; outside of one it is a block of its own.
    fn add(&mut self, at: usize, span: Span, kind: BlockKind, text: &str) {
        if let Some(open) = &mut self.open {
            // A paragraph begins where its first text does, and goes on to the end of its last.
            open.span.end = open.span.end.max(span.end);
            return open.text.push_str(text);
        }
        let text = normal(text);
        if !text.is_empty() {
            self.pieces.push(Piece { kind, span, nodes: at..at + 1, text });
        }
    }

    /// The arguments of a shortcode that readers read.
    fn shortcode(&mut self, at: usize, code: &Shortcode<'_>, span: Span) {
        let readable = |argument: &&Argument<'_>| match &argument.name {
            Some(name) => ["title", "caption", "alt", "attr", "summary"].contains(&&**name),
            None => code.name == "details",
        };
        let texts: Vec<&str> = code.arguments.iter().filter(readable).map(|argument| &*argument.value.text).collect();
        self.add(at, span, BlockKind::Html, &texts.join(" "));
    }
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;

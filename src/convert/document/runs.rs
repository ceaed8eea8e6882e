//! The runs of a tree: which texts are read together, and what stands between them.

use super::slot::{Part, Slot};
use crate::content::tree::{Argument, Closing, Element, HtmlPiece, Node, Shortcode, is_read};
use crate::convert::{Joint, readable};
use std::ops::Range;

/// One run: the inline content of a block, or a text that stands by itself.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) pieces: Vec<Piece>,
    /// The nodes of a paragraph that holds nothing but text: it goes when its text goes.
    pub(super) droppable: Option<Range<usize>>,
}

/// One piece of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Where its text stands; `None` for the space that a line end is between words.
    pub(super) slot: Option<Slot>,
    pub(super) joint: Joint,
    pub(super) keep: bool,
}

/// HTML elements inside which a sentence goes on. Any other ends the run's word.
const INLINE: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "mark", "q", "rb", "rp",
    "rt", "ruby", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// All runs of `nodes`, in the order in which they begin.
pub(super) fn of(nodes: &[Node<'_>]) -> Vec<Block> {
    let mut reader = Reader::default();
    for (at, node) in nodes.iter().enumerate() {
        reader.node(at, node, nodes);
    }
    reader.finish(nodes.len());
    let mut blocks: Vec<Block> = reader.blocks.into_iter().filter(|block| !block.pieces.is_empty()).collect();
    blocks.iter_mut().for_each(|block| block.escapes(nodes));
    blocks
}

impl Block {
    /// Tells the braces that are written by an escape or an entity behind a hyphen.
    fn escapes(&mut self, nodes: &[Node<'_>]) {
        for at in 1..self.pieces.len() {
            let [Some(before), Some(slot)] = [self.pieces[at - 1].slot, self.pieces[at].slot] else { continue };
            if self.pieces[at].joint != Joint::Plain {
                continue;
            }
            let (before, text) = (before.read(nodes), slot.read(nodes));
            let brace = before.text.ends_with('-') && text.text.starts_with(['{', '\\']);
            // A backslash stands between two slices of the source, and is in neither.
            if brace && (!text.is_slice() || text.span.start == before.span.end + 1) {
                self.pieces[at].joint = Joint::Escape;
            }
        }
    }
}

/// Whether the first node of an element begins a region that stays as it is.
fn keeps_text(first: Option<&Node<'_>>) -> bool {
    matches!(first, Some(Node::Html(pieces, _)) if matches!(pieces.as_slice(), [HtmlPiece::KeepStart]))
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    /// Index of the run that text goes to, in `blocks`; none between blocks.
    current: Option<usize>,
    /// Index of the run of a ruby annotation that is being read.
    ruby: Option<usize>,
    /// What has been seen since the last text.
    joint: Option<Joint>,
    /// How many regions that stay as they are stand open.
    kept: usize,
    /// For each open inline element, whether its text is an address.
    inline: Vec<bool>,
    /// Where the paragraph that is being read begins, while it holds nothing but text.
    paragraph: Option<usize>,
}

impl Reader {
    fn node(&mut self, at: usize, node: &Node<'_>, nodes: &[Node<'_>]) {
        match node {
            Node::Text(_) => self.text(Slot { node: at, part: Part::Whole }),
            Node::SoftBreak { joined: true } => self.pass(Joint::SoftBreak),
            Node::SoftBreak { joined: false } => self.space(),
            Node::Open(Element::Link { title, bare, .. }, _) => {
                self.inline.push(*bare);
                self.mixed(Joint::Markup);
                if title.is_some() {
                    self.aside([Slot { node: at, part: Part::Title }]);
                }
            }
            Node::Open(Element::Emphasis | Element::Strong | Element::Strikethrough, _) => {
                self.inline.push(false);
                self.pass(Joint::Markup);
            }
            Node::Close(Closing::Inline) => {
                self.inline.pop();
                self.pass(Joint::Markup);
            }
            Node::FootnoteMark { .. } => self.mixed(Joint::Markup),
            Node::Open(element, _) => {
                self.finish(at);
                match element {
                    Element::Shortcode(code) => self.shortcode(at, code),
                    // What keeps a heading's text as it is keeps its attributes as well.
                    Element::Heading { attributes, .. } if !keeps_text(nodes.get(at + 1)) => {
                        let read = attributes.iter().enumerate().filter(|(_, (name, _))| is_read(name));
                        read.for_each(|(part, _)| self.aside([Slot { node: at, part: Part::Heading(part) }]));
                    }
                    _ => {}
                }
                self.paragraph = matches!(element, Element::Paragraph { .. }).then_some(at);
            }
            Node::Close(Closing::Block) => self.finish(at + 1),
            Node::Html(pieces, _) => self.html(at, pieces),
            Node::Image { alt, title, .. } => {
                self.mixed(Joint::Break);
                self.aside((0..alt.len()).map(|part| Slot { node: at, part: Part::Alt(part) }));
                self.aside(title.iter().map(|_| Slot { node: at, part: Part::Title }));
            }
            Node::Shortcode(code, _) => {
                self.mixed(Joint::Break);
                self.shortcode(at, code);
            }
            Node::Code(..) | Node::Math { .. } | Node::HardBreak => self.mixed(Joint::Break),
            Node::CodeBlock { title, .. } => {
                self.finish(at);
                if title.as_ref().is_some_and(|title| !readable::is_address(&title.text)) {
                    self.aside([Slot { node: at, part: Part::Caption }]);
                }
            }
            Node::Rule => self.finish(at),
        }
    }

    /// The block that was being read ends before the node `end`.
    fn finish(&mut self, end: usize) {
        if let (Some(block), Some(start)) = (self.current, self.paragraph) {
            self.blocks[block].droppable = Some(start..end);
        }
        self.current = None;
        self.ruby = None;
        self.paragraph = None;
        self.joint = None;
    }

    /// Something that a run reads across stands here.
    fn pass(&mut self, joint: Joint) {
        self.joint = self.joint.map(|before| before.min(joint));
    }

    /// The same, of something that a paragraph would not be empty without.
    fn mixed(&mut self, joint: Joint) {
        self.paragraph = None;
        self.pass(joint);
    }

    fn run(&mut self) -> usize {
        *self.current.get_or_insert_with(|| {
            self.blocks.push(Block { pieces: Vec::with_capacity(4), droppable: None });
            self.blocks.len() - 1
        })
    }

    fn text(&mut self, slot: Slot) {
        let keep = self.kept > 0 || self.inline.contains(&true);
        if let Some(ruby) = self.ruby {
            return self.blocks[ruby].pieces.push(Piece { slot: Some(slot), joint: Joint::Markup, keep });
        }
        let run = self.run();
        // A run begins with a break; text right after text goes on.
        let joint = self.joint.replace(Joint::Plain).unwrap_or(Joint::Break);
        self.blocks[run].pieces.push(Piece { slot: Some(slot), joint, keep });
    }

    /// A line end that readers see as a space.
    fn space(&mut self) {
        let run = self.run();
        let joint = self.joint.replace(Joint::Plain).unwrap_or(Joint::Break);
        self.blocks[run].pieces.push(Piece { slot: None, joint, keep: false });
    }

    /// A run of its own beside the current one.
    fn aside(&mut self, slots: impl IntoIterator<Item = Slot>) {
        let keep = self.kept > 0;
        let pieces = slots.into_iter().enumerate().map(|(at, slot)| Piece {
            slot: Some(slot),
            joint: if at == 0 { Joint::Break } else { Joint::Plain },
            keep,
        });
        let block = Block { pieces: pieces.collect(), droppable: None };
        self.blocks.push(block);
    }

    fn shortcode(&mut self, at: usize, code: &Shortcode<'_>) {
        let readable = |argument: &Argument<'_>| {
            argument.link.is_none() && readable::is_text(argument.name.as_deref(), &argument.value.text)
        };
        for (index, _) in code.arguments.iter().enumerate().filter(|(_, argument)| readable(argument)) {
            self.aside([Slot { node: at, part: Part::Argument(index) }]);
        }
    }

    fn html(&mut self, at: usize, pieces: &[HtmlPiece<'_>]) {
        self.paragraph = None;
        for (index, piece) in pieces.iter().enumerate() {
            let slot = Slot { node: at, part: Part::Html(index) };
            match piece {
                HtmlPiece::Raw(raw) => self.tags(raw),
                HtmlPiece::Attribute(_) => self.aside([slot]),
                HtmlPiece::Text(_) => self.text(slot),
                HtmlPiece::Destination(_) => {}
                HtmlPiece::KeepStart => self.kept += 1,
                HtmlPiece::KeepEnd => self.kept = self.kept.saturating_sub(1),
            }
        }
    }

    /// What the tags in a piece of HTML mean for the run.
    fn tags(&mut self, raw: &str) {
        for (at, _) in raw.match_indices('<') {
            let rest = &raw[at + 1..];
            let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |rest| (true, rest));
            let length = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let name = rest[..length].to_ascii_lowercase();
            match name.as_str() {
                "rt" | "rp" if !closes => {
                    // The annotation is a text of its own, and the word under it goes on after it.
                    self.blocks.push(Block::default());
                    self.ruby = Some(self.blocks.len() - 1);
                }
                "rt" | "rp" | "ruby" => self.ruby = None,
                _ => {}
            }
            self.pass(if name.is_empty() || INLINE.contains(&name.as_str()) { Joint::Markup } else { Joint::Break });
        }
    }
}

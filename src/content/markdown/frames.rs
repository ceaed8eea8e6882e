//! The open elements while a tree is built.

use crate::content::tree::{Alignment, Closing, Element, Node};
use crate::source::Span;

/// An open element, or the document itself.
#[derive(Debug)]
pub struct Frame {
    /// What it is to the builder.
    pub kind: FrameKind,
    /// What it holds.
    pub holds: Holds,
    /// The index of its [`Node::Open`]; `None` if it was flattened or has no node.
    pub node: Option<usize>,
    /// How it is closed.
    pub closing: Closing,
    /// How many HTML elements were open before it.
    pub html: usize,
}

/// What the builder must know of an open element.
#[derive(Debug)]
pub enum FrameKind {
    /// The document.
    Root,
    /// An element that the parser opened and will close.
    Parsed,
    /// A block quotation, which the paragraph that comes next may turn into an alert.
    Quote,
    /// An item of a list.
    Item,
    /// A table: its columns, the column of the next cell, and whether its head is open.
    Table { columns: Vec<Alignment>, column: usize, head: bool },
    /// A footnote: its index.
    Footnote(usize),
    /// The title of an alert, which ends with its line.
    AlertTitle,
    /// A link, in which no other may begin.
    Link,
    /// A shortcode: the index of its tag.
    Shortcode(usize),
}

/// What an open element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Blocks. Inline nodes stand in paragraphs that are opened for them.
    Blocks {
        /// No `<p>` is written around those.
        tight: bool,
        /// One is open.
        paragraph: bool,
    },
    /// Inline nodes.
    Inlines,
}

impl Holds {
    /// Blocks, none of them open yet.
    pub const BLOCKS: Self = Self::Blocks { tight: false, paragraph: false };
    /// Blocks, as in a tight list.
    pub const TIGHT: Self = Self::Blocks { tight: true, paragraph: false };
}

/// The stack of open elements, and the nodes that they write.
#[derive(Debug)]
pub struct Frames<'s> {
    /// The nodes so far.
    pub nodes: Vec<Node<'s>>,
    stack: Vec<Frame>,
    /// Open quotations, lists and shortcodes that have a node.
    levels: usize,
    /// Open inline elements that have a node.
    inline: usize,
    /// How many HTML elements are open.
    pub html: usize,
}

/// How deep quotations, lists, shortcodes and emphasis may nest.
pub const DEEPEST: usize = 60;

impl<'s> Frames<'s> {
    /// The empty document.
    pub fn new() -> Self {
        let (kind, closing) = (FrameKind::Root, Closing::Block);
        let root = Frame { kind, holds: Holds::BLOCKS, node: None, closing, html: 0 };
        Self { nodes: Vec::new(), stack: vec![root], levels: 0, inline: 0, html: 0 }
    }

    /// The innermost frame.
    pub fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the document's own frame is never popped")
    }

    /// The frames from the innermost outwards.
    pub fn outwards(&mut self) -> impl Iterator<Item = &mut Frame> {
        self.stack.iter_mut().rev()
    }

    /// How many frames are open beside the document's.
    pub fn depth(&self) -> usize {
        self.stack.len() - 1
    }

    /// Whether inline nodes can be written without opening a paragraph.
    pub fn in_inlines(&self) -> bool {
        matches!(self.stack.last().map(|f| f.holds), Some(Holds::Inlines | Holds::Blocks { paragraph: true, .. }))
    }

    /// Opens a frame without a node.
    pub fn push_bare(&mut self, kind: FrameKind, holds: Holds) {
        self.stack.push(Frame { kind, holds, node: None, closing: Closing::Block, html: self.html });
    }

    /// Opens a block.
    pub fn push_block(&mut self, element: Element<'s>, span: Span, kind: FrameKind, holds: Holds) {
        self.levels += usize::from(counts(&element));
        let node = Some(self.nodes.len());
        self.nodes.push(Node::Open(element, span));
        self.stack.push(Frame { kind, holds, node, closing: Closing::Block, html: self.html });
    }

    /// Whether another quotation, list or shortcode would be too deep.
    pub fn is_full(&self) -> bool {
        self.levels >= DEEPEST
    }

    /// Opens an inline element, or flattens it: false if it is too deep.
    pub fn push_inline(&mut self, element: Element<'s>, span: Span, kind: FrameKind) -> bool {
        let fits = self.inline < DEEPEST;
        let node = fits.then_some(self.nodes.len());
        if fits {
            self.inline += 1;
            self.nodes.push(Node::Open(element, span));
        }
        let (holds, closing) = (Holds::Inlines, Closing::Inline);
        self.stack.push(Frame { kind, holds, node, closing, html: self.html });
        fits
    }

    /// Closes the innermost frame and gives it; `None` at the document's own.
    pub fn pop(&mut self) -> Option<Frame> {
        if self.stack.len() < 2 {
            return None;
        }
        let frame = self.stack.pop()?;
        if let Some(node) = frame.node {
            match (&frame.closing, &self.nodes[node]) {
                (Closing::Inline, _) => self.inline -= 1,
                (Closing::Block, Node::Open(element, _)) => self.levels -= usize::from(counts(element)),
                _ => {}
            }
            self.nodes.push(Node::Close(frame.closing));
        }
        Some(frame)
    }
}

/// Whether an element counts as a level of nesting.
fn counts(element: &Element<'_>) -> bool {
    matches!(
        element,
        Element::Quote
            | Element::Alert { .. }
            | Element::List { .. }
            | Element::Definitions
            | Element::Disclosure { .. }
            | Element::Shortcode(_)
    )
}

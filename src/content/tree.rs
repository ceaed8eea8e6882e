//! The document tree: a Markdown body as a flat list of nodes in document order.
//!
//! Flat, so that no depth of nesting can exhaust a stack, and so that converting or rendering it is one loop.
//! Text borrows from the source where Markdown left it as it stands.

#![allow(missing_docs, reason = "a variant's own line explains its fields")]

use crate::source::Span;
use std::borrow::Cow;

/// A parsed body.
#[derive(Clone, Debug, Default)]
pub struct Tree<'s> {
    /// The nodes in document order; every [`Node::Open`] has its [`Node::Close`].
    pub nodes: Vec<Node<'s>>,
    /// Every link, image and reference of the body, in document order. Nodes refer to them by [`LinkId`].
    pub links: Vec<LinkUse<'s>>,
}

/// An index into [`Tree::links`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LinkId(pub u32);

/// One use of a destination in a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkUse<'s> {
    /// The destination as written, after Markdown's escapes: `../setup.md#local`, `/ch8#x`, `https://…`.
    pub destination: Cow<'s, str>,
    /// Where the destination stands, or the whole link where that is not known; in the file's text.
    pub span: Span,
    /// What the destination is for.
    pub kind: LinkKind,
}

/// What a destination is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// A link that a reader follows: Markdown, `<a href>`, an autolink.
    Link,
    /// A `ref` shortcode: a document's key or path; it must be in the site.
    Reference,
    /// A picture, a sound or a film that the page shows.
    Image,
}

/// Whether readers read or hear the values of an attribute of this name.
pub fn is_read(attribute: &str) -> bool {
    matches!(attribute, "alt" | "title" | "aria-label" | "placeholder")
}

/// Attributes by name, in the order written.
pub type Attributes<'s> = Vec<(Cow<'s, str>, Cow<'s, str>)>;

/// A piece of text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text<'s> {
    /// The text, entities and escapes decoded.
    pub text: Cow<'s, str>,
    /// Where it stands in the file's text. As long as `text` exactly if it stands there unchanged.
    pub span: Span,
}

impl<'s> Text<'s> {
    /// A slice that stands at `span` as it is.
    pub fn slice(text: &'s str, span: Span) -> Self {
        Self { text: Cow::Borrowed(text), span }
    }

    /// Text that was made from what stands at `span`.
    pub fn made(text: impl Into<Cow<'s, str>>, span: Span) -> Self {
        let text = text.into();
        // An entity may by chance be as long as what it stands for. Then the span gives way, so that its length tells.
        let chance = (span.end - span.start) as usize == text.len();
        Self { span: if chance { Span { end: span.start, ..span } } else { span }, text }
    }

    /// Whether the text stands in the source as it is.
    pub fn is_slice(&self) -> bool {
        (self.span.end - self.span.start) as usize == self.text.len()
    }
}

/// One node.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<'s> {
    /// An element begins.
    Open(Element<'s>, Span),
    /// The innermost open element ends; `block` tells whether it was a block.
    Close(Closing),
    /// Text that readers read, and that conversion converts.
    Text(Text<'s>),
    /// An inline code span.
    Code(Cow<'s, str>, Span),
    /// Mathematics, passed through as TeX: `$…$` or (`display`) `$$…$$`.
    Math { tex: Cow<'s, str>, display: bool, span: Span },
    /// A line end inside a paragraph. `joined`: between two wide characters, so that nothing is shown.
    SoftBreak { joined: bool },
    /// A line break that the author asked for.
    HardBreak,
    /// A mark that refers to the footnote of this number (from 1, in the order of first use); `occurrence` counts its
    /// marks from 1.
    FootnoteMark { number: u32, occurrence: u32, span: Span },
    /// Raw HTML, block or inline, in pieces.
    Html(Vec<HtmlPiece<'s>>, Span),
    /// A fenced or indented code block. Its `title` is converted unless it is the name of a file.
    CodeBlock { language: Cow<'s, str>, title: Option<Text<'s>>, text: Cow<'s, str>, span: Span },
    /// A thematic break.
    Rule,
    /// An image with its alternative text flattened. `attributes` are the sizes and the like that the author gave.
    Image { link: LinkId, alt: Vec<Text<'s>>, title: Option<Text<'s>>, attributes: Attributes<'s>, span: Span },
    /// A shortcode without a body: one of the site's own, `ref` or `relref`.
    Shortcode(Shortcode<'s>, Span),
}

/// The id of a footnote's mark: `fnref-2`, and `fnref-2-3` for the third mark of the second footnote.
pub fn footnote_mark_id(number: u32, occurrence: u32) -> String {
    if occurrence < 2 { format!("fnref-{number}") } else { format!("fnref-{number}-{occurrence}") }
}

/// What a [`Node::Close`] closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// A block: a run ends here.
    Block,
    /// An inline element: a run goes on.
    Inline,
}

/// An element that holds other nodes.
#[derive(Clone, Debug, PartialEq)]
pub enum Element<'s> {
    // Blocks that hold inline nodes: each is one run.
    /// A paragraph; `tight` in a tight list, where no `<p>` is written.
    Paragraph { tight: bool },
    /// A heading; `id` is never empty and unique in its document. Conversion converts the `attributes` that readers read
    /// or hear, [`is_read`]; one that asks for its text to stay begins a kept region inside.
    Heading { level: u8, id: Box<str>, classes: Vec<Box<str>>, attributes: Vec<(Box<str>, Text<'s>)> },
    /// The term of a definition list.
    Term,
    /// A cell of a table.
    Cell { alignment: Alignment, head: bool },
    /// The title of an alert, when the author gave one.
    AlertTitle,
    /// The summary of a `details` shortcode or the caption of a `figure`.
    Caption,

    // Blocks that hold blocks.
    /// A block quotation.
    Quote,
    /// An alert (`> [!TIP]`) or a callout: `note`, `tip`, `important`, `warning`, `caution`.
    Alert { kind: AlertKind },
    /// A list; `start` for an ordered one.
    List { start: Option<u64> },
    /// An item; `task` for `[ ]` and `[x]`.
    Item { task: Option<bool> },
    /// A definition list.
    Definitions,
    /// The explanation of a term.
    Details,
    /// A table; head cells first, in one [`Element::Row`].
    Table,
    /// A row of a table.
    Row { head: bool },
    /// All footnotes, at the end of the body.
    Footnotes,
    /// One footnote: its number, and how many marks refer to it.
    Footnote { number: u32, marks: u32 },
    /// A `figure`: the image is the first node inside, perhaps in a link, then perhaps a caption.
    Figure { id: Option<Cow<'s, str>>, class: Option<Cow<'s, str>> },
    /// A `details` shortcode: its caption first, if it has one, then what it hides unless `open`.
    Disclosure { open: bool },
    /// A shortcode whose body is Markdown.
    Shortcode(Shortcode<'s>),

    // Inline elements.
    /// `*…*`
    Emphasis,
    /// `**…**`
    Strong,
    /// `~~…~~`
    Strikethrough,
    /// A link. `bare` when its text is the address itself, which is no text to convert.
    Link { link: LinkId, title: Option<Text<'s>>, bare: bool },
}

/// The five kinds of alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertKind {
    /// Something to know.
    Note,
    /// Advice.
    Tip,
    /// Something not to miss.
    Important,
    /// Something that may go wrong.
    Warning,
    /// Something dangerous.
    Caution,
}

/// The alignment of a table's column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// Not given.
    #[default]
    None,
    /// Left.
    Left,
    /// Centre.
    Center,
    /// Right.
    Right,
}

/// A call of a shortcode.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortcode<'s> {
    /// Its name.
    pub name: Cow<'s, str>,
    /// Its arguments in the order written.
    pub arguments: Vec<Argument<'s>>,
}

/// One argument of a shortcode.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument<'s> {
    /// Its name; `None` for a positional one.
    pub name: Option<Cow<'s, str>>,
    /// Its value; text for readers is converted.
    pub value: Text<'s>,
    /// The destination behind it, for `src`, `href` and `link`.
    pub link: Option<LinkId>,
}

/// A piece of raw HTML. Written one after the other, the pieces give the source back.
#[derive(Clone, Debug, PartialEq)]
pub enum HtmlPiece<'s> {
    /// Markup that goes through as it stands.
    Raw(Cow<'s, str>),
    /// An attribute value that readers read (`alt`, `title`, `aria-label`, `placeholder`), without its quotes.
    Attribute(Text<'s>),
    /// Text between tags of an HTML block. Entities stay as written.
    Text(Text<'s>),
    /// An attribute value that is a destination (`href`, `src`), without its quotes.
    Destination(LinkId),
    /// A region whose text stays as it is begins: `lang="ja"`, `translate="no"`, `<code>`, `<script>`…
    KeepStart,
    /// The innermost such region ends.
    KeepEnd,
}

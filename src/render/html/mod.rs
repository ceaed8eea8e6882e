//! The document tree as HTML: valid HTML5, in the forms of CommonMark's own examples where we add nothing.
//!
//! Classes that a theme may rely on: `alert` with `note`, `tip`, `important`, `warning` or `caution`, `alert-title`;
//! `anchor` (an empty link in a heading, for a style to fill); `bare` on a link elsewhere whose text is its address; `table` around a table, `left`, `center`, `right` on its
//! cells; `footnote-mark`, `footnotes`, `footnote-back`; `task` on an item with a box; `math` with `inline` or
//! `display`; in Chinese, `latin` or `long` on emphasis that holds no Han or many, `whole` if it is a long paragraph; `code` on a figure around a code block that has a title; `level-5` on a heading that the author gave that
//! level and that is written on a higher one, since the levels of a page leave none out (WCAG technique H42).

mod blocks;
mod emphasis;
pub mod escape;
mod inline;

#[cfg(test)]
mod tests;

use super::highlight::Highlighter;
use crate::content::tree::{Closing, Node, Shortcode, Tree};
use crate::source::Span;

/// The interface messages that bodies use. `footnote` and `footnote-back` take `$number`.
pub const MESSAGES: [&str; 10] = [
    "alert-note",
    "alert-tip",
    "alert-important",
    "alert-warning",
    "alert-caution",
    "details",
    "footnotes",
    "footnote",
    "footnote-back",
    "table-scroll",
];

/// Where a link leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Href {
    /// The address, for `href` or `src`.
    pub address: String,
    /// The language of the page behind it, when that is another edition's.
    pub language: Option<String>,
    /// Width and height in pixels of the picture behind it, where known.
    pub size: Option<(u32, u32)>,
}

/// Writes a call of one of the site's shortcodes, which stands at the span, with its body as HTML.
pub type ShortcodeWriter<'a> = dyn Fn((&Shortcode<'_>, Span), Option<&str>, &mut String) + 'a;

/// What a body needs from around it.
pub struct Context<'a> {
    /// Where each link leads, by [`crate::content::tree::LinkId`].
    pub links: &'a [Href],
    /// The message of that id, with its number if it takes one.
    pub message: &'a dyn Fn(&str, Option<u32>) -> String,
    /// Colours code.
    pub highlighter: &'a Highlighter,
    /// Renders the site's own shortcodes.
    pub shortcode: &'a ShortcodeWriter<'a>,
    /// Whether headings carry a link to themselves: in pages, not in feeds.
    pub anchors: bool,
    /// Whether the text is Chinese.
    pub chinese: bool,
}

/// Appends `tree` as HTML.
pub fn write(tree: &Tree<'_>, context: &Context<'_>, out: &mut String) {
    out.reserve(tree.nodes.len() * 64);
    let mut writer =
        Writer { tree, context, out: std::mem::take(out), open: Vec::new(), at: 0, levels: Vec::new(), marked: false };
    while let Some(node) = tree.nodes.get(writer.at) {
        writer.node(node);
        writer.at += 1;
    }
    *out = writer.out;
}

/// Writes one body.
struct Writer<'a, 's> {
    tree: &'a Tree<'s>,
    context: &'a Context<'a>,
    out: String,
    /// How each open element ends.
    open: Vec<End<'a, 's>>,
    /// The index of the node that is being written.
    at: usize,
    /// The headings that the next one stands under: their levels as the author gave them and as they are written.
    levels: Vec<(u8, u8)>,
    /// Whether the text is emphasized and gets marks.
    marked: bool,
}

/// How an element ends.
enum End<'a, 's> {
    /// With these characters.
    With(&'static str),
    /// Emphasis; whether what is around it is marked as well.
    Emphasis(bool),
    /// Blocks inside: the tag stands on its own line.
    Fresh(&'static str),
    /// A heading of this level; its link goes to this id.
    Heading(u8, &'a str),
    /// An item's tight paragraph with a box, or a loose one.
    Labelled { tight: bool },
    /// A table, with whether a body was begun.
    Table { body: bool },
    /// A head's or a body's row.
    Row { head: bool },
    /// A footnote: its number and marks.
    Footnote(u32, u32),
    /// A shortcode with its place and a body that begins at this offset of the output.
    Shortcode((&'a Shortcode<'s>, Span), usize),
}

impl<'a, 's> Writer<'a, 's> {
    /// One node.
    fn node(&mut self, node: &'a Node<'s>) {
        match node {
            Node::Open(element, span) => self.open(element, *span),
            Node::Close(closing) => self.close(*closing),
            Node::Text(text) => self.text(&text.text),
            Node::Code(code, _) => self.code(code),
            Node::Math { tex, display, .. } => self.math(tex, *display),
            Node::SoftBreak { joined: true } => {}
            Node::SoftBreak { joined: false } => self.out.push('\n'),
            Node::HardBreak => self.out.push_str("<br />\n"),
            Node::FootnoteMark { number, occurrence, .. } => self.footnote_mark(*number, *occurrence),
            Node::Html(pieces, _) => self.html(pieces),
            Node::CodeBlock { language, title, text, .. } => self.code_block(language, title.as_ref(), text),
            Node::Rule => {
                self.fresh();
                self.out.push_str("<hr />\n");
            }
            Node::Image { link, alt, title, attributes, .. } => self.image(*link, alt, title.as_ref(), attributes),
            Node::Shortcode(call, span) => self.call(call, *span),
        }
    }

    /// Ends the innermost open element.
    fn close(&mut self, _: Closing) {
        let Some(end) = self.open.pop() else { return };
        match end {
            End::With(tag) => self.out.push_str(tag),
            End::Emphasis(around) => {
                self.out.push_str("</em>");
                self.marked = around;
            }
            End::Fresh(tag) => {
                self.fresh();
                self.out.push_str(tag);
            }
            End::Heading(level, id) => self.end_heading(level, id),
            End::Labelled { tight } => self.out.push_str(if tight { "</label>" } else { "</label></p>\n" }),
            End::Table { body } => {
                self.out.push_str(if body { "</tbody></table></div>\n" } else { "</table></div>\n" });
            }
            End::Row { head } => self.end_row(head),
            End::Footnote(number, marks) => self.end_footnote(number, marks),
            End::Shortcode(call, start) => {
                let body = self.out.split_off(start);
                (self.context.shortcode)(call, Some(&body), &mut self.out);
            }
        }
    }

    /// Goes to the beginning of a line.
    fn fresh(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Where a link leads; nowhere if the context lacks it.
    fn href(&self, link: crate::content::tree::LinkId) -> Option<&'a Href> {
        self.context.links.get(link.0 as usize)
    }
}

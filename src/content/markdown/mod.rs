//! Markdown: a document's body into our tree, in one pass.
//!
//! 1. [`prepare`] patches what the parser would misread (emphasis beside Chinese punctuation, prices, `:::`), and takes
//!    shortcode tags out ([`tags`]); [`prepared`] knows the way back to the source.
//! 2. pulldown-cmark, whose one door this module is, parses the patched text.
//! 3. [`builder`] turns its events into the flat tree, with its parts: [`blocks`], [`inline`], [`links`],
//!    [`shortcodes`], [`alerts`], [`attributes`], [`html`](mod@html) with [`elements`], [`autolink`], [`lint`];
//!    [`prose`] gathers what [`count`] counts, and [`references`] looks at labels on the way.
//! 4. [`finish`] numbers the footnotes and gives the headings their ids ([`slug`]).

mod alerts;
mod attributes;
mod autolink;
mod blocks;
mod builder;
pub mod chars;
mod count;
mod elements;
mod finish;
mod frames;
mod html;
mod inline;
#[cfg(test)]
mod kept_tests;
mod links;
mod lint;
mod prepare;
mod prepared;
mod prose;
mod references;
mod shortcodes;
mod slug;
mod tags;
#[cfg(test)]
mod tests;

use super::library::Heading;
use super::tree::{Node, Tree};
use crate::diagnostic::Diagnostic;
use crate::source::{RelPath, Span};
use std::collections::BTreeSet;

/// What a parse needs to know beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Options<'a> {
    /// The file, for diagnostics.
    pub path: &'a RelPath,
    /// Whether the text is Chinese, where quotation marks and dashes are wide.
    pub chinese: bool,
    /// The names of the site's own shortcodes.
    pub shortcodes: &'a BTreeSet<String>,
    /// Whether words are counted and a summary is made. A scan asks for them; a page that is rendered has them already.
    pub measured: bool,
}

/// A parsed body, and what it says about itself.
#[derive(Clone, Debug, Default)]
pub struct Parsed<'s> {
    /// The body.
    pub tree: Tree<'s>,
    /// Its headings in order.
    pub outline: Vec<Heading>,
    /// Every id that is not a heading's, sorted.
    pub anchors: Vec<Box<str>>,
    /// The beginning of the text: whole sentences, about 70 words; empty if there is no text.
    pub summary: String,
    /// Words: a Han character counts one, a Latin word counts one. Code blocks do not count.
    pub words: u32,
    /// Reading time in whole minutes, at least 1.
    pub minutes: u32,
    /// The text of the first heading of level 1.
    pub first_heading: Option<String>,
    /// What is wrong with it, in no order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses the body of `text` that begins at the byte `body_start`. Spans are places in `text`.
pub fn parse<'s>(text: &'s str, body_start: usize, options: &Options<'_>) -> Parsed<'s> {
    finish::finish(build(text, body_start, options, true))
}

/// The tree alone, as [`parse`] gives it: for a body whose library entry has said the rest.
pub fn tree<'s>(text: &'s str, body_start: usize, options: &Options<'_>) -> Tree<'s> {
    finish::finish(build(text, body_start, options, false)).tree
}

/// A text of plain HTML as a tree of one node.
pub fn html(text: &str) -> Tree<'_> {
    let (mut reader, mut found) = (html::HtmlReader::default(), html::Found::default());
    let (mut tree, span) = (Tree::default(), Span::new(0, text.len()));
    reader.read(text, span, &mut found, &mut tree.links);
    reader.finish(&mut found, &mut tree.links);
    tree.nodes.push(Node::Html(found.pieces, span));
    tree
}

/// The words of a plain text, counted as [`Parsed::words`] counts them.
pub fn words(text: &str) -> u32 {
    let mut count = count::Count::default();
    count.add(text);
    u32::try_from(count.all()).unwrap_or(u32::MAX)
}

/// A builder that has read the whole body. `counts`: also its words, summary and doubtful marks.
fn build<'s, 'o>(text: &'s str, body_start: usize, options: &'o Options<'o>, counts: bool) -> builder::Builder<'s, 'o> {
    let start = text.ceil_char_boundary(body_start);
    let (prepared, findings) = prepare::prepare(&text[start..], start);
    let mut builder = builder::Builder::new(text, options, counts);
    builder.report(&findings);
    builder.document(&prepared);
    builder
}

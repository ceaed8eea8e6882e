//! Blocks: what begins and ends with the parser's tags.

use super::alerts::{self, alert};
use super::attributes;
use super::builder::{Builder, Draft, HeadingDraft};
use super::frames::{FrameKind, Holds};
use super::html::{Found, keeps};
use super::prepared::{Piece, Prepared};
use crate::content::tree::{Alignment, Closing, Element, HtmlPiece, Node, Text};
use crate::diagnostic::Code;
use crate::source::Span;
use pulldown_cmark::{CodeBlockKind, CowStr, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

impl<'s> Builder<'s, '_> {
    /// A tag begins.
    pub fn start(&mut self, doc: &Prepared<'s>, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => self.open_inline(doc, Element::Emphasis, &range),
            Tag::Strong => self.open_inline(doc, Element::Strong, &range),
            Tag::Strikethrough => self.open_inline(doc, Element::Strikethrough, &range),
            Tag::Superscript | Tag::Subscript => self.frames.push_bare(FrameKind::Parsed, Holds::Inlines),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(doc, link_type, &dest_url, &title, &range),
            Tag::Image { dest_url, title, .. } => self.start_image(doc, &dest_url, &title, &range),
            block => {
                self.end_paragraph();
                self.start_block(doc, block, range);
            }
        }
    }

    /// A block begins, and no paragraph is open.
    fn start_block(&mut self, doc: &Prepared<'s>, tag: Tag<'_>, range: Range<usize>) {
        let span = doc.span(&range);
        match tag {
            Tag::Paragraph => self.start_paragraph(doc, &range),
            Tag::Heading { level, id, classes, attrs } => {
                let given = id.is_some() || !classes.is_empty() || !attrs.is_empty();
                self.start_heading(doc, level as u8, given, &range);
            }
            Tag::BlockQuote(_) => self.start_level(Element::Quote, span, FrameKind::Quote, Holds::BLOCKS),
            Tag::List(start) => self.start_level(Element::List { start }, span, FrameKind::Parsed, Holds::BLOCKS),
            Tag::DefinitionList => self.start_level(Element::Definitions, span, FrameKind::Parsed, Holds::BLOCKS),
            Tag::Item => self.start_part(Element::Item { task: None }, span, FrameKind::Item),
            Tag::DefinitionListDefinition => self.start_part(Element::Details, span, FrameKind::Parsed),
            Tag::DefinitionListTitle if self.flattened() => self.frames.push_bare(FrameKind::Parsed, Holds::BLOCKS),
            Tag::DefinitionListTitle => self.begin_block_of_inlines(Element::Term, span),
            Tag::FootnoteDefinition(label) => {
                let index = self.footnotes.index(&label);
                self.footnotes.written[index].get_or_insert_with(|| (label.as_ref().into(), span));
                self.footnotes.outer.push(std::mem::take(&mut self.frames.nodes));
                self.aside += 1;
                self.frames.push_bare(FrameKind::Footnote(index), Holds::BLOCKS);
            }
            Tag::CodeBlock(kind) => self.start_code(doc, kind, span),
            Tag::HtmlBlock => self.draft = Draft::Html { range: None, span },
            Tag::Table(columns) => {
                self.aside += 1;
                let columns = columns.into_iter().map(alignment).collect();
                let kind = FrameKind::Table { columns, column: 0, head: true };
                self.frames.push_block(Element::Table, span, kind, Holds::BLOCKS);
            }
            Tag::TableHead => self.start_row(true, span),
            Tag::TableRow => self.start_row(false, span),
            Tag::TableCell => self.start_cell(span),
            _ => self.frames.push_bare(FrameKind::Parsed, Holds::BLOCKS),
        }
    }

    /// A heading, with what stands in braces behind it if any is `given`.
    fn start_heading(&mut self, doc: &Prepared<'s>, level: u8, given: bool, range: &Range<usize>) {
        let span = doc.span(range);
        self.heading = true;
        self.aside += 1;
        let read = if given { attributes::read(&doc.text[range.clone()]) } else { None }.unwrap_or_default();
        let whole = |part: &Range<usize>| range.start + part.start..range.start + part.end;
        let plain = |part: &Range<usize>| doc.restore(&doc.text[whole(part)]);
        let value = |part: &Range<usize>| match plain(part) {
            Cow::Borrowed(text) => Text::slice(text, doc.span(&whole(part))),
            made @ Cow::Owned(_) => Text::made(made, doc.span(&whole(part))),
        };
        if let Some((name, part)) =
            read.others.iter().find(|(_, part)| self.counts && doc.text[whole(part)].starts_with(['"', '\'']))
        {
            let message = format!("the quotation mark of `{}` in the heading's attributes has no partner", plain(name));
            let help = "write the second one; without it the value ends at the next space";
            let mark = whole(part).start..whole(part).start + 1;
            self.problem(Code::UnparsedMarkup, doc.span(&mark), message, Some(help));
        }
        let classes = read.classes.iter().map(|class| plain(class).into()).collect();
        let attributes: Vec<(Box<str>, Text<'s>)> =
            read.others.iter().map(|(name, part)| (plain(name).to_ascii_lowercase().into(), value(part))).collect();
        let keep = attributes.iter().any(|(name, value)| keeps(name, &value.text));
        let number = self.headings.len().to_string().into();
        let id = read.id.map(|id| plain(&id).into());
        self.headings.push(HeadingDraft { level, id, text: String::new(), keep, span });
        let heading = Element::Heading { level, id: number, classes, attributes };
        self.begin_block_of_inlines(heading, span);
        if keep {
            self.frames.nodes.push(Node::Html(vec![HtmlPiece::KeepStart], span));
        }
    }

    /// A paragraph: it has no node until something stands in it. First in a quotation, it may make that an alert.
    fn start_paragraph(&mut self, doc: &Prepared<'s>, range: &Range<usize>) {
        let last = self.frames.nodes.len().checked_sub(1);
        let top = self.frames.top();
        let first = matches!(top.kind, FrameKind::Quote) && top.node.is_some() && top.node == last;
        let outside = matches!(top.kind, FrameKind::Root);
        if (first || outside) && self.counts {
            self.missed_alert(doc, range, outside);
        }
        if first
            && let Some((kind, length)) = alert(&doc.text[range.clone()])
            && let Some(Node::Open(element, _)) = self.frames.nodes.last_mut()
        {
            *element = Element::Alert { kind };
            self.skip = range.start + length;
            self.frames.push_bare(FrameKind::Parsed, Holds::BLOCKS);
            let line = doc.text[self.skip..range.end].lines().next().unwrap_or_default();
            if !line.trim().is_empty() {
                let start = self.skip + line.len() - line.trim_start().len();
                let span = doc.span(&(start..self.skip + line.trim_end().len()));
                self.aside += 1;
                self.frames.push_block(Element::AlertTitle, span, FrameKind::AlertTitle, Holds::Inlines);
            }
            return;
        }
        self.frames.push_bare(FrameKind::Parsed, Holds::BLOCKS);
    }

    /// Reports a paragraph, the first of a quotation or `outside` of one, that begins nearly as an alert does.
    fn missed_alert(&mut self, doc: &Prepared<'s>, range: &Range<usize>, outside: bool) {
        let text = &doc.text[range.clone()];
        let Some(missed) = alerts::missed(text, outside) else { return };
        let labels = self.marked_labels.get_or_insert_with(|| alerts::labels(&doc.text));
        if labels.contains(&missed.mark.to_lowercase()) {
            return;
        }
        let (message, help) = missed.said();
        let span = doc.span(&(range.start..range.start + missed.mark.len()));
        self.problem(Code::UnknownAlert, span, message, Some(&help));
    }

    /// A quotation or a list: flattened where it is too deep.
    fn start_level(&mut self, element: Element<'s>, span: Span, kind: FrameKind, holds: Holds) {
        if self.frames.is_full() || self.flattened() {
            self.too_deep(span);
            self.frames.push_bare(FrameKind::Parsed, Holds::BLOCKS);
        } else {
            self.frames.push_block(element, span, kind, holds);
        }
    }

    /// A part of a list: flattened with it.
    fn start_part(&mut self, element: Element<'s>, span: Span, kind: FrameKind) {
        if self.flattened() {
            self.frames.push_bare(FrameKind::Parsed, Holds::BLOCKS);
        } else {
            self.frames.push_block(element, span, kind, Holds::TIGHT);
        }
    }

    /// Whether the innermost element was flattened. A list that was has items that are.
    fn flattened(&mut self) -> bool {
        let top = self.frames.top();
        top.node.is_none() && !matches!(top.kind, FrameKind::Root | FrameKind::Footnote(_))
    }

    fn start_row(&mut self, head: bool, span: Span) {
        if let FrameKind::Table { column, head: open, .. } = &mut self.frames.top().kind {
            *column = 0;
            *open = head;
        }
        self.frames.push_block(Element::Row { head }, span, FrameKind::Parsed, Holds::BLOCKS);
    }

    fn start_cell(&mut self, span: Span) {
        let table = self.frames.outwards().take(3).find_map(|frame| match &mut frame.kind {
            FrameKind::Table { columns, column, head } => {
                *column += 1;
                Some((columns.get(*column - 1).copied().unwrap_or_default(), *head))
            }
            _ => None,
        });
        let (alignment, head) = table.unwrap_or_default();
        self.begin_block_of_inlines(Element::Cell { alignment, head }, span);
    }

    /// Opens a block that holds inline nodes itself.
    pub fn begin_block_of_inlines(&mut self, element: Element<'s>, span: Span) {
        self.kept = self.html.depth();
        self.frames.push_block(element, span, FrameKind::Parsed, Holds::Inlines);
    }

    fn start_code(&mut self, doc: &Prepared<'s>, kind: CodeBlockKind<'_>, span: Span) {
        let (info, place) = match kind {
            CodeBlockKind::Fenced(info) => (doc.restore(&info), doc.locate(&info).map(|range| doc.span(&range))),
            CodeBlockKind::Indented => (Cow::Borrowed(""), None),
        };
        let (language, options) = split_info(&info);
        let title = option(options, "title").map(|title| match (part_of(&info, title), place) {
            (Cow::Borrowed(title), Some(place)) => {
                let start = place.start as usize + (title.as_ptr() as usize - info.as_ptr() as usize);
                Text::slice(title, Span::new(start, start + title.len()))
            }
            (title, _) => Text::made(title, span),
        });
        self.draft =
            Draft::Code { language: part_of(&info, language), title, text: Cow::Borrowed(""), end: None, span };
    }

    /// A line of a code block.
    pub fn code_text(&mut self, doc: &Prepared<'s>, line: &CowStr<'_>) {
        let Draft::Code { text, end, .. } = &mut self.draft else { return };
        let place = doc.locate(line).map(|range| doc.span(&range));
        let line = doc.restore(line);
        match (place, &line) {
            (Some(span), Cow::Borrowed(_)) if text.is_empty() => {
                *text = line;
                *end = Some(span.end);
            }
            (Some(span), Cow::Borrowed(_)) if *end == Some(span.start) && matches!(text, Cow::Borrowed(_)) => {
                let start = span.start as usize - text.len();
                *text = Cow::Borrowed(doc.slice(Span::new(start, span.end as usize)));
                *end = Some(span.end);
            }
            _ => text.to_mut().push_str(&line),
        }
    }

    /// A part of an HTML block. Parts that follow one another are read as one.
    pub fn html_line(&mut self, doc: &Prepared<'s>, line: Range<usize>) {
        let Draft::Html { range, .. } = &mut self.draft else { return self.inline_html(doc, line) };
        match range {
            Some(range) if range.end == line.start => range.end = line.end,
            _ => {
                let before = range.replace(line);
                self.html_block(doc, before);
            }
        }
    }

    /// Reads a stretch of an HTML block, with the shortcodes in it.
    fn html_block(&mut self, doc: &Prepared<'s>, range: Option<Range<usize>>) {
        let (Some(range), Draft::Html { span, .. }) = (range, &self.draft) else { return };
        let span = *span;
        let plain = !doc.is_patched(&range);
        if doc.text[range.clone()].trim() == MORE {
            self.prose.more();
        }
        let mut found = Found::default();
        for piece in doc.pieces(range) {
            match piece {
                Piece::Slice(text, place) => self.html.read(text, place, &mut found, &mut self.links),
                Piece::Replaced(place) => self.html.read("\u{FFFD}", place, &mut found, &mut self.links),
                Piece::Tag(index, _) if self.html.in_text() => {
                    self.push_html(std::mem::take(&mut found), span);
                    self.frames.html = self.html.depth();
                    self.tag(doc, index as usize);
                    self.end_paragraph();
                }
                Piece::Tag(index, place) => self.tag_in_html(doc, index as usize, place, &mut found),
            }
        }
        self.frames.html = self.html.depth();
        // The line end behind a shortcode that stands alone is no HTML.
        if plain || found.pieces.iter().any(|piece| !matches!(piece, HtmlPiece::Raw(text) if text.trim().is_empty())) {
            self.push_html(found, span);
        }
    }

    /// Writes an HTML node.
    fn push_html(&mut self, found: Found<'s>, span: Span) {
        if !found.pieces.is_empty() {
            self.frames.nodes.push(Node::Html(found.pieces, span));
        }
    }

    /// A tag ends.
    pub fn end(&mut self, doc: &Prepared<'s>, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.end_image(),
            TagEnd::CodeBlock => {
                if let Draft::Code { language, title, text, span, .. } = std::mem::take(&mut self.draft) {
                    self.frames.nodes.push(Node::CodeBlock { language, title, text, span });
                }
            }
            TagEnd::HtmlBlock => {
                if let Draft::Html { range, .. } = &mut self.draft {
                    let range = range.take();
                    self.html_block(doc, range);
                    let (mut found, span) = (Found::default(), Span::default());
                    self.html.finish(&mut found, &mut self.links);
                    self.push_html(found, span);
                    self.draft = Draft::None;
                }
            }
            _ => self.close(Some(doc)),
        }
    }

    /// Closes the innermost element that the parser opened, and the shortcodes inside it that have no end.
    pub fn close(&mut self, doc: Option<&Prepared<'s>>) {
        loop {
            self.end_paragraph();
            match self.frames.top().kind {
                FrameKind::Shortcode(index) => {
                    self.unclosed(doc, index);
                    self.close_frame();
                }
                FrameKind::AlertTitle => self.close_frame(),
                _ => return self.close_frame(),
            }
        }
    }

    /// Closes the innermost element.
    pub fn close_frame(&mut self) {
        self.seal();
        let top = self.frames.top();
        let holds_text = top.holds == Holds::Inlines && top.closing == Closing::Block;
        if holds_text && top.node.is_some() {
            self.end_inlines();
        }
        let heading =
            self.frames.top().node.is_some_and(|node| {
                matches!(self.frames.nodes.get(node), Some(Node::Open(Element::Heading { .. }, _)))
            });
        if heading && self.headings.last().is_some_and(|heading| heading.keep) {
            self.frames.nodes.push(Node::Html(vec![HtmlPiece::KeepEnd], Span::default()));
        }
        let top = self.frames.top();
        let (inside, html) = (top.node.is_some() || matches!(top.kind, FrameKind::Footnote(_)), top.html);
        if inside && top.closing == Closing::Block && self.html.depth() > html {
            let pieces = self.html.end_block(html);
            self.end_html(pieces);
        }
        let Some(frame) = self.frames.pop() else { return };
        if heading {
            self.heading = false;
        }
        if heading || matches!(frame.kind, FrameKind::Table { .. } | FrameKind::AlertTitle | FrameKind::Footnote(_)) {
            self.aside = self.aside.saturating_sub(1);
        }
        self.links_open -= u32::from(matches!(frame.kind, FrameKind::Link));
        if let FrameKind::Footnote(index) = frame.kind {
            let outer = self.footnotes.outer.pop().unwrap_or_default();
            let nodes = std::mem::replace(&mut self.frames.nodes, outer);
            // Of two definitions with one label the first counts, as with links.
            if self.footnotes.notes[index].is_empty() {
                self.footnotes.notes[index] = nodes;
            }
        }
    }
}

/// The comment that ends a summary, as other generators have it.
pub const MORE: &str = "<!--more-->";

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::None,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

/// The language of a fence's info string, and what follows it: `rust,ignore title="main.rs"`.
fn split_info(info: &str) -> (&str, &str) {
    let info = info.trim();
    let end = info.find(|c: char| c.is_whitespace() || c == ',' || c == '{').unwrap_or(info.len());
    (&info[..end], info[end..].trim_start_matches([',', ' ', '\t']))
}

/// The value of `name="…"` among a fence's options.
fn option<'t>(options: &'t str, name: &str) -> Option<&'t str> {
    let at = options.find(&format!("{name}="))?;
    let before = options[..at].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let value = &options[at + name.len() + 1..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split_once(quote).map(|(value, _)| value),
        _ => value.split([' ', ',', '}']).next().filter(|value| !value.is_empty()),
    }
}

/// `part`, which is a slice of `whole`, with the lifetime of what `whole` borrows from.
fn part_of<'s>(whole: &Cow<'s, str>, part: &str) -> Cow<'s, str> {
    match whole {
        Cow::Borrowed(whole) => {
            let start = part.as_ptr() as usize - whole.as_ptr() as usize;
            Cow::Borrowed(&whole[start..start + part.len()])
        }
        Cow::Owned(_) => Cow::Owned(part.to_owned()),
    }
}

//! Inline nodes: text that grows until something else comes, line ends, code, mathematics, inline HTML.

use super::autolink;
use super::blocks::MORE;
use super::builder::{Builder, Draft};
use super::chars::joins;
use super::frames::{FrameKind, Holds};
use super::html::Found;
use super::lint::{self, Stands};
use super::prepared::{Piece, Prepared};
use crate::content::tree::{Element, LinkId, LinkKind, LinkUse, Node, Text};
use crate::source::Span;
use std::borrow::Cow;
use std::ops::Range;

impl<'s> Builder<'s, '_> {
    /// Text from the parser: a slice of its own text, or characters that it decoded.
    pub fn markdown_text(&mut self, doc: &Prepared<'s>, text: &str, range: Range<usize>) {
        let Some(mut place) = doc.locate(text) else {
            if range.end > self.skip {
                self.plain(Text::made(doc.restore(text).into_owned(), doc.span(&range)));
            }
            return;
        };
        place.start = place.start.max(self.skip).min(place.end);
        if !doc.is_patched(&place) {
            let span = doc.span(&place);
            return self.plain(Text::slice(doc.slice(span), span));
        }
        for piece in doc.pieces(place) {
            match piece {
                Piece::Slice(text, span) => self.plain(Text::slice(text, span)),
                Piece::Replaced(span) => self.plain(Text::made("\u{FFFD}", span)),
                Piece::Tag(index, _) => self.tag(doc, index as usize),
            }
        }
    }

    /// Text without markup.
    pub fn plain(&mut self, mut text: Text<'s>) {
        if let Draft::Image { alt, .. } = &mut self.draft {
            if self.counts {
                self.prose.add(&text.text, false);
            }
            join_alt(alt, &text.text, self.options.chinese);
            return alt.push(text);
        }
        let fresh = matches!(self.frames.nodes.last(), Some(Node::Open(..))) && self.text.is_none();
        if (fresh || !self.frames.in_inlines()) && text.text.starts_with([' ', '\t']) {
            text = trim_start(&text);
        }
        let Some(first) = text.text.chars().next() else { return };
        self.begin_inline(text.span);
        self.decide_break(Some(first));
        self.last = text.text.chars().next_back();
        if self.html.is_aside() {
            self.prose.add(&text.text, false);
        } else if self.html.keeps() {
            self.count_kept(&text.text);
        } else {
            self.count(&text.text);
        }
        self.head(&text.text);
        match &mut self.text {
            Some(open) if follows(open, &text) => {
                let span = Span { end: text.span.end, ..open.span };
                *open = Text::slice(&self.source[span.range()], span);
            }
            _ => {
                self.seal();
                self.text = Some(text);
            }
        }
    }

    /// Writes the text that was growing, with the addresses in it as links.
    pub fn seal(&mut self) {
        let Some(text) = self.text.take() else { return };
        let before = (text.span.start as usize).checked_sub(1).and_then(|at| self.source.as_bytes().get(at));
        let stands = match self.frames.nodes.last() {
            _ if before == Some(&b'\\') => Stands::Inside,
            Some(Node::SoftBreak { .. } | Node::HardBreak | Node::Open(Element::Paragraph { .. }, _)) => {
                Stands::AtLineStart
            }
            Some(Node::Image { .. }) => Stands::BehindImage,
            _ => Stands::Inside,
        };
        if self.counts {
            let found = lint::text(&text, stands, self.clues, self.options.path);
            self.diagnostics.extend(found);
        }
        if !self.clues.addresses || self.html.in_anchor() || self.links_open > 0 || !text.is_slice() {
            self.frames.nodes.push(Node::Text(text));
            return;
        }
        let mut done = 0;
        let marks = marks(&text.text);
        let mut from = 0;
        while let Some(range) = autolink::find(&text.text, from) {
            from = range.end;
            let mark = marks.partition_point(|mark| mark.end <= range.start);
            if marks.get(mark).is_some_and(|mark| mark.start < range.start) {
                continue;
            }
            let part = |range: Range<usize>| part(&text, range);
            if done < range.start {
                self.frames.nodes.push(Node::Text(part(done..range.start)));
            }
            let address = part(range.clone());
            let link = LinkId(u32::try_from(self.links.len()).unwrap_or(u32::MAX));
            let destination = autolink::destination(&address.text).into();
            self.links.push(LinkUse { destination, span: address.span, kind: LinkKind::Link });
            self.frames.nodes.push(Node::Open(Element::Link { link, title: None, bare: true }, address.span));
            self.frames.nodes.push(Node::Text(address));
            self.frames.nodes.push(Node::Close(crate::content::tree::Closing::Inline));
            done = range.end;
        }
        if done < text.text.len() {
            let end = text.text.len();
            self.frames.nodes.push(Node::Text(part(&text, done..end)));
        }
    }

    /// Decides on the soft break before a character, or before something else that is shown.
    fn decide_break(&mut self, next: Option<char>) {
        let Some(at) = self.open_break.take() else { return };
        let joined = next.is_some_and(|c| joins(c, self.options.chinese));
        if joined {
            self.frames.nodes[at] = Node::SoftBreak { joined };
        } else {
            self.head(" ");
        }
        self.prose.soft_break(joined);
    }

    /// Adds to the text of the heading that is open, if one is.
    fn head(&mut self, text: &str) {
        if self.heading
            && let Some(heading) = self.headings.last_mut()
        {
            heading.text.push_str(text);
        }
    }

    /// A node that shows something which is no text: code, an image, mathematics.
    pub fn push_opaque(&mut self, node: Node<'s>, span: Span) {
        self.seal();
        self.begin_inline(span);
        self.decide_break(None);
        self.last = None;
        self.frames.nodes.push(node);
    }

    /// A node that shows nothing in the line.
    pub fn push_transparent(&mut self, node: Node<'s>) {
        self.seal();
        self.begin_inline(Span::default());
        self.frames.nodes.push(node);
    }

    /// A line end inside a block; the next line begins at `next`.
    pub fn soft_break(&mut self, next: Span) {
        if let Draft::Image { alt, .. } = &mut self.draft {
            let at = alt.last().map_or(Span::default(), |text| Span { start: text.span.end, ..text.span });
            alt.push(Text { text: " ".into(), span: Span { end: at.start, ..at } });
            return;
        }
        if self.ends_title() || self.ends_term(next) || !self.frames.in_inlines() {
            return;
        }
        self.seal();
        self.decide_break(None);
        if self.last.is_some_and(|c| joins(c, self.options.chinese)) {
            self.open_break = Some(self.frames.nodes.len());
        } else {
            self.head(" ");
            self.prose.soft_break(false);
        }
        self.frames.nodes.push(Node::SoftBreak { joined: false });
    }

    /// A line break that the author asked for.
    pub fn hard_break(&mut self) {
        if self.ends_title() || matches!(self.draft, Draft::Image { .. }) || !self.frames.in_inlines() {
            return;
        }
        self.push_opaque(Node::HardBreak, Span::default());
        self.prose.soft_break(false);
    }

    /// Ends an alert's title with its line. True if that was what the line end meant.
    fn ends_title(&mut self) -> bool {
        let ends = matches!(self.frames.top().kind, FrameKind::AlertTitle);
        if ends {
            self.close_frame();
        }
        ends
    }

    /// Ends a term with its line, and begins the next: one explanation may be of several. True if the line end meant that;
    /// emphasis may reach over it.
    fn ends_term(&mut self, next: Span) -> bool {
        let node = self.frames.top().node.and_then(|node| self.frames.nodes.get(node));
        let ends = matches!(node, Some(Node::Open(Element::Term, _)));
        if ends {
            self.close_frame();
            self.begin_block_of_inlines(Element::Term, next);
        }
        ends
    }

    /// A code span.
    pub fn code_span(&mut self, doc: &Prepared<'s>, code: &str, range: &Range<usize>) {
        let code = doc.restore(code);
        let span = doc.span(range);
        if let Draft::Image { alt, .. } = &mut self.draft {
            return alt.push(Text::made(code, span));
        }
        self.count_kept(&code);
        self.push_opaque(Node::Code(code.clone(), span), span);
        self.head(&code);
    }

    /// Mathematics.
    pub fn math(&mut self, doc: &Prepared<'s>, tex: &str, display: bool, range: &Range<usize>) {
        let tex = doc.restore(tex);
        let span = doc.span(range);
        if let Draft::Image { alt, .. } = &mut self.draft {
            return alt.push(Text::made(tex, span));
        }
        self.push_opaque(Node::Math { tex: tex.clone(), display, span }, span);
        self.head(&tex);
    }

    /// A piece of inline HTML. Tags are as silent as emphasis is, but for a line break.
    pub fn inline_html(&mut self, doc: &Prepared<'s>, range: Range<usize>) {
        if matches!(self.draft, Draft::Image { .. }) {
            return;
        }
        let span = doc.span(&range);
        if doc.text[range.clone()].trim() == MORE {
            self.prose.more();
        }
        self.seal();
        self.begin_inline(span);
        let mut found = Found::default();
        for piece in doc.pieces(range) {
            match piece {
                Piece::Slice(text, place) => self.html.read(text, place, &mut found, &mut self.links),
                Piece::Replaced(place) => self.html.read("\u{FFFD}", place, &mut found, &mut self.links),
                Piece::Tag(index, place) => self.tag_in_html(doc, index as usize, place, &mut found),
            }
        }
        self.html.finish(&mut found, &mut self.links);
        if found.line_break {
            self.decide_break(None);
            self.last = None;
        }
        self.frames.html = self.html.depth();
        self.frames.nodes.push(Node::Html(found.pieces, span));
    }

    /// Opens an inline element.
    pub fn open_inline(&mut self, doc: &Prepared<'s>, element: Element<'s>, range: &Range<usize>) {
        if matches!(self.draft, Draft::Image { .. }) {
            return self.frames.push_bare(FrameKind::Parsed, Holds::Inlines);
        }
        let span = doc.span(range);
        self.seal();
        self.begin_inline(span);
        let kind = match element {
            Element::Link { .. } => FrameKind::Link,
            _ => FrameKind::Parsed,
        };
        self.links_open += u32::from(matches!(kind, FrameKind::Link));
        if !self.frames.push_inline(element, span, kind) {
            self.too_deep(span);
        }
    }
}

/// Takes the line end out of an alternative text before `next`, where it is no space between words.
fn join_alt(alt: &mut Vec<Text<'_>>, next: &str, chinese: bool) {
    let [.., before, line_end] = alt.as_slice() else { return };
    let joins = |c: Option<char>| c.is_some_and(|c| joins(c, chinese));
    let is_line_end = line_end.text == " " && line_end.span.range().is_empty();
    if is_line_end && joins(before.text.chars().next_back()) && joins(next.chars().next()) {
        alt.pop();
    }
}

/// Where conversion marks stand, whose signs the end of an address would swallow: `-{zh-tw:http://a.b/c;zh-cn:d}-`.
fn marks(text: &str) -> Vec<Range<usize>> {
    let (mut marks, mut at) = (Vec::new(), 0);
    while let Some(open) = text[at..].find("-{").map(|step| at + step)
        && let Some(length) = text[open..].find("}-")
    {
        at = open + length + 2;
        marks.push(open..at);
    }
    marks
}

/// Whether `next` stands right behind `text` in the source, and both as they stand there.
fn follows(text: &Text<'_>, next: &Text<'_>) -> bool {
    text.span.end == next.span.start && text.is_slice() && next.is_slice()
}

/// A part of text that stands in the source as it is.
fn part<'s>(text: &Text<'s>, range: Range<usize>) -> Text<'s> {
    let start = text.span.start as usize;
    let span = Span::new(start + range.start, start + range.end);
    match &text.text {
        Cow::Borrowed(slice) => Text::slice(&slice[range], span),
        Cow::Owned(text) => Text::made(text[range].to_owned(), span),
    }
}

/// `text` without the white space that it begins with.
fn trim_start<'s>(text: &Text<'s>) -> Text<'s> {
    let length = text.text.len();
    if text.is_slice() {
        let cut = length - text.text.trim_start().len();
        return part(text, cut..length);
    }
    Text::made(text.text.trim_start().to_owned(), text.span)
}

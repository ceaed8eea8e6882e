//! Raw HTML in pieces: what readers read, where links lead, what stays as it is, and markup that passes through.

use super::elements::Elements;
use crate::content::tree::{HtmlPiece, LinkId, LinkKind, LinkUse, Text, is_read};
use crate::source::Span;
use std::borrow::Cow;

/// Reads raw HTML chunk by chunk. Its state lives on between chunks, since a region that is kept may reach over
/// paragraphs, and a tag over lines.
#[derive(Debug, Default)]
pub struct HtmlReader<'s> {
    state: State,
    /// The name of the tag being read, in lower case; it begins with `/` in an end tag.
    name: String,
    /// The name of the attribute being read, in lower case.
    attribute: String,
    /// The parts of an attribute's value.
    value: Vec<(&'s str, Span)>,
    /// Whether the tag being read begins a kept region.
    keeps: bool,
    /// The piece that the tag being read begins with.
    tag: usize,
    /// Where that tag begins.
    begins: Span,
    /// The open elements.
    elements: Elements,
    /// How many `<a>` are open.
    anchors_open: u32,
    /// The ids found, for fragments.
    pub ids: Vec<Box<str>>,
}

/// Where in the markup the reader stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Data,
    /// Behind `<`, reading the name.
    Name,
    /// In a tag, between attributes.
    Tag,
    /// In an attribute's name.
    Attribute,
    /// Behind `=`.
    BeforeValue,
    /// In a value; its quote, or 0 for none.
    Value(u8),
    Comment,
    /// `<!…>` or `<?…>`.
    Declaration,
    /// The text of `<script>` or `<style>`, up to the end tag.
    RawText,
    /// The text of `<textarea>` or `<title>`, which people read, up to the end tag.
    Readable,
}

/// What the reader gives.
#[derive(Debug, Default)]
pub struct Found<'s> {
    /// The pieces of the chunk.
    pub pieces: Vec<HtmlPiece<'s>>,
    /// Whether a line break (`<br>`) was among them.
    pub line_break: bool,
}

/// Elements whose text is no prose.
const KEPT: [&str; 8] = ["code", "pre", "script", "style", "kbd", "samp", "var", "math"];
/// Elements without content (HTML, 13.1.2).
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Whether an attribute with this value asks for the text of its element to stay as it is.
pub fn keeps(attribute: &str, value: &str) -> bool {
    match attribute {
        "lang" => !value.eq_ignore_ascii_case("zh") && !value.is_empty(),
        "translate" => value.eq_ignore_ascii_case("no"),
        _ => false,
    }
}

impl<'s> HtmlReader<'s> {
    /// Whether an `<a>` is open, in which no other link may begin.
    pub fn in_anchor(&self) -> bool {
        self.anchors_open > 0
    }

    /// Whether a kept region is open.
    pub fn keeps(&self) -> bool {
        self.elements.kept() > 0
    }

    /// Whether the text that is being read is that of a button, a script and the like.
    pub fn is_aside(&self) -> bool {
        self.elements.is_aside()
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.elements.depth()
    }

    /// Ends a block: closes elements until `count` are left, and gives a piece for each kept region that ends.
    pub fn end_block(&mut self, count: usize) -> Vec<HtmlPiece<'s>> {
        self.anchors_open = 0;
        vec![HtmlPiece::KeepEnd; self.elements.end_inside(count)]
    }

    /// The same for the end of the document.
    pub fn end_document(&mut self) -> Vec<HtmlPiece<'s>> {
        vec![HtmlPiece::KeepEnd; self.elements.end_all()]
    }

    /// The elements that keep their text and lack their end tag, with the places of their start tags, since this was asked.
    pub fn unclosed(&mut self) -> Vec<(Box<str>, Span)> {
        std::mem::take(&mut self.elements.unclosed)
    }

    /// Whether the reader stands in text, where a shortcode may stand.
    pub fn in_text(&self) -> bool {
        self.state == State::Data
    }

    /// Ends a block or an inline piece: whatever was begun ends with it.
    pub fn finish(&mut self, found: &mut Found<'s>, links: &mut Vec<LinkUse<'s>>) {
        if matches!(self.state, State::Value(_)) {
            self.end_value(found, links);
        }
        self.state = State::Data;
        self.value.clear();
    }

    /// Reads `chunk`, which stands at `span`.
    pub fn read(&mut self, chunk: &'s str, span: Span, found: &mut Found<'s>, links: &mut Vec<LinkUse<'s>>) {
        let bytes = chunk.as_bytes();
        let mut from = 0;
        let mut at = 0;
        while at < bytes.len() {
            match self.state {
                State::Data => {
                    let end = memchr::memchr(b'<', &bytes[at..]).map_or(bytes.len(), |i| at + i);
                    push_text(&chunk[from..end], part(span, chunk, from, end), found);
                    from = end;
                    at = end;
                    if at < bytes.len() {
                        self.tag = found.pieces.len();
                        self.begins = part(span, chunk, at, at + 1);
                        at = self.open(bytes, at);
                    }
                }
                State::Comment | State::Declaration => {
                    let mark: &[u8] = if self.state == State::Comment { b"-->" } else { b">" };
                    let end = memchr::memmem::find(&bytes[at..], mark);
                    at = end.map_or(bytes.len(), |i| at + i + mark.len());
                    if end.is_some() {
                        self.state = State::Data;
                        push_raw(&chunk[from..at], found);
                        from = at;
                    }
                }
                State::Readable => {
                    let end = self.end_of_readable(&bytes[at..]).map(|i| at + i);
                    let stop = end.unwrap_or(bytes.len());
                    push_text(&chunk[from..stop], part(span, chunk, from, stop), found);
                    (from, at) = (stop, stop);
                    if end.is_some() {
                        self.state = State::Name;
                        self.name.clear();
                        at += 1;
                    }
                }
                State::Value(quote) => {
                    let end = value_end(&bytes[at..], quote).map(|i| at + i);
                    let stop = end.unwrap_or(bytes.len());
                    push_raw(&chunk[from..at], found);
                    if stop > at {
                        self.value.push((&chunk[at..stop], part(span, chunk, at, stop)));
                    }
                    from = stop;
                    at = stop;
                    if end.is_some() {
                        self.end_value(found, links);
                        self.state = State::Tag;
                        at += usize::from(quote != 0);
                    }
                }
                State::BeforeValue if !matches!(bytes[at], b'"' | b'\'' | b'>') && !bytes[at].is_ascii_whitespace() => {
                    self.state = State::Value(0);
                }
                _ => {
                    let ended = self.step(bytes[at], &bytes[at..]);
                    at += 1;
                    if ended {
                        push_raw(&chunk[from..at], found);
                        from = at;
                        self.end_tag(found);
                    }
                }
            }
        }
        push_raw(&chunk[from..], found);
    }

    /// Behind a `<` at `at`: what begins there. Gives the place to go on at.
    fn open(&mut self, bytes: &[u8], at: usize) -> usize {
        let rest = &bytes[at + 1..];
        let (state, length) = match rest.first() {
            Some(b'!') if rest.starts_with(b"!--") => (State::Comment, 4),
            Some(b'!' | b'?') => (State::Declaration, 2),
            Some(b'/' | b'a'..=b'z' | b'A'..=b'Z') => (State::Name, 1),
            _ => (State::Data, 1),
        };
        self.state = state;
        self.name.clear();
        self.attribute.clear();
        self.keeps = false;
        at + length
    }

    /// Where the end tag stands that ends the text of the element that is open.
    fn end_of_readable(&self, bytes: &[u8]) -> Option<usize> {
        let name = self.name.as_bytes();
        let is_name = |rest: &[u8]| rest.get(2..2 + name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
        memchr::memmem::find_iter(bytes, b"</").find(|at| is_name(&bytes[*at..]))
    }

    /// One byte inside a tag or raw text. True when a tag has just ended.
    fn step(&mut self, byte: u8, rest: &[u8]) -> bool {
        match self.state {
            State::RawText => {
                let name = self.name.as_bytes();
                let begins = byte == b'<' && rest.get(1) == Some(&b'/');
                if begins && rest.get(2..2 + name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name)) {
                    self.state = State::Name;
                    self.name.clear();
                }
            }
            State::Name | State::Tag | State::Attribute | State::BeforeValue if byte == b'>' => return true,
            State::Name if byte.is_ascii_whitespace() => self.state = State::Tag,
            State::Name => self.name.push(byte.to_ascii_lowercase().into()),
            State::Tag if byte == b'/' || byte.is_ascii_whitespace() => {}
            State::Tag if byte == b'=' => self.state = State::BeforeValue,
            State::Tag => {
                self.attribute.clear();
                self.attribute.push(byte.to_ascii_lowercase().into());
                self.state = State::Attribute;
            }
            State::Attribute => match byte {
                b'=' => self.state = State::BeforeValue,
                b'/' => self.state = State::Tag,
                _ if byte.is_ascii_whitespace() => self.state = State::Tag,
                _ => self.attribute.push(byte.to_ascii_lowercase().into()),
            },
            State::BeforeValue => match byte {
                b'"' | b'\'' => self.state = State::Value(byte),
                _ => {}
            },
            _ => {}
        }
        false
    }

    /// The value of an attribute is complete.
    fn end_value(&mut self, found: &mut Found<'s>, links: &mut Vec<LinkUse<'s>>) {
        let parts = std::mem::take(&mut self.value);
        let whole: Cow<'s, str> = match parts.as_slice() {
            [] => Cow::Borrowed(""),
            [(text, _)] => Cow::Borrowed(text),
            _ => Cow::Owned(parts.iter().map(|(text, _)| *text).collect()),
        };
        match self.attribute.as_str() {
            "id" => self.ids.push(whole.as_ref().into()),
            "name" if self.name == "a" => self.ids.push(whole.as_ref().into()),
            name => self.keeps |= keeps(name, &whole),
        }
        if let ("img" | "source", "srcset" | "imagesrcset", [(text, span)]) =
            (self.name.as_str(), self.attribute.as_str(), parts.as_slice())
        {
            sources(text, *span, found, links);
        } else if is_read(&self.attribute) {
            found.pieces.extend(parts.into_iter().map(|(text, span)| HtmlPiece::Attribute(exact(text, span))));
        } else if let Some(kind) = link_kind(&self.name, &self.attribute)
            && let (Some((_, first)), Some((_, last))) = (parts.first(), parts.last())
        {
            leads(whole, Span { start: first.start, end: last.end }, kind, found, links);
        } else {
            parts.into_iter().for_each(|(text, _)| push_raw(text, found));
        }
    }

    /// A tag has ended with its `>`.
    fn end_tag(&mut self, found: &mut Found<'s>) {
        self.state = State::Data;
        let name = self.name.trim_end_matches('/').to_owned();
        if let Some(closed) = name.strip_prefix('/') {
            self.close_element(closed, found);
            return;
        }
        found.line_break |= name == "br";
        if self.keeps {
            // What a language or `translate` says of an element, it says of its attributes as well (HTML, 3.2.6.2).
            for piece in found.pieces.iter_mut().skip(self.tag) {
                if let HtmlPiece::Attribute(text) = piece {
                    *piece = HtmlPiece::Raw(std::mem::take(&mut text.text));
                }
            }
        }
        // What this tag closes ends before it.
        let at = self.tag.min(found.pieces.len());
        found.pieces.splice(at..at, vec![HtmlPiece::KeepEnd; self.elements.before(&name)]);
        if VOID.contains(&name.as_str()) {
            return;
        }
        self.anchors_open += u32::from(name == "a");
        let keeps = self.keeps || KEPT.contains(&name.as_str());
        let length = u32::try_from(name.len()).unwrap_or_default();
        self.elements.begin(&name, keeps, Span { end: self.begins.end + length, ..self.begins });
        if keeps {
            found.pieces.push(HtmlPiece::KeepStart);
        }
        match name.as_str() {
            "script" | "style" => self.state = State::RawText,
            "textarea" | "title" => self.state = State::Readable,
            _ => {}
        }
        self.name = name;
    }

    /// An end tag of `name` was read.
    fn close_element(&mut self, name: &str, found: &mut Found<'s>) {
        self.anchors_open -= u32::from(name == "a" && self.anchors_open > 0);
        found.pieces.extend(vec![HtmlPiece::KeepEnd; self.elements.end(name)]);
    }
}

/// Where a value with this quote (0 for none) ends.
fn value_end(bytes: &[u8], quote: u8) -> Option<usize> {
    match quote {
        0 => bytes.iter().position(|byte| *byte == b'>' || byte.is_ascii_whitespace()),
        quote => memchr::memchr(quote, bytes),
    }
}

/// The place of a part of `chunk`: exact where the chunk stands in the source as it is.
fn part(span: Span, chunk: &str, start: usize, end: usize) -> Span {
    if chunk.len() == (span.end - span.start) as usize {
        Span::new(span.start as usize + start, span.start as usize + end)
    } else {
        span
    }
}

fn exact<'s>(text: &'s str, span: Span) -> Text<'s> {
    // A replaced character may be as long as what it replaces, and is no slice all the same.
    if text == "\u{FFFD}" { Text::made(text, span) } else { Text::slice(text, span) }
}

fn push_raw<'s>(text: &'s str, found: &mut Found<'s>) {
    if !text.is_empty() {
        found.pieces.push(HtmlPiece::Raw(Cow::Borrowed(text)));
    }
}

fn push_text<'s>(text: &'s str, span: Span, found: &mut Found<'s>) {
    if text.trim().is_empty() {
        push_raw(text, found);
    } else {
        found.pieces.push(HtmlPiece::Text(exact(text, span)));
    }
}

/// What the attribute of that element leads to, if it is a destination.
fn link_kind(element: &str, attribute: &str) -> Option<LinkKind> {
    match (element, attribute) {
        ("a" | "area" | "link", "href") | ("iframe", "src") => Some(LinkKind::Link),
        ("img" | "video" | "audio" | "source" | "track" | "embed" | "input", "src")
        | ("video", "poster")
        | ("object", "data") => Some(LinkKind::Image),
        _ => None,
    }
}

/// Writes a destination.
fn leads<'s>(to: Cow<'s, str>, span: Span, kind: LinkKind, found: &mut Found<'s>, links: &mut Vec<LinkUse<'s>>) {
    found.pieces.push(HtmlPiece::Destination(LinkId(u32::try_from(links.len()).unwrap_or(u32::MAX))));
    links.push(LinkUse { destination: unescape(to), span, kind });
}

/// Writes a `srcset`: pictures with a comma between them, each with a width or density behind it (HTML, 4.8.4.2.1).
fn sources<'s>(text: &'s str, span: Span, found: &mut Found<'s>, links: &mut Vec<LinkUse<'s>>) {
    let between = |c: char| c == ',' || c.is_ascii_whitespace();
    let (mut at, mut done) = (0, 0);
    while let Some(skip) = text[at..].find(|c| !between(c)) {
        let start = at + skip;
        let length = text[start..].find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len() - start);
        let address = text[start..start + length].trim_end_matches(',');
        let end = start + address.len();
        push_raw(&text[done..start], found);
        leads(Cow::Borrowed(address), part(span, text, start, end), LinkKind::Image, found, links);
        done = end;
        // A comma right behind the address ends it; else whatever stands before the next comma describes it.
        at = if address.len() < length { end } else { text[end..].find(',').map_or(text.len(), |comma| end + comma) };
    }
    push_raw(&text[done..], found);
}

/// The few entities that destinations hold.
fn unescape(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains("&amp;") { Cow::Owned(text.replace("&amp;", "&")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces in a few words.
    fn shown(chunks: &[&'static str]) -> String {
        let (mut reader, mut found, mut links) = (HtmlReader::default(), Found::default(), Vec::new());
        let mut at = 0;
        for chunk in chunks {
            reader.read(chunk, Span::new(at, at + chunk.len()), &mut found, &mut links);
            at += chunk.len();
        }
        reader.finish(&mut found, &mut links);
        let pieces = found.pieces.iter().map(|piece| match piece {
            HtmlPiece::Raw(text) => text.to_string(),
            HtmlPiece::Text(text) => format!("«{}»", text.text),
            HtmlPiece::Attribute(text) => format!("‹{}›", text.text),
            HtmlPiece::Destination(id) => format!("→{}", links[id.0 as usize].destination),
            HtmlPiece::KeepStart => "[".into(),
            HtmlPiece::KeepEnd => "]".into(),
        });
        pieces.collect()
    }

    #[test]
    fn html_comes_apart_into_what_is_read_and_what_is_not() {
        let cases: &[(&[&str], &str)] = &[
            (&["<img alt=\"头发\" src='/头发.png'>"], "<img alt=\"‹头发›\" src='→/头发.png'>"),
            (&["<p class=a>头发</p>"], "<p class=a>«头发»</p>"),
            (&["<a href=x.md title=头发>理</a>"], "<a href=→x.md title=‹头发›>«理»</a>"),
            (&["<span lang=\"ja\">国語</span>中"], "<span lang=\"ja\">[«国語»</span>]«中»"),
            (&["<b translate=no>里<b>里</b>里</b>里"], "<b translate=no>[«里»<b>«里»</b>«里»</b>]«里»"),
            (&["<i title=里 lang=ja>里</i><i title=里>里</i>"], "<i title=里 lang=ja>[«里»</i>]<i title=‹里›>«里»</i>"),
            (&["<b>里</b><i lang=ja", " alt=里>"], "<b>«里»</b><i lang=ja alt=里>["),
            (&["<ul><li lang=ja>里<li title=里>里</ul>里"], "<ul><li lang=ja>[«里»]<li title=‹里›>«里»</ul>«里»"),
            (&["<ul><li lang=ja>里</ul>里"], "<ul><li lang=ja>[«里»</ul>]«里»"),
            (&["<p translate=no>里<hr>里"], "<p translate=no>[«里»]<hr>«里»"),
            (&["<!-- <b>里 -->里"], "<!-- <b>里 -->«里»"),
            (&["<script>if (a<b) '里'</script>里"], "<script>[if (a<b) '里'</script>]«里»"),
            (
                &["<svg><title>头</title><text id=头>头</text></svg>"],
                "<svg><title>«头»</title><text id=头>«头»</text></svg>",
            ),
            (&["<svg><style>/*头*/</style></svg>头"], "<svg><style>[/*头*/</style>]</svg>«头»"),
            (&["<textarea name=头>头 <b>", "</TextArea>头"], "<textarea name=头>«头 <b>»</TextArea>«头»"),
            (&["<textarea translate=no>头</textarea>头"], "<textarea translate=no>[«头»</textarea>]«头»"),
            (&["<math><mi>头</mi></math>"], "<math>[<mi>«头»</mi></math>]"),
            (&["<a href='?a&amp;b'>"], "<a href='→?a&b'>"),
            (&["<div tit", "le=\"一\n", "二\">三"], "<div title=\"‹一\n›‹二›\">«三»"),
            (&["1 < 2 里"], "«1 »«< 2 里»"),
            (&["<br/><img src=a />"], "<br/><img src=→a />"),
            (&["<img srcset=\"a.png, b.png 2x ,c.png 1.5x\">"], "<img srcset=\"→a.png, →b.png 2x ,→c.png 1.5x\">"),
            (&["<source srcset='a,b.png 480w,d'>"], "<source srcset='→a,b.png 480w,→d'>"),
            (&["<img srcset=' , '>"], "<img srcset=' , '>"),
            (&["<iframe src=a></iframe><link href=b>"], "<iframe src=→a></iframe><link href=→b>"),
            (&["<object data=a></object><video poster=b>"], "<object data=→a></object><video poster=→b>"),
        ];
        for (chunks, expected) in cases {
            assert_eq!(shown(chunks), *expected, "{chunks:?}");
        }
    }
}

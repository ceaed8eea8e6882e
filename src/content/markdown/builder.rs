//! The parser's events, one by one, into the flat tree.

use super::Options;
use super::chars::is_wide;
use super::frames::{FrameKind, Frames, Holds};
use super::html::HtmlReader;
use super::prepare::Findings;
use super::prepared::Prepared;
use super::prose::Prose;
use super::references::{self, Missing, References};
use crate::content::tree::{Element, HtmlPiece, LinkId, LinkUse, Node, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use memchr::memmem::Finder;
use pulldown_cmark::{BrokenLink, Event, Parser, Tag};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// A tree in the making.
pub struct Builder<'s, 'o> {
    pub options: &'o Options<'o>,
    pub frames: Frames<'s>,
    pub links: Vec<LinkUse<'s>>,
    pub html: HtmlReader<'s>,
    pub prose: Prose,
    pub diagnostics: Vec<Diagnostic>,
    pub headings: Vec<HeadingDraft>,
    pub footnotes: Footnotes<'s>,
    pub ids: Vec<Box<str>>,
    /// Text that may still grow before it is written.
    pub text: Option<Text<'s>>,
    /// The last character of the line, for the soft break that may follow.
    pub last: Option<char>,
    /// A soft break after a wide character, which the next character decides on.
    pub open_break: Option<usize>,
    /// What is being read where no nodes are written.
    pub draft: Draft<'s>,
    /// How many HTML elements were open when the block began.
    pub kept: usize,
    /// Text before this offset of the parser's text was taken by an alert's mark.
    pub skip: usize,
    /// Whether a heading is open.
    pub heading: bool,
    /// Open elements whose text makes no summary: headings, tables, footnotes, titles.
    pub aside: u32,
    /// Open links.
    pub links_open: u32,
    /// The file's text.
    pub source: &'s str,
    /// Labels of links that look like an alert's mark, once somebody asked.
    pub marked_labels: Option<HashSet<String>>,
    /// Nesting that was flattened has been reported.
    deep: bool,
    /// What need not be looked for.
    pub clues: Clues,
    /// Whether words are counted and marks doubted.
    pub counts: bool,
}

/// What a document holds at all, so that most texts need not be searched for it.
#[derive(Clone, Copy, Debug)]
pub struct Clues {
    /// `://`, `www.` or `@`
    pub addresses: bool,
    /// `＊＊` or `｀`
    pub wide: bool,
    /// `］` or `]（`
    pub brackets: bool,
    /// `[^`
    pub marks: bool,
}

/// What is looked for in every text, in the order of [`Clues::of`].
static WANTED: LazyLock<[Finder<'static>; 8]> =
    LazyLock::new(|| ["://", "www.", "WWW.", "＊＊", "｀", "］", "]（", "[^"].map(Finder::new));

impl Clues {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let [scheme, www, upper, stars, tick, bracket, link, mark] = &*WANTED;
        let has = |what: &Finder<'_>| what.find(bytes).is_some();
        Self {
            addresses: has(scheme) || has(www) || has(upper) || memchr::memchr(b'@', bytes).is_some(),
            wide: has(stars) || has(tick),
            brackets: has(bracket) || has(link),
            marks: has(mark),
        }
    }
}

/// Something that several events make up, and that becomes one node.
#[derive(Debug, Default)]
pub enum Draft<'s> {
    #[default]
    None,
    /// A code block.
    Code { language: Cow<'s, str>, title: Option<Text<'s>>, text: Cow<'s, str>, end: Option<u32>, span: Span },
    /// An image: how deep in other images' texts, and its own.
    Image { depth: usize, link: LinkId, title: Option<Text<'s>>, alt: Vec<Text<'s>>, span: Span },
    /// An HTML block: the range of it that is not read yet.
    Html { range: Option<Range<usize>>, span: Span },
}

/// A heading before its id is known.
#[derive(Debug)]
pub struct HeadingDraft {
    pub level: u8,
    /// The id that the author gave.
    pub id: Option<Box<str>>,
    pub text: String,
    /// Whether its attributes ask for its text to stay as it is.
    pub keep: bool,
    pub span: Span,
}

/// Footnotes before their numbers are known.
#[derive(Debug, Default)]
pub struct Footnotes<'s> {
    by_label: HashMap<Box<str>, usize>,
    /// The label of each as its definition writes it, and where that stands.
    pub written: Vec<Option<(Box<str>, Span)>>,
    /// The nodes of each, in the order in which their labels were met; empty until its definition comes.
    pub notes: Vec<Vec<Node<'s>>>,
    /// Nodes of the body while a definition is read.
    pub outer: Vec<Vec<Node<'s>>>,
}

impl Footnotes<'_> {
    /// The index of the footnote with this label.
    pub fn index(&mut self, label: &str) -> usize {
        let label = label.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
        let next = self.notes.len();
        let index = *self.by_label.entry(label.into()).or_insert(next);
        if index == next {
            self.notes.push(Vec::new());
            self.written.push(None);
        }
        index
    }
}

impl<'s, 'o> Builder<'s, 'o> {
    /// A builder of an empty document.
    pub fn new(source: &'s str, options: &'o Options<'o>, counts: bool) -> Self {
        Self {
            options,
            frames: Frames::new(),
            links: Vec::new(),
            html: HtmlReader::default(),
            prose: Prose::new(options.measured),
            diagnostics: Vec::new(),
            headings: Vec::new(),
            footnotes: Footnotes::default(),
            ids: Vec::new(),
            text: None,
            last: None,
            open_break: None,
            draft: Draft::None,
            kept: 0,
            skip: 0,
            heading: false,
            aside: 0,
            links_open: 0,
            source,
            marked_labels: None,
            deep: false,
            clues: Clues::of(source),
            counts,
        }
    }

    /// Reports what the preparation found.
    pub fn report(&mut self, findings: &Findings) {
        if let Some((c, span, count)) = findings.forbidden {
            let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
            let message = format!("the text holds the control character U+{:04X}{more}", u32::from(c));
            self.problem(Code::ControlCharacter, span, message, Some("delete it; it is shown as U+FFFD"));
        }
        if let Some(span) = findings.deep {
            self.too_deep(span);
        }
        if let Some(span) = findings.brackets {
            let message = "more than 1000 brackets are open here at once; what makes no link is shown as it stands";
            self.problem(Code::NestedTooDeep, span, message, Some("close them, or delete what a program has left"));
        }
    }

    /// Reports nesting that was flattened, once.
    pub fn too_deep(&mut self, span: Span) {
        if !std::mem::replace(&mut self.deep, true) {
            let message =
                format!("more than {} levels of nesting; the inner ones are flattened", super::frames::DEEPEST);
            self.problem(Code::NestedTooDeep, span, message, None);
        }
    }

    /// Adds a finding.
    pub fn problem(&mut self, code: Code, span: Span, message: impl Into<String>, help: Option<&str>) {
        let found = Diagnostic::new(code, self.options.path, message).at(span);
        self.diagnostics.push(match help {
            Some(help) => found.help(help),
            None => found,
        });
    }

    /// Counts the words of `text`, and takes it into the summary unless it stands aside.
    pub fn count(&mut self, text: &str) {
        if self.counts {
            self.prose.add(text, self.aside == 0);
        }
    }

    /// The same for a text that no conversion may touch.
    pub fn count_kept(&mut self, text: &str) {
        if !self.options.chinese {
            return self.count(text);
        }
        if self.counts {
            self.prose.add_kept(text, self.aside == 0);
        }
    }

    /// Reads the whole document.
    pub fn document(&mut self, doc: &Prepared<'s>) {
        // So that the list need not move while it grows.
        self.frames.nodes.reserve(crate::content::kept::nodes_of(doc.text.len()));
        if self.counts {
            self.referring(doc);
        } else {
            for (event, range) in Parser::new_ext(&doc.text, flags()).into_offset_iter() {
                self.event(doc, event, range);
            }
        }
        while self.frames.depth() > 0 {
            self.close(None);
        }
        self.end_paragraph();
        let pieces = self.html.end_document();
        self.end_html(pieces);
    }

    /// Reads the events of the whole document, and what they say about the labels of links.
    fn referring(&mut self, doc: &Prepared<'s>) {
        let missing = Missing::default();
        let mut references = References::of(&doc.text);
        let note = |link: BrokenLink<'_>| {
            references::note(&missing, &link);
            None
        };
        let parser = Parser::new_with_broken_link_callback(&doc.text, flags(), Some(note));
        let mut events = parser.into_offset_iter();
        for (event, range) in events.by_ref() {
            references.event(&event, &range);
            self.event(doc, event, range);
        }
        references.report(doc, events.reference_definitions(), &missing, self.options.path, &mut self.diagnostics);
    }

    /// Reads the inline nodes of `text`, which stands at `span` and must be one paragraph; else it is plain text.
    pub fn fragment(&mut self, text: &'s str, span: Span) {
        let (doc, _) = super::prepare::prepare(text, span.start as usize);
        let events: Vec<_> = Parser::new_ext(&doc.text, flags()).into_offset_iter().collect();
        let starts = events.iter().filter(|(event, _)| matches!(event, Event::Start(Tag::Paragraph))).count();
        let inline = matches!(events.first(), Some((Event::Start(Tag::Paragraph), _))) && starts == 1;
        if !inline || !doc.tags.is_empty() {
            return self.plain(Text::slice(text, span));
        }
        let inner = events.len() - 1;
        let skip = std::mem::take(&mut self.skip);
        for (event, range) in events.into_iter().take(inner).skip(1) {
            self.event(&doc, event, range);
        }
        self.skip = skip;
        self.seal();
    }

    /// One event.
    fn event(&mut self, doc: &Prepared<'s>, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Text(text) if matches!(self.draft, Draft::Code { .. }) => self.code_text(doc, &text),
            Event::Text(text) => self.markdown_text(doc, &text, range),
            Event::Start(tag) => self.start(doc, tag, range),
            Event::End(end) => self.end(doc, end),
            Event::SoftBreak => self.soft_break(doc.span(&(range.end..range.end))),
            Event::HardBreak => self.hard_break(),
            Event::Code(text) => self.code_span(doc, &text, &range),
            Event::InlineMath(tex) => self.math(doc, &tex, false, &range),
            Event::DisplayMath(tex) => self.math(doc, &tex, true, &range),
            Event::Html(_) => self.html_line(doc, range),
            Event::InlineHtml(_) => self.inline_html(doc, range),
            Event::FootnoteReference(label) => {
                let number = self.footnotes.index(&label) + 1;
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                self.push_transparent(Node::FootnoteMark { number, occurrence: 0, span: doc.span(&range) });
            }
            Event::Rule => {
                self.end_paragraph();
                self.frames.nodes.push(Node::Rule);
            }
            Event::TaskListMarker(done) => self.task(done),
        }
    }

    /// `[ ]` or `[x]` of the innermost item.
    fn task(&mut self, done: bool) {
        let item = self.frames.outwards().take(3).find(|frame| matches!(frame.kind, FrameKind::Item));
        if let Some(node) = item.and_then(|frame| frame.node)
            && let Node::Open(Element::Item { task }, _) = &mut self.frames.nodes[node]
        {
            *task = Some(done);
        }
    }

    /// Ends the paragraph that was opened for inline nodes, if one is open.
    pub fn end_paragraph(&mut self) {
        self.seal();
        let Holds::Blocks { tight, paragraph: true } = self.frames.top().holds else { return };
        self.frames.top().holds = Holds::Blocks { tight, paragraph: false };
        self.end_inlines();
        // A break before a block, as after a shortcode that stands in its own line, shows nothing.
        while let Some(Node::SoftBreak { .. }) = self.frames.nodes.last() {
            self.frames.nodes.pop();
        }
        self.frames.nodes.push(Node::Close(crate::content::tree::Closing::Block));
    }

    /// A block of inline nodes ends: nothing reaches over it.
    pub fn end_inlines(&mut self) {
        self.seal();
        // Words that no punctuation ends are told apart: 苹果 香蕉.
        let open = self.last.is_some_and(|c| is_wide(c) && c.is_alphanumeric());
        if open && self.aside == 0 {
            self.prose.soft_break(false);
        } else {
            self.prose.block();
        }
        self.last = None;
        self.open_break = None;
        let pieces = self.html.end_block(self.kept);
        self.end_html(pieces);
    }

    /// Writes the ends of kept regions, and reports those that lack their end tag. Only Chinese is ever converted.
    pub fn end_html(&mut self, pieces: Vec<HtmlPiece<'s>>) {
        self.frames.html = self.html.depth();
        if !pieces.is_empty() {
            self.frames.nodes.push(Node::Html(pieces, Span::default()));
        }
        for (name, span) in self.html.unclosed() {
            if self.counts && self.options.chinese {
                let message = format!("`<{name}>` keeps its text from conversion, and is not closed");
                self.problem(Code::ConversionMarkup, span, message, Some(&format!("write `</{name}>` where it ends")));
            }
        }
    }

    /// Opens a paragraph if the innermost element holds blocks and none is open.
    pub fn begin_inline(&mut self, span: Span) {
        if let Holds::Blocks { tight, paragraph: false } = self.frames.top().holds {
            self.frames.top().holds = Holds::Blocks { tight, paragraph: true };
            self.kept = self.html.depth();
            self.frames.nodes.push(Node::Open(Element::Paragraph { tight }, span));
        }
    }
}

/// The parser's extensions, without those that we read ourselves: its alerts have no titles.
fn flags() -> pulldown_cmark::Options {
    use pulldown_cmark::Options as Flags;
    Flags::ENABLE_TABLES
        | Flags::ENABLE_FOOTNOTES
        | Flags::ENABLE_STRIKETHROUGH
        | Flags::ENABLE_TASKLISTS
        | Flags::ENABLE_HEADING_ATTRIBUTES
        | Flags::ENABLE_MATH
        | Flags::ENABLE_DEFINITION_LIST
}

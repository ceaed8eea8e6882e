//! The shape of a text: its sections, and what stands in each that a translation has as well.

use super::code::Code;
use super::placeholders;
use super::texts::Text;
use crate::content::markdown;
use crate::content::tree::{Closing, Element, HtmlPiece, Node};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// The shape of one text; without sections where it has no page.
#[derive(Debug, Default)]
pub struct Shape {
    /// What stands before its first heading, then a section for each heading.
    pub sections: Vec<Section>,
}

/// A heading with what stands below it, up to the next heading.
#[derive(Debug, Default)]
pub struct Section {
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
    /// Its id; empty before the first heading.
    pub id: Box<str>,
    /// Its text.
    pub title: Box<str>,
    /// The heading; before the first one, the first thing that stands there.
    pub place: Option<Span>,
    /// The things that a reader sees, by their kind, each with its place.
    pub things: [Vec<Span>; THINGS.len()],
    /// The code blocks, as many as there are among the things.
    pub code: Vec<Code>,
    /// How many rows each of its tables has.
    pub rows: Vec<u32>,
    /// Its paragraphs, items and cells: where each stands.
    pub paragraphs: Vec<Span>,
    /// How many words it has; a Chinese character is one.
    pub words: u32,
    /// Placeholders, each with the paragraph that it stands in.
    pub placeholders: Vec<(Box<str>, usize)>,
    /// The names of shortcodes, with their places.
    pub shortcodes: Vec<(Box<str>, Span)>,
}

/// The kinds of things, as messages name one and several.
pub const THINGS: [(&str, &str); 6] = [
    ("code block", "code blocks"),
    ("picture", "pictures"),
    ("table", "tables"),
    ("formula", "formulas"),
    ("footnote mark", "footnote marks"),
    ("callout", "callouts"),
];
/// The kind of code blocks.
pub const CODE: usize = 0;
const PICTURE: usize = 1;
/// The kind of tables.
pub const TABLE: usize = 2;
const FORMULA: usize = 3;
const FOOTNOTE: usize = 4;
const CALLOUT: usize = 5;

/// The shape of a text.
pub fn of(text: &Text<'_>) -> Shape {
    let mut reader = Reader { sections: vec![Section::default()], headings: 0, open: Vec::new(), in_heading: false };
    for node in &text.tree.nodes {
        if matches!(node, Node::Open(Element::Footnotes, _)) {
            break;
        }
        reader.node(node, text);
    }
    Shape { sections: reader.sections }
}

struct Reader {
    sections: Vec<Section>,
    headings: usize,
    /// For each open block, whether it is a paragraph.
    open: Vec<bool>,
    in_heading: bool,
}

impl Reader {
    fn section(&mut self) -> &mut Section {
        self.sections.last_mut().expect("there is one before the first heading")
    }

    fn thing(&mut self, kind: usize, span: Span) {
        let section = self.section();
        section.place.get_or_insert(span);
        section.things[kind].push(span);
    }

    fn node(&mut self, node: &Node<'_>, text: &Text<'_>) {
        match node {
            Node::Open(Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Link { .. }, _)
            | Node::Close(Closing::Inline) => {}
            Node::Open(element, span) => self.open(element, *span, text),
            Node::Close(Closing::Block) => {
                self.open.pop();
                self.in_heading = false;
            }
            Node::Text(words) => self.words(&words.text),
            Node::Code(code, _) => self.placeholders(code),
            Node::CodeBlock { language, text, span, .. } => {
                self.thing(CODE, *span);
                self.section().code.push(Code::new(language, text));
            }
            Node::Image { span, .. } => self.thing(PICTURE, *span),
            Node::Math { display: true, span, .. } => self.thing(FORMULA, *span),
            Node::Html(pieces, span) => self.html(pieces, *span),
            Node::FootnoteMark { occurrence: 1, span, .. } => self.thing(FOOTNOTE, *span),
            Node::Shortcode(code, span) if !matches!(&*code.name, "ref" | "relref") => {
                let name = (*code.name).into();
                self.section().shortcodes.push((name, *span));
            }
            _ => {}
        }
    }

    fn open(&mut self, element: &Element<'_>, span: Span, text: &Text<'_>) {
        let mut paragraph = false;
        match element {
            Element::Heading { level, id, .. } => {
                let title = text.translation.outline.get(self.headings).map(|heading| heading.text.clone());
                self.headings += 1;
                self.in_heading = true;
                let title = title.unwrap_or_default();
                self.sections.push(Section {
                    level: *level,
                    id: id.clone(),
                    title,
                    place: Some(span),
                    ..Section::default()
                });
            }
            Element::Paragraph { .. } | Element::Cell { .. } | Element::Term | Element::Caption => paragraph = true,
            Element::Table => {
                self.thing(TABLE, span);
                self.section().rows.push(0);
            }
            Element::Row { .. } => {
                if let Some(rows) = self.section().rows.last_mut() {
                    *rows += 1;
                }
            }
            Element::Alert { .. } => self.thing(CALLOUT, span),
            Element::Shortcode(code) => {
                let name = (*code.name).into();
                self.section().shortcodes.push((name, span));
            }
            _ => {}
        }
        if paragraph {
            let section = self.section();
            section.place.get_or_insert(span);
            section.paragraphs.push(span);
        }
        self.open.push(paragraph);
    }

    fn words(&mut self, text: &str) {
        if !self.in_heading {
            self.section().words += markdown::words(text);
        }
        self.placeholders(text);
    }

    fn placeholders(&mut self, text: &str) {
        for range in placeholders::find(text) {
            let section = self.section();
            let placeholder = placeholders::common(&text[range]).into();
            let paragraph = section.paragraphs.len();
            section.placeholders.push((placeholder, paragraph));
        }
    }

    /// Pictures in raw HTML; its text counts as words.
    fn html(&mut self, pieces: &[HtmlPiece<'_>], span: Span) {
        for piece in pieces {
            match piece {
                HtmlPiece::Raw(raw) => {
                    let lower = raw.to_ascii_lowercase();
                    for _ in 0..lower.matches("<img").count() {
                        self.thing(PICTURE, span);
                    }
                    for _ in 0..lower.matches("<table").count() {
                        self.thing(TABLE, span);
                    }
                }
                HtmlPiece::Text(text) => self.words(&text.text),
                _ => {}
            }
        }
    }
}

/// Where something of a text is said to be.
pub fn at(finding: Diagnostic, place: Option<Span>) -> Diagnostic {
    match place {
        Some(place) => finding.at(place),
        None => finding,
    }
}

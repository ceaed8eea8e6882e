//! Block elements.

use super::{End, Writer, escape};
use crate::content::tree::{AlertKind, Alignment, Element, Node, Text, footnote_mark_id};
use crate::source::Span;
use std::fmt::Write;

impl<'a, 's> Writer<'a, 's> {
    /// An element begins.
    pub fn open(&mut self, element: &'a Element<'s>, span: Span) {
        match element {
            Element::Paragraph { tight } => self.paragraph(*tight),
            Element::Heading { level, id, classes, attributes } => self.heading(*level, id, classes, attributes),
            Element::Term => self.begin("<dt>", End::With("</dt>\n")),
            Element::Cell { alignment, head } => self.cell(*alignment, *head),
            Element::AlertTitle => self.begin("<p class=\"alert-title\">", End::With("</p>\n")),
            Element::Caption if self.in_disclosure() => self.begin("<summary>", End::With("</summary>\n")),
            Element::Caption => self.begin("<figcaption>", End::With("</figcaption>\n")),
            Element::Quote => self.begin("<blockquote>\n", End::Fresh("</blockquote>\n")),
            Element::Alert { kind } => self.alert(*kind),
            Element::List { start } => self.list(*start),
            Element::Item { task } => {
                self.begin(if task.is_some() { "<li class=\"task\">" } else { "<li>" }, End::With("</li>\n"));
                let paragraph = matches!(self.next(), Some(Node::Open(Element::Paragraph { .. }, _)));
                if let (Some(done), false) = (task, paragraph) {
                    self.check_box(*done);
                }
            }
            Element::Definitions => self.begin("<dl>\n", End::Fresh("</dl>\n")),
            Element::Details => self.begin("<dd>", End::With("</dd>\n")),
            Element::Table => self.table(),
            Element::Row { head } => self.row(*head),
            Element::Footnotes => {
                let label = (self.context.message)("footnotes", None);
                self.fresh();
                self.out.push_str("<section class=\"footnotes\" role=\"doc-endnotes\"");
                escape::pair("aria-label", &label, &mut self.out);
                self.out.push_str(">\n<ol>\n");
                self.open.push(End::With("</ol>\n</section>\n"));
            }
            Element::Footnote { number, marks } => {
                let _ = writeln!(self.out, "<li id=\"fn-{number}\">");
                self.open.push(End::Footnote(*number, *marks));
            }
            Element::Figure { id, class } => {
                self.fresh();
                self.out.push_str("<figure");
                for (name, value) in [("id", id), ("class", class)] {
                    if let Some(value) = value {
                        escape::pair(name, value, &mut self.out);
                    }
                }
                self.out.push_str(">\n");
                self.open.push(End::Fresh("</figure>\n"));
            }
            Element::Disclosure { open } => self.disclosure(*open),
            Element::Shortcode(call) => self.open.push(End::Shortcode((call, span), self.out.len())),
            Element::Emphasis => self.emphasis(),
            Element::Strong => self.inline("<strong>", "</strong>"),
            Element::Strikethrough => self.inline("<del>", "</del>"),
            Element::Link { link, title, .. } => self.link(*link, title.as_ref()),
        }
    }

    /// Begins a block on its own line.
    fn begin(&mut self, tag: &str, end: End<'a, 's>) {
        self.fresh();
        self.out.push_str(tag);
        self.open.push(end);
    }

    fn inline(&mut self, tag: &str, end: &'static str) {
        self.out.push_str(tag);
        self.open.push(End::With(end));
    }

    /// The node after the one that is being written.
    fn next(&self) -> Option<&'a Node<'s>> {
        self.tree.nodes.get(self.at + 1)
    }

    /// The node before the one that is being written.
    fn previous(&self) -> Option<&'a Node<'s>> {
        self.tree.nodes.get(self.at.checked_sub(1)?)
    }

    fn in_disclosure(&self) -> bool {
        matches!(self.previous(), Some(Node::Open(Element::Disclosure { .. }, _)))
    }

    /// A paragraph; the first one of an item with a box is the box's label.
    fn paragraph(&mut self, tight: bool) {
        let task = match self.previous() {
            Some(Node::Open(Element::Item { task }, _)) => *task,
            _ => None,
        };
        if !tight {
            self.fresh();
            self.out.push_str("<p>");
        }
        match task {
            Some(done) => {
                self.out.push_str("<label>");
                self.check_box(done);
                self.out.push(' ');
                self.open.push(End::Labelled { tight });
            }
            None => self.open.push(End::With(if tight { "" } else { "</p>\n" })),
        }
    }

    fn check_box(&mut self, done: bool) {
        self.out.push_str("<input type=\"checkbox\" disabled");
        self.out.push_str(if done { " checked />" } else { " />" });
    }

    fn heading(&mut self, level: u8, id: &'a str, classes: &[Box<str>], attributes: &[(Box<str>, Text<'_>)]) {
        self.fresh();
        let written = self.heading_level(level);
        let _ = write!(self.out, "<h{written}");
        escape::pair("id", id, &mut self.out);
        let mut classes: Vec<_> = classes.iter().map(AsRef::as_ref).collect();
        let given = format!("level-{level}");
        if written != level {
            classes.push(&given);
        }
        if !classes.is_empty() {
            escape::pair("class", &classes.join(" "), &mut self.out);
        }
        for (name, value) in attributes {
            // Any attribute may be written; those that HTML does not have become data.
            let sound = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            let known =
                name.starts_with("data-") || matches!(&**name, "lang" | "dir" | "title" | "translate" | "aria-label");
            if sound && !matches!(&**name, "id" | "class") {
                let name = if known { name.to_string() } else { format!("data-{name}") };
                escape::pair(&name, &value.text, &mut self.out);
            }
        }
        self.out.push('>');
        self.open.push(End::Heading(written, id));
    }

    /// The level that a heading is written on: at most one below the heading it stands under. The page's own title is
    /// the heading of level 1.
    fn heading_level(&mut self, level: u8) -> u8 {
        while self.levels.last().is_some_and(|(given, _)| *given >= level) {
            self.levels.pop();
        }
        let written = level.min(self.levels.last().map_or(1, |(_, written)| *written) + 1);
        self.levels.push((level, written));
        written
    }

    pub fn end_heading(&mut self, level: u8, id: &str) {
        if self.context.anchors {
            // Readers who hear the page have its outline; the link is for those who point.
            self.out.push_str("<a class=\"anchor\" href=\"#");
            escape::address(id, &mut self.out);
            self.out.push_str("\" aria-hidden=\"true\" tabindex=\"-1\"></a>");
        }
        let _ = writeln!(self.out, "</h{level}>");
    }

    fn alert(&mut self, kind: AlertKind) {
        let name = match kind {
            AlertKind::Note => "note",
            AlertKind::Tip => "tip",
            AlertKind::Important => "important",
            AlertKind::Warning => "warning",
            AlertKind::Caution => "caution",
        };
        self.fresh();
        let _ = writeln!(self.out, "<aside class=\"alert {name}\" role=\"note\">");
        self.open.push(End::Fresh("</aside>\n"));
        if !matches!(self.next(), Some(Node::Open(Element::AlertTitle, _))) {
            let title = (self.context.message)(&format!("alert-{name}"), None);
            self.out.push_str("<p class=\"alert-title\">");
            escape::text(&title, &mut self.out);
            self.out.push_str("</p>\n");
        }
    }

    fn list(&mut self, start: Option<u64>) {
        match start {
            None => self.begin("<ul>\n", End::Fresh("</ul>\n")),
            Some(1) => self.begin("<ol>\n", End::Fresh("</ol>\n")),
            Some(start) => self.begin(&format!("<ol start=\"{start}\">\n"), End::Fresh("</ol>\n")),
        }
    }

    fn table(&mut self) {
        let label = (self.context.message)("table-scroll", None);
        self.fresh();
        // A table that is wider than the page scrolls by itself, also by keyboard.
        self.out.push_str("<div class=\"table\" role=\"group\"");
        escape::pair("aria-label", &label, &mut self.out);
        self.out.push_str(" tabindex=\"0\"><table>");
        self.open.push(End::Table { body: false });
    }

    fn row(&mut self, head: bool) {
        if head {
            self.out.push_str("<thead><tr>");
        } else {
            if let Some(End::Table { body }) = self.open.last_mut()
                && !std::mem::replace(body, true)
            {
                self.out.push_str("<tbody>\n");
            }
            self.out.push_str("<tr>");
        }
        self.open.push(End::Row { head });
    }

    pub fn end_row(&mut self, head: bool) {
        self.out.push_str(if head { "</tr></thead>" } else { "</tr>\n" });
    }

    fn cell(&mut self, alignment: Alignment, head: bool) {
        // An empty head cell heads nothing.
        let head = head && !matches!(self.next(), Some(Node::Close(_)));
        self.out.push_str(if head { "<th scope=\"col\"" } else { "<td" });
        self.out.push_str(match alignment {
            Alignment::None => ">",
            Alignment::Left => " class=\"left\">",
            Alignment::Center => " class=\"center\">",
            Alignment::Right => " class=\"right\">",
        });
        self.open.push(End::With(if head { "</th>" } else { "</td>" }));
    }

    /// A footnote ends with the ways back to its marks, inside its last paragraph.
    pub fn end_footnote(&mut self, number: u32, marks: u32) {
        let paragraph = self.out.ends_with("</p>\n");
        if paragraph {
            self.out.truncate(self.out.len() - "</p>\n".len());
        }
        let label = (self.context.message)("footnote-back", Some(number));
        for mark in 1..=marks {
            let id = footnote_mark_id(number, mark);
            let _ = write!(self.out, " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\"");
            escape::pair("aria-label", &label, &mut self.out);
            self.out.push_str(">↩\u{FE0E}</a>");
        }
        self.out.push_str(if paragraph { "</p>\n</li>\n" } else { "\n</li>\n" });
    }

    fn disclosure(&mut self, open: bool) {
        self.begin(if open { "<details open>\n" } else { "<details>\n" }, End::Fresh("</details>\n"));
        if !matches!(self.next(), Some(Node::Open(Element::Caption, _))) {
            let summary = (self.context.message)("details", None);
            self.out.push_str("<summary>");
            escape::text(&summary, &mut self.out);
            self.out.push_str("</summary>\n");
        }
    }

    /// A code block, in a figure if it has a title.
    pub fn code_block(&mut self, language: &str, title: Option<&Text<'_>>, text: &str) {
        self.fresh();
        if let Some(title) = title {
            self.out.push_str("<figure class=\"code\">\n<figcaption>");
            escape::text(&title.text, &mut self.out);
            self.out.push_str("</figcaption>\n");
        }
        // Long lines scroll, also by keyboard.
        self.out.push_str("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            escape::pair("class", &format!("language-{language}"), &mut self.out);
        }
        self.out.push('>');
        self.context.highlighter.write(language, text, &mut self.out);
        self.out.push_str("</code></pre>\n");
        if title.is_some() {
            self.out.push_str("</figure>\n");
        }
    }
}

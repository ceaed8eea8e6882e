//! Inline elements, and raw HTML.

use super::{End, Writer, escape};
use crate::content::tree::{Attributes, HtmlPiece, LinkId, Node, Shortcode, Text, footnote_mark_id};
use crate::source::Span;
use std::fmt::Write;

impl<'a, 's> Writer<'a, 's> {
    pub fn code(&mut self, code: &str) {
        self.out.push_str("<code>");
        escape::text(code, &mut self.out);
        self.out.push_str("</code>");
    }

    /// Mathematics in the delimiters that KaTeX and MathJax both look for.
    pub fn math(&mut self, tex: &str, display: bool) {
        let (begin, end) = if display {
            ("<span class=\"math display\">\\[", "\\]</span>")
        } else {
            ("<span class=\"math inline\">\\(", "\\)</span>")
        };
        self.out.push_str(begin);
        escape::text(tex, &mut self.out);
        self.out.push_str(end);
    }

    pub fn footnote_mark(&mut self, number: u32, occurrence: u32) {
        let label = (self.context.message)("footnote", Some(number));
        let id = footnote_mark_id(number, occurrence);
        let _ =
            write!(self.out, "<sup class=\"footnote-mark\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\"");
        escape::pair("aria-label", &label, &mut self.out);
        let _ = write!(self.out, ">{number}</a></sup>");
    }

    pub fn link(&mut self, link: LinkId, title: Option<&Text<'_>>) {
        self.out.push_str("<a href=\"");
        if let Some(href) = self.href(link) {
            escape::address(&href.address, &mut self.out);
            self.out.push('"');
            if let Some(language) = &href.language {
                escape::pair("hreflang", language, &mut self.out);
            }
        } else {
            self.out.push('"');
        }
        if let Some(title) = title {
            escape::pair("title", &title.text, &mut self.out);
        }
        if self.shows_address(link) {
            self.out.push_str(" class=\"bare\"");
        }
        self.out.push('>');
        self.open.push(End::With("</a>"));
    }

    /// Whether the text of the link that begins here is the address that it leads to, as a reader would type it.
    fn shows_address(&self, link: LinkId) -> bool {
        let Some([Node::Text(text), Node::Close(_)]) = self.tree.nodes.get(self.at + 1..self.at + 3) else {
            return false;
        };
        let after_scheme =
            |address: &'a str| ["https://", "http://"].iter().find_map(|start| address.strip_prefix(start));
        let typed = |address: &'a str| address.strip_suffix('/').unwrap_or(address);
        let address = self.href(link).and_then(|href| after_scheme(&href.address));
        address.is_some_and(|address| typed(after_scheme(&text.text).unwrap_or(&text.text)) == typed(address))
    }

    pub fn image(&mut self, link: LinkId, alt: &[Text<'_>], title: Option<&Text<'_>>, attributes: &Attributes<'_>) {
        self.out.push_str("<img src=\"");
        let href = self.href(link);
        if let Some(href) = href {
            escape::address(&href.address, &mut self.out);
        }
        self.out.push_str("\" alt=\"");
        for text in alt {
            escape::attribute(&text.text, &mut self.out);
        }
        self.out.push('"');
        if let Some(title) = title {
            escape::pair("title", &title.text, &mut self.out);
        }
        let given = |name: &str| attributes.iter().any(|(given, _)| given == name);
        if let (Some((width, height)), false) = (href.and_then(|href| href.size), given("width") || given("height")) {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        if !given("loading") {
            self.out.push_str(" loading=\"lazy\"");
        }
        let mut style = String::new();
        for (name, value) in attributes {
            // HTML wants pixels there (4.8.17), and authors write `50%`.
            let length = matches!(&**name, "width" | "height") && !value.bytes().all(|b| b.is_ascii_digit());
            if length && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'%')) {
                let _ = write!(style, "{}{name}:{value}", if style.is_empty() { "" } else { ";" });
            } else {
                escape::pair(name, value, &mut self.out);
            }
        }
        if !style.is_empty() {
            escape::pair("style", &style, &mut self.out);
        }
        self.out.push_str(" />");
    }

    /// A shortcode without a body: a reference shows its address, the site's own are its templates' matter.
    pub fn call(&mut self, call: &Shortcode<'_>, span: Span) {
        let leads = call.arguments.iter().find_map(|argument| argument.link);
        match leads {
            Some(link) if matches!(&*call.name, "ref" | "relref") => {
                if let Some(href) = self.href(link) {
                    escape::text(&href.address, &mut self.out);
                }
            }
            _ => (self.context.shortcode)((call, span), None, &mut self.out),
        }
    }

    /// Raw HTML, with what is ours put in.
    pub fn html(&mut self, pieces: &[HtmlPiece<'_>]) {
        for (at, piece) in pieces.iter().enumerate() {
            match piece {
                HtmlPiece::Raw(text) => self.out.push_str(text),
                // Its entities are as the author wrote them.
                HtmlPiece::Attribute(text) | HtmlPiece::Text(text) => self.out.push_str(&text.text),
                HtmlPiece::Destination(link) => {
                    if let Some(href) = self.href(*link) {
                        if let Some(language) = &href.language {
                            self.mark_language(language, &pieces[at + 1..]);
                        }
                        escape::address(&href.address, &mut self.out);
                    }
                }
                HtmlPiece::KeepStart | HtmlPiece::KeepEnd => {}
            }
        }
    }

    /// Says in the link that is being written what language it leads to, unless its author did; `rest` follows.
    fn mark_language(&mut self, language: &str, rest: &[HtmlPiece<'_>]) {
        let Some(tag) = self.out.rfind('<') else { return };
        let name = self.out[tag + 1..].split(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        let is_link = name.eq_ignore_ascii_case("a") || name.eq_ignore_ascii_case("area");
        let mut behind = String::new();
        for piece in rest {
            let HtmlPiece::Raw(text) = piece else { continue };
            behind.push_str(text.split('>').next().unwrap_or_default());
            if text.contains('>') {
                break;
            }
        }
        let has = |text: &str| text.to_ascii_lowercase().contains("hreflang");
        if is_link && !has(&self.out[tag..]) && !has(&behind) {
            let mut pair = String::new();
            escape::pair("hreflang", language, &mut pair);
            self.out.insert_str(tag + 1 + name.len(), &pair);
        }
    }
}

//! The open elements of raw HTML, of which many may be left without an end tag (HTML, 13.1.2.4).

use crate::source::Span;

/// An open element.
#[derive(Debug)]
struct Open {
    name: Box<str>,
    /// Its text stays as it is.
    keeps: bool,
    /// Its text is no part of a summary.
    aside: bool,
    /// Its start tag.
    span: Span,
}

/// The open elements, the outermost first.
#[derive(Debug, Default)]
pub(super) struct Elements {
    open: Vec<Open>,
    kept: usize,
    aside: usize,
    /// Elements that keep their text and were closed by something else than their end tag, which they must have.
    pub(super) unclosed: Vec<(Box<str>, Span)>,
}

/// How far outwards a tag is held against open elements.
const REACH: usize = 256;
/// Elements whose end tag may be left out.
const OPTIONAL: [&str; 18] = [
    "li", "dt", "dd", "p", "rt", "rp", "option", "optgroup", "colgroup", "caption", "thead", "tbody", "tfoot", "tr",
    "td", "th", "body", "html",
];
/// Which elements a start tag closes, and those that it does not look beyond.
const CLOSED_BY: [(&[&str], &[&str], &[&str]); 9] = [
    (&["li"], &["li"], &["ul", "ol", "menu"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["option"], &["option"], &["select", "datalist", "optgroup"]),
    (&["optgroup"], &["option", "optgroup"], &["select"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["td", "th", "tr"], &["thead", "tbody", "tfoot", "table"]),
    (&["thead", "tbody", "tfoot"], &["caption", "colgroup", "td", "th", "tr", "thead", "tbody", "tfoot"], &["table"]),
    (&["rt", "rp"], &["rt", "rp"], &["ruby"]),
    (&BLOCKS, &["p"], &["button", "td", "th", "caption", "object", "template", "svg"]),
];
/// Elements that a paragraph cannot hold.
const BLOCKS: [&str; 37] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
    "li",
    "dt",
];
/// Elements whose text is not what a page says first.
const ASIDE: [&str; 14] = [
    "script", "style", "template", "noscript", "button", "select", "datalist", "textarea", "svg", "math", "iframe",
    "object", "audio", "video",
];

impl Elements {
    /// How many are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// How many of them keep their text as it is.
    pub(super) fn kept(&self) -> usize {
        self.kept
    }

    /// Whether the text inside them is no part of a summary.
    pub(super) fn is_aside(&self) -> bool {
        self.aside > 0
    }

    /// An element begins, by the start tag at `span`.
    pub(super) fn begin(&mut self, name: &str, keeps: bool, span: Span) {
        let aside = ASIDE.contains(&name);
        self.kept += usize::from(keeps);
        self.aside += usize::from(aside);
        self.open.push(Open { name: name.into(), keeps, aside, span });
    }

    /// Closes what a start tag of `name` does, and gives how many of those kept their text.
    pub(super) fn before(&mut self, name: &str) -> usize {
        let mut first = None;
        for (_, closes, barriers) in CLOSED_BY.iter().filter(|(names, ..)| names.contains(&name)) {
            for (at, open) in self.open.iter().enumerate().rev().take(REACH) {
                if barriers.contains(&&*open.name) {
                    break;
                }
                if closes.contains(&&*open.name) {
                    first = Some(first.map_or(at, |first: usize| first.min(at)));
                }
            }
        }
        first.map_or(0, |first| self.close(first, None))
    }

    /// An end tag of `name`: closes the innermost such element with all that is open inside, and gives how many of those
    /// kept their text. The end of an element in a line closes no block.
    pub(super) fn end(&mut self, name: &str) -> usize {
        let is_block = |name: &str| BLOCKS.contains(&name) || OPTIONAL.contains(&name);
        let inline = !is_block(name);
        for (at, open) in self.open.iter().enumerate().rev().take(REACH) {
            if *open.name == *name {
                return self.close(at, Some(at));
            }
            if inline && is_block(&open.name) {
                break;
            }
        }
        0
    }

    /// Closes all but the outermost `count`, where what they stand in ends, and gives how many of those kept their text.
    pub(super) fn end_inside(&mut self, count: usize) -> usize {
        self.close(count, None)
    }

    /// The same at the end of a document, where those count as unclosed too whose end tag may be left out.
    pub(super) fn end_all(&mut self) -> usize {
        let kept = self.kept;
        for open in self.open.drain(..).filter(|open| open.keeps) {
            self.unclosed.push((open.name, open.span));
        }
        (self.kept, self.aside) = (0, 0);
        kept
    }

    /// Closes the elements from `first` on, that at `own` by its own end tag.
    fn close(&mut self, first: usize, own: Option<usize>) -> usize {
        let mut kept = 0;
        for (at, open) in (first..).zip(self.open.drain(first.min(self.open.len())..)) {
            self.aside -= usize::from(open.aside);
            kept += usize::from(open.keeps);
            if open.keeps && own != Some(at) && !OPTIONAL.contains(&&*open.name) {
                self.unclosed.push((open.name, open.span));
            }
        }
        self.kept -= kept;
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is open after tags, and what should have been closed.
    fn after(tags: &str) -> (String, String) {
        let mut elements = Elements::default();
        for tag in tags.split(' ') {
            match tag.strip_prefix('/') {
                Some(name) => _ = elements.end(name),
                None => {
                    let name = tag.trim_end_matches('!');
                    elements.before(name);
                    elements.begin(name, name != tag, Span::default());
                }
            }
        }
        let kept = elements.open.iter().filter(|open| open.keeps).count();
        assert_eq!(elements.kept, kept, "{tags}");
        let names: Vec<&str> = elements.open.iter().map(|open| &*open.name).collect();
        let unclosed: Vec<&str> = elements.unclosed.iter().map(|(name, _)| &**name).collect();
        (names.join(" "), unclosed.join(" "))
    }

    #[test]
    fn end_tags_may_be_left_out_where_html_says_so() {
        let cases = [
            ("ul li! li", "ul li", "", "a sibling"),
            ("ul li! /ul", "", "", "the parent's end"),
            ("ul li! ul li /ul", "ul li", "", "a list inside closes nothing outside"),
            ("table tr td! td tr th! /table", "", "", "cells and rows"),
            ("table thead tr th! tbody tr td", "table tbody tr td", "", "parts of a table"),
            ("table tr td! table tr td /table", "table tr td", "", "a table inside"),
            ("dl dt! dd! dt", "dl dt", "", "terms"),
            ("p! div", "div", "", "no block stands in a paragraph"),
            ("p! b", "p b", "", "other elements do"),
            ("select option! option", "select option", "", "options"),
            ("ruby rt! rt", "ruby rt", "", "ruby"),
            ("div span! /div", "", "span", "an element that must be closed"),
            ("ul li b! li", "ul li", "b", "the same, inside one that need not"),
            ("span! div /span", "span div", "", "the end of one in a line closes no block"),
            ("b! i /b", "", "", "but what stands in the line"),
            ("b! /i", "b", "", "an end without a beginning"),
        ];
        for (tags, open, unclosed, why) in cases {
            assert_eq!(after(tags), (open.to_owned(), unclosed.to_owned()), "{tags}: {why}");
        }
    }
}

//! Links and images, with `ref` shortcodes as their destinations.

use super::builder::{Builder, Draft};
use super::frames::{FrameKind, Holds};
use super::html::Found;
use super::prepared::{Prepared, TAG_START};
use super::tags::{Form, TagArgument};
use crate::content::tree::{Element, HtmlPiece, LinkId, LinkKind, LinkUse, Node, Text};
use crate::diagnostic::Code;
use crate::source::Span;
use pulldown_cmark::LinkType;
use std::borrow::Cow;
use std::ops::Range;

impl<'s> Builder<'s, '_> {
    /// A Markdown link begins.
    pub fn start_link(&mut self, doc: &Prepared<'s>, form: LinkType, to: &str, title: &str, range: &Range<usize>) {
        if matches!(self.draft, Draft::Image { .. }) {
            return self.frames.push_bare(FrameKind::Parsed, Holds::Inlines);
        }
        let bare = matches!(form, LinkType::Autolink | LinkType::Email);
        let mut used = self.destination(doc, to, range, LinkKind::Link);
        if form == LinkType::Email {
            used.destination = Cow::Owned(format!("mailto:{}", used.destination));
        }
        let link = self.add_link(used);
        let title = text_of(doc, title, range);
        self.open_inline(doc, Element::Link { link, title, bare }, range);
    }

    /// A Markdown image begins; its text is gathered until it ends.
    pub fn start_image(&mut self, doc: &Prepared<'s>, to: &str, title: &str, range: &Range<usize>) {
        if let Draft::Image { depth, .. } = &mut self.draft {
            *depth += 1;
            return;
        }
        self.seal();
        let used = self.destination(doc, to, range, LinkKind::Image);
        let link = self.add_link(used);
        let title = text_of(doc, title, range);
        self.draft = Draft::Image { depth: 0, link, title, alt: Vec::new(), span: doc.span(range) };
    }

    /// A Markdown image ends.
    pub fn end_image(&mut self) {
        match std::mem::take(&mut self.draft) {
            Draft::Image { depth: 0, link, title, alt, span } => {
                self.push_opaque(Node::Image { link, alt, title, attributes: Vec::new(), span }, span);
            }
            Draft::Image { depth, link, title, alt, span } => {
                self.draft = Draft::Image { depth: depth - 1, link, title, alt, span };
            }
            other => self.draft = other,
        }
    }

    /// Adds a use of a destination.
    pub fn add_link(&mut self, used: LinkUse<'s>) -> LinkId {
        self.links.push(used);
        LinkId(u32::try_from(self.links.len() - 1).unwrap_or(u32::MAX))
    }

    /// The destination that the parser gives for a link at `range`.
    fn destination(&mut self, doc: &Prepared<'s>, to: &str, range: &Range<usize>, kind: LinkKind) -> LinkUse<'s> {
        if let Some(at) = to.find(TAG_START)
            && let Some((tag, rest)) = doc.leading_tag(&to[at..])
        {
            if let Form::Open { name: "ref" | "relref", arguments, .. } = &tag.form
                && let Some(target) = target(arguments)
                && at == 0
            {
                return reference(target, &doc.restore(rest));
            }
            let help = Some("only `ref` and `relref` may stand in a destination");
            self.problem(Code::Shortcode, doc.span(range), format!("`{}` gives no destination", tag.source), help);
        }
        let span = doc.locate(to).map_or_else(|| doc.span(range), |place| doc.span(&place));
        LinkUse { destination: doc.restore(to), span, kind }
    }

    /// A tag inside an HTML tag or comment: a reference in a destination, else what its author wrote.
    pub fn tag_in_html(&mut self, doc: &Prepared<'s>, index: usize, span: Span, found: &mut Found<'s>) {
        let tag = &doc.tags[index];
        if let Form::Open { name: "ref" | "relref", arguments, .. } = &tag.form
            && let Some(target) = target(arguments)
        {
            let link = self.add_link(reference(target, ""));
            found.pieces.push(HtmlPiece::Destination(link));
            return;
        }
        self.html.read(tag.source, span, found, &mut self.links);
    }
}

/// The argument of a reference that says where it leads.
pub fn target<'a, 's>(arguments: &'a [TagArgument<'s>]) -> Option<&'a TagArgument<'s>> {
    arguments.iter().find(|argument| matches!(argument.name, None | Some("path")))
}

/// The use of a reference, with what follows it in its destination.
pub fn reference<'s>(target: &TagArgument<'s>, rest: &str) -> LinkUse<'s> {
    let destination =
        if rest.is_empty() { target.value.clone() } else { Cow::Owned(format!("{}{rest}", target.value)) };
    LinkUse { destination, span: target.span, kind: LinkKind::Reference }
}

/// A link's title; `None` if it is empty.
fn text_of<'s>(doc: &Prepared<'s>, text: &str, range: &Range<usize>) -> Option<Text<'s>> {
    if text.is_empty() {
        return None;
    }
    let restored = doc.restore(text);
    Some(match (doc.locate(text), restored) {
        (Some(place), Cow::Borrowed(slice)) => {
            let span = doc.span(&place);
            if slice.len() == (span.end - span.start) as usize {
                Text::slice(slice, span)
            } else {
                Text::made(slice, span)
            }
        }
        (_, made) => {
            let span = doc.span(range);
            match quoted(doc.slice(span), &made) {
                Some((at, slice)) => Text::slice(slice, Span::new(at, at + slice.len()).shifted(span.start as usize)),
                None => Text::made(made, span),
            }
        }
    })
}

/// Where a title stands as it is at the end of its link, in quotes.
fn quoted<'s>(written: &'s str, title: &str) -> Option<(usize, &'s str)> {
    let quotes = [('"', '"'), ('\'', '\''), ('(', ')')].into_iter();
    let at = quotes.filter_map(|(open, close)| written.rfind(&format!("{open}{title}{close}"))).max()? + 1;
    Some((at, &written[at..at + title.len()]))
}

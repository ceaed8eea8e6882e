//! Shortcodes: the built-in ones become elements of our own, the site's own go on to its templates.

use super::alerts::alert_kind;
use super::builder::Builder;
use super::frames::{FrameKind, Holds};
use super::links::{reference, target};
use super::prepared::Prepared;
use super::tags::{CURLY, Form, NO_END, TagArgument};
use crate::config::table::{listed, nearest};
use crate::content::tree::{AlertKind, Argument, Closing, Element, LinkId, LinkKind, LinkUse, Node, Shortcode, Text};
use crate::diagnostic::Code;
use crate::source::Span;
use std::borrow::Cow;

/// The shortcodes that every site has.
const BUILT_IN: [&str; 5] = ["callout", "details", "figure", "ref", "relref"];
/// The arguments of each: those that it takes, and those that other generators' shortcode of that name takes, which say
/// nothing here.
const ARGUMENTS: [(&str, &[&str], &[&str]); 5] = [
    ("callout", &["type", "title"], &["emoji", "icon"]),
    ("details", &["title", "summary", "open", "closed"], &["class", "name"]),
    (
        "figure",
        &["src", "alt", "title", "caption", "attr", "attrlink", "link", "id", "class", "width", "height", "loading"],
        &["target", "rel"],
    ),
    ("ref", &["path"], &["lang", "outputFormat"]),
    ("relref", &["path"], &["lang", "outputFormat"]),
];
/// Arguments that are destinations, and what for.
const DESTINATIONS: [(&str, LinkKind); 3] =
    [("src", LinkKind::Image), ("href", LinkKind::Link), ("link", LinkKind::Link)];

impl<'s> Builder<'s, '_> {
    /// A tag in text.
    pub fn tag(&mut self, doc: &Prepared<'s>, index: usize) {
        let tag = &doc.tags[index];
        let span = place(doc, index);
        match &tag.form {
            Form::Bad(why) => {
                self.unread(span, why);
                self.plain(Text::slice(tag.source, span));
            }
            Form::Escaped(text) => self.plain(Text::made(text.clone(), span)),
            Form::Close { name } => self.close_shortcode(doc, index, name),
            Form::Open { name, arguments, closed } => {
                let body = tag.partner.filter(|_| !closed);
                self.call(doc, index, name, arguments, body.is_some());
            }
        }
    }

    /// Reports a tag that begins at `span` and cannot be read, with the line that it stands in.
    fn unread(&mut self, span: Span, why: &'static str) {
        let rest = &self.source[span.start as usize..];
        let own = rest[3..].find("{{").map_or(rest, |next| &rest[..3 + next]);
        let line = own.lines().next().unwrap_or_default().trim_end();
        let close = if rest.starts_with("{{%") { "%}}" } else { ">}}" };
        let word: String = line[3..].split_whitespace().next().unwrap_or_default().chars().take(40).collect();
        let head = if word.is_empty() { line.to_owned() } else { format!("{} {word}", &line[..3]) };
        let whole = line.find(close).map_or(line.len(), |at| at + close.len());
        let (length, message, help) = match why {
            NO_END => return self.endless(span, line, &head, close),
            CURLY => (whole, format!("`{head}` is no shortcode: {why}"), "write straight ones: `\"`"),
            _ => (whole, format!("`{head}` is no shortcode: {why}"), HELP),
        };
        let start = span.start as usize;
        self.problem(Code::Shortcode, Span::new(start, start + length), message, Some(help));
    }

    /// Reports a tag that is not closed, and begins `line` at `span`.
    fn endless(&mut self, span: Span, line: &str, head: &str, close: &str) {
        // What was typed in its place: the other kind's, or with a brace too few.
        let typed = [" %}}", " >}}", " >}", " %}", "}}", "/>"];
        let instead = typed.iter().find_map(|end| line.find(end).map(|at| (at + end.len(), end.trim())));
        let (length, message, help) = match instead {
            Some((length, end)) => {
                let message = format!("`{head}` has no end: `{end}` does not close it");
                (length, message, format!("did you mean `{close}` instead of `{end}`?"))
            }
            None => {
                let message = format!("`{head}` has no end: its `{close}` is missing");
                let help =
                    "write `CLOSE` where it ends, perhaps at the end of this line; `{{</* … */>}}` shows such a text";
                (line.len(), message, help.replace("CLOSE", close))
            }
        };
        let start = span.start as usize;
        self.problem(Code::Shortcode, Span::new(start, start + length), message, Some(&help));
    }

    /// A call of a shortcode.
    fn call(&mut self, doc: &Prepared<'s>, index: usize, name: &'s str, arguments: &[TagArgument<'s>], body: bool) {
        let span = place(doc, index);
        let own = self.options.shortcodes.contains(name);
        if !own || matches!(name, "ref" | "relref") {
            self.arguments(name, arguments);
        }
        match name {
            "ref" | "relref" => match target(arguments) {
                Some(_) => {
                    let call = self.shortcode(name, arguments);
                    self.push_opaque(Node::Shortcode(call, span), span);
                }
                None => self.visible(doc, index, format!("`{name}` lacks the document it leads to"), None),
            },
            _ if own && body => {
                let call = self.shortcode(name, arguments);
                self.open_shortcode(Element::Shortcode(call), span, index);
            }
            _ if own => {
                let call = self.shortcode(name, arguments);
                self.push_opaque_anywhere(Node::Shortcode(call, span), span);
            }
            "figure" => self.figure(doc, index, arguments),
            "callout" | "details" if !body => {
                let help = ["write `{{< /", name, " >}}` where it ends"].concat();
                self.visible(doc, index, format!("`{name}` has no end"), Some(&help));
            }
            "callout" => self.callout(doc, index, arguments),
            "details" => self.details(doc, index, arguments),
            _ => self.unknown(doc, index, name),
        }
    }

    /// Reports arguments that a shortcode of ours does not know, and values that say nothing.
    fn arguments(&mut self, name: &str, arguments: &[TagArgument<'s>]) {
        let Some((_, known, elsewhere)) = ARGUMENTS.iter().find(|(own, ..)| *own == name) else { return };
        if let Some(second) = arguments.iter().filter(|argument| argument.name.is_none()).nth(1) {
            let message = format!("`{name}` takes one argument without a name");
            self.problem(
                Code::UnknownArgument,
                second.span,
                message,
                Some("it is ignored; write its name before it: `name=\"…\"`"),
            );
        }
        for argument in arguments {
            let Some(given) = argument.name else { continue };
            if !known.contains(&given) && !elsewhere.contains(&given) {
                let help = match nearest(given, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it is ignored; `{name}` takes {}", listed(known)),
                };
                let message = format!("`{name}` knows no argument `{given}`");
                self.problem(Code::UnknownArgument, self.name_of(argument), message, Some(&help));
            } else if matches!(given, "open" | "closed") && !matches!(&*argument.value, "true" | "false") {
                let message = format!("`{}` is neither `true` nor `false`", argument.value);
                self.problem(Code::UnknownArgument, argument.span, message, Some("it is ignored"));
            }
        }
    }

    /// Where the name of an argument stands: before its value and the equals sign.
    fn name_of(&self, argument: &TagArgument<'s>) -> Span {
        let Some(name) = argument.name else { return argument.span };
        let start = name.as_ptr() as usize - self.source.as_ptr() as usize;
        Span::new(start, start + name.len())
    }

    /// Whether there is a shortcode of that name.
    fn knows(&self, name: &str) -> bool {
        BUILT_IN.contains(&name) || self.options.shortcodes.contains(name)
    }

    /// A shortcode that neither yiben nor the site has.
    fn unknown(&mut self, doc: &Prepared<'s>, index: usize, name: &str) {
        let known = BUILT_IN.iter().copied().chain(self.options.shortcodes.iter().map(String::as_str));
        let near = known
            .map(|known| (strsim::jaro_winkler(known, name), known))
            .filter(|(score, _)| *score > 0.8)
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, known)| format!("did you mean `{known}`?"));
        let help = near.unwrap_or_else(|| format!("a template `shortcodes/{name}.html` would define it"));
        self.problem(Code::Shortcode, place(doc, index), format!("unknown shortcode `{name}`"), Some(&help));
        self.plain(Text::slice(doc.tags[index].source, place(doc, index)));
    }

    /// Reports a tag and leaves it visible.
    fn visible(&mut self, doc: &Prepared<'s>, index: usize, message: String, help: Option<&str>) {
        self.problem(Code::Shortcode, place(doc, index), message, help);
        self.plain(Text::slice(doc.tags[index].source, place(doc, index)));
    }

    /// A call with its arguments and their destinations.
    fn shortcode(&mut self, name: &'s str, arguments: &[TagArgument<'s>]) -> Shortcode<'s> {
        let reference_call = matches!(name, "ref" | "relref");
        let mut taken = false;
        let arguments = arguments
            .iter()
            .map(|argument| {
                let kind = DESTINATIONS.iter().find(|(name, _)| argument.name == Some(*name)).map(|(_, kind)| *kind);
                let leads = reference_call && !taken && matches!(argument.name, None | Some("path"));
                taken |= leads;
                let link = match kind {
                    _ if leads => Some(self.add_link(reference(argument, ""))),
                    Some(kind) => Some(self.argument_link(argument, kind)),
                    None => None,
                };
                Argument { name: argument.name.map(Cow::Borrowed), value: value_of(argument), link }
            })
            .collect();
        Shortcode { name: Cow::Borrowed(name), arguments }
    }

    fn argument_link(&mut self, argument: &TagArgument<'s>, kind: LinkKind) -> LinkId {
        self.add_link(LinkUse { destination: argument.value.clone(), span: argument.span, kind })
    }

    /// Opens a shortcode of the site's own that has a body: a block where blocks stand, else inline.
    fn open_shortcode(&mut self, element: Element<'s>, span: Span, index: usize) {
        self.seal();
        let inline = self.frames.in_inlines();
        if inline {
            self.frames.push_inline(element, span, FrameKind::Shortcode(index));
        } else {
            self.open_level(element, span, index);
        }
    }

    /// Opens a shortcode's block, flattened where it is too deep: its closing tag finds it all the same.
    fn open_level(&mut self, element: Element<'s>, span: Span, index: usize) {
        if self.frames.is_full() {
            self.too_deep(span);
            self.frames.push_bare(FrameKind::Shortcode(index), Holds::BLOCKS);
        } else {
            self.frames.push_block(element, span, FrameKind::Shortcode(index), Holds::BLOCKS);
        }
    }

    /// A node that stands among blocks or in a line, wherever its tag stands.
    fn push_opaque_anywhere(&mut self, node: Node<'s>, span: Span) {
        if self.frames.in_inlines() {
            return self.push_opaque(node, span);
        }
        self.seal();
        self.frames.nodes.push(node);
    }

    /// Makes room for a block: ends the paragraph. False inside inline elements, headings and cells.
    fn block_allowed(&mut self) -> bool {
        self.end_paragraph();
        matches!(self.frames.top().holds, Holds::Blocks { .. })
    }

    /// `{{< callout type="tip" title="…" >}}`
    fn callout(&mut self, doc: &Prepared<'s>, index: usize, arguments: &[TagArgument<'s>]) {
        if !self.block_allowed() {
            return self.visible(doc, index, "`callout` cannot stand inside other markup".into(), None);
        }
        let wanted = value(arguments, "type").or_else(|| arguments.iter().find(|argument| argument.name.is_none()));
        let kind = wanted.map_or(Some(AlertKind::Note), |argument| match argument.value.as_ref() {
            "default" | "" => Some(AlertKind::Note),
            name => alert_kind(name),
        });
        if let (None, Some(argument)) = (kind, wanted) {
            let message = format!("`{}` is no type of callout", argument.value);
            let help = "the types are `note`, `tip`, `important`, `warning` and `caution`";
            self.problem(Code::Shortcode, argument.span, message, Some(help));
        }
        let kind = kind.unwrap_or(AlertKind::Note);
        let span = place(doc, index);
        self.open_level(Element::Alert { kind }, span, index);
        if let Some(title) = value(arguments, "title") {
            self.titled(Element::AlertTitle, title);
        }
    }

    /// `{{< details title="…" open=true >}}`
    fn details(&mut self, doc: &Prepared<'s>, index: usize, arguments: &[TagArgument<'s>]) {
        if !self.block_allowed() {
            return self.visible(doc, index, "`details` cannot stand inside other markup".into(), None);
        }
        let says = |name, word| value(arguments, name).is_some_and(|argument| argument.value == word);
        let open = says("open", "true") || says("closed", "false");
        let element = Element::Disclosure { open };
        self.open_level(element, place(doc, index), index);
        let title = value(arguments, "title").or_else(|| value(arguments, "summary"));
        if let Some(title) = title.or_else(|| arguments.iter().find(|argument| argument.name.is_none())) {
            self.titled(Element::Caption, title);
        }
    }

    /// An element with the text of an argument, in which inline Markdown is read.
    fn titled(&mut self, element: Element<'s>, argument: &TagArgument<'s>) {
        self.aside += 1;
        self.begin_block_of_inlines(element, argument.span);
        self.phrase(argument, None);
        self.close_frame();
        self.aside = self.aside.saturating_sub(1);
    }

    /// An argument's Markdown inside a line, as the text of a link where there is one.
    fn phrase(&mut self, argument: &TagArgument<'s>, link: Option<LinkId>) {
        if let Some(link) = link {
            self.links_open += 1;
            self.frames.push_inline(Element::Link { link, title: None, bare: false }, argument.span, FrameKind::Link);
        }
        match &argument.value {
            Cow::Borrowed(text) => self.fragment(text, argument.span),
            Cow::Owned(text) => self.plain(Text::made(text.clone(), argument.span)),
        }
        if link.is_some() {
            self.close_frame();
        }
    }

    /// The caption of a figure as Hugo has it: a title above it, and whose picture it is behind it. Gives the place of the
    /// caption's own nodes.
    fn caption(
        &mut self,
        arguments: &[TagArgument<'s>],
        caption: &TagArgument<'s>,
        link: Option<LinkId>,
    ) -> std::ops::Range<usize> {
        self.aside += 1;
        self.begin_block_of_inlines(Element::Caption, caption.span);
        if let Some(title) = value(arguments, "title").filter(|title| title.span != caption.span) {
            self.frames.push_inline(Element::Strong, title.span, FrameKind::Parsed);
            self.phrase(title, None);
            self.seal();
            self.close_frame();
            self.push_opaque(Node::HardBreak, Span::default());
        }
        let begin = self.frames.nodes.len();
        self.phrase(caption, link);
        self.seal();
        let own = begin..self.frames.nodes.len();
        if let Some(whose) = value(arguments, "attr") {
            self.plain(Text::made(" ", whose.span));
            self.seal();
            let link = value(arguments, "attrlink").map(|to| self.argument_link(to, LinkKind::Link));
            self.phrase(whose, link);
        }
        self.close_frame();
        self.aside = self.aside.saturating_sub(1);
        own
    }

    /// `{{< figure src="…" alt="…" caption="…" >}}`; without a picture, a caption for what follows.
    fn figure(&mut self, doc: &Prepared<'s>, index: usize, arguments: &[TagArgument<'s>]) {
        let source = value(arguments, "src").or_else(|| arguments.iter().find(|argument| argument.name.is_none()));
        let caption = value(arguments, "caption").or_else(|| value(arguments, "title"));
        let span = place(doc, index);
        if source.is_none() && caption.is_none() {
            return self.visible(doc, index, "`figure` has neither a picture, `src`, nor a caption".into(), None);
        }
        let image = source.map(|source| self.figure_image(source, caption, arguments, span));
        if !self.block_allowed() {
            return match image {
                Some(image) => self.push_opaque(image, span),
                None => self.visible(doc, index, "`figure` cannot stand inside other markup".into(), None),
            };
        }
        let text = |name| value(arguments, name).map(|argument| argument.value.clone());
        let id = text("id");
        self.ids.extend(id.as_deref().map(Box::from));
        let element = Element::Figure { id, class: text("class") };
        self.frames.push_block(element, span, FrameKind::Parsed, Holds::BLOCKS);
        let link = value(arguments, "link").map(|argument| self.argument_link(argument, LinkKind::Link));
        let begin = self.frames.nodes.len();
        match (image, link) {
            (Some(image), Some(link)) => {
                self.frames.nodes.push(Node::Open(Element::Link { link, title: None, bare: false }, span));
                self.frames.nodes.push(image);
                self.frames.nodes.push(Node::Close(Closing::Inline));
            }
            (image, _) => self.frames.nodes.extend(image),
        }
        if let Some(caption) = caption {
            let own = self.caption(arguments, caption, link.filter(|_| source.is_none()));
            if value(arguments, "alt").is_none() {
                self.caption_as_alt(begin, own);
            }
        }
        self.close_frame();
    }

    /// Gives the picture among the nodes from `begin` on the caption's text, without markup, as its own.
    fn caption_as_alt(&mut self, begin: usize, caption: std::ops::Range<usize>) {
        let text = |node: &Node<'s>| match node {
            Node::Text(text) => Some(text.clone()),
            Node::Code(code, span) => Some(Text::made(code.clone(), *span)),
            _ => None,
        };
        let texts = self.frames.nodes[caption].iter().filter_map(text).collect();
        let image = self.frames.nodes[begin..].iter_mut().take(2).find_map(|node| match node {
            Node::Image { alt, .. } => Some(alt),
            _ => None,
        });
        if let Some(alt) = image {
            *alt = texts;
        }
    }

    /// The picture of a figure. Its caption is its text where it has no other.
    fn figure_image(
        &mut self,
        source: &TagArgument<'s>,
        caption: Option<&TagArgument<'s>>,
        arguments: &[TagArgument<'s>],
        span: Span,
    ) -> Node<'s> {
        let link = self.argument_link(source, LinkKind::Image);
        let alt = value(arguments, "alt").or(caption).map(value_of).into_iter().collect();
        let kept = ["width", "height", "loading"]
            .iter()
            .filter_map(|name| value(arguments, name).map(|argument| (Cow::Borrowed(*name), argument.value.clone())));
        Node::Image { link, alt, title: None, attributes: kept.collect(), span }
    }

    /// A closing tag: it must stand where its opening one does, not deeper and not further out.
    fn close_shortcode(&mut self, doc: &Prepared<'s>, index: usize, name: &str) {
        self.seal();
        let opens = |frame: &FrameKind| match frame {
            FrameKind::Shortcode(open) => doc.tags[*open].partner == Some(index),
            _ => false,
        };
        let opener = doc.tags[index].partner.map(|open| &doc.tags[open].form);
        if matches!(opener, Some(Form::Open { name, .. }) if !self.knows(name)) {
            // Its beginning has been reported.
            return self.plain(Text::slice(doc.tags[index].source, place(doc, index)));
        }
        if !opens(&self.frames.top().kind) {
            let message = format!("`{name}` ends here, but does not begin in the same place");
            return self.visible(doc, index, message, None);
        }
        self.end_paragraph();
        self.close_frame();
    }

    /// Reports a shortcode that is still open where what holds it ends.
    pub fn unclosed(&mut self, doc: Option<&Prepared<'s>>, index: usize) {
        if let Some(doc) = doc
            && let Form::Open { name, .. } = doc.tags[index].form
        {
            let message = format!("`{name}` does not end in the list, quotation or markup that it begins in");
            self.problem(Code::Shortcode, place(doc, index), message, None);
        }
    }
}

/// What to do about a tag that cannot be read.
const HELP: &str = "write `{{</* … */>}}` to show such a text";

/// The argument of that name.
fn value<'a, 's>(arguments: &'a [TagArgument<'s>], name: &str) -> Option<&'a TagArgument<'s>> {
    arguments.iter().find(|argument| argument.name == Some(name))
}

/// An argument's value as text.
fn value_of<'s>(argument: &TagArgument<'s>) -> Text<'s> {
    match &argument.value {
        Cow::Borrowed(text) => Text::slice(text, argument.span),
        Cow::Owned(text) => Text::made(text.clone(), argument.span),
    }
}

/// Where a tag stands.
fn place(doc: &Prepared<'_>, index: usize) -> Span {
    doc.tags[index].span
}

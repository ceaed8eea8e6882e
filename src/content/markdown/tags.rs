//! Shortcode tags in Hugo's syntax: `{{< name arg key="value" >}}`, `{{% … %}}`, closing, self-closing and escaped.

use super::chars::is_forbidden;
use crate::source::Span;
use std::borrow::Cow;
use std::collections::HashMap;

/// A tag as written.
#[derive(Clone, Debug)]
pub struct Tag<'s> {
    /// The whole tag.
    pub source: &'s str,
    /// Where it stands in the file's text.
    pub span: Span,
    /// What it is.
    pub form: Form<'s>,
    /// The index of the closing tag that belongs to an opening one, and the other way round.
    pub partner: Option<usize>,
}

impl Tag<'_> {
    /// What readers see of a tag that is no call, as in code: one that is escaped without its comment marks.
    pub fn shown(&self) -> &str {
        match &self.form {
            Form::Escaped(text) => text,
            _ => self.source,
        }
    }
}

/// What a tag is.
#[derive(Clone, Debug)]
pub enum Form<'s> {
    /// `{{< name … >}}`; `closed` when it ends with `/>}}`.
    Open { name: &'s str, arguments: Vec<TagArgument<'s>>, closed: bool },
    /// `{{< /name >}}`
    Close { name: &'s str },
    /// `{{</* name */>}}`, which shows the text without the comment marks.
    Escaped(String),
    /// A tag that cannot be read, and why.
    Bad(&'static str),
}

/// One argument of a tag.
#[derive(Clone, Debug)]
pub struct TagArgument<'s> {
    /// Its name; `None` for a positional one.
    pub name: Option<&'s str>,
    /// Its value, escapes decoded.
    pub value: Cow<'s, str>,
    /// Where the value stands in the file's text, without quotes.
    pub span: Span,
}

/// No tag is longer, so that a quotation mark without its partner does not swallow a chapter.
const LONGEST: usize = 16 << 10;

/// Why a tag cannot be read whose closing bracket is not there.
pub const NO_END: &str = "it has no end";
/// Why one cannot be read whose value stands in typographic quotation marks.
pub const CURLY: &str = "its quotation marks are curly ones";

/// Reads the tag at the beginning of `text`, which stands at `at` in its file. Gives the tag and its length.
/// `None` when `text` does not begin with `{{<` or `{{%`.
pub fn read(text: &str, at: usize) -> Option<(Tag<'_>, usize)> {
    let close = match text.as_bytes().get(..3)? {
        b"{{<" => ">}}",
        b"{{%" => "%}}",
        _ => return None,
    };
    let limit = text.floor_char_boundary(LONGEST);
    let mut reader = Reader { text: &text[..limit], pos: 3, at, close };
    let mut form = reader.form();
    if text[..reader.pos].contains(is_forbidden) {
        form = Form::Bad("it holds a control character");
    }
    if let Form::Bad(why) = &mut form {
        reader.pos = 3;
        // Without its closing bracket a tag runs into the text behind it, and what does not fit there is not the fault.
        let own = text[3..limit].split("{{").next().unwrap_or_default();
        let own = own.split("\n\n").next().unwrap_or_default();
        if !own.contains(close) && *why != "it has no name" {
            *why = NO_END;
        }
    }
    let span = Span::new(at, at + reader.pos);
    Some((Tag { source: &text[..reader.pos], span, form, partner: None }, reader.pos))
}

/// Finds the closing tag of every opening tag.
pub fn pair(tags: &mut [Tag<'_>]) {
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut pairs = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        match tag.form {
            Form::Open { name, closed: false, .. } => {
                open.push((index, name));
                *counts.entry(name).or_default() += 1;
            }
            Form::Close { name } if counts.get(name).is_some_and(|count| *count > 0) => {
                while let Some((start, top)) = open.pop() {
                    if let Some(count) = counts.get_mut(top) {
                        *count -= 1;
                    }
                    if top == name {
                        pairs.push((start, index));
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    for (start, end) in pairs {
        tags[start].partner = Some(end);
        tags[end].partner = Some(start);
    }
}

/// Reads one tag.
struct Reader<'s> {
    text: &'s str,
    pos: usize,
    at: usize,
    close: &'static str,
}

impl<'s> Reader<'s> {
    /// What stands between the brackets; afterwards `pos` is behind the tag.
    fn form(&mut self) -> Form<'s> {
        if self.rest().starts_with("/*") {
            return self.escaped();
        }
        self.skip_space();
        let closing = self.eat("/");
        self.skip_space();
        let name = self.word();
        if name.is_empty() {
            return Form::Bad("it has no name");
        }
        if closing {
            self.skip_space();
            return if self.eat(self.close) { Form::Close { name } } else { Form::Bad(NO_END) };
        }
        let mut arguments = Vec::new();
        loop {
            self.skip_space();
            if self.eat(self.close) {
                return Form::Open { name, arguments, closed: false };
            }
            if self.rest().starts_with('/') && self.rest()[1..].trim_start().starts_with(self.close) {
                self.pos += 1;
                self.skip_space();
                self.eat(self.close);
                return Form::Open { name, arguments, closed: true };
            }
            match self.argument() {
                Ok(argument) => arguments.push(argument),
                Err(why) => return Form::Bad(why),
            }
        }
    }

    /// `/* … */` before the closing bracket.
    fn escaped(&mut self) -> Form<'s> {
        let end = format!("*/{}", self.close);
        let Some(length) = self.rest().find(&end) else { return Form::Bad(NO_END) };
        let inside = &self.rest()[2..length];
        let open = &self.text[..3];
        let shown = format!("{open}{inside}{}", self.close);
        self.pos += length + end.len();
        Form::Escaped(shown)
    }

    /// A positional value or `name=value`.
    fn argument(&mut self) -> Result<TagArgument<'s>, &'static str> {
        let start = self.pos;
        let word = self.word();
        if !word.is_empty() {
            let mark = self.pos;
            self.skip_space();
            if self.eat("=") {
                self.skip_space();
                let mut argument = self.value()?;
                argument.name = Some(word);
                return Ok(argument);
            }
            self.pos = mark;
        }
        self.pos = start;
        self.value()
    }

    /// A value in quotes, in backticks or bare.
    fn value(&mut self) -> Result<TagArgument<'s>, &'static str> {
        let Some(first) = self.rest().chars().next() else { return Err(NO_END) };
        let quoted = matches!(first, '"' | '`' | '\'' | '“');
        if !quoted {
            let start = self.pos;
            let rest = self.rest();
            let end = rest
                .char_indices()
                .find(|(i, c)| c.is_whitespace() || *c == '"' || rest[*i..].starts_with(self.close))
                .map_or(rest.len(), |(i, _)| i);
            // A slash before the bracket closes the tag; it is no part of the value.
            let end = if rest[end..].starts_with(self.close) && rest[..end].ends_with('/') { end - 1 } else { end };
            if end == 0 {
                return Err("an argument cannot be read");
            }
            if rest[..end].contains("{{") {
                return Err(NO_END);
            }
            self.pos += end;
            return Ok(self.finished(start, self.pos));
        }
        if first == '“' {
            return Err(CURLY);
        }
        self.pos += 1;
        let start = self.pos;
        let mut escaped = false;
        for (i, c) in self.rest().char_indices() {
            if escaped {
                escaped = false;
            } else if c == '\\' && first == '"' {
                escaped = true;
            } else if c == first {
                let end = start + i;
                self.pos = end + 1;
                return Ok(self.finished(start, end));
            }
        }
        Err("a quotation mark has no partner")
    }

    /// The value at `start..end`, `\"` and `\\` decoded.
    fn finished(&self, start: usize, end: usize) -> TagArgument<'s> {
        let raw = &self.text[start..end];
        let escapes = self.text[..start].ends_with('"') && raw.contains('\\');
        let value =
            if escapes { Cow::Owned(raw.replace("\\\"", "\"").replace("\\\\", "\\")) } else { Cow::Borrowed(raw) };
        TagArgument { name: None, value, span: Span::new(self.at + start, self.at + end) }
    }

    /// Letters, digits and the signs that names may hold.
    fn word(&mut self) -> &'s str {
        let rest = self.rest();
        let end = rest
            .char_indices()
            .find(|(i, c)| {
                let slash = *c == '/' && !rest[i + 1..].trim_start().starts_with(self.close);
                !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.') || (slash && *i > 0))
            })
            .map_or(rest.len(), |(i, _)| i);
        self.pos += end;
        &rest[..end]
    }

    fn rest(&self) -> &'s str {
        &self.text[self.pos..]
    }

    fn skip_space(&mut self) {
        self.pos += self.rest().len() - self.rest().trim_start().len();
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.rest().starts_with(token);
        if found {
            self.pos += token.len();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tag in a few words, for comparison.
    fn shown(text: &str) -> String {
        match read(text, 0) {
            None => "none".into(),
            Some((tag, length)) => match tag.form {
                Form::Open { name, arguments, closed } => {
                    let list: Vec<_> = arguments
                        .iter()
                        .map(|a| a.name.map_or(a.value.to_string(), |name| format!("{name}={}", a.value)))
                        .collect();
                    format!("{name}({}){}{}", list.join("|"), if closed { "/" } else { "" }, &text[length..])
                }
                Form::Close { name } => format!("/{name}"),
                Form::Escaped(text) => format!("escaped {text}"),
                Form::Bad(why) => format!("bad: {why}"),
            },
        }
    }

    #[test]
    fn tags_are_read_in_all_their_forms() {
        let cases = [
            ("{{< figure src=\"/a.png\" caption=\"图 1。\" >}}x", "figure(src=/a.png|caption=图 1。)x"),
            ("{{<ref guide/start.md#头发>}}", "ref(guide/start.md#头发)"),
            ("{{< ref \"a b\" `c\"d` e >}}", "ref(a b|c\"d|e)"),
            ("{{% details title=\"一\\\"二\\\"\" %}}", "details(title=一\"二\")"),
            ("{{< youtube id=w7Ft2ymGmfc />}}", "youtube(id=w7Ft2ymGmfc)/"),
            ("{{< img\n  src = a.png\n>}}", "img(src=a.png)"),
            ("{{< /callout >}}", "/callout"),
            ("{{< / callout >}}", "/callout"),
            ("{{</* ref \"x\" */>}}", "escaped {{< ref \"x\" >}}"),
            ("{{% /details %}}", "/details"),
            ("{{ title }}", "none"),
            ("{{< >}}", "bad: it has no name"),
            ("{{< figure src=\"a.png >}}", "bad: a quotation mark has no partner"),
            ("{{< figure src=“a.png” >}}", "bad: its quotation marks are curly ones"),
            ("{{< figure", "bad: it has no end"),
            ("{{< a {{< b >}}", "bad: it has no end"),
            ("{{< figure src=\"a.png\"\n\nHe said \"no.", "bad: it has no end"),
            ("{{< figure src=\"a.png\"\n\n{{< ref \"b\" >}}", "bad: it has no end"),
            ("{{< figure src=\"a.png }}\n", "bad: it has no end"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn partners_are_found_over_calls_without_an_end() {
        let text = ["{{< a >}}", "{{< b >}}", "{{< a >}}", "{{< /a >}}", "{{< /a >}}", "{{< /c >}}"];
        let mut tags: Vec<_> = text.iter().map(|text| read(text, 0).unwrap().0).collect();
        pair(&mut tags);
        let partners: Vec<_> = tags.iter().map(|tag| tag.partner).collect();
        assert_eq!(partners, [Some(4), None, Some(3), Some(2), Some(0), None]);
    }
}

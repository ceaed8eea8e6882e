//! What other generators write into Markdown and no reader reads: the arguments of their tags, directives and components.
//!
//! Hugo's shortcodes (`{{< youtube id="…" >}}`), the tags of Liquid, Jinja and Zola (`{% include … %}`,
//! `{{ youtube(id="…") }}`), attributes (`:::tip{id="…"}`, `![](x.png){#id key="…"}`) and MDX (`<Tabs items={[…]}>`,
//! `import`). The values of arguments that readers read are text.

use std::ops::Range;

/// Arguments that readers read whatever program reads the file. Only a site knows what its own others are for.
const READABLE: [&str; 9] =
    ["title", "caption", "alt", "attr", "summary", "subtitle", "description", "aria-label", "placeholder"];

/// How long such a tag may be, in bytes. What is longer has lost its end.
const LONGEST: usize = 4096;

/// The parts of `text`, from `start` on, that are no text for readers, in order.
pub(super) fn kept(text: &str, start: usize) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = start + line_start(&text[start..], start, &mut found);
    while let Some(step) = memchr::memchr3(b'{', b'<', b'\n', &text.as_bytes()[at..]) {
        at += step;
        let rest = &text[at..];
        at += match text.as_bytes()[at] {
            b'\n' => 1 + line_start(&rest[1..], at + 1, &mut found),
            b'{' if text[..at].ends_with('-') => 1,
            b'{' => tag(rest).or_else(|| attributes(rest)).map_or(1, |length| keep(rest, length, at, &mut found)),
            _ => component(rest).map_or(1, |length| keep(rest, length, at, &mut found)),
        };
    }
    found
}

/// What a line that stands at `start` begins with: the name of a directive (`:::tip`), or an import of MDX. Gives how much
/// of it was read.
fn line_start(rest: &str, start: usize, found: &mut Vec<Range<usize>>) -> usize {
    let line = rest.split('\n').next().unwrap_or_default();
    let inner = line.trim_start_matches([' ', '\t', '>']);
    if let Some(named) = inner.strip_prefix(":::").map(|rest| rest.trim_start_matches([':', ' '])) {
        let length = named.find(|c: char| c.is_whitespace() || matches!(c, '[' | '{')).unwrap_or(named.len());
        let name = line.len() - named.len();
        found.push(start + name..start + name + length);
        return name + length;
    }
    let names = |word: &str| {
        let rest = line.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(|rest| rest.starts_with(['"', '\'']) || rest.contains(" from \"") || rest.contains(" from '"))
    };
    if names("import") || names("export") {
        found.push(start..start + line.len());
        return line.len();
    }
    0
}

/// The length of the template's tag that `rest` begins with.
fn tag(rest: &str) -> Option<usize> {
    let (open, close) = if rest.starts_with("{{</*") || rest.starts_with("{{%/*") {
        return None;
    } else if let Some(pair) = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{/*", "*/}")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))
    {
        pair
    } else {
        let called = rest.strip_prefix("{{")?.trim_start_matches(['-', ' ']);
        let name = called.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.')))?;
        (name > 0 && called[name..].starts_with('(')).then_some(("{{", "}}"))?
    };
    let limit = &rest[..rest.floor_char_boundary(LONGEST)];
    let end = limit[open.len()..].find(close)? + open.len() + close.len();
    (!limit[..end].contains("\n\n")).then_some(end)
}

/// The length of the list of attributes that `rest` begins with: `{#id .class key="value"}`.
fn attributes(rest: &str) -> Option<usize> {
    let line = rest.split('\n').next().unwrap_or_default();
    let mut list = line.strip_prefix('{')?.trim_start_matches(':').trim_start();
    let mut any = false;
    while !list.starts_with('}') {
        let name = list.trim_start_matches(['#', '.']);
        let length =
            name.find(|c: char| c.is_whitespace() || matches!(c, '=' | '}' | '{' | '"' | '\'' | ',' | '|' | ';'))?;
        let marked = name.len() < list.len();
        list = &name[length..];
        if let Some(value) = list.strip_prefix('=').filter(|_| !marked) {
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let end = match quote {
                Some(quote) => value[1..].find(quote)? + 2,
                None => value.find([' ', '\t', '}', ',']).filter(|end| !value[*end..].starts_with(','))?,
            };
            list = &value[end..];
        } else if !marked {
            return None;
        }
        if length == 0 {
            return None;
        }
        any = true;
        list = list.trim_start();
    }
    any.then_some(line.len() - list.len() + 1)
}

/// The length of the component of MDX that `rest` begins with: a tag with an expression (`<Tabs items={[…]}>`), which is no
/// HTML.
fn component(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    if !bytes.get(1).is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let (mut depth, mut quote, mut expressions) = (0_usize, 0, false);
    for (at, byte) in bytes.iter().enumerate().take(LONGEST).skip(1) {
        match byte {
            _ if quote != 0 => quote = if *byte == quote { 0 } else { quote },
            b'"' | b'\'' | b'`' => quote = *byte,
            b'{' => {
                expressions |= bytes[at - 1] == b'=' || rest[at..].starts_with("{...");
                depth += 1;
            }
            b'}' => depth = depth.checked_sub(1)?,
            b'>' if depth == 0 => return expressions.then_some(at + 1),
            b'<' if depth == 0 => return None,
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => return None,
            _ => {}
        }
    }
    None
}

/// Keeps the tag of `length` bytes that `rest`, which stands at `start`, begins with, but for the values that readers read.
fn keep(rest: &str, length: usize, start: usize, found: &mut Vec<Range<usize>>) -> usize {
    let tag = &rest[..length];
    // Its first argument without a name is its title.
    let details = tag.trim_start_matches(['{', '<', '%', ' ']).starts_with("details ");
    let (mut from, mut at) = (0, 0);
    while let Some(open) = tag[at..].find(['"', '\'', '`', '=']).map(|step| at + step) {
        if tag[open..].starts_with('=') {
            // A value without quotation marks ends at a space, or with the tag.
            let value = &tag[open + 1..];
            let end = value.find([' ', '\t', '\n', '}', '>', '%', '"', '\'', '`', '{', '[', '(']).unwrap_or(0);
            if end > 0 && name(&tag[..=open]).is_some_and(|name| READABLE.contains(&name)) {
                found.push(start + from..start + open + 1);
                from = open + 1 + end;
            }
            at = open + 1 + end;
            continue;
        }
        let Some(end) = closing(tag, open) else { break };
        let readable = match name(&tag[..open]) {
            Some(name) => READABLE.contains(&name),
            None => details,
        };
        if readable {
            found.push(start + from..start + open + 1);
            from = end;
        }
        at = end + 1;
    }
    found.push(start + from..start + length);
    length
}

/// Where the text in quotation marks ends that begins at `open`: the place of the second mark.
fn closing(tag: &str, open: usize) -> Option<usize> {
    let bytes = tag.as_bytes();
    let mut at = open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            byte if byte == bytes[open] => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The name of the argument whose value follows `before`.
fn name(before: &str) -> Option<&str> {
    let before = before.trim_end_matches([' ', '{']).strip_suffix(['=', ':'])?.trim_end();
    let start = before.rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).map_or(0, |at| at + 1);
    Some(&before[start..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left for readers, with `·` where something is kept.
    fn left(text: &str) -> String {
        let (mut out, mut at) = (String::new(), 0);
        for range in kept(text, 0).into_iter().filter(|range| !range.is_empty()) {
            out.push_str(&text[at..range.start]);
            out.push('·');
            at = range.end;
        }
        out + &text[at..]
    }

    #[test]
    fn arguments_are_kept_and_texts_are_not() {
        let cases = [
            ("甲 {{% include \"头发.md\" %}} 乙", "甲 · 乙", "a shortcode"),
            ("{{< 头发 id=\"头\" title=\"发\" alt='a' >}}正文{{< /头发 >}}", "·发·a·正文·", "its texts, its body"),
            ("{{< details \"标题\" >}}", "·标题·", "a title without a name"),
            ("## 甲 {#头 alt=发 data-x=头}", "## 甲 ·发·", "values without quotation marks"),
            ("{{</* 头发 */>}}", "{{</* 头发 */>}}", "a shortcode that is shown"),
            ("{{< 头发", "{{< 头发", "without an end"),
            (
                "{% include 头发.html %}{{ tube(id=\"头\", caption=\"发\") }}{{ 头发 }}",
                "··发·{{ 头发 }}",
                "Liquid, Zola, text",
            ),
            (":::tip{id=\"头发\" title=\"头\"}\n正文\n:::", ":::··头·\n正文\n:::", "a directive"),
            ("> ::: 提示 标题\n> 正文", "> ::: · 标题\n> 正文", "in a quotation, with a title"),
            ("![图](a.png){#头发 .图 width=3} :abbr[头]{title='发'}", "![图](a.png)· :abbr[头]·发·", "attributes"),
            (
                "集合 {甲, 乙} 和 {x=1, y=2} 和 -{头发}- 和 {甲}",
                "集合 {甲, 乙} 和 {x=1, y=2} 和 -{头发}- 和 {甲}",
                "no attributes",
            ),
            ("<Tabs items={['头发']} title=\"头\" label={'a'}>正文</Tabs>", "·头·正文</Tabs>", "a component"),
            ("<p id=\"头发\">a<b 而 c>d {e}", "<p id=\"头发\">a<b 而 c>d {e}", "HTML, and no tag at all"),
            ("import 头 from './头发'\n{/* 头发 */}正文\nimport 是关键字", "·\n·正文\nimport 是关键字", "MDX"),
        ];
        for (text, expected, why) in cases {
            assert_eq!(left(text), expected, "{text}: {why}");
        }
    }
}

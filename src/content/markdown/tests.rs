//! The tree itself: places, outlines, what bad input does, and properties of any input.

use super::{Options, Parsed, parse};
use crate::content::tree::{Closing, Element, HtmlPiece, LinkKind, Node, Text, Tree};
use crate::diagnostic::Code;
use crate::source::{RelPath, Span};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::time::Duration;

pub(super) fn parsed(text: &str, body_start: usize) -> Parsed<'_> {
    let path = RelPath::new("a.md").unwrap();
    let shortcodes = BTreeSet::from(["mark".to_owned()]);
    parse(text, body_start, &Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: true })
}

/// Every text of a tree, attributes and image texts included.
fn texts<'t, 's>(tree: &'t Tree<'s>) -> Vec<&'t Text<'s>> {
    let mut texts = Vec::new();
    for node in &tree.nodes {
        match node {
            Node::Text(text) => texts.push(text),
            Node::Image { alt, title, .. } => texts.extend(alt.iter().chain(title)),
            Node::Open(Element::Link { title: Some(title), .. }, _) => texts.push(title),
            Node::Open(Element::Shortcode(call), _) | Node::Shortcode(call, _) => {
                texts.extend(call.arguments.iter().map(|argument| &argument.value));
            }
            Node::Html(pieces, _) => texts.extend(pieces.iter().filter_map(|piece| match piece {
                HtmlPiece::Attribute(text) | HtmlPiece::Text(text) => Some(text),
                _ => None,
            })),
            _ => {}
        }
    }
    texts
}

/// Whether an element stands in a line.
fn is_inline(element: &Element<'_>) -> bool {
    matches!(element, Element::Emphasis | Element::Strong | Element::Strikethrough | Element::Link { .. })
}

/// Whether an element holds inline nodes.
fn holds_inlines(element: &Element<'_>) -> bool {
    let titled = matches!(element, Element::Cell { .. } | Element::AlertTitle | Element::Caption | Element::Term);
    titled || is_inline(element) || matches!(element, Element::Paragraph { .. } | Element::Heading { .. })
}

/// Checks what holds of every tree.
pub(super) fn sound(source: &str, parsed: &Parsed<'_>) {
    let tree = &parsed.tree;
    let mut open: Vec<&Element<'_>> = Vec::new();
    for node in &tree.nodes {
        match node {
            Node::Open(element, _) => {
                if is_inline(element) && !matches!(open.last(), Some(Element::Figure { .. })) {
                    assert!(open.last().is_some_and(|e| holds_inlines(e) || matches!(e, Element::Shortcode(_))));
                } else if !matches!(element, Element::Shortcode(_) | Element::Link { .. }) {
                    assert!(
                        !open.last().is_some_and(|outer| holds_inlines(outer)),
                        "{element:?} in {open:?}: {source:?}"
                    );
                }
                open.push(element);
            }
            Node::Close(closing) => {
                let element = open.pop().expect("every close has its open");
                let inline = *closing == Closing::Inline;
                assert!(inline == is_inline(element) || matches!(element, Element::Shortcode(_)), "{element:?}");
            }
            Node::Text(text) => assert!(!text.text.is_empty() && !open.is_empty(), "{source:?}"),
            _ => {}
        }
    }
    assert!(open.is_empty(), "{source:?}");
    for text in texts(tree) {
        let slice = source.get(text.span.range()).unwrap_or_else(|| panic!("{text:?} has no place in {source:?}"));
        assert!(!text.is_slice() || slice == text.text, "{text:?} is not {slice:?} in {source:?}");
        assert!(
            !text.text.contains(['\0', '\u{FDD0}', '\u{FDD1}', '\u{FDD2}', '\u{FDD3}', '\u{FDD4}']),
            "{text:?} in {source:?}"
        );
    }
    for used in &tree.links {
        assert!(source.get(used.span.range()).is_some());
        assert!(!used.destination.contains(['\u{FDD0}', '\u{FDD2}', '\u{FDD3}', '\u{FDD4}']));
    }
    for found in &parsed.diagnostics {
        assert!(source.get(found.place.span.unwrap().range()).is_some());
    }
    let ids: BTreeSet<_> = parsed.outline.iter().map(|heading| &heading.id).collect();
    assert!(ids.len() == parsed.outline.len() && ids.iter().all(|id| !id.is_empty()), "{source:?}");
}

#[test]
fn texts_stand_where_their_spans_say() {
    let source =
        "+++\n+++\n他**“好”**，a&amp;b\\*c {{< mark x=\"值\" >}}d{{< /mark >}}\r\n下一行 <b title=\"提\">粗</b>";
    let found = parsed(source, 8);
    sound(source, &found);
    let slices: Vec<_> =
        texts(&found.tree).into_iter().filter(|text| text.is_slice()).map(|text| &*text.text).collect();
    assert_eq!(slices, ["他", "“好”", "，a", "b", "*c ", "值", "d", "下一行 ", "提", "粗"]);
    let made: Vec<_> = texts(&found.tree).into_iter().filter(|text| !text.is_slice()).collect();
    assert_eq!(
        made,
        [&Text { text: "&".into(), span: Span::new(source.find("&amp;").unwrap(), source.find("b\\*").unwrap()) }]
    );
}

#[test]
fn links_know_where_their_destinations_stand() {
    let source = "[一](二.md#三 \"题\") ![四](五.png) <https://六.cn> [七][八] <img src='九.png'>\n\n[八]: 十.md\n";
    let found = parsed(source, 0);
    let links: Vec<_> =
        found.tree.links.iter().map(|used| (&*used.destination, &source[used.span.range()], used.kind)).collect();
    let expected = [
        ("二.md#三", "二.md#三", LinkKind::Link),
        ("五.png", "五.png", LinkKind::Image),
        ("https://六.cn", "https://六.cn", LinkKind::Link),
        ("十.md", "十.md", LinkKind::Link),
        ("九.png", "九.png", LinkKind::Image),
    ];
    assert_eq!(links, expected);
}

#[test]
fn headings_have_ids_that_are_never_empty_and_never_twice() {
    let source = "# 安装 `cargo`\n## 安装\n## 安装\n## 别的 {#安装-1}\n## ？\n## ？\n<a id=\"section\"></a>\n## 甲 {#乙}\n## 丙 {#乙}\n";
    let found = parsed(source, 0);
    let ids: Vec<_> = found.outline.iter().map(|heading| (&*heading.id, &*heading.text)).collect();
    let expected = [
        ("安装-cargo", "安装 cargo"),
        ("安装", "安装"),
        ("安装-2", "安装"),
        ("安装-1", "别的"),
        ("section-1", "？"),
        ("section-2", "？"),
        ("乙", "甲"),
        ("乙-1", "丙"),
    ];
    assert_eq!(ids, expected);
    assert_eq!(found.anchors, ["section".into()]);
    assert_eq!(found.first_heading.as_deref(), Some("安装 cargo"));
    assert_eq!(found.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::DuplicateAnchor]);
}

#[test]
fn a_heading_of_two_lines_is_joined_as_a_paragraph_is() {
    let cases = [
        ("中文\n标题\n===", "中文标题", "中文标题"),
        ("中文\nRust\n===", "中文 Rust", "中文-rust"),
        ("中文\n`码`\n===", "中文 码", "中文-码"),
        ("two\nlines\n===", "two lines", "two-lines"),
        ("中**文**\n*标*题\n===", "中文标题", "中文标题"),
    ];
    for (source, text, id) in cases {
        let found = parsed(source, 0);
        assert_eq!((&*found.outline[0].text, &*found.outline[0].id), (text, id), "{source:?}");
    }
}

#[test]
fn every_line_of_terms_is_a_term() {
    let terms = |source: &str| {
        let found = parsed(source, 0);
        sound(source, &found);
        found.tree.nodes.iter().filter(|node| matches!(node, Node::Open(Element::Term, _))).count()
    };
    assert_eq!(terms("茶\n水\n: 一种\n"), 2);
    assert_eq!(terms("tea\n*water*\n`x`\n: one\n: two\n"), 3);
    assert_eq!(terms("> 茶\n> 水\n> : 一种\n"), 2);
    assert_eq!(terms("*茶\n水*\n: 一种\n"), 1);
}

#[test]
fn forbidden_characters_are_replaced_and_reported_once() {
    let source = "a\0b `c\u{1}d` [e](f\u{7F}) &#1;\u{FDD2}\n\n    g\0\n";
    let found = parsed(source, 0);
    sound(source, &found);
    let codes: Vec<_> = found.diagnostics.iter().map(|found| (found.code, found.message.as_str())).collect();
    assert_eq!(codes, [(Code::ControlCharacter, "the text holds the control character U+0000 and 4 more")]);
    let debug = format!("{:?}", found.tree);
    assert!(!debug.contains("\\0") && !debug.contains("u{1}") && !debug.contains("u{7f}"), "{debug}");
}

#[test]
fn deep_nesting_is_flattened_in_linear_time() {
    let cases = [
        (">".repeat(100_000) + " 里", true),
        ("> ".repeat(100_000) + "里", true),
        ("- ".repeat(100_000) + "里", true),
        ("1. ".repeat(100_000) + "里", true),
        ("* ".repeat(100_000), true),
        ("> - ".repeat(50_000) + "里", true),
        ("*里 ".repeat(100_000) + &"里*".repeat(100_000), true),
        ("**a ".repeat(100_000), false),
        ("*a_".repeat(100_000), false),
        ("[".repeat(100_000) + "里" + &"]".repeat(100_000), true),
        ("[里](".repeat(100_000), false),
        ("![".repeat(100_000), true),
        ("![a](b)".repeat(100_000), false),
        ("<a ".repeat(100_000), false),
        ("<b>".repeat(100_000), false),
        ("<div>\n".repeat(100_000), false),
        ("`".repeat(100_000) + "a", false),
        ("`a``b".repeat(50_000), false),
        ("$1".repeat(100_000), false),
        ("$a".repeat(100_001), false),
        ("{{< x ".repeat(100_000), false),
        ("{{< mark >}}".repeat(30_000), false),
        ("{{< mark >}}\n".repeat(30_000), false),
        ("{{< /mark >}}".repeat(30_000), false),
        ("{{< callout >}}\n".repeat(10_000) + &"{{< /callout >}}\n".repeat(10_000), true),
        ("{{< details >}}\n".repeat(10_000) + &"{{< /details >}}\n".repeat(10_000), true),
        ("{{< callout >}}\n".repeat(30) + "里\n" + &"{{< /callout >}}\n".repeat(30), false),
        ("# 里\n".repeat(50_000), false),
        ("[^1] ".repeat(50_000) + "\n\n[^1]: a", false),
        ("a\0".repeat(50_000), false),
        ("&amp;".repeat(100_000), false),
        ("https://a.b ".repeat(50_000), false),
        ("http://".repeat(100_000), false),
        ("www.".repeat(100_000), false),
        ("**里。**".repeat(50_000), false),
        ("__里".repeat(100_000), false),
        ("［a］（".repeat(100_000), false),
        ("里\n".repeat(100_000), false),
        ("|".repeat(100_000) + "\n" + &"|-".repeat(10_000), false),
    ];
    for (source, deep) in &cases {
        let start = busy();
        let found = parsed(source, 0);
        let took = busy() - start;
        let head: String = source.chars().take(12).collect();
        // Quadratic time would be minutes.
        assert!(took < Duration::from_secs(3), "{head}: {took:?}");
        assert_eq!(found.diagnostics.iter().any(|found| found.code == Code::NestedTooDeep), *deep, "{head}");
        let depth = found.tree.nodes.iter().fold((0_i64, 0), |(depth, most), node| match node {
            Node::Open(..) => (depth + 1, most.max(depth + 1)),
            Node::Close(_) => (depth - 1, most),
            _ => (depth, most),
        });
        assert!(depth.0 == 0, "{head}");
    }
}

/// How long this thread has worked so far. Where the system does not say, nothing: a machine that is busy with other
/// things must not fail a test.
fn busy() -> Duration {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(said.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or(0))
}

#[test]
fn footnotes_and_their_marks_need_one_another() {
    let found = |text: &str| {
        let parsed = parsed(text, 0);
        let said = parsed.diagnostics.iter().filter(|found| found.code == Code::Footnote);
        said.map(|found| format!("{} {}", found.place.span.unwrap().start, found.message)).collect::<Vec<_>>()
    };
    assert_eq!(found("一[^a]\n\n[^a]: 注\n"), [""; 0]);
    assert_eq!(
        found("一[^a]\n\n[^b]: 注\n"),
        ["3 there is no footnote `a`", "9 nothing refers to the footnote `b`, and it is not shown"]
    );
    assert_eq!(found("`[^a]` [^a-z] [^\\] [^]\n\n    [^a]\n"), [""; 0]);
}

/// Pieces of Markdown that meet one another in random order.
fn fragments() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "中",
        "文。",
        "“",
        "”",
        "a",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "*",
        "**",
        "__",
        "~~",
        "`",
        "```\n",
        "> ",
        "- ",
        "1. ",
        "# ",
        "[",
        "](x)",
        "]: y\n",
        "![",
        "<b>",
        "</b>",
        "<div>\n",
        "<!--",
        "-->",
        "<span lang=ja>",
        "</span>",
        "|",
        "|-|\n",
        "$",
        "$5",
        "\\",
        "&amp;",
        "&#1;",
        "\0",
        "\u{FDD0}",
        "\u{FDD2}",
        "[^1]",
        "[^1]: ",
        ": ",
        ":::",
        "    ",
        "\t",
        "> [!TIP] ",
        "[x] ",
        "{#id}",
        "https://e.com/",
        "www.e.com",
        "{{< mark >}}",
        "{{< /mark >}}",
        "{{< callout >}}",
        "{{< callout >}}\n",
        "{{< /callout >}}",
        "\n{{< /callout >}}\n",
        "{{< figure src=\"a\" caption=\"*图*\" >}}",
        "{{< details title=`[a](b)` >}}\n",
        "\n{{< /details >}}\n",
        "{{< ref x >}}",
        "{{</* x */>}}",
        "{{<",
        ">}}",
        "\u{1F600}",
        "\u{FE0F}",
        "e\u{301}",
        "［",
        "］（",
        "＃ ",
        "<img alt=\"",
        "\">",
        "---\n",
        "===\n",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markdown_gives_a_sound_tree(source in fragments()) {
        sound(&source, &parsed(&source, 0));
    }

    #[test]
    fn any_text_gives_a_sound_tree(source in any::<String>(), start in 0_usize..8) {
        let found = parsed(&source, start.min(source.len()));
        sound(&source, &found);
    }
}

#[test]
fn what_only_looks_like_addresses_is_read_in_linear_time() {
    for unit in ["http://,", "http://a,", "例.", "www.", "软_", "a@", "[!x]\n\n> "] {
        let text = format!("http://{}", unit.repeat(100_000 / unit.len()));
        let began = std::time::Instant::now();
        sound(&text, &parsed(&text, 0));
        let taken = began.elapsed();
        assert!(taken < Duration::from_secs(10), "{unit}: {taken:?}");
    }
}

#[test]
fn what_is_nearly_markup_is_said() {
    // (text, the mark that is pointed at)
    let cases = [
        ("##标题\n", Some("##")),
        ("###Title of it\n", Some("###")),
        ("前文\n##标题\n", Some("##")),
        ("> ##标题\n", Some("##")),
        ("#标题 #茶\n", None),
        ("#1 and #include\n", None),
        ("##1\n", None),
        ("##vso[task.complete]\n", None),
        ("\\##标题\n", None),
        ("`##标题`\n", None),
        ("问##标题\n", None),
        ("#######标题\n", None),
        ("## 标题\n", None),
        ("![](x.png){width=3}\n", Some("{width=3}")),
        ("图：![](x.png){.wide} 后\n", Some("{.wide}")),
        ("![](x.png){ a set }\n", None),
        ("![](x.png) {width=3}\n", None),
        ("## 标题 {title=\"abc}\n", Some("\"")),
        ("## 标题 {title=\"a b\" lang='ja' .c}\n", None),
        ("## 标题 {title=5\"}\n", None),
    ];
    for (text, mark) in cases {
        let found: Vec<_> =
            parsed(text, 0).diagnostics.into_iter().filter(|d| d.code == Code::UnparsedMarkup).collect();
        let marks: Vec<_> = found.iter().map(|found| &text[found.place.span.unwrap().range()]).collect();
        assert_eq!(marks, mark.into_iter().collect::<Vec<_>>(), "{text:?}");
    }
}

//! Whole bodies: Markdown in, HTML out.

use super::{Context, Href, write};
use crate::content::markdown::{Options, Parsed, parse};
use crate::content::tree::Shortcode;
use crate::render::highlight::Highlighter;
use crate::source::RelPath;
use std::collections::BTreeSet;

/// The HTML of a Chinese body, without anchors, and what the parse found. Links lead where they were written to.
fn render(markdown: &str) -> (String, Vec<String>) {
    let path = RelPath::new("a.md").unwrap();
    let shortcodes = BTreeSet::from(["mark".to_owned(), "year".to_owned()]);
    let options = Options { path: &path, chinese: true, shortcodes: &shortcodes };
    let Parsed { tree, diagnostics, .. } = parse(markdown, 0, &options);
    let links: Vec<_> =
        tree.links.iter().map(|used| Href { address: used.destination.to_string(), ..Href::default() }).collect();
    let message = |id: &str, number: Option<u32>| number.map_or(id.to_owned(), |number| format!("{id} {number}"));
    let shortcode = |call: &Shortcode<'_>, body: Option<&str>, out: &mut String| {
        out.push_str(&format!("[{}|{}]", call.name, body.unwrap_or("-")));
    };
    let context = Context {
        links: &links,
        message: &message,
        highlighter: &Highlighter::default(),
        shortcode: &shortcode,
        anchors: false,
    };
    let mut out = String::new();
    write(&tree, &context, &mut out);
    let found = diagnostics
        .iter()
        .map(|found| {
            let span = found.place.span.unwrap();
            format!("{}: {}", found.code.name(), &markdown[span.range()])
        })
        .collect();
    (out, found)
}

#[track_caller]
fn check(markdown: &str, html: &str) {
    let (out, found) = render(markdown);
    assert_eq!(out.trim_end(), html, "{markdown}");
    assert!(found.is_empty(), "{markdown}: {found:?}");
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    let cases = [
        ("他在**“重点”**处停下", "<p>他在<strong>“重点”</strong>处停下</p>"),
        ("看**《三体》**吧", "<p>看<strong>《三体》</strong>吧</p>"),
        ("用**这段`code`**写", "<p>用<strong>这段<code>code</code></strong>写</p>"),
        ("**等等…**他说", "<p><strong>等等…</strong>他说</p>"),
        ("**听—**她", "<p><strong>听—</strong>她</p>"),
        ("「~~旧」~~新", "<p>「<del>旧」</del>新</p>"),
        ("x**y∇**z", "<p>x**y∇**z</p>"),
        ("__注意__：看", "<p><strong>注意</strong>：看</p>"),
        ("*（斜）*体", "<p><em>（斜）</em>体</p>"),
        ("**完。**\u{FDD2}中", "<p><strong>完。</strong>\u{FFFD}中</p>"),
    ];
    for (markdown, html) in cases {
        assert_eq!(render(markdown).0.trim_end(), html, "{markdown}");
    }
}

#[test]
fn soft_breaks_between_wide_characters_vanish() {
    let cases = [
        ("自强不息，厚\n德载物", "<p>自强不息，厚德载物</p>"),
        ("使用\nRust 编写", "<p>使用\nRust 编写</p>"),
        ("**中文**\n中文", "<p><strong>中文</strong>中文</p>"),
        ("中文  \n中文", "<p>中文<br />\n中文</p>"),
        ("他说：\n“好”", "<p>他说：“好”</p>"),
        ("中[文](x)\n<b>中</b>", "<p>中<a href=\"x\">文</a><b>中</b></p>"),
        ("中\n`码`", "<p>中\n<code>码</code></p>"),
        ("한국\n어", "<p>한국\n어</p>"),
        ("> 中\n> 文", "<blockquote>\n<p>中文</p>\n</blockquote>"),
    ];
    for (markdown, html) in cases {
        check(markdown, html);
    }
}

#[test]
fn marks_that_do_not_work_are_reported() {
    let cases = [
        ("中文__重点。__中文", "<p>中文__重点。__中文</p>", "emphasis-not-parsed: __"),
        ("这是** 重点 **吗", "<p>这是** 重点 **吗</p>", "emphasis-not-parsed: **"),
        ("＃ 标题", "<p>＃ 标题</p>", "fullwidth-markup: ＃"),
        ("－ 一项", "<p>－ 一项</p>", "fullwidth-markup: －"),
        ("１．一项", "<p>１．一项</p>", "fullwidth-markup: １．"),
        ("见［说明］（a.md）。", "<p>见［说明］（a.md）。</p>", "fullwidth-markup: ［说明］（a.md）"),
    ];
    for (markdown, html, finding) in cases {
        let (out, found) = render(markdown);
        assert_eq!((out.trim_end(), found), (html, vec![finding.to_owned()]), "{markdown}");
    }
    for fine in ["调用 __init__ 方法", "１．５倍", "＃话题＃", "2**3 次方", "\\*\\*重点\\*\\*", "`中**文`"]
    {
        assert!(render(fine).1.is_empty(), "{fine}: {:?}", render(fine));
    }
}

#[test]
fn our_html_is_commonmarks_where_we_add_nothing() {
    let same = [
        "# One\n\nTwo *three* **four** `five`\n",
        "Title\n===\n\nOther\n---\n",
        "- a\n- b\n  - c\n\n    d\n- e\n",
        "- a\n\n- b\n",
        "3. a\n4. b\n",
        "1) a\n\n   > q\n\n       code\n",
        "> a\n> b\n>\n> > c\n",
        "a\\\nb  \nc\n",
        "***\n\na\n\n---\n",
        "[a](<b c> 'd \"e\"') ![f *g*](h) <https://i.j?k=1&l=2> <m@n.o>\n",
        "[a]\n\n[a]: /b \"c\"\n",
        "&copy; &#35; &nosuch; \\* \\a \"q\" <b>c</b> & d\n",
        "<div class=\"a\">\n*b*\n\n*c*\n</div>\n",
        "<!-- a -->\n\n<?php b ?>\n\n<pre>\nc\n\nd</pre>\n",
        "    indented\n\n    code <b>\n",
        "- a\n\n      code\n\n  b\n-\n- c\n",
        "a ~~b~~ c\n",
        "a\r\nb\r\n\r\n- c\r\n- d\r\n",
        "Term\n: Explained\n: Twice\n\nOther\n\n: Loose\n",
        "``a `b` c`` ` d `\n",
        "*a **b** c* ***d*** __e__ _f_g_\n",
        "<b>a\n<i title='x'\n>c</i></b>\n",
    ];
    for markdown in same {
        let options = pulldown_cmark::Options::ENABLE_STRIKETHROUGH | pulldown_cmark::Options::ENABLE_DEFINITION_LIST;
        let mut expected = String::new();
        pulldown_cmark::html::push_html(&mut expected, pulldown_cmark::Parser::new_ext(markdown, options));
        let (out, _) = render(markdown);
        let ours = without(&out, &[(" id=\"", "\""), (" tabindex=\"", "\""), (" loading=\"", "\"")]);
        assert_eq!(ours, expected, "{markdown}");
    }
}

/// `html` without the attributes that we add: each from its beginning to its end.
fn without(html: &str, attributes: &[(&str, &str)]) -> String {
    let mut html = html.to_owned();
    for (begin, end) in attributes {
        while let Some(at) = html.find(begin) {
            let length = begin.len() + html[at + begin.len()..].find(end).unwrap() + end.len();
            html.replace_range(at..at + length, "");
        }
    }
    html
}

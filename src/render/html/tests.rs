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

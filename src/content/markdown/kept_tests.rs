//! What is kept, shown and left out: raw HTML that keeps its text, escaped shortcodes in code, summaries and ids.

use super::tests::{parsed, sound};
use crate::content::tree::{HtmlPiece, Node};

#[test]
fn a_summary_leaves_out_what_is_no_running_text() {
    let source = "# 题\n\n> [!TIP] 提示\n> 第一句。\n\n| 表 |\n|---|\n| 格 |\n\n```rust\nfn 码() {}\n```\n\n第**二**句[^1]。\n第三句。\n\n[^1]: 注\n";
    let found = parsed(source, 0);
    assert_eq!(found.summary, "第一句。第二句。第三句。");
    assert_eq!((found.words, found.minutes), (15, 1));
    assert_eq!(parsed("一。\n\n<!--more-->\n\n二。", 0).summary, "一。");
    assert_eq!(parsed("- 苹果\n- 香蕉\n\n1. 安装\n\n## 题\n\n完。\n", 0).summary, "苹果 香蕉 安装 完。");
    let silent = "看<script>var 甲</script><button>按</button><svg><text>图</text></svg>到**这**里。";
    assert_eq!(parsed(silent, 0).summary, "看到这里。");
}

/// What kept regions leave of a text, as it stands, and what is reported at which place.
fn unkept(source: &str) -> (String, Vec<String>) {
    let found = parsed(source, 0);
    sound(source, &found);
    let (mut kept, mut left) = (0_usize, String::new());
    for node in &found.tree.nodes {
        match node {
            Node::Text(text) if kept == 0 => left.push_str(&text.text),
            Node::Html(pieces, _) => {
                for piece in pieces {
                    match piece {
                        HtmlPiece::KeepStart => kept += 1,
                        HtmlPiece::KeepEnd => kept -= 1,
                        HtmlPiece::Text(text) if kept == 0 => left.push_str(text.text.trim()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    let said = |found: &crate::diagnostic::Diagnostic| source[found.place.span.unwrap().range()].to_owned();
    (left, found.diagnostics.iter().map(said).collect())
}

#[test]
fn kept_regions_end_where_html_ends_them() {
    let cases: [(&str, &str, &[&str]); 10] = [
        ("<ul>\n<li lang=\"ja\">国\n<li>头\n</ul>\n\n发\n", "头发", &[]),
        ("<table>\n<tr><td translate=no>国<td>头</table>\n\n发\n", "头发", &[]),
        ("- <div lang=\"ja\">国</div>\n\n发\n", "发", &[]),
        ("> <div lang=\"ja\">国\n\n发\n", "发", &["<div"]),
        ("<div lang=\"ja\">\n\n国\n\n- 国\n\n</div>\n\n发\n", "发", &[]),
        ("<div lang=\"ja\">\n\n国\n\n发\n", "", &["<div"]),
        ("甲<span lang=\"ja\">国\n\n发\n", "甲发", &["<span"]),
        ("<div><span lang=\"ja\">国</div>\n\n发\n", "发", &["<span"]),
        ("[^1]甲\n\n[^1]: <div lang=\"ja\">国\n\n发\n", "甲发", &["<div"]),
        ("<div lang=\"ja\">国\n\n甲[^1]\n\n[^1]: 发\n", "发", &["<div"]),
    ];
    for (source, left, said) in cases {
        let (text, found) = unkept(source);
        assert_eq!(
            (text.as_str(), found.as_slice()),
            (left, said.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>().as_slice()),
            "{source}"
        );
    }
}

#[test]
fn code_shows_escaped_shortcodes_as_text_does() {
    let source =
        "`{{</* a */>}}` {{%/* b */%}}\n\n```md title=\"头 {{</* c */>}}\"\n甲\n{{</* d */>}}\n{{< e >}}\n```\n";
    let found = parsed(source, 0);
    sound(source, &found);
    let shown: Vec<String> = found
        .tree
        .nodes
        .iter()
        .filter_map(|node| match node {
            Node::Code(text, _) => Some(text.to_string()),
            Node::Text(text) => Some(text.text.to_string()),
            Node::CodeBlock { title, text, .. } => Some(format!("{} | {text}", title.as_ref().unwrap().text)),
            _ => None,
        })
        .collect();
    assert_eq!(shown, ["{{< a >}}", " ", "{{% b %}}", "头 {{< c >}} | 甲\n{{< d >}}\n{{< e >}}\n"]);
}

#[test]
fn the_title_of_a_block_of_code_has_its_place() {
    let source = "> ```toml title='配置：头发' x\n> a\n> ```\n";
    let found = parsed(source, 0);
    let title = found.tree.nodes.iter().find_map(|node| match node {
        Node::CodeBlock { title, .. } => title.as_ref(),
        _ => None,
    });
    let title = title.unwrap();
    assert_eq!((&*title.text, &source[title.span.range()]), ("配置：头发", "配置：头发"));
}

#[test]
fn ids_leave_conversion_marks_out() {
    let found = parsed("## -{头发}- 标题\n\n## 甲-{zh-hans:鼠标;zh-hant:滑鼠}-\n", 0);
    let ids: Vec<&str> = found.outline.iter().map(|heading| &*heading.id).collect();
    assert_eq!(ids, ["头发-标题", "甲鼠标"]);
}

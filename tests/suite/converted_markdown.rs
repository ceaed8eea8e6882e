//! Random Markdown, converted: what is protected stays as it is. The fuzzer runs the same check on worse input.

use proptest::prelude::*;

#[path = "../../fuzz/checks/markdown.rs"]
mod markdown;

/// Pieces that Markdown is made of, and words that conversion changes.
fn document() -> impl Strategy<Value = String> {
    let pieces = [
        "头发",
        "面向对象",
        "内存",
        "发",
        "软件",
        "国語",
        "學",
        "の",
        "a",
        " ",
        "\n",
        "\n\n",
        "  \n",
        "**",
        "*",
        "`",
        "``",
        "$",
        "[",
        "](x 软件.md)",
        "](软件.md \"头发\")",
        "![",
        "<span lang=\"ja\">",
        "</span>",
        "<b>",
        "</b>",
        "<wbr>",
        "# ",
        "> ",
        "- ",
        "1. ",
        "```\n",
        "    ",
        "|",
        "|---|\n",
        "{#头发}",
        "&#22836;",
        "&amp;",
        "\\*",
        "\\",
        "[^1]",
        "[^1]: ",
        "<https://例子.cn/软件>",
        "https://例子.cn/软件",
        "<p title=\"头发\" id='头发'>",
        "</p>",
        "<!--",
        "-->",
        "{{< ref \"头发\" >}}",
        "{{% figure src=\"发.png\" %}}",
        "> [!TIP] ",
        "~~",
        "：",
        "“",
        "，",
        "\t",
        "---\n",
        "+++\n",
        "title: 头发\n",
        "\r\n",
        "<code>",
        "</code>",
        "<rt>",
        "'",
        "\"",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

fn cases() -> u32 {
    if std::env::var_os("YIBEN_LONG").is_some() { 50_000 } else { 300 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn protected_text_stays(text in document()) {
        markdown::check(&text);
    }
}

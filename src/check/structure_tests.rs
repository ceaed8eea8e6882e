//! What a translation must share with its original, each rule with what it must leave alone.

use crate::check::testing::check;
use crate::diagnostic::Code;

const CODES: &[Code] = &[
    Code::StructureDiffers,
    Code::FewerParagraphs,
    Code::CodeDiffers,
    Code::PlaceholderDiffers,
    Code::ShortcodeDiffers,
];

/// What is said of a translation: the line, the code and the message of each finding.
fn said(original: &str, translation: &str) -> Vec<String> {
    let files = [("content/a.md", original), ("content/a.zh-Hans.md", translation), ("shortcodes/pot.html", "x")];
    let found = check(&files);
    let line = |at: u32| translation[..at as usize].matches('\n').count() + 1;
    let shown = |found: &crate::diagnostic::Diagnostic| {
        assert_eq!(found.place.path.as_str(), "content/a.zh-Hans.md");
        let line = found.place.span.map_or(0, |span| line(span.start));
        format!("{line} {}: {}", found.code.name(), found.message)
    };
    found.iter().filter(|found| CODES.contains(&found.code)).map(shown).collect()
}

#[test]
fn headings() {
    assert_eq!(said("## A\n\n## B\n", "## 甲\n\n## 乙\n"), [""; 0]);
    assert_eq!(
        said("## A\n\n### B\n\n## C\n", "## 甲\n\n## 丙\n"),
        ["1 structure-differs: the heading `B` of the original is missing in this section"]
    );
    assert_eq!(
        said("Text.\n\n## A\n\n## B\n\n## C\n", "文字。\n"),
        ["1 structure-differs: 3 headings of the original are missing in this section, from `A` on"]
    );
    assert_eq!(
        said("## A\n\n## C\n", "## 甲\n\n### 乙\n\n### 丁\n\n## 丙\n"),
        ["3 structure-differs: the original does not have this heading and the next"]
    );
    assert_eq!(
        said("## A {#a}\n\n## B {#b}\n", "## 甲 {#a}\n\n### 乙 {#b}\n"),
        ["3 structure-differs: this heading is of level 3, and of level 2 in the original"]
    );
}

#[test]
fn things() {
    let rows = "| a |\n|---|\n| b |\n\n";
    assert_eq!(
        said(
            &format!("## A\n\n![x](x.png)\n\n{rows}```\nx\n```\n\nA[^1].\n\n> [!TIP]\n> Tip.\n\n[^1]: n\n"),
            "## 甲\n\n文字。\n"
        ),
        [
            "1 structure-differs: the callout of the original is missing in this section",
            "1 structure-differs: the code block of the original is missing in this section",
            "1 structure-differs: the footnote mark of the original is missing in this section",
            "1 structure-differs: the picture of the original is missing in this section",
            "1 structure-differs: the table of the original is missing in this section",
        ]
    );
    assert_eq!(
        said("## A\n\n![](x.png) ![](y.png)\n", "## 甲\n\n![](x.png)\n"),
        ["1 structure-differs: one of the 2 pictures of the original is missing in this section"]
    );
    assert_eq!(
        said("A.\n", "甲。\n\n![](x.png)\n"),
        ["3 structure-differs: the original has no picture in this section"]
    );
    assert_eq!(
        said(rows, "| 甲 |\n|---|\n| 乙 |\n| 丙 |\n"),
        ["1 structure-differs: this table has 3 rows, and that of the original 2"]
    );
    assert_eq!(
        said("A.\n\n$$x$$\n", "甲。\n"),
        ["1 structure-differs: the formula of the original is missing in this section"]
    );
    // In another section is elsewhere; raw HTML shows a picture as well.
    assert_eq!(said("![](x.png)\n\n## A\n", "## 甲\n\n![](x.png)\n").len(), 2);
    assert_eq!(said("![](x.png)\n", "<img src=\"x.png\">\n"), [""; 0]);
    // Where a heading is missing, so is what stood below it, and that has been said.
    assert_eq!(said("## A\n\n### B\n\n![](x.png)\n", "## 甲\n").len(), 1);
}

#[test]
fn paragraphs() {
    let long = "This paragraph says something that takes a few words to say, so that somebody would miss it.\n\n";
    let chinese = "这一段说了一些事情，要用几个字才说得清楚，因此少了它会有人想念的。\n\n";
    assert_eq!(
        said(&format!("## A\n\n{long}{long}{long}"), "## 甲\n\n这一段。\n"),
        ["1 fewer-paragraphs: the original has 3 paragraphs here, and this translation 1"]
    );
    assert_eq!(
        said(&format!("{long}## A\n\n{long}"), &format!("{chinese}## 甲\n")),
        ["3 fewer-paragraphs: the original has one paragraph here, and this translation none"]
    );
    // Joined, split, or short: no reader misses anything.
    assert_eq!(said(&long.repeat(2), &format!("{}{chinese}", chinese.trim_end())), [""; 0]);
    assert_eq!(said(long, &chinese.replace('，', "。\n\n")), [""; 0]);
    assert_eq!(said("Yes.\n\nNo.\n", "是，不。\n"), [""; 0]);
}

#[test]
fn code_and_placeholders_and_shortcodes() {
    assert_eq!(
        said("```sh\nyiben check\n```\n", "文字。\n\n```sh\nyiben chekc\n```\n"),
        ["4 code-differs: this code is not that of the original, from its line 1 on"]
    );
    assert_eq!(said("```sh\nyiben check # all\n```\n", "```sh\nyiben check # 全部\n```\n"), [""; 0]);
    assert_eq!(
        said("One.\n\nHello, {name}!\n", "一。\n\n你好！\n"),
        ["3 placeholder-differs: the translation has lost the placeholder `{name}`"]
    );
    assert_eq!(
        said("`%s` files\n", "`%d` 个文件\n"),
        [
            "1 placeholder-differs: the translation has gained the placeholder `%d`",
            "1 placeholder-differs: the translation has lost the placeholder `%s`"
        ]
    );
    assert_eq!(said("{{ a }} and {b}\n\nC.\n", "{b} 和 {{a}}\n"), [""; 0], "in any order and in any paragraph");
    assert_eq!(
        said("## A\n\n{{< pot >}}\n", "## 甲\n\n文字。\n"),
        ["1 shortcode-differs: the shortcode `pot` of the original is missing in this section"]
    );
    assert_eq!(
        said("A.\n", "甲。\n\n{{< pot >}}\n"),
        ["3 shortcode-differs: the original does not have this shortcode `pot`"]
    );
}

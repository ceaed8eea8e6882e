//! Markdown in, Markdown out, shown with a short list of words in place of a dictionary.

use super::*;
use crate::convert::converter::Options as How;
use crate::convert::route::{Route, Variant};

const WORDS: &[(&str, &str)] = &[
    ("头发", "頭髮"),
    ("头", "頭"),
    ("发", "發"),
    ("理发师", "理髮師"),
    ("软件", "軟體"),
    ("文档", "文件"),
    ("运行", "執行"),
    ("护理", "護理"),
    ("与", "與"),
    ("语", "語"),
    ("说", "說"),
    ("图", "圖"),
    ("标题", "標題"),
];

fn converted(text: &str) -> String {
    let route = Route { from: Variant::Hans, to: Variant::Tw, characters: Default::default() };
    convert(text, &Converter::toy(route, &How::default(), WORDS), &RelPath::new("a.md").unwrap()).0
}

fn check(cases: &[(&str, &str, &str)]) {
    for (text, expected, why) in cases {
        assert_eq!(&converted(text), expected, "{text}: {why}");
    }
}

#[test]
fn words_are_seen_across_markup() {
    check(&[
        ("头**发**", "頭**髮**", "emphasis"),
        ("理[发](x.md)师", "理[髮](x.md)師", "a link"),
        ("头\n发", "頭\n髮", "a soft break"),
        ("> 头\n> 发", "> 頭\n> 髮", "a soft break in a quotation"),
        ("头<wbr>发", "頭<wbr>髮", "a tag"),
        ("头[^1]发\n\n[^1]: 头发", "頭[^1]髮\n\n[^1]: 頭髮", "a footnote's mark, and its text"),
        ("&#22836;&#21457;", "頭髮", "character references"),
        ("a*&#22836;*，", "a*&#38957;*，", "one that decides about emphasis stays one"),
        ("头\\*发 头发", "頭\\*發 頭髮", "an escape stays"),
        ("头&amp;发&nbsp;头发", "頭&amp;發&nbsp;頭髮", "entities that are not converted stay"),
        ("<ruby>头<rt>tóu</rt>发<rt>fa</rt></ruby>", "<ruby>頭<rt>tóu</rt>髮<rt>fa</rt></ruby>", "ruby"),
    ]);
}

#[test]
fn conversion_marks_and_their_escapes() {
    check(&[
        ("-\\{头发}- 和 -{头发}-", "-\\{頭髮}- 和 头发", "an escaped mark is text, and stays escaped"),
        ("-&#123;头发}-", "-&#123;頭髮}-", "the same by an entity"),
        ("头-{zh-tw:http://a.b/c;zh-cn:d}-发", "頭http://a.b/c發", "an address in a mark"),
        ("-\\\\{头发}-", "-\\\\{頭髮}-", "a backslash that is escaped itself"),
        (
            "| 甲 |\n|---|\n| -{H\\|zh-cn:头;zh-tw:首}- |\n| -{A\\|zh-cn:头;zh-tw:首}- |",
            "| 甲 |\n|---|\n|  |\n| 首 |",
            "a bar in a cell",
        ),
        ("-{zh-cn:\\*头\\*;zh-tw:\\*首\\*}-", "\\*首\\*", "escapes in a mark"),
    ]);
}

#[test]
fn syntax_is_never_converted() {
    check(&[
        ("[软件文档](/zh/软件/index.md#头发)", "[軟體文件](/zh/软件/index.md#头发)", "a destination"),
        ("![头发](头发.png \"头发\")", "![頭髮](头发.png \"頭髮\")", "an image's text and title, not its path"),
        ("<img alt=\"头发\" src=\"/头发.png\">", "<img alt=\"頭髮\" src=\"/头发.png\">", "attributes"),
        (
            "<p class=\"头发\" title='头发'>头<b>发</b></p>",
            "<p class=\"头发\" title='頭髮'>頭<b>髮</b></p>",
            "a block of HTML",
        ),
        ("运行 `echo 软件` 命令", "執行 `echo 软件` 命令", "code"),
        ("```sh 头发\n头发\n```\n\n    头发", "```sh 头发\n头发\n```\n\n    头发", "blocks of code"),
        ("## 头发护理 {#头发护理}", "## 頭髮護理 {#头发护理}", "an id"),
        (
            "## 头发 {title=\"头发 软件\" .后 aria-label='头发' alt=头发 data-x=头发}",
            "## 頭髮 {title=\"頭髮 軟體\" .后 aria-label='頭髮' alt=頭髮 data-x=头发}",
            "a heading's attributes, but those that are read",
        ),
        (
            "## 头发 {title=\"头发\" lang=\"ja\"}\n\n头发",
            "## 头发 {title=\"头发\" lang=\"ja\"}\n\n頭髮",
            "a Japanese heading",
        ),
        (
            "头发 {translate=no}\n===\n\n头发",
            "头发 {translate=no}\n===\n\n頭髮",
            "a heading that says so, on two lines",
        ),
        ("<https://例子.com/软件>", "<https://例子.com/软件>", "an address that is its own text"),
        ("见https://例子.com/软件/和 软件", "见https://例子.com/软件/和 軟體", "a bare address with Chinese in it"),
        ("公式 $发_{头}$ 与 $$\\text{发}$$", "公式 $发_{头}$ 與 $$\\text{发}$$", "mathematics"),
        ("<span lang=\"ja\">国語の説明</span>是日语", "<span lang=\"ja\">国語の説明</span>是日語", "marked Japanese"),
        ("<span translate=\"no\">头发</span>头发", "<span translate=\"no\">头发</span>頭髮", "translate=no"),
        ("[a]\n\n[a]: 头发.md '头发'", "[a]\n\n[a]: 头发.md '頭髮'", "a reference's title"),
        ("[头发][头发]\n\n[头发]: x.md", "[頭髮][头发]\n\n[头发]: x.md", "a reference's label"),
        (
            "[头发]和[头发][]，[说][ ]\n\n[头发]: x.md",
            "[頭髮][头发]和[頭髮][头发]，[說][ ]\n\n[头发]: x.md",
            "references that are their own label",
        ),
        (
            "![头发] ![头**发**][]\n\n[头发]: x\n[头**发**]: y",
            "![頭髮][头发] ![頭**髮**][头**发**]\n\n[头发]: x\n[头**发**]: y",
            "pictures",
        ),
        ("[a头发\\]]\n\n[a头发\\]]: x 'y'", "[a頭髮\\]][a头发\\]]\n\n[a头发\\]]: x 'y'", "with an escape"),
        (
            "[a] [^头发]\n\n[a]: x\n[^头发]: 头发",
            "[a] [^头发]\n\n[a]: x\n[^头发]: 頭髮",
            "one that stays, a footnote's",
        ),
        (
            "{{< tube id=\"头发\" title=\"头发\" >}}头发 {{% include \"头发.md\" %}}",
            "{{< tube id=\"头发\" title=\"頭髮\" >}}頭髮 {{% include \"头发.md\" %}}",
            "shortcodes of other generators",
        ),
        (
            ":::tip[头发]{id=\"头发\"}\n头发\n:::\n\n<Tabs items={['头发']}>头发</Tabs>",
            ":::tip[頭髮]{id=\"头发\"}\n頭髮\n:::\n\n<Tabs items={['头发']}>頭髮</Tabs>",
            "directives and components",
        ),
        ("<!-- 头发 -->\n\n头发", "<!-- 头发 -->\n\n頭髮", "a comment"),
        ("| 头发 | `头发` |\n|---|---|\n| 头 | 发 |", "| 頭髮 | `头发` |\n|---|---|\n| 頭 | 發 |", "cells"),
        (
            "{{< figure src=\"头发.png\" caption=\"头发\" >}}",
            "{{< figure src=\"头发.png\" caption=\"頭髮\" >}}",
            "a shortcode",
        ),
        ("> [!TIP] 头发\n> 头发", "> [!TIP] 頭髮\n> 頭髮", "an alert's title"),
        ("a\r\n\r\n头**发**  \r\n\t头发\r\n", "a\r\n\r\n頭**髮**  \r\n\t頭髮\r\n", "line ends and trailing spaces"),
    ]);
}

#[test]
fn marks_and_quotation_marks_are_read_in_markdown() {
    check(&[
        ("-{头发}-和头发", "头发和頭髮", "left as it is"),
        ("-{头**发**}-", "头**发**", "with markup inside"),
        ("`-{头发}-`", "`-{头发}-`", "never in code"),
        ("他说“头**发**”", "他說「頭**髮**」", "quotation marks"),
    ]);
}

#[test]
fn front_matter_is_converted_where_readers_read_it() {
    check(&[
        (
            "+++\ntitle = \"头发 \\\"发\\\"\" # 头发\nslug = \"头发\"\n[extra]\ntitle = \"头发\"\n+++\n头发\n",
            "+++\ntitle = \"頭髮 \\\"發\\\"\" # 头发\nslug = \"头发\"\n[extra]\ntitle = \"头发\"\n+++\n頭髮\n",
            "TOML",
        ),
        (
            "---\ntitle: 头发 # 头发\ntags: [头发]\ndescription: >\n  头发\n  发\nslug: 头发\n---\n头发",
            "---\ntitle: 頭髮 # 头发\ntags: [头发]\ndescription: >\n  頭髮\n  發\nslug: 头发\n---\n頭髮",
            "YAML",
        ),
        ("---\ntitle: 头发\n\n头发", "---\ntitle: 頭髮\n\n頭髮", "without an end there is none"),
    ]);
}

#[test]
fn findings_have_their_place_in_the_file() {
    let text = "---\ntitle: x\n---\n日本的「国語」\n\n头发 -{头\n";
    let route = Route { from: Variant::Hans, to: Variant::Tw, characters: Default::default() };
    const MORE: &[(&str, &str)] = &[("国", "國"), ("头", "頭")];
    let converter = Converter::toy(route, &How::default(), MORE);
    let (_, found) = convert(text, &converter, &RelPath::new("a.md").unwrap());
    let words: Vec<_> = found.iter().map(|finding| &text[finding.place.span.unwrap().range()]).collect();
    assert_eq!(words, ["国語", "-{"]);
}

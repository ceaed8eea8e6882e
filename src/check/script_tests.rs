//! Slips of script and punctuation, each at its line and column, and what looks like one and is none.

use crate::check::testing::places;
use crate::diagnostic::Code;

const CODES: [Code; 8] = [
    Code::StrayCharacter,
    Code::MixedScripts,
    Code::UnmarkedJapanese,
    Code::WrongScript,
    Code::HalfWidthPunctuation,
    Code::SpaceBeforePunctuation,
    Code::UnpairedQuote,
    Code::QuoteRegion,
];

const BOOK: &str = "title = \"T\"\n[editions.zh-Hans]\n[editions.zh-TW]\nprefix = \"tw\"\n";

/// What is found in a text of each script, without its path.
fn found(simplified: &str, traditional: &str) -> Vec<String> {
    let files = [("book.toml", BOOK), ("content/a.zh-Hans.md", simplified), ("content/b.zh-TW.md", traditional)];
    let found = places(&CODES, &files).into_iter();
    found.map(|line| line.trim_start_matches("content/").to_owned()).collect()
}

#[test]
fn each_slip_is_found_at_its_line_and_column() {
    let simplified = "+++\ntitle = \"请检查這个\"\n+++\n\n先烧水,再泡茶(不要太烫)。\n他说：“茶要趁热喝。\n\n\
                      再用[這壶](x.md) ，然后等。\n\n![一個杯子](x.png \"说明 。\") 他说「好」。\n";
    let traditional = "先燒水，再泡茶。這是一个杯子。\n\n<p title=\"说明書\">编译器會检查每一個函数的错误。</p>\n\n\
                       「好」和“壞”，他說：\"你好\"嗎？日本的気持ち很好。\n";
    assert_eq!(
        found(simplified, traditional),
        [
            "a.zh-Hans.md:2:13 stray-character: `這` is Traditional Chinese, and the text is Simplified Chinese",
            "a.zh-Hans.md:5:4 half-width-punctuation: half-width `,` between Chinese characters",
            "a.zh-Hans.md:5:8 half-width-punctuation: half-width `(…)` between Chinese characters",
            "a.zh-Hans.md:6:4 unpaired-quote: `“` is never closed",
            "a.zh-Hans.md:8:4 stray-character: `這` is Traditional Chinese, and the text is Simplified Chinese",
            "a.zh-Hans.md:8:13 space-before-punctuation: a space before `，`",
            "a.zh-Hans.md:10:4 stray-character: `個` is Traditional Chinese, and the text is Simplified Chinese",
            "a.zh-Hans.md:10:18 space-before-punctuation: a space before `。`",
            "a.zh-Hans.md:10:25 quote-region: `「` is not a quotation mark of Simplified Chinese",
            "b.zh-TW.md:1:12 stray-character: `个` is Simplified Chinese, and the text is Traditional Chinese",
            "b.zh-TW.md:3:11 stray-character: `说` is Simplified Chinese, and the text is Traditional Chinese",
            "b.zh-TW.md:3:16 mixed-scripts: this line mixes both scripts: `编译`, `检`, `数`, `错误` in it are Simplified \
             Chinese",
            "b.zh-TW.md:5:5 quote-region: `“` is not a quotation mark of Traditional Chinese",
            "b.zh-TW.md:5:12 half-width-punctuation: half-width `\"…\"` between Chinese characters",
            "b.zh-TW.md:5:21 unmarked-japanese: `気持ち` looks Japanese and is left as it is",
        ]
    );
}

#[test]
fn what_is_meant_is_no_slip() {
    let simplified = "+++\ntitle = \"3,000 个字\"\n+++\n\n`這,個` 和 $這,個$，<span lang=\"zh-Hant\">這個「字」，這個</span>。\n\n\
                      “第一段。\n\n“第二段。”\n\n1）三:一，Don’t panic，27” 显示器，见脚注 [^1]。\n\n[^1]: 毕昇，“（好）”。\n\n\
                      <https://example.org/這,個> <img src=\"這個.png\" data-x=\"這個\">\n";
    let traditional = "裏面、裡面、著名、為了、爲了、峰會、群眾、床、線、綫，乾隆皇后范先生，台灣與臺灣。\n\n\
                       He wrote “hello” (你好) there.\n\n另見简体中文版。`x` ，y 的「国」字。\n";
    let found: Vec<String> = found(simplified, traditional);
    // One real slip among them shows that the page was looked at.
    assert_eq!(found, ["b.zh-TW.md:5:12 space-before-punctuation: a space before `，`"]);
}

#[test]
fn a_habit_is_said_once() {
    let text = "他说「一」「二」「三」「四」「五」。";
    assert_eq!(
        found(text, "好。"),
        ["a.zh-Hans.md:1:3 quote-region: `「` is not a quotation mark of Simplified Chinese, here and 4 times more"]
    );
}

#[test]
fn words_of_the_glossary_are_no_strays() {
    let files = [
        ("book.toml", BOOK),
        ("glossary.csv", "zh-Hans,zh-TW,rule\n錢鍾書,,keep\n"),
        ("content/a.zh-Hans.md", "他读錢鍾書，也读魯迅。"),
    ];
    assert_eq!(
        places(&CODES, &files),
        ["content/a.zh-Hans.md:1:9 stray-character: `魯` is Traditional Chinese, and the text is Simplified Chinese"]
    );
}

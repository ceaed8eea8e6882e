//! Forbidden terms and terms in two ways, in every language of the glossary.

use crate::check::testing::places;
use crate::diagnostic::Code;

const CODES: [Code; 2] = [Code::ForbiddenTerm, Code::TermVaries];

const BOOK: &str = "title = \"T\"\n[editions.en]\n[editions.zh-Hans]\n[editions.zh-Hant]\n";

#[test]
fn what_a_glossary_forbids_is_found_in_every_language() {
    let term = "[[convert.term]]\nen = \"object\"\nzh-Hans = \"对象\"\nzh-Hant = \"物件\"\n\
                never = { zh-Hant = [\"對象\"], en = [\"thing\"] }\n";
    let files = [
        ("book.toml", &*format!("{BOOK}{term}")),
        ("glossary.csv", "zh-Hans,en,rule\n所有权,possession,forbid\n"),
        ("content/a.md", "+++\ntitle = \"Things\"\n+++\n\nAn object in `thing`, no something, and possession.\n"),
        ("content/a.zh-Hans.md", "这里的对象有所有权。"),
        ("content/a.zh-Hant.md", "每個物件，也就是 **對象**，都有方法。\n"),
    ];
    assert_eq!(
        places(&[Code::ForbiddenTerm], &files),
        [
            "content/a.md:2:10 forbidden-term: the glossary forbids `Things`",
            "content/a.md:5:41 forbidden-term: the glossary forbids `possession`",
            "content/a.zh-Hant.md:1:12 forbidden-term: the glossary forbids `對象`",
        ]
    );
}

#[test]
fn a_term_in_the_other_columns_characters_is_a_second_form() {
    let files = [
        ("book.toml", BOOK),
        ("glossary.csv", "zh-Hans,zh-Hant\n默认,預設\n博客,部落格\n"),
        ("content/a.zh-Hans.md", "默认值在博客里。"),
        ("content/a.zh-Hant.md", "預設值在部落格裡，默認值也在\n默認的博客裡。"),
    ];
    assert_eq!(
        places(&CODES, &files),
        [
            "content/a.zh-Hant.md:1:10 term-varies: `默認` is written here (2 times), and the glossary's word is `預設`",
            "content/a.zh-Hant.md:2:4 term-varies: `博客` is written here, and the glossary's word is `部落格`",
        ]
    );
}

#[test]
fn a_paragraph_whose_translation_lacks_the_term_is_found_where_paragraphs_match() {
    let original = "Ownership is a rule.\n\nRules of ownership move.\n\nNo term here, `ownership`.\n";
    let with = |chinese: &str| {
        let files = [
            ("book.toml", BOOK),
            ("glossary.csv", "en,zh-Hans\nownership,所有权\n"),
            ("content/a.md", original),
            ("content/a.zh-Hans.md", chinese),
        ];
        places(&CODES, &files)
    };
    assert_eq!(
        with("所有权是规则。\n\n拥有权的规则会转移。\n\n没有术语。\n"),
        [
            "content/a.zh-Hans.md:3:1 term-varies: `ownership` stands in the original of this paragraph, and `所有权` not in \
          its translation"
        ]
    );
    assert_eq!(with("所有权是规则。\n\n所有权的规则会转移。\n\n没有。\n"), [""; 0], "the glossary's word");
    assert_eq!(with("归属是规则。\n\n归属的规则会转移。\n\n没有。\n"), [""; 0], "one other word throughout");
    assert_eq!(with("所有权是规则。\n\n多一段。\n\n拥有权。\n\n没有。\n"), [""; 0], "another number of paragraphs");
}

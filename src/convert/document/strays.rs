//! Strays: what a text that its author wrote in one Chinese script has of the other one, and of Japanese.

use super::passages::Passage;
use crate::convert::glossary::as_name;
use crate::convert::japanese;
use crate::convert::route::{Route, Side, Variant};
use crate::convert::script::{Evidence, Traits, is_han, is_kana, regional, traits};
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Something that does not belong to a text's script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Where, in the passage's text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a stray is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The whole passage is in the other script.
    Passage,
    /// A Japanese word that is not marked as one.
    Japanese,
    /// Characters of the other script, side by side; in the text's own script they are these.
    Characters(String),
}

/// Names of scripts and of Japanese, as lists of languages have them, each in the form that it names.
const NAMES: [&str; 9] = ["日本語", "简体中文", "简体字", "简体", "繁體中文", "正體中文", "繁體字", "繁體", "正體"];

/// What Taiwan and Hong Kong write where OpenCC's own Traditional has another form: 峰, 群, 床.
static REGIONAL: LazyLock<BTreeSet<char>> = LazyLock::new(|| regional().collect());

/// Characters that the dictionaries give a Simplified form, and that the People's Republic's table of 2013 (通用规范汉字表)
/// lists as standard all the same, mostly for names.
const STANDARD: &str = "昇陞甦迺邨谿剋麴釐龢喆堃淼犇仝祕徵乾夥藉瞭皙瞋噘蹚溧勠粦菉澂迹";

/// The strays of `passage`, whose document is written for `variant`. What `allowed` takes (bytes of the text) is no stray.
pub fn of(passage: &Passage<'_>, variant: Variant, allowed: &[Range<usize>]) -> Vec<Stray> {
    let side = variant.side();
    let text = passage.text();
    if passage.survey().is_of(side) {
        return Vec::new();
    }
    let stretches = passage.stretches();
    let mut evidence = Evidence::default();
    for stretch in &stretches {
        japanese::without(&text[stretch.clone()], |part| evidence.add(part));
    }
    let mut found = Vec::new();
    let other = if side == Side::Simplified { evidence.traditional } else { evidence.simplified };
    if let (true, Some(first)) = (other >= MANY && evidence.contradicts(side), stretches.first()) {
        if !holds_only_names(text) {
            found.push(Stray { range: first.clone(), kind: Kind::Passage });
        }
        return found;
    }
    for stretch in stretches {
        let part = &text[stretch.clone()];
        let mut taken: Vec<Range<usize>> = names(part);
        let inside = allowed.iter().filter(|range| range.start >= stretch.start && range.end <= stretch.end);
        taken.extend(inside.map(|range| range.start - stretch.start..range.end - stretch.start));
        for word in japanese::find(part).into_iter().filter(|word| is_japanese(&part[word.clone()], side)) {
            if !overlaps(&taken, &word) {
                found.push(Stray { range: shifted(&word, stretch.start), kind: Kind::Japanese });
            }
            taken.push(word);
        }
        let characters = characters(part, variant, &taken).into_iter();
        found.extend(
            characters
                .map(|(range, meant)| Stray { range: shifted(&range, stretch.start), kind: Kind::Characters(meant) }),
        );
    }
    found
}

/// So many characters of the other script make a passage of it; fewer are slips.
const MANY: usize = 3;

/// Whether a document with these passages is in the other script than `side`, which is said of it as a whole.
pub fn is_foreign(passages: &[Passage<'_>], side: Side) -> bool {
    let mut rest: usize = passages.iter().map(|passage| passage.text().len()).sum();
    let mut evidence = Evidence::default();
    for passage in passages {
        passage.stretches().into_iter().for_each(|stretch| evidence.add(&passage.text()[stretch]));
        rest -= passage.text().len();
        // A text in its own script says so in its first sentences.
        if evidence.is_beyond_doubt(side, rest) {
            return false;
        }
    }
    evidence.contradicts(side)
}

fn shifted(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

fn overlaps(taken: &[Range<usize>], range: &Range<usize>) -> bool {
    taken.iter().any(|taken| taken.start < range.end && range.start < taken.end)
}

/// Where the scripts are named.
fn names(text: &str) -> Vec<Range<usize>> {
    NAMES.iter().flat_map(|name| text.match_indices(name).map(|(at, name)| at..at + name.len())).collect()
}

fn holds_only_names(text: &str) -> bool {
    let rest = NAMES.iter().fold(text.to_owned(), |rest, name| rest.replace(name, ""));
    !rest.chars().any(is_han)
}

/// Whether a word that looks Japanese is that rather than a slip: it holds kana beside Han, or a form that no Chinese
/// writes. In Simplified text a form that Simplified shares with Japan beside one that it lacks is taken for Japanese.
fn is_japanese(word: &str, side: Side) -> bool {
    let (kana, han) = (word.chars().any(is_kana), word.chars().any(is_han));
    let own = word.chars().map(traits).any(|t| t.any(Traits::SHINJITAI) && !t.any(Traits::SIMPLIFIED));
    (kana && han) || own || (side == Side::Simplified && !kana)
}

/// The characters of the other script, those that stand side by side together, and what they would be in this one.
fn characters(text: &str, variant: Variant, taken: &[Range<usize>]) -> Vec<(Range<usize>, String)> {
    let side = variant.side();
    let from = if side == Side::Simplified { Variant::Hant } else { Variant::Hans };
    let route = Route { from, to: variant, characters: Default::default() };
    let other = if side == Side::Simplified { Traits::TRADITIONAL } else { Traits::SIMPLIFIED };
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| traits(*c).any(other)) {
        let range = at..at + c.len_utf8();
        let standard = if side == Side::Simplified { STANDARD.contains(c) } else { REGIONAL.contains(&c) };
        if standard || overlaps(taken, &range) || is_mentioned(text, &range) {
            continue;
        }
        match found.last_mut().filter(|(last, _)| last.end == at) {
            Some((last, before)) => {
                last.end = range.end;
                before.push(c);
            }
            None => found.push((range, c.to_string())),
        }
    }
    // Nothing that is met here may stay as it is, so each character takes the form that a name would.
    found.into_iter().map(|(range, words)| (range, as_name(&words, route).into_owned())).collect()
}

/// Whether a character stands alone in quotation marks or brackets: the text speaks of it and does not use it.
fn is_mentioned(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let after = text[range.end..].chars().next();
    before.is_some_and(|c| "“‘「『《〈（(\"'".contains(c)) && after.is_some_and(|c| "”’」』》〉）)\"'".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::markdown::{Options, parse};
    use crate::convert::document::passages;
    use crate::source::RelPath;

    fn strays(text: &str, variant: Variant) -> Vec<String> {
        let (path, shortcodes) = (RelPath::root(), Default::default());
        let tree =
            parse(text, 0, &Options { path: &path, chinese: true, shortcodes: &shortcodes, measured: false }).tree;
        let passages = passages::of(&[], &tree);
        let say = |passage: &Passage<'_>, stray: Stray| match stray.kind {
            Kind::Passage => "passage".to_owned(),
            Kind::Japanese => format!("ja {}", &text[passage.place(&stray.range).range()]),
            Kind::Characters(meant) => format!("{}→{meant}", &text[passage.place(&stray.range).range()]),
        };
        passages.iter().flat_map(|p| of(p, variant, &[]).into_iter().map(|stray| say(p, stray))).collect()
    }

    #[test]
    fn each_script_has_its_strays() {
        use Variant::{Hans as S, Tw as T};
        let cases: &[(Variant, &str, &[&str], &str)] = &[
            (T, "這個函式會返回一个值，並且結束。", &["个→個"], "one Simplified character"),
            (T, "這裡的峰會在臺灣和香港舉行，裏面、裡面、為、爲、着、著。", &[], "forms of Traditional regions"),
            (T, "乾隆皇后在里程碑前面吃麵，範圍和范先生，余先生。", &[], "characters that both scripts share"),
            (T, "這份文件也有简体中文版和「国」字。", &[], "a script's name, and a character that is spoken of"),
            (
                T,
                "這是`国家`和 <span lang=\"zh-Hans\">国家</span> 與 -{国家}- 的說明。",
                &[],
                "code, marked text, marks",
            ),
            (T, "這本書說明了日本的気持ち，並且很有趣。", &["ja 気持ち"], "a form of Japan, and kana"),
            (T, "這是第一段說明。\n\n国家这个词说的是什么呢", &["passage"], "a whole paragraph"),
            (S, "这个函数会返回一個值，并且结束。", &["個→个"], "one Traditional character"),
            (S, "毕昇和乾隆，瞭望台，著名，繁體中文。", &[], "standard for names, shared, a script's name"),
            (S, "**這**个词和这个[詞](x.md)。", &["這→这", "詞→词"], "across markup, at its place"),
            (S, "我们学习日本の文化，非常有意思。", &["ja 日本の文化"], "kana beside Han"),
            (S, "お茶を飲む。", &["ja お茶を飲む"], "a line of Japanese, whose forms are no other script's"),
            (T, "これは学会の発表。", &["ja これは学会の発表"], "and in a Traditional text"),
        ];
        for (variant, text, expected, why) in cases {
            assert_eq!(&strays(text, *variant), expected, "{text}: {why}");
        }
    }
}

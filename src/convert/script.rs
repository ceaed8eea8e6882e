//! Which script a text is in: what each Han character says about it, from OpenCC's character tables.

use super::route::Side;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a Han character says about the text that it stands in. A set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(u8);

impl Traits {
    /// Written in Simplified text only: 们, 国.
    pub(super) const SIMPLIFIED: Traits = Traits(1);
    /// Written in Traditional text only: 們, 國.
    pub(super) const TRADITIONAL: Traits = Traits(2);
    /// One of the new forms of Japan, whether Chinese knows it (国) or not (沢).
    pub(super) const SHINJITAI: Traits = Traits(4);
    /// Never written in Japanese: 們, 们, 吗; or so common in Chinese that it ends any Japanese word: 是, 的.
    pub(super) const CHINESE: Traits = Traits(8);

    /// Whether any bit of `other` is set.
    pub(super) fn any(self, other: Traits) -> bool {
        self.0 & other.0 != 0
    }
}

/// Characters of Traditional tables that Japanese does not write, and those that Chinese sentences are held together by.
const CHINESE: &str = "這那們嗎麼您妳她很沒還啊哦嘛咱爸媽哪誰個給讓說吧呢吗这们么她没什怎让给说谁个还爸妈\
                       的是了在和也就都不把被从從到对對向着著过過得地而且或但与與之其";

/// Forms of Japan that Chinese writers use as well, so that they say nothing.
const COMMON: &str = "予即慎概欠瓶真研翻郎弁晃缶萌浜斎痺褒";

/// One entry for each code point of the blocks of Han in the first three planes; 0 elsewhere.
static TRAITS: LazyLock<Box<[u8]>> = LazyLock::new(table);

/// The code point that the table begins with (CJK Extension A).
const FIRST: u32 = 0x3400;
/// The code point after the table's last one (end of plane 3).
const LAST: u32 = 0x32400;

fn table() -> Box<[u8]> {
    let mut table = vec![0u8; (LAST - FIRST) as usize].into_boxed_slice();
    let mut mark = |c: char, traits: Traits| {
        if let Some(entry) = (c as u32).checked_sub(FIRST).and_then(|at| table.get_mut(at as usize)) {
            *entry |= traits.0;
        }
    };
    // A character that may stay as it is, is written in both scripts; 苧 and its like, on both lists, prove nothing.
    let decided = |table| characters(table).filter(|(c, forms): &(char, &str)| !forms.contains(*c)).map(|(c, _)| c);
    let (mut simplified, traditional): (BTreeSet<_>, BTreeSet<_>) =
        (decided(SIMPLIFIED).collect(), decided(TRADITIONAL).collect());
    // What Taiwan or Hong Kong writes as the mainland does says nothing: 群, 床, 峰, 秘, 税. But 什么 is Simplified.
    for c in regional().filter(|c| *c != '么') {
        simplified.remove(&c);
    }
    simplified.difference(&traditional).for_each(|c| mark(*c, Traits::SIMPLIFIED));
    traditional.difference(&simplified).for_each(|c| mark(*c, Traits::TRADITIONAL));
    let both: BTreeSet<_> = characters(SIMPLIFIED).map(|(c, _)| c).filter(|c| !simplified.contains(c)).collect();
    for (c, _) in characters(SHINJITAI) {
        if !traditional.contains(&c) && !both.contains(&c) && !COMMON.contains(c) {
            mark(c, Traits::SHINJITAI);
        }
    }
    CHINESE.chars().for_each(|c| mark(c, Traits::CHINESE));
    table
}

pub(super) const SIMPLIFIED: &str = include_str!("../../dictionaries/opencc/STCharacters.txt");
/// Taiwan's and Hong Kong's forms where OpenCC's own Traditional has another.
const VARIANTS: [&str; 2] = [
    include_str!("../../dictionaries/opencc/TWVariants.txt"),
    include_str!("../../dictionaries/opencc/HKVariants.txt"),
];
pub(super) const TRADITIONAL: &str = include_str!("../../dictionaries/opencc/TSCharacters.txt");
const SHINJITAI: &str = include_str!("../../dictionaries/opencc/JPShinjitaiCharacters.txt");

/// What Taiwan and Hong Kong write where OpenCC's own Traditional has another form.
pub(super) fn regional() -> impl Iterator<Item = char> {
    let forms = VARIANTS.iter().flat_map(|table| characters(table)).flat_map(|(_, forms)| forms.chars());
    forms.filter(|c| is_han(*c))
}

/// The lines of one of OpenCC's character tables: the character, and the forms it may take, separated by spaces.
pub(super) fn characters(table: &'static str) -> impl Iterator<Item = (char, &'static str)> + Clone {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (from, forms) = line.split_once('\t')?;
        Some((from.chars().next()?, forms))
    })
}

/// What `c` says about its text; nothing if it is no Han character.
pub(super) fn traits(c: char) -> Traits {
    let at = (c as u32).wrapping_sub(FIRST) as usize;
    Traits(TRAITS.get(at).copied().unwrap_or(0))
}

/// Whether `c` is a Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}' | '々' | '〇')
}

/// Whether `c` is a Japanese syllable.
pub(super) fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}' | '\u{FF66}'..='\u{FF9D}')
}

/// What a text holds that asks for more than an engine. One look finds out, so that most texts need no other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// A conversion mark may begin, `-{`, or one that is escaped, `-\{`.
    pub(super) marks: bool,
    /// There are quotation marks: “”‘’「」『』.
    pub(super) quotes: bool,
    /// There are Japanese syllables.
    pub(super) kana: bool,
    /// There are characters that only Simplified text has.
    pub(super) simplified: bool,
    /// There are characters that only Traditional text has.
    pub(super) traditional: bool,
}

impl Survey {
    /// Looks at `text`.
    pub(super) fn of(text: &str) -> Self {
        let table = &**TRAITS;
        let mut survey = Self::default();
        let bytes = text.as_bytes();
        survey.marks = memchr::memchr2_iter(b'{', b'\\', bytes).any(|at| bytes[..at].ends_with(b"-"));
        let mut seen = 0;
        let mut at = 0;
        let code = |[first, second, third]: [u8; 3]| {
            u32::from(first & 15) << 12 | u32::from(second & 63) << 6 | u32::from(third & 63)
        };
        while at < bytes.len() {
            // Three bytes that begin so are from U+4000 to U+9FFF: most of Chinese.
            while let Some(&three @ [0xE4..=0xE9, ..]) = bytes.get(at..).and_then(<[u8]>::first_chunk::<3>) {
                seen |= table[(code(three) - FIRST) as usize];
                at += 3;
            }
            // Shorter characters say nothing, nor do their parts.
            let Some(&byte) = bytes.get(at) else { break };
            if byte < 0xE0 {
                at += 1;
                continue;
            }
            let Some(&three) = bytes.get(at..).and_then(<[u8]>::first_chunk) else { break };
            if byte < 0xF0 {
                at += 3;
                match code(three) {
                    code @ FIRST..0xA000 => seen |= table[(code - FIRST) as usize],
                    0x2018..0x201E | 0x300C..0x3010 => survey.quotes = true,
                    0x3041..0x30FD | 0xFF66..0xFF9E => survey.kana = true,
                    _ => {}
                }
            } else {
                if let Some(c) = text[at..].chars().next() {
                    seen |= traits(c).0;
                }
                at += 4;
            }
        }
        survey.simplified = Traits(seen).any(Traits::SIMPLIFIED);
        survey.traditional = Traits(seen).any(Traits::TRADITIONAL);
        survey
    }

    /// Whether nothing in a text that claims to be of `side` makes it doubtful that it is.
    pub(super) fn is_of(self, side: Side) -> bool {
        let other = if side == Side::Simplified { self.traditional } else { self.simplified };
        !self.kana && !other
    }
}

/// How much of a text belongs to which script.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Han characters.
    pub(super) han: usize,
    /// Those that only Simplified text has.
    pub(super) simplified: usize,
    /// Those that only Traditional text has.
    pub(super) traditional: usize,
}

impl Evidence {
    /// The evidence that `text` gives.
    #[cfg(test)]
    pub(super) fn of(text: &str) -> Self {
        let mut evidence = Self::default();
        evidence.add(text);
        evidence
    }

    /// Adds the evidence that `text` gives.
    pub(super) fn add(&mut self, text: &str) {
        for c in text.chars().filter(|c| *c >= '\u{3400}') {
            let traits = traits(c);
            self.han += usize::from(is_han(c));
            self.simplified += usize::from(traits.any(Traits::SIMPLIFIED));
            self.traditional += usize::from(traits.any(Traits::TRADITIONAL));
        }
    }

    /// Characters that only text of this side has.
    fn of_side(self, side: Side) -> usize {
        match side {
            Side::Simplified => self.simplified,
            Side::Traditional => self.traditional,
        }
    }

    /// Whether `rest` more bytes, whatever they hold, cannot contradict that the text is of `side`.
    pub(super) fn is_beyond_doubt(self, side: Side, rest: usize) -> bool {
        self.of_side(side) * 20 > self.of_side(side.other()) + rest / 3
    }

    /// Whether a text that claims to be of `side` is of the other script: it holds characters of the other script, no
    /// less than a tenth, and next to none of its own.
    pub(super) fn contradicts(self, side: Side) -> bool {
        let (own, other) = (self.of_side(side), self.of_side(side.other()));
        other > 0 && other * 10 >= self.han && own * 20 <= other
    }
}

/// The forms that the Han character `c` may take on the way from `side` to the other, the likeliest first; `None` if it
/// never changes.
pub(super) fn forms(c: char, side: Side) -> Option<&'static str> {
    static TABLES: LazyLock<[Vec<(char, &str)>; 2]> = LazyLock::new(|| {
        [SIMPLIFIED, TRADITIONAL].map(|table| {
            let mut lines: Vec<_> = characters(table).collect();
            lines.sort_unstable_by_key(|(c, _)| *c);
            lines
        })
    });
    let lines = &TABLES[usize::from(side == Side::Traditional)];
    lines.binary_search_by_key(&c, |(c, _)| *c).ok().map(|at| lines[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_tell_their_script() {
        for c in "国们这发会".chars() {
            assert!(traits(c).any(Traits::SIMPLIFIED) && !traits(c).any(Traits::TRADITIONAL), "{c}");
        }
        for c in "國們這發會憲語於".chars() {
            assert!(!traits(c).any(Traits::SIMPLIFIED), "{c}");
        }
        for c in "乾后里面一人了著瞭".chars() {
            assert!(!traits(c).any(Traits::TRADITIONAL) || !traits(c).any(Traits::SIMPLIFIED), "{c}");
        }
        assert!(traits('沢').any(Traits::SHINJITAI) && traits('国').any(Traits::SHINJITAI));
        assert!(!traits('余').any(Traits::SHINJITAI) && !traits('a').any(Traits::CHINESE));
    }

    #[test]
    fn a_text_in_the_other_script_is_seen_by_its_share() {
        assert!(Evidence::of("什么").contradicts(Side::Traditional));
        assert!(Evidence::of("這是繁體中文").contradicts(Side::Simplified));
        assert!(!Evidence::of("这是简体中文").contradicts(Side::Simplified));
        assert!(!Evidence::of("乾隆在里面").contradicts(Side::Traditional));
        assert!(!Evidence::of("这篇文章引用了「於」这一个字").contradicts(Side::Simplified));
        assert!(!Evidence::of("plain").contradicts(Side::Simplified));
    }

    #[test]
    fn one_look_tells_what_a_text_holds() {
        let all = |survey: Survey| {
            [survey.marks, survey.quotes, survey.kana, survey.simplified, survey.traditional].map(u8::from)
        };
        assert_eq!(all(Survey::of("a-b é 一𠀀 -")), [0, 0, 0, 0, 0]);
        assert_eq!(all(Survey::of("-{")), [1, 0, 0, 0, 0]);
        assert_eq!(all(Survey::of("“”")), [0, 1, 0, 0, 0]);
        assert_eq!(all(Survey::of("『")), [0, 1, 0, 0, 0]);
        assert_eq!(all(Survey::of("の")), [0, 0, 1, 0, 0]);
        assert_eq!(all(Survey::of("这")), [0, 0, 0, 1, 0]);
        assert_eq!(all(Survey::of("這")), [0, 0, 0, 0, 1]);
        assert_eq!(all(Survey::of("𫍯")), [0, 0, 0, 1, 0]);
    }
}

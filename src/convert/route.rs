//! Routes: what a pair of locales asks of a conversion.

use super::exact::Standard;
use super::{Characters, Vocabulary};
use crate::locale::{HanScript, Locale};

/// One of the two scripts, as a side of a conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// 简体
    Simplified,
    /// 繁體
    Traditional,
}

impl Side {
    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Simplified => Self::Traditional,
            Self::Traditional => Self::Simplified,
        }
    }

    /// Its English name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Simplified => "Simplified Chinese",
            Self::Traditional => "Traditional Chinese",
        }
    }
}

/// A form of written Chinese, by script or by place. The names are those of MediaWiki's variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Variant {
    /// Simplified, of no place.
    Hans,
    /// Mainland China.
    Cn,
    /// Singapore.
    Sg,
    /// Malaysia.
    My,
    /// Traditional, of no place: Taiwan's characters, no vocabulary.
    Hant,
    /// Taiwan.
    Tw,
    /// Hong Kong.
    Hk,
    /// Macau.
    Mo,
}

use Variant::{Cn, Hans, Hant, Hk, Mo, My, Sg, Tw};

impl Variant {
    /// Every variant.
    pub const ALL: [Variant; 8] = [Hans, Cn, Sg, My, Hant, Tw, Hk, Mo];

    /// The variant that a locale writes; `None` if it is not Chinese.
    pub fn of(locale: &Locale) -> Option<Self> {
        let script = locale.han_script()?;
        let region = locale.id().region.map(|region| region.as_str().to_owned());
        Some(match (script, region.as_deref()) {
            (HanScript::Simplified, Some("CN")) => Cn,
            (HanScript::Simplified, Some("SG")) => Sg,
            (HanScript::Simplified, Some("MY")) => My,
            (HanScript::Simplified, _) => Hans,
            (HanScript::Traditional, Some("TW")) => Tw,
            (HanScript::Traditional, Some("HK")) => Hk,
            (HanScript::Traditional, Some("MO")) => Mo,
            (HanScript::Traditional, _) => Hant,
        })
    }

    /// The script that it is written in.
    pub fn side(self) -> Side {
        match self {
            Hans | Cn | Sg | My => Side::Simplified,
            Hant | Tw | Hk | Mo => Side::Traditional,
        }
    }

    /// Its name in conversion marks and in the head of a glossary: `zh-tw`.
    pub fn code(self) -> &'static str {
        match self {
            Hans => "zh-hans",
            Cn => "zh-cn",
            Sg => "zh-sg",
            My => "zh-my",
            Hant => "zh-hant",
            Tw => "zh-tw",
            Hk => "zh-hk",
            Mo => "zh-mo",
        }
    }

    /// The variant of that name, in any case of letters.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|variant| variant.code().eq_ignore_ascii_case(code))
    }

    /// Itself, then the variants of its script whose text stands in for its own, the nearest first (MediaWiki's
    /// `LanguageZh`).
    pub fn chain(self) -> &'static [Variant] {
        match self {
            Hans => &[Hans, Cn, Sg, My],
            Cn => &[Cn, Hans, Sg, My],
            Sg => &[Sg, My, Hans, Cn],
            My => &[My, Sg, Hans, Cn],
            Hant => &[Hant, Tw, Hk, Mo],
            Tw => &[Tw, Hant, Hk, Mo],
            Hk => &[Hk, Mo, Hant, Tw],
            Mo => &[Mo, Hk, Hant, Tw],
        }
    }

    /// Its name for readers of `side`, for marks that describe themselves.
    pub(super) fn name(self, side: Side) -> &'static str {
        let (simplified, traditional) = match self {
            Hans => ("简体", "簡體"),
            Cn => ("中国大陆", "中國大陸"),
            Sg => ("新加坡", "新加坡"),
            My => ("马来西亚", "馬來西亞"),
            Hant => ("繁体", "繁體"),
            Tw => ("台湾", "臺灣"),
            Hk => ("香港", "香港"),
            Mo => ("澳门", "澳門"),
        };
        if side == Side::Simplified { simplified } else { traditional }
    }
}

/// From one form of written Chinese to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Route {
    /// What the text is written in.
    pub from: Variant,
    /// What it becomes.
    pub to: Variant,
    /// Which of Hong Kong's standards, where it leads there.
    pub characters: Characters,
}

/// One of the sixteen directions that OpenCC knows, without and with its one list of vocabulary.
pub type Steps = &'static [&'static str];

impl Route {
    /// The route between two locales; `None` unless both are Chinese.
    pub fn between(from: &Locale, to: &Locale, characters: Characters) -> Option<Self> {
        Some(Self { from: Variant::of(from)?, to: Variant::of(to)?, characters })
    }

    /// The ends that one of OpenCC's configurations has.
    pub fn of(standard: Standard) -> Self {
        use Standard::{
            Hk2s, Hk2sp, Hk2t, Jp2t, S2hk, S2hkp, S2t, S2tw, S2twp, T2hk, T2jp, T2s, T2tw, Tw2s, Tw2sp, Tw2t,
        };
        let (from, to) = match standard {
            S2t => (Hans, Hant),
            S2tw | S2twp => (Hans, Tw),
            S2hk | S2hkp => (Hans, Hk),
            T2s => (Hant, Hans),
            Tw2s | Tw2sp => (Tw, Hans),
            Hk2s | Hk2sp => (Hk, Hans),
            T2tw => (Hant, Tw),
            T2hk => (Hant, Hk),
            Tw2t => (Tw, Hant),
            Hk2t => (Hk, Hant),
            Jp2t | T2jp => (Hant, Hant),
        };
        Self { from, to, characters: Characters::Education }
    }

    /// Whether nothing is converted: both ends have the same characters.
    pub fn is_level(self) -> bool {
        self.steps(&[]).is_empty()
    }

    /// The topics of vocabulary that the route takes unless the site chooses: everyday words between regions, none
    /// between scripts.
    pub fn usual_vocabulary(self) -> &'static [Vocabulary] {
        let regional = |variant| !matches!(variant, Hans | Hant);
        if regional(self.to) && !self.is_level() { &[Vocabulary::General] } else { &[] }
    }

    /// The names of OpenCC's configurations that lead this way, one after the other; none where nothing changes.
    pub fn steps(self, vocabulary: &[Vocabulary]) -> Steps {
        let words = !vocabulary.is_empty();
        let hong_kong = |variant| matches!(variant, Hk | Mo);
        match (self.from.side(), self.to.side()) {
            (Side::Simplified, Side::Simplified) => &[],
            (Side::Simplified, Side::Traditional) => match (hong_kong(self.to), words) {
                (false, false) => &["s2tw"],
                (false, true) => &["s2twp"],
                (true, false) => &["s2hk"],
                (true, true) => &["s2hkp"],
            },
            (Side::Traditional, Side::Simplified) => match (hong_kong(self.from), words) {
                (false, false) => &["tw2s"],
                (false, true) => &["tw2sp"],
                (true, false) => &["hk2s"],
                (true, true) => &["hk2sp"],
            },
            (Side::Traditional, Side::Traditional) => match (hong_kong(self.from), hong_kong(self.to)) {
                (false, true) => &["tw2t", "t2hk"],
                (true, false) => &["hk2t", "t2tw"],
                _ => &[],
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_of_variants_gives_the_steps() {
        let steps = |from, to, vocabulary: &[Vocabulary]| {
            Route { from, to, characters: Characters::default() }.steps(vocabulary).join(" ")
        };
        assert_eq!(steps(Hans, Hant, &[]), "s2tw");
        assert_eq!(steps(Cn, Tw, &[Vocabulary::General]), "s2twp");
        assert_eq!(steps(Hans, Mo, &[]), "s2hk");
        assert_eq!(steps(Hk, Cn, &[Vocabulary::Computing]), "hk2sp");
        assert_eq!(steps(Tw, Hk, &[]), "tw2t t2hk");
        assert_eq!(steps(Hk, Hant, &[]), "hk2t t2tw");
        assert_eq!(steps(Hant, Tw, &[Vocabulary::General]), "");
        assert_eq!(steps(Hans, Sg, &[]), "");
    }

    #[test]
    fn a_chain_stays_in_its_script() {
        for variant in Variant::ALL {
            assert_eq!(variant.chain()[0], variant);
            assert!(variant.chain().iter().all(|other| other.side() == variant.side()));
            assert_eq!(Variant::from_code(&variant.code().to_uppercase()), Some(variant));
        }
    }
}

//! OpenCC's own configurations: which dictionaries stand in which stage.

/// A dictionary's file name without its ending, or a group of dictionaries.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// One dictionary.
    File(&'static str),
    /// `"match_policy": "union"`.
    Union(&'static [Part]),
}

/// One configuration. Every one begins by normalizing compatibility ideographs.
#[derive(Clone, Copy, Debug)]
pub struct Recipe {
    /// The configuration's file name without its ending.
    pub name: &'static str,
    /// The dictionary of its `mmseg` segmentation.
    pub segmentation: Option<Part>,
    /// Its conversion chain; each stage is a `short_circuit` group.
    pub chain: &'static [&'static [Part]],
}

/// What every configuration normalizes with.
pub const NORMALIZATION: &str = "CJK_Compatibility_Ideographs";

const ST_PHRASES: Part = Part::Union(&[Part::File("STPhrases"), Part::File("STPhrases_GeneratedFromRegionalPhrases")]);
const ST: &[Part] = &[ST_PHRASES, Part::File("STCharacters")];
const TS: &[Part] = &[Part::File("TSPhrases"), Part::File("TSCharactersExt"), Part::File("TSCharacters")];
const TW: &[Part] = &[Part::File("TWVariantsPhrases"), Part::File("TWVariants")];
const TW_PHRASES: &[Part] = &[Part::File("TWPhrases"), Part::File("TWVariantsPhrases"), Part::File("TWVariants")];
const TW_BACK: &[Part] = &[Part::File("TWVariantsRevPhrases"), Part::File("TWVariantsRev")];
const TW_PHRASES_BACK: &[Part] =
    &[Part::File("TWPhrasesRev"), Part::File("TWVariantsRevPhrases"), Part::File("TWVariantsRev")];
const HK: &[Part] = &[Part::File("HKVariantsPhrases"), Part::File("HKVariants")];
const HK_PHRASES: &[Part] = &[Part::File("HKPhrases"), Part::File("HKVariantsPhrases"), Part::File("HKVariants")];
const HK_BACK: &[Part] = &[Part::File("HKVariantsRevPhrases"), Part::File("HKVariantsRev")];
const HK_PHRASES_BACK: &[Part] =
    &[Part::File("HKPhrasesRev"), Part::File("HKVariantsRevPhrases"), Part::File("HKVariantsRev")];
const JP_BACK: &[Part] = &[Part::File("JPShinjitaiPhrases"), Part::File("JPShinjitaiCharacters")];
const JP: &[Part] = &[Part::File("JPShinjitaiCharactersRev")];

const fn recipe(name: &'static str, segmentation: Option<Part>, chain: &'static [&'static [Part]]) -> Recipe {
    Recipe { name, segmentation, chain }
}

const BY_ST: Option<Part> = Some(ST_PHRASES);
const BY_TS: Option<Part> = Some(Part::File("TSPhrases"));

/// The sixteen, in the order in which OpenCC's documentation lists them.
pub const RECIPES: [Recipe; 16] = [
    recipe("s2t", None, &[ST]),
    recipe("s2tw", BY_ST, &[ST, TW]),
    recipe("s2twp", BY_ST, &[ST, TW_PHRASES]),
    recipe("s2hk", BY_ST, &[ST, HK]),
    recipe("s2hkp", BY_ST, &[ST, HK_PHRASES]),
    recipe("t2s", None, &[TS]),
    recipe("t2tw", None, &[TW]),
    recipe("t2hk", None, &[HK]),
    recipe("tw2s", BY_TS, &[TW_BACK, TS]),
    recipe("tw2sp", BY_TS, &[TW_PHRASES_BACK, TS]),
    recipe("tw2t", None, &[TW_BACK]),
    recipe("hk2s", BY_TS, &[HK_BACK, TS]),
    recipe("hk2sp", BY_TS, &[HK_PHRASES_BACK, TS]),
    recipe("hk2t", None, &[HK_BACK]),
    recipe("jp2t", None, &[JP_BACK]),
    recipe("t2jp", None, &[JP]),
];

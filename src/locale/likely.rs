//! What a short tag leaves unsaid: likely script and region by CLDR's likelySubtags, and CLDR's aliases of old tags.

use icu_locale::{LanguageIdentifier as Icu, Locale as IcuLocale, LocaleCanonicalizer, LocaleExpander};
use unic_langid::LanguageIdentifier;

// Both are tables that are compiled in: to make one costs a few moves of references.
const EXPANDER: LocaleExpander = LocaleExpander::new_extended();
const CANONICALIZER: LocaleCanonicalizer<LocaleExpander> =
    LocaleCanonicalizer::new_with_expander(LocaleExpander::new_extended());

/// A tag with its language, script and region all said, as far as CLDR knows them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Full {
    /// `zh`, `yue`, `en`.
    pub language: String,
    /// `Hans`, `Hant`, `Latn`; empty if unknown.
    pub script: String,
    /// `CN`, `TW`, `US`; empty if unknown.
    pub region: String,
}

/// The full form of `id` by UTS 35 "Likely Subtags"; what CLDR does not know stays empty.
pub fn full(id: &LanguageIdentifier) -> Full {
    let mut icu: Icu = id.to_string().parse().unwrap_or(Icu::UNKNOWN);
    EXPANDER.maximize(&mut icu);
    Full {
        language: icu.language.to_string(),
        script: icu.script.map_or_else(String::new, |script| script.to_string()),
        region: icu.region.map_or_else(String::new, |region| region.to_string()),
    }
}

/// The script of a language in a region, both in canonical form; empty if unknown. Asked for each region of the world, and so
/// without the way over a text.
pub fn script_in(language: &str, region: &str) -> String {
    let (Ok(language), Ok(region)) = (language.parse(), region.parse()) else { return String::new() };
    let mut icu = Icu { language, region: Some(region), ..Icu::UNKNOWN };
    EXPANDER.maximize(&mut icu);
    icu.script.map_or_else(String::new, |script| script.to_string())
}

/// The canonical spelling of a well-formed tag by UTS 35 "Canonicalizing": `iw` → `he`, `cmn-TW` → `zh-TW`,
/// `en-UK` → `en-GB`. `None` if `tag` is not well formed.
pub fn canonical(tag: &str) -> Option<LanguageIdentifier> {
    let mut icu: IcuLocale = tag.parse().ok()?;
    CANONICALIZER.canonicalize(&mut icu);
    icu.id.to_string().parse().ok()
}

/// Whether CLDR knows the language of `id`.
pub fn knows_language(id: &LanguageIdentifier) -> bool {
    !full(&bare(id)).script.is_empty()
}

/// Whether CLDR knows `script` (four letters, capitalized) as the script of some language.
pub fn knows_script(script: &str) -> bool {
    // An unknown script falls through to the entry for no language at all, which is English.
    let found = canonical(&format!("und-{script}")).map(|id| full(&id));
    found.is_some_and(|found| found.language != "en" && found.language != "und")
        || matches!(script, "Latn" | "Dsrt" | "Shaw" | "Dupl")
}

/// The language most spoken in `region`, in its short form, with the script where the language has several: `jp` → `ja`.
pub fn language_of_region(region: &str) -> Option<String> {
    if !is_region(region) {
        return None;
    }
    let found = full(&canonical(&format!("und-{region}"))?);
    match (found.language.as_str(), found.script.as_str()) {
        ("und" | "", _) => None,
        ("zh", script) => Some(format!("zh-{script}")),
        (language, _) => Some(language.to_owned()),
    }
}

/// Whether `region` is an ISO 3166-1 code in any case.
pub fn is_region(region: &str) -> bool {
    let upper = region.to_ascii_uppercase();
    upper.len() == 2 && regions().any(|known| known == upper)
}

/// All regions of ISO 3166-1, and Kosovo's `XK` as CLDR has it, in alphabetical order.
pub fn regions() -> impl Iterator<Item = &'static str> {
    REGIONS.split_ascii_whitespace()
}

fn bare(id: &LanguageIdentifier) -> LanguageIdentifier {
    LanguageIdentifier::from_parts(id.language, None, None, &[])
}

const REGIONS: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS \
BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ \
FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT \
JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP \
MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE \
RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV \
TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_tags_are_filled_in() {
        // (tag, language, script, region)
        let cases = [
            ("zh", "zh", "Hans", "CN"),
            ("zh-TW", "zh", "Hant", "TW"),
            ("zh-HK", "zh", "Hant", "HK"),
            ("zh-MO", "zh", "Hant", "MO"),
            ("zh-SG", "zh", "Hans", "SG"),
            ("zh-MY", "zh", "Hans", "MY"),
            ("zh-US", "zh", "Hant", "US"),
            ("zh-Hant", "zh", "Hant", "TW"),
            ("yue", "yue", "Hant", "HK"),
            ("yue-CN", "yue", "Hans", "CN"),
            ("wuu", "wuu", "Hans", "CN"),
            ("en", "en", "Latn", "US"),
            ("ar", "ar", "Arab", "EG"),
        ];
        for (tag, language, script, region) in cases {
            let full = full(&tag.parse().unwrap());
            assert_eq!((&*full.language, &*full.script, &*full.region), (language, script, region), "{tag}");
        }
    }

    #[test]
    fn unknown_subtags_are_told_from_known_ones() {
        for known in ["en", "zh", "wuu", "nan", "ie", "haw"] {
            assert!(knows_language(&known.parse().unwrap()), "{known}");
        }
        for unknown in ["cn", "jp", "xx", "qqq"] {
            assert!(!knows_language(&unknown.parse().unwrap()), "{unknown}");
        }
        for known in ["Hans", "Hant", "Latn", "Cyrl", "Arab", "Deva", "Hebr", "Mong", "Thai"] {
            assert!(knows_script(known), "{known}");
        }
        assert!(!knows_script("Hasn") && !knows_script("Hanz"));
        assert_eq!(language_of_region("cn").as_deref(), Some("zh-Hans"));
        assert_eq!(language_of_region("jp").as_deref(), Some("ja"));
        assert_eq!(language_of_region("cz").as_deref(), Some("cs"));
        assert_eq!(language_of_region("xx"), None);
    }
}

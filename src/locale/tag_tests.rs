//! Tables of tags: what is understood, as what, and what is refused with which help.

use super::{Direction, HanScript, Locale};

#[test]
fn common_spellings_are_understood() {
    // (as written, canonical, why)
    let cases = [
        ("en", "en", "a plain language"),
        ("EN-us", "en-US", "tags are case-insensitive (BCP 47, 2.1.1)"),
        ("zh-hans", "zh-Hans", "canonical case, whatever the file name has"),
        ("ZH-HANT-tw", "zh-Hant-TW", "the same for script and region"),
        ("zh-CN", "zh-CN", "a BCP 47 tag stays as short as it was written"),
        ("zh_CN", "zh-Hans-CN", "an underscore is POSIX, whose country implies the script"),
        ("zh_TW", "zh-Hant-TW", "the same"),
        ("zh_CN.UTF-8", "zh-Hans-CN", "a codeset is no part of the locale"),
        ("zh_HK.Big5-HKSCS", "zh-Hant-HK", "whatever the codeset"),
        ("zh_Hans", "zh-Hans", "an underscore before a script"),
        ("zh_hant_hk", "zh-Hant-HK", "three parts"),
        ("en_US.UTF-8", "en-US", "only Chinese has its script written out"),
        ("sr_RS@latin", "sr-Latn-RS", "POSIX names a script by a modifier"),
        ("zh-cmn-Hant", "zh-Hant", "extended language form of Mandarin"),
        ("zh-cmn", "zh", "the same, script unsaid"),
        ("cmn-TW", "zh-TW", "Mandarin is zh in CLDR"),
        ("zh-yue", "yue", "extended language form of Cantonese"),
        ("zh-yue-Hant-HK", "yue-Hant-HK", "with the rest kept"),
        ("zh-min-nan", "nan", "a grandfathered tag"),
        ("zh-CHS", "zh-Hans", "Windows before Vista"),
        ("zh-cht", "zh-Hant", "the same"),
        ("iw", "he", "an old code"),
        ("en-UK", "en-GB", "a common slip that CLDR lists as an alias"),
        (" zh-Hans ", "zh-Hans", "blanks around it"),
        ("pt-BR", "pt-BR", ""),
        ("es-419", "es-419", "a region by number"),
        ("sl-rozaj", "sl-rozaj", "variants stay"),
    ];
    for (written, canonical, why) in cases {
        let locale = Locale::parse(written).unwrap_or_else(|error| panic!("{written}: {error}"));
        assert_eq!(locale.to_string(), canonical, "{written}: {why}");
        assert_eq!(Locale::parse(canonical).unwrap(), locale, "{canonical} is stable");
    }
}

#[test]
fn wrong_tags_are_refused_with_the_right_one_named() {
    // (as written, message, part of the help)
    let cases = [
        ("cn", "unknown language `cn`", "did you mean `zh-Hans`?"),
        ("cha", "`cha` is Chamorro, whose tag `ch` looks like a place", "write `ch-GU`"),
        ("CN", "unknown language `cn`", "did you mean `zh-Hans`?"),
        ("tw", "`tw` is Twi", "did you mean `zh-Hant` or `zh-TW`?"),
        ("kr", "`kr` is Kanuri", "did you mean `ko`? Kanuri itself is written `kr-NG` here"),
        ("hk", "unknown language `hk`", "`zh-HK`"),
        ("mo", "`mo` is Moldovan", "`zh-MO`"),
        ("jp", "unknown language `jp`", "did you mean `ja`?"),
        ("cz", "unknown language `cz`", "did you mean `cs`?"),
        ("dk", "unknown language `dk`", "did you mean `da`?"),
        ("cn-Hans", "unknown language `cn`", "did you mean `zh-Hans`?"),
        ("cht", "unknown language `cht`", "`zh-Hant`"),
        ("zh-Hasn", "unknown script `Hasn` in `zh-Hasn`", "did you mean `zh-Hans`?"),
        ("zh-ZH", "unknown region `ZH` in `zh-ZH`", "did you mean `zh`?"),
        (
            "zh-Hans-u-co-stroke",
            "`zh-Hans-u-co-stroke` carries an extension, which an edition's tag does not have",
            "write `zh-hans`",
        ),
        ("", "`` is not a locale tag", "BCP 47"),
        ("简体", "`简体` is not a locale tag", "BCP 47"),
        ("zh-", "`zh-` is not a locale tag", "BCP 47"),
        ("x", "`x` carries an extension, which an edition's tag does not have", ""),
        ("und", "`und` is not a locale tag", "BCP 47"),
    ];
    for (written, message, help) in cases {
        let error = Locale::parse(written).expect_err(written);
        assert_eq!(error.message, message);
        assert!(error.help.clone().unwrap_or_default().contains(help), "{written}: {:?}", error.help);
    }
}

#[test]
fn scripts_directions_and_territories_follow_likely_subtags() {
    use HanScript::{Simplified, Traditional};
    // (tag, script of its Chinese, og:locale, direction)
    let cases = [
        ("zh-Hans", Some(Simplified), "zh_CN", Direction::Ltr),
        ("zh-CN", Some(Simplified), "zh_CN", Direction::Ltr),
        ("zh-SG", Some(Simplified), "zh_SG", Direction::Ltr),
        ("zh-MY", Some(Simplified), "zh_MY", Direction::Ltr),
        ("zh-Hant", Some(Traditional), "zh_TW", Direction::Ltr),
        ("zh-TW", Some(Traditional), "zh_TW", Direction::Ltr),
        ("zh-HK", Some(Traditional), "zh_HK", Direction::Ltr),
        ("zh-MO", Some(Traditional), "zh_MO", Direction::Ltr),
        ("yue", Some(Traditional), "yue_HK", Direction::Ltr),
        ("zh-Latn", None, "zh_CN", Direction::Ltr),
        ("ja", None, "ja_JP", Direction::Ltr),
        ("en", None, "en_US", Direction::Ltr),
        ("ar", None, "ar_EG", Direction::Rtl),
        ("he", None, "he_IL", Direction::Rtl),
        ("az-Arab", None, "az_IR", Direction::Rtl),
    ];
    for (tag, script, open_graph, direction) in cases {
        let locale = Locale::parse(tag).unwrap();
        assert_eq!((locale.han_script(), locale.direction()), (script, direction), "{tag}");
        assert_eq!(locale.open_graph(), open_graph, "{tag}");
    }
}

#[test]
fn equivalent_tags_are_known_as_such() {
    let same = |a: &str, b: &str| Locale::parse(a).unwrap().is_equivalent(&Locale::parse(b).unwrap());
    assert!(same("zh-Hans", "zh-CN") && same("zh_CN", "zh-CN") && same("zh-Hant", "zh-TW") && same("en", "en-US"));
    assert!(!same("zh-HK", "zh-Hant") && !same("zh-Hans", "zh-Hant") && !same("en", "en-GB"));
}

//! Languages' names for themselves, for the switcher.

use super::Locale;

/// Languages by their tag. Chinese editions of one region carry the region; others are told apart by their tag alone.
const NAMES: &[(&str, &str)] = &[
    ("ar", "العربية"),
    ("bg", "Български"),
    ("bn", "বাংলা"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("de-AT", "Deutsch (Österreich)"),
    ("de-CH", "Deutsch (Schweiz)"),
    ("el", "Ελληνικά"),
    ("en", "English"),
    ("en-AU", "English (Australia)"),
    ("en-GB", "English (UK)"),
    ("en-US", "English (US)"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("es-419", "Español (Latinoamérica)"),
    ("es-MX", "Español (México)"),
    ("et", "Eesti"),
    ("eu", "Euskara"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("fil", "Filipino"),
    ("fr", "Français"),
    ("fr-CA", "Français (Canada)"),
    ("ga", "Gaeilge"),
    ("gl", "Galego"),
    ("he", "עברית"),
    ("hi", "हिन्दी"),
    ("hr", "Hrvatski"),
    ("hu", "Magyar"),
    ("id", "Bahasa Indonesia"),
    ("is", "Íslenska"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ka", "ქართული"),
    ("kk", "Қазақ тілі"),
    ("km", "ខ្មែរ"),
    ("ko", "한국어"),
    ("lo", "ລາວ"),
    ("lt", "Lietuvių"),
    ("lv", "Latviešu"),
    ("lzh", "文言"),
    ("mn", "Монгол"),
    ("ms", "Bahasa Melayu"),
    ("my", "မြန်မာ"),
    ("nan-Hant", "臺語"),
    ("nb", "Norsk bokmål"),
    ("ne", "नेपाली"),
    ("nl", "Nederlands"),
    ("nn", "Norsk nynorsk"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("pt-BR", "Português (Brasil)"),
    ("pt-PT", "Português (Portugal)"),
    ("ro", "Română"),
    ("ru", "Русский"),
    ("sk", "Slovenčina"),
    ("sl", "Slovenščina"),
    ("sr", "Српски"),
    ("sr-Latn", "Srpski"),
    ("sv", "Svenska"),
    ("ta", "தமிழ்"),
    ("te", "తెలుగు"),
    ("th", "ไทย"),
    ("tr", "Türkçe"),
    ("ug", "ئۇيغۇرچە"),
    ("uk", "Українська"),
    ("ur", "اردو"),
    ("uz", "Oʻzbek"),
    ("vi", "Tiếng Việt"),
    ("wuu", "吴语"),
    ("yue", "粵語"),
    ("yue-Hans", "粤语"),
    ("zh", "中文"),
    ("zh-CN", "简体中文（中国大陆）"),
    ("zh-HK", "繁體中文（香港）"),
    ("zh-Hans", "简体中文"),
    ("zh-Hant", "繁體中文"),
    ("zh-MO", "繁體中文（澳門）"),
    ("zh-MY", "简体中文（马来西亚）"),
    ("zh-SG", "简体中文（新加坡）"),
    ("zh-TW", "繁體中文（台灣）"),
];

/// The name of `locale`; where only a shorter tag has one, that name with the rest in brackets; else the tag.
pub(super) fn of(locale: &Locale) -> String {
    let tag = locale.to_string();
    if let Some(name) = named(&tag) {
        return name.to_owned();
    }
    // A script that the region implies anyway says nothing new: zh-Hans-CN is zh-CN.
    let id = locale.id();
    if let Some(region) = id.region {
        let short = format!("{}-{}", id.language.as_str(), region.as_str());
        let implied = Locale::parse(&short).is_ok_and(|short| short.is_equivalent(locale));
        if let Some(name) = named(&short).filter(|_| implied) {
            return name.to_owned();
        }
    }
    let mut short = tag.as_str();
    while let Some((shorter, _)) = short.rsplit_once('-') {
        short = shorter;
        if let Some(name) = named(short) {
            let rest = &tag[short.len() + 1..];
            let wide = locale.han_script().is_some();
            return if wide { format!("{name}（{rest}）") } else { format!("{name} ({rest})") };
        }
    }
    tag
}

fn named(tag: &str) -> Option<&'static str> {
    NAMES.binary_search_by(|(known, _)| (*known).cmp(tag)).ok().map(|at| NAMES[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_holds_canonical_tags() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        for (tag, _) in NAMES {
            assert_eq!(Locale::parse(tag).unwrap().to_string(), *tag);
        }
    }

    #[test]
    fn each_edition_has_its_own_name() {
        // (tag, name)
        let cases = [
            ("en", "English"),
            ("zh-Hans", "简体中文"),
            ("zh-Hant", "繁體中文"),
            ("zh-HK", "繁體中文（香港）"),
            ("zh-Hant-HK", "繁體中文（香港）"),
            ("zh-Hans-HK", "简体中文（HK）"),
            ("en-NZ", "English (NZ)"),
            ("ja", "日本語"),
            ("wo", "wo"),
        ];
        for (tag, name) in cases {
            assert_eq!(Locale::parse(tag).unwrap().autonym(), name, "{tag}");
        }
    }
}

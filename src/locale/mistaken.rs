//! Tags that are written by mistake, each refused with the right one named.

use super::likely;
use super::tag::TagError;
use unic_langid::LanguageIdentifier;

/// Names that people use for a language or script and that are no tags of it. The last column is what to write.
const NAMES: &[(&str, &str)] = &[
    ("chs", "`zh-Hans`"),
    ("zhs", "`zh-Hans`"),
    ("sc", "`zh-Hans`"),
    ("hans", "`zh-Hans`"),
    ("simplified", "`zh-Hans`"),
    ("cht", "`zh-Hant`"),
    ("zht", "`zh-Hant`"),
    ("tc", "`zh-Hant`"),
    ("hant", "`zh-Hant`"),
    ("traditional", "`zh-Hant`"),
    ("hk", "`zh-HK`"),
    ("chinese", "`zh-Hans` or `zh-Hant`"),
    ("english", "`en`"),
    ("japanese", "`ja`"),
    ("korean", "`ko`"),
    ("c", "`en`"),
    ("posix", "`en`"),
];

/// Languages whose two letters nearly always mean a place where Chinese or Korean is written: the letters, the language, what
/// was probably meant, and how to write the language itself.
const PLACES: &[(&str, &str, &str, &str)] = &[
    ("tw", "Twi", "`zh-Hant` or `zh-TW`", "ak"),
    ("mo", "Moldovan", "`zh-MO`", "ro-MD"),
    ("sg", "Sango", "`zh-SG`", "sg-CF"),
    ("ch", "Chamorro", "`zh-Hans` or `zh-Hant`", "ch-GU"),
    ("kr", "Kanuri", "`ko`", "kr-NG"),
];

/// Refuses `tag` if it is one of the names above.
pub(super) fn refuse(tag: &str, text: &str) -> Result<(), TagError> {
    let lower = tag.to_ascii_lowercase();
    if let Some((_, meant)) = NAMES.iter().find(|(name, _)| *name == lower) {
        return Err(TagError::new(format!("unknown language `{text}`"), Some(format!("did you mean {meant}?"))));
    }
    if let Some((_, language, meant, itself)) = PLACES.iter().find(|(letters, ..)| *letters == lower) {
        let help = format!("did you mean {meant}? {language} itself is written `{itself}` here");
        return Err(TagError::new(format!("`{text}` is {language}"), Some(help)));
    }
    Ok(())
}

/// Refuses the canonical form of `text` where it would be taken for a place, since what is written must be read again.
pub(super) fn refuse_canonical(id: &LanguageIdentifier, text: &str) -> Result<(), TagError> {
    let tag = id.to_string();
    let Some((letters, language, _, itself)) = PLACES.iter().find(|(letters, ..)| *letters == tag) else {
        return Ok(());
    };
    let message = format!("`{text}` is {language}, whose tag `{letters}` looks like a place");
    Err(TagError::new(message, Some(format!("write `{itself}`"))))
}

/// The error about a text that is not even well formed.
pub(super) fn malformed(text: &str) -> TagError {
    TagError::new(
        format!("`{text}` is not a locale tag"),
        Some("use a BCP 47 tag such as `en` or `zh-Hans`".to_owned()),
    )
}

/// Checks that each part of a well-formed tag is known.
pub(super) fn check(id: &LanguageIdentifier, text: &str) -> Result<(), TagError> {
    check_language(id, text)?;
    if let Some(script) = id.script
        && !likely::knows_script(script.as_str())
    {
        let near = nearest_script(script.as_str());
        let help = near.map(|near| format!("did you mean `{}-{near}`?", id.language.as_str()));
        return Err(TagError::new(format!("unknown script `{}` in `{text}`", script.as_str()), help));
    }
    if let Some(region) = id.region
        && region.as_str().len() == 2
        && !likely::is_region(region.as_str())
    {
        let help = format!("did you mean `{}`?", id.language.as_str());
        return Err(TagError::new(format!("unknown region `{}` in `{text}`", region.as_str()), Some(help)));
    }
    Ok(())
}

fn check_language(id: &LanguageIdentifier, text: &str) -> Result<(), TagError> {
    if id.language.is_empty() || id.language.as_str() == "und" {
        return Err(malformed(text));
    }
    // CLDR lists no likely script for a constructed or dead language; a tag that says its script is meant as it stands.
    if likely::knows_language(id) || (id.language.as_str().len() == 3 && id.script.is_some()) {
        return Ok(());
    }
    let language = id.language.as_str();
    let help = likely::language_of_region(language).map(|meant| format!("did you mean `{meant}`?"));
    Err(TagError::new(format!("unknown language `{language}`"), help.or_else(|| malformed(text).help)))
}

fn nearest_script(script: &str) -> Option<&'static str> {
    const COMMON: &[&str] = &["Hans", "Hant", "Latn", "Cyrl", "Arab", "Deva", "Hebr", "Jpan", "Kore", "Grek", "Thai"];
    let nearest = COMMON.iter().max_by(|a, b| strsim::jaro(a, script).total_cmp(&strsim::jaro(b, script)))?;
    (strsim::osa_distance(nearest, script) <= 2).then_some(*nearest)
}
